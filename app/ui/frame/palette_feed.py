"""What the search over everything shows: hits by kind, things to do, recent records.

Every query of a keystroke runs at once on the main thread; together they take some milliseconds
in a book of 100,000 contacts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

from app.models.calendar.appointment import parse_wall
from app.models.qt.session import Session
from app.storage import search
from app.storage.queries import records, saved_views
from app.storage.text import fold
from app.ui import book_time, words
from app.ui.commands import Command, key_words
from app.ui.delegates.rows import PaletteRowValue
from app.ui.frame.memory import Memory
from app.ui.widgets.search_palette import SearchPalette

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_ICONS = {
    "appointment": "calendar", "deal": "handshake", "document": "file-text",
    "activity": "notebook-pen", "task": "list-todo",
}  # fmt: skip
_SECTIONS = (
    ("Best matches", ("contact", "account", "deal"), 5),
    ("Calendar", ("appointment", "task"), 3),
    ("Letters and notes", ("document", "activity"), 3),
)
MOST_COMMANDS = 12
_CHOOSING = (
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
)  # fmt: skip
Sections = list[tuple[str, list[PaletteRowValue]]]


def _worth_asking(kinds: tuple[str, ...], typed: str) -> tuple[str, ...]:
    """One letter of ours begins a word in nearly everything: then only names are asked."""
    if len(typed) == 1 and typed.isascii() and typed.isalpha():
        return tuple(kind for kind in kinds if kind in search.BEGINNINGS)
    return kinds


@dataclass(frozen=True, slots=True)
class Wish:
    """What a row of the search does: ``open`` a record, ``run`` a command, ``new``, ``town``."""

    does: str
    what: str = ""
    record: int = 0


def matched_ranges(title: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Where the typed words stand in a title, however either is accented; (start, length) each."""
    folded, places = "", []
    for place, char in enumerate(title):
        part = fold(char) if char.isalnum() else char
        folded += part
        places += [place] * len(part)
    found: list[tuple[int, int]] = []
    for word in _WORD.findall(fold(typed)):
        at = _word_start(folded, word)
        if at >= 0:
            first, last = places[at], places[at + len(word) - 1]
            found.append((first, last - first + 1))
    return tuple(sorted(set(found)))


def _word_start(text: str, word: str) -> int:
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        nearer = text.find(word, at + 1)
        if nearer < 0:
            return text.find(word)
        at = nearer
    return at


