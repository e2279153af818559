"""Whether the first row of a table has its titles, where the person knows better than we do."""

from __future__ import annotations

from dataclasses import replace

from app.exchange.tables.table import Cell, Table, square


def without_titles(table: Table) -> Table:
    """The table with its titles as the first row of data; columns are then called by number."""
    info = table.info
    if info.header_row == 0:
        return table
    first: tuple[Cell, ...] = tuple(
        "" if name == f"Column {place}" else name for place, name in enumerate(info.headers, 1)
    )
    headers, rows = square(None, [first, *table.rows])
    numbers = (info.header_row, *info.row_numbers)
    return Table(replace(info, headers=headers, row_numbers=numbers, header_row=0), rows)


def with_titles(table: Table) -> Table:
    """The table with its first row of data as titles, where none were found."""
    info = table.info
    if info.header_row or not table.rows:
        return table
    headers, rows = square(table.rows[0], list(table.rows[1:]))
    numbers = tuple(info.row_numbers)
    return Table(
        replace(info, headers=headers, row_numbers=numbers[1:], header_row=numbers[0]), rows
    )
