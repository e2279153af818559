"""The next free slot for several people and things at once, and why other times are none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.models.calendar.availability import Busy, minutes
from app.models.calendar.intervals import Span, Spans, holds, meets, merged
from app.models.calendar.travel import Place, travel_minutes
from app.models.calendar.working_hours import DAY_MINUTES, DayHours, Timetable, minutes_of
from app.storage.wall_time import DAY, instant, wall_after, wall_text, zone_of

PARTS_OF_DAY = {"": (0, DAY_MINUTES), "morning": (0, 720), "afternoon": (720, 1020),
                "evening": (1020, DAY_MINUTES)}  # fmt: skip
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class SlotWish:
    """What is looked for: ``minutes`` for all of ``staff``, ``resources`` and ``contacts`` at once.

    Between the dates ``first_day`` and ``last_day``, both included. ``before`` and ``after`` are
    buffers. ``weekdays``, ``from_time`` and ``to_time`` limit; ``part_of_day`` (morning, afternoon,
    evening) and the way to other appointments (from ``postcode`` in ``country``) only prefer.
    Starts lie on a grid of so many minutes of the day.
    """

    minutes: int
    staff: Sequence[int] = ()
    resources: Sequence[int] = ()
    contacts: Sequence[int] = ()
    first_day: str = ""
    last_day: str = ""
    before: int = 0
    after: int = 0
    part_of_day: str = ""
    weekdays: Sequence[int] = ()
    from_time: str = ""
    to_time: str = ""
    zone: str = ""
    postcode: str = ""
    country: str = ""
    limit: int = 10
    grid: int = 15
    but_not: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time; the lower the score, the better. ``reasons`` say what is good or odd."""

    start_at: str
    end_at: str
    score: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Starts from ``start_at`` up to, not with, ``end_at`` that are none, and why."""

    start_at: str
    end_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class SlotAnswer:
    """The best free slots in order, and every rejected start with its reason."""

    slots: tuple[Slot, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One person or thing that must be free: its name, timetable and occupied times."""

    name: str
    timetable: Timetable
    busy: Sequence[Busy] = ()
    is_thing: bool = False


