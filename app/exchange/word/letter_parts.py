"""A part of a Word template as a row of fixed bytes and places to fill.

The part is parsed once, its fields are replaced by marks, and the serialised bytes are cut at
the marks; filling it for a recipient is then joining bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exchange.word.letter_blocks import mark_lists, mark_regions
from app.exchange.word.letter_cutting import PartBuilder
from app.exchange.word.letter_fields import (
    FoundFields,
    mark_fields,
    split_all,
    story_runs,
    w,
    xml_of,
)
from app.exchange.word.letter_images import PicturePlace
from app.exchange.word.letter_places import LineBreak
from app.exchange.word.letter_typed import mark_typed

if TYPE_CHECKING:
    from lxml import etree

_TIES = {
    w("dataBinding"),
    w("showingPlcHdr"),
    "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding",
}


def mark_part(root: etree._Element, builder: PartBuilder, found: FoundFields) -> None:
    """Put marks for all fields and round their paragraphs. Raises UnusableTemplate."""
    mark_fields(root, found)
    for paragraph in root.iter(w("p")):
        mark_typed(paragraph, found)
    found.any = bool(builder.places)
    found.pictured = any(isinstance(place, PicturePlace) for place in builder.places)
    mark_regions(root, builder)
    mark_lists(root, builder)
    for paragraph in list(root.iter(w("p"))):
        if any(_is_mark(child) for child in _own_nodes(paragraph)):
            _untie(paragraph)
            _mark_lines(paragraph, builder)
            _mark_ends(paragraph, builder)


def _untie(paragraph: etree._Element) -> None:
    """Free the content controls round filled text from data that Word would put in its place."""
    for control in [*paragraph.iterancestors(w("sdt")), *paragraph.iter(w("sdt"))]:
        properties = control.find(w("sdtPr"))
        if properties is None:
            continue
        for child in list(properties):
            if child.tag in _TIES:
                properties.remove(child)


def _is_mark(element: etree._Element) -> bool:
    return not isinstance(element.tag, str)


def _own_nodes(paragraph: etree._Element) -> list[etree._Element]:
    out: list[etree._Element] = []
    for child in paragraph:
        out.append(child)
        if child.tag not in {w("r"), w("p"), w("txbxContent")} and not _is_mark(child):
            out.extend(_own_nodes(child))
    return out


def _mark_ends(paragraph: etree._Element, builder: PartBuilder) -> None:
    paragraph.addprevious(builder.bracket("p" if _may_go(paragraph) else "k"))
    properties = paragraph.find(w("pPr"))
    if properties is None:
        paragraph.insert(0, builder.bracket("h"))
    else:
        properties.addnext(builder.bracket("h"))
    paragraph.tail = None
    paragraph.addnext(builder.bracket("q"))


def _mark_lines(paragraph: etree._Element, builder: PartBuilder) -> None:
    for run in list(story_runs(paragraph)):
        if run.getparent() is not paragraph or run.find(w("br")) is None:
            continue
        for part in split_all(run):
            broken = part.find(w("br"))
            if broken is not None and not broken.attrib:
                part.addprevious(builder.node(LineBreak(xml_of(part))))
                paragraph.remove(part)


def _may_go(paragraph: etree._Element) -> bool:
    parent = paragraph.getparent()
    if parent is None:
        return False
    if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        return False
    after = [s for s in paragraph.itersiblings() if isinstance(s.tag, str)]
    before = [s for s in paragraph.itersiblings(preceding=True) if isinstance(s.tag, str)]
    follows = after[0].tag if after else None
    if parent.tag == w("body"):
        if follows not in {w("p"), w("tbl"), w("sdt")}:
            return False
    elif not any(s.tag == w("p") for s in after):
        return False
    between_tables = bool(before) and before[0].tag == w("tbl") and follows == w("tbl")
    return not between_tables
