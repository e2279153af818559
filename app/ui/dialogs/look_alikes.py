"""The pile of look-alikes: pairs that nobody has decided about yet, side by side."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.errors import Refusal
from app.models.operations import near_matches
from app.models.qt.session import Session
from app.storage.errors import BookError
from app.storage.queries import near_pile
from app.ui.dialogs.plain import PlainDialog
from app.ui.panes.imports.near_match_view import NearMatchView, Pair


class LookAlikes(PlainDialog):
    """Each answer is one step that can be undone; "later" leaves the pair in the pile."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Look-alikes",
            "These came in as new, and look like somebody who was here. The same are put together:"
            " nothing of either is lost, and Undo takes it back.",
            width=860,
            parent=parent,
        )
        self.session = session
        self.view = NearMatchView("Came in new", "Was here before")
        self.view.setMinimumHeight(380)
        self.view.answered.connect(self._settle)
        self.body.addWidget(self.view, 1)
        self.add_button("", "Done", "primary")
        self.load()

    def load(self) -> None:
        """Read the pile anew."""
        self.view.set_pairs([_pair(row) for row in self.session.read(near_pile.open_pairs)])

    def _settle(self, key: object, answer: str) -> None:
        if answer == "later" or not isinstance(key, int):
            return
        try:
            if answer == "same":
                self.session.do(near_matches.settle, key, "same")
            else:
                self.session.do(near_matches.settle, key, "different")
        except (Refusal, BookError) as error:
            self.session.say(str(error), kind="warn", undo=False)
        waiting = {pair.key: pair.answer for pair in self.view.pairs() if pair.answer == "later"}
        pairs = [_pair(row) for row in self.session.read(near_pile.open_pairs)]
        self.view.set_pairs(
            [_with_answer(pair, waiting.get(pair.key, "")) for pair in pairs]
        )  # fmt: skip


def _pair(row: dict[str, Any]) -> Pair:
    return Pair(
        row["id"], row["newer_facts"], row["older_facts"], tuple(row["reasons"]),
        firm=row["kind"] == "account",
    )  # fmt: skip


def _with_answer(pair: Pair, answer: str) -> Pair:
    return Pair(pair.key, pair.theirs, pair.ours, pair.reasons, pair.where, answer, pair.firm)
