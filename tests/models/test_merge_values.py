from datetime import date

import pytest

from app.models.letters.merge_names import MERGE_NAMES, canonical_name, fold
from app.models.letters.merge_values import values_for

SENDER = {"business_name": "Hartley Gardens", "country": "GB", "today": date(2026, 11, 18)}


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("FirstName", "first_name"),
        ("First_Name", "first_name"),
        ("Last", "last_name"),
        ("Company Name", "company"),
        ("Address1", "street"),
        ("Address_2", "street2"),
        ("City", "town"),
        ("ZIP", "postcode"),
        ("PostalCode", "postcode"),
        ("GreetingLine", "formal_greeting"),
        ("Vorname", "first_name"),
        ("Straße", "street"),
        ("PLZ", "postcode"),
        ("Ort", "town"),
        ("Anrede", "title"),
        ("Prénom", "first_name"),
        ("Nom", "last_name"),
        ("Código postal", "postcode"),
        ("Cognome", "last_name"),
        ("Achternaam", "last_name"),
    ],
)
def test_names_of_other_programs_mean_ours(field, name):
    assert canonical_name(field) == name


def test_every_own_name_means_itself():
    assert all(canonical_name(name) == name for name in MERGE_NAMES)
    assert fold("E-Mail_Adresse ") == "emailadresse"


def test_a_recipient_gets_all_values_and_never_none():
    values = values_for(
        {
            "first_name": "Charlotte",
            "last_name": "Webb",
            "company": "Marlow Bakery",
            "phone": None,
            "address": {"street": "14 High Street", "town": "Marlow", "postcode": "SL7 1AU",
                        "country": "GB"},
            "own_fields": {"Garden size": 12, "First name": "not this"},
        },
        SENDER,
    )  # fmt: skip
    assert values["address_block"].split("\n") == [
        "Charlotte Webb", "Marlow Bakery", "14 High Street", "MARLOW", "SL7 1AU",
    ]  # fmt: skip
    assert values["formal_greeting"] == "Dear Charlotte Webb,"
    assert values["today"] == "18 November 2026"
    assert values["Garden size"] == 12
    assert values["phone"] == ""
    assert None not in values.values()


def test_the_date_is_written_in_the_language_of_the_letter():
    assert values_for({"language": "de"}, SENDER)["today"] == "18. November 2026"
    assert values_for({"language": "es"}, SENDER)["today"] == "18 de noviembre de 2026"


def test_a_template_can_ask_whether_somebody_is_a_woman():
    assert values_for({"first_name": "Ann", "gender": "f"})["gender"] == "f"
    assert values_for({"first_name": "Ann"})["gender"] == ""
    assert "gender" in MERGE_NAMES
