"""Verbs on the waiting list: who would come sooner, and who fits a slot that became free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.models.errors import Problem, Refusal
from app.models.records import from_row, to_row
from app.storage import clock
from app.storage.queries import records, waiting
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import wall_after, zone_of


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who waits: so many ``minutes``, on days and in hours that suit them.

    Dates and times are empty where anything goes; ``weekdays`` is ``"0,2"`` for Mondays and
    Wednesdays. Without ``staff_id`` or ``resource_id`` anybody and anything will do.
    """

    title: str = ""
    kind: str = ""
    contact_id: int | None = None
    account_id: int | None = None
    staff_id: int | None = None
    resource_id: int | None = None
    minutes: int = 60
    from_date: str = ""
    to_date: str = ""
    from_time: str = ""
    to_time: str = ""
    weekdays: str = ""
    note: str = ""
    appointment_id: int | None = None
    id: int = 0

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        found = []
        if not (self.contact_id or self.account_id or self.title.strip()):
            found.append(Problem("contact_id", "Say who waits."))
        if not 5 <= self.minutes <= 1440:
            found.append(Problem("minutes", "An appointment takes 5 minutes to a day."))
        if self.from_date and self.to_date and self.to_date < self.from_date:
            found.append(Problem("to_date", "This ends before it begins."))
        times = {"from_time": self.from_time, "to_time": self.to_time}
        found += [
            Problem(name, "That is no time of day.")
            for name, text in times.items()
            if text and _minutes(text) is None
        ]
        return found


@dataclass(frozen=True, slots=True)
class FreedSlot:
    """A span of wall time that became free, and whose it was."""

    start: str
    end: str
    staff_ids: tuple[int, ...] = ()
    resource_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who waits and whom the slot would suit, from ``start`` on."""

    wish: Wish
    name: str
    phone: str
    start: str
    end: str


def save_wish(store: Store, wish: Wish) -> int:
    """Put somebody on the waiting list, or change what they wait for; raises ``Refusal``."""
    if problems := wish.problems():
        raise Refusal(problems)
    row = to_row(wish)
    name = records.title(store, "contact", wish.contact_id)[0] if wish.contact_id else wish.title
    label = f"Change the wish of {name}"
    if "id" not in row:
        row["created_at"] = clock.now()
        label = f"Put {name or 'somebody'} on the waiting list"
    with store.step(label):
        return store.put("waiting", row)


def load_wish(store: Store, wish_id: int) -> Wish:
    """One entry of the waiting list; raises ``UnknownRow``."""
    return from_row(Wish, records.record(store, "waiting", wish_id))


def remove_wishes(store: Store, ids: Iterable[int]) -> int:
    """Take people off the waiting list."""
    wanted = list(ids)
    with store.step("Take off the waiting list"):
        return sum(store.remove("waiting", row_id) for row_id in wanted)


def fulfil_wish(store: Store, wish_id: int, appointment_id: int) -> None:
    """Somebody who waited has their appointment now."""
    with store.step("Off the waiting list: booked"):
        store.put("waiting", {"id": wish_id, "appointment_id": appointment_id})


def offers_for(store: Store, slot: FreedSlot, now: datetime) -> list[Offer]:
    """Who waits and could come in a slot that became free, longest waiting first."""
    found, zone = [], setting(store, "zone")
    for row in waiting.waiting(store):
        wish = from_row(Wish, row)
        span = fitting(wish, slot, now, zone)
        if span is not None:
            found.append(Offer(wish, _name(row), row["phone"], *span))
    return found


def fitting(wish: Wish, slot: FreedSlot, now: datetime, zone: str = "") -> tuple[str, str] | None:
    """The first part of the slot that suits the wish (wall times of ``zone``), or ``None``."""
    if wish.staff_id and wish.staff_id not in slot.staff_ids:
        return None
    if wish.resource_id and wish.resource_id not in slot.resource_ids:
        return None
    start, end = datetime.fromisoformat(slot.start), datetime.fromisoformat(slot.end)
    start = max(start, _on_five(now))
    length, info = timedelta(minutes=wish.minutes), zone_of(zone)
    day = start.date()
    while day <= end.date():
        begin, finish = _within(wish, day)
        begin, finish = max(begin, start), min(finish, end)
        over = wall_after(begin, length, info)
        if over <= finish and _suits(wish, day):
            return f"{begin:%Y-%m-%dT%H:%M}", f"{over:%Y-%m-%dT%H:%M}"
        day += timedelta(days=1)
    return None


def _on_five(now: datetime) -> datetime:
    """The next five minutes: nobody is offered 15:33."""
    over = timedelta(minutes=now.minute % 5, seconds=now.second, microseconds=now.microsecond)
    return now - over + timedelta(minutes=5) if over else now


def _within(wish: Wish, day: date) -> tuple[datetime, datetime]:
    midnight = datetime(day.year, day.month, day.day)
    begin = _minutes(wish.from_time) or 0
    end = _minutes(wish.to_time) if wish.to_time else 1440
    return midnight + timedelta(minutes=begin), midnight + timedelta(minutes=end or 1440)


def _suits(wish: Wish, day: date) -> bool:
    text = day.isoformat()
    if (wish.from_date and text < wish.from_date) or (wish.to_date and text > wish.to_date):
        return False
    return not wish.weekdays or str(day.weekday()) in wish.weekdays.split(",")


def _minutes(text: str) -> int | None:
    """Minutes after midnight of ``HH:MM``; ``None`` for anything else."""
    hours, colon, minutes = text.partition(":")
    if not colon or not (hours.isdecimal() and minutes.isdecimal()) or len(text) > 5:
        return None
    found = int(hours) * 60 + int(minutes)
    return found if int(minutes) < 60 and found <= 1440 else None


def _name(row: Row) -> str:
    return str(row["contact"] or row["account"] or row["title"])
