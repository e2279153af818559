"""A small Outlook message (MS-OXMSG in MS-CFB) made by hand, as Outlook would save it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]


def message(subject: str, sender: str, to: str, body: str, files: dict[str, bytes]) -> bytes:
    """The bytes of a .msg; `sender` and `to` are header values."""
    sent = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
    headers = f"From: {sender}\r\nTo: {to}\r\nMessage-ID: <o1@x.example>\r\n\r\n"
    ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    times = struct.pack("<HHIQ", 0x40, 0x39, 6, ticks)
    texts = {0x001A: "IPM.Note", 0x0037: subject, 0x007D: headers, 0x1000: body}
    tree: Tree = {
        f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in texts.items()
    }
    tree["__properties_version1.0"] = _properties(32, texts, times)
    for number, (name, data) in enumerate(files.items()):
        words = {0x3707: name, 0x370E: "application/pdf"}
        inside: Tree = {
            f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in words.items()
        }
        inside["__substg1.0_37010102"] = data
        method = struct.pack("<HHII4x", 0x03, 0x3705, 6, 1)
        blob = struct.pack("<HHII4x", 0x102, 0x3701, 6, len(data))
        inside["__properties_version1.0"] = _properties(8, words, method + blob)
        tree[f"__attach_version1.0_#{number:08X}"] = inside
    return _compound(tree)


def _properties(header: int, texts: dict[int, str], more: bytes) -> bytes:
    rows = b"".join(
        struct.pack("<HHII4x", 0x1F, tag, 6, len(text) * 2 + 2) for tag, text in texts.items()
    )
    return b"\0" * header + rows + more


class _Space:
    """Sectors of one size and the table that chains them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.sectors: list[bytes] = []
        self.table: list[int] = []

    def put(self, data: bytes) -> int:
        """Where a stream begins."""
        first = len(self.sectors)
        pieces = [data[at : at + self.size] for at in range(0, len(data), self.size)]
        self.sectors += [piece.ljust(self.size, b"\0") for piece in pieces]
        self.table += [first + number for number in range(1, len(pieces))] + [_END] * bool(pieces)
        return first if pieces else _END


def _compound(tree: Tree) -> bytes:
    """Storages and streams as sectors; what is shorter than 4,096 bytes lies in the small ones."""
    entries: list[_Entry] = [_Entry("Root Entry", 5)]
    _add(tree, 0, entries)
    large, small = _Space(_SECTOR), _Space(64)
    for entry in entries:
        entry.start = (large if len(entry.data) >= 4096 else small).put(entry.data)
    entries[0].data = b"".join(small.sectors)
    entries[0].start = large.put(entries[0].data)
    chains = struct.pack(f"<{len(small.table)}I", *small.table)
    small_table = large.put(chains.ljust(-(-len(chains) // _SECTOR) * _SECTOR, b"\xff"))
    lines = b"".join(entry.line() for entry in entries)
    directory = large.put(lines.ljust(-(-len(lines) // _SECTOR) * _SECTOR, b"\0"))
    count = -(-(len(large.table) + 2) // 128)
    places = range(len(large.sectors), len(large.sectors) + count)
    table = large.table + [_FAT] * count
    table += [_FREE] * (count * 128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, 4096, small_table,
        -(-len(chains) // _SECTOR), _END, 0, places[0],
    )  # fmt: skip
    head += struct.pack(f"<{count - 1}I", *places[1:])
    body = b"".join(large.sectors) + struct.pack(f"<{len(table)}I", *table)
    return head.ljust(_SECTOR, b"\xff") + body


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = _NONE
    right: int = _NONE
    start: int = _END

    def line(self) -> bytes:
        text = self.name.encode("utf-16-le")
        links = struct.pack(
            "<HBBIII", len(text) + 2, self.kind, 1, _NONE, self.right, self.child
        )  # fmt: skip
        where = struct.pack("<IQ", self.start, len(self.data))
        return text.ljust(64, b"\0") + links + b"\0" * 36 + where


def _add(tree: Tree, parent: int, entries: list[_Entry]) -> None:
    before = -1
    for name, value in tree.items():
        place = len(entries)
        entries.append(_Entry(name, 2, value) if isinstance(value, bytes) else _Entry(name, 1))
        if before < 0:
            entries[parent].child = place
        else:
            entries[before].right = place
        before = place
        if isinstance(value, dict):
            _add(value, place, entries)
