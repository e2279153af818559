"""A label beside a value is the name of the field that the value is kept in."""

import pytest

from app.exchange.tables import recognise
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan


def drafts(headers, *rows):
    mapping = [Column(g.index, g.target, g.options) for g in recognise.columns(headers, rows)]
    planned = Plan(headers, list(enumerate(rows, 2)), mapping, Known())
    found = list(planned)
    assert planned.ledger.adds_up()
    return found, planned.ledger


@pytest.mark.parametrize("word", ["Label", "Type"])
@pytest.mark.parametrize("name", ["Relation", "Event", "Custom Field"])
def test_a_value_is_kept_under_the_label_beside_it(word, name):
    headers = ("Name", f"{name} 1 - {word}", f"{name} 1 - Value", f"{name} 2 - {word}",
               f"{name} 2 - Value")  # fmt: skip
    (ann, ben), ledger = drafts(
        headers, ("Ann Lee", "* Shoe size", "38", "Hat", "L"), ("Ben Ray", "", "Nuts", "Hat", "")
    )
    assert ann.own_fields == {"Shoe size": "38", "Hat": "L"}
    assert ben.own_fields == {name: "Nuts"}
    assert ledger.parked == 3


def test_a_website_is_the_firms_where_it_is_called_so_and_a_field_else():
    headers = ("Name", "Company", "Website 1 - Label", "Website 1 - Value")
    (ann, ben), _ = drafts(
        headers,
        ("Ann Lee", "Acme", "Work", "acme.example"),
        ("Ben Ray", "Beta", "Blog", "b.example"),
    )
    assert ann.account == {"name": "Acme", "website": "acme.example"}
    assert ben.own_fields == {"Website, Blog": "b.example"}


def test_the_page_shows_what_the_fields_will_be_called():
    headers = ("Name", "Relation 1 - Label", "Relation 1 - Value")
    guess = recognise.columns(headers, [("Ann Lee", "Spouse", "Ben Lee")])[2]
    assert guess.preview == (("Ben Lee", "Spouse: Ben Lee"),)


def test_a_label_whose_value_goes_elsewhere_is_kept_with_it():
    headers = ("Name", "Phone 1 - Label", "Phone 1 - Value")
    row = ("Ann Lee", "Mobile", "0161 496 0000")
    guesses = recognise.columns(headers, [row])
    mapping = [Column(g.index, g.target, g.options) for g in guesses[:2]]
    planned = Plan(headers, [(2, row)], [*mapping, Column(2, "own:Called", {})], Known())
    (ann,) = planned
    assert ann.own_fields == {"Called": "0161 496 0000 (Mobile)"}
