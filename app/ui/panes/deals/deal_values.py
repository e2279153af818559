"""Rows of deals as cards and table rows, and sums that never mix currencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.models import money
from app.models.deal import STATES
from app.ui import words
from app.ui.delegates.rows import Cell, DealCardValue, TableRowValue

STATE_KINDS = {"open": "blue", "won": "evergreen", "lost": "brick", "later": "amber"}


def sums(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The amounts of each currency in minor units, the largest first."""
    found: dict[str, int] = {}
    for row in rows:
        found[row["currency"]] = found.get(row["currency"], 0) + row["amount"]
    kept = {currency: amount for currency, amount in found.items() if amount}
    return dict(sorted(kept.items(), key=lambda one: -one[1]))


def sum_words(amounts: Mapping[str, int]) -> str:
    """Sums side by side: "£11,300 + €2,400"; they are never added."""
    return " + ".join(money.show(amount, currency) for currency, amount in amounts.items())


def next_step(row: Mapping[str, Any]) -> tuple[str, str]:
    """What comes next for a deal and on which day: its soonest to-do or appointment."""
    step, on = row.get("next_step") or "", row.get("next_on") or ""
    visit, _, day = (row.get("next_visit") or "").partition("\x1f")
    if visit and (not step or (day and (not on or day < on))):
        return visit, day
    return step, on


def card_of(row: Mapping[str, Any], today: date) -> DealCardValue:
    """A deal as a card of the board."""
    step, on = next_step(row)
    state, when = "none", ""
    if step:
        state, when = _when(on, today)
    return DealCardValue(
        row["id"],
        row["title"],
        row["account"] or row["contact"],
        money.show(row["amount"], row["currency"]) if row["amount"] else "",
        owner=row["owner"] or "",
        step=step or "No next step",
        when=when,
        state=state,
    )


def _when(on: str, today: date) -> tuple[str, str]:
    if not on:
        return "", ""
    day = date.fromisoformat(on)
    if day < today:
        return "late", f"Late, {words.short_day(day, today)}"
    if day == today:
        return "today", "Today"
    return "", words.short_day(day, today)


def list_row(row: Mapping[str, Any], today: date) -> TableRowValue:
    """A deal as a row of the list."""
    close = row["expected_close"]
    day = date.fromisoformat(close) if close else None
    state = STATES.get(row["state"], row["state"])
    return TableRowValue(
        row["id"],
        (
            Cell(row["title"]),
            Cell(row.get("account") or ""),
            Cell(row.get("contact") or ""),
            Cell(row.get("stage") or "", kind="slate"),
            Cell(money.show(row["amount"], row["currency"]) if row["amount"] else ""),
            Cell(state, kind=STATE_KINDS.get(row["state"], "slate")),
            Cell(words.short_day(day, today) if day else ""),
            Cell(row.get("owner") or ""),
        ),
        muted=row["state"] != "open",
    )
