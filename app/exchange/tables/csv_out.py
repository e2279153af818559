"""Lists as CSV that Excel opens rightly and never runs.

UTF-8 with a byte order mark, comma, CRLF (RFC 4180). A cell that a spreadsheet would take for a
formula gets an apostrophe in front (reliability rule R37); so does one that begins with an
apostrophe before such a character, so that a reader which takes exactly one off in these cases
has the text back.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.exchange.new_file import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

TRIGGERS = frozenset("=+-@\t\r\0")
_BATCH = 1000


def guarded(text: str) -> str:
    """`text` so that no spreadsheet runs it."""
    first = text[:1]
    if first in TRIGGERS and first:
        return "'" + text
    if first == "'" and unguarded_length(text):
        return "'" + text
    return text


def unguarded_length(text: str) -> bool:
    """Whether apostrophes stand before a character that would start a formula."""
    rest = text.lstrip("'")
    return len(rest) < len(text) and rest[:1] in TRIGGERS and bool(rest)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return str(value)  # a number of our own cannot be a formula, also below zero
    return guarded(str(value).replace("\0", ""))


def write(
    path: str | Path,
    labels: Sequence[str],
    rows: Iterable[Sequence[Any]],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write a CSV file; the number of rows written. Raises CannotWrite, leaving no half file."""
    count = 0
    with replacing(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", errors="replace")
        writer = csv.writer(text, lineterminator="\r\n")
        quoting = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        writer.writerow([guarded(label) for label in labels])
        for row in rows:
            cells = [_cell(value) for value in row]
            # Apostrophes around a cell are the quotes of some programs, unless others are met
            quoted = any(cell[:1] == "'" for cell in cells)
            (quoting if quoted else writer).writerow(cells)
            count += 1
            if progress and not count % _BATCH:
                progress(count)
        text.flush()
        text.detach()
    return count
