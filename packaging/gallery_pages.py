"""The pages of the gallery: every widget and row with made-up people."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.delegates import contact_row, rows, small_rows, timeline_row
from app.ui.delegates.rows import Mark
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.widgets.buttons import Button, IconButton, LinkLabel
from app.ui.widgets.cards import Card, NumberCard
from app.ui.widgets.chips import Chip, FilterChips
from app.ui.widgets.inline_field import InlineField
from app.ui.widgets.label import Label
from app.ui.widgets.nav_bar import NavBar
from app.ui.widgets.notices import InfoBar
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.segmented import SegmentedControl
from app.ui.widgets.splitter import Splitter

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


def _timeline() -> RowList:
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
    return view


def _details() -> QVBoxLayout:
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
    return details


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
    view, details = _timeline(), _details()
    grid.addLayout(tags, 0, 0, 1, 2)
    grid.addLayout(buttons, 1, 0, 1, 2)
    grid.addWidget(view, 2, 0)
    grid.addLayout(details, 2, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(1, 250)
    return box


def contacts_page() -> QWidget:
    """Build: contacts page."""
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


def _today_lists() -> QHBoxLayout:
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
    return lists


def today_page() -> QWidget:
    """Build: today page."""
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
    column.addLayout(_today_lists())
    strip = ProgressStrip()
    strip.set_progress("312 of 842 rows", 312, 842)
    column.addWidget(strip)
    column.addStretch(1)
    return page
