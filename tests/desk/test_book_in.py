"""A new book from a whole export: equal to the old one, or not there at all."""

import json
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import exporting
from app.desk.sample import make_sample
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import contacts, documents, people
from app.models.reach import PhoneNumber
from app.storage import book, checks, undo
from app.storage.errors import BookError
from app.storage.refilling import HISTORY, OWN_SETTINGS, TEXTS, every_row, kept_settings
from app.storage.tables import RECORDED
from tests.desk.test_sample import DAY

TABLES = (*RECORDED, *HISTORY, TEXTS, "contact_line", "account_line")


def dump(store):
    """Every row of every table, derived lists and settings too."""
    found = {table: list(every_row(store, table)) for table in TABLES}
    found["blob"] = store.select("SELECT sha256, size FROM blob ORDER BY sha256")
    kept = kept_settings(store)
    found["business"] = [(key, kept[key]) for key in kept if key not in OWN_SETTINGS]
    return found


@pytest.fixture
def firm(store):
    """Somebody with files, one of them deleted, who was changed since and works somewhere."""
    ann = contacts.save_contact(store, Contact(name="Ann =1+1 \u200e\n漢字 😀", note="x" * 40_000))
    for content in (b"\0" * 3_000_000, b"two"):
        documents.add_content(store, "Plan.txt", content, contact_id=ann)
    gone = documents.add_content(store, "Gone.txt", b"gone", contact_id=ann)
    documents.delete_documents(store, [gone])
    contacts.save_contact(store, Contact(id=ann, name="Ann Lee", note="short"))
    contacts.set_company(store, ann, 'Acme, "Ltd"')
    people.save_phones(store, "contact", ann, [PhoneNumber(value="0113 496 0000")])
    return ann


@pytest.fixture
def folder(store, firm, tmp_path):
    return exporting.export_everything(store, tmp_path / "Everything").folder


def test_a_book_from_a_whole_export_equals_the_old_one(store, tmp_path):
    make_sample(store, today=DAY)
    folder = exporting.export_everything(store, tmp_path / "Everything").folder
    done = exporting.book_from_export(folder, tmp_path / "New.deskbook")
    assert done.history
    made = book.open_book(tmp_path / "New.deskbook")
    try:
        assert dump(made) == dump(store)
        assert checks.whole(made.connection, deep=True) == []
    finally:
        book.close_book(made)


def test_what_was_done_in_the_old_book_can_be_undone_in_the_new(folder, tmp_path):
    exporting.book_from_export(folder, tmp_path / "New.deskbook")
    made = book.open_book(tmp_path / "New.deskbook")
    try:
        for _ in range(3):
            undo.undo_last(made)
        assert dump(made)["contact"][0]["note"] == "x" * 40_000
        undo.undo_last(made)
        assert made.value("SELECT count(*) FROM document WHERE name = 'Gone.txt'") == 1
        assert checks.whole(made.connection, deep=True) == []
    finally:
        book.close_book(made)


def test_an_export_without_history_says_where_it_came_from(store, folder, tmp_path):
    for table in HISTORY:
        (folder / "tables" / f"{table}.json").unlink()
    facts = json.loads((folder / "DESCRIPTION.json").read_text(encoding="utf-8"))
    del facts["rows"], facts["format"]
    (folder / "DESCRIPTION.json").write_text(json.dumps(facts), encoding="utf-8")
    done = exporting.book_from_export(folder, tmp_path / "New.deskbook")
    assert not done.history
    made = book.open_book(tmp_path / "New.deskbook")
    try:
        assert made.select("SELECT label FROM step") == [("Brought in from Everything",)]
        assert list(every_row(made, "contact")) == list(every_row(store, "contact"))
    finally:
        book.close_book(made)


def test_a_book_in_use_is_left_alone(store, folder):
    before = dump(store)
    with pytest.raises(Refusal, match="only goes into a new book"):
        exporting.fill_from_export(store, folder)
    assert dump(store) == before


