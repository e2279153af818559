import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.names import (
    NameParts,
    display_name,
    initials,
    looks_like_firm,
    sort_name,
    split_name,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Charlotte Webb", NameParts(first="Charlotte", last="Webb")),
        ("Webb, Charlotte", NameParts(first="Charlotte", last="Webb")),
        ("SMITH John", NameParts(first="John", last="SMITH")),
        ("Ludwig van Beethoven", NameParts(first="Ludwig", particle="van", last="Beethoven")),
        ("Anna von der Leyen", NameParts(first="Anna", particle="von der", last="Leyen")),
        ("Dr. Juan de la Vega III", NameParts("Dr.", "Juan", "", "de la", "Vega", "III")),
        ("de la Vega, Juan, Jr.", NameParts("", "Juan", "", "de la", "Vega", "Jr.")),
        ("Herr Prof. Dr. Max Weber", NameParts("Herr Prof. Dr.", "Max", "", "", "Weber")),
        ("Mme Dupont", NameParts(prefix="Mme", last="Dupont")),
        ("Seán O'Brien PhD", NameParts(first="Seán", last="O'Brien", suffix="PhD")),
        ("山田 太郎", NameParts(first="太郎", last="山田")),
        ("Cher", NameParts(first="Cher")),
        ("Benjamin (Ben) Franklin", NameParts("", "Benjamin", "", "", "Franklin", "", "Ben")),
        ("", NameParts()),
    ],
)
def test_a_name_is_taken_apart(text, parts):
    assert split_name(text) == parts


@pytest.mark.parametrize(
    "text", ["Müller & Söhne GmbH", "Acme Ltd", "Galp S.A.", "Hotel Adler", "Studio 54"]
)
def test_a_firm_is_not_a_person(text):
    assert looks_like_firm(text)
    assert split_name(text) == NameParts(last=text)


@pytest.mark.parametrize("text", ["Maria Sá", "Jan van As", "Charlotte Church", "Acme"])
def test_people_with_short_names_are_no_firms(text):
    assert not looks_like_firm(text)


def test_lists_show_academic_titles_and_leave_out_mr():
    assert display_name(split_name("Herr Dr. Max Weber")) == "Dr. Max Weber"
    assert display_name(split_name("Mrs Ann Lee")) == "Ann Lee"
    assert display_name(split_name("John Doe, Jr.")) == "John Doe Jr."


def test_small_particles_sort_behind_and_large_ones_in_front():
    assert sort_name(split_name("Jan de Vries")) == "Vries, Jan de"
    assert sort_name(split_name("Dick Van Dyke")) == "Van Dyke, Dick"
    assert sort_name(split_name("Charlotte Webb")) == "Webb, Charlotte"


def test_initials_are_of_first_and_last_name():
    assert initials("Dr. Charlotte Anne Webb") == "CW"
    assert initials("Jan de Vries") == "JV"
    assert initials("山田太郎") == "山"
    assert initials("") == ""


@given(st.lists(st.text("abcdeABCDEéñ.'-", min_size=1, max_size=8), max_size=6).map(" ".join))
def test_no_word_of_a_name_is_lost(text):
    parts = split_name(text)
    kept = f"{parts.prefix} {parts.first} {parts.middle} {parts.surname} {parts.suffix}"
    assert sorted(kept.split()) == sorted(text.split())


@pytest.mark.parametrize(
    ("text", "prefix", "first", "last"),
    [
        ("Dr. med. Hans-Peter Wurst", "Dr. med.", "Hans-Peter", "Wurst"),
        ("Dr. rer. nat. Eva Klein", "Dr. rer. nat.", "Eva", "Klein"),
        ("Dr. h. c. Angela Rot", "Dr. h. c.", "Angela", "Rot"),
        ("Prof. Dr.-Ing. Max Blau", "Prof. Dr.-Ing.", "Max", "Blau"),
        ("Dr. C. Smith", "Dr.", "C.", "Smith"),
        ("Dr. E. H. Smith", "Dr.", "E.", "Smith"),
        ("Dr. Med Jones", "Dr.", "Med", "Jones"),
    ],
)
def test_what_somebody_is_a_doctor_of_belongs_to_the_title(text, prefix, first, last):
    parts = split_name(text)
    assert (parts.prefix, parts.first, parts.last) == (prefix, first, last)


@pytest.mark.parametrize(
    ("text", "prefix"),
    [("Dipl.-Ing. (FH) Karl May", "Dipl.-Ing. (FH)"), ("Mag. (FH) Karl May", "Mag. (FH)")],
)
def test_where_a_degree_is_from_is_no_nickname(text, prefix):
    parts = split_name(text)
    assert (parts.prefix, parts.first, parts.last, parts.nickname) == (prefix, "Karl", "May", "")


def test_a_nickname_behind_a_title_stays_one():
    assert split_name("Dr. Anna (Anni) Moser").nickname == "Anni"
    assert split_name("Anna (FH) Moser").nickname == "FH"


@pytest.mark.parametrize("text", ["Familie Schmidt", "Fam. Schmidt", "Ehepaar Schmidt"])
def test_a_family_has_a_last_name_alone(text):
    parts = split_name(text)
    assert (parts.first, parts.last) == ("", "Schmidt")


@pytest.mark.parametrize(
    "text", ["SARL Midi BTP", "Fa. Meyer", "Firma Budex", "Meyer Anlagenbau", "Elektro Fachhandel"]
)
def test_a_legal_form_in_front_and_a_trade_in_one_word_are_signs_of_a_firm(text):
    assert looks_like_firm(text)


@pytest.mark.parametrize("text", ["Sci Lee", "Fa Li", "Anna Althaus", "Jean Handel", "Ets Kilde"])
def test_people_whose_names_begin_like_legal_forms_stay_people(text):
    assert not looks_like_firm(text)
