"""A component of a calendar as an entry of ours, and what became of each of its properties."""

from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

from app.exchange.calendars.icalendar_alarms import first_alarm, is_plain, old_minutes
from app.exchange.calendars.icalendar_lines import MAX_PROPERTIES, Component, Property, plain_value
from app.exchange.calendars.icalendar_rules import plain_rule, vcalendar_rule
from app.exchange.calendars.icalendar_takers import TAKERS, Reading, park
from app.exchange.calendars.icalendar_times import (
    Context,
    When,
    dates,
    due_alone,
    moment_of,
    timed_additions,
    when,
    zone_of,
)
from app.exchange.calendars.icalendar_values import in_zone, moment, utc_text, wall, words
from app.models.calendar.calendar_hours import told_as_dates
from app.models.calendar.recurrence import check_rule

KINDS: Final = {"VEVENT": "event", "VTODO": "task", "VJOURNAL": "note"}
_DATES: Final = frozenset(
    {"DTSTART", "DTEND", "DUE", "DURATION", "RECURRENCE-ID", "RRULE", "EXRULE", "RDATE", "EXDATE"}
)
# Says when the file was made, not what the entry is
_OF_THE_FILE: Final = frozenset({"DTSTAMP"})
OWN: Final = "X-DESKBOOK-"
_NO_LEAD: Final = "It rings at no time before the appointment that can be read."
_LONGEST: Final = timedelta(days=366)  # A year of days that overlap is still drawn at once


def read_component(component: Component, context: Context, row: int) -> Reading:
    """One VEVENT, VTODO or VJOURNAL; `refused` says why nothing could be made of it."""
    reading = Reading(row)
    reading.fields = {
        "kind": KINDS[component.name], "cancels": context.cancels, "answers": context.answers,
    }  # fmt: skip
    if len(component.properties) > MAX_PROPERTIES:
        reading.refused = f"It has {len(component.properties):,} properties; 500 are the most."
        return reading
    reading.fields["digest"] = digest(component)
    found = when(component, context, end_name="DUE" if component.name == "VTODO" else "DTEND")
    if component.name == "VEVENT":
        if found is None and not (context.cancels or context.answers):
            reading.refused = "It has no day or time that can be read."
            return reading
        if found is not None:
            _take_times(reading, component, found, context)
    else:
        _take_moments(reading, component, context)
    _take_texts(reading, component, context, found)
    _take_alarms(reading, component, found or due_alone(component, context), context)
    _settle_title(reading)
    if context.answers:
        # When it was said; the other stamps are those of the appointment
        reading.fields["modified"] = utc_text(moment(component.text("DTSTAMP")))
    if not reading.fields.get("uid"):
        reading.fields["uid"] = f"{reading.fields['digest']}@no-uid"
    return reading


def digest(component: Component) -> str:
    """The same for the same content, whenever it was exported."""
    hasher = blake2b(digest_size=12)
    for each in component.properties:
        if each.name not in _OF_THE_FILE:
            hasher.update(f"{each.head}:{each.value}\n".encode("utf-8", "replace"))
    for child in component.children:
        hasher.update(f"{child.name}{digest(child)}\n".encode())
    return hasher.hexdigest()


def _take_times(reading: Reading, component: Component, found: When, context: Context) -> None:
    fields = reading.fields
    fields |= {
        "start": found.text(found.start), "end": found.text(found.end), "zone": found.zone,
        "all_day": found.all_day,
    }  # fmt: skip
    again = component.first("RECURRENCE-ID")
    if again is not None:
        _take_recurrence(reading, again, found, context)
    additions = dates(component.all("RDATE"), found, context)
    taken = found.end - found.start
    fields["rdates"] = tuple(dict.fromkeys(found.text(at) for at, _ in additions))
    reading.periods = [
        (found.text(at), found.text(end), found.zone) for at, end in additions if end - at != taken
    ]
    if found.all_day:
        for other in timed_additions(component.all("RDATE"), component, context):
            reading.periods.append((other.text(other.start), other.text(other.end), other.zone))
    left_out = dates(component.all("EXDATE"), found, context)
    fields["exdates"] = tuple(dict.fromkeys(found.text(at) for at, _ in left_out))
    rules = _rules(reading, component.all("RRULE"), found, context)
    fields["rule"] = rules[0] if rules else ""
    reading.more_rules = rules[1:]
    reading.exclusion_rules = _rules(reading, component.all("EXRULE"), found, context)
    _count_dates(reading, component, found, context)


def _take_recurrence(reading: Reading, again: Property, found: When, context: Context) -> None:
    at = moment_of(again)
    if at is None:
        return
    tzid = again.parameters.get("TZID", "")
    if at.whole_day:
        text = wall(at.at, whole_day=True)
    elif at.utc:
        text = found.text(in_zone(at, found.zone))
    else:
        own = context.zones.named(tzid) if tzid else found.zone
        reading.fields["recurrence_zone"] = own
        text = found.text(at.at)
    reading.fields["recurrence"] = text
    reading.fields["following"] = again.parameters.get("RANGE", "").upper() == "THISANDFUTURE"


