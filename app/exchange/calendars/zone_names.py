"""From the names that other programs give to time zones to names of the IANA database.

Windows names come from CLDR's windowsZones (as the icalendar package carries them); the rest is
judged by the places and the offset that a name speaks of.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

_OFFSET: Final = re.compile(r"(?:UTC|GMT|^)\s*([+\-−])\s*(\d{1,2})(?::?(\d\d))?", re.I)
_PLACES: Final = re.compile(r"[^\W\d_]{3,}(?:[ .'’-]+[^\W\d_]+)*")
_UTC: Final = frozenset({"utc", "z", "zulu", "gmt", "universal", "etc/utc", "etc/gmt", "uct"})
# How offices, mail programs and Windows' display names say it, where no place is named.
_SPOKEN: Final = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "arizona": "America/Phoenix", "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu", "atlantic": "America/Halifax",
    "newfoundland": "America/St_Johns", "greenwich mean time": "Europe/London",
    "central european": "Europe/Berlin", "western europe": "Europe/London",
    "central europe": "Europe/Berlin", "eastern europe": "Europe/Athens",
    "brasilia": "America/Sao_Paulo", "india": "Asia/Kolkata", "new delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata", "beijing": "Asia/Shanghai", "osaka": "Asia/Tokyo",
    "edinburgh": "Europe/London", "bern": "Europe/Zurich", "canberra": "Australia/Sydney",
    "екатеринбург": "Asia/Yekaterinburg", "москва": "Europe/Moscow",
}  # fmt: skip
_SHORT: Final = {
    "est": "America/New_York", "edt": "America/New_York", "est5edt": "America/New_York",
    "cst": "America/Chicago", "cdt": "America/Chicago", "mst": "America/Denver",
    "mdt": "America/Denver", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "bst": "Europe/London", "cet": "Europe/Berlin", "cest": "Europe/Berlin",
    "mez": "Europe/Berlin", "mesz": "Europe/Berlin", "wet": "Europe/Lisbon",
    "west": "Europe/Lisbon", "eet": "Europe/Athens", "eest": "Europe/Athens",
    "jst": "Asia/Tokyo", "ist": "Asia/Kolkata", "msk": "Europe/Moscow",
    "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "nzst": "Pacific/Auckland",
}  # fmt: skip


@cache
def iana_names() -> dict[str, str]:
    """Every zone of the database by its name in small letters."""
    from zoneinfo import available_timezones

    return {name.lower(): name for name in available_timezones() if name != "localtime"}


@cache
def windows_names() -> dict[str, str]:
    """Windows' names of zones in small letters, and the IANA zone of each."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {name.lower(): current_name(zone) for name, zone in WINDOWS_TO_OLSON.items()}


@cache
def current_name(zone: str) -> str:
    """How a zone is called today: Asia/Katmandu is Asia/Kathmandu.

    A place that the database still lists keeps its name, though its clocks be those of another.
    """
    if "/" not in zone or zone in _listed_places():
        return zone
    return _links().get(zone, zone)


@cache
def _listed_places() -> frozenset[str]:
    lines = _zone_data("zone.tab")
    return frozenset(line.split("\t")[2] for line in lines if not line.startswith("#"))


@cache
def _links() -> dict[str, str]:
    parts = (line.split() for line in _zone_data("tzdata.zi") if line.startswith("L "))
    return {old: new for _, new, old in parts}


def _zone_data(name: str) -> list[str]:
    from importlib.resources import files

    try:
        return (files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines()
    except (ImportError, OSError):
        return []


def exact_zone(name: str) -> str:
    """The zone that `name` is, is on Windows, or ends in after some program's prefix; or ""."""
    return current_name(_exact(name))


def _exact(name: str) -> str:
    clean = " ".join(name.strip().strip('"').split())
    known = iana_names()
    low = clean.lower().rstrip(":.")
    if low in _UTC:
        return "UTC"
    if low in known:
        return known[low]
    if low in windows_names():
        return windows_names()[low]
    dashed = low.replace("-", "/", 1)
    if dashed in known and "/" in dashed:
        return known[dashed]
    parts = [part for part in re.split(r"[/\\]", low.replace(" ", "_")) if part]
    for start in range(1 if len(parts) > 1 else 0, len(parts)):
        tail = "/".join(parts[start:])
        if "/" in tail and tail in known:
            return known[tail]
    # "custom_Pacific/Fiji", "Europe/Berlin-2" and such
    for found in re.finditer(r"([a-z]+)/([a-z_]+(?:/[a-z_]+)?)", low):
        if found[0] in known:
            return known[found[0]]
    return ""


def short_zone(name: str) -> str:
    """The zone that an abbreviation such as "PST" most likely means; or ""."""
    return _SHORT.get(name.strip().lower(), "")


def spoken_zone(name: str) -> str:
    """The zone that a display name such as "(UTC+01:00) Amsterdam, Berlin" speaks of; or ""."""
    ahead = named_offset(name)
    low = name.lower()
    asked = [word for word in _SPOKEN if re.search(rf"\b{word}\b", low)]
    candidates = [_SPOKEN[word] for word in sorted(asked, key=len, reverse=True)]
    for place in _PLACES.findall(name):
        zone = _places().get(place.strip(" .").lower().replace(" ", "_"))
        if zone:
            candidates.insert(0, zone)
    for zone in candidates:
        if ahead is None or ahead in offsets_of(zone):
            return zone
    return ""


def named_offset(name: str) -> timedelta | None:
    """The offset from UTC that a name speaks of ("UTC+11", "(GMT-05:00) …"), or None."""
    found = _OFFSET.search(name)
    if found is None:
        return None
    made = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if made > timedelta(hours=14):
        return None
    return made if found[1] == "+" else -made


def fixed_zone(ahead: timedelta) -> str:
    """A zone that always is so far ahead of UTC; "" when there is none."""
    minutes = int(ahead.total_seconds() // 60)
    if minutes % 60 == 0 and -12 <= minutes // 60 <= 14:
        hours = minutes // 60
        # The database counts these the other way round: Etc/GMT-1 is ahead of Greenwich
        return f"Etc/GMT{-hours:+d}" if hours else "UTC"
    for zone in dict.fromkeys(windows_names().values()):
        if offsets_of(zone) == (ahead,):
            return zone
    return ""


@cache
def offsets_of(zone: str) -> tuple[timedelta, ...]:
    """The offsets from UTC that a zone has in a year of today, that of winter first."""
    info = ZoneInfo(zone)
    found = []
    for month in (1, 7):
        ahead = datetime(2025, month, 15, tzinfo=UTC).astimezone(info).utcoffset()
        if ahead is not None and ahead not in found:
            found.append(ahead)
    return tuple(found)


@cache
def _places() -> dict[str, str]:
    """Zones by the place in their name; the better known continent where there are two."""
    found: dict[str, str] = {}
    for name in sorted(iana_names().values(), reverse=True):
        area, _, place = name.rpartition("/")
        if area and not area.startswith(("Etc", "SystemV")):
            found[place.lower()] = name
    return found
