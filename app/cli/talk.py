"""How commands speak: one JSON document or plain lines on standard output, the rest beside it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

QUIET_SECONDS = 0.5
"""Work shorter than this shows no progress line."""
_STEP_SECONDS = 0.1


@dataclass(slots=True)
class Talk:
    """What a command says; ``as_json`` decides the form of the result.

    Results go to standard output; remarks, progress and errors to standard error.
    """

    as_json: bool = False
    answered: bool = False
    """Whether the one result is out, or on its way."""
    _started: float = field(default_factory=time.monotonic)
    _told: float = 0.0
    _line_open: bool = False

    def result(self, document: Any, *lines: str) -> None:
        """The one result: as a JSON document, or as lines for a person."""
        self._end_line()
        self.answered = True
        if self.as_json:
            text = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
            sys.stdout.write(f"{text}\n")
        else:
            sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()

    def remark(self, text: str) -> None:
        """A sentence beside the result; where it cannot be written, the result still stands."""
        self._end_line()
        try:
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()
        except OSError:
            silence(sys.stderr)

    def progress(self, done: int, total: int, what: str) -> None:
        """How far long work is: one line on a terminal, rewritten; nothing elsewhere."""
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._started < QUIET_SECONDS:
            return
        if now - self._told < _STEP_SECONDS and done != total:
            return
        self._told, self._line_open = now, True
        share = f"{done:,} of {total:,} {what}" if total else f"{done:,} {what}"
        sys.stderr.write(f"\r\x1b[K{share}")
        sys.stderr.flush()

    def error(self, kind: str, message: str, hint: str = "", **more: Any) -> None:
        """One clear sentence and what to do next; with ``--json`` the same as a document."""
        self._end_line()
        if self.as_json:
            self.result({"error": {"kind": kind, "message": message, "hint": hint, **more}})
            return
        sys.stderr.write(f"{message}\n")
        if hint:
            sys.stderr.write(f"{hint}\n")

    def _end_line(self) -> None:
        if self._line_open:
            sys.stderr.write("\r\x1b[K")
            self._line_open = False


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    message = f"{type(value).__name__} has no form in JSON"
    raise TypeError(message)


def silence(stream: TextIO) -> None:
    """Let the interpreter's last flush go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Rows as lines: columns side by side on a terminal, parted by tabs for other programs."""
    texts = [[_cell(value) for value in row] for row in rows]
    if not sys.stdout.isatty():
        return ["\t".join(line) for line in [list(heads), *texts]]
    widths = [
        max([len(head), *(len(line[place]) for line in texts)]) for place, head in enumerate(heads)
    ]
    _fit(widths, shutil.get_terminal_size().columns)
    return [_line(line, widths) for line in [list(heads), ["─" * w for w in widths], *texts]]


def _fit(widths: list[int], room: int) -> None:
    """Make the widest columns narrower until a line fits."""
    while sum(widths) + 2 * len(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    cut = [
        cell if len(cell) <= width else f"{cell[: width - 1]}…"
        for cell, width in zip(cells, widths, strict=True)
    ]
    return "  ".join(c.ljust(w) for c, w in zip(cut, widths, strict=True)).rstrip()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.split())


def facts(values: Mapping[str, object]) -> list[str]:
    """Names and values under each other; empty values are left away."""
    kept = {name: _cell(value) for name, value in values.items() if value not in (None, "", 0)}
    width = max((len(name) for name in kept), default=0)
    return [f"{name.ljust(width)}  {value}" for name, value in kept.items()]


def count(number: int, noun: str, many: str = "") -> str:
    """``1 letter``, ``312 letters``."""
    return f"1 {noun}" if number == 1 else f"{number:,} {many or noun + 's'}"


def wants_traces() -> bool:
    """Whether ``DESKBOOK_DEBUG`` asks for tracebacks."""
    return os.environ.get("DESKBOOK_DEBUG", "") not in ("", "0")


Command = Callable[[Any, Talk], int]
"""What a command is: the parsed arguments and how to speak; the exit status."""
