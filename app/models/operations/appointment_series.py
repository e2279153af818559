"""Verbs on series: this one, this and the following, or all of them; each one step.

A changed occurrence is a row of its own that knows its series and its usual time. Changing all
keeps such rows and lets their usual time follow; cutting a series gives the later ones to its
second half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.models.calendar.appointment import Appointment
from app.models.calendar.recurrence import (
    Occurrence,
    occurrences,
    parse_rule,
    read_walls,
    walls_text,
)
from app.models.errors import Refusal
from app.models.operations.appointment_rows import (
    Who,
    ends_as_long,
    filled,
    remove_rows,
    settled,
    who_is_in,
    write_row,
)
from app.models.operations.appointment_saving import checked, load_appointment, save_appointment
from app.models.operations.appointment_times import (
    cut_rule,
    later_all,
    moved_rule,
    shift_exceptions,
    until_then,
)
from app.models.operations.booking import Asked, timetables
from app.storage.queries.calendar import exceptions_of
from app.storage.recurring_days import starts
from app.storage.settings import all_settings
from app.storage.store import Store
from app.storage.wall_time import DAY, parse_wall, wall_text

_FAR = "2200-01-01"
_MOST_LOOKED_AHEAD = 30


@dataclass(frozen=True, slots=True)
class ClosedOccurrence:
    """An occurrence on a holiday or closed day, and the same time on the next working day."""

    occurrence: str
    start_at: str
    reason: str
    proposed_start: str
    proposed_end: str


def change_occurrence(
    store: Store,
    appointment_id: int,
    occurrence: str,
    appointment: Appointment,
    *,
    scope: str = "this",
    contacts: Sequence[int] | None = None,
    staff: Sequence[int] | None = None,
    resources: Sequence[int] | None = None,
    anyway: str = "",
) -> int:
    """Change one occurrence of a series, it and the following, or all; returns the id that has it.

    ``occurrence`` is its usual wall time as the calendar names it; ``appointment`` holds what it
    shall be, its start and end those of this occurrence. ``None`` leaves who comes as it is.
    Raises ``Refusal``, for clashes too, unless a reason to book ``anyway`` is given.
    """
    master, own = _series_of(store, appointment_id, occurrence)
    key = _key(store, master, own, occurrence)
    who = filled(Who(contacts, staff, resources), who_is_in(store, own or master.id))
    if scope == "this":
        return _change_this(store, master, own, key, appointment, who, anyway)
    usual = usual_time(master, key)
    # How one occurrence went says nothing of the others.
    appointment = replace(
        appointment, status=master.status, cancelled_by=master.cancelled_by,
        cancelled_at=master.cancelled_at, cancel_reason=master.cancel_reason,
        arrived_at=master.arrived_at, rescheduled_from_id=master.rescheduled_from_id,
    )  # fmt: skip
    if scope == "following" and _is_first(master, key):
        scope = "all"
    if scope == "following":
        return _change_following(store, master, usual, appointment, who, anyway)
    return _change_all(store, master, usual, appointment, who, anyway)


def _change_this(
    store: Store, master: Appointment, own: int, key: str, wanted: Appointment, who: Who,
    anyway: str,
) -> int:  # fmt: skip
    changed = replace(
        wanted, id=own, rrule="", rdates="", exdates="", series_id=master.id, recurrence_id=key,
        extra=wanted.extra if own else "",
    )  # fmt: skip
    return save_appointment(
        store, changed, contacts=who.contacts, staff=who.staff, resources=who.resources,
        label=f"Change one “{master.title}”", anyway=anyway,
    )  # fmt: skip


def _change_all(
    store: Store, master: Appointment, usual: Occurrence, wanted: Appointment, who: Who, anyway: str
) -> int:
    delta = parse_wall(wanted.start_at) - parse_wall(usual.start_at)
    whole = bool(wanted.all_day)
    begin = wall_text(parse_wall(master.start_at) + delta, all_day=whole)
    same_rule = wanted.rrule == master.rrule
    changed = replace(
        wanted, id=master.id, series_id=None, recurrence_id="",
        start_at=begin, end_at=ends_as_long(wanted, begin),
        rdates=master.rdates if same_rule else wanted.rdates,
        exdates=master.exdates if same_rule else wanted.exdates,
        extra=master.extra,
    )  # fmt: skip
    return save_appointment(
        store, changed, contacts=who.contacts, staff=who.staff, resources=who.resources,
        label=f"Change all “{master.title}”", anyway=anyway,
    )  # fmt: skip


def _change_following(
    store: Store, master: Appointment, usual: Occurrence, wanted: Appointment, who: Who, anyway: str
) -> int:
    with store.step(f"Change “{master.title}” from then on"):
        new, second = split_series(store, master, usual.key, wanted, who)
        # The first half has ended before the second is looked at, or the two would meet.
        looked_at = checked(store, replace(second, id=new), who, anyway)
        write_row(store, looked_at, Who())
    return new


def split_series(
    store: Store, master: Appointment, key: str, wanted: Appointment, who: Who
) -> tuple[int, Appointment]:
    """In the open step: end a series before the time ``key`` and go on as ``wanted`` says.

    Changed occurrences from then on go along. Returns the id of the second half, and itself.
    """
    delta = parse_wall(wanted.start_at) - parse_wall(key)
    whole = bool(wanted.all_day)
    first_rule, rest = cut_rule(master.rrule, key, _done_before(master, key))
    same_rule = wanted.rrule == master.rrule
    rest = moved_rule(rest, key, wanted.start_at) if same_rule else wanted.rrule
    second = settled(
        replace(
            wanted, id=0, series_id=None, recurrence_id="", sequence=0, extra="", rrule=rest,
            rdates=later_all(master.rdates, delta, all_day=whole, since=key),
            exdates=later_all(master.exdates, delta, all_day=whole, since=key),
        )
    )  # fmt: skip
    write_row(store, _cut_master(master, first_rule, key), Who())
    new = write_row(store, second, who)
    shift_exceptions(store, master.id, new, delta, all_day=whole, since=key)
    if not second.is_series:
        for row in exceptions_of(store, new):
            store.put("appointment", {"id": row["id"], "series_id": None, "recurrence_id": ""})
    return new, second


def delete_occurrence(
    store: Store, appointment_id: int, occurrence: str, *, scope: str = "this"
) -> int:
    """Delete one occurrence, it and the following, or the series; returns how many rows went.

    Of a series that loses one occurrence no row goes, it only leaves that time out.
    """
    master, own = _series_of(store, appointment_id, occurrence)
    key = _key(store, master, own, occurrence)
    if scope == "all" or (scope == "following" and _is_first(master, key)):
        with store.step(f"Delete all “{master.title}”"):
            return remove_rows(store, [master.id])
    if scope == "following":
        first_rule, _ = cut_rule(master.rrule, key, _done_before(master, key))
        later = [r["id"] for r in exceptions_of(store, master.id) if r["recurrence_id"] >= key]
        with store.step(f"Delete “{master.title}” from then on"):
            write_row(store, _cut_master(master, first_rule, key), Who())
            return remove_rows(store, later)
    left_out = replace(master, exdates=walls_text([*read_walls(master.exdates), key]))
    with store.step(f"Delete one “{master.title}”"):
        gone = remove_rows(store, [own]) if own else 0
        if _is_empty(store, left_out):
            return gone + remove_rows(store, [master.id])
        write_row(store, left_out, Who())
    return gone


def own_row(store: Store, appointment_id: int, occurrence: str) -> int:
    """In the open step: the row of one occurrence of a series, made if it has none yet."""
    appointment = load_appointment(store, appointment_id)
    if not occurrence or not appointment.is_series:
        return appointment_id
    usual = usual_time(appointment, occurrence)
    alone = replace(appointment, start_at=usual.start_at, end_at=usual.end_at)
    who = who_is_in(store, appointment_id)
    changed = replace(
        alone, id=0, rrule="", rdates="", exdates="", series_id=appointment_id,
        recurrence_id=usual.key, extra="",
    )  # fmt: skip
    return save_appointment(
        store, changed, contacts=who.contacts, staff=who.staff, resources=who.resources, check=False
    )


def series_on_closed_days(
    store: Store, series_id: int, *, first: str = "", until: str = ""
) -> list[ClosedOccurrence]:
    """Occurrences of the next year that fall on holidays or closed days, each with a working day.

    ``first`` and ``until`` are dates. What was already changed by hand is left alone.
    """
    master = load_appointment(store, series_id)
    begin = max(first or master.start_at[:10], master.start_at[:10])
    end = until or (parse_wall(begin) + timedelta(days=366)).date().isoformat()
    changed = {row["recurrence_id"] for row in exceptions_of(store, series_id)}
    who = who_is_in(store, series_id)
    staff = tuple(who.staff or ())
    late = (parse_wall(end) + _MOST_LOOKED_AHEAD * DAY).date().isoformat()
    tables = timetables(store, Asked((), staff, ()), begin, late, all_settings(store), usual=True)
    wanted = [tables["staff", one] for one in staff] or [tables["business", 0]]

    def closed(day: date) -> str:
        for table in wanted:
            hours = table.on(day)
            if not hours.open and hours.why:
                return hours.why
        return ""

    def works(day: date) -> bool:
        return all(table.on(day).open for table in wanted)

    found = []
    for one in _all(master, begin, end):
        start = parse_wall(one.start_at)
        reason = "" if one.key in changed else closed(start.date())
        if not reason:
            continue
        ahead = next(
            (n for n in range(1, _MOST_LOOKED_AHEAD) if works((start + n * DAY).date())), 0
        )
        if ahead:
            moved = (start + ahead * DAY, parse_wall(one.end_at) + ahead * DAY)
            walls = [wall_text(at, all_day=bool(master.all_day)) for at in moved]
            found.append(ClosedOccurrence(one.key, one.start_at, reason, walls[0], walls[1]))
    return found


def move_off_closed_days(store: Store, series_id: int, found: Sequence[ClosedOccurrence]) -> int:
    """Move the occurrences to the days proposed for them, in one step; returns how many."""
    master = load_appointment(store, series_id)
    who = who_is_in(store, series_id)
    with store.step(f"Move “{master.title}” off closed days"):
        for one in found:
            changed = replace(
                master, id=0, rrule="", rdates="", exdates="", series_id=series_id, extra="",
                recurrence_id=one.occurrence, start_at=one.proposed_start, end_at=one.proposed_end,
            )  # fmt: skip
            save_appointment(
                store, changed, contacts=who.contacts, staff=who.staff, resources=who.resources,
                check=False,
            )  # fmt: skip
    return len(found)


def _series_of(store: Store, row_id: int, occurrence: str) -> tuple[Appointment, int]:
    """The series of a row and, if the occurrence has one, its own row (else 0)."""
    found = load_appointment(store, row_id)
    if found.series_id:
        return load_appointment(store, found.series_id), row_id
    if not found.is_series:
        message = "This appointment comes only once."
        raise Refusal(message, "rrule")
    for row in exceptions_of(store, row_id):
        if row["recurrence_id"] == occurrence:
            return found, int(row["id"])
    return found, 0


def _key(store: Store, master: Appointment, own: int, occurrence: str) -> str:
    if own:
        return load_appointment(store, own).recurrence_id
    return usual_time(master, occurrence).key


def usual_time(master: Appointment, key: str) -> Occurrence:
    """The occurrence of that usual time, whether or not it was left out; raises ``Refusal``."""
    try:
        moment = parse_wall(key)
    except ValueError:
        moment = parse_wall(master.start_at)
    wide = replace(master, exdates="")
    for one in _all(wide, wall_text(moment - DAY), wall_text(moment + 2 * DAY)):
        if one.key == key:
            return one
    message = "This series has nothing at that time any more."
    raise Refusal(message, "start_at")


def _all(master: Appointment, first: str, last: str) -> list[Occurrence]:
    return occurrences(
        master.start_at, master.end_at, rrule=master.rrule, rdates=master.rdates,
        exdates=master.exdates, zone=master.zone, first=first, last=last,
    )  # fmt: skip


def _is_first(master: Appointment, key: str) -> bool:
    return key <= master.start_at


def _done_before(master: Appointment, key: str) -> int:
    """How many times the rule names before a wall time."""
    if not master.rrule:
        return 0
    begin = parse_wall(master.start_at)
    return sum(1 for _ in starts(parse_rule(master.rrule), begin, begin, parse_wall(key)))


def _cut_master(master: Appointment, rule: str, key: str) -> Appointment:
    """The first half of a series that is cut at ``key``; one that is left alone is no series."""
    return replace(
        master, rrule=rule, rdates=until_then(master.rdates, key),
        exdates=until_then(master.exdates, key),
    )  # fmt: skip


def _is_empty(store: Store, master: Appointment) -> bool:
    """Whether nothing of a series with an end is left."""
    rule = parse_rule(master.rrule) if master.rrule else None
    if rule and not rule.count and not rule.until:
        return False
    changed = {row["recurrence_id"] for row in exceptions_of(store, master.id)}
    return not changed and not _all(master, master.start_at, _FAR)
