"""Prepares a template's main part so that its letters can lie one after the other in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from app.exchange.word.letter_fields import w
from app.exchange.word.letter_places import UniquePlace, xml_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lxml import etree

    from app.exchange.word.letter_cutting import PartBuilder
    from app.exchange.word.letter_places import Letter

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RID = f"{{{R}}}id"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BEFORE_TYPE = ("headerReference", "footerReference", "footnotePr", "endnotePr")
_BEFORE_NUMBERS = (*_BEFORE_TYPE, "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")
_REVIEW_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_BRACKETED = re.compile(r"\{\{\s*[#^/]|\{\{[^{}]*\.|MERGEFIELD\s+\S*[.:]", re.IGNORECASE)
_NUMBERED = ("bookmarkStart", "bookmarkEnd", "ins", "del", "moveFrom", "moveTo", "permStart",
             "permEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
             "moveToRangeEnd", "rPrChange", "pPrChange")  # fmt: skip
EMPTY_PARTS = {"headerReference": "rIdEmptyHeader", "footerReference": "rIdEmptyFooter"}


class LetterOfMany(Protocol):
    """A letter in a combined file; it notes where its section ends."""

    def end_section(self, out: list[bytes]) -> None:
        """Add the properties of the letter's last section."""


@dataclass(frozen=True, slots=True)
class SectionEnd:
    """Inside the last paragraph of a letter, where its section's properties belong.

    `gives_way`: a sentence added behind that paragraph carries them instead.
    """

    gives_way: bool = False

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write them; the last letter of the file takes them back."""
        if self.gives_way and added_sentence(letter):
            return False
        cast("LetterOfMany", letter).end_section(out)
        return False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The paragraph somebody adds to one letter: value `extra`, in the look of its neighbour.

    `properties` are the inside of its paragraph properties, `run` those of its words.
    """

    properties: bytes
    run: bytes
    ends_section: bool = False

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write the paragraph when there is something to add."""
        text = added_sentence(letter)
        if not text:
            return False
        out.append(b"<w:p><w:pPr>" + self.properties)
        if self.ends_section:
            cast("LetterOfMany", letter).end_section(out)
        out.append(b"</w:pPr><w:r>" + self.run + b'<w:t xml:space="preserve">')
        out.append(xml_text(text).encode() + b"</w:t></w:r></w:p>")
        return True


def added_sentence(letter: Letter) -> str:
    """The sentence somebody adds to this letter, or ""."""
    return str(letter.record.value("extra")).strip()


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a part is taken apart; it writes nothing."""

    def fill(self, _letter: Letter, _out: list[bytes]) -> bool:
        """Write nothing."""
        return False


def prepare_sections(root: etree._Element, builder: PartBuilder, *, duplex: bool) -> set[str]:
    """Mark body, last section and tail; make each letter start on a page of its own.

    With `duplex` that page is the front of a sheet.

    Returns which kinds of reference (header, footer) need an empty part, so that a letter's
    first section does not inherit what the letter before it had.
    """
    body = root.find(w("body"))
    if body is None:
        raise ValueError("a Word document has a body")
    final = body[-1] if len(body) and body[-1].tag == w("sectPr") else None
    if final is None:
        final = body.makeelement(w("sectPr"), {})
        body.append(final)
    sections = [s for s in body.iter(w("sectPr")) if _is_live(s)]
    empties = _stop_inheritance(sections)
    _start_anew(sections[0], duplex=duplex)
    _place_end(body, final, builder)
    body.insert(0, builder.node(Cut()))
    final.addprevious(builder.node(Cut()))
    final.tail = None
    final.addnext(builder.node(Cut()))
    return empties


def _is_live(section: etree._Element) -> bool:
    parent = section.getparent()
    return parent is not None and parent.tag != w("sectPrChange")


