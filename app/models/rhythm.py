"""Who is worth a call, and why: a rhythm that passed, unusual silence, deals nobody follows up.

A rhythm resets on any contact, whoever made it (product.md 21). Silence is judged against a
customer's own usual gap, the median of the gaps between the days on which there was contact.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from app.models import money
from app.storage.queries import rhythm
from app.storage.store import Store
from app.storage.tables import Row

LONG_SILENCE = 2.0
"""So many times their usual gap without contact is unusual."""
FEWEST_GAPS, SHORTEST_SILENCE, LONGEST_SILENCE = 3, 21, 730
QUIET_DEAL_DAYS = 60
MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Advice:
    """Somebody worth a call. ``kind``: rhythm, quiet or deal; ``weight`` grows with urgency."""

    kind: str
    name: str
    company: str
    reason: str
    weight: float
    last_day: str = ""
    contact_id: int | None = None
    account_id: int | None = None
    deal_id: int | None = None


def worth_a_call(store: Store, today: date, limit: int = 12) -> list[Advice]:
    """The people, firms and deals to get in touch with, strongest first, nobody twice."""
    found = [*_rhythms(store, today), *_deals(store, today), *_quiet(store, today)]
    found.sort(key=lambda one: -one.weight)
    seen: set[tuple[str, int]] = set()
    chosen = []
    for one in found:
        keys = _keys(one)
        if not keys & seen:
            seen |= keys
            chosen.append(one)
        if len(chosen) == limit:
            break
    return chosen


def _keys(one: Advice) -> set[tuple[str, int]]:
    if one.contact_id:
        return {("contact", one.contact_id)}
    if one.account_id:
        return {("account", one.account_id)}
    return {("deal", one.deal_id or 0)}


def _rhythms(store: Store, today: date) -> Iterable[Advice]:
    day = today.isoformat()
    people = rhythm.with_rhythm(store, day, MOST_LOOKED_AT)
    for row in [*people, *rhythm.accounts_with_rhythm(store, day, MOST_LOOKED_AT)]:
        silent, every = int(row["silent"]), int(row["rhythm"])
        usual = f"every {_span(every)}" + (f" ({row['tag']})" if row["tag"] else "")
        last = f"last contact {_span(silent)} ago" if row["last_day"] else "no contact yet"
        yield Advice(
            "rhythm", row["name"], row["company"], f"You keep in touch {usual}, {last}",
            1.0 + (silent - every) / every, row["last_day"], row["contact_id"], row["account_id"],
        )  # fmt: skip


def _quiet(store: Store, today: date) -> Iterable[Advice]:
    after = (today - timedelta(days=LONGEST_SILENCE)).isoformat()
    before = (today - timedelta(days=SHORTEST_SILENCE)).isoformat()
    day = today.isoformat()
    for row in rhythm.customers_gone_quiet(store, after, before, day, MOST_LOOKED_AT):
        usual = usual_gap(json.loads(row["days"]))
        silent = (today - _day(row["last_day"], today)).days
        if usual is None or silent < max(LONG_SILENCE * usual, SHORTEST_SILENCE):
            continue
        reason = f"Usually in touch every {_span(round(usual))}, quiet for {_span(silent)}"
        yield Advice(
            "quiet", row["name"], row["company"], reason, min(silent / usual / 2, 3.0),
            row["last_day"], row["contact_id"], row["account_id"],
        )  # fmt: skip


def usual_gap(days: list[str]) -> float | None:
    """The median of the days between contacts, or ``None`` when there were too few to tell."""
    moments = sorted({_day(text, date.min) for text in days} - {date.min})
    gaps = [(later - day).days for day, later in pairwise(moments)]
    return max(float(median(gaps)), 1.0) if len(gaps) >= FEWEST_GAPS else None


def _deals(store: Store, today: date) -> Iterable[Advice]:
    for row in rhythm.quiet_deals(store, today.isoformat()):
        silent = (today - _day(row["last_day"] or row["added"], today)).days
        amount = money.show(row["amount"], row["currency"], cents=False)
        deal = f"open deal {amount}" if row["amount"] else f"open deal {row['title']}"
        if not row["planned"]:
            late = _slipped(row, today)
            reason = f"Deal without a next step: {row['title']}" + (", late" if late else "")
            yield _of_deal(row, reason, 1.2 + 0.3 * late)
        elif silent >= QUIET_DEAL_DAYS:
            reason = f"Last contact {_span(silent)} ago, {deal}"
            yield _of_deal(row, reason, min(silent / QUIET_DEAL_DAYS, 3.0))


def _slipped(row: Row, today: date) -> bool:
    return bool(row["expected_close"]) and _day(row["expected_close"], today) < today


def _of_deal(row: Row, reason: str, weight: float) -> Advice:
    return Advice(
        "deal", row["name"], row["company"], reason, weight, row["last_day"],
        row["contact_id"], row["account_id"], row["deal_id"],
    )  # fmt: skip


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return otherwise


def _span(days: int) -> str:
    """Days in the words people use: "9 days", "3 weeks", "5 months", "2 years"."""
    for size, noun, least in ((365, "year", 730), (30, "month", 90), (7, "week", 21)):
        if days >= least:
            return f"{round(days / size)} {noun}s"
    return "day" if days == 1 else f"{days} days"
