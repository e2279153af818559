"""Say something else in one letter only: its fields, and a sentence more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.ground import Scroll, Sheet
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

_TALL = 330
_OURS = ("business_", "sender_", "today")
"""What is the same in all letters stands last."""


class ChangePopover(Popover):
    """One box a field of the template. Signal: ``kept(dict values, str sentence)``."""

    kept = Signal(object, str)

    def __init__(
        self,
        window: QWidget,
        name: str,
        fields: Sequence[tuple[str, str, str]],
        kept: dict[str, str],
        sentence: str,
    ) -> None:
        super().__init__(window, width=380)
        self._before = {key: text for _, key, text in fields}
        self._kept = dict(kept)
        self.boxes: dict[str, TextField | TextArea] = {}
        self.body.addWidget(Label(self.tr("Only in the letter to {name}").format(name=name),
                                  "lead", wrap=True))  # fmt: skip
        sheet = Sheet("raised")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self.sentence = TextArea(
            self.tr("A sentence more"), sentence, lines=2,
            placeholder=self.tr("It stands at the end of the text."),
        )  # fmt: skip
        column.addWidget(self.sentence)
        for caption, key, text in sorted(fields, key=lambda one: one[1].startswith(_OURS)):
            column.addWidget(self._box(caption, key, text))
        column.addStretch(1)
        scroll = Scroll(sheet, "raised")
        scroll.setMinimumHeight(min(sheet.sizeHint().height() + 4, _TALL))
        self.body.addWidget(scroll, 1)
        self.body.addLayout(self._foot())

    def _box(self, caption: str, key: str, text: str) -> QWidget:
        words = caption.replace("_", " ").strip()
        words = words[:1].upper() + words[1:]
        box: TextField | TextArea
        if "\n" in text:
            box = TextArea(words, text, lines=min(text.count("\n") + 1, 6))
        else:
            box = TextField(words, text)
        self.boxes[key] = box
        return box

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        back = Button(self.tr("As for everybody"), "rotate-ccw", "ghost")
        back.clicked.connect(self._give_up)
        self.done = Button(self.tr("Done"), kind="primary")
        self.done.clicked.connect(self.keep)
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self.done)
        return row

    def keep(self) -> None:
        """Report what differs from what the letter said, and close."""
        changed = {
            key: box.text() for key, box in self.boxes.items() if box.text() != self._before[key]
        }
        self.kept.emit({**self._kept, **changed}, self.sentence.text().strip())
        self.close_popover()

    def _give_up(self) -> None:
        self.kept.emit({}, "")
        self.close_popover()
