"""Comments on cells: looked up in an .xlsx package, and kept with the rows they stand beside.

ECMA-376 part 1, 18.7.3 (comment); MS-XLSX 2.6.205 (threaded comments, which newer programs write
besides, with the old ones only saying that they cannot be shown).
"""

import re
import zipfile
from collections.abc import Mapping
from html import unescape
from posixpath import basename, dirname, join, normpath
from typing import Final

from app.exchange.tables.table import MAX_COLUMNS, Cell, Row, is_blank

_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_COMMENT: Final = re.compile(
    r"<(?:\w+:)?(?:threadedC|c)omment\s([^>]*[^/>])>(.*?)</(?:\w+:)?(?:threadedC|c)omment>", re.S
)
_TEXT: Final = re.compile(r"<(?:\w+:)?(?:t|text)(?:\s[^>]*)?>([^<]*)</")
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})").fullmatch
_MOST: Final = 50_000_000

Comments = Mapping[tuple[int, int], str]
"""What is said about cells, each as (row number, column from 0)."""


def comments_of(package: zipfile.ZipFile, sheet_member: str) -> dict[tuple[int, int], str]:
    """The comments on a sheet of an .xlsx; the words of a thread stand below each other."""
    relations = f"{dirname(sheet_member)}/_rels/{basename(sheet_member)}.rels"
    names = set(package.namelist())
    if relations not in names:
        return {}
    found: dict[tuple[int, int], str] = {}
    text = package.read(relations).decode("utf-8", "replace")
    parts = [dict(_ATTRIBUTE.findall(each[1])) for each in _RELATION.finditer(text)]
    for ending in ("/comments", "/threadedComment"):
        for said in parts:
            target = said.get("Target", "")
            member = normpath(
                target[1:] if target[:1] == "/" else join(dirname(sheet_member), target)
            )
            if said.get("Type", "").endswith(ending) and member in names:
                found |= _said(package, member)
    return found


def _said(package: zipfile.ZipFile, member: str) -> dict[tuple[int, int], str]:
    if package.getinfo(member).file_size > _MOST:
        return {}
    found: dict[tuple[int, int], str] = {}
    for each in _COMMENT.finditer(package.read(member).decode("utf-8", "replace")):
        attributes = dict(_ATTRIBUTE.findall(each[1]))
        place = _PLACE(attributes.get("ref", ""))
        words = unescape("".join(_TEXT.findall(each[2]))).strip()
        if place and words:
            at = (int(place[2]), column_number(place[1]))
            words = without_author(words)
            found[at] = f"{found[at]}\n{words}" if at in found else words
    return found


def without_author(words: str) -> str:
    """The words of a comment: Excel begins each comment with a line of who wrote it."""
    who, line, rest = words.partition(":\n")
    return rest.strip() if line and rest.strip() and len(who) < 60 and "\n" not in who else words


def column_number(letters: str) -> int:
    """A column as a spreadsheet calls it, counted from 0: A, Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def with_comments(
    rows: list[Row], header: Row, first: int, start: tuple[int, int], comments: Comments
) -> tuple[Row, int]:
    """Put each comment into a column of its own; the column names with them, how many were kept.

    `first` is the place of the first row of data, `start` where the rows lie on the sheet. What
    is said about column names, or about nothing, has no row to be kept with.
    """
    width = max([len(header), *map(len, rows[first:])])
    kept = {
        (number - 1 - start[0], column - start[1]): text
        for (number, column), text in comments.items()
        if first <= number - 1 - start[0] < len(rows) and column >= start[1]
        and any(not is_blank(cell) for cell in rows[number - 1 - start[0]])
    }  # fmt: skip
    columns = sorted({column for _, column in kept})
    if not columns or _has_gaps(header) or width + len(columns) > MAX_COLUMNS:
        return header, 0
    for place in {place for place, _ in kept}:
        row = rows[place]
        said: list[Cell] = [kept.get((place, column)) for column in columns]
        rows[place] = (*row, *[None] * (width - len(row)), *said)
    names = [f"Comment on {_name(header, column)}" for column in columns]
    return (*header, *[None] * (width - len(header)), *names), len(kept)


def _has_gaps(header: Row) -> bool:
    """Whether tables may stand side by side, so that a column at the end may be another's."""
    filled = [place for place, name in enumerate(header) if not is_blank(name)]
    return bool(filled) and filled[-1] - filled[0] + 1 > len(filled)


def _name(header: Row, column: int) -> str:
    name = header[column] if column < len(header) else None
    return f"column {column + 1}" if is_blank(name) else " ".join(str(name).split())
