"""What pages of labels and envelopes share: a head, a notice, the sheet, and going through it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.exchange.papers.paper_geometry import Measure, Overflow
from app.ui.panes.letters.letter_made import MadeBar
from app.ui.panes.papers.paper_view import PaperView
from app.ui.printing.placed_pages import measure_of
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.cards import Rule
from app.ui.widgets.label import Label
from app.ui.widgets.notices import InfoBar
from app.ui.words import counted


def quick_measure() -> Measure:
    """Widths as Qt draws them; each text is measured once, since widths grow with the size."""
    measured = measure_of()
    known: dict[str, float] = {}

    def width(text: str, points: float) -> float:
        found = known.get(text)
        if found is None:
            found = known[text] = measured(text, 1.0)
        return found * points

    return width


class PaperPage(QWidget):
    """Signal: ``stepped(int)``. Put buttons into ``tools``."""

    stepped = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, "title", elide=True)
        self.before = IconButton("chevron-left", self.tr("Sheet before"))
        self.after = IconButton("chevron-right", self.tr("Next sheet"))
        self.place = Label("", "body", "text2")
        self.notice = InfoBar("", "warn")
        self.notice.hide()
        self.made = MadeBar()
        self.view = PaperView()
        self.hint = Label("", "small", "text2", wrap=True)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self._compose()
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))

    def _compose(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 14, 20, 14)
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addLayout(self.tools)
        for widget in (self.before, self.place, self.after):
            head.addWidget(widget)
        bar = QVBoxLayout()
        bar.setContentsMargins(24, 12, 24, 0)
        bar.setSpacing(8)
        bar.addWidget(self.notice)
        bar.addWidget(self.made)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 14)
        foot.addWidget(self.hint, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(Rule("line"))
        whole.addLayout(bar)
        whole.addWidget(self.view, 1)
        whole.addLayout(foot)

    def show_place(self, number: int, total: int) -> None:
        """Say which of how many pages this is; one alone says nothing."""
        words = f"{number:,} of {total:,}" if total > 1 else ""
        self.place.set_text(words)
        for button in (self.before, self.after):
            button.setVisible(total > 1)
        self.before.setEnabled(number > 1)
        self.after.setEnabled(number < total)

    def show_overflows(self, found: Sequence[Overflow]) -> None:
        """Say who does not fit, the cut ones first."""
        cut = [one for one in found if one.how != "shrunk"]
        shrunk = [one for one in found if one.how == "shrunk"]
        said = []
        if cut:
            names = ", ".join(one.who for one in cut[:3])
            more = f" and {len(cut) - 3} more" if len(cut) > 3 else ""
            said.append(self.tr("Too long, so it is cut: {names}.").format(names=names + more))
        if shrunk:
            said.append(f"{counted(len(shrunk), 'address', 'addresses')} written smaller.")
        self.notice.set_notice(" ".join(said), "warn" if cut else "info")
        self.notice.setVisible(bool(said))
