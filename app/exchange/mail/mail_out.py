"""One mail as bytes: headers from parsed values only, plain text, HTML and attachments.

Source: RFC 5322, RFC 2047 and Python's email policies; rule R41: one parsed address a message,
nothing from outside is put into a header as text.
"""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from app.exchange.new_file import safe_file_name
from app.exchange.word.letters import PreviewParagraph
from app.exchange.word.merge_record import FieldNames
from app.models.letters.email_text import is_one_address, one_line

_PLACE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}|«\s*([^«»]+?)\s*»")
_TAG = re.compile(r"<[^>]+>")
_ENDS_LINE = re.compile(r"<(?:br|/p|/div|/li|/h\d|/tr)\b[^>]*>", re.IGNORECASE)
_LONGEST_SUBJECT = 400


class UnsendableMail(Exception):
    """A mail that cannot be sent as it is; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MailText:
    """What a mail says: subject, plain text, and the same as HTML or ""."""

    subject: str
    plain: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class MailHead:
    """From whom to whom, with the id and moment that the mail will carry."""

    sender: str
    sender_name: str
    recipient: str
    recipient_name: str
    message_id: str
    at: datetime


def message(head: MailHead, text: MailText, files: Sequence[Attachment] = ()) -> EmailMessage:
    """The mail, ready to be sent. Raises ``UnsendableMail``."""
    made = EmailMessage(policy=SMTP)
    try:
        made["From"] = _address(head.sender, head.sender_name)
        made["To"] = _address(head.recipient, head.recipient_name)
        made["Subject"] = one_line(text.subject)[:_LONGEST_SUBJECT]
        made["Date"] = format_datetime(head.at)
        made["Message-ID"] = head.message_id
        made.set_content(text.plain or " ")
        if text.html:
            made.add_alternative(text.html, subtype="html")
        for file in files:
            main, _, sub = _media_type(file.name).partition("/")
            made.add_attachment(
                file.content, maintype=main, subtype=sub, filename=safe_file_name(file.name, "File")
            )
    except (ValueError, UnicodeError) as error:
        raise UnsendableMail(f"The mail cannot be written: {error}.") from None
    if len(made["To"].addresses) != 1:
        raise UnsendableMail("The email address is not right.")
    return made


def add_request(made: EmailMessage, calendar: bytes) -> None:
    """Put a calendar file beside the text that asks for an answer (RFC 6047)."""
    made.add_attachment(
        calendar, maintype="text", subtype="calendar", filename="Invitation.ics",
        params={"method": "REQUEST", "charset": "utf-8"},
    )  # fmt: skip


def draft(made: EmailMessage) -> bytes:
    """The mail as an .eml file that mail programs open as a draft to be sent."""
    made["X-Unsent"] = "1"
    return made.as_bytes()


def wire_address(text: str) -> str:
    """An address as servers take it: its domain in ASCII. Raises ``UnsendableMail``."""
    if not is_one_address(text):
        raise UnsendableMail("The email address is not right.")
    local, _, domain = text.rpartition("@")
    try:
        plain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise UnsendableMail("The email address is not right.") from None
    return f"{local}@{plain}"


def filled_text(
    text: str,
    values: Mapping[str, Any],
    field_map: Mapping[str, str] | None = None,
    *,
    as_html: bool = False,
) -> str:
    """A typed text with each ``{{ name }}`` filled; what has no value leaves no gap behind."""
    names = FieldNames(field_map)
    names.bind(values)

    def value(found: re.Match[str]) -> str:
        key = names.key(found[1] or found[2])
        said = "" if key is None or isinstance(values[key], list) else str(values[key])
        return html.escape(said).replace("\n", "<br>\n") if as_html else said

    made = _PLACE.sub(value, text)
    return made if as_html else re.sub(r"(?<=\S) +(?=[ ,.;:!?]|$)", "", made, flags=re.MULTILINE)


def names_in(text: str) -> list[str]:
    """The names that a typed text asks for, once each."""
    return list(dict.fromkeys(found[1] or found[2] for found in _PLACE.finditer(text)))


def unknown_names(
    names: Sequence[str], known: Sequence[str], field_map: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Names of a typed text that mean nothing here, each with the nearest that does or ""."""
    from rapidfuzz import fuzz, process

    from app.models.letters.merge_names import fold

    lookup = FieldNames(field_map)
    lookup.bind(dict.fromkeys(known))
    unknown = []
    for name in names:
        if lookup.key(name) is None:
            best = process.extractOne(
                fold(name), {one: fold(one) for one in known}, scorer=fuzz.WRatio, score_cutoff=70
            )
            unknown.append((name, str(best[2]) if best else ""))
    return unknown


def plain_of(markup: str) -> str:
    """HTML as plain text, for those whose mail program shows no HTML."""
    lines = _ENDS_LINE.sub("\n", re.sub(r"\s+", " ", markup))
    text = html.unescape(_TAG.sub("", re.sub(r"(?is)<(style|script)\b.*?</\1>", "", lines)))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def text_of_letter(subject: str, paragraphs: Sequence[PreviewParagraph]) -> MailText:
    """A letter as a mail: its paragraphs as plain text and as HTML."""
    plain, marked = [], []
    for paragraph in paragraphs:
        if paragraph.place != "body":
            continue
        if paragraph.cells:
            cells = [_cell(each) for each in paragraph.cells]
            plain.append("\t".join(text for text, _ in cells))
            row = "".join(f"<td>{inner}</td>" for _, inner in cells)
            marked.append(f"<table><tr>{row}</tr></table>")
            continue
        text, inner = _cell((paragraph,))
        plain.append(text)
        marked.append(f"<p>{inner or '&nbsp;'}</p>")
    body = re.sub(r"\n{3,}", "\n\n", "\n\n".join(plain)).strip()
    return MailText(subject, body, f"<!DOCTYPE html><html><body>{''.join(marked)}</body></html>")


def _cell(paragraphs: Sequence[PreviewParagraph]) -> tuple[str, str]:
    """Paragraphs as plain text and as the inside of one HTML element."""
    text = "\n".join(
        f"{each.list_mark} {''.join(run.text for run in each.runs)}".strip() for each in paragraphs
    )
    inner = "<br>".join(
        html.escape(f"{each.list_mark} ".lstrip()) + "".join(_marked(run) for run in each.runs)
        for each in paragraphs
    )
    return text, inner


def _marked(run: Any) -> str:
    text = html.escape(run.text).replace("\n", "<br>")
    for mark, on in (("b", getattr(run, "bold", False)), ("i", getattr(run, "italic", False))):
        if on and text.strip():
            text = f"<{mark}>{text}</{mark}>"
    return text


def _address(spec: str, name: str) -> Address:
    return Address(display_name=one_line(name), addr_spec=wire_address(spec))


def _media_type(name: str) -> str:
    found, coding = mimetypes.guess_type(name)
    return found if found and not coding else "application/octet-stream"
