"""The command line: arguments in, one exit status out.

0: done. 1: the rules or a file said no. 2: the command line is wrong. 3: a damaged book.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from app.cli import stopping
from app.cli.talk import Command, Talk, silence, wants_traces

COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("new", "make a book"),
    "import": ("import_file", "bring people and companies in from a spreadsheet"),
    "export": ("export", "write a list, or the whole book, to a file"),
    "find": ("find", "find anybody and anything by any part of it"),
    "show": ("show", "show one record whole"),
    "list": ("list_records", "list what is in the book"),
    "letters": ("letters", "make letters in Word from a template"),
    "labels": ("labels", "make labels or envelopes as a PDF"),
    "mail": ("mail", "send one mail each to many, or make drafts"),
    "agenda": ("agenda", "what is in the calendar, day by day"),
    "free": ("free", "find a time when everybody is free"),
    "appointment": ("appointment", "book an appointment"),
    "merge": ("merge", "make several records of one person or firm one"),
    "history": ("history", "what was changed, when and by whom"),
    "undo": ("undo", "take back a change, also an older one"),
    "redo": ("redo", "do again what was undone last"),
    "backup": ("backup", "make a checked copy of a book"),
    "backups": ("backups", "list the copies of a book"),
    "restore": ("restore", "put a copy back under a book's name"),
    "check": ("check", "look whether a book is sound"),
}
"""Every command: the module that it lives in, and what it does."""

DONE, REFUSED, WRONG, INTERRUPTED = 0, 1, 2, 130
_OF_FORMS = "Not saved; what you typed is still here."
"""What the window may promise; here nothing was typed into a form."""
_OF_COMMANDS = "Nothing was saved."
EPILOG = """Without a command the window opens on the last book; `deskbook open BOOK` opens BOOK.
Exit status: 0 done, 1 refused (nothing changed), 2 wrong command line, 3 damaged book.
DESKBOOK_DEBUG=1 shows where in the program something went wrong."""


class WrongUse(Exception):
    """The command line is wrong; the message is argparse's own."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """Raises instead of leaving, so that ``--json`` holds for wrong command lines too."""

    named: argparse.ArgumentParser | None = None
    """The command that was meant, where the fault is found after it was read."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(message, (self.named or self).format_usage().strip())


def parser(only: str = "") -> argparse.ArgumentParser:
    """The whole command line; with ``only``, just that command is loaded (quicker)."""
    top = _Parser(
        prog="deskbook", description="A contact manager for small firms, in one file.",
        epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    top.add_argument("--version", action="store_true", help="print the version and stop")
    top.add_argument("--json", action="store_true", dest="in_front", help=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, (module, text) in COMMANDS.items():
        part = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
        if only in ("", name):
            loaded = import_module(f"app.cli.{module}")
            loaded.add_arguments(part)
            part.set_defaults(work=loaded.run)
        if name == only:
            top.named = part
    return top


def run(argv: Sequence[str]) -> int:
    """Run one command; never raises, never shows a traceback unless asked to."""
    _speak_utf8()
    talk = Talk(as_json="--json" in argv)
    try:
        return _run(list(argv), talk)
    except KeyboardInterrupt:
        return _stopped(talk)
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not try to flush it again.
        silence(sys.stdout)
        return DONE
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except Exception as error:
        # What was broken off in the engine reads like a damaged file.
        return _stopped(talk) if stopping.was_asked() else _told(error, talk)


def _stopped(talk: Talk) -> int:
    """The status of work that somebody wanted to end; the book is as before or as after it."""
    with contextlib.suppress(OSError, KeyboardInterrupt):
        if not talk.answered:
            hint = "Nothing is left half done. See: deskbook history --in BOOK"
            talk.error("stopped", "Stopped before it was done.", hint)
    return INTERRUPTED


def _told(error: Exception, talk: Talk) -> int:
    """The status of an error that was explained, as far as there is anywhere to write to."""
    try:
        return _explain(error, talk)
    except OSError:
        # The disk that our output goes to is full, or the pipe is gone; the status still tells.
        silence(sys.stdout)
        silence(sys.stderr)
        return REFUSED


def _run(argv: list[str], talk: Talk) -> int:
    named = next((word for word in argv if not word.startswith("-")), "")
    if named == "open":
        raise WrongUse("The window opens one book.", "usage: deskbook open BOOK")
    args = parser(named if named in COMMANDS else "").parse_args(_joined(argv))
    _check_words(args)
    if args.version:
        talk.result({"version": _version()}, f"deskbook {_version()}")
        return DONE
    if args.command is None:
        raise WrongUse("Say what to do, for example: deskbook find TEXT --in BOOK", "")
    work: Command = args.work
    return work(args, talk)


def _joined(argv: list[str]) -> list[str]:
    """``--sort -name`` as ``--sort=-name``: by itself the second word looks like an option."""
    words: list[str] = []
    for word in argv:
        backwards = word.startswith("-") and not word.startswith("--")
        if backwards and words and words[-1] == "--sort":
            words[-1] = f"--sort={word}"
        else:
            words.append(word)
    return words


def _check_words(args: argparse.Namespace) -> None:
    """Refuse words that are no text before anything is done; names of files may be any bytes."""
    for given in vars(args).values():
        for word in given if isinstance(given, list) else [given]:
            if isinstance(word, str) and not _is_text(word):
                message = "A word on the command line is not UTF-8, so it cannot be understood."
                raise WrongUse(message, "Nothing was changed.")


def _is_text(word: str) -> bool:
    """Whether a word of the command line is UTF-8: what is not comes as half letters."""
    return not any("\ud800" <= sign <= "\udfff" for sign in word)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("deskbook")
    except PackageNotFoundError:
        return "not installed"


def _explain(error: Exception, talk: Talk) -> int:
    """Every error as one sentence and what to do; the exit status that belongs to it."""
    from app.models.edited_since import edited_since
    from app.models.errors import Refusal
    from app.storage.errors import BookError, from_sqlite
    from app.storage.undo import UndoConflict

    if wants_traces() and not isinstance(error, WrongUse):
        traceback.print_exception(error, file=sys.stderr)
    error = from_sqlite(error) or error
    if isinstance(error, WrongUse):
        talk.error("usage", str(error), error.usage or "See: deskbook --help")
        return WRONG
    if isinstance(error, UndoConflict):
        listed: list[dict[str, Any]] = [
            {"kind": c.table, "id": c.row_id, "title": c.title, "reason": c.reason,
             "record": {"kind": c.owner[0], "id": c.owner[1]}}
            for c in error.conflicts
        ]  # fmt: skip
        if not talk.as_json:
            # One line a record, as many as the sentence says
            for one in edited_since(error.conflicts):
                kind, number = one.owner
                talk.remark(f"  {one.title} ({kind} {number}): {', '.join(one.reasons)}")
        hint = "Nothing was changed. Choose: --conflicts keep or --conflicts revert"
        talk.error(error.kind, error.message, hint, conflicts=listed)
        return error.exit_status
    if isinstance(error, BookError):
        talk.error(error.kind, error.message, error.hint.replace(_OF_FORMS, _OF_COMMANDS))
        return error.exit_status
    if isinstance(error, Refusal):
        talk.error("refused", error.message, "Nothing was changed.")
        return REFUSED
    return _explain_others(error, talk)


def _explain_others(error: Exception, talk: Talk) -> int:
    """Faults of foreign files and places, and at last our own."""
    from app.exchange.new_file import CannotWrite
    from app.exchange.papers.font_file import UnusableFont
    from app.exchange.tables.list_workbook import UnwritableList
    from app.exchange.tables.table import UnreadableFile
    from app.exchange.word.word_package import UnusableTemplate

    kinds: dict[type[Exception], str] = {
        UnreadableFile: "unreadable_file", CannotWrite: "cannot_write",
        UnusableTemplate: "unusable_template", UnwritableList: "unwritable_list",
        UnusableFont: "unusable_font",
    }  # fmt: skip
    for kind, name in kinds.items():
        if isinstance(error, kind):
            talk.error(name, str(error), "The book was not changed.")
            return REFUSED
    if isinstance(error, OSError) and error.strerror:
        message = f"{error.filename or 'A file'} could not be used: {error.strerror}."
        talk.error("file", message, "The book was not changed.")
        return REFUSED
    message = f"Something went wrong inside Deskbook ({type(error).__name__}). The book is safe."
    talk.error("bug", message, "Set DESKBOOK_DEBUG=1 and try again to see where.")
    return REFUSED


def _speak_utf8() -> None:
    """Names come in every script; a terminal that cannot show one gets a mark for it."""
    # A closed stream is None: there is nobody to tell, which is no reason to fail.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            known = stream.isatty()
            reconfigure(encoding=None if known else "utf-8", errors="replace")
