"""Takes out the blanks and commas that only served a field that came to nothing."""

from __future__ import annotations

import re

GAP = b"<?gap?>"
_PIECES = re.compile(rb"(<w:t(?: [^>]*)?>[^<]*</w:t>|<\?gap\?>)")
_SEEN = re.compile(
    rb"<w:(?:tab|br|cr|drawing|pict|object|sym|fldChar|instrText|footnoteReference|"
    rb"endnoteReference|ptab|noBreakHyphen|pgNum)\b|<(?:mc|m|w14):"
)
_STRETCH = re.compile("[ ,;\xa0\u202f\x01]*\x00[ ,;\xa0\u202f\x00\x01]*")
_BLANKS = " \xa0\u202f"
_CLOSES = ".:!?)]»”"
_BRACKETS = re.compile("([ \xa0]?)\\((\x01*)\x03([\x01\x03]*)\\)")


def without_gaps(data: bytes) -> bytes:
    """A line of a paragraph without what its empty fields leave behind.

    `data` are complete runs; an empty field stands in them as `GAP`. Of the separators round it
    the strongest stays; at either end of the line none, but for a comma right behind the last.
    """
    pieces = _PIECES.split(data)
    flat = []
    for index, piece in enumerate(pieces):
        if index % 2:
            flat.append("\x00" if piece == GAP else _text(piece))
        else:
            flat.append("\x02" if _SEEN.search(piece) else "\x01")
    whole = "".join(flat)
    changed = _STRETCH.sub(lambda found: _kept(found, whole), whole)
    changed = _BRACKETS.sub(lambda found: found[2] + found[3], changed).replace("\x03", "")
    return _rebuilt(pieces, re.split("[\x01\x02]", changed)[1:])


def _text(piece: bytes) -> str:
    start = piece.index(b">") + 1
    # The semicolon of "&amp;" separates nothing.
    return re.sub("&(\\w+|#\\w+);", "\x04\\1\x05", piece[start : -len(b"</w:t>")].decode())


def _kept(found: re.Match[str], whole: str) -> str:
    stretch = found[0]
    before = whole[: found.start()].rstrip("\x01")
    after = whole[found.end() :].lstrip("\x01")
    parts = stretch.split("\x00")
    signs = [part.replace("\x01", "") for part in parts]
    keep = _strongest(signs, bool(before), after)
    kept = [
        part if index == keep else "\x01" * part.count("\x01") for index, part in enumerate(parts)
    ]
    return "\x03".join(kept)


def _strongest(signs: list[str], begun: bool, after: str) -> int:
    """Which of the separators round the gaps stays; -1 for none."""
    last = len(signs) - 1
    if not after:
        return last if begun and signs[last].rstrip(_BLANKS) in {",", ";"} else -1
    if not begun:
        return -1
    if after[0] in _CLOSES:
        return -1
    if not signs[0] or not signs[last]:
        # Nothing stood on one side: the words there touch the field, so only the other counts.
        return 0 if signs[0] else last
    return max(range(last + 1), key=lambda index: (_strength(signs[index]), -index))


def _strength(sign: str) -> int:
    if ";" in sign:
        return 3
    if "," in sign:
        return 2
    return 1 if sign else 0


def _rebuilt(pieces: list[bytes], texts: list[str]) -> bytes:
    out = [pieces[0]]
    for index in range(1, len(pieces), 2):
        piece = pieces[index]
        if piece != GAP:
            head = piece[: piece.index(b">") + 1]
            text = texts[index // 2].replace("\x04", "&").replace("\x05", ";")
            out.append(head + text.encode() + b"</w:t>")
        out.append(pieces[index + 1])
    return b"".join(out)
