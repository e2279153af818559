"""Which IANA zone the time zones of a calendar file are: by name, or judged by their rules.

A VTIMEZONE may carry any name. Its rules say what clocks show; the IANA zone that shows the same
in the years the calendar speaks of is the one that is meant. Else the offset is kept as it is.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from app.exchange.calendars.icalendar_lines import Component
from app.exchange.calendars.icalendar_values import moment, offset, wall
from app.exchange.calendars.zone_names import (
    exact_zone,
    fixed_zone,
    iana_names,
    named_offset,
    short_zone,
    spoken_zone,
    windows_names,
)
from app.models.calendar.recurrence import occurrences
from app.models.errors import Refusal

_MOST_ONSETS: Final = 2000
_MOST_YEARS: Final = 6
_YEARLY_PARTS: Final = frozenset(
    {
        "FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "INTERVAL", "UNTIL", "COUNT", "WKST", "BYSETPOS",
        "BYHOUR", "BYMINUTE", "BYSECOND",
    }
)  # fmt: skip
_OF_THE_DAY: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
# Calendars carry rules of zones that were changed by law since; the name still says what is meant.
_NAMED_SHARE: Final = 0.75
_LIKE_SHARE: Final = 0.85
_FIRST: Final = (
    "Europe/London", "Europe/Berlin", "America/New_York", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "Australia/Sydney", "Europe/Athens", "America/Sao_Paulo",
)  # fmt: skip


class Onset(NamedTuple):
    """From this wall time on (in the offset before it) clocks are `after` ahead of UTC."""

    at: datetime
    before: timedelta
    after: timedelta


class Zones:
    """The zones of one calendar; what was judged or given up is told in `notes`."""

    def __init__(self, book_zone: str, years: Iterable[int] = ()) -> None:
        self.book_zone = book_zone or "UTC"
        self.notes: dict[str, str] = {}
        self._rules: dict[str, Component] = {}
        self._known: dict[str, str] = {}
        self._years = _spread(sorted(set(years)))

    def add(self, calendar: Component) -> None:
        """Remember the VTIMEZONEs of a calendar."""
        for each in calendar.named("VTIMEZONE"):
            name = each.text("TZID").strip('"')
            if name and name not in self._rules:
                self._rules[name] = each
                self._known.pop(name, None)

    def named(self, tzid: str) -> str:
        """The IANA zone of a TZID; the book's own when nothing is known about it."""
        found = self._known.get(tzid)
        if found is None:
            found = self._known[tzid] = self._judged(tzid)
        return found

    def _judged(self, tzid: str) -> str:
        rules = self._rules.get(tzid)
        zone = exact_zone(tzid)
        if zone and ("/" in zone or rules is None):
            return zone
        onsets = _onsets(rules, self._years) if rules else []
        if onsets:
            hint = zone or spoken_zone(tzid) or short_zone(tzid)
            zone = _zone_like(onsets, self._years, hint, self.book_zone)
            if zone:
                self._note(tzid, f"is read as {zone}, which has the same rules")
                return zone
            ahead = onsets[-1].after
            zone = fixed_zone(min(ahead, onsets[-1].before))
            if zone:
                self._note(tzid, f"is like no known zone; its offset is kept as {zone}")
                return zone
        zone = zone or spoken_zone(tzid) or short_zone(tzid)
        ahead_of_utc = named_offset(tzid)
        if not zone and ahead_of_utc is not None:
            zone = fixed_zone(ahead_of_utc)
        if zone:
            self._note(tzid, f"is read as {zone}")
            return zone
        self._note(tzid, f"is not known; its times are taken as {self.book_zone}")
        return self.book_zone

    def _note(self, tzid: str, what: str) -> None:
        self.notes[tzid] = f"The time zone “{tzid[:60]}” {what}."


def like_daylight(lines: list[str], base: timedelta, hint: str, book_zone: str) -> str:
    """The zone of vCalendar's TZ and DAYLIGHT properties (`TRUE;-0700;start;end;PST;PDT`)."""
    onsets = []
    years = set()
    for line in lines:
        parts = [part.strip() for part in line.split(";")]
        if len(parts) < 4 or parts[0].upper() != "TRUE":
            continue
        ahead = offset(_padded(parts[1]))
        start, end = moment(parts[2]), moment(parts[3])
        if ahead is None or start is None or end is None:
            continue
        onsets += [Onset(_wall(start, base), base, ahead), Onset(_wall(end, ahead), ahead, base)]
        years.add(start.at.year)
    if not onsets:
        return ""
    return _zone_like(sorted(onsets), sorted(years)[-_MOST_YEARS:], hint, book_zone)


