"""Amounts in minor units and their currency."""

from __future__ import annotations

NO_MINOR = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "HUF"})
"""Currencies that are used without a smaller coin."""
SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹", "PLN": "zł"}


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
    if point >= 0 and (len(behind) != 3 or kept.count(",") + kept.count(".") == 0) and places:
        whole = "".join(c for c in kept[:point] if c.isdigit())
        minor = int(whole or "0") * _power(places) + int((behind + "00")[:places] or "0")
    else:
        minor = int("".join(c for c in kept if c.isdigit())) * _power(places)
    return -minor if negative else minor