class PaletteFeed(QObject):
    """Answers what is typed into the search.

    Signals: ``record_chosen(str kind, object id, bool new_window)``, ``command_chosen(str id)``,
    ``new_contact_chosen(str name)``, ``town_chosen(str town)``.
    """

    record_chosen = Signal(str, object, bool)
    command_chosen = Signal(str)
    new_contact_chosen = Signal(str)
    town_chosen = Signal(str)

    def __init__(
        self,
        palette: SearchPalette,
        session: Session,
        memory: Memory,
        commands: tuple[Command, ...],
        enabled: Callable[[str], bool],
        clock: Callable[[], datetime] = book_time.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.book = ""
        self._palette = palette
        self._session = session
        self._memory = memory
        self._commands = commands
        self._enabled = enabled
        self._clock = clock
        self._typed = ""
        # Letters typed meanwhile are waiting in the queue: the answer is for the last of them.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._answer_typed)
        palette.text_edited.connect(self._edited)
        palette.input.installEventFilter(self)
        palette.item_activated.connect(self._activated)

    def _edited(self, text: str) -> None:
        self._typed = text
        self._soon.start()

    def _answer_typed(self) -> None:
        self.answer(self._typed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Have the answer there before a key chooses from it."""
        if event.type() == QEvent.Type.KeyPress and event.key() in _CHOOSING:
            self._flush()
        return False

    def _flush(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._answer_typed()

    def answer(self, text: str) -> None:
        """Show what belongs to a typed text."""
        self._palette.set_sections(self.sections(text))

    def sections(self, text: str) -> Sections:
        """The rows for a text: recent records before typing, commands alone after ">"."""
        typed = text.strip()
        if typed.startswith(">"):
            return [("Do something", self._command_rows(typed[1:].strip(), MOST_COMMANDS))]
        if not typed:
            return [("Recent", self._recent())]
        found: Sections = []
        for heading, kinds, most in _SECTIONS:
            asked = _worth_asking(kinds, typed)
            hits = self._session.read(search.find, typed, asked, most)
            rows = [self._hit(hit.kind, hit.id, typed) for hit in _mixed(hits, asked, most)]
            found.append((heading, [row for row in rows if row.title]))
        found.append(("Do something", self._to_do(typed)))
        return found

    # Rows --------------------------------------------------------------------------------------

    def _recent(self) -> list[PaletteRowValue]:
        rows = [self._hit(*one, "") for one in self._memory.recent_records(self.book)]
        return [row for row in rows if row.title]

    def _hit(self, kind: str, record_id: int, typed: str) -> PaletteRowValue:
        title, line = self._session.read(records.title, kind, record_id)
        person = kind in ("contact", "account")
        return PaletteRowValue(
            id=Wish("open", kind, record_id),
            title=title,
            line=self._line(kind, line),
            icon=_ICONS.get(kind, ""),
            avatar=person,
            company=kind == "account",
            ranges=matched_ranges(title, typed) if typed else (),
        )

    def _line(self, kind: str, line: str) -> str:
        """Dates of the book (``2026-11-19T10:30``) as days in words."""
        parts = [_in_words(part, self._clock().date()) for part in line.split(", ") if part]
        named = {"deal": "Deal", "task": "To-do"}.get(kind)
        return ", ".join([named, *parts] if named else parts)

    def _to_do(self, typed: str) -> list[PaletteRowValue]:
        rows: list[PaletteRowValue] = []
        if self._enabled("new_contact"):
            rows.append(
                PaletteRowValue(Wish("new", typed), f"New contact called “{typed}”", icon="plus")
            )
        for town, people in self._session.read(saved_views.towns_like, typed):
            title = f"Show everyone in {town}"
            line = words.counted(people, "contact")
            start = len(title) - len(town)
            ranges = tuple((start + at, size) for at, size in matched_ranges(town, typed))
            rows.append(PaletteRowValue(Wish("town", town), title, line, "map-pin", ranges=ranges))
        # A command whose words one types is more likely meant than a person called like it.
        deeds = self._command_rows(typed, 4)
        meant = [row for row in deeds if fold(row.title).startswith(fold(typed).strip())]
        return [*meant, *rows, *(row for row in deeds if row not in meant)]

    def _command_rows(self, typed: str, most: int) -> list[PaletteRowValue]:
        wanted = _WORD.findall(fold(typed))
        ranked: list[tuple[int, PaletteRowValue]] = []
        for command in self._commands:
            rank = _rank(command, wanted)
            if rank and self._enabled(command.id):
                value = PaletteRowValue(
                    Wish("run", command.id),
                    command.text.rstrip("…"),
                    icon=command.icon,
                    hint=key_words(command),
                    ranges=matched_ranges(command.text, typed),
                )
                ranked.append((rank, value))
        ranked.sort(key=lambda pair: -pair[0])
        return [value for _, value in ranked[:most]]

    def _activated(self, wish: object, new_window: bool) -> None:
        if not isinstance(wish, Wish):
            return
        if wish.does == "open":
            self.record_chosen.emit(wish.what, wish.record, new_window)
        elif wish.does == "run":
            self.command_chosen.emit(wish.what)
        elif wish.does == "new":
            self.new_contact_chosen.emit(wish.what)
        else:
            self.town_chosen.emit(wish.what)


def _mixed(hits: list[search.Hit], kinds: tuple[str, ...], most: int) -> list[search.Hit]:
    """At most ``most`` hits of several kinds: names first, and no kind crowds out the others."""
    named = [hit for hit in hits if hit.matched == "name"]
    others = [hit for hit in hits if hit.matched != "name"]
    picked: list[search.Hit] = []
    for group in (named, others):
        queues = [[hit for hit in group if hit.kind == kind] for kind in kinds]
        while any(queues) and len(picked) < most:
            picked += [queue.pop(0) for queue in queues if queue]
    return picked[:most]


def _rank(command: Command, wanted: list[str]) -> int:
    if not wanted:
        return 1
    text = _WORD.findall(fold(command.text))
    more = _WORD.findall(fold(command.words))
    rank = 0
    for word in wanted:
        if any(one.startswith(word) for one in text):
            rank += 3
        elif any(one.startswith(word) for one in more):
            rank += 1
        else:
            return 0
    return rank


def _in_words(part: str, today: date) -> str:
    try:
        moment = parse_wall(part)
    except ValueError:
        return part
    if len(part) == 10:
        return words.day_words(moment.date(), today)
    return f"{words.day_words(moment.date(), today)}, {words.clock_words(moment)}"
