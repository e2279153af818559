"""A finished letter laid out on sheets, as near to Word as plain text layout comes.

Lengths are quarters of a point while laying out, so that type sizes stay whole pixels and the
lines break alike at every zoom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from app.exchange.word.letter_page import PageShape
from app.exchange.word.letters import PreviewParagraph, PreviewRun

UNITS = 4
INK = QColor("#1f1d1a")
TINT = QColor("#e3f0eb")
_ALIGN = {
    "right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter,
    "both": Qt.AlignmentFlag.AlignJustify,
}  # fmt: skip


@dataclass(slots=True)
class _Line:
    """One line of a paragraph and where it stands."""

    layout: QTextLayout
    number: int
    x: float
    y: float
    mark: str = ""


@dataclass(slots=True)
class _Picture:
    image: QImage
    box: QRectF


@dataclass(slots=True)
class Sheet:
    """What stands on one sheet."""

    lines: list[_Line] = field(default_factory=list)
    pictures: list[_Picture] = field(default_factory=list)

    def paint(self, painter: QPainter) -> None:
        """Paint in quarters of a point from the sheet's corner."""
        for picture in self.pictures:
            painter.drawImage(picture.box, picture.image)
        painter.setPen(INK)
        for one in self.lines:
            line = one.layout.lineAt(one.number)
            # A line knows its place in its paragraph; what counts is where we put it.
            line.draw(painter, QPointF(one.x, one.y - line.y()))
            if one.mark:
                painter.setFont(one.layout.font())
                painter.drawText(QPointF(one.x - 9 * UNITS, one.y + line.ascent()), one.mark)


def lay_out(paragraphs: Sequence[PreviewParagraph], shape: PageShape) -> list[Sheet]:
    """The sheets of a letter; header and footer stand on each."""
    by_place: dict[str, list[PreviewParagraph]] = {"header": [], "body": [], "footer": []}
    for one in paragraphs:
        by_place[one.place].append(one)
    width = (shape.width - shape.left - shape.right) * UNITS
    head = _Column(shape.left * UNITS, width, shape.header * UNITS)
    for one in by_place["header"]:
        head.add(one)
    body = _Column(shape.left * UNITS, width, max(shape.top * UNITS, head.y))
    body.bottom = (shape.height - shape.bottom) * UNITS
    for one in by_place["body"]:
        body.add(one)
    foot = _Column(shape.left * UNITS, width, 0)
    for one in by_place["footer"]:
        foot.add(one)
    down = (shape.height - shape.footer) * UNITS - foot.y
    for sheet in body.sheets:
        sheet.lines += head.sheets[0].lines
        sheet.pictures += head.sheets[0].pictures
        sheet.lines += [
            _Line(one.layout, one.number, one.x, one.y + down, one.mark)
            for one in foot.sheets[0].lines
        ]
        sheet.pictures += [
            _Picture(one.image, one.box.translated(0, down)) for one in foot.sheets[0].pictures
        ]
    return body.sheets


class _Column:
    """Fills sheets from top to bottom."""

    def __init__(self, x: float, width: float, top: float) -> None:
        self.x, self.width, self.top, self.y = x, width, top, top
        self.bottom = float("inf")
        self.sheets = [Sheet()]
        self._gap = 0.0

    def add(self, paragraph: PreviewParagraph) -> None:
        """Set a paragraph, or a row of a table, below what stands there."""
        if paragraph.new_page and self.y > self.top:
            self._turn()
        if paragraph.cells:
            self._add_row(paragraph)
            return
        # Of two spaces that meet, Word keeps the larger.
        self.y += max(paragraph.space_before * UNITS - self._gap, 0)
        pictures = [run for run in paragraph.runs if run.picture]
        for run in pictures:
            self._add_picture(run, paragraph.alignment)
        if not pictures or any(run.text.strip() for run in paragraph.runs):
            self._add_text(paragraph)
        self._gap = paragraph.space_after * UNITS
        self.y += self._gap

    def _turn(self) -> None:
        self.sheets.append(Sheet())
        self.y, self._gap = self.top, 0.0

    def _add_text(self, paragraph: PreviewParagraph) -> None:
        indent = paragraph.indent * UNITS
        layout = text_layout(paragraph, self.width - indent)
        mark = paragraph.list_mark
        for number in range(layout.lineCount()):
            height = layout.lineAt(number).height()
            if self.y + height > self.bottom and self.y > self.top:
                self._turn()
            line = _Line(layout, number, self.x + indent, self.y, mark)
            self.sheets[-1].lines.append(line)
            self.y += height
            mark = ""

    def _add_picture(self, run: PreviewRun, alignment: str) -> None:
        image = QImage.fromData(run.picture)
        if image.isNull() or run.width <= 0 or run.height <= 0:
            return
        wide = min(run.width * UNITS, self.width)
        tall = run.height * UNITS * wide / (run.width * UNITS)
        if self.y + tall > self.bottom and self.y > self.top:
            self._turn()
        share = {"right": 1.0, "center": 0.5}.get(alignment, 0.0)
        left = self.x + (self.width - wide) * share
        self.sheets[-1].pictures.append(_Picture(image, QRectF(left, self.y, wide, tall)))
        self.y += tall

    def _add_row(self, row: PreviewParagraph) -> None:
        width = self.width / len(row.cells)
        cells = []
        for place, paragraphs in enumerate(row.cells):
            cell = _Column(self.x + place * width, width - 6 * UNITS, 0)
            for one in paragraphs:
                cell.add(one)
            cells.append(cell)
        tall = max(cell.y for cell in cells)
        if self.y + tall > self.bottom and self.y > self.top:
            self._turn()
        for cell in cells:
            for sheet in cell.sheets:
                for line in sheet.lines:
                    line.y += self.y
                    self.sheets[-1].lines.append(line)
                for picture in sheet.pictures:
                    picture.box.translate(0, self.y)
                    self.sheets[-1].pictures.append(picture)
        self.y += tall
        self._gap = 0.0


def text_layout(paragraph: PreviewParagraph, width: float) -> QTextLayout:
    """The lines of a paragraph in that width; what was filled in stands on a tint."""
    text = "".join(run.text for run in paragraph.runs).replace("\n", "\u2028")
    size = paragraph.runs[0].size if paragraph.runs else 11.0
    layout = QTextLayout(text, _font(PreviewRun("", size=size, font=_family(paragraph))))
    option = QTextOption(_ALIGN.get(paragraph.alignment, Qt.AlignmentFlag.AlignLeft))
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTabStopDistance(36 * UNITS)
    layout.setTextOption(option)
    formats, start = [], 0
    for run in paragraph.runs:
        if run.text:
            formats.append(_range(run, start))
            start += len(run.text.encode("utf-16-le")) // 2
    layout.setFormats(formats)
    layout.beginLayout()
    y = 0.0
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, y))
        y += line.height()
        line = layout.createLine()
    layout.endLayout()
    return layout


def _family(paragraph: PreviewParagraph) -> str:
    return next((run.font for run in paragraph.runs if run.font), "")


def _range(run: PreviewRun, start: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = len(run.text.encode("utf-16-le")) // 2
    look = QTextCharFormat()
    look.setFont(_font(run))
    look.setForeground(QColor(run.colour) if run.colour else INK)
    if run.merged and run.text.strip():
        look.setBackground(TINT)
    made.format = look
    return made


def _font(run: PreviewRun) -> QFont:
    font = QFont(run.font) if run.font else QFont("serif")
    font.setPixelSize(max(round(run.size * UNITS), 4))
    font.setBold(run.bold)
    font.setItalic(run.italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
