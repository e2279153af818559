"""All that speaks against a time: others, hours, leave, closed days, notice, travel. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from app.models.calendar.availability import (
    OWNER,
    Busy,
    Clash,
    Names,
    overlap_sentence,
    overlaps,
)
from app.models.calendar.clock_said import clock_said
from app.models.calendar.intervals import holds, meets, merged
from app.models.calendar.slots import lunch_span, spans_in_utc
from app.models.calendar.travel import travel_minutes
from app.models.calendar.working_hours import DAY_MINUTES, Timetable
from app.storage.wall_time import DAY, parse_wall

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """The occurrences that are wanted, all others, and what the business says of its time."""

    wanted: Sequence[Busy]
    others: Sequence[Busy]
    names: Names
    timetables: Mapping[tuple[str, int], Timetable]
    options: Mapping[str, str]
    now: int
    info: ZoneInfo | None

    def said(self, wall: str) -> str:
        """When that is, as the business says days and times."""
        return said_when(wall, self.options.get("locale", ""))


def clashes_of(asked: Wanted) -> list[Clash]:
    """Every clash of every wanted occurrence, in order of time, none of them judged yet."""
    by_day: dict[int, list[Busy]] = defaultdict(list)
    for other in asked.others:
        start, end = other.occupied
        for day in range(start // DAY_MINUTES, (end - 1) // DAY_MINUTES + 1):
            by_day[day].append(other)
    found: list[Clash] = []
    for one in asked.wanted:
        first, last = one.occupied
        near = {
            id(other): other
            for day in range(first // DAY_MINUTES - 1, (last - 1) // DAY_MINUTES + 2)
            for other in by_day.get(day, ())
        }
        others = sorted(near.values(), key=lambda other: (other.start, other.row_id))
        found += _overlaps(asked, one, others)
        found += _hours(asked, one)
        found += _rules(asked, one, others)
        found += _travel(asked, one, others)
        if len(found) >= MOST_FOUND:
            break
    return found


def said_when(wall: str, locale: str = "") -> str:
    """``Tue 24 Nov 10:30``, or the day alone; the clock is that of a locale such as ``en_US``."""
    moment = parse_wall(wall)
    day = f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]}"
    return day if len(wall) == 10 else f"{day} {clock_said(moment, locale)}"


def _overlaps(asked: Wanted, one: Busy, others: Sequence[Busy]) -> Iterator[Clash]:
    for kind, who, other in overlaps(one, others):
        text = overlap_sentence(kind, who, other, asked.names, asked.said(other.start_at))
        yield Clash(kind, text, other.row_id, start_at=one.start_at)


def _hours(asked: Wanted, one: Busy) -> Iterator[Clash]:
    """Outside working hours, on leave, or closed; closed is said once for everybody.

    Where nobody goes yet, the closed days of the business are told all the same.
    """
    closed = set()
    parties = [("staff", who) for who in sorted(one.staff - {OWNER})] or [("business", 0)]
    parties += [("resource", who) for who in sorted(one.resources)]
    for key in parties:
        table = asked.timetables.get(key)
        found = _why_closed(asked, one, table) if table else None
        if found is None:
            continue
        kind, why, day = found
        if key[0] == "business" and kind != "closed":
            continue
        known = asked.names.staff if key[0] == "staff" else asked.names.resources
        name = known.get(key[1], "Somebody")
        when = asked.said(one.start_at)
        if kind == "closed":
            if why not in closed:
                yield Clash(kind, f"Closed: {why}, {said_when(day)}.", start_at=one.start_at)
            closed.add(why)
        elif kind == "leave":
            yield Clash(kind, f"{name} is away: {why}, {said_when(day)}.", start_at=one.start_at)
        else:
            verb = "does not work" if key[0] == "staff" else "cannot be used"
            yield Clash(kind, f"{name} {verb} then: {when}.", start_at=one.start_at)


def _why_closed(asked: Wanted, one: Busy, table: Timetable) -> tuple[str, str, str] | None:
    first = parse_wall(one.start_at).date()
    length = max(1, one.end - one.start)
    days = [first - DAY, first]
    days += [date.fromordinal(first.toordinal() + n) for n in range(1, length // DAY_MINUTES + 2)]
    hours = {day: table.on(day) for day in days}
    if one.all_day:
        for day in days[1 : 1 + max(1, round(length / DAY_MINUTES))]:
            if hours[day].why and not hours[day].open:
                return hours[day].kind, hours[day].why, day.isoformat()
        return None
    spans = merged(span for day in days for span in spans_in_utc(day, hours[day].open, asked.info))
    if holds(spans, one.start, one.end):
        return None
    for day in days[1:]:
        whole = spans_in_utc(day, ((0, DAY_MINUTES),), asked.info)
        if hours[day].why and meets(whole[0], (one.start, one.end)):
            return hours[day].kind, hours[day].why, day.isoformat()
    return "hours", "", first.isoformat()


def _rules(asked: Wanted, one: Busy, others: Sequence[Busy]) -> Iterator[Clash]:
    """Lunch, shortest notice, and the most appointments of a day."""
    if one.all_day or not one.staff:
        return
    lunch = lunch_span(asked.options.get("lunch", ""))
    if lunch:
        spans = spans_in_utc(parse_wall(one.start_at).date(), (lunch,), asked.info)
        if any(meets(span, (one.start, one.end)) for span in spans):
            yield Clash("lunch", "That is in the lunch break.", start_at=one.start_at)
    notice = _whole(asked.options.get("min_notice_minutes", ""))
    if notice and asked.now <= one.start < asked.now + notice:
        yield Clash("notice", f"That is less than {_span(notice)} from now.", start_at=one.start_at)
    most = _whole(asked.options.get("max_per_day", ""))
    for who in sorted(one.staff) if most else ():
        same = [
            other
            for other in others
            if who in other.staff
            and not other.all_day
            and other.row_id != one.row_id
            and other.start_at[:10] == one.start_at[:10]
        ]
        if len(same) >= most:
            name = asked.names.staff.get(who, "Somebody")
            has = "You already have" if who == OWNER else f"{name} already has"
            count = "1 appointment" if len(same) == 1 else f"{len(same)} appointments"
            text = f"{has} {count} on {said_when(one.start_at[:10])}."
            yield Clash("day_full", text, start_at=one.start_at)


def _travel(asked: Wanted, one: Busy, others: Sequence[Busy]) -> Iterator[Clash]:
    """Whether the way from the appointment before, and to the one after, can be made in time."""
    if one.all_day or not one.place.postcode:
        return
    speed = _whole(asked.options.get("travel_speed", "")) or 50
    for who in sorted(one.staff):
        same = [
            other
            for other in others
            if who in other.staff
            and not other.all_day
            and other.row_id != one.row_id
            and other.start_at[:10] == one.start_at[:10]
        ]
        before = max((o for o in same if o.end <= one.start), key=lambda o: o.end, default=None)
        after = min((o for o in same if o.start >= one.end), key=lambda o: o.start, default=None)
        for other, gap in (
            (before, one.start - before.end if before else 0),
            (after, after.start - one.end if after else 0),
        ):
            if other is None:
                continue
            need = travel_minutes(other.place, one.place, speed)
            if need is not None and gap < need:
                text = (
                    f"{gap} minutes between “{other.title}” in {other.place.postcode} and"
                    f" {one.place.postcode}: the way takes about {need}."
                )
                yield Clash("travel", text, other.row_id, start_at=one.start_at)


def _span(minutes: int) -> str:
    if minutes % 1440 == 0:
        return "a day" if minutes == 1440 else f"{minutes // 1440} days"
    if minutes % 60 == 0:
        return "an hour" if minutes == 60 else f"{minutes // 60} hours"
    return f"{minutes} minutes"


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0
