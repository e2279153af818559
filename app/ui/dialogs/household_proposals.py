"""People who seem to live together: make households of those that are right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.models.errors import Refusal
from app.models.operations import households
from app.models.operations.households import Proposal
from app.models.qt.session import Session
from app.ui.delegates.rows import FileRowValue
from app.ui.delegates.small_rows import FileRow
from app.ui.delegates.value_model import ValueModel
from app.ui.delegates.views import RowList
from app.ui.dialogs.plain import PlainDialog
from app.ui.widgets.label import Label
from app.ui.words import counted


class HouseholdProposals(PlainDialog):
    """One row a proposal; the chosen ones become households, each with Undo."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Who lives together?",
            "These people share a surname and an address. A household gets one letter with both "
            "names.",
            parent=parent,
        )
        self._session = session
        self.proposals: list[Proposal] = []
        self.model = ValueModel()
        self.list = RowList(FileRow(), many=True)
        self.list.setModel(self.model)
        self.list.setAccessibleName("Proposed households")
        self.list.setMinimumHeight(300)
        self.nothing = Label("Nobody else seems to live together.", "body", "text2")
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.list, 1)
        self.add_button("close", "Close")
        self.make = self.add_button(
            "make", "Make households", "primary", stays=True, then=self.make_chosen
        )
        self.read()

    def read(self) -> None:
        """Read the proposals anew."""
        self.proposals = self._session.read(households.proposals)
        self.model.set_values([_row(place, one) for place, one in enumerate(self.proposals)])
        self.list.setVisible(bool(self.proposals))
        self.nothing.setVisible(not self.proposals)
        self.make.setEnabled(bool(self.proposals))

    def make_chosen(self) -> None:
        """Make households of the chosen rows, or of all where none is chosen."""
        rows = self.list.selected_rows() or range(len(self.proposals))
        wanted = [self.proposals[row] for row in rows]
        try:
            made = self._session.do(_make_all, wanted)
        except Refusal as refusal:
            self._session.say(refusal.message, kind="warn", undo=False)
            return
        self._session.say(f"{counted(made, 'household')} made.")
        self.read()


def _row(place: int, one: Proposal) -> FileRowValue:
    people = counted(len(one.contact_ids), "person", "people")
    return FileRowValue(place, one.name, f"{one.address}, {people}", "house", "violet")


def _make_all(store: object, wanted: list[Proposal]) -> int:
    with store.step(f"Make {counted(len(wanted), 'household')}"):  # type: ignore[attr-defined]
        for one in wanted:
            households.make_household(store, one.contact_ids)  # type: ignore[arg-type]
    return len(wanted)
