"""Mails from .eml, .mbox and .msg files, read in a child process, one after another."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from app.exchange import sandbox
from app.exchange.file_kinds import is_mail
from app.exchange.mail.mail_parts import Plain, taken_apart
from app.exchange.mail.msg_in import read_msg
from app.exchange.tables.table import UnreadableFile
from app.models.letters.mail_message import MailFile, MailMessage, MailPerson

MAX_MAIL: Final = 100 * (1 << 20)
MAX_BOX: Final = 2 * (1 << 30)
_MAX_COUNT: Final = 100_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FROM: Final = re.compile(rb"From \S+.*\d{4}|From - |From \?\?\?").match
_QUOTED: Final = re.compile(rb"^>(>*From )", re.M)
_NO_MAIL: Final = "There is no mail in this file. Nothing was changed."
_TIME: Final = 600.0


def read_mails(path: Path, cancelled: Callable[[], bool] | None = None) -> Iterator[MailMessage]:
    """The mails of a file, in its order; what it is is judged by its first bytes.

    Raises UnreadableFile with a sentence for what holds no mail, is too large or is damaged.
    """
    for frame in sandbox.frames("mail", Path(path), {}, cancelled, _TIME):
        yield _mail(frame[1])


def _mail(values: dict[str, Any]) -> MailMessage:
    to, cc = (tuple(MailPerson(*each) for each in values.pop(name)) for name in ("to", "cc"))
    return MailMessage(
        sender=MailPerson(*values.pop("sender")), to=to, cc=cc,
        files=tuple(MailFile(*each) for each in values.pop("files")),
        notes=tuple(values.pop("notes")), **values,
    )  # fmt: skip


def parse(path: Path) -> Iterator[Plain]:
    """The plain values of each mail; runs in the child."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(65536)
    if not start.strip():
        raise UnreadableFile("This file is empty: there is no mail in it.")
    if _is_box(start):
        yield from _box(path, size)
        return
    if size > MAX_MAIL:
        raise UnreadableFile("This mail is larger than 100 MB. Nothing was changed.")
    if start.startswith(_OLE):
        yield {**read_msg(path), "number": 1, "raw": path.read_bytes(), "suffix": ".msg"}
        return
    data = _without_count(path.read_bytes())
    if not is_mail(data):
        raise UnreadableFile(_NO_MAIL)
    yield {**taken_apart(data), "number": 1, "raw": data, "suffix": ".eml"}


def _is_box(start: bytes) -> bool:
    first, _, rest = start.lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")
    return bool(_FROM(first)) and is_mail(rest)


def _without_count(data: bytes) -> bytes:
    """Apple's .emlx begins with the number of bytes, and ends with a property list."""
    count, newline, _ = data[:32].partition(b"\n")
    if newline and count.strip().isdigit():
        return data[len(count) + 1 :][: int(count)]
    return data.removeprefix(b"\xef\xbb\xbf")


def _box(path: Path, size: int) -> Iterator[Plain]:
    if size > MAX_BOX:
        raise UnreadableFile("This mailbox is larger than 2 GB. Export it in parts.")
    number = 0
    with path.open("rb") as file:
        for data in split_box(file):
            number += 1
            if number > _MAX_COUNT:
                raise UnreadableFile(
                    "This mailbox has more than 100,000 mails. Export it in parts."
                )
            yield {**taken_apart(data), "number": number, "raw": data, "suffix": ".eml"}
    if not number:
        raise UnreadableFile(_NO_MAIL)


def split_box(file: IO[bytes]) -> Iterator[bytes]:
    """The mails of an mbox: each begins with a From line that follows an empty one.

    Both ways of writing From inside a mail are read (mboxrd, mboxo).
    """
    mail, empty, size = io.BytesIO(), True, 0
    begun = False
    for line in file:
        if empty and line.startswith(b"From ") and _FROM(line):
            if begun and size:
                yield _unquoted(mail.getvalue())
            mail, size, begun = io.BytesIO(), 0, True
            continue
        empty = not line.strip()
        size += len(line)
        if size > MAX_MAIL:
            raise UnreadableFile("A mail in this mailbox is larger than 100 MB.")
        mail.write(line)
    if begun and size:
        yield _unquoted(mail.getvalue())


def _unquoted(data: bytes) -> bytes:
    body = data[:-1] if data.endswith(b"\n\n") else data
    return _QUOTED.sub(rb"\1", body) if b">From " in body else body
