"""Amounts are whole minor units: typed in any habit, shown in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import money


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("4800", 480_000), ("4,800", 480_000), ("£4,800.50", 480_050), ("4.800,50 €", 480_050),
        ("4.800", 480_000), ("0.5", 50), ("12,5", 1_250), ("-3", -300), ("", 0),
        ("1,234,567", 123_456_700),
    ],
)  # fmt: skip
def test_an_amount_is_understood_as_it_is_typed(typed, minor):
    assert money.parse(typed, "GBP") == minor


def test_what_is_no_amount_is_none():
    assert money.parse("a lot", "GBP") is None


def test_a_currency_without_a_smaller_coin_has_none():
    assert money.parse("1,500", "JPY") == 1_500
    assert money.show(1_500, "JPY") == "¥1,500"
    assert money.to_major(1_500, "JPY") == 1_500.0


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [(480_000, "GBP", "£4,800"), (480_050, "GBP", "£4,800.50"), (-5, "EUR", "−€0.05"),
     (123_45, "SEK", "123.45 SEK"), (0, "USD", "$0")],
)  # fmt: skip
def test_an_amount_is_shown_with_its_sign(minor, currency, shown):
    assert money.show(minor, currency) == shown


@given(st.integers(0, 10**12))
def test_what_is_shown_is_understood_again(minor):
    assert money.parse(money.show(minor, "GBP", cents=True), "GBP") == minor
