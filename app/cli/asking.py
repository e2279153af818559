"""What several commands ask for: the book, a kind of record, who is meant by a list or a rule."""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app.models.errors import Refusal
from app.models.view import fields_of, parse_rule
from app.storage import book
from app.storage.queries import lists, many, saved_views
from app.storage.queries.lists import ListQuery
from app.storage.queries.rules import FIELDS, UnknownField
from app.storage.store import Store
from app.storage.text import fold

KINDS = {
    "contact": "contacts", "account": "accounts", "deal": "deals", "appointment": "appointments",
    "task": "tasks", "document": "documents", "activity": "activities",
}  # fmt: skip
"""Every kind of record with its plural; commands take both."""
_MOST = (1 << 63) - 1


def kind_of(text: str) -> str:
    """The kind of record meant by a word, one or many; for argparse."""
    for one, plural in KINDS.items():
        if text.lower() in (one, plural):
            return one
    message = f"there is no kind called {text}; choose from {', '.join(KINDS)}"
    raise argparse.ArgumentTypeError(message)


def ids_of(text: str) -> tuple[int, ...]:
    """Numbers of records parted by commas; for argparse."""
    try:
        found = tuple(number_of(part) for part in text.split(",") if part.strip())
    except argparse.ArgumentTypeError:
        found = ()
    if not found:
        message = f"{text[:40]} is no list of numbers such as 1,2,3"
        raise argparse.ArgumentTypeError(message)
    return found


def number_of(text: str) -> int:
    """The number of a record or a step; for argparse."""
    try:
        found = int(text)
    except ValueError:
        found = _MOST + 1
    # The engine knows no longer numbers, so nothing can have one.
    if abs(found) > _MOST:
        message = f"{text[:40]} is no number of a record"
        raise argparse.ArgumentTypeError(message)
    return found


def at_least_one(text: str) -> int:
    """A whole number from 1 up; for argparse."""
    if not text.isdecimal() or int(text[:40]) < 1:
        message = f"{text[:40]} is no whole number from 1 up"
        raise argparse.ArgumentTypeError(message)
    return min(int(text[:40]), _MOST)


def add_conflicts(parser: argparse.ArgumentParser) -> None:
    """The option that says what becomes of records edited since a step that is taken back."""
    parser.add_argument(
        "--conflicts", choices=("keep", "revert"),
        help="records edited since: keep them as they are, or revert them too",
    )  # fmt: skip


def add_json(parser: argparse.ArgumentParser) -> None:
    """``--json``, which every command has."""
    parser.add_argument(
        "--json", action="store_true", help="print exactly one JSON document on standard output"
    )


def add_book(parser: argparse.ArgumentParser, name: str = "--in") -> None:
    """Which book: ``--in BOOK`` or its like."""
    parser.add_argument(
        name, dest="book", metavar="BOOK", required=True, type=Path, help="the book, a file"
    )


def add_choice(parser: Any, *, ids: bool = False) -> None:
    """``--view``, ``--where`` and, if asked, ``--ids``."""
    parser.add_argument("--view", metavar="NAME", help="the records on a saved list")
    parser.add_argument(
        "--where", metavar="RULE",
        help="records that meet a rule, such as: 'tag = \"Spring mailing\" and town = Marlow'",
    )  # fmt: skip
    if ids:
        parser.add_argument("--ids", metavar="1,2,3", type=ids_of, help="records by their numbers")


def real_file(path: Path) -> Path:
    """``path``, unless it is a pipe or a device: these never end, or cannot be read twice."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):
        return path  # whoever reads it says what is wrong
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        message = f"{path.name} is not a file on a disk. Save it as a file first."
        raise Refusal(message, "file")
    return path


def beside_book(path: Path | None, book: Path) -> Path | None:
    """A file that is to be written, unless it is the book itself or cannot be written."""
    if path is None:
        return None
    if path.exists() and book.exists() and path.samefile(book):
        message = f"{path.name} is the book itself. Choose another name."
        raise Refusal(message, "file")
    if path.is_dir():
        message = f"{path.name} is a folder. Choose a file name."
        raise Refusal(message, "file")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        message = f"Nothing can be written to the folder {path.parent}. Choose another place."
        raise Refusal(message, "file")
    return path


@contextmanager
def opened(path: Path, *, to_change: bool = False, as_is: bool = False) -> Iterator[Store]:
    """The book, to look at only unless the command changes it; closed at the end.

    ``as_is``: the file itself, also of an older version.
    """
    store = book.open_book(path, read_only=not to_change, as_is=as_is)
    try:
        yield store
    finally:
        book.close_book(store)


def saved_list(store: Store, name: str, entity: str) -> dict[str, Any]:
    """A saved list by its name, whatever its case; raises ``Refusal`` naming those there are."""
    views = [view for view in saved_views.saved_views(store) if view["entity"] == entity]
    for view in views:
        if fold(view["name"]) == fold(name.strip()):
            return view
    known = ", ".join(view["name"] for view in views) or "none yet"
    message = f"There is no list of {KINDS[entity]} called “{name}”. There are: {known}."
    raise Refusal(message, "view")


def _check_fields(store: Store, entity: str, rule: Any) -> None:
    """Refuse a field that nobody made: a slip of the pen must not look like an empty list."""
    strange = fields_of(rule) - FIELDS[entity].keys()
    if not strange:
        return
    own = {fold(label) for label in many.own_labels(store, entity)}
    for name in sorted(strange):
        if fold(name) not in own:
            known = ", ".join(FIELDS[entity])
            message = f"There is no field called {name[:40]} here. There are: {known}."
            raise UnknownField(message)


def query_of(store: Store, entity: str, args: Any) -> ListQuery:
    """The records meant by ``--view``, ``--where``, ``--ids`` and ``--sort`` together."""
    rules, sort = [], getattr(args, "sort", None) or ""
    today = date.today()
    if getattr(args, "view", None):
        view = saved_list(store, args.view, entity)
        rules.append(parse_rule(view["rule"], today))
        sort = sort or view["sort"]
    if getattr(args, "where", None):
        rule = parse_rule(args.where, today)
        _check_fields(store, entity, rule)
        rules.append(rule)
    rules = [rule for rule in rules if rule]
    rule = None if not rules else rules[0] if len(rules) == 1 else ("and", rules)
    asked, down = bool(sort), sort.startswith("-")
    sort = sort.removeprefix("-")
    if asked and sort not in lists.SORTS[entity]:
        known = ", ".join(lists.SORTS[entity])
        said = sort or "nothing"
        message = f"{KINDS[entity].capitalize()} cannot be sorted by {said}. These can: {known}."
        raise Refusal(message, "sort")
    ids = tuple(getattr(args, "ids", None) or ())
    return ListQuery(entity, rule, sort=sort, descending=down, ids=ids)
