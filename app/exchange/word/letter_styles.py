"""Just enough of Word's styles to show a letter: look of paragraphs and runs, inherited.

Rules: ECMA-376 part 1, 17.7 (styles). Sizes are half points, distances twentieths of a point.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.exchange.word.letter_fields import w
from app.exchange.word.word_package import parse_part

if TYPE_CHECKING:
    from lxml import etree

    from app.exchange.word.letter_template import Template

_OFF = {"0", "false", "off", "none"}
_ALIGNMENTS = {"start": "left", "end": "right", "center": "center", "right": "right"}
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; lengths in points."""

    bold: bool = False
    italic: bool = False
    size: float = 10.0
    colour: str = ""
    font: str = ""
    alignment: str = "left"
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    list_mark: str = ""


class Styles:
    """The styles of one template."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        self._base = Look()
        self._known: dict[str, Look] = {}
        if root is None:
            return
        defaults = root.find(w("docDefaults"))
        if defaults is not None:
            for properties in (*defaults.iter(w("pPr")), *defaults.iter(w("rPr"))):
                self._base = _with(self._base, properties)
        for style in root.iter(w("style")):
            self._styles[style.get(w("styleId"), "")] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true"}:
                self._default = style.get(w("styleId"), "")

    @classmethod
    def of(cls, template: Template) -> Styles:
        """The styles part of a template, if it has one."""
        name = posixpath.join(posixpath.dirname(template.main), "styles.xml")
        if name not in template.members:
            return cls(None)
        return cls(parse_part(template.part(name)))

    def _look(self, style: str, base: Look, depth: int = 0) -> Look:
        element = self._styles.get(style)
        if element is None or depth > _DEEPEST:
            return base
        parent = element.find(w("basedOn"))
        look = base
        if parent is not None:
            look = self._look(parent.get(w("val"), ""), base, depth + 1)
        for name in ("pPr", "rPr"):
            properties = element.find(w(name))
            if properties is not None:
                look = _with(look, properties)
        return look

    def paragraph(self, element: etree._Element) -> Look:
        """The look of a paragraph and of its runs where they say nothing themselves."""
        properties = element.find(w("pPr"))
        style = properties.find(w("pStyle")) if properties is not None else None
        key = style.get(w("val"), "") if style is not None else self._default
        if key not in self._known:
            self._known[key] = self._look(key, self._base)
        look = self._known[key]
        if properties is None:
            return look
        listed = properties.find(w("numPr")) is not None
        look = _with(look, properties)
        return replace(look, list_mark="•") if listed else look

    def run(self, element: etree._Element, paragraph: Look) -> Look:
        """The look of a run inside a paragraph."""
        properties = element.find(w("rPr"))
        if properties is None:
            return paragraph
        style = properties.find(w("rStyle"))
        look = paragraph
        if style is not None:
            look = self._look(style.get(w("val"), ""), look)
        return _with(look, properties)


def _with(look: Look, properties: etree._Element) -> Look:
    changes: dict[str, Any] = {}
    for child in properties:
        value = child.get(w("val"))
        if child.tag in {w("b"), w("i")}:
            name = "bold" if child.tag == w("b") else "italic"
            changes[name] = value not in _OFF
        elif child.tag == w("sz") and value and value.isdecimal():
            changes["size"] = int(value) / 2
        elif child.tag == w("color"):
            changes["colour"] = f"#{value}" if value and value != "auto" else ""
        elif child.tag == w("rFonts"):
            changes["font"] = child.get(w("ascii")) or look.font
        else:
            changes.update(_paragraph_changes(child, value))
    return replace(look, **changes) if changes else look


def _paragraph_changes(child: etree._Element, value: str | None) -> dict[str, Any]:
    if child.tag == w("jc") and value:
        return {"alignment": _ALIGNMENTS.get(value, "both" if value == "both" else "left")}
    if child.tag == w("spacing"):
        out = {}
        for name in ("before", "after"):
            given = child.get(w(name))
            if given and given.lstrip("-").isdecimal():
                out[name] = int(given) / 20
        return out
    if child.tag == w("ind"):
        given = child.get(w("left")) or child.get(w("start")) or "0"
        return {"indent": int(given) / 20} if given.lstrip("-").isdecimal() else {}
    return {}
