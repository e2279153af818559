"""``deskbook new BOOK``: make a book, empty or with example data."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count
from app.models.calendar.appointment import zone_of
from app.models.errors import Refusal
from app.storage import book

CURRENCIES = {
    "GB": "GBP", "US": "USD", "CH": "CHF", "SE": "SEK", "DK": "DKK", "NO": "NOK", "PL": "PLN",
    "CZ": "CZK", "AU": "AUD", "CA": "CAD", "NZ": "NZD", "IN": "INR", "JP": "JPY",
}  # fmt: skip
EURO = frozenset(
    ("AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV",
     "MT", "NL", "PT", "SI", "SK")
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("book", metavar="BOOK", type=Path, help="a new file, NAME.deskbook")
    parser.add_argument("--sample", action="store_true", help="fill it with a made-up firm")
    parser.add_argument("--locale", metavar="de_DE", help="language and formats; default en_GB")
    parser.add_argument("--zone", metavar="Europe/Berlin", help="time zone of the business")
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Make the book; with example data it is whole or not there at all."""
    store = book.create_book(args.book, business=_business(args.locale, args.zone))
    made: dict[str, int] = {}
    try:
        if args.sample:
            from app.desk.sample import make_sample

            sample = make_sample(store, today=date.today(), progress=talk.progress)
            made = {"contacts": sample.contacts, "accounts": sample.accounts,
                    "activities": sample.activities, "appointments": sample.appointments,
                    "deals": sample.deals}  # fmt: skip
    except BaseException:
        book.close_book(store)
        args.book.unlink(missing_ok=True)
        raise
    book.close_book(store)
    lines = [f"Made {args.book}."]
    if made:
        said = f"{count(made['contacts'], 'contact')}, {count(made['accounts'], 'account')}"
        lines.append(f"It holds a made-up firm: {said}.")
    talk.result({"book": str(args.book), "sample": made}, *lines)
    return 0


def _business(locale: str | None, zone: str | None) -> dict[str, str]:
    kept: dict[str, str] = {}
    if locale:
        if not re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", locale):
            message = f"{locale} is no language and country such as en_GB or de_DE."
            raise Refusal(message, "locale")
        country = locale[-2:]
        currency = "EUR" if country in EURO else CURRENCIES.get(country, "EUR")
        kept = {"locale": locale, "country": country, "currency": currency}
    if zone:
        if zone_of(zone) is None:
            message = f"There is no time zone called {zone}. Try Europe/London."
            raise Refusal(message, "zone")
        kept["zone"] = zone
    return kept
