"""From the rows of a foreign table to what the book would gain, before anything is written.

Pure: takes cells and what is known, gives drafts one by one and keeps a ledger in which every
cell with anything in it is stored, transformed, parked, left out or refused.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from app.models.imports.import_changes import (
    ONLY_FILL,
    Changes,
    Policy,
    changes,
    columns_by,
    merged,
    rules_of,
)
from app.models.imports.import_columns import compiled, gathered
from app.models.imports.import_draft import (
    EMPTY,
    KEPT_OURS,
    REFUSED,
    SAID_TWICE,
    Draft,
    Ledger,
    Problem,
)
from app.models.imports.import_firm_rows import FirmRows
from app.models.imports.import_firm_words import FirmWords
from app.models.imports.import_gathered import Column
from app.models.imports.import_kept import Kept
from app.models.imports.import_match import (
    SAME_CARD,
    SAME_HOUSEHOLD,
    YOUR_ANSWER,
    Keys,
    Known,
    Match,
    Record,
    compatible,
    find_known,
    keys_of,
    person_name,
)
from app.models.imports.import_near_firms import NearFirms
from app.models.imports.import_near_rows import NearRows
from app.models.imports.import_plain import PlainRows
from app.models.imports.import_record import Setting, addresses_of, finished
from app.models.imports.import_rows import (
    CARD_NUMBERS,
    SECOND,
    adds_nothing,
    filled,
    mark,
    move,
    park_lost,
    second_of,
    skipped,
)
from app.models.imports.import_seen import Rows
from app.storage.text import fold

Cells = Sequence[object]
Trace = Callable[[int, Cells, bytearray, Draft], None]
"""Hears of each row: its number, its cells, the fate of each, the draft."""

_MOST_LOOKED_UP: Final = 512
_OF_ADDRESS: Final = ("address.", "row_kind")
_NOBODY: Final = "There is no name, company, email or phone number in this row."


class Plan:
    """The drafts of a table, made while they are iterated over, once; `ledger` grows with them.

    So do `refused`, the rows with refused cells, `near_in_book` and `near_in_file`: new people who
    look like somebody of the book, or like an earlier row; `near_firms` are firms that are spelt
    otherwise there or here.

    `rows` are (row number in the file, cells); columns that `mapping` does not name are left out.
    `on_match`: "update" fills and overwrites (blanks never erase), "fill" only fills, "skip"
    leaves people alone who are known, "duplicate" makes everybody anew; a column's option
    "policy" (skip, fill, overwrite, append) goes before it. With `apart` no row repeats another.
    """

    def __init__(
        self,
        headers: Sequence[str],
        rows: Iterable[tuple[int, Cells]],
        mapping: Iterable[Column],
        known: Known,
        *,
        on_match: Policy = "update",
        country: str = "GB",
        currency: str = "GBP",
        trace: Trace | None = None,
        apart: bool = False,
    ) -> None:
        self.ledger = Ledger()
        self.refused: list[tuple[int, Cells]] = []
        self.near_in_book = self.near_in_file = self.near_firms = 0
        columns = list(mapping)
        self._headers, self._rows = headers, rows
        self._known, self._policy, self._trace = known, on_match, trace
        self._rules = rules_of(on_match, columns)
        self._skips = on_match == "skip" and not self._rules.columns
        self._setting = Setting(country, currency, known.stages)
        self._steps = compiled(headers, columns, country)
        self._plain = PlainRows(headers, columns, country)
        self._empty = bytes([EMPTY]) * len(headers)
        by_index = {column.index: column.target for column in columns}
        self._by_target, self._by_field = columns_by(headers, columns)
        self._nobody = not (known.names or known.emails or known.phones or known.answers)
        self._address_steps = [
            step for step in self._steps if by_index.get(step[0], "").startswith(_OF_ADDRESS)
        ]
        self._seen = Rows(self._addresses_at, apart=apart)
        self._near_firms = NearFirms(known.accounts, known.near_firms, anew=on_match == "duplicate")
        settles = on_match != "duplicate" and not self._skips
        with_deals = settles and self._rules.of("deal.title") != "skip"
        self._words = FirmWords(columns=settles, deals=with_deals)
        self._firms = FirmRows(
            known, on_match, self._rules, self._lose, self._near_firms, self._words,
            skips=self._skips,
        )  # fmt: skip
        self._near_rows = NearRows(self._record)
        # Per entry: row number, cells, the known id it matched. Cells are kept by reference: a
        # row is gathered again only if a later one turns out to be the same person.
        self._entries: list[tuple[int, Cells, int | None]] = []
        self._records = Kept()
        self._touched: dict[int, int] = {}
        self._look_up = lru_cache(_MOST_LOOKED_UP)(known.current)
        self._at = 0
        self._partners: dict[int, list[int]] = {}

    def __iter__(self) -> Iterator[Draft]:
        for number, cells in self._rows:
            record, fates, problems = self._read(cells)
            draft, second = self._draft(number, cells, record, fates), None
            if record["partner"] is not None:
                first = self._at
                second = self._second(number, cells, record, first, alone=draft.action == "skip")
                if self._at not in self._partners.setdefault(first, []):
                    self._partners[first].append(self._at)
            self._close(draft, problems, cells, fates, second)
            yield draft
            if second is not None:
                yield second
        # Nobody asks for a row any more; lists and index, which come next, need the room
        del self._seen, self._near_rows, self._near_firms, self._firms, self._words
        del self._entries, self._records, self._look_up, self._partners

    def _read(self, cells: Cells) -> tuple[Record, bytearray, list[tuple[str, str, str]]]:
        """What a row says, the fate of each cell, and what is wrong with some."""
        plain = self._plain.read(cells) if self._plain.made else None
        if plain is not None:
            return *plain, []
        fates = bytearray(self._empty)
        row = gathered(self._steps, cells, fates)
        record = finished(row, self._setting)
        for target, fate in row.moved:
            mark(fates, self._by_target.get(target, ()), fate)
        return record, fates, row.problems

    def _close(
        self, draft: Draft, problems: list[tuple[str, str, str]], cells: Cells, fates: bytearray,
        second: Draft | None,
    ) -> None:  # fmt: skip
        """Write a row into the ledger; what it says of the second of two people counts too."""
        ledger = self.ledger
        if problems:
            draft.problems = [Problem(draft.row, *each) for each in problems]
        if draft.action == "refuse":
            draft.problems.append(Problem(draft.row, "", "", _NOBODY))
        before = len(ledger.problems)
        ledger.problems += draft.problems
        ledger.count_cells(fates)
        more = second is not None and second.action in ("create", "update")
        ledger.count_row("update" if more and draft.action == "same" else draft.action)
        ledger.tell_reasons(draft.row, self._headers, cells, fates)
        if len(ledger.problems) > before:
            self.refused.append((draft.row, cells))
        if self._trace is not None:
            self._trace(draft.row, cells, fates, draft)

    def _draft(self, number: int, cells: Cells, record: Record, fates: bytearray) -> Draft:
        if record["contact"] and record["contact"].get("name"):
            return self._person(number, cells, record, fates)
        if record["account"] and record["account"].get("name"):
            return self._counted(self._firms.draft(number, record, fates))
        move(fates, REFUSED)
        return Draft(number, "refuse")

    def _second(
        self, number: int, cells: Cells, record: Record, first: int, *, alone: bool
    ) -> Draft:
        """The second of two people in one row, who is looked for beside the first alone.

        With `alone` the first is known and left alone: only an address or number of their own can
        tell the second apart when the file comes again, and without one they are left out too.
        """
        second = second_of(record)
        draft = self._beside(number, cells, second, first, alone=alone)
        draft.partner = True
        draft.household = record["household"]
        return draft

    def _beside(
        self, number: int, cells: Cells, second: Record, first: int, *, alone: bool
    ) -> Draft:
        keys, fates = keys_of(second), bytearray()
        if self._policy == "duplicate":
            return filled(Draft(number, "create"), second)
        for entry in self._partners.get(first, ()):
            if compatible(keys.name, keys_of(self._record(entry)).name):
                return self._again(number, Match(entry, False, SAME_HOUSEHOLD), keys, second, fates)
        known = self._entries[first][2] if first < len(self._entries) else None
        for who in self._known.members(known) if known is not None else ():
            there = self._current(who)
            if there is None or not compatible(keys.name, fold(person_name(there))):
                continue
            if who in self._touched:
                found = Match(self._touched[who], False, SAME_HOUSEHOLD)
                return self._again(number, found, keys, second, fates)
            found = Match(who, adds_nothing(second, there), SAME_HOUSEHOLD)
            return self._met(number, cells, keys, second, fates, found)
        if keys.emails or keys.phones:
            return self._person(number, cells, second, fates)
        if alone:
            return skipped(Draft(number, "same"), fates)
        return self._new(number, cells, keys, second, fates)

    def _person(self, number: int, cells: Cells, record: Record, fates: bytearray) -> Draft:
        if self._policy == "duplicate":
            return filled(Draft(number, "create"), record)
        keys = keys_of(record)
        found = self._said(number, record)
        found = found or self._seen.find(keys, lambda at: adds_nothing(record, self._record(at)))
        known = None
        if not self._nobody and (found is None or not found.adds_nothing):
            known = self._known_as(number, keys, record)
        if found is not None and not (known and known.adds_nothing):
            return self._again(number, found, keys, record, fates)
        return self._met(number, cells, keys, record, fates, known)

    def _said(self, number: int, record: Record) -> Match | None:
        """The earlier row that the person said is about the same one."""
        answer = self._known.answers.get(number, 0) if self._known.answers else 0
        if answer >= 0 or record["partner"] is SECOND:
            return None
        entry = self._entry_of(-answer)
        return Match(entry, True, YOUR_ANSWER) if entry >= 0 else None

    def _entry_of(self, number: int) -> int:
        return next((at for at, each in enumerate(self._entries) if each[0] == number), -1)

    def record_of_row(self, number: int) -> Record:
        """What an earlier row said of the person whom it named first."""
        return self._record(self._entry_of(number))

    def _met(
        self, number: int, cells: Cells, keys: Keys, record: Record, fates: bytearray,
        known: Match | None,
    ) -> Draft:  # fmt: skip
        """Somebody whom no earlier row named, whom the book knows or not."""
        old = self._current(known.who) if known is not None else None
        if known is None or old is None:
            return self._new(number, cells, keys, record, fates)
        if known.who in self._touched:
            before = Match(self._touched[known.who], known.adds_nothing, known.why)
            return self._again(number, before, keys, record, fates)
        entry = self._enter(number, cells, keys, record, known.who)
        self._seen.rename(entry, fold(person_name(old)))
        self._touched[known.who] = entry
        self._records[entry] = old
        draft = Draft(number, "same", match_id=known.who, why=known.why)
        told = self._words.settle(record, old)
        if known.adds_nothing and not self._skips and not told:
            self._lose_card(record, old, fates)
        else:
            draft = self._against(draft, entry, record, fates, told)
        self._records.rest(entry)
        return draft

    def _current(self, who: int) -> Record | None:
        """What is known of somebody, with what earlier rows said of them."""
        if who in self._touched:
            return self._record(self._touched[who])
        return self._look_up(who)

    def _known_as(self, number: int, keys: Keys, record: Record) -> Match | None:
        def same(each: int) -> bool:
            return adds_nothing(record, self._current(each))

        answer = self._known.answers.get(number) if self._known.answers else None
        if answer is not None and record["partner"] is not SECOND:
            return Match(answer, same(answer), YOUR_ANSWER) if answer > 0 else None
        found = find_known(self._known, keys, self._current, same)
        if found and found.why == SAME_CARD and found.who in self._touched:
            # Two people of one number in one file: the number says nothing
            name = fold(person_name(self._current(found.who) or record))
            return found if compatible(keys.name, name) else None
        return found

    def _new(
        self, number: int, cells: Cells, keys: Keys, record: Record, fates: bytearray
    ) -> Draft:
        with_deals = bool(record["deals"])
        told = self._words.settle(record)
        if told:
            park_lost(Changes(record, told), record)
            self._lose(Changes(record, told), fates, SAID_TWICE)
        entry = self._enter(number, cells, keys, record, None)
        if with_deals or told or record["partner"] is SECOND:
            # What was settled, and a second person, cannot be gathered from the cells again
            self._records[entry] = record
        draft = filled(Draft(number, "create"), record)
        if record["partner"] is SECOND:
            return draft
        draft.different = self._known.answers.get(number) == 0
        draft.near_rows = self._near_rows.of(entry, number, record, keys)
        if not self._nobody:
            draft.near = tuple(self._known.near(record))
        if keys.company:
            draft.near_firms, draft.near_names = self._near_firms.of(record, keys.company)
        return self._counted(draft)

    def _counted(self, draft: Draft) -> Draft:
        self.near_in_file += bool(draft.near_rows) and not draft.different
        self.near_firms += bool(draft.near_names or draft.near_firms)
        self.near_in_book += bool(draft.near) and not draft.different
        return draft

    def _enter(
        self, number: int, cells: Cells, keys: Keys, record: Record, known: int | None
    ) -> int:
        self._entries.append((number, cells, known))
        entry = self._at = self._seen.add(keys)
        return entry

    def _against(
        self, draft: Draft, entry: int, record: Record, fates: bytearray, told: dict[str, str]
    ) -> Draft:
        """Compare with somebody known, as the person who imports wants it."""
        if self._skips:
            return skipped(draft, fates)
        found = changes(record, self._records[entry], self._rules)
        park_lost(Changes(found.record, told), self._records[entry])
        found.lost.update(told)
        self._lose(found, fates, KEPT_OURS)
        return self._apply(draft, entry, found)

    def _again(
        self, number: int, found_at: Match, keys: Keys, record: Record, fates: bytearray
    ) -> Draft:
        """A person whom this file named before: the first word stays, the second is parked."""
        entry = self._at = found_at.who
        first_row, _cells, match = self._entries[entry]
        draft = Draft(number, "same", match_id=match, match_row=first_row, why=found_at.why)
        draft.match_partner = self._record(entry).get("partner") is SECOND
        if self._skips:
            return skipped(draft, fates)
        old = self._record(entry)
        told = self._words.settle(record, old)
        found = changes(record, old, ONLY_FILL)
        found.lost.update(told)
        park_lost(found, old)
        self._lose(found, fates, SAID_TWICE)
        self._seen.learn(entry, keys)
        return self._apply(draft, entry, found)

    def _lose(self, found: Changes, fates: bytearray, fate: int) -> None:
        for name in found.lost:
            goal = KEPT_OURS if name in CARD_NUMBERS else fate
            mark(fates, self._by_field.get(name, ()), goal)

    def _lose_card(self, record: Record, old: Record, fates: bytearray) -> None:
        number = record["contact"].get("uuid")
        if number and number != old["contact"].get("uuid"):
            mark(fates, self._by_field.get("uuid", ()), KEPT_OURS)

    def _apply(self, draft: Draft, entry: int, found: Changes) -> Draft:
        if found.is_empty():
            return draft
        draft.action = "update"
        self._records[entry] = merged(self._record(entry), found.record)
        return filled(draft, found.record)

    def _addresses_at(self, entry: int) -> list[dict[str, str]]:
        """The addresses of an earlier row, without gathering all of it again."""
        if entry in self._records:
            return list(self._records[entry]["addresses"])
        row = gathered(self._address_steps, self._entries[entry][1], bytearray(self._empty))
        return addresses_of(row, self._setting.country)

    def _record(self, entry: int) -> Record:
        if entry not in self._records:
            self._records[entry] = self._read(self._entries[entry][1])[0]
        return self._records[entry]
