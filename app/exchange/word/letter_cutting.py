"""Cuts the bytes of a part at its marks: fixed bytes and places, paragraphs and regions nested."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from app.exchange.word.letter_images import PicturePlace, picture_asked
from app.exchange.word.letter_places import (
    CodePlace,
    FieldPlace,
    Line,
    LineBreak,
    NamePlace,
    Node,
    Paragraph,
    Place,
)
from app.exchange.word.letter_regions import Choice, Region, Repeat, Rows, opening_of
from app.exchange.word.merge_fields import MergeField, form_of
from app.models.letters.merge_names import canonical_name

if TYPE_CHECKING:
    from lxml import etree

_VISIBLE = re.compile(
    rb"<w:(?:drawing|pict|object|sym|fldChar|fldSimple|footnoteReference|endnoteReference|ptab|"
    rb"instrText|pgNum|commentReference|noBreakHyphen|ruby)\b|<(?:mc|m|w14):|"
    rb"<w:br [^>]*w:type=\"(?:page|column)\"|<w:t(?: [^>]*)?>[^<]*[^<\s,;\xc2\xa0][^<]*</w:t>"
)
_FIRST_TEXT = re.compile(rb"^[^\0]*?<w:t(?: [^>]*)?>([^<]?)")
_FORMATS = frozenset({"mergeformat", "charformat"})
_GREETINGS = frozenset({"greeting", "formal_greeting", "informal_greeting"})


@dataclass(slots=True)
class _Level:
    """What is being collected: the part itself, or a paragraph with fields in it."""

    may_go: bool = False
    region: Region | None = None
    nodes: list[Node] = field(default_factory=list)
    head_length: int = 0


@dataclass(slots=True)
class PartBuilder:
    """Cuts one part. `token` is a word that does not occur in the part's bytes."""

    token: str
    places: list[Place] = field(default_factory=list)

    def mark(self, item: MergeField, in_code: bool) -> etree._Element:
        """A mark that stands for a field."""
        if in_code:
            return self.node(CodePlace(item))
        other = opening_of(item.name) or (picture_asked(item.name) if ":" in item.name else None)
        if other is not None:
            return self.node(other)
        if item.kind == "MERGEFIELD" and item.sound and _is_plain(item):
            head = b"<w:r>" + item.properties + b'<w:t xml:space="preserve">'
            return self.node(NamePlace(_without_harmless(item), head))
        return self.node(FieldPlace(item))

    def node(self, place: Place) -> etree._Element:
        """A mark that stands between elements."""
        from lxml import etree

        self.places.append(place)
        return etree.ProcessingInstruction(self.token, str(len(self.places) - 1))

    def bracket(self, side: str) -> etree._Element:
        """A mark at one side of a paragraph, its head or a region."""
        from lxml import etree

        return etree.ProcessingInstruction(self.token, side)

    def begin(self, region: Region) -> etree._Element:
        """A mark where a region begins that `end` closes."""
        from lxml import etree

        self.places.append(cast("Place", region))
        return etree.ProcessingInstruction(self.token, f"b{len(self.places) - 1}")

    def end(self) -> etree._Element:
        """A mark where the region that began last ends."""
        return self.bracket("e")

    def place_of(self, mark: etree._Element) -> Place | None:
        """The place a mark stands for, if it is one of ours."""
        if isinstance(mark.tag, str) or getattr(mark, "target", "") != self.token:
            return None
        number = (mark.text or "").lstrip("b")
        return self.places[int(number)] if number.isdecimal() else None

    def text(self, place: Place) -> str:
        """A mark that stands inside an attribute or a text."""
        self.places.append(place)
        return f"{self.token}:{len(self.places) - 1}:"

    def cut(self, data: bytes) -> tuple[Node, ...]:
        """`data` cut at its marks."""
        token = re.escape(self.token.encode())
        pattern = rb"<\?" + token + rb" (\d+)\?>|" + token + rb":(\d+):|<\?" + token
        pattern += rb" (?:([pkhqe])|b(\d+))\?>"
        return self._nest(list(re.finditer(pattern, data)), data)

    def _nest(self, marks: list[re.Match[bytes]], data: bytes) -> tuple[Node, ...]:
        levels: list[_Level] = [_Level()]
        at = 0
        for mark in marks:
            if mark.start() > at:
                levels[-1].nodes.append(data[at : mark.start()])
            at = mark.end()
            if mark[4]:
                levels.append(_Level(region=cast("Region", self.places[int(mark[4])])))
            elif mark[3] == b"e":
                closed = levels.pop()
                if closed.region is None:
                    raise TypeError("a region ends where it began")
                levels[-1].nodes.append(closed.region.closed(tuple(closed.nodes)))
            elif mark[3] in {b"p", b"k"}:
                levels.append(_Level(may_go=mark[3] == b"p"))
            elif mark[3] == b"h":
                levels[-1].head_length = len(levels[-1].nodes)
            elif mark[3] == b"q":
                inner = levels.pop()
                levels[-1].nodes.append(_paragraph(inner))
            else:
                levels[-1].nodes.append(self.places[int(mark[1] or mark[2])])
        levels[0].nodes.append(data[at:])
        return tuple(levels[0].nodes)


