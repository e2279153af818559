"""Pictures as parts of the package: the files themselves, and what ties them to a part."""

from __future__ import annotations

import posixpath
import tempfile
import zipfile
import zlib
from typing import TYPE_CHECKING

from app.exchange.word.word_package import Member, packed_member, parse_part, part_bytes, rels_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.exchange.word.letter_images import PartPictures
    from app.exchange.word.letter_template import Template

_NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b"</Relationships>"
)


def stored(name: str, content: bytes) -> Member:
    """A member that is packed already and lies in the package as it is."""
    return Member(name, zipfile.ZIP_STORED, zlib.crc32(content), len(content), content)


def with_relations(template: Template, part: str, name: str, lines: Iterable[str]) -> Member:
    """The relationships of `part`, with `lines` added, under the name that `name` needs."""
    known = template.members.get(rels_name(part))
    data = _NO_RELATIONS if known is None else known.data()
    added = "".join(lines).encode()
    if added:
        data = part_bytes(parse_part(data))
        if b"</Relationships>" not in data:
            data = _NO_RELATIONS
        head, closing, tail = data.rpartition(b"</Relationships>")
        data = head + added + closing + tail
    return packed_member(rels_name(name), data)


def picture_members(
    template: Template, part: str, pictures: PartPictures, name: str = ""
) -> dict[str, Member]:
    """The pictures of a filled part and its relationships; `name` if the part is a copy."""
    folder = posixpath.dirname(part)
    made = {
        posixpath.join(folder, media): stored(posixpath.join(folder, media), content)
        for media, (_, content) in pictures.found.items()
    }
    relations = with_relations(template, part, name or part, pictures.relations())
    return made | {relations.name: relations}


class Spool:
    """Members that wait on the disk until the big part before them is finished."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="deskbook-")  # noqa: SIM115 - lives as the run
        self._waiting: dict[str, tuple[int, int, int, int, int]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._waiting

    def add(self, member: Member) -> None:
        """Keep a member until `members`; the same name counts once."""
        if member.name in self._waiting:
            return
        at = self._file.seek(0, 2)
        self._file.write(member.packed)
        self._waiting[member.name] = (
            at, len(member.packed), member.method, member.crc, member.size,
        )  # fmt: skip

    def members(self) -> Iterator[Member]:
        """All members in the order they came."""
        for name, (at, length, method, crc, size) in self._waiting.items():
            self._file.seek(at)
            yield Member(name, method, crc, size, self._file.read(length))

    def close(self) -> None:
        """Give the space on the disk back."""
        self._file.close()
