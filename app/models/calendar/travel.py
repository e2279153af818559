"""How long it takes from one address to the next, guessed offline from the postcodes.

The middle of each area of postcodes is data (``resources/places/postcode_areas.tsv``); roads are
longer than the straight line by a third (the usual detour index of road networks). A country or
postcode we do not know gives no answer, and so no warning. It is a warning, never a rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from app.storage.places import resources_folder

DETOUR = 1.3
KMH = 50
"""A plain speed over town and country."""
SETTING_OFF = 5
"""Minutes to get to the car and to find the door, on every way that leaves the postcode."""
SAME_AREA_KM, SAME_DISTRICT_KM = 12.0, 4.0
_GB = re.compile(r"^([A-Z]{1,2})(\d[A-Z\d]?)\s*(\d[A-Z]{2})?$")

_GB_IN_TEXT = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})\b", re.I)
_DIGITS_IN_TEXT = re.compile(r"\b(\d{5})(?:-\d{4})?\b")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an appointment is, as far as travel knows: postcode and country (ISO code)."""

    postcode: str
    country: str

    @property
    def key(self) -> str:
        """The postcode without blanks, in capitals."""
        return self.postcode.replace(" ", "").upper()


NOWHERE = Place("", "")


def place_in(text: str, country: str) -> Place:
    """The place that an address in one line names by its postcode; an empty one if it names none.

    ``country`` is taken for the address's, but a British postcode speaks for itself.
    """
    british = _GB_IN_TEXT.search(text)
    if british and country in ("", "GB"):
        return Place(british[1].upper(), "GB")
    digits = _DIGITS_IN_TEXT.findall(text)
    return Place(digits[-1] if digits and country in _areas() else "", country)


def travel_minutes(one: Place, other: Place, kmh: int = KMH) -> int | None:
    """Minutes on the way between two places, rounded up to five; ``None`` when we cannot tell.

    The same postcode takes none.
    """
    if not one.key or not other.key or one.country != other.country:
        return None
    if one.key == other.key:
        return 0
    first, second = _area(one), _area(other)
    if first is None or second is None:
        return None
    if first == second:
        km = SAME_DISTRICT_KM if _district(one) == _district(other) else SAME_AREA_KM
    else:
        km = max(_distance(first, second) * DETOUR, SAME_AREA_KM)
    minutes = SETTING_OFF + km / max(kmh, 1) * 60
    return int(-(-minutes // 5) * 5)


def _district(place: Place) -> str:
    """The part of the postcode that names a town or quarter."""
    if place.country == "GB":
        found = _GB.match(place.key)
        return found[1] + found[2] if found else place.key
    return place.key[:3]


def _area(place: Place) -> tuple[float, float] | None:
    known = _areas().get(place.country, {})
    key = place.key
    if place.country == "GB":
        found = _GB.match(key)
        return known.get(found[1]) if found else None
    for length in (2, 1):
        if key[:length] in known and key[:1].isdecimal():
            return known[key[:length]]
    return None


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres as the crow flies (haversine formula)."""
    (a, b), (c, d) = [(radians(lat), radians(lon)) for lat, lon in (one, other)]
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


@lru_cache(maxsize=1)
def _areas() -> dict[str, dict[str, tuple[float, float]]]:
    found: dict[str, dict[str, tuple[float, float]]] = {}
    text = (resources_folder() / "places" / "postcode_areas.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            country, start, lat, lon = line.split("\t")
            found.setdefault(country, {})[start] = (float(lat), float(lon))
    return found
