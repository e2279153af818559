"""Read-only calendars in a folder of the user's choice, for phones and colleagues.

One file for everybody and one for each who works here; private appointments are only "Busy". A
file is written anew, whole or not at all, when its content changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from app.desk.calendar_events import events, masked, without_ours
from app.exchange.icalendar_out import CalendarEvent, calendar_bytes
from app.exchange.new_file import CannotWrite, replacing, safe_file_name
from app.storage.settings import setting
from app.storage.store import Store

Progress = Callable[[int, int, str], None]
_PAGE = 2_000
_STAMP = "calendar_feed_step"
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
    _remember(store, folder)
    return written


def feed_is_stale(store: Store, folder: Path) -> bool:
    """Whether the book changed since the calendars in this folder were written; cheap."""
    known = store.value("SELECT value FROM business WHERE key = ?", (_STAMP,))
    return bool(known != _stamp(store, folder))


def _remember(store: Store, folder: Path) -> None:
    stamp = _stamp(store, folder)
    if store.read_only_because or store.in_step:
        return
    known = store.value("SELECT value FROM business WHERE key = ?", (_STAMP,))
    if known != stamp:
        with store.step("Write the calendar files"):
            store.set_business(_STAMP, stamp)


def _stamp(store: Store, folder: Path) -> str:
    step = store.value("SELECT max(id) FROM step") or 0
    place = sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
    return f"{step}:{place}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _calendars(store: Store) -> dict[str, list[CalendarEvent]]:
    """The events of everybody and of each member of staff, by the name of their file."""
    business = setting(store, "business_name").strip()
    whole = f"{business} {_EVERYBODY}".strip()
    staff = dict(store.select("SELECT id, name FROM staff WHERE active = 1 ORDER BY position, id"))
    goes: dict[int, list[int]] = defaultdict(list)
    for appointment, member in store.select(
        "SELECT DISTINCT appointment_id, staff_id FROM attendance WHERE staff_id IS NOT NULL"
    ):
        goes[appointment].append(member)
    found: dict[str, list[CalendarEvent]] = {whole: []}
    found |= {name: [] for name in staff.values() if name != whole}
    rows = store.select("SELECT id, private FROM appointment ORDER BY id")
    for start in range(0, len(rows), _PAGE):
        some = rows[start : start + _PAGE]
        listed = events(store, [row[0] for row in some])
        for (row_id, private), event in zip(some, listed, strict=True):
            shown = masked(event) if private else without_ours(event)
            found[whole].append(shown)
            for member in goes[row_id]:
                if staff.get(member, whole) != whole:
                    found[staff[member]].append(shown)
    return found