def _wall(each: object, ahead: timedelta) -> datetime:
    at: datetime = each.at  # type: ignore[attr-defined]
    return at + ahead if each.utc else at  # type: ignore[attr-defined]


def _padded(text: str) -> str:
    """VCalendar writes offsets as "-09" too."""
    return f"{text}00" if len(text.lstrip("+-")) == 2 else text


def vcalendar_offset(text: str) -> timedelta | None:
    """VCalendar's TZ property."""
    return offset(_padded(text.strip()))


def _spread(years: list[int]) -> list[int]:
    if len(years) <= _MOST_YEARS:
        return years or [datetime.now(UTC).year]
    step = (len(years) - 1) / (_MOST_YEARS - 1)
    return sorted({years[round(step * place)] for place in range(_MOST_YEARS)})


def _onsets(zone: Component, years: list[int]) -> list[Onset]:
    """When the clocks of a VTIMEZONE change in or before these years, in order."""
    found: list[Onset] = []
    for part in zone.children:
        if part.name not in {"STANDARD", "DAYLIGHT"}:
            continue
        before, after = offset(part.text("TZOFFSETFROM")), offset(part.text("TZOFFSETTO"))
        start = moment(part.text("DTSTART"))
        if after is None:
            continue
        before = after if before is None else before
        first = start.at if start else datetime(1970, 1, 1)
        found.append(Onset(first, before, after))
        for each in part.all("RDATE"):
            moments = map(moment, each.value.split(","))
            found += [Onset(at.at, before, after) for at in moments if at]
        for rule in part.all("RRULE"):
            found += [Onset(at, before, after) for at in _yearly(rule.value, first, years)]
    return sorted(set(found))


def _yearly(rule: str, first: datetime, years: list[int]) -> list[datetime]:
    """The times of a zone's rule in these years and the one before, within the limits of R39."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    if parts.get("FREQ") != "YEARLY" or not _YEARLY_PARTS.issuperset(parts):
        return []
    until = moment(parts.pop("UNTIL", ""))
    text = ";".join(f"{name}={value}" for name, value in parts.items() if name not in _OF_THE_DAY)
    # Rules of zones run since 1601 in some programs; only the asked years matter
    begin, end = max(first.year, min(years) - 2), min(max(years) + 2, 9999)
    start = wall(first)
    try:
        found = occurrences(
            start, start, first=f"{begin:04}-01-01", last=f"{end:04}-01-01", rrule=text
        )
    except (Refusal, ValueError, OverflowError):
        return []
    times = (datetime.fromisoformat(one.start_at) for one in found[:_MOST_ONSETS])
    return [at for at in times if until is None or at <= until.at + timedelta(days=1)]


def _zone_like(onsets: list[Onset], years: list[int], hint: str, book_zone: str) -> str:
    """The IANA zone whose clocks show the same at the probes; that of the name and ours first.

    A zone that is meant by name, or nearly has the same rules, will do when none has them exactly.
    """
    expected = _probes(onsets, years)
    for zone in (hint, book_zone):
        if zone and _share(zone, expected) == 1:
            return zone
    if len({ahead for _, ahead in expected}) == 1:
        return hint if hint and _share(hint, expected) >= _NAMED_SHARE else ""
    familiar = dict.fromkeys((*_FIRST, *windows_names().values()))
    shares = {zone: _share(zone, expected) for zone in familiar}
    best = max(shares, key=lambda zone: shares[zone])
    if shares[best] == 1:
        return best
    if hint and _share(hint, expected) >= _NAMED_SHARE:
        return hint
    for zone in sorted(iana_names().values()):
        if "/" in zone and not zone.startswith("Etc/") and _share(zone, expected) == 1:
            return zone
    return best if shares[best] >= _LIKE_SHARE else ""


def _probes(onsets: list[Onset], years: list[int]) -> list[tuple[datetime, timedelta]]:
    """Moments in UTC, four a month, and how far ahead clocks are at each."""
    turns = sorted((onset.at - onset.before, onset.after) for onset in onsets)
    found = []
    for year in years:
        if not 2 <= year <= 9998:
            continue
        for month in range(1, 13):
            for day in (4, 12, 20, 28):
                at = datetime(year, month, day, 12)
                ahead = onsets[0].before
                for turn, after in turns:
                    if turn <= at:
                        ahead = after
                found.append((at, ahead))
    return found


def _share(zone: str, expected: list[tuple[datetime, timedelta]]) -> float:
    """At how many of the probes the clocks of a zone show the same, 0 to 1."""
    info = ZoneInfo(zone)
    met = sum(
        at.replace(tzinfo=UTC).astimezone(info).utcoffset() == ahead for at, ahead in expected
    )
    return met / len(expected) if expected else 0.0
