"""More pages of the gallery: tables, forms, the board, and what floats."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.delegates import deal_card, rows, small_rows
from app.ui.delegates.rows import Cell, RowRole
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList, TableList
from app.ui.widgets.bulk_bar import BulkBar
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Tile
from app.ui.widgets.checks import CheckBox, TickCircle
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import Label
from app.ui.widgets.mini_month import MiniMonth
from app.ui.widgets.notices import Toast
from app.ui.widgets.popover import Popover
from app.ui.widgets.search_palette import SearchPalette
from app.ui.widgets.steps import StepHeader

TODAY = date(2026, 11, 18)


class _TableModel(QAbstractTableModel):
    heads = ("", "Account", "Main contact", "Town", "Kind", "Open deals", "Last contact")

    def __init__(self, values: tuple[rows.TableRowValue, ...]) -> None:
        super().__init__()
        self._values = values

    def rowCount(self, _parent: object = None) -> int:
        """Answer the view."""
        return len(self._values)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        """Answer the view."""
        return self._values[index.row()] if role == RowRole else None

    def columnCount(self, _parent: object = None) -> int:
        """Answer the view."""
        return len(self.heads)

    def headerData(self, section: int, orientation: object, role: int = 0) -> object:
        """Answer the view."""
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self.heads[section] if wanted else None


def _accounts() -> tuple[rows.TableRowValue, ...]:
    names = (
        "Fraser Estate Agents",
        "Golden Lotus",
        "Hotel Lindenhof",
        "Jensen Architects",
        "Marlow Bakery",
        "Mehta & Sons Builders",
        "Oakley Timber",
    )
    kinds = ("evergreen", "blue", "amber", "slate")
    return tuple(
        rows.TableRowValue(
            i,
            (
                Cell(),
                Cell(name),
                Cell("Callum Fraser", f"+{i}" if i % 2 else ""),
                Cell("Reading"),
                Cell("Customer", kind=kinds[i % 4]),
                Cell("£8,000" if i % 3 else ""),
                Cell("1 week ago"),
            ),
            company=True,
        )
        for i, name in enumerate(names)
    )


def accounts_page() -> QWidget:
    """Build: accounts page."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 14, 0, 0)
    steps = StepHeader(("Choose file", "Match columns", "Check", "Finish"), 1)
    column.addWidget(steps)
    view = TableList(("check", "name", "text", "text", "chip", "money", "date"))
    model = _TableModel(_accounts())
    view.setModel(model)
    view.model_kept = model
    view.set_widths((44, 248, 170, 110, 110, 100))
    view.set_sort(1, descending=False)
    view.selectRow(3)
    flags = view.selectionModel().SelectionFlag
    for row in (4, 5):
        view.selectionModel().select(model.index(row, 0), flags.Select | flags.Rows)
    column.addWidget(view, 1)
    bar = BulkBar(
        view,
        (
            ("letter", "Write letter", "file-text"),
            ("tag", "Tag", "tag"),
            ("export", "Export", "table"),
            ("delete", "Delete", "trash-2", "danger"),
        ),
    )
    bar.set_count(3)
    page.bar = bar
    return page


def _board() -> RowList:
    deal = rows.DealCardValue
    board = RowList(deal_card.DealCard(), ground="sunken")
    model = ValueModel(
        (
            deal(
                1,
                "Roof terrace",
                "Golden Lotus",
                "£6,200",
                "Chen Wei",
                "Call Chen Wei",
                "Fri 20 Nov",
            ),
            deal(
                2,
                "School gate planters",
                "St Mary’s",
                "£2,450",
                "Benjamin Holt",
                "Send quote",
                "Late, Tue 17 Nov",
                "late",
            ),
            deal(
                3,
                "Show flat balcony",
                "Fraser",
                "£8,000",
                "Callum Fraser",
                "No next step",
                "",
                "none",
            ),
            deal(
                4,
                "Paving and drains",
                "Mehta & Sons",
                "£7,800",
                "Arjun Mehta",
                "Call Arjun",
                "Today",
                "today",
            ),
        )
    )
    board.setModel(model)
    board.model_kept = model
    board.choose_row(0)
    return board