class Search:
    """Tries every start on the grid for all parties; ``now`` is the first possible minute."""

    def __init__(
        self,
        wish: SlotWish,
        parties: Sequence[Party],
        *,
        now: int = 0,
        lunch: str = "",
        speed: int = 50,
    ) -> None:
        self.wish = wish
        self.parties = parties
        self.now = now
        self.info = zone_of(wish.zone)
        self.lunch = lunch
        self.speed = speed
        self.days = list(_days(wish.first_day, wish.last_day))
        self.hours = {day: [party.timetable.on(day) for party in parties] for day in self._around()}
        self.open = [self._open(place) for place in range(len(parties))]
        self.taken = [_Taken(party.busy) for party in parties]

    def starts(self) -> Iterable[tuple[datetime, int, str]]:
        """Every start on the grid: its wall time, its minute, and why it is none, or nothing."""
        for day in self.days:
            first, last = self._span_of(day)
            for minute in range(-(-first // self.wish.grid) * self.wish.grid, last, self.wish.grid):
                wall = datetime.combine(day, time()) + timedelta(minutes=minute)
                start = minutes(instant(wall, self.info))
                yield wall, start, self._why_not(day, minute, start)

    def _around(self) -> list[date]:
        """The days asked for and those beside them: hours may go on past midnight."""
        if not self.days:
            return []
        return [self.days[0] - DAY, *self.days, self.days[-1] + DAY]

    def _open(self, place: int) -> Spans:
        spans: list[Span] = []
        for day, hours in self.hours.items():
            spans += spans_in_utc(day, hours[place].open, self.info)
        return merged(spans)

    def _span_of(self, day: date) -> Span:
        """The part of a day that is looked at: where anybody is open, or where it was asked for."""
        opened = [
            span
            for hours, party in zip(self.hours[day], self.parties, strict=True)
            if not party.timetable.always
            for span in hours.open
        ]
        if self.wish.from_time or self.wish.to_time:
            low = minutes_of(self.wish.from_time or "00:00")
            return (low, minutes_of(self.wish.to_time or "24:00"))
        if not opened:
            return (540, 1020)
        return (min(span[0] for span in opened), max(span[1] for span in opened))

    def _why_not(self, day: date, minute: int, start: int) -> str:
        wish = self.wish
        if wish.weekdays and day.weekday() not in wish.weekdays:
            return "Not a day you asked for"
        if start < self.now:
            return "Too soon"
        end = start + wish.minutes
        if wish.to_time and minute + wish.minutes > minutes_of(wish.to_time):
            return "Ends later than you asked for"
        lunch = lunch_span(self.lunch)
        if lunch and meets((minute, minute + wish.minutes), lunch):
            return "Lunch break"
        for place, party in enumerate(self.parties):
            if not holds(self.open[place], start, end):
                return _closed(party, self.hours[day][place])
        occupied = (start - wish.before, end + wish.after)
        for taken, party in zip(self.taken, self.parties, strict=True):
            other = taken.meeting(occupied)
            if other is not None:
                verb = "is taken" if party.is_thing else "is busy"
                return f"{party.name} {verb}: {other.title}"
        return ""


class _Taken:
    """The occupied times of one party, found by time."""

    def __init__(self, busy: Sequence[Busy]) -> None:
        self.by_day: dict[int, list[Busy]] = {}
        for one in busy:
            start, end = one.occupied
            for day in range(start // DAY_MINUTES, (end - 1) // DAY_MINUTES + 1):
                self.by_day.setdefault(day, []).append(one)

    def meeting(self, span: Span) -> Busy | None:
        for day in range(span[0] // DAY_MINUTES, (span[1] - 1) // DAY_MINUTES + 1):
            for one in self.by_day.get(day, ()):
                if meets(one.occupied, span):
                    return one
        return None


def _closed(party: Party, hours: DayHours) -> str:
    if hours.kind == "leave":
        return f"{party.name} is away: {hours.why}"
    if hours.kind == "closed":
        return f"Closed: {hours.why}"
    return f"Outside the hours of {party.name}"


def lunch_span(text: str) -> Span | None:
    """``12:30-13:00`` as minutes of the day; nothing for anything else."""
    first, dash, last = text.replace("–", "-").partition("-")
    try:
        span = (minutes_of(first.strip()), minutes_of(last.strip()))
    except ValueError:
        return None
    return span if dash and 0 <= span[0] < span[1] <= DAY_MINUTES else None


def spans_in_utc(day: date, spans: Spans, info: object) -> Spans:
    """Minutes of a wall day as minutes since 1970; an hour that is missing moves forward."""
    midnight = datetime.combine(day, time())
    return merged(
        (
            minutes(instant(midnight + timedelta(minutes=start), info)),  # type: ignore[arg-type]
            minutes(instant(midnight + timedelta(minutes=end), info)),  # type: ignore[arg-type]
        )
        for start, end in spans
    )


def _days(first: str, last: str) -> Iterable[date]:
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    end = min(end, day + timedelta(days=MOST_DAYS))
    while day <= end:
        yield day
        day += DAY


def best_slots(search: Search) -> SlotAnswer:
    """The best free slots that do not overlap each other, and why the other starts are none."""
    wish = search.wish
    found: list[tuple[int, datetime, int, tuple[str, ...]]] = []
    rejected: list[Rejected] = []
    for wall, start, why in search.starts():
        if why:
            _reject(rejected, wall, wish.grid, why)
            continue
        score, reasons = _score(search, wall, start)
        found.append((score, wall, start, reasons))
    found.sort(key=lambda one: (one[0], one[1]))
    chosen: list[tuple[int, datetime, int, tuple[str, ...]]] = []
    length, info = timedelta(minutes=wish.minutes), zone_of(wish.zone)
    for one in found:
        if len(chosen) >= wish.limit:
            break
        if all(abs(one[1] - other[1]) >= length for other in chosen):
            chosen.append(one)
    slots = tuple(
        Slot(wall_text(wall), wall_text(wall_after(wall, length, info)), score, reasons)
        for score, wall, _, reasons in chosen
    )
    return SlotAnswer(slots, tuple(rejected))


def _reject(rejected: list[Rejected], wall: datetime, grid: int, why: str) -> None:
    end = wall_text(wall + timedelta(minutes=grid))
    last = rejected[-1] if rejected else None
    if last and last.reason == why and last.end_at == wall_text(wall):
        rejected[-1] = Rejected(last.start_at, end, why)
    else:
        rejected.append(Rejected(wall_text(wall), end, why))


def _score(search: Search, wall: datetime, start: int) -> tuple[int, tuple[str, ...]]:
    """Soon is good, beside other work is good, a useless rest of time is not."""
    wish = search.wish
    day = wall.date()
    score, reasons = 10 * (day - search.days[0]).days, []
    low, high = PARTS_OF_DAY.get(wish.part_of_day, (0, DAY_MINUTES))
    minute = wall.hour * 60 + wall.minute
    if not low <= minute < high:
        score += 60
        reasons.append(f"Not in the {wish.part_of_day}")
    for taken, party in zip(search.taken, search.parties, strict=True):
        rest = taken.meeting((start - wish.before - 30, start - wish.before))
        if rest is not None and not party.is_thing:
            gap = start - wish.before - rest.occupied[1]
            score += -4 if gap == 0 else 2
            if gap == 0:
                reasons.append(f"Right after “{rest.title}”")
    late = _travel(search, start)
    return score + 50 * len(late), (*reasons, *late)


def _travel(search: Search, start: int) -> list[str]:
    """The ways from the appointment before and to the one after that take too long."""
    wish, here = search.wish, Place(search.wish.postcode, search.wish.country)
    found: list[str] = []
    if not here.key:
        return found
    end, window = start + wish.minutes, 4 * 60
    for party in search.parties:
        if party.is_thing:
            continue
        near = [one for one in party.busy if one.place.key and not one.all_day]
        before = [one for one in near if start - window < one.end <= start]
        after = [one for one in near if end <= one.start < end + window]
        for other, gap in (
            *((one, start - one.end) for one in sorted(before, key=lambda o: o.end)[-1:]),
            *((one, one.start - end) for one in sorted(after, key=lambda o: o.start)[:1]),
        ):
            need = travel_minutes(other.place, here, search.speed)
            if need is not None and gap < need:
                found.append(f"About {need} minutes on the way to or from “{other.title}”")
    return found
