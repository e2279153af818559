"""Address labels: which sheet, the first free label, the printer's offset, and what is cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.desk import letter_labels
from app.exchange.papers.label_sheets import SHEETS, LabelSheet, find_sheet
from app.exchange.papers.labels import LabelBlock, LaidOut, layout, printer_grid
from app.exchange.papers.paper_geometry import PlacedPage
from app.models.qt.session import Session
from app.ui.panes.papers.label_chooser import SheetChooser
from app.ui.panes.papers.paper_page import PaperPage, quick_measure
from app.ui.widgets.buttons import Button, IconButton

FIRST_SHEET = {"US": "Avery 5160", "CA": "Avery 5160", "DE": "Avery Zweckform 3474",
               "AT": "Avery Zweckform 3474", "CH": "Avery Zweckform 3474"}  # fmt: skip
USUAL = "Avery L7160"


class LabelPage(PaperPage):
    """Signals: ``changed`` when sheet, start or offset are others, ``offset_requested``."""

    changed = Signal()
    offset_requested = Signal()
    grid_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Address labels", parent)
        self._session = session
        self.sheet: LabelSheet = find_sheet(USUAL) or SHEETS[0]
        self.start, self.offset, self.shown = 1, (0.0, 0.0), 0
        self.blocks: list[LabelBlock] = []
        self.laid = LaidOut(())
        self._measure_text = quick_measure()
        self.choose = Button("", "layout-list")
        self.menu = QMenu(self)
        self.more = IconButton("ellipsis", self.tr("More"), menu=self.menu)
        self.tools.addWidget(self.choose)
        self.tools.addWidget(self.more)
        self.menu.addAction(self.tr("Move the print…"), self.offset_requested.emit)
        self.menu.addAction(self.tr("Test grid"), self.grid_requested.emit)
        self.choose.clicked.connect(self.ask_sheet)
        self.stepped.connect(self._step)
        self.view.box_pressed.connect(self._press)
        self.view.setAccessibleName(self.tr("Sheet of labels"))

    def own_sheets(self) -> list[LabelSheet]:
        """Sheets whose measures somebody entered."""
        bought = set(SHEETS)
        return [one for one in self._session.read(letter_labels.known_sheets) if one not in bought]

    def take_sheet(self, name: str) -> None:
        """Print on the sheet of that name; an unknown one changes nothing."""
        sheet = find_sheet(name, tuple(self.own_sheets()))
        if sheet is not None:
            self.sheet, self.start, self.shown = sheet, 1, 0
            self.refresh()
            self.changed.emit()

    def ask_sheet(self) -> None:
        """Choose another sheet, or enter measures."""
        chooser = SheetChooser(self._session, self.window(), self.own_sheets(), self.sheet)
        chooser.chosen.connect(self.take_sheet)
        chooser.removed.connect(lambda: self.take_sheet(USUAL))
        chooser.closed.connect(chooser.deleteLater)
        chooser.open_beside(self.choose)

    def show_blocks(self, blocks: Sequence[LabelBlock]) -> None:
        """Show the labels of other people."""
        self.blocks = list(blocks)
        self.shown = 0
        self.refresh()

    def refresh(self) -> None:
        """Lay out anew."""
        sheet = self.sheet
        self.start = min(self.start, sheet.count)
        self.laid = layout(
            sheet, self.blocks, start=self.start, offset=self.offset, measure=self._measure_text
        )
        self.choose.setText(sheet.name)
        self.shown = min(self.shown, max(len(self.laid.pages) - 1, 0))
        self._show_sheet()
        self.show_overflows(self.laid.overflows)

    def _show_sheet(self) -> None:
        sheet, pages = self.sheet, self.laid.pages
        page = pages[self.shown] if pages else PlacedPage(sheet.page_width, sheet.page_height)
        boxes = [sheet.label(number) for number in range(sheet.count)]
        first = self.start - 1 if self.shown == 0 else 0
        self.view.show_page(page, boxes, first=first, corner=sheet.corner, columns=sheet.columns)
        self.show_place(self.shown + 1, len(pages))
        said = self.tr("Press the first free label. {sheet}: {count} labels of {wide} × {tall} mm.")
        self.hint.set_text(
            said.format(
                sheet=sheet.name, count=sheet.count, wide=f"{sheet.width:g}",
                tall=f"{sheet.height:g}",
            )
        )  # fmt: skip

    def _step(self, by: int) -> None:
        self.shown = max(0, min(self.shown + by, len(self.laid.pages) - 1))
        self._show_sheet()

    def _press(self, number: int) -> None:
        self.start, self.shown = number + 1, 0
        self.refresh()
        self.changed.emit()

    def set_offset(self, across: float, down: float) -> None:
        """Move everything on the paper, in millimetres to the right and down."""
        self.offset = (across, down)
        self.refresh()
        self.changed.emit()

    def grid(self) -> PlacedPage:
        """A page to be held against a sheet of labels."""
        return printer_grid(self.sheet, self.offset)
