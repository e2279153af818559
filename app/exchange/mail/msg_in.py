"""Outlook's .msg files (MS-OXMSG), read with python-oxmsg as far as it goes."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.exchange.mail.mail_parts import Plain, addresses, message_id, stamp, utc
from app.exchange.mail.mail_text import plain_text, tidy
from app.exchange.tables.table import UnreadableFile

_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    TypeError, ValueError, struct.error,
)  # fmt: skip
_KEPT_APART = 25 * (1 << 20)
_DAMAGED = (
    "This Outlook message cannot be read: it is damaged or of a kind that is not known. Save it"
    " as .eml and try again. Nothing was changed."
)


def read_msg(path: Path) -> Plain:
    """An Outlook message as the plain values of a mail; raises UnreadableFile."""
    from oxmsg import Message

    try:
        message = Message.load(str(path))
        return _values(message)
    except (UnreadableFile, MemoryError):
        raise
    # The library raises whatever the damage leads it to: struct.error, KeyError, its own
    except Exception as error:
        raise UnreadableFile(_DAMAGED) from error


def _values(message: Any) -> Plain:
    kind = message.message_class
    if kind and not kind.upper().startswith(("IPM.NOTE", "REPORT", "IPM.SCHEDULE")):
        raise UnreadableFile(
            f"This Outlook file is no mail ({kind[:40]}). Export it from Outlook as .ics or .vcf."
            " Nothing was changed."
        )
    headers = {name.lower(): value for name, value in message.message_headers.items()}
    notes: list[str] = []
    files = []
    for attachment in message.attachments:
        name = str(_tried(lambda: attachment.file_name) or "File")  # noqa: B023
        data = _tried(lambda: attachment.file_bytes)  # noqa: B023
        if not isinstance(data, bytes):
            notes.append(f"{name} could not be taken out of the mail; it stays inside.")
        elif len(data) > _KEPT_APART:
            notes.append(f"{name} is larger than 25 MB; it stays inside the mail.")
        elif data:
            media = _tried(lambda: attachment.mime_type) or "application/octet-stream"  # noqa: B023
            files.append((name, str(media), data))
    sent = _tried(lambda: message.sent_date)
    text = tidy(_tried(lambda: message.body) or "")
    sender = addresses([str(_tried(lambda: message.sender) or "")])
    return {
        "message_id": message_id(headers.get("message-id", "")),
        "subject": " ".join(str(_tried(lambda: message.subject) or "").split()),
        "sender": sender[0] if sender else ("", ""), "to": _recipients(message, headers),
        "cc": addresses([headers.get("cc", "")]),
        "at": utc(headers.get("date", "")) or (stamp(sent) if sent and sent.tzinfo else ""),
        "text": text or plain_text(_tried(lambda: message.html_body) or ""), "files": files,
        "notes": notes,
    }  # fmt: skip


def _recipients(message: Any, headers: dict[str, str]) -> list[tuple[str, str]]:
    found = addresses([headers.get("to", "")])
    if found:
        return found
    made = []
    for each in _tried(lambda: message.recipients) or ():
        address = str(_tried(lambda: each.email_address) or "")  # noqa: B023
        name = str(_tried(lambda: each.name) or "")  # noqa: B023
        if "@" in address:
            made.append((name, address))
    return made


def _tried(ask: Callable[[], Any]) -> Any:
    """What one property holds; None when it is missing or damaged, which is no reason to stop."""
    try:
        return ask()
    except _BROKEN:
        return None
