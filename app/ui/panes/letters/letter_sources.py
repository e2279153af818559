"""Where recipients come from: tags, saved lists, everybody, or names one types."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.models.errors import Refusal
from app.models.qt.session import Session
from app.models.view import parse_rule
from app.storage.queries import letter_runs, lists, records, saved_views
from app.storage.queries.lists import ListQuery
from app.storage.queries.rules import UnknownField
from app.storage.tables import Row
from app.ui.panes.letters.letter_recipients import Source
from app.ui.panes.people.record_picker import RecordPicker
from app.ui.theme.icons import icon
from app.ui.widgets.buttons import Button
from app.ui.widgets.popover import Popover
from app.ui.words import counted


class SourceMenu(QWidget):
    """Opens the menu of "Add people". Signal: `picked(Source)`."""

    picked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._popover: Popover | None = None
        self.hide()

    def open_below(self, anchor: QWidget) -> None:
        """Show tags, lists, everybody and by name."""
        menu = QMenu(anchor)
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill(menu, anchor)
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def fill(self, menu: QMenu, anchor: QWidget) -> None:
        """Put the choices into a menu."""
        by_name = menu.addAction(icon("user-plus"), self.tr("By name…"))
        by_name.triggered.connect(lambda: self._ask_names(anchor))
        everybody = menu.addAction(icon("users"), self.tr("All contacts"))
        everybody.triggered.connect(self._pick_all)
        tags = [row for row in self._session.read(records.all_tags) if row["contacts"]]
        if tags:
            menu.addSeparator()
        for row in tags[:20]:
            words = f"{row['name']} ({row['contacts']:,})".replace("&", "&&")
            action = menu.addAction(icon("tag"), words)
            action.triggered.connect(lambda _on=False, row=row: self._pick_tag(row))
        views = [r for r in self._session.read(saved_views.saved_views) if r["entity"] == "contact"]
        if views:
            menu.addSeparator()
        for row in views[:20]:
            action = menu.addAction(icon("list"), row["name"].replace("&", "&&"))
            action.triggered.connect(lambda _on=False, row=row: self._pick_view(row))

    def _pick_all(self) -> None:
        ids = self._session.read(lists.list_ids, ListQuery("contact"))
        self.picked.emit(Source("all", self.tr("All contacts"), "slate", tuple(ids)))

    def _pick_tag(self, row: Row) -> None:
        ids = self._session.read(letter_runs.with_tag, row["id"])
        self.picked.emit(Source(f"tag {row['id']}", row["name"], row["colour"], tuple(ids)))

    def _pick_view(self, row: Row) -> None:
        try:
            query = ListQuery("contact", parse_rule(row["rule"]), sort=row["sort"])
            ids = self._session.read(lists.list_ids, query)
        except (Refusal, UnknownField) as error:
            self._session.say(str(error), kind="warn", undo=False)
            return
        self.picked.emit(Source(f"list {row['id']}", row["name"], row["colour"], tuple(ids)))

    def _ask_names(self, anchor: QWidget) -> None:
        self._popover = Popover(anchor.window(), width=320)
        picker = RecordPicker(self._session, "contact", self.tr("Who"), many=True)
        add = Button(self.tr("Add"), kind="primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(add)
        self._popover.body.addWidget(picker)
        self._popover.body.addLayout(row)
        add.clicked.connect(lambda: self._pick_names(picker))
        picker.escaped.connect(self._popover.close_popover)
        self._popover.closed.connect(self._popover.deleteLater)
        self._popover.open_beside(anchor)

    def _pick_names(self, picker: RecordPicker) -> None:
        ids = tuple(picker.ids())
        if self._popover is not None:
            self._popover.close_popover()
        if ids:
            self.picked.emit(chosen_people(self._session, ids))


def chosen_people(session: Session, ids: tuple[int, ...]) -> Source:
    """People who were chosen one by one."""
    if len(ids) == 1:
        name = session.read(records.title, "contact", ids[0])[0]
        return Source(f"chosen {ids[0]}", name, "slate", ids)
    return Source(f"chosen {ids}", f"{counted(len(ids), 'contact')} chosen", "slate", ids)