def _stop_inheritance(sections: list[etree._Element]) -> set[str]:
    first, needed = sections[0], set()
    for kind in EMPTY_PARTS:
        here = {e.get(w("type")) for e in first.findall(w(kind))}
        later = {e.get(w("type")) for s in sections[1:] for e in s.findall(w(kind))}
        for missing in sorted(t for t in later - here if t):
            made = first.makeelement(w(kind), {w("type"): missing, _RID: EMPTY_PARTS[kind]})
            first.insert(0, made)
            needed.add(kind)
    return needed


def _start_anew(section: etree._Element, *, duplex: bool) -> None:
    start = section.find(w("type"))
    if start is None:
        start = section.makeelement(w("type"), {})
        _insert_after(section, start, _BEFORE_TYPE)
    if duplex:
        start.set(w("val"), "oddPage")
    elif start.get(w("val")) not in {"oddPage", "evenPage"}:
        start.set(w("val"), "nextPage")
    numbers = section.find(w("pgNumType"))
    if numbers is None:
        numbers = section.makeelement(w("pgNumType"), {})
        _insert_after(section, numbers, _BEFORE_NUMBERS)
    if numbers.get(w("start")) is None:
        numbers.set(w("start"), "1")


def _insert_after(parent: etree._Element, made: etree._Element, names: Collection[str]) -> None:
    before = {w(name) for name in names}
    at = sum(1 for child in parent if child.tag in before)
    parent.insert(at, made)


def _place_end(body: etree._Element, final: etree._Element, builder: PartBuilder) -> None:
    last = final.getprevious()
    while last is not None and not isinstance(last.tag, str):
        last = last.getprevious()
    own = last is not None and last.find(f"{w('pPr')}/{w('sectPr')}") is not None
    if last is None or last.tag != w("p") or own or _may_be_bracketed(last):
        last = _tiny_paragraph(body)
        final.addprevious(last)
    properties = last.find(w("pPr"))
    if properties is None:
        properties = last.makeelement(w("pPr"), {})
        last.insert(0, properties)
    change = properties.find(w("pPrChange"))
    mark = builder.node(SectionEnd())
    if change is None:
        properties.append(mark)
    else:
        change.addprevious(mark)


def _may_be_bracketed(last: etree._Element) -> bool:
    """Whether the last paragraph may be repeated or left out."""
    text = "".join(e.text or "" for e in last.iter(w("t"), w("instrText")))
    codes = " ".join(e.get(w("instr"), "") for e in last.iter(w("fldSimple")))
    return _ends_a_field(last) or bool(_BRACKETED.search(text + codes))


def _ends_a_field(last: etree._Element) -> bool:
    """Whether a field of an earlier paragraph ends here: its result takes this paragraph away."""
    open_here = 0
    for mark in last.iter(w("fldChar")):
        kind = mark.get(w("fldCharType"))
        open_here += (kind == "begin") - (kind == "end")
        if open_here < 0:
            return True
    return False


def _tiny_paragraph(body: etree._Element) -> etree._Element:
    """A paragraph of one point: after a table a letter needs one, and it must not push a page."""
    made = body.makeelement(w("p"), {})
    properties = body.makeelement(w("pPr"), {})
    spacing = {w("before"): "0", w("after"): "0", w("line"): "20", w("lineRule"): "exact"}
    properties.append(body.makeelement(w("spacing"), spacing))
    look = body.makeelement(w("rPr"), {})
    look.append(body.makeelement(w("sz"), {w("val"): "2"}))
    properties.append(look)
    made.append(properties)
    return made


def without_review_marks(root: etree._Element) -> None:
    """Take out what may not be repeated and says nothing to a reader: comments, edit marks."""
    for name in _REVIEW_MARKS:
        for element in list(root.iter(w(name))):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    for mark in list(root.iter(w("bookmarkStart"))):
        if mark.get(w("name")) == "_GoBack":
            _drop_bookmark(root, mark)
    _drop_paragraph_ids(root)
    for properties in root.iter(w("sdtPr")):
        identity = properties.find(w("id"))
        if identity is not None:
            properties.remove(identity)


