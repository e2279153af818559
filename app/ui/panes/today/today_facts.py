"""What the Today page says, as plain values: sentences, number cards, rows. No widget here."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.models import money
from app.models.calendar.appointment import parse_wall
from app.models.calendar.recurrence import sentence
from app.models.qt.session import Session
from app.models.rhythm import worth_a_call
from app.storage.queries import calendar, outcomes, today
from app.storage.tables import Row
from app.ui import words
from app.ui.delegates.rows import AppointmentRowValue, TodoRowValue
from app.ui.panes.calendar.calendar_events import event_of, numbers, seen_by
from app.ui.panes.calendar.calendar_known import Known, read_known
from app.ui.panes.calendar.event_words import clock_text

BIRTHDAY_DAYS = 7
MOST_TASKS = 6
MOST_CALLS = 5
ALL_CALLS = 60
MOST_UNSETTLED = 4
MOST_BIRTHDAYS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A number card: caption, figure, line below, and the course of the last months."""

    caption: str
    number: str
    line: str
    bars: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything on the page; ids of rows find their records in ``opens``.

    ``keys`` name the appointment of a row, and of a series the one meant; ``about`` whom a row is
    about, as contact_id, account_id and deal_id.
    """

    headline: str
    sentence: str
    figures: tuple[Figure, ...]
    tasks: tuple[TodoRowValue, ...]
    calls: tuple[TodoRowValue, ...]
    appointments: tuple[AppointmentRowValue, ...]
    birthdays: tuple[TodoRowValue, ...]
    unsettled: tuple[TodoRowValue, ...]
    opens: dict[object, tuple[str, int]]
    keys: dict[object, tuple[int, str]]
    about: dict[object, dict[str, int]]
    more_tasks: int = 0
    more_calls: int = 0


def gather(
    session: Session, now: datetime, most_tasks: int = MOST_TASKS, most_calls: int = MOST_CALLS
) -> Facts:
    """Read the book for the day of ``now`` (wall time of this computer)."""
    day = now.date()
    opens: dict[object, tuple[str, int]] = {}
    keys: dict[object, tuple[int, str]] = {}
    about: dict[object, dict[str, int]] = {}
    known = read_known(session)
    tasks = in_order(session.read(today.tasks_due, 200))
    meetings = _meetings(session, now, known, keys, about)
    calls = _calls(session, day, opens, about)
    unsettled = _unsettled(session, now, keys, about)
    birthdays = _birthdays(session, day, opens)
    due = [row for row in tasks if row["due_on"] and row["due_on"] <= day.isoformat()]
    for row in tasks:
        opens[row["id"]] = ("task", row["id"])
        about[row["id"]] = _links(row["contact_id"], row["account_id"], row["deal_id"])
    for row_id, key in keys.items():
        opens[row_id] = ("appointment", key[0])
    for one in birthdays:
        about[one.id] = _links(opens[one.id][1])
    live = [one for one in meetings if not one.cancelled]
    today_only = [one for one in birthdays if not one.when]
    return Facts(
        headline=words.long_day(day),
        sentence=_sentence(len(live), len(due), len(today_only)),
        figures=_figures(session, day),
        tasks=tuple(_task(row, day) for row in tasks[:most_tasks]),
        calls=tuple(calls[:most_calls]),
        appointments=tuple(meetings),
        birthdays=tuple(birthdays[: max(MOST_BIRTHDAYS, len(today_only))]),
        unsettled=tuple(unsettled),
        opens=opens,
        keys=keys,
        about=about,
        more_tasks=max(0, len(tasks) - most_tasks),
        more_calls=max(0, len(calls) - most_calls),
    )


def in_order(tasks: list[Row]) -> list[Row]:
    """To-dos by day and hour; those of a whole day after those of its hours."""
    return sorted(tasks, key=lambda row: (row["due_on"] or "9", row["due_time"] or "24:00"))


def _links(
    contact_id: int | None = None, account_id: int | None = None, deal_id: int | None = None
) -> dict[str, int]:
    both = {"contact_id": contact_id, "account_id": account_id, "deal_id": deal_id}
    return {name: one for name, one in both.items() if one}


def _links_of(row: Mapping[str, Any]) -> dict[str, int]:
    """Whom an appointment is about: the first of its people."""
    people = numbers(row.get("contact_ids") or "")
    return _links(people[0] if people else None, row.get("account_id"), row.get("deal_id"))


def _sentence(meetings: int, tasks: int, birthdays: int) -> str:
    parts = []
    if meetings:
        parts.append(words.count_words(meetings, "appointment"))
    if tasks:
        parts.append(words.count_words(tasks, "thing to do", "things to do"))
    if birthdays:
        parts.append(words.count_words(birthdays, "birthday"))
    if not parts:
        return "Nothing planned. Enjoy the quiet, or see who is worth a call."
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


# Numbers ---------------------------------------------------------------------------------------


def _figures(session: Session, day: date) -> tuple[Figure, ...]:
    month, before = f"{day:%Y-%m}", f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"
    found = session.read(today.numbers, month, before)
    deals = sum(row["deals"] for row in found["open"])
    closing = sum(row["closing"] or 0 for row in found["open"])
    line = words.counted(deals, "deal")
    if closing:
        line += f", {closing} close{'s' if closing == 1 else ''} this month"
    last = words.month_name(day.replace(day=1) - timedelta(days=1))
    since = f"since 1 {words.month_name(day)}"
    letters = found["letters"] or 0
    return (
        Figure("Open deals", _amounts(found["open"]), line if deals else "None yet"),
        Figure("Won this month", _amounts(found["won"]), f"{last}: {_amounts(found['won_before'])}",
               _course(found["won_by_month"], day)),
        Figure("New contacts", f"{found['new_contacts'] or 0:,}", since),
        Figure("Letters made", f"{letters:,}", since),
    )  # fmt: skip


def _amounts(rows: list[Row]) -> str:
    """Sums by currency, never added across currencies; the largest two are shown."""
    if not rows:
        return "–"
    shown = [money.show(row["amount"] or 0, row["currency"], cents=False) for row in rows[:2]]
    return " + ".join(shown) + (" …" if len(rows) > 2 else "")


def _course(rows: list[tuple[str, int]], day: date) -> tuple[float, ...]:
    by_month = {row[0]: float(row[1] or 0) for row in rows}
    months = []
    first = day.replace(day=1)
    for _ in range(8):
        months.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    values = tuple(by_month.get(one, 0.0) for one in reversed(months))
    return values if any(values) else ()


# Rows ------------------------------------------------------------------------------------------


def _task(row: Row, day: date) -> TodoRowValue:
    when, tone = "", "text2"
    if row["due_on"]:
        due = date.fromisoformat(row["due_on"])
        when = words.day_words(due, day)
        if due == day:
            when = f"{when}, {words.time_words(row['due_time'])}" if row["due_time"] else when
            tone = "accent_text"
        elif due < day:
            tone = "danger"
    who = ", ".join(part for part in (row["contact"], row["account"]) if part)
    marks = []
    if row["priority"] > 0:
        marks.append("High priority")
    if row["repeat"]:
        marks.append(sentence(row["repeat"], row["due_on"] or day.isoformat()))
    return TodoRowValue(row["id"], row["title"], ", ".join([*marks, who] if who else marks),
                        when, tone)  # fmt: skip


def _meetings(
    session: Session,
    now: datetime,
    known: Known,
    keys: dict[object, tuple[int, str]],
    about: dict[object, dict[str, int]],
) -> list[AppointmentRowValue]:
    day = now.date()
    tomorrow = day + timedelta(days=1)
    rows = session.read(calendar.between, f"{day}T00:00", f"{tomorrow}T00:00")
    found: list[AppointmentRowValue] = []
    next_is_named = False
    for each in rows:
        row = seen_by(each, known)
        event = event_of(row, known, now)
        if event is None:
            continue
        keys[event.key] = event.key
        if row is each:
            about[event.key] = _links_of(row)
        who = ", ".join(part for part in (row["account"], row["contacts"]) if part)
        off = event.status == "cancelled"
        plain = event.all_day or off or next_is_named
        # Only the next one says how soon it is: a badge on each says nothing.
        soon = "" if plain else words.soon_words(event.start, event.end, now)
        next_is_named = next_is_named or soon.startswith("in ")
        found.append(
            AppointmentRowValue(
                event.key,  # type: ignore[arg-type]
                "All day" if event.all_day else clock_text(event.start),
                "" if event.all_day else clock_text(event.end),
                event.title,
                who or event.place or event.kind_name,
                event.kind,
                soon,
                past=not event.all_day and event.end <= now,
                cancelled=off,
            )
        )
    return found


def _unsettled(
    session: Session,
    now: datetime,
    keys: dict[object, tuple[int, str]],
    about: dict[object, dict[str, int]],
) -> list[TodoRowValue]:
    """Appointments that are over and of which nobody said whether they took place."""
    rows = session.read(outcomes.to_confirm, f"{now:%Y-%m-%dT%H:%M}", limit=MOST_UNSETTLED)
    found = []
    for row in rows:
        key = (row["id"], row.get("occurrence") or "")
        row_id = ("unsettled", *key)
        keys[row_id] = key
        about[row_id] = _links_of(row)
        start = parse_wall(row.get("start") or row["start_at"])
        who = row.get("contacts") or row.get("account") or row["place"]
        when = f"{words.day_words(start.date(), now.date())}, {clock_text(start)}"
        found.append(
            TodoRowValue(row_id, row["title"], who, when, lead="circle-question-mark", kind="sky")  # type: ignore[arg-type]
        )
    return found


def _calls(
    session: Session,
    day: date,
    opens: dict[object, tuple[str, int]],
    about: dict[object, dict[str, int]],
) -> list[TodoRowValue]:
    """Who is worth a call, each with the reason, strongest first."""
    found = []
    for one in session.read(worth_a_call, day, ALL_CALLS):
        kind, number = next(
            (kind, number)
            for kind, number in (("contact", one.contact_id), ("account", one.account_id),
                                 ("deal", one.deal_id))
            if number
        )  # fmt: skip
        row_id = (one.kind, number)
        opens[row_id] = ("deal", one.deal_id) if one.kind == "deal" and one.deal_id else (
            kind, number
        )  # fmt: skip
        about[row_id] = _links(one.contact_id, one.account_id, one.deal_id)
        line = f"{one.company}. {one.reason}" if one.company else one.reason
        when, tone = "", "text2"
        if one.kind == "deal":
            when, tone = "No next step", "danger"
        elif one.last_day:
            when = words.length_words(date.fromisoformat(one.last_day[:10]), day)
        found.append(TodoRowValue(row_id, one.name, line, when, tone, lead="avatar"))  # type: ignore[arg-type]
    return found


def _birthdays(
    session: Session, day: date, opens: dict[object, tuple[str, int]]
) -> list[TodoRowValue]:
    days = [day + timedelta(days=ahead) for ahead in range(BIRTHDAY_DAYS)]
    places = {f"{one:%m-%d}": one for one in days}
    last_of_february = places.get("02-28")
    if last_of_february and not isleap(last_of_february.year):
        places["02-29"] = last_of_february
    rows = session.read(today.birthdays, list(places))
    found = []
    for row in sorted(rows, key=lambda one: places[one["birthday"][-5:]]):
        on = places[row["birthday"][-5:]]
        age = _age(row["birthday"], on)
        title = f"{row['name']} turns {age}" if age else f"{row['name']}’s birthday"
        opens[row["id"]] = ("contact", row["id"])
        near = words.day_words(on, day)
        line = near if on == day else row["company"] or near
        when = "" if on == day else near
        found.append(TodoRowValue(row["id"], title, line, when, lead="cake", kind="rose"))
    return found


def _age(birthday: str, on: date) -> int:
    year = birthday[:4]
    return on.year - int(year) if year.isdecimal() and 1900 < int(year) < on.year else 0
