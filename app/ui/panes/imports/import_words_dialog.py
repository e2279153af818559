"""Say once what the words of a file mean that the book does not know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from app.models.contact import KINDS
from app.models.imports.import_picklists import KEEP, LEAVE, UnknownWord, choices
from app.ui.dialogs.plain import PlainDialog
from app.ui.panes.imports.import_words import countries
from app.ui.widgets.combo import ComboField
from app.ui.widgets.label import Label
from app.ui.words import counted

_SAID = {
    "m": "Male", "f": "Female", "x": "Neither", "yes": "Yes", "no": "No",
    **{kind: kind.capitalize() for kind in KINDS},
}  # fmt: skip
_MOST = 100


class WordQuestion(NamedTuple):
    """A word that the book does not know, and the column (its place, name and target)."""

    place: int
    header: str
    target: str
    word: UnknownWord


def summary(questions: Sequence[WordQuestion]) -> str:
    """One sentence about words that nobody explained yet; "" for none."""
    if not questions:
        return ""
    first = ", ".join(f"“{each.word.word}”" for each in questions[:3])
    more = f" and {len(questions) - 3:,} more" if len(questions) > 3 else ""
    are = "is not a word" if len(questions) == 1 else "are not words"
    headers = " and ".join(dict.fromkeys(f"“{each.header}”" for each in questions[:3]))
    return f"{first}{more} in {headers} {are} that your book knows."


class ExplainWords(PlainDialog):
    """A row a word: where it stands, how often, and what it means. ``said`` is what was chosen."""

    def __init__(
        self,
        questions: Sequence[WordQuestion],
        stages: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "What do these words mean?",
            "Your answers are remembered for the next file of this kind.",
            width=620,
            parent=parent,
        )
        self.questions = list(questions)[:_MOST]
        self.fields: list[ComboField] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for row, each in enumerate(self.questions):
            words = f"{each.header}, {counted(each.word.times, 'row')}"
            grid.addWidget(Label(each.word.word, "strong", elide=True), 3 * row, 0)
            grid.addWidget(Label(words, "small", "text2", elide=True), 3 * row + 1, 0)
            field = ComboField("", options_for(each.target, stages), each.word.suggestion or KEEP)
            field.combo.setAccessibleName(f"{each.word.word} in {each.header} means")
            field.setFixedWidth(260)
            grid.addWidget(field, 3 * row, 1, 2, 1)
            grid.setRowMinimumHeight(3 * row + 2, 12)
            self.fields.append(field)
        grid.setRowStretch(3 * len(self.questions), 1)
        holder = QWidget()
        holder.setLayout(grid)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        scroll.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        scroll.setMinimumHeight(min(60 * len(self.questions) + 12, 380))
        self.body.addWidget(scroll, 1)
        self.add_button("", "Cancel", "ghost")
        self.add_button("take", "Use these meanings", "primary")

    def said(self) -> dict[int, dict[str, str]]:
        """What was chosen: place of the column to word to meaning."""
        found: dict[int, dict[str, str]] = {}
        for each, field in zip(self.questions, self.fields, strict=True):
            found.setdefault(each.place, {})[each.word.word] = str(field.current_key() or KEEP)
        return found


def options_for(target: str, stages: Sequence[str]) -> list[tuple[str, str]]:
    """What a word of this column can mean, as choices; keeping it and leaving it out come last."""
    keep = "Keep it in a field of your own"
    if target.endswith(".country"):
        known = countries()
        keep = "Keep it as it is written"
    elif target == "language":
        known = [(code, _language(code)) for code in choices(target)]
    else:
        known = [(key, _SAID.get(key, key.capitalize())) for key in choices(target, stages)]
    return [(KEEP, keep), *known, (LEAVE, "Leave it out")]


def _language(code: str) -> str:
    return QLocale.languageToString(QLocale(code).language())
