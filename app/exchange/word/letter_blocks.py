"""Puts brackets round the parts of a template that repeat or may be missing.

What is between two marks is settled by where they stand: in the cells of one table, whole rows;
in paragraphs of their own or in different ones, whole paragraphs; in one paragraph, its words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.exchange.word.letter_fields import w
from app.exchange.word.letter_gaps import GAP
from app.exchange.word.letter_places import FieldPlace, NamePlace, UniquePlace
from app.exchange.word.letter_regions import (
    EMPTY_PARAGRAPH,
    Closing,
    Condition,
    Opening,
    Repeat,
    Rows,
    Table,
)
from app.exchange.word.merge_fields import MergeField
from app.exchange.word.word_package import UnusableTemplate
from app.models.letters.merge_names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from app.exchange.word.letter_cutting import PartBuilder

_P, _R, _TR, _TC, _TBL = w("p"), w("r"), w("tr"), w("tc"), w("tbl")
_CONTENT = frozenset(
    w(name)
    for name in ("t", "drawing", "pict", "object", "sym", "fldChar", "tab", "footnoteReference")
)
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def mark_regions(root: etree._Element, builder: PartBuilder) -> None:
    """Turn the marks of openings and closings into brackets. Raises UnusableTemplate."""
    from lxml import etree

    waiting: list[tuple[etree._Element, Opening]] = []
    for mark in list(root.iter(etree.ProcessingInstruction)):
        place = builder.place_of(mark)
        if isinstance(place, Opening):
            waiting.append((mark, place))
        elif isinstance(place, Closing):
            if not waiting:
                raise UnusableTemplate(
                    f"The template has {place.text} without the place where that part begins."
                )
            start, opening = waiting.pop()
            _check_names(opening, place)
            if place.otherwise:
                waiting.append((_otherwise(start, mark, opening, builder), _turned(opening, place)))
            _bracket(start, mark, opening, builder)
    if waiting:
        raise UnusableTemplate(
            f"The part that begins with {waiting[-1][1].text} has no end. Close it with "
            f"{{{{/{waiting[-1][1].kind}}}}}."
        )


def _check_names(opening: Opening, closing: Closing) -> None:
    known = {fold(name) for name in (opening.name, opening.kind)}
    if closing.name and fold(closing.name) not in known:
        raise UnusableTemplate(
            f"The part that begins with {opening.text} ends with {closing.text}. "
            "Give both the same name."
        )


def _turned(opening: Opening, closing: Closing) -> Opening:
    condition = opening.condition or Condition(opening.name)
    return Opening(
        opening.name,
        opening.kind,
        closing.text,
        replace(condition, turned=not condition.turned),
    )


def _otherwise(
    first: etree._Element, mark: etree._Element, opening: Opening, builder: PartBuilder
) -> etree._Element:
    """A mark where the other part begins: right behind, or in a paragraph of its own."""
    start = builder.node(opening)
    paragraph = next(e for e in _ancestors(mark) if e.tag == _P)
    if first in paragraph.iter():
        mark.addnext(start)
        return start
    _take_out(mark)
    alone = not _shows(paragraph)
    here = next((e for e in _ancestors(first) if e.tag == _P), first)
    if not alone or here.getparent() is not paragraph.getparent():
        raise UnusableTemplate("Put {{else}} into a paragraph of its own, between its two parts.")
    paragraph.append(mark)
    other = paragraph.makeelement(_P, {})
    other.append(start)
    paragraph.addnext(other)
    return start


def _ancestors(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]


def _bracket(
    start: etree._Element, end: etree._Element, opening: Opening, builder: PartBuilder
) -> None:
    above = _ancestors(end)
    shared = next(e for e in _ancestors(start) if e in above)
    repeats = opening.condition is None
    row = next((e for e in _ancestors(shared) if e.tag == _TR), None)
    alone = row is not None and len(row.findall(_TC)) == 1
    if shared.tag == _TR or (repeats and shared.tag in {_TC, _P} and alone and row is not None):
        here = row if row is not None else shared
        _enclose(here, here, opening, builder, b"")
    elif shared.tag == _P or any(e.tag == _P for e in shared.iterancestors() if e.tag != w("body")):
        _enclose_words(start, end, shared, opening, builder)
        return
    else:
        first, last = _child(shared, start), _child(shared, end)
        if {first.tag, last.tag} & {_TBL} or not {first.tag, last.tag} <= {_P, _TR, w("sdt")}:
            raise UnusableTemplate(
                f"The part that begins with {opening.text} begins and ends in different places: "
                "put both marks into the same table or the same text."
            )
        _enclose_blocks(first, last, start, end, opening, builder)
        return
    _take_out(start)
    _take_out(end)


def _child(parent: etree._Element, below: etree._Element) -> etree._Element:
    return next(e for e in _ancestors(below) if e.getparent() is parent)


def _enclose_words(
    start: etree._Element,
    end: etree._Element,
    shared: etree._Element,
    opening: Opening,
    builder: PartBuilder,
) -> None:
    paragraph = next(e for e in _ancestors(shared) if e.tag == _P)
    if opening.condition is None and not _shows_outside(paragraph, start, end):
        _enclose(paragraph, paragraph, opening, builder, _spare(paragraph))
        _take_out(start)
        _take_out(end)
        return
    if start.getparent() is not end.getparent():
        raise UnusableTemplate(
            f"The part that begins with {opening.text} begins or ends inside a link or a marked "
            "change. Type both marks into plain text."
        )
    region = opening.region(GAP)
    start.addprevious(builder.begin(region))
    end.addprevious(builder.end())
    _clean(_between(start, end), builder)
    _take_out(start)
    _take_out(end)


def _enclose_blocks(
    first: etree._Element,
    last: etree._Element,
    start: etree._Element,
    end: etree._Element,
    opening: Opening,
    builder: PartBuilder,
) -> None:
    """Bracket whole paragraphs or rows; those that hold nothing but a mark go."""
    spare = b"" if first.tag == _TR else _spare(last)
    _enclose(first, last, opening, builder, spare)
    for block, mark in ((first, start), (last, end)):
        _take_out(mark)
        holds_break = block.find(f"{w('pPr')}/{w('sectPr')}") is not None
        if block.tag == _P and not _shows(block) and not holds_break:
            _take_out(block)


def _enclose(
    first: etree._Element,
    last: etree._Element,
    opening: Opening,
    builder: PartBuilder,
    spare: bytes,
) -> None:
    blocks = [first, *_between(first, last), last] if first is not last else [first]
    if any(next(block.iter(w("sectPr")), None) is not None for block in blocks):
        raise UnusableTemplate(
            f"The part that begins with {opening.text} holds a section break. Such a part can be "
            "left out or repeated only without one."
        )
    begin, end = _span(first, last, opening)
    begin.addprevious(builder.begin(opening.region(spare)))
    end.addnext(builder.end())
    _clean(blocks, builder)


def _span(
    first: etree._Element, last: etree._Element, opening: Opening
) -> tuple[etree._Element, etree._Element]:
    """From where to where, with the brackets of parts inside. Raises UnusableTemplate."""
    lowest = depth = 0
    for element in _between(first, last) if first is not last else ():
        side = _side(element)
        depth += (side == "b") - (side == "e")
        lowest = min(lowest, depth)
    begin, end = first, last
    for _ in range(-lowest):
        begin = _next_bracket(begin.getprevious(), "b", opening)
    for _ in range(depth - lowest):
        end = _next_bracket(end.getnext(), "e", opening)
    while first is last and _side(begin.getprevious()) == "b" and _side(end.getnext()) == "e":
        begin = _next_bracket(begin.getprevious(), "b", opening)
        end = _next_bracket(end.getnext(), "e", opening)
    return begin, end


def _side(element: etree._Element | None) -> str:
    """Say "b" or "e" for the bracket where a part begins or ends, else ""."""
    if element is None or isinstance(element.tag, str):
        return ""
    text = element.text or ""
    return text[:1] if text == "e" or text[:1] == "b" else ""


def _next_bracket(element: etree._Element | None, side: str, opening: Opening) -> etree._Element:
    if element is None or _side(element) != side:
        raise UnusableTemplate(
            f"The part that begins with {opening.text} overlaps another. Put the marks of each "
            "into paragraphs of their own."
        )
    return element


def _between(start: etree._Element, end: etree._Element) -> list[etree._Element]:
    out = []
    for sibling in start.itersiblings():
        if sibling is end:
            break
        out.append(sibling)
    return out


def _spare(last: etree._Element) -> bytes:
    """A cell, note or text box needs a paragraph even when all of its own are left out."""
    follows = (s for s in last.itersiblings() if isinstance(s.tag, str))
    return b"" if any(s.tag == _P for s in follows) else EMPTY_PARAGRAPH


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _shows(paragraph: etree._Element) -> bool:
    return any(_is_seen(element) for element in paragraph.iter())


def _shows_outside(paragraph: etree._Element, start: etree._Element, end: etree._Element) -> bool:
    inside = False
    for element in paragraph.iter():
        if element is start:
            inside = True
        elif element is end:
            inside = False
        elif not inside and _is_seen(element):
            return True
    return False


def _is_seen(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return True
    if element.tag == w("t"):
        return bool((element.text or "").strip())
    return element.tag in _CONTENT


def _clean(blocks: list[etree._Element], builder: PartBuilder) -> None:
    """What is written several times may hold nothing that may be there only once."""
    for block in blocks:
        if not isinstance(block.tag, str):
            continue
        for element in list(block.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            _drop_bookmark(element)
        for element in block.iter(_P, _TR):
            for key in (f"{_W14}paraId", f"{_W14}textId"):
                if key in element.attrib:
                    del element.attrib[key]
        for element in block.iter(_DOC_PR):
            element.set("id", builder.text(UniquePlace("drawing", "")))


def _drop_bookmark(mark: etree._Element) -> None:
    root = mark.getroottree().getroot()
    number = mark.get(w("id"))
    for element in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        if element.get(w("id")) == number:
            _take_out(element)


def mark_lists(root: etree._Element, builder: PartBuilder) -> None:
    """Brackets round rows and paragraphs whose fields may belong to a list, and their tables."""
    for table in list(root.iter(_TBL)):
        _mark_rows(table, builder)
    for paragraph in list(root.iter(_P)):
        if next(paragraph.iterancestors(_TR), None) is not None:
            continue
        names = tuple(n for n in _names(paragraph, builder) if "." in n.strip("."))
        if names and paragraph.find(f"{w('pPr')}/{w('sectPr')}") is None:
            paragraph.addprevious(builder.begin(Rows(names, spare=_spare(paragraph))))
            paragraph.addnext(builder.end())


def _mark_rows(table: etree._Element, builder: PartBuilder) -> None:
    groups: list[tuple[list[etree._Element], tuple[str, ...]]] = []
    for row in [r for r in table.iter(_TR) if next(r.iterancestors(_TBL)) is table]:
        names = tuple(dict.fromkeys(_names(row, builder)))
        if not names:
            continue
        lists = _lists(names)
        follows = groups and lists and _lists(groups[-1][1]) == lists
        if follows and groups[-1][0][-1].getnext() is row:
            groups[-1] = ([*groups[-1][0], row], groups[-1][1] + names)
        else:
            groups.append(([row], names))
    made: list[Repeat | Rows] = []
    grouped = [row for rows, _ in groups for row in rows]
    for rows, names in groups:
        region = Rows(names)
        made.append(region)
        rows[0].addprevious(builder.begin(region))
        rows[-1].addnext(builder.end())
        _clean(rows, builder) if _lists(names) else None
    headings_else = made and _only_headings_else(table, grouped)
    if headings_else or _all_may_go(table):
        of = tuple(_explicit(table, builder) or made) if headings_else else ()
        table.addprevious(builder.begin(Table(of)))
        table.addnext(builder.end())


def _lists(names: tuple[str, ...]) -> set[str]:
    return {fold(name.partition(".")[0]) for name in names if "." in name}


def _explicit(table: etree._Element, builder: PartBuilder) -> list[Repeat | Rows]:
    """The regions somebody marked in the table, if all rows with fields lie in them."""
    return [place for mark in table if isinstance(place := builder.place_of(mark), Repeat)]


def _all_may_go(table: etree._Element) -> bool:
    """Whether every row lies in a marked part."""
    depth = 0
    for child in table:
        side = _side(child)
        depth += (side == "b") - (side == "e")
        if child.tag == _TR and depth == 0:
            return False
    return True


def _only_headings_else(table: etree._Element, grouped: list[etree._Element]) -> bool:
    rows = [r for r in table.iter(_TR) if next(r.iterancestors(_TBL)) is table]
    after = rows[rows.index(grouped[0]) :]
    return all(row in grouped for row in after)


def _names(element: etree._Element, builder: PartBuilder) -> Iterator[str]:
    """Names of the fields in a row or paragraph, without those of tables inside it."""
    from lxml import etree

    nearest = element.tag
    for mark in element.iter(etree.ProcessingInstruction):
        if next(mark.iterancestors(nearest)) is not element:
            continue
        place = builder.place_of(mark)
        if isinstance(place, NamePlace | FieldPlace):
            yield from _names_in(place.item)


def _names_in(item: MergeField) -> Iterator[str]:
    if item.kind == "MERGEFIELD" and item.name:
        yield item.name
    words = [*item.words, *(word for _, word in item.switches if word)]
    for word in words:
        for part in word.parts:
            if isinstance(part, MergeField):
                yield from _names_in(part)
