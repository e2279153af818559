"""Widgets and row painters: what they report, what they keep, how fast they paint."""

import time
from datetime import date

import pytest
from PySide6.QtCore import QAbstractTableModel, QPoint, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.delegates import deal_card, palette_row, small_rows, timeline_row
from app.ui.delegates.contact_row import ContactRow
from app.ui.delegates.rows import (
    AppointmentRowValue,
    Cell,
    ContactRowValue,
    DealCardValue,
    FileRowValue,
    PaletteRowValue,
    RowRole,
    TableRowValue,
    TimelineRowValue,
    TodoRowValue,
    row_sentence,
)
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList, TableList, render_row
from app.ui.panes.imports.import_frame import Foot
from app.ui.theme.theme import current
from app.ui.widgets.bulk_bar import BulkBar
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.chips import Chip, FilterChips
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.fields import TextField
from app.ui.widgets.inline_field import InlineField
from app.ui.widgets.label import Label
from app.ui.widgets.mini_month import MiniMonth, month_weeks
from app.ui.widgets.nav_bar import NavBar
from app.ui.widgets.notices import TOAST_MS, Toast
from app.ui.widgets.popover import Popover
from app.ui.widgets.progress import ProgressStrip
from app.ui.widgets.search_palette import SearchPalette
from app.ui.widgets.segmented import SegmentedControl

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def theme(qapp):
    current().apply(qapp, "light", more_contrast=False, reduce_motion=True)
    return current()


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1000, 700)
    widget.show()
    return widget


class Table(QAbstractTableModel):
    def __init__(self, rows):
        super().__init__()
        self.rows = rows

    def rowCount(self, parent=None):
        return self.rows

    def columnCount(self, parent=None):
        return 3

    def data(self, index, role=0):
        if role != RowRole:
            return None
        cells = (Cell(), Cell(f"Firm {index.row()}"), Cell("£8,000"))
        return TableRowValue(index.row(), cells, company=True)


def test_an_ampersand_in_a_name_is_shown_and_is_no_shortcut(qtbot):
    button = Button("Brown & Sons")
    qtbot.addWidget(button)
    assert button.text() == "Brown & Sons"
    assert button.shortcut().isEmpty()


def test_enter_presses_a_button(qtbot):
    button = Button("Save")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_an_icon_button_says_what_it_does(qtbot):
    button = IconButton("x", "Clear selection")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Clear selection"


