"""The letter on white sheets, as the person who is being looked at will get it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.exchange.mail.mail_out import MailText
from app.exchange.papers.envelopes import WINDOWS, Window, find_window
from app.exchange.word.letter_page import PageShape, page_shape
from app.exchange.word.letters import Template, letter_text
from app.ui.panes.letters.letter_layout import UNITS, Sheet, lay_out
from app.ui.panes.letters.letter_made import MadeBar
from app.ui.panes.letters.letter_mail import mail_paragraphs
from app.ui.panes.letters.letter_window import paint_window, window_words
from app.ui.theme import paint
from app.ui.theme.canvas import Canvas
from app.ui.theme.theme import current
from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.cards import Rule
from app.ui.widgets.label import Label
from app.ui.widgets.notices import InfoBar

_PAPER = QColor("#ffffff")
_GAP, _MARGIN, _NARROWEST, _WIDEST = 16, 32, 480, 720


class Sheets(Painted):
    """The sheets below each other, as wide as there is room.

    `room` is the space in which they are scrolled, without its bar. Their height goes by it and
    never by their own width: a bar that comes and goes with the height would change the width,
    which would change the height again, without end.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape_of_page = PageShape()
        self.sheets: list[Sheet] = []
        self.room = QSize(_NARROWEST, 0)
        self.spoken = ""
        self.window_of: Window | None = None
        self.fits = True
        self.follow_theme()

    def show_sheets(self, sheets: list[Sheet], shape: PageShape, spoken: str) -> None:
        """Show another letter; `spoken` is its text for those who listen."""
        self.sheets, self.shape_of_page, self.spoken = sheets, shape, spoken
        self.setAccessibleName(self.tr("Letter"))
        self.setAccessibleDescription(spoken)
        self.fit()
        self.update()

    def fit(self) -> None:
        """Take the height that all sheets need in the room there is."""
        _, tall = self._size()
        count = max(len(self.sheets), 1)
        self.setMinimumHeight(round(count * (tall + _GAP) + _GAP))

    def _size(self) -> tuple[float, float]:
        share = self.shape_of_page.width / self.shape_of_page.height
        whole = max((self.room.height() - 2 * _GAP - 12) * share, _NARROWEST)
        wide = max(min(self.room.width() - 2 * _MARGIN, whole, _WIDEST), 200)
        return wide, wide / share

    def _measure(self) -> QSize:
        return QSize(480, 640)

    def _draw(self, canvas: Canvas) -> None:
        wide, tall = self._size()
        left = (self.width() - wide) / 2
        scale = wide / (self.shape_of_page.width * UNITS)
        for number, sheet in enumerate(self.sheets or [Sheet()]):
            box = QRect(QPoint(round(left), round(_GAP + number * (tall + _GAP))),
                        QSize(round(wide), round(tall)))  # fmt: skip
            paint.shadow(canvas.painter, box, 2, 1, canvas.dpr)
            canvas.painter.fillRect(box, _PAPER)
            canvas.box(QRectF(box), 0, None, "border")
            canvas.painter.save()
            try:
                canvas.painter.setClipRect(box)
                canvas.painter.translate(box.topLeft())
                canvas.painter.scale(scale, scale)
                sheet.paint(canvas.painter)
                if self.window_of is not None and number == 0:
                    paint_window(canvas.painter, self.window_of, fits=self.fits)
            finally:
                canvas.painter.restore()


