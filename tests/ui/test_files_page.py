"""Files: dropped, found by their words, versions, notes, what expires, mails, faxes."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from app.desk import file_opening
from app.models.operations import documents, people
from app.models.reach import EmailAddress, PhoneNumber
from app.storage.queries import documents as files
from app.storage.queries import timeline
from app.storage.settings import save_settings
from app.ui.dialogs.log_fax import LogFax
from app.ui.panes.files.file_keeping import FileKeeper
from app.ui.panes.files.file_rows import export_account_files
from app.ui.panes.letters.documents import FILES, DocumentsPane
from tests.ui.frame import add_person, clock
from tests.ui.test_documents_pane import add_files, press

MAIL = (
    b"From: Ann Lee <ann@example.com>\r\nTo: office@example.com\r\nSubject: The terrace\r\n"
    b"Date: Mon, 16 Nov 2026 09:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n"
    b"Content-Type: text/plain\r\n\r\nCedar, please.\r\n"
)


@pytest.fixture
def pane(qtbot, session):
    made = DocumentsPane(session, clock=clock)
    qtbot.addWidget(made)
    made.resize(1223, 800)
    made.show()
    made.enter()
    made.show_tab(FILES)
    return made


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "Plan.txt"
    path.write_text("cedar boards, six metres")
    return path


def drop(widget, *paths, data=None):
    """Drag onto a widget and let go there; whether it was taken."""
    mime = data or QMimeData()
    if paths:
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), copy, mime, left, none)
    QApplication.sendEvent(widget, enter)
    event = QDropEvent(QPointF(20, 20), copy, mime, left, none)
    QApplication.sendEvent(widget, event)
    return enter.isAccepted() and event.isAccepted()


def test_a_dropped_file_is_found_by_the_words_in_it(qtbot, pane, note):
    assert drop(pane.file_page, note)
    qtbot.waitUntil(lambda: pane.files.table.count() == 1, timeout=20_000)
    pane.files._filter("metres")
    assert pane.files.table.count() == 1
    pane.files._filter("velvet")
    assert pane.files.table.count() == 0


def test_note_tags_and_end_are_kept_and_the_end_warns(qtbot, pane, session, note):
    add_files(qtbot, pane, note)
    page = pane.file_page
    page._keep("tags", "plan, cedar")
    page._keep("note", "second draft")
    page._keep("expires_on", "2026-11-30")
    row = session.store.get("document", page.row["id"])
    assert (row["tags"], row["note"], row["expires_on"]) == (
        "plan, cedar", "second draft", "2026-11-30",
    )  # fmt: skip
    assert page.notice.isVisible()
    assert "Expires" in page.notice._label.text()


def test_a_copy_changed_outside_is_offered_as_a_new_version(
    qtbot, pane, session, note, monkeypatch
):
    opened = []
    monkeypatch.setattr(
        "app.ui.panes.files.file_page.show_outside", lambda path: opened.append(path) or True
    )
    add_files(qtbot, pane, note)
    press(qtbot, pane.file_page.change)
    assert not pane.file_page.changes.look()
    opened[0].write_text("oak boards")
    assert pane.file_page.changes.look()
    press(qtbot, pane.file_page.changes.keep)
    found = session.read(files.versions, pane.file_page.row["id"])
    assert [row["version"] for row in found] == [2, 1]
    assert pane.file_page.preview.text.toPlainText() == "oak boards"
    assert pane.file_page.versions.isVisible()
    assert pane.files.table.count() == 1
    session.undo()
    assert len(session.read(files.versions, found[1]["id"])) == 1


def test_a_change_can_be_forgotten(qtbot, pane, session, note):
    add_files(qtbot, pane, note)
    copy = session.read(file_opening.open_copy, pane.file_page.row["id"], to_change=True)
    copy.path.write_text("nothing of worth")
    assert pane.file_page.changes.look()
    press(qtbot, pane.file_page.changes.drop)
    assert not pane.file_page.changes.isVisible()
    assert len(session.read(files.versions, pane.file_page.row["id"])) == 1


def test_a_picture_is_seen_without_opening_it(qtbot, pane, tmp_path):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    path = tmp_path / "Garden.png"
    assert image.save(str(path))
    add_files(qtbot, pane, path)
    assert pane.file_page.preview.currentIndex() == 0
    assert pane.file_page.preview.picture.image.width() == 40


def test_a_damaged_picture_says_that_there_is_nothing_to_see(qtbot, pane, tmp_path):
    path = tmp_path / "Broken.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\nnot a picture")
    add_files(qtbot, pane, path)
    assert pane.file_page.preview.currentIndex() == 2


def test_a_mail_dropped_on_somebody_stands_in_their_timeline(qtbot, window, session, tmp_path):
    ann = add_person(session.store, "Ann Lee")
    session.do(people.save_emails, "contact", ann, [EmailAddress("ann@example.com")])
    window.ways.open_record("contact", ann)
    page = window.stack.pane("contacts").page
    path = tmp_path / "Terrace.eml"
    path.write_bytes(MAIL)
    drop(page, path)
    qtbot.waitUntil(lambda: bool(session.read(timeline.of_contact, ann)), timeout=20_000)
    (row,) = session.read(timeline.of_contact, ann)
    assert (row["kind"], row["subject"]) == ("email", "The terrace")
    qtbot.waitUntil(lambda: page.composer.keeper.job is None and session.job is None)


def test_a_mail_that_comes_as_such_is_taken_too(qtbot, window, session):
    ann = add_person(session.store, "Ann Lee")
    window.ways.open_record("contact", ann)
    page = window.stack.pane("contacts").page
    data = QMimeData()
    data.setData("message/rfc822", MAIL)
    drop(page, data=data)
    qtbot.waitUntil(lambda: bool(session.read(timeline.of_contact, ann)), timeout=20_000)
    qtbot.waitUntil(lambda: page.composer.keeper.job is None and session.job is None)


@pytest.mark.parametrize(("answer", "kept"), [("", 0), ("keep", 1), ("link", 1)])
def test_a_large_file_is_asked_about(qtbot, pane, session, tmp_path, answer, kept):
    session.do(save_settings, {"file_limit_mb": "1"})
    path = tmp_path / "Large.bin"
    path.write_bytes(b"x" * (1_100_000))
    asked = []
    keeper = FileKeeper(session, pane, ask=lambda names, *_: asked.append(names) or answer)
    keeper.keep([path], {})
    qtbot.waitUntil(lambda: keeper.job is None and session.job is None, timeout=20_000)
    assert asked == [["Large.bin"]]
    assert session.store.value("SELECT count(*) FROM document") == kept
    linked = session.store.value("SELECT count(*) FROM document WHERE link_path <> ''")
    assert linked == int(answer == "link")


def test_all_files_of_an_account_are_saved_to_a_folder(qtbot, session, tmp_path):
    person = add_person(session.store, "Ann Lee", "Lee & Sons")
    firm = session.store.value("SELECT id FROM account")
    session.do(documents.add_content, "Quote.txt", b"one", account_id=firm)
    session.do(documents.add_content, "Quote.txt", b"two", contact_id=person)
    job = export_account_files(session, firm, tmp_path / "out")
    with qtbot.waitSignal(job.ended, timeout=20_000):
        pass
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["Quote (2).txt", "Quote.txt"]


def test_a_fax_is_logged_by_its_number(qtbot, session):
    ann = add_person(session.store, "Ann Lee")
    session.do(people.save_phones, "contact", ann, [PhoneNumber("0113 496 0001", kind="fax")])
    dialog = LogFax(session)
    qtbot.addWidget(dialog)
    dialog.number.set_text("+44 113 496 0009")
    dialog.keep()
    assert "Nobody in the book" in dialog.error.text()
    dialog.number.set_text("+44 113 496 0001")
    dialog._look()
    assert dialog.who.text() == "Ann Lee"
    dialog.subject.set_text("Order")
    dialog.keep()
    (row,) = session.read(timeline.of_contact, ann)
    assert (row["kind"], row["subject"]) == ("fax", "Order")


def test_files_of_old_are_read_when_somebody_looks_inside(qtbot, pane, session):
    session.do(documents.add_content, "Old plan.txt", b"velvet curtains")
    pane.files.read()
    pane.files.filter.set_text("velvet")
    pane.files._filter("velvet")
    qtbot.waitUntil(lambda: pane.files.table.count() == 1, timeout=20_000)
    qtbot.waitUntil(lambda: session.job is None)
