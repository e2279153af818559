"""Rows that stand below column names and are no rows of the table: totals, footnotes, more tables.

A sheet is read as one run of rows; here it is cut into its tables. Nothing is thrown away: what is
no row of the table is handed on beside it, with a reason in words.
"""

from collections.abc import Sequence
from typing import NamedTuple

from app.exchange.tables.header_row import header_of
from app.exchange.tables.header_words import CALLED, is_header_word, understand
from app.exchange.tables.table import BesideRow, Row, is_blank
from app.exchange.tables.table_ends import without_end
from app.exchange.tables.table_lines import folded, lines_among, title_above
from app.exchange.tables.table_marks import BY_HAND, without_marks
from app.models.imports.list_headings import is_ours


class Part(NamedTuple):
    """One table of a sheet: where its rows are (half open), and its own column names if it has."""

    start: int
    stop: int
    header: Row | None
    first_row: int
    last_row: int


class Cut(NamedTuple):
    """A sheet cut up: the rows of one table, what stood beside them, all the tables, and notes."""

    numbers: list[int]
    rows: list[Row]
    beside: list[BesideRow]
    parts: list[Part]
    notes: list[str]


def parts_of(numbers: Sequence[int], rows: Sequence[Row], header: Row | None) -> list[Part]:
    """The tables in a run of rows: a new one begins where further column names stand."""
    starts: list[tuple[int, int, Row | None]] = [(0, 0, header)]
    if header is not None:
        known = folded(header)
        for place in _where_names_may_stand(numbers, rows):
            if place < starts[-1][1]:
                # The names of the table whose title has just been found
                continue
            found = _table_begins(numbers, rows, place, known)
            if found is not None:
                starts.append((place, *found))
    parts = []
    for which, (title, begin, names) in enumerate(starts):
        stop = starts[which + 1][0] if which + 1 < len(starts) else len(rows)
        first = numbers[title] if rows and title < len(rows) else 0
        last = numbers[stop - 1] if stop > 0 and rows else 0
        parts.append(Part(begin, stop, names, first, last))
    return parts


def _where_names_may_stand(numbers: Sequence[int], rows: Sequence[Row]) -> list[int]:
    """Rows behind a gap; in a list kept by hand also rows of nothing but names of columns."""
    places = range(1, len(rows))
    if len(rows) > BY_HAND:
        gaps = not isinstance(numbers, range)
        return [at for at in places if numbers[at] - numbers[at - 1] > 1] if gaps else []
    return [
        at for at in places if numbers[at] - numbers[at - 1] > 1 or _all_names(rows[at])
    ]  # fmt: skip


def _all_names(row: Row) -> bool:
    cells = [cell for cell in row if not is_blank(cell)]
    if len(cells) < 2 or not all(isinstance(cell, str) and is_header_word(cell) for cell in cells):
        return False
    said = frozenset().union(*(understand(str(cell)).meanings for cell in cells))
    return len(said) > 1 and not said.isdisjoint(CALLED)


def _table_begins(
    numbers: Sequence[int], rows: Sequence[Row], place: int, known: list[str]
) -> tuple[int, Row] | None:
    """The first data row and the names of a table that begins at `place`, perhaps with a title."""
    for at in range(place, min(place + 3, len(rows) - 1)):
        cells = [str(cell) for cell in rows[at] if not is_blank(cell)]
        words = sum(map(is_header_word, cells))
        if words >= 2 and words * 2 >= len(cells):
            if folded(rows[at]) == known:
                return None
            header = header_of(rows[at : at + 12])
            if header.names is None or header.first > 1:
                return None
            return at + header.last + 1, header.names
        if len(cells) != 1 or numbers[at + 1] - numbers[at] > 2:
            return None
    return None


def cut(numbers: Sequence[int], rows: list[Row], header: Row | None, wanted: int = 0) -> Cut:
    """One table of a run of rows, without the rows that are not its own."""
    parts = parts_of(numbers, rows, header)
    part = parts[min(wanted, len(parts) - 1)]
    if len(parts) > 1:
        numbers, rows = list(numbers[part.start : part.stop]), rows[part.start : part.stop]
    beside: list[BesideRow] = []
    names = part.header
    if names is not None and is_ours([str(name) for name in names]):
        # A list of our own holds nothing but its rows, and their cells mean what they say
        return Cut(list(numbers), rows, beside, parts, [])
    if len(rows) > 1:
        apart = lines_among(numbers, rows, names) if names is not None else title_above(rows)
        if apart:
            beside += [BesideRow(numbers[at], rows[at], why) for at, why in sorted(apart.items())]
            numbers = [number for at, number in enumerate(numbers) if at not in apart]
            rows = [row for at, row in enumerate(rows) if at not in apart]
    if names is not None and len(rows) > 1:
        numbers, rows = without_end(list(numbers), rows, len(folded(names)), beside)
    rows, notes = without_marks(rows)
    return Cut(list(numbers), rows, beside, parts, notes)