def test_a_label_shows_markup_as_it_was_typed(qtbot):
    label = Label("<b>Bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>Bold</b>"


def test_controls_grow_with_the_text_size(qtbot, qapp, theme):
    button = Button("Save")
    qtbot.addWidget(button)
    before = button.sizeHint().height()
    theme.apply(qapp, "light", scale=1.6, reduce_motion=True)
    assert button.sizeHint().height() > before


def test_a_segment_pressed_is_chosen(qtbot):
    control = SegmentedControl((("d", "Day"), ("w", "Week")), "d")
    qtbot.addWidget(control)
    with qtbot.waitSignal(control.chosen) as told:
        qtbot.keyClick(control, Qt.Key.Key_Right)
    assert told.args == ["w"]
    assert control.current_key() == "w"


def test_the_sixth_filter_lies_under_more(qtbot):
    chips = FilterChips([(str(n), f"Kind {n}") for n in range(8)])
    qtbot.addWidget(chips)
    assert len(chips._pills) == 4
    chips.set_current("7")
    assert chips._more.text() == "Kind 7"


def test_a_tag_tells_its_cross_from_itself(qtbot):
    chip = Chip("Mailing", "blue", removable=True)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    with qtbot.waitSignal(chip.remove_requested):
        place = QPoint(chip.width() - 8, chip.height() // 2)
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def test_a_toast_stands_above_the_verbs_for_chosen_rows(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    toast, bar = Toast(host), BulkBar(host, [("tag", "Tag", "tag")])
    host.show()
    toast.show_toast("Saved", button="")
    low = toast.y()
    bar.set_count(3)
    assert toast.y() + toast.box_rect().bottom() < bar.y() + bar.box_rect().top()
    bar.set_count(0)
    assert toast.y() == low


def test_pasted_line_breaks_become_spaces_in_a_line(qtbot, qapp):
    field = TextField("Street")
    qtbot.addWidget(field)
    qapp.clipboard().setText("12 High Street \r\n\tReading\n")
    field.editor.paste()
    assert field.text() == "12 High Street Reading"


def test_filters_that_have_no_room_lie_under_more(qtbot):
    chips = FilterChips([(str(number), f"Customers {number}") for number in range(5)])
    host = QWidget()
    qtbot.addWidget(host)
    chips.setParent(host)
    chips.resize(chips.sizeHint())
    host.show()
    assert not chips._more.isVisible()
    chips.resize(chips.sizeHint().width() - 20, 30)
    assert chips._more.isVisible()
    assert [one[0] for one in chips._rest] == ["4"]
    chips.set_current("4")
    assert chips._more.text() == "Customers 4"


def test_lists_made_in_the_light_are_dark_in_the_dark(qtbot, qapp):
    rows = RowList(small_rows.TodoRow())
    qtbot.addWidget(rows)
    rows.show()
    rows.hide()
    current().apply(qapp, "dark", reduce_motion=True)
    ground = rows.viewport().palette().color(QPalette.ColorRole.Base)
    assert ground == current().color("surface")
    current().apply(qapp, "light", reduce_motion=True)


def test_a_field_commits_once_and_esc_restores(qtbot):
    field = TextField("Name", "Ann")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.committed) as told:
        field.editor.setText("Anna")
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert told.args == ["Anna"]
    with qtbot.assertNotEmitted(field.committed):
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    field.editor.setText("Bea")
    qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    assert field.text() == "Anna"


def test_a_combo_reports_what_a_person_chose(qtbot):
    field = ComboField("Who goes", (("t", "Tom"), ("p", "Priya")), "t")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.chosen) as told:
        qtbot.keyClick(field.combo, Qt.Key.Key_Down)
    assert told.args == ["p"]
    assert field.current_key() == "p"


def test_a_date_field_understands_words_and_says_when_it_does_not(qtbot):
    field = DateField("Day", today=lambda: TODAY)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.date_changed) as told:
        field.editor.setText("tomorrow")
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert told.args == [date(2026, 11, 19)]
    field.editor.setText("whenever")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.error.whole_text()
    assert field.value() == date(2026, 11, 19)


def test_a_date_field_can_be_empty(qtbot):
    field = DateField("Day", TODAY, today=lambda: TODAY)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.date_changed) as told:
        field.editor.setText("")
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert told.args == [None]


def test_a_shown_day_is_not_changed_by_passing_through(qtbot):
    field = DateField("Day", TODAY, today=lambda: TODAY)
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.date_changed):
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    time_field = TimeField("From")
    qtbot.addWidget(time_field)
    assert time_field.value() is None


def test_an_inline_field_edits_saves_and_restores(qtbot, window):
    field = InlineField("Role", "Owner")
    field.setParent(window)
    field.show()
    field.edit()
    with qtbot.waitSignal(field.committed) as told:
        field._editor.editor.setText("Director")
        qtbot.keyClick(field._editor.editor, Qt.Key.Key_Return)
    assert told.args == ["Director"]
    qtbot.waitUntil(lambda: not field.is_editing())
    field.edit()
    field._editor.editor.setText("Nobody")
    qtbot.keyClick(field._editor.editor, Qt.Key.Key_Escape)
    qtbot.keyClick(field._editor.editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not field.is_editing())
    assert field.value() == "Director"


def test_a_refused_value_keeps_the_editor_open_with_what_was_typed(qtbot, window):
    field = InlineField("Email", "a@b.example", "email")
    field.setParent(window)
    field.show()
    field.committed.connect(lambda _text: field.set_error("This is no email address."))
    field.edit()
    field._editor.editor.setText("nonsense")
    qtbot.keyClick(field._editor.editor, Qt.Key.Key_Return)
    assert field.is_editing()
    assert field._editor.text() == "nonsense"
    assert field.value() == "a@b.example"


def test_a_phone_number_acts_when_pressed(qtbot):
    field = InlineField("Mobile", "07700 900 184", "phone")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.activated) as told:
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert told.args == ["07700 900 184"]
    assert not field.is_editing()


