"""The bytes of the parts of a mail as they stand in it: a signature speaks of nothing else.

The library writes a mail inside a mail anew, with other line ends and folds.
"""

import binascii
import re
from email import message_from_bytes
from email.message import Message
from email.policy import Compat32
from typing import Final

_BLANK: Final = re.compile(rb"(?:\A|\n)\r?\n")
_CODED: Final = re.compile(rb"[A-Za-z0-9+/=\s]+").fullmatch


class AsItStands(Compat32):
    """Headers with the bytes that stood there raw, as lone surrogates."""

    def header_fetch_parse(self, _name: str, value: str) -> str:
        """The value, unjudged."""
        return value


def read(data: bytes) -> Message:
    """A mail taken apart."""
    return message_from_bytes(data, policy=AsItStands())


def cut(data: bytes, part: Message, count: int) -> list[bytes]:
    """The bytes of the `count` parts inside one; empty where they cannot be told."""
    boundary = str(part.get_boundary() or "").encode("utf-8", "surrogateescape")
    line = rb"(?:\A|\r\n|\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)"
    found: list[bytes] = []
    body, begun = body_of(data), -1
    # A line end belongs to the boundary behind it, and may belong to the one before it too
    place, look = 0, re.compile(line)
    while boundary and (met := look.search(body, place)) is not None:
        if begun >= 0:
            found.append(body[begun : max(begun, met.start())])
        begun = -1 if met[1] else met.end()
        if begun < 0:
            break
        place = max(begun - 1, met.start() + 1)
    if begun >= 0:
        found.append(body[begun:])
    return found if len(found) == count else [b""] * count


def body_of(data: bytes) -> bytes:
    """What stands behind the headers."""
    blank = _BLANK.search(data)
    return data[blank.end() :] if blank else b""


def inside(part: Message, data: bytes) -> bytes:
    """The contents of a part that holds mails or reports; `data` is how it stands, or empty."""
    body = body_of(data)
    parts = part.get_payload()
    held = [each for each in parts if isinstance(each, Message)] if isinstance(parts, list) else []
    if str(part.get("Content-Transfer-Encoding") or "").strip().lower() == "base64" and body:
        # RFC 2046 forbids it and programs do it
        try:
            return binascii.a2b_base64(body) if _CODED(body) else body
        except binascii.Error:
            return body
    written = b"\n".join(each.as_bytes() for each in held)
    if part.get_content_type() != "message/rfc822":
        return body or written
    return body if body and read(body).as_bytes() == written else written
