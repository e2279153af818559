"""What rows bring beside people and firms: deals, the timeline, households, look-alikes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from app.models.imports.import_draft import Draft, Near
from app.models.operations.deals import ensure_pipeline
from app.storage.ids import new_uuid
from app.storage.queries import board, records
from app.storage.store import Store
from app.storage.text import fold

_NOON = "T12:00:00.000Z"
_CLOSED = ("won", "lost")


class Work:
    """Gathers deals, entries of the timeline and look-alikes as rows; a deal is made once."""

    def __init__(self, store: Store, run_id: int, now: str, rows: dict[str, list[Any]]) -> None:
        self._store = store
        self._run_id = run_id
        self._now = now
        self._rows = rows
        self._deals: set[tuple[str, int, str]] = set()
        self._positions: dict[int, int] = {}
        self._stages: list[int] = []
        self.made = 0

    def take(self, draft: Draft, contact_id: int | None, account_id: int | None) -> None:
        """The deals and entries of a row about somebody."""
        if account_id is None and contact_id is not None and draft.match_id is not None:
            firms = [p for p in records.accounts_of(self._store, contact_id) if not p["to_date"]]
            account_id = firms[0]["id"] if firms else None
        for deal in draft.deals:
            if deal.get("id"):
                self._change(deal)
            else:
                self._deal(draft, deal, contact_id, account_id)
        for entry in draft.notes:
            at = f"{entry['at']}{_NOON}" if entry["at"] else self._now
            self._rows["activity"].append(
                (entry["kind"], at, entry["subject"], entry["body"], contact_id,
                 account_id if contact_id is None else None, self._now, self._run_id, draft.row)
            )  # fmt: skip

    def _change(self, deal: dict[str, Any]) -> None:
        values = {name: value for name, value in deal.items() if name != "title"}
        if "stage_id" in values:
            values["stage_since"] = self._now
        if values.get("state") in _CLOSED:
            values["closed_on"] = self._now[:10]
        self._store.put("deal", values)

    def _deal(
        self, draft: Draft, deal: dict[str, Any], contact_id: int | None, account_id: int | None
    ) -> None:
        owner = ("account", account_id) if account_id is not None else ("contact", contact_id or 0)
        key = (*owner, fold(deal["title"]))
        if key in self._deals:
            return
        self._deals.add(key)
        stage = deal.get("stage_id", 0)
        if stage <= 0:
            stage = self._stage(-stage or 1)
        if stage not in self._positions:
            last = self._store.value("SELECT max(position) FROM deal WHERE stage_id = ?", (stage,))
            self._positions[stage] = last or 0
        self._positions[stage] += 1
        self.made += 1
        self._rows["deal"].append(
            (deal["title"], account_id, contact_id, stage, deal.get("state", "open"),
             deal.get("amount", 0), deal["currency"], deal.get("expected_close", ""), self._now,
             self._positions[stage], self._now, self._run_id, draft.row)
        )  # fmt: skip

    def _stage(self, number: int) -> int:
        """The id of the first stage, the second, …; a book without any gets them."""
        if not self._stages:
            ensure_pipeline(self._store)
            self._stages = [row["id"] for row in board.stages(self._store)]
        return self._stages[min(number, len(self._stages)) - 1]

    def near(
        self, draft: Draft, kind: str, row_id: int, look_alikes: Iterable[Near] | None = None
    ) -> None:
        """Put somebody new and who they look like on the pile of look-alikes."""
        person, firm = (row_id, None) if kind == "contact" else (None, row_id)
        state, decided = ("different", self._now) if draft.different else ("open", "")
        for near in draft.near if look_alikes is None else look_alikes:
            other, other_firm = (near.who, None) if kind == "contact" else (None, near.who)
            self._rows["near_match"].append(
                (person, other, firm, other_firm, self._run_id, near.per_mille,
                 json.dumps(list(near.reasons), ensure_ascii=False), state, decided)
            )  # fmt: skip


class Homes:
    """The households that couples of an import live in: the one they have, or a new one."""

    def __init__(self, store: Store, now: str) -> None:
        self._store = store
        self._now = now
        self._of_row: dict[int, int] = {}
        self._first: dict[int, int] = {}
        self._roots: dict[int, int] = {}
        self._members: dict[int, int] = {}

    def met(self, draft: Draft, contact_id: int) -> None:
        """A row's first person is known: who lives with them lives where they live."""
        if not draft.partner:
            self._first.setdefault(self._root(draft), contact_id)

    def _root(self, draft: Draft) -> int:
        """The row that named the first person first: all its couples live in one household."""
        if draft.match_row is not None and not draft.partner:
            self._roots[draft.row] = draft.match_row
        return self._roots.get(draft.row, draft.row)

    def of(self, draft: Draft) -> tuple[int, int]:
        """The household of a row's couple, and the place of this one of them in it."""
        root = self._root(draft)
        home = self._of_row.get(root)
        if home is None:
            home = self._of_row[root] = self._found(draft, root) or self._made(draft.household)
        place = 1 if draft.partner else 0
        return home, place

    def again(self, draft: Draft) -> None:
        """A row's first person was named by an earlier row."""
        self._root(draft)

    def _found(self, draft: Draft, root: int) -> int | None:
        known = self._first.get(root) or (draft.match_id if not draft.partner else None)
        row = self._store.get("contact", known) if known else None
        return row["household_id"] if row else None

    def _made(self, joint_name: str) -> int:
        return self._store.put(
            "household",
            {"uuid": new_uuid(), "name": joint_name, "name_key": fold(joint_name),
             "joint_name": joint_name, "created_at": self._now},
        )  # fmt: skip
