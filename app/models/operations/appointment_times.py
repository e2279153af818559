"""What moving a series does to its rule, its left-out dates and its changed occurrences."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import datetime, timedelta

from app.models.calendar.appointment import Appointment
from app.models.calendar.recurrence import Rule, parse_rule, read_walls, rule_text, walls_text
from app.storage.queries.calendar import exceptions_of
from app.storage.store import Store
from app.storage.wall_time import parse_wall, wall_text


def follow_series(store: Store, before: Appointment, after: Appointment) -> None:
    """In the open step: let changed occurrences follow a series that moved or ceased to be one."""
    if not after.is_series:
        for row in exceptions_of(store, before.id):
            store.put("appointment", {"id": row["id"], "series_id": None, "recurrence_id": ""})
        return
    delta = parse_wall(after.start_at) - parse_wall(before.start_at)
    if delta or before.all_day != after.all_day:
        shift_exceptions(store, before.id, before.id, delta, all_day=bool(after.all_day))


def moved_series(before: Appointment, after: Appointment) -> Appointment:
    """``after`` with rule and dates moved along, where they are still those of ``before``."""
    if not (before.is_series and after.is_series) or before.start_at == after.start_at:
        return after
    delta = parse_wall(after.start_at) - parse_wall(before.start_at)
    whole = bool(after.all_day)
    if after.rrule == before.rrule:
        after = replace(after, rrule=moved_rule(before.rrule, before.start_at, after.start_at))
    if after.rdates == before.rdates:
        after = replace(after, rdates=later_all(before.rdates, delta, all_day=whole))
    if after.exdates == before.exdates:
        after = replace(after, exdates=later_all(before.exdates, delta, all_day=whole))
    return after


def shift_exceptions(
    store: Store, series_id: int, new_id: int, delta: timedelta, *, all_day: bool, since: str = ""
) -> None:
    """Give the changed occurrences from ``since`` on to a series that lies ``delta`` later."""
    for row in exceptions_of(store, series_id):
        key = row["recurrence_id"]
        if key < since:
            continue
        store.put(
            "appointment",
            {"id": row["id"], "series_id": new_id, "recurrence_id": later(key, delta, all_day)},
        )


def later(wall: str, delta: timedelta, all_day: bool) -> str:
    """A wall time as much later; a date where the series has whole days."""
    return wall_text(parse_wall(wall) + delta, all_day=all_day)


def later_all(text: str, delta: timedelta, *, all_day: bool, since: str = "") -> str:
    """The wall times of a JSON list from ``since`` on, each as much later; dates by whole days."""
    found = []
    for wall in read_walls(text):
        if wall < since[: len(wall)]:
            continue
        days = timedelta(days=delta.days)
        found.append(later(wall, days, True) if len(wall) == 10 else later(wall, delta, all_day))
    return walls_text(found)


def until_then(text: str, before: str) -> str:
    """The wall times of a JSON list that lie before ``before``."""
    return walls_text([wall for wall in read_walls(text) if wall < before[: len(wall)]])


def moved_rule(rrule: str, old: str, new: str) -> str:
    """The rule of a series whose first time moves from one wall time to another.

    A series of Tuesdays that is moved by a day becomes one of Wednesdays; of the second Tuesday
    of a month, one of the weekday and place that it was moved to.
    """
    if not rrule:
        return ""
    rule, was, now = parse_rule(rrule), parse_wall(old), parse_wall(new)
    days = (now.date() - was.date()).days
    if days:
        rule = _on_other_days(rule, was, now, days)
    if rule.until and now != was:
        rule = replace(rule, until=_until(rule.until, now - was))
    return rule_text(rule)


def _on_other_days(rule: Rule, was: datetime, now: datetime, days: int) -> Rule:
    if rule.freq in ("DAILY", "WEEKLY"):
        moved = tuple(sorted((0, (day + days) % 7) for day in rule.weekdays))
        return replace(rule, by_day=moved)
    if len(rule.by_day) == 1 and rule.has_ordinals:
        rule = replace(rule, by_day=(_place(rule, now),))
    if len(rule.by_month_day) == 1:
        last = calendar.monthrange(now.year, now.month)[1]
        kept = -1 if rule.by_month_day[0] == -1 and now.day == last else now.day
        rule = replace(rule, by_month_day=(kept,))
    if rule.by_month == (was.month,):
        rule = replace(rule, by_month=(now.month,))
    return rule


def _place(rule: Rule, now: datetime) -> tuple[int, int]:
    """The second Tuesday: which weekday of its month a day is; the last stays the last."""
    length = calendar.monthrange(now.year, now.month)[1]
    if rule.by_day[0][0] == -1 and now.day > length - 7:
        return (-1, now.weekday())
    place = (now.day - 1) // 7 + 1
    return (place if place < 5 else -1, now.weekday())


def _until(until: str, delta: timedelta) -> str:
    zulu = "Z" if until.endswith("Z") else ""
    moment = datetime.fromisoformat(until.removesuffix("Z"))
    if len(until) == 10:
        return (moment + timedelta(days=delta.days)).date().isoformat()
    return (moment + delta).isoformat(timespec="seconds") + zulu


def cut_rule(rrule: str, before: str, done: int) -> tuple[str, str]:
    """A rule cut at a wall time: the part that ends before it, and the part that goes on from it.

    ``done`` is how many times the first part names; a count is shared out between both.
    """
    if not rrule:
        return "", ""
    rule = parse_rule(rrule)
    if rule.count:
        first = replace(rule, count=max(1, done))
        return rule_text(first), rule_text(replace(rule, count=max(1, rule.count - done)))
    if len(before) == 10:
        until = (parse_wall(before) - timedelta(days=1)).date().isoformat()
    else:
        until = (parse_wall(before) - timedelta(minutes=1)).isoformat(timespec="seconds")
    return rule_text(replace(rule, until=until)), rrule
