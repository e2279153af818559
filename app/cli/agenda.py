"""``deskbook agenda --in BOOK``: what is in the calendar, every occurrence of every series."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.cli import asking
from app.cli.talk import Talk, count, table
from app.models.calendar.appointment import STATUSES, parse_wall
from app.models.errors import Refusal
from app.storage.queries import calendar, records
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.text import fold

USUAL_DAYS = 7
MOST_DAYS = 3660
EARLIEST, LATEST = 1600, 9000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    asking.add_book(parser)
    parser.add_argument(
        "--from", dest="first", metavar="DATE", type=day_of, help="the first day; else today"
    )
    parser.add_argument(
        "--to", dest="last", metavar="DATE", type=day_of,
        help=f"the last day, itself included; else {USUAL_DAYS} days from the first",
    )  # fmt: skip
    parser.add_argument("--staff", metavar="NAME", help="only what this colleague goes to")
    asking.add_json(parser)


def day_of(text: str) -> date:
    """A date such as 2026-11-24; for argparse."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if EARLIEST <= found.year <= LATEST:
        return found
    message = f"{text[:40]} is no date such as 2026-11-24"
    raise argparse.ArgumentTypeError(message)


def run(args: Any, talk: Talk) -> int:
    """The appointments of some days, in wall time with the zone."""
    with asking.opened(args.book) as store:
        first = args.first or today_of(store)
        last = args.last or first + timedelta(days=USUAL_DAYS - 1)
        rows = calendar.between(store, *span_of(first, last))
        if args.staff:
            wanted = staff_named(store, args.staff)
            rows = [row for row in rows if wanted in json.loads(row["staff_ids"])]
        found = [_event(store, row) for row in rows]
    if talk.as_json:
        talk.result(found)
        return 0
    lines = [(_when(one), one["title"], _who(one), one["location"], _said(one)) for one in found]
    heads = ("When", "What", "With", "Where", "Status")
    talk.result(None, *(table(heads, lines) if lines else ()))
    talk.remark(f"{count(len(found), 'appointment')} from {first} to {last}.")
    return 0


def today_of(store: Store) -> date:
    """The day it is where the business is."""
    return datetime.now(ZoneInfo(setting(store, "zone"))).date()


def span_of(first: date, last: date) -> tuple[str, str]:
    """The half-open span of wall times of days; raises ``Refusal`` when it is none."""
    if last < first:
        message = f"{last} is before {first}."
        raise Refusal(message, "to")
    if (last - first).days > MOST_DAYS:
        message = f"That is more than {MOST_DAYS // 366} years. Ask for fewer days."
        raise Refusal(message, "to")
    return f"{first}T00:00", f"{last + timedelta(days=1)}T00:00"


def staff_named(store: Store, name: str) -> int:
    """The number of a colleague, whatever the case; raises ``Refusal`` naming those there are."""
    rows = records.staff_and_gone(store)
    for row in rows:
        if fold(name.strip()) in (fold(row["name"]), fold(row["initials"])):
            return int(row["id"])
    team = ", ".join(dict.fromkeys(row["name"] for row in rows)) or "nobody yet"
    message = f"Nobody here is called “{name}”. There are: {team}."
    raise Refusal(message, "staff")


def _event(store: Store, row: Row) -> dict[str, Any]:
    """One occurrence as scripts read it; times are those of its own zone."""
    return {
        "id": row["id"], "title": row["title"], "start": row["start_at"], "end": row["end_at"],
        "zone": row["zone"], "all_day": bool(row["all_day"]), "status": row["status"],
        "staff": records.names_of(store, "staff", row["staff_ids"]),
        "contacts": records.names_of(store, "contact", row["contact_ids"]),
        "location": row["place"],
        "account": row["account"] or "", "kind": row["kind"],
        "resources": records.names_of(store, "resource", row["resource_ids"]),
        "series": row["series_id"], "occurrence": row["occurrence"],
        "starts_here": row["start"], "anyway": row["anyway_reason"],
    }  # fmt: skip


def _when(one: dict[str, Any]) -> str:
    if one["all_day"]:
        last = (parse_wall(one["end"]) - timedelta(days=1)).date().isoformat()
        return one["start"][:10] if last == one["start"][:10] else f"{one['start'][:10]} to {last}"
    begin, end = one["start"].replace("T", " "), one["end"].replace("T", " ")
    return f"{begin}–{end[11:] if end[:10] == begin[:10] else end}"


def _who(one: dict[str, Any]) -> str:
    return ", ".join([*one["contacts"], one["account"]]).strip(", ")


def _said(one: dict[str, Any]) -> str:
    who = ", ".join([*one["staff"], *one["resources"]])
    status = STATUSES.get(one["status"], one["status"])
    return f"{status} ({who})" if who else status
