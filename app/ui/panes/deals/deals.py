"""The page of deals: a board of stages, or a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.models import money
from app.models.deal import STATES, Deal
from app.models.errors import Refusal
from app.models.operations import deals
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import board, records
from app.storage.settings import setting
from app.ui import book_time, words
from app.ui.pane import ListWish, Pane
from app.ui.panes.calendar.start_steps import ask_steps
from app.ui.panes.deals import deal_menu
from app.ui.panes.deals.deal_board import DealBoard, StageValue
from app.ui.panes.deals.deal_list import DealList
from app.ui.panes.deals.deal_lists_out import board_wish, list_wish
from app.ui.panes.deals.deal_page import DealPopover
from app.ui.panes.deals.deal_reason import ReasonPopover
from app.ui.panes.deals.deal_values import card_of, sum_words, sums
from app.ui.panes.page_parts import export_button
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Rule
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl

FOLLOWS = ("deal", "stage", "pipeline", "task", "appointment", "account", "contact", "staff")


class DealsPane(Pane):
    """``clock`` gives the wall time of now: what is late, and what was won this year."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = book_time.now,
    ) -> None:
        super().__init__(session, parent)
        self._clock, self._mode, self._staff = clock, "board", 0
        self._order: dict[int, list[int]] = {}
        self._popover: DealPopover | None = None
        self._reason: ReasonPopover | None = None
        self.board = DealBoard()
        self.list = DealList(session, clock=clock)
        new = Button(self.tr("New deal"), "plus", "primary")
        new.clicked.connect(self.new_record)
        self.empty = EmptyState(
            self.tr("Add a deal when someone asks for a price"),
            self.tr("It moves from stage to stage until it is won."),
            choices=[new],
        )
        self._count = Label("", "body", "text2")
        self.modes = SegmentedControl(
            [("board", self.tr("Board"), "square-kanban"), ("list", self.tr("List"), "list")],
            "board",
        )
        self.anyone = Button(self.tr("Anyone"), "user")
        self._stack = QStackedWidget()
        self._compose()
        self._connect()

    def _compose(self) -> None:
        for view in (self.board, self.list, self.empty):
            self._stack.addWidget(view)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 16, 12)
        head.setSpacing(8)
        head.addWidget(Label(self.tr("Deals"), "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        new = Button(self.tr("New deal"), "plus", "primary")
        new.clicked.connect(self.new_record)
        for widget in (self.modes, self.anyone, export_button(self), new):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule("border"))
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.modes.chosen.connect(self.show_mode)
        self.board.deal_opened.connect(self.open_deal)
        self.board.move_asked.connect(self.move_deal)
        self.board.close_asked.connect(self.close_deal)
        self.board.add_asked.connect(self._add)
        self.board.delete_asked.connect(lambda one: self.delete_deals([one]))
        self.board.menu_asked.connect(lambda one, at: self._open_menu([one], at))
        self.board.outcome_opened.connect(self._show_outcome)
        self.list.deal_opened.connect(self.open_deal)
        self.list.delete_asked.connect(self.delete_deals)
        self.list.menu_asked.connect(self._open_menu)
        self.session.changed.connect(self._follow)

    # What is shown ---------------------------------------------------------------------------

    def load(self) -> None:
        """Read every open deal."""
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        if not self.entered:
            return
        self._fill_anyone()
        today = self._clock().date()
        rows = self.session.read(board.open_deals, today.isoformat())
        self._order = {}
        for row in rows:
            self._order.setdefault(row["stage_id"], []).append(row["id"])
        shown = [row for row in rows if not self._staff or row["staff_id"] == self._staff]
        self._say_count(shown)
        stages = self.session.read(board.stages)
        results = self.session.read(board.outcomes, str(today.year))
        self.board.show_stages(self._stage_values(stages, shown), _outcome_words(results))
        self._show_view(bool(rows or results))

    def _show_view(self, any_deal: bool) -> None:
        any_deal = any_deal or self._any_closed()
        view: QWidget = self.list if self._mode == "list" else self.board
        if not any_deal and not (self._popover and self._popover.isVisible()):
            view = self.empty
        self._stack.setCurrentWidget(view)
        if view is self.list:
            self.list.show_ids(self._own_ids())

    def _any_closed(self) -> bool:
        return any(self.session.read(board.closed_deals, state, "", 1) for state in ("won", "lost"))

    def _own_ids(self) -> tuple[int, ...] | None:
        if not self._staff:
            return None
        today = self._clock().date().isoformat()
        rows = self.session.read(board.open_deals, today)
        for state in ("won", "lost", "later"):
            rows += self.session.read(board.closed_deals, state, today, 100_000)
        return tuple(row["id"] for row in rows if row["staff_id"] == self._staff)

    def _stage_values(
        self, stages: list[dict[str, Any]], rows: list[dict[str, Any]]
    ) -> list[StageValue]:
        today = self._clock().date()
        named = [(stage["id"], stage["name"]) for stage in stages]
        if not named:
            named = [(0, name) for name in deals.FIRST_STAGES]
        whole = sums(rows)
        values = []
        for stage_id, name in named:
            own = [row for row in rows if row["stage_id"] == stage_id]
            amounts = sums(own)
            main = next(iter(whole), "")
            share = amounts.get(main, 0) / whole[main] if main else 0.0
            cards = tuple(card_of(row, today) for row in own)
            values.append(StageValue(stage_id, name, cards, sum_words(amounts), share))
        return values

    def _say_count(self, rows: list[dict[str, Any]]) -> None:
        amounts = sum_words(sums(rows))
        count = self.tr("{} open").format(len(rows))
        self._count.set_text(", ".join(part for part in (count, amounts) if part))

    def _fill_anyone(self) -> None:
        staff = self.session.read(records.staff)
        self.anyone.setVisible(bool(staff))
        menu = QMenu(self.anyone)
        names = {0: self.tr("Anyone")} | {row["id"]: row["name"] for row in staff}
        if self._staff not in names:
            self._staff = 0
        for key, name in names.items():
            entry = QAction(name.replace("&", "&&"), menu, checkable=True)
            entry.setChecked(key == self._staff)
            entry.triggered.connect(lambda _on=False, one=key: self.show_staff(one))
            menu.addAction(entry)
        self.anyone.set_menu(menu)
        self.anyone.setText(names[self._staff])

    def show_staff(self, staff_id: int) -> None:
        """Show the deals that one of us looks after; 0 shows everybody's."""
        self._staff = staff_id
        self.refresh()

    def show_mode(self, mode: str) -> None:
        """Show the board or the list."""
        self._mode = mode
        self.modes.set_current(mode)
        if mode == "list":
            self.list.show_list()
        self.refresh()

    def show_list(self, rule: str | None, _name: str = "") -> None:
        """Show the deals that came to an end that way: won or lost."""
        if rule:
            self._show_outcome(rule)

    def _show_outcome(self, state: str) -> None:
        self.show_mode("list")
        self.list.show_state(state)

    def _follow(self, changes: Changes) -> None:
        if self.entered and changes.touches(*FOLLOWS):
            self.refresh()

    # Deals -----------------------------------------------------------------------------------

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a deal with its editor."""
        if kind == "deal":
            self.enter()
            self.open_deal(record_id)

    def open_deal(self, deal_id: int) -> None:
        """Open the editor beside a deal."""
        row = self.session.read(board.deal, deal_id, self._clock().date().isoformat())
        if row is None:
            self.session.say(self.tr("This deal is not in the book."), kind="info", undo=False)
            return
        self.board.choose(deal_id)
        self._editor().open_for(deal_id, self._near(deal_id))
        self.record_shown.emit("deal", deal_id)

    def new_record(self) -> None:
        """Begin a deal in the first stage; it is kept once it has a title."""
        self.enter()
        draft = Deal(currency=self.session.read(setting, "currency"), staff_id=self._staff or None)
        near = QRect(QPoint(self.width() // 3, 60), self.size() / 20)
        self._editor().open_new(
            draft, QRect(self.mapTo(self.window(), near.topLeft()), near.size())
        )

    def _editor(self) -> DealPopover:
        if self._popover is None:
            self._popover = DealPopover(self.session, self.window(), clock=self._clock)
            self._popover.closed.connect(self.refresh)
            self._popover.record_requested.connect(self.record_requested)
            self._popover.appointment_requested.connect(self.appointment_requested)
            self._popover.lost_asked.connect(self._ask_reason)
        return self._popover

    def _near(self, deal_id: int) -> QRect:
        view: QWidget = self.list if self._mode == "list" else self.board
        box = self.list.row_box(deal_id) if view is self.list else self.board.card_box(deal_id)
        if box is None:
            box = QRect(QPoint(view.width() // 3, 20), view.size() / 20)
        return QRect(view.mapTo(self.window(), box.topLeft()), box.size())

    def _add(self, place: int, title: str, amount: str) -> None:
        currency = self.session.read(setting, "currency")
        minor = money.parse(amount, currency)
        column = self.board.columns[place].add
        if minor is None:
            column.amount.set_error(self.tr("That is no amount."))
            return
        draft = Deal(title=title, amount=minor, currency=currency, staff_id=self._staff or None)
        try:
            made = self.session.do(deals.add_deal_at, draft, place)
        except Refusal as refusal:
            column.title.set_error(refusal.message)
            return
        column.close_form()
        self.session.say(self.tr("“{}” added").format(title))
        self.board.choose(made)

    def move_deal(self, deal_id: int, stage_id: int, before: int | None) -> None:
        """Move a deal to a stage, before another card or to the end; Undo stands in the toast."""
        cards = [one for one in self._order.get(stage_id, []) if one != deal_id]
        place = cards.index(before) if before in cards else len(cards)
        if before is None and self._staff:
            place = self._after_shown(cards, stage_id, deal_id)
        if self._done(deals.move_deal, deal_id, stage_id, place):
            self.session.say(self.session.store.last_changes.label)
            self.board.choose(deal_id)

    def _after_shown(self, cards: list[int], stage_id: int, deal_id: int) -> int:
        """The place after the last card that is shown, where some are hidden by a filter."""
        column = next(one for one in self.board.columns if one.stage_id == stage_id)
        shown = [one for one in column.ids() if one != deal_id]
        return cards.index(shown[-1]) + 1 if shown else 0

    def _open_menu(self, ids: Sequence[int], where: QPoint) -> None:
        deal_menu.open_menu(QMenu(self), self, ids, where)

    def start_steps(self, deal_id: int) -> None:
        """Ask which series of steps to start for a deal."""
        ask_steps(self.session, self.window(), "deal", deal_id, self._clock().date())

    def move_deals(self, ids: Sequence[int], stage_id: int) -> None:
        """Move deals to the end of a stage, in one step."""
        if len(ids) == 1:
            self.move_deal(ids[0], stage_id, None)
        elif self._done(deals.move_deals, ids, stage_id):
            self.session.say(self.session.store.last_changes.label)

    def close_deal(self, deal_id: int, state: str) -> None:
        """Say how a deal ended; one that is lost may be given a reason first."""
        self.close_deals([deal_id], state)

    def close_deals(self, ids: Sequence[int], state: str) -> None:
        """Say how deals ended, in one step; a single lost one may be given a reason first."""
        if state == "lost" and len(ids) == 1:
            self._ask_reason(ids[0])
        else:
            self._close(ids, state, "")

    def _close(self, ids: Sequence[int], state: str, reason: str) -> None:
        title = self.session.read(records.title, "deal", ids[0])[0]
        today = self._clock().date().isoformat()
        if not title or not self._done(deals.close_deals, ids, state, on=today, reason=reason):
            return
        what = f"“{title}”" if len(ids) == 1 else words.counted(len(ids), "deal")
        self.session.say(f"{what}: {STATES[state].lower()}")

    def _done(self, operation: Callable[..., Any], *values: object, **named: object) -> bool:
        try:
            self.session.do(operation, *values, **named)
        except Refusal as refusal:
            self.session.say(refusal.message, kind="warn", undo=False)
            return False
        return True

    def _ask_reason(self, deal_id: int) -> None:
        if self._reason is None:
            self._reason = ReasonPopover(self.window())
            self._reason.settled.connect(self._lose)
        self.board.dim(deal_id)
        near = self.board.zones["lost"] if self.board.isVisible() else self.anyone
        self._reason.ask(deal_id, near)

    def _lose(self, deal_id: int, reason: str) -> None:
        self.board.dim(0)
        self._close([deal_id], "lost", reason)

    def delete_deals(self, ids: Sequence[int]) -> None:
        """Delete deals, with Undo."""
        title = self.session.read(records.title, "deal", ids[0])[0]
        if self._done(deals.delete_deals, ids):
            many = self.tr("{} deleted").format(words.counted(len(ids), "deal"))
            self.session.say(self.tr("“{}” deleted").format(title) if len(ids) == 1 else many)

    # The page --------------------------------------------------------------------------------

    def selected(self) -> list[tuple[str, int]]:
        """The chosen deals."""
        if self._mode == "list":
            return [("deal", one) for one in self.list.chosen_ids()]
        chosen = self.board.chosen_id()
        return [("deal", chosen)] if chosen else []

    def list_on_view(self) -> ListWish:
        """The list; of the board every card, stage by stage."""
        return list_wish(self.list) if self._mode == "list" else board_wish(self.board)

    def delete_selected(self) -> None:
        """Delete the chosen deals."""
        ids = [one for _, one in self.selected()]
        if ids:
            self.delete_deals(ids)

    def edit_selected(self) -> None:
        """Open the chosen deal."""
        for _, deal_id in self.selected()[:1]:
            self.open_deal(deal_id)

    def areas(self) -> list[QWidget]:
        """The board's columns, or the list."""
        columns = [column.cards for column in self.board.columns]
        return [self.list.table] if self._mode == "list" else [*columns]

    def save_layout(self) -> dict[str, object]:
        """Board or list."""
        return {"mode": self._mode}

    def restore_layout(self, layout: dict[str, object]) -> None:
        """Take that back."""
        if layout.get("mode") in ("board", "list"):
            self.show_mode(str(layout["mode"]))


def _outcome_words(rows: list[dict[str, Any]]) -> dict[str, str]:
    """How many deals lie behind each way out; only what was won is worth a sum."""
    found = {}
    for state in ("won", "lost", "later"):
        own = [row for row in rows if row["state"] == state]
        count = words.counted(sum(row["deals"] for row in own), "deal")
        total = sum_words(sums(own)) if state == "won" else ""
        found[state] = ", ".join(part for part in (count, total) if part)
    return found
