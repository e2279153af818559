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
        ("1,234,567", 123_456_700), ("12,34,567.5", 123_456_750), ("1,234.567", 123_457),
        ("1'200.50", 120_050), ("1 200,50 €", 120_050), ("500,-", 50_000), ("Fr. 500.–", 50_000),
        ("−£5", -500), ("€ -5", -500), ("(30)", -3_000), ("100-", -10_000), ("0.125", 13),
        ("49.999", 4_999_900), ("49.9999", 5_000), ("1.2E+05", 12_000_000), ("٣٤", 3_400),
        ("10 m²", 1_000), ("EUR 50 p.a.", 5_000),
    ],
)  # fmt: skip
def test_an_amount_is_understood_as_it_is_typed(typed, minor):
    assert money.parse(typed, "GBP") == minor


@pytest.mark.parametrize(
    "typed",
    ["a lot", "²", "10-12", "2 x 500", "12.5.2026", "4800 50", "9" * 20, "9" * 5_000, "1e99"],
)
def test_what_is_no_amount_is_none(typed):
    assert money.parse(typed, "GBP") is None


@given(st.text(max_size=70), st.sampled_from(["GBP", "JPY"]))
def test_no_text_is_too_odd_to_be_looked_at(text, currency):
    found = money.parse(text, currency)
    assert found is None or abs(found) < 1 << 53


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


@given(st.integers(-(10**12), 10**12))
def test_what_is_shown_is_understood_again(minor):
    assert money.parse(money.show(minor, "GBP", cents=True), "GBP") == minor
