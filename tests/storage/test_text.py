from hypothesis import given
from hypothesis import strategies as st

from app.storage.text import digits, fold


def test_accents_and_ligatures_are_folded():
    assert fold("Müller STRAẞE Søren Łukasz Æsir Þór Dvořák") == (
        "muller strasse soren lukasz aesir thor dvorak"
    )


def test_scripts_without_accents_stay_readable():
    assert fold("山田 太郎") == "山田 太郎"
    assert fold("हिन्दी") == "हिन्दी"


def test_digits_of_any_script_are_digits():
    assert digits("+49 (0)30 / 12") == "4903012"
    assert digits("٠١٢3") == "0123"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_never_matters(text):
    assert fold(text.upper().lower()) == fold(text.upper())
