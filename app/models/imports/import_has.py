"""What a record has in its lists, found by key: thousands of rows may add to one person or firm.

The keys are made when they are first asked for and lie with the record, under "keys".
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Final

from app.models.imports.import_files import file_key
from app.models.imports.import_match import Record, phone_key
from app.models.imports.import_work import note_key
from app.storage.text import digits, fold

_ADDRESS: Final = ("street", "street2", "postcode", "town", "region", "country")


def _typed(phone: Mapping[str, str]) -> str:
    return digits(phone["value"])


_KEYS: Final[Mapping[str, tuple[str, Callable[[Any], Hashable]]]] = {
    "phones": ("phones", phone_key),
    "phones typed": ("phones", _typed),
    "account_phones": ("account_phones", phone_key),
    "account_phones typed": ("account_phones", _typed),
    "emails": ("emails", lambda email: email["value"].lower()),
    "tags": ("tags", fold),
    "files": ("files", file_key),
    "notes": ("notes", note_key),
    "notes in words": ("notes", lambda entry: note_key(entry)[1]),
}
"""By what two entries of a list are the same: the list, and the key of an entry."""
_PLACES: Final = "places"
_DEALS: Final = "deals"
_TWINS: Final = "deals of one title"


def missing(name: str, new: Record, old: Record) -> list[Any]:
    """What is in a list of `new` and not yet in that of `old`, each once."""
    if not new.get(name):
        return []
    key, there = _KEYS[name][1], keys_in(old, name)
    added: dict[Hashable, Any] = {}
    for each in new[name]:
        if key(each) not in there:
            added.setdefault(key(each), each)
    return list(added.values())


def missing_phones(name: str, new: Record, old: Record) -> list[dict[str, str]]:
    """Numbers that are new, however they are written and whatever country they were read by."""
    added = missing(name, new, old)
    if not added:
        return added
    typed = keys_in(old, f"{name} typed")
    return [each for each in added if _typed(each) not in typed]


def missing_tags(new: Record, old: Record) -> list[str]:
    """Tags that are new, in their order."""
    there = keys_in(old, "tags") if new["tags"] else ()
    return [tag for tag in dict.fromkeys(new["tags"]) if fold(tag) not in there]


def missing_notes(new: Record, old: Record) -> list[dict[str, str]]:
    """Entries of the timeline that are new by their day and words, or by their words alone."""
    if not new.get("notes"):
        return []
    there, words = keys_in(old, "notes"), keys_in(old, "notes in words")
    return [
        each
        for each in new["notes"]
        if (note_key(each) not in there if each["at"] else note_key(each)[1] not in words)
    ]


def keys_in(record: Record, name: str) -> set[Hashable]:
    """The keys of one of the lists that `_KEYS` names."""
    kept: dict[str, set[Hashable]] = record.setdefault("keys", {})
    if name not in kept:
        where, key = _KEYS[name]
        kept[name] = {key(each) for each in record.get(where) or ()}
    return kept[name]


def deals_in(record: Record) -> dict[str, dict[str, Any]]:
    """The deals of a record by folded title."""
    kept: dict[str, Any] = record.setdefault("keys", {})
    if _DEALS not in kept:
        kept[_DEALS] = {fold(each["title"]): each for each in record.get("deals") or ()}
    found: dict[str, dict[str, Any]] = kept[_DEALS]
    return found


def deals_called(record: Record, title: str) -> list[dict[str, Any]]:
    """The deals of a record with a folded title: the book may have several, the later ones last."""
    deals = deals_in(record)
    if title not in deals:
        return []
    kept: dict[str, Any] = record["keys"]
    if _TWINS not in kept:
        kept[_TWINS] = {}
        if len(deals) < len(record["deals"]):
            for each in record["deals"]:
                kept[_TWINS].setdefault(fold(each["title"]), []).append(each)
    twins: list[dict[str, Any]] = kept[_TWINS].get(title) or [deals[title]]
    return twins


def has_address(record: Record, address: Mapping[str, str]) -> bool:
    """Whether one of the addresses of a record says all that `address` says."""
    said = _said(address)
    if not said:
        return bool(record["addresses"])
    kept: dict[str, Any] = record.setdefault("keys", {})
    if _PLACES not in kept:
        kept[_PLACES] = {}
        _note_places(kept[_PLACES], record["addresses"])
    by_part: dict[tuple[str, str], list[set[tuple[str, str]]]] = kept[_PLACES]
    fewest: Sequence[set[tuple[str, str]]] = min((by_part.get(part, ()) for part in said), key=len)
    return any(said <= there for there in fewest)


def _said(address: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(part, fold(address[part])) for part in _ADDRESS if address.get(part)}


def _note_places(
    by_part: dict[tuple[str, str], list[set[tuple[str, str]]]],
    addresses: Iterable[Mapping[str, str]],
) -> None:
    for address in addresses:
        said = _said(address)
        for part in said:
            by_part.setdefault(part, []).append(said)


def hand_on(old: Record, added: Record, result: Record) -> None:
    """Give `result`, which is `old` with what was added, the keys of both; `old` forgets its own.

    The deals of `added` stand among those of `old` already.
    """
    kept: dict[str, Any] = old.pop("keys", {})
    for name, keys in kept.items():
        if name == _PLACES:
            _note_places(keys, added.get("addresses") or ())
        elif name not in (_DEALS, _TWINS) and not name.startswith("account_phones"):
            where, key = _KEYS[name]
            keys.update(map(key, added.get(where) or ()))
    # Numbers of a firm may have gone to another one
    result["keys"] = {name: keys for name, keys in kept.items() if "account" not in name}
