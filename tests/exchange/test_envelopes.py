"""Envelopes and windows: where the address is, and whether the window shows all of it."""

import io
from pathlib import Path

import pypdf
import pytest

from app.exchange.papers.envelopes import (
    ENVELOPES,
    WINDOWS,
    address_area,
    block_in_window,
    envelope_page,
    find_envelope,
    find_window,
)
from app.exchange.papers.font_file import read_font
from app.exchange.papers.paper_geometry import Rect, block_height
from app.exchange.papers.pdf_pages import pdf_bytes
from tests.exchange.test_labels import FONT, places

LINES = ("Lee Ltd", "Ann Lee", "14 High Street", "LEEDS", "LS1 4AP")
WIDTH = read_font(Path(FONT)).width


def pdf(page):
    content, _ = pdf_bytes([page], read_font(Path(FONT)))
    return pypdf.PdfReader(io.BytesIO(content)).pages[0]


def test_the_field_of_din_5008_lies_where_the_norm_puts_it():
    form_b, form_a = find_window("DIN 5008 B, DL"), find_window("din 5008 a, dl")
    assert (form_b.seen.left, form_b.seen.top, form_b.seen.height) == (20, 45, 45)
    assert form_a.seen.top == 27


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: window.name)
def test_what_is_safe_shows_wherever_the_letter_slides(window):
    safe, seen = window.safe, window.seen
    across = max(window.envelope[0] - window.page[0], 0)
    for slid in (0, across / 2, across):
        shown = seen.moved(-slid, 0)
        assert shown.left <= safe.left + 0.01
        assert shown.right >= safe.right - 0.01


def test_a_block_elsewhere_on_the_page_is_outside():
    window = find_window("DIN 5008 B, DL")
    assert block_in_window(Rect(25, 63, 70, 26), window) is None
    assert block_in_window(Rect(25, 100, 70, 26), window, "Ann").how == "outside"


@pytest.mark.parametrize("envelope", ENVELOPES, ids=lambda envelope: envelope.name)
def test_a_printed_envelope_leaves_room_for_stamp_and_marks(envelope):
    page, overflow = envelope_page(envelope, LINES, ("Us Ltd", "1 Way"), measure=WIDTH)
    assert overflow is None or overflow.how == "shrunk"
    found = {text: (left, base) for text, left, base in places(pdf(page))}
    assert found["Us Ltd"][0] == pytest.approx(10, abs=0.2)
    left, base = found["LS1 4AP"]
    area = address_area(envelope)
    assert left == pytest.approx(area.left, abs=0.2)
    assert base <= envelope.height - 16 + 0.2
    assert block_height(5, 11) > 0
    assert find_envelope(envelope.name.lower()) is envelope
