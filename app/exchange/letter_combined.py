"""All letters in one Word file: a section for each, and nothing that may be there only once.

Rules: ECMA-376 part 1, 17.6 (sections: the type says how a section *starts*; the last section's
properties stand at the end of the body, those before in the last paragraph of their section),
17.10 (headers belong to sections), 17.11 (notes), 17.13.6 (bookmarks), 17.9 (numbering).
"""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from app.exchange.letter_fields import W, w
from app.exchange.letter_numbering import Numbering
from app.exchange.letter_parts import builder_for, mark_part
from app.exchange.letter_places import UniquePlace, fill_nodes
from app.exchange.letter_sections import (
    EMPTY_PARTS,
    Cut,
    R,
    own_numbers,
    prepare_sections,
    without_review_marks,
)
from app.exchange.merge_record import FieldNames, MergeRecord
from app.exchange.word_package import Member, packed_member, parse_part, part_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from app.exchange.letter_places import Node
    from app.exchange.letter_template import Template
    from app.exchange.word_package import PackageWriter

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES_PART = "[Content_Types].xml"
_FLUSH = 1 << 18


def rels_name(part: str) -> str:
    """Name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass(frozen=True, slots=True)
class _Notes:
    """Footnotes or endnotes of the template: each letter gets copies with their own numbers."""

    part: str
    head: tuple[Node, ...]
    notes: dict[str, tuple[Node, ...]]
    tail: tuple[Node, ...]
    first_free: int


class CombinedTemplate:
    """A template cut for letters that lie one after the other in the same file."""

    def __init__(self, template: Template) -> None:
        self.template = template
        main = template.main
        self.targets = _relation_targets(template)
        self.page_parts = {
            rid: name
            for rid, (kind, name) in self.targets.items()
            if kind in {"header", "footer"} and name in template.programs
        }
        data = template.part(main)
        root = parse_part(data)
        builder = builder_for(data)
        without_review_marks(root)
        self.notes = self._notes_used(root)
        self.bookmarks = 1 + len(list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))))
        self.empties = prepare_sections(root, builder)
        own_numbers(root, builder, self.page_parts, self.numbering().counting)
        mark_part(root, builder)
        parts = _between_cuts(builder.cut(part_bytes(root)))
        self.head, self.letter, self.section, self.tail = parts

    def numbering(self) -> Numbering:
        """The template's lists, fresh for one run."""
        name = self.part_of_kind("numbering")
        return Numbering(self.template.part(name) if name else None)

    def part_of_kind(self, kind: str) -> str:
        """Name of the main part's only part of a kind, or "" when there is none."""
        return next((name for k, name in self.targets.values() if k == kind), "")

    def _notes_used(self, root: etree._Element) -> dict[str, _Notes]:
        used: dict[str, _Notes] = {}
        for kind in ("footnotes", "endnotes"):
            reference = w(f"{kind[:-1]}Reference")
            name = self.part_of_kind(kind)
            if name and next(root.iter(reference), None) is not None:
                used[kind] = _read_notes(name, self.template.part(name), w(kind[:-1]))
        return used


def _relation_targets(template: Template) -> dict[str, tuple[str, str]]:
    name = rels_name(template.main)
    if name not in template.members:
        return {}
    folder = posixpath.dirname(template.main)
    found = {}
    for relation in parse_part(template.part(name)).iter(_RELATION):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = relation.get("Type", "").rpartition("/")[2]
        path = posixpath.normpath(path)
        if path in template.members:
            found[relation.get("Id", "")] = (kind, path)
    return found


def _read_notes(part: str, data: bytes, tag: str) -> _Notes:
    root = parse_part(data)
    builder = builder_for(data)
    normal = [e for e in root if e.tag == tag and e.get(w("type")) in {None, "normal"}]
    ids = [element.get(w("id"), "") for element in normal]
    for element in normal:
        element.set(w("id"), builder.text(UniquePlace("note", "")))
        root.append(element)
        element.addprevious(builder.node(Cut()))
    root.append(builder.node(Cut()))
    mark_part(root, builder)
    head, *notes, tail = _between_cuts(builder.cut(part_bytes(root)))
    taken = [int(i) for i in ids if i.lstrip("-").isdigit()]
    return _Notes(part, head, dict(zip(ids, notes, strict=True)), tail, max([1, *taken]) + 1)


