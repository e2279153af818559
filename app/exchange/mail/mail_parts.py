"""One mail (RFC 5322, MIME) taken apart, however its headers and charsets are broken."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any, Final

from app.exchange.mail.mail_raw import cut, inside, read
from app.exchange.mail.mail_text import plain_text, tidy
from app.exchange.mail.tnef_in import files_of, is_tnef
from app.exchange.tables.encodings import decode

_FOLD: Final = re.compile(r"\r?\n[ \t]*")
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{1,400}>")
_ADDRESS: Final = re.compile(r"[^\s<>:;,\"()]+@[^\s<>:;,\"()]+")
_KEPT_APART: Final = 25 * (1 << 20)
_MOST_PARTS: Final = 500
_MOST_PEOPLE: Final = 500
_ENDINGS: Final = {
    "text/plain": ".txt", "text/html": ".html", "text/calendar": ".ics",
    "message/delivery-status": ".txt", "message/disposition-notification": ".txt",
    "text/rfc822-headers": ".txt", "message/external-body": ".txt",
    "application/octet-stream": ".bin", "application/pgp-encrypted": ".asc",
}  # fmt: skip
_BYTES: Final = "application/octet-stream"
Plain = dict[str, Any]


def taken_apart(data: bytes) -> Plain:
    """A mail as plain values: the fields of `MailMessage` but its number, raw bytes and suffix."""
    message = read(data)
    notes: list[str] = []
    texts: dict[str, str] = {}
    found: list[tuple[str, str, bytes]] = []
    parts = list(_parts(message, data))
    for part, raw in parts:
        kind = _kind(part)
        if _is_text(part, kind) and kind not in texts:
            texts[kind] = _text(part)
            continue
        name, content = _name(part, kind), _content(part, raw)
        if not content and _file_name(part):
            notes.append(f"{name} is empty.")
        wrapped = files_of(content) if is_tnef(content) else []
        found += [(name, kind, content), *((one, _BYTES, inside) for one, inside in wrapped)]
    files = []
    for name, kind, content in found:
        if len(content) > _KEPT_APART:
            notes.append(f"{name} is larger than 25 MB; it stays inside the mail.")
        elif content:
            files.append((name, kind, content))
    if len(parts) >= _MOST_PARTS:
        notes.append(f"It has more than {_MOST_PARTS} parts; the rest stays inside the mail.")
    text = tidy(texts.get("text/plain", "")) or plain_text(texts.get("text/html", ""))
    return {
        "message_id": message_id(header(message, "Message-ID")),
        "subject": " ".join(header(message, "Subject").split()),
        "sender": next(iter(people(message, "From") or people(message, "Sender")), ("", "")),
        "to": people(message, "To"), "cc": people(message, "Cc") + people(message, "Bcc"),
        "at": moment(message), "text": text, "files": files, "notes": notes,
    }  # fmt: skip


def _parts(message: Message, data: bytes) -> Iterator[tuple[Message, bytes]]:
    """The parts that hold something, and how they stand in the mail.

    A mail inside a mail is one of them, not its parts.
    """
    waiting, met = [(message, data)], 0
    while waiting and met < _MOST_PARTS:
        part, raw = waiting.pop(0)
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_maintype() != "message":
            held = [each for each in inner if isinstance(each, Message)]
            waiting[:0] = zip(held, cut(raw, part, len(held)), strict=True)
        else:
            met += 1
            yield part, raw


def _kind(part: Message) -> str:
    kind = part.get_content_type().lower()
    if kind.startswith("multipart/"):
        return "text/plain"  # Parts without what parts them are one text
    return kind if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind) else "application/octet-stream"


def _is_text(part: Message, kind: str) -> bool:
    if kind not in {"text/plain", "text/html"}:
        return False
    said = str(part.get("Content-Disposition") or "").strip().lower()
    return not said.startswith("attachment") and not _file_name(part)


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return str(part.get_payload() or "")
    return _letters(data, str(part.get_content_charset() or ""))


def _content(part: Message, raw: bytes) -> bytes:
    if part.is_multipart():
        return inside(part, raw)
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _inside(part: Message) -> Message | None:
    """The mail that a part of a mail holds."""
    payload = part.get_payload()
    first = payload[0] if isinstance(payload, list) and payload else None
    return first if isinstance(first, Message) else None


def _file_name(part: Message) -> str:
    try:
        return decoded(str(part.get_filename() or ""))
    except (ValueError, TypeError, LookupError):
        return ""


def _name(part: Message, kind: str) -> str:
    name = _file_name(part)
    if name:
        return name
    if kind == "message/rfc822":
        mail = _inside(part)
        subject = " ".join(header(mail, "Subject").split()) if mail is not None else ""
        return f"{subject or 'Mail'}.eml"
    return "File" + _ENDINGS.get(kind, f".{kind.rpartition('/')[2].split('+')[0][:8]}")


def header(message: Message, name: str) -> str:
    """A header in words, encoded words read, unfolded."""
    return next(iter(decoded(_FOLD.sub(" ", each)) for each in _raw(message, name)), "")


def _raw(message: Message, name: str) -> list[str]:
    """The values of a header as they stand; bytes that are no ASCII as lone surrogates."""
    low = name.lower()
    return [str(value) for key, value in message.raw_items() if key.lower() == low]


def decoded(text: str) -> str:
    """Text with RFC 2047 words read; bytes that stood there raw in their likeliest letters."""
    if any("\udc80" <= sign <= "\udcff" for sign in text):
        text = decode(text.encode("utf-8", "surrogateescape")).text
    if "=?" not in text:
        return text.strip()
    found = []
    try:
        for part, charset in decode_header(text):
            found.append(part if isinstance(part, str) else _letters(part, charset or ""))
    except (HeaderParseError, MessageError, ValueError):
        return text.strip()
    return "".join(found).strip()


def _letters(data: bytes, charset: str) -> str:
    if charset and charset != "unknown-8bit":
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            # Mails name charsets that they are not in, or that nobody knows: so it is found out.
            return decode(data).text
    return decode(data).text


def people(message: Message, name: str) -> list[tuple[str, str]]:
    """Names and addresses of a header; what holds no address is left out."""
    return addresses([_FOLD.sub(" ", each) for each in _raw(message, name)])


def addresses(raw: list[str]) -> list[tuple[str, str]]:
    """Names and addresses of header values, each address once."""
    # Taken apart before words are read, so that a comma in a name parts nothing
    found: dict[str, tuple[str, str]] = {}
    for name, address in getaddresses([text[:100_000] for text in raw]):
        match = _ADDRESS.search(address) or _ADDRESS.search(name)
        if match is not None and len(found) < _MOST_PEOPLE:
            plain = " ".join(decoded(name).split()).strip("\"' ")
            given = match[0].strip("<>.'")
            found.setdefault(given.lower(), ("" if "@" in plain else plain, given))
    return list(found.values())


def message_id(text: str) -> str:
    """A Message-ID without its brackets; "" for none."""
    found = _MESSAGE_ID.search(text)
    return found[0].strip("<>") if found else "".join(text.split()).strip("<>")[:400]


def moment(message: Message) -> str:
    """When it was sent, by its Date or else by the last server that took it; UTC text or ""."""
    given = [header(message, "Date")]
    given += [each.rpartition(";")[2] for each in _raw(message, "Received")[:1]]
    for text in given:
        found = utc(text)
        if found:
            return found
    return ""


def utc(text: str) -> str:
    """A date of RFC 5322 in UTC as the book writes moments; "" for none.

    Programs also write ISO 8601, and days without a time.
    """
    text = text.strip()
    for read_date in (parsedate_to_datetime, datetime.fromisoformat, _day):
        try:
            at = read_date(text)
            return stamp(at if at.tzinfo else at.replace(tzinfo=UTC))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""


def _day(text: str) -> datetime:
    return parsedate_to_datetime(f"{text} 00:00:00" if ":" not in text else "")


def stamp(at: datetime) -> str:
    """An aware moment as the book writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
