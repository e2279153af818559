"""What people do not want, and that they have died: said in any words, set and never lifted."""

import pytest

from app.desk import importing
from app.models.imports.import_targets import targets
from app.storage.queries import records
from tests.desk.bringing import bring

SAID = "no_post, no_email, no_phone, no_trade, deceased, deceased_on"
FREE = (0, 0, 0, 0, 0, "")


def chosen(folder):
    """What the columns are taken for before anything is remembered."""
    return importing.recognised(importing.read(folder / "list.csv"), "GB")


def marks(store):
    return store.select(f"SELECT {SAID} FROM contact ORDER BY import_row")


@pytest.mark.parametrize(
    ("header", "yes", "no", "marked"),
    [
        ("Do not contact", "yes", "no", (1, 1, 1, 0, 0, "")),
        ("Kontaktsperre", "ja", "nein", (1, 1, 1, 0, 0, "")),
        ("Ne pas contacter", "Oui", "Non", (1, 1, 1, 0, 0, "")),
        ("DNC", "1", "0", (1, 1, 1, 0, 0, "")),
        ("Keine Werbung", "x", "", (0, 0, 0, 1, 0, "")),
        ("No advertising", "TRUE", "FALSE", (0, 0, 0, 1, 0, "")),
        ("Deceased", "yes", "no", (0, 0, 0, 0, 1, "")),
        ("Verstorben", "†", "", (0, 0, 0, 0, 1, "")),
        ("Décédé", "oui", "non", (0, 0, 0, 0, 1, "")),
        ("Date of death", "2024-11-03", "", (0, 0, 0, 0, 1, "2024-11-03")),
        ("Verstorben am", "03.11.2024", "", (0, 0, 0, 0, 1, "2024-11-03")),
        ("Deceased", "2024-11-03", "", (0, 0, 0, 0, 1, "2024-11-03")),
    ],
)
def test_a_mark_is_known_by_its_heading(store, tmp_path, header, yes, no, marked):
    text = f"Name,Email,{header}\nAnn Lee,a@x.example,{yes}\nBen Ray,b@x.example,{no}\n"
    bring(store, tmp_path, text)
    assert chosen(tmp_path)[2].state == "recognised"
    assert marks(store) == [marked, FREE]


@pytest.mark.parametrize(
    ("header", "cells", "marked"),
    [
        ("Subscribed", "no yes", (0, 1, 0, 0, 0, "")),
        ("Email Status", "Unsubscribed Subscribed", (0, 1, 0, 0, 0, "")),
        ("Status", "unsubscribed cleaned", (0, 1, 0, 0, 0, "")),
        ("Email permission", "withdrawn granted", (0, 1, 0, 0, 0, "")),
        ("DSGVO-Einwilligung", "widerrufen erteilt", (0, 1, 0, 0, 0, "")),
        ("E-Mail-Werbung", "nein ja", (0, 1, 0, 0, 0, "")),
        ("Telefonwerbung", "nein ja", (0, 0, 1, 0, 0, "")),
        ("Postal consent", "No Yes", (1, 0, 0, 0, 0, "")),
    ],
)
def test_leave_that_was_taken_back_is_kept_and_a_ban_besides(
    store, tmp_path, header, cells, marked
):
    no, yes = cells.split()
    text = f"Name,Email,{header}\nAnn Lee,a@x.example,{no}\nBen Ray,b@x.example,{yes}\n"
    bring(store, tmp_path, text)
    columns = chosen(tmp_path)
    assert (columns[2].state, f"“{no}” under “{header}”" in columns[2].question) == ("check", True)
    assert marks(store) == [marked, FREE]
    people = [row[0] for row in store.select("SELECT id FROM contact ORDER BY import_row")]
    assert [records.whole(store, "contact", one)["own_fields"] for one in people] == [
        {header: no},
        {header: yes},
    ]


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Status", "won lost"), ("Status", "accepted declined"), ("Email Status", "valid invalid")],
)
def test_other_words_than_of_leave_ban_nothing(store, tmp_path, header, cells):
    one, other = cells.split()
    bring(
        store, tmp_path,
        f"Name,Email,{header}\nAnn Lee,a@x.example,{one}\nBen Ray,b@x.example,{other}\n",
    )  # fmt: skip
    assert marks(store) == [FREE, FREE]


def test_a_mark_is_never_lifted_by_a_file(store, tmp_path):
    text = "Name,Email,Do not contact,Deceased\nAnn Lee,a@x.example,{},{}\n"
    bring(store, tmp_path, text.format("yes", "yes"))
    bring(store, tmp_path, text.format("no", "no"))
    assert marks(store) == [(1, 1, 1, 0, 1, "")]


def test_a_year_of_death_alone_marks_and_is_kept(store, tmp_path):
    bring(
        store, tmp_path,
        "Name,Email,Date of death\nAnn Lee,a@x.example,2019\nBen Ray,b@x.example,2020-02-03\n"
        "Cy Webb,c@x.example,00.00.0000\nDi Fox,d@x.example,unknown\n",
    )  # fmt: skip
    assert [row[4:] for row in marks(store)] == [(1, ""), (1, "2020-02-03"), (0, ""), (0, "")]
    ann = store.value("SELECT id FROM contact ORDER BY import_row")
    assert records.whole(store, "contact", ann)["own_fields"] == {"Date of death": "2019"}


def test_a_firm_that_is_said_to_have_died_keeps_the_word_beside_it(store, tmp_path):
    bring(store, tmp_path, "Company,Deceased,No advertising\nAcme Ltd,yes,yes\nBolt Ltd,,\n")
    assert store.select("SELECT count(*) FROM contact") == [(0,)]
    acme = store.value("SELECT id FROM account ORDER BY name")
    assert records.whole(store, "account", acme)["own_fields"] == {
        "Deceased": "yes",
        "No advertising to this person": "yes",
    }


def test_every_mark_can_be_chosen_by_hand():
    words = {each.key: each.label for each in targets()}
    assert words["no_contact"] == "No letters, emails or calls to this person"
    assert {"no_trade", "deceased", "deceased_on"} <= words.keys()
