"""The Documents page: letters written, letters made, files kept."""

import io
from datetime import datetime

import docx
import pytest
from PySide6.QtCore import QPoint, Qt

from app.models.contact import Contact
from app.models.operations import contacts, documents, people
from app.models.reach import PostalAddress
from app.storage.queries import letter_runs, records
from app.storage.settings import save_settings
from app.ui.panes.letters.documents import FILES, LETTERS, SENT, DocumentsPane

NOW = datetime(2026, 11, 18, 10, 0)


def word_file(*lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def everybody(session):
    ids = []
    for name in ("Ann Lee", "Bob May", "Cleo Nye", "Dan Orr"):
        first, _, last = name.partition(" ")
        no_post = int(name == "Bob May")
        made = session.do(
            contacts.save_contact,
            Contact(name=name, first_name=first, last_name=last, no_post=no_post),
        )
        if name != "Cleo Nye":
            address = PostalAddress(street="1 High Street", postcode="LS1 4AP", town="Leeds")
            session.do(people.save_addresses, "contact", made, [address])
        ids.append(made)
    session.do(people.add_tag, "contact", ids, "Spring mailing")
    session.do(save_settings, {"sender_name": "Tom Hartley"})
    return ids


@pytest.fixture
def pane(qtbot, session, everybody):
    made = DocumentsPane(session, clock=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1223, 800)
    made.show()
    made.enter()
    return made


def test_files_that_expire_soon_have_a_chip_of_their_own(pane, session):
    files = pane.files
    kept = [session.do(documents.add_content, name, b"x") for name in ("A.txt", "B.txt", "C.txt")]
    assert not files.chips.isVisibleTo(files)
    session.do(documents.set_document, kept[0], expires_on="2026-12-01")
    session.do(documents.set_document, kept[1], expires_on="2026-10-01", status="void")
    session.do(documents.set_document, kept[2], expires_on="2027-06-01")
    assert files.chips.isVisibleTo(files)
    files.chips.set_current("soon")
    files.chips.chosen.emit("soon")
    assert [files.table.id_at(row) for row in range(files.table.count())] == [kept[0]]
    session.do(documents.set_document, kept[0], expires_on="")
    assert not files.chips.isVisibleTo(files)
    assert files.table.count() == 3


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(pane):
    return pane.letter.preview.sheets.spoken


def make(qtbot, pane):
    press(qtbot, pane.letter.recipients.make)
    qtbot.waitUntil(lambda: pane.letter.doing.maker.job is None and pane.session.job is None)


def reasons(pane):
    return {one.name: one.reason for one in pane.letter.work.base.left_out}


def test_a_letter_wished_elsewhere_shows_who_gets_it_and_why_others_do_not(pane, everybody):
    pane.show_tab(FILES)
    pane.write_letter(everybody)
    assert pane.tab == LETTERS
    side = pane.letter.recipients
    assert side.count.text() == "2 of 4"
    assert reasons(pane) == {"Bob May": "Asked for no letters", "Cleo Nye": "No postal address"}
    assert side.make.text() == "Make 2 letters"


def test_every_letter_can_be_looked_at_before_it_is_made(qtbot, pane, everybody):
    pane.write_letter(everybody)
    assert "Dear Ann Lee," in shown(pane)
    press(qtbot, pane.letter.preview.after)
    assert "Dear Dan Orr," in shown(pane)
    assert pane.letter.preview.place.text() == "2 of 2"


def test_somebody_is_left_out_with_a_press_on_the_box(qtbot, pane, everybody):
    pane.write_letter(everybody)
    rows = pane.letter.recipients.list
    middle = QPoint(28, rows.rowHeight(0) // 2)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert pane.letter.work.receiving() == [everybody[3]]
    assert "Dear Dan Orr," in shown(pane)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert pane.letter.work.receiving() == [everybody[0], everybody[3]]


def test_letters_are_made_logged_and_taken_back(qtbot, pane, session, everybody):
    pane.write_letter(everybody)
    with qtbot.waitSignal(pane.letter.made) as made, qtbot.waitSignal(session.noticed) as said:
        press(qtbot, pane.letter.recipients.make)
    qtbot.waitUntil(lambda: pane.letter.doing.maker.job is None and session.job is None)
    assert made.args[0].files[0].parent.name == "2026"
    assert said.args[0].text == "2 letters made."
    assert len(session.read(letter_runs.runs)) == 1
    assert session.undo(said.args[0].step_id)
    assert not session.read(letter_runs.runs)


def test_sent_letters_are_listed_and_made_again(qtbot, pane, everybody):
    pane.write_letter(everybody)
    make(qtbot, pane)
    pane.show_tab(SENT)
    page = pane.sent_page
    assert [one["name"] for one in page.letters] == ["Ann Lee", "Dan Orr"]
    path = page.letter_again()
    said = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "Dear Ann Lee," in said


def test_a_field_that_means_nothing_is_said_before_the_run(pane, tmp_path):
    path = tmp_path / "Own.docx"
    path.write_bytes(word_file("{{frist_name}}"))
    pane.add_template(path)
    notice = pane.letter.preview.notice
    assert notice.isVisible()
    assert pane.templates.current_name() == "Own.docx"


def test_a_file_that_is_no_template_is_refused_with_a_sentence(pane, session, tmp_path):
    path = tmp_path / "Own.docx"
    path.write_bytes(b"no letter")
    pane.add_template(path)
    assert pane.letter.preview.notice.isVisible()
    assert not session.read(letter_runs.templates)


def test_a_tag_is_added_as_a_source(pane, session, everybody):
    (tag,) = session.read(records.all_tags)
    pane.letter.sources._pick_tag(tag)
    assert pane.letter.recipients.ids() == everybody


def test_what_is_saved_in_word_is_taken_in_as_a_new_version(pane, session):
    before = pane.letter.work.content
    editing = pane.letter.editing
    path = editing.begin(pane.letter.entry.name, before)
    path.write_bytes(word_file("Dear {{first_name}}, all new"))
    editing.look()
    assert pane.letter.preview.notice.isVisible()
    pane.letter.take_edited()
    assert "all new" in shown(pane)
    assert len(session.read(letter_runs.templates)) == 1


def add_files(qtbot, pane, *paths):
    pane.files.add_paths(list(paths))
    qtbot.waitUntil(
        lambda: pane.files.keeper.job is None and pane.session.job is None, timeout=20_000
    )


def test_files_are_kept_renamed_and_deleted_with_undo(qtbot, pane, session, tmp_path):
    pane.show_tab(FILES)
    path = tmp_path / "Plan.txt"
    path.write_text("the plan")
    add_files(qtbot, pane, path)
    assert pane.file_page.title.text() == "Plan.txt"
    assert pane.file_page.preview.text.toPlainText() == "the plan"
    pane.file_page.name.committed.emit("Garden plan.txt")
    assert session.store.value("SELECT name FROM document") == "Garden plan.txt"
    pane.delete_selected()
    assert pane.files.table.count() == 0
    session.undo()
    assert pane.files.table.count() == 1


def test_a_program_in_disguise_is_not_opened(qtbot, pane, session, monkeypatch):
    opened = []
    monkeypatch.setattr("app.ui.panes.files.file_page.show_outside", opened.append)
    session.do(documents.add_content, "Invoice.pdf.exe", b"MZ")
    pane.show_tab(FILES)
    assert pane.file_page.row["name"] == "Invoice.pdf.exe"
    with qtbot.waitSignal(session.noticed) as said:
        press(qtbot, pane.file_page.open)
    assert "is a program" in said.args[0].text
    assert not opened
