"""A file brought in twice, into a book that knows some of the people: nothing doubled or lost."""

import json
from pathlib import Path

import pytest

from app.desk import importing
from app.models.account import Account
from app.models.contact import Contact
from app.models.operations import accounts, contacts, people, staff
from app.models.reach import EmailAddress, PhoneNumber
from app.storage import checks, history, undo
from app.storage.queries import records, timeline
from tests.desk.bringing import bring
from tests.storage.builders import dump

PEOPLE = """Name,Company,Email,Phone,Town,Tags,Shoe size,No letters,Looked after by
Ann Lee,Berg Ltd,ann@berg.example,0161 496 0000,Leeds,Best; Spring,39,,Tom Hartley
Bob Hill,Berg Ltd,bob@berg.example,,York,,,yes,
,Only Firm Ltd,office@only.example,0118 496 0001,Reading,Best,,,Priya Nair
"""


def names(store):
    return [row[0] for row in store.select("SELECT name FROM contact ORDER BY name_key")]


def test_people_firms_tags_fields_and_colleagues_come_in_as_one_step(store, tmp_path):
    done = bring(store, tmp_path, PEOPLE)
    assert names(store) == ["Ann Lee", "Bob Hill"]
    firms = store.select("SELECT name FROM account ORDER BY name")
    assert firms == [("Berg Ltd",), ("Only Firm Ltd",)]
    ann = store.value("SELECT id FROM contact WHERE name = 'Ann Lee'")
    whole = records.whole(store, "contact", ann)
    assert whole["tags"] == ["Best", "Spring"]
    assert whole["own_fields"] == {"Shoe size": "39"}
    assert whole["fields"]["owner"] == "Tom Hartley"
    assert whole["accounts"][0]["name"] == "Berg Ltd"
    assert store.value("SELECT no_post FROM contact WHERE name = 'Bob Hill'") == 1
    assert timeline.origin(store, "contact", ann)["import_row"] == 2
    assert history.next_undo(store)["id"] == done.step_id
    assert done.ledger.adds_up()
    undo.undo_last(store)
    assert names(store) == []
    assert store.value("SELECT count(*) FROM account") == 0


def test_the_same_file_again_changes_nobody(store, tmp_path):
    bring(store, tmp_path, PEOPLE)
    before = {k: v for k, v in dump(store).items() if k != "import_run"}
    done = bring(store, tmp_path, PEOPLE)
    assert importing.row_counts(done.ledger)["unchanged"] == 3
    assert {k: v for k, v in dump(store).items() if k != "import_run"} == before


def test_what_a_file_adds_to_known_people_is_added_and_blanks_erase_nothing(store, tmp_path):
    ann = contacts.save_contact(store, contacts.named(Contact(note="pays late"), "Ann Lee"))
    people.save_emails(store, "contact", ann, [EmailAddress("ann@berg.example")])
    people.save_phones(store, "contact", ann, [PhoneNumber("07700 900123", "mobile")])
    people.add_tag(store, "contact", [ann], "Old")
    done = bring(store, tmp_path, PEOPLE)
    assert done.ledger.updated == 1
    whole = records.whole(store, "contact", ann)
    assert whole["fields"]["note"] == "pays late"
    assert [p["value"] for p in whole["phones"]] == ["07700 900123", "0161 496 0000"]
    assert whole["tags"] == ["Best", "Old", "Spring"]
    assert whole["accounts"][0]["name"] == "Berg Ltd"
    undo.undo_last(store)
    assert records.whole(store, "contact", ann)["tags"] == ["Old"]
    assert checks.whole(store.connection, deep=True) == []


@pytest.mark.parametrize(
    ("policy", "title"), [("update", "Director"), ("fill", "Owner"), ("skip", "Owner")]
)
def test_known_values_are_treated_as_chosen(store, tmp_path, policy, title):
    ann = contacts.save_contact(store, contacts.named(Contact(job_title="Owner"), "Ann Lee"))
    people.save_emails(store, "contact", ann, [EmailAddress("ann@berg.example")])
    text = "Name,Email,Job title\nAnn Lee,ann@berg.example,Director\n"
    bring(store, tmp_path, text, on_match=policy)
    assert store.value("SELECT job_title FROM contact") == title


