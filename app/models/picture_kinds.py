"""Which pictures letters can show, told by how their content begins, never by their name."""

from __future__ import annotations

_PNG = b"\x89PNG\r\n\x1a\n"  # PNG specification (ISO/IEC 15948), 5.2
_JPEG = b"\xff\xd8\xff"  # ITU-T T.81, B.1.1.3: start of image, then a marker


def is_picture(data: bytes) -> bool:
    """Whether a content is a PNG or JPEG picture."""
    return data.startswith((_PNG, _JPEG))
