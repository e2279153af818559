"""Paint every widget and row into PNG files, light and dark, at 1x and 2x.

    python packaging/gallery.py FOLDER [SCALE]

Nobody needs this to use Deskbook: it is for looking at the whole look at once.
"""

from __future__ import annotations

import os
import sys
from datetime import date, time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.delegates import contact_row, deal_card, rows, small_rows, timeline_row
from app.ui.delegates.rows import Cell, Mark
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList, TableList
from app.ui.theme.theme import current
from app.ui.widgets.bulk_bar import BulkBar
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.cards import Card, NumberCard, Tile
from app.ui.widgets.checks import CheckBox, TickCircle
from app.ui.widgets.chips import Chip, FilterChips
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.inline_field import InlineField
from app.ui.widgets.label import Label
from app.ui.widgets.mini_month import MiniMonth
from app.ui.widgets.nav_bar import NavBar
from app.ui.widgets.notices import InfoBar, Toast
from app.ui.widgets.popover import Popover
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.search_palette import SearchPalette
from app.ui.widgets.segmented import SegmentedControl
from app.ui.widgets.splitter import Splitter
from app.ui.widgets.steps import StepHeader

TODAY = date(2026, 11, 18)
PAGES = (
    ("today", "Today", "sun"),
    ("contacts", "Contacts", "users"),
    ("accounts", "Accounts", "building-2"),
    ("calendar", "Calendar", "calendar"),
    ("deals", "Deals", "square-kanban"),
    ("documents", "Documents", "file-text"),
    ("campaigns", "Campaigns", "megaphone"),
    ("reports", "Reports", "chart-column"),
)
STAR, DEAL = Mark("star", "Favourite", "amber.bar", filled=True), Mark("handshake", "Open deal")
CONTACTS = (
    rows.ContactRowValue(1, "Amara Okafor", "Okafor Catering", "2 days ago", section="A"),
    rows.ContactRowValue(2, "Arjun Mehta", "Mehta & Sons", "Yesterday", (DEAL, STAR)),
    rows.ContactRowValue(3, "Beatriz Carvalho", "Private customer", "5 months ago", section="B"),
    rows.ContactRowValue(4, "Charlotte Webb", "Marlow Bakery", "Today", (DEAL,), section="C"),
    rows.ContactRowValue(5, "Hotel Lindenhof", "Berlin", "6 days ago", company=True),
)


def _nav() -> NavBar:
    nav = NavBar()
    nav.set_business("Hartley Gardens", "Saved on this computer")
    nav.set_pages(PAGES)
    nav.set_current("contacts")
    nav.set_count("today", "5")
    nav.set_lists(((1, "Best customers", "evergreen", "48"), (2, "Spring mailing", "amber", "316")))
    nav.set_safety("Backed up 12 min ago")
    return nav


def _contact_list() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 14, 0, 0)
    head = QHBoxLayout()
    head.setContentsMargins(18, 0, 13, 0)
    head.addWidget(Label("Contacts", "title"))
    head.addWidget(Label("1,284", "body", "text2"))
    head.addStretch(1)
    head.addWidget(IconButton("arrow-up-down", "Sort"))
    head.addWidget(IconButton("list-filter", "Filter"))
    head.addWidget(Button("New", "plus", "primary"))
    chips = FilterChips(tuple((name.lower(), name) for name in ("All", "Customers", "Leads")))
    chips.setContentsMargins(18, 0, 0, 0)
    view = RowList(contact_row.ContactRow())
    model = ValueModel(CONTACTS)
    view.setModel(model)
    view.model_kept = model
    view.set_section_rows([i for i, one in enumerate(CONTACTS) if one.section])
    view.choose_row(3)
    column.addLayout(head)
    column.addWidget(chips)
    column.addWidget(view, 1)
    return box


