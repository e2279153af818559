"""Envelopes: addresses written on them, and the windows through which a letter shows its own.

Sources: DIN 5008:2020 (address field of letters, forms A and B), DIN 680 (window envelopes),
BS 4264 (British windows), SN 010130 (Swiss letters), USPS Domestic Mail Manual 202 (where the
address must lie) and the measures of the #10 window envelope. All lengths in millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.exchange.papers.paper_geometry import (
    A4,
    LETTER,
    Measure,
    Overflow,
    PlacedLine,
    PlacedPage,
    Rect,
    estimated_width,
    fitted,
    placed,
)

POINTS = 11.0
_SENDER_POINTS = 8.0


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope that goes through the printer, its longer side lying."""

    name: str
    width: float
    height: float


ENVELOPES: tuple[Envelope, ...] = (
    Envelope("DL", 220, 110),
    Envelope("C6/C5", 229, 114),
    Envelope("C6", 162, 114),
    Envelope("C5", 229, 162),
    Envelope("C4", 324, 229),
    Envelope("B6", 176, 125),
    Envelope("B5", 250, 176),
    Envelope("US #10", 241.3, 104.8),
    Envelope("US #9", 225.4, 98.4),
    Envelope("US Monarch", 190.5, 98.4),
    Envelope("US A2", 146.05, 111.1),
    Envelope("US A7", 184.15, 133.35),
)


@dataclass(frozen=True, slots=True)
class Window:
    """A window envelope and the letter folded for it.

    `window` is measured from the envelope's lower left corner (its top is the distance from the
    lower edge). `fold` is the height of the letter's upper panel, `folded` that of the whole
    packet; what the packet is smaller than the envelope it may slide.
    """

    name: str
    envelope: tuple[float, float]
    window: Rect
    page: tuple[float, float]
    fold: float
    folded: float
    folds: tuple[float, ...] = ()
    punch: float = 0.0

    @property
    def seen(self) -> Rect:
        """What the window shows of the page while the letter lies at the lower left."""
        top = self.fold - self.window.top - self.window.height
        return Rect(self.window.left, top, self.window.width, self.window.height)

    @property
    def safe(self) -> Rect:
        """What it shows wherever the letter has slid to: here the address must be."""
        across = max(self.envelope[0] - self.page[0], 0.0)
        up = max(self.envelope[1] - self.folded, 0.0)
        return self.seen.meet(self.seen.moved(-across, up))


_DL, _C65, _C5 = (220.0, 110.0), (229.0, 114.0), (229.0, 162.0)
_C4 = (229.0, 324.0)
_UPRIGHT = 324.0
"""A sheet that is not folded stands at the upper edge of its envelope."""


WINDOWS: tuple[Window, ...] = (
    Window("DIN 5008 B, DL", _DL, Rect(20, 15, 90, 45), A4, 105, 105, (105, 210), 148.5),
    Window("DIN 5008 A, DL", _DL, Rect(20, 15, 90, 45), A4, 87, 105, (87, 192), 148.5),
    Window("DIN 5008 B, C6/C5", _C65, Rect(20, 15, 90, 45), A4, 105, 105, (105, 210), 148.5),
    Window("DIN 5008 B, C5", _C5, Rect(20, 60, 90, 45), A4, 148.5, 148.5, (148.5,), 148.5),
    Window("DIN 5008 B, C4", _C4, Rect(20, 224, 90, 55), A4, _UPRIGHT, _UPRIGHT, (), 148.5),
    Window("Swiss left, C6/C5", _C65, Rect(12, 17, 100, 45), A4, 105, 105, (105, 210), 148.5),
    Window("Swiss right, C6/C5", _C65, Rect(117, 17, 100, 45), A4, 105, 105, (105, 210), 148.5),
    Window("Swiss left, C5", _C5, Rect(12, 58, 100, 45), A4, 148.5, 148.5, (148.5,), 148.5),
    Window("Swiss right, C5", _C5, Rect(117, 58, 100, 45), A4, 148.5, 148.5, (148.5,), 148.5),
    Window("UK DL", _DL, Rect(20, 18, 90, 35), A4, 99, 99, (99, 198), 148.5),
    Window("UK C5", _C5, Rect(20, 64, 90, 35), A4, 148.5, 148.5, (148.5,), 148.5),
    Window(
        "US #10", (241.3, 104.8), Rect(22.2, 12.7, 114.3, 28.6), LETTER, 93.1, 93.1, (93.1, 186.3)
    ),
)
"""The usual windows."""


def find_window(name: str) -> Window | None:
    """The window of that name, in any case."""
    return next((w for w in WINDOWS if w.name.casefold() == name.strip().casefold()), None)


def find_envelope(name: str) -> Envelope | None:
    """The envelope of that name, in any case."""
    return next((e for e in ENVELOPES if e.name.casefold() == name.strip().casefold()), None)


def block_in_window(block: Rect, window: Window, who: str = "") -> Overflow | None:
    """Whether a block that stands at this place of the page shows whole in the window."""
    safe = window.safe
    slack = 0.05
    inside = (
        block.left >= safe.left - slack
        and block.top >= safe.top - slack
        and block.right <= safe.right + slack
        and block.bottom <= safe.bottom + slack
    )
    if inside:
        return None
    return Overflow(who, "outside", f"The address of {who or 'this letter'} is not in the window.")


def envelope_page(
    envelope: Envelope,
    lines: Sequence[str],
    sender: Sequence[str] = (),
    points: float = POINTS,
    measure: Measure = estimated_width,
    offset: tuple[float, float] = (0.0, 0.0),
) -> tuple[PlacedPage, Overflow | None]:
    """An envelope with the address in its lower right part and the sender at the upper left.

    The lowest 16 mm stay free for the marks of the post's machines, and the right 74 by upper
    40 mm for the stamp.
    """
    space = address_area(envelope)
    made = fitted(tuple(lines), space.width, space.height, points, measure)
    block = placed(made, space.left, space.top)
    small = Rect(10, 8, max(envelope.width - 94, 40), 22)
    from_us = fitted(tuple(sender), small.width, small.height, _SENDER_POINTS, measure)
    head = placed(from_us, small.left, small.top) if sender else ()
    moved = (
        PlacedLine(line.left + offset[0], line.baseline + offset[1], line.text, line.points)
        for line in (*head, *block)
    )
    page = PlacedPage(envelope.width, envelope.height, tuple(moved))
    return page, _told(lines, made.how, "envelope")


def address_area(envelope: Envelope) -> Rect:
    """Where the address of a printed envelope stands."""
    top = max(40.0, envelope.height * 0.42)
    left = max(envelope.width * 0.42, 40.0)
    return Rect(left, top, envelope.width - left - 15, envelope.height - 16 - top)


def _told(lines: Sequence[str], how: str, place: str) -> Overflow | None:
    who = lines[0] if lines else ""
    if not how:
        return None
    if how == "shrunk":
        return Overflow(who, how, f"The address of {who} is written smaller on the {place}.")
    return Overflow(who, how, f"The address of {who} does not fit on the {place}: it is cut.")
