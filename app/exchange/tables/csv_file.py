"""Text tables: any delimiter, any encoding, whatever stands above the header.

All cells stay text: 02139, +49 and 1/2 are what they look like. RFC 4180 is what most programs
mean to write; what they write besides is understood too.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, Literal, NamedTuple

from app.exchange.tables.csv_oddities import (
    is_list_of_names,
    quote_of,
    with_quotes_closed,
)
from app.exchange.tables.encodings import Decoded, decode
from app.exchange.tables.header_row import Header, header_of
from app.exchange.tables.table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_WIDE,
    Row,
    UnreadableFile,
    bytes_of,
    is_blank,
)
from app.exchange.tables.text_layouts import read_by_eye

_DELIMITERS: Final = ",;\t|^~"
_NAMES: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "\\t": "\t"}
_SAMPLE_CHARS: Final = 200_000
_SAMPLE_ROWS: Final = 200
_MAX_BYTES: Final = 400_000_000
_MOST_NULS: Final = 0.05
_NO_TEXT: Final = "This is not a text table. Save it as .csv or .xlsx and try again."
_SEP_LINE: Final = re.compile(r"sep=(.)\r?\n", re.I)
# What our own export puts a ' in front of, so that no spreadsheet runs it as a formula.
_GUARD: Final = re.compile("'+[=+\\-@\t\r]")
_A_GUARD: Final = re.compile("'[=+\\-@\t\r]")


class _Shape(NamedTuple):
    delimiter: str
    quoting: Literal[0, 3]
    escape: str | None
    quote: str = '"'


def read_csv(
    path: Path, encoding: str | None = None, delimiter: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts of a text table and its rows, each with its row number, header not among them.

    Raises UnreadableFile with a sentence for what cannot be a table.
    """
    decoded = _decoded(bytes_of(path, _MAX_BYTES, "Split it and import the parts."), encoding)
    text, given = _without_sep_line(decoded.text)
    skipped_lines = 1 if given else 0
    if "\0" in text:
        if text.count("\0") > max(_MOST_NULS * len(text), 20):
            raise UnreadableFile(_NO_TEXT)
        text = text.replace("\0", "")
    if not text or text.isspace():
        raise UnreadableFile("This file is empty: there is nothing in it to import.")
    if _is_no_text(text):
        raise UnreadableFile(_NO_TEXT)
    seen = "" if given or delimiter else read_by_eye(text)
    text, given = (seen, "\t") if seen else (text, given)
    shape = _shape(text, _NAMES.get(delimiter or "", delimiter) or given)
    text, mended = (
        with_quotes_closed(text, shape.delimiter, lambda part: _reader(part, shape))
        if shape.quote == '"'
        else (text, [])
    )
    top = _top_rows(text, shape)
    header = header_of(top)
    facts: dict[str, object] = {
        "kind": "csv",
        "encoding": decoded.encoding,
        "delimiter": shape.delimiter,
        "header_row": header.last + 1 + skipped_lines if header.names is not None else 0,
        "header": header.names,
        "notes": [*_notes(decoded, header, top), *mended],
    }
    guarded = _A_GUARD.search(text) is not None
    return facts, _rows(text, shape, header.last + 1, skipped_lines, guarded)


def _decoded(data: bytes, encoding: str | None) -> Decoded:
    try:
        return decode(data, encoding)
    except LookupError:
        raise UnreadableFile(f"There is no text encoding called {encoding}.") from None
    except UnicodeDecodeError:
        raise UnreadableFile(
            f"This file is not written in {encoding}. Choose another encoding."
        ) from None


def _without_sep_line(text: str) -> tuple[str, str]:
    """Excel's own first line "sep=;", which names the delimiter and is no row."""
    found = _SEP_LINE.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def _is_no_text(text: str) -> bool:
    head = text[:4000]
    strange = sum(char < " " and char not in "\t\r\n\f\x1a\x0b\x1c\x1d\x1e\x1f" for char in head)
    return strange > len(head) / 20 or head.count("\ufffd") > len(head) / 5


