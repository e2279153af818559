"""Envelopes with the address printed on them: which size, and whether our address stands too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.exchange.papers.envelopes import ENVELOPES, Envelope, envelope_page, find_envelope
from app.exchange.papers.labels import LabelBlock
from app.exchange.papers.paper_geometry import Overflow, PlacedPage
from app.ui.panes.papers.paper_page import PaperPage, quick_measure
from app.ui.widgets.buttons import Button, IconButton


class EnvelopePage(PaperPage):
    """Signals: ``changed``, ``offset_requested``."""

    changed = Signal()
    offset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Envelopes", parent)
        self.envelope: Envelope = ENVELOPES[0]
        self.offset, self.shown = (0.0, 0.0), 0
        self.blocks: list[LabelBlock] = []
        self.sender: tuple[str, ...] = ()
        self.with_sender = True
        self._measure_text = quick_measure()
        self.sizes = QMenu(self)
        self.choose = Button("", "mail", menu=self.sizes)
        self.menu = QMenu(self)
        self.more = IconButton("ellipsis", self.tr("More"), menu=self.menu)
        self.tools.addWidget(self.choose)
        self.tools.addWidget(self.more)
        for one in ENVELOPES:
            words = f"{one.name}, {one.width:g} × {one.height:g} mm"
            self.sizes.addAction(words, lambda name=one.name: self.take_envelope(name))
        self.ours = self.menu.addAction(self.tr("With our own address"))
        self.ours.setCheckable(True)
        self.ours.setChecked(True)
        self.ours.toggled.connect(self._show_ours)
        self.menu.addAction(self.tr("Move the print…"), self.offset_requested.emit)
        self.stepped.connect(self._step)
        self.view.setAccessibleName(self.tr("Envelope"))

    def take_envelope(self, name: str) -> None:
        """Print on envelopes of that name; an unknown one changes nothing."""
        found = find_envelope(name)
        if found is not None:
            self.envelope = found
            self.refresh()
            self.changed.emit()

    def _show_ours(self, on: bool) -> None:
        self.with_sender = on
        self.refresh()
        self.changed.emit()

    def show_blocks(self, blocks: Sequence[LabelBlock], sender: Sequence[str]) -> None:
        """Show the envelopes of other people."""
        self.blocks, self.sender = list(blocks), tuple(sender)
        self.shown = 0
        self.refresh()

    def show_person(self, number: int) -> None:
        """Show the envelope of one of them."""
        self.shown = number
        self.refresh()

    def page_of(self, block: LabelBlock) -> tuple[PlacedPage, Overflow | None]:
        """One envelope as it will be printed, and what does not fit."""
        return envelope_page(
            self.envelope, block.lines, self.sender if self.with_sender else (),
            measure=self._measure_text, offset=self.offset,
        )  # fmt: skip

    def pages(self) -> list[PlacedPage]:
        """All envelopes."""
        return [self.page_of(block)[0] for block in self.blocks]

    def refresh(self) -> None:
        """Show the envelope of now, and who does not fit."""
        self.choose.setText(self.envelope.name)
        self.ours.setChecked(self.with_sender)
        self.shown = max(0, min(self.shown, len(self.blocks) - 1))
        found = [over for block in self.blocks if (over := self.page_of(block)[1]) is not None]
        self.show_overflows(found)
        empty = PlacedPage(self.envelope.width, self.envelope.height)
        page = self.page_of(self.blocks[self.shown])[0] if self.blocks else empty
        self.view.show_page(page)
        self.show_place(self.shown + 1, len(self.blocks))
        self.hint.set_text(
            self.tr("{wide} × {tall} mm. Lay the envelopes in as the printer shows it.").format(
                wide=f"{self.envelope.width:g}", tall=f"{self.envelope.height:g}"
            )
        )

    def set_offset(self, across: float, down: float) -> None:
        """Move everything on the paper, in millimetres to the right and down."""
        self.offset = (across, down)
        self.refresh()
        self.changed.emit()

    def _step(self, by: int) -> None:
        self.show_person(max(0, min(self.shown + by, len(self.blocks) - 1)))
