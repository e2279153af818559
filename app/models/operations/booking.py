"""What the book knows about a time: who is busy, open or away, and when all of them are free."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.models.calendar.appointment import Appointment
from app.models.calendar.availability import (
    DEFAULT_RULES,
    OWNER,
    Busy,
    Clash,
    Names,
    judged,
    minutes,
)
from app.models.calendar.booking_checks import Wanted, clashes_of
from app.models.calendar.holiday_days import holidays_between
from app.models.calendar.no_shows import advice
from app.models.calendar.slots import Party, Search, SlotAnswer, SlotWish, best_slots
from app.models.calendar.travel import Place, place_in
from app.models.calendar.working_hours import USUAL_WEEK, HoursBlock, HoursException, Timetable
from app.models.operations.appointment_rows import settled
from app.storage import clock
from app.storage.occurrences import Series, occurrences_of
from app.storage.queries import calendar, hours, outcomes
from app.storage.settings import all_settings
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import DAY, instant, parse_wall, shifted, wall_text, zone_of

HORIZON = timedelta(days=730)
MOST_OCCURRENCES = 500
_OVER = ("cancelled", "no-show")
_OWN = ("staff", "all_day")


@dataclass(frozen=True, slots=True)
class Asked:
    """Ids of the people and things whose time is asked for."""

    contacts: Sequence[int] = ()
    staff: Sequence[int] = ()
    resources: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(self.contacts or self.staff or self.resources)


def find_clashes(
    store: Store,
    appointment: Appointment,
    *,
    contacts: Sequence[int] = (),
    staff: Sequence[int] = (),
    resources: Sequence[int] = (),
) -> list[Clash]:
    """What speaks against an appointment, each occurrence of a series with it; hard ones first.

    In a team, an appointment with nobody and nothing assigned meets no other; who works alone goes
    to all, and is told of what meets, without being asked for a reason. At most 50 are told, over
    at most 500 occurrences of the next two years. Raises ``Refusal`` for what cannot be kept.
    """
    asked = Asked(contacts, staff, resources)
    alone = _works_alone(store, asked)
    if not (asked or alone) or appointment.free or appointment.status in _OVER:
        return []
    appointment = settled(appointment)
    options = all_settings(store)
    times = _times(store, appointment, options["zone"])
    if not times:
        return []
    first, last = _around(times)
    rows = calendar.between(store, first, last, having=None if alone else _lists(asked))
    others = [
        _as_owners(busy_of(row, options["zone"], options["country"]), alone=alone)
        for row in rows
        if _counts(row, appointment)
    ]
    mine = frozenset([OWNER] if alone else staff)
    where = (appointment.place_postcode, appointment.place_country, appointment.place)
    place = _place(*where, options["country"])
    wanted = [
        Busy(
            start, end, appointment.before_minutes, appointment.after_minutes,
            mine, frozenset(resources), frozenset(contacts), appointment.title,
            appointment.id, bool(appointment.all_day), wall, place,
        )
        for wall, start, end in times
    ]  # fmt: skip
    tables = timetables(store, asked, first[:10], last[:10], options)
    found = clashes_of(
        Wanted(
            wanted, others, names_of(store, asked), tables, options,
            minutes(parse_wall(clock.now()[:16])), zone_of(options["zone"]),
        )
    )  # fmt: skip
    told = judged(found, rules_of(options))
    return [replace(one, hard=one.hard and one.kind not in _OWN) for one in told] if alone else told


def _as_owners(busy: Busy, *, alone: bool) -> Busy:
    return replace(busy, staff=frozenset([OWNER])) if alone and not busy.staff else busy


def _works_alone(store: Store, asked: Asked) -> bool:
    """Whether nobody was named because there is nobody but the owner."""
    return not asked.staff and not has_team(store)


def has_team(store: Store) -> bool:
    """Whether somebody of a team can be sent; else the owner goes to everything."""
    return bool(store.value("SELECT 1 FROM staff WHERE active LIMIT 1"))


def rules_of(options: dict[str, str]) -> dict[str, str]:
    """Hard, soft or off for each kind of clash, as the business chose."""
    try:
        chosen = json.loads(options.get("booking_rules") or "{}")
    except ValueError:
        chosen = {}
    chosen = chosen if isinstance(chosen, dict) else {}
    return {
        kind: str(chosen[kind]) if chosen.get(kind) in ("hard", "soft", "off") else usual
        for kind, usual in DEFAULT_RULES.items()
    }


def free_slots(store: Store, wish: SlotWish) -> SlotAnswer:
    """The best times at which all are free, and why others are none. Raises ``Refusal``."""
    search = slot_search(store, wish)
    return best_slots(search)


def slot_search(store: Store, wish: SlotWish) -> Search:
    """The search of a wish over what the book knows; an empty span means the next four weeks."""
    options = all_settings(store)
    zone = options["zone"]
    now = clock.now()[:16]
    today = shifted(now, "UTC", zone)[:10]
    first_day = max(wish.first_day or today, today)
    last_day = wish.last_day or (date.fromisoformat(first_day) + timedelta(days=27)).isoformat()
    country = wish.country or options["country"]
    wish = replace(wish, first_day=first_day, last_day=last_day, zone=zone, country=country)
    asked = Asked(wish.contacts, wish.staff, wish.resources)
    first = wall_text(parse_wall(first_day) - DAY)
    last = wall_text(parse_wall(max(last_day, first_day)) + 2 * DAY)
    alone = _works_alone(store, asked)
    having = None if alone else _lists(asked)
    rows = calendar.between(store, first, last, having=having) if asked or alone else []
    others = [
        busy_of(row, zone, options["country"])
        for row in rows
        if row["status"] not in _OVER and not row["free"] and row["id"] != wish.but_not
    ]
    tables = timetables(store, asked, first[:10], last[:10], options, usual=True)
    notice = _whole(options.get("min_notice_minutes", ""))
    return Search(
        wish, _parties(store, asked, others, tables, alone=alone),
        now=minutes(parse_wall(now)) + notice, lunch=options.get("lunch", ""),
        speed=_whole(options.get("travel_speed", "")) or 50,
    )  # fmt: skip


def _parties(
    store: Store, asked: Asked, others: list[Busy], tables: dict[tuple[str, int], Timetable], *,
    alone: bool,
) -> list[Party]:  # fmt: skip
    names = names_of(store, asked)
    found = []
    for one in asked.staff:
        busy = [other for other in others if one in other.staff]
        found.append(Party(names.staff.get(one, ""), tables["staff", one], busy))
    for one in asked.resources:
        busy = [other for other in others if one in other.resources]
        found.append(Party(names.resources.get(one, ""), tables["resource", one], busy, True))
    for one in asked.contacts:
        busy = [other for other in others if one in other.contacts]
        found.append(Party(names.contacts.get(one, ""), Timetable(always=True), busy))
    if not asked.staff:
        busy = [other for other in others if alone and not other.staff]
        found.insert(0, Party("the business", tables["business", 0], busy))
    return found


def timetables(
    store: Store, asked: Asked, first: str, last: str, options: dict[str, str], *,
    usual: bool = False,
) -> dict[tuple[str, int], Timetable]:  # fmt: skip
    """When each of those asked is open; who never said any hours works those of the business.

    A business that said none is open all the time, or with ``usual`` on weekdays from nine.
    """
    blocks: dict[tuple[str, int], list[HoursBlock]] = {}
    for row in hours.all_hours(store):
        blocks.setdefault(_owner(row), []).append(_block(row))
    closed = [_exception(row) for row in hours.exceptions(store, first, last)]
    everybodys = tuple(one for one in closed if not one.staff_id and not one.resource_id)
    general = blocks.get(("business", 0)) or (list(USUAL_WEEK) if usual else [])
    country = options.get("holiday_country") or options.get("country", "")
    found = {}
    regions = {row["id"]: row["holiday_region"] for row in _staff_rows(store, asked)}
    for key in [("business", 0), *(("staff", one) for one in asked.staff),
                *(("resource", one) for one in asked.resources)]:  # fmt: skip
        kind, row_id = key
        mine = blocks.get(key) or ([] if kind == "resource" else general)
        region = regions.get(row_id) or options.get("holiday_region", "")
        thing = kind == "resource"
        found[key] = Timetable(
            tuple(mine),
            tuple(one for one in closed if row_id and row_id in (one.staff_id, one.resource_id)),
            () if thing else everybodys,
            {} if thing else holidays_between(country, region, first, last),
            always=not mine,
        )
    return found


def _staff_rows(store: Store, asked: Asked) -> list[Row]:
    return store.dicts(
        "SELECT id, holiday_region FROM staff WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(asked.staff)),),
    )


def _owner(row: Row) -> tuple[str, int]:
    if row["staff_id"]:
        return ("staff", row["staff_id"])
    return ("resource", row["resource_id"]) if row["resource_id"] else ("business", 0)


def _block(row: Row) -> HoursBlock:
    return HoursBlock(
        row["weekday"], row["from_time"], row["to_time"], row["weeks"], row["valid_from"],
        row["valid_to"],
    )  # fmt: skip


def _exception(row: Row) -> HoursException:
    return HoursException(
        row["id"], row["staff_id"], row["resource_id"], row["from_date"], row["to_date"],
        row["from_time"], row["to_time"], row["open"], row["reason"],
    )  # fmt: skip


def names_of(store: Store, asked: Asked) -> Names:
    """How those asked for are called."""
    parts = []
    for table, ids in (("staff", asked.staff), ("resource", asked.resources),
                       ("contact", asked.contacts)):  # fmt: skip
        rows = store.select(
            f"SELECT id, name FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        parts.append(dict(rows))
    return Names(*parts)


def busy_of(row: Row, zone: str, country: str = "") -> Busy:
    """A row of the calendar as occupied time."""
    # By its own clock: of an hour that comes twice here, ours cannot tell which is meant.
    info = zone_of(row["zone"] or zone)
    return Busy(
        minutes(instant(parse_wall(row["start_at"]), info)),
        minutes(instant(parse_wall(row["end_at"]), info)),
        row["before_minutes"], row["after_minutes"],
        frozenset(json.loads(row["staff_ids"])), frozenset(json.loads(row["resource_ids"])),
        frozenset(json.loads(row["contact_ids"])),
        "Private" if row["private"] else row["title"], row["id"], bool(row["all_day"]),
        row["start"], _place(row["place_postcode"], row["place_country"], row["place"], country),
    )  # fmt: skip


def _place(postcode: str, own_country: str, text: str, country: str) -> Place:
    """Where an appointment is: its postcode, or the one that its address names."""
    if postcode:
        return Place(postcode, own_country or country)
    return place_in(text, own_country or country)


def _lists(asked: Asked) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    return (asked.contacts, asked.staff, asked.resources)


def _counts(row: Row, mine: Appointment) -> bool:
    """Whether another row can stand in the way: not free, not over, and not the same one."""
    if row["status"] in _OVER or row["free"]:
        return False
    if mine.id and mine.id in (row["id"], row["series_id"]):
        return False
    same = mine.series_id and row["series_id"] == mine.series_id
    return not (same and row["occurrence"] == mine.recurrence_id)


def _times(store: Store, mine: Appointment, zone: str) -> list[tuple[str, int, int]]:
    """Of each occurrence the wall time in the book's zone, and start and end in minutes."""
    spans = [(mine.start_at, mine.end_at)]
    if mine.is_series:
        series = Series(
            mine.start_at, mine.end_at, mine.rrule, mine.rdates, mine.exdates, mine.zone
        )
        now = parse_wall(shifted(clock.now()[:16], "UTC", zone)) - DAY
        first = max(parse_wall(mine.start_at), now)
        own = {row["recurrence_id"] for row in calendar.exceptions_of(store, mine.id)}
        found = occurrences_of(series, first, first + HORIZON)
        spans = [(o.start_at, o.end_at) for o in found if o.key not in own][:MOST_OCCURRENCES]
    info = zone_of(mine.zone or zone)
    times = []
    for start, end in spans:
        walls = (instant(parse_wall(start), info), instant(parse_wall(end), info))
        times.append((shifted(start, mine.zone, zone), minutes(walls[0]), minutes(walls[1])))
    return times


def _around(times: list[tuple[str, int, int]]) -> tuple[str, str]:
    first = parse_wall(min(time[0] for time in times)) - 2 * DAY
    longest = max(time[2] - time[1] for time in times)
    last = parse_wall(max(time[0] for time in times)) + timedelta(minutes=longest) + 2 * DAY
    return wall_text(first), wall_text(last)


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


def no_show_advice(store: Store, contact_id: int) -> str:
    """What the business should do before booking somebody who often does not come, or nothing."""
    options = all_settings(store)
    found = outcomes.no_shows(store, contact_id)
    return advice(
        found.missed, found.count, from_missed=_whole(options.get("no_show_count", "")) or 2,
        from_per_cent=_whole(options.get("no_show_rate", "")) or 30,
    )  # fmt: skip
