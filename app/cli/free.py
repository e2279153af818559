"""``deskbook free --in BOOK --minutes 45``: the best times at which everybody asked for is free."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import Any

from app.cli import asking
from app.cli.agenda import day_of, span_of, staff_named, today_of
from app.cli.talk import Talk, count, table
from app.models.calendar.slots import SlotWish
from app.models.operations.booking import free_slots
from app.models.operations.resources import resource_named
from app.storage.settings import setting

USUAL_DAYS = 28
MOST_MINUTES = 1440
PARTS = ("morning", "afternoon", "evening")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    asking.add_book(parser)
    parser.add_argument(
        "--minutes", metavar="N", type=minutes_of, required=True, help="how long it takes"
    )
    parser.add_argument(
        "--staff", metavar="NAME", nargs="+", default=[], help="colleagues who must be free"
    )
    parser.add_argument(
        "--resource", metavar="NAME", nargs="+", default=[], help="rooms or things that are needed"
    )
    parser.add_argument(
        "--contact", metavar="ID", nargs="+", type=asking.number_of, default=[],
        help="people who must not have another appointment then",
    )  # fmt: skip
    parser.add_argument(
        "--from", dest="first", metavar="DATE", type=day_of, help="the first day; else today"
    )
    parser.add_argument(
        "--to", dest="last", metavar="DATE", type=day_of,
        help=f"the last day, itself included; else {USUAL_DAYS} days from the first",
    )  # fmt: skip
    parser.add_argument("--part", choices=PARTS, default="", help="when it would suit best")
    parser.add_argument(
        "--limit", metavar="N", type=asking.at_least_one, default=10, help="at most so many"
    )
    asking.add_json(parser)


def minutes_of(text: str) -> int:
    """A length of 5 minutes to a day; for argparse."""
    if text.isdecimal() and 5 <= int(text[:6]) <= MOST_MINUTES:
        return int(text)
    message = f"{text[:40]} is no length from 5 to {MOST_MINUTES} minutes"
    raise argparse.ArgumentTypeError(message)


def run(args: Any, talk: Talk) -> int:
    """The best free times, and why the others are none."""
    with asking.opened(args.book) as store:
        first = args.first or today_of(store)
        last = args.last or first + timedelta(days=USUAL_DAYS - 1)
        span_of(first, last)
        zone = setting(store, "zone")
        wish = SlotWish(
            args.minutes,
            staff=tuple(staff_named(store, name) for name in args.staff),
            resources=tuple(resource_named(store, name) for name in args.resource),
            contacts=tuple(args.contact),
            first_day=first.isoformat(),
            last_day=last.isoformat(),
            part_of_day=args.part,
            limit=args.limit,
        )
        answer = free_slots(store, wish)
    document = {
        "minutes": args.minutes,
        "zone": zone,
        "slots": [
            {"start": one.start_at, "end": one.end_at, "score": one.score,
             "reasons": list(one.reasons)}
            for one in answer.slots
        ],
        "rejected": [
            {"from": one.start_at, "to": one.end_at, "reason": one.reason}
            for one in answer.rejected
        ],
    }  # fmt: skip
    rows = [
        (one.start_at.replace("T", " "), one.end_at[11:], "; ".join(one.reasons))
        for one in answer.slots
    ]
    talk.result(document, *(table(("From", "To", "Why"), rows) if rows else ()))
    if rows:
        talk.remark(f"{count(len(rows), 'time')} from {first} to {last}.")
    else:
        why = answer.rejected[0].reason if answer.rejected else "nobody is there"
        talk.remark(f"No time from {first} to {last} suits everybody. For example: {why}.")
    return 0
