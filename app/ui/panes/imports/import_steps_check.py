"""The third step of an import: what would happen, before anything does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.importing import CellFate, Rehearsal
from app.models.imports.import_draft import Draft
from app.ui.delegates.rows import FileRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.panes.imports.import_cells import FATES, CellLedger, cell_rows
from app.ui.panes.imports.import_words import (
    ACTIONS,
    ON_MATCH,
    Cause,
    causes_of,
    countries,
    counts_of,
    draft_line,
    draft_name,
    near_words,
    pair_of,
    rows_words,
)
from app.ui.panes.imports.near_match_view import NearMatchView
from app.ui.widgets.cards import Card, NumberCard
from app.ui.widgets.combo import ComboField
from app.ui.widgets.label import Label
from app.ui.widgets.notices import InfoBar
from app.ui.widgets.progress import ProgressStrip

_LOOKS = {
    "create": ("user-plus", "evergreen"), "update": ("refresh-cw", "blue"),
    "same": ("check", "slate"), "skip": ("minus", "slate"), "refuse": ("circle-x", "brick"),
}  # fmt: skip
_NO_PROBLEMS = "Every cell found its place."


class CheckStep(QWidget):
    """Cards with counts, problems by cause, and examples of each.

    Signals: `options_changed`, when what happens to known people or the country is chosen anew;
    `cancel_requested`; `cells_requested(fate)` for the cells behind a number of the ledger.
    """

    options_changed = Signal()
    cells_requested = Signal(str)
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: Rehearsal | None = None
        self.name_of: Callable[[str, int], str] = lambda _kind, _id: ""
        self.causes: list[Cause] = []
        self.cards: dict[str, NumberCard] = {}
        self.on_match = ComboField(self.tr("People who are here already"), ON_MATCH, "update")
        self.country = ComboField(
            self.tr("Numbers and addresses without a country are from"), countries()
        )
        self.on_match.chosen.connect(lambda _key: self.options_changed.emit())
        self.country.chosen.connect(lambda _key: self.options_changed.emit())
        self.fault = InfoBar("", "danger")
        self.fault.hide()
        self.strip = ProgressStrip()
        self.strip.hide()
        self.strip.cancel_requested.connect(self.cancel_requested)
        self.problems, self.problem_list, problem_card = self._list(self.tr("Worth a look"))
        self.examples, self.example_list, self.example_card = self._list(self.tr("Examples"))
        self.problem_list.current_changed.connect(self._cause_chosen)
        self.ledger = CellLedger()
        self.ledger.fate_chosen.connect(self.cells_requested)
        self.answers: dict[int, int] = {}
        self.near_bar = InfoBar("", "info")
        self.near_bar.pressed.connect(self._turn_near)
        self.near_view = NearMatchView()
        self.near_view.answered.connect(self._answered)
        self._compose(problem_card)

    def _list(self, title: str) -> tuple[ValueModel, RowList, Card]:
        model = ValueModel()
        rows = RowList(FileRow())
        rows.setModel(model)
        rows.setAccessibleName(title)
        card = Card(title, padding=0)
        card.body.setContentsMargins(1, 4, 1, 6)
        card.body.addWidget(rows, 1)
        return model, rows, card

    def _compose(self, problem_card: Card) -> None:
        self.summary = QWidget()
        options = QHBoxLayout()
        options.setSpacing(12)
        options.addWidget(self.on_match)
        options.addWidget(self.country)
        options.addStretch(1)
        for field in (self.on_match, self.country):
            field.setMinimumWidth(260)
            field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        for action, name, line in ACTIONS:
            card = NumberCard(name, "0", line)
            card.clicked.connect(partial(self.show_examples, action))
            self.cards[action] = card
            numbers.addWidget(card, 1)
        self.lists = QWidget()
        lists = QHBoxLayout(self.lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(12)
        self.nothing = Label(_NO_PROBLEMS, "body", "text2", wrap=True)
        self.nothing.setContentsMargins(16, 4, 16, 12)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        problem_card.body.addWidget(self.nothing, 1)
        lists.addWidget(problem_card, 1)
        lists.addWidget(self.example_card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(14)
        column.addWidget(Label(self.tr("This is what would happen"), "lead"))
        column.addWidget(self.fault)
        summary = QVBoxLayout(self.summary)
        summary.setContentsMargins(0, 0, 0, 0)
        summary.setSpacing(14)
        summary.addLayout(options)
        summary.addLayout(numbers)
        summary.addWidget(self.ledger)
        column.addWidget(self.strip)
        column.addWidget(self.summary)
        column.addWidget(self.near_bar)
        column.addWidget(self.lists, 1)
        column.addWidget(self.near_view, 1)
        column.addStretch()
        self.near_view.hide()
        self.near_bar.hide()

    def show_checking(self, done: int, total: int) -> None:
        """Say how far checking is; a total of 0 ends it."""
        self.strip.setVisible(bool(total))
        if total and self.found is None:
            for part in (self.summary, self.lists):
                part.hide()
        if total:
            self.strip.set_progress(f"Checking, {done:,} of {total:,} rows", done, total)

    def show_fault(self, sentence: str, tone: str = "danger") -> None:
        """Say what went wrong, or was stopped; "" takes it away."""
        self.fault.set_notice(sentence, tone)
        self.fault.setVisible(bool(sentence))

    def show_found(self, found: Rehearsal) -> None:
        """Show what bringing in would do."""
        self.found = found
        for part in (self.summary, self.lists):
            part.setVisible(self.near_view.isHidden())
        self.ledger.show_ledger(found)
        self._show_near(found)
        counts = counts_of(found)
        for action, _name, line in ACTIONS:
            self.cards[action].set_values(f"{counts[action]:,}", line)
            self.cards[action].setVisible(bool(counts[action]) or action in ("create", "update"))
        self.causes = causes_of(found)
        self.problems.set_values(
            [
                FileRowValue(
                    place, cause.reason,
                    f"{_in_column(cause)}{rows_words(row for row, _ in cause.cells)}",
                    "triangle-alert", "amber", f"{len(cause.cells):,}",
                )
                for place, cause in enumerate(self.causes)
            ]
        )  # fmt: skip
        self.nothing.setVisible(not self.causes)
        self.problem_list.setVisible(bool(self.causes))
        first = next((action for action, *_ in ACTIONS if counts[action]), "create")
        self.show_examples(first)

    def forget_answers(self) -> None:
        """Begin with another file."""
        self.found = None
        self.answers.clear()
        self.near_view.set_pairs([])
        for part in (self.near_view, self.near_bar, self.fault):
            part.hide()

    def _show_near(self, found: Rehearsal) -> None:
        kept = [pair for pair in self.near_view.pairs() if pair.answer in ("same", "different")]
        known = {pair.key for pair in kept}
        fresh = [pair_of(row) for row in found.near_matches]
        self.near_view.set_pairs([*(pair for pair in fresh if pair.key not in known), *kept])
        self._say_near()

    def _say_near(self) -> None:
        decided = sum(1 for pair in self.near_view.pairs() if pair.answer in ("same", "different"))
        text = near_words(self.found) if self.found else ""
        self.near_bar.setVisible(bool(text or decided))
        later = self.tr(" What you leave open waits under Look-alikes.") if text else ""
        text += f" {decided:,} decided." if decided else ""
        open_now = not self.near_view.isHidden()
        button = self.tr("Done") if open_now else self.tr("Look at them")
        button = button if open_now or self.near_view.pairs() else ""
        self.near_bar.set_notice((text + later).strip(), "info", button)

    def _turn_near(self) -> None:
        """Show the look-alikes in the place of all else; back again, all is checked anew."""
        shown = self.near_view.isHidden()
        self.near_view.setVisible(shown)
        for part in (self.summary, self.lists):
            part.setVisible(not shown)
        self._say_near()
        if not shown:
            self.options_changed.emit()

    def _answered(self, key: object, answer: str) -> None:
        if not isinstance(key, tuple):
            return
        row, who = key
        if answer == "later":
            self.answers.pop(row, None)
        else:
            self.answers[row] = who if answer == "same" else 0

    def show_cells(self, fate: str, cells: list[CellFate], more: int) -> None:
        """Show the cells behind one number of the ledger."""
        words = next(said for key, said, *_ in FATES if key == fate)
        self.example_card.set_title(f"Cells {words}")
        total = len(cells) + more
        self.example_card.set_count(f"{len(cells):,} of {total:,}" if more else f"{total:,}")
        self.examples.set_values(cell_rows(cells, fate))

    def show_examples(self, action: str) -> None:
        """Show some of the rows that one thing happens to."""
        if self.found is None:
            return
        name = next(words for key, words, _ in ACTIONS if key == action)
        drafts = self.found.examples.get(action, [])
        icon, kind = _LOOKS[action]
        total = counts_of(self.found)[action]
        shown = f"{len(drafts):,} of {total:,}" if total > len(drafts) else f"{total:,}"
        self.example_card.set_title(name)
        self.example_card.set_count(shown)
        self.examples.set_values(
            [
                FileRowValue(
                    place, draft_name(draft, self._known(draft)), _line(draft_line(draft), action),
                    icon, kind, f"Row {draft.row:,}",
                )
                for place, draft in enumerate(drafts)
            ]
        )  # fmt: skip

    def _known(self, draft: Draft) -> str:
        return self.name_of(draft.subject, draft.match_id) if draft.match_id else ""

    def _cause_chosen(self, place: object) -> None:
        if not isinstance(place, int) or place >= len(self.causes):
            return
        cause = self.causes[place]
        self.example_card.set_title(cause.column or self.tr("Rows"))
        self.example_card.set_count(f"{len(cause.cells):,}")
        self.examples.set_values(
            [
                FileRowValue(at, value or "–", cause.reason, "triangle-alert", "amber",
                             f"Row {row:,}")
                for at, (row, value) in enumerate(cause.cells[:200])
            ]
        )  # fmt: skip


def _line(words: str, action: str) -> str:
    return "Nothing to go by in this row" if action == "refuse" else words


def _in_column(cause: Cause) -> str:
    return f"“{cause.column}”, " if cause.column else ""
