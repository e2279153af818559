"""``deskbook list KIND --in BOOK``: what is in the book, filtered and sorted."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count, table
from app.desk import list_out
from app.models.columns import COLUMNS, chosen_columns
from app.storage.queries import lists


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("kind", metavar="KIND", type=asking.kind_of, help=", ".join(asking.KINDS))
    asking.add_book(parser)
    asking.add_choice(parser)
    parser.add_argument("--sort", metavar="FIELD", help="sort by a field; -FIELD: backwards")
    parser.add_argument("--limit", metavar="N", type=asking.at_least_one, help="at most so many")
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """The records of a list, one a line."""
    entity = args.kind
    with asking.opened(args.book) as store:
        ids = list(lists.list_ids(store, asking.query_of(store, entity, args)))
        total, ids = len(ids), ids[: args.limit]
        if talk.as_json:
            found = list(list_out.records_of(store, entity, ids, COLUMNS[entity]))
            talk.result(found)
            return 0
        columns = chosen_columns(entity)
        said = list_out.words_of(store, entity)
        rows = [
            [row["id"], *(_shown(list_out.said_value(column, row, said)) for column in columns)]
            for row in list_out.paged(store, entity, ids)
        ]
    heads = ["Number", *(column.label for column in columns)]
    talk.result(None, *(table(heads, rows) if rows else ()))
    shown = "" if len(rows) == total else f", the first {len(rows):,} shown"
    talk.remark(f"{count(total, entity, asking.KINDS[entity])}{shown}.")
    return 0


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
