"""The board of deals: stages side by side, cards that are dragged, and three ways out below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.delegates.deal_card import GAP
from app.ui.delegates.rows import DealCardValue
from app.ui.delegates.views import render_row
from app.ui.panes.deals.deal_column import StageColumn
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Pressable
from app.ui.widgets.floating import KEPT_FREE

TURN = 1.6
EDGE = 28
SCROLL_MS = 30
OUTCOMES = (
    ("won", "trophy", "accent", "Won this year"),
    ("lost", "circle-x", "danger", "Lost"),
    ("later", "hourglass", "text2", "Later"),
)
_ROOM = 24


@dataclass(frozen=True, slots=True)
class StageValue:
    """A stage with its cards, its sum in words, and its share of all open deals (0 to 1)."""

    id: int
    name: str
    cards: tuple[DealCardValue, ...]
    total: str
    share: float


class DropZone(Pressable):
    """A way out of the board: a press shows those deals, a drop sends a deal there."""

    def __init__(self, state: str, icon: str, colour: str, text: str) -> None:
        super().__init__(text)
        self.state, self._icon, self._colour = state, icon, colour
        self._words, self.lit = "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def show_words(self, words: str) -> None:
        """Show how many and how much."""
        self._words = words
        self.setAccessibleName(f"{self.text()}, {words}")
        self.update()

    def light(self, lit: bool) -> None:
        """Tint it while a card would land here."""
        if lit != self.lit:
            self.lit = lit
            self.update()

    def _measure(self) -> QSize:
        return QSize(160, current().line("strong") + 26)

    def _draw(self, canvas: Canvas) -> None:
        edge = "accent" if self.lit else "border_strong" if self.hovered else "border"
        style = Qt.PenStyle.DashLine if self.lit else Qt.PenStyle.SolidLine
        fill = "accent_tint" if self.lit else "surface"
        canvas.box(QRectF(self.rect()), Radius.card, fill, edge, 1.5 if self.lit else 1, style)
        canvas.icon(canvas.rect(13, canvas.height / 2 - 8, 16, 16), self._icon, self._colour)
        room = canvas.width - 39 - 14
        name = min(canvas.text_width(self.text(), "strong"), room)
        canvas.text(canvas.rect(39, 0, name, canvas.height), self.text(), "strong")
        width = min(canvas.text_width(self._words, "small"), max(room - name - 8, 0))
        box = canvas.rect(canvas.width - 14 - width, 0, width, canvas.height)
        canvas.text(box, self._words, "small", "text2", "end")
        self._draw_ring(canvas, Radius.card)


class DealBoard(QWidget):
    """Show stages; it reports wishes and changes nothing itself."""

    deal_opened = Signal(object)
    move_asked = Signal(object, object, object)
    """deal id, stage id, the id of the card it shall stand before or ``None`` for the end."""
    close_asked = Signal(object, str)
    delete_asked = Signal(object)
    add_asked = Signal(int, str, str)
    """Number of the column, title, amount as typed."""
    outcome_opened = Signal(str)
    menu_asked = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: list[StageColumn] = []
        self._held: tuple[int, StageColumn, QPoint] | None = None
        self._target: tuple[StageColumn, int] | DropZone | None = None
        self._where = QPoint()
        self._ghost: QLabel | None = None
        self._row_widget = QWidget()
        self._row = QHBoxLayout(self._row_widget)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._row_widget)
        self._area.viewport().setAutoFillBackground(False)
        self._row_widget.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.zones = {one[0]: DropZone(*one) for one in OUTCOMES}
        for zone in self.zones.values():
            zone.setObjectName(KEPT_FREE)
            zone.clicked.connect(lambda _on=False, z=zone: self.outcome_opened.emit(z.state))
            foot.addWidget(zone)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self._clock = QTimer(self)
        self._clock.setInterval(SCROLL_MS)
        self._clock.timeout.connect(self._scroll_at_edges)

    # Showing ---------------------------------------------------------------------------------

    def show_stages(self, stages: Sequence[StageValue], outcomes: Mapping[str, str]) -> None:
        """Show these stages and what lies behind the ways out."""
        self._end_drag()
        if [(one.id, one.name) for one in stages] != [
            (column.stage_id, column.name) for column in self.columns
        ]:
            self._make_columns(stages)
        for column, stage in zip(self.columns, stages, strict=True):
            column.show_cards(stage.cards, stage.total, stage.share)
        for state, zone in self.zones.items():
            zone.show_words(outcomes.get(state, ""))

    def _make_columns(self, stages: Sequence[StageValue]) -> None:
        while self._row.count():
            widget = self._row.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        self.columns = [StageColumn(stage.id, stage.name) for stage in stages]
        for number, column in enumerate(self.columns):
            column.setMinimumWidth(232)
            self._row.addWidget(column, 1)
            cards = column.cards
            cards.pressed_card.connect(self.deal_opened)
            cards.opened.connect(self.deal_opened)
            cards.delete_asked.connect(self.delete_asked)
            cards.menu_asked.connect(self.menu_asked)
            cards.drag_begun.connect(self._begin_drag)
            cards.dragged.connect(self._follow_drag)
            cards.dropped.connect(self._drop)
            cards.move_asked.connect(self._move_by_key)
            cards.step_asked.connect(lambda by, at=number: self._go_to_column(at, by))
            column.add.added.connect(
                lambda title, amount, at=number: self.add_asked.emit(at, title, amount)
            )

    def choose(self, deal_id: int) -> None:
        """Choose a card and bring it into view."""
        for column in self.columns:
            row = column.model.row_of(deal_id)
            if row >= 0:
                column.cards.choose_row(row)
                column.cards.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(column)
            else:
                column.cards.clearSelection()

    def chosen_id(self) -> int:
        """The chosen card, or 0."""
        for column in self.columns:
            rows = column.cards.selected_rows()
            if rows:
                return int(column.cards.id_at(rows[0]) or 0)
        return 0

    def dim(self, deal_id: int) -> None:
        """Show that a card is on its way out; 0 shows all as they are."""
        for column in self.columns:
            column.hide_slot(deal_id or None)

    def card_box(self, deal_id: int) -> QRect | None:
        """Where a card stands in this board."""
        for column in self.columns:
            box = column.card_box(deal_id)
            if box is not None:
                corner = column.cards.viewport().mapTo(self, box.topLeft())
                return QRect(corner, box.size())
        return None

    # Keys ------------------------------------------------------------------------------------

    def _column_of(self, deal_id: int) -> tuple[int, int] | None:
        for number, column in enumerate(self.columns):
            ids = column.ids()
            if deal_id in ids:
                return number, ids.index(deal_id)
        return None

    def _move_by_key(self, deal_id: int, across: int, down: int) -> None:
        found = self._column_of(deal_id)
        if found is None:
            return
        number, place = found
        if across:
            target = number + (-across if self._rtl() else across)
            if 0 <= target < len(self.columns):
                ids = self.columns[target].ids()
                before = ids[place] if place < len(ids) else None
                self.move_asked.emit(deal_id, self.columns[target].stage_id, before)
            return
        others = [one for one in self.columns[number].ids() if one != deal_id]
        if 0 <= place + down <= len(others):
            before = others[place + down] if place + down < len(others) else None
            self.move_asked.emit(deal_id, self.columns[number].stage_id, before)

    def _go_to_column(self, number: int, by: int) -> None:
        target = number + (-by if self._rtl() else by)
        while 0 <= target < len(self.columns):
            cards = self.columns[target].cards
            if cards.model().rowCount():
                row = max(self.columns[number].cards.currentIndex().row(), 0)
                self.columns[number].cards.clearSelection()
                cards.setFocus(Qt.FocusReason.TabFocusReason)
                cards.choose_row(min(row, cards.model().rowCount() - 1))
                return
            target += by

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives a drag up."""
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            self._end_drag()
            return
        super().keyPressEvent(event)

    # Dragging --------------------------------------------------------------------------------

    def _begin_drag(self, deal_id: int, where: QPoint, grip: QPoint) -> None:
        found = self._column_of(deal_id)
        if found is None:
            return
        column = self.columns[found[0]]
        self._held = (deal_id, column, grip)
        value = column.model.value(column.model.row_of(deal_id))
        box = column.card_box(deal_id) or QRect(0, 0, 240, 120)
        self._ghost = QLabel(self.window())
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.setPixmap(_ghost_picture(column, value, box.size(), self.devicePixelRatioF()))
        self._ghost.adjustSize()
        self._ghost.show()
        column.hide_slot(deal_id)
        self._clock.start()
        self._follow_drag(where)

    def _follow_drag(self, where: QPoint) -> None:
        if self._held is None or self._ghost is None:
            return
        self._where = where
        deal_id, _, grip = self._held
        corner = self.window().mapFromGlobal(where) - grip - QPoint(_ROOM, _ROOM)
        self._ghost.move(corner)
        self._ghost.raise_()
        self._aim(where, deal_id)

    def _aim(self, where: QPoint, deal_id: int) -> None:
        target: tuple[StageColumn, int] | DropZone | None = None
        for zone in self.zones.values():
            over = QRect(zone.mapToGlobal(QPoint(0, 0)), zone.size()).contains(where)
            zone.light(over)
            target = zone if over else target
        if target is None:
            for column in self.columns:
                if QRect(column.mapToGlobal(QPoint(0, 0)), column.size()).contains(where):
                    y = column.cards.viewport().mapFromGlobal(where).y()
                    target = (column, column.place_at(y))
                    break
        if target == self._target:
            return
        self._target = target
        for column in self.columns:
            if isinstance(target, tuple) and target[0] is column:
                column.show_slot(target[1], self.tr("Move to {}").format(column.name), deal_id)
            else:
                column.hide_slot(deal_id)

    def _scroll_at_edges(self) -> None:
        if self._held is None:
            return
        x = self._area.viewport().mapFromGlobal(self._where).x()
        bar = self._area.horizontalScrollBar()
        if x < EDGE or x > self._area.viewport().width() - EDGE:
            bar.setValue(bar.value() + (-14 if x < EDGE else 14))
        if isinstance(self._target, tuple):
            cards = self._target[0].cards
            y = cards.viewport().mapFromGlobal(self._where).y()
            if y < EDGE or y > cards.viewport().height() - EDGE:
                scroll = cards.verticalScrollBar()
                scroll.setValue(scroll.value() + (-10 if y < EDGE else 10))
        self._aim(self._where, self._held[0])

    def _drop(self, where: QPoint) -> None:
        if self._held is None:
            return
        self._follow_drag(where)
        deal_id, target = self._held[0], self._target
        self._end_drag()
        if isinstance(target, DropZone):
            self.close_asked.emit(deal_id, target.state)
        elif target is not None:
            column, place = target
            self._drop_in(column, place, deal_id)

    def _drop_in(self, column: StageColumn, place: int, deal_id: int) -> None:
        ids = column.ids()
        rest = ids[place:]
        before = next((one for one in rest if one != deal_id), None)
        if deal_id in ids:
            at = ids.index(deal_id)
            if place in (at, at + 1):
                return
        self.move_asked.emit(deal_id, column.stage_id, before)

    def _end_drag(self) -> None:
        self._clock.stop()
        if self._ghost is not None:
            self._ghost.hide()
            self._ghost.deleteLater()
            self._ghost = None
        if self._held is not None:
            self._held[1].cards.let_go()
        self._held = self._target = None
        for column in self.columns:
            column.hide_slot()
        for zone in self.zones.values():
            zone.light(False)


def _ghost_picture(column: StageColumn, value: object, size: QSize, dpr: float) -> QPixmap:
    """A card with its shadow, turned a little so that it reads as held."""
    card = render_row(column.delegate, value, (size.width(), size.height()), dpr)
    whole = QPixmap(
        round((size.width() + 2 * _ROOM) * dpr), round((size.height() + 2 * _ROOM) * dpr)
    )
    whole.setDevicePixelRatio(dpr)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    try:
        box = QRect(_ROOM, _ROOM, size.width(), size.height() - GAP)
        paint.shadow(painter, box, Radius.card, 1, dpr)
        painter.drawPixmap(QPoint(_ROOM, _ROOM), card)
    finally:
        painter.end()
    return paint.turned(whole, TURN)
