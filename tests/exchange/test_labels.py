"""Labels: which place, what size, who is cut; measured again in the finished PDF."""

import io
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.papers.font_file import read_font
from app.exchange.papers.label_sheets import SHEETS, LabelSheet, find_sheet, sheet_from_json
from app.exchange.papers.labels import LabelBlock, layout, printer_grid, writable
from app.exchange.papers.paper_geometry import estimated_width
from app.exchange.papers.pdf_pages import pdf_bytes, write_pdf

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "Inter-Regular.otf"
ANN = LabelBlock(("Lee Ltd", "Ann Łukasz-Straße", "14 High Street", "LEEDS", "LS1 4AP"))


def places(page):
    """Words of a PDF page with left and baseline in millimetres from the upper left corner."""
    found = []

    def visit(text, _outer, matrix, _font, _size):
        if text.strip():
            high = float(page.mediabox.height)
            found.append((text.strip(), matrix[4] * 25.4 / 72, (high - matrix[5]) * 25.4 / 72))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_sheet_lies_on_its_page(sheet):
    assert sheet.problems() == []
    assert len(SHEETS) >= 30


def test_a_sheet_is_found_by_its_name_or_number_and_own_ones_first():
    assert find_sheet("avery l7160") == find_sheet("L7160")
    own = LabelSheet("L7160", 210, 297, 2, 2, 5, 5, 90, 90, 95, 95)
    assert find_sheet("L7160", (own,)) is own
    assert find_sheet("no such sheet") is None
    assert sheet_from_json(own.to_json()) == own


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "x"}', "nonsense", '{"rows": 1e999}'])
def test_measures_that_are_none_are_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$"):
        sheet_from_json(text)


def test_overlapping_labels_and_labels_beyond_the_page_are_told():
    assert LabelSheet("x", 210, 297, 3, 1, 5, 5, 80, 30, 70, 30).problems()
    assert LabelSheet("x", 210, 297, 3, 1, 5, 5, 80, 30, 80, 30).problems()


def test_labels_begin_at_the_first_free_one_and_go_on_with_a_new_sheet():
    sheet = find_sheet("L7160")
    made = layout(sheet, [ANN] * 20, start=4)
    assert [len(page.lines) for page in made.pages] == [18 * 5, 2 * 5]
    first = made.pages[0].lines[0]
    assert sheet.label(3).left < first.left < sheet.label(3).right
    with pytest.raises(ValueError, match="1 to 21"):
        layout(sheet, [ANN], start=22)


def test_text_stands_in_the_pdf_where_the_sheet_has_its_labels(tmp_path):
    sheet, font = find_sheet("L7160"), read_font(FONT)
    made = layout(sheet, [ANN] * 21, offset=(1.5, -0.5), measure=font.width)
    assert write_pdf(made.pages, tmp_path / "l.pdf", FONT) == 1
    page = pypdf.PdfReader(tmp_path / "l.pdf").pages[0]
    assert float(page.mediabox.width) * 25.4 / 72 == pytest.approx(210, abs=0.01)
    found = [place for place in places(page) if place[0] == "Lee Ltd"]
    assert len(found) == 21
    for index, (_, left, baseline) in enumerate(found):
        label = sheet.label(index)
        assert left == pytest.approx(label.left + 2.5 + 1.5, abs=0.2)
        middle = label.top + label.height / 2 - 0.5
        high = 10.5 * 25.4 / 72
        assert baseline == pytest.approx(middle - high * 2.9 + high * 0.8, abs=0.2)
    assert ANN.lines[1] in page.extract_text()


def test_the_grid_shows_each_label_with_its_number():
    sheet = find_sheet("5160")
    page = printer_grid(sheet, (1, 1))
    assert len(page.boxes) == len(page.lines) == 30
    content, count = pdf_bytes([page], read_font(FONT))
    shown = places(pypdf.PdfReader(io.BytesIO(content)).pages[0])
    assert count == 1
    assert [text for text, _, _ in shown] == [str(n) for n in range(1, 31)]


def test_what_is_too_large_is_shrunk_then_cut_and_somebody_is_named():
    sheet = find_sheet("L7651")
    long = LabelBlock(("Ann Lee", *("A very long line of an address" for _ in range(9)), "LEEDS"))
    made = layout(sheet, [long, LabelBlock(("Bo", "Ely"))])
    assert [(each.who, each.how) for each in made.overflows] == [("Ann Lee", "cut")]
    words = [line.text for line in made.pages[0].lines]
    assert words[0] == "Ann Lee"
    assert "LEEDS" in words
    slightly = LabelBlock(("Ann Lee", "x" * 18, "LEEDS"))
    assert [each.how for each in layout(sheet, [slightly]).overflows] == ["shrunk"]


@given(
    st.sampled_from(SHEETS),
    st.lists(st.text(max_size=60), max_size=12),
    st.integers(1, 5),
)
def test_nothing_is_ever_written_beyond_its_label(sheet, lines, start):
    start = min(start, sheet.count)
    made = layout(sheet, [LabelBlock(tuple(lines))], start=start)
    space = writable(sheet, start - 1)
    for page in made.pages:
        for line in page.lines:
            assert line.left >= space.left - 0.01
            assert line.left + estimated_width(line.text, line.points) <= space.right + 0.1
            assert line.points >= 10.5 * 0.7 - 0.01


def test_letters_the_font_has_no_shape_for_are_told():
    font = read_font(FONT)
    assert font.missing("Łódź Ωμέγα Жан 日") == "日"
    blocks = [LabelBlock(("日本", "Tokyo"), "Aki"), ANN]
    told = layout(find_sheet("L7160"), blocks, missing=font.missing).overflows
    assert [(each.who, each.how) for each in told] == [("Aki", "letters")]


def test_a_sheet_is_found_by_the_end_of_its_name():
    assert find_sheet("Zweckform 3474") == find_sheet("Avery Zweckform 3474") is not None
    assert find_sheet("474") is None
