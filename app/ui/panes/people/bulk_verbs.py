"""What can be done with many people or firms at once; each is one step, with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QCompleter, QMenu, QWidget

from app.models.errors import Refusal
from app.models.operations import accounts, contacts, households, people
from app.models.qt.session import Session
from app.storage.queries import records
from app.ui import words
from app.ui.forms.facts import Owner
from app.ui.forms.kind_words import kind_options
from app.ui.panes.papers.paper_kinds import KINDS as PAPER_KINDS
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

VERBS: tuple[tuple[str, ...], ...] = (
    ("letter", "Write letter", "file-text"),
    ("tag", "Tag", "tag"),
    ("kind", "Kind", "layers"),
    ("owner", "Looked after by", "user-round"),
    ("export", "Export", "table"),
    ("delete", "Delete", "trash-2", "danger"),
)


MOST_IN_A_HOUSEHOLD = 12


class BulkVerbs(QObject):
    """Carries out the verbs of the bar and of context menus.

    Signals for what other pages do: ``letter_requested(list ids)``, ``export_requested(list ids)``,
    ``paper_requested(str kind, list ids)`` for labels, envelopes and lists.
    """

    letter_requested = Signal(object)
    export_requested = Signal(object)
    paper_requested = Signal(str, object)

    def __init__(
        self, session: Session, kind: Owner, chosen: Callable[[], list[int]], host: QWidget
    ) -> None:
        super().__init__(host)
        self._session, self._kind, self._chosen, self._host = session, kind, chosen, host

    def press(self, verb: str) -> None:
        """Do a verb of the bar with what is chosen."""
        ids = self._chosen()
        if not ids:
            return
        if verb == "letter":
            self.letter_requested.emit(self._people(ids))
        elif verb == "export":
            self.export_requested.emit(ids)
        elif verb == "delete":
            self.delete(ids)
        elif verb == "tag":
            self._ask_tag(ids)
        else:
            self._open_choices(verb, ids)

    def noun(self, count: int) -> str:
        """So many of them: "14 contacts"."""
        return words.counted(count, self._kind)

    def delete(self, ids: list[int]) -> None:
        """Delete at once, with Undo."""
        verb = contacts.delete_contacts if self._kind == "contact" else accounts.delete_accounts
        name = self._session.read(records.title, self._kind, ids[0])[0]
        if self._do(verb, ids):
            self._session.say(f"{name if len(ids) == 1 else self.noun(len(ids))} deleted.")

    def tag(self, ids: list[int], name: str) -> bool:
        """Tag all of them."""
        if not self._do(people.add_tag, self._kind, ids, name):
            return False
        self._session.say(f"{self.noun(len(ids))} tagged “{name}”.")
        return True

    def make_household(self, ids: list[int]) -> None:
        """Let these people live together."""
        if self._do(households.make_household, ids):
            self._session.say("Household made.")

    def set_column(self, ids: list[int], column: str, value: object, said: str) -> None:
        """Set kind or who looks after them."""
        if self._do(people.set_column, self._kind, ids, column, value):
            self._session.say(f"{self.noun(len(ids))}: {said}.")

    def fill_menu(self, menu: QMenu, ids: list[int]) -> None:
        """Put the verbs into a context menu."""
        for key, text, *_ in VERBS:
            if key == "kind":
                self._fill_kinds(menu.addMenu(text), ids)
            elif key == "owner":
                self._fill_staff(menu.addMenu(text), ids)
            else:
                entry = menu.addAction(text + ("…" if key == "tag" else ""))
                entry.triggered.connect(lambda _checked=False, key=key: self.press(key))
            if key == "tag" and self._kind == "contact" and 1 < len(ids) <= MOST_IN_A_HOUSEHOLD:
                menu.addAction("Make a household", lambda: self.make_household(ids))
            if key == "letter":
                self.fill_papers(menu.addMenu("Labels and lists"), lambda: self._people(ids))

    def fill_papers(self, menu: QMenu, people: Callable[[], list[int]]) -> None:
        """Put labels, envelopes and printed lists of some people into a menu."""
        for kind in PAPER_KINDS:
            entry = menu.addAction(kind.title)
            entry.triggered.connect(
                lambda _checked=False, key=kind.key: self.paper_requested.emit(key, people())
            )

    def _people(self, ids: list[int]) -> list[int]:
        if self._kind == "contact":
            return ids
        found: list[int] = []
        for row_id in ids:
            rows = self._session.read(records.people_of, row_id)
            found += [row["id"] for row in rows if not row["to_date"]][:1]
        return found

    def _open_choices(self, verb: str, ids: list[int]) -> None:
        menu = QMenu(self._host)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        (self._fill_kinds if verb == "kind" else self._fill_staff)(menu, ids)
        menu.popup(QCursor.pos() - QPoint(0, menu.sizeHint().height() + 8))

    def _fill_kinds(self, menu: QMenu, ids: list[int]) -> None:
        for key, said in kind_options():
            entry = menu.addAction(said)
            entry.triggered.connect(
                lambda _checked=False, key=key, said=said: self.set_column(ids, "kind", key, said)
            )

    def _fill_staff(self, menu: QMenu, ids: list[int]) -> None:
        options = [(None, "Nobody")]
        options += [(row["id"], row["name"]) for row in self._session.read(records.staff)]
        for key, name in options:
            entry = menu.addAction(name.replace("&", "&&"))
            said = f"looked after by {name if key else 'nobody'}"
            entry.triggered.connect(
                lambda _checked=False, key=key, said=said: self.set_column(
                    ids, "staff_id", key, said
                )
            )

    def _ask_tag(self, ids: list[int]) -> None:
        popover = self.tag_popover = Popover(self._host.window(), padding=12, width=240)
        popover.closed.connect(popover.deleteLater)
        popover.body.addWidget(Label(f"Tag {self.noun(len(ids))}", "strong"))
        field = self.tag_field = TextField(placeholder="Tag")
        completer = QCompleter([row["name"] for row in self._session.read(records.all_tags)], field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        field.editor.setCompleter(completer)
        field.escaped.connect(popover.close_popover)

        def take() -> None:
            if field.text().strip() and self.tag(ids, field.text().strip()):
                popover.close_popover()

        field.editor.returnPressed.connect(take)
        popover.body.addWidget(field)
        host = self._host
        foot = host.mapTo(host.window(), QPoint(host.width() // 2 - 120, host.height() - 90))
        popover.open_at(QRect(foot, foot + QPoint(240, 10)))
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, verb: Callable[..., object], *args: object) -> bool:
        try:
            self._session.do(verb, *args)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return False
        return True
