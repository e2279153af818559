"""Files that hold no table for us, told by their first bytes: what they are and what to do."""

import zipfile
from pathlib import Path
from typing import Final

_SAVE: Final = "Open it in its own program, save it as .xlsx or .csv and import that."
_PICTURE: Final = "This is a picture: there are no cells in it."
_ARCHIVE: Final = "This is an archive. Unpack it and import the files in it."
_MAILBOX: Final = (
    "This is a mailbox of Outlook. In Outlook choose Open & Export, then Import/Export, export the"
    " contacts to a .csv file and import that."
)
_ACCESS: Final = "This is a database of Access. Export its table of contacts to .xlsx there first."
_STARTS: Final = (
    (b"%PDF", "This is a PDF: its words stand in no cells. Import the list that it was made from."),
    (b"{\\rtf", "This is a text document (RTF). Copy its table and paste the cells here."),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"RIFF", "This is a picture or a sound: there are no cells in it."),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"!BDN", _MAILBOX),
    (b"\x00\x01\x00\x00Standard ", _ACCESS),
    (b"SQLite format 3\x00", "This is a database and no list. A book is opened, not imported."),
    (b"MZ", "This is a program and no list."),
    (b"\x7fELF", "This is a program and no list."),
)
_WORDS_TOO: Final = frozenset({b"GIF8", b"RIFF", b"Rar!", b"!BDN", b"MZ"})
_XML: Final = f"This is an XML file that holds no sheet. {_SAVE}"
_APPLE: Final = (
    "This is a document of {name}. In {name} choose File, Export To, CSV or Excel, and import that."
)
_WORD: Final = "This is a document and no sheet. Copy its table and paste the cells here."
_LOOKED_AT: Final = 3000


def refusal_of(start: bytes, path: Path) -> str:
    """Why a file with these first bytes is refused, in sentences; "" where it may be a table."""
    for mark, sentence in _STARTS:
        if start.startswith(mark) and not (mark in _WORDS_TOO and _is_text(start)):
            return sentence
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:5].lower() == b"<?xml":
        return _XML
    return _of_package(path) if start.startswith(b"PK\x03\x04") else ""


def _is_text(start: bytes) -> bool:
    """Whether the first bytes are letters: a column can be called "MZ-Nr" or "RIFF"."""
    return not any(byte < 9 or 13 < byte < 32 for byte in start[:512])


def _of_package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()[:_LOOKED_AT]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        return ""
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return _APPLE.format(name="Pages" if path.suffix.lower() == ".pages" else "Numbers")
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return ""
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return _WORD
    return "" if "[Content_Types].xml" in names or "mimetype" in names else _ARCHIVE
