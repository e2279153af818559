"""An OpenType font as a file: how wide its letters are, and what a PDF needs of it.

Rules: ISO/IEC 14496-22 (Open Font Format), tables head, hhea, hmtx, cmap (formats 4 and 12), OS/2.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.exchange.papers.paper_geometry import MM_A_POINT


class UnusableFont(Exception):
    """The font file cannot be read; the message says so in one sentence."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font with outlines in the compact format (CFF). Widths are thousandths of the size."""

    name: str
    outlines: bytes
    glyphs: dict[int, int]
    widths: tuple[float, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int

    def glyph(self, char: str) -> int:
        """The number of a letter's shape; 0 shows that the font has none."""
        return self.glyphs.get(ord(char), 0)

    def width(self, text: str, points: float) -> float:
        """Width of a text in millimetres."""
        thousandths = sum(self.widths[self.glyph(char)] for char in text)
        return thousandths / 1000 * points * MM_A_POINT

    def missing(self, text: str) -> str:
        """The letters of a text that the font cannot show."""
        return "".join(dict.fromkeys(c for c in text if c not in self.glyphs_of_blank(c)))

    def glyphs_of_blank(self, char: str) -> str:
        """The letter itself when it has a shape or needs none."""
        return char if self.glyph(char) or char.isspace() else ""


@lru_cache(maxsize=4)
def read_font(path: Path) -> FontFile:
    """Read an .otf file. Raises UnusableFont."""
    try:
        return _read(path.stem, path.read_bytes())
    except (OSError, struct.error, KeyError, IndexError, ValueError):
        raise UnusableFont(f"The font {path.name} of this program cannot be read.") from None


def _read(name: str, data: bytes) -> FontFile:
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4s3I", data, 12 + 16 * index)
        tables[tag.decode("ascii")] = data[offset : offset + length]
    head = tables["head"]
    unit = 1000 / struct.unpack_from(">H", head, 18)[0]
    box = [round(value * unit) for value in struct.unpack_from(">4h", head, 36)]
    ascent, descent = struct.unpack_from(">2h", tables["hhea"], 4)
    return FontFile(
        name,
        tables["CFF "],
        _characters(tables["cmap"]),
        _widths(tables, unit),
        (box[0], box[1], box[2], box[3]),
        round(ascent * unit),
        round(descent * unit),
    )


def _widths(tables: dict[str, bytes], unit: float) -> tuple[float, ...]:
    glyphs = struct.unpack_from(">H", tables["maxp"], 4)[0]
    long = struct.unpack_from(">H", tables["hhea"], 34)[0]
    found = [struct.unpack_from(">H", tables["hmtx"], 4 * i)[0] * unit for i in range(long)]
    return tuple(found + [found[-1]] * (glyphs - long))


def _characters(cmap: bytes) -> dict[int, int]:
    best: tuple[int, int] = (-1, 0)
    for index in range(struct.unpack_from(">H", cmap, 2)[0]):
        _, _, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * index)
        form = struct.unpack_from(">H", cmap, offset)[0]
        best = max(best, (form if form in {4, 12} else -1, offset))
    form, offset = best
    if form == 12:
        return _groups(cmap, offset)
    if form == 4:
        return _segments(cmap, offset)
    raise ValueError("no table of letters that we read")


def _groups(cmap: bytes, offset: int) -> dict[int, int]:
    found = {}
    for index in range(struct.unpack_from(">I", cmap, offset + 12)[0]):
        first, last, glyph = struct.unpack_from(">3I", cmap, offset + 16 + 12 * index)
        for code in range(first, min(last, 0x10FFFF) + 1):
            found[code] = glyph + code - first
    return found


def _segments(cmap: bytes, offset: int) -> dict[int, int]:
    double = struct.unpack_from(">H", cmap, offset + 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", cmap, offset + 14)
    starts = struct.unpack_from(f">{count}H", cmap, offset + 16 + double)
    deltas = struct.unpack_from(f">{count}H", cmap, offset + 16 + 2 * double)
    at = offset + 16 + 3 * double
    ranges = struct.unpack_from(f">{count}H", cmap, at)
    found = {}
    for index in range(count):
        for code in range(starts[index], min(ends[index], 0xFFFE) + 1):
            glyph = code
            if ranges[index]:
                place = at + 2 * index + ranges[index] + 2 * (code - starts[index])
                glyph = struct.unpack_from(">H", cmap, place)[0]
            if glyph:
                found[code] = (glyph + deltas[index]) & 0xFFFF
    return found
