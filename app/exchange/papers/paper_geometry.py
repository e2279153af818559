"""Pages as what stands where, in millimetres from the top left corner; sizes of text in points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

MM_A_POINT = 25.4 / 72
LINE_HEIGHT = 1.2
"""Distance of two lines, in sizes of the text."""
SMALLEST = 0.7
"""How far text may be shrunk before it is cut."""

Measure: TypeAlias = Callable[[str, float], float]
"""Width in millimetres of a text in a size in points."""

A4, LETTER = (210.0, 297.0), (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def meet(self, other: Rect) -> Rect:
        """The part that lies in both; without width or height when there is none."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Rect(left, top, max(right - left, 0.0), max(bottom - top, 0.0))

    def moved(self, across: float, down: float) -> Rect:
        """The same rectangle elsewhere."""
        return Rect(self.left + across, self.top + down, self.width, self.height)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text: where it begins on its baseline, and its size in points."""

    left: float
    baseline: float
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """One page ready to be written or printed. `boxes` are drawn as thin outlines."""

    width: float
    height: float
    lines: tuple[PlacedLine, ...] = ()
    boxes: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class Overflow:
    """A block that did not fit. `how`: "shrunk", "cut", "letters" or, for a window, "outside"."""

    who: str
    how: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FittedBlock:
    """Lines as they fit into a space, in one size, and what had to be done for it."""

    lines: tuple[str, ...]
    points: float
    how: str = ""


def fitted(
    lines: tuple[str, ...], width: float, height: float, points: float, measure: Measure
) -> FittedBlock:
    """The lines as they fit: shrunk at most to `SMALLEST`, then wrapped where there is room.

    What still does not fit is cut; the name and the last lines stay, since the post needs them.
    """
    for step in range(13):
        size = points * (1 - step * 0.025)
        if block_height(len(lines), size) > height + 0.01:
            continue
        if all(measure(line, size) <= width for line in lines):
            return FittedBlock(lines, size, "shrunk" if step else "")
    size = points * SMALLEST
    room = max(int((height / (size * MM_A_POINT) - 1) / LINE_HEIGHT) + 1, 1)
    wrapped = tuple(part for line in lines for part in _wrapped(line, width, size, measure))
    if len(wrapped) <= room:
        return FittedBlock(wrapped, size, "shrunk")
    kept = wrapped[:1] + wrapped[len(wrapped) - room + 1 :] if room > 1 else wrapped[:1]
    return FittedBlock(tuple(_cut(k, width, size, measure) for k in kept), size, "cut")


def block_height(count: int, points: float) -> float:
    """Height in millimetres of so many lines."""
    return points * MM_A_POINT * (1 + LINE_HEIGHT * (count - 1)) if count else 0.0


def _wrapped(line: str, width: float, points: float, measure: Measure) -> list[str]:
    out: list[str] = []
    for word in line.split():
        joined = f"{out[-1]} {word}" if out else word
        if out and measure(joined, points) <= width:
            out[-1] = joined
        else:
            out.append(word)
    return [_cut(part, width, points, measure) for part in out] or [line]


def _cut(line: str, width: float, points: float, measure: Measure) -> str:
    if measure(line, points) <= width:
        return line
    while line and measure(f"{line}…", points) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def placed(block: FittedBlock, left: float, top: float) -> tuple[PlacedLine, ...]:
    """The lines with their first one's top at `top`."""
    size = block.points * MM_A_POINT
    return tuple(
        # Of a line's height four fifths lie above its baseline.
        PlacedLine(left, top + size * (0.8 + LINE_HEIGHT * index), text, block.points)
        for index, text in enumerate(block.lines)
    )


_NARROW, _WIDE = frozenset("iljtfrI.,;:'|!()[] -"), frozenset("mwMWQO@%&")


def estimated_width(text: str, points: float) -> float:
    """A width for when no font is at hand, rather too wide than too narrow."""
    ems = sum(
        0.36 if c in _NARROW else 0.95 if c in _WIDE or ord(c) > 0x2E80 else 0.66 for c in text
    )
    return ems * points * MM_A_POINT
