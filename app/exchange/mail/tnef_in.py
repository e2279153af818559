"""What Outlook wraps into winmail.dat (MS-OXTNEF): the files in it, with their long names."""

import contextlib
import struct
from collections.abc import Iterator
from typing import Final

_SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_NEW_FILE, _TITLE, _CONTENT, _MORE = 0x69002, 0x18010, 0x6800F, 0x69005
_LONG_NAME, _NAME, _BYTES = 0x3707, 0x3704, 0x3701
_TEXT, _WIDE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
# Sizes of properties of a fixed size, as they lie there: filled up to four bytes
_FIXED: Final = {
    2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 0x14: 8, 0x40: 8, 0x48: 16,
}  # fmt: skip
_VARIABLE: Final = frozenset({_TEXT, _WIDE, _OBJECT, _BINARY})
_MANY: Final = 0x1000
_NAMED: Final = 0x8000
_MOST: Final = 500


def is_tnef(data: bytes) -> bool:
    """Whether these are the contents of a winmail.dat."""
    return data.startswith(_SIGNATURE)


def files_of(data: bytes) -> list[tuple[str, bytes]]:
    """Names and contents of the files inside, as far as it is whole; never raises."""
    found: list[tuple[str, bytes]] = []
    name, content = "", b""
    for kind, value in _attributes(data):
        if kind == _NEW_FILE:
            found += [(name, content)] if content else []
            name, content = "", b""
        elif kind == _TITLE:
            name = name or value.split(b"\0")[0].decode("cp1252", "replace")
        elif kind == _CONTENT:
            content = value
        elif kind == _MORE:
            long_name, inside = _told(value)
            name, content = long_name or name, content or inside
    found += [(name, content)] if content else []
    return [(name or "File", content) for name, content in found[:_MOST]]


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and bytes of each attribute up to the first that is cut short."""
    at = 6
    while at + 9 <= len(data):
        kind, size = struct.unpack_from("<II", data, at + 1)
        start = at + 9
        if start + size + 2 > len(data):
            return
        yield kind & 0xFFFFF, data[start : start + size]
        at = start + size + 2


def _told(data: bytes) -> tuple[str, bytes]:
    """The name and the contents that the properties of a file tell; "" and b"" without."""
    names: dict[int, str] = {}
    content = b""
    # What is cut short has told what stands before the cut
    with contextlib.suppress(struct.error):
        for number, kind, value in _properties(data):
            if number in {_LONG_NAME, _NAME}:
                coded = "utf-16-le" if kind == _WIDE else "cp1252"
                names[number] = value.decode(coded, "replace").split("\0")[0]
            elif number == _BYTES and kind == _BINARY:
                content = value
    return names.get(_LONG_NAME) or names.get(_NAME, ""), content


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number, type and bytes of each property; raises struct.error where it is cut short."""
    (count,) = struct.unpack_from("<I", data)
    at = 4
    for _ in range(min(count, _MOST)):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= _NAMED:
            at = _after_name(data, at)
        plain, values = kind & ~_MANY, 1
        if kind & _MANY or plain in _VARIABLE:
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        for _ in range(min(values, _MOST)):
            size = _FIXED.get(plain, 0)
            if plain in _VARIABLE:
                (size,) = struct.unpack_from("<I", data, at)
                at += 4
            elif not size:
                return
            yield number, plain, data[at : at + size]
            at += size + -size % 4


def _after_name(data: bytes, at: int) -> int:
    """Where a property goes on behind the name that a program gave it."""
    (by_name, size) = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (size + -size % 4 if by_name else 0)
