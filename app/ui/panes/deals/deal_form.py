"""The fields of the deal editor and how they lie; what they do is said by the popover."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.ui.delegates.small_rows import FileRow, TodoRow
from app.ui.delegates.timeline_row import TimelineRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.panes.editor_popover import EditorPopover
from app.ui.panes.people.record_picker import RecordPicker
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.cards import Rule
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField
from app.ui.widgets.editor_parts import foot_row, head_row, side_by_side
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import Label

WIDTH = 452
CURRENCIES = ("GBP", "EUR", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "AUD", "CAD", "JPY",
              "INR")  # fmt: skip


class _Fields(QScrollArea):
    """As high as what it holds, where there is room for it."""

    def sizeHint(self) -> QSize:
        """The height of the fields."""
        return QSize(WIDTH, max(self.widget().layout().totalSizeHint().height(), 120))


class DealForm(EditorPopover):
    """Title, who, how much, how far, what next, and below what happened."""

    def __init__(self, session: Session, window: QWidget, *, clock: Callable[[], datetime]) -> None:
        super().__init__(window, title=self.tr("What is it about?"), width=WIDTH, spacing=10)
        self._session, self._clock = session, clock
        self._make_fields()
        self._make_lists()
        self._compose()

    def _make_fields(self) -> None:
        self.account = RecordPicker(self._session, "account", self.tr("Account"))
        self.contact = RecordPicker(self._session, "contact", self.tr("Contact"))
        self.amount = TextField(self.tr("Amount"), icon="banknote")
        self.currency = ComboField(self.tr("Currency"))
        self.stage = ComboField(self.tr("Stage"))
        self.state = ComboField(self.tr("State"))
        self.expected = DateField(self.tr("Expected"), today=lambda: self._clock().date())
        self.owner = ComboField(self.tr("Looked after by"))
        self.reason = TextField(self.tr("Why it was lost"))
        self.note = TextArea(self.tr("Notes"), lines=2)
        self.step = TextField(self.tr("Next step"), placeholder=self.tr("Call, send the quote"))
        self.step_day = DateField(self.tr("On"), today=lambda: self._clock().date())
        self.step_add = Button(self.tr("Add"))
        self.series = IconButton("list-todo", self.tr("Start a series of steps"))
        self.delete = Button(self.tr("Delete"), kind="danger")
        self.visit = Button(self.tr("Appointment"), "calendar-plus", "ghost")
        self.done = Button(self.tr("Done"), kind="primary")

    def _make_lists(self) -> None:
        self.todo_row = TodoRow(self)
        self.todo_model, self.todos = (
            ValueModel(parent=self),
            RowList(self.todo_row, ground="raised"),
        )
        self.file_model, self.files = ValueModel(parent=self), RowList(FileRow(), ground="raised")
        self.history_model = ValueModel(parent=self)
        self.history = RowList(TimelineRow(), measured=True, ground="raised")
        self.lists = (
            (self.todos, self.todo_model, self.tr("To do")),
            (self.files, self.file_model, self.tr("Files")),
            (self.history, self.history_model, self.tr("What happened")),
        )
        for view, model, name in self.lists:
            view.setModel(model)
            view.setAccessibleName(name)
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add_file = Button(self.tr("Add file"), "paperclip", "ghost", small=True)
        self.files_head = QWidget()
        head = QHBoxLayout(self.files_head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Label(self.tr("Files"), "strong"))
        head.addStretch(1)
        head.addWidget(self.add_file)
        self.history_head = Label(self.tr("What happened"), "strong")

    def _compose(self) -> None:
        self.body.addLayout(head_row(self.title, self.finish, self.tr("Close")))
        self.body.addWidget(self.title_error)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addLayout(side_by_side((self.account, 1), (self.contact, 1)))
        column.addLayout(side_by_side((self.amount, 3), (self.currency, 2), (self.expected, 4)))
        column.addLayout(side_by_side((self.stage, 4), (self.state, 3), (self.owner, 4)))
        column.addWidget(self.reason)
        self.step_row = QWidget()
        row = side_by_side((self.step, 5), (self.step_day, 4))
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.step_add, self.series):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.step_row.setLayout(row)
        column.addWidget(self.step_row)
        for widget in (self.todos, self.note, self.files_head, self.files, self.history_head,
                       self.history):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        self._area = _Fields()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(self._inner)
        # The area gives its widget a ground of its own; the popover's shall be seen.
        self._inner.setAutoFillBackground(False)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(Rule())
        self.body.addLayout(foot_row((self.delete, self.visit), self.saved_mark, self.done))

    def fit(self) -> None:
        """Give the lists the height of their rows, and the popover what the window has room for."""
        for view, _, _ in self.lists:
            view.measure_rows()
            view.setFixedHeight(max(view.content_height(), 1))
        self._inner.layout().activate()
        self._area.updateGeometry()
        self.refit()

    def show_currency(self, code: str) -> None:
        """Choose a currency; one that is not in the list joins it."""
        codes = CURRENCIES if code in CURRENCIES else (code, *CURRENCIES)
        self.currency.set_options([(one, one) for one in codes], code)
