"""Every command of the window as one table: menus, shortcuts, search and the list of keys.

``handler`` names a method of ``app.ui.frame.deeds.Deeds``. ``keys`` are portable texts of
QKeySequence (on macOS "Ctrl" means Cmd), or the name of one of Qt's standard keys after "@";
"mac:" marks those that are for macOS alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.ui.theme.icons import icon
from app.ui.theme.theme import current

MENUS = (("file", "File"), ("edit", "Edit"), ("view", "View"), ("go", "Go"), ("help", "Help"))


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do: its words, its keys, where it stands, and whether it changes the book.

    ``group`` numbers the part of the menu it stands in; a menu of "" is reached by keys and search
    only. ``words`` are more words that the search knows it by.
    """

    id: str
    text: str
    icon: str
    keys: tuple[str, ...]
    menu: str
    group: int
    handler: str
    needs_write: bool = False
    words: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("new_contact", "New contact", "user-plus", (), "file", 0, "new_contact", True,
            "add person"),
    Command("new_account", "New account", "building-2", (), "file", 0, "new_account", True,
            "add company firm"),
    Command("new_appointment", "New appointment", "calendar-plus", (), "file", 0,
            "new_appointment", True, "book meeting"),
    Command("new_deal", "New deal", "handshake", (), "file", 0, "new_deal", True, "add sale"),
    Command("new_todo", "New to-do", "list-todo", ("Ctrl+Shift+N",), "file", 0, "new_todo", True,
            "quick entry task reminder"),
    Command("open", "Open file…", "folder-open", ("@Open",), "file", 1, "open_file"),
    Command("new_file", "New file…", "file", (), "file", 1, "new_file", words="book empty"),
    Command("example", "Example data", "flask-conical", (), "file", 1, "open_example",
            words="sample look around"),
    Command("import", "Bring in contacts…", "file-up", (), "file", 2, "bring_in", True,
            "import spreadsheet vcard csv excel"),
    Command("look_alikes", "Look-alikes…", "users", (), "file", 2, "look_alikes", True,
            "duplicates doubles merge same person near match"),
    Command("export_list", "Export this list…", "table", ("Ctrl+Shift+E",), "file", 2,
            "export_page", words="save excel csv calendar vcard spreadsheet take out"),
    Command("export_all", "Export everything…", "download", (), "file", 2, "export_everything",
            words="take out excel csv"),
    Command("backup", "Back up now", "shield-check", (), "file", 3, "back_up", words="copy safe"),
    Command("backup_to", "Back up to…", "hard-drive", (), "file", 3, "back_up_to",
            words="copy usb"),
    Command("check", "Check the file…", "scale", (), "file", 3, "check_book",
            words="repair damage"),
    Command("print", "Print…", "printer", ("@Print",), "file", 4, "print_page"),
    Command("labels", "Labels…", "tag", (), "file", 4, "labels_of_selection",
            words="address sticker avery zweckform herma"),
    Command("envelopes", "Envelopes…", "mail", (), "file", 4,
            "envelopes_of_selection", words="address print window"),
    Command("directory", "Address directory", "contact", (), "file", 4, "directory_of_selection",
            words="list word pdf book"),
    Command("phone_list", "Phone list", "phone", (), "file", 4, "phone_list_of_selection",
            words="numbers word pdf print"),
    Command("birthday_list", "Birthday list", "cake", (), "file", 4, "birthday_list_of_selection",
            words="word pdf print"),
    Command("quit", "Quit", "x", ("@Quit", "Ctrl+Q"), "file", 5, "quit"),
    Command("undo", "Undo", "undo-2", ("@Undo",), "edit", 0, "undo", True, "take back"),
    Command("redo", "Redo", "redo-2", ("@Redo", "Ctrl+Shift+Z"), "edit", 0, "redo", True,
            "do again"),
    Command("history", "What changed…", "history", (), "edit", 0, "show_history",
            words="steps history undo"),
    Command("edit", "Edit in place", "pencil", ("F2",), "edit", 1, "edit_selected", True),
    Command("delete", "Delete", "trash-2", ("@Delete", "mac:Backspace"), "edit", 1,
            "delete_selected", True),
    Command("new", "New on this page", "plus", ("@New",), "edit", 2, "new_here", True),
    Command("letter", "Letter to selection", "file-text", ("Ctrl+Shift+L",), "edit", 2,
            "letter_to_selection", words="mail merge write"),
    Command("households", "Who lives together…", "users", (), "edit", 2, "propose_households",
            True, "household family couple joint letter"),
    Command("returned_mail", "Letters that came back…", "undo-2", (), "edit", 2, "returned_mail",
            True, "returned undeliverable post mail"),
    Command("call", "Log a call", "phone", ("Ctrl+Shift+C",), "edit", 2, "log_call", True),
    Command("put_off", "Put off…", "calendar-clock", ("Ctrl+Shift+D",), "edit", 2, "put_off", True,
            "later tomorrow next week postpone snooze to-do"),
    Command("fax", "Log a fax…", "printer", (), "edit", 2, "log_fax", True, "cover sheet"),
    Command("meet", "Appointment with selection", "calendar-plus", ("Ctrl+Shift+A",), "edit", 2,
            "appointment_with_selection", True),
    Command("filter", "Filter this list", "list-filter", ("@Find",), "edit", 3, "focus_filter"),
    Command("bigger", "Larger text", "zoom-in", ("@ZoomIn", "Ctrl+="), "view", 0, "text_larger"),
    Command("smaller", "Smaller text", "zoom-out", ("@ZoomOut",), "view", 0, "text_smaller"),
    Command("normal", "Normal text size", "type", ("Ctrl+0",), "view", 0, "text_normal"),
    Command("light", "Light", "sun", (), "view", 1, "look_light", words="theme bright day"),
    Command("dark", "Dark", "moon", (), "view", 1, "look_dark", words="theme night"),
    Command("system", "As the system", "monitor", (), "view", 1, "look_system",
            words="theme automatic"),
    Command("next_area", "Next part of the page", "panel-left", ("F6",), "view", 2, "next_area"),
    Command("previous_area", "Previous part of the page", "panel-left", ("Shift+F6",), "view", 2,
            "previous_area"),
    Command("settings", "Settings…", "settings", ("@Preferences", "Ctrl+,"), "view", 3,
            "show_settings", words="options preferences business look team"),
    Command("search", "Search and do", "search", ("Ctrl+K",), "go", 0, "open_search"),
    Command("back", "Back", "arrow-left", ("Alt+Left", "Back", "mac:Ctrl+["), "go", 1, "go_back"),
    Command("forward", "Forward", "arrow-right", ("Alt+Right", "Forward", "mac:Ctrl+]"), "go", 1,
            "go_forward"),
    Command("calendar_today", "Calendar: today", "calendar-check", ("Ctrl+T",), "go", 3,
            "calendar_today"),
    Command("find_time", "Find a time…", "calendar-clock", (), "go", 3, "find_time", True,
            "slot free appointment"),
    Command("waiting", "Waiting list", "hourglass", (), "go", 3, "show_waiting",
            words="who waits cancelled slot"),
    Command("reminders", "Reminders", "bell", ("Ctrl+Shift+R",), "go", 3, "show_reminders",
            words="later snooze done rings"),
    Command("missed", "Missed appointments", "circle-x", (), "go", 3, "show_missed",
            words="no-show rate did not come"),
    Command("steps", "Start a series of steps…", "list-todo", (), "edit", 2, "start_steps", True,
            "follow up call letter visit sequence"),
    Command("help", "Help", "circle-question-mark", ("@HelpContents",), "help", 0, "show_help"),
    Command("keys", "Keyboard shortcuts", "keyboard", ("Ctrl+/",), "help", 0, "show_keys",
            words="list keys"),
    Command("about", "About Deskbook", "info", (), "help", 1, "show_about", words="version"),
)  # fmt: skip
SETTINGS: tuple[Command, ...] = tuple(
    Command(f"settings_{key}", f"Settings: {text}", glyph, (), "", 0, f"settings:{key}",
            words=words)
    for key, text, glyph, words in (
        ("business", "business", "building-2", "name address logo currency"),
        ("look", "look", "palette", "density accent contrast motion"),
        ("letters", "letters and email", "mail", "mail server sender"),
        ("calendar", "calendar", "calendar", "kinds holidays clashes rules reminders feed lunch"),
        ("touch", "keep in touch", "phone", "rhythm tag series steps how often"),
        ("hours", "hours and rooms", "clock", "working leave closed vehicle resource holiday"),
        ("backup", "backup and file", "shield-check", "password encrypt"),
        ("team", "team", "users", "staff colleague initials at work"),
    )
)  # fmt: skip
_ROLES = {
    "settings": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
}