def _is_plain(item: MergeField) -> bool:
    words = [*item.words, *(word for _, word in item.switches if word)]
    return not any(isinstance(part, MergeField) for word in words for part in word.parts)


def _without_harmless(item: MergeField) -> MergeField:
    """The field without switches that change no text, so that most values need no formatting."""
    kept = (s for s in item.switches if s[0] != "*" or form_of(s[1]) not in _FORMATS)
    return replace(item, switches=tuple(s for s in kept if s[0] not in "mv"))


def builder_for(data: bytes) -> PartBuilder:
    """A builder whose marks cannot be mistaken for anything in `data`."""
    token = "dbkmark"  # noqa: S105 - a mark, no secret
    while token.encode() in data:
        token += "x"
    return PartBuilder(token)


def _paragraph(level: _Level) -> Paragraph:
    """The paragraph whose nodes these are, from its start tag to its end tag."""
    head = tuple(level.nodes[: level.head_length])
    rest = level.nodes[level.head_length :]
    last = rest[-1]
    if not isinstance(last, bytes) or not last.endswith(b"</w:p>"):
        raise TypeError("a paragraph ends with its own tag")
    rest[-1] = last[: -len(b"</w:p>")]
    return Paragraph(head, _lines(rest), level.may_go)


def _lines(nodes: list[Node]) -> tuple[Line, ...]:
    lines: list[Line] = []
    current: list[Node] = []
    for index, node in enumerate(nodes):
        if isinstance(node, LineBreak):
            lines.append(_line(current, node.xml))
            current = []
        elif isinstance(node, NamePlace | FieldPlace):
            following = nodes[index + 1] if index + 1 < len(nodes) else b""
            current.append(_before_mark(node, following))
        else:
            current.append(node)
    lines.append(_line(current, b""))
    return tuple(lines)


def _line(nodes: list[Node], end: bytes) -> Line:
    fixed = b"".join(node for node in nodes if isinstance(node, bytes))
    places = [node for node in nodes if not isinstance(node, bytes)]
    fields = [node for node in places if isinstance(node, _MAY_BE_EMPTY)]
    balanced = fixed.count(b"<w:bookmarkStart") == fixed.count(b"<w:bookmarkEnd")
    other = any(isinstance(node, CodePlace | Paragraph) for node in places)
    hollow = bool(fields) and balanced and not other and not _VISIBLE.search(fixed)
    return Line(tuple(node for node in nodes if node), hollow, end)


_MAY_BE_EMPTY = (NamePlace, FieldPlace, PicturePlace, Repeat, Choice, Rows)


def _before_mark(place: NamePlace | FieldPlace, following: Node) -> Place:
    """A greeting that the template follows with a comma of its own leaves out its comma."""
    item = place.item
    greets = item.kind == "GREETINGLINE" or canonical_name(item.name) in _GREETINGS
    if not greets or not isinstance(following, bytes):
        return place
    found = _FIRST_TEXT.match(following)
    if found and found[1] in {b",", b":"}:
        return replace(place, item=replace(item, trims_punctuation=True))
    return place
