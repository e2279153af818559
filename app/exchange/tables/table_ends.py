"""Totals and footnotes, at the end of a table and between its groups."""

import re
from collections.abc import Sequence
from typing import Final

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
# What spreadsheets write below each group: "North Total", "Nord Ergebnis", "Total Nord"
_OF_GROUP: Final = re.compile(
    r".+ (?:total|totale|totaal|totalt|ergebnis|summe)|(?:total|totale|totaal|somme|summe) .+"
).fullmatch
_TOTAL_WITH_NUMBER: Final = re.compile(
    r"(grand )?(total|summe|gesamt|totale|totaal|suma|razem)\b.*\d.*"
    r"|(anzahl|count|number|nombre|numero|aantal|antal|liczba|ilosc)\b[^\d]{0,30}[:=] ?\d{1,6}"
)
_AMOUNT: Final = re.compile(r"[-+(]?[^\d\s]{0,3} ?[\d.,' ]*\d[)]? ?[^\d\s]{0,3}%?").fullmatch
_LAST_ROWS: Final = 4
A_TOTAL: Final = "A total of the rows above."
_A_FOOT: Final = "A line below the table."


def without_end(
    numbers: list[int], rows: list[Row], width: int, beside: list[BesideRow]
) -> tuple[list[int], list[Row]]:
    """Take the totals and footnotes off the end, last row first."""
    for _ in range(_LAST_ROWS):
        if len(rows) < 2:
            break
        below = any(each.reason == A_TOTAL and each.number == numbers[-1] - 1 for each in beside)
        reason = _reason(numbers, rows, width, below_total=below)
        if not reason:
            break
        beside.append(BesideRow(numbers.pop(), rows[-1], reason))
        rows = rows[:-1]
    return numbers, rows


def _reason(numbers: list[int], rows: list[Row], width: int, *, below_total: bool) -> str:
    cells = [(place, cell) for place, cell in enumerate(rows[-1]) if not is_blank(cell)]
    words = [fold(str(cell)).strip(" :.") for _, cell in cells if isinstance(cell, str)]
    if len(cells) == 1 and width > 1 and words:
        if _TOTAL.fullmatch(words[0]) or _TOTAL_WITH_NUMBER.fullmatch(words[0]):
            return A_TOTAL
        apart = numbers[-1] - numbers[-2] > 1
        if width > 2 and (below_total or (apart and _FOOT.fullmatch(words[0]))):
            return _A_FOOT
    return A_TOTAL if is_subtotal(rows) or _are_sums(rows, cells) else ""


def _are_sums(rows: Sequence[Row], cells: Sequence[tuple[int, Cell]]) -> bool:
    """Whether a row without a word says what the columns above come to, and nothing else."""
    figures = [(place, _number(cell)) for place, cell in cells]
    # Whole columns are added up only where the row holds nothing but figures
    if len(rows) <= 2 or not all(value for _, value in figures):
        return False
    for place, value in figures:
        total, count = _total_of(rows, place)
        if count < 2 or not _alike(value or 0.0, total):
            return False
    return True


def _total_of(rows: Sequence[Row], place: int) -> tuple[float, int]:
    """What the column above the last row comes to, and how many amounts stand in it."""
    column = [row[place] for row in rows[:-1] if place < len(row)]
    found = [number for cell in column if (number := _number(cell)) is not None]
    return sum(found), len(found)


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= 0.011 + abs(other) * 1e-6


def is_subtotal(rows: Sequence[Row]) -> bool:
    """Whether the last of some rows says nothing but sums or counts of the others."""
    cells = [(place, cell) for place, cell in enumerate(rows[-1]) if not is_blank(cell)]
    words = [fold(str(cell)).strip(" :.") for _, cell in cells if isinstance(cell, str)]
    named = [word for word in words if _TOTAL.fullmatch(word) or _OF_GROUP(word)]
    figures = [(place, _number(cell)) for place, cell in cells if _number(cell) is not None]
    if not named or len(named) + len(figures) != len(cells) or not figures:
        return False
    return any(_is_sum(rows, place, value or 0.0) for place, value in figures)


def _is_sum(rows: Sequence[Row], place: int, value: float) -> bool:
    filled = sum(place < len(row) and not is_blank(row[place]) for row in rows[:-1])
    if value in (filled, len(rows) - 1):
        return True
    total, count = _total_of(rows, place)
    return count > 0 and (_alike(value, total) or _alike(value, total / count))


def _number(cell: Cell) -> float | None:
    """The value of a cell that holds an amount and nothing else, however it is written."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str) or len(cell) > 40 or not _AMOUNT(cell.strip()):
        return None
    kept = "".join(char for char in cell if char.isdecimal() or char in ",.-")
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
