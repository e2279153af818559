"""How long the way between two addresses takes, from their postcodes alone, without any network.

Distances are from the middle of one postcode area to that of another, a third longer than the
bird's way, so they are good for a warning and for nothing more. Within one area no way is known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from app.models.postcode_places import AREAS

Place = tuple[str, str]
"""A postcode and a country code."""
_EARTH_KM, _WINDING, _SETTING_OUT = 6371.0, 1.3, 5
_GB = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?\s*[0-9][A-Z]{2})\b", re.I)
_DIGITS = re.compile(r"\b([0-9]{5})(?:-[0-9]{4})?\b")


def place_of(text: str, country: str = "") -> Place:
    """The postcode in the text of an address, and its country; empty where there is none."""
    british = _GB.search(text)
    if british and country in ("", "GB"):
        return (british[1].upper(), "GB")
    digits = _DIGITS.findall(text)
    return (digits[-1], country) if digits and country in ("US", "DE", "FR") else ("", country)


def travel_minutes(one: Place, other: Place, speed: int = 50) -> int | None:
    """Minutes by road at ``speed`` kilometres an hour, in steps of five; ``None``: not known."""
    here, there = _middle(*one), _middle(*other)
    if here is None or there is None:
        return None
    if here == there:
        return 0
    way = _distance(here, there) * _WINDING
    minutes = way / max(speed, 5) * 60 + _SETTING_OUT
    return int(-(-minutes // 5) * 5)


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres on the sphere."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    part = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(part))


def _middle(postcode: str, country: str) -> tuple[float, float] | None:
    areas = _areas(country.upper() or "GB")
    code = postcode.strip().upper().replace(" ", "")
    if country.upper() in ("", "GB"):
        letters = re.match(r"[A-Z]{1,2}(?=[0-9])", code)
        return areas.get(letters[0]) if letters else None
    if not code[:5].isdigit() or len(code) < 5:
        return None
    return areas.get(code[:2])


@lru_cache(maxsize=4)
def _areas(country: str) -> dict[str, tuple[float, float]]:
    found = {}
    for part in AREAS.get(country, "").split():
        name, _, place = part.partition(":")
        lat, _, lon = place.partition(",")
        found[name] = (float(lat), float(lon))
    return found
