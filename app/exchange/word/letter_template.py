"""A Word file as a letter template: checked once, then filled for any number of people.

Why not docx-mailmerge2: it fills a copy of the whole tree for each letter and packs every part
again (17 times the time for separate letters), leaves IF to Word, and knows no headers in a
combined file, no disappearing lines and no typed names. Here the template is cut once into fixed
bytes and places (letter_parts) and the parts nobody fills are copied as they lie in the zip.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.exchange.word.letter_cutting import builder_for
from app.exchange.word.letter_extra import mark_extra
from app.exchange.word.letter_fields import FoundFields, W, w
from app.exchange.word.letter_images import PICTURE_TYPES
from app.exchange.word.letter_parts import mark_part
from app.exchange.word.letter_uses import FieldUse, uses_of
from app.exchange.word.merge_record import FieldNames
from app.exchange.word.word_package import (
    Member,
    UnusableTemplate,
    packed_member,
    parse_part,
    part_bytes,
    read_package,
    rels_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml import etree

    from app.exchange.word.letter_places import Node

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_STORY_TYPES = frozenset(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    for kind in ("document.main", "template.main", "header", "footer", "footnotes", "endnotes")
)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_SOURCES = ("mailMergeSource", "mailMergeHeaderSource", "recipientData")
_TYPES_PART = "[Content_Types].xml"
_ATTACHED = "attachedTemplate"
_STRICT = b"purl.oclc.org/ooxml/wordprocessingml"


@dataclass(frozen=True, slots=True)
class Template:
    """A letter template, ready to be filled. Build it with `load_template`.

    `pictured` are the parts in which letters show pictures of their own, `plain` those without a
    field; `first_drawing` is a number that no drawing of the template has.
    """

    members: dict[str, Member]
    main: str
    fields: tuple[FieldUse, ...]
    programs: dict[str, tuple[Node, ...]]
    asks_for_next: bool
    story_types: dict[str, str] = field(default_factory=dict)
    field_map: Mapping[str, str] = field(default_factory=dict)
    pictured: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    first_drawing: int = 1

    def part(self, name: str) -> bytes:
        """The bytes of one part, as they are in the template."""
        return self.members[name].data()


def load_template(
    source: str | Path | bytes, field_map: Mapping[str, str] | None = None
) -> Template:
    """Read a .docx or .dotx. Raises UnusableTemplate with one sentence why it cannot be used.

    `field_map` says what names in the template mean: its name to ours.
    """
    members = read_package(_content(source))
    types = _content_types(members)
    main = _main_part(members)
    _check_kinds(members, types, main)
    members = _without_source(members, types, main)
    _check_relations(members)
    stories = {name: types.get(name, "") for name in members if types.get(name) in _STORY_TYPES}
    programs: dict[str, tuple[Node, ...]] = {}
    found: dict[str, FoundFields] = {}
    for name in stories:
        program, fields = _cut(members[name].data(), name == main)
        if program is not None:
            programs[name], found[name] = program, fields
    every = [item for fields in found.values() for item, _ in fields.fields]
    pictured = frozenset(name for name, fields in found.items() if fields.pictured)
    if pictured:
        members = _with_picture_types(members)
    return Template(
        members, main, tuple(dict.fromkeys(use for p in programs.values() for use in uses_of(p))),
        programs, any(item.kind in {"NEXT", "NEXTIF"} for item in every), stories,
        dict(field_map or {}), pictured,
        frozenset(name for name, fields in found.items() if not fields.any),
        _first_drawing(members, stories),
    )  # fmt: skip


def _cut(data: bytes, main: bool) -> tuple[tuple[Node, ...] | None, FoundFields]:
    """A part as a program; None when there is nothing to fill in it."""
    builder = builder_for(data)
    root = parse_part(data)
    found = FoundFields(builder.mark, builder.node)
    if main or _may_hold_fields(data):
        _check_prefix(root.nsmap)
        mark_part(root, builder, found)
    if main:
        mark_extra(root, builder, found)
    if not main and not found.any:
        return None, found
    return builder.cut(part_bytes(root)), found


def _first_drawing(members: Mapping[str, Member], stories: Iterable[str]) -> int:
    numbers = [0]
    for name in stories:
        data = members[name].data()
        numbers += [int(n) for n in re.findall(rb'<\w+:docPr [^>]*?\bid="(\d{1,9})"', data)]
    return max(numbers) + 1


def _with_picture_types(members: dict[str, Member]) -> dict[str, Member]:
    root = parse_part(members[_TYPES_PART].data())
    known = {entry.get("Extension", "").lower() for entry in root.iter(_TYPES + "Default")}
    for ending, kind in PICTURE_TYPES.items():
        if ending not in known:
            entry = root.makeelement(_TYPES + "Default", {"Extension": ending, "ContentType": kind})
            root.insert(0, entry)
    return members | {_TYPES_PART: packed_member(_TYPES_PART, part_bytes(root))}


def _content(source: str | Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    path = Path(source)
    if path.suffix.lower() in {".docm", ".dotm"}:
        raise UnusableTemplate(_MACROS)
    try:
        with path.open("rb") as stream:
            return stream.read((64 << 20) + 1)
    except IsADirectoryError:
        raise UnusableTemplate(f"{path.name} is a folder, not a Word document.") from None
    except FileNotFoundError:
        raise UnusableTemplate(f"There is no file {path.name} at this place.") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UnusableTemplate(f"{path.name} cannot be read: {reason}.") from None


_MACROS = "This template holds macros. Save it in Word as a document without macros (.docx)."


def _may_hold_fields(data: bytes) -> bool:
    return b"instr" in data or b"{" in data or b"\0" in data


def _check_prefix(nsmap: dict[str | None, str]) -> None:
    if nsmap.get("w") != W:
        raise UnusableTemplate(
            "This file is written in a form Word does not use. Open it in Word, save it as "
            ".docx and try again."
        )


def _main_part(members: dict[str, Member]) -> str:
    relations = members.get("_rels/.rels")
    if relations is None or "[Content_Types].xml" not in members:
        raise UnusableTemplate("This file is not a Word document (.docx).")
    for relation in parse_part(relations.data()).iter(_RELATIONS):
        if relation.get("Type", "").endswith("/officeDocument"):
            name = posixpath.normpath(relation.get("Target", "").lstrip("/"))
            if name in members:
                return name
    raise UnusableTemplate("This file is not a Word document (.docx).")


def _content_types(members: dict[str, Member]) -> dict[str, str]:
    entry = members.get("[Content_Types].xml")
    if entry is None:
        return {}
    root = parse_part(entry.data())
    endings = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root}
    named = {
        e.get("PartName", "").lstrip("/"): e.get("ContentType", "")
        for e in root.iter(_TYPES + "Override")
    }
    return {
        name: named.get(name, endings.get(name.rpartition(".")[2].lower(), "")) for name in members
    }


def _check_kinds(members: dict[str, Member], types: dict[str, str], main: str) -> None:
    for name, kind in types.items():
        if "macroEnabled" in kind or "vba" in kind.lower() or "vbaproject" in name.lower():
            raise UnusableTemplate(_MACROS)
    if types.get(main) not in {_MAIN, _TEMPLATE}:
        raise UnusableTemplate("This file is not a Word document (.docx).")
    if _STRICT in members[main].data():
        raise UnusableTemplate(
            "This file is in the strict form of the format. Save it in Word as an ordinary "
            "document (.docx) and try again."
        )


def _check_relations(members: dict[str, Member]) -> None:
    for name, member in members.items():
        if not name.lower().endswith(".rels"):
            continue
        for relation in parse_part(member.data()).iter(_RELATIONS):
            kind = relation.get("Type", "").rpartition("/")[2]
            outside = relation.get("TargetMode", "").lower() == "external"
            if kind == _ATTACHED:
                raise UnusableTemplate(
                    "This file is tied to another template outside it. In Word choose "
                    "Developer, Document template, attach Normal, and save it again."
                )
            if outside and kind != "hyperlink":
                raise UnusableTemplate(
                    "This file takes in something from outside it, such as a linked picture. "
                    "Put it into the document itself and try again."
                )


def _without_source(
    members: dict[str, Member], types: dict[str, str], main: str
) -> dict[str, Member]:
    """The members without the tie to the list the template was once merged with.

    Word would ask for that list when it opens the letters; and a template becomes a document.
    """
    members = dict(members)
    dropped: set[str] = set()
    for name in [n for n in members if n.endswith(".rels")]:
        dropped |= _drop_sources(members, name)
    settings = posixpath.join(posixpath.dirname(main), "settings.xml")
    if settings in members:
        root = parse_part(members[settings].data())
        ties = root.findall(w("mailMerge"))
        ties += root.findall(w("attachedTemplate")) if _is_freed(members, settings) else []
        for tie in ties:
            root.remove(tie)
        if ties:
            members[settings] = packed_member(settings, part_bytes(root))
    for name in dropped & members.keys():
        del members[name]
    if dropped or types.get(main) == _TEMPLATE:
        _retype(members, main, dropped)
    return members


def _is_freed(members: Mapping[str, Member], settings: str) -> bool:
    """Whether the settings name a template that no relationship leads to any more."""
    ties = members.get(rels_name(settings))
    return ties is None or _ATTACHED.encode() not in ties.data()


def _is_usual(relation: etree._Element) -> bool:
    """Whether this ties the file to Word's own template on this computer, which every file has."""
    target = relation.get("Target", "").replace("\\", "/").replace("%5C", "/")
    local = re.fullmatch(r"(?:file:///)?(?:[A-Za-z]:/)?(?:[^:/]+/)*Normal\.dot[mx]?", target, re.I)
    return relation.get("Type", "").endswith(f"/{_ATTACHED}") and bool(local)


