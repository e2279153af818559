"""Tables without one record a row: turned on their side, or with addresses below the names."""

from typing import Final, NamedTuple

from app.exchange.tables.header_row_words import names_somebody
from app.exchange.tables.header_words import CALLED, is_header_word, understand
from app.exchange.tables.table import Row, is_blank, square
from app.exchange.tables.text_layouts import LABELS_PARTED, labels_parted
from app.models.letters import address_text

_FEWEST: Final = 3
_MOST: Final = 0.6
_TALLEST: Final = 80
"""Rows of a table that may stand on its side: that many headings nobody writes."""
_LONGEST: Final = 5
_BY_HAND: Final = 5000
TURNED: Final = (
    "The headings stand one below the other: each column was taken as one record, and is numbered"
    " as the columns are."
)
_TOWNS: Final = frozenset({"town", "postcode", "postcode_town"})
CONTINUED: Final = "Addresses went on in the rows below them: their lines were put together."
BELOW: Final = "Addresses stood in rows below the names: they were put beside them."


class Laid(NamedTuple):
    """A table as it was meant: column names, numbers of the rows, rows, and a note that says so."""

    headers: tuple[str, ...]
    numbers: list[int]
    rows: list[Row]
    note: str


def laid_out(
    headers: tuple[str, ...], numbers: list[int], rows: list[Row], *, named: bool
) -> Laid | None:
    """The table with one record a row, None where it stands so already.

    `named` says that the headers stood in the file.
    """
    parted = labels_parted(headers, rows)
    if parted is not None:
        return Laid(*parted[:1], numbers, parted[1], LABELS_PARTED)
    return (
        _turned(headers if named else (), rows)
        or _with_addresses(headers, numbers, rows)
        or _continued(headers, numbers, rows)
    )


def _turned(headers: tuple[str, ...], rows: list[Row]) -> Laid | None:
    """A table whose headings stand in its first column, one person a column."""
    said = {understand(name).meanings for name in headers[1:] if is_header_word(name)}
    if len(rows) > _TALLEST or len(said) > 1 or (said and len(headers) < _FEWEST):
        return None
    table: list[Row] = [headers, *rows] if headers else rows
    words = [str(row[0]).strip() for row in table if not is_blank(row[0])]
    named = [word for word in words if names_somebody(word)]
    known = [*named, *(word for word in words if is_header_word(word) and word not in named)]
    called = named or any(not CALLED.isdisjoint(understand(word).meanings) for word in known)
    if len(known) < max(_FEWEST, _MOST * len(words)) or len(set(words)) < len(words) or not called:
        return None
    columns = list(zip(*table, strict=True))
    filled = [at for at in range(1, len(columns)) if not all(map(is_blank, columns[at]))]
    names, kept = square(columns[0], [columns[at] for at in filled])
    return Laid(names, [at + 1 for at in filled], kept, TURNED) if kept else None


def _with_addresses(headers: tuple[str, ...], numbers: list[int], rows: list[Row]) -> Laid | None:
    """A list by hand in which the lines of an address stand below the name that they belong to."""
    if (
        len(rows) > _BY_HAND
        or len(headers) < 2
        or CALLED.isdisjoint(understand(headers[0]).meanings)
    ):
        return None
    if any(understand(name).meanings & {"address", "street", "town"} for name in headers):
        return None
    kept: list[Row] = []
    kept_numbers: list[int] = []
    found = 0
    at = 0
    while at < len(rows):
        lines = _lines_below(rows, at)
        block = "\n".join(lines)
        if lines and "postcode" not in address_text.split_block(block):
            lines, block = [], ""
        kept.append((*rows[at], block))
        kept_numbers.append(numbers[at])
        found += bool(lines)
        at += 1 + len(lines)
    if found < 2 or found < _MOST * len(kept):
        return None
    return Laid((*headers, "Address"), kept_numbers, kept, BELOW)


def _continued(headers: tuple[str, ...], numbers: list[int], rows: list[Row]) -> Laid | None:
    """A list by hand in which an address goes on in the next row, where nothing else stands."""
    said = [understand(name).meanings for name in headers]
    at = next((at for at, each in enumerate(said) if each & {"address", "street"}), -1)
    if len(rows) > _BY_HAND or at < 0 or any(each & _TOWNS for each in said):
        return None
    kept: list[Row] = []
    kept_numbers: list[int] = []
    for number, row in zip(numbers, rows, strict=True):
        alone = not is_blank(row[at]) and sum(not is_blank(cell) for cell in row) == 1
        if alone and kept and not is_blank(kept[-1][at]):
            last = kept[-1]
            kept[-1] = (*last[:at], f"{last[at]}\n{row[at]}", *last[at + 1 :])
        else:
            kept.append(row)
            kept_numbers.append(number)
    whole = sum("postcode" in address_text.split_block(str(row[at])) for row in kept)
    if len(rows) - len(kept) < 2 or whole < _MOST * len(kept):
        return None
    return Laid(headers, kept_numbers, kept, CONTINUED)


def _lines_below(rows: list[Row], at: int) -> list[str]:
    """What stands alone in the first column of the rows below one that says more."""
    lines: list[str] = []
    if is_blank(rows[at][0]) or all(map(is_blank, rows[at][1:])):
        return lines
    for row in rows[at + 1 : at + 1 + _LONGEST]:
        if is_blank(row[0]) or not isinstance(row[0], str) or not all(map(is_blank, row[1:])):
            break
        lines.append(row[0].strip())
    return lines
