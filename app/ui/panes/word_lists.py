"""Address directory, phone list and birthday list of the people chosen, as Word or PDF."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app.desk import recipients
from app.desk.letters import LetterFor
from app.exchange import office_program, word_list
from app.exchange.new_file import put_in_place
from app.exchange.paper_geometry import A4, PlacedLine, PlacedPage
from app.exchange.word_list import BirthdayEntry, DirectoryEntry, ListLook, PhoneEntry
from app.storage.store import Store

Entry = DirectoryEntry | PhoneEntry | BirthdayEntry
_TOP, _BOTTOM, _STEP, _COLUMNS = 30.0, 280.0, 4.2, (15.0, 109.0)


def entries(store: Store, kind: str, letters: Sequence[LetterFor], day: date) -> list[Entry]:
    """Who stands in a list, from those the gate lets through."""
    if kind == "directory":
        return [_directory(letter.values) for letter in letters]
    found = recipients.gathered(store, [one.contact_id for one in letters], day)
    records = [found[one.contact_id] for one in letters if one.contact_id in found]
    if kind == "phones":
        return [_phones(one) for one in records if one["phone"] or one["mobile"]]
    return [made for one in records if (made := _birthday(one)) is not None]


def _sort_name(record: Mapping[str, Any]) -> str:
    return f"{record.get('last_name') or ''} {record.get('first_name') or ''}".strip()


def _directory(values: Mapping[str, Any]) -> DirectoryEntry:
    lines = str(values.get("address_block") or "").splitlines()
    more = [str(values.get(key) or "") for key in ("phone", "email")]
    name = str(values.get("full_name") or "")
    first = 1 if lines and name and name in lines[0] else 0
    return DirectoryEntry(
        _sort_name(values) or name, name, (*lines[first:], *(one for one in more if one))
    )


def _phones(record: Mapping[str, Any]) -> PhoneEntry:
    kinds = (("Phone", "phone"), ("Mobile", "mobile"), ("Fax", "fax"))
    shown: dict[str, str] = {}
    for kind, key in kinds:
        if record[key] and record[key] not in shown.values():
            shown[kind] = record[key]
    return PhoneEntry(
        _sort_name(record) or record["full_name"], record["full_name"], record["company"],
        tuple(shown.items()),
    )  # fmt: skip


def _birthday(record: Mapping[str, Any]) -> BirthdayEntry | None:
    parts = str(record["birthday"]).replace("--", "0-").split("-")
    year, month, day = (*parts, "", "", "")[:3]
    if not (month.isdecimal() and day.isdecimal()) or record.get("deceased"):
        return None
    born = int(year) if year.isdecimal() else 0
    return BirthdayEntry(
        record["full_name"], int(month), int(day), born, str(record["company"] or "")
    )


def make(
    store: Store, kind: str, letters: Sequence[LetterFor], to: Path, look: ListLook, *, pdf: bool
) -> int:
    """Write a list to ``to``; how many stand in it. Raises ``CannotWrite``."""
    found = entries(store, kind, letters, look.today or date.today())
    write: Any = {
        "directory": word_list.address_directory, "phones": word_list.phone_list,
        "birthdays": word_list.birthday_list,
    }[kind]  # fmt: skip
    to.parent.mkdir(parents=True, exist_ok=True)
    if not pdf:
        return int(write(found, to, look))
    work = Path(mkdtemp(prefix=".list-", dir=to.parent))
    try:
        count = int(write(found, work / f"{to.stem}.docx", look))
        (made,) = office_program.to_pdf([work / f"{to.stem}.docx"], work / "pdf")
        put_in_place(made, to)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return count


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
