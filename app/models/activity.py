"""One thing that passed between us and somebody."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.errors import Problem

KINDS = ("call", "email", "letter", "fax", "meeting", "note")


@dataclass(frozen=True, slots=True)
class Activity:
    """A call, email, letter, fax, meeting or note; ``at`` is UTC text, ``minutes`` its length."""

    id: int = 0
    kind: str = "note"
    at: str = ""
    subject: str = ""
    body: str = ""
    direction: str = ""
    minutes: int = 0
    staff_id: int | None = None
    contact_id: int | None = None
    account_id: int | None = None
    deal_id: int | None = None
    document_id: int | None = None
    letter_id: int | None = None

    def problems(self) -> list[Problem]:
        """What keeps this from being logged."""
        found = []
        if self.kind not in KINDS:
            found.append(Problem("kind", "Choose what it was: a call, an email, a note."))
        if not (self.subject.strip() or self.body.strip() or self.document_id):
            found.append(Problem("body", "Write a word about it first."))
        return found
