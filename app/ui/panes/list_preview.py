"""The first sheet of a printed list, near to how Word lays it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.desk import word_lists
from app.exchange.papers.paper_geometry import A4, PlacedLine, PlacedPage
from app.exchange.word.word_list import BirthdayEntry, DirectoryEntry, PhoneEntry
from app.storage.store import Store

Entry = DirectoryEntry | PhoneEntry | BirthdayEntry
_TOP, _BOTTOM, _STEP, _COLUMNS = 30.0, 280.0, 4.2, (15.0, 109.0)


def entries(store: Store, kind: str, ids: Sequence[int]) -> list[Entry]:
    """Who stands in a list of that kind."""
    if kind == "directory":
        return list(word_lists.directory_entries(store, ids)[0])
    if kind == "phones":
        return list(word_lists.phone_entries(store, ids))
    return list(word_lists.birthday_entries(store, ids))


def preview(found: Sequence[Entry], title: str) -> PlacedPage:
    """The first sheet of a list, near to how Word lays it out."""
    lines = [PlacedLine(15, 16, title, 13)]
    column, y = 0, _TOP
    for entry in sorted(found, key=_order):
        block = _block(entry)
        if y + len(block) * _STEP > _BOTTOM:
            column, y = column + 1, _TOP
            if column >= len(_COLUMNS):
                break
        for number, text in enumerate(block):
            lines.append(PlacedLine(_COLUMNS[column], y, text, 10.0 if number == 0 else 9.0))
            y += _STEP
        y += 1.6
    return PlacedPage(*A4, tuple(lines))


def _order(entry: Entry) -> tuple[Any, ...]:
    if isinstance(entry, BirthdayEntry):
        return (entry.month, entry.day, entry.name)
    return ((entry.sort_name or entry.name).casefold(),)


def _block(entry: Entry) -> list[str]:
    if isinstance(entry, BirthdayEntry):
        return [f"{entry.day}.{entry.month}.  {entry.name}", *([entry.note] if entry.note else [])]
    if isinstance(entry, PhoneEntry):
        head = ", ".join(one for one in (entry.name, entry.company) if one)
        return [head, *(f"{kind}  {number}" for kind, number in entry.phones)]
    return [entry.name, *entry.lines]
