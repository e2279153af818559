"""Placed pages through Qt: the same millimetres as in the PDF of our own."""

from __future__ import annotations

import pypdf
import pytest
from PySide6.QtWidgets import QApplication

from app.exchange.papers.label_sheets import find_sheet
from app.exchange.papers.labels import LabelBlock, layout
from app.exchange.papers.paper_geometry import PlacedPage
from app.ui.printing.placed_pages import measure_of, write_pdf


def test_text_stands_where_it_was_placed_to_two_tenths_of_a_millimetre(
    qapp: QApplication, tmp_path
) -> None:
    sheet = find_sheet("L7160")
    pages = layout(sheet, [LabelBlock(("Ann", "Ely"))] * 22, measure=measure_of("Inter")).pages
    write_pdf(tmp_path / "l.pdf", pages)
    read = pypdf.PdfReader(tmp_path / "l.pdf").pages
    found: list[tuple[float, float]] = []

    def visit(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            left = inner[4] * outer[0] + outer[4]
            up = inner[5] * outer[3] + outer[5]
            high = float(read[0].mediabox.height)
            found.append((left * 25.4 / 72, (high - up) * 25.4 / 72))

    read[0].extract_text(visitor_text=visit)
    assert len(read) == 2
    assert float(read[0].mediabox.width) * 25.4 / 72 == pytest.approx(210, abs=0.2)
    for place, line in zip(found, pages[0].lines, strict=True):
        assert place == pytest.approx((line.left, line.baseline), abs=0.2)


def test_pages_of_different_sizes_and_none_at_all(qapp: QApplication, tmp_path) -> None:
    write_pdf(tmp_path / "e.pdf", [PlacedPage(220, 110)])
    box = pypdf.PdfReader(tmp_path / "e.pdf").pages[0].mediabox
    assert float(box.width) * 25.4 / 72 == pytest.approx(220, abs=0.2)
    assert float(box.height) * 25.4 / 72 == pytest.approx(110, abs=0.2)
