"""The way in for tables: any spreadsheet, text table or address book, read in a child process."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from app.exchange import sandbox
from app.exchange.cards.card_forms import is_other_form
from app.exchange.tables.archive_in import unpacked
from app.exchange.tables.dbase_in import is_dbase
from app.exchange.tables.other_kinds import refusal_of
from app.exchange.tables.sylk_in import is_sylk
from app.exchange.tables.table import BesideRow, Row, Table, TableInfo, UnreadableFile, square
from app.exchange.tables.table_bands import banded, bands_of
from app.exchange.tables.table_layouts import laid_out
from app.exchange.tables.table_parts import Cut, cut, parts_of
from app.models.file_names import name_of

TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
CARD_ENDINGS = (".vcf", ".vcard")
LDIF_ENDINGS = (".ldif", ".ldi")
JSON_ENDINGS = (".json",)
OLD_ENDINGS = (".dbf", ".slk")
ARCHIVE_ENDINGS = (".zip",)
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04", b"\x09\x02")
_MARKUP_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*+<(?:!doctype html|html|table|meta|style|head|body"
    rb"|\?xml[^>]*>\s*(?:<\?mso[^>]*>\s*)?<(?:\w+:)?(?:Workbook|html|table))",
    re.I | re.S,
)
_CARD_START = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCARD\s", re.I)
_JSON_START = re.compile(rb'\s*\[\s*\{\s*"')
_LDIF_START = re.compile(rb"(?:\s|#[^\n]*\n|version:[ \t]*\d+)*+dn::?[ \t]*\S", re.I)


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    password: str | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Table:
    """The table in `path`, whole; what a file is, is judged by its first bytes, not its name.

    `sheet` is a name out of `Table.info.sheets` or `hidden_sheets`. `progress` hears the number
    of rows read so far. Raises UnreadableFile with a sentence when the file is no table or breaks
    a limit, PasswordNeeded when it is locked; sandbox.Cancelled when cancelled.
    """
    with unpacked(Path(path)) as file:
        reader = _reader_of(file)
        options = _options(reader, sheet, encoding, delimiter, password)
        facts, numbers, rows = _read(reader, file, options, progress, cancelled)
    return _table(Path(path), facts, numbers, rows, sheet)


def _options(
    reader: str, sheet: str | None, encoding: str | None, delimiter: str | None,
    password: str | None,
) -> dict[str, str | None]:  # fmt: skip
    if reader == "workbook":
        return {"sheet": sheet, "password": password}
    if reader == "markup":
        return {"sheet": sheet}
    if reader == "csv":
        return {"encoding": encoding, "delimiter": delimiter}
    return {"encoding": encoding}


def _read(
    reader: str,
    path: Path,
    options: dict[str, str | None],
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[dict[str, Any], list[int], list[Row]]:
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
    return facts, numbers, rows


def _table(
    path: Path, facts: dict[str, Any], numbers: list[int], rows: list[Row], wanted: str | None
) -> Table:
    own_targets = facts.get("targets", ())
    header, header_row = facts["header"], facts["header_row"]
    sheet, sheets, notes = facts.get("sheet", ""), list(facts.get("sheets", ())), facts["notes"]
    beside = [BesideRow(*each) for each in facts.get("beside", ())]
    if not own_targets:
        found = _found(facts, numbers, rows, wanted)
        part = found.cut.parts[found.which]
        header, header_row = part.header, part.first_row if found.which else found.header_row
        numbers, rows, beside = found.cut.numbers, found.cut.rows, found.cut.beside
        sheets, sheet = found.names, found.name
        notes = [*notes, *_notes_of(found, beside), *found.cut.notes]
    headers, rows = square(header, rows)
    laid = None if own_targets else laid_out(headers, numbers, rows, named=header is not None)
    if laid is not None:
        headers, numbers, rows, notes = *laid[:3], [*notes, laid.note]
    there = set(numbers) if facts.get("hidden_rows") else set()
    hidden = tuple(each for each in facts.get("hidden_rows", ()) if each in there)
    if hidden:
        said = "1 row is" if len(hidden) == 1 else f"{len(hidden)} rows are"
        come = "comes" if len(hidden) == 1 else "come"
        notes = [*notes, f"{said} hidden in the file and {come} in too."]
    info = TableInfo(
        path_name=name_of(path),
        kind=facts["kind"],
        headers=headers,
        row_numbers=_compact(numbers),
        header_row=header_row,
        sheet=sheet,
        sheets=tuple(sheets),
        encoding=facts.get("encoding", ""),
        delimiter=facts.get("delimiter", ""),
        notes=tuple(notes),
        targets=tuple((target, dict(options)) for target, options in own_targets),
        hidden_sheets=tuple(facts.get("hidden_sheets", ())),
        hidden_rows=hidden,
    )
    return Table(info, rows, tuple(beside))


class _Found(NamedTuple):
    """The table that was asked for, what all the tables of the file are called, and how many.

    `bands` tables stand side by side; `header_row` is the row of the column names.
    """

    cut: Cut
    which: int
    name: str
    names: list[str]
    bands: int
    header_row: int


def _found(
    facts: dict[str, Any], numbers: list[int], rows: list[Row], wanted: str | None
) -> _Found:
    """Cut the rows into tables; the names of further ones say in which rows or columns they are."""
    sheet, sheets, header = facts.get("sheet", ""), list(facts.get("sheets", ())), facts["header"]
    header_row = facts["header_row"]
    bands = bands_of(rows, header)
    labels = [band.called(facts.get("left", 0)) for band in bands] or [""]
    asked = _typed(wanted or "")
    beside = next((n for n, label in enumerate(labels) if label and _typed(label) in asked), 0)
    if bands:
        band = bands[beside]
        header, header_row = band.header, header_row + band.skip
        numbers, rows = banded(band, numbers, rows)
    known = _compact(numbers) if numbers else numbers
    parts = parts_of(known, rows, header)
    spans = [f"rows {part.first_row}–{part.last_row}" for part in parts]
    within = [labels[beside], *(", ".join(filter(None, (labels[beside], s))) for s in spans[1:])]
    if len(parts) > 1 and not sheet and not bands:
        within[0] = spans[0]
    names = [_named(sheet, label) for label in within]
    others = [_named(sheet, label) for label in labels]
    others[beside : beside + 1] = names
    if len(others) > 1:
        place = sheets.index(sheet) if sheet in sheets else 0
        sheets[place : place + 1] = others
    known_names = [_typed(name) for name in names]
    which = known_names.index(asked) if asked in known_names else 0
    if asked and not sheet and asked not in map(_typed, others):
        there = ", ".join(others) if len(others) > 1 else "one table only"
        raise UnreadableFile(f"There is no table called {wanted} in this file. There is: {there}.")
    found = cut(known, rows, header, which)
    return _Found(found, which, names[which], sheets, len(bands), header_row)


def _typed(name: str) -> str:
    """A name as people type it: a hyphen for the dash between two rows."""
    return name.lower().replace("–", "-")


def _named(sheet: str, label: str) -> str:
    """What a table is called: its sheet, or where it stands, or both."""
    if sheet:
        return f"{sheet} ({label})" if label else sheet
    return label[:1].upper() + label[1:]


def _notes_of(found: _Found, beside: list[BesideRow]) -> list[str]:
    notes = []
    more = len(found.cut.parts) - 1
    if more:
        there = "A second table stands" if more == 1 else f"{more} more tables stand"
        where = "Choose it as a sheet of its own." if more == 1 else "Choose them as sheets."
        notes.append(f"{there} in this sheet and was not mixed in. {where}".replace(
            "tables stand in this sheet and was", "tables stand in this sheet and were"
        ))  # fmt: skip
    if found.bands > 1:
        many = "Two" if found.bands == 2 else f"{found.bands:,}"
        notes.append(f"{many} tables stand side by side and were not mixed. Choose them as sheets.")
    for reason, count in Counter(row.reason for row in beside).items():
        words = reason[0].lower() + reason[1:].rstrip(".")
        rows = "1 row" if count == 1 else f"{count} rows"
        notes.append(f"{rows} left out: {words}.")
    return notes


def _compact(numbers: list[int]) -> "list[int] | range":
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        return range(numbers[0], numbers[-1] + 1)
    return numbers


def contents_in(path: Path, encoding: str = "") -> Iterator[bytes]:
    """The photos, logos and keys in a file of cards, one at a time; none in any other table.

    Raises UnreadableFile as `read_table` does.
    """
    with unpacked(path) as file:
        reader = _reader_of(file)
        if reader in ("vcard", "ldif"):
            options: dict[str, str | None] = {"kind": reader, "encoding": encoding}
            for _kind, data in sandbox.frames("contents", file, options):
                yield data


def sheet_names(path: Path, password: str | None = None) -> list[str]:
    """The sheets that can be imported from a workbook, in order; none for a text table.

    Raises UnreadableFile as `read_table` does.
    """
    path = Path(path)
    if not is_workbook(path):
        return []
    for answer in sandbox.frames("sheets", path, {"password": password}):
        return [str(name) for name in answer[1]]
    return []


def _reader_of(path: Path) -> str:
    """The name of the parser in `sandbox`: by the first bytes, then by the ending."""
    start = _start_of(path, 4096)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")
    if _MARKUP_START.match(text):
        return "markup"
    if is_other_form(text):
        return "vcard"
    if is_dbase(start):
        return "dbase"
    if is_sylk(start):
        return "sylk"
    refusal = refusal_of(start, path)
    if refusal:
        raise UnreadableFile(refusal)
    if start.startswith(_WORKBOOK_STARTS):
        return "workbook"
    ending = path.suffix.lower()
    if _CARD_START.match(text) or ending in CARD_ENDINGS:
        return "vcard"
    if _LDIF_START.match(text) or ending in LDIF_ENDINGS:
        return "ldif"
    if ending in JSON_ENDINGS or _JSON_START.match(text):
        return "json"
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
