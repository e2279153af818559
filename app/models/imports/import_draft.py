"""What a row of a foreign file asks of the book, and the ledger of what became of each cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

Action = Literal["create", "update", "same", "skip", "refuse"]

STORED: Final = 0
TRANSFORMED: Final = 1
PARKED: Final = 2
LEFT_OUT: Final = 3
REFUSED: Final = 4
# Fates that have a reason of their own; each counts as one of the five.
NOTHING: Final = 5
ERROR: Final = 6
KEPT_OURS: Final = 7
SAID_TWICE: Final = 8
EMPTY: Final = 9
AS_TYPED: Final = 10

FATES: Final = ("stored", "transformed", "parked", "left_out", "refused")
"""The five classes in the words that scripts rely on."""
REASONS: Final = {
    NOTHING: "It says that there is nothing to say.",
    ERROR: "An error of the spreadsheet stands in this cell.",
    KEPT_OURS: "The book says something else here, which stays.",
    AS_TYPED: "It is no number of this country, and stays as it was typed.",
    SAID_TWICE: "An earlier row says something else of the same person.",
}
# Every fate as the one of the five that it counts as.
PLAIN: Final = bytes([0, 1, 2, 3, 4, LEFT_OUT, LEFT_OUT, LEFT_OUT, PARKED, EMPTY,
                      STORED, *range(11, 256)])  # fmt: skip
UNTOLD: Final = bytes([STORED, TRANSFORMED, PARKED, LEFT_OUT, REFUSED, EMPTY])
TOLD_MOST: Final = 20_000
"""How many cells with a reason of their own a ledger names; all are counted."""


class Problem(NamedTuple):
    """A cell that could not go where its column goes: the row, the header, what stood, why."""

    row: int
    column: str
    value: str
    reason: str


class CellFate(NamedTuple):
    """What became of one cell: `fate` is one of `FATES`, `became` how the value reads now."""

    row: int
    column: str
    value: str
    fate: str
    reason: str = ""
    became: str = ""


class Near(NamedTuple):
    """Somebody of the book who may be the same: how likely in thousandths, and the reasons."""

    who: int
    per_mille: int
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """What one row asks of the book.

    For "create" everything the row says, for "update" only what is new, for "same" nothing; a
    contact's "note_more" is what is to be put behind their note. `match_id` is the known
    contact (or account, with `subject` "account"), `why` how it was recognised; `match_row` the
    earlier row of this file that the row belongs to (`match_partner`: the second person in it).
    Phones, emails and addresses of an "account" draft are the firm's own; `account_phones` are
    the firm's in any draft. `near` are look-alikes of a new contact or account, `near_firms`
    those of a new firm named beside a person, `near_names` folded names of firms in
    earlier rows that look like it, `near_rows` earlier rows of the file (`who` is
    the row) that look like a new contact. `files` are
    contents of the file (name, sha256). `household` is the joint name of a couple; its second
    person is a draft of its own, `partner`.
    """

    row: int
    action: Action
    subject: Literal["contact", "account"] = "contact"
    match_id: int | None = None
    match_row: int | None = None
    why: str = ""
    contact: dict[str, Any] = field(default_factory=dict)
    phones: list[dict[str, str]] = field(default_factory=list)
    emails: list[dict[str, str]] = field(default_factory=list)
    addresses: list[dict[str, str]] = field(default_factory=list)
    account: dict[str, str] | None = None
    account_phones: list[dict[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    own_fields: dict[str, str] = field(default_factory=dict)
    files: list[dict[str, str]] = field(default_factory=list)
    owner: str = ""
    deals: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    household: str = ""
    partner: bool = False
    near: tuple[Near, ...] = ()
    near_firms: tuple[Near, ...] = ()
    near_rows: tuple[Near, ...] = ()
    near_names: tuple[str, ...] = ()
    match_partner: bool = False
    different: bool = False
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """What became of every row and every cell; the five of the cells add up to `total`.

    `problems` are cells that could not go where their column goes; `told` names the cells whose
    fate has a reason of its own (at most `TOLD_MOST`).
    """

    total: int = 0
    stored: int = 0
    transformed: int = 0
    parked: int = 0
    left_out: int = 0
    refused: int = 0
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused_rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    told: list[CellFate] = field(default_factory=list)

    def adds_up(self) -> bool:
        """Whether no cell was lost or counted twice."""
        kept = self.stored + self.transformed + self.parked
        return self.total == kept + self.left_out + self.refused

    def count_cells(self, fates: bytearray) -> None:
        """Add the cells of a row."""
        plain = fates.translate(PLAIN)
        self.total += len(plain) - plain.count(EMPTY)
        self.stored += plain.count(STORED)
        self.transformed += plain.count(TRANSFORMED)
        self.parked += plain.count(PARKED)
        self.left_out += plain.count(LEFT_OUT)
        self.refused += plain.count(REFUSED)

    def count_row(self, action: Action) -> None:
        """Add a row."""
        self.read += 1
        name = _ROW_COUNTS[action]
        setattr(self, name, getattr(self, name) + 1)

    def tell_reasons(
        self, row: int, headers: Sequence[str], cells: Sequence[object], fates: bytearray
    ) -> None:
        """Name the cells of a row whose fate has a reason of its own."""
        if not fates.translate(None, UNTOLD):
            return
        for index, fate in enumerate(fates):
            if fate in REASONS:
                cell = row, headers[index], str(cells[index])
                self.tell(CellFate(*cell, fate_word(fate), REASONS[fate]))

    def leave_out(
        self, row: int, headers: Sequence[str], cells: Sequence[object], reason: str
    ) -> None:
        """Account for a row that stands beside the table: its cells are left out, with a reason."""
        fates = bytearray(
            EMPTY if cell is None or not str(cell).strip() else LEFT_OUT for cell in cells
        )
        self.count_cells(fates)
        for index, fate in enumerate(fates):
            if fate == LEFT_OUT:
                header = headers[index] if index < len(headers) else ""
                self.tell(CellFate(row, header, str(cells[index]), "left_out", reason))

    def tell(self, fate: CellFate) -> None:
        """Name a cell with its reason, as long as there is room."""
        if len(self.told) < TOLD_MOST:
            self.told.append(fate)


_ROW_COUNTS: Final = {
    "create": "created",
    "update": "updated",
    "same": "unchanged",
    "skip": "skipped",
    "refuse": "refused_rows",
}


def fate_word(fate: int) -> str:
    """The word of the five classes that a fate counts as; "" for an empty cell."""
    plain = PLAIN[fate]
    return FATES[plain] if plain < len(FATES) else ""
