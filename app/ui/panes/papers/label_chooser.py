"""Choose a label sheet by typing its maker's number, or enter the measures of another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk import letter_labels
from app.exchange.papers.label_sheets import SHEETS, LabelSheet
from app.models.errors import Refusal
from app.models.operations import letter_runs
from app.models.qt.session import Session
from app.ui.delegates.rows import FileRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.editor_parts import ErrorLine
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

_MEASURES = (
    ("page_width", "Paper, wide"), ("page_height", "Paper, high"), ("columns", "Columns"),
    ("rows", "Rows"), ("left", "Left margin"), ("top", "Upper margin"), ("width", "Label, wide"),
    ("height", "Label, high"), ("across", "From label to label, across"),
    ("down", "From label to label, down"),
)  # fmt: skip


def sheet_line(sheet: LabelSheet) -> str:
    """A sheet in a few words: "21 on A4, 63.5 × 38.1 mm"."""
    paper = {(210.0, 297.0): "A4", (215.9, 279.4): "Letter"}.get(
        (sheet.page_width, sheet.page_height), f"{sheet.page_width:g} × {sheet.page_height:g} mm"
    )
    return f"{sheet.count} on {paper}, {sheet.width:g} × {sheet.height:g} mm"


class SheetChooser(Popover):
    """Signals: ``chosen(str name)``, ``removed`` when the sheet in use was deleted."""

    chosen = Signal(str)
    removed = Signal()

    def __init__(
        self, session: Session, window: QWidget, own: Sequence[LabelSheet], sheet: LabelSheet
    ) -> None:
        super().__init__(window, width=340)
        self._session = session
        self._own = {one.name for one in own}
        self.sheets = [*own, *SHEETS]
        self._now = sheet
        self.pages = QStackedWidget()
        self.pages.addWidget(self._find_page())
        self.pages.addWidget(self._measures_page(sheet))
        self.body.addWidget(self.pages)
        self._filter("")

    def _find_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.find = TextField("", icon="search", placeholder=self.tr("Number on the pack"))
        self.find.editor.setAccessibleName(self.tr("Find a label sheet"))
        self.find.edited.connect(self._filter)
        self.find.editor.returnPressed.connect(self._take_first)
        self.model = ValueModel()
        self.list = RowList(FileRow(), ground="raised")
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Label sheets"))
        self.list.setMinimumHeight(280)
        self.list.clicked.connect(lambda index: self._take(self.list.id_at(index.row())))
        self.list.opened.connect(self._take)
        other = Button(self.tr("Own measures…"), "sliders-horizontal", "ghost", small=True)
        other.clicked.connect(lambda: self.pages.setCurrentIndex(1))
        row = QHBoxLayout()
        row.addWidget(other)
        row.addStretch(1)
        column.addWidget(self.find)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        return page

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        found = [
            (place, one)
            for place, one in enumerate(self.sheets)
            if all(word in f"{one.name} {sheet_line(one)}".casefold() for word in words)
        ]
        self.model.set_values(
            [
                FileRowValue(
                    place, one.name, sheet_line(one), "layout-list",
                    "amber" if one.name in self._own else "blue",
                )
                for place, one in found
            ]
        )  # fmt: skip
        places = [place for place, _ in found]
        here = next((p for p in places if self.sheets[p].name == self._now.name), None)
        if here is not None and not words:
            self.list.choose_row(places.index(here))

    def _take_first(self) -> None:
        if self.model.rowCount():
            self._take(self.list.id_at(0))

    def _take(self, place: object) -> None:
        if isinstance(place, int) and 0 <= place < len(self.sheets):
            self.close_popover()
            self.chosen.emit(self.sheets[place].name)

    # Own measures ------------------------------------------------------------------------------

    def _measures_page(self, sheet: LabelSheet) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Own measures, in millimetres"), "strong"))
        named = sheet.name if sheet.name in self._own else ""
        self.name = TextField(self.tr("Name of the sheet"), named)
        column.addWidget(self.name)
        grid = QGridLayout()
        grid.setSpacing(8)
        self.boxes: dict[str, TextField] = {}
        for number, (key, caption) in enumerate(_MEASURES):
            box = self.boxes[key] = TextField(self.tr(caption), f"{getattr(sheet, key):g}")
            grid.addWidget(box, number // 2, number % 2)
        column.addLayout(grid)
        self.error = ErrorLine()
        column.addWidget(self.error)
        row = QHBoxLayout()
        back = Button(self.tr("Back"), "arrow-left", "ghost")
        back.clicked.connect(lambda: self.pages.setCurrentIndex(0))
        self.keep = Button(self.tr("Use these"), "check", "primary")
        self.keep.clicked.connect(self._keep)
        self.remove = IconButton("trash-2", self.tr("Delete this sheet"))
        self.remove.clicked.connect(lambda: self._remove(named))
        self.remove.setVisible(bool(named))
        row.addWidget(back)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.keep)
        column.addLayout(row)
        column.setAlignment(row, Qt.AlignmentFlag.AlignBottom)
        return page

    def _remove(self, name: str) -> None:
        self._session.do(letter_runs.delete_label_sheet, name)
        self._session.say(self.tr("{name} deleted.").format(name=name))
        self.close_popover()
        self.removed.emit()

    def _keep(self) -> None:
        sheet = self.entered()
        if isinstance(sheet, str):
            self.error.say(sheet)
            return
        try:
            self._session.do(letter_labels.keep_sheet, sheet)
        except Refusal as refusal:
            self.error.say(refusal.message)
            return
        self.close_popover()
        self.chosen.emit(sheet.name)

    def entered(self) -> LabelSheet | str:
        """The sheet as entered, or a sentence about what is wrong with it."""
        numbers: dict[str, float] = {}
        for key, caption in _MEASURES:
            text = self.boxes[key].text().strip().replace(",", ".")
            try:
                numbers[key] = float(text)
            except ValueError:
                return self.tr("{what} is a number, such as 63.5.").format(what=caption)
        sheet = LabelSheet(
            self.name.text().strip(), numbers["page_width"], numbers["page_height"],
            int(numbers["columns"]), int(numbers["rows"]), numbers["left"], numbers["top"],
            numbers["width"], numbers["height"], numbers["across"], numbers["down"],
        )  # fmt: skip
        problems = sheet.problems()
        return problems[0] if problems else sheet
