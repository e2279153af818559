"""Help in short: what one needs to know on the first day."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.label import Label

TOPICS: tuple[tuple[str, str], ...] = (
    ("Everything is in one file",
     ("Contacts, appointments, deals and letters are in one file on this computer. Copy it, move "
     "it, keep it on a stick: it is yours.")),
    ("Find and do anything with Ctrl K",
     ("Type a name, a number, a town or what you want to do. Type > for commands alone. Ctrl / "
     "shows all keys, F10 the menus.")),
    ("Nothing is lost",
     ("Every change is saved at once and can be taken back with Ctrl Z, also tomorrow and also an "
     "import of many thousands. See Edit, What changed.")),
    ("Bring in what you have",
     ("Spreadsheets, vCard and calendar files can be dropped on the window. You see what will "
     "happen before anything is written.")),
    ("Backups make themselves",
     ("A checked copy is made on closing and every half hour. The foot of the navigation says "
     "when; press it to make one now.")),
)  # fmt: skip


def help_dialog(parent: QWidget | None = None) -> PlainDialog:
    """The five things to know."""
    dialog = PlainDialog("How Deskbook works", width=560, parent=parent)
    for title, text in TOPICS:
        dialog.body.addWidget(Label(title, "strong"))
        dialog.body.addWidget(Label(text, "body", "text2", wrap=True))
        dialog.body.addSpacing(4)
    dialog.add_button("done", "Done", "primary")
    return dialog
