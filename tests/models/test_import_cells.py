"""Cells as people fill them in: nothing to say, names over two lines, cells of any length."""

import time

import pytest

from app.models.dates import read_date
from app.models.imports.import_cells import Column
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan
from app.models.letters.address_text import split_line
from app.models.names import display_name, looks_like_firm, split_name

TARGETS = ["full_name", "account.name", "email.work", "phone.work", "birthday", "no_post"]


def planned(*cells, targets=TARGETS):
    columns = [Column(index, target) for index, target in enumerate(targets)]
    made = Plan(list(targets), [(2, cells)], columns, Known({}, {}, {}, {}, {}, lambda _: None))
    return next(iter(made)), made.ledger


@pytest.mark.parametrize("nothing", ["-", "n/a", "N/A", "?", "—", "k.A."])
def test_a_mark_for_nothing_makes_no_company_and_no_complaint(nothing):
    draft, ledger = planned("Ann Lee", *[nothing] * 5)
    assert draft.account is None
    assert not draft.problems
    assert not draft.own_fields
    assert (ledger.stored, ledger.left_out) == (1, 5)
    assert ledger.adds_up()


def test_a_row_of_marks_is_nobody():
    draft, ledger = planned(*["-"] * 6)
    assert draft.action == "refuse"
    assert ledger.adds_up()


def test_a_mark_in_a_note_or_a_field_of_ones_own_stays():
    draft, _ = planned("Ann Lee", "-", "?", targets=["full_name", "note", "own:Grade"])
    assert draft.contact["note"] == "-"
    assert draft.own_fields == {"Grade": "?"}


def test_a_name_over_two_lines_stands_in_one():
    draft, ledger = planned("Ann\n\tLee\x01", "Lee\r\nLtd", targets=["full_name", "account.name"])
    assert draft.contact["name"] == "Ann Lee"
    assert draft.account == {"name": "Lee Ltd"}
    assert ledger.transformed == 2


@pytest.mark.parametrize(("text", "name"), [
    ("Mr and Mrs Smith", "Mr and Mrs Smith"),
    ("Herr und Frau Dr. Weber", "Herr und Frau Dr. Weber"),
    ("Mr John Smith", "John Smith"),
])  # fmt: skip
def test_a_couple_keeps_both_of_its_titles(text, name):
    assert display_name(split_name(text)) == name


@pytest.mark.parametrize(("text", "firm"), [
    ("Lindgren, Åsa", False), ("Butterfield, Asa", False), ("Piet Sas", False),
    ("Telenor ASA", True), ("Dupont SAS", True),
])  # fmt: skip
def test_a_first_name_is_no_legal_form(text, firm):
    assert looks_like_firm(text) is firm


@pytest.mark.parametrize("take", [split_name, split_line, lambda text: read_date(text, "dmy")])
@pytest.mark.parametrize("piece", [" ", "( ", "x,", "1 ", "A."])
def test_a_cell_of_a_hundred_thousand_letters_is_taken_at_once(take, piece):
    started = time.perf_counter()
    take(f"x{piece * 50_000}x")
    assert time.perf_counter() - started < 1


def test_a_tag_is_called_as_the_book_calls_it():
    draft, ledger = planned("Ann Lee", "Spring  mailing", targets=["full_name", "tag"])
    assert draft.tags == ["Spring mailing"]
    assert (ledger.stored, ledger.transformed) == (1, 1)
