"""Today: what is due, who is worth a call, who comes, and how the month goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.models.errors import Refusal
from app.models.operations import tasks
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import records
from app.ui import book_time
from app.ui.delegates.base import RowDelegate
from app.ui.delegates.small_rows import AppointmentRow, TodoRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.pane import Pane
from app.ui.panes.calendar.appointment_outcome import OutcomeCard
from app.ui.panes.today.today_facts import ALL_CALLS, MOST_CALLS, MOST_TASKS, Facts, gather
from app.ui.panes.today.todo_popover import TodoPopover, done_words
from app.ui.theme.icons import icon
from app.ui.theme.theme import current
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card, NumberCard
from app.ui.widgets.label import Label

_NEW = (
    ("new_contact", "Contact", "user-plus"),
    ("new_account", "Account", "building-2"),
    ("new_appointment", "Appointment", "calendar-plus"),
    ("new_deal", "Deal", "handshake"),
    ("new_todo", "To-do", "list-todo"),
)
_FIGURE_PAGES = ("deals", "deals", "contacts", "documents")
EVERY_MS = 60_000
ALL_TASKS = 200


class ListCard(Card):
    """A card that is a short list, as high as its rows; a line of words where there are none."""

    def __init__(self, title: str, delegate: RowDelegate, nothing: str, link: str = "") -> None:
        super().__init__(title, link=link, padding=0)
        self.model = ValueModel()
        self.rows = CardRows(delegate)
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(title)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Label(nothing, "body", "text2", wrap=True)
        self.nothing.setContentsMargins(15, 2, 15, 10)
        self.body.setContentsMargins(1, 0, 1, 6)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.nothing)
        current().changed.connect(self.fit)

    def show_values(self, values: tuple[object, ...], count: str = "") -> None:
        """Show other rows; the chosen one stays chosen where it is still there."""
        before = self.rows.current_id()
        self.model.set_values(values)
        if before is not None and self.model.row_of(before) >= 0:
            self.rows.setCurrentIndex(self.model.index(self.model.row_of(before), 0))
        self.set_count(count)
        self.rows.setVisible(bool(values))
        self.nothing.setVisible(not values)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows, without the line under the last one."""
        self.rows.setFixedHeight(max(1, self.rows.content_height() - 1))


