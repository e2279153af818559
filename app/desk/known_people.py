"""Everybody in a book by what an import recognises them by, looked up only as far as needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from app.models.imports.import_crowd import Crowds
from app.models.imports.import_files import FILE, PHOTO
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known, place_key, where_key
from app.models.imports.import_near import Line, LookAlikes
from app.models.imports.import_near_firms import FirmLookAlikes
from app.models.operations.deals import FIRST_STAGES
from app.storage.queries import compared, matching
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.text import fold

Key = TypeVar("Key")
_PAGE: Final = 200
_NEXT: Final = 8
"""Ids so near count as the next one: rows that made nobody leave gaps."""


class _Ahead:
    """Records of the book one by one; whoever asks for one after the other gets them by the page.

    A list that comes again stands in the order of the book: nine queries a person become a few a
    page. What is read ahead is forgotten as soon as somebody else is asked for.
    """

    def __init__(self, read: Callable[[Sequence[int]], dict[int, Row]], page: int) -> None:
        self._read, self._size = read, page
        self._page: dict[int, Row] = {}
        self._until = self._last = 0

    def get(self, row_id: int) -> Row | None:
        """A record by its id, or ``None``."""
        follows = 0 < row_id - self._last <= _NEXT
        self._last = row_id
        if not follows:
            self._page, self._until = {}, row_id
            return self._read([row_id]).get(row_id)
        if row_id > self._until:
            self._until = row_id + self._size - 1
            self._page = self._read(range(row_id, self._until + 1))
        return self._page.pop(row_id, None)


class _Later(Mapping[Key, Sequence[int]]):
    """A mapping made when somebody first looks into it."""

    def __init__(self, make: Callable[[], Mapping[Key, Sequence[int]]]) -> None:
        self._make = make
        self._found: Mapping[Key, Sequence[int]] | None = None

    def _whole(self) -> Mapping[Key, Sequence[int]]:
        if self._found is None:
            self._found = self._make()
        return self._found

    def __getitem__(self, key: Key) -> Sequence[int]:
        return self._whole()[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())


def known_people(
    store: Store,
    columns: Iterable[Column] = (),
    answers: Mapping[int, int] | None = None,
) -> Known:
    """Everybody in the book by what they are recognised by.

    `columns` say whether deals, the timeline and files have to be compared too; `answers` what the
    person said of look-alikes: row to the id of who it is, 0 for somebody different.
    """
    targets = {column.target for column in columns}
    work = any(target.startswith(("deal.", "note.")) for target in targets)
    more = {"with_work": work, "with_files": not targets.isdisjoint((PHOTO, FILE))}

    # A deal is shared by the people of a firm: what rows just told of it must be seen
    page = 1 if work else _PAGE
    current = _Ahead(lambda ids: compared.contact_records(store, ids, **more), page).get
    firm = _Ahead(lambda ids: compared.account_records(store, ids, **more), page).get

    emails, phones = matching.known_emails(store), matching.known_phones(store)
    names = matching.known_names(store)
    accounts = matching.known_accounts(store)
    stages: dict[str, int] = {}
    if work:
        there = matching.known_stages(store)
        for stage_id, name in there or [(-n, name) for n, name in enumerate(FIRST_STAGES, 1)]:
            stages.setdefault(fold(name), stage_id)
    return Known(
        emails=emails,
        phones=phones,
        names=names,
        codes=matching.known_codes(store),
        accounts=accounts,
        current=current,
        current_account=firm,
        places=_Later(lambda: _placed(store, place_key)),
        wheres=_Later(lambda: _placed(store, where_key)),
        crowds=Crowds(_name_of(names)),
        cards=_Later(lambda: dict(matching.known_cards(store))),
        account_cards=_Later(lambda: dict(matching.known_account_cards(store))),
        account_codes=_Later(lambda: dict(matching.known_account_codes(store))),
        near=LookAlikes(_lines(store), phones, emails, current).of,
        near_firms=FirmLookAlikes(accounts).of,
        members=lambda row_id: matching.members_with(store, row_id),
        answers=answers or {},
        stages=stages,
    )


def _lines(store: Store) -> Iterable[Line]:
    for who, name, company, postcode, town in matching.known_lines(store):
        yield Line(who, name, company, fold(postcode).replace(" ", ""), fold(town))


def _placed(store: Store, key_of: Callable[[Row], str]) -> Mapping[tuple[str, str], Sequence[int]]:
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in matching.known_places(store):
        key = key_of(row)
        if key:
            found[row["name_key"], key].append(row["id"])
    return found


def _name_of(names: Mapping[tuple[str, str], Sequence[int]]) -> Callable[[int], str]:
    """The folded name of somebody; "" where an address or a number may stand in for it."""
    found: dict[int, str] = {}

    def name_of(who: int) -> str:
        if not found:
            found.update((each, name) for (name, _), ids in names.items() for each in ids)
        name = found.get(who, "")
        return name if "@" not in name and any(map(str.isalpha, name)) else ""

    return name_of
