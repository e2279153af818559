"""The page of one person or firm: head, what comes next, composer, timeline, details, form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models import money
from app.models.calendar.appointment import KINDS, parse_wall, zone_of
from app.models.qt.session import Session
from app.storage.changes import Changes
from app.storage.queries import timeline
from app.storage.wall_time import MINUTE, lasting
from app.ui import book_time, words
from app.ui.forms.address_block import address_text
from app.ui.forms.facts import Facts, Owner, read_facts
from app.ui.forms.field_spec import FieldSpec
from app.ui.forms.record_form import RecordForm
from app.ui.panes.files.file_keeping import FileDrop
from app.ui.panes.page_parts import TallColumn
from app.ui.panes.people.composer import Composer
from app.ui.panes.people.details_column import DetailsColumn
from app.ui.panes.people.record_head import RecordHead
from app.ui.panes.people.timeline_out import timeline_wish
from app.ui.panes.people.timeline_view import TimelineView
from app.ui.widgets.ground import NextCard, Scroll

FOLLOWS = (
    "contact", "account", "phone", "email_address", "address", "tagging", "tag", "contact_account",
    "activity", "appointment", "attendance", "deal", "stage", "document", "field", "field_value",
    "staff", "task", "household", "consent",
)  # fmt: skip


SIDE_WIDTH = 264
"""The details are never wider, and a third of the page where it is narrow."""


def open_outside(url: str) -> None:
    """Hand a link (tel:, mailto:, https:) to the program that the system has for it."""
    QDesktopServices.openUrl(QUrl(url))


class RecordPage(QWidget):
    """What contacts and accounts share. ``facts`` is None while nobody is on view.

    Signals: ``record_requested(str, id)``, ``letter_requested``, ``appointment_requested(dict)``,
    ``export_requested(ListWish)``, ``gone`` when the record is not in the book any more, ``shown``.
    """

    kind: Owner = "contact"
    back_words = ""

    record_requested = Signal(str, object)
    letter_requested = Signal()
    appointment_requested = Signal(object)
    export_requested = Signal(object)
    tag_pressed = Signal(str)
    back_pressed = Signal()
    gone = Signal()

    def __init__(
        self,
        session: Session,
        *,
        clock: Callable[[], datetime] = book_time.now,
        open_url: Callable[[str], None] = open_outside,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.clock, self._open_url = session, clock, open_url
        self.facts: Facts | None = None
        self._form: RecordForm | None = None
        drop = FileDrop(self, takes=lambda: self.facts is not None)
        drop.dropped.connect(lambda paths: self.composer.add_files(paths))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = RecordHead(session, back=self.back_words)
        self.stack = QStackedWidget()
        self.scroll = Scroll(self._compose_body())
        self.stack.addWidget(self.scroll)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self._connect()
        self.fill_menu()

    def _connect(self) -> None:
        self.head.verb_pressed.connect(self.press_verb)
        self.head.edit_toggled.connect(self.set_editing)
        self.head.back_pressed.connect(self.back_pressed)
        other: Owner = "account"
        self.head.company_pressed.connect(lambda row_id: self.record_requested.emit(other, row_id))
        self.head.tags.tag_pressed.connect(self.tag_pressed)
        self.details.activated.connect(self._act)
        self.composer.appointment_requested.connect(self.appointment_requested)
        self.timeline.record_requested.connect(self._open_entry)
        self.timeline.row_reached.connect(self._follow_row)
        self.session.changed.connect(self._follow)

    def _compose_body(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(24, 20, 24, 24)
        row.setSpacing(28)
        left = QVBoxLayout()
        left.setSpacing(16)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        self.next_visit = NextCard("calendar", "violet")
        self.next_visit.clicked.connect(lambda: self._open_next("appointment"))
        self.next_deal = NextCard("handshake", "evergreen")
        self.next_deal.clicked.connect(lambda: self._open_next("deal"))
        cards.addWidget(self.next_visit, 1)
        cards.addWidget(self.next_deal, 1)
        left.addLayout(cards)
        self.composer = Composer(self.session, clock=self.clock)
        self.timeline = TimelineView(self.session, clock=self.clock)
        self.add_above(left)
        left.addWidget(self.composer)
        self.add_between(left)
        left.addWidget(self.timeline)
        left.addStretch(1)
        row.addLayout(left, 2)
        right = TallColumn()
        right.setMaximumWidth(SIDE_WIDTH)
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(10)
        self.details = DetailsColumn(self.session)
        side.addWidget(self.details)
        self.add_side(side)
        side.addStretch(1)
        row.addWidget(right, 1)
        return body

    # What kinds of page add -------------------------------------------------------------------

    def add_above(self, column: QVBoxLayout) -> None:
        """Put more above the composer."""

    def add_between(self, column: QVBoxLayout) -> None:
        """Put more between composer and timeline."""

    def add_side(self, column: QVBoxLayout) -> None:
        """Put more below the details."""

    def specs(self, facts: Facts) -> Sequence[FieldSpec]:
        """The fields of the details."""
        raise NotImplementedError

    def show_more(self, facts: Facts) -> None:
        """Fill what the page added."""

    def fill_menu(self) -> None:
        """Fill the menu behind the three dots."""
        menu = self.head.menu
        menu.addAction(self.tr("Start a series of steps…"), self.start_steps)
        menu.addAction(self.tr("Copy as text"), self.copy_text)
        menu.addAction(self.tr("Export timeline…"), self.export_timeline)
        menu.addAction(self.tr("Show history"), self.show_history)

    def export_timeline(self) -> None:
        """Hand out everything that happened with whom is on view."""
        if self.facts is not None:
            people = self.timeline.with_people
            wish = timeline_wish(self.session, self.facts, self.clock(), with_people=people)
            self.export_requested.emit(wish)

    def start_steps(self) -> None:
        """Ask which series of steps to start for whom is on view."""
        from app.ui.panes.calendar.start_steps import ask_steps

        if self.facts is not None:
            corner = self.head.more.mapTo(self.window(), QPoint(0, 0))
            near = QRect(corner, self.head.more.size())
            today = self.clock().date()
            ask_steps(self.session, self.window(), self.kind, self.facts.id, today, near)

    # Showing ---------------------------------------------------------------------------------

    def show_record(self, row_id: int) -> bool:
        """Show a record; False when it is not in the book."""
        facts = read_facts(self.session, self.kind, row_id)
        if facts is None:
            self.facts = None
            return False
        other = self.facts is None or self.facts.id != facts.id
        self.facts = facts
        if other:
            self.scroll.verticalScrollBar().setValue(0)
        self.setUpdatesEnabled(False)
        try:
            self._fill(facts)
        finally:
            self.setUpdatesEnabled(True)
        return True

    def _fill(self, facts: Facts) -> None:
        self.head.show_facts(facts)
        self.details.show_facts(facts, self.specs(facts))
        self.composer.show_facts(facts)
        self._show_next(facts)
        self.show_more(facts)
        self.timeline.show_facts(facts)
        if self.is_editing():
            self._form.show_facts(facts)

    def _show_next(self, facts: Facts) -> None:
        now = self.clock()
        wall = now.strftime("%Y-%m-%dT%H:%M")
        visit = self.session.read(timeline.next_appointment, self.kind, facts.id, wall)
        deal = self.session.read(timeline.open_deal, self.kind, facts.id)
        self._next = {
            "appointment": visit["id"] if visit else None, "deal": deal["id"] if deal else None,
        }  # fmt: skip
        self.next_visit.setVisible(visit is not None)
        self.next_deal.setVisible(deal is not None)
        if visit is not None:
            start, end = parse_wall(visit["start_at"]), parse_wall(visit["end_at"])
            day = words.day_words(start.date(), now.date())
            caption = day if visit["all_day"] else f"{day}, {words.clock_words(start)}"
            length = words.minutes_words(lasting(start, end, zone_of(visit["zone"])) // MINUTE)
            line = ", ".join(p for p in (visit["place"], "" if visit["all_day"] else length) if p)
            self.next_visit.show_words(caption, visit["title"], line, KINDS[visit["kind"]][1])
        if deal is not None:
            line = money.show(deal["amount"], deal["currency"]) if deal["amount"] else ""
            if deal["expected_close"]:
                close = parse_wall(deal["expected_close"]).date()
                line += (", " if line else "") + f"decision by {words.short_day(close, now.date())}"
            self.next_deal.show_words(f"Deal, {deal['stage'].lower()}", deal["title"], line)

    def _open_next(self, kind: str) -> None:
        if self._next.get(kind):
            self.record_requested.emit(kind, self._next[kind])

    def _follow(self, changes: Changes) -> None:
        if self.facts is None or not changes.touches(*FOLLOWS):
            return
        if not self.show_record(self.facts.id):
            self.gone.emit()

    # Doing -----------------------------------------------------------------------------------

    def is_editing(self) -> bool:
        """Whether all fields are open for editing."""
        return self._form is not None and self.stack.currentWidget() is not self.scroll

    def set_editing(self, editing: bool) -> None:
        """Open or close the form with all fields."""
        if editing and self.facts is not None:
            if self._form is None:
                self._form = RecordForm(self.session)
                self._form_scroll = Scroll(self._form)
                self.stack.addWidget(self._form_scroll)
            self._form.show_facts(self.facts)
            self.stack.setCurrentWidget(self._form_scroll)
            self._form.focus_first()
        elif not editing:
            self.stack.setCurrentWidget(self.scroll)
        self.head.set_editing(self.is_editing())

    @property
    def form(self) -> RecordForm | None:
        """The form, once it was opened."""
        return self._form

    def press_verb(self, verb: str) -> None:
        """Call, write, make a letter or an appointment."""
        facts = self.facts
        if facts is None:
            return
        if verb == "call" and facts.phones:
            self._act("phone", facts.phones[0]["value"])
        elif verb == "email" and facts.emails:
            self._act("email", facts.emails[0]["value"])
        elif verb == "letter":
            self.letter_requested.emit()
        elif verb == "appointment":
            self.composer.choose("appointment")
            self.composer.save()

    def log_call(self) -> None:
        """Turn the composer to a call."""
        self.set_editing(False)
        self.composer.choose("call", focus=True)

    def _act(self, kind: str, value: str) -> None:
        if kind == "phone":
            QGuiApplication.clipboard().setText(value)
            self._open_url("tel:" + "".join(c for c in value if c.isdecimal() or c == "+"))
            self.composer.choose("call")
        elif kind == "email":
            self._open_url(f"mailto:{value}")
        elif kind == "link":
            self._open_url(value if "://" in value else f"https://{value}")

    def _open_entry(self, kind: str, record_id: int) -> None:
        """A letter of the past is made again; everything else is shown on its page."""
        if kind == "letter":
            from app.ui.panes.letters.letter_again import show_letter_again

            show_letter_again(self.session, record_id)
            return
        self.record_requested.emit(kind, record_id)

    def _follow_row(self, top: int, height: int) -> None:
        y = self.timeline.mapTo(self.scroll.widget(), self.timeline.rect().topLeft()).y() + top
        bar = self.scroll.verticalScrollBar()
        page = self.scroll.viewport().height()
        if y < bar.value() or y + height > bar.value() + page:
            bar.setValue(max(0, y + height - page if y > bar.value() else y - 8))

    def copy_text(self) -> None:
        """Put the record on the clipboard as plain lines."""
        if self.facts is not None:
            QGuiApplication.clipboard().setText(facts_text(self.facts))
            self.session.say("Copied.", undo=False)

    def show_history(self) -> None:
        """Show what changed on this record."""
        if self.facts is not None:
            from app.ui.panes.people.record_history import show_history

            show_history(self, self.session, self.facts, self.head.more, self.clock())


def facts_text(facts: Facts) -> str:
    """A record as plain lines: name, firm, address, phones, emails."""
    lines = [facts.name]
    if facts.kind == "contact" and facts.company:
        lines.append(facts.company["name"])
    address = facts.addresses[0] if facts.addresses else facts.borrowed_address
    if address:
        lines.append(address_text(address, facts.country))
    lines += [row["value"] for row in (*facts.phones, *facts.emails)]
    return "\n".join(line for line in lines if line)
