"""Who works here: names for "Looked after by", appointments and to-dos."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.calendar.holiday_days import regions_of
from app.models.errors import Refusal
from app.models.operations import staff
from app.models.qt.session import Session
from app.storage import backups
from app.storage.queries import records
from app.storage.settings import all_settings
from app.ui.at_work import AtWork, Remembers, staff_at_work
from app.ui.delegates.rows import TodoRowValue
from app.ui.delegates.small_rows import TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.settings.colour_choice import ColourChoice
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import ComboField
from app.ui.widgets.editor_parts import side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label


class TeamPage(QWidget):
    """The names, and a field to add one."""

    def __init__(self, session: Session, memory: Remembers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._at_work = AtWork(session, memory, backups.book_uuid(session.store.connection), self)
        self.me = ComboField("Who works at this computer")
        self.me.chosen.connect(lambda key: self._at_work.choose(int(str(key))))
        self.colour = ColourChoice()
        self.colour.chosen.connect(self._colour_chosen)
        self.letters = TextField("Initials")
        self.letters.committed.connect(self._letters_typed)
        self.email = TextField("Email")
        self.email.committed.connect(lambda text: self._change(email=text.strip()))
        self.region = ComboField("Public holidays")
        self.region.chosen.connect(lambda key: self._change(holiday_region=str(key)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.me)
        named = "It stands on every step, and on the notes and to-dos made here."
        column.addWidget(Label(named, "small", "text2", wrap=True))
        column.addWidget(
            Label("Names you can choose for contacts, deals and appointments.", "body", "text2")
        )
        self.model = ValueModel()
        self.rows = RowList(TodoRow())
        self.rows.setModel(self.model)
        self.rows.setAccessibleName("Team")
        self.rows.setMinimumHeight(220)
        column.addWidget(self.rows, 1)
        self.name = TextField("Name", placeholder="Lucy Hartley")
        self.colour_words = Label("Colour in the calendar", "small", "text2")
        self.add = Button("Add to the team", "user-plus")
        self.rename = Button("Rename", "pencil", "ghost")
        self.leave = Button("No longer here", "x", "ghost")
        column.addLayout(side_by_side((self.name, 3), (self.letters, 1)))
        column.addLayout(side_by_side((self.email, 1), (self.region, 1)))
        column.addWidget(self.colour_words)
        column.addWidget(self.colour)
        line = QHBoxLayout()
        for button in (self.add, self.rename, self.leave):
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        self.add.clicked.connect(self.add_name)
        self.name.editor.returnPressed.connect(self.add_name)
        self.rename.clicked.connect(self.rename_chosen)
        self.leave.clicked.connect(self.retire_chosen)
        session.changed.connect(self.load)
        self.rows.selection_changed.connect(self._enable)
        self.load()

    def load(self, _changes: object = None) -> None:
        """Read who works here; the chosen one stays chosen."""
        found = self._session.read(records.staff)
        nobody = (0, "Nobody of the team")
        self.me.set_options(
            [nobody, *((row["id"], row["name"]) for row in found)],
            staff_at_work(self._session) or 0,
        )
        before = self.rows.current_id()
        self.model.set_values(
            [TodoRowValue(row["id"], row["name"], row["email"], lead="avatar") for row in found]
        )
        if before is not None and self.model.row_of(before) >= 0:
            self.rows.choose_row(self.model.row_of(before))
        self._enable()

    def _colour_chosen(self, colour: str) -> None:
        self._change(colour=colour)

    def _letters_typed(self, text: str) -> None:
        if text.strip():
            self._change(initials_text=text.strip()[:3])

    def _change(self, **values: str) -> None:
        """Change what is given of the chosen one."""
        chosen = self.rows.current_id()
        if isinstance(chosen, int):
            self._do(lambda: self._session.do(staff.save_staff_details, chosen, **values))

    def _show_chosen(self) -> None:
        """What is kept of the chosen one, ready to be changed."""
        chosen = self.rows.current_id()
        found = [row for row in self._session.read(records.staff) if row["id"] == chosen]
        for field in (self.email, self.region):
            field.setVisible(bool(found))
        for row in found:
            self.colour.set_current(row["colour"])
            self.letters.set_text(row["initials"])
            self.email.set_text(row["email"])
            self.region.set_options(self._regions(), row["holiday_region"])

    def _regions(self) -> list[tuple[str, str]]:
        """Where somebody's holidays may be others than those of the business."""
        kept = all_settings(self._session.store)
        country = kept["holiday_country"] or kept["country"]
        return [("", "As the business"), *((one, one) for one in regions_of(country))]

    def _enable(self) -> None:
        self._show_chosen()
        chosen = self.rows.current_id() is not None
        self.rename.setEnabled(chosen)
        self.leave.setEnabled(chosen)

    def add_name(self) -> None:
        """Add the typed name."""
        colour = self.colour.current()
        self._do(lambda: self._session.do(staff.add_staff, self.name.text(), colour=colour))

    def rename_chosen(self) -> None:
        """Give the chosen one the typed name."""
        chosen = self.rows.current_id()
        self._do(lambda: self._session.do(staff.rename_staff, chosen, self.name.text()))

    def retire_chosen(self) -> None:
        """Offer the chosen one no longer; what they did stays theirs."""
        chosen = self.rows.current_id()
        try:
            name = self._session.do(staff.retire_staff, chosen)
        except Refusal as refusal:
            self.name.set_error(refusal.message)
            return
        self._session.say(f"{name} is no longer offered.")

    def _do(self, work: object) -> None:
        try:
            work()
        except Refusal as refusal:
            self.name.set_error(refusal.message)
            return
        self.name.set_error("")
        self.name.set_text("")
