"""Word files as zip packages: opened with suspicion, written without packing parts again.

Rules: ECMA-376 part 2 (Open Packaging Conventions), PKWARE APPNOTE for the zip records. Parts
nobody changed are copied as the deflated bytes they already are.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

MAX_FILE = 64 << 20
MAX_MEMBERS = 4000
MAX_PART = 48 << 20
MAX_TOTAL = 256 << 20
MAX_RATIO = 200
_LEVEL = 5
"""How hard parts are deflated: below the usual 6 it takes a fifth less time for 1 % more bytes."""

_DOS_DATE = (1 << 5) | 1  # 1 January 1980: the same letters give the same bytes
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DOCTYPE_MARKS = tuple(
    word.encode(code)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for code in ("utf-8", "utf-16-le", "utf-16-be")
)


class UnusableTemplate(Exception):
    """A file that cannot be used as a letter template; the message says why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside the package, with its bytes as they lie in the zip."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes

    def data(self) -> bytes:
        """Unpacked bytes. Raises UnusableTemplate when they are not what the zip promised."""
        if self.method == zipfile.ZIP_STORED:
            return self.packed
        worker = zlib.decompressobj(-15)
        try:
            data = worker.decompress(self.packed, self.size + 1)
        except zlib.error:
            raise UnusableTemplate(_DAMAGED) from None
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise UnusableTemplate(_DAMAGED)
        return data


_DAMAGED = "This file is damaged and cannot be used as a template."
_TOO_LARGE = "That is more than fits into one file (4 GB). Make it in smaller parts."


