"""From the rows of a foreign table to what the book would gain, before anything is written.

Pure: takes cells and what is known, gives drafts one by one and keeps a ledger in which every
cell with anything in it is stored, transformed, parked, left out or refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal

from app.models.import_cells import (
    LEFT_OUT,
    PARKED,
    REFUSED,
    STORED,
    TRANSFORMED,
    Column,
    Gathered,
    Problem,
    Taker,
    filled_in,
    taker,
)
from app.models.import_changes import Changes, Policy, changes, merged
from app.models.import_match import Keys, Known, Match, Record, Rows, find_known, keys_of
from app.models.import_record import finished
from app.models.import_targets import OWN, label_of
from app.storage.text import fold

Action = Literal["create", "update", "same", "skip", "refuse"]
Cells = Sequence[object]

_NOBODY: Final = "There is no name, company, email or phone number in this row."
# Values that decide about others in their row come first, those that depend on others last.
_ORDER: Final = {"row_kind": 0, "birth_year": 1, "birth_month": 2, "birth_day": 3, "full_name": 8}


@dataclass(slots=True)
class Draft:
    """What one row asks of the book.

    For "create" everything the row says, for "update" only what is new, for "same" nothing.
    `match_id` is the known contact (or account, with `subject` "account"); `match_row` the
    earlier row of this file that the row belongs to. Phones, emails and addresses of an
    "account" draft are the firm's own; `account_phones` are the firm's in any draft.
    """

    row: int
    action: Action
    subject: Literal["contact", "account"] = "contact"
    match_id: int | None = None
    match_row: int | None = None
    contact: dict[str, Any] = field(default_factory=dict)
    phones: list[dict[str, str]] = field(default_factory=list)
    emails: list[dict[str, str]] = field(default_factory=list)
    addresses: list[dict[str, str]] = field(default_factory=list)
    account: dict[str, str] | None = None
    account_phones: list[dict[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    own_fields: dict[str, str] = field(default_factory=dict)
    owner: str = ""
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """What became of every row and every cell; the five of the cells add up to `total`."""

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

    def adds_up(self) -> bool:
        """Whether no cell was lost or counted twice."""
        kept = self.stored + self.transformed + self.parked
        return self.total == kept + self.left_out + self.refused


_ROW_COUNTS: Final = {
    "create": "created",
    "update": "updated",
    "same": "unchanged",
    "skip": "skipped",
    "refuse": "refused_rows",
}


class Plan:
    """The drafts of a table, made while they are iterated over, once; `ledger` grows with them."""

    def __init__(
        self,
        headers: Sequence[str],
        rows: Iterable[tuple[int, Cells]],
        mapping: Iterable[Column],
        known: Known,
        *,
        on_match: Policy = "update",
        country: str = "GB",
    ) -> None:
        self.ledger = Ledger()
        self._width = len(headers)
        self._rows = rows
        self._known = known
        self._policy = on_match
        self._country = country
        self._steps = _compiled(headers, list(mapping), country)
        self._seen = Rows()
        self._firms: dict[str, tuple[int, int | None]] = {}
        self._firm_records: dict[str, Record] = {}
        # Per entry: row number, cells, the known id it matched. Cells are kept by reference: a
        # row is gathered again only if a later one turns out to be the same person.
        self._entries: list[tuple[int, Cells, int | None]] = []
        self._records: dict[int, Record] = {}
        self._touched: dict[int, int] = {}

    def __iter__(self) -> Iterator[Draft]:
        ledger = self.ledger
        for row_number, cells in self._rows:
            counts = [0, 0, 0, 0, 0]
            gathered = self._gather(cells, counts)
            record = finished(gathered, self._country, counts)
            draft = self._draft(row_number, cells, record, counts)
            if gathered.problems:
                draft.problems = [Problem(row_number, *each) for each in gathered.problems]
            if draft.action == "refuse":
                draft.problems.append(Problem(row_number, "", "", _NOBODY))
            ledger.problems += draft.problems
            self._count(draft.action, counts)
            yield draft

    def _gather(self, cells: Cells, counts: list[int]) -> Gathered:
        row = Gathered()
        width = len(cells)
        for index, take in self._steps:
            if index >= width:
                continue
            cell = cells[index]
            if cell.__class__ is str:
                if not cell:
                    continue
                text = cell.strip()
                if not text:
                    continue
                counts[take(row, text, cell, STORED if text == cell else TRANSFORMED)] += 1
            elif cell is not None:
                text = str(cell).strip()
                if text:
                    counts[take(row, text, cell, STORED)] += 1
        for cell in cells[self._width :]:
            counts[LEFT_OUT] += cell is not None and bool(str(cell).strip())
        return row

    def _draft(self, number: int, cells: Cells, record: Record, counts: list[int]) -> Draft:
        if record["contact"] and record["contact"].get("name"):
            return self._person(number, cells, record, counts)
        if record["account"] and record["account"].get("name"):
            return self._firm(number, record, counts)
        _move(counts, REFUSED, (STORED, TRANSFORMED, PARKED))
        return Draft(number, "refuse")

    def _person(self, number: int, cells: Cells, record: Record, counts: list[int]) -> Draft:
        if self._policy == "duplicate":
            return _filled(Draft(number, "create"), record)
        keys = keys_of(record)
        found = self._seen.find(keys, lambda at: _adds_nothing(record, self._record(at)))
        if found is not None:
            return self._again(number, found, keys, record, counts)
        # Asked for often in one row, never beyond it: an earlier row may have changed somebody.
        current = cache(self._known.current)
        known = find_known(
            self._known, keys, current, lambda each: _adds_nothing(record, current(each))
        )
        old = current(known.who) if known is not None else None
        if known is None or old is None:
            self._entries.append((number, cells, None))
            self._seen.add(keys)
            return _filled(Draft(number, "create"), record)
        if known.who in self._touched:
            before = Match(self._touched[known.who], known.adds_nothing)
            return self._again(number, before, keys, record, counts)
        self._entries.append((number, cells, known.who))
        entry = self._seen.add(keys)
        self._touched[known.who] = entry
        self._records[entry] = old
        draft = Draft(number, "same", match_id=known.who)
        if known.adds_nothing and self._policy != "skip":
            return draft
        return self._against(draft, entry, record, counts)

    def _against(self, draft: Draft, entry: int, record: Record, counts: list[int]) -> Draft:
        """Compare with somebody known, as the person who imports wants it."""
        if self._policy == "skip":
            draft.action = "skip"
            _move(counts, LEFT_OUT, (STORED, TRANSFORMED, PARKED))
            return draft
        found = changes(record, self._records[entry], overwrite=self._policy == "update")
        _spend(counts, len(found.lost), LEFT_OUT)
        return self._apply(draft, entry, found)

    def _again(
        self, number: int, found_at: Match, keys: Keys, record: Record, counts: list[int]
    ) -> Draft:
        """A person whom this file named before: the first word stays, the second is parked."""
        entry = found_at.who
        first_row, _cells, match = self._entries[entry]
        draft = Draft(number, "same", match_id=match, match_row=first_row)
        if self._policy == "skip":
            return self._against(draft, entry, record, counts)
        old = self._record(entry)
        found = changes(record, old, overwrite=False)
        _park_lost(found, old)
        _spend(counts, len(found.lost), PARKED)
        self._seen.rename(entry, keys.name)
        return self._apply(draft, entry, found)

    def _apply(self, draft: Draft, entry: int, found: Changes) -> Draft:
        if found.is_empty():
            return draft
        draft.action = "update"
        self._records[entry] = merged(self._record(entry), found.record)
        return _filled(draft, found.record)

    def _record(self, entry: int) -> Record:
        if entry not in self._records:
            cells = self._entries[entry][1]
            counts = [0, 0, 0, 0, 0]
            self._records[entry] = finished(self._gather(cells, counts), self._country, counts)
        return self._records[entry]

    def _firm(self, number: int, record: Record, counts: list[int]) -> Draft:
        draft = Draft(number, "create", subject="account")
        if self._policy == "duplicate":
            return _filled(draft, record)
        key = fold(record["account"]["name"])
        if key in self._firms:
            draft.match_row, draft.match_id = self._firms[key]
            return self._more_of_firm(draft, key, record, counts)
        match = next(iter(self._known.accounts.get(key, ())), None)
        old = self._known.current_account(match) if match is not None else None
        self._firms[key] = (number, match)
        self._firm_records[key] = record if old is None else old
        if old is None:
            return _filled(draft, record)
        draft.match_id = match
        return self._more_of_firm(draft, key, record, counts)

    def _more_of_firm(self, draft: Draft, key: str, record: Record, counts: list[int]) -> Draft:
        """Add a row to a firm: over what the book knows by policy, never over another row."""
        if self._policy == "skip":
            draft.action = "skip"
            _move(counts, LEFT_OUT, (STORED, TRANSFORMED, PARKED))
            return draft
        old = self._firm_records[key]
        again = draft.match_row is not None
        found = changes(record, old, overwrite=self._policy == "update" and not again)
        if again:
            _park_lost(found, old)
        _spend(counts, len(found.lost), PARKED if again else LEFT_OUT)
        draft.action = "same"
        if not found.is_empty():
            draft.action = "update"
            self._firm_records[key] = merged(old, found.record)
            _filled(draft, found.record)
        return draft

    def _count(self, action: str, counts: list[int]) -> None:
        ledger = self.ledger
        ledger.read += 1
        ledger.total += sum(counts)
        ledger.stored += counts[STORED]
        ledger.transformed += counts[TRANSFORMED]
        ledger.parked += counts[PARKED]
        ledger.left_out += counts[LEFT_OUT]
        ledger.refused += counts[REFUSED]
        name = _ROW_COUNTS[action]
        setattr(ledger, name, getattr(ledger, name) + 1)


def plan(
    headers: Sequence[str],
    rows: Iterable[tuple[int, Cells]],
    mapping: Iterable[Column],
    known: Known,
    *,
    on_match: Policy = "update",
    country: str = "GB",
) -> Plan:
    """The plan of an import: iterate it for the drafts, then read its `ledger`.

    `rows` are (row number in the file, cells); columns that `mapping` does not name are left out.
    `on_match`: "update" fills and overwrites (blanks never erase), "fill" only fills, "skip"
    leaves people alone who are known, "duplicate" makes everybody anew.
    """
    return Plan(headers, rows, mapping, known, on_match=on_match, country=country)


def _compiled(
    headers: Sequence[str], mapping: list[Column], country: str
) -> list[tuple[int, Taker]]:
    by_index = {column.index: column for column in mapping}
    columns = []
    for index in range(len(headers)):
        column = by_index.get(index, Column(index, "leave_out"))
        if column.target == "row_kind":
            column = _with_slot(column, by_index)
        columns.append(column)
    columns.sort(key=lambda each: _place(each.target))
    return [(each.index, _taker(each, headers, country)) for each in columns]


def _taker(column: Column, headers: Sequence[str], country: str) -> Taker:
    take = taker(column, headers[column.index], headers, country)
    free = column.target.startswith(OWN) or column.target in ("note", "account.note")
    return take if free else filled_in(take)


def _place(target: str) -> int:
    return 9 if target.endswith(".block") else _ORDER.get(target, 5)


def _with_slot(column: Column, by_index: Mapping[int, Column]) -> Column:
    """A kind beside an address belongs to all the columns of that address."""
    of = by_index.get(int(str(column.options.get("of", -1))))
    if of is None or not of.target.startswith("address."):
        return column
    slot = (of.target.split(".")[1], of.options.get("number", 1))
    return Column(column.index, column.target, {**column.options, "slot": slot})


def _filled(draft: Draft, record: Record) -> Draft:
    draft.contact = record["contact"]
    draft.phones = record["phones"]
    draft.emails = record["emails"]
    draft.addresses = record["addresses"]
    draft.account = record["account"]
    draft.account_phones = record["account_phones"]
    draft.tags = record["tags"]
    draft.own_fields = record["own_fields"]
    draft.owner = record["owner"]
    return draft


def _move(counts: list[int], goal: int, sources: tuple[int, ...]) -> None:
    for source in sources:
        counts[goal] += counts[source]
        counts[source] = 0


def _spend(counts: list[int], number: int, goal: int) -> None:
    """Count `number` cells as `goal` that were counted as stored a moment ago."""
    for source in (STORED, TRANSFORMED, PARKED):
        taken = min(number, counts[source]) if source != goal else 0
        counts[source] -= taken
        counts[goal] += taken
        number -= taken


def _adds_nothing(record: Record, old: Record | None) -> bool:
    """Whether all that a row says is known, in its place or parked beside it."""
    if old is None:
        return False
    found = changes(record, old, overwrite=False)
    if not found.is_empty():
        return False
    own = old["own_fields"]
    return all(
        value in own.get(parking_label(name), "").split("; ") for name, value in found.lost.items()
    )


def _park_lost(found: Changes, old: Record) -> None:
    """Put the values that lost into own fields, once each."""
    for name, value in found.lost.items():
        label = parking_label(name)
        before = old["own_fields"].get(label, "")
        if value not in before.split("; "):
            found.record["own_fields"][label] = f"{before}; {value}" if before else value


def parking_label(name: str) -> str:
    """The own field in which a value waits that lost against the one in place."""
    if name.startswith("own:"):
        return f"{name[4:]}, also"
    known = {"name": "full_name", "account.customer_code": "account.code"}
    return f"{label_of(known.get(name, name)).split(',')[0]}, also"
