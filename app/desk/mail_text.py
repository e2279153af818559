"""What the mails of a run say: from a Word template or from a typed text, person by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from app.desk.letter_runs import open_template
from app.exchange.mail.mail_out import (
    MailText,
    filled_text,
    names_in,
    plain_of,
    text_of_letter,
)
from app.exchange.word import letters as merging
from app.exchange.word.letters import Template
from app.models.errors import Refusal
from app.models.letters.email_text import one_line

MOST_ATTACHED = 20 << 20
"""Bytes of all attachments together; most servers take no more."""

INVITATION = "invitation_calendar"
"""The value of a kept mail that is a calendar file asking for an answer."""


@dataclass(frozen=True)
class Mail:
    """What is to be mailed. `form` is "word" (`content` is a .docx), "plain" or "html".

    `subject` and typed content may ask for values as ``{{ name }}``. `name` is what the run is
    called; `sender` an address in place of the business's own.
    """

    subject: str
    content: bytes
    form: str = "plain"
    name: str = ""
    sender: str = ""
    attachments: tuple[Path, ...] = ()
    field_map: Mapping[str, str] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """The name under which the book keeps what was mailed."""
        ending = {"word": ".docx", "html": ".html"}.get(self.form, ".txt")
        stem = Path(self.name or one_line(self.subject)[:60] or "Email").stem
        return f"{stem}{ending}"

    @cached_property
    def template(self) -> Template | None:
        """The Word template, if it is one. Raises ``UnusableTemplate``."""
        return open_template(self.content, self.field_map) if self.form == "word" else None

    @cached_property
    def typed(self) -> str:
        """The typed text, if it is one."""
        return "" if self.form == "word" else self.content.decode("utf-8", "replace")

    def check(self) -> None:
        """Refuse what can never be a mail. Raises ``Refusal``."""
        if not self.subject.strip():
            message = "The mail needs a subject."
            raise Refusal(message, "subject")
        if one_line(self.subject) != " ".join(self.subject.split(" ")).strip():
            message = "The subject must be one line of plain letters."
            raise Refusal(message, "subject")
        if self.form != "word" and not self.typed.strip():
            message = "The mail says nothing yet."
            raise Refusal(message, "content")

    def names(self) -> list[str]:
        """Every name that subject and typed text ask for."""
        return list(dict.fromkeys([*names_in(self.subject), *names_in(self.typed)]))

    def text(self, values: Mapping[str, Any]) -> MailText:
        """What the mail says to one person."""
        subject = one_line(filled_text(self.subject, values, self.field_map))
        if self.template is not None:
            return text_of_letter(subject, merging.letter_text(self.template, values))
        if self.form == "html":
            marked = filled_text(self.typed, values, self.field_map, as_html=True)
            return MailText(subject, plain_of(marked), marked)
        return MailText(subject, filled_text(self.typed, values, self.field_map))
