"""Cells that stand for a content in the file beside the words: photos, logos, keys of cards.

The cell names the file, its size and its SHA-256; the content is fetched when it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.models.imports.import_gathered import Gathered, Taker

PHOTO: Final = "photo"
FILE: Final = "file"
_CELL: Final = re.compile(r"(.{1,80}), ([\d,]+) bytes, ([0-9a-f]{64}|too large|no picture)").match
_FAULTS: Final = {
    "too large": "This content is larger than 12 MB.",
    "no picture": "This is no picture that can be shown (JPEG, PNG, GIF or WebP).",
}
_NO_CONTENT: Final = "There is no picture in this cell."


def cell_of(name: str, size: int, digest: str) -> str:
    """The cell for a content: its name, its bytes, its SHA-256 or what is wrong with it."""
    return f"{name}, {size:,} bytes, {digest}"


def files(target: str, header: str) -> Taker:
    """Takes the cells of a column of contents; words in such a column are refused."""
    # The reader of cards wants the cells alone, and starts without what a draft is made of
    from app.models.imports.import_draft import REFUSED, TRANSFORMED

    def take(row: Gathered, text: str, _cell: object, _same: int) -> int:
        found = _CELL(text)
        reason = _FAULTS.get(found[3], "") if found else _NO_CONTENT
        if found is None or reason:
            row.problems.append((header, text, reason))
            return REFUSED
        name = found[1]
        if target == PHOTO and has_photo(row.files):
            name = other_name(name)
        row.files.append({"name": name, "sha256": found[3]})
        return TRANSFORMED

    return take


def has_photo(kept: Iterable[Mapping[str, str]]) -> bool:
    """Whether one of these files is the photo that is shown (letters find it by its name)."""
    return any(is_photo(each) for each in kept)


def is_photo(file: Mapping[str, str]) -> bool:
    """Whether a file is somebody's photo by its name."""
    return file["name"].lower().startswith("photo")


def other_name(name: str) -> str:
    """What a further photo is called, so that it does not stand before the first."""
    return f"Other {name[:1].lower()}{name[1:]}"


def file_key(file: Mapping[str, str]) -> str:
    """By what two files are the same: their content."""
    return file["sha256"]
