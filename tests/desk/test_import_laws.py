"""The laws of an import, whatever the table: the same again changes nothing, undo leaves nothing.

Rows contradict each other on purpose: two of them are often the same person.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import importing
from app.exchange.tables.table import Table, TableInfo
from app.models.contact import Contact
from app.models.operations import contacts
from app.models.operations import people as people_of_book
from app.storage import undo
from tests.desk.bringing import bring
from tests.desk.trial_book import trial_book
from tests.storage.builders import dump

NAMES = st.sampled_from(["Ann Lee", "A. Lee", "Ben Ray", "Zoë Ray", "Mr and Mrs Lee", ""])
MAILS = st.sampled_from(["ann@a.example", "ben@b.example", "", "ann@a.example; x@y.example"])
CELLS = st.sampled_from(
    ["", "-", "Head", "Clerk", "0161 496 0000", "07700 900123 / 0161 496 0001", "1980-03-04",
     "LS1 1AA Leeds", "12 High Street", "York", "DE", "yes", "no", "one; two", "Acme Ltd", "#N/A"]
)  # fmt: skip
TARGETS = st.sampled_from(
    ["job_title", "department", "phone.work", "phone.mobile", "birthday", "address.work.street",
     "address.work.town", "address.home.postcode_town", "address.work.country", "no_email", "tag",
     "note", "owner", "kind", "source", "customer_code", "own:Shoe size", "own:Hat", "nickname",
     "language", "account.name", "account.website", "account.code"]
)  # fmt: skip

POLICIES = st.sampled_from(["", "", "skip", "fill", "overwrite", "append"])
FACTS = ("contact", "account", "phone", "email_address", "address", "activity", "field_value",
         "tagging", "household", "contact_account", "near_match")  # fmt: skip


@st.composite
def tables(draw):
    """A table and the choices for it: rows of few people, columns of any kind and policy."""
    targets = draw(st.lists(TARGETS, min_size=1, max_size=5, unique=True))
    row = st.tuples(NAMES, MAILS, *[CELLS] * len(targets))
    rows = draw(st.lists(row, min_size=2, max_size=6))
    headers = ("Name", "Email", *(f"Column {n}" for n in range(3, len(targets) + 3)))
    info = TableInfo("t.csv", "csv", headers, range(2, len(rows) + 2))
    table = Table(info, rows)
    guesses = list(importing.recognised(table, "GB"))
    for place, target in enumerate(("full_name", "email.work", *targets)):
        guess = importing.with_target(guesses[place], target)
        guess = importing.with_policy(guess, draw(POLICIES))
        if target == "full_name":
            guess = replace(guess, options={**guess.options, "couples": "split"})
        guesses[place] = guess
    on_match = draw(st.sampled_from(["update", "fill", "skip"]))
    return table, importing.Choices(tuple(guesses), on_match)


def facts_of(store):
    return {name: store.select(f"SELECT * FROM {name} ORDER BY id") for name in FACTS}


@settings(
    deadline=None, max_examples=60, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(tables())
def test_the_same_file_again_changes_nothing_and_undo_leaves_nothing(made):
    table, choices = made
    with trial_book() as (store, file):
        empty = dump(store)
        first = importing.bring_in(store, file, table, choices)
        assert first.ledger.adds_up()
        before = facts_of(store)
        again = importing.bring_in(store, file, table, choices)
        assert again.ledger.created == 0
        assert facts_of(store) == before
        undo.undo(store, again.step_id)
        undo.undo(store, first.step_id)
        assert dump(store) == empty


def people(count, job):
    lines = (f"Known {n:03},k{n}@a.example,Firm {n % 7},{job}\n" for n in range(count))
    return "Name,Email,Company,Job title\n" + "".join(lines)


def test_undo_that_keeps_edits_keeps_those_people_whole_and_takes_the_rest_back(store, tmp_path):
    bring(store, tmp_path, people(60, "Clerk"))
    before = dump(store)
    more = "".join(f"New {n:03},n{n}@a.example,Firm {n % 9},Buyer\n" for n in range(60))
    done = bring(store, tmp_path, people(60, "Head") + more)
    ids = [row[0] for row in store.select("SELECT id FROM contact ORDER BY id")]
    edited = {*ids[:20], *ids[-20:]}
    with store.step("Edit forty people"):
        for contact_id in edited:
            store.put("contact", {"id": contact_id, "job_title": "By hand"})
    whole = facts_of(store)
    with pytest.raises(Exception, match="40 records were edited"):
        undo.undo(store, done.step_id)
    undo.undo(store, done.step_id, "keep")
    after = dump(store)
    for row in store.dicts("SELECT * FROM contact"):
        if row["id"] in edited:
            assert row["job_title"] == "By hand"
    assert {row["id"] for row in store.dicts("SELECT id FROM contact")} == {*ids[:60], *ids[-20:]}
    emails = {row[0] for row in store.select("SELECT contact_id FROM email_address")}
    assert emails == {*ids[:60], *ids[-20:]}
    kept = [row for row in whole["contact_account"] if row[1] in edited]
    assert all(row in store.select("SELECT * FROM contact_account") for row in kept)
    for name in ("tag", "staff", "deal", "activity", "address", "phone"):
        assert after.get(name) == before.get(name), name
    untouched = [row for row in before["contact"] if row[0] not in edited]
    assert all(row in after["contact"] for row in untouched)


def test_a_firm_that_is_kept_keeps_nobody_by_halves(store, tmp_path):
    rows = "".join(f"New {n},n{n}@a.example,Acme,0113 496 000{n}\n" for n in range(3))
    done = bring(store, tmp_path, "Name,Email,Company,Phone\n" + rows)
    ben = contacts.save_contact(store, Contact(name="Ben Ray"))
    contacts.set_company(store, ben, "Acme")
    undo.undo(store, done.step_id, "keep")
    assert store.select("SELECT name FROM contact") == [("Ben Ray",)]
    assert store.select("SELECT name FROM account") == [("Acme",)]
    assert store.select("SELECT 1 FROM phone UNION SELECT 1 FROM email_address") == []


def test_a_firm_that_stays_with_its_person_keeps_its_own_phone(store, tmp_path):
    text = "Name,Email,Company,Phone\n,,Acme,0113 496 0000\nAnn Lee,ann@a.example,Acme,\n"
    done = bring(store, tmp_path, text)
    ann = store.value("SELECT id FROM contact")
    people_of_book.add_tag(store, "contact", [ann], "VIP")
    before = dump(store)
    undo.undo(store, done.step_id, "keep")
    assert dump(store) == before
    assert store.value("SELECT count(*) FROM phone WHERE account_id IS NOT NULL") == 1


def test_somebody_who_is_kept_stays_as_they_are_in_every_field(store, tmp_path):
    bring(store, tmp_path, "Name,Email,Job title,Hat\nAnn Lee,ann@a.example,Clerk,\n")
    done = bring(store, tmp_path, "Name,Email,Job title,Hat\nAnn Lee,ann@a.example,Head,7\n")
    ann = store.value("SELECT id FROM contact")
    people_of_book.save_own_field(store, "contact", ann, "Hat", "9")
    before = facts_of(store)
    undo.undo(store, done.step_id, "keep")
    assert facts_of(store) == before
    undo.redo_last(store, "keep")
    assert facts_of(store) == before


@pytest.mark.parametrize("order", [(1, 0), (0, 1)])
def test_two_imports_over_the_same_fields_go_back_in_either_order(store, tmp_path, order):
    bring(store, tmp_path, people(5, "Clerk"))
    before = dump(store)
    steps = [bring(store, tmp_path, people(5, job)).step_id for job in ("Head", "Buyer")]
    after = dump(store)
    for place in order:
        undo.undo(store, steps[place], "revert")
    assert dump(store) == before
    for _ in steps:
        undo.redo_last(store, "revert")
    assert dump(store) == after
