"""Lists of people as Word documents: address directory, phone list, birthday list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.exchange.new_file import replacing
from app.exchange.papers.paper_geometry import A4
from app.models.letters.merge_names import MONTHS, fold, long_date

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

_ODD_SIGNS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF])
_GREY, _BODY, _SMALL = "5F6B7A", 9.5, 8.5


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """Somebody in an address directory: under which name, and the lines below it."""

    sort_name: str
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """Somebody on a phone list; `phones` are pairs of what kind and the number as shown."""

    sort_name: str
    name: str
    company: str = ""
    phones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BirthdayEntry:
    """Somebody on a birthday list. `year` is 0 when nobody knows it."""

    name: str
    month: int
    day: int
    year: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListLook:
    """How a list is headed and on what paper; `page` in millimetres, `columns` of text."""

    title: str
    language: str = "en"
    today: date | None = None
    page: tuple[float, float] = A4
    columns: int = 2


def address_directory(entries: Sequence[DirectoryEntry], path: str | Path, look: ListLook) -> int:
    """Names and addresses in columns, with a heading for each first letter; how many entries.

    Raises CannotWrite.
    """
    document = _document(look)
    for letter, group in _by_letter(entries):
        _heading(document, letter)
        for entry in group:
            _block(document, entry.name, entry.lines)
    return _written(document, path, len(entries))


def phone_list(entries: Sequence[PhoneEntry], path: str | Path, look: ListLook) -> int:
    """Names with their numbers, dots between; how many entries. Raises CannotWrite."""
    document = _document(look)
    wide = (look.page[0] - 30 - 8 * (look.columns - 1)) / look.columns
    for letter, group in _by_letter(entries):
        _heading(document, letter)
        for entry in group:
            _block(document, entry.name, (entry.company,) if entry.company else ())
            for kind, number in entry.phones:
                _dotted(document, kind, number, wide)
    return _written(document, path, len(entries))


def birthday_list(entries: Sequence[BirthdayEntry], path: str | Path, look: ListLook) -> int:
    """Birthdays by month and day, with the age reached this year; how many entries.

    Raises CannotWrite.
    """
    document = _document(look)
    this_year = (look.today or date.today()).year
    names = MONTHS.get(look.language[:2], MONTHS["en"])
    ordered = sorted(entries, key=lambda e: (e.month, e.day, fold(e.name)))
    wide = (look.page[0] - 30 - 8 * (look.columns - 1)) / look.columns
    month = 0
    for entry in ordered:
        if entry.month != month:
            month = entry.month
            _heading(document, names[month - 1].capitalize())
        age = f"{this_year - entry.year}" if 0 < entry.year <= this_year else ""
        _dotted(document, f"{entry.day}  {entry.name}", age, wide, strong=True)
        if entry.note:
            _line(document, entry.note)
    return _written(document, path, len(entries))


def _by_letter(
    entries: Sequence[Any],
) -> list[tuple[str, list[Any]]]:
    groups: dict[str, list[Any]] = {}
    for entry in sorted(entries, key=lambda e: (fold(e.sort_name or e.name), e.name)):
        folded = fold(entry.sort_name or entry.name)
        letter = folded[:1].upper() if folded[:1].isalpha() else "#"
        groups.setdefault(letter, []).append(entry)
    return sorted(groups.items(), key=lambda pair: (pair[0] == "#", pair[0]))


def _document(look: ListLook) -> Document:
    from docx import Document as new_document
    from docx.shared import Mm, Pt

    document = new_document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(_BODY)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(look.page[0]), Mm(look.page[1])
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    _head_and_foot(section, look, style)
    _columns(section, look.columns)
    document.core_properties.title = _plain(look.title)
    document.core_properties.author = ""
    return document


def _head_and_foot(section: Section, look: ListLook, normal: Any) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt, RGBColor

    day = look.today or date.today()
    written = long_date(day.year, day.month, day.day, look.language)
    head = section.header.paragraphs[0]
    head.style = normal  # the style of headers has tabs of its own
    head.paragraph_format.tab_stops.add_tab_stop(Mm(look.page[0] - 30), WD_TAB_ALIGNMENT.RIGHT)
    title = head.add_run(_plain(look.title))
    title.bold, title.font.size = True, Pt(13)
    when = head.add_run(f"\t{written}")
    when.font.size, when.font.color.rgb = Pt(_SMALL), RGBColor.from_string(_GREY)
    foot = section.footer.paragraphs[0]
    foot.alignment = 1
    for code in ("PAGE", "NUMPAGES"):
        if code == "NUMPAGES":
            foot.add_run(" / ")
        _field(foot, code)
    for run in foot.runs:
        run.font.size = Pt(_SMALL)


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        if kind == "text":
            continue
        made = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            made.set(qn("w:fldCharType"), kind)
        else:
            made.text = f" {code} "
        run._r.append(made)  # noqa: SLF001 - python-docx has no fields


def _columns(section: Section, count: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = section._sectPr  # noqa: SLF001 - python-docx has no columns
    columns = properties.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        properties.append(columns)
    columns.set(qn("w:num"), str(max(count, 1)))
    columns.set(qn("w:space"), "454")


def _plain(text: str) -> str:
    return text.translate(_ODD_SIGNS)


def _heading(document: Document, text: str) -> None:
    from docx.shared import Pt, RGBColor

    paragraph = document.add_heading(_plain(text), level=2)
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(10), Pt(2), True
    for run in paragraph.runs:
        run.font.name, run.font.size = "Calibri", Pt(12)
        run.font.color.rgb = RGBColor(0x1F, 0x2A, 0x37)


def _block(document: Document, name: str, lines: Sequence[str]) -> None:
    """A name and its lines, which stay together on one page."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.keep_together = True
    paragraph.add_run(_plain(name)).bold = True
    for line in lines:
        if line.strip():
            paragraph.add_run().add_break()
            paragraph.add_run(_plain(line))


def _line(document: Document, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = document.add_paragraph().add_run(_plain(text))
    run.font.size, run.font.color.rgb = Pt(_SMALL), RGBColor.from_string(_GREY)


def _dotted(
    document: Document, left: str, right: str, wide: float, *, strong: bool = False
) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_together = True
    if right:
        leader = WD_TAB_LEADER.SPACES if strong else WD_TAB_LEADER.DOTS
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(wide), WD_TAB_ALIGNMENT.RIGHT, leader)
    paragraph.add_run(_plain(left)).bold = strong or None
    if right:
        # Blanks inside a number must not break it over two lines.
        paragraph.add_run(f"\t{_plain(right)}".replace(" ", "\xa0"))


def _written(document: Document, path: str | Path, count: int) -> int:
    with replacing(path) as stream:
        document.save(stream)
    return count
