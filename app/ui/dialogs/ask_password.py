"""Ask for the password of a locked file. It is used once and kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.fields import TextField


class AskPassword(PlainDialog):
    """One field and a verb; ``password`` is what was typed, "" when the person gave up."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "This file is locked",
            sentence,
            hint="The password opens the file this once. Deskbook does not keep it.",
            width=420,
            parent=parent,
        )
        self.password = ""
        self.field = TextField("Password")
        self.field.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(self.field)
        self.add_button("", "Cancel", "ghost")
        self.add_button("open", "Open", "primary", stays=True, then=self.take)
        self.field.editor.returnPressed.connect(self.take)
        self.field.editor.setFocus()
        # Of a dialog with wrapped lines Qt measures the height at a width that it never has
        width = self.minimumWidth()
        self.resize(width, self.heightForWidth(width))

    def take(self) -> None:
        """Take what was typed; an empty password is said at the field."""
        typed = self.field.text()
        if not typed:
            self.field.set_error("Type the password of the file.")
            return
        self.password = typed
        self.accept()
