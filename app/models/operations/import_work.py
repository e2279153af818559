"""What rows bring beside people and firms: deals, the timeline, households, look-alikes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from app.models.imports.import_deals import values_of
from app.models.imports.import_draft import Draft, Near
from app.models.imports.import_rows import parking_label
from app.models.operations.deals import ensure_pipeline
from app.models.operations.import_updates import keep_beside
from app.models.operations.people import Owner
from app.storage.ids import new_uuid
from app.storage.queries import board, records
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.text import fold

_NOON = "T12:00:00.000Z"
_CLOSED = ("won", "lost")
_Key = tuple[Owner, int, str]
"""Whose deal it is, and its folded title."""
DEAL_COLUMNS = ("title", "account_id", "contact_id", "stage_id", "state", "amount", "currency",
                "expected_close", "stage_since", "position", "created_at", "import_id",
                "import_row")  # fmt: skip
"""What a row of a new deal holds, in this order."""


def _said_of(deal: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The values without a currency that nobody typed and that belongs to no amount."""
    if values.get("amount") or "currency" in deal.get("said", {}):
        return values
    return {name: value for name, value in values.items() if name != "currency"}


class Work:
    """Gathers deals, entries of the timeline and look-alikes as rows; a deal is made once."""

    def __init__(
        self, store: Store, run_id: int, now: str, rows: dict[str, list[Any]], *,
        doubles: bool, overwrite: bool,
    ) -> None:  # fmt: skip
        self._store = store
        self._run_id = run_id
        self._now = now
        self._rows = rows
        self._doubles = doubles
        self._overwrite = overwrite
        self._told: dict[_Key, dict[str, Any]] = {}
        self._beside: dict[tuple[Owner, int], list[tuple[str, str]]] = {}
        self._unwritten: dict[int, dict[str, Any]] = {}
        self._of_firm: dict[int, dict[str, int]] = {}
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
                at_firm = {"account_id": account_id} if deal.get("at_firm") and account_id else {}
                self._change(deal["id"], self._values(deal) | at_firm)
            else:
                self._deal(draft, deal, contact_id, account_id)
        for entry in draft.notes:
            at = f"{entry['at']}{_NOON}" if entry["at"] else self._now
            self._rows["activity"].append(
                (entry["kind"], at, entry["subject"], entry["body"], contact_id,
                 account_id if contact_id is None else None, self._now, self._run_id,
                 entry.get("row", draft.row))
            )  # fmt: skip

    def gather(self) -> None:
        """Put new deals among the rows that are written next."""
        self._rows["deal"] += [
            tuple(deal[name] for name in DEAL_COLUMNS) for deal in self._unwritten.values()
        ]
        self._unwritten.clear()

    def write_beside(self) -> None:
        """Write what spoke against a deal, once those whom it is put beside are in the book."""
        for (owner, row_id), pairs in self._beside.items():
            keep_beside(self._store, owner, row_id, pairs)
        self._beside.clear()

    def _change(self, deal_id: int, values: dict[str, Any]) -> None:
        if "stage_id" in values:
            values["stage_since"] = self._now
        if values.get("state") in _CLOSED:
            values["closed_on"] = self._now[:10]
        self._store.put("deal", {"id": deal_id, **values})

    def _values(self, deal: dict[str, Any]) -> dict[str, Any]:
        """What a row says of a deal; -1 is the first stage of a book that had none."""
        values = values_of(deal)
        if values.get("stage_id", 1) <= 0:
            values["stage_id"] = self._stage(-values["stage_id"] or 1)
        return values

    def _deal(
        self, draft: Draft, deal: dict[str, Any], contact_id: int | None, account_id: int | None
    ) -> None:
        """A deal that the book does not have for this person; perhaps another row brought it."""
        title = fold(deal["title"])
        owners: tuple[tuple[Owner, int | None], ...] = (
            ("contact", contact_id), ("account", account_id),
        )  # fmt: skip
        keys: list[_Key] = [(kind, row_id, title) for kind, row_id in owners if row_id is not None]
        told = None
        if not self._doubles:
            told = next((self._told[key] for key in keys if key in self._told), None)
        known = self._in_book(account_id, title) if told is None else self._id_of(told)
        values = self._values(deal)
        if told is not None:
            self._hear(told, known, deal, values, keys, account_id)
        elif known:
            have = self._store.get("deal", known) or {}
            self._change(known, self._kept(have, deal, values, keys, overwrite=self._overwrite))
        else:
            told = self._new(draft, deal, values, contact_id, account_id)
            self._unwritten[id(told)] = told
        if told is not None:
            # Who has a deal of their own at a firm that has one takes nothing from the firm
            for key in keys:
                self._told.setdefault(key, told)

    def _hear(
        self, told: dict[str, Any], known: int, deal: dict[str, Any], values: dict[str, Any],
        keys: list[_Key], account_id: int | None,
    ) -> None:  # fmt: skip
        """A further row of this file about a deal: the first word stays, as among rows of a firm.

        The plan settles what it can see to be one deal; that somebody is at the firm whose deal it
        is may be known only when all their rows have been heard.
        """
        have = {name: told[name] for name in told["told"]}
        kept = self._kept(have, deal, values, keys, overwrite=False)
        told["told"] |= kept.keys()
        if told["account_id"] is None and deal.get("at_firm"):
            kept["account_id"] = account_id
        told.update(kept)
        if known:
            self._store.put("deal", {"id": known, **kept})

    def _kept(
        self, have: dict[str, Any], deal: dict[str, Any], values: dict[str, Any],
        keys: list[_Key], *, overwrite: bool,
    ) -> dict[str, Any]:  # fmt: skip
        """What of a row's word on a deal may stand; what contradicts it goes beside its owner."""
        kept = {}
        for name, value in _said_of(deal, values).items():
            if overwrite or not have.get(name) or value == have[name]:
                kept[name] = value
            else:
                text = deal.get("said", {}).get(name, str(value))
                pair = parking_label(f"deal.{name}"), text
                self._beside.setdefault(keys[0][:2], []).append(pair)
        return kept

    def _in_book(self, account_id: int | None, title: str) -> int:
        """The deal of this title of a firm that was there before this import, else 0."""
        if account_id is None or self._doubles:
            return 0
        if account_id not in self._of_firm:
            rows = self._store.select(
                "SELECT title, id FROM deal WHERE account_id = ? ORDER BY id DESC", (account_id,)
            )
            self._of_firm[account_id] = {fold(row[0]): row[1] for row in rows}
        return self._of_firm[account_id].get(title, 0)

    def _id_of(self, told: dict[str, Any]) -> int:
        """The id of a deal that an earlier row brought, 0 while it is not yet written."""
        if id(told) in self._unwritten:
            return 0
        owner = "contact_id" if told["contact_id"] is not None else "account_id"
        found = self._store.value(
            f"SELECT id FROM deal WHERE import_id = ? AND title = ? AND {owner} = ?",
            (self._run_id, told["title"], told[owner]),
        )
        return int(found)

    def _new(
        self, draft: Draft, deal: dict[str, Any], said: dict[str, Any], contact_id: int | None,
        account_id: int | None,
    ) -> dict[str, Any]:  # fmt: skip
        values: dict[str, Any] = {
            "stage_id": self._stage(1), "state": "open", "amount": 0, "expected_close": "",
            "currency": setting(self._store, "currency"),
        }  # fmt: skip
        values.update(said)
        stage = values["stage_id"]
        if stage not in self._positions:
            last = self._store.value("SELECT max(position) FROM deal WHERE stage_id = ?", (stage,))
            self._positions[stage] = last or 0
        self._positions[stage] += 1
        self.made += 1
        return {
            **values, "title": deal["title"], "account_id": account_id, "contact_id": contact_id,
            "stage_since": self._now, "position": self._positions[stage], "created_at": self._now,
            "import_id": self._run_id, "import_row": deal.get("row", draft.row),
            "told": set(_said_of(deal, said)),
        }  # fmt: skip

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
