"""The wall time of the book: what the clocks of the business show, wherever this computer is.

A laptop that travels shows other times than the office. Appointments, reminders, the now line and
what is late follow the office; `computer_words` says quietly when the computer's clock differs.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from app.models.qt.session import Session
from app.storage.settings import setting
from app.storage.wall_time import zone_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_zone: ZoneInfo | None = None
_name = ""


def adopt(session: Session) -> bool:
    """Take the time zone of the book for the whole window; whether that changed anything."""
    global _zone, _name
    name = session.read(setting, "zone")
    if name == _name:
        return False
    _zone, _name = zone_of(name), name
    return True


def now() -> datetime:
    """The wall time in the book's zone; the computer's while no book said one."""
    return here(datetime.now(UTC))


def today() -> date:
    """The day it is in the book's zone."""
    return now().date()


def here(moment: datetime) -> datetime:
    """An aware moment as the clocks of the book's zone show it."""
    return moment.astimezone(_zone).replace(tzinfo=None)


def computer_words(moment: datetime | None = None) -> str:
    """Such as "Times are those of London. This computer is on New York time.", or "".

    ``moment`` is aware, the present by default; two zones of the same time agree.
    """
    at = moment or datetime.now(UTC)
    if _zone is None or at.astimezone(_zone).utcoffset() == at.astimezone().utcoffset():
        return ""
    there = city(computer_zone())
    whose = f"on {there} time" if there else "set to another time"
    return f"Times are those of {city(_name)}. This computer is {whose}."


def computer_zone() -> str:
    """The name of this computer's zone; "" where the system tells none."""
    from PySide6.QtCore import QTimeZone

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return name if "/" in name else ""


def city(zone: str) -> str:
    """A zone by its place: "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")
