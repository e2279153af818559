"""Values of calendar properties: texts, moments, lengths (RFC 5545 3.3), as writers bend them."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

EARLIEST: Final = 1600  # Birthdays without a year are of 1604 on some phones
LATEST: Final = 3000
_MOMENT: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?)?\s*"
    r"(Z|[+-]\d\d:?\d\d)?",
    re.I,
).fullmatch
_LENGTH: Final = re.compile(
    r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.I
).fullmatch
_ESCAPE: Final = re.compile(r"\\(.)", re.S)
_ESCAPED: Final = {"n": "\n", "N": "\n"}
_OFFSET: Final = re.compile(r"([+-]?)(\d\d):?(\d\d)(?::?(\d\d))?").fullmatch


class Moment(NamedTuple):
    """A day, or a wall time that is UTC when `utc` says so. `at` has no zone of its own."""

    at: datetime
    whole_day: bool = False
    utc: bool = False


def moment(text: str) -> Moment | None:
    """A DATE or DATE-TIME, also with dashes and colons or an offset; None for anything else."""
    clean = text.strip()
    try:
        if len(clean) == 15 and clean[8] == "T":
            return Moment(_exact(clean))
        if len(clean) == 16 and clean[8] == "T" and clean[15] == "Z":
            return Moment(_exact(clean), utc=True)
        return _loose(clean)
    except (ValueError, OverflowError):
        return None


def reckoned(text: str) -> Moment | None:
    """The same, within the years among which series can be moved about; None beyond them."""
    found = moment(text)
    return found if found and EARLIEST <= found.at.year <= LATEST else None


def _exact(text: str) -> datetime:
    hour, minute, second = int(text[9:11]), int(text[11:13]), int(text[13:15])
    day = datetime(int(text[:4]), int(text[4:6]), int(text[6:8]))
    return _clock(day, hour, minute, second)


def _clock(day: datetime, hour: int, minute: int, second: int) -> datetime:
    # 24:00 is the midnight that ends a day, and :60 a leap second; both occur
    if hour == 24 and not minute and not second:
        return day + timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=min(second, 59))


def _loose(text: str) -> Moment | None:
    found = _MOMENT(text)
    if found is None:
        return None
    day = datetime(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return Moment(day, whole_day=True)
    at = _clock(day, int(found[4]), int(found[5]), int(found[6] or 0))
    if not found[7]:
        return Moment(at)
    if found[7] in "zZ":
        return Moment(at, utc=True)
    ahead = offset(found[7])
    return None if ahead is None else Moment(at - ahead, utc=True)


def length(text: str) -> timedelta | None:
    """A DURATION; None for anything else."""
    found = _LENGTH(text.strip())
    if found is None or not any(found.group(*range(2, 7))):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    try:
        made = timedelta(days=days, weeks=weeks, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return None
    return -made if found[1] == "-" else made


def offset(text: str) -> timedelta | None:
    """A UTC-OFFSET, also with a colon or without a sign; None for anything else or over a day."""
    found = _OFFSET(text.strip())
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    made = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -made if found[1] == "-" else made


def words(text: str) -> str:
    """A TEXT without its escapes, ends of lines made plain, control characters taken out."""
    if "\\" in text:
        text = _ESCAPE.sub(lambda sign: _ESCAPED.get(sign[1], sign[1]), text)
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return text.strip()


def listed(text: str, separator: str = ",") -> list[str]:
    """The parts of a list of texts; a separator behind a backslash belongs to its part."""
    parts, part, escaped = [], "", False
    for sign in text:
        if sign == separator and not escaped:
            parts.append(part)
            part = ""
        else:
            part += sign
        escaped = sign == "\\" and not escaped
    parts.append(part)
    return [clean for clean in map(words, parts) if clean]


def wall(at: datetime, *, whole_day: bool = False) -> str:
    """A wall time as the book writes it: minutes, or seconds where there are any; or a date."""
    if whole_day:
        return at.date().isoformat()
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def in_zone(each: Moment, zone: str) -> datetime:
    """The wall time in `zone` (IANA) of a moment; one that is not in UTC stays as it is."""
    if not each.utc or zone in {"", "UTC", "Etc/UTC"}:
        return each.at
    from zoneinfo import ZoneInfo

    try:
        return each.at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except OverflowError:
        return each.at


def rezoned(at: datetime, before: str, after: str) -> datetime:
    """The wall time in the zone `after` of a wall time in the zone `before`; "" is any zone."""
    if before == after or not before or not after:
        return at
    from zoneinfo import ZoneInfo

    try:
        moved = at.replace(tzinfo=ZoneInfo(before)).astimezone(ZoneInfo(after))
    except OverflowError:
        return at
    return moved.replace(tzinfo=None)


def utc_text(each: Moment | None) -> str:
    """A moment in UTC as the book keeps times of change; "" for none."""
    if each is None:
        return ""
    return each.at.isoformat(timespec="milliseconds") + "Z"


def day_of(text: str) -> date | None:
    """The day of a DATE or DATE-TIME."""
    found = moment(text)
    return found.at.date() if found else None
