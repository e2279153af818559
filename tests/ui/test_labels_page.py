"""Labels, envelopes and printed lists: chosen, laid out, made, and remembered."""

from dataclasses import replace

import docx
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt

from app.desk import letter_labels
from app.models.contact import Contact
from app.models.operations import consents, contacts, people
from app.models.reach import PhoneNumber, PostalAddress
from app.ui.dialogs.returned_mail import ReturnedMail
from app.ui.panes.letters.documents import DocumentsPane
from app.ui.panes.papers.label_chooser import SheetChooser
from app.ui.panes.papers.printer_offset import OffsetPopover
from tests.ui.frame import clock
from tests.ui.test_documents_pane import press


@pytest.fixture
def three(session):
    ids = []
    for name, born in (("Ann Lee", "1976-11-18"), ("Bob May", ""), ("Cleo Nye", "--03-04")):
        first, _, last = name.partition(" ")
        made = session.do(
            contacts.save_contact,
            Contact(name=name, first_name=first, last_name=last, birthday=born),
        )
        place = PostalAddress(street="1 High Street", postcode="LS1 4AP", town="Leeds")
        session.do(people.save_addresses, "contact", made, [place])
        session.do(people.save_phones, "contact", made, [PhoneNumber("0113 496 0000")])
        ids.append(made)
    session.do(consents.set_marks, "contact", [ids[1]], no_post=1)
    return ids


@pytest.fixture
def pane(qtbot, session, three):
    made = DocumentsPane(session, clock=clock)
    qtbot.addWidget(made)
    made.resize(1223, 800)
    made.show()
    made.enter()
    made.make_paper("labels", three)
    return made


def texts(path):
    found = "\n".join(page.extract_text() for page in PdfReader(str(path)).pages)
    return found.replace("\t", " ")


def test_labels_pass_the_same_gate_as_letters(pane):
    names = [block.name for block in pane.letter.paper.labels.blocks]
    assert names == ["Ann Lee", "Cleo Nye"]
    assert pane.letter.recipients.make.text() == "Make 2 labels"


def test_labels_have_no_template_that_word_could_edit(pane, session):
    said = []
    session.noticed.connect(said.append)
    pane.edit_selected()
    assert [one.text for one in said] == ["Only letters are edited in Word."]
    assert pane.letter.editing.path is None


def test_the_first_free_label_is_pressed_on_the_painted_sheet(qtbot, pane):
    page = pane.letter.paper.labels
    view, sheet = page.view, page.sheet
    paper = view.paper()
    scale = paper.width() / sheet.page_width
    box = sheet.label(4)
    place = QPoint(
        round(paper.left() + (box.left + 5) * scale), round(paper.top() + (box.top + 5) * scale)
    )
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert page.start == 5
    first = page.laid.pages[0].lines[0]
    assert box.left < first.left < box.right
    assert box.top < first.baseline < box.bottom
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert page.start == 6


def test_labels_are_made_as_a_pdf_of_the_sheets_size(qtbot, pane):
    press(qtbot, pane.letter.recipients.make)
    path = pane.letter.paper._where
    page = PdfReader(str(path)).pages[0]
    assert abs(float(page.mediabox.width) * 25.4 / 72 - 210) < 0.2
    assert "Ann Lee" in texts(path)
    assert pane.letter.paper.labels.made.isVisible()


def test_a_sheet_is_found_by_the_number_on_its_pack(qtbot, pane):
    page = pane.letter.paper.labels
    press(qtbot, page.choose)
    chooser = pane.window().findChild(SheetChooser)
    chooser.find.set_text("3474")
    chooser._filter("3474")
    chooser._take_first()
    assert page.sheet.name == "Avery Zweckform 3474"


