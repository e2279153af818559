"""Lists of ordinary offices: landlords, shops, clubs, and the programs that they keep them with."""

import pytest

from app.exchange.tables import recognise
from app.exchange.tables.likely_country import likely_country
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan


def targets(headers, rows):
    return [guess.target for guess in recognise.columns(headers, rows)]


def brought(headers, rows):
    """The drafts of a table; every cell must be accounted for."""
    guesses = recognise.columns(headers, rows)
    mapping = [Column(each.index, each.target, each.options) for each in guesses]
    country = likely_country(guesses, rows, "GB")
    planned = Plan(headers, list(enumerate(rows, 2)), mapping, Known(), country=country)
    drafts = list(planned)
    assert planned.ledger.adds_up()
    return drafts


@pytest.mark.parametrize(
    ("headers", "rows", "wanted"),
    [
        ("Name|Ulica|Kod|Miasto", [("Ann Lee", "Długa 5", "00-238", "Warszawa")],
         "address.other.postcode"),
        ("Name|Strasse|PLZ|Stdt", [("Ann Lee", "Weg 5", "12345", "Kiel")], "address.other.town"),
        ("Name|PLZ|Wo|Ort", [("Ann Lee", "12345", "Seeweg 5", "Kiel")], "address.other.street"),
    ],
)  # fmt: skip
def test_what_an_address_lacks_is_found_beside_it(headers, rows, wanted):
    places = {"postcode": 2, "town": 3, "street": 2}
    place = places[wanted.rpartition(".")[2]]
    guess = recognise.columns(headers.split("|"), rows)[place]
    assert (guess.target, guess.state) == (wanted, "check")


def test_a_column_beside_a_whole_address_stays_what_it_says():
    rows = [("Ann Lee", "Weg 5", "12345", "Kiel", "Bremen")]
    headers = ["Name", "Strasse", "PLZ", "Ort", "Herkunftsort"]
    assert targets(headers, rows)[4].startswith("own:")


def test_a_name_of_any_kind_above_firms_is_theirs_and_an_alias_is_no_nickname():
    rows = [("Petit SARL", "", "Lyon"), ("Garage Moreau", "Moreau Auto", "Lyon")]
    assert targets(["Third-party name", "Alias name", "Town"], rows)[:2] == [
        "account.name", "own:Alias name",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "firm", "person"),
    [("Is a Company", "True", "False"), ("Contact Type", "Organization", "Individual"),
     ("Art", "Firma", "Person")],
)  # fmt: skip
def test_a_column_that_tells_firms_from_people_decides_about_the_name(header, firm, person):
    drafts = brought(["Name", header], [("Azure Interior", firm), ("Ann Lee", person)])
    assert [draft.subject for draft in drafts] == ["account", "contact"]
    assert drafts[1].own_fields == {header: person}


def test_nobody_lives_in_an_empty_flat():
    rows = [("Ann Lee", "W1", "0171 1234567"), ("leerstehend", "W2", ""), ("Vacant", "W3", ""),
            ("frei", "W4", ""), ("Frei", "W5", "0171 1234568")]  # fmt: skip
    named = [draft.contact.get("name") for draft in brought(["Name", "Wohnung", "Tel."], rows)]
    assert named == ["Ann Lee", None, None, None, "Frei"]


def test_streets_say_which_country_the_numbers_are_of():
    rows = [("Ann Lee", "Hauptstr. 1, 70173 Stuttgart", "0711/223344"),
            ("Ben Ray", "Seeweg 4, 70174 Stuttgart", "0711 998877")]  # fmt: skip
    guesses = recognise.columns(["Name", "Address", "Tel."], rows)
    assert likely_country(guesses, rows, "GB") == "DE"
    assert likely_country(guesses, rows, "AT") == "AT"


def test_an_initial_in_an_email_says_which_name_is_the_first():
    rows = [("Schulze", "Bernd", "b.schulze@a.example"), ("Krause", "Ilse", "i.krause@a.example")]
    assert targets(["Column 1", "Column 2", "Column 3"], rows)[:2] == ["last_name", "first_name"]
