"""Writing letters: who gets one, one letter changed by hand, options, marking as sent."""

import docx
import pytest
from PySide6.QtCore import Qt

from app.models.contact import Contact
from app.models.operations import consents, contacts, documents, households, people
from app.models.reach import PostalAddress
from app.storage.queries import letter_runs
from app.ui.panes.letters.documents import DocumentsPane
from app.ui.panes.letters.letter_change import ChangePopover
from app.ui.panes.letters.letter_names import NamesPopover
from app.ui.panes.letters.letter_options import OptionsPopover
from tests.ui.frame import clock
from tests.ui.test_documents_pane import make, press, reasons, shown, word_file


@pytest.fixture
def five(session):
    ids = []
    for number, name in enumerate(("Ann Lee", "Bob May", "Cleo Nye", "Dan Orr", "Eve Lee")):
        first, _, last = name.partition(" ")
        made = session.do(
            contacts.save_contact, Contact(name=name, first_name=first, last_name=last)
        )
        place = PostalAddress(street=f"{9 - number} High Street", postcode=f"LS{9 - number} 4AP",
                              town="Leeds")  # fmt: skip
        session.do(people.save_addresses, "contact", made, [place])
        ids.append(made)
    return ids


@pytest.fixture
def pane(qtbot, session, five):
    made = DocumentsPane(session, clock=clock)
    qtbot.addWidget(made)
    made.resize(1223, 800)
    made.show()
    made.enter()
    made.write_letter(five)
    return made


def timeline(session):
    return session.store.value("SELECT count(*) FROM activity WHERE kind = 'letter'")


def test_letters_stand_in_no_timeline_until_they_are_marked_as_sent(qtbot, pane, session):
    make(qtbot, pane)
    assert timeline(session) == 0
    press(qtbot, pane.letter.preview.made.mark)
    assert timeline(session) == 5
    (run,) = session.read(letter_runs.runs)
    assert run["state"] == "confirmed"
    session.undo()
    assert timeline(session) == 0


def test_letters_that_were_made_are_taken_back_with_one_press(qtbot, pane, session):
    make(qtbot, pane)
    press(qtbot, pane.letter.preview.made.undo)
    assert not session.read(letter_runs.runs)
    assert not pane.letter.preview.made.isVisible()


def test_one_letter_says_something_else_and_the_others_do_not(qtbot, pane, session):
    press(qtbot, pane.letter.preview.change)
    card = pane.window().findChild(ChangePopover)
    card.boxes["greeting" if "greeting" in card.boxes else "formal_greeting"].set_text("Hello Ann,")
    card.sentence.set_text("See you on Friday.")
    press(qtbot, card.done)
    assert "Hello Ann," in shown(pane)
    assert "See you on Friday." in shown(pane)
    press(qtbot, pane.letter.preview.after)
    assert "Hello Ann," not in shown(pane)
    make(qtbot, pane)
    last = pane.letter.doing.last
    said = "\n".join(paragraph.text for paragraph in docx.Document(str(last.files[0])).paragraphs)
    assert said.count("Hello Ann,") == 1
    assert said.count("See you on Friday.") == 1


def test_a_letter_is_left_out_while_stepping_through(qtbot, pane, five):
    press(qtbot, pane.letter.preview.skip)
    assert pane.letter.work.receiving() == five[1:]
    assert pane.letter.recipients.make.text() == "Make 4 letters"
    assert "Bob May" in shown(pane)


def test_those_left_out_are_grouped_by_reason_and_some_can_be_taken_in(pane, session, five):
    session.do(consents.set_marks, "contact", [five[1]], no_post=1)
    session.do(consents.set_marks, "contact", [five[2]], deceased=1)
    side = pane.letter.recipients
    side.filter.set_current("left")
    side.refresh()
    sections = [side.model.value(row).section for row in range(side.model.rowCount())]
    assert sorted(sections) == ["Asked for no letters (1)", "Has died (1)"]
    pane.letter.toggle(five[1])
    assert five[1] in pane.letter.work.receiving()
    pane.letter.toggle(five[2])
    assert five[2] not in pane.letter.work.receiving()


def test_advertising_to_somebody_who_wants_none_cannot_be_ticked(qtbot, pane, session, five):
    session.do(consents.set_marks, "contact", [five[1]], no_trade=1)
    press(qtbot, pane.letter.recipients.options)
    card = pane.window().findChild(OptionsPopover)
    card._purpose_chosen("advert")
    assert reasons(pane) == {"Bob May": "Asked for no advertising"}
    with qtbot.waitSignal(session.noticed) as said:
        pane.letter.toggle(five[1])
    assert "Advertising goes to nobody who asked for none" in said.args[0].text
    assert five[1] not in pane.letter.work.receiving()
    assert session.read(letter_runs.template_details, pane.letter.entry.name)["purpose"] == "advert"


def test_a_household_gets_one_letter_with_both_names(pane, session, five):
    from dataclasses import replace

    session.do(households.make_household, [five[0], five[4]])
    pane.letter.take_options(replace(pane.letter.work.options, together="household"))
    assert len(pane.letter.work.receiving()) == 4
    assert "Ann and Eve Lee" in shown(pane)


def test_letters_come_out_by_postcode_and_the_preview_steps_in_that_order(pane, five):
    from dataclasses import replace

    pane.letter.take_options(replace(pane.letter.work.options, order="postcode"))
    assert pane.letter.work.receiving() == five[::-1]


