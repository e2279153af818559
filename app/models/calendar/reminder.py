"""Reminders: when something rings, computed anew from what the book says each time one looks.

Nothing is scheduled ahead, so a moved appointment rings at its new time by itself, and whatever
rang while the program was closed or the computer slept is found when one looks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.storage.queries import calendar, reminders
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row

NONE, DEFAULT = -2, -1
MORNING = "09:00"
"""When a to-do without a time of its own rings, and to when "next working morning" is put off."""
CATCH_UP = timedelta(days=3)
"""So long after its start a missed appointment is still worth a word."""
FARTHEST = timedelta(days=28)
"""Nothing rings longer ahead than this."""
MISSED_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that rings. Times are wall times of the book's zone (``2026-11-23T10:30``).

    ``occurrence`` names the appointment of a series. ``missed``: it was due well before now.
    """

    kind: str
    id: int
    occurrence: str
    title: str
    line: str
    start: str
    rings_at: str
    missed: bool
    late: bool

    @property
    def key(self) -> tuple[str, int, str]:
        """What names this reminder, and no other."""
        return self.kind, self.id, self.occurrence


def due_reminders(store: Store, now: datetime, staff_id: int | None = None) -> list[Reminder]:
    """What should ring at ``now`` (wall time of the book's zone), soonest first.

    With ``staff_id`` only what is theirs or nobody's. What was dealt with stays silent, what was
    put off comes again when its time has come.
    """
    lead = _minutes(setting(store, "reminder_minutes"))
    states = reminders.states(store)
    found = [
        *_of_appointments(store, now, lead, staff_id),
        *_of_tasks(store, now, staff_id),
    ]
    wanted = [one for one in found if _rings(one, states.get(_state_key(one)), now)]
    return sorted(wanted, key=lambda one: (one.start, one.kind, one.id))


def next_look(store: Store, now: datetime, staff_id: int | None = None) -> datetime:
    """The next wall time at which something may ring; within an hour, whatever changes."""
    lead = _minutes(setting(store, "reminder_minutes"))
    ahead = _of_appointments(store, now, lead, staff_id) + _of_tasks(store, now, staff_id)
    moments = [datetime.fromisoformat(one.rings_at) for one in ahead]
    moments += [
        datetime.fromisoformat(row["snoozed_until"])
        for row in reminders.states(store).values()
        if row["snoozed_until"] and not row["done_at"]
    ]
    later = [moment for moment in moments if moment > now]
    return min([*later, now + timedelta(hours=1)])


def next_working_morning(now: datetime, workdays: frozenset[int] = frozenset(range(5))) -> datetime:
    """The next morning of a working day after today; ``workdays`` are 0 for Monday to 6."""
    day = now.date() + timedelta(days=1)
    while workdays and day.weekday() not in workdays:
        day += timedelta(days=1)
    return datetime.combine(day, datetime.strptime(MORNING, "%H:%M").time())


def _state_key(one: Reminder) -> tuple[str, int, str]:
    """The time is in the key: moved, a reminder that was dealt with rings again."""
    return one.kind, one.id, f"{one.occurrence}@{one.start}"


def _rings(one: Reminder, state: Row | None, now: datetime) -> bool:
    if datetime.fromisoformat(one.rings_at) > now:
        return False
    if state is None:
        return True
    if state["done_at"]:
        return False
    return not state["snoozed_until"] or datetime.fromisoformat(state["snoozed_until"]) <= now


def _of_appointments(
    store: Store, now: datetime, default: int, staff_id: int | None
) -> list[Reminder]:
    first, last = now - CATCH_UP, now + FARTHEST
    rows = calendar.between(store, f"{first:%Y-%m-%dT%H:%M}", f"{last:%Y-%m-%dT%H:%M}")
    return [
        _appointment(row, lead, now)
        for row in rows
        if (lead := _lead(row, default)) >= 0
        and row["status"] in ("tentative", "confirmed")
        and _is_theirs(row, staff_id)
        and not (row["all_day"] and row["reminder_minutes"] == DEFAULT)
    ]


def _lead(row: Row, default: int) -> int:
    own = int(row["reminder_minutes"])
    return default if own == DEFAULT else own


def _is_theirs(row: Row, staff_id: int | None) -> bool:
    if staff_id is None or row["staff_ids"] == "[]":
        return True
    return str(staff_id) in row["staff_ids"].strip("[]").replace(" ", "").split(",")


def _appointment(row: Row, lead: int, now: datetime) -> Reminder:
    start = row["start"] if len(row["start"]) > 10 else f"{row['start']}T{MORNING}"
    begins = datetime.fromisoformat(start)
    who = ", ".join(part for part in (row["contacts"], row["account"], row["place"]) if part)
    rings = begins - timedelta(minutes=lead)
    return Reminder(
        "appointment", row["id"], row["occurrence"], row["title"], who, start, _text(rings),
        now - rings > MISSED_AFTER and begins <= now, begins <= now,
    )  # fmt: skip


def _of_tasks(store: Store, now: datetime, staff_id: int | None) -> list[Reminder]:
    found = []
    for row in reminders.tasks_that_ring(store, f"{now + FARTHEST:%Y-%m-%d}"):
        if staff_id is not None and row["staff_id"] not in (None, staff_id):
            continue
        start = f"{row['due_on']}T{row['due_time'] or MORNING}"
        begins = datetime.fromisoformat(start)
        rings = begins - timedelta(minutes=max(row["reminder_minutes"], 0))
        found.append(
            Reminder(
                "task", row["id"], "", row["title"], row["whom"], start, _text(rings),
                now - begins > MISSED_AFTER, begins <= now,
            )
        )  # fmt: skip
    return found


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def _minutes(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() else 15
