"""Placed pages as a PDF, to the hundredth of a millimetre, with the font inside.

Rules: ISO 32000-1, 7.5 (file structure), 9.7 (composite fonts: with outlines that have no
character collection the numbers in the text are those of the shapes), 9.10.3 (ToUnicode).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path

from app.exchange.new_file import replacing
from app.exchange.papers.font_file import FontFile, read_font
from app.exchange.papers.paper_geometry import PlacedPage, Rect

_POINTS_A_MM = 72 / 25.4


def write_pdf(pages: Iterable[PlacedPage], path: str | Path, font: str | Path) -> int:
    """Write the pages to `path` with the .otf file `font`; how many there are.

    Raises CannotWrite and UnusableFont; a file that stood there before stays then.
    """
    content = pdf_bytes(pages, read_font(Path(font)))
    with replacing(path) as stream:
        stream.write(content[0])
    return content[1]


def pdf_bytes(pages: Iterable[PlacedPage], font: FontFile) -> tuple[bytes, int]:
    """The PDF and its number of pages."""
    file = _File()
    used: dict[int, str] = {}
    tree, font_id = file.reserve(), file.reserve()
    kids = []
    for page in pages:
        stream = file.stream(_drawn(page, font, used))
        wide, high = _number(page.width * _POINTS_A_MM), _number(page.height * _POINTS_A_MM)
        kids.append(
            file.add(
                f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {wide} {high}]"
                f"/Resources<</Font<</F {font_id} 0 R>>>>/Contents {stream} 0 R>>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    file.set(tree, f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>")
    _add_font(file, font_id, font, used)
    catalogue = file.add(f"<</Type/Catalog/Pages {tree} 0 R>>")
    return file.finish(catalogue), len(kids)


def _drawn(page: PlacedPage, font: FontFile, used: dict[int, str]) -> bytes:
    out = ["0.3 w 0.6 G"] if page.boxes else []
    out += [_box(box, page.height) for box in page.boxes]
    if page.lines:
        out.append("BT")
        for line in page.lines:
            codes = "".join(_code(char, font, used) for char in line.text)
            left = _number(line.left * _POINTS_A_MM)
            up = _number((page.height - line.baseline) * _POINTS_A_MM)
            out.append(f"/F {_number(line.points)} Tf 1 0 0 1 {left} {up} Tm <{codes}> Tj")
        out.append("ET")
    return "\n".join(out).encode("ascii")


def _code(char: str, font: FontFile, used: dict[int, str]) -> str:
    glyph = font.glyph(" " if char.isspace() else char)
    used.setdefault(glyph, char)
    return f"{glyph:04X}"


def _box(box: Rect, page_height: float) -> str:
    numbers = (box.left, page_height - box.bottom, box.width, box.height)
    return " ".join(_number(n * _POINTS_A_MM) for n in numbers) + " re S"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _add_font(file: _File, number: int, font: FontFile, used: dict[int, str]) -> None:
    name = "".join(c for c in font.name if c.isalnum() or c == "-")
    outlines = file.stream(font.outlines, "/Subtype/CIDFontType0C")
    box = " ".join(map(str, font.box))
    descriptor = file.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 32/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {font.ascent}/Descent {font.descent}/CapHeight 727/StemV 90"
        f"/FontFile3 {outlines} 0 R>>"
    )
    widths = " ".join(f"{glyph}[{_number(font.widths[glyph])}]" for glyph in sorted(used))
    below = file.add(
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/FontDescriptor {descriptor} 0 R"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/W[{widths}]>>"
    )
    unicode = file.stream(_to_unicode(used))
    file.set(
        number,
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{below} 0 R]/ToUnicode {unicode} 0 R>>",
    )


def _to_unicode(used: dict[int, str]) -> bytes:
    pairs = [f"<{g:04X}> <{c.encode('utf-16-be').hex().upper()}>" for g, c in sorted(used.items())]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    maps = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Letters def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{maps}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


class _File:
    """The objects of a PDF as they are numbered and written."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """A number whose object comes later."""
        self._objects.append(b"")
        return len(self._objects)

    def set(self, number: int, text: str) -> None:
        """The object of a reserved number."""
        self._objects[number - 1] = text.encode("ascii")

    def add(self, text: str) -> int:
        """A new object; its number."""
        number = self.reserve()
        self.set(number, text)
        return number

    def stream(self, data: bytes, entries: str = "") -> int:
        """A new object with deflated content."""
        packed = zlib.compress(data)
        head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n".encode("ascii")
        number = self.reserve()
        self._objects[number - 1] = head + packed + b"\nendstream"
        return number

    def finish(self, catalogue: int) -> bytes:
        """The whole file."""
        out = [b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"]
        at, places = len(out[0]), []
        for number, body in enumerate(self._objects, 1):
            places.append(at)
            out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            at += len(out[-1])
        rows = b"".join(b"%010d 00000 n \n" % place for place in places)
        size = len(self._objects) + 1
        out.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows))
        out.append(b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            size, catalogue, at
        ))  # fmt: skip
        return b"".join(out)
