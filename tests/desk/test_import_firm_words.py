"""What rows say of one firm, its own rows and its people's: the first word of a file stays."""

import random

import pytest

from app.desk import importing
from app.storage import undo
from tests.desk import bringing
from tests.desk.trial_book import table_of, trial_book
from tests.storage.builders import dump

HEAD = "Name,Email,Company,Website\n"
ONE, TWO = "https://one.example", "https://two.example"


def bring(store, folder, rows, on_match="update"):
    return bringing.bring(store, folder, HEAD + rows, on_match=on_match).ledger


def websites(store):
    return store.select("SELECT website FROM account")


def parked(store):
    return store.select(
        "SELECT c.name, a.name, v.value FROM field_value v LEFT JOIN contact c"
        " ON c.id = v.contact_id LEFT JOIN account a ON a.id = v.account_id"
    )


@pytest.mark.parametrize(("rows", "whose"), [
    (f"Ann Lee,a@x.example,Acme,{ONE}\n,,Acme,{TWO}\n", (None, "Acme", TWO)),
    (f",,Acme,{ONE}\nAnn Lee,a@x.example,Acme,{TWO}\n", ("Ann Lee", None, TWO)),
    (f",,Acme,\nAnn Lee,a@x.example,Acme,{ONE}\n,,acme,{TWO}\n", (None, "Acme", TWO)),
])  # fmt: skip
def test_of_two_words_about_a_firm_the_first_stays_and_the_second_is_beside(
    store, tmp_path, rows, whose
):
    for _ in range(2):
        assert bring(store, tmp_path, rows).adds_up()
        assert websites(store) == [(ONE,)]
        assert parked(store) == [whose]


def test_a_known_value_said_again_is_the_first_word(store, tmp_path):
    bring(store, tmp_path, f"Ann Lee,a@x.example,Acme,{ONE}\n")
    rows = f"Ann Lee,a@x.example,Acme,{ONE}\nBen Ray,b@x.example,Acme,{TWO}\n"
    for _ in range(3):
        bring(store, tmp_path, rows)
        assert websites(store) == [(ONE,)]
        assert parked(store) == [("Ben Ray", None, TWO)]


def test_a_newer_file_still_changes_the_firm(store, tmp_path):
    bring(store, tmp_path, f"Ann Lee,a@x.example,Acme,{ONE}\n")
    bring(store, tmp_path, f"Ann Lee,a@x.example,Acme,{TWO}\n")
    assert websites(store) == [(TWO,)]


def test_rows_that_contradict_each_other_come_to_rest_in_the_one_column_that_may_change(
    store, tmp_path
):
    rows = f",,Acme,{ONE}\nAnn Lee,,Acme,\nAnn Lee,,Acme,{TWO}\n"
    file = tmp_path / "firms.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    table = importing.read(file)
    *rest, website = importing.recognised(table, "GB")
    columns = (*rest, importing.with_policy(website, "overwrite"))
    for _ in range(3):
        importing.bring_in(store, file, table, importing.Choices(columns, "skip"))
        assert websites(store) == [(ONE,)]
        assert parked(store) == [("Ann Lee", None, TWO)]


def test_a_firm_that_wants_no_mail_is_told_so_by_a_row_of_its_own(store, tmp_path):
    file = tmp_path / "firms.csv"
    rows = "Ann Lee,a@x.example,Acme,no\n,,Acme,yes\n"
    file.write_text("Name,Email,Company,No emails\n" + rows, encoding="utf-8")
    table = importing.read(file)
    targets = ("full_name", "email.work", "account.name", "no_email")
    columns = importing.recognised(table, "GB")
    choices = importing.Choices(tuple(map(importing.with_target, columns, targets)))
    for _ in range(2):
        assert importing.bring_in(store, file, table, choices).ledger.adds_up()
        assert store.select("SELECT name, no_email FROM account") == [("Acme", 1)]


COLUMNS = {
    "full_name": ["Ann Lee", "Ben Ray", "", "", "Mr and Mrs Lee"],
    "email.work": ["ann@a.example", "ben@b.example", "", ""],
    "account.name": ["Acme", "Bolt", "acme", ""],
    "account.website": [ONE, TWO, "", ""],
    "account.code": ["K1", "K2", ""],
    "account.phone": ["0161 496 0000", "0161 496 0001", ""],
    "address.work.town": ["York", "Leeds", ""],
    "kind": ["Customer", "Supplier", ""],
    "note": ["one", "two", ""],
    "tag": ["A", "B", ""],
    "own:Hat": ["7", "8", ""],
    "language": ["de", "fr", ""],
    "no_email": ["yes", "no", ""],
}


@pytest.mark.parametrize("seed", range(60))
def test_rows_of_firms_and_of_their_people_come_to_rest(seed):
    chance = random.Random(seed)
    targets = [*[*COLUMNS][:3], *chance.sample([*COLUMNS][3:], chance.randint(1, 4))]
    rows = [
        tuple(chance.choice(COLUMNS[target]) for target in targets)
        for _ in range(chance.randint(2, 7))
    ]
    table, columns = table_of(targets, rows)
    choices = importing.Choices(columns, chance.choice(["update", "fill", "skip"]))
    with trial_book() as (store, file):
        empty = dump(store)
        first = importing.bring_in(store, file, table, choices)
        assert first.ledger.adds_up()
        before = dump(store)
        again = importing.bring_in(store, file, table, choices)
        assert (again.ledger.created, again.ledger.updated) == (0, 0)
        after = dump(store)
        for name in ("contact", "account", "phone", "email_address", "field_value", "tagging"):
            assert after.get(name) == before.get(name)
        undo.undo(store, again.step_id)
        undo.undo(store, first.step_id)
        assert dump(store) == empty