class LetterPreview(QWidget):
    """The middle of the page: the template's name, the letter, stepping through everybody.

    Signals: `stepped(int)` with -1 or 1, `edit_requested` for the template, `change_requested` and
    `skip_requested` for the shown letter, `test_requested`, `notice_pressed`.
    """

    stepped = Signal(int)
    edit_requested = Signal()
    change_requested = Signal()
    skip_requested = Signal()
    test_requested = Signal()
    notice_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "title", elide=True)
        self.edit = Button(self.tr("Edit in Word"), "external-link")
        self.edit_small = IconButton("external-link", self.tr("Edit in Word"))
        self.change = IconButton("pencil", self.tr("Change this letter only"))
        self.skip = IconButton("circle-minus", self.tr("Leave this letter out"))
        self.test = IconButton("flask-conical", self.tr("Test with the hardest letters"))
        self.made = MadeBar()
        self.before = IconButton("chevron-left", self.tr("Letter before"))
        self.after = IconButton("chevron-right", self.tr("Next letter"))
        self.place = Label("", "body", "text2")
        self.notice = InfoBar("", "warn")
        self.notice.hide()
        self.sheets = Sheets()
        self.note = Label("", "small", "text2", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.windows = QMenu(self)
        self.window_button = Button("", "mail", "ghost", small=True, menu=self.windows)
        self.address: list[str] = []
        self._fill_windows()
        self._compose()
        self.edit.clicked.connect(self.edit_requested)
        self.edit_small.clicked.connect(self.edit_requested)
        self.change.clicked.connect(self.change_requested)
        self.skip.clicked.connect(self.skip_requested)
        self.test.clicked.connect(self.test_requested)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.notice.pressed.connect(self.notice_pressed)

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 14, 20, 14)
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addWidget(self.edit)
        for widget in (self.edit_small, self.test, self.change, self.skip):
            head.addWidget(widget)
        head.addSpacing(4)
        for widget in (self.before, self.place, self.after):
            head.addWidget(widget)
        self.scroll = QScrollArea()
        self.scroll.setAccessibleName(self.tr("Preview of the letter"))
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setWidgetResizable(True)
        self.scroll.viewport().setAutoFillBackground(False)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(4)
        column.addWidget(self.sheets)
        column.addWidget(self.note)
        column.addWidget(self.window_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.scroll.setWidget(inner)
        bar = QVBoxLayout()
        bar.setContentsMargins(24, 12, 24, 0)
        bar.setSpacing(8)
        bar.addWidget(self.notice)
        bar.addWidget(self.made)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(Rule("line"))
        whole.addLayout(bar)
        whole.addWidget(self.scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show a sheet whole where that leaves it readable; a narrow head has icons only."""
        super().resizeEvent(event)
        narrow = event.size().width() < 600 * current().scale
        self.edit.setVisible(not narrow)
        self.edit_small.setVisible(narrow)
        bar = self.scroll.verticalScrollBar().sizeHint().width()
        high = event.size().height() - self.edit.height() - 36
        self.sheets.room = QSize(event.size().width() - bar, high)
        self.sheets.fit()
        self.sheets.update()

    def show_letter(self, name: str, template: Template, values: Mapping[str, Any]) -> None:
        """Show one letter as it will be."""
        self.title.set_text(name)
        shape = page_shape(template)
        paragraphs = letter_text(template, values)
        spoken = "\n".join("".join(run.text for run in one.runs) for one in paragraphs)
        self.sheets.show_sheets(lay_out(paragraphs, shape), shape, spoken)
        self.address = str(values.get("address_block") or "").splitlines()
        self._look_through_window()
        self.scroll.verticalScrollBar().setValue(0)

    def show_nothing(self, name: str) -> None:
        """Show an empty sheet: the template cannot be used."""
        self.title.set_text(name)
        self.address = []
        self.sheets.show_sheets([], PageShape(), "")
        self.show_place(0, 0)

    def show_mail(self, name: str, to: str, said: MailText) -> None:
        """Show one email as it will be."""
        self.title.set_text(name)
        paragraphs = mail_paragraphs(to, said.subject, said.plain)
        spoken = f"{said.subject}\n{said.plain}"
        shape = PageShape()
        self.sheets.show_sheets(lay_out(paragraphs, shape), shape, spoken)
        self.sheets.window_of = None
        self.window_button.hide()
        self.note.set_text("")
        self.scroll.verticalScrollBar().setValue(0)

    def show_place(self, number: int, total: int, *, changed: bool = False) -> None:
        """Say which of how many letters this is; counted from 1, 0 for none."""
        for button in (self.change, self.skip, self.test):
            button.setEnabled(bool(number))
        self.change.set_icon("pencil", "accent" if changed else "text2")
        words = self.tr("{number} of {total}").format(number=f"{number:,}", total=f"{total:,}")
        self.place.set_text(words if number else self.tr("No letter"))
        self.before.setEnabled(number > 1)
        self.after.setEnabled(0 < number < total)

    def show_notice(self, words: str, tone: str = "warn", button: str = "") -> None:
        """Say what needs a look; "" takes it away."""
        self.notice.set_notice(words, tone, button)
        self.notice.setVisible(bool(words))

    # The window of the envelope ----------------------------------------------------------------

    def _fill_windows(self) -> None:
        group = QActionGroup(self.windows)
        for window in (None, *WINDOWS):
            words = self.tr("No window") if window is None else window.name
            entry = self.windows.addAction(words)
            entry.setCheckable(True)
            entry.setChecked(window is None)
            group.addAction(entry)
            entry.triggered.connect(
                lambda _on=False, name=window.name if window else "": self.choose_window(name)
            )
        self.choose_window("")

    def choose_window(self, name: str) -> None:
        """Show what a window envelope shows; "" for none."""
        self.chosen_window = find_window(name)
        for entry in self.windows.actions():
            entry.setChecked(entry.text() == (name or self.tr("No window")))
        shown = self.window_name()
        self.window_button.setText(
            self.tr("Window: {name}").format(name=shown) if shown else self.tr("Envelope window")
        )
        self._look_through_window()

    def window_name(self) -> str:
        """The name of the window that is shown, or ""."""
        return self.chosen_window.name if self.chosen_window is not None else ""

    def _look_through_window(self) -> None:
        window, sheets = self.chosen_window, self.sheets
        self.window_button.show()
        sheets.window_of = window
        said, fits = self.tr("Preview. Word may break lines differently."), True
        if window is not None and sheets.sheets:
            said, fits = window_words(sheets.sheets[0], self.address, window)
        sheets.fits = fits
        self.note.set_style(colour="text2" if fits else "warn")
        self.note.set_text(said)
        sheets.update()
