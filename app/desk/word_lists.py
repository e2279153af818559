"""Lists on paper: address directory, phone list and birthday list as Word or PDF."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.desk import letters, recipients
from app.desk.letter_values import LeftOut, RunOptions
from app.exchange import office_program
from app.exchange.new_file import CannotWrite, put_in_place
from app.exchange.word import word_list
from app.exchange.word.word_list import BirthdayEntry, DirectoryEntry, ListLook, PhoneEntry
from app.models.errors import Refusal
from app.storage.queries import many
from app.storage.settings import setting
from app.storage.store import Store

_BIRTHDAY = re.compile(r"^(\d{4}|-)-(\d{2})-(\d{2})$")
_KINDS = {"mobile": "Mobile", "work": "Work", "home": "Home", "fax": "Fax", "other": "Other"}
_KNOWN = frozenset({"no_post", "firm_no_post", "minor", "refused", "half_address"})
"""Reasons against a letter that are none against standing in our own directory."""
LISTED = RunOptions(purpose="contract", overrides=_KNOWN, order="name")
"""How the gate is asked about a list that is read here and not sent to anybody."""


def address_directory(
    store: Store, ids: Sequence[int], to: Path, *, title: str = "Addresses"
) -> tuple[int, tuple[LeftOut, ...]]:
    """Everybody's address under their last name; how many, and who has none. Raises ``Refusal``.

    Whoever wants no post stands in it all the same: it is read here and not sent to anybody.
    """
    entries, left_out = directory_entries(store, ids)
    _written(store, word_list.address_directory, entries, to, title)
    return len(entries), left_out


def directory_entries(
    store: Store, ids: Sequence[int]
) -> tuple[list[DirectoryEntry], tuple[LeftOut, ...]]:
    """Who stands in an address directory, and who has no address."""
    found = letters.prepare(store, None, ids, options=LISTED, posted=True)
    entries = []
    for each in found.letters:
        lines = str(each.values["address_block"]).splitlines()
        name = _sorted_name(each.values)
        entries.append(DirectoryEntry(name, name, tuple(line for line in lines if line)))
    return entries, found.left_out


def phone_list(store: Store, ids: Sequence[int], to: Path, *, title: str = "Phone list") -> int:
    """Everybody's phone numbers under their last name. Raises ``Refusal``, ``CannotWrite``."""
    entries = phone_entries(store, ids)
    _written(store, word_list.phone_list, entries, to, title)
    return len(entries)


def phone_entries(store: Store, ids: Sequence[int]) -> list[PhoneEntry]:
    """Who stands on a phone list: those with a number who are alive."""
    wanted = list(dict.fromkeys(ids))
    records = recipients.gathered(store, wanted)
    phones = many.reach_of(store, "phone", "contact", wanted)
    return [
        PhoneEntry(
            _sorted_name(record), _sorted_name(record), str(record["company"]),
            tuple((row["label"] or _KINDS.get(row["kind"], ""), row["value"])
                  for row in phones.get(each, [])),
        )
        for each, record in records.items()
        if phones.get(each) and not record["deceased"]
    ]  # fmt: skip


def birthday_list(store: Store, ids: Sequence[int], to: Path, *, title: str = "Birthdays") -> int:
    """Everybody's birthday in the order of the year. Raises ``Refusal``, ``CannotWrite``."""
    entries = birthday_entries(store, ids)
    _written(store, word_list.birthday_list, entries, to, title)
    return len(entries)


def birthday_entries(store: Store, ids: Sequence[int]) -> list[BirthdayEntry]:
    """Who stands on a birthday list: those whose day is known who are alive."""
    entries = []
    for record in recipients.gathered(store, list(dict.fromkeys(ids))).values():
        found = _BIRTHDAY.match(str(record["birthday"]))
        if found and not record["deceased"]:
            year = int(found[1]) if found[1].isdecimal() else 0
            name = str(record["full_name"])
            entries.append(
                BirthdayEntry(name, int(found[2]), int(found[3]), year, str(record["company"]))
            )
    return entries


def _sorted_name(values: Any) -> str:
    last, first = str(values.get("last_name") or ""), str(values.get("first_name") or "")
    return ", ".join(part for part in (last, first) if part) or str(values.get("full_name") or "")


def _written(
    store: Store,
    write: Callable[[Any, Path, ListLook], int],
    entries: Sequence[Any],
    to: Path,
    title: str,
) -> None:
    """A list as .docx, or as .pdf through the office program, put in place whole."""
    if not entries:
        raise Refusal("There is nobody to put on the list.")
    look = ListLook(title, setting(store, "locale").replace("_", "-"), date.today())
    if to.suffix.lower() == ".docx":
        write(entries, to, look)
        return
    if to.suffix.lower() != ".pdf":
        raise CannotWrite("The name of the list must end in .docx or .pdf.")
    work = Path(tempfile.mkdtemp(prefix="deskbook-list-"))
    try:
        made = work / f"{to.stem}.docx"
        write(entries, made, look)
        near = to.with_name(f".{to.name}.part")
        shutil.copyfile(office_program.to_pdf([made], work / "pdf", None)[0], near)
        put_in_place(near, to)
    except OSError as error:
        raise CannotWrite(f"{to.name} could not be written: {error.strerror}.") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
