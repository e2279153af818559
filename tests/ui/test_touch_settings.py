"""The settings of keeping in touch: rhythms of tags, and the firm's own series of steps."""

import pytest
from PySide6.QtCore import Qt

from app.models.operations import activity_series, people
from app.models.rhythm import worth_a_call
from app.ui.settings.touch_page import TouchPage
from tests.ui.frame import NOW, add_person


@pytest.fixture
def page(qtbot, session, memory):
    made = TouchPage(session)
    qtbot.addWidget(made)
    made.resize(560, 900)
    made.show()
    return made


def names(session):
    return [one.name for one in session.read(activity_series.all_series)]


def typed(qtbot, field, text):
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, text)
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)


def test_a_tag_gets_its_rhythm_and_today_gives_it_as_the_reason(page, session, store):
    ann = add_person(store, "Ann Lee")
    with store.step("Age"):
        store.put("contact", {"id": ann, "created_at": "2026-01-05T09:00:00Z"})
    session.do(people.add_tag, "contact", [ann], "Key")
    rhythm = page.rhythms.rhythm
    assert rhythm.isVisible()
    assert rhythm.caption.whole_text() == "Keep in touch with everybody who has “Key”"
    rhythm.chosen.emit("30")
    [advice] = session.read(worth_a_call, NOW.date())
    assert (advice.name, "(Key)" in advice.reason) == ("Ann Lee", True)
    assert page.rhythms.model.value(0).when == "Every month"
    session.undo()
    assert session.read(worth_a_call, NOW.date()) == []
    assert page.rhythms.model.value(0).when == "–"


def test_a_book_without_tags_says_where_they_come_from(page):
    assert page.rhythms.nothing.isVisible()
    assert not page.rhythms.rhythm.isVisible()


def test_a_new_series_is_kept_with_its_name_and_its_steps_are_edited(page, session, qtbot):
    part = page.series
    qtbot.mouseClick(part.add, Qt.MouseButton.LeftButton)
    typed(qtbot, part.name, "After a visit")
    assert names(session)[-1] == "After a visit"
    qtbot.mouseClick(part.more, Qt.MouseButton.LeftButton)
    typed(qtbot, part.lines[1].days, "3")
    typed(qtbot, part.lines[1].title, "Write to thank")
    part.lines[1].channel.chosen.emit("letter")
    part.lines[1].channel.set_current("letter")
    part.lines[1].changed.emit()
    [made] = [
        one for one in session.read(activity_series.all_series) if one.name == "After a visit"
    ]
    assert [(one.days, one.title, one.channel) for one in made.steps] == [
        (0, "Call", "call"), (3, "Write to thank", "letter"),
    ]  # fmt: skip
    qtbot.mouseClick(part.remove, Qt.MouseButton.LeftButton)
    assert "After a visit" not in names(session)
    session.undo()
    assert "After a visit" in names(session)


def test_days_that_are_no_number_are_said_and_nothing_is_written(page, session, qtbot):
    part = page.series
    before = session.read(activity_series.all_series)
    typed(qtbot, part.lines[0].days, "soon")
    assert "number" in part.error.whole_text()
    assert session.read(activity_series.all_series) == before


def test_a_suggested_series_is_changed_in_place_and_comes_back_with_undo(page, session, qtbot):
    part = page.series
    first = names(session)[0]
    typed(qtbot, part.name, "Quotes")
    assert names(session)[0] == "Quotes"
    assert len(names(session)) == 3
    assert part.model.value(0).title == "Quotes"
    session.undo()
    assert names(session)[0] == first
    assert part.name.text() == first
