import os
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.phone import normalise, search_digits

SHARED = Path(os.environ.get("DESKBOOK_SHARED", Path(__file__).resolve().parents[3] / "shared"))
COUNTRIES = ["GB", "US", "DE", "FR", "IT", "ES", "NL", "BE", "CH", "AT", "IE", "PL", "SE", "DK"]
COUNTRIES += ["NO", "PT", "CZ", "HU", "AU", "CA", "IN", "BR", "MX", "AR", "JP", "ZA", "RU", "FI"]


def library_answer(text: str, country: str) -> str:
    try:
        parsed = phonenumbers.parse(text.strip(), country)
    except phonenumbers.NumberParseException:
        return ""
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


@settings(max_examples=1500, deadline=None)
@given(
    st.sampled_from(COUNTRIES),
    st.sampled_from(["", "0", "00", "+", "+44 ", "+49 (0)", "+1 ", "1", "011 ", "+39 0", "(0"]),
    st.lists(st.text("0123456789", min_size=1, max_size=5), min_size=2, max_size=4),
    st.sampled_from([" ", "-", ".", "/", ") ", ""]),
)
def test_the_short_way_gives_the_librarys_answer(country, prefix, groups, separator):
    text = prefix + separator.join(groups)
    assert normalise(text, country).e164 == library_answer(text, country)


def test_plain_national_numbers_become_international():
    assert normalise("0161 496 0000", "GB").e164 == "+441614960000"
    assert normalise("(212) 555-0123", "US").e164 == "+12125550123"
    assert normalise("030-0074321", "DE").e164 == "+49300074321"
    assert normalise("06 1234 5678", "IT").e164 == "+390612345678"
    assert normalise("+44 (0)161 496 0000", "DE").e164 == "+441614960000"


def test_the_value_as_typed_is_always_kept():
    assert normalise(" 0161/496-0000 ", "GB").value == " 0161/496-0000 "


def test_an_extension_is_not_part_of_the_number():
    phone = normalise("0161 496 0000 ext. 12", "GB")
    assert (phone.e164, phone.extension) == ("+441614960000", "12")
    assert phone.digits == "01614960000"


def test_words_are_no_number():
    phone = normalise("call the office", "GB")
    assert (phone.e164, phone.digits) == ("", "")


def test_phone_digits_are_found_in_any_notation():
    indexed = search_digits("0161 496 0000", "+441614960000")
    assert indexed == ["441614960000", "01614960000", "1614960000"]
    assert search_digits("(0)161/4960000", "+441614960000") == indexed
    assert search_digits("161 4960000 ext 4", "+441614960000")[0] == "16149600004"
    assert search_digits("12345", "") == ["12345"]


def test_national_formats_of_every_region_are_understood():
    table = SHARED / "data" / "phones" / "phone_formats.tsv"
    if not table.exists():
        pytest.skip("the shared test data is not here")
    lines = table.read_text("utf-8").splitlines()[1:]
    wrong = 0
    for line in lines:
        region, _type, _significant, national, international, e164, _uri = line.split("\t")
        wrong += normalise(international, "GB").e164 != e164
        wrong += normalise(national, region).e164 != library_answer(national, region)
    assert wrong == 0


@pytest.mark.parametrize(
    "typed", ["07700\u2009900123", "+44\u202f7700900123", "\u202a+44 7700\u00a0900123\u202c"]
)
def test_narrow_spaces_and_marks_of_direction_are_no_part_of_a_number(typed):
    assert normalise(typed, "GB").e164 == "+447700900123"


def test_no_form_of_a_number_is_indexed_twice():
    for value, country in (
        ("(588) 281-9545", "US"),
        ("0161 496 0000", "GB"),
        ("+39 06 1234567", "IT"),
    ):
        forms = search_digits(value, normalise(value, country).e164)
        assert len(forms) == len(set(forms)) > 1
