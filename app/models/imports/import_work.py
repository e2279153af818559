"""Cells that say what goes on with somebody: a deal in parts, an entry of the timeline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from app.models import money
from app.models.dates import DateOrder, read_date
from app.models.imports.import_draft import PARKED, TRANSFORMED
from app.models.imports.import_gathered import Column, Gathered, Taker, park
from app.models.imports.import_reach import refuse
from app.storage.text import fold

_ISO_CODE: Final = re.compile(r"\b[A-Z]{3}\b")
_STATES: Final = {
    "won": "won|closed won|gewonnen|gagne|gagnee|ganado|ganada|vinto|vinta|ganho|wygrana|vunnen"
    "|order|auftrag|sold|verkauft",
    "lost": "lost|closed lost|verloren|perdu|perdue|perdido|perdida|perso|persa|przegrana|forlorad",
    "later": "later|on hold|parked|zuruckgestellt|spater|en attente|en espera|in attesa|later",
    "open": "open|offen|ouvert|abierto|abierta|aperto|aperta|aberto|otwarta|oppen",
}
STATE_OF: Final = {word: state for state, words in _STATES.items() for word in words.split("|")}
"""Words for how a deal ended, folded."""
ENTRY_KINDS: Final = ("call", "email", "letter", "fax", "meeting", "note")


def deals(part: str, column: Column, header: str) -> Taker:
    """Takes the cells of one part of a deal."""
    if part == "expected_close":
        order = cast("DateOrder", column.options.get("date_order", "ymd"))

        def take_date(row: Gathered, text: str, cell: object, same: int) -> int:
            if part in row.deal:
                return park(row, header, text)
            found = read_date(text if isinstance(cell, str) else cell, order)
            if found is None or found.startswith("--"):
                return refuse(row, header, text, "There is no such day.")
            row.deal[part], row.deal[f"{part} typed"] = found, text
            row.deal[f"{part} header"] = header
            return same if found == text else TRANSFORMED

        return take_date

    def take(row: Gathered, text: str, cell: object, same: int) -> int:
        if part in row.deal:
            return park(row, header, text)
        if part == "amount" and isinstance(cell, float):
            text = f"{cell:.2f}"
        row.deal[part] = " ".join(text.split())
        row.deal[f"{part} header"] = header
        return TRANSFORMED if part in ("amount", "stage") else same

    return take


def notes(part: str, column: Column, header: str) -> Taker:
    """Takes the cells of the words or the day of an entry of the timeline."""
    order = cast("DateOrder", column.options.get("date_order", "ymd"))
    slot = str(column.options.get("slot", column.index))
    kind = str(column.options.get("kind", "note"))

    def take(row: Gathered, text: str, cell: object, same: int) -> int:
        entry = row.notes.setdefault(slot, {"kind": kind if kind in ENTRY_KINDS else "note"})
        if part == "text":
            entry["body"] = f"{entry['body']}\n{text}" if "body" in entry else text
            return same
        found = read_date(text if isinstance(cell, str) else cell, order)
        if found is None or found.startswith("--"):
            return refuse(row, header, text, "There is no such day.")
        entry["at"], entry["header"] = found, header
        return TRANSFORMED

    return take


def finished_deals(row: Gathered, stages: Mapping[str, int], currency: str) -> list[dict[str, Any]]:
    """The deal of a row; what cannot be part of one is parked, with a reason where it is wrong."""
    said = row.deal
    if not said:
        return []
    title = said.get("title", "")
    if not title:
        for part in ("amount", "currency", "stage", "expected_close"):
            if part in said:
                _park(row, said, part, "")
        return []
    deal: dict[str, Any] = {"title": title, "currency": _currency(row, said, currency)}
    deal["said"] = _typed(said)
    if "expected_close" in said:
        deal["expected_close"] = said["expected_close"]
    if "amount" in said:
        amount = money.parse(said["amount"], deal["currency"])
        if amount is None:
            _park(row, said, "amount", "This is no amount.")
        else:
            deal["amount"] = amount
    _stage(row, said, deal, stages)
    return [deal]


def _typed(said: Mapping[str, str]) -> dict[str, str]:
    """The cells of a deal as they were typed, by the columns that they fill."""
    found = {name: said[name] for name in ("amount", "currency") if name in said}
    if "expected_close" in said:
        found["expected_close"] = said["expected_close typed"]
    if "stage" in said:
        found["stage_id"] = found["state"] = said["stage"]
    return found


def _stage(
    row: Gathered, said: Mapping[str, str], deal: dict[str, Any], stages: Mapping[str, int]
) -> None:
    stage = fold(said.get("stage", ""))
    if stage in stages:
        deal["stage_id"] = stages[stage]
    elif stage in STATE_OF:
        deal["state"] = STATE_OF[stage]
    elif stage:
        _park(row, said, "stage", "")


def _currency(row: Gathered, said: Mapping[str, str], default: str) -> str:
    text = said.get("currency", "").strip()
    found = money.currency_in(text)
    if text and not found:
        _park(row, said, "currency", "This is no currency.")
    if found:
        return found
    return money.currency_in(said.get("amount", "")) or default


def _park(row: Gathered, said: Mapping[str, str], part: str, reason: str) -> None:
    header = said.get(f"{part} header", part)
    park(row, header, said.get(f"{part} typed", said[part]))
    row.moved.append((f"deal.{part}", PARKED))
    if reason:
        row.problems.append((header, said[part], reason))


def finished_notes(row: Gathered) -> list[dict[str, str]]:
    """The entries of the timeline that a row asks for: kind, day or "", subject, words."""
    return [
        {
            "kind": entry["kind"],
            "at": entry.get("at", ""),
            "subject": "" if "body" in entry else entry.get("header", ""),
            "body": entry.get("body", ""),
        }
        for entry in row.notes.values()
        if "body" in entry or "at" in entry
    ]


def note_key(entry: Mapping[str, Any]) -> tuple[str, str]:
    """By what two entries of the timeline are the same: their day and their words."""
    return str(entry.get("at") or "")[:10], fold(f"{entry['subject']} {entry['body']}")