def test_a_month_shows_six_whole_weeks():
    weeks = month_weeks(date(2026, 11, 1), 0)
    assert weeks[0][0] == date(2026, 10, 26)
    assert len(weeks) == 6
    assert all(week[0].weekday() == 0 for week in weeks)


def test_keys_move_through_the_month(qtbot):
    month = MiniMonth(TODAY)
    qtbot.addWidget(month)
    qtbot.keyClick(month._days, Qt.Key.Key_Down)
    qtbot.keyClick(month._days, Qt.Key.Key_Down)
    assert month.month() == date(2026, 12, 1)
    with qtbot.waitSignal(month.date_chosen) as told:
        qtbot.keyClick(month._days, Qt.Key.Key_Return)
    assert told.args == [date(2026, 12, 2)]


def test_a_numbered_month_finds_its_days_beside_the_numbers(qtbot):
    month = MiniMonth(TODAY)
    qtbot.addWidget(month)
    month.number_weeks()
    days = month._days
    days.resize(220, days.sizeHint().height())
    room, height = days._gutter(), days.height() // 7
    assert days.day_at(QPoint(room - 1, height + 5)) is None
    assert days.day_at(QPoint(room + 1, height + 5)) == date(2026, 10, 26)
    assert days.day_at(QPoint(219, height + 5)) == date(2026, 11, 1)


def test_the_navigation_reports_pages_and_lists(qtbot):
    nav = NavBar()
    qtbot.addWidget(nav)
    nav.set_pages((("today", "Today", "sun"), ("contacts", "Contacts", "users")))
    nav.set_lists(((7, "Best & oldest", "evergreen", "48"),))
    with qtbot.waitSignal(nav.page_chosen) as told:
        nav._items["contacts"].click()
    assert told.args == ["contacts"]
    with qtbot.waitSignal(nav.list_chosen) as told:
        nav._lists[7].click()
    assert told.args == [7]


def test_a_month_says_its_chosen_day_to_a_screen_reader(qtbot):
    month = MiniMonth(TODAY)
    qtbot.addWidget(month)
    month.set_busy([TODAY])
    days = month.focusProxy()
    assert str(TODAY.year) in days.accessibleName()
    assert days.accessibleDescription().endswith("today, something is on")
    before = days.accessibleDescription()
    qtbot.keyClick(days, Qt.Key.Key_Right)
    assert days.accessibleDescription() not in ("", before)


def test_a_month_stands_at_the_ends_of_the_calendar(qtbot):
    month = MiniMonth(TODAY)
    qtbot.addWidget(month)
    for day, key in ((date(9999, 10, 31), Qt.Key.Key_Down), (date(1, 2, 1), Qt.Key.Key_Up)):
        month.set_selected(day)
        for _ in range(3):
            qtbot.keyClick(month.focusProxy(), key)
        month.focusProxy().grab()


def test_a_toast_does_not_lie_on_a_button(qtbot, window):
    toast = Toast(window)
    toast.show_toast("Saved", button="")
    button = Button("Undo this import", parent=window)
    button.setGeometry(toast.geometry().center().x() - 80, toast.geometry().center().y(), 160, 32)
    button.show()
    toast.show_toast("Saved", button="")
    box = toast.box_rect().translated(toast.pos())
    assert not box.intersects(button.geometry())
    assert window.rect().contains(box)


def test_a_toast_stands_still_while_it_is_read(qtbot, window):
    toast = Toast(window)
    toast.show_toast("Ann deleted")
    assert toast.time_left() <= TOAST_MS
    toast._pause()
    left = toast.time_left()
    assert toast.isVisible()
    assert toast.time_left() == left
    toast._left = 5
    with qtbot.waitSignal(toast.gone):
        toast._clock.start(5)


def test_undo_on_a_toast_is_reported_once(qtbot, window):
    toast = Toast(window)
    toast.show_toast("Ann deleted")
    with qtbot.waitSignal(toast.undo_requested):
        toast._undo.click()
    assert not toast.isVisible()


