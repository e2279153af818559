"""Move the print on the paper: each printer draws its sheets in a little differently."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import ComboField
from app.ui.widgets.editor_parts import ErrorLine, side_by_side
from app.ui.widgets.fields import TextField
from app.ui.widgets.label import Label
from app.ui.widgets.popover import Popover

MOST_MM = 20.0
Offsets = dict[str, tuple[float, float]]


class OffsetPopover(Popover):
    """Signal: ``kept(str printer, float across, float down)``."""

    kept = Signal(str, float, float)

    def __init__(
        self, window: QWidget, printers: Sequence[str], printer: str, offsets: Offsets
    ) -> None:
        super().__init__(window, width=320)
        self._offsets = offsets
        self.body.addWidget(Label(self.tr("Move the print"), "lead"))
        hint = self.tr(
            "Print a test grid, hold it against a sheet, and enter by how much it is off."
        )
        self.body.addWidget(Label(hint, "small", "text2", wrap=True))
        options = [("", self.tr("PDF")), *((one, one) for one in printers)]
        self.printer = ComboField(self.tr("Printer"), options, printer)
        self.across = TextField(self.tr("To the right, mm"))
        self.down = TextField(self.tr("Down, mm"))
        self.error = ErrorLine()
        self.body.addWidget(self.printer)
        self.body.addLayout(side_by_side((self.across, 1), (self.down, 1)))
        self.body.addWidget(self.error)
        row = QHBoxLayout()
        row.addStretch(1)
        self.done = Button(self.tr("Done"), kind="primary")
        self.done.clicked.connect(self.keep)
        row.addWidget(self.done)
        self.body.addLayout(row)
        self.printer.chosen.connect(lambda _key: self._show())
        self._show()

    def _show(self) -> None:
        across, down = self._offsets.get(str(self.printer.current_key() or ""), (0.0, 0.0))
        self.across.set_text(f"{across:g}")
        self.down.set_text(f"{down:g}")

    def keep(self) -> None:
        """Report the offset and close; says what is wrong."""
        found = [_millimetres(box.text()) for box in (self.across, self.down)]
        if None in found:
            words = self.tr("Enter millimetres such as 1.5 or -2, at most 20.")
            self.error.say(words)
            self.refit()
            return
        self.kept.emit(str(self.printer.current_key() or ""), *found)
        self.close_popover()


def _millimetres(text: str) -> float | None:
    try:
        found = float(text.strip().replace(",", ".").replace("−", "-") or "0")
    except ValueError:
        return None
    return found if -MOST_MM <= found <= MOST_MM else None
