"""Commands about the look, settings and help."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.models.qt.session import Session
from app.ui.commands import Command
from app.ui.delegates.views import RowList, TableList
from app.ui.frame.memory import Memory
from app.ui.theme.theme import current

STEP = 0.1
LEAST, MOST = 0.9, 1.6


def dress(app: QApplication, memory: Memory) -> None:
    """Put the remembered look on the whole program."""
    look = memory.look
    mode = look.mode if look.mode in ("light", "dark") else "system"
    contrast = True if look.more_contrast else None
    current().apply(
        app, mode, scale=look.scale, more_contrast=contrast, reduce_motion=look.reduce_motion
    )


def set_density(widget: QWidget, *, compact: bool) -> None:
    """Set all lists and tables of a page closer, or back."""
    for view in (*widget.findChildren(RowList), *widget.findChildren(TableList)):
        if bool(view.property("compact")) != compact:
            view.setProperty("compact", compact)
            view.set_compact(compact)


class LookDeeds(QObject):
    """Theme, text size, settings and help of one window. Signal: ``settings_requested(page)``."""

    settings_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        window: QMainWindow,
        memory: Memory,
        commands: tuple[Command, ...],
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._memory = memory
        self._commands = commands

    def text_larger(self) -> None:
        """One step larger."""
        self._scale(self._memory.look.scale + STEP)

    def text_smaller(self) -> None:
        """One step smaller."""
        self._scale(self._memory.look.scale - STEP)

    def text_normal(self) -> None:
        """100 %."""
        self._scale(1.0)

    def _scale(self, scale: float) -> None:
        self._memory.set_look(scale=round(min(max(scale, LEAST), MOST), 2))
        self._session.say(f"Text size {round(self._memory.look.scale * 100)} %", kind="info",
                          undo=False)  # fmt: skip

    def look_light(self) -> None:
        """Light, whatever the system says."""
        self._memory.set_look(mode="light")

    def look_dark(self) -> None:
        """Dark, whatever the system says."""
        self._memory.set_look(mode="dark")

    def look_system(self) -> None:
        """Light or dark as the system is."""
        self._memory.set_look(mode="system")

    def mark_mode(self, actions: dict[str, QAction]) -> None:
        """Tick the look in force in the menu."""
        for mode in ("light", "dark", "system"):
            actions[mode].setChecked(self._memory.look.mode == mode)

    def show_settings(self) -> None:
        """Open the settings."""
        self.settings_requested.emit("business")

    def show_keys(self) -> None:
        """List all keys."""
        from app.ui.dialogs.keys import keys_dialog

        keys_dialog(self._commands, self._window).exec()

    def show_help(self) -> None:
        """Say in short how one gets about."""
        from app.ui.dialogs.help import help_dialog

        help_dialog(self._window).exec()

    def show_about(self) -> None:
        """Say which version this is."""
        from importlib.metadata import PackageNotFoundError, version

        from app.ui.dialogs.messages import about

        try:
            number = version("deskbook")
        except PackageNotFoundError:
            number = ""
        about(number, self._window).exec()