def _drop_paragraph_ids(root: etree._Element) -> None:
    for element in root.iter(w("p"), w("tr")):
        for key in (f"{_W14}paraId", f"{_W14}textId"):
            if key in element.attrib:
                del element.attrib[key]


def _drop_bookmark(root: etree._Element, mark: etree._Element) -> None:
    number = mark.get(w("id"))
    for element in [mark, *root.iter(w("bookmarkEnd"))]:
        parent = element.getparent()
        if parent is not None and element.get(w("id")) == number:
            parent.remove(element)


def own_numbers(
    root: etree._Element,
    builder: PartBuilder,
    page_parts: Mapping[str, str],
    lists: Collection[str],
) -> None:
    """Mark every number and name that two letters of one file may not share."""
    for element in root.iter(f"{{{_DRAWING}}}docPr"):
        element.set("id", builder.text(UniquePlace("drawing", "")))
    _mark_bookmarks(root, builder)
    _mark_old_shapes(root, builder)
    for name in ("headerReference", "footerReference"):
        for element in root.iter(w(name)):
            rid = element.get(_RID, "")
            if rid in page_parts:
                element.set(_RID, builder.text(UniquePlace("page_part", rid)))
    for element in root.iter(w("numId")):
        number = element.get(w("val"), "")
        if number in lists:
            element.set(w("val"), builder.text(UniquePlace("list", number)))
    for kind, name in (("footnotes", "footnoteReference"), ("endnotes", "endnoteReference")):
        for element in root.iter(w(name)):
            key = element.get(w("id"), "")
            element.set(w("id"), builder.text(UniquePlace(kind, key)))


def _mark_old_shapes(root: etree._Element, builder: PartBuilder) -> None:
    """Shapes of the old kind (VML), and the objects that name them; their types may be shared."""
    shapes = [e for e in root.iter(f"{{{_VML}}}*") if e.tag != f"{{{_VML}}}shapetype"]
    marks = {e.get("id"): builder.text(UniquePlace("name", e.get("id", ""))) for e in shapes
             if e.get("id")}  # fmt: skip
    for element in shapes:
        if element.get("id") in marks:
            element.set("id", marks[element.get("id")])
    for element in root.iter(f"{{{_OFFICE}}}OLEObject"):
        if element.get("ShapeID") in marks:
            element.set("ShapeID", marks[element.get("ShapeID")])


def numbered(root: etree._Element) -> list[etree._Element]:
    """Bookmarks and marks of edits: all of them take their numbers from one row."""
    return [element for element in root.iter(*map(w, _NUMBERED)) if element.get(w("id"))]


def _mark_bookmarks(root: etree._Element, builder: PartBuilder) -> None:
    ids: dict[str, str] = {}
    names: set[str] = set()
    for element in numbered(root):
        key = ids.setdefault(element.get(w("id"), ""), str(len(ids)))
        element.set(w("id"), builder.text(UniquePlace("bookmark", key)))
        name = element.get(w("name"))
        if name and element.tag == w("bookmarkStart"):
            names.add(name)
            element.set(w("name"), builder.text(UniquePlace("name", name)))
    if not names:
        return
    for element in root.iter(w("hyperlink")):
        anchor = element.get(w("anchor"))
        if anchor in names:
            element.set(w("anchor"), builder.text(UniquePlace("name", str(anchor))))
    pattern = re.compile(r"(?<![\w])(" + "|".join(map(re.escape, sorted(names))) + r")(?![\w])")
    for code in root.iter(w("instrText")):
        text = code.text or ""
        if re.match(r"\s*(?:PAGE|NOTE)?REF\b|\s*HYPERLINK\s+\\l", text):
            code.text = pattern.sub(lambda found: builder.text(UniquePlace("name", found[1])), text)
