"""Marks in lists kept by hand: ditto signs for what stands above, bullets before names."""

import re
from collections.abc import Sequence
from typing import Final

from app.exchange.tables.table import Cell, Row, is_blank

BY_HAND: Final = 5000
"""Up to how many rows a list may well be kept by hand."""
_DITTO: Final = frozenset(
    {'"', "″", "〃", "„", "“", "”", "''", "´´", '-"-', '- " -', "dto", "dto."}
)
_BULLET: Final = re.compile(r"\s*[•●▪◦‣·▸►◾■□☐–—*-]\s+(?=\S)").match
_MOST: Final = 0.8


def without_marks(rows: Sequence[Row]) -> tuple[list[Row], list[str]]:
    """The rows with what ditto signs mean and without bullets, and notes that say so."""
    if len(rows) > BY_HAND:
        return list(rows), []
    plain, dittos = _without_dittos(rows)
    plain, bullets = _without_bullets(plain)
    notes = []
    if dittos:
        signs = "1 ditto sign counts" if dittos == 1 else f"{dittos:,} ditto signs count"
        notes.append(f"{signs} as what stands above.")
    if bullets:
        notes.append("Bullets before what stands in a column were taken off.")
    return plain, notes


def _without_dittos(rows: Sequence[Row]) -> tuple[list[Row], int]:
    found: list[Row] = []
    count = 0
    for row in rows:
        signs = sum(isinstance(cell, str) and cell in _DITTO for cell in row)
        # A sign stands beside something of its own row
        if not signs or not found or signs == sum(not is_blank(cell) for cell in row):
            found.append(row)
            continue
        above = found[-1]
        cells = [
            above[at] if cell in _DITTO and at < len(above) and _is_said(above[at]) else cell
            for at, cell in enumerate(row)
        ]
        count += sum(one is not two for one, two in zip(cells, row, strict=True))
        found.append(tuple(cells))
    return found, count


def _is_said(cell: Cell) -> bool:
    """Whether words or a number stand in a cell: below a mere sign a ditto sign is one too."""
    return not is_blank(cell) and sum(map(str.isalnum, str(cell))) > 1


def _without_bullets(rows: list[Row]) -> tuple[list[Row], bool]:
    width = max(map(len, rows), default=0)
    marked = [at for at in range(width) if _is_marked([row[at] for row in rows if at < len(row)])]
    if not marked:
        return rows, False
    return [
        tuple(_bare(cell) if at in marked else cell for at, cell in enumerate(row)) for row in rows
    ], True


def _is_marked(column: Sequence[Cell]) -> bool:
    texts = [cell for cell in column if isinstance(cell, str) and cell.strip()]
    if len(texts) < 2 or not (_BULLET(texts[0]) or _BULLET(texts[1])):
        return False
    return sum(_BULLET(text) is not None for text in texts) >= _MOST * len(texts)


def _bare(cell: Cell) -> Cell:
    found = _BULLET(cell) if isinstance(cell, str) else None
    return cell[found.end() :] if found and isinstance(cell, str) else cell
