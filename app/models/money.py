"""Amounts in minor units and their currency."""

from __future__ import annotations

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


def parse(text: str, currency: str) -> int | None:
    """Minor units of a typed amount (``4,800``, ``4.800,50``, ``£4800``), or ``None``."""
    kept = "".join(c for c in text if c.isdigit() or c in ",.-")
    negative = kept.startswith("-")
    kept = kept.replace("-", "")
    if not any(c.isdigit() for c in kept):
        return 0 if not text.strip() else None
    places: int = digits(currency)
    point = max(kept.rfind(","), kept.rfind("."))
    behind = kept[point + 1 :] if point >= 0 else ""
    whole = "".join(c for c in kept[:point] if c.isdigit()) if point >= 0 else ""
    several = point >= 0 and kept.count(kept[point]) > 1
    if point >= 0 and len(behind) != 3 and not several:
        cents = int((behind + "00")[: max(places, 1)] or "0")
        # A currency without coins takes no cents: what stands behind the point is rounded away
        part = cents if places else int(cents >= 5)
        minor = int(whole or "0") * _power(places) + part
    else:
        minor = int("".join(c for c in kept if c.isdigit())) * _power(places)
    return -minor if negative else minor
