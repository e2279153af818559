"""Tables that stand side by side on one sheet, with an empty column between them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from app.exchange.tables.header_row import header_of
from app.exchange.tables.header_words import CALLED, is_header_word, understand
from app.exchange.tables.table import Row, is_blank

_LOOKED_AT: Final = 12


class Band(NamedTuple):
    """A table among others beside it: its columns (half open), names, and the rows above its own.

    `skip` counts rows of the sheet that hold its own column names.
    """

    left: int
    right: int
    header: Row
    skip: int

    def called(self, offset: int) -> str:
        """Its columns as its program names them: "columns E–G"; `offset` are columns cut off."""
        return f"columns {letters(self.left + offset)}–{letters(self.right - 1 + offset)}"


def bands_of(rows: Sequence[Row], header: Row | None) -> list[Band]:
    """The tables side by side in a run of rows; none where it is one table.

    Each has a heading that names people or firms. Two of them are two tables when they speak of
    the same ("Name" here and there), or when one of them ends before the other does.
    """
    if header is None or len(header) < 4:
        return []
    found = [_band(rows, header, *each) for each in _runs(rows, header)]
    bands = [each for each in found if each is not None]
    if len(bands) < 2 or len(bands) != len(found):
        return []
    called = [_meanings(band.header) & CALLED for band in bands]
    if not all(called) or any(_counts_on(band.header) for band in bands[1:]):
        return []
    shared = any(one & other for one, other in pairwise(called))
    ends = {_last_row(rows, band) for band in bands}
    return bands if shared or len(ends) > 1 else []


def banded(band: Band, numbers: Sequence[int], rows: Sequence[Row]) -> tuple[list[int], list[Row]]:
    """The rows of one band with their numbers, blank ones left out."""
    kept_numbers, kept = [], []
    for number, row in zip(numbers[band.skip :], rows[band.skip :], strict=True):
        cells = row[band.left : band.right]
        if any(not is_blank(cell) for cell in cells):
            kept_numbers.append(number)
            kept.append(cells)
    return kept_numbers, kept


def letters(column: int) -> str:
    """A column as a spreadsheet calls it, counted from 0: A, Z, AA."""
    text, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(65 + digit) + text
    return text


def _runs(rows: Sequence[Row], header: Row) -> list[tuple[int, int]]:
    """The runs of columns between columns in which nothing stands at all."""
    width = max([len(header), *(len(row) for row in rows[:_LOOKED_AT])])
    gaps = [
        at
        for at in range(width)
        if (at >= len(header) or is_blank(header[at]))
        and all(at >= len(row) or is_blank(row[at]) for row in rows)
    ]
    edges = [-1, *gaps, width]
    return [(one + 1, two) for one, two in pairwise(edges) if two - one > 1]


def _band(rows: Sequence[Row], header: Row, left: int, right: int) -> Band | None:
    names = _untitled(header[left:right])
    if _known(names) >= 2:
        return Band(left, right, names, 0)
    if any(not is_blank(cell) for cell in names):
        return None
    below = [row[left:right] for row in rows[:_LOOKED_AT]]
    found = header_of(below)
    if found.names is None or _known(found.names) < 2:
        return None
    return Band(left, right, found.names, found.last + 1)


def _untitled(names: Row) -> Row:
    """The names without the title above them all: "Members Name", "Members Phone"."""
    parted = [str(name).split(" ", 1) for name in names if not is_blank(name)]
    if len(parted) < 2 or len({first for first, *_ in parted}) > 1 or min(map(len, parted)) < 2:
        return names
    return tuple(name if is_blank(name) else str(name).split(" ", 1)[1] for name in names)


def _known(names: Row) -> int:
    return sum(is_header_word(str(name)) for name in names if not is_blank(name))


def _meanings(names: Row) -> frozenset[str]:
    return frozenset().union(
        *(understand(str(name)).meanings for name in names if not is_blank(name))
    )


def _counts_on(names: Row) -> bool:
    """Whether names are numbered on ("Name 2", "Phone 2"): then they say more of the same rows."""
    numbers = [understand(str(name)).number for name in names if not is_blank(name)]
    return sum(number > 1 for number in numbers) * 2 > len(numbers)


def _last_row(rows: Sequence[Row], band: Band) -> int:
    for place in range(len(rows) - 1, -1, -1):
        if any(not is_blank(cell) for cell in rows[place][band.left : band.right]):
            return place
    return -1
