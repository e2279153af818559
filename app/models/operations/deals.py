"""Verbs on deals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.models import money
from app.models.deal import STATES, Deal
from app.models.errors import Refusal
from app.models.records import from_row, to_row
from app.storage import clock
from app.storage.queries import board, records
from app.storage.store import Store

FIRST_STAGES = ("New", "Visited", "Quote sent", "Agreed")


def ensure_pipeline(store: Store) -> int:
    """The first pipeline, made with four stages when the book has none. Returns the first stage."""
    first = store.value(
        "SELECT s.id FROM stage s JOIN pipeline p ON p.id = s.pipeline_id"
        " ORDER BY p.position, p.id, s.position, s.id LIMIT 1"
    )
    if first is not None:
        return int(first)
    with store.step("Make the stages of deals"):
        pipeline = store.put("pipeline", {"name": "Sales"})
        stages = [
            store.put("stage", {"pipeline_id": pipeline, "name": name, "position": position})
            for position, name in enumerate(FIRST_STAGES)
        ]
    return stages[0]


def load_deal(store: Store, deal_id: int) -> Deal:
    """One deal; raises ``UnknownRow``."""
    return from_row(Deal, records.record(store, "deal", deal_id))


def save_deal(store: Store, deal: Deal, *, label: str = "") -> int:
    """Keep a deal, new or known; a new one goes to the first stage unless it has one."""
    problems = deal.problems()
    if problems:
        raise Refusal(problems)
    with store.step(label or f"{'Change' if deal.id else 'Add'} “{deal.title}”"):
        if not deal.stage_id:
            deal = replace(deal, stage_id=ensure_pipeline(store))
        row = to_row(deal)
        if "id" not in row:
            last = store.value(
                "SELECT max(position) FROM deal WHERE stage_id = ?", (deal.stage_id,)
            )
            row |= {
                "created_at": clock.now(), "stage_since": clock.now(),
                "position": (last or 0) + 1,
            }  # fmt: skip
        return store.put("deal", row)


def add_deal_at(store: Store, deal: Deal, place: int) -> int:
    """Add a deal to the stage of that place; the first deal of a book makes the stages too."""
    problems = deal.problems()
    if problems:
        raise Refusal(problems)
    with store.step(f"Add “{deal.title}”"):
        ensure_pipeline(store)
        stages = board.stages(store)
        stage = stages[min(max(place, 0), len(stages) - 1)]
        return save_deal(store, replace(deal, stage_id=stage["id"]))


def move_deal(store: Store, deal_id: int, stage_id: int, position: int | None = None) -> None:
    """Move a deal to a stage, before the card at ``position``; the timeline keeps the move."""
    deal = load_deal(store, deal_id)
    stage = str(store.value("SELECT name FROM stage WHERE id = ?", (stage_id,)) or "")
    with store.step(f"“{deal.title}” moved to {stage}"):
        cards = [
            row[0]
            for row in store.select(
                "SELECT id FROM deal WHERE stage_id = ? AND state = 'open' AND id <> ?"
                " ORDER BY position, id",
                (stage_id, deal_id),
            )
        ]
        cards.insert(len(cards) if position is None else min(position, len(cards)), deal_id)
        for place, card in enumerate(cards):
            store.put("deal", {"id": card, "position": place})
        changed = deal.stage_id != stage_id or deal.state != "open"
        values: dict[str, object] = {"id": deal_id, "stage_id": stage_id, "state": "open"}
        if changed:
            values |= {"stage_since": clock.now(), "closed_on": ""}
        store.put("deal", values)
        if changed:
            _note(store, deal, f"Deal moved to {stage}")


def close_deal(store: Store, deal_id: int, state: str, *, on: str, reason: str = "") -> None:
    """Say how a deal ended (``won``, ``lost``) or that it waits (``later``); ``on`` is a date."""
    deal = load_deal(store, deal_id)
    if state not in STATES:
        message = "A deal is open, won, lost or put off."
        raise Refusal(message)
    with store.step(f"“{deal.title}”: {STATES[state].lower()}"):
        store.put(
            "deal",
            {"id": deal_id, "state": state, "lost_reason": reason,
             "closed_on": on if state in ("won", "lost") else ""},
        )  # fmt: skip
        amount = money.show(deal.amount, deal.currency)
        _note(store, deal, f"Deal {STATES[state].lower()}: {deal.title}, {amount}")


def move_deals(store: Store, ids: Iterable[int], stage_id: int) -> None:
    """Move deals to the end of a stage, in one step."""
    wanted = list(ids)
    with store.step(f"Move {len(wanted)} deals"):
        for deal_id in wanted:
            move_deal(store, deal_id, stage_id)


def close_deals(store: Store, ids: Iterable[int], state: str, *, on: str, reason: str = "") -> None:
    """Say how deals ended, in one step; see ``close_deal``."""
    wanted = list(ids)
    if len(wanted) == 1:
        close_deal(store, wanted[0], state, on=on, reason=reason)
        return
    with store.step(f"{len(wanted)} deals: {STATES.get(state, state).lower()}"):
        for deal_id in wanted:
            close_deal(store, deal_id, state, on=on, reason=reason)


def delete_deals(store: Store, ids: Iterable[int]) -> int:
    """Delete deals; what was said about them stays with the people."""
    wanted = list(ids)
    title = records.title(store, "deal", wanted[0])[0] if wanted else ""
    label = f"Delete “{title}”" if len(wanted) == 1 else f"Delete {len(wanted)} deals"
    with store.step(label):
        for row_id in wanted:
            for table in ("activity", "task", "document", "appointment"):
                for (child,) in store.select(
                    f"SELECT id FROM {table} WHERE deal_id = ?", (row_id,)
                ):
                    store.put(table, {"id": child, "deal_id": None})
        return sum(store.remove("deal", row_id) for row_id in wanted)


def _note(store: Store, deal: Deal, subject: str) -> None:
    store.put(
        "activity",
        {"kind": "note", "at": clock.now(), "subject": subject, "deal_id": deal.id,
         "contact_id": deal.contact_id, "account_id": deal.account_id, "created_at": clock.now()},
    )  # fmt: skip
