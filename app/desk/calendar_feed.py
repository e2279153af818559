"""Read-only calendars in a folder of the user's choice, for phones and colleagues.

One file for everybody and one for each who works here; private appointments are only "Busy". A
file is written anew, whole or not at all, when its content changed.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from app.desk.calendar_events import events, masked, without_ours
from app.exchange.calendars.icalendar_out import CalendarEvent, calendar_bytes
from app.exchange.new_file import CannotWrite, replacing, safe_file_name
from app.models.operations.calendar_feeds import note_feed
from app.storage.queries import calendar_out
from app.storage.settings import setting
from app.storage.store import Store

Progress = Callable[[int, int, str], None]
_PAGE = 2_000
_EVERYBODY = "Calendar"


def write_feed(store: Store, folder: Path, progress: Progress | None = None) -> list[Path]:
    """Write the calendars whose content changed; returns the files that were written.

    The folder must be there. Raises ``CannotWrite`` with a sentence; files stay whole.
    """
    if not folder.is_dir():
        raise CannotWrite(
            f"There is no folder {folder}. Choose another place for the calendar. Nothing was"
            " changed."
        )
    written = []
    calendars = _calendars(store)
    for number, (name, listed) in enumerate(calendars.items()):
        if progress is not None:
            progress(number, len(calendars), "calendars")
        path = folder / safe_file_name(f"{name}.ics", "Calendar")
        content = calendar_bytes(listed, name)
        if _content(path) != content:
            with replacing(path) as stream:
                stream.write(content)
            written.append(path)
    note_feed(store, _stamp(store, folder))
    return written


def feed_is_stale(store: Store, folder: Path) -> bool:
    """Whether the book changed since the calendars in this folder were written; cheap."""
    return calendar_out.feed_stamp(store) != _stamp(store, folder)


def _stamp(store: Store, folder: Path) -> str:
    place = sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
    return f"{calendar_out.last_step(store)}:{place}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _calendars(store: Store) -> dict[str, list[CalendarEvent]]:
    """The events of everybody and of each member of staff, by the name of their file."""
    business = setting(store, "business_name").strip()
    whole = f"{business} {_EVERYBODY}".strip()
    staff = calendar_out.working_staff(store)
    goes = calendar_out.staff_of_appointments(store)
    found: dict[str, list[CalendarEvent]] = {whole: []}
    found |= {name: [] for name in staff.values() if name != whole}
    rows = calendar_out.all_appointments(store)
    for start in range(0, len(rows), _PAGE):
        some = rows[start : start + _PAGE]
        listed = events(store, [row[0] for row in some])
        for (row_id, private), event in zip(some, listed, strict=True):
            shown = masked(event) if private else without_ours(event)
            found[whole].append(shown)
            for member in goes.get(row_id, []):
                if staff.get(member, whole) != whole:
                    found[staff[member]].append(shown)
    return found
