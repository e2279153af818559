"""A run of letters while it is put together: who, what, and what is changed by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.desk import letters
from app.desk.letters import LeftOut, LetterFor, Prepared, RunOptions
from app.desk.word_lists import LISTED
from app.exchange.word.letters import Template
from app.exchange.word.merge_record import FieldNames
from app.models.qt.session import Session
from app.storage.queries import letter_runs
from app.storage.tables import Row


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is asked of the desk when no letter is written."""

    listed: bool
    posted: bool


class LetterWork:
    """Holds what the person at the desk decided; ``read`` asks the desk who gets a letter.

    What was unticked or changed in one letter stays while people are added or options change.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.template: Template | None = None
        self._paper: _Paper | None = None
        self.name = self.typed_as = ""
        self.content = b""
        self.details: Row = {}
        self.options = RunOptions()
        self.ids: list[int] = []
        self.skipped: set[int] = set()
        self.overrides: dict[int, frozenset[str]] = {}
        self.values: dict[int, dict[str, str]] = {}
        self.extras: dict[int, str] = {}
        self.base = Prepared((), ())

    # What and who ------------------------------------------------------------------------------

    def take_template(self, name: str, content: bytes) -> None:
        """Write with another template; raises ``UnusableTemplate``."""
        self.template = self._paper = None
        same = name == self.name and content == self.content
        kept = replace(self.options, purpose="", template_name="", field_map={})
        if not same:
            kept = replace(kept, done_in_run=0)
            self.values, self.extras = {}, {}
        self.options = self._session.read(letters.options_for, name, kept)
        self.details = self._session.read(letter_runs.template_details, name) or {}
        self.name, self.content = name, content
        self.template = letters.open_template(content, self.options.field_map)

    def take_addresses(self, *, listed: bool = False, posted: bool = True) -> None:
        """Ask for people and no letter: for labels and envelopes, or for a list of our own.

        ``posted`` leaves out whoever has no postal address.
        """
        self.options = replace(self.options, template_name="", field_map={}, channel="post")
        self.name, self.content, self.details = "", b"", {}
        self.template = None
        self._paper = _Paper(listed, posted)

    def read(self, day: date) -> None:
        """Ask the desk anew who gets a letter and who does not.

        With ``typed_as``, a mail typed by hand of that name, the template has no say.
        """
        if self.template is None and self._paper is None:
            self.base = Prepared((), ())
            return
        asked = LISTED if self._paper is not None and self._paper.listed else self.options
        if self.typed_as:
            asked = replace(asked, template_name=self.typed_as)
        self.base = self._session.read(
            letters.prepare, None if self.typed_as else self.template, self.ids, today=day,
            options=replace(asked, overrides_for=dict(self.overrides)),
            posted=self._paper.posted if self._paper is not None else None,
        )  # fmt: skip

    def forget_people(self) -> None:
        """Begin anew with other people."""
        self.skipped.clear()
        self.overrides.clear()
        self.values.clear()
        self.extras.clear()

    # By hand -----------------------------------------------------------------------------------

    def letters(self) -> list[LetterFor]:
        """Those that will be made, in their order."""
        return [one for one in self.base.letters if one.contact_id not in self.skipped]

    def receiving(self) -> list[int]:
        """Whose letters these are, in their order."""
        return [one.contact_id for one in self.letters()]

    def letter_of(self, contact_id: int) -> LetterFor | None:
        """The letter of somebody with everything that was changed in it, or ``None``."""
        found = next((one for one in self.base.letters if one.contact_id == contact_id), None)
        if found is None:
            return None
        return replace(
            found, edits=self.values.get(contact_id, {}), extra=self.extras.get(contact_id, "")
        )

    def change(self, contact_id: int, values: dict[str, str], extra: str) -> None:
        """Say something else in one letter only."""
        self.values[contact_id] = values
        self.extras[contact_id] = extra

    def is_changed(self, contact_id: int) -> bool:
        """Whether something was changed in this letter only."""
        return bool(self.values.get(contact_id) or self.extras.get(contact_id))

    def toggle(self, contact_id: int) -> None:
        """Leave a letter out by hand, or take it in again."""
        self.skipped ^= {contact_id}

    def override(self, person: LeftOut) -> None:
        """Send to somebody although a reason stands against it."""
        known = self.overrides.get(person.id, frozenset())
        self.overrides[person.id] = known | {person.key}

    def drop_override(self, contact_id: int) -> bool:
        """Let the reasons against somebody stand again; False where none was passed."""
        return self.overrides.pop(contact_id, None) is not None

    def final(self) -> Prepared:
        """The run as it will be made."""
        prepared = self.base
        for contact_id in self.skipped:
            prepared = letters.without(prepared, contact_id)
        changed = {
            one.contact_id: one for one in prepared.letters if self.is_changed(one.contact_id)
        }
        for contact_id in changed:
            prepared = letters.edited(
                prepared, contact_id, self.values.get(contact_id),
                extra=self.extras.get(contact_id),
            )  # fmt: skip
        return prepared

    # Fields ------------------------------------------------------------------------------------

    def fields_of(self, letter: LetterFor) -> list[tuple[str, str, str]]:
        """What the template says of somebody: its name for it, ours, and the text."""
        if self.template is None:
            return []
        names = FieldNames(self.options.field_map)
        filled = letter.filled()
        names.bind(filled)
        found: dict[str, tuple[str, str, str]] = {}
        for use in self.template.fields:
            key = names.key(use.name) or use.name
            value = filled.get(key, "")
            plain = use.kind not in ("list", "picture") and not use.scope
            if plain and not isinstance(value, list | tuple | bytes):
                found.setdefault(key, (use.name, key, str(value)))
        return list(found.values())


def barred_words(person: LeftOut, purpose: str) -> str:
    """Why somebody who is left out cannot be taken in by a tick, and what to do instead."""
    advert = "Choose Service or Contract in Options if this is no advertising."
    said = {
        "deceased": "Nothing is sent to somebody who has died.",
        "refused": f"A refusal of advertising is final. {advert}",
        "no_trade": f"Advertising goes to nobody who asked for none. {advert}",
        "no_post": f"Advertising goes to nobody who asked for no letters. {advert}",
        "no_email": f"Advertising goes to nobody who asked for no emails. {advert}",
        "firm_no_post": f"The firm asked for no letters. {advert}",
        "firm_no_email": f"The firm asked for no emails. {advert}",
        "minor": f"No advertising is sent to children. {advert}",
        "no_address": "Add a postal address on their page first.",
        "no_email_address": "Add an email address on their page first.",
        "bad_email": "Mend the email address on their page first.",
        "rule": "A rule in the template leaves them out.",
        "gone": "They are no longer in the book.",
    }.get(person.key, "")
    return f"{person.name}: {person.reason}. {said}".strip()
