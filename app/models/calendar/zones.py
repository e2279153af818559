"""Time zones by the names of places, as people type and read them."""

from __future__ import annotations

from functools import cache

from app.models.fold import fold
from app.storage.wall_time import zone_of

_CONTINENTS = frozenset(
    ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
     "Pacific")
)  # fmt: skip


@cache
def zone_names() -> tuple[str, ...]:
    """Every zone that is a place, such as ``Europe/London``, in order."""
    from zoneinfo import available_timezones

    return tuple(
        sorted(one for one in available_timezones() if one.partition("/")[0] in _CONTINENTS)
    )


def zone_city(zone: str) -> str:
    """A zone by its place: ``New York``."""
    return zone.rpartition("/")[2].replace("_", " ")


def zone_words(zone: str) -> str:
    """A zone to be chosen: ``New York (America)``; "" for none."""
    return f"{zone_city(zone)} ({zone.partition('/')[0]})" if "/" in zone else zone


def zone_named(typed: str) -> str:
    """The zone of a place as somebody typed it, or "" when none or several could be meant.

    A whole name counts before its beginning, and that before any part of it.
    """
    if zone_of(typed.strip()) is not None:
        return typed.strip()
    wanted = fold(typed).strip()
    if not wanted:
        return ""
    for fits in (_is_whole, str.startswith, str.__contains__):
        found = [one for one in zone_names() if any(fits(name, wanted) for name in _names(one))]
        if found:
            # Old and new names of one place are the same to whoever types it.
            return found[0] if len({zone_words(one) for one in found}) == 1 else ""
    return ""


def _is_whole(name: str, wanted: str) -> bool:
    return name == wanted


@cache
def _names(zone: str) -> tuple[str, ...]:
    return (fold(zone_city(zone)), fold(zone_words(zone)))
