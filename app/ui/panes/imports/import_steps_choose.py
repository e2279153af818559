"""The first step of an import: a file dropped, chosen or pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.panes.page_parts import TallColumn
from app.ui.theme.canvas import Canvas
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.buttons import Button
from app.ui.widgets.label import IconLabel, Label
from app.ui.widgets.notices import InfoBar
from app.ui.widgets.progress import ProgressStrip


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropZone(Painted):
    """A dashed field that takes files or a folder.

    Signals: `dropped(list of Path)`, `choose_requested`, `paste_requested`, `folder_requested`.
    """

    dropped = Signal(object)
    choose_requested = Signal()
    paste_requested = Signal()
    folder_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 44, 24, 44)
        column.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel("file-spreadsheet", 32, "accent_text"), 0, middle)
        column.addSpacing(14)
        line = self.tr(
            "Excel, LibreOffice, CSV, vCard, LDIF, calendars, mail. We match the columns for you."
        )
        for label in (
            Label(
                self.tr("Drop a spreadsheet, contact cards or a calendar here"), "lead", wrap=True
            ),
            Label(line, "body", "text2", wrap=True),
        ):
            label.setAlignment(middle)
            column.addWidget(label)
            column.addSpacing(4)
        column.addSpacing(16)
        self.choose = Button(self.tr("Choose a file"), "folder-open", "primary")
        self.paste = Button(self.tr("Paste cells"), "table")
        self.whole = Button(self.tr("Choose an export"), "folder")
        self.whole.setToolTip(self.tr("A folder that “Export everything” made, for a new file"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.paste)
        buttons.addWidget(self.whole)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.choose.clicked.connect(self.choose_requested)
        self.paste.clicked.connect(self.paste_requested)
        self.whole.clicked.connect(self.folder_requested)
        self.follow_theme()

    def _measure(self) -> QSize:
        return QSize(420, 260)

    def _draw(self, canvas: Canvas) -> None:
        edge = "accent" if self._over else "border_strong"
        fill = "accent_tint" if self._over else "surface"
        whole = QRectF(self.rect())
        canvas.box(whole, Radius.popover, fill, edge, 1.5, Qt.PenStyle.DashLine)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up for a file."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Go dark again."""
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        self._over = False
        self.update()
        event.acceptProposedAction()
        self.dropped.emit(local_paths(event.mimeData()))


class ChooseStep(QWidget):
    """Drop zone, a fault in words, how far reading is, what was brought in before.

    Signals: `chosen(list of Path)`, `choose_requested`, `folder_requested`, `cancel_requested`,
    `pasted(text)`; `go_requested` brings in what needs no columns matched.
    """

    chosen = Signal(object)
    folder_requested = Signal()
    go_requested = Signal()
    choose_requested = Signal()
    cancel_requested = Signal()
    pasted = Signal(str)

    def __init__(self, past: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = DropZone()
        self.offer = InfoBar("", "info")
        self.offer.pressed.connect(self.go_requested)
        self.offer.hide()
        self.fault = InfoBar("", "danger")
        self.fault.hide()
        self.strip = ProgressStrip()
        self.strip.hide()
        inner = QVBoxLayout()
        inner.setSpacing(16)
        inner.addWidget(self.fault)
        inner.addWidget(self.offer)
        inner.addWidget(self.zone)
        inner.addWidget(self.strip)
        inner.addWidget(self._words())
        inner.addWidget(past)
        inner.addStretch(1)
        centre = QWidget()
        centre.setLayout(inner)
        centre.setMaximumWidth(720)
        whole = TallColumn()
        row = QHBoxLayout(whole)
        row.setContentsMargins(32, 32, 32, 24)
        row.addStretch(1)
        row.addWidget(centre, 12)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(whole)
        for part in (scroll.viewport(), whole):
            part.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.zone.dropped.connect(self.chosen)
        self.zone.choose_requested.connect(self.choose_requested)
        self.zone.paste_requested.connect(self.paste)
        self.zone.folder_requested.connect(self.folder_requested)
        self.strip.cancel_requested.connect(self.cancel_requested)

    def _words(self) -> QWidget:
        return Label(
            self.tr(
                "Your file stays as it is. Titles in the first row help, but are not needed; any "
                "order of columns will do. People you already have are found again, not doubled."
            ),
            "small", "text2", wrap=True,
        )  # fmt: skip

    def show_fault(self, sentence: str) -> None:
        """Say what went wrong; "" takes it away."""
        self.fault.set_notice(sentence, "danger")
        self.fault.setVisible(bool(sentence))

    def show_reading(self, words: str) -> None:
        """Say how far reading is; "" ends it."""
        self.strip.setVisible(bool(words))
        self.zone.setEnabled(not words)
        if words:
            self.strip.set_progress(words, 0, None)

    def show_offer(self, words: str, button: str = "") -> None:
        """Say what a calendar or a whole export would do; "" takes it away."""
        self.offer.set_notice(words, "info", button)
        self.offer.setVisible(bool(words))

    def paste(self) -> None:
        """Take cells, or a file that was copied, from the clipboard."""
        copied = QGuiApplication.clipboard().mimeData()
        if copied is not None and (paths := local_paths(copied)):
            self.chosen.emit(paths)
            return
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.pasted.emit(text)
        else:
            self.show_fault(self.tr("Nothing to paste. Copy the cells in your spreadsheet first."))
