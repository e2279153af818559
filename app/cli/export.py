"""``deskbook export WHAT --from BOOK --to FILE``: a list, or everything."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count
from app.desk import exporting
from app.models.columns import COLUMNS, Column
from app.models.errors import Refusal

EVERYTHING = "everything"
FORMS = {"3.0": "vcard3", "4.0": "vcard4"}


def what_of(text: str) -> str:
    """A kind of record, or everything; for argparse."""
    return EVERYTHING if text.lower() == EVERYTHING else asking.kind_of(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "what", metavar="WHAT", type=what_of,
        help="contacts, accounts, appointments, tasks, deals, documents, activities or everything",
    )  # fmt: skip
    asking.add_book(parser, "--from")
    parser.add_argument(
        "--to", metavar="FILE", required=True, type=Path,
        help=".xlsx, .csv, .vcf, .ics or .json; for everything, a new folder",
    )  # fmt: skip
    asking.add_choice(parser)
    parser.add_argument(
        "--columns",
        metavar="a,b,c",
        help="which columns of the list, in this order; else every fact there is",
    )
    parser.add_argument(
        "--vcard", choices=("3.0", "4.0"), default="3.0", help="which vCards a .vcf file holds"
    )
    parser.add_argument("--sort", metavar="FIELD", help="sort by a field; -FIELD: backwards")
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Write the file or folder; it is whole or not there."""
    with asking.opened(args.book) as store:
        if args.what == EVERYTHING:
            whole = exporting.export_everything(store, args.to, talk.progress)
            rows = sum(whole.counts.values())
            talk.result(
                {"folder": str(whole.folder), "counts": whole.counts, "files": whole.files,
                 "rows": rows, "seconds": round(whole.seconds, 3)},
                f"{count(rows, 'record')} and {count(whole.files, 'file')} written to {args.to}.",
            )  # fmt: skip
            return 0
        columns = columns_of(args.what, args.columns) if args.columns else None
        query = asking.query_of(store, args.what, args)
        title = args.view or asking.KINDS[args.what].capitalize()
        done = exporting.export_list(
            store, query, columns, args.to, title, talk.progress, form=FORMS[args.vcard]
        )
    talk.result(
        {"file": str(done.file), "kind": args.what, "rows": done.rows,
         "columns": list(done.columns), "seconds": round(done.seconds, 3)},
        f"{count(done.rows, *_nouns(args.what))} written to {args.to}.",
    )  # fmt: skip
    return 0


def columns_of(entity: str, asked: str) -> tuple[Column, ...]:
    """The columns of lists named by key or heading."""
    known = COLUMNS[entity]
    by_name = {column.label.lower(): column for column in known}
    by_name |= {column.key: column for column in known}
    wanted = [name.strip() for name in asked.split(",") if name.strip()]
    if not wanted:
        message = "Say which columns, for example: --columns name,email"
        raise Refusal(message, "columns")
    for name in wanted:
        if name.lower() not in by_name:
            keys = ", ".join(column.key for column in known)
            message = f"There is no column called {name}. There are: {keys}."
            raise Refusal(message, "columns")
    return tuple(dict.fromkeys(by_name[name.lower()] for name in wanted))


def _nouns(entity: str) -> tuple[str, str]:
    return entity, asking.KINDS[entity]
