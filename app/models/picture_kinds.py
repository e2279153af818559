"""Which contents are pictures, told by how they begin, never by their name."""

from __future__ import annotations

from typing import Final

_PNG = b"\x89PNG\r\n\x1a\n"  # PNG specification (ISO/IEC 15948), 5.2
_JPEG = b"\xff\xd8\xff"  # ITU-T T.81, B.1.1.3: start of image, then a marker
_GIF = (b"GIF87a", b"GIF89a")
MAX_PICTURE: Final = 12 << 20
"""The largest picture of a person, in bytes, that is shown or put in a letter."""


def is_picture(data: bytes) -> bool:
    """Whether a content is a PNG or JPEG picture, which letters can show."""
    return data.startswith((_PNG, _JPEG))


def picture_ending(data: bytes) -> str:
    """How the name of a picture of this content ends: jpg, png, gif or webp; "" for no picture."""
    if data.startswith(_JPEG):
        return "jpg"
    if data.startswith(_PNG):
        return "png"
    if data.startswith(_GIF):
        return "gif"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""
