"""Deals that rows bring: what is new of them, and what changes of those that are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app.models.imports.import_has import deals_called
from app.models.imports.import_match import Record
from app.storage.text import fold

_BESIDE: Final = frozenset({"title", "said", "row", "id", "part_of", "at_firm"})


def values_of(deal: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a deal that a row says something of, without its title."""
    return {name: value for name, value in deal.items() if name not in _BESIDE}


def deal_like(record: Record, deal: Mapping[str, Any]) -> dict[str, Any] | None:
    """The deal of a record that a row means: of several with its title the one most like it."""
    best: dict[str, Any] | None = None
    most, said = -1, values_of(deal).items()
    for each in deals_called(record, fold(deal["title"])):
        alike = sum(each.get(name) == value for name, value in said)
        # Of two that are as like the later counts: the person's own
        if alike >= most:
            best, most = each, alike
    return best


def changed_deals(
    new: Record, old: Record, policy_of: Callable[[str], str], lost: dict[str, str]
) -> list[dict[str, Any]]:
    """Deals that are new by their title, and what changed of those that are known."""
    found: list[dict[str, Any]] = []
    for deal in new.get("deals") or ():
        known = deal_like(old, deal)
        if known is None:
            if policy_of("deal.title") != "skip":
                found.append(deal)
            continue
        changed = changed_of(deal, known, policy_of, lost)
        if changed:
            found.append({**changed, "title": known["title"], "id": known.get("id", 0)})
    return found


def changed_of(
    deal: Mapping[str, Any], known: Mapping[str, Any], policy_of: Callable[[str], str],
    lost: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    """What of a deal is new or may take the place of what is there; the rest is `lost` as typed."""
    changed = {}
    for name, value in values_of(deal).items():
        if value in ("", 0, known.get(name)) or (name == "currency" and not deal.get("amount")):
            continue
        policy = policy_of(f"deal.{name}")
        if policy in ("overwrite", "append") or (policy == "fill" and not known.get(name)):
            changed[name] = value
        else:
            lost[f"deal.{name}"] = deal.get("said", {}).get(name, str(value))
    if deal.get("at_firm") and not known.get("at_firm") and policy_of("deal.title") != "skip":
        changed["at_firm"] = True
    return changed