def _between_cuts(nodes: tuple[Node, ...]) -> list[tuple[Node, ...]]:
    out: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, Cut):
            out.append([])
        else:
            out[-1].append(node)
    return [tuple(part) for part in out]


class CombinedRun:
    """One file being written: letters are added, then it is finished."""

    mark_merged = False

    def __init__(self, combined: CombinedTemplate, writer: PackageWriter) -> None:
        self.letters = 0
        self._combined = combined
        self._template = combined.template
        self._writer = writer
        self._names = FieldNames()
        self._page_names = FieldNames()
        self._numbering = combined.numbering()
        self._drawings = 0
        self._lists: dict[str, str] = {}
        self._notes: dict[str, list[bytes]] = {kind: [] for kind in combined.notes}
        self._note_id = ""
        self._page_copies: dict[tuple[str, bytes], str] = {}
        self._later: list[Member] = []
        self._relations: list[str] = []
        self._overrides: list[str] = []
        self._section = b""
        self._section_at = self._last_section_at = -1
        self._values: Mapping[str, Any] = {}
        self.record = MergeRecord({}, self._names)
        self._pending: list[bytes] = []
        self._buffer: list[bytes] = []
        self._buffered = 0
        self._write_unchanged()
        self._part = writer.open_part(self._template.main)
        fill_nodes(combined.head, self, self._pending)

    def _write_unchanged(self) -> None:
        template, combined = self._template, self._combined
        changing = {template.main, rels_name(template.main), _TYPES_PART}
        changing |= {notes.part for notes in combined.notes.values()}
        changing |= set(combined.page_parts.values())
        changing.add(combined.part_of_kind("numbering"))
        for name, member in template.members.items():
            if name not in changing:
                self._writer.add(member)

    def add(self, values: Mapping[str, Any], following: Iterator[Mapping[str, Any]]) -> int:
        """Add a letter; how many recipients it took. Raises SkipRecord before anything is added."""
        kept_number = self.letters
        self._values = values
        self.record = MergeRecord(values, self._names, following, self.letters + 1)
        self._lists = {}
        self.letters += 1
        out: list[bytes] = []
        self._section_at = -1
        section_at = -1
        try:
            fill_nodes(self._combined.letter, self, out)
            section_at = self._section_at
        finally:
            if section_at < 0:
                self.letters = kept_number
        self._emit(self._pending)
        self._pending = out
        self._last_section_at = section_at
        return self.record.taken

    def end_section(self, out: list[bytes]) -> None:
        """Add the section's properties to the last paragraph and remember the place."""
        made: list[bytes] = []
        fill_nodes(self._combined.section, self, made)
        self._section = b"".join(made)
        self._section_at = len(out)
        out.append(self._section)

    def _emit(self, chunks: list[bytes]) -> None:
        data = b"".join(chunks)
        if b"<?gap?>" in data:
            data = data.replace(b"<?gap?>", b"")
        self._buffer.append(data)
        self._buffered += len(data)
        if self._buffered > _FLUSH:
            self._part.write(b"".join(self._buffer))
            self._buffer, self._buffered = [], 0

    def unique(self, kind: str, key: str) -> str:
        """A value that no other letter of this file has."""
        if kind == "drawing":
            self._drawings += 1
            return str(self._drawings)
        if kind == "bookmark":
            return str((self.letters - 1) * self._combined.bookmarks + int(key))
        if kind == "name":
            return key if self.letters == 1 else f"{key[:32]}_{self.letters}"
        if kind == "list":
            return self._list(key)
        if kind == "page_part":
            return self._page_part(key)
        return self._note_id if kind == "note" else self._note(kind, key)

    def _list(self, key: str) -> str:
        if self.letters == 1:
            return key
        if key not in self._lists:
            self._lists[key] = self._numbering.another(key)
        return self._lists[key]

    def _note(self, kind: str, key: str) -> str:
        notes = self._combined.notes.get(kind)
        if notes is None or key not in notes.notes:
            return key
        made = self._notes[kind]
        number = str(notes.first_free + len(made))
        self._note_id = number
        out: list[bytes] = []
        fill_nodes(notes.notes[key], self, out)
        made.append(b"".join(out))
        return number

    def _page_part(self, rid: str) -> str:
        """The header or footer as this letter has it; letters with the same share one part."""
        name = self._combined.page_parts[rid]
        record = MergeRecord(self._values, self._page_names, None, self.letters)
        out: list[bytes] = []
        fill_nodes(self._template.programs[name], _PageLetter(record), out)
        data = b"".join(out).replace(b"<?gap?>", b"")
        key = (rid, hashlib.sha256(data).digest())
        if key not in self._page_copies:
            first = not any(known == rid for known, _ in self._page_copies)
            self._page_copies[key] = rid if first else self._copy_page_part(rid, name, data)
            if first:
                self._later.append(packed_member(name, data))
        return self._page_copies[key]

    def _copy_page_part(self, rid: str, name: str, data: bytes) -> str:
        number = len(self._page_copies)
        stem, _, ending = name.rpartition(".")
        copy_name, new_rid = f"{stem}_letter{number}.{ending}", f"{rid}L{number}"
        self._later.append(packed_member(copy_name, data))
        rels = self._template.members.get(rels_name(name))
        if rels is not None:
            self._later.append(
                Member(rels_name(copy_name), rels.method, rels.crc, rels.size, rels.packed)
            )
        kind = self._combined.targets[rid][0]
        self._declare(copy_name, new_rid, kind)
        return new_rid

    def _declare(self, part: str, rid: str, kind: str) -> None:
        folder = posixpath.dirname(self._template.main)
        target = posixpath.relpath(part, folder or ".")
        self._relations.append(
            f'<Relationship Id={quoteattr(rid)} Type="{R}/{kind}" Target={quoteattr(target)}/>'
        )
        self._overrides.append(
            f'<Override PartName={quoteattr("/" + part)} ContentType="{_WORDS}{kind}+xml"/>'
        )

    def finish(self) -> None:
        """Close the last letter and write the parts that depend on all of them."""
        self._pending[self._last_section_at] = b""
        out = [*self._pending, self._section]
        fill_nodes(self._combined.tail, self, out)
        self._emit(out)
        self._part.write(b"".join(self._buffer))
        self._part.close()
        self._add_empty_parts()
        for member in self._later:
            self._writer.add(member)
        for kind, notes in self._combined.notes.items():
            parts: list[bytes] = []
            fill_nodes(notes.head, self, parts)
            parts += self._notes[kind]
            fill_nodes(notes.tail, self, parts)
            data = b"".join(parts).replace(b"<?gap?>", b"")
            self._writer.add(packed_member(notes.part, data))
        self._write_lists()
        self._insert(rels_name(self._template.main), self._relations, b"</Relationships>")
        self._insert(_TYPES_PART, self._overrides, b"</Types>")

    def _write_lists(self) -> None:
        name = self._combined.part_of_kind("numbering")
        if not name:
            return
        data = self._numbering.changed()
        member = self._template.members[name]
        self._writer.add(packed_member(name, data) if data else member)

    def _add_empty_parts(self) -> None:
        folder = posixpath.dirname(self._template.main)
        for reference in sorted(self._combined.empties):
            kind = reference.removesuffix("Reference")
            tag = "hdr" if kind == "header" else "ftr"
            name = posixpath.join(folder, f"{kind}_empty.xml")
            data = f'<w:{tag} xmlns:w="{W}"><w:p/></w:{tag}>'.encode()
            self._later.append(packed_member(name, data))
            self._declare(name, EMPTY_PARTS[reference], kind)

    def _insert(self, name: str, lines: list[str], closing: bytes) -> None:
        member = self._template.members.get(name)
        if member is None:
            return
        if lines:
            data = part_bytes(parse_part(member.data()))
            head, found, tail = data.rpartition(closing)
            member = packed_member(name, head + "".join(lines).encode() + found + tail)
        self._writer.add(member)


@dataclass(slots=True)
class _PageLetter:
    """A header or footer being filled for one letter."""

    record: MergeRecord
    mark_merged: bool = False

    def unique(self, _kind: str, key: str) -> str:
        """Page parts keep the template's numbers."""
        return key