def _rules(reading: Reading, given: list[Property], found: When, context: Context) -> list[str]:
    """Rules that we follow; what they come to as dates where they name hours but end."""
    made = []
    for each in given:
        try:
            text = plain_value(each)
            old = context.old
            rule = vcalendar_rule(text, found.start) if old else plain_rule(text, found.start)
        except ValueError as error:
            reading.became(each, "refused", f"{error} The entry comes in once.")
            continue
        problem = check_rule(rule)
        if not problem and found.end - found.start > _LONGEST:
            problem = "What lasts longer than a year does not repeat."
        if problem:
            _tell_dates(reading, each, rule, found, problem)
            continue
        if rule:
            made.append(rule)
        reading.became(each, "stored" if rule == each.value else "transformed")
    return made


def _tell_dates(reading: Reading, each: Property, rule: str, found: When, problem: str) -> None:
    dated = told_as_dates(rule, found.text(found.start), found.zone)
    if not dated or found.all_day:
        reading.became(each, "refused", f"{problem} The entry comes in once.")
        return
    name = "exdates" if each.name == "EXRULE" else "rdates"
    told = (*reading.fields[name], *map(found.text, dated))
    reading.fields[name] = tuple(dict.fromkeys(told))
    reading.became(each, "transformed")


def _count_dates(reading: Reading, component: Component, found: When, context: Context) -> None:
    """Whole days, UTC and other zones are changed in form; the same wall time is kept as it is."""
    for each in component.properties:
        if each.name not in _DATES or not each.value.strip() or each.name.endswith("RULE"):
            continue
        if each.name in {"RDATE", "EXDATE"}:
            timed = found.all_day and timed_additions([each], component, context)
            readable = bool(dates([each], found, context) or timed)
        else:
            readable = moment_of(each) is not None or each.name == "DURATION"
        if not readable:
            reading.became(each, "refused", "No day or time can be read in it.")
        elif each.name in found.bent or each.value.endswith("Z"):
            reading.became(each, "transformed")
        else:
            reading.became(each, "stored")


def _take_moments(reading: Reading, component: Component, context: Context) -> None:
    """The times of a to-do or note: a due day, an end; all in wall time of the book."""
    fields = reading.fields
    found: dict[str, str] = {}
    for each in component.properties:
        if each.name not in _DATES or not each.value.strip():
            continue
        at = moment_of(each)
        if each.name == "RRULE":
            start = moment(component.text("DTSTART") or component.text("DUE"))
            begin = start.at if start else datetime(2000, 1, 1)
            rules = _rules(reading, [each], When(begin, begin, "", all_day=True), context)
            fields["rule"] = rules[0] if rules else ""
        elif at is None or each.name not in {"DTSTART", "DUE", "DTEND"}:
            reading.extra.append((each.head, each.value))
            reading.became(each, "parked")
        else:
            zone = zone_of(each, at, context, series=False)
            own = in_zone(at, zone)
            found[each.name] = wall(own, whole_day=at.whole_day)
            fields["zone"] = zone
            reading.became(each, "transformed" if at.utc else "stored")
    fields["due"] = found.get("DUE") or found.get("DTEND") or found.get("DTSTART", "")
    fields["start"] = found.get("DTSTART", "")


def _take_texts(
    reading: Reading, component: Component, context: Context, found: When | None
) -> None:
    for each in component.properties:
        if not each.value.strip() or each.name in _DATES:
            continue
        take = TAKERS.get(each.name)
        if take is not None:
            take(reading, each, context)
        elif each.name in {"DALARM", "AALARM"} and found is not None:
            lead = old_minutes(plain_value(each), found.start, found.zone)
            if lead >= 0:
                reading.fields["reminder_minutes"] = lead
            reading.became(each, *(("transformed",) if lead >= 0 else ("left_out", _NO_LEAD)))
        elif each.name.startswith(OWN):
            reading.own.append((each.head[len(OWN) :].upper(), words(each.value)))
            reading.became(each, "stored")
        else:
            park(reading, each, context)


def _take_alarms(
    reading: Reading, component: Component, found: When | None, context: Context
) -> None:
    """The first alarm that rings before the start is the reminder; the rest is kept as it is."""
    rings, lead = None, -1
    if found is not None and "reminder_minutes" not in reading.fields:
        alarms = list(component.named("VALARM"))
        rings, lead = first_alarm(alarms, found.start, found.end, found.zone)
        reading.fields["reminder_minutes"] = lead
    for child in component.children:
        if child is rings and is_plain(child, component.text("SUMMARY")):
            for each in child.properties:
                if each.value.strip():
                    reading.became(each, "transformed" if each.name == "TRIGGER" else "left_out")
        else:
            _keep_whole(reading, child, context)


def _keep_whole(reading: Reading, child: Component, context: Context) -> None:
    reading.extra.append(("BEGIN", child.name))
    for each in child.properties:
        if each.value.strip():
            park(reading, each, context)
    for inner in child.children:
        _keep_whole(reading, inner, context)
    reading.extra.append(("END", child.name))


def _settle_title(reading: Reading) -> None:
    fields = reading.fields
    if not fields.get("title"):
        first = next(iter(fields.get("note", "").splitlines()), "")
        hidden = "Private appointment" if fields.get("private") else ""
        fields["title"] = first[:120] or hidden or fields.get("place", "") or "Without a title"
