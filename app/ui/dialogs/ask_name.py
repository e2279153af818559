"""Ask for a name."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.fields import TextField


class AskName(PlainDialog):
    """One field and a verb; ``name`` is what was typed, "" when the person gave up."""

    def __init__(
        self, headline: str, verb: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(headline, width=380, parent=parent)
        self.name = ""
        self.field = TextField("Name", name)
        self.body.addWidget(self.field)
        self.add_button("", "Cancel", "ghost")
        self.add_button("take", verb, "primary", stays=True, then=self.take)
        self.field.editor.returnPressed.connect(self.take)
        self.field.editor.selectAll()
        self.field.editor.setFocus()

    def take(self) -> None:
        """Take what was typed; an empty name is said at the field."""
        typed = self.field.text().strip()
        if not typed:
            self.field.set_error("A list needs a name.")
            return
        self.name = typed
        self.accept()