class CardRows(RowList):
    """The rows of a card. Signal: `spaced(id)` when Space asks for the usual deed of a row."""

    spaced = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space does what is usual with the chosen row."""
        if event.key() == Qt.Key.Key_Space and self.current_id() is not None:
            self.spaced.emit(self.current_id())
            return
        super().keyPressEvent(event)


class TodayPane(Pane):
    """Signals beyond those of every pane: ``command_requested``, ``rows_requested``.

    The latter asks for the records behind a number: page, rule, name of the list.
    """

    command_requested = Signal(str)
    rows_requested = Signal(str, object, str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = book_time.now,
    ) -> None:
        super().__init__(session, parent)
        self._clock = clock
        self._facts: Facts | None = None
        self._editor: TodoPopover | None = None
        self._stale, self._ticked = True, False
        self._all_tasks = self._all_calls = False
        self._outcome: OutcomeCard | None = None
        self.headline = Label("", "hero")
        self.sentence = Label("", "body", "text2")
        self.plan = Button(self.tr("Plan my day"), "printer")
        self.new = Button(self.tr("New"), "plus", "primary", menu=self._new_menu())
        self.figures = [NumberCard(one) for one in ("Open deals", "Won this month",
                                                    "New contacts", "Letters made")]  # fmt: skip
        self._todo_row = TodoRow()
        self.tasks = ListCard(self.tr("To do"), self._todo_row, self.tr("Nothing to do."),
                              self.tr("Show all"))  # fmt: skip
        self.calls = ListCard(
            self.tr("Worth a call"), TodoRow(), self.tr("Everybody heard from you lately."),
            self.tr("Show all"),
        )  # fmt: skip
        self.unsettled = ListCard(self.tr("Did it take place?"), TodoRow(), "")
        self.appointments = ListCard(
            self.tr("Appointments"), AppointmentRow(), self.tr("No appointment today."),
            self.tr("Calendar"),
        )  # fmt: skip
        self.birthdays = ListCard(
            self.tr("Birthdays"), TodoRow(), self.tr("No birthday this week.")
        )
        self._minute = QTimer(self, interval=EVERY_MS)
        self._minute.timeout.connect(self.refresh)
        self._compose()
        self._connect()

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        for command, text, glyph in _NEW:
            action = menu.addAction(icon(glyph), text)
            action.setData(command)
        menu.triggered.connect(lambda action: self.command_requested.emit(action.data()))
        return menu

    def _compose(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.headline)
        words.addWidget(self.sentence)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.new, 0, Qt.AlignmentFlag.AlignVCenter)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card in self.figures:
            cards.addWidget(card, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        for box, members in (
            (left, (self.tasks, self.calls)),
            (right, (self.appointments, self.unsettled, self.birthdays)),
        ):
            box.setSpacing(16)
            for member in members:
                box.addWidget(member)
            box.addStretch(1)
        lists = QHBoxLayout()
        lists.setSpacing(16)
        lists.addLayout(left, 3)
        lists.addLayout(right, 2)
        column.addLayout(head)
        column.addLayout(cards)
        column.addLayout(lists, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def _connect(self) -> None:
        self.plan.clicked.connect(self.print_page)
        self._todo_row.ticked.connect(self._tick)
        self.tasks.link_pressed.connect(self._show_all)
        self.appointments.link_pressed.connect(lambda: self.page_requested.emit("calendar"))
        self.calls.link_pressed.connect(self._show_all_calls)
        for number, card in enumerate(self.figures):
            card.clicked.connect(lambda _=False, place=number: self._open_figure(place))
        for card in self._cards():
            card.rows.clicked.connect(self._clicked)
            card.rows.opened.connect(self._open)
            card.rows.spaced.connect(self._open)
        self.tasks.rows.spaced.disconnect(self._open)
        self.tasks.rows.spaced.connect(lambda task_id: self._tick(task_id, True, pressed=False))
        self.session.changed.connect(self._follow)

    # Reading -----------------------------------------------------------------------------------

    def enter(self) -> None:
        """Read again what may have passed meanwhile."""
        super().enter()
        self.refresh()

    def refresh(self) -> None:
        """Read the book and show what it says of today."""
        most = ALL_TASKS if self._all_tasks else MOST_TASKS
        calls = ALL_CALLS if self._all_calls else MOST_CALLS
        self._facts = facts = gather(self.session, self._clock(), most, calls)
        self._stale = False
        self.headline.set_text(facts.headline)
        said = (facts.sentence, book_time.computer_words())
        self.sentence.set_text(" ".join(one for one in said if one))
        for card, figure in zip(self.figures, facts.figures, strict=True):
            card.set_values(figure.number, figure.line, figure.bars)
        count = len(facts.tasks) + facts.more_tasks
        self.tasks.show_values(facts.tasks, f"{count:,}" if count else "")
        self.tasks.link.setVisible(self._all_tasks or bool(facts.more_tasks))
        self.tasks.link.setText(self.tr("Show fewer") if self._all_tasks else self.tr("Show all"))
        count = len(facts.calls) + facts.more_calls
        self.calls.show_values(facts.calls, f"{count:,}" if count else "")
        self.calls.link.setVisible(self._all_calls or bool(facts.more_calls))
        self.calls.link.setText(self.tr("Show fewer") if self._all_calls else self.tr("Show all"))
        self.unsettled.show_values(facts.unsettled, _count(facts.unsettled))
        self.unsettled.setVisible(bool(facts.unsettled))
        self.appointments.show_values(facts.appointments, _count(facts.appointments))
        self.birthdays.show_values(facts.birthdays)

    def _follow(self, _changes: Changes) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while on view."""
        super().showEvent(event)
        if self._stale and self.entered:
            self.refresh()
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._minute.stop()

    # Doing -------------------------------------------------------------------------------------

    def _cards(self) -> tuple[ListCard, ...]:
        return self.tasks, self.calls, self.appointments, self.unsettled, self.birthdays

    def _open(self, row_id: object) -> None:
        if self._facts is None:
            return
        kind, record_id = self._facts.opens.get(row_id, ("", 0))
        if row_id in [one.id for one in self._facts.unsettled]:
            self._ask_outcome(row_id)
        elif kind == "task":
            self.open_record(kind, record_id)
        elif kind:
            self.record_requested.emit(kind, record_id)

    def _ask_outcome(self, row_id: object) -> None:
        """Held? A note? What next? All of it without leaving the page."""
        if self._outcome is None:
            self._outcome = OutcomeCard(self.session, self.window(), clock=self._clock)
        rows, place = self.unsettled.rows, self.unsettled.model.row_of(row_id)
        box = rows.visualRect(self.unsettled.model.index(place, 0))
        corner = rows.viewport().mapTo(self.window(), box.topLeft())
        self._outcome.ask(self._facts.keys[row_id], QRect(corner, box.size()))  # type: ignore[union-attr]

    def _open_figure(self, place: int) -> None:
        """The records behind a number."""
        page = _FIGURE_PAGES[place]
        if page == "contacts":
            first = self._clock().date().replace(day=1)
            rule = f"created >= {first.isoformat()}"
            self.rows_requested.emit(page, rule, self.tr("New this month"))
        else:
            self.page_requested.emit(page)
            if place == 1:
                self.rows_requested.emit(page, "won", self.tr("Won"))

    def _clicked(self, index: QModelIndex) -> None:
        # Qt reports a press on the circle as a press on the row as well.
        ticked, self._ticked = self._ticked, False
        rows = self.sender()
        if not ticked and isinstance(rows, RowList):
            self._open(rows.id_at(index.row()))

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a to-do in its editor, beside its row where that is on view."""
        if kind != "task" or self.session.store.get("task", record_id) is None:
            return
        rows = self.tasks.rows
        row = self.tasks.model.row_of(record_id)
        box = QRect(self.width() // 3, 80, 40, 20)
        view: QWidget = self
        if row >= 0:
            box, view = rows.visualRect(self.tasks.model.index(row, 0)), rows.viewport()
            rows.choose_row(row)
        near = QRect(view.mapTo(self.window(), box.topLeft()), box.size())
        self._todo_editor().open_for(record_id, near)

    def _todo_editor(self) -> TodoPopover:
        if self._editor is None:
            self._editor = TodoPopover(self.session, self.window(), clock=self._clock)
            self._editor.record_requested.connect(self.record_requested)
        return self._editor

    def _show_all_calls(self) -> None:
        self._all_calls = not self._all_calls
        self.refresh()

    def _show_all(self) -> None:
        self._all_tasks = not self._all_tasks
        self.refresh()

    def _tick(self, task_id: object, done: bool, *, pressed: bool = True) -> None:
        self._ticked = pressed
        title = self.session.read(records.title, "task", task_id)[0]
        today = self._clock().date()
        try:
            again = self.session.do(tasks.tick_task, task_id, done=done, today=today)
        except Refusal as refusal:
            self.session.say(refusal.message, kind="warn", undo=False)
            return
        self.session.say(done_words(self.session, title, again, today))

    def new_record(self) -> None:
        """Write down a to-do."""
        self.command_requested.emit("new_todo")

    def delete_selected(self) -> None:
        """Delete the to-do that is chosen, with Undo."""
        task_id = self.tasks.rows.current_id()
        if task_id is None or not self.tasks.rows.hasFocus():
            return
        title = self.session.read(records.title, "task", task_id)[0]
        try:
            self.session.do(tasks.delete_tasks, [task_id])
        except Refusal as refusal:
            self.session.say(refusal.message, kind="warn", undo=False)
            return
        self.session.say(f"To-do “{title}” deleted.")

    def print_page(self) -> None:
        """Print the day on one page."""
        from app.ui.panes.today.today_print import print_day

        print_day(gather(self.session, self._clock()), self)

    def areas(self) -> list[QWidget]:
        """Head and the four lists."""
        return [self.plan, *(card.rows for card in self._cards())]


def _count(values: tuple[object, ...]) -> str:
    return str(len(values)) if values else ""
