"""Makes the letter templates that ship in resources/letter_templates.

Run it after a change here: ``python packaging/make_letter_templates.py``. Needs python-docx. The
files carry real merge fields as Word writes them, so that they can be opened, changed and merged
in Word too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

TARGET = Path(__file__).resolve().parent.parent / "resources" / "letter_templates"
EVERGREEN = RGBColor(0x1F, 0x6F, 0x5C)
INK = RGBColor(0x22, 0x24, 0x23)
GREY = RGBColor(0x66, 0x6B, 0x68)
SERIF = "Georgia"
MADE = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Letter:
    """The words of one template; a field name stands in double angle marks."""

    file_name: str
    title: str
    subject: str
    body: tuple[str, ...]
    close: str = "Kind regards,"


LETTERS = (
    Letter(
        "Letter.docx",
        "Letter",
        "Subject of this letter",
        (
            (
                "Write what you have to say here. The name, the address and the greeting above are "
                "filled in for each person."
            ),
            "If you have any question, please call or write to us.",
        ),
    ),
    Letter(
        "Thank you.docx",
        "Thank you",
        "Thank you",
        (
            (
                "thank you for your trust. It was a pleasure to work for you, and we hope that "
                "everything is as you wished."
            ),
            "If something is not quite right, please tell us. We shall see to it at once.",
            "We would be glad to hear from you again.",
        ),
        "With our best wishes,",
    ),
    Letter(
        "Spring mailing.docx",
        "Spring mailing",
        "Your garden in spring",
        (
            (
                "the days are getting longer, and this is the best time to plan the year. If you "
                "tell us by the end of the month what you have in mind, we can begin in spring."
            ),
            "As one of our customers you save 10 % on all orders placed before Easter.",
            "We look forward to hearing from you.",
        ),
    ),
    Letter(
        "Appointment.docx",
        "Appointment",
        "Your appointment on «appointment_date»",
        (
            "we are looking forward to seeing you:",
            "«appointment_title»\n«appointment_date»«appointment_time|, »",
            "«appointment_place|Where: »",
            "«appointment_staff|You will be seen by »",
            "«appointment_bring|Please bring: »",
            "If the time does not suit you, please call us«sender_phone| on ».",
        ),
    ),
)


FAX_LINES = (
    ("To", "«full_name»"),
    ("Company", "«company»"),
    ("Fax", "«fax»"),
    ("From", "«sender_name», «business_name»"),
    ("Phone", "«sender_phone»"),
    ("Date", "«today»"),
    ("Pages with this one", "1"),
)
"""The lines of the fax cover sheet: what stands before, and what is filled in."""


def add_text(paragraph: Paragraph, text: str) -> None:
    """Write text in which «name» stands for a merge field; «name|words» puts words before it.

    The words stand there only when the field is filled (Word's own switch for that).
    """
    rest = text
    while "«" in rest:
        before, _, rest = rest.partition("«")
        name, _, rest = rest.partition("»")
        if before:
            paragraph.add_run(before)
        add_field(paragraph, *name.split("|"))
    if rest:
        paragraph.add_run(rest)


def add_field(paragraph: Paragraph, name: str, lead: str = "") -> None:
    """Write a complex MERGEFIELD: begin, code, separator, shown name, end."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = f"«{name}»"
        elif kind == "code":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            before = f'\\b "{lead}" ' if lead else ""
            code.text = f" MERGEFIELD {name} {before}\\* MERGEFORMAT "
            run.element.append(code)
        else:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run.element.append(char)


def set_styles(document: WordDocument) -> None:
    """Serif letters, evergreen for the firm's name, generous lines."""
    normal = document.styles["Normal"]
    normal.font.name = SERIF
    normal.element.rPr.rFonts.set(qn("w:cs"), SERIF)
    normal.font.size = Pt(11)
    normal.font.color.rgb = INK
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.15
    for name, size, colour, bold in (
        ("Business name", 20, EVERGREEN, True),
        ("Business address", 9, GREY, False),
        ("Subject", 14, INK, True),
        ("Body of letter", 11, INK, False),
    ):
        style = document.styles.add_style(name, 1)
        style.base_style = normal
        style.font.size = Pt(size)
        style.font.color.rgb = colour
        style.font.bold = bold
    document.styles["Subject"].paragraph_format.space_before = Pt(22)
    document.styles["Subject"].paragraph_format.space_after = Pt(12)
    document.styles["Body of letter"].paragraph_format.space_after = Pt(10)


def build(letter: Letter) -> WordDocument:
    """One A4 template with letterhead, address, date, subject, greeting, body and close."""
    document = Document()
    set_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    section.header_distance = section.footer_distance = Mm(12)
    add_text(document.add_paragraph(style="Business name"), "«business_name»")
    add_text(document.add_paragraph(style="Business address"), "«business_address»")
    address = document.add_paragraph()
    # With a business address of two lines it begins 58 mm down: five lines show in the window of
    # a British DL envelope (57 to 81 mm) and in that of DIN 5008 B (50 to 90 mm).
    address.paragraph_format.space_before = Pt(52)
    address.paragraph_format.line_spacing = 1.0
    address.paragraph_format.space_after = Pt(18)
    add_text(address, "«address_block»")
    for run in address.runs:
        run.font.size = Pt(10.5)
    today = document.add_paragraph()
    today.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_text(today, "«today»")
    add_text(document.add_paragraph(style="Subject"), letter.subject)
    for text in ("«greeting»", *letter.body):
        add_text(document.add_paragraph(style="Body of letter"), text)
    close = document.add_paragraph(letter.close)
    close.paragraph_format.space_before = Pt(6)
    close.paragraph_format.space_after = Pt(34)
    signed = document.add_paragraph()
    add_text(signed, "«sender_name»")
    for run in signed.runs:
        run.bold = True
    add_text(document.add_paragraph(), "«sender_job_title»")
    properties = document.core_properties
    properties.title, properties.author = letter.title, "Deskbook"
    properties.comments = ""
    properties.created = properties.modified = MADE
    return document


def build_fax_cover() -> WordDocument:
    """The A4 cover sheet of a fax: no address block, for a fax needs none."""
    document = Document()
    set_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    add_text(document.add_paragraph(style="Business name"), "«business_name»")
    add_text(document.add_paragraph(style="Business address"), "«business_address»")
    document.add_paragraph("Fax", style="Subject")
    table = document.add_table(rows=0, cols=2)
    for before, filled in FAX_LINES:
        row = table.add_row()
        row.height = Mm(9)
        row.cells[0].width, row.cells[1].width = Mm(45), Mm(115)
        row.cells[0].paragraphs[0].add_run(before).font.color.rgb = GREY
        add_text(row.cells[1].paragraphs[0], filled)
    document.add_paragraph()
    for text in ("«greeting»", "Write what the fax is about here.", "Kind regards,"):
        add_text(document.add_paragraph(style="Body of letter"), text)
    add_text(document.add_paragraph(), "«sender_name»")
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "Fax cover", "Deskbook", ""
    properties.created = properties.modified = MADE
    return document


def main() -> None:
    """Write all templates."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for letter in LETTERS:
        build(letter).save(str(TARGET / letter.file_name))
    build_fax_cover().save(str(TARGET / "Fax cover.docx"))


if __name__ == "__main__":
    main()
