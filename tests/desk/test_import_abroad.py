"""A list from another country: its addresses are of that country too, and set its way."""

import pytest

from app.desk import importing
from app.storage.queries import records
from tests.desk.bringing import read

GERMAN = (
    "Kunde,Strasse,PLZ,Ort,Telefon\nAnna Rot,Ring 7,50667,Köln,0221 4960000\n"
    "Bert Blau,Weg 2,10115,Berlin,030 4960001\nCarl Gelb,Hof 1,20095,Hamburg,040 4960002\n"
)


def bring(store, folder, text, country=""):
    file, table, columns = read(store, folder, text)
    country = country or importing.likely_country(table, columns, "GB")
    choices = importing.Choices(columns, country=country)
    done = importing.bring_in(store, file, table, choices)
    assert done.ledger.adds_up()
    return done


def countries(store):
    return store.select("SELECT country FROM address ORDER BY id")


def test_addresses_take_the_country_that_the_file_points_to(store, tmp_path):
    bring(store, tmp_path, GERMAN)
    assert countries(store) == [("DE",)] * 3
    again = bring(store, tmp_path, GERMAN)
    assert (again.ledger.created, again.ledger.updated) == (0, 0)
    assert countries(store) == [("DE",)] * 3


def test_addresses_of_ones_own_country_name_none(store, tmp_path):
    bring(store, tmp_path, GERMAN, "GB")
    assert countries(store) == [("",)] * 3


def test_where_a_column_names_countries_nobody_guesses_any(store, tmp_path):
    text = GERMAN.replace("Telefon", "Telefon,Land").replace("0000\n", "0000,Schweiz\n")
    text = text.replace("0001\n", "0001,\n").replace("0002\n", "0002,\n")
    bring(store, tmp_path, text, "DE")
    assert countries(store) == [("CH",), ("",), ("",)]


@pytest.mark.parametrize("first", ["GB", "DE"])
def test_a_list_brought_in_before_makes_no_second_address(store, tmp_path, first):
    bring(store, tmp_path, GERMAN, first)
    bring(store, tmp_path, GERMAN, "DE")
    who = store.value("SELECT id FROM contact ORDER BY import_row")
    assert len(records.addresses(store, "contact", who)) == 1


def test_an_address_that_a_known_person_brings_is_of_that_country_too(store, tmp_path):
    bring(store, tmp_path, "Name,Email\nAnna Rot,anna@rot.example\n", "GB")
    bring(store, tmp_path, "Name,Email,PLZ,Ort\nAnna Rot,anna@rot.example,50667,Köln\n", "DE")
    assert countries(store) == [("DE",)]
