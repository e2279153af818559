"""Addresses on label sheets: which label gets what, in what size, and who does not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.exchange.papers.label_sheets import LabelSheet
from app.exchange.papers.paper_geometry import (
    FittedBlock,
    Measure,
    Overflow,
    PlacedLine,
    PlacedPage,
    Rect,
    block_height,
    estimated_width,
    fitted,
    placed,
)

_INSIDE, _UNPRINTED = 2.5, 5.0
POINTS = 10.5


@dataclass(frozen=True, slots=True)
class LabelBlock:
    """What stands on one label. `name` says whose it is when something must be told."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The pages, and the blocks that had to be shrunk or cut."""

    pages: tuple[PlacedPage, ...]
    overflows: tuple[Overflow, ...] = ()


def layout(
    sheet: LabelSheet,
    blocks: Sequence[LabelBlock],
    *,
    start: int = 1,
    offset: tuple[float, float] = (0.0, 0.0),
    points: float = POINTS,
    measure: Measure = estimated_width,
    outlines: bool = False,
    missing: Callable[[str], str] | None = None,
) -> LaidOut:
    """Pages of labels from the label `start` of the first sheet, counted from 1 along the rows.

    `offset` moves everything, in millimetres to the right and down, for a printer that draws the
    sheet in askew. Text that is too large is shrunk to 70 %, then cut; each is told, and so is
    each with letters that `missing` says the font has not. Raises ValueError for a `start` the
    sheet does not have.
    """
    if not 1 <= start <= sheet.count:
        raise ValueError(f"This sheet has labels 1 to {sheet.count}.")
    pages: dict[int, list[PlacedLine]] = {}
    told: list[Overflow] = []
    for index, block in enumerate(blocks, start - 1):
        page, place = divmod(index, sheet.count)
        lines, overflow = _label(sheet, place, block, points, measure)
        told.extend([overflow] if overflow else [])
        told.extend(_unshown(block, missing) if missing else ())
        pages.setdefault(page, []).extend(_moved(lines, offset))
    boxes = _boxes(sheet, offset) if outlines else ()
    made = (
        PlacedPage(sheet.page_width, sheet.page_height, tuple(lines), boxes)
        for _, lines in sorted(pages.items())
    )
    return LaidOut(tuple(made), tuple(told))


def _label(
    sheet: LabelSheet, place: int, block: LabelBlock, points: float, measure: Measure
) -> tuple[tuple[PlacedLine, ...], Overflow | None]:
    space = writable(sheet, place)
    lines = tuple(" ".join(line.split()) for line in block.lines if line.strip())
    made = fitted(lines, space.width, space.height, points, measure)
    top = space.top + max(space.height - block_height(len(made.lines), made.points), 0) / 2
    who = block.name or (lines[0] if lines else "")
    return placed(made, space.left, top), _told(who, made)


def _unshown(block: LabelBlock, missing: Callable[[str], str]) -> list[Overflow]:
    letters = missing("".join(block.lines))
    if not letters:
        return []
    who = block.name or block.lines[0]
    sentence = f"The label of {who} has letters that cannot be printed: {letters[:12]}"
    return [Overflow(who, "letters", sentence)]


def _told(who: str, made: FittedBlock) -> Overflow | None:
    if not made.how:
        return None
    if made.how == "shrunk":
        return Overflow(who, "shrunk", f"The label of {who} is written smaller.")
    return Overflow(who, "cut", f"The label of {who} is too small for the address: it is cut.")


def writable(sheet: LabelSheet, place: int) -> Rect:
    """The part of a label that can be written: printers leave the edge of the page blank."""
    label = sheet.label(place)
    inside = Rect(
        label.left + _INSIDE,
        label.top + _INSIDE / 2,
        label.width - 2 * _INSIDE,
        label.height - _INSIDE,
    )
    page = Rect(
        _UNPRINTED,
        _UNPRINTED,
        sheet.page_width - 2 * _UNPRINTED,
        sheet.page_height - 2 * _UNPRINTED,
    )
    return inside.meet(page)


def _moved(lines: tuple[PlacedLine, ...], offset: tuple[float, float]) -> list[PlacedLine]:
    across, down = offset
    return [
        PlacedLine(line.left + across, line.baseline + down, line.text, line.points)
        for line in lines
    ]


def _boxes(sheet: LabelSheet, offset: tuple[float, float]) -> tuple[Rect, ...]:
    return tuple(sheet.label(index).moved(*offset) for index in range(sheet.count))


def printer_grid(sheet: LabelSheet, offset: tuple[float, float] = (0.0, 0.0)) -> PlacedPage:
    """A page with the outline and number of each label, to hold against a sheet of them."""
    lines = []
    for index in range(sheet.count):
        box = sheet.label(index)
        left, baseline = box.left + box.width / 2 - 2, box.top + box.height / 2 + 1.5
        lines.append(PlacedLine(left + offset[0], baseline + offset[1], str(index + 1), 9.0))
    return PlacedPage(sheet.page_width, sheet.page_height, tuple(lines), _boxes(sheet, offset))
