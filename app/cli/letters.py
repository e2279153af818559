"""``deskbook letters TEMPLATE.docx --in BOOK --to OUT``: letters in Word."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count
from app.desk import letters
from app.desk.letter_values import ORDERS, TOGETHER, Prepared, RunOptions
from app.models.consent import PURPOSES
from app.models.errors import Refusal
from app.models.letters.letter_gate import MAY_PASS
from app.storage.queries import lists


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "template", metavar="TEMPLATE.docx",
        help="a Word file with merge fields, or the name of a template that came with Deskbook",
    )  # fmt: skip
    asking.add_book(parser)
    asking.add_choice(parser.add_mutually_exclusive_group(required=True), ids=True)
    parser.add_argument(
        "--to", metavar="OUT", type=Path, help="one .docx for all, or with --separate a folder"
    )
    parser.add_argument("--separate", action="store_true", help="one file a person")
    parser.add_argument("--pdf", action="store_true", help="PDF in place of Word")
    parser.add_argument("--check", action="store_true", help="say who would get one, and stop")
    parser.add_argument("--no-log", action="store_true", help="leave the timelines alone")
    parser.add_argument("--wait", action="store_true", help="log the run, but not as sent yet")
    _add_options(parser)
    asking.add_json(parser)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--purpose", choices=tuple(PURPOSES),
        help="what it is for (default: what is kept for the template, or service)",
    )  # fmt: skip
    add_gate(parser)
    parser.add_argument("--order", choices=[name for name in ORDERS if name], default="")
    parser.add_argument("--duplex", action="store_true", help="each letter on a fresh sheet")
    parser.add_argument(
        "--names", metavar="PATTERN", default="",
        help='names of separate files, such as "{last_name} {first_name}"',
    )  # fmt: skip
    parser.add_argument(
        "--not-within", metavar="DAYS", type=asking.at_least_one, default=0,
        help="leave out whoever got this letter in so many days",
    )  # fmt: skip


def add_gate(parser: argparse.ArgumentParser) -> None:
    """What letters and labels ask of the gate."""
    parser.add_argument(
        "--household", nargs="?", const="household", default="each", choices=tuple(TOGETHER),
        help="one for a household, or with --household address for an address",
    )  # fmt: skip
    parser.add_argument("--language", default="", help="only to those who read it, such as de")
    passable = [key for key, purposes in MAY_PASS.items() if purposes]
    parser.add_argument(
        "--override", metavar="REASON", action="append", default=[], choices=passable,
        help="pass a reason where the law lets you; again for more: " + ", ".join(passable),
    )  # fmt: skip


def run_options(args: Any) -> RunOptions:
    """The options of a run as typed."""
    return RunOptions(
        purpose=args.purpose or "", language=args.language, together=args.household,
        overrides=frozenset(args.override), order=getattr(args, "order", ""),
        duplex=getattr(args, "duplex", False), name_pattern=getattr(args, "names", ""),
        not_within_days=getattr(args, "not_within", 0),
    )  # fmt: skip


def run(args: Any, talk: Talk) -> int:
    """Make the letters and log them in one step, or, with ``--check``, only look."""
    if args.to is None and not args.check:
        raise Refusal("Say where the letters go: --to OUT.docx", "to")
    path = template_path(args.template)
    if args.to is not None and args.to.exists() and args.to.samefile(path):
        message = f"{args.to.name} is the template itself. Choose another name for the letters."
        raise Refusal(message, "to")
    content = _content(path)
    with asking.opened(args.book, to_change=not (args.check or args.no_log)) as store:
        options = letters.options_for(store, path.name, run_options(args))
        template = letters.open_template(content, options.field_map)
        ids = list(lists.list_ids(store, asking.query_of(store, "contact", args)))
        prepared = letters.prepare(store, template, ids, options=options)
        if args.check:
            _report(talk, prepared, [], None, 0.0)
            return 0
        made = letters.make(
            store, template_name=path.name, template_bytes=content, prepared=prepared,
            to=args.to, separate=args.separate, log=not args.no_log, pdf=args.pdf,
            confirm=not args.wait, progress=talk.progress,
        )  # fmt: skip
    _report(talk, prepared, [str(file) for file in made.files], made.step_id or None, made.seconds)
    return 0


def template_path(text: str) -> Path:
    """The file of that name, or the template of that name that came with the program."""
    path = Path(text)
    if path.exists():
        return path
    shipped = dict(letters.shipped_templates())
    if text in shipped:
        return shipped[text]
    known = ", ".join(shipped)
    message = f"There is no template {text}. These came with Deskbook: {known}."
    raise Refusal(message, "template")


def _content(path: Path) -> bytes:
    try:
        return asking.real_file(path).read_bytes()
    except OSError as error:
        message = f"The template {path.name} cannot be read: {error.strerror}."
        raise Refusal(message, "template") from None


def _report(
    talk: Talk, prepared: Prepared, files: list[str], step: int | None, seconds: float
) -> None:
    document = {
        "letters": len(prepared.letters), "files": files,
        "left_out": [
            {"id": each.id, "name": each.name, "reason": each.reason, "key": each.key,
             "overridable": each.overridable}
            for each in prepared.left_out
        ],
        "overridden": [
            {"id": each.contact_id, "name": each.name, "keys": list(each.overridden)}
            for each in prepared.letters
            if each.overridden
        ],
        "purpose": prepared.options.purpose or "service",
        "unknown_fields": [
            {"field": name, "nearest": nearest} for name, nearest in prepared.unknown_fields
        ],
        "step": step, "seconds": round(seconds, 3),
    }  # fmt: skip
    verb = f"written to {files[0]}" if len(files) == 1 else f"written, {count(len(files), 'file')}"
    lines = [f"{count(len(prepared.letters), 'letter')} {verb if files else 'would be made'}."]
    for each in prepared.left_out:
        way = f"; pass with --override {each.key}" if each.overridable else ""
        lines.append(f"  Left out: {each.name} ({each.reason}{way})")
    lines += unknown_told(prepared, "template")
    talk.result(document, *lines)


def unknown_told(prepared: Prepared, what: str) -> list[str]:
    """A sentence for each name that a template or mail asks for in vain."""
    tips = [
        (name, f"; did you mean {nearest}?" if nearest else "; it stays empty.")
        for name, nearest in prepared.unknown_fields
    ]
    return [f"  The {what} asks for “{name}”, which is not known{tip}" for name, tip in tips]
