"""Two people in one cell: what of the row is whose."""

from app.desk import importing
from app.storage import undo
from app.storage.queries import records
from tests.desk import bringing
from tests.storage.builders import dump

HEAD = "Name,Email,Phone,Street,Postcode,Town,Tags,No emails\n"


def bring(store, folder, text, head=HEAD):
    return bringing.bring(store, folder, head + text)


def all_but_runs(store):
    return {name: rows for name, rows in dump(store).items() if name != "import_run"}


LEE = "Ann & Ben Lee,lee@a.example; ben@a.example,01904 496012; Ben: 07700 900123,1 High St,,York,"


def test_what_names_the_second_is_theirs_and_all_else_the_first_s(store, tmp_path):
    bring(store, tmp_path, f"{LEE}choir,yes\n")
    reach = "SELECT c.first_name, r.value FROM {} r JOIN contact c ON c.id = r.contact_id"
    emails = store.select(reach.format("email_address") + " ORDER BY 2")
    assert emails == [("Ben", "ben@a.example"), ("Ann", "lee@a.example")]
    phones = store.select(reach.format("phone") + " ORDER BY 2")
    assert phones == [("Ann", "01904 496012"), ("Ben", "07700 900123")]
    assert store.value("SELECT count(*) FROM address WHERE household_id IS NOT NULL") == 1
    assert store.value("SELECT count(*) FROM tagging") == 2


def test_a_ban_on_a_couple_is_a_ban_on_both(store, tmp_path):
    bring(store, tmp_path, f"{LEE}choir,yes\n")
    assert store.select("SELECT no_email FROM contact") == [(1,), (1,)]


def test_the_same_couples_again_change_nothing_and_undo_leaves_nothing(store, tmp_path):
    before = {name: rows for name, rows in dump(store).items() if rows}
    done = bring(store, tmp_path, f"{LEE}choir,\n")
    after = all_but_runs(store)
    again = bring(store, tmp_path, f"{LEE}choir,\n")
    assert (again.ledger.updated, again.ledger.created, all_but_runs(store)) == (0, 0, after)
    undo.undo(store, again.step_id)
    undo.undo(store, done.step_id)
    assert {name: rows for name, rows in dump(store).items() if rows} == before


def test_two_couples_of_one_name_are_four_people(store, tmp_path):
    text = (
        "Mr and Mrs Smith,one@a.example,,1 High St,YO1 1AA,York,,\n"
        "Mr and Mrs Smith,two@b.example,,2 Low St,LS1 1AA,Leeds,,\n"
    )
    bring(store, tmp_path, text)
    homes = store.select("SELECT household_id, count(*) FROM contact GROUP BY 1")
    assert [count for _, count in homes] == [2, 2]
    after = all_but_runs(store)
    again = bring(store, tmp_path, text)
    assert (again.ledger.unchanged, all_but_runs(store)) == (2, after)


def test_two_rows_about_one_firm_with_notes_keep_both(store, tmp_path):
    head = "Company,Notes\n"
    bring(store, tmp_path, "Elm Ltd,closed on Mondays\nElm Ltd,ask for Jo\n", head)
    texts = " ".join(
        str(row)
        for sql in ("SELECT note FROM account", "SELECT value FROM field_value")
        for row in store.select(sql)
    )
    assert "closed on Mondays" in texts
    assert "ask for Jo" in texts


def test_a_couple_of_whom_one_is_left_alone_does_not_grow_each_time_the_file_comes(store, tmp_path):
    text = "A. Lee,ann@a.example,,,,,,\nMr and Mrs Lee,ann@a.example,,,,,,\n"
    file = tmp_path / "people.csv"
    file.write_text(HEAD + text, encoding="utf-8")
    table = importing.read(file)
    columns = importing.recognised(table, "GB", store=store)
    for _ in range(2):
        done = importing.bring_in(store, file, table, importing.Choices(columns, "skip"))
        assert done.ledger.adds_up()
        assert store.select("SELECT name FROM contact") == [("A. Lee",)]


def test_a_row_that_says_something_new_of_the_second_alone_counts_as_a_change(store, tmp_path):
    head = "Name,Email,Email 2\n"
    bring(store, tmp_path, "Ann and Tom Lee,ann@lee.example,\n", head)
    done = bring(store, tmp_path, "Ann and Tom Lee,ann@lee.example,tom@lee.example\n", head)
    assert (done.ledger.created, done.ledger.updated) == (0, 1)
    tom = store.value("SELECT id FROM contact WHERE name = 'Tom Lee'")
    assert [each["value"] for each in records.emails(store, "contact", tom)] == ["tom@lee.example"]