def test_own_measures_are_kept_and_wrong_ones_are_said(qtbot, pane, session):
    page = pane.letter.paper.labels
    press(qtbot, page.choose)
    chooser = pane.window().findChild(SheetChooser)
    chooser.pages.setCurrentIndex(1)
    chooser.name.set_text("Our tags")
    chooser.boxes["width"].set_text("300")
    press(qtbot, chooser.keep)
    assert chooser.error.isVisible()
    chooser.boxes["width"].set_text("60,5")
    press(qtbot, chooser.keep)
    assert page.sheet.name == "Our tags"
    assert page.sheet.width == 60.5
    assert [one.name for one in page.own_sheets()] == ["Our tags"]
    session.undo()
    assert not page.own_sheets()


def test_a_sheet_of_ones_own_can_be_deleted_again(qtbot, pane, session):
    page = pane.letter.paper.labels
    session.do(letter_labels.keep_sheet, replace(page.sheet, name="Our tags"))
    page.take_sheet("Our tags")
    press(qtbot, page.choose)
    chooser = pane.window().findChild(SheetChooser)
    chooser.pages.setCurrentIndex(1)
    press(qtbot, chooser.remove)
    assert page.own_sheets() == []
    assert page.sheet.name == "Avery L7160"
    session.undo()
    assert [one.name for one in page.own_sheets()] == ["Our tags"]


def test_a_printers_offset_moves_the_print_and_is_remembered(qtbot, pane, session, three):
    desk = pane.letter.paper
    before = desk.labels.laid.pages[0].lines[0].left
    desk.ask_offset()
    card = pane.window().findChild(OffsetPopover)
    card.across.set_text("far")
    press(qtbot, card.done)
    assert card.error.isVisible()
    card.across.set_text("1.5")
    card.down.set_text("-2")
    press(qtbot, card.done)
    assert desk.labels.laid.pages[0].lines[0].left == pytest.approx(before + 1.5)
    layout = pane.save_layout()
    again = DocumentsPane(session, clock=clock)
    qtbot.addWidget(again)
    again.restore_layout(layout)
    assert again.letter.paper.offsets == {"": (1.5, -2.0)}
    assert again.letter.paper.labels.offset == (1.5, -2.0)


def test_a_text_that_is_too_long_is_said_with_the_name(pane, session, three):
    long = PostalAddress(street="x" * 30, street2="A very long name of a house " * 6,
                         postcode="LS1 4AP", town="Leeds")  # fmt: skip
    session.do(people.save_addresses, "contact", three[0], [long])
    page = pane.letter.paper.labels
    page.take_sheet("Avery L7651")
    assert page.notice.isVisible()
    assert "Ann Lee" in page.notice._label.text()


def test_envelopes_carry_both_addresses_and_one_page_each(qtbot, pane):
    pane.templates.choose_kind("envelopes")
    page = pane.letter.paper.envelopes
    page.take_envelope("C5")
    press(qtbot, pane.letter.recipients.make)
    reader = PdfReader(str(pane.letter.paper._where))
    assert len(reader.pages) == 2
    assert abs(float(reader.pages[0].mediabox.width) * 25.4 / 72 - 229) < 0.2


@pytest.mark.parametrize(
    ("kind", "said"),
    [("directory", "Lee, Ann"), ("phones", "0113 496 0000"), ("birthdays", "November")],
)
def test_lists_are_made_as_word_files(qtbot, pane, kind, said):
    pane.templates.choose_kind(kind)
    press(qtbot, pane.letter.recipients.make)
    qtbot.waitUntil(lambda: pane.letter.paper.job is None and pane.session.job is None)
    document = docx.Document(str(pane.letter.paper._where))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert said in text.replace("\xa0", " ")
    # He wants no post, but a list of our own is not sent to him.
    assert ("May" in text) == (kind != "birthdays")


def test_a_pile_of_returned_letters_is_marked_by_code(qtbot, session, three):
    session.do(consents.set_marks, "contact", [three[0]], customer_code="10042")
    dialog = ReturnedMail(session, clock().date())
    qtbot.addWidget(dialog)
    dialog.codes.set_text("10042\n99999")
    dialog.mark_them()
    assert dialog.codes.text() == "99999"
    assert "Nobody has the code 99999." in dialog.error.text()
    marked = session.store.value("SELECT count(*) FROM address WHERE undeliverable_on <> ''")
    assert marked == 1
