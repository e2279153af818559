"""What text tables get wrong so often that it can be put right: lone quotes, names with commas."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Final

from app.models.names import looks_like_firm

_MOST_MENDED: Final = 20
_LARGE: Final = 5_000_000
"""From how many letters on a table is gone through once more only with a cause."""
_LOOKED_AT: Final = 200

_IN_QUOTES: Final = re.compile(r'(?:^|[,;|\t])"', re.M).search
_IN_APOSTROPHES: Final = re.compile(r"(?:^|[,;|\t])'[^']*'(?=$|[,;|\t])").search

Parse = Callable[[str], Iterator[list[str]]]


def with_quotes_closed(text: str, delimiter: str, parse: Parse) -> tuple[str, list[str]]:
    """The text with quotation marks that are never closed read as letters, and notes of them.

    Left alone, such a mark swallows the rows below it into one cell.
    """
    notes: list[str] = []
    most = _MOST_MENDED if len(text) < _LARGE else 1
    if '"' not in text or (text.count('"') % 2 == 0 and len(text) >= _LARGE):
        return text, notes
    while len(notes) < most:
        lines = list(io.StringIO(text, newline=""))
        line = _swallowing_line(text, lines, parse, delimiter)
        if line < 0:
            break
        lines[line] = _closed(lines[line], delimiter)
        text = "".join(lines)
        notes.append(f"A quotation mark in line {line + 1} is never closed: it is taken as a sign.")
    return text, notes


def _swallowing_line(text: str, lines: list[str], parse: Parse, delimiter: str) -> int:
    """The line, counted from 0, where a row over several lines begins that is no such row.

    Of a cell that is meant to hold line breaks the closing mark is followed by a delimiter or the
    end of the line; -1 when all rows are as they should be.
    """
    reader = parse(text)
    ended = 0
    try:
        for _ in reader:
            began, ended = ended, getattr(reader, "line_num", 0)
            if ended - began > 1 and _is_broken(lines[began:ended], delimiter):
                return began if _closed(lines[began], delimiter) else -1
    except csv.Error:
        return -1
    return -1


def _is_broken(lines: list[str], delimiter: str) -> bool:
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return True
    return False


def _closed(line: str, delimiter: str) -> str:
    """The line with the cell that opens a quote and does not close it quoted whole."""
    ending = line[len(line.rstrip("\r\n")) :]
    cells = line.rstrip("\r\n").split(delimiter)
    for place in range(len(cells) - 1, -1, -1):
        cell = cells[place]
        if cell.lstrip().startswith('"') and (len(cell) == 1 or not cell.endswith('"')):
            doubled = cell.replace('"', '""')
            cells[place] = f'"{doubled}"'
            return delimiter.join(cells) + ending
    return ""


def quote_of(sample: str) -> str:
    """What stands around cells: an apostrophe where nearly every line has such cells, else ".

    An apostrophe in front alone, as spreadsheets guard their cells, is none.
    """
    if _IN_QUOTES(sample):
        return '"'
    lines = [line for line in sample.splitlines()[:_LOOKED_AT] if line.strip()][1:]
    quoted = sum(_IN_APOSTROPHES(line) is not None for line in lines)
    return "'" if lines and quoted >= 0.8 * len(lines) else '"'


def is_list_of_names(sample: str) -> bool:
    """Whether a text is one column of names such as "Quill, Ada" rather than two columns.

    The first line has no comma and so names one column; below it at most one comma a line stands,
    a blank behind it, and most lines have one.
    """
    if any(sign in sample for sign in '\t;|"@'):
        return False
    lines = [line for line in sample.splitlines()[:_LOOKED_AT] if line.strip()]
    if len(lines) < 3 or "," in lines[0]:
        return False
    parted = [line for line in lines[1:] if "," in line]
    if any(line.count(", ") != line.count(",") or line.count(",") > 1 for line in parted):
        return False
    if any(char.isdecimal() for line in parted for char in line):
        return False
    people = [line for line in parted if not looks_like_firm(line)]
    return len(people) * 2 > len(lines) - 1


_MAILBOX: Final = re.compile(
    r'(?P<who>(?:"[^"\n]{0,200}"|[^<>@;"\n]{0,200}?)\s*<[^<>@\s;,]+@[^<>@\s;,]+>'
    r"|[^<>@\s;,()]+@[^<>@\s;,()]+)[ \t]*(?:$|[;,][ \t]*(?:\r?\n)?[ \t]*)"
)


def one_mailbox_a_line(text: str) -> str:
    """The text of a "To" line, one address a line; any other text as it is."""
    line = text.strip()
    found, place = [], 0
    while place < len(line):
        mailbox = _MAILBOX.match(line, place)
        if mailbox is None:
            return text
        found.append(mailbox["who"].strip())
        place = mailbox.end()
    return "\n".join(found) if len(found) > 1 else text