def _notes(decoded: Decoded, header: Header, top: list[Row]) -> list[str]:
    notes = []
    if not decoded.sure:
        notes.append(f"The letters were read as {decoded.encoding}. Check names with accents.")
    above = sum(1 for row in top[: max(header.first, 0)] if any(not is_blank(c) for c in row))
    if above:
        notes.append(f"{above} {'line' if above == 1 else 'lines'} above the header left out.")
    if header.first < header.last:
        notes.append("The column names stand in two lines and were put together.")
    if header.names is None:
        notes.append("No row with column names was found, so every row is taken as data.")
    return notes


def _shape(text: str, delimiter: str) -> _Shape:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
    escaped = "\\" in text and '\\"' in text and '""' not in text
    escape = "\\" if escaped else None
    sample = text[:_SAMPLE_CHARS]
    quote = quote_of(sample)
    if delimiter:
        return _Shape(delimiter[0], quoting, escape, quote)
    if is_list_of_names(sample):
        return _Shape("\t", quoting, escape)
    best, best_score = ",", (0.0, 0.0)
    for candidate in _DELIMITERS:
        if candidate in sample:
            score = _agreement(sample, _Shape(candidate, quoting, escape, quote))
            if score > best_score:
                best, best_score = candidate, score
    return _Shape(best, quoting, escape, quote)


def _agreement(sample: str, shape: _Shape) -> tuple[float, float]:
    """How far the rows agree on a number of cells, and how many cells that is."""
    try:
        rows = list(islice(_reader(sample, shape), _SAMPLE_ROWS))
    except csv.Error:
        return (0.0, 0.0)
    if len(rows) > 1 and len(sample) == _SAMPLE_CHARS:
        rows.pop()
    widths = Counter(len(row) for row in rows if len(row) > 1 or (row and row[0].strip()))
    widths_of_tables = Counter({width: n for width, n in widths.items() if width > 1})
    if not widths_of_tables:
        return (0.0, 0.0)
    width, count = widths_of_tables.most_common(1)[0]
    broad = sum(n for each, n in widths_of_tables.items() if each > 1)
    total = sum(widths.values())
    return (round((count + broad) / (2 * total), 1), float(width))


def _reader(text: str, shape: _Shape) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CELL)
    return csv.reader(
        # Half as slow as io.StringIO, and the lines end where RFC 4180 says
        io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "replace")), "utf-8", newline=""),
        delimiter=shape.delimiter,
        quoting=shape.quoting,
        quotechar=shape.quote,
        escapechar=shape.escape,
        doublequote=shape.escape is None,
        skipinitialspace=shape.delimiter != "\t" and f'{shape.delimiter} "' in text[:20_000],
    )


def _top_rows(text: str, shape: _Shape) -> list[Row]:
    try:
        top: list[Row] = [tuple(row) for row in islice(_reader(text, shape), _SAMPLE_ROWS)]
    except csv.Error:
        raise UnreadableFile(
            "A cell of this file is longer than a million letters, or a quotation mark is never"
            " closed. Mend it in the program it came from and try again."
        ) from None
    if max(map(len, top), default=0) > MAX_COLUMNS:
        raise UnreadableFile(TOO_WIDE)
    return top


def _rows(
    text: str, shape: _Shape, skip: int, lines_before: int, guarded: bool
) -> Iterator[tuple[int, Row]]:
    reader = enumerate(_reader(text, shape), 1 + lines_before)
    try:
        for number, row in islice(reader, skip, None):
            if not row or ((not row[0] or row[0].isspace()) and not "".join(row).strip()):
                continue
            if len(row) > MAX_COLUMNS and not all(map(is_blank, row[MAX_COLUMNS:])):
                raise UnreadableFile(TOO_WIDE)
            if number > MAX_ROWS:
                raise UnreadableFile("This table has more than a million rows. Split it.")
            yield number, tuple(map(_unguarded, row) if guarded else row)
    except csv.Error:
        raise UnreadableFile(
            "A cell of this file is longer than a million letters, or a quotation mark is never"
            " closed. Mend it in the program it came from and try again."
        ) from None


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARD.match(cell) else cell
