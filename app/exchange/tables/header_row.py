"""Where the column names stand: under titles, over two rows, or nowhere."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from app.exchange.tables.header_words import is_header_word
from app.exchange.tables.table import Cell, Row, is_blank
from app.exchange.tables.values import is_person, shape_of
from app.models.names import looks_like_firm

_LOOKED_AT: Final = 40
_LONGEST_NAME: Final = 80

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, counted from 0."""


class Header(NamedTuple):
    """The column names and the places of their first and last row; both -1 where there are none."""

    names: Row | None
    first: int
    last: int


def header_of(rows: Sequence[Row], merged: Sequence[Area] = ()) -> Header:
    """The column names among the first rows, joined where they stand in two rows."""
    place = find_header(rows, is_header_word)
    if place < 0:
        return Header(None, -1, -1)
    for upper in (place - 1, place):
        if 0 <= upper < len(rows) - 1 and _in_two_rows(rows, upper, merged):
            names = _joined(rows[upper], rows[upper + 1], upper, merged)
            return Header(names, upper, upper + 1)
    return Header(_filled_right(rows[place], place, merged), place, place)


def find_header(rows: Sequence[Row], known: Callable[[str], bool]) -> int:
    """Where among the first rows the column names stand, or -1 for none.

    The row in which most cells are `known` header words, if two or more are (of two tables the
    first one's); else the first row that is nearly as full as the fullest, unless it holds data.
    """
    top = rows[:_LOOKED_AT]
    filled = [[str(cell) for cell in row if not is_blank(cell)] for row in top]
    if not any(filled):
        return -1
    scores = [sum(map(known, cells)) for cells in filled]
    best = max(range(len(top)), key=lambda place: scores[place])
    if scores[best] >= 2 and scores[best] * 4 >= len(filled[best]):
        return _first_table(filled, scores, best)
    if scores[best] == 1 and len(filled[best]) == 1 and not any(map(len, filled[:best])):
        return best
    fullest = max(map(len, filled))
    for place, cells in enumerate(filled):
        if len(cells) >= 0.6 * fullest and (cells[0] == "#" or cells[0][:1] != "#"):
            return -1 if _is_data(top[place], cells) or _like_below(top, place) else place
    return -1


def _first_table(filled: list[list[str]], scores: list[int], best: int) -> int:
    """An earlier row of names with rows of its own below it is a table of its own.

    Between the two stands a gap, or nothing but rows of several cells that are no names.
    """
    for place in range(best):
        if scores[place] < 2 or scores[place] * 2 < len(filled[place]):
            continue
        between = filled[place + 1 : best]
        gap = any(not cells for cells in between)
        rows = all(len(cells) > 1 for cells in between) and not any(scores[place + 1 : best])
        if between and len(between[0]) > 1 and (gap or rows):
            return place
    return best


def _is_data(row: Row, cells: list[str]) -> bool:
    if any("@" in cell and "." in cell.rpartition("@")[2] for cell in cells):
        return True
    if any("://" in cell for cell in cells):
        return True
    named = [cell for cell in row if isinstance(cell, str) and not _is_number(cell)]
    if not any(cell.strip() for cell in named):
        return True
    # "1, Ann Lee, Leeds" is numbered data; "Country, 2019, 2020" is none
    return _is_number(cells[0]) and not any(map(is_header_word, cells))


def _like_below(rows: Sequence[Row], place: int) -> bool:
    """Whether a row without a known word is like those below it: names above names."""
    alike = texts = 0
    told = False
    for index, cell in enumerate(rows[place]):
        if not isinstance(cell, str) or not cell.strip():
            continue
        if is_header_word(cell):
            return False
        column = [row[index] for row in rows[place + 1 :] if index < len(row)]
        below = [each for each in column if not is_blank(each)]
        texts += 1
        alike += _is_like(cell.strip(), below)
        told |= _is_value(cell.strip()) and shape_of([cell]) == shape_of(below)
    return told or (alike * 2 >= texts > 0 and alike > 0)


def _is_value(text: str) -> bool:
    """Whether a postcode, a number to call or a date stands where names would; no year is one."""
    figures = sum(map(str.isdigit, text))
    return figures > 4 and shape_of([text]) in ("phone", "postcode", "date")


def _is_like(text: str, column: list[Cell]) -> bool:
    shape = shape_of(column)
    if shape and shape_of([text]) == shape:
        return True
    below = [str(each).strip() for each in column]
    return any(
        looks(text) and below and sum(map(looks, below)) >= 0.6 * len(below)
        for looks in (is_person, looks_like_firm)
    )


def _is_number(text: str) -> bool:
    return text.strip().lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdecimal()


def _in_two_rows(rows: Sequence[Row], upper: int, merged: Sequence[Area]) -> bool:
    """Whether the row below `upper` holds further names: "Home" over "Phone" and "Email"."""
    over, under = rows[upper], rows[upper + 1]
    if not _all_names(over) or not _all_names(under):
        return False
    below = [str(cell) for cell in under if not is_blank(cell)]
    if len(below) < 2 or sum(map(is_header_word, below)) * 3 < 2 * len(below):
        return False
    tall = any(area[0] == upper and area[2] > upper for area in merged)
    wide = any(area[0] == area[2] == upper and area[3] > area[1] for area in merged)
    groups = [
        place
        for place, cell in enumerate(over)
        if not is_blank(cell) and place + 1 < len(under) and not is_blank(_at(under, place))
        and is_blank(_at(over, place + 1)) and not is_blank(under[place + 1])
    ]  # fmt: skip
    if not groups:
        return False
    alone = any(not is_blank(cell) and is_blank(_at(under, i)) for i, cell in enumerate(over))
    several = len(set(map(str.casefold, below))) < len(below)
    return tall or wide or ((several or alone) and len(groups) * 2 <= len(below))


def _all_names(row: Row) -> bool:
    cells = [cell for cell in row if not is_blank(cell)]
    return bool(cells) and all(
        isinstance(cell, str) and len(cell) <= _LONGEST_NAME and "@" not in cell
        and not _is_number(cell) for cell in cells
    )  # fmt: skip


def _joined(over: Row, under: Row, place: int, merged: Sequence[Area]) -> Row:
    ends = {area[1]: area[3] for area in merged if area[0] == place and area[3] > area[1]}
    names: list[Cell] = []
    group, until = "", -1
    for index in range(max(len(over), len(under))):
        upper, lower = _at(over, index), _at(under, index)
        if not is_blank(upper):
            group = "" if is_blank(lower) else str(upper).strip()
            until = ends.get(index, len(under) if group and not ends else index)
            names.append(f"{group} {str(lower).strip()}" if group else upper)
        elif group and index <= until and not is_blank(lower):
            names.append(f"{group} {str(lower).strip()}")
        else:
            names.append(lower)
    return tuple(names)


def _filled_right(row: Row, place: int, merged: Sequence[Area]) -> Row:
    """Names over several merged columns stand above each of them, numbered."""
    names = list(row)
    for first, left, last, right in merged:
        if first <= place <= last and left < len(names) and not is_blank(names[left]):
            for index in range(left + 1, min(right + 1, len(names))):
                if is_blank(names[index]):
                    names[index] = f"{names[left]} {index - left + 1}"
    return tuple(names)


def _at(row: Row, index: int) -> Cell:
    return row[index] if index < len(row) else None