def test_a_test_run_opens_a_file_and_keeps_nothing(qtbot, pane, session, monkeypatch):
    opened = []
    monkeypatch.setattr("app.ui.panes.letters.letter_doing.show_outside", opened.append)
    press(qtbot, pane.letter.preview.test)
    qtbot.waitUntil(lambda: pane.letter.doing.maker.job is None and session.job is None)
    assert len(opened) == 1
    assert opened[0].is_file()
    assert not session.read(letter_runs.runs)


def test_unknown_fields_are_mapped_once_for_the_template(qtbot, pane, session, tmp_path):
    path = tmp_path / "Own.docx"
    path.write_bytes(word_file("To {{frist_name}}, {{KDNR_X}}"))
    pane.add_template(path)
    assert pane.letter.preview.notice.isVisible()
    pane.letter._press()
    card = pane.window().findChild(NamesPopover)
    assert card.choices["frist_name"].current_key() == "first_name"
    card.choices["KDNR_X"].set_current("last_name")
    press(qtbot, card.done)
    assert "To Ann, Lee" in shown(pane)
    assert not pane.letter.preview.notice.isVisible()
    assert pane.templates.current_name() == "Own.docx"


def test_the_letters_never_replace_a_file_that_stands_there(qtbot, pane, session):
    make(qtbot, pane)
    first = pane.letter.doing.last.files[0]
    kept = first.read_bytes()
    session.do(documents.add_content, "Letter.docx", kept, kind="template")
    make(qtbot, pane)
    assert pane.letter.doing.last.files[0] != first
    assert first.read_bytes() == kept


def test_the_box_says_why_it_cannot_be_ticked(qtbot, pane, session, five):
    session.do(people.save_addresses, "contact", five[0], [])
    with qtbot.waitSignal(session.noticed) as said:
        pane.letter.toggle(five[0])
    assert said.args[0].text == (
        "Ann Lee: No postal address. Add a postal address on their page first."
    )


def test_space_ticks_the_chosen_row(qtbot, pane, five):
    rows = pane.letter.recipients.list
    rows.choose_row(0)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert five[0] not in pane.letter.work.receiving()


def test_the_window_of_the_envelope_says_whether_the_address_shows(pane, session, tmp_path):
    preview = pane.letter.preview
    preview.choose_window("DIN 5008 B, DL")
    assert "window" in preview.note.text()
    path = tmp_path / "Low.docx"
    path.write_bytes(word_file(*["\n" * 20, "{{address_block}}"]))
    pane.add_template(path)
    assert "is not in the window" in preview.note.text()
    assert not preview.sheets.fits
    preview.choose_window("")
    assert preview.note.text() == "Preview. Word may break lines differently."


def test_a_letter_in_the_timeline_is_made_again_exactly(qtbot, window, session, five, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "app.ui.panes.letters.letter_again.show_outside", lambda path: opened.append(path) or True
    )
    window.ways.go_to_page("documents")
    pane = window.stack.pane("documents")
    pane.write_letter([five[0]])
    make(qtbot, pane)
    press(qtbot, pane.letter.preview.made.mark)
    session.do(contacts.set_name_parts, five[0], last_name="Changed")
    window.ways.open_record("contact", five[0])
    timeline_of = window.stack.pane("contacts").page.timeline
    timeline_of._open(0)
    said = "\n".join(one.text for one in docx.Document(str(opened[0])).paragraphs)
    assert "Ann Lee" in said
    assert "Changed" not in said


def test_a_run_that_is_taken_back_leaves_the_timelines(qtbot, pane, session):
    make(qtbot, pane)
    press(qtbot, pane.letter.preview.made.mark)
    pane.show_tab(1)
    pane.sent_page.cancel_run()
    assert timeline(session) == 0
    assert not session.read(letter_runs.runs)
    session.undo()
    assert timeline(session) == 5


def test_those_left_out_can_be_written_to_later_and_nobody_twice(qtbot, pane, session, five):
    session.do(people.save_addresses, "contact", five[0], [])
    make(qtbot, pane)
    pane.show_tab(1)
    session.do(
        people.save_addresses,
        "contact",
        five[0],
        [PostalAddress(street="1 High Street", postcode="LS1 4AP", town="Leeds")],
    )
    pane.sent_page.write_to_rest()
    assert pane.letter.work.receiving() == [five[0]]
    pane.letter.write_to(five)
    assert pane.letter.work.receiving() == [five[0]]


def test_what_was_changed_in_one_letter_stays_while_the_book_changes(pane, session, five):
    pane.letter._changed(five[0], {}, "See you on Friday.")
    session.do(documents.add_content, "Plan.txt", b"plan")
    assert "See you on Friday." in shown(pane)


def test_language_and_subject_are_kept_with_the_template(qtbot, pane, session, five):
    session.do(contacts.set_name_parts, five[0], language="de")
    press(qtbot, pane.letter.recipients.options)
    card = pane.window().findChild(OptionsPopover)
    card.language.set_current("de")
    card._language_chosen("de")
    assert len(pane.letter.work.receiving()) == 5
    card.only.click()
    assert pane.letter.work.receiving() == [five[0]]
    kept = session.read(letter_runs.template_details, pane.letter.entry.name)
    assert kept["language"] == "de"
    place = pane.templates.list.currentIndex().row()
    assert pane.templates.model.value(place).line.startswith("German.")