def page_commands(pages: tuple[tuple[str, str, str], ...]) -> tuple[Command, ...]:
    """Commands that go to pages given as (key, text, icon): Ctrl+1 and on."""
    return tuple(
        Command(f"page_{key}", text, glyph, (f"Ctrl+{number}",), "go", 2, f"page:{key}")
        for number, (key, text, glyph) in enumerate(pages, 1)
    )


def shortcuts(command: Command) -> list[QKeySequence]:
    """All key sequences of a command on this system, without repeats."""
    found: list[QKeySequence] = []
    for given in command.keys:
        name = given.removeprefix("mac:")
        if name != given and sys.platform != "darwin":
            continue
        if name.startswith("@"):
            more = QKeySequence.keyBindings(getattr(QKeySequence.StandardKey, name[1:]))
        else:
            more = [QKeySequence(name)]
        found += [one for one in more if not one.isEmpty() and one not in found]
    return found


def key_words(command: Command) -> str:
    """The first shortcut as the person reads it ("Ctrl K"), or nothing."""
    found = shortcuts(command)
    if not found:
        return ""
    text = found[0].toString(QKeySequence.SequenceFormat.NativeText)
    return text[:-1].replace("+", " ") + text[-1] if text else ""


class CommandSet(QObject):
    """The commands of one window as actions; they stay usable while the menu bar is hidden."""

    def __init__(
        self,
        window: QMainWindow,
        commands: tuple[Command, ...],
        run: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self.commands = commands
        self.actions: dict[str, QAction] = {}
        self._window = window
        self._run = run
        taken: set[str] = set()
        for command in commands:
            self.actions[command.id] = self._action(command, taken)
        self._choose_one(("light", "dark", "system"))

    def _action(self, command: Command, taken: set[str]) -> QAction:
        action = QAction(command.text, self._window)
        keys = [one for one in shortcuts(command) if one.toString() not in taken]
        taken.update(one.toString() for one in keys)
        action.setShortcuts(keys)
        # macOS moves "Settings" and "Quit" by their words alone, in the language of the system.
        role = _ROLES.get(command.id, QAction.MenuRole.NoRole)
        action.setMenuRole(role)
        action.triggered.connect(partial(self._triggered, command.handler))
        self._window.addAction(action)
        return action

    def _triggered(self, handler: str, _checked: bool = False) -> None:
        self._run(handler)

    def _choose_one(self, ids: tuple[str, ...]) -> None:
        group = QActionGroup(self._window)
        for one in ids:
            self.actions[one].setCheckable(True)
            group.addAction(self.actions[one])

    def fill_menu_bar(self) -> None:
        """Build File, Edit, View, Go, Help from the table."""
        bar = self._window.menuBar()
        bar.clear()
        for key, title in MENUS:
            menu = bar.addMenu(title)
            self.fill_menu(menu, [c.id for c in self.commands if c.menu == key])

    def fill_menu(self, menu: QMenu, ids: list[str]) -> None:
        """Put commands into a menu with a line between their groups."""
        by_id = {command.id: command for command in self.commands}
        before: int | None = None
        for one in ids:
            command = by_id[one]
            if before is not None and command.group != before:
                menu.addSeparator()
            before = command.group
            menu.addAction(self.actions[one])

    def restyle(self) -> None:
        """Draw the icons in the colours of now."""
        for command in self.commands:
            if command.icon and not self.actions[command.id].isCheckable():
                self.actions[command.id].setIcon(icon(command.icon))

    def set_busy(self, why: str, *, but: str = "") -> None:
        """Switch what changes the book off with a word why, or on again with "".

        ``but`` names a command that stays on.
        """
        for command in self.commands:
            if command.needs_write:
                action, off = self.actions[command.id], "" if command.id == but else why
                action.setEnabled(not off)
                action.setToolTip(off or command.text)
                action.setStatusTip(off)

    def follow_theme(self) -> None:
        """Keep icons in the colours of the theme."""
        current().changed.connect(self.restyle)
        self.restyle()
