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
