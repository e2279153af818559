"""One question beside what it is about: a sentence, perhaps a field, and the answers as buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import ComboField
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

Answer = Callable[[str, str], None]
"""Called with the key of the button that was pressed, and what was typed."""


class AskBeside(Popover):
    """`ask` shows a question; closing it without an answer does nothing at all."""

    def __init__(self, window: QWidget, width: int = 320) -> None:
        super().__init__(window, padding=16, width=width)
        self._then: Answer | None = None
        self._else: Callable[[], None] | None = None
        self._needs_text = False
        self.closed.connect(self._given_up)
        self.title = Label("", "lead", wrap=True)
        self.line = Label("", "body", "text2", wrap=True)
        self.choice = ComboField()
        self.field = TextField()
        self.field.editor.returnPressed.connect(self._entered)
        self.field.escaped.connect(self.close_popover)
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(6)
        for part in (self.title, self.line, self.choice, self.field):
            self.body.addWidget(part)
        self.body.addLayout(self.buttons)
        self.shown: list[tuple[str, Button]] = []

    def ask(
        self,
        near: QRect,
        title: str,
        answers: Sequence[tuple[str, str]],
        then: Answer,
        *,
        line: str = "",
        field: str = "",
        choices: Sequence[tuple[object, str]] = (),
        choice: str = "",
        needed: bool = False,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Ask; ``field`` is the caption of a line to type, which ``needed`` insists on.

        ``otherwise`` is called when it is closed without an answer.
        """
        self._then, self._else, self._needs_text = then, otherwise, needed
        self.title.set_text(title)
        self.line.set_text(line)
        self.line.setVisible(bool(line))
        self.choice.set_caption(choice)
        self.choice.combo.setAccessibleName(choice)
        self.choice.set_options(choices, choices[0][0] if choices else None)
        self.choice.setVisible(bool(choices))
        self.field.set_caption(field)
        self.field.editor.setAccessibleName(field)
        self.field.set_text("")
        self.field.set_error("")
        self.field.setVisible(bool(field))
        self._fill(answers)
        self.open_at(near, side="end")
        target = self.field.editor if field else self.shown[0][1]
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, answers: Sequence[tuple[str, str]]) -> None:
        for _, button in self.shown:
            self.buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.shown = []
        for place, (key, words) in enumerate(answers):
            button = Button(words, kind="primary" if place == 0 else "outlined")
            button.clicked.connect(lambda _on=False, one=key: self._answer(one))
            self.buttons.addWidget(button)
            self.shown.append((key, button))

    def _given_up(self) -> None:
        otherwise, self._then, self._else = self._else, None, None
        if otherwise is not None:
            otherwise()

    def button(self, key: str) -> Button:
        """The button of an answer."""
        return next(button for one, button in self.shown if one == key)

    def _entered(self) -> None:
        self._answer(self.shown[0][0])

    def _answer(self, key: str) -> None:
        text = self.field.text().strip()
        if self._needs_text and not text:
            self.field.set_error(self.tr("Say why in a few words."))
            self.refit()
            return
        then, self._then, self._else = self._then, None, None
        self.close_popover()
        if then is not None:
            then(key, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from answer to answer."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        buttons = [button for _, button in self.shown]
        held = next((i for i, one in enumerate(buttons) if one.hasFocus()), None)
        if step and held is not None:
            goal = buttons[(held + step) % len(buttons)]
            goal.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
