"""What passes between the steps of a run of letters: whom it is for, what it says, what was made.

Plain values; changing one letter before it is made (``edited``, ``without``) makes new ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.models.errors import Refusal
from app.models.letters.letter_gate import Sending

ORDERS = {"": "As chosen", "name": "By name", "postcode": "By postcode", "region": "By region"}
TOGETHER = {"each": "One each", "household": "One a household", "address": "One an address"}
SKIPPED = "Left out by hand"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is made. ``purpose`` "" means what is kept for the template, else service.

    `name_pattern` names the files of separate letters, such as "{last_name} {first_name}";
    `overrides` and `overrides_for` pass reasons of the gate; `done_in_run` leaves out whom that
    run reached; `not_within_days` whoever got this template since; `field_map` gives names of
    the template a meaning here; `day` is the date of the letters.
    """

    purpose: str = ""
    channel: str = "post"
    language: str = ""
    together: str = "each"
    order: str = ""
    duplex: bool = False
    name_pattern: str = ""
    not_within_days: int = 0
    done_in_run: int = 0
    overrides: frozenset[str] = frozenset()
    overrides_for: Mapping[int, frozenset[str]] = field(default_factory=dict)
    field_map: Mapping[str, str] = field(default_factory=dict)
    template_name: str = ""
    day: date | None = None

    def __post_init__(self) -> None:
        if self.order not in ORDERS:
            message = f"Letters cannot be ordered by {self.order}."
            raise Refusal(message, "order")
        if self.together not in TOGETHER:
            message = f"Letters cannot be put together by {self.together}."
            raise Refusal(message, "household")

    def sending(self, *, needs_address: bool) -> Sending:
        """What the gate is asked."""
        return Sending(
            channel=self.channel, purpose=self.purpose or "service", needs_address=needs_address,
            language=self.language, template_name=self.template_name,
            not_within_days=self.not_within_days, done_in_run=self.done_in_run,
            together=self.together, overrides=self.overrides, overrides_for=self.overrides_for,
        )  # fmt: skip

    def kept(self) -> dict[str, Any]:
        """What must be known to make one of the letters again, and how the run was made."""
        return {
            "field_map": dict(self.field_map), "duplex": self.duplex, "order": self.order,
            "together": self.together, "name_pattern": self.name_pattern,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterFor:
    """Somebody who gets a letter, with every value it can say.

    `covers` are all whom it names; `edits` values for this letter alone; `extra` a sentence added
    to it; `overridden` the reasons against it that somebody passed.
    """

    contact_id: int
    name: str
    values: Mapping[str, Any]
    account_id: int | None = None
    household_id: int | None = None
    covers: tuple[int, ...] = ()
    overridden: tuple[str, ...] = ()
    edits: Mapping[str, str] = field(default_factory=dict)
    extra: str = ""

    def filled(self) -> dict[str, Any]:
        """The values as the letter says them, changes of this letter included."""
        added = {"extra": self.extra} if self.extra else {}
        return {**self.values, **self.edits, **added}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who gets no letter, and why in plain words.

    `key` names the reason; `overridable` says that the person at the desk may decide otherwise.
    """

    id: int
    name: str
    reason: str
    key: str = ""
    overridable: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run of letters before anything is written.

    ``unknown_fields`` are names in the template that mean nothing here, each with the nearest
    name that does, or "".
    """

    letters: tuple[LetterFor, ...]
    left_out: tuple[LeftOut, ...]
    unknown_fields: tuple[tuple[str, str], ...] = ()
    options: RunOptions = field(default_factory=RunOptions)


@dataclass(frozen=True, slots=True)
class Made:
    """A run of letters that is done. ``step_id`` and ``run_id`` are 0 when it was not logged."""

    letters: int
    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...]
    step_id: int = 0
    run_id: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody a letter is meant for: ``reason`` says why they get none, "" that they do."""

    id: int
    name: str
    company: str
    reason: str
    key: str = ""
    overridable: bool = False


def edited(
    prepared: Prepared,
    contact_id: int,
    values: Mapping[str, str] | None = None,
    *,
    extra: str | None = None,
) -> Prepared:
    """The run with other values, or a sentence more, in one letter; nothing else changes."""

    def change(letter: LetterFor) -> LetterFor:
        if letter.contact_id != contact_id:
            return letter
        edits = {**letter.edits, **(values or {})}
        return replace(letter, edits=edits, extra=letter.extra if extra is None else extra)

    return replace(prepared, letters=tuple(change(each) for each in prepared.letters))


def without(prepared: Prepared, contact_id: int) -> Prepared:
    """The run without one letter; whom it was for is listed among those left out."""
    gone = [each for each in prepared.letters if each.contact_id == contact_id]
    left = tuple(LeftOut(each.contact_id, each.name, SKIPPED, "skipped") for each in gone)
    kept = tuple(each for each in prepared.letters if each.contact_id != contact_id)
    return replace(prepared, letters=kept, left_out=(*prepared.left_out, *left))


def trial(prepared: Prepared, home_country: str = "") -> Prepared:
    """A test run: the first letter, and those most likely to look wrong.

    The longest name, a foreign address, the most empty fields, and a couple, as far as there are.
    """
    letters = prepared.letters
    chosen: dict[int, LetterFor] = {each.contact_id: each for each in letters[:1]}
    foreign = [each for each in letters if _abroad(each, home_country)]
    couples = [each for each in letters if len(each.covers) > 1]
    for group, weight in (
        (letters, lambda each: max(map(len, _address_lines(each)), default=0)),
        (foreign, lambda each: len(_address_lines(each))),
        (letters, lambda each: sum(value in ("", []) for value in each.values.values())),
        (couples, lambda each: len(str(each.values.get("greeting", "")))),
    ):
        left = [each for each in group if each.contact_id not in chosen]
        if left:
            found = max(left, key=weight)
            chosen[found.contact_id] = found
    return replace(prepared, letters=tuple(chosen.values()))


def _abroad(letter: LetterFor, home: str) -> bool:
    country = str(letter.values.get("country") or "")
    return bool(country) and country.casefold() != home.casefold()


def _address_lines(letter: LetterFor) -> list[str]:
    return str(letter.values.get("address_block") or letter.name).splitlines()
