import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.letters.salutation import (
    Addressee,
    formal_greeting,
    informal_greeting,
    name_with_title,
)

LANGUAGES = [
    "en",
    "en-US",
    "de",
    "de-CH",
    "fr",
    "es",
    "it",
    "nl",
    "pt",
    "sv",
    "da",
    "no",
    "pl",
    "cs",
    "ja",
]


def someone(language, gender="", title="", first="Charlotte", last="Webb"):
    return Addressee(first, last, title, gender, language)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (someone("en", "f"), "Dear Ms Webb,"),
        (someone("en", "m"), "Dear Mr Webb,"),
        (someone("en"), "Dear Charlotte Webb,"),
        (someone("en", title="Mrs"), "Dear Mrs Webb,"),
        (someone("en", title="Mx"), "Dear Mx Webb,"),
        (someone("en", "f", "Dr"), "Dear Dr Webb,"),
        (someone("en", "m", "Sir", "Ian"), "Dear Sir Ian,"),
        (someone("en-US", "f"), "Dear Ms. Webb:"),
        (someone("de", "f"), "Sehr geehrte Frau Webb,"),
        (someone("de", "m", "Prof. Dr."), "Sehr geehrter Herr Prof. Dr. Webb,"),
        (someone("de", title="Frau Dr."), "Sehr geehrte Frau Dr. Webb,"),
        (someone("de"), "Guten Tag Charlotte Webb,"),
        (someone("de-CH", "f"), "Sehr geehrte Frau Webb"),
        (someone("fr", "f"), "Madame,"),
        (someone("fr"), "Madame, Monsieur,"),
        (someone("es", "m"), "Estimado Sr. Webb:"),
        (someone("it", "f"), "Gentile Sig.ra Webb,"),
        (someone("it", "m", "Dott."), "Gentile Dott. Webb,"),
        (someone("nl", "m", "", "Jan", "de Vries"), "Geachte heer De Vries,"),
        (someone("nl", "f", "", "An", "van der Berg"), "Geachte mevrouw Van der Berg,"),
        (someone("pt", "f"), "Exma. Senhora Charlotte Webb,"),
        (someone("sv", "f"), "Hej Charlotte Webb,"),
        (someone("xx", "f"), "Dear Ms Webb,"),
        (someone("de-AT", "f", "Mag.", "Eva", "Huber"), "Sehr geehrte Frau Mag. Huber,"),
        (someone("de", "m", "Prof. Dr. med. Dr. h. c."), "Sehr geehrter Herr Prof. Dr. Webb,"),
        (someone("de", "weiblich"), "Sehr geehrte Frau Webb,"),
        (someone("de", "m", "", "Hans", "von der Heide"), "Sehr geehrter Herr von der Heide,"),
        (someone("es", "mujer", "", "Ana", "de la Vega"), "Estimada Sra. de la Vega:"),
        (someone("en", "m", "", "Sean", "O'Brien"), "Dear Mr O'Brien,"),
        (someone("fr", "m", "Me"), "Maître,"),
        (someone("pt-BR", "f"), "Prezada Sra. Charlotte Webb,"),
        (someone("en", "", "Lady", "Ann"), "Dear Lady Ann,"),
    ],
)
def test_the_formal_greeting_follows_the_language(person, expected):
    assert formal_greeting(person) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Dear Sir or Madam,"),
        ("de", "Sehr geehrte Damen und Herren,"),
        ("fr", "Madame, Monsieur,"),
        ("es", "Estimados señores:"),
        ("nl", "Geachte heer of mevrouw,"),
    ],
)
def test_a_firm_without_a_person_is_greeted_as_nobody_in_particular(language, expected):
    assert formal_greeting(Addressee(company="Marlow Bakery", language=language)) == expected


def test_an_own_greeting_wins_over_every_rule():
    person = Addressee("Charlotte", "Webb", formal_override="Dear Charlie,")
    assert formal_greeting(person) == "Dear Charlie,"
    assert informal_greeting(Addressee("A", informal_override="Hi A,")) == "Hi A,"


def test_first_names_are_used_informally_and_by_gender_where_the_language_asks():
    assert informal_greeting(someone("de", "f")) == "Liebe Charlotte,"
    assert informal_greeting(someone("de")) == "Hallo Charlotte,"


def test_the_name_on_the_envelope_keeps_academic_titles_only_where_they_are_usual():
    assert name_with_title(someone("en", title="Mr")) == "Charlotte Webb"
    assert name_with_title(someone("de", title="Frau Dr.")) == "Frau Dr. Charlotte Webb"


@given(
    st.builds(
        Addressee,
        first_name=st.sampled_from(["", " ", "Ann"]),
        last_name=st.sampled_from(["", " ", "O'Brien", "van Dam"]),
        title=st.sampled_from(["", "Dr", "Mr", "Frau Prof.", "Sir", "Mx", "."]),
        gender=st.sampled_from(["", "f", "m", "x"]),
        language=st.sampled_from(LANGUAGES),
    )
)
def test_no_greeting_is_ever_left_without_a_name(person):
    for greeting in (formal_greeting(person), informal_greeting(person)):
        assert greeting == greeting.strip()
        assert "None" not in greeting
        assert "  " not in greeting
        assert " ," not in greeting
        assert greeting.rstrip(",:").casefold() not in {"dear", "sehr geehrte", "geachte", "cher"}
