"""The columns of a mapping as functions, in the order in which a row's cells must be taken."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from app.models.imports.import_cells import mute_words, taker
from app.models.imports.import_draft import EMPTY, LEFT_OUT, STORED, TRANSFORMED
from app.models.imports.import_gathered import Column, Gathered, Taker, park
from app.models.imports.import_reach import home_taker
from app.models.imports.import_targets import LEAVE_OUT

# Values that decide about others in their row come first, those that depend on others last.
_ORDER: Final = {
    "row_kind": 0,
    "birth_year": 1,
    "birth_month": 2,
    "birth_day": 3,
    "account.name": 4,
    "full_name": 8,
}
Step = tuple[int, Taker, Mapping[str, int]]
"""A column: its index, what takes its cells, and the cells that say nothing, with their fate."""


def _in_contact(name: str, row: Gathered) -> object:
    return row.contact.get(name)


def _in_birth(name: str, row: Gathered) -> object:
    return row.birth.get(name)


_OF_ONE: Final = ("birthday", "deceased_on", "gender", "language", "kind")
_SAYS: Final[Mapping[str, Callable[[Gathered], object]]] = {
    "full_name": lambda row: row.contact.get("name"),
    "uid": lambda row: row.contact.get("uuid"),
    "owner": lambda row: row.owner,
    **{name: partial(_in_contact, name) for name in _OF_ONE},
    **{name: partial(_in_birth, name) for name in ("birth_year", "birth_month", "birth_day")},
}
"""What a row says so far of that of which somebody has but one."""


def _after_another(take: Taker, target: str, header: str) -> Taker:
    """Takes the cells of a column of what an earlier column may say too: the first word stays."""
    says = _SAYS.get(target)
    if says is None:
        return take

    def second(row: Gathered, text: str, cell: object, same: int) -> int:
        return park(row, header, text) if says(row) else take(row, text, cell, same)

    return second


def compiled(headers: Sequence[str], mapping: Sequence[Column], country: str) -> list[Step]:
    """Every column as a step; those that nothing is said of are left out."""
    by_index = {column.index: column for column in mapping}
    columns = []
    together = _entries_together(mapping)
    for index in range(len(headers)):
        column = by_index.get(index, Column(index, "leave_out"))
        if column.target == "row_kind":
            column = _with_slot(column, by_index)
        elif together and column.target.startswith("note."):
            column = Column(index, column.target, {**column.options, "slot": "together"})
        columns.append(column)
    columns.sort(key=lambda each: _place(each.target))
    homes = [
        (each.index, home_taker(each.target), mute_words(each.target))
        for each in columns
        if each.target.startswith("address.") and each.target.endswith(".country")
    ]
    steps: list[Step] = []
    seen: set[str] = set()
    for each in columns:
        header = headers[each.index]
        take = taker(each, header, headers, country)
        if each.target in seen:
            take = _after_another(take, each.target, header)
        seen.add(each.target)
        mute = {} if each.target == LEAVE_OUT else mute_words(each.target)
        steps.append((each.index, take, mute))
    return homes + steps


def gathered(steps: Iterable[Step], cells: Sequence[object], fates: bytearray) -> Gathered:
    """What the cells of a row say; ``fates`` (a byte a column, EMPTY) is told what became of each.

    Cells beyond the columns are added to it: left out, or empty.
    """
    row = Gathered()
    width = len(cells)
    for index, take, mute in steps:
        cell = cells[index] if index < width else None
        if cell is None or cell == "":
            continue
        text = str(cell).strip()
        if text in mute:
            fates[index] = mute[text]
        elif text:
            # Only a text without blanks about it is kept as it stands.
            fates[index] = take(row, text, cell, STORED if text is cell else _same(text, cell))
    if width > len(fates):
        for cell in cells[len(fates) :]:
            fates.append(EMPTY if cell is None or not str(cell).strip() else LEFT_OUT)
    return row


def _same(text: str, cell: object) -> int:
    return TRANSFORMED if isinstance(cell, str) and text != cell else STORED


def _entries_together(mapping: Sequence[Column]) -> bool:
    """Whether one day and the words of one entry stand side by side."""
    days = sum(column.target == "note.date" for column in mapping)
    return days == 1 and any(column.target == "note.text" for column in mapping)


def _place(target: str) -> int:
    return 9 if target.endswith(".block") else _ORDER.get(target, 5)


def _with_slot(column: Column, by_index: Mapping[int, Column]) -> Column:
    """A kind beside an address belongs to all the columns of that address."""
    of = by_index.get(int(str(column.options.get("of", -1))))
    if of is None or not of.target.startswith("address."):
        return column
    slot = (of.target.split(".")[1], of.options.get("number", 1))
    return Column(column.index, column.target, {**column.options, "slot": slot})
