"""What happened with a person or firm, handed out as a list."""

from __future__ import annotations

from datetime import datetime

from app.models.qt.session import Session
from app.storage.queries import timeline
from app.storage.queries.lists import ListQuery
from app.storage.tables import Row
from app.ui import words
from app.ui.forms.facts import Facts
from app.ui.pane import ListWish

_COLUMNS = ("at", "kind", "contact", "subject", "body", "staff")
_MOST = 100_000


def timeline_wish(session: Session, facts: Facts, now: datetime, *, with_people: bool) -> ListWish:
    """The whole timeline, newest first: what was logged, and the appointments that are over."""
    read, wall = session.read, now.strftime("%Y-%m-%dT%H:%M")
    if facts.kind == "contact":
        logged = read(timeline.of_contact, facts.id, limit=_MOST)
    else:
        logged = read(timeline.of_account, facts.id, with_people=with_people, limit=_MOST)
    past = read(
        timeline.past_appointments, facts.kind, facts.id, wall,
        with_people=with_people, limit=_MOST,
    )  # fmt: skip
    name = facts.name if facts.kind == "contact" else ""
    rows = [{**row, "at": words.local_time(row["at"]).isoformat()[:19]} for row in logged]
    rows += [_appointment(row, name) for row in past]
    rows.sort(key=lambda row: str(row["at"]), reverse=True)
    # No entry has the number 0: an empty filter of ids would mean every one.
    query = ListQuery("activity", ids=tuple(row["id"] for row in logged) or (0,))
    return ListWish(query, _COLUMNS, f"{facts.name}, timeline", tuple(rows))


def _appointment(row: Row, name: str) -> Row:
    return {
        "id": row["id"], "at": row["start_at"], "kind": "appointment", "contact": name,
        "subject": row["title"], "body": row["note"], "staff": "",
    }  # fmt: skip
