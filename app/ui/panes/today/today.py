"""Today: what is due, who is worth a call, who comes, and how the month goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.models.qt.session import Session
from app.storage.changes import Changes
from app.ui import book_time
from app.ui.delegates.small_rows import AppointmentRow, TodoRow
from app.ui.delegates.views import RowList
from app.ui.pane import ListWish, Pane
from app.ui.panes.page_parts import export_button
from app.ui.panes.today.today_deeds import TodayDeeds
from app.ui.panes.today.today_facts import ALL_CALLS, MOST_CALLS, MOST_TASKS, Facts, gather
from app.ui.panes.today.today_lists import CardRows, ListCard
from app.ui.panes.today.today_wishes import new_menu, todo_wish
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import NumberCard
from app.ui.widgets.label import Label

if TYPE_CHECKING:
    from app.ui.panes.today.today_calendar import TodayCalendar

_FIGURE_PAGES = ("deals", "deals", "contacts", "documents")
EVERY_MS = 60_000
SHOWN_FIRST_MS = 40
"""So long what was known stands there before the book is read again."""
PRINTED = 12
"""So many to-dos, and people worth a call, stand on the page of the day."""
ALL_TASKS = 200


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
        self.facts: Facts | None = None
        self.deeds = TodayDeeds(session, self, clock)
        self._calendar: TodayCalendar | None = None
        self._stale, self._pressed = True, False
        self._all_tasks = self._all_calls = False
        self.headline = Label("", "hero")
        self.sentence = Label("", "body", "text2")
        self.plan = Button(self.tr("Plan my day"), "printer")
        self.new = Button(self.tr("New"), "plus", "primary", menu=new_menu(self))
        self.figures = [NumberCard(one) for one in ("Open deals", "Won this month",
                                                    "New contacts", "Letters made")]  # fmt: skip
        self._painters = [TodoRow(more=True) for _ in range(4)] + [AppointmentRow(more=True)]
        todo, call, over, born, meeting = self._painters
        self.tasks = ListCard(self.tr("To do"), todo, self.tr("Nothing to do."),
                              self.tr("Show all"))  # fmt: skip
        self.tasks.rows.moves = True
        self.calls = ListCard(
            self.tr("Worth a call"), call, self.tr("Everybody heard from you lately."),
            self.tr("Show all"),
        )  # fmt: skip
        self.unsettled = ListCard(self.tr("Did it take place?"), over, "")
        self.appointments = ListCard(
            self.tr("Appointments"), meeting, self.tr("No appointment today."),
            self.tr("Calendar"),
        )  # fmt: skip
        self.birthdays = ListCard(self.tr("Birthdays"), born, self.tr("No birthday this week."))
        self._minute = QTimer(self, interval=EVERY_MS)
        self._again = QTimer(self, interval=SHOWN_FIRST_MS, singleShot=True)
        for timer in (self._minute, self._again):
            timer.timeout.connect(self.refresh)
        self._compose()
        self._connect()

    def _compose(self) -> None:
        inner = QWidget()
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.headline)
        words.addWidget(self.sentence)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        for button in (export_button(self), self.plan, self.new):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
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
        self.tasks.link_pressed.connect(self._show_all)
        self.appointments.link_pressed.connect(lambda: self.page_requested.emit("calendar"))
        self.calls.link_pressed.connect(self._show_all_calls)
        for number, card in enumerate(self.figures):
            card.clicked.connect(lambda _=False, place=number: self._open_figure(place))
        for card in self._cards():
            card.rows.clicked.connect(self._clicked)
            card.rows.opened.connect(self.open_row)
            card.rows.spaced.connect(self._usual)
            card.rows.shifted.connect(self.deeds.shift)
            card.rows.menu_wished.connect(self.deeds.show_menu)
            card.rows.focused.connect(partial(self._leave_others, card))
        for painter in self._painters:
            painter.more_pressed.connect(self._more_pressed)
        self._painters[0].ticked.connect(self._circle_pressed)
        self.session.changed.connect(self._follow)

    # Reading -----------------------------------------------------------------------------------

    def enter(self) -> None:
        """Read again what may have passed meanwhile; what is known stands there at once."""
        super().enter()
        if self.facts is None or self._stale:
            self.refresh()
        else:
            self._again.start()

    def refresh(self) -> None:
        """Read the book and show what it says of today."""
        most = ALL_TASKS if self._all_tasks else MOST_TASKS
        calls = ALL_CALLS if self._all_calls else MOST_CALLS
        self.facts = facts = gather(self.session, self._clock(), most, calls)
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
        self._again.stop()

    # Rows --------------------------------------------------------------------------------------

    def _cards(self) -> tuple[ListCard, ...]:
        return self.tasks, self.calls, self.appointments, self.unsettled, self.birthdays

    def _leave_others(self, card: ListCard) -> None:
        """One row of the page is chosen, not one of each card."""
        for other in self._cards():
            if other is not card:
                other.rows.clearSelection()

    def _place_of(self, row_id: object) -> tuple[CardRows, int] | None:
        found = ((card.rows, card.model.row_of(row_id)) for card in self._cards())
        return next((one for one in found if one[1] >= 0), None)

    def box_of(self, row_id: object) -> QRect:
        """Where a row stands in the window; the middle of the page when it is not seen."""
        place = self._place_of(row_id)
        if place is None:
            return QRect(self.mapTo(self.window(), QPoint(self.width() // 3, 80)), self.size() / 20)
        rows, row = place
        box = rows.visualRect(rows.model().index(row, 0))
        return QRect(rows.viewport().mapTo(self.window(), box.topLeft()), box.size())

    def _chosen_row(self) -> object:
        """The id of the row that the keyboard is on, or ``None``."""
        return next(
            (card.rows.current_id() for card in self._cards() if card.rows.hasFocus()), None
        )

    def open_row(self, row_id: object) -> None:
        """Open a row here: a to-do or an appointment in its editor, else go to the record."""
        if self.facts is None:
            return
        kind, record_id = self.facts.opens.get(row_id, ("", 0))
        if kind == "task":
            self.open_record(kind, record_id)
        elif row_id in self.facts.keys and self.unsettled.model.row_of(row_id) >= 0:
            more = self.calendar().deeds.more
            more.ask_outcome(self.facts.keys[row_id], self.box_of(row_id))
        elif row_id in self.facts.keys:
            self.calendar().deeds.open_event(self.facts.keys[row_id])
        elif kind:
            self.record_requested.emit(kind, record_id)

    def _usual(self, row_id: object) -> None:
        """What Space does: tick a to-do off, log a call, open the rest."""
        if self.tasks.model.row_of(row_id) >= 0:
            self.deeds.tick(row_id, True)
        elif self.calls.model.row_of(row_id) >= 0:
            self.deeds.log_call(row_id)
        else:
            self.open_row(row_id)

    def _clicked(self, index: QModelIndex) -> None:
        # Qt reports a press on the circle or the dots as a press on the row as well.
        pressed, self._pressed = self._pressed, False
        rows = self.sender()
        if not pressed and isinstance(rows, RowList):
            self.open_row(rows.id_at(index.row()))

    def _circle_pressed(self, task_id: object, done: bool) -> None:
        self._pressed = True
        self.deeds.tick(task_id, done)

    def _more_pressed(self, row_id: object) -> None:
        self._pressed = True
        place = self._place_of(row_id)
        if place is not None:
            self.deeds.show_menu(row_id, QCursor.pos())

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

    def _show_all_calls(self) -> None:
        self._all_calls = not self._all_calls
        self.refresh()

    def _show_all(self) -> None:
        self._all_tasks = not self._all_tasks
        self.refresh()

    # Where rows lead ---------------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a to-do in its editor, beside its row where that is on view."""
        if kind != "task" or self.session.store.get("task", record_id) is None:
            return
        row = self.tasks.model.row_of(record_id)
        if row >= 0:
            self.tasks.rows.choose_row(row)
        self.deeds.todo_editor().open_for(record_id, self.box_of(record_id))

    def calendar(self) -> TodayCalendar:
        """Appointments worked from here, made on first use: the day is painted without it."""
        if self._calendar is None:
            from app.ui.panes.today.today_calendar import TodayCalendar

            self._calendar = TodayCalendar(self.session, self, self._clock)
            self._calendar.letter_requested.connect(self.letter_requested)
            self._column.insertWidget(1, self._calendar.panels.offer)
        return self._calendar

    def choose_appointment(self, key: tuple[int, str]) -> None:
        """Choose the row of an appointment."""
        row = self.appointments.model.row_of(key)
        if row >= 0:
            self.appointments.rows.choose_row(row)

    def appointment_box(self, key: tuple[int, str]) -> QRect:
        """Where the row of an appointment stands in the window."""
        row = next((row for row, one in self.facts.keys.items() if one == key and
                    self._place_of(row)), key) if self.facts else key  # fmt: skip
        return self.box_of(row)

    def go_to_row(self, row_id: object) -> None:
        """Show whom a row is about on their own page."""
        whom = self.deeds.whom(row_id)
        if whom is not None:
            self.record_requested.emit(*whom)

    def write_to(self, contact_id: int) -> None:
        """Begin a letter."""
        self.letter_requested.emit([contact_id])

    # Commands of the window --------------------------------------------------------------------

    def selected(self) -> list[tuple[str, int]]:
        """Whom the chosen row is about."""
        whom = self.deeds.whom(self._chosen_row())
        return [whom] if whom is not None else []

    def log_call(self) -> None:
        """Note a call with whom the chosen row is about."""
        self.deeds.log_call(self._chosen_row())

    def put_off(self) -> None:
        """Put the chosen to-do off."""
        rows = self.tasks.rows
        task_id = rows.current_id() if rows.selected_rows() else None
        if isinstance(task_id, int):
            self.deeds.put_off(task_id)
        else:
            self.session.say(self.tr("Choose a to-do first."), kind="info", undo=False)

    def new_record(self) -> None:
        """Write down a to-do."""
        self.command_requested.emit("new_todo")

    def edit_selected(self) -> None:
        """Open the chosen row."""
        if self._chosen_row() is not None:
            self.open_row(self._chosen_row())

    def delete_selected(self) -> None:
        """Delete the to-do or appointment that is chosen, with Undo."""
        chosen = self._chosen_row()
        if self.tasks.rows.hasFocus() and isinstance(chosen, int):
            self.deeds.delete(chosen)
        elif self.appointments.rows.hasFocus() and self.facts and chosen in self.facts.keys:
            self.calendar().deeds.delete(self.facts.keys[chosen])

    def print_page(self) -> None:
        """Print the day on one page."""
        from app.ui.panes.today.today_print import print_day

        facts = gather(self.session, self._clock(), PRINTED, PRINTED)
        print_day(self.session, facts, self.window())

    def list_on_view(self) -> ListWish:
        """Everything that is to do."""
        return todo_wish(self.session)

    def areas(self) -> list[QWidget]:
        """Head and the four lists."""
        return [self.plan, *(card.rows for card in self._cards())]


def _count(values: tuple[object, ...]) -> str:
    return str(len(values)) if values else ""
