"""One sheet with everything in it: couples, deals, days, codes, look-alikes, and what is kept."""

import json

import pytest

from app.desk import importing
from app.models.operations import near_matches
from app.storage import history, undo
from app.storage.queries import import_runs, near_pile
from tests.storage.builders import dump


def table_of(folder, text, name="people.csv"):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file, importing.read(file)


def bring(store, folder, text, on_match="update", **more):
    file, table = table_of(folder, text)
    guesses = importing.recognised(table, "GB", store=store)
    return importing.bring_in(store, file, table, importing.Choices(guesses, on_match, **more))


def rows_of(store, sql, *values):
    return store.select(sql, values)


def all_but_runs(store):
    return {name: rows for name, rows in dump(store).items() if name != "import_run"}


COUPLE = "Name,Email,Street,Postcode,Town\nAnn & Ben Lee,lee@a.example,1 High St,LS1 1AA,Leeds\n"


def test_a_couple_in_one_cell_is_two_people_in_one_household(store, tmp_path):
    _, table = table_of(tmp_path, COUPLE)
    (name, *_) = importing.recognised(table, "GB")
    assert name.state == "check"
    assert name.preview == (("Ann & Ben Lee", "Ann Lee + Ben Lee"),)
    bring(store, tmp_path, COUPLE)
    people = rows_of(store, "SELECT name, household_place FROM contact ORDER BY household_place")
    assert people == [("Ann Lee", 0), ("Ben Lee", 1)]
    assert rows_of(store, "SELECT joint_name FROM household") == [("Ann & Ben Lee",)]
    assert store.value("SELECT count(*) FROM address WHERE household_id IS NOT NULL") == 1
    before = all_but_runs(store)
    again = bring(store, tmp_path, COUPLE)
    assert (again.ledger.unchanged, all_but_runs(store)) == (1, before)
    undo.undo_last(store)
    undo.undo(store, history.next_undo(store)["id"])
    assert store.value("SELECT count(*) FROM contact") == 0
    assert store.value("SELECT count(*) FROM household") == 0


def test_a_couple_can_be_kept_as_it_stands(store, tmp_path):
    file, table = table_of(tmp_path, "Name,Email\nAnn Lee and Ben Ray,lee@a.example\n")
    guesses = importing.recognised(table, "GB")
    kept = (importing.with_split(guesses[0], split=False), *guesses[1:])
    importing.bring_in(store, file, table, importing.Choices(kept))
    assert store.value("SELECT count(*) FROM contact") == 1


DEALS = (
    "Company,Contact name,Email,Opportunity,Amount,Stage,Close date,Last called\n"
    "Acme Ltd,Ann Lee,ann@a.example,New roof,£4 800.50,Visited,2026-12-24,2026-10-01\n"
    "Acme Ltd,Ben Ray,ben@a.example,New roof,£4 800.50,,2026-12-24,\n"
    "Berg Ltd,Cy Fox,cy@b.example,Fence,1200 EUR,Elsewhere,,12 Oct 2026\n"
)


def test_people_firms_deals_and_days_come_out_of_one_sheet(store, tmp_path):
    bring(store, tmp_path, DEALS)
    deals = rows_of(
        store,
        "SELECT d.title, a.name, d.amount, d.currency, s.name, d.expected_close FROM deal d"
        " JOIN account a ON a.id = d.account_id JOIN stage s ON s.id = d.stage_id ORDER BY d.title",
    )
    assert deals[1][:4] == ("New roof", "Acme Ltd", 480050, "GBP")
    assert deals[0][:4] == ("Fence", "Berg Ltd", 120000, "EUR")
    calls = rows_of(store, "SELECT kind, substr(at, 1, 10) FROM activity ORDER BY at")
    assert calls == [("call", "2026-10-01"), ("call", "2026-10-12")]
    before = all_but_runs(store)
    again = bring(store, tmp_path, DEALS)
    assert again.ledger.updated == 0
    assert all_but_runs(store) == before


def test_the_order_of_rows_does_not_matter(store, tmp_path):
    lines = DEALS.splitlines(keepends=True)
    bring(store, tmp_path, lines[0] + "".join(reversed(lines[1:])))
    assert store.value("SELECT count(*) FROM deal") == 2
    assert store.value("SELECT count(*) FROM account") == 2


