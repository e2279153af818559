"""Fields of a template that mean nothing here: say once for the template what they stand for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import ComboField
from app.ui.widgets.ground import Scroll, Sheet
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

_TALL = 320


def name_words(name: str) -> str:
    """One of our names in words: "first_name" is "First name"."""
    words = name.replace("_", " ").replace(".", ", ").strip()
    return words[:1].upper() + words[1:]


class NamesPopover(Popover):
    """One choice a field, the nearest name chosen. Signal: ``kept(dict)`` template name to ours."""

    kept = Signal(object)

    def __init__(
        self, window: QWidget, unknown: Sequence[tuple[str, str]], known: Sequence[str]
    ) -> None:
        super().__init__(window, width=380)
        self.choices: dict[str, ComboField] = {}
        self.body.addWidget(Label(self.tr("What do these fields mean?"), "lead"))
        promise = self.tr("Said once for this template. A field without a meaning stays empty.")
        self.body.addWidget(Label(promise, "small", "text2", wrap=True))
        options = [("", self.tr("Leave empty")), *((one, name_words(one)) for one in known)]
        sheet = Sheet("raised")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for name, nearest in unknown:
            box = self.choices[name] = ComboField(f"“{name}”", options, nearest)
            column.addWidget(box)
        column.addStretch(1)
        scroll = Scroll(sheet, "raised")
        scroll.setMinimumHeight(min(sheet.sizeHint().height() + 4, _TALL))
        self.body.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        self.done = Button(self.tr("Use these"), "check", "primary")
        self.done.clicked.connect(self._keep)
        row.addWidget(self.done)
        self.body.addLayout(row)

    def _keep(self) -> None:
        chosen = {name: str(box.current_key() or "") for name, box in self.choices.items()}
        self.kept.emit({name: ours for name, ours in chosen.items() if ours})
        self.close_popover()


def unknown_words(unknown: Sequence[tuple[str, str]]) -> str:
    """Fields that mean nothing here, in one sentence with the nearest of ours."""
    said = [
        f"“{field}” (did you mean “{nearest}”?)" if nearest else f"“{field}”"
        for field, nearest in unknown[:4]
    ]
    if not said:
        return ""
    more = f" and {len(unknown) - 4} more" if len(unknown) > 4 else ""
    verb = "means" if len(unknown) == 1 else "mean"
    return f"{', '.join(said)}{more} {verb} nothing here and will stay empty."
