from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.word.merge_pictures import as_number, cased, date_text, number_text


@pytest.mark.parametrize(
    ("picture", "value", "expected"),
    [
        ("#,##0.00", "1234.5", "1,234.50"),
        ("#.##0,00", "1234.5", "1.234,50"),
        ("#.##0", "1234", "1.234"),
        ("#'##0.00", 1234.5, "1'234.50"),
        ("€ #,##0", "999", "€ 999"),
        ("#,##0.00;(#,##0.00)", "-5", "(5.00)"),
        ("0;-0;'none'", 0, "none"),
        ("000", "7", "007"),
        ("0.00 'net'", "3", "3.00 net"),
        ("0.0", "-1.25", "-1.2"),
        ("#,##0.00", "no number", None),
    ],
)
def test_number_pictures(picture, value, expected):
    assert number_text(picture, value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("€ 12", "12"), ("(3)", "-3"),
     ("12,5", "12.5"), ("02139a", None), ("", None), ("1 234", "1234")],
)  # fmt: skip
def test_numbers_are_read_in_the_ways_people_write_them(text, expected):
    assert as_number(text) == (None if expected is None else Decimal(expected))


def test_dates_are_written_in_the_language_of_the_letter():
    day = date(2026, 3, 9)
    assert date_text("dddd, d MMMM yyyy", day, "en") == "Monday, 9 March 2026"
    assert date_text("d. MMMM yyyy", "2026-03-09", "de") == "9. März 2026"
    assert date_text("'le' d MMM yy", day, "fr") == "le 9 mar 26"
    assert date_text("HH:mm", datetime(2026, 3, 9, 7, 5), "en") == "07:05"
    assert date_text("d MMMM", "next week", "en") is None


def test_letter_cases():
    assert cased("Caps", "jean-luc o'neill & sons") == "Jean-Luc O'neill & Sons"
    assert cased("MERGEFORMAT", "As it is") == "As it is"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_written_amount_reads_back_as_the_same_amount(amount):
    assert as_number(number_text("#,##0.00", amount)) == amount


@pytest.mark.parametrize(
    "text",
    ["1 May 2026", "1. Mai 2026", "1er mai 2026", "1 de mayo de 2026", "May 1, 2026", "1.5.2026",
     "2026-05-01"],
)  # fmt: skip
def test_written_dates_are_read_and_doubtful_ones_left_alone(text):
    assert date_text("dd/MM/yyyy", text, "en") == "01/05/2026"
    assert date_text("dd/MM/yyyy", "1/5/2026", "en") is None
    assert date_text("dd/MM/yyyy", "31 February 2026", "en") is None
