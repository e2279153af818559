"""Numbers without a country are read as those of the country that the file points to."""

import pytest

from app.exchange.tables import recognise
from app.exchange.tables.likely_country import likely_country

GERMAN = ["0711 5555555", "030 12345678", "089/2180-0", "0171 1234567"]
BRITISH = ["0161 496 0000", "020 7946 0958", "0113 496 0000", "07911 123456"]


def country(headers, rows, default="GB"):
    return likely_country(recognise.columns(headers, rows), rows, default)


def people(numbers, *more):
    return [("Ann Lee", number, *more) for number in numbers]


def test_a_column_of_countries_says_it():
    assert country(("Name", "Phone", "Country"), people(GERMAN, "Germany")) == "DE"


def test_numbers_that_name_their_country_say_it():
    rows = [*people(GERMAN), *people(["+49 711 123456", "0049 30 1234567"])]
    assert country(("Name", "Phone"), rows) == "DE"


def test_email_addresses_say_it_by_their_endings():
    assert country(("Name", "Phone", "Email"), people(GERMAN, "a@firma.de")) == "DE"
    assert country(("Name", "Phone", "Email"), people(GERMAN, "a@firma.com")) == "GB"


def test_the_language_of_the_headings_says_it():
    assert country(("Vorname", "Telefon", "Ort"), people(GERMAN, "Stuttgart")) == "DE"
    assert country(("Vorname", "Telefon", "Ort"), people(GERMAN, "Wien"), "AT") == "AT"


def test_british_numbers_stay_british_whatever_the_endings_say():
    assert country(("Name", "Phone", "Email"), people(BRITISH, "a@firma.de")) == "GB"


@pytest.mark.parametrize("default", ["GB", "US"])
def test_without_a_pointer_or_numbers_it_stays(default):
    assert country(("Name", "Town"), [("Ann Lee", "Leeds")], default) == default
    assert country(("Name", "Phone"), people(["+44 161 496 0000"]), default) == default


@pytest.mark.parametrize(
    ("postcode", "number", "wanted"),
    [
        ("1017 GA", "020-1234567", "NL"), ("00-238", "22 831 00 00", "PL"),
        ("62704-1234", "217-555-0100", "US"), ("01310-100", "(11) 3123-4567", "BR"),
    ],
)  # fmt: skip
def test_postcodes_of_one_country_alone_say_it(postcode, number, wanted):
    rows = people([number] * 3, postcode)
    assert country(("Name", "Phone", "Postcode"), rows) == wanted


@pytest.mark.parametrize(
    ("headers", "number", "wanted"),
    [
        (("Fornavn", "Efternavn", "Telefon"), "33 12 34 56", "DK"),
        (("Etunimi", "Sukunimi", "Puhelin"), "09 123 4567", "FI"),
        (("Jméno", "Příjmení", "Telefon"), "601 123 456", "CZ"),
    ],
)
def test_headings_in_further_languages_say_it(headers, number, wanted):
    assert country(headers, [("Jan", "Novak", number)]) == wanted


def test_one_foreign_number_among_many_says_nothing():
    rows = [*people(["0221 1234567", "0711 5555555"]), *people(["+41 44 123 45 67"])]
    assert country(("Name", "Telefon", "Ort", "Notiz")[:2], rows, "DE") == "DE"


def test_numbers_for_films_are_of_the_book_s_own_country():
    rows = [(f"07700 900{each}",) for each in range(100, 160)]
    guesses = recognise.columns(["Phone"], rows)
    assert likely_country(guesses, rows, "GB") == "GB"
