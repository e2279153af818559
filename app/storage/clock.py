"""Time as the book writes it: UTC text that sorts, milliseconds and a Z."""

from datetime import UTC, datetime


def now() -> str:
    """The present as ``2026-11-19T09:42:07.125Z``."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """An aware moment in the book's form."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z"
