"""Finds the fields in a Word part and puts a mark in the place of each that we fill.

A complex field is a row of runs from ``fldChar begin`` to ``end`` (ECMA-376 part 1, 17.16.18);
it may be split anywhere, nested, and go over several paragraphs. Each text box is a story of its
own inside the paragraph that anchors it.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.exchange.word.merge_fields import (
    FORBIDDEN_KINDS,
    MergeField,
    Piece,
    kind_of,
    read_field,
)
from app.exchange.word.word_package import UnusableTemplate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from app.exchange.word.letter_places import Place
    from app.exchange.word.merge_fields import Part

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """A WordprocessingML name with its namespace."""
    return f"{{{W}}}{name}"


_RUN, _PARA, _TEXT_BOX = w("r"), w("p"), w("txbxContent")
_CODE_TEXT = {w("instrText"), w("t"), w("delInstrText")}


@dataclass(slots=True)
class _Frame:
    """A field between its begin and its end."""

    runs: list[etree._Element] = field(default_factory=list)
    parts: list[Part | _Frame] = field(default_factory=list)
    children: list[tuple[_Frame, bool]] = field(default_factory=list)
    in_result: bool = False
    closed: bool = False
    result_properties: bytes | None = None
    code_properties: bytes = b""


@dataclass(slots=True)
class FoundFields:
    """Collects what is found in one part; `mark` gives the node that stands for a field.

    `place` gives the node for any other place. `any`: there is something to fill; `pictured`:
    letters may show pictures there.
    """

    mark: Callable[[MergeField, bool], etree._Element]
    place: Callable[[Place], etree._Element]
    fields: list[tuple[MergeField, bool]] = field(default_factory=list)
    any: bool = False
    pictured: bool = False


def mark_fields(root: etree._Element, found: FoundFields) -> None:
    """Replace every field that we fill by its mark. Raises UnusableTemplate."""
    for simple in list(root.iter(w("fldSimple"))):
        _as_complex(simple)
    stories = [root, *root.iter(_TEXT_BOX)]
    for story in reversed(stories):
        _mark_story(story, found)


def _as_complex(simple: etree._Element) -> None:
    from lxml import etree

    def run(child: etree._Element) -> etree._Element:
        made = etree.Element(_RUN)
        made.append(child)
        return made

    code = etree.Element(w("instrText"))
    code.text = simple.get(w("instr"), "")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    first = next(simple.iter(_RUN), None)
    runs = [run(_fld_char("begin")), run(code), run(_fld_char("separate"))]
    properties = first.find(w("rPr")) if first is not None else None
    for made in runs:
        if properties is not None:
            made.insert(0, copy.deepcopy(properties))
    content = [child for child in simple if child.tag != w("fldData")]
    runs += [*content, run(_fld_char("end"))]
    parent = simple.getparent()
    if parent is None:
        return
    place = parent.index(simple)
    parent.remove(simple)
    for offset, made in enumerate(runs):
        parent.insert(place + offset, made)


def _fld_char(kind: str) -> etree._Element:
    from lxml import etree

    made = etree.Element(w("fldChar"))
    made.set(w("fldCharType"), kind)
    return made


def story_runs(story: etree._Element) -> Iterator[etree._Element]:
    """Runs of a story in document order, without those of text boxes anchored in it."""
    for child in story:
        if child.tag == _RUN:
            yield child
        elif child.tag not in {_TEXT_BOX, w("del"), w("moveFrom")}:
            yield from story_runs(child)


def _mark_story(story: etree._Element, found: FoundFields) -> None:
    frames: list[_Frame] = []
    stack: list[_Frame] = []
    paragraph: etree._Element | None = None
    for whole in list(story_runs(story)):
        for run in _split_run(whole):
            here = _paragraph_of(run)
            if here is not paragraph and stack and not stack[-1].in_result:
                stack[-1].parts.append(Piece("\n", b""))
            paragraph = here
            _take_run(run, stack, frames)
    for frame in frames + stack:
        _finish(frame, found)


def _paragraph_of(run: etree._Element) -> etree._Element | None:
    return next(run.iterancestors(_PARA), None)


def _split_run(run: etree._Element) -> list[etree._Element]:
    """One run for each child where a run holds field characters together with other things."""
    content = [child for child in run if child.tag != w("rPr")]
    if len(content) < 2 or run.find(w("fldChar")) is None:
        return [run]
    return split_all(run)


def split_all(run: etree._Element) -> list[etree._Element]:
    """One run for each child of `run`, with the same properties."""
    content = [child for child in run if child.tag != w("rPr")]
    properties = run.find(w("rPr"))
    made = [run]
    previous = run
    for child in content[1:]:
        other = run.makeelement(_RUN, {str(k): str(v) for k, v in run.attrib.items()})
        if properties is not None:
            other.append(copy.deepcopy(properties))
        other.append(child)
        previous.addnext(other)
        previous = other
        made.append(other)
    return made


def _take_run(run: etree._Element, stack: list[_Frame], frames: list[_Frame]) -> None:
    char = run.find(w("fldChar"))
    kind = char.get(w("fldCharType")) if char is not None else None
    if kind == "begin":
        frame = _Frame(code_properties=properties_of(run))
        if stack:
            parent = stack[-1]
            parent.children.append((frame, not parent.in_result))
            if not parent.in_result:
                parent.parts.append(frame)
        else:
            frames.append(frame)
        stack.append(frame)
    for frame in stack:
        frame.runs.append(run)
    if not stack:
        return
    if kind == "separate":
        stack[-1].in_result = True
    elif kind == "end":
        stack.pop().closed = True
    elif kind is None:
        _take_content(run, stack[-1])


def _take_content(run: etree._Element, frame: _Frame) -> None:
    if frame.in_result:
        if frame.result_properties is None:
            frame.result_properties = properties_of(run)
        return
    properties = properties_of(run)
    for child in run:
        if child.tag in _CODE_TEXT:
            if not frame.code_properties and properties:
                frame.code_properties = properties
            frame.parts.append(Piece(child.text or "", properties))
        elif child.tag in {w("tab"), w("br"), w("cr"), w("noBreakHyphen")}:
            text = {w("tab"): "\t", w("noBreakHyphen"): "‑"}.get(child.tag, "\n")
            frame.parts.append(Piece(text, properties))
        elif child.tag != w("rPr"):
            frame.parts.append(Piece("", b"", xml_of(run)))
            return


def properties_of(run: etree._Element) -> bytes:
    """The run's own formatting as XML, without marks of revision."""
    found = run.find(w("rPr"))
    if found is None or not len(found):
        return b""
    found = copy.deepcopy(found)
    for child in list(found):
        if child.tag in {w("ins"), w("del"), w("rPrChange"), w("webHidden")}:
            found.remove(child)
    return xml_of(found) if len(found) else b""