def test_somebody_similar_goes_to_the_pile_and_can_be_settled(store, tmp_path):
    bring(store, tmp_path, "Name,Email,Town\nCatherine Webb,cw@a.example,Leeds\n")
    text = "Name,Email,Town\nCatherin Webb,other@b.example,Leeds\n"
    file, table = table_of(tmp_path, text)
    choices = importing.Choices(importing.recognised(table, "GB"))
    found = importing.rehearse(store, table, choices)
    (near,) = found.near_matches
    assert near.reasons == ("a similar name", "the same town")
    assert near.theirs["Name"] == "Catherin Webb"
    assert near.ours["Name"] == "Catherine Webb"
    importing.bring_in(store, file, table, choices)
    (pair,) = near_pile.open_pairs(store)
    assert pair["newer_facts"]["Email"] == "other@b.example"
    kept = near_matches.settle(store, pair["id"], "same")
    emails = rows_of(store, "SELECT value FROM email_address WHERE contact_id = ?", kept)
    assert emails == [("cw@a.example",), ("other@b.example",)]
    assert near_pile.open_pairs(store) == []
    undo.undo_last(store)
    assert store.value("SELECT count(*) FROM contact") == 2
    near_matches.settle(store, pair["id"], "different")
    assert near_pile.open_pairs(store) == []


@pytest.mark.parametrize(("same", "people"), [(True, 1), (False, 2)])
def test_an_answer_about_a_look_alike_is_kept_to(store, tmp_path, same, people):
    bring(store, tmp_path, "Name,Email,Town\nCatherine Webb,cw@a.example,Leeds\n")
    who = store.value("SELECT id FROM contact")
    text = "Name,Email,Town\nCatherin Webb,other@b.example,Leeds\n"
    bring(store, tmp_path, text, answers={2: who if same else 0})
    assert store.value("SELECT count(*) FROM contact") == people
    assert near_pile.open_pairs(store) == []


KEYS = {
    "customer code": "Name,Customer number,Town\nAnn Lee,4711,York\n",
    "name and address": "Name,Street,Postcode\nAnn Lee,12 High Street,LS1 1AA\n",
    "same phone and name": "Name,Phone,Town\nA. Lee,0161 496 0000,York\n",
}


@pytest.mark.parametrize("why", KEYS)
def test_people_are_recognised_by_their_code_or_address_or_number(store, tmp_path, why):
    bring(store, tmp_path, "Name,Customer number,Phone,Street,Postcode\n"
          "Ann Lee,4711,0161 496 0000,12 High St.,LS11AA\n")  # fmt: skip
    _, table = table_of(tmp_path, KEYS[why])
    choices = importing.Choices(importing.recognised(table, "GB"))
    found = importing.rehearse(store, table, choices)
    (draft,) = [draft for drafts in found.examples.values() for draft in drafts]
    assert draft.why == why


@pytest.mark.parametrize(
    ("policy", "title"),
    [("skip", "Buyer"), ("fill", "Buyer"), ("overwrite", "Head"), ("append", "Buyer; Head")],
)
def test_each_column_can_have_a_rule_of_its_own(store, tmp_path, policy, title):
    bring(store, tmp_path, "Name,Email,Job title,Department\nAnn Lee,a@a.example,Buyer,Ops\n")
    file, table = table_of(
        tmp_path, "Name,Email,Job title,Department\nAnn Lee,a@a.example,Head,Sales\n"
    )
    guesses = importing.recognised(table, "GB")
    changed = [importing.with_policy(g, policy) if g.target == "job_title" else g for g in guesses]
    for _ in range(2):
        done = importing.bring_in(store, file, table, importing.Choices(tuple(changed)))
        assert done.ledger.adds_up()
    found = rows_of(store, "SELECT job_title, department FROM contact")
    assert found == [(title, "Sales")]


def test_columns_go_where_they_went_last_time(store, tmp_path):
    file, table = table_of(tmp_path, "Name,Xyz\nAnn Lee,39\n")
    guesses = importing.recognised(table, "GB", store=store)
    moved = (guesses[0], importing.with_target(guesses[1], "own:Shoe size"))
    importing.bring_in(store, file, table, importing.Choices(moved))
    again = importing.recognised(table, "GB", store=store)
    assert (again[1].target, again[1].note) == ("own:Shoe size", importing.AS_LAST_TIME)
    undo.undo_last(store)
    assert importing.recognised(table, "GB", store=store)[1].target == "own:Xyz"


def test_unclear_dates_are_asked_about_with_real_examples(tmp_path):
    text = "Name,Birthday\nAnn Lee,03/04/1980\nBen Ray,05/06/1981\n"
    _, table = table_of(tmp_path, text)
    birthday = importing.recognised(table, "GB")[1]
    assert birthday.state == "check"
    assert "03/04/1980 the 3 April 1980 or the 4 March 1980" in birthday.question
    assert importing.with_date_order(birthday, "mdy").question == ""


