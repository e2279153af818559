"""What the Today page says, as plain values: sentences, number cards, rows. No widget here."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.models import money
from app.models.appointment import KINDS, parse_wall
from app.models.qt.session import Session
from app.storage import clock
from app.storage.queries import calendar, today
from app.storage.tables import Row
from app.ui import words
from app.ui.delegates.rows import AppointmentRowValue, TodoRowValue

QUIET_DAYS = 60
"""Days without contact after which somebody with an open deal is worth a call."""
BIRTHDAY_DAYS = 7
MOST_TASKS = 6
MOST_CALLS = 4
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
    """Everything on the page; ids of rows find their records in ``opens``."""

    headline: str
    sentence: str
    figures: tuple[Figure, ...]
    tasks: tuple[TodoRowValue, ...]
    calls: tuple[TodoRowValue, ...]
    appointments: tuple[AppointmentRowValue, ...]
    birthdays: tuple[TodoRowValue, ...]
    opens: dict[int, tuple[str, int]]
    more_tasks: int = 0


def gather(session: Session, now: datetime, most_tasks: int = MOST_TASKS) -> Facts:
    """Read the book for the day of ``now`` (wall time of this computer)."""
    day = now.date()
    opens: dict[int, tuple[str, int]] = {}
    tasks = session.read(today.tasks_due, 200)
    tasks.sort(key=lambda row: (row["due_on"] or "9", row["due_time"] or "24:00"))
    meetings = _meetings(session, now)
    birthdays = _birthdays(session, day, opens)
    due = [row for row in tasks if row["due_on"] and row["due_on"] <= day.isoformat()]
    for row in tasks:
        opens[row["id"]] = ("task", row["id"])
    for meeting in meetings:
        opens[meeting.id] = ("appointment", meeting.id)
    live = [one for one in meetings if not one.cancelled]
    today_only = [one for one in birthdays if not one.when]
    return Facts(
        headline=words.long_day(day),
        sentence=_sentence(len(live), len(due), len(today_only)),
        figures=_figures(session, day),
        tasks=tuple(_task(row, day) for row in tasks[:most_tasks]),
        calls=tuple(_calls(session, day, opens)),
        appointments=tuple(meetings),
        birthdays=tuple(birthdays[: max(MOST_BIRTHDAYS, len(today_only))]),
        opens=opens,
        more_tasks=max(0, len(tasks) - most_tasks),
    )


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
            when = f"{when}, {row['due_time']}" if row["due_time"] else when
            tone = "accent_text"
        elif due < day:
            tone = "danger"
    who = ", ".join(part for part in (row["contact"], row["account"]) if part)
    return TodoRowValue(row["id"], row["title"], who, when, tone)


def _meetings(session: Session, now: datetime) -> list[AppointmentRowValue]:
    day = now.date()
    tomorrow = day + timedelta(days=1)
    rows = session.read(calendar.between, f"{day}T00:00", f"{tomorrow}T00:00")
    found: list[AppointmentRowValue] = []
    next_is_named = False
    for row in rows:
        start, end = parse_wall(row["start_at"]), parse_wall(row["end_at"])
        all_day = bool(row["all_day"])
        who = ", ".join(part for part in (row["account"], row["contacts"]) if part)
        cancelled = row["status"] == "cancelled"
        # Only the next one says how soon it is: a badge on each says nothing.
        soon = "" if all_day or cancelled or next_is_named else words.soon_words(start, end, now)
        next_is_named = next_is_named or soon.startswith("in ")
        found.append(
            AppointmentRowValue(
                row["id"],
                "All day" if all_day else f"{start.hour}:{start:%M}",
                "" if all_day else f"{end.hour}:{end:%M}",
                row["title"],
                who or row["place"] or KINDS.get(row["kind"], ("",))[0],
                KINDS.get(row["kind"], ("", "evergreen"))[1],
                soon,
                past=not all_day and end <= now,
                cancelled=cancelled,
            )
        )
    return found


def _calls(session: Session, day: date, opens: dict[int, tuple[str, int]]) -> list[TodoRowValue]:
    before = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=QUIET_DAYS)
    found = []
    for row in session.read(today.quiet_customers, clock.stamp(before), 4):
        last = words.local_time(row["last_contact_at"]).date()
        amount = money.show(row["amount"], row["currency"], cents=False)
        ago = words.ago_words(last, day)
        parts = (row["company"], f"last contact {ago}", f"open deal {amount}")
        line = ", ".join(part for part in parts if part)
        opens[row["id"]] = ("contact", row["id"])
        when = words.length_words(last, day)
        found.append(TodoRowValue(row["id"], row["name"], line, when, lead="avatar"))
    quiet = {one.id for one in found}
    for row in session.read(today.deals_without_step, day.isoformat(), 6):
        if row["contact_id"] in quiet or len(found) == MOST_CALLS:
            continue
        who = row["contact"] or row["account"] or row["title"]
        opens[row["id"]] = ("deal", row["id"])
        line = f"Deal without a next step: {row['title']}"
        found.append(TodoRowValue(row["id"], who, line, "No next step", "danger", lead="avatar"))
    return found


def _birthdays(
    session: Session, day: date, opens: dict[int, tuple[str, int]]
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
    return on.year - int(year) if year.isdigit() and 1900 < int(year) < on.year else 0
