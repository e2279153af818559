"""Deals that rows bring: what is new of them, and what an earlier row of the file said already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.models.imports.import_has import deals_in
from app.models.imports.import_match import Record
from app.storage.text import fold

_BESIDE: Final = frozenset({"title", "said", "row", "id"})


def values_of(deal: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a deal that a row says something of, without its title."""
    return {name: value for name, value in deal.items() if name not in _BESIDE}


def changed_deals(
    new: Record, old: Record, policy_of: Callable[[str], str], lost: dict[str, str]
) -> list[dict[str, Any]]:
    """Deals that are new by their title, and what changed of those that are known."""
    found: list[dict[str, Any]] = []
    for deal in new.get("deals") or ():
        known = deals_in(old).get(fold(deal["title"]))
        if known is None:
            if policy_of("deal.title") != "skip":
                found.append(deal)
            continue
        changed = _changed(deal, known, policy_of, lost)
        if changed:
            found.append({**changed, "title": known["title"], "id": known.get("id", 0)})
    return found


def _changed(
    deal: Mapping[str, Any], known: Mapping[str, Any], policy_of: Callable[[str], str],
    lost: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    changed = {}
    for name, value in values_of(deal).items():
        if value in ("", 0, known.get(name)) or (name == "currency" and not deal.get("amount")):
            continue
        policy = policy_of(f"deal.{name}")
        if policy in ("overwrite", "append") or (policy == "fill" and not known.get(name)):
            changed[name] = value
        else:
            lost[f"deal.{name}"] = deal.get("said", {}).get(name, str(value))
    return changed


def _is_one(mine: Mapping[str, Any] | None, told: Mapping[str, Any]) -> bool:
    """Whether somebody's deal is the one that was told of their firm, and not one of their own."""
    return mine is None or mine is told or (mine.get("id", 0) or -1) == told.get("id", 0)


class FirmDeals:
    """The deals that the rows of one file tell of firms, in whoever's row: the first word stays.

    Two people of a firm who stand beside one deal do not make it two. What is said of a deal goes
    into the very dictionary that the records of its people hold.
    """

    def __init__(self, *, active: bool) -> None:
        self._active = active
        self._told: dict[tuple[str, str], dict[str, Any]] = {}

    def settle(self, record: Record, old: Record | None = None) -> dict[str, str]:
        """Leave in a record what no earlier row said of its deals; the values that lost.

        `old` is what is known of the one whom the record is about.
        """
        lost: dict[str, str] = {}
        if not self._active or not record.get("deals"):
            return lost
        # Who is at a firm stays there; another that a row names is no more than parked
        account = (old or {}).get("account") or record["account"] or {}
        firm, left = fold(account.get("name", "")), []
        for deal in record["deals"]:
            key = firm, fold(deal["title"])
            mine = deals_in(old).get(key[1]) if old else None
            told = self._told.get(key) if firm else None
            if told is None or not _is_one(mine, told):
                self._told.setdefault(key, mine or deal)
                left.append(deal)
                continue
            changed = _changed(deal, told, lambda _: "fill", lost)
            if changed:
                told.update(changed)
                left.append({**changed, "title": deal["title"]})
        record["deals"] = left
        return lost
