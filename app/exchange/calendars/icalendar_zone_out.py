"""A VTIMEZONE for an IANA zone: the rules its clocks follow from a year on, and without an end.

The database tells moments, not rules: years that change on the same weekday of the same month
become one yearly rule; what fits no rule is a change of its own. `icalendar.Timezone.from_tzinfo`
is not used: it lists every change up to 2038 and says that the zone ends then, and it puts the
change in spring an hour late (as the clocks show it afterwards, where RFC 5545 3.6.5 wants before).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from icalendar import (
    Component,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDatetime,
    vRecur,
    vText,
    vUTCOffset,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEP: Final = timedelta(days=5)
_LOOKED_AHEAD: Final = 12
_ON_OR_AFTER: Final = 100
Pattern = tuple[int, int, int]
"""Month, weekday with Monday as 0, and its place in the month: -1 for the last, 1 to 5, or 100 and
more for the first on or after a day of the month (Israel, where it is a Friday before a Sunday).
"""


@dataclass(frozen=True, slots=True)
class _Change:
    """From `at` (wall time before it) on, clocks are `after` ahead of UTC and not `before`."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def patterns(self) -> set[tuple[Pattern, tuple[int, int, int]]]:
        """The rules that this change may be an instance of."""
        clock = (self.at.hour, self.at.minute, self.at.second)
        place = (self.at.day - 1) // 7 + 1
        found = {((self.at.month, self.at.weekday(), place), clock)}
        if (self.at + timedelta(days=7)).month != self.at.month:
            found.add(((self.at.month, self.at.weekday(), -1), clock))
        for day in range(max(1, self.at.day - 6), min(self.at.day, 25) + 1):
            found.add(((self.at.month, self.at.weekday(), _ON_OR_AFTER + day), clock))
        return found


def zone_component(zone: str, first_year: int) -> Timezone:
    """A VTIMEZONE, right from the first day of `first_year` (1 to 9990) on."""
    info = ZoneInfo(zone)
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    last_year = min(max(first_year, datetime.now(UTC).year) + _LOOKED_AHEAD, 9998)
    changes = list(_changes(info, start, datetime(last_year, 12, 31, tzinfo=UTC)))
    here = start.astimezone(info)
    ahead = here.utcoffset() or timedelta(0)
    begin = _Change(
        datetime(first_year, 1, 1), ahead, ahead, here.tzname() or zone, bool(here.dst())
    )
    made = Timezone({"TZID": vText(zone)})
    made.add_component(_observance(begin, [begin], None, ends=True))
    kinds: dict[tuple[object, ...], list[_Change]] = {}
    for change in changes:
        key = (change.before, change.after, change.name, change.summer)
        kinds.setdefault(key, []).append(change)
    for same in kinds.values():
        for run, pattern in _runs(same):
            ends = run[-1].at.year < last_year
            made.add_component(_observance(run[0], run, pattern, ends=ends))
    return made


def _changes(info: ZoneInfo, start: datetime, end: datetime) -> Iterator[_Change]:
    at, ahead = start, _state(info, start)
    while at < end:
        later = at + _STEP
        state = _state(info, later)
        if state != ahead:
            turn = _turn(info, at, later, ahead)
            now = _state(info, turn)
            yield _Change((turn + ahead[0]).replace(tzinfo=None), ahead[0], now[0], now[1], now[2])
            at, ahead = turn, now
        else:
            at = later


def _state(info: ZoneInfo, at: datetime) -> tuple[timedelta, str, bool]:
    here = at.astimezone(info)
    return here.utcoffset() or timedelta(0), here.tzname() or "", bool(here.dst())


def _turn(
    info: ZoneInfo, low: datetime, high: datetime, state: tuple[timedelta, str, bool]
) -> datetime:
    """The second at which the clocks change."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _state(info, middle) == state:
            low = middle
        else:
            high = middle
    return high


def _runs(changes: list[_Change]) -> Iterator[tuple[list[_Change], Pattern | None]]:
    """Years in a row whose changes one rule names."""
    run: list[_Change] = []
    fitting: set[tuple[Pattern, tuple[int, int, int]]] = set()
    for change in changes:
        common = fitting & change.patterns
        if run and common and change.at.year == run[-1].at.year + 1:
            run.append(change)
            fitting = common
            continue
        if run:
            yield run, _pattern(run, fitting)
        run, fitting = [change], change.patterns
    if run:
        yield run, _pattern(run, fitting)


def _pattern(
    run: list[_Change], fitting: set[tuple[Pattern, tuple[int, int, int]]]
) -> Pattern | None:
    # The last Sunday is often the fourth too: in doubt it is the last that is meant
    return min(fitting, key=lambda each: each[0][2])[0] if len(run) > 1 else None


def _observance(
    first: _Change, run: list[_Change], pattern: Pattern | None, *, ends: bool
) -> Component:
    made = TimezoneDaylight() if first.summer else TimezoneStandard()
    made["DTSTART"] = vDatetime(first.at)
    if pattern is not None:
        rule = {"FREQ": "YEARLY", **_by(pattern)}
        if ends:
            # A day later, for some readers take this moment for one in local time
            last = run[-1].at - first.before + timedelta(days=1)
            rule["UNTIL"] = last.replace(tzinfo=UTC)
        made["RRULE"] = vRecur(rule)
    made["TZOFFSETFROM"] = vUTCOffset(first.before)
    made["TZOFFSETTO"] = vUTCOffset(first.after)
    made["TZNAME"] = vText(first.name)
    return made


def _by(pattern: Pattern) -> dict[str, Any]:
    month, day, place = pattern
    if place < _ON_OR_AFTER:
        return {"BYMONTH": month, "BYDAY": f"{place}{_DAYS[day]}"}
    first = place - _ON_OR_AFTER
    return {"BYMONTH": month, "BYMONTHDAY": list(range(first, first + 7)), "BYDAY": _DAYS[day]}
