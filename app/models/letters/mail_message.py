"""An email as we keep it: who, when, about what, and the files that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class MailPerson:
    """A name, which may be empty, and an address in the form it was written."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail; ``name`` is as the mail says it."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MailMessage:
    """One email. ``at`` is UTC text or "" when the mail does not say; ``text`` is plain.

    ``raw`` is the mail as it came, ``suffix`` the ending that a file of it has. ``number`` is its
    place in the file it came from, from 1. ``notes`` say what was left aside.
    """

    number: int
    message_id: str
    subject: str
    sender: MailPerson
    to: tuple[MailPerson, ...]
    cc: tuple[MailPerson, ...]
    at: str
    text: str
    files: tuple[MailFile, ...]
    raw: bytes
    suffix: str = ".eml"
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is known by in a book: its Message-ID, or its content without one."""
        return self.message_id or f"sha256:{sha256(self.raw).hexdigest()}"

    @property
    def everybody(self) -> tuple[MailPerson, ...]:
        """Sender and recipients, each address once."""
        found = {each.address.lower(): each for each in (self.sender, *self.to, *self.cc)}
        return tuple(each for address, each in found.items() if address)