def read_package(content: bytes) -> dict[str, Member]:
    """Members of a zip package by name, in their order. Raises UnusableTemplate."""
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise UnusableTemplate(
            "This file is an old Word document or has a password. Save it as .docx without "
            "a password and try again."
        )
    if len(content) > MAX_FILE:
        raise UnusableTemplate("This file is larger than 64 MB, too large for a template.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        raise UnusableTemplate("This file is not a Word document (.docx).") from None
    _check_infos(infos)
    return {info.filename: _member(content, info) for info in infos}


def _check_infos(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.lower() for info in infos]
    if len(infos) > MAX_MEMBERS or len(set(names)) != len(names):
        raise UnusableTemplate("This file holds too many or repeated parts.")
    for info in infos:
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise UnusableTemplate("This file holds parts with unsafe names.")
        if info.flag_bits & 1:
            raise UnusableTemplate("This file has a password. Save it without one and try again.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnusableTemplate("This file is packed in a way Word does not use.")
        swollen = info.file_size > 1 << 20 and info.file_size > MAX_RATIO * info.compress_size
        if swollen or info.file_size > MAX_PART:
            raise UnusableTemplate("A part of this file unpacks to far more than a letter holds.")
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise UnusableTemplate("This file unpacks to far more than a letter holds.")


def _member(content: bytes, info: zipfile.ZipInfo) -> Member:
    start = info.header_offset
    if content[start : start + 4] != b"PK\x03\x04" or len(content) < start + 30:
        raise UnusableTemplate(_DAMAGED)
    name_length, extra_length = struct.unpack_from("<2H", content, start + 26)
    begin = start + 30 + name_length + extra_length
    packed = content[begin : begin + info.compress_size]
    size = info.file_size
    if info.compress_type == zipfile.ZIP_STORED and len(packed) != size:
        raise UnusableTemplate(_DAMAGED)
    return Member(info.filename, info.compress_type, info.CRC, size, packed)


def parse_part(data: bytes) -> etree._Element:
    """Root of an XML part, read without entities, network or document types."""
    from lxml import etree

    if any(mark in data for mark in _DOCTYPE_MARKS):
        raise UnusableTemplate("This file declares XML entities, which no Word document does.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise UnusableTemplate(_DAMAGED) from None


def part_bytes(root: etree._Element) -> bytes:
    """An XML part as Word writes it: UTF-8 with a standalone declaration."""
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", standalone=True)


def rels_name(part: str) -> str:
    """Name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def packed_member(name: str, data: bytes) -> Member:
    """`data` deflated, ready to be written under `name`."""
    worker = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = worker.compress(data) + worker.flush()
    return Member(name, zipfile.ZIP_DEFLATED, zlib.crc32(data), len(data), packed)


def _flags(name: bytes) -> int:
    return 0 if name.isascii() else 0x800


def local_record(member: Member) -> bytes:
    """Local header and packed bytes of one member."""
    name = member.name.encode()
    head = _LOCAL.pack(
        b"PK\x03\x04", 20, _flags(name), member.method, 0, _DOS_DATE, member.crc,
        len(member.packed), member.size, len(name), 0,
    )  # fmt: skip
    return head + name + member.packed


def central_record(member: Member, offset: int, packed_size: int | None = None) -> bytes:
    """Directory entry of a member that lies at `offset`."""
    name = member.name.encode()
    size = len(member.packed) if packed_size is None else packed_size
    return _CENTRAL.pack(
        b"PK\x01\x02", 20, 20, _flags(name), member.method, 0, _DOS_DATE, member.crc,
        size, member.size, len(name), 0, 0, 0, 0, 0, offset,
    ) + name  # fmt: skip


def end_record(count: int, size: int, offset: int) -> bytes:
    """The record that closes a zip file."""
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)


class PackageWriter:
    """Writes members one after the other to a seekable stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._offset = 0
        self._directory: list[bytes] = []

    def add(self, member: Member) -> None:
        """Write one finished member."""
        record = local_record(member)
        self._enter(member, len(member.packed))
        self._stream.write(record)
        self._offset += len(record)

    def _enter(self, member: Member, packed_size: int) -> None:
        if self._offset + packed_size > 0xFFFF0000 or len(self._directory) >= 0xFFF0:
            raise UnusableTemplate(_TOO_LARGE)
        self._directory.append(central_record(member, self._offset, packed_size))

    def open_part(self, name: str, level: int = _LEVEL) -> PartStream:
        """A part that is written piece by piece; close it before the next member.

        `level` says how hard it is deflated, from 1 to 9.
        """
        return PartStream(self, name, self._stream, self._offset, level)

    def part_closed(self, member: Member, packed_size: int) -> None:
        """Take a streamed part into the directory."""
        self._enter(member, packed_size)
        self._offset = self._stream.tell()

    def close(self) -> None:
        """Write the directory. Nothing can be added afterwards."""
        directory = b"".join(self._directory)
        self._stream.write(directory)
        self._stream.write(end_record(len(self._directory), len(directory), self._offset))


class PartStream:
    """One member written in pieces; its sizes are put into its header at the end."""

    def __init__(
        self, owner: PackageWriter, name: str, stream: IO[bytes], offset: int, level: int
    ) -> None:
        self._owner = owner
        self._name = name
        self._stream = stream
        self._offset = offset
        self._worker: Any = zlib.compressobj(level, zlib.DEFLATED, -15)
        self._crc = 0
        self._size = 0
        self._packed = 0
        stream.write(local_record(Member(name, zipfile.ZIP_DEFLATED, 0, 0, b"")))

    def write(self, data: bytes) -> None:
        """Deflate and write `data`."""
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        packed = self._worker.compress(data)
        self._packed += len(packed)
        self._stream.write(packed)

    def close(self) -> None:
        """Finish the part."""
        packed = self._worker.flush()
        self._packed += len(packed)
        self._stream.write(packed)
        if self._size > 0xFFFF0000:
            raise UnusableTemplate(_TOO_LARGE)
        here = self._stream.tell()
        self._stream.seek(self._offset + 14)
        self._stream.write(struct.pack("<3I", self._crc, self._packed, self._size))
        self._stream.seek(here)
        done = Member(self._name, zipfile.ZIP_DEFLATED, self._crc, self._size, b"")
        self._owner.part_closed(done, self._packed)
