"""The letter templates one can choose: those that came with the program, and one's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desk import letters
from app.models.consent import PURPOSES
from app.models.qt.session import Session
from app.storage import blobs
from app.storage.queries import letter_runs
from app.storage.tables import Row
from app.ui.delegates.rows import FileRowValue
from app.ui.forms.kind_words import LANGUAGES
from app.ui.panes.letters.desk_list import DeskList
from app.ui.panes.papers.paper_kinds import BY_KEY, KINDS
from app.ui.words import counted, day_words, local_time


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """One template: its file name, the content's hash in the book or its file, and its use.

    ``kind`` is "letter", or one of ``paper_kinds`` for labels, envelopes and lists.
    """

    name: str
    sha256: str = ""
    document_id: int = 0
    path: Path | None = None
    line: str = ""
    kind: str = "letter"

    @property
    def title(self) -> str:
        """The name without its ending."""
        return Path(self.name).stem if self.kind == "letter" else self.name


def entries(session: Session, today: date) -> list[TemplateEntry]:
    """Every template, by name; the newest version in the book goes before the shipped one."""
    used = session.read(letter_runs.uses)
    found: dict[str, TemplateEntry] = {
        path.name: TemplateEntry(path.name, path=path, line=use_words(used.get(path.name), today))
        for _, path in letters.shipped_templates()
    }
    for row in session.read(letter_runs.templates):
        details = session.read(letter_runs.template_details, row["name"])
        line = template_words(details, use_words(used.get(row["name"]), today))
        found[row["name"]] = TemplateEntry(row["name"], row["sha256"], row["id"], line=line)
    # The plain letter first: it is what somebody without a template of their own begins with.
    return sorted(found.values(), key=lambda one: (one.title != "Letter", one.title.casefold()))


def template_words(details: Row | None, used: str) -> str:
    """What a template is for and how often it was used: "Advertising, German. Used once"."""
    if details is None:
        return used
    purpose = PURPOSES.get(str(details["purpose"]), "") if details["purpose"] != "service" else ""
    language = dict(LANGUAGES).get(details["language"], "") if details["language"] else ""
    said = ", ".join(one for one in (purpose, language) if one)
    return f"{said}. {used}" if said else used


def use_words(use: tuple[int, str] | None, today: date) -> str:
    """How often and when last a template was used: "Used 3 times, last Mon 2 Nov"."""
    if use is None:
        return "Not used yet"
    times, last = use
    often = {1: "Used once", 2: "Used twice"}.get(times, f"Used {counted(times, 'time')}")
    day = day_words(local_time(last).date(), today)
    return f"{often}, last {day[0].lower() + day[1:] if day[:2] in ('To', 'Ye') else day}"


def content_of(session: Session, entry: TemplateEntry) -> bytes:
    """The template's file."""
    if entry.sha256:
        return session.read(blobs.read, entry.sha256)
    if entry.path is None:
        return b""
    return entry.path.read_bytes()


class TemplateList(DeskList):
    """Signal: `chosen(TemplateEntry)`."""

    def __init__(
        self, session: Session, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, clock, self.tr("Templates"), parent)
        self.entries: list[TemplateEntry] = []

    def read(self, name: str = "") -> None:
        """Read the templates anew; choose one by name, or keep what was chosen."""
        chosen = name or self.current_name()
        self.entries = entries(self._session, self._clock().date())
        self.entries += [TemplateEntry(one.title, line=one.line, kind=one.key) for one in KINDS]
        values = [_row(place, entry) for place, entry in enumerate(self.entries)]
        blocked = self.list.blockSignals(True)
        self.model.set_values(values)
        names = [entry.name for entry in self.entries]
        row = names.index(chosen) if chosen in names else 0
        if names:
            self.list.choose_row(row)
        self.list.blockSignals(blocked)
        if names:
            self._chosen(row)

    def choose_kind(self, kind: str) -> None:
        """Turn to labels, envelopes or a list."""
        kinds = [entry.kind for entry in self.entries]
        if kind in kinds:
            self.list.choose_row(kinds.index(kind))

    def current_name(self) -> str:
        """The chosen template's name."""
        place = self.list.current_id()
        return self.entries[place].name if isinstance(place, int) else ""

    def _chosen(self, place: object) -> None:
        if isinstance(place, int) and place < len(self.entries):
            self.chosen.emit(self.entries[place])


def _row(place: int, entry: TemplateEntry) -> FileRowValue:
    if entry.kind == "letter":
        return FileRowValue(place, entry.title, entry.line)
    kind = BY_KEY[entry.kind]
    return FileRowValue(place, kind.title, kind.line, kind.icon, kind.colour)
