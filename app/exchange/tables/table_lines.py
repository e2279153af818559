"""Lines among the rows of a table that are nobody: names once more, group titles, page numbers.

Programs that keep lists in groups (boards, number sheets) write a title and the names before each.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.exchange.tables.table import Row, is_blank
from app.exchange.tables.table_ends import A_TOTAL, is_subtotal
from app.exchange.tables.table_marks import BY_HAND
from app.exchange.tables.values import is_person, shape_of
from app.models.fold import fold
from app.models.names import looks_like_firm

_SAME_NAMES: Final = "The column names, once more."
_TITLE: Final = "A title of the rows below it."
_LETTER: Final = "A letter above the names that begin with it."
_PAGE: Final = "The number of a printed page."
_PAGE_LINE: Final = re.compile(
    r"(?:page|seite|blatt|pagina|strona|sida|side) \d{1,4}(?:\s*(?:/|of|von|de|di|van|z|av|af|sur)"
    r"\s*\d{1,4})?"
).fullmatch
_RULED: Final = "A ruled line."
_ANSWERS: Final = "A second line of column names."
# What SurveyMonkey and Qualtrics write below the names, before the first answers.
_BELOW_NAMES: Final = frozenset({"response", "open-ended response", "other (please specify)"})
_IMPORT_ID: Final = '{"importid":'
_DASHES: Final = frozenset("-=_+:|* ")


class _List(NamedTuple):
    numbers: Sequence[int]
    rows: Sequence[Row]
    column: int
    """The first column that has a name: where titles stand."""
    width: int


def lines_among(numbers: Sequence[int], rows: Sequence[Row], names: Row) -> dict[int, str]:
    """The places of rows that are no rows of the table, each with the reason."""
    column = next((i for i, name in enumerate(names) if not is_blank(name)), 0)
    found = dict.fromkeys(_same_names(rows, names, column), _SAME_NAMES)
    sheet = _List(numbers, rows, column, sum(not is_blank(name) for name in names))
    if sheet.width < 2:
        return found
    alone = [at for at, row in enumerate(rows) if _is_alone(row, column)]
    found |= {at: _PAGE for at in alone if _PAGE_LINE(fold(str(rows[at][column])).strip(" .-"))}
    left = [at for at in alone if at not in found]
    found |= dict.fromkeys(_letters(sheet, left), _LETTER)
    above_names = _above_names(sheet, left, [at for at in found if found[at] == _SAME_NAMES])
    found |= dict.fromkeys(above_names or _titles(sheet, left) or _apart(sheet, left), _TITLE)
    found |= {at: _ANSWERS for at in range(min(2, len(rows))) if _is_below_names(rows[at])}
    if len(rows) <= BY_HAND:
        found |= {at: _RULED for at, row in enumerate(rows) if _is_ruled(row, column)}
        found |= _subtotals(rows, found)
    return found


def title_above(rows: Sequence[Row]) -> dict[int, str]:
    """What is only a title in a table without column names: its first row, or one each group."""
    if len(rows) <= BY_HAND:
        sheet = _List((), rows, 0, max(sum(not is_blank(cell) for cell in row) for row in rows))
        titles = _titles(sheet, [at for at, row in enumerate(rows) if _is_alone(row, 0)])
        if titles:
            return dict.fromkeys(titles, _TITLE)
    if len(rows) < 3 or not _is_alone(rows[0], 0) or is_person(str(rows[0][0]).strip()):
        return {}
    others = [sum(not is_blank(cell) for cell in row) for row in rows[1:]]
    full = sum(count > 1 for count in others)
    return {0: _TITLE} if full * 5 >= len(others) * 4 and not shape_of([rows[0][0]]) else {}


def folded(row: Row) -> list[str]:
    """The words of a row as they are compared, without blank cells at its end."""
    names = ["" if cell is None else fold(str(cell)) for cell in row]
    while names and not names[-1]:
        names.pop()
    return names


def _same_names(rows: Sequence[Row], names: Row, column: int) -> list[int]:
    """Printed lists say the names again on every page."""
    known = folded(names)
    if len(known) < 2:
        return []
    first = str(names[column]).strip()
    spelt = {first, first.upper(), first.lower(), first.title()}
    return [
        at
        for at, row in enumerate(rows)
        if column < len(row) and row[column] in spelt and folded(row) == known
    ]


def _is_alone(row: Row, column: int) -> bool:
    """Whether nothing stands in a row but a text in that column."""
    if len(row) <= column or any(row[column + 1 :]) or not isinstance(row[column], str):
        return False
    return not is_blank(row[column]) and all(map(is_blank, row[:column]))


def _is_ruled(row: Row, column: int) -> bool:
    """Whether a row is a line drawn with dashes, as tables in plain text have them."""
    first = row[column] if len(row) > column else None
    if not isinstance(first, str) or first.strip()[:2] not in ("--", "==", "__", ":-"):
        return False
    return all(isinstance(cell, str) and _DASHES.issuperset(cell) for cell in row if cell)


def _is_below_names(row: Row) -> bool:
    cells = [fold(str(cell)).strip() for cell in row if not is_blank(cell)]
    answers = bool(cells) and _BELOW_NAMES.issuperset(cells)
    return answers or (bool(cells) and all(cell.startswith(_IMPORT_ID) for cell in cells))


def _letters(sheet: _List, alone: Sequence[int]) -> list[int]:
    """A, B, C … above the names, if there are several and no two alike."""
    found = [at for at in alone if len(_text(sheet, at)) == 1 and _text(sheet, at).isalpha()]
    said = {_text(sheet, at) for at in found}
    return found if len(said) == len(found) > 1 else []


def _above_names(sheet: _List, alone: Sequence[int], again: Sequence[int]) -> list[int]:
    """What stands alone right above names that are said once more.

    A person of whom only the name is known can stand there too, at the end of a printed page.
    """
    above = [at - 1 for at in again if at - 1 in set(alone)]
    every = len(above) == len(again) > 1
    return [at for at in above if every or _is_apart(sheet, at) or not _may_be_one(sheet, at)]


def _is_apart(sheet: _List, at: int) -> bool:
    return at > 0 and sheet.numbers[at] - sheet.numbers[at - 1] > 1


def _titles(sheet: _List, alone: Sequence[int]) -> list[int]:
    """Several lines, the first above all rows, that name nobody, each with full rows below it."""
    rows = sheet.rows
    if len(alone) < 2 or alone[0] != 0 or sheet.width < 3:
        return []
    parted = all(two - one > 1 for one, two in zip(alone, [*alone[1:], len(rows)], strict=True))
    if not parted or any(_may_be_one(sheet, at) for at in alone):
        return []
    others = [row for at, row in enumerate(rows) if at not in set(alone)]
    full = sum(2 * sum(not is_blank(cell) for cell in row) > sheet.width for row in others)
    return list(alone) if full * 5 >= len(others) * 4 else []


def _apart(sheet: _List, alone: Sequence[int]) -> list[int]:
    """Lone words behind a gap, right above a row that says more: "Alt" over the second voices."""
    if sheet.width < 3 or len(sheet.rows) > BY_HAND:
        return []
    return [
        at
        for at in alone
        if _is_apart(sheet, at)
        and at + 1 < len(sheet.rows)
        and sheet.numbers[at + 1] == sheet.numbers[at] + 1
        and 2 * sum(not is_blank(cell) for cell in sheet.rows[at + 1]) > sheet.width
        and not _may_be_one(sheet, at)
    ]


def _may_be_one(sheet: _List, at: int) -> bool:
    """Whether a text may be what somebody is called, or how to reach them."""
    text = _text(sheet, at)
    return is_person(text) or looks_like_firm(text) or shape_of([text]) != ""


def _text(sheet: _List, at: int) -> str:
    return str(sheet.rows[at][sheet.column]).strip()


def _subtotals(rows: Sequence[Row], apart: dict[int, str]) -> dict[int, str]:
    """Sums between groups; each adds up the rows since the sum or the line before it."""
    found: dict[int, str] = {}
    group: list[Row] = []
    for at, row in enumerate(rows[:-1]):
        if apart.get(at) in (_TITLE, _LETTER):
            group = []
        elif at not in apart:
            group.append(row)
            if len(group) > 1 and is_subtotal(group):
                found[at] = A_TOTAL
                group = []
    return found
