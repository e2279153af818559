"""What an import says of a cell is true: all that is said to be kept stands in the book.

The tables are hostile on purpose: rows contradict each other, columns stand twice, words stand in
columns where nobody would look for them.
"""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import importing
from app.models.imports.import_draft import AS_TYPED, PARKED, SAID_TWICE, STORED
from app.storage.text import fold
from tests.desk.trial_book import table_of, trial_book

NAMES = ["Ann Lee", "A. Lee", "Ben Ray", "Zoë Ray", "Mr and Mrs Lee", "", "Acme Tools Ltd", "Ann"]
MAILS = ["ann@a.example", "ben@b.example", "", "ann@a.example; x@y.example", "Ann <ann@a.example>"]
CELLS = [
    "", "-", "Head", "Clerk", "0161 496 0000", "07700 900123", "1980-03-04", "LS1 1AA Leeds", "20",
    "12 High Street", "York", "yes", "no", "one; two", "Acme Ltd", "#N/A", "Hedge", "10", "Won",
    "12 High St\nFlat 2", "0", "x, y", "1980", "Tom", "http://a.example",
]  # fmt: skip
TARGETS = [
    "job_title", "department", "phone.work", "phone.mobile", "birthday", "address.work.street",
    "address.work.town", "address.home.postcode_town", "address.work.country",
    "address.work.block", "address.work.line", "tag", "note", "owner", "source", "customer_code",
    "own:Shoe size", "own:Hat", "nickname", "account.name", "account.website", "account.code",
    "account.phone", "account.kind", "account.parent", "deal.title", "deal.amount", "deal.stage",
    "deal.expected_close", "note.text", "note.date", "first_name", "last_name", "prefix", "suffix",
    "middle_name", "full_name", "email.home", "birth_day", "birth_month", "birth_year",
    "deceased_on",
]  # fmt: skip
KEPT = {STORED, PARKED, AS_TYPED, SAID_TWICE}
TABLES = ("contact", "account", "phone", "email_address", "address", "activity", "field_value",
          "tag", "household", "contact_account", "deal", "staff", "stage")  # fmt: skip


@st.composite
def tables(draw):
    """A table, what goes where, and what happens to people who are known."""
    targets = ["full_name", "email.work", *draw(st.lists(st.sampled_from(TARGETS), max_size=6))]
    cells = [NAMES, MAILS, *[CELLS] * (len(targets) - 2)]
    row = st.tuples(*map(st.sampled_from, cells))
    rows = draw(st.lists(row, min_size=1, max_size=6))
    table, taken = table_of(targets, rows)
    columns = []
    for each in taken:
        policy = draw(st.sampled_from(["", "", "", "skip", "fill", "overwrite", "append"]))
        column = importing.with_policy(each, policy)
        columns.append(replace(column, options={**column.options, "couples": "split"}))
    on_match = draw(st.sampled_from(["update", "fill"]))
    return table, importing.Choices(tuple(columns), on_match)


def words_of(text):
    return fold(" ".join(str(text).replace(",", " ").split()))


@settings(
    deadline=None, max_examples=120, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(tables())
def test_every_cell_that_is_said_to_be_kept_stands_in_the_book(made):
    table, choices = made
    with trial_book() as (store, file):
        fates = []
        plan = importing.plan_of(store, table, choices, lambda *told: fates.append(told[:3]))
        assert len(list(plan)) >= len(table.rows)
        importing.bring_in(store, file, table, choices)
        rows = (row for name in TABLES for row in store.select(f"SELECT * FROM {name}"))
        there = words_of(" ".join(str(value) for row in rows for value in row))
    for number, cells, fate in fates:
        for column, (cell, became) in enumerate(zip(cells, fate, strict=False)):
            if became in KEPT:
                said = words_of(cell).split() if column == 0 else [words_of(cell)]
                assert all(word in there for word in said), (number, choices.columns[column].target)
