"""The way in for tables: any spreadsheet, text table or address book, read in a child process."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.exchange import sandbox
from app.exchange.table import Row, Table, TableInfo, UnreadableFile, square

TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
CARD_ENDINGS = (".vcf", ".vcard")
LDIF_ENDINGS = (".ldif", ".ldi")
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04", b"\x09\x02")
_CARD_START = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCARD\s", re.I)
_LDIF_START = re.compile(rb"(?:\s+|#[^\n]*\n|version:[ \t]*\d+)*dn::?[ \t]*\S", re.I)


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Table:
    """The table in `path`, whole; what a file is, is judged by its first bytes, not its name.

    `progress` hears the number of rows read so far. Raises UnreadableFile with a sentence when
    the file is no table, is protected or breaks a limit; sandbox.Cancelled when cancelled.
    """
    path = Path(path)
    reader = _reader_of(path)
    options: dict[str, str | None] = {"encoding": encoding}
    if reader == "workbook":
        options = {"sheet": sheet}
    elif reader == "csv":
        options["delimiter"] = delimiter
    answers = sandbox.frames(reader, path, options, cancelled)
    facts: dict[str, Any] = {}
    numbers: list[int] = []
    rows: list[Row] = []
    for answer in answers:
        if answer[0] == "facts":
            facts = answer[1]
            continue
        some_numbers, some_rows = sandbox.rows_of(answer)
        numbers += some_numbers
        rows += some_rows
        if progress is not None:
            progress(len(rows))
    return _table(path, facts, numbers, rows)


def _table(path: Path, facts: dict[str, Any], numbers: list[int], rows: list[Row]) -> Table:
    headers, rows = square(facts["header"], rows)
    info = TableInfo(
        path_name=path.name,
        kind=facts["kind"],
        headers=headers,
        row_numbers=_compact(numbers),
        header_row=facts["header_row"],
        sheet=facts.get("sheet", ""),
        sheets=tuple(facts.get("sheets", ())),
        encoding=facts.get("encoding", ""),
        delimiter=facts.get("delimiter", ""),
        notes=tuple(facts["notes"]),
        targets=tuple((target, dict(options)) for target, options in facts.get("targets", ())),
    )
    return Table(info, rows)


def _compact(numbers: list[int]) -> "list[int] | range":
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        return range(numbers[0], numbers[-1] + 1)
    return numbers


def sheet_names(path: Path) -> list[str]:
    """The sheets that can be imported from a workbook, in order; none for a text table.

    Raises UnreadableFile as `read_table` does.
    """
    path = Path(path)
    if not is_workbook(path):
        return []
    for answer in sandbox.frames("sheets", path, {}):
        return [str(name) for name in answer[1]]
    return []


def _reader_of(path: Path) -> str:
    """The name of the parser in `sandbox`: by the first bytes, then by the ending."""
    start = _start_of(path, 4096)
    if start.startswith(_WORKBOOK_STARTS):
        return "workbook"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")
    ending = path.suffix.lower()
    if _CARD_START.match(text) or ending in CARD_ENDINGS:
        return "vcard"
    if _LDIF_START.match(text) or ending in LDIF_ENDINGS:
        return "ldif"
    return "csv"


def is_workbook(path: Path) -> bool:
    """Whether the first bytes are those of a spreadsheet package; raises UnreadableFile."""
    return _start_of(path, 8).startswith(_WORKBOOK_STARTS)


def _start_of(path: Path, count: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(count)
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file called {path.name} there.") from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path.name} is a folder. Choose a file.") from None
    except OSError as error:
        raise UnreadableFile(
            f"{path.name} cannot be opened: {error.strerror or 'no access'}."
        ) from None
