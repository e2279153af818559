"""Two people in one cell are told apart in the languages that people write lists in."""

import pytest

from app.models.imports.import_couples import couple_in
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("M. et Mme Jean Dupont", ("M.", "Jean", "Dupont"), ("Mme", "", "Dupont")),
        ("Familie Hans und Eva Kurz", ("", "Hans", "Kurz"), ("", "Eva", "Kurz")),
        ("De heer en mevrouw J. Vries", ("De heer", "J.", "Vries"), ("mevrouw", "", "Vries")),
        ("Pan Jan i Pani Anna Kowalscy", ("Pan", "Jan", "Kowalscy"), ("Pani", "Anna", "Kowalscy")),
        ("Dr. Weber, Paul u. Maria", ("Dr.", "Paul", "Weber"), ("", "Maria", "Weber")),
        ("Nuria y Óscar Vidal", ("", "Nuria", "Vidal"), ("", "Óscar", "Vidal")),
        ("Signor e Signora Rossi", ("Signor", "", "Rossi"), ("Signora", "", "Rossi")),
    ],
)
def test_a_couple_is_two_people(text, first, second):
    both = couple_in(text)
    assert [(one.prefix, one.first, one.last) for one in both or ()] == [first, second]


@pytest.mark.parametrize("text", ["Familie Schmidt", "Jean i Roig Ferran", "Smith and Sons Ltd"])
def test_who_is_one_stays_one(text):
    assert couple_in(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1969", "a year alone"), ("1969-00-00", "a year alone"), ("1985-05", "a month"),
        ("05/1985", "a month"), ("May 1985", "a month"), ("30.02.1980", "no such day"),
    ],
)  # fmt: skip
def test_what_is_no_birthday_says_what_it_is(text, reason):
    planned = Plan(
        ("Name", "Born"), [(2, ("Ann Lee", text))],
        [Column(0, "full_name"), Column(1, "birthday", {"date_order": "dmy"})], Known(),
    )  # fmt: skip
    (ann,) = planned
    assert ann.own_fields == {"Born": text}
    assert reason in planned.ledger.problems[0].reason


@pytest.mark.parametrize("text", ["00/00/0000", "0000-00-00"])
def test_a_date_of_zeros_says_nothing(text):
    columns = [Column(0, "full_name"), Column(1, "birthday", {"date_order": "dmy"})]
    planned = Plan(("Name", "Born"), [(2, ("Ann Lee", text))], columns, Known())
    assert [draft.own_fields for draft in planned] == [{}]
    assert (planned.ledger.left_out, planned.ledger.problems) == (1, [])


@pytest.mark.parametrize("text", ["José Ortega y Gasset", "Ramón y Cajal"])
def test_two_surnames_are_one_person(text):
    assert couple_in(text) is None
