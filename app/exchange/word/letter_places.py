"""The places of a Word part where each letter has bytes of its own.

Each place writes complete runs or attribute values, so what comes out is well-formed whenever
the template was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from app.exchange.word.letter_gaps import GAP, without_gaps
from app.exchange.word.merge_results import formatted, pieces_of, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.exchange.word.merge_fields import MergeField
    from app.exchange.word.merge_record import MergeRecord

MERGED_MARK = b"<?merged?>"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ENDS_LINE = re.compile("\r\n|[\r\u2028\u2029\x0b\x85]")
_NEEDS_CARE = re.compile("[&<>\x00-\x1f\x7f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")


class Letter(Protocol):
    """What a place to fill may ask while one letter is made."""

    record: MergeRecord
    mark_merged: bool

    def unique(self, kind: str, key: str) -> str:
        """A value that no other letter of the same file has."""

    def picture(self, content: bytes, ending: str) -> str:
        """The relationship by which the part being written shows this picture."""


class Place(Protocol):
    """Somewhere in a part where each letter has bytes of its own."""

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Add the bytes; whether anything a reader sees came of it."""


Node: TypeAlias = "bytes | Place"


def fill_nodes(nodes: Sequence[Node], letter: Letter, out: list[bytes]) -> bool:
    """Fill a row of nodes in order; whether any place wrote something."""
    seen = False
    for node in nodes:
        if isinstance(node, bytes):
            out.append(node)
        elif node.fill(letter, out):
            seen = True
    return seen


def xml_text(text: str) -> str:
    """`text` as it stands inside w:t, with line breaks and tabs as Word keeps them."""
    if not _NEEDS_CARE.search(text):
        return text
    text = _CONTROL.sub("", _ENDS_LINE.sub("\n", text)).strip("\n")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def _run(text: str, properties: bytes) -> bytes:
    body = xml_text(text).encode()
    return b"<w:r>" + properties + b'<w:t xml:space="preserve">' + body + b"</w:t></w:r>"


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A merge field without conditions inside: the usual case, kept short."""

    item: MergeField
    head: bytes

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write the value as one run."""
        value = letter.record.value(self.item.name)
        if self.item.switches or not isinstance(value, str):
            value = formatted(value, self.item.switches, letter.record)
        if self.item.trims_punctuation:
            value = value.rstrip(",:")
        if not value:
            out.append(GAP)
            return False
        if letter.mark_merged:
            out.append(MERGED_MARK)
        out.append(self.head + xml_text(value).encode() + b"</w:t></w:r>")
        return bool(value.strip())


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Any other field that we fill."""

    item: MergeField

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write the pieces the field comes to."""
        seen, breaks = False, b""
        for piece in pieces_of(self.item, letter.record):
            if piece.text == "\n" and not piece.raw:
                # The end of a paragraph inside a condition; at its edges there is nothing to part.
                breaks += b"<w:r><w:br/></w:r>" if seen else b""
                continue
            if piece.raw or piece.text.strip():
                seen = True
                out.append(breaks)
                breaks = b""
            if letter.mark_merged:
                out.append(MERGED_MARK)
            out.append(piece.raw or _run(piece.text, piece.properties))
        if not seen:
            out.append(GAP)
        return seen


@dataclass(frozen=True, slots=True)
class CodePlace:
    """A field inside the code of one that Word fills: its text becomes part of that code."""

    item: MergeField

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write the value as code text; quotation marks are kept from ending it early."""
        text = _CONTROL.sub("", text_of(self.item, letter.record)).replace("\n", " ")
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        out.append(b'<w:r><w:instrText xml:space="preserve">')
        out.append(text.encode() + b"</w:instrText></w:r>")
        return False


@dataclass(frozen=True, slots=True)
class UniquePlace:
    """An attribute value or reference that may not be the same in two letters of one file."""

    kind: str
    key: str

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write the value for this letter."""
        out.append(letter.unique(self.kind, self.key).encode())
        return False


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The end of a line inside a paragraph."""

    xml: bytes

    def fill(self, _letter: Letter, out: list[bytes]) -> bool:
        """Write the break as it was."""
        out.append(self.xml)
        return False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph; `hollow` if nothing but fields and separators stands in it."""

    nodes: tuple[Node, ...]
    hollow: bool
    end: bytes


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with fields: lines whose fields are all empty go, and so may the whole."""

    head: tuple[Node, ...]
    lines: tuple[Line, ...]
    removable: bool

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write the lines that have something to say."""
        kept: list[list[bytes]] = []
        ends: list[bytes] = []
        seen = False
        for line in self.lines:
            body: list[bytes] = []
            filled = fill_nodes(line.nodes, letter, body)
            if line.hollow and not filled:
                continue
            seen = seen or filled
            kept.append([without_gaps(b"".join(body))] if GAP in body else body)
            ends.append(line.end)
        if not kept and self.removable:
            return False
        fill_nodes(self.head, letter, out)
        for index, body in enumerate(kept):
            out.extend(body)
            if index + 1 < len(kept):
                out.append(ends[index])
        out.append(b"</w:p>")
        return seen
