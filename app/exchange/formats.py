"""The one list of what can be brought in: name, endings, and the function that reads it.

A new format is one module and one row here; the import page and the command line follow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.exchange.calendars.icalendar_in import CALENDAR_ENDINGS, read_calendar
from app.exchange.mail.mail_in import MAIL_ENDINGS, read_mails
from app.exchange.reading import (
    CARD_ENDINGS,
    JSON_ENDINGS,
    LDIF_ENDINGS,
    TEXT_ENDINGS,
    WORKBOOK_ENDINGS,
    is_workbook,
    read_table,
)
from app.exchange.tables.table import UnreadableFile


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of foreign file: `name` for a person, `endings` with the dot, `read` the work.

    `read` gives a Table, or for calendars a CalendarFile and for mail an iterator of mails.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[..., object]


READERS: tuple[Reader, ...] = (
    Reader("Excel or LibreOffice workbook", WORKBOOK_ENDINGS, read_table),
    Reader("Text table", TEXT_ENDINGS, read_table),
    Reader("Contact cards from phone or mail", CARD_ENDINGS, read_table),
    Reader("Address book as LDIF", LDIF_ENDINGS, read_table),
    Reader("List as JSON", JSON_ENDINGS, read_table),
    Reader("Calendar", CALENDAR_ENDINGS, read_calendar),
    Reader("Mail", MAIL_ENDINGS, read_mails),
)


def reader_for(path: Path) -> Reader:
    """The reader of `path`, by its ending and, for an unknown ending, by its first bytes.

    Raises UnreadableFile with a sentence that names what can be read.
    """
    ending = path.suffix.lower()
    for reader in READERS:
        if ending in reader.endings:
            return reader
    if ending == "" or is_workbook(path):
        return READERS[0] if is_workbook(path) else READERS[1]
    endings = ", ".join(each for reader in READERS for each in reader.endings)
    raise UnreadableFile(f"Files ending in {ending} cannot be imported. These can: {endings}.")
