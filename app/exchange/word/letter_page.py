"""The sheet a letter is written on: size and margins of the template's first section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.exchange.word.letter_fields import w
from app.exchange.word.word_package import parse_part

if TYPE_CHECKING:
    from lxml import etree

    from app.exchange.word.letter_template import Template


@dataclass(frozen=True, slots=True)
class PageShape:
    """A sheet in points; `header` and `footer` are their distances from the edge. A4 if unsaid."""

    width: float = 595.3
    height: float = 841.9
    left: float = 72.0
    right: float = 72.0
    top: float = 72.0
    bottom: float = 72.0
    header: float = 36.0
    footer: float = 36.0


def page_shape(template: Template) -> PageShape:
    """Size and margins of the first section; ECMA-376 part 1, 17.6.11 and 17.6.13."""
    section = next(parse_part(template.part(template.main)).iter(w("sectPr")), None)
    usual = PageShape()
    if section is None:
        return usual
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    return PageShape(
        width=_points(size, "w", usual.width), height=_points(size, "h", usual.height),
        left=_points(margins, "left", usual.left), right=_points(margins, "right", usual.right),
        top=_points(margins, "top", usual.top), bottom=_points(margins, "bottom", usual.bottom),
        header=_points(margins, "header", usual.header),
        footer=_points(margins, "footer", usual.footer),
    )  # fmt: skip


def _points(element: etree._Element | None, name: str, usual: float) -> float:
    try:
        twentieths = float(element.get(w(name), "") if element is not None else "")
    except ValueError:
        return usual
    # A negative margin keeps the body where it is, whatever the header's height.
    return abs(twentieths) / 20 if 0 < abs(twentieths) < 32_000 else usual
