"""Which files are calendars and mails, by their endings and by what they begin with."""

from pathlib import Path
from typing import Final

CALENDAR_ENDINGS: Final = (".ics", ".ical", ".icalendar", ".ifb", ".vcs")
MAIL_ENDINGS: Final = (".eml", ".emlx", ".mbox", ".mbx", ".msg")
_LOOKED_AT: Final = 16384
_HEADERS: Final = frozenset(
    {
        "from", "to", "subject", "date", "received", "message-id", "cc", "return-path",
        "mime-version", "delivered-to", "reply-to",
    }
)  # fmt: skip


def is_calendar(path: Path) -> bool:
    """Whether a file is a calendar, by its ending or its first line."""
    if path.suffix.lower() in CALENDAR_ENDINGS:
        return True
    start = _start_of(path).lstrip(b"\xef\xbb\xbf \r\n\t").upper()
    return start.startswith(b"BEGIN:VCALENDAR")


def is_mail_file(path: Path) -> bool:
    """Whether a file holds mail, by its ending or by what it begins with."""
    suffix = path.suffix.lower()
    if suffix in MAIL_ENDINGS:
        return True
    if suffix in {".txt", ".csv"}:
        return False
    start = _start_of(path)
    return is_mail(start.partition(b"\n")[2] if start.startswith(b"From ") else start)


def is_mail(data: bytes) -> bool:
    """Whether bytes begin with headers of a mail."""
    head = data[:_LOOKED_AT].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf\n").partition(b"\n\n")[0]
    names = {
        line.partition(b":")[0].strip().lower().decode("ascii", "replace")
        for line in head.split(b"\n")
        if line[:1] not in {b" ", b"\t"} and b":" in line
    }
    return len(names & _HEADERS) >= 2


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LOOKED_AT)
    except OSError:
        return b""
