"""When an alarm of a foreign calendar rings, in minutes before the start."""

from datetime import datetime, timedelta

from app.exchange.calendars.icalendar_lines import Component
from app.exchange.calendars.icalendar_values import Moment, length, moment, rezoned

_SILENT = frozenset({"NONE", "PROCEDURE"})
_PLAIN = frozenset({"ACTION", "DESCRIPTION", "TRIGGER"})
_WORDS = frozenset({"", "reminder", "alarm", "this is an event reminder", "event reminder"})
_MOST = 60 * 24 * 400


def first_alarm(
    alarms: list[Component], start: datetime, end: datetime, zone: str
) -> tuple[Component | None, int]:
    """The first alarm that rings before the start or at it, and its lead; None and -1 without."""
    for alarm in alarms:
        if alarm.text("ACTION").upper() in _SILENT:
            continue
        lead = _lead(alarm, start, end, zone)
        if lead is not None and timedelta(0) <= lead <= timedelta(minutes=_MOST):
            return alarm, int(lead.total_seconds() // 60)
    return None, -1


def is_plain(alarm: Component, title: str) -> bool:
    """Whether an alarm says no more than its lead, so that a number of minutes holds it all."""
    names = {each.name for each in alarm.properties if each.value.strip()}
    if not names <= _PLAIN or alarm.text("ACTION").upper() not in {"", "DISPLAY"}:
        return False
    said = alarm.text("DESCRIPTION")
    trigger = alarm.first("TRIGGER")
    relative = trigger is not None and length(trigger.value) is not None
    return relative and (said == title or said.lower() in _WORDS)


def _lead(alarm: Component, start: datetime, end: datetime, zone: str) -> timedelta | None:
    trigger = alarm.first("TRIGGER")
    if trigger is None:
        return None
    before = length(trigger.value)
    if before is not None:
        late = trigger.parameters.get("RELATED", "").upper() == "END"
        return (start - end if late else timedelta(0)) - before
    at = moment(trigger.value)
    return None if at is None else start - _wall(at, zone)


def old_minutes(text: str, start: datetime, zone: str) -> int:
    """The lead of vCalendar's DALARM and AALARM ("19960415T235000;PT5M;2;words")."""
    at = moment(text.split(";")[0])
    if at is None:
        return -1
    minutes = int((start - _wall(at, zone)).total_seconds() // 60)
    return minutes if 0 <= minutes <= _MOST else -1


def _wall(at: Moment, zone: str) -> datetime:
    return rezoned(at.at, "UTC", zone) if at.utc else at.at