def _form() -> QVBoxLayout:
    form = QVBoxLayout()
    form.setSpacing(12)
    form.addWidget(TextField("With", "Charlotte Webb", icon="user"))
    wrong = TextField("Where", "14 High Street", icon="map-pin")
    wrong.set_error("Please type a time such as 10:30.")
    form.addWidget(wrong)
    pair = QHBoxLayout()
    pair.addWidget(DateField("Day", TODAY, today=lambda: TODAY))
    pair.addWidget(TimeField("From", time(10, 30)))
    form.addLayout(pair)
    options = (("tom", "Tom Hartley"), ("priya", "Priya Nair"))
    form.addWidget(ComboField("Who goes", options, "tom", icon="user"))
    form.addWidget(TextArea("Notes", "Bring cedar samples. Ask about the drain."))
    form.addStretch(1)
    return form


def _side() -> QVBoxLayout:
    side = QVBoxLayout()
    month = MiniMonth(TODAY)
    month.set_busy(date(2026, 11, day) for day in range(2, 28))
    side.addWidget(month)
    for words, kind in (("Meetings", ""), ("Site visits", "violet"), ("Installs", "brick")):
        side.addWidget(CheckBox(words, checked=True, kind=kind))
    side.addWidget(CheckBox("Sam Osborne", avatar=True))
    side.addWidget(TickCircle("Done", done=True))
    files = RowList(small_rows.FileRow())
    kept = ValueModel(
        (
            rows.FileRowValue(1, "Spring mailing", "Used 3 times, last 2 Nov"),
            rows.FileRowValue(2, "Envelope, DL window", "Used 5 times", "mail"),
        )
    )
    files.setModel(kept)
    files.model_kept = kept
    files.choose_row(0)
    side.addWidget(files)
    return side


def board_page() -> QWidget:
    """Build: board page."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(24, 20, 24, 20)
    row.setSpacing(24)
    board, form, side = _board(), _form(), _side()
    board.setFixedWidth(270)
    row.addWidget(board)
    row.addLayout(form, 1)
    row.addLayout(side, 1)
    return page


def empty_page() -> QWidget:
    """Build: empty page."""
    tiles = (
        Tile(
            "table",
            "From a spreadsheet",
            "Excel, CSV or LibreOffice. We match the columns for you.",
            first=True,
        ),
        Tile(
            "contact",
            "From your phone or mail",
            "A vCard file from Outlook, Google, iPhone or Thunderbird.",
        ),
        Tile(
            "user-plus", "Type in the first one", "A name is enough. Add the rest when you need it."
        ),
    )
    foot = Button("Look around with example data first", "flask-conical", "ghost")
    return EmptyState(
        "Bring in your customers",
        "Everything stays in one file on this computer. You can start small and undo any step.",
        choices=tiles,
        foot=foot,
        drawing=True,
    )


def show_floating(window: QWidget) -> None:
    """Build: show floating."""
    toast = Toast(window)
    toast.show_toast("“Green repair” moved to Agreed")
    pop = Popover(window, width=330)
    pop.body.addWidget(Label("Site visit", "lead"))
    pop.body.addWidget(TextField("With", "Charlotte Webb", icon="user"))
    pop.body.addWidget(TextArea("Notes", "Bring cedar samples."))
    pop.body.addWidget(Button("Done", kind="primary"))
    pop.open_at(QRect(QPoint(640, 300), QPoint(700, 320)))
    window.kept = (toast, pop)


def show_search(window: QWidget) -> None:
    """Build: show search."""
    hit = rows.PaletteRowValue
    palette = SearchPalette(window)
    palette.open_palette("marl")
    palette.set_sections(
        (
            (
                "Best matches",
                (
                    hit(
                        1,
                        "Marlow Bakery",
                        "Account, 3 people, open deal £4,800",
                        avatar=True,
                        company=True,
                        ranges=((0, 4),),
                    ),
                    hit(2, "Charlotte Webb", "Owner at Marlow Bakery, 07700 900 184", avatar=True),
                ),
            ),
            (
                "Calendar",
                (
                    hit(
                        3,
                        "Site visit at Marlow Bakery",
                        "Tomorrow, 10:30",
                        "calendar",
                        ranges=((14, 4),),
                    ),
                ),
            ),
            ("Do something", (hit(4, "New contact called “marl”", icon="plus", hint="Ctrl N"),)),
        )
    )
    window.palette_kept = palette