def test_the_ledger_shows_each_cell_and_how_it_reads_now(store, tmp_path):
    text = "Name,Phone,Gone,Mail\nAnn Lee,Mobile: 07700 900123,x,-\nBen,#REF!,,ben@a\n\nTotal,2,,\n"
    file, table = table_of(tmp_path, text)
    guesses = list(importing.recognised(table, "GB"))
    guesses[2] = importing.with_target(guesses[2], "leave_out")
    guesses[3] = importing.with_target(guesses[3], "email.work")
    choices = importing.Choices(tuple(guesses))
    listed = {
        fate: importing.cells_of(store, table, choices, fate)[0]
        for fate in ("stored", "transformed", "parked", "left_out", "refused")
    }
    total = importing.rehearse(store, table, choices).ledger
    assert {fate: len(cells) for fate, cells in listed.items()} == {
        name: count for name, count in importing.cell_counts(total).items() if name != "total"
    }
    (changed,) = listed["transformed"]
    assert (changed.value, changed.became) == (
        "Mobile: 07700 900123", "07700 900123 (+447700900123)",
    )  # fmt: skip
    reasons = {cell.value: cell.reason for cell in listed["left_out"]}
    assert reasons["#REF!"].startswith("An error")
    assert reasons["Total"] == "A total of the rows above."
    done = importing.bring_in(store, file, table, choices)
    run = import_runs.run_of_step(store, done.step_id)
    fate = importing.cell_fate(store, run, 3, "Phone")
    assert (fate.fate, fate.became.split()[0]) == ("left_out", "contact")
    assert importing.cell_fate(store, run, 2, "Gone").fate == "left_out"
    assert json.loads(import_runs.run(store, run)["counts"])["cells"]["left_out"] == 5


def test_three_thousand_notes_about_one_person_are_taken_quickly(store, tmp_path):
    rows = "".join(f"Ann Lee,a@a.example,Call number {n} of this year\n" for n in range(3000))
    done = bring(store, tmp_path, f"Name,Email,Notes\n{rows}")
    assert done.seconds < 3
    note = store.value("SELECT note FROM contact")
    assert note.count("\n") == 2999


def test_undo_leaves_forty_edited_people_to_choose_and_all_else_as_before(store, tmp_path):
    head = "Name,Email,Company,Job title\n"
    old = "".join(f"Known {n:03},k{n}@a.example,Firm {n % 7},Clerk\n" for n in range(200))
    bring(store, tmp_path, head + old)
    before = dump(store)
    new = "".join(f"Known {n:03},k{n}@a.example,Firm {n % 7},Head\n" for n in range(200))
    new += "".join(f"New {n:04},n{n}@a.example,Firm {n % 90},Buyer\n" for n in range(800))
    done = bring(store, tmp_path, head + new)
    ids = [row[0] for row in rows_of(store, "SELECT id FROM contact ORDER BY id")]
    edited = ids[:20] + ids[-20:]
    with store.step("Edit forty people"):
        for contact_id in edited:
            store.put("contact", {"id": contact_id, "job_title": "Changed by hand"})
    with pytest.raises(Exception, match="40 records were edited") as conflict:
        undo.undo(store, done.step_id)
    listed = {c.row_id for c in conflict.value.conflicts if c.table == "contact"}
    assert listed == set(edited)
    undo.undo(store, done.step_id, "revert")
    assert dump(store) == before


def test_an_import_can_be_cancelled_until_its_very_end(store, tmp_path, monkeypatch):
    """While thousands are made findable too: nothing is left, and the next import works."""
    monkeypatch.setattr("app.storage.engine.WATCH_EVERY", 200)
    text = "Name,Email\n" + "".join(f"Ann No{n},a{n}@b.example\n" for n in range(300))
    file, table = table_of(tmp_path, text)
    choices = importing.Choices(importing.recognised(table, "GB", store=store))
    before = dump(store)
    heard = []

    class Stopped(Exception):
        pass

    def progress(done, total, what):
        heard.append((done, total))
        if "findable" in what:
            raise Stopped

    with pytest.raises(Stopped):
        importing.bring_in(store, file, table, choices, progress)
    assert heard[0] == (100, 300)
    assert dump(store) == before
    made = importing.bring_in(store, file, table, choices, lambda *_: None)
    assert made.created["contacts"] == 300
    assert (
        len(store.select("SELECT name FROM sqlite_schema WHERE name LIKE 'contact_line_by%'")) == 5
    )
