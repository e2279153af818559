"""The theme: contrast as measured, caches that follow it, words about days."""

import sys
from datetime import date, time, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from app.ui.theme import paint, tokens
from app.ui.theme.canvas import wrap_lines
from app.ui.theme.fonts import generic, pixel_size
from app.ui.theme.theme import current
from app.ui.widgets.date_words import parse_date, parse_time

TODAY = date(2026, 11, 18)
PALETTES = (tokens.LIGHT, tokens.DARK, tokens.LIGHT_CONTRAST, tokens.DARK_CONTRAST)
GROUNDS = ("nav", "canvas", "surface", "sunken", "raised", "hover")


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in QColor(colour).getRgb()[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def light(qapp):
    current().apply(qapp, "light", more_contrast=False, reduce_motion=True)
    yield current()
    current().apply(qapp, "light", more_contrast=False, reduce_motion=True)


@pytest.mark.parametrize("palette", PALETTES)
def test_words_can_be_read_on_every_ground(palette):
    for ground in GROUNDS:
        for words in ("text", "text2", "text3"):
            assert contrast(getattr(palette, words), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_words_can_be_read_on_every_tint(palette):
    for category in palette.categories:
        assert contrast(category.text, category.tint) >= 6.7
    for tone in ("danger", "warn", "info"):
        assert contrast(palette.text, getattr(palette, f"{tone}_tint")) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_check_boxes_and_the_focus_ring_stand_out(palette):
    assert contrast(palette.control, palette.surface) >= 3
    assert contrast(palette.focus, palette.surface) >= 3
    assert contrast(palette.on_accent, palette.accent) >= 4.5


def test_more_contrast_gives_inputs_an_edge_one_can_see():
    for palette in (tokens.LIGHT_CONTRAST, tokens.DARK_CONTRAST):
        assert contrast(palette.field_edge, palette.surface) >= 3


def test_windows_without_focus_look_like_those_with_it(light, qapp):
    palette = qapp.palette()
    group = QPalette.ColorGroup
    for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.Text):
        assert palette.color(group.Inactive, role) == palette.color(group.Active, role)


def test_a_change_of_theme_changes_colours_and_sizes_and_is_told(light, qapp, qtbot):
    before = light.color("canvas"), light.line("body")
    with qtbot.waitSignal(light.changed):
        light.apply(qapp, "dark", scale=1.6, more_contrast=False)
    assert light.palette.dark
    assert light.color("canvas") != before[0]
    assert light.line("body") > before[1]


def test_text_size_stays_within_what_the_layout_holds(light, qapp):
    light.apply(qapp, "light", scale=9.0)
    assert light.scale == tokens.MAX_SCALE


def test_captions_never_fall_under_what_can_be_read():
    assert pixel_size("caption", 0.9, "linux") == 11
    assert pixel_size("caption", 0.9, "win32") == 12


def test_only_aliases_are_replaced_by_the_bundled_family():
    assert generic("Sans Serif")
    assert not generic("Cantarell")


def test_initials_skip_what_is_no_letter():
    assert paint.initials("Charlotte Webb") == "CW"
    assert paint.initials("(Old) Mehta & Sons") == "OS"
    assert paint.initials("  ") == "?"


@given(st.text())
def test_any_name_has_initials_and_a_lasting_colour(name):
    assert len(paint.initials(name)) >= 1
    assert paint.seed_category(name) == paint.seed_category(name)
    assert paint.seed_category(name) in tokens.CATEGORY_NAMES


def test_a_shadow_is_darkest_at_the_box_and_gone_at_the_rim(light):
    image = QImage(200, 200, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint.shadow(painter, image.rect().adjusted(60, 60, -60, -60), 8, 2, 1.0)
    painter.end()
    alphas = [image.pixelColor(100, y).alpha() for y in (146, 152, 158, 164, 180)]
    assert alphas == sorted(alphas, reverse=True)
    assert alphas[0] > alphas[-1] == 0


def test_painting_loses_no_reference_to_none(light):
    image = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(2000):
        painter.setPen(QColor("red"))
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 200


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 19)),
        ("übermorgen", date(2026, 11, 20)),
        ("fri", date(2026, 11, 20)),
        ("wed", TODAY),
        ("next wed", date(2026, 11, 25)),
        ("last friday", date(2026, 11, 13)),
        ("in 2 weeks", date(2026, 12, 2)),
        ("in 3 days", date(2026, 11, 21)),
        ("+3", date(2026, 11, 21)),
        ("+2w", date(2026, 12, 2)),
        ("a week ago", date(2026, 11, 11)),
        ("19.11.", date(2026, 11, 19)),
        ("1.2.", date(2027, 2, 1)),
        ("19.11.26", date(2026, 11, 19)),
        ("2026-12-24", date(2026, 12, 24)),
        ("19 nov", date(2026, 11, 19)),
        ("19th of November 2027", date(2027, 11, 19)),
        ("Nov 19, 2027", date(2027, 11, 19)),
        ("3. März", date(2027, 3, 3)),
        ("Thu 19 Nov 2026", date(2026, 11, 19)),
        ("end of month", date(2026, 11, 30)),
        ("29.2.", date(2028, 2, 29)),
        ("31.2.", None),
        ("sometime", None),
        ("", None),
        ("99999999999999 days ago", None),
    ],
)
def test_days_are_understood_as_people_type_them(words, day):
    assert parse_date(words, TODAY) == day


def test_the_locale_settles_which_figure_is_the_day():
    assert parse_date("3/4", TODAY) == date(2027, 4, 3)
    assert parse_date("3/4", TODAY, day_first=False) == date(2027, 3, 4)
    assert parse_date("25/12", TODAY, day_first=False) == date(2026, 12, 25)


def test_history_takes_the_last_such_day():
    assert parse_date("1.2.", TODAY, past=True) == date(2026, 2, 1)
    assert parse_date("1.12.", TODAY, past=True) == date(2025, 12, 1)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_every_iso_day_is_read_back(day):
    assert parse_date(day.isoformat(), TODAY) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}", TODAY) == day


@given(st.text(max_size=30), st.dates())
def test_no_words_break_the_reading_of_days_or_times(text, today):
    found = parse_date(text, today)
    assert found is None or isinstance(found, date)
    assert parse_time(text) is None or isinstance(parse_time(text), time)


@given(st.integers(min_value=0, max_value=300))
def test_in_n_days_is_n_days_ahead(days):
    assert parse_date(f"in {days} days", TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("9", time(9)),
        ("10:30", time(10, 30)),
        ("1030", time(10, 30)),
        ("930", time(9, 30)),
        ("9.15", time(9, 15)),
        ("9h", time(9)),
        ("14 Uhr", time(14)),
        ("2:30 pm", time(14, 30)),
        ("12am", time(0)),
        ("noon", time(12)),
        ("25", None),
        ("10:75", None),
        ("13 pm", None),
        ("soon", None),
    ],
)
def test_times_are_understood_as_people_type_them(words, moment):
    assert parse_time(words) == moment


def test_a_note_of_a_million_letters_costs_no_more_than_the_lines_that_are_shown(light):
    text = "שלום עולם \U0001f600 many words " * 40_000
    begun = perf_counter()
    lines = wrap_lines(text, "body", 500, 12)
    assert perf_counter() - begun < 0.3
    assert len(lines) == 12
    assert lines[-1].endswith("…")
    assert lines[:6] == wrap_lines(text[:2000], "body", 500)[:6]
