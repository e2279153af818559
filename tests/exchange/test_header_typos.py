"""Headings with a slip in them are read where the cells bear it out, and asked about."""

import pytest

from app.exchange.tables import recognise

SLIPS = {
    "Sirname": ("Lee", "last_name"), "Fist name": ("Ann", "first_name"),
    "Twon": ("York", "address.other.town"), "Post Cod": ("YO1 7AB", "address.other.postcode"),
    "Moblie": ("07700 900123", "phone.mobile"), "Birtday": ("14/03/1970", "birthday"),
    "Vornahme": ("Anna", "first_name"), "Strasse/Hausnumer": ("Weg 5", "address.other.street"),
    "Hady": ("0171 5551234", "phone.mobile"), "Bemerkunng": ("nett", "note"),
}  # fmt: skip
OTHERS = {
    "Contract": "12 months", "Sender": "Ann", "List name": "Clients", "Paid": "yes",
    "Rasse": "Dackel", "Counts": "12", "Persons": "4", "Contract no": "4711", "Tour": "York",
}  # fmt: skip


def found(header, cell):
    columns = recognise.columns(["Email", header], [("ann@a.example", cell), ("b@b.example", cell)])
    return columns[1]


@pytest.mark.parametrize("header", SLIPS)
def test_a_slip_in_a_heading_is_put_right_and_asked_about(header):
    cell, target = SLIPS[header]
    guess = found(header, cell)
    assert guess.target == target
    assert (guess.state, guess.question[: len(header) + 2]) == ("check", f"“{header}”")


@pytest.mark.parametrize("header", OTHERS)
def test_another_word_that_is_spelt_alike_stays_what_it_is(header):
    assert found(header, OTHERS[header]).target == f"own:{header}"


def test_the_children_of_a_list_are_its_people_where_nobody_else_has_a_name():
    columns = ["Name Kind", "Vorname Kind", "Handy Mutter"]
    rows = [("Müller", "Lena", "0171 5551234"), ("Schulz", "Tim", "0160 5556789")]
    targets = [guess.target for guess in recognise.columns(columns, rows)]
    assert targets == ["last_name", "first_name", "own:Handy Mutter"]
    targets = [guess.target for guess in recognise.columns(["Name", "Child"], [("Ann Lee", "Zoe")])]
    assert targets == ["full_name", "own:Child"]
