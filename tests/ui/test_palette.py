"""The search over everything: what it finds, marks and does."""

from PySide6.QtCore import Qt

from app.ui.frame.palette_feed import matched_ranges
from tests.ui.frame import add_person


def titles(sections):
    return {heading: [row.title for row in rows] for heading, rows in sections if rows}


def test_what_matched_is_marked_however_it_is_accented():
    assert matched_ranges("Zoë Müller", "muller") == ((4, 6),)
    assert matched_ranges("Marlow Bakery: Marlow", "marl") == ((0, 4),)
    assert matched_ranges("Straße", "strasse") == ((0, 6),)
    assert matched_ranges("Ann Hannah", "ann") == ((0, 3),)
    assert matched_ranges("Holt", "x") == ()


def test_people_firms_appointments_and_notes_are_found_in_their_sections(window, firm):
    found = titles(window.feed.sections("marl"))
    assert found["Best matches"] == ["Marlow Bakery", "Charlotte Webb"]
    assert "New contact called “marl”" in found["Do something"]
    assert "Show everyone in Marlow" in found["Do something"]
    assert titles(window.feed.sections("easter"))["Letters and notes"] == ["Before Easter"]


def test_one_letter_finds_names_and_asks_nothing_else(window, firm):
    found = titles(window.feed.sections("m"))
    assert "Marlow Bakery" in found["Best matches"]
    assert not {"Calendar", "Letters and notes"} & set(found)


def test_a_command_that_is_typed_comes_before_a_new_contact_called_like_it(window, firm):
    found = titles(window.feed.sections("missed"))["Do something"]
    assert found[:2] == ["Missed appointments", "New contact called “missed”"]


def test_only_commands_follow_a_greater_sign(window, firm):
    found = titles(window.feed.sections(">new de"))
    assert found == {"Do something": ["New deal"]}


def test_commands_are_found_by_other_words(window):
    found = titles(window.feed.sections(">theme"))["Do something"]
    assert set(found) == {"Light", "Dark", "As the system"}


def test_ctrl_k_finds_and_enter_opens(window, firm, qtbot):
    opened = []
    window.feed.record_chosen.disconnect()
    window.feed.record_chosen.connect(lambda *what: opened.append(what))
    window.commands.actions["search"].trigger()
    qtbot.keyClicks(window.palette_view.input, "webb")
    qtbot.keyClick(window.palette_view.input, Qt.Key.Key_Return)
    assert opened == [("contact", firm["webb"], False)]
    assert not window.palette_view.isVisible()


def test_after_the_search_the_keyboard_steers_the_list(window, firm, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.ways.go("deals")
    window.open_search()
    qtbot.waitUntil(window.palette_view.input.hasFocus)
    qtbot.keyClicks(window.palette_view.input, "webb")
    qtbot.waitUntil(lambda: window.palette_view.chosen() is not None)
    qtbot.keyClick(window.palette_view.input, Qt.Key.Key_Return)
    assert window.stack.current().list.views.view.hasFocus()


def test_before_typing_the_records_looked_at_last_are_shown(window, firm):
    for name in ("mehta", "webb"):
        window.memory.note_record(window.book, "contact", firm[name])
    assert titles(window.feed.sections("")) == {"Recent": ["Charlotte Webb", "Arjun Mehta"]}


def test_a_record_that_was_deleted_is_no_longer_recent(window, firm, session):
    from app.models.operations import contacts

    window.memory.note_record(window.book, "contact", firm["webb"])
    session.do(contacts.delete_contacts, [firm["webb"]])
    assert "Charlotte Webb" not in titles(window.feed.sections("")).get("Recent", [])


def test_odd_texts_do_no_harm(window, firm):
    for text in ('"', "'; DROP", "%_", "a" * 5000, "\x00", "*", "AND OR", "日本"):
        window.feed.sections(text)


def test_names_come_before_other_fields(window, store):
    add_person(store, "Ann Lee", "Smith & Sons")
    add_person(store, "John Smith")
    found = titles(window.feed.sections("smith"))["Best matches"]
    assert found.index("John Smith") < found.index("Ann Lee")
