"""Amounts in minor units and their currency."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from app.storage.currencies import NO_MINOR

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹", "PLN": "zł"}


_CODES = NO_MINOR | frozenset(
    """
    GBP EUR USD INR PLN CHF SEK NOK DKK CZK RON BGN CAD AUD NZD ZAR SGD HKD CNY BRL MXN ARS COP
    TRY ILS AED SAR THB MYR IDR PHP TWD UAH RUB RSD MAD EGP NGN KES
    """.split()  # noqa: SIM905
)
_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR", "zł": "PLN", "US$": "USD"}
_WORDS = {
    "EURO": "EUR", "EUROS": "EUR", "POUND": "GBP", "POUNDS": "GBP", "DOLLAR": "USD",
    "DOLLARS": "USD", "SFR": "CHF", "FR": "CHF", "KČ": "CZK", "FT": "HUF", "ZŁ": "PLN",
}  # fmt: skip


def currency_in(text: str) -> str:
    """The currency that a text names by code, sign or word (``4.800 €``), or an empty text."""
    for sign, code in _SIGNS.items():
        if sign in text:
            return code
    words = "".join(c if c.isalpha() else " " for c in text.upper()).split()
    return next((w if w in _CODES else _WORDS[w] for w in words if w in _CODES or w in _WORDS), "")


def digits(currency: str) -> int:
    """How many digits stand behind the point."""
    return 0 if currency in NO_MINOR else 2


def _power(places: int) -> int:
    return (1, 10, 100, 1000)[places]


def to_major(amount: int, currency: str) -> float:
    """Minor units as a number a person would write (4800.00)."""
    return float(amount / _power(digits(currency)))


def show(amount: int, currency: str, *, cents: bool | None = None) -> str:
    """An amount with its sign: ``£4,800`` or ``£4,800.50``; cents only where there are any."""
    places = digits(currency)
    whole, rest = divmod(abs(amount), _power(places))
    with_cents = bool(rest) if cents is None else cents
    text = f"{whole:,}" + (f".{rest:0{places}d}" if with_cents and places else "")
    symbol = SYMBOLS.get(currency)
    sign = "−" if amount < 0 else ""
    return f"{sign}{symbol}{text}" if symbol else f"{sign}{text} {currency}"


_DASHES = str.maketrans({"−": "-", "–": "-", "‒": "-", "’": "'", "\u00a0": " ", "\u202f": " "})
_FIGURES = re.compile(r"\d(?:[\d.,' ]*\d)?")
_SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d{1,3}(?!\w)")
_MINUS_BEFORE = re.compile(r"-\s*(?:[^\w\s]{1,3}|[A-Z]{2,3}\$?|zł|kr)?\s*$")
_MOST = 1 << 53
"""More minor units than a number of JSON or Excel tells apart."""
_LONGEST = 60


def parse(text: str, currency: str) -> int | None:
    """Minor units of a typed amount (``4,800``, ``4.800,50``, ``£4800``, ``(30)``, ``500,-``).

    An empty text is 0. ``None`` for what is no amount: no figure, or more than one ("10-12"), or
    one that cannot be right ("12.5.2026").
    """
    plain = text.translate(_DASHES).strip()
    if not plain:
        return 0
    if len(plain) > _LONGEST:
        return None
    value = _scientific(plain) if "e" in plain.lower() else None
    if value is None:
        found = list(_FIGURES.finditer(plain))
        value = _value_of(found[0].group()) if len(found) == 1 else None
        if value is None:
            return None
        before, behind = plain[: found[0].start()], plain[found[0].end() :]
        if _is_negative(before, behind):
            value = -value
    if abs(value) >= _MOST:
        return None
    minor = int((value * _power(digits(currency))).quantize(Decimal(1), ROUND_HALF_UP))
    return minor if abs(minor) < _MOST else None


def _scientific(text: str) -> Decimal | None:
    """``1.2E+05``, as spreadsheets write large numbers into text."""
    found = _SCIENTIFIC.search(text)
    return Decimal(found.group().replace(",", ".")) if found else None


def _is_negative(before: str, behind: str) -> bool:
    """A minus before the amount or its sign, right behind it, or brackets about it."""
    if _MINUS_BEFORE.search(before) or ("(" in before and ")" in behind):
        return True
    return behind.startswith("-") and not behind.startswith("--")


def _value_of(figure: str) -> Decimal | None:
    """The value of a figure with points, commas, blanks or apostrophes in it."""
    point = max(figure.rfind("."), figure.rfind(","))
    mark = figure[point] if point >= 0 else ""
    whole, part = (figure[:point], figure[point + 1 :]) if mark else (figure, "")
    grouped = any(each in figure for each in ".,' " if each != mark)
    twice = mark != "" and mark in whole
    if twice or (len(part) == 3 and not grouped and len(whole) <= 3 and whole != "0"):
        # Between thousands, not before the cents
        whole, part = figure, ""
    pieces = re.split(r"[.,' ]+", whole)
    if part and not part.isdecimal():
        return None
    if not _are_groups(pieces):
        return None
    return Decimal(f"{''.join(pieces)}.{part or '0'}")


def _are_groups(pieces: list[str]) -> bool:
    """Whether these are the thousands of a number, in threes or as in India."""
    if len(pieces) == 1:
        return True
    middle = {len(piece) for piece in pieces[1:-1]}
    return len(pieces[0]) <= 3 and len(pieces[-1]) == 3 and (middle <= {3} or middle <= {2})