def test_a_popover_stays_inside_its_window_and_gives_the_focus_back(qtbot, window):
    anchor = Button("Edit", parent=window)
    anchor.move(960, 680)
    anchor.show()
    anchor.setFocus()
    popover = Popover(window, width=300)
    field = TextField("With")
    popover.body.addWidget(field)
    popover.open_beside(anchor)
    box = popover.box_rect().translated(popover.pos())
    assert window.rect().contains(box)
    with qtbot.waitSignal(popover.closed):
        qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_a_press_beside_a_popover_closes_it(qtbot, window):
    popover = Popover(window, width=200)
    popover.body.addWidget(TextField("With"))
    popover.open_at(window.rect().adjusted(400, 300, -500, -380))
    with qtbot.waitSignal(popover.closed):
        qtbot.mouseClick(popover._ground, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_the_bulk_bar_counts_and_hides(qtbot, window):
    bar = BulkBar(window, (("tag", "Tag", "tag"), ("delete", "Delete", "trash-2", "danger")))
    bar.set_count(3)
    assert bar.isVisible()
    assert bar._count.whole_text() == "3 selected"
    with qtbot.waitSignal(bar.verb_pressed) as told:
        bar._buttons["tag"].click()
    assert told.args == ["tag"]
    bar.set_count(0)
    assert not bar.isVisible()


def test_the_search_steps_over_headings_and_opens_the_chosen_hit(qtbot, window):
    palette = SearchPalette(window)
    palette.open_palette("ma")
    hits = [PaletteRowValue(1, "Marlow"), PaletteRowValue(2, "Mary")]
    palette.set_sections((("Best matches", hits[:1]), ("People", hits[1:])))
    assert palette.chosen().id == 1
    qtbot.keyClick(palette.input, Qt.Key.Key_Down)
    assert palette.chosen().id == 2
    with qtbot.waitSignal(palette.item_activated) as told:
        qtbot.keyClick(palette.input, Qt.Key.Key_Return)
    assert told.args == [2, False]
    assert not palette.isVisible()


def test_a_row_is_read_out_as_one_sentence():
    value = ContactRowValue(1, "Charlotte Webb", "Marlow Bakery", "today")
    assert row_sentence(value) == "Charlotte Webb, Marlow Bakery, today"


def test_letters_make_only_their_own_rows_higher(qtbot):
    values = [ContactRowValue(n, f"Name {n}", section="A" if n == 0 else "") for n in range(9)]
    model = ValueModel(values)
    view = RowList(ContactRow())
    qtbot.addWidget(view)
    view.setModel(model)
    view.set_section_rows([0])
    assert view.rowHeight(0) > view.rowHeight(1) == view.rowHeight(8)
    assert view.rowHeight(1) >= 56


def test_the_box_ticks_a_row_and_the_head_ticks_all(qtbot):
    model = Table(20)
    view = TableList(("check", "name", "money"))
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.setModel(model)
    view.show()
    for row in (2, 4):
        place = view.visualRect(model.index(row, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selected_rows() == [2, 4]
    view._toggle_all()
    assert view.selected_count() == 20


def test_a_tick_is_reported_with_the_id(qtbot):
    delegate = small_rows.TodoRow()
    model = ValueModel([TodoRowValue(2**62, "Call Arjun")])
    view = RowList(delegate)
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(400, 100)
    view.show()
    with qtbot.waitSignal(delegate.ticked) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(26, 26))
    assert told.args == [2**62, True]


VALUES = (
    (ContactRow(), ContactRowValue(1, "<b>Ann</b>\nWebb", "Line", "Today", section="A")),
    (ContactRow(compact=True), ContactRowValue(1, "", "", "")),
    (timeline_row.TimelineRow(), TimelineRowValue(1, "T", "now", body="x " * 900, file="a.docx")),
    (small_rows.TodoRow(), TodoRowValue(1, "T" * 500, "L", "W", done=True)),
    (small_rows.FileRow(), FileRowValue(1, "T", "L")),
    (small_rows.AppointmentRow(), AppointmentRowValue(1, "9", "10", "T", badge="in 20 min")),
    (deal_card.DealCard(), DealCardValue(1, "T", "A", "£1", "O", "S", "W", "late")),
    (palette_row.PaletteRow(), PaletteRowValue(1, "Title", ranges=((2, 99),))),
)


@pytest.mark.parametrize(("delegate", "value"), VALUES)
@pytest.mark.parametrize("width", [30, 360])
def test_every_row_paints_at_any_width_and_text_size(delegate, value, width, theme, qapp):
    for mode, scale in (("light", 0.9), ("dark", 1.6)):
        theme.apply(qapp, mode, scale=scale, more_contrast=True, reduce_motion=True)
        height = delegate.height_for(value, width)
        assert height > 0
        assert not render_row(delegate, value, (width, height), 1.5).isNull()


def test_rows_mirror_from_right_to_left(qtbot):
    view = RowList(ContactRow())
    qtbot.addWidget(view)
    view.setModel(ValueModel([ContactRowValue(1, "Ann")], view))
    view.resize(300, 60)
    left = view.grab().toImage()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    right = view.grab().toImage()
    ground = left.pixelColor(150, 2)
    assert left.pixelColor(36, 12) != ground
    assert right.pixelColor(300 - 36, 12) != ground


def test_a_hundred_thousand_rows_open_at_once(qtbot):
    values = [ContactRowValue(n, f"Name {n}", "Firm", "Today") for n in range(100_000)]
    model = ValueModel(values)
    view = RowList(ContactRow())
    qtbot.addWidget(view)
    view.resize(344, 800)
    begin = time.perf_counter()
    view.setModel(model)
    view.set_section_rows(range(0, 100_000, 4000))
    picture = QImage(view.size(), QImage.Format.Format_ARGB32_Premultiplied)
    view.render(picture)
    assert time.perf_counter() - begin < 0.5


def test_home_and_end_go_to_the_first_and_last_row(qtbot):
    rows, model = RowList(small_rows.TodoRow()), ValueModel()
    qtbot.addWidget(rows)
    model.set_values([TodoRowValue(number, f"Thing {number}") for number in range(1, 40)])
    rows.setModel(model)
    rows.choose_row(5)
    qtbot.keyClick(rows, Qt.Key.Key_End)
    assert rows.current_id() == 39
    qtbot.keyClick(rows, Qt.Key.Key_Home)
    assert rows.current_id() == 1


def test_chips_that_come_late_into_a_wide_row_are_all_shown(qtbot):
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from app.ui.widgets.chips import FilterChips

    row = QWidget()
    qtbot.addWidget(row)
    layout = QHBoxLayout(row)
    chips = FilterChips(most=6)
    layout.addWidget(chips)
    layout.addStretch(1)
    row.resize(900, 40)
    row.show()
    chips.set_options(
        [(name, name) for name in ("All", "Customers", "Leads", "Partners", "Others")]
    )
    qtbot.waitUntil(lambda: all(pill.isVisible() for pill in chips._pills))
    row.resize(230, 40)
    qtbot.waitUntil(lambda: not chips._pills[-1].isVisible())
    assert chips._pills[0].isVisible()


def test_a_toast_stands_on_the_words_of_a_pages_foot_and_leaves_its_buttons_free(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1150, 720)
    foot = Foot("Nothing is changed until the last step.")
    column = QVBoxLayout(host)
    column.addStretch(1)
    column.addWidget(foot)
    host.show()
    toast = Toast(host)
    toast.show_toast("Look-alike settled", button="")
    box = toast.box_rect().translated(toast.pos())
    assert foot.geometry().top() - 8 < box.top()
    assert box.right() < foot.mapTo(host, foot.back.pos()).x()


def test_what_runs_says_all_its_words_in_the_sidebar(qtbot):
    strip = ProgressStrip(narrow=True)
    qtbot.addWidget(strip)
    strip.setFixedWidth(196)
    strip.show()
    strip.set_progress("12,400 of 50,000 rows checked", 12_400, 50_000)
    one_line = strip.layout().totalHeightForWidth(196)
    strip.set_progress("50,000 of 50,000 rows; making them findable", 50_000, 50_000)
    assert strip.layout().totalHeightForWidth(196) > one_line
    strip.set_progress("Reading " + "a" * 90 + ".csv", 0, None)
    assert strip.minimumSizeHint().width() <= 196
    assert strip.toolTip().endswith(".csv")