def xml_of(element: etree._Element) -> bytes:
    """An element as it may stand inside its part, where the namespaces are known already."""
    from lxml import etree

    known = {
        (f"xmlns:{prefix}" if prefix else "xmlns").encode() + b'="' + uri.encode() + b'"'
        for prefix, uri in element.getroottree().getroot().nsmap.items()
    }
    element = copy.deepcopy(element)
    element.tail = None
    head, end, rest = etree.tostring(element).partition(b">")
    # The piece goes back below the root, which declares these prefixes already.
    for declared in known:
        head = head.replace(b" " + declared, b"")
    return head + end + rest


def _finish(frame: _Frame, found: FoundFields) -> None:
    _check_kind(frame)
    code = _read_parts(frame)
    merged = read_field(code, b"") if code is not None and frame.closed else None
    if merged is None:
        for child, in_code in frame.children:
            if in_code:
                _finish_in_code(child, found)
                _let_word_update(frame)
            else:
                _finish(child, found)
        return
    _replace(frame, _with_format(merged, frame), found)


def _let_word_update(frame: _Frame) -> None:
    """What the field shows is out of date: Word fills it anew when it opens the letter."""
    code = kind_of([part for part in frame.parts if isinstance(part, Piece)])
    char = frame.runs[0].find(w("fldChar"))
    if char is not None and code not in {"HYPERLINK", ""}:
        char.set(w("dirty"), "true")


def _check_kind(frame: _Frame) -> None:
    typed: list[Part] = [p for p in frame.parts if isinstance(p, Piece)]
    kind = kind_of(typed)
    if kind in FORBIDDEN_KINDS:
        raise UnusableTemplate(
            f"This template takes in other files or programs (a field of the kind {kind}). "
            "Remove that field in Word and try again."
        )
    for child, _ in frame.children:
        _check_kind(child)


def _read_parts(frame: _Frame) -> list[Part] | None:
    """The code with nested fields read; None when it holds a field that only Word can fill."""
    parts: list[Part] = []
    for part in frame.parts:
        if not isinstance(part, _Frame):
            parts.append(part)
            continue
        inner = _read_parts(part)
        merged = read_field(inner, b"") if inner is not None and part.closed else None
        if merged is None:
            return None
        parts.append(_with_format(merged, part))
    return parts


def _with_format(merged: MergeField, frame: _Frame) -> MergeField:
    form = next((wd.literal().lower() for k, wd in merged.switches if k == "*" and wd), "")
    properties = frame.code_properties
    if frame.result_properties is not None and form != "charformat":
        properties = frame.result_properties
    return MergeField(
        merged.kind, merged.words, merged.switches, properties, merged.name, merged.sound,
        merged.keeps_result_format and frame.result_properties is not None,
    )  # fmt: skip


def _finish_in_code(frame: _Frame, found: FoundFields) -> None:
    code = _read_parts(frame)
    merged = read_field(code, b"") if code is not None and frame.closed else None
    if merged is not None:
        _replace(frame, _with_format(merged, frame), found, in_code=True)
        return
    _finish(frame, found)


def _replace(
    frame: _Frame, merged: MergeField, found: FoundFields, *, in_code: bool = False
) -> None:
    first = frame.runs[0]
    start, end = _paragraph_of(first), _paragraph_of(frame.runs[-1])
    first.addprevious(found.mark(merged, in_code))
    after = list(frame.runs[-1].itersiblings())
    for run in frame.runs:
        parent = run.getparent()
        if parent is not None:
            run.tail = None
            parent.remove(run)
    found.fields.append((merged, in_code))
    if start is not None and end is not None and start is not end:
        _join_paragraphs(start, end, after)


def _join_paragraphs(
    start: etree._Element, end: etree._Element, after: list[etree._Element]
) -> None:
    """Bring what follows the field in its last paragraph behind it in its first."""
    between = []
    for sibling in start.itersiblings():
        between.append(sibling)
        if sibling is end:
            break
    plain = all(s.tag == _PARA and s.find(f"{w('pPr')}/{w('sectPr')}") is None for s in between)
    if not between or between[-1] is not end or not plain:
        return
    for element in after:
        start.append(element)
    parent = start.getparent()
    if parent is not None:
        for sibling in between:
            parent.remove(sibling)
