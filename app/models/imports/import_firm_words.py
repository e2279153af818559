"""What the rows of one file tell of firms, in whoever's row it stands: the first word stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.models.imports.import_deals import changed_of, deal_like
from app.models.imports.import_match import Record
from app.storage.text import fold

_NAMES: Final = frozenset({"name", "uuid"})


def _is_one(mine: Mapping[str, Any] | None, told: Mapping[str, Any]) -> bool:
    """Whether somebody's deal is the one that was told of their firm, and not one of their own."""
    if mine is None or mine is told or mine.get("part_of") is told:
        return True
    return bool(mine.get("id")) and mine.get("id") == told.get("id")


class FirmWords:
    """The columns and deals that the rows of one file have told of firms so far.

    Two rows that contradict each other about a firm would change it in turn each time the file
    comes; so the second word loses, also against a row that said nothing new. Two people of a firm
    who stand beside one deal do not make it two: what is said of a deal goes into the very
    dictionary that the records of its people hold.
    """

    def __init__(self, *, columns: bool, deals: bool) -> None:
        self._with_columns, self._with_deals = columns, deals
        self._columns: dict[tuple[str, str], str] = {}
        self._deals: dict[tuple[str, str], dict[str, Any]] = {}

    def settle(self, record: Record, old: Record | None = None) -> dict[str, str]:
        """Leave in a record what no earlier row contradicts; the values that lost.

        `old` is what is known of the one whom the record is about.
        """
        lost: dict[str, str] = {}
        account = record["account"]
        if self._with_columns and account and len(account) > 1 and account.get("name"):
            record["account"] = self._of_columns(account, lost)
        if self._with_deals and record.get("deals"):
            self._settle_deals(record, old, lost)
        return lost

    def _of_columns(self, account: Mapping[str, Any], lost: dict[str, str]) -> dict[str, Any]:
        """The columns of a firm without those of which an earlier row said something else."""
        firm = fold(account["name"])
        kept = dict(account)
        for name, value in account.items():
            if name in _NAMES or value in ("", 0, None):
                continue
            first = self._columns.setdefault((firm, name), str(value))
            if first != str(value) and fold(first) != fold(str(value)):
                lost[f"account.{name}"] = str(kept.pop(name))
        return kept

    def _settle_deals(self, record: Record, old: Record | None, lost: dict[str, str]) -> None:
        # Who is at a firm stays there; another that a row names is no more than parked
        account = (old or {}).get("account") or record["account"] or {}
        firm, left = fold(account.get("name", "")), []
        for deal in record["deals"]:
            key = firm, fold(deal["title"])
            mine = deal_like(old, deal) if old else None
            told = self._deals.get(key) if firm else None
            if firm and firm == fold((record["account"] or {}).get("name", "")):
                deal["at_firm"] = True
            if told is None or told is mine or not _is_one(mine, told):
                # What is theirs alone, or told by them: compared with what they said before
                if mine is None or mine.get("at_firm") or deal.get("at_firm"):
                    self._deals.setdefault(key, mine or deal)
                left.append(deal)
                continue
            changed = changed_of(deal, told, lambda _: "fill", lost)
            if changed:
                told.update(changed)
                left.append({**changed, "title": deal["title"], "part_of": told})
        record["deals"] = left
