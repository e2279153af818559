"""``deskbook appointment --in BOOK --title T --start TIME --minutes 45``: book one."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.cli import asking
from app.cli.agenda import EARLIEST, LATEST, staff_named
from app.cli.free import minutes_of
from app.cli.talk import Talk
from app.models.calendar.appointment import Appointment
from app.models.errors import Problem, Refusal
from app.models.operations.appointment_kinds import kinds
from app.models.operations.appointment_saving import save_appointment
from app.models.operations.booking import find_clashes
from app.models.operations.resources import resource_named
from app.storage.queries import records
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.wall_time import moved_from_gap, over_at, zone_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    asking.add_book(parser)
    parser.add_argument("--title", metavar="T", required=True, help="what it is")
    parser.add_argument(
        "--start", metavar="TIME", required=True, type=wall_of,
        help='wall time such as "2026-11-24 10:30"',
    )  # fmt: skip
    parser.add_argument("--minutes", metavar="N", type=minutes_of, help="else as its kind takes")
    parser.add_argument("--kind", metavar="KIND", help="what kind; else a meeting")
    parser.add_argument("--zone", metavar="ZONE", help="such as Europe/Berlin; else the book's own")
    parser.add_argument("--staff", metavar="NAME", nargs="+", default=[], help="colleagues who go")
    parser.add_argument(
        "--contact", metavar="ID", nargs="+", type=asking.number_of, default=[], help="who comes"
    )
    parser.add_argument(
        "--resource", metavar="NAME", nargs="+", default=[], help="rooms or things that are needed"
    )
    parser.add_argument("--place", metavar="TEXT", default="", help="where")
    parser.add_argument("--note", metavar="TEXT", default="", help="a note")
    parser.add_argument(
        "--repeat", metavar="RRULE", default="", help='such as "FREQ=WEEKLY;COUNT=10"'
    )
    parser.add_argument(
        "--anyway", metavar="REASON", default="", help="book it over a clash, and say why"
    )
    asking.add_json(parser)


def wall_of(text: str) -> str:
    """A wall time such as ``2026-11-24 10:30``; for argparse."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        found = datetime.min
    if found.tzinfo is not None or not EARLIEST <= found.year <= LATEST or len(text.strip()) < 16:
        message = f"{text[:40]} is no time such as 2026-11-24 10:30"
        raise argparse.ArgumentTypeError(message)
    return found.strftime("%Y-%m-%dT%H:%M")


def run(args: Any, talk: Talk) -> int:
    """Book it, or say what speaks against it; then nothing is changed."""
    with asking.opened(args.book, to_change=True) as store:
        appointment = _asked_for(store, args)
        contacts = _known(store, args.contact)
        staff = [staff_named(store, name) for name in args.staff]
        resources = [resource_named(store, name) for name in args.resource]
        clashes = find_clashes(
            store, appointment, contacts=contacts, staff=staff, resources=resources
        )
        hard = [clash for clash in clashes if clash.hard]
        if hard and not args.anyway.strip():
            raise Refusal([Problem("clash", _sentence([clash.text for clash in hard]))])
        made = save_appointment(
            store, appointment, contacts=contacts, staff=staff, resources=resources,
            anyway=args.anyway,
        )  # fmt: skip
        row = records.record(store, "appointment", made)
        step = store.last_changes.step_id
    document = {
        "id": made, "title": row["title"], "start": row["start_at"], "end": row["end_at"],
        "zone": row["zone"], "repeat": row["rrule"], "anyway": row["anyway_reason"],
        "note": _moved(args.start, row["start_at"]),
        "clashes": [
            {"kind": clash.kind, "text": clash.text, "hard": clash.hard, "with": clash.with_id,
             "start": clash.start_at}
            for clash in clashes
        ],
        "step": step,
    }  # fmt: skip
    when = f"{row['start_at'].replace('T', ' ')} to {row['end_at'][11:]}"
    talk.result(document, f"Booked: {row['title']}, {when} ({row['zone']}), number {made}.")
    for clash in clashes:
        talk.remark(clash.text)
    if document["note"]:
        talk.remark(document["note"])
    return 0


def _moved(asked: str, kept: str) -> str:
    """What is said of a time that no clock shows (rule R43)."""
    if asked == kept:
        return ""
    return f"The clocks jump over {asked[11:]} that day, so it begins at {kept[11:]} instead."


def _asked_for(store: Store, args: Any) -> Appointment:
    zone = args.zone or setting(store, "zone")
    if zone_of(zone) is None:
        message = f"There is no time zone called {zone}."
        raise Refusal(message, "zone")
    known = {kind.key: kind for kind in kinds(store)}
    kind = next(
        (
            one
            for one in known.values()
            if args.kind and args.kind.lower() in (one.key, one.name.lower())
        ),
        None if args.kind else known.get("meeting"),
    )
    if args.kind and kind is None:
        names = ", ".join(one.name for one in known.values())
        message = f"There is no kind of appointment called {args.kind}. There are: {names}."
        raise Refusal(message, "kind")
    length = args.minutes or (kind.minutes if kind else 60)
    start = moved_from_gap(args.start, zone)
    made = Appointment(
        title=args.title, start_at=start, end_at=over_at(start, length, zone), zone=zone,
        place=args.place, note=args.note, rrule=args.repeat.strip(),
    )  # fmt: skip
    if kind is None:
        return made
    return replace(
        made, kind=kind.key, before_minutes=kind.before_minutes, after_minutes=kind.after_minutes,
        bring=kind.bring,
    )  # fmt: skip


def _known(store: Store, ids: list[int]) -> list[int]:
    for one in ids:
        records.record(store, "contact", one)
    return ids


def _sentence(texts: list[str]) -> str:
    said = " ".join(text if text.endswith(".") else f"{text}." for text in texts[:5])
    more = f" And {len(texts) - 5} more." if len(texts) > 5 else ""
    return f"{said}{more} To book it all the same: --anyway REASON."
