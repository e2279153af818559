"""All letters in one Word file: a section for each, and nothing that may be there only once.

Rules: ECMA-376 part 1, 17.6 (sections: the type says how a section *starts*; the last section's
properties stand at the end of the body, those before in the last paragraph of their section),
17.10 (headers belong to sections), 17.11 (notes), 17.13.6 (bookmarks), 17.9 (numbering).
"""

from __future__ import annotations

import hashlib
import itertools
import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from app.exchange.word.letter_cutting import builder_for
from app.exchange.word.letter_extra import mark_extra
from app.exchange.word.letter_fields import FoundFields, W, w
from app.exchange.word.letter_gaps import GAP
from app.exchange.word.letter_images import PartLetter, PartPictures, media_name, relation
from app.exchange.word.letter_numbering import Numbering
from app.exchange.word.letter_parts import mark_part
from app.exchange.word.letter_pictures import (
    Spool,
    picture_members,
    stored,
    with_relations,
)
from app.exchange.word.letter_places import UniquePlace, fill_nodes
from app.exchange.word.letter_sections import (
    EMPTY_PARTS,
    Cut,
    R,
    numbered,
    own_numbers,
    prepare_sections,
    without_review_marks,
)
from app.exchange.word.merge_record import FieldNames, MergeRecord
from app.exchange.word.word_package import packed_member, parse_part, part_bytes, rels_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from app.exchange.word.letter_places import Node
    from app.exchange.word.letter_template import Template
    from app.exchange.word.word_package import PackageWriter

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES_PART = "[Content_Types].xml"
_FLUSH = 1 << 18


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

    def __init__(self, template: Template, *, duplex: bool = False) -> None:
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
        self.bookmarks = 1 + len(numbered(root))
        self.empties = prepare_sections(root, builder, duplex=duplex)
        own_numbers(root, builder, self.page_parts, self.numbering().counting)
        found = FoundFields(builder.mark, builder.node)
        mark_part(root, builder, found)
        mark_extra(root, builder, found)
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
    for entry in parse_part(template.part(name)).iter(_RELATION):
        target = entry.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = entry.get("Type", "").rpartition("/")[2]
        path = posixpath.normpath(path)
        if path in template.members:
            found[entry.get("Id", "")] = (kind, path)
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
    mark_part(root, builder, FoundFields(builder.mark, builder.node))
    head, *notes, tail = _between_cuts(builder.cut(part_bytes(root)))
    taken = [int(i) for i in ids if i.lstrip("-").isdecimal()]
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
        self._names = FieldNames(combined.template.field_map)
        self._page_names = FieldNames(combined.template.field_map)
        self._numbering = combined.numbering()
        self._drawings = itertools.count(combined.template.first_drawing)
        self._lists: dict[str, str] = {}
        self._notes: dict[str, list[bytes]] = {kind: [] for kind in combined.notes}
        self._note_id = ""
        self._page_copies: dict[tuple[str, bytes], str] = {}
        self._spool = Spool()
        self._relations: dict[str, None] = {}
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
        changing |= {rels_name(name) for name in combined.page_parts.values()} & {
            rels_name(name) for name in template.pictured
        }
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
        if GAP in data:
            data = data.replace(GAP, b"")
        self._buffer.append(data)
        self._buffered += len(data)
        if self._buffered > _FLUSH:
            self._part.write(b"".join(self._buffer))
            self._buffer, self._buffered = [], 0

    def unique(self, kind: str, key: str) -> str:
        """A value that no other letter of this file has."""
        if kind == "drawing":
            return str(next(self._drawings))
        if kind == "bookmark":
            return str((self.letters - 1) * self._combined.bookmarks + int(key))
        if kind == "name":
            return key if self.letters == 1 else f"{key[:32]}_{self.letters}"
        if kind == "list":
            return self._list(key)
        if kind == "page_part":
            return self._page_part(key)
        return self._note_id if kind == "note" else self._note(kind, key)

    def picture(self, content: bytes, ending: str) -> str:
        """The relationship by which the text shows a picture; the same picture is kept once."""
        name = media_name(content, ending)
        rid = f"rIdPic{name[6 : -len(ending) - 1]}"
        path = posixpath.join(posixpath.dirname(self._template.main), name)
        if path not in self._spool:
            self._spool.add(stored(path, content))
        self._relations[relation(rid, name)] = None
        return rid

    def close(self) -> None:
        """Let go of what was kept on the disk meanwhile."""
        self._spool.close()

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
        letter = PartLetter(record, self._drawings)
        out: list[bytes] = []
        fill_nodes(self._template.programs[name], letter, out)
        data = b"".join(out).replace(GAP, b"")
        key = (rid, hashlib.sha256(data).digest() if not letter.pictures.found else data)
        if key not in self._page_copies:
            first = not any(known == rid for known, _ in self._page_copies)
            copy_name, new_rid = (name, rid) if first else self._copied(rid, name)
            self._page_copies[key] = new_rid
            self._spool.add(packed_member(copy_name, data))
            self._tie_page(name, copy_name, letter.pictures, first=first)
        return self._page_copies[key]

    def _copied(self, rid: str, name: str) -> tuple[str, str]:
        number = len(self._page_copies)
        stem, _, ending = name.rpartition(".")
        copy_name, new_rid = f"{stem}_letter{number}.{ending}", f"{rid}L{number}"
        self._declare(copy_name, new_rid, self._combined.targets[rid][0])
        return copy_name, new_rid

    def _tie_page(self, name: str, copy: str, pictures: PartPictures, *, first: bool) -> None:
        if name in self._template.pictured:
            for member in picture_members(self._template, name, pictures, copy).values():
                self._spool.add(member)
            return
        rels = self._template.members.get(rels_name(name))
        if rels is not None and not first:
            self._spool.add(replace(rels, name=rels_name(copy)))

    def _declare(self, part: str, rid: str, kind: str) -> None:
        folder = posixpath.dirname(self._template.main)
        target = posixpath.relpath(part, folder or ".")
        line = f'<Relationship Id={quoteattr(rid)} Type="{R}/{kind}" Target={quoteattr(target)}/>'
        self._relations[line] = None
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
        for member in self._spool.members():
            self._writer.add(member)
        for kind, notes in self._combined.notes.items():
            parts: list[bytes] = []
            fill_nodes(notes.head, self, parts)
            parts += self._notes[kind]
            fill_nodes(notes.tail, self, parts)
            data = b"".join(parts).replace(GAP, b"")
            self._writer.add(packed_member(notes.part, data))
        self._write_lists()
        main = self._template.main
        if self._relations or rels_name(main) in self._template.members:
            self._writer.add(with_relations(self._template, main, main, self._relations))
        self._add_types()

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
            self._spool.add(packed_member(name, data))
            self._declare(name, EMPTY_PARTS[reference], kind)

    def _add_types(self) -> None:
        member = self._template.members[_TYPES_PART]
        if self._overrides:
            data = part_bytes(parse_part(member.data()))
            head, closing, tail = data.rpartition(b"</Types>")
            lines = "".join(self._overrides).encode()
            member = packed_member(_TYPES_PART, head + lines + closing + tail)
        self._writer.add(member)
