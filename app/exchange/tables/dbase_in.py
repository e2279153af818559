"""Tables of dBase, FoxPro and Clipper (.dbf), in which old programs keep their addresses.

As the published description of the format has it (dBASE table file structure, versions III to 7
and Visual FoxPro): a header, a descriptor a field, records of one length. Memos stand in a second
file, which is not read; that is told.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from struct import error as BadRecord
from struct import unpack, unpack_from
from typing import Final, NamedTuple

from app.exchange.tables.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_WIDE,
    Cell,
    Row,
    UnreadableFile,
    bytes_of,
    is_blank,
)

_KINDS: Final = frozenset(b"\x03\x30\x31\x32\x43\x63\x83\x8b\xf5")
_DELETED: Final = 0x2A
_MAX_BYTES: Final = 400_000_000
_FIELD_KINDS: Final = frozenset("CNFDLMGPIYBOT@+0VWQ")
_ELSEWHERE: Final = frozenset("MGPWQ0")
_END_OF_FIELDS: Final = 0x0D
# What the byte of the language driver stands for.
_CODE_PAGES: Final = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252",
    0x64: "cp852", 0x65: "cp866", 0x66: "cp865", 0x26: "cp866", 0x6A: "cp737", 0x6B: "cp857",
    0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253", 0x13: "cp932", 0x7B: "cp932",
}  # fmt: skip
_BROKEN: Final = (
    "This table of dBase is damaged or of an unknown kind. Open it in LibreOffice, save it as .xlsx"
    " and import that."
)


class _Field(NamedTuple):
    name: str
    kind: str
    start: int
    length: int


def is_dbase(start: bytes) -> bool:
    """Whether the first bytes are those of a table: a date and sizes that fit follow its kind."""
    if len(start) < 65 or start[0] not in _KINDS:
        return False
    _version, year, month, day = start[:4]
    head = int.from_bytes(start[8:10], "little")
    return year < 200 and 1 <= month <= 12 and 1 <= day <= 31 and head % 32 in (0, 1, 8)


def read_dbase(
    path: Path, encoding: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts of a table and its rows, numbered as a spreadsheet would show them.

    Raises UnreadableFile with a sentence for what cannot be read.
    """
    data = bytes_of(path, _MAX_BYTES, "Split it and import the parts.")
    try:
        count, begin, length = unpack_from("<IHH", data, 4)
        fields = _fields(data, begin)
    except (BadRecord, IndexError):
        raise UnreadableFile(_BROKEN) from None
    wide = max((field.start + field.length for field in fields), default=0)
    if not fields or length < 2 or wide > length:
        raise UnreadableFile(_BROKEN)
    if len(fields) > MAX_COLUMNS:
        raise UnreadableFile(TOO_WIDE)
    if count > MAX_ROWS:
        raise UnreadableFile("This table has more than a million rows. Split it.")
    records = [
        data[at : at + length]
        for at in range(begin, min(begin + count * length, len(data) - length + 1), length)
    ]
    kept = [record for record in records if record[0] != _DELETED]
    letters = encoding or _encoding(data[29], kept, fields)
    shown = [field for field in fields if field.kind not in _ELSEWHERE]
    facts: dict[str, object] = {
        "kind": "dbf", "encoding": letters, "header": tuple(field.name for field in shown),
        "header_row": 1, "notes": _notes(len(records) - len(kept), len(fields) - len(shown)),
    }  # fmt: skip
    return facts, _rows(kept, shown, letters)


def _fields(data: bytes, begin: int) -> list[_Field]:
    found: list[_Field] = []
    at, start = 32, 1
    while at + 32 <= min(begin, len(data)) and data[at] != _END_OF_FIELDS:
        name = data[at : at + 11].partition(b"\0")[0].decode("latin-1").strip()
        kind, length = chr(data[at + 11]), data[at + 16]
        if kind == "C":
            # Clipper uses the byte for decimals as the second of a long text's length
            length += data[at + 17] << 8
        if not name.isprintable() or not name or kind not in _FIELD_KINDS or not length:
            raise UnreadableFile(_BROKEN)
        found.append(_Field(name, kind, start, length))
        start += length
        at += 32
    return found


def _encoding(mark: int, records: list[bytes], fields: list[_Field]) -> str:
    """What the table says; else DOS or Windows, by where the bytes of letters with accents lie."""
    if mark in _CODE_PAGES:
        return _CODE_PAGES[mark]
    texts = [field for field in fields if field.kind == "C"]
    some = b"".join(
        record[field.start : field.start + field.length]
        for record in records[:2000]
        for field in texts
    )
    try:
        return "utf-8" if some.decode("utf-8") and not some.isascii() else "cp1252"
    except UnicodeDecodeError:
        of_dos = sum(0x80 <= byte < 0xA8 or byte == 0xE1 for byte in some)
        of_windows = sum(byte >= 0xC0 and byte != 0xE1 for byte in some)
        return "cp850" if of_dos > of_windows else "cp1252"


def _notes(deleted: int, memos: int) -> list[str]:
    notes = []
    if deleted:
        rows = "1 row that is" if deleted == 1 else f"{deleted:,} rows that are"
        notes.append(f"{rows} deleted in the table left out.")
    if memos:
        columns = "1 column" if memos == 1 else f"{memos:,} columns"
        notes.append(
            f"{columns} of long texts, which stand in a second file, left out. To have them, save"
            " the table as .xlsx in its own program."
        )
    return notes


def _rows(records: list[bytes], fields: list[_Field], letters: str) -> Iterator[tuple[int, Row]]:
    try:
        "".encode(letters)
    except LookupError:
        raise UnreadableFile(f"There is no text encoding called {letters}.") from None
    for number, record in enumerate(records, 2):
        row = tuple(_cell(record, field, letters) for field in fields)
        if any(not is_blank(cell) for cell in row):
            yield number, row


def _cell(record: bytes, field: _Field, letters: str) -> Cell:
    raw = record[field.start : field.start + field.length]
    if field.kind in "I+" and len(raw) == 4:
        return int(unpack("<i", raw)[0])
    if field.kind == "Y" and len(raw) == 8:
        return float(unpack("<q", raw)[0]) / 10_000
    if field.kind in "BO" and len(raw) == 8:
        return float(unpack("<d", raw)[0])
    if field.kind in "T@" and len(raw) == 8:
        return _day_number(unpack("<i", raw[:4])[0])
    text = raw.decode(letters, "replace").replace("\0", " ").strip()
    if field.kind == "D":
        return _day(text)
    if field.kind == "L":
        return {"T": True, "Y": True, "J": True, "F": False, "N": False}.get(text.upper())
    return _number(text) if field.kind in "NF" else text


def _day(text: str) -> Cell:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return text or None


def _day_number(days: int) -> Cell:
    """A Julian day, as FoxPro counts them."""
    try:
        return date.fromordinal(days - 1_721_425) if days else None
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> Cell:
    try:
        return int(text) if text.lstrip("+-").isdecimal() else float(text)
    except ValueError:
        return text or None
