"""The one list of what can be brought in: how each kind is called, and its endings.

A new format is one module and one row here; what may be chosen and dropped follows.
"""

from dataclasses import dataclass

from app.exchange.file_kinds import CALENDAR_ENDINGS, MAIL_ENDINGS
from app.exchange.reading import (
    ARCHIVE_ENDINGS,
    CARD_ENDINGS,
    JSON_ENDINGS,
    LDIF_ENDINGS,
    OLD_ENDINGS,
    TEXT_ENDINGS,
    WORKBOOK_ENDINGS,
)


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of foreign file: `name` for a person, `endings` in small letters with the dot."""

    name: str
    endings: tuple[str, ...]


FORMATS: tuple[Format, ...] = (
    Format("Workbooks", WORKBOOK_ENDINGS),
    Format("Text tables", TEXT_ENDINGS),
    Format("Contact cards", (*CARD_ENDINGS, ".jcf")),
    Format("Address books", (*LDIF_ENDINGS, ".xml")),
    Format("Lists as JSON", JSON_ENDINGS),
    Format("Tables of older programs", OLD_ENDINGS),
    Format("Archives with one list", ARCHIVE_ENDINGS),
    Format("Calendars", CALENDAR_ENDINGS),
    Format("Mail", MAIL_ENDINGS),
)


def can_be_read(name: str) -> bool:
    """Whether a file of that name has an ending of one of the formats."""
    return name.lower().endswith(tuple(ending for one in FORMATS for ending in one.endings))


def file_filter() -> str:
    """What may be chosen, as a file dialog wants it: everything readable, each kind, all files."""
    kinds = [(one.name, " ".join(f"*{ending}" for ending in one.endings)) for one in FORMATS]
    rows = [("Everything that can be read", " ".join(each for _, each in kinds)), *kinds]
    return ";;".join(f"{name} ({endings})" for name, endings in (*rows, ("All files", "*")))
