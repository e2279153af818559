"""One typed line becomes the fields of a new appointment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from app.models.calendar.appointment import Appointment, moved_from_gap, parse_wall, zone_of
from app.models.qt.session import Session
from app.models.quick_words import QuickWords, read_line
from app.storage import search
from app.storage.wall_time import DAY, MINUTE, lasting, over_at
from app.ui.panes.calendar.calendar_events import wall_text
from app.ui.panes.calendar.calendar_known import Known
from app.ui.widgets.date_words import parse_date
from app.ui.widgets.dates import locale_day_first


def read_typed(text: str, known: Known, clock: Callable[[], datetime]) -> QuickWords:
    """What a line says, in the days and kinds of this book."""
    return read_line(
        text,
        clock(),
        lambda words, today: parse_date(words, today, day_first=locale_day_first()),
        {kind.key: kind.name for kind in known.kinds.values()},
    )


def typed_draft(found: QuickWords, draft: Appointment, known: Known) -> Appointment:
    """The draft with what the line says; what it does not say stays."""
    kind = found.kind or draft.kind
    start, end = parse_wall(draft.start_at), parse_wall(draft.end_at)
    zone = draft.zone or known.zone
    usual = lasting(start, end, zone_of(draft.zone)) // MINUTE
    if found.has_time:
        usual = known.kind(kind).minutes
    if found.start is not None:
        timed = found.has_time or found.all_day
        start = found.start if timed else datetime.combine(found.start.date(), start.time())
    all_day = found.all_day or bool(draft.all_day and not found.has_time)
    if all_day:
        over = start + (DAY if found.all_day else end - parse_wall(draft.start_at))
        start_at, end_at = wall_text(start, all_day=True), wall_text(over, all_day=True)
    else:
        start_at = moved_from_gap(wall_text(start, all_day=False), zone)
        end_at = _over(start_at, found, usual, zone)
    return replace(
        draft,
        title=found.title,
        kind=kind,
        start_at=start_at,
        end_at=end_at,
        all_day=int(all_day),
        rrule=found.rule or draft.rrule,
    )


def _over(start_at: str, found: QuickWords, usual: int, zone: str) -> str:
    """The clock time that was said, else the end of so many real minutes."""
    if found.until is not None:
        said = wall_text(datetime.combine(parse_wall(start_at).date(), found.until), all_day=False)
        if said > start_at:
            return said
    return over_at(start_at, found.minutes or usual, zone)


def person_named(session: Session, names: Sequence[str]) -> int | None:
    """Who is meant by one of these names, where just one person of the book is."""
    for name in names:
        ids = session.read(search.find_ids, "contact", name, 2)
        if len(ids) == 1:
            return ids[0]
    return None
