"""The table of commands: complete, without clashes, and everywhere the same."""

import pytest
from PySide6.QtGui import QKeySequence

from app.ui.commands import COMMANDS, MENUS, SETTINGS, key_words, page_commands, shortcuts
from app.ui.frame.pages import LISTED
from app.ui.settings.window import PAGES
from app.ui.theme.icons import icon_names

# Key sequences ask the platform, which is only there with an application.
pytestmark = pytest.mark.usefixtures("qapp")

ALL = (*COMMANDS, *SETTINGS, *page_commands(LISTED))

BY_ID = {command.id: command for command in COMMANDS}


def test_every_command_has_a_handler_a_menu_and_an_icon(window):
    for command in ALL:
        named = any(hasattr(type(deed), command.handler) for deed in window._deeds)
        assert command.handler.startswith(("page:", "settings:")) or named, command
        assert command.menu in dict(MENUS) or command in SETTINGS
        assert command.icon in icon_names()


def test_each_page_of_the_settings_is_found_by_search_and_opened(window, qtbot):
    assert [command.handler for command in SETTINGS] == [
        f"settings:{key}" for key, _, _ in PAGES if key != "keys"
    ]
    rows = window.feed._command_rows("rhythm", 4)
    assert rows[0].title == "Settings: keep in touch"
    with qtbot.waitSignal(window.settings_requested, check_params_cb=lambda key: key == "touch"):
        window.commands.actions["settings_touch"].trigger()


def test_no_two_commands_share_a_key(window):
    seen = {}
    for key, action in window.commands.actions.items():
        for sequence in action.shortcuts():
            assert sequence.toString() not in seen, (key, seen[sequence.toString()])
            seen[sequence.toString()] = key


def test_no_key_needs_ctrl_and_alt_together_because_that_is_altgr():
    for command in ALL:
        for sequence in shortcuts(command):
            assert "Ctrl+Alt" not in sequence.toString()


def test_words_have_no_exclamation_mark_and_sentence_case():
    for command in ALL:
        assert "!" not in command.text
        assert command.text[0].isupper()


@pytest.mark.parametrize(
    ("command", "keys"),
    [("search", "Ctrl+K"), ("new_todo", "Ctrl+Shift+N"), ("letter", "Ctrl+Shift+L"),
     ("edit", "F2"), ("settings", "Ctrl+,"), ("next_area", "F6"), ("calendar_today", "Ctrl+T")],
)  # fmt: skip
def test_the_keyboard_map_is_kept(command, keys):
    assert QKeySequence(keys) in shortcuts(BY_ID[command])


def test_keys_are_said_as_on_the_keyboard():
    assert key_words(BY_ID["search"]) == "Ctrl K"
    assert key_words(BY_ID["light"]) == ""


def test_undo_names_the_step_it_takes_back(window, firm):
    window._label_undo()
    assert window.commands.actions["undo"].text() == "Undo: Save list “In Marlow”"
    window.commands.actions["undo"].trigger()
    assert window.commands.actions["redo"].text() == "Redo: Save list “In Marlow”"