def _detail() -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(24, 20, 24, 16)
    tags = QHBoxLayout()
    for words, kind in (("Customer", "evergreen"), ("Café & food", "amber"), ("Mailing", "blue")):
        tags.addWidget(Chip(words, kind, removable=kind == "blue"))
    tags.addWidget(Chip("Add tag", "", icon="plus"))
    tags.addStretch(1)
    buttons = QHBoxLayout()
    for words, icon in (("Call", "phone"), ("Email", "mail"), ("Letter", "file-text")):
        buttons.addWidget(Button(words, icon))
    buttons.addWidget(LinkLabel("Marlow Bakery"))
    buttons.addStretch(1)
    buttons.addWidget(Button("Edit", "pencil", "ghost"))
    buttons.addWidget(IconButton("ellipsis", "More"))
    view = RowList(timeline_row.TimelineRow(), measured=True, ground="canvas")
    note = "She likes the cedar option and wants the terrace finished before the Easter opening. "
    values = (
        rows.TimelineRowValue(
            1,
            "Called Charlotte",
            "Today, 09:42",
            "phone",
            "blue",
            note + "Call back on Friday with the date.",
            section="This week",
        ),
        rows.TimelineRowValue(
            2,
            "Letter sent: Quote 2026-118",
            "Mon 16 Nov",
            "file-text",
            "evergreen",
            file="Quote-2026-118 Marlow Bakery.docx",
            last=True,
        ),
        rows.TimelineRowValue(
            3,
            "Site visit",
            "Wed 28 Oct, 10:30",
            "calendar-check",
            "violet",
            "Measured the courtyard: 6.2 × 9.4 m.",
            section="October",
            last=True,
        ),
    )
    model = ValueModel(values)
    view.setModel(model)
    view.model_kept = model
    details = QVBoxLayout()
    details.addWidget(Label("Details", "strong"))
    for caption, value, kind, icon in (
        ("Mobile, preferred", "07700 900 184", "phone", "smartphone"),
        ("Email", "charlotte@marlowbakery.example", "email", "mail"),
        ("Address", "14 High Street\nMarlow SL7 1AU", "multiline", "map-pin"),
        ("Birthday", "1979-03-12", "date", "cake"),
        ("Looked after by", "", "text", "user"),
    ):
        details.addWidget(InlineField(caption, value, kind, icon=icon))
    details.addStretch(1)
    grid.addLayout(tags, 0, 0, 1, 2)
    grid.addLayout(buttons, 1, 0, 1, 2)
    grid.addWidget(view, 2, 0)
    grid.addLayout(details, 2, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(1, 250)
    return box


def _contacts_page() -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(_nav())
    split = Splitter()
    split.addWidget(_contact_list())
    split.addWidget(_detail())
    split.setSizes([344, 880])
    row.addWidget(split, 1)
    return page


def _list_card(title: str, delegate: object, values: tuple[object, ...]) -> Card:
    card = Card(title, link="Show all", padding=0)
    card.set_count(str(len(values)))
    view = RowList(delegate)
    model = ValueModel(values)
    view.setModel(model)
    view.model_kept = model
    view.setFixedHeight(view.content_height() + 2)
    card.body.addWidget(view)
    card.body.setContentsMargins(1, 0, 1, 6)
    return card


def _today_page() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(32, 26, 32, 16)
    column.setSpacing(14)
    head = QHBoxLayout()
    head.addWidget(Label("Wednesday, 18 November", "hero"))
    head.addStretch(1)
    head.addWidget(Button("Plan my day", "printer"))
    head.addWidget(SegmentedControl((("d", "Day"), ("w", "Week"), ("m", "Month")), "w"))
    cards = QHBoxLayout()
    cards.setSpacing(12)
    for words in (
        ("Open deals", "£86,450", "11 deals, 3 close this month"),
        ("Won this month", "£12,300", "October: £9,800"),
        ("New contacts", "14", "since 1 November"),
    ):
        card = NumberCard(*words)
        cards.addWidget(card)
        if words[1] == "£12,300":
            card.set_values(*words[1:], (3, 5, 2, 6, 4, 7, 5, 8))
    todo = rows.TodoRowValue
    left = _list_card(
        "To do",
        small_rows.TodoRow(),
        (
            todo(1, "Send quote for school gate planters", "Benjamin Holt", "Yesterday", "danger"),
            todo(2, "Call Arjun about paving", "Arjun Mehta", "Today, 11:00", "accent_text"),
            todo(3, "Order turf", "Riverside Bowls Club", "Tue 1 Dec", done=True),
            todo(4, "Chen Wei", "last contact 2 months ago", "2 months", lead="avatar"),
            todo(5, "Bronwen Price turns 50", "Today", "", lead="cake"),
        ),
    )
    meet = rows.AppointmentRowValue
    right = _list_card(
        "Appointments",
        small_rows.AppointmentRow(),
        (
            meet(1, "8:30", "10:00", "Courtyard survey", "Price Dental Practice", past=True),
            meet(2, "11:00", "11:45", "Call back Arjun", "About paving", badge="in 20 min"),
            meet(3, "13:00", "14:30", "Samples", "Marlow Bakery", kind="slate", cancelled=True),
        ),
    )
    lists = QHBoxLayout()
    lists.setSpacing(16)
    lists.addWidget(left, 3, Qt.AlignmentFlag.AlignTop)
    lists.addWidget(right, 2, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    column.addLayout(cards)
    column.addWidget(
        InfoBar(
            "Two columns need a quick look: dates could be day first or month "
            "first, and “PLZ Ort” holds two things.",
            "warn",
        )
    )
    column.addWidget(InfoBar("The last backup is eight days old.", "danger", button="Back up now"))
    column.addLayout(lists)
    strip = ProgressStrip()
    strip.set_progress("312 of 842 rows", 312, 842)
    column.addWidget(strip)
    column.addStretch(1)
    return page


class _TableModel(QAbstractTableModel):
    heads = ("", "Account", "Main contact", "Town", "Kind", "Open deals", "Last contact")

    def __init__(self, values: tuple[rows.TableRowValue, ...]) -> None:
        super().__init__()
        self._values = values

    def rowCount(self, _parent: object = None) -> int:
        return len(self._values)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return self._values[index.row()] if role == RowRole else None

    def columnCount(self, _parent: object = None) -> int:
        return len(self.heads)

    def headerData(self, section: int, orientation: object, role: int = 0) -> object:
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self.heads[section] if wanted else None


def _accounts_page() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 14, 0, 0)
    steps = StepHeader(("Choose file", "Match columns", "Check", "Finish"), 1)
    column.addWidget(steps)
    view = TableList(("check", "name", "text", "text", "chip", "money", "date"))
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
    values = tuple(
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
    model = _TableModel(values)
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


def _board_page() -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(24, 20, 24, 20)
    row.setSpacing(24)
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
    board.setFixedWidth(270)
    board.choose_row(0)
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
    row.addWidget(board)
    row.addLayout(form, 1)
    row.addLayout(side, 1)
    return page


def _empty_page() -> QWidget:
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


def _floating(window: QWidget) -> None:
    toast = Toast(window)
    toast.show_toast("“Green repair” moved to Agreed")
    pop = Popover(window, width=330)
    pop.body.addWidget(Label("Site visit", "lead"))
    pop.body.addWidget(TextField("With", "Charlotte Webb", icon="user"))
    pop.body.addWidget(TextArea("Notes", "Bring cedar samples."))
    pop.body.addWidget(Button("Done", kind="primary"))
    pop.open_at(QRect(QPoint(640, 300), QPoint(700, 320)))
    window.kept = (toast, pop)


def _search(window: QWidget) -> None:
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


def _shots() -> dict[str, QWidget]:
    pages = {
        "contacts": _contacts_page(),
        "today": _today_page(),
        "accounts": _accounts_page(),
        "board": _board_page(),
        "empty": _empty_page(),
        "floating": _contacts_page(),
        "search": _contacts_page(),
    }
    for page in pages.values():
        page.resize(1200, 760)
        page.show()
    _floating(pages["floating"])
    _search(pages["search"])
    return pages


def main(arguments: list[str]) -> int:
    """Write the pictures; the first argument is the folder, the second the text size."""
    folder = Path(arguments[0])
    scale = float(arguments[1]) if len(arguments) > 1 else 1.0
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for mode in ("light", "dark"):
        current().apply(app, mode, scale=scale, reduce_motion=True)
        pages = _shots()
        app.processEvents()
        for name, page in pages.items():
            for dpr in (1, 2):
                image = QImage(page.size() * dpr, QImage.Format.Format_ARGB32_Premultiplied)
                image.setDevicePixelRatio(dpr)
                painter = QPainter(image)
                page.render(painter, QPoint(0, 0))
                painter.end()
                image.save(str(folder / f"{name}_{mode}_{dpr}x.png"))
            page.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
