"""Rows that stand below column names and are no rows of the table: totals, footnotes, more tables.

A sheet is read as one run of rows; here it is cut into its tables. Nothing is thrown away: what is
no row of the table is handed on beside it, with a reason in words.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.exchange.tables.header_row import header_of
from app.exchange.tables.header_words import is_header_word
from app.exchange.tables.table import BesideRow, Cell, Row, is_blank
from app.models.fold import fold

_TOTAL: Final = re.compile(
    r"(grand |sub)?totals?|sum|gesamt(summe|ergebnis)?|summen?|insgesamt|zwischensumme|somme"
    r"|(sous[- ])?total(e|en|es|aux)?|totaal|subtotaal|eindtotaal|sumas?|suma|razem|ogolem|summa"
    r"|totalt|importo totale|complessivo|soma|anzahl|count|number of .*|average|durchschnitt"
)
_FOOT: Final = re.compile(
    r"(printed|exported|generated|created|source|page|seite|stand|quelle|gedruckt|erstellt|export"
    r"|imprime|edite le|stampato|impreso|fuente|fonte|afgedrukt|end of|ende|©|note:|notes:|\*).*"
    r"|\d+ (rows|records|contacts|entries|customers|datensatze|eintrage|kontakte|lignes|righe"
    r"|filas|rijen).*"
)
_TOTAL_WITH_NUMBER: Final = re.compile(r"(grand )?(total|summe|gesamt|totale|totaal|suma)\b.*\d.*")
_AMOUNT: Final = re.compile(r"[-+(]?[^\d\s]{0,3} ?[\d.,' ]*\d[)]? ?[^\d\s]{0,3}%?").fullmatch
_LAST_ROWS: Final = 4
_SAME_NAMES: Final = "The column names, once more."
_A_TOTAL: Final = "A total of the rows above."
_A_FOOT: Final = "A line below the table."


class Part(NamedTuple):
    """One table of a sheet: where its rows are (half open), and its own column names if it has."""

    start: int
    stop: int
    header: Row | None
    first_row: int
    last_row: int


class Cut(NamedTuple):
    """A sheet cut up: the rows of one table, what stood beside them, and all the tables."""

    numbers: list[int]
    rows: list[Row]
    beside: list[BesideRow]
    parts: list[Part]


def parts_of(numbers: Sequence[int], rows: Sequence[Row], header: Row | None) -> list[Part]:
    """The tables in a run of rows: a new one begins where, after a gap, column names stand."""
    starts: list[tuple[int, int, Row | None]] = [(0, 0, header)]
    if not isinstance(numbers, range) and header is not None:
        known = _folded(header)
        for place in range(1, len(rows)):
            if numbers[place] - numbers[place - 1] > 1:
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


def _table_begins(
    numbers: Sequence[int], rows: Sequence[Row], place: int, known: list[str]
) -> tuple[int, Row] | None:
    """The first data row and the names of a table that begins at `place`, perhaps with a title."""
    for at in range(place, min(place + 3, len(rows) - 1)):
        cells = [str(cell) for cell in rows[at] if not is_blank(cell)]
        words = sum(map(is_header_word, cells))
        if words >= 2 and words * 2 >= len(cells):
            if _folded(rows[at]) == known:
                return None
            header = header_of(rows[at : at + 12])
            if header.names is None or header.first > 1:
                return None
            return at + header.last + 1, header.names
        if len(cells) != 1 or numbers[at + 1] - numbers[at] > 2:
            return None
    return None


def _folded(row: Row) -> list[str]:
    names = ["" if cell is None else fold(str(cell)) for cell in row]
    while names and not names[-1]:
        names.pop()
    return names


def cut(numbers: Sequence[int], rows: list[Row], header: Row | None, wanted: int = 0) -> Cut:
    """One table of a run of rows, without the rows that are not its own."""
    parts = parts_of(numbers, rows, header)
    part = parts[min(wanted, len(parts) - 1)]
    if len(parts) > 1:
        numbers, rows = list(numbers[part.start : part.stop]), rows[part.start : part.stop]
    beside: list[BesideRow] = []
    names = part.header
    if names is not None and len(rows) > 1:
        numbers, rows = _without_same_names(list(numbers), rows, names, beside)
        numbers, rows = _without_end(list(numbers), rows, len(_folded(names)), beside)
    return Cut(list(numbers), rows, beside, parts)


def _without_same_names(
    numbers: list[int], rows: list[Row], names: Row, beside: list[BesideRow]
) -> tuple[list[int], list[Row]]:
    """Printed lists say the names again on every page."""
    place = next((i for i, name in enumerate(names) if not is_blank(name)), 0)
    first = str(names[place]).strip()
    known = _folded(names)
    again = [
        at
        for at, row in enumerate(rows)
        if place < len(row) and row[place] == first and _folded(row) == known
    ]
    if not again or len(known) < 2:
        return numbers, rows
    beside += [BesideRow(numbers[at], rows[at], _SAME_NAMES) for at in again]
    leaving = set(again)
    kept = [at for at in range(len(rows)) if at not in leaving]
    return [numbers[at] for at in kept], [rows[at] for at in kept]


def _without_end(
    numbers: list[int], rows: list[Row], width: int, beside: list[BesideRow]
) -> tuple[list[int], list[Row]]:
    """Take the totals and footnotes off the end, last row first."""
    for _ in range(_LAST_ROWS):
        if len(rows) < 2:
            break
        reason = _reason(numbers, rows, width)
        if not reason:
            break
        beside.append(BesideRow(numbers.pop(), rows[-1], reason))
        rows = rows[:-1]
    return numbers, rows


def _reason(numbers: list[int], rows: list[Row], width: int) -> str:
    cells = [(place, cell) for place, cell in enumerate(rows[-1]) if not is_blank(cell)]
    words = [fold(str(cell)).strip(" :.") for _, cell in cells if isinstance(cell, str)]
    if len(cells) == 1 and width > 1 and words:
        if _TOTAL.fullmatch(words[0]) or _TOTAL_WITH_NUMBER.fullmatch(words[0]):
            return _A_TOTAL
        apart = numbers[-1] - numbers[-2] > 1
        return _A_FOOT if apart and width > 2 and _FOOT.fullmatch(words[0]) else ""
    named = [word for word in words if _TOTAL.fullmatch(word)]
    figures = [(place, _number(cell)) for place, cell in cells if _number(cell) is not None]
    if not named or len(named) + len(figures) != len(cells) or not figures:
        return ""
    fits = any(_is_sum(rows, place, value or 0.0) for place, value in figures)
    return _A_TOTAL if fits else ""


def _is_sum(rows: list[Row], place: int, value: float) -> bool:
    column = [row[place] for row in rows[:-1] if place < len(row)]
    found = [number for cell in column if (number := _number(cell)) is not None]
    filled = sum(not is_blank(cell) for cell in column)
    if value in (filled, len(rows) - 1):
        return True
    total = sum(found)
    likely = [total, total / len(found)] if found else []
    return any(abs(value - each) <= 0.011 + abs(each) * 1e-6 for each in likely)


def _number(cell: Cell) -> float | None:
    """The value of a cell that holds an amount and nothing else, however it is written."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str) or len(cell) > 40 or not _AMOUNT(cell.strip()):
        return None
    kept = "".join(char for char in cell if char.isdigit() or char in ",.-")
    point = max(kept.rfind(","), kept.rfind("."))
    behind = len(kept) - point - 1
    both = "," in kept and "." in kept
    if point >= 0 and (behind != 3 or (both and kept.count(kept[point]) == 1)):
        whole = re.sub(r"[^\d-]", "", kept[:point])
        kept = f"{whole or '0'}.{kept[point + 1 :]}"
    else:
        kept = re.sub(r"[^\d-]", "", kept)
    try:
        return float(kept)
    except ValueError:
        return None
