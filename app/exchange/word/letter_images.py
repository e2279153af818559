"""Pictures that differ from letter to letter: photographs, logos and QR codes.

Rules: ECMA-376 part 1, 20.4 (drawings in a text); lengths there are English Metric Units,
36,000 to the millimetre.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from app.exchange.word.letter_gaps import GAP
from app.exchange.word.merge_results import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.exchange.word.letter_places import Letter
    from app.exchange.word.merge_record import MergeRecord

_EMU = 36_000
_WIDEST, _HIGHEST, _CODE = 80.0, 60.0, 25.0
_ASKED = re.compile(
    r"\s*(?P<kind>image|picture|qr)[\s:]\s*(?P<name>[^\W_][\w .\-/']*?)"
    r"(?:\s+(?P<width>\d+(?:\.\d+)?)\s*mm)?\s*",
    re.IGNORECASE,
)
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LONGEST_CODE = 1_200


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be put into a Word file, with its size in millimetres."""

    content: bytes
    ending: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A picture from a value of bytes, or a QR code from text. `width` in mm, 0 for its own."""

    name: str
    code: bool = False
    width: float = 0.0

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write a run with the picture; nothing when there is none."""
        value = letter.record.value(self.name)
        text = "" if isinstance(value, bytes) else plain_text(value)
        made = qr_picture(text, self.width) if self.code else None
        if made is None and isinstance(value, bytes):
            made = read_picture(value, self.width)
        if made is None:
            out.append(GAP)
            return False
        label = f"QR code: {text}" if self.code else self.name.replace("_", " ").capitalize()
        out.append(_run(made, letter.picture(made.content, made.ending), label, letter))
        return True


def picture_asked(code: str) -> PicturePlace | None:
    """The picture that typed words or the name of a merge field ask for, if they do."""
    found = _ASKED.fullmatch(code)
    if found is None:
        return None
    width = float(found["width"] or 0)
    return PicturePlace(found["name"], found["kind"].lower() == "qr", min(width, 500.0))


@lru_cache(maxsize=8)
def read_picture(content: bytes, width: float = 0.0) -> Picture | None:
    """A picture of a kind Word shows, or None for any other content.

    Without a `width` in mm it has its own size, at most 80 by 60 mm.
    """
    import io

    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    try:
        read = Image.from_blob(content)
        wide, high = read.px_width * 25.4 / read.horz_dpi, read.px_height * 25.4 / read.vert_dpi
        ending = read.ext
    except (
        InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError,
        ValueError, KeyError, IndexError, ZeroDivisionError, io.UnsupportedOperation,
    ):  # fmt: skip
        return None
    if not 0 < wide < 1e6 or not 0 < high < 1e6:
        return None
    factor = width / wide if width else min(1.0, _WIDEST / wide, _HIGHEST / high)
    return Picture(content, ending, wide * factor, high * factor)


@lru_cache(maxsize=128)
def qr_picture(text: str, width: float = 0.0) -> Picture | None:
    """`text` as a QR code (ISO/IEC 18004) with its quiet zone; None for none or too much."""
    if not text.strip() or len(text.encode()) > _LONGEST_CODE:
        return None
    import io

    import segno

    made = io.BytesIO()
    segno.make(text.strip(), error="m", micro=False).save(made, kind="png", scale=6, border=4)
    side = width or _CODE
    return Picture(made.getvalue(), "png", side, side)


def _run(picture: Picture, rid: str, label: str, letter: Letter) -> bytes:
    wide, high = round(picture.width * _EMU), round(picture.height * _EMU)
    number = letter.unique("drawing", "")
    text = quoteattr(" ".join(re.sub(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]", " ", label).split()))
    extent = f'cx="{wide}" cy="{high}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:docPr id="{number}" name="Picture {number}" descr={text}/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{rid}"/><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    ).encode()


@dataclass(slots=True)
class PartPictures:
    """Pictures one part shows: relationship by content. Names are the same for the same picture."""

    found: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def rid(self, content: bytes, ending: str) -> str:
        """The relationship for a picture; noted so that it gets written."""
        name = media_name(content, ending)
        self.found.setdefault(name, (f"rIdPic{name[6 : -len(ending) - 1]}", content))
        return self.found[name][0]

    def relations(self) -> list[str]:
        """The lines for the part's relationships."""
        return [relation(rid, name) for name, (rid, _) in self.found.items()]


def media_name(content: bytes, ending: str) -> str:
    """A name inside the package that only this content has."""
    return f"media/{hashlib.sha256(content).hexdigest()[:24]}.{ending}"


def relation(rid: str, name: str) -> str:
    """A line that ties a picture to the part that shows it."""
    return f'<Relationship Id="{rid}" Type="{_R}/image" Target="{name}"/>'


PICTURE_TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "bmp": "image/bmp", "tiff": "image/tiff",
}  # fmt: skip


@dataclass(slots=True)
class PartLetter:
    """One part of one letter being filled; see letter_places.Letter."""

    record: MergeRecord
    drawings: Iterator[int]
    mark_merged: bool = False
    pictures: PartPictures = field(default_factory=PartPictures)

    def unique(self, kind: str, key: str) -> str:
        """A part of its own keeps the template's numbers, but for new drawings."""
        return str(next(self.drawings)) if kind == "drawing" else key

    def picture(self, content: bytes, ending: str) -> str:
        """The relationship by which this part shows a picture."""
        return self.pictures.rid(content, ending)