def test_duplicates_are_made_when_that_is_wished(store, tmp_path):
    bring(store, tmp_path, PEOPLE)
    bring(store, tmp_path, PEOPLE, on_match="duplicate")
    assert names(store) == ["Ann Lee", "Ann Lee", "Bob Hill", "Bob Hill"]


def test_do_not_contact_only_tightens(store, tmp_path):
    bring(store, tmp_path, PEOPLE)
    bring(store, tmp_path, PEOPLE.replace(",yes,", ",no,"))
    assert store.value("SELECT no_post FROM contact WHERE name = 'Bob Hill'") == 1


def test_a_known_firm_gains_what_a_row_about_it_says(store, tmp_path):
    firm = accounts.save_account(store, Account(name="Only Firm Ltd", note="kept"))
    staff.staff_named(store, "Priya Nair")
    bring(store, tmp_path, PEOPLE)
    whole = records.whole(store, "account", firm)
    assert whole["fields"]["note"] == "kept"
    assert whole["fields"]["owner"] == "Priya Nair"
    assert [e["value"] for e in whole["emails"]] == ["office@only.example"]
    assert whole["tags"] == ["Best"]


def test_a_rehearsal_writes_nothing_and_says_the_same(store, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    table = importing.read(file)
    choices = importing.Choices(importing.recognised(table, "GB"))
    seen = importing.rehearse(store, table, choices)
    assert store.value("SELECT count(*) FROM step") == 0
    done = importing.bring_in(store, file, table, choices)
    assert importing.row_counts(seen.ledger) == importing.row_counts(done.ledger)
    assert importing.cell_counts(seen.ledger) == importing.cell_counts(done.ledger)


def test_cancelling_leaves_nothing(store, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    table = importing.read(file)
    choices = importing.Choices(importing.recognised(table, "GB"))

    def cancel(done, total, text):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.bring_in(store, file, table, choices, cancel)
    assert names(store) == []
    assert store.value("SELECT count(*) FROM step") == 0


def test_a_mapping_can_be_kept_and_used_again(store, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("A,B\nAnn Lee,ann@berg.example\n", encoding="utf-8")
    table = importing.read(file)
    guesses = importing.recognised(table, "GB")
    chosen = (importing.with_target(guesses[0], "full_name"),
              importing.with_target(guesses[1], "leave_out"))  # fmt: skip
    kept = json.loads(json.dumps(importing.mapping_of(chosen)))
    again = importing.with_mapping(importing.recognised(table, "GB"), kept)
    assert [guess.target for guess in again] == ["full_name", "leave_out"]
    done = importing.bring_in(store, file, table, importing.Choices(again))
    assert (done.ledger.stored + done.ledger.transformed, done.ledger.left_out) == (1, 1)


def test_refused_rows_can_be_mended_and_brought_in_again(store, tmp_path):
    text = "Name,Email,Birthday\nAnn Lee,ann@berg.example,31.04.1980\nBob Hill,,12.03.1979\n"
    done = bring(store, tmp_path, text)
    assert done.ledger.problems
    file = tmp_path / "refused.csv"
    table = importing.read(tmp_path / "list.csv")
    assert importing.write_refused(file, table.headers, done.refused, done.ledger.problems) == 1
    mended = file.read_text(encoding="utf-8-sig").replace("31.04.1980", "30.04.1980")
    bring(store, tmp_path, mended, name="mended.csv")
    assert store.value("SELECT birthday FROM contact WHERE name = 'Ann Lee'") == "1980-04-30"
    assert names(store) == ["Ann Lee", "Bob Hill"]


def test_a_table_lets_go_of_its_rows_but_for_what_was_refused(store, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Name,Birthday\nAnn Lee,31.04.1980\nBob Hill,1979-03-12\n", encoding="utf-8")
    table = importing.read(file)
    choices = importing.Choices(importing.recognised(table, "GB"))
    done = importing.bring_in(store, file, table, choices, last=True)
    assert (names(store), table.rows) == (["Ann Lee", "Bob Hill"], [])
    assert done.refused == [(2, ("Ann Lee", "31.04.1980"))]


def test_a_mended_row_comes_to_the_person_it_made_whatever_was_wrong_with_it(store, tmp_path):
    text = "Name,Email,Hat\nAnn Lee,no at sign,blue\n,,red\nBerg Ltd,nor here,\n"
    done = bring(store, tmp_path, text, Hat="job_title")
    table = importing.read(tmp_path / "list.csv")
    file = tmp_path / "refused.csv"
    numbers = importing.numbers_of(store, done.step_id)
    problems = done.ledger.problems
    assert importing.write_refused(file, table.headers, done.refused, problems, numbers) == 3
    mended = file.read_text(encoding="utf-8-sig").replace("no at sign", "ann@berg.example")
    mended = mended.replace("nor here", "office@berg.example")
    mended_file = tmp_path / "mended.csv"
    mended_file.write_text(mended.replace(",,red", "Cy Poe,,red"), encoding="utf-8")
    again = importing.read(mended_file)
    columns = importing.recognised(again, "GB", store=store)
    assert [guess.target for guess in columns][2:] == ["job_title", "uid", "leave_out"]
    importing.bring_in(store, mended_file, again, importing.Choices(columns))
    assert names(store) == ["Ann Lee", "Cy Poe"]
    assert store.select("SELECT name FROM account") == [("Berg Ltd",)]
    emails = {row[0] for row in store.select("SELECT value FROM email_address")}
    assert emails == {"ann@berg.example", "office@berg.example"}


def test_a_name_and_a_number_in_one_cell_are_parted(store, tmp_path):
    bring(store, tmp_path, "Contact\nAnn Lee 0161 496 0000\n07700 900123 - Bob Ray\nCy 2 Poe\n")
    assert names(store) == ["Ann Lee", "Bob Ray", "Cy 2 Poe"]
    found = store.select("SELECT e164 FROM phone ORDER BY e164")
    assert found == [("+441614960000",), ("+447700900123",)]


def test_the_run_keeps_file_mapping_counts_and_hash(store, tmp_path):
    from hashlib import sha256

    bring(store, tmp_path, PEOPLE)
    run = store.dicts("SELECT * FROM import_run")[0]
    assert run["file_sha256"] == sha256(Path(tmp_path / "list.csv").read_bytes()).hexdigest()
    assert json.loads(run["counts"])["rows"]["read"] == 3
    assert json.loads(run["mapping"])[0] == {"header": "Name", "target": "full_name", "options": {}}


def test_what_a_new_person_says_of_a_known_firm_is_not_lost(store, tmp_path):
    firm = accounts.save_account(store, Account(name="Berg Ltd", customer_code="B-1"))
    text = (
        "Name,Company,Company website,Company phone,Customer number\n"
        "Ann Lee,Berg Ltd,https://berg.example,0161 496 0000,B-2\n"
        "Bob Hill,Berg Ltd,https://berg.example,0161 496 0000,B-2\n"
        "Cy Dee,New Ltd,https://new.example,0161 496 0001,N-1\n"
        "Di Dee,New Ltd,https://other.example,0161 496 0002,N-1\n"
    )
    done = bring(store, tmp_path, text, Company_phone="account.phone")
    assert done.ledger.adds_up()
    whole = records.whole(store, "account", firm)
    assert whole["fields"]["website"] == "https://berg.example"
    assert whole["fields"]["customer_code"] == "B-2"
    assert [p["value"] for p in whole["phones"]] == ["0161 496 0000"]
    new = store.value("SELECT id FROM account WHERE name = 'New Ltd'")
    whole = records.whole(store, "account", new)
    assert whole["fields"]["website"] == "https://new.example"
    assert len(whole["phones"]) == 2
    di = store.value("SELECT id FROM contact WHERE name = 'Di Dee'")
    assert "https://other.example" in records.whole(store, "contact", di)["own_fields"].values()
    before = {k: v for k, v in dump(store).items() if k != "import_run"}
    again = bring(store, tmp_path, text, Company_phone="account.phone")
    assert again.ledger.unchanged == 4
    assert {k: v for k, v in dump(store).items() if k != "import_run"} == before


def test_only_filling_leaves_what_the_book_knew_of_a_firm(store, tmp_path):
    firm = accounts.save_account(store, Account(name="Berg Ltd", customer_code="B-1"))
    text = "Name,Company,Customer number,Company website\nAnn Lee,Berg Ltd,B-2,https://b.example\n"
    bring(store, tmp_path, text, on_match="fill")
    row = store.get("account", firm)
    assert (row["customer_code"], row["website"]) == ("B-1", "https://b.example")
    ann = store.value("SELECT id FROM contact")
    assert "B-2" in records.whole(store, "contact", ann)["own_fields"].values()
