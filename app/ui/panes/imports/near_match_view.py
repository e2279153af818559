"""Look-alikes side by side: what both say, why they may be the same, and the person's answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.delegates.rows import FileRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.forms.contact_fields import birthday_words
from app.ui.forms.kind_words import LANGUAGES
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card, Rule
from app.ui.widgets.label import Label

Answer = Literal["same", "different", "later"]
_SAID = {"same": "Same", "different": "Different", "later": "Later", "": ""}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that look alike; ``key`` is whatever the owner of the view knows them by."""

    key: object
    theirs: Mapping[str, str]
    ours: Mapping[str, str]
    reasons: tuple[str, ...] = ()
    where: str = ""
    answer: str = ""
    firm: bool = False
    beside: str = ""
    """What the second side is, where it is something else than the view says of all."""

    def name(self) -> str:
        """Who it is about."""
        return self.theirs.get("Name") or self.ours.get("Name") or "–"


@dataclass(slots=True)
class _Shown:
    pairs: list[Pair] = field(default_factory=list)
    place: int = -1


class NearMatchView(QWidget):
    """A list of pairs, and the chosen one with both sides beside each other.

    Signal: ``answered(key, answer)`` with same, different or later.
    """

    answered = Signal(object, str)

    def __init__(
        self, theirs: str = "In the file", ours: str = "In your book", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._titles = (theirs, ours)
        self._shown = _Shown()
        self.model = ValueModel()
        self.rows = RowList(FileRow())
        self.rows.setModel(self.model)
        self.rows.setAccessibleName(self.tr("Look-alikes"))
        self.rows.current_changed.connect(self._chosen)
        self.why = Label("", "body", "text2", wrap=True)
        self.grid_card = Card(padding=0)
        self.same = Button(self.tr("Same person"), "check", "primary")
        self.different = Button(self.tr("Different people"), "users")
        self.later = Button(self.tr("Decide later"), kind="ghost")
        for button, answer in (
            (self.same, "same"), (self.different, "different"), (self.later, "later"),
        ):  # fmt: skip
            button.clicked.connect(lambda _on=False, said=answer: self._answer(said))
        self._compose()

    def _compose(self) -> None:
        self.listed = Card(padding=0)
        self.listed.body.setContentsMargins(1, 4, 1, 6)
        self.listed.body.addWidget(self.rows)
        self.scroll = QScrollArea()
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.viewport().setAutoFillBackground(False)
        self.grid_card.body.addWidget(self.scroll)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.same, self.different, self.later):
            buttons.addWidget(button)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.why)
        # Above what they are about: at the foot of the window notices would stand on them.
        right.addLayout(buttons)
        right.addWidget(self.grid_card, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.listed, 2)
        row.addLayout(right, 3)

    def set_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these pairs; the first one without an answer is chosen."""
        self._shown = _Shown(list(pairs))
        self._list()
        first = next((at for at, pair in enumerate(pairs) if not pair.answer), 0)
        if pairs:
            self.rows.choose_row(first)
        self._show(first if pairs else -1)

    def pairs(self) -> list[Pair]:
        """The pairs as they stand, with the answers given so far."""
        return list(self._shown.pairs)

    def _list(self) -> None:
        self.model.set_values(
            [
                FileRowValue(
                    at, pair.name(), pair.where or ", ".join(pair.reasons),
                    "building-2" if pair.firm else "users",
                    "evergreen" if pair.answer in ("same", "different") else "amber",
                    _SAID.get(pair.answer, ""),
                )
                for at, pair in enumerate(self._shown.pairs)
            ]
        )  # fmt: skip

    def _chosen(self, place: object) -> None:
        if isinstance(place, int):
            self._show(place)

    def _show(self, place: int) -> None:
        self._shown.place = place
        pair = self._shown.pairs[place] if 0 <= place < len(self._shown.pairs) else None
        for part in (self.listed, self.grid_card, self.same, self.different, self.later):
            part.setVisible(pair is not None)
        self.why.set_text(_why(pair) if pair else self.tr("No look-alikes are waiting."))
        if pair is not None:
            noun = (self.tr("Same company"), self.tr("Different companies"))
            people = (self.tr("Same person"), self.tr("Different people"))
            words = noun if pair.firm else people
            self.same.setText(words[0])
            self.different.setText(words[1])
        sides = self._sides(pair) if pair else QWidget()
        self.scroll.setWidget(sides)
        sides.setAutoFillBackground(False)  # the scroll area turned it on; the card is the ground

    def _sides(self, pair: Pair) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for at, stretch in enumerate((2, 5, 5)):
            grid.setColumnStretch(at, stretch)
        titles = self._titles[0], pair.beside or self._titles[1]
        for at, title in enumerate(titles, 1):
            grid.addWidget(Label(title, "small_medium", "text2"), 0, at)
        labels = list(dict.fromkeys((*pair.theirs, *pair.ours)))
        top = Qt.AlignmentFlag.AlignTop
        for number, label in enumerate(labels):
            at = 2 * number + 1
            theirs, ours = pair.theirs.get(label, ""), pair.ours.get(label, "")
            grid.addWidget(Rule("line"), at, 0, 1, 3)
            alike = theirs == ours
            grid.addWidget(Label(label, "small", "text2"), at + 1, 0, top)
            for place, text in ((1, theirs), (2, ours)):
                step, colour = ("body", "text2") if alike or not text else ("medium", "text")
                label_of = Label(_readable(label, text) or "–", step, colour, wrap=True)
                grid.addWidget(label_of, at + 1, place, top)
        grid.setRowStretch(2 * len(labels) + 2, 1)
        return holder

    def _answer(self, said: str) -> None:
        place = self._shown.place
        if not 0 <= place < len(self._shown.pairs):
            return
        pair = self._shown.pairs[place]
        self._shown.pairs[place] = replace(pair, answer=said)
        self._list()
        following = [*range(place + 1, len(self._shown.pairs)), *range(place)]
        goal = next((at for at in following if not self._shown.pairs[at].answer), place)
        self.rows.choose_row(goal)
        self._show(goal)
        self.answered.emit(pair.key, said)


def _readable(label: str, text: str) -> str:
    """A fact in words; long addresses of mails and pages may go over two lines."""
    if label == "Birthday":
        return birthday_words(text)
    if label == "Language":
        return dict(LANGUAGES).get(text, text)
    return re.sub(r"(?<=[@./])(?=\w)", "\u200b", text)


def _why(pair: Pair) -> str:
    reasons = ", ".join(pair.reasons)
    noun = "company" if pair.firm else "person"
    return f"They may be the same {noun}: {reasons}." if reasons else f"Is this the same {noun}?"