def test_an_open_book_that_was_only_set_up_is_filled(store, folder, tmp_path):
    from app.models.operations import deals

    made = book.create_book(tmp_path / "New.deskbook")
    try:
        deals.ensure_pipeline(made)
        exporting.fill_from_export(made, folder)
        assert dump(made) == dump(store)
    finally:
        book.close_book(made)


def spoil_json(folder):
    path = folder / "tables" / "phone.json"
    path.write_bytes(path.read_bytes()[:-40])


def spoil_count(folder):
    path = folder / "tables" / "phone.json"
    path.write_text("[\n]\n")


def spoil_link(folder):
    path = folder / "tables" / "contact.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows[0]["id"] += 1
    path.write_text(json.dumps(rows), encoding="utf-8")


def spoil_type(folder):
    path = folder / "tables" / "contact.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows[0]["starred"] = "perhaps"
    path.write_text(json.dumps(rows), encoding="utf-8")


def spoil_value(folder):
    path = folder / "tables" / "contact.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows[0]["note"] = ["a", "list"]
    path.write_text(json.dumps(rows), encoding="utf-8")


def spoil_file(folder):
    (folder / "files" / "Plan.txt").write_bytes(b"other")


def spoil_place(folder):
    path = folder / "DESCRIPTION.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Plan.txt", "../../Test.deskbook"))


def spoil_column(folder):
    path = folder / "tables" / "contact.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows[0]["shoe_size"] = 44
    path.write_text(json.dumps(rows), encoding="utf-8")


def spoil_description(folder):
    (folder / "DESCRIPTION.json").write_text("[1, 2")


def spoil_format(folder):
    path = folder / "DESCRIPTION.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"format": 2', '"format": 99'))


def spoil_tables(folder):
    shutil.rmtree(folder / "tables")


SPOILT = [
    spoil_json, spoil_count, spoil_link, spoil_type, spoil_value, spoil_file, spoil_place,
    spoil_column, spoil_description, spoil_format, spoil_tables,
]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_folder_that_is_not_whole_is_refused_in_a_sentence(folder, tmp_path, spoil):
    spoil(folder)
    with pytest.raises((Refusal, BookError)) as refused:
        exporting.book_from_export(folder, tmp_path / "New.deskbook")
    assert str(refused.value).endswith(".")
    assert not (tmp_path / "New.deskbook").exists()


anything = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
somebody = st.fixed_dictionaries({
    "name": anything, "note": anything, "tag": anything, "label": anything, "value": anything,
    "phone": anything, "file": anything, "content": st.binary(max_size=50),
    "goes": st.booleans(),
})  # fmt: skip


def put_anybody(store, facts):
    made = contacts.save_contact(store, Contact(name=facts["name"], note=facts["note"]))
    people.save_phones(store, "contact", made, [PhoneNumber(value=facts["phone"])])
    documents.add_content(store, facts["file"], facts["content"], contact_id=made)
    people.add_tag(store, "contact", [made], facts["tag"])
    people.save_own_field(store, "contact", made, facts["label"], facts["value"])
    if facts["goes"]:
        contacts.delete_contacts(store, [made])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(somebody, min_size=1, max_size=4))
def test_whatever_stands_in_a_book_comes_back_in_every_table(everybody):
    with TemporaryDirectory() as place:
        folder = Path(place)
        store = book.create_book(folder / "Old.deskbook")
        try:
            for facts in everybody:
                with suppress(Refusal):
                    put_anybody(store, facts)
            whole = exporting.export_everything(store, folder / "Everything").folder
            exporting.book_from_export(whole, folder / "New.deskbook")
            made = book.open_book(folder / "New.deskbook")
            try:
                assert dump(made) == dump(store)
                assert checks.whole(made.connection, deep=True) == []
            finally:
                book.close_book(made)
        finally:
            book.close_book(store)