def _drop_sources(members: dict[str, Member], name: str) -> set[str]:
    data = members[name].data()
    if not any(kind.encode() in data for kind in (*_SOURCES, _ATTACHED)):
        return set()
    root = parse_part(data)
    folder = posixpath.dirname(posixpath.dirname(name))
    dropped = set()
    for relation in list(root.iter(_RELATIONS)):
        if not relation.get("Type", "").endswith(_SOURCES) and not _is_usual(relation):
            continue
        if relation.get("TargetMode", "").lower() != "external":
            target = relation.get("Target", "")
            absolute = target.startswith("/")
            path = target.lstrip("/") if absolute else posixpath.join(folder, target)
            dropped.add(posixpath.normpath(path))
        root.remove(relation)
    members[name] = packed_member(name, part_bytes(root))
    return dropped


def _retype(members: dict[str, Member], main: str, dropped: Iterable[str]) -> None:
    name = "[Content_Types].xml"
    root = parse_part(members[name].data())
    for entry in list(root.iter(_TYPES + "Override")):
        part = entry.get("PartName", "").lstrip("/")
        if part in dropped:
            root.remove(entry)
        elif part == main:
            entry.set("ContentType", _MAIN)
    members[name] = packed_member(name, part_bytes(root))


def unknown_fields(template: Template, known_names: Iterable[str]) -> list[tuple[str, str]]:
    """Fields of the template that none of the names means, each with the nearest name or "".

    A field is known by its own name, by the same letters in any case, or by a name other
    programs use for the same thing.
    """
    from rapidfuzz import fuzz, process

    from app.models.letters.merge_names import fold

    names = list(known_names)
    lookup = FieldNames(template.field_map)
    lookup.bind(dict.fromkeys([*names, "extra"]))
    unknown: dict[str, str] = {}
    for use in template.fields:
        if _is_known(use, lookup, names):
            continue
        best = process.extractOne(
            fold(use.name),
            {name: fold(name) for name in names},
            scorer=fuzz.WRatio,
            score_cutoff=70,
        )
        unknown.setdefault(use.name, best[2] if best else "")
    return list(unknown.items())


def _is_known(use: FieldUse, lookup: FieldNames, names: Iterable[str]) -> bool:
    if lookup.key(use.name) is not None:
        return True
    if use.scope and (use.name in {".", "this", "value"} or lookup.key(f"{use.scope}.{use.name}")):
        return True
    # Of a list whose items nobody described, any field may be one.
    of = use.scope or (use.name.partition(".")[0] if "." in use.name else "")
    return (
        bool(of)
        and lookup.key(of) is not None
        and not any(name.lower().startswith(f"{of.lower()}.") for name in names)
    )
