"""What the editors of appointments, to-dos and deals are: popovers with a title in place."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.panes.title_line import TitleLine
from app.ui.widgets.editor_parts import ErrorLine, SavedMark
from app.ui.widgets.popover import Popover


class EditorPopover(Popover):
    """An editor beside what it edits: its title, why that is refused, "Saved", the way out."""

    def __init__(self, window: QWidget, *, title: str, width: int, spacing: int) -> None:
        super().__init__(window, padding=18, width=width)
        self.body.setSpacing(spacing)
        self.title = TitleLine(title, self.tr("Title"))
        self.title_error = ErrorLine()
        self.saved_mark = SavedMark()

    def finish(self) -> None:
        """Commit what is being typed and close, unless something is wrong."""
        self.title.commit()
        if not self.title_error.isVisibleTo(self):
            self.close_popover()

    def say_title_error(self, text: str) -> None:
        """Say what is wrong, below the title."""
        self.title_error.say(text)

    def say_saved(self, kept: bool) -> None:
        """Say "Saved", quietly."""
        self.saved_mark.show_kept(kept)
