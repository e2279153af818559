"""How the window looks on this computer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.frame.memory import Memory
from app.ui.widgets.checks import CheckBox
from app.ui.widgets.label import Label
from app.ui.widgets.segmented import SegmentedControl

SIZES = (("0.9", "90 %"), ("1.0", "100 %"), ("1.15", "115 %"), ("1.3", "130 %"), ("1.6", "160 %"))


class LookPage(QWidget):
    """Theme, text size, density, contrast, motion, menu bar."""

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        look = memory.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.theme = SegmentedControl(
            (("system", "As the system"), ("light", "Light"), ("dark", "Dark")), look.mode
        )
        self.theme.chosen.connect(lambda mode: memory.set_look(mode=mode))
        nearest = min(SIZES, key=lambda size: abs(float(size[0]) - look.scale))[0]
        self.size = SegmentedControl(SIZES, nearest)
        self.size.chosen.connect(lambda size: memory.set_look(scale=float(size)))
        self.density = SegmentedControl(
            (("roomy", "Comfortable"), ("compact", "Compact")),
            "compact" if look.compact else "roomy",
        )
        self.density.chosen.connect(lambda key: memory.set_look(compact=key == "compact"))
        for title, control in (("Theme", self.theme), ("Text size", self.size),
                               ("Rows in lists", self.density)):  # fmt: skip
            column.addWidget(Label(title, "caption", "text2"))
            line = QHBoxLayout()
            line.addWidget(control)
            line.addStretch(1)
            column.addLayout(line)
            column.addSpacing(6)
        self.boxes: dict[str, CheckBox] = {}
        for key, text in (
            ("more_contrast", "More contrast"),
            ("reduce_motion", "Reduce motion"),
            ("menu_always", "Always show the menu bar"),
        ):
            box = self.boxes[key] = CheckBox(text, checked=getattr(look, key))
            box.toggled.connect(partial(self._toggle, key))
            column.addWidget(box)

    def _toggle(self, key: str, on: bool) -> None:
        self._memory.set_look(**{key: on})
