"""One typed line becomes the fields of a new appointment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.models.calendar.appointment import Appointment, parse_wall
from app.models.qt.session import Session
from app.models.quick_words import QuickWords, read_line
from app.storage import search
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
    usual = int((end - start).total_seconds() // 60)
    if found.has_time:
        usual = known.kind(kind).minutes
    if found.start is not None:
        timed = found.has_time or found.all_day
        start = found.start if timed else datetime.combine(found.start.date(), start.time())
    all_day = found.all_day or bool(draft.all_day and not found.has_time)
    length = timedelta(days=1) if found.all_day else timedelta(minutes=found.minutes or usual)
    return replace(
        draft,
        title=found.title,
        kind=kind,
        start_at=wall_text(start, all_day=all_day),
        end_at=wall_text(start + length, all_day=all_day),
        all_day=int(all_day),
        rrule=found.rule or draft.rrule,
    )


def person_named(session: Session, names: Sequence[str]) -> int | None:
    """Who is meant by one of these names, where just one person of the book is."""
    for name in names:
        ids = session.read(search.find_ids, "contact", name, 2)
        if len(ids) == 1:
            return ids[0]
    return None
