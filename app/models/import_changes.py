"""What a row adds to somebody who is already there, and what it must not touch."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from app.models.import_match import Record, phone_key
from app.storage.text import fold

Policy = Literal["update", "fill", "skip", "duplicate"]
# Permissions that an import can take away but never give back.
_FLAGS: Final = ("no_post", "no_email", "no_phone")
_ADDRESS: Final = ("street", "street2", "postcode", "town", "region", "country")
_NAME_PARTS: Final = (
    "prefix",
    "first_name",
    "middle_name",
    "particle",
    "last_name",
    "suffix",
)


class Changes(NamedTuple):
    """The part of a row that is new, and the single values that lost against those in place."""

    record: Record
    lost: dict[str, str]

    def is_empty(self) -> bool:
        """Whether the row says nothing new."""
        return not any(self.record.values())


def changes(new: Record, old: Record, *, overwrite: bool) -> Changes:
    """What is in `new` and not in `old`; with `overwrite` differing values too, else they lose.

    Blanks never count, lists only grow, and do-not-contact flags only tighten.
    """
    lost: dict[str, str] = {}
    contact = _columns(new["contact"], old["contact"], overwrite, lost, "")
    account = None
    if new["account"]:
        account = (
            _columns(new["account"], old.get("account") or {}, overwrite, lost, "account.") or None
        )
        if account and "name" not in account and new["account"].get("name"):
            account["name"] = new["account"]["name"]
    record: Record = {
        "contact": contact,
        "account": account,
        "phones": _new(new["phones"], old["phones"], phone_key),
        "account_phones": _new(new["account_phones"], old.get("account_phones") or [], phone_key),
        "emails": _new(new["emails"], old["emails"], lambda each: each["value"].lower()),
        "addresses": _new_addresses(new["addresses"], old["addresses"]),
        "tags": _new_tags(new["tags"], old["tags"]),
        "own_fields": _columns(new["own_fields"], old["own_fields"], overwrite, lost, "own:"),
        "owner": new["owner"] if _takes(new["owner"], old.get("owner", ""), overwrite) else "",
    }
    return Changes(record, lost)


def _takes(value: str, before: str, overwrite: bool) -> bool:
    return bool(value) and value != before and (overwrite or not before)


def _columns(
    new: dict[str, str], old: dict[str, str], overwrite: bool, lost: dict[str, str], group: str
) -> dict[str, str]:
    taken: dict[str, str] = {}
    for name, value in new.items():
        before = old.get(name) or ""
        if value in ("", 0, None) or value == before:
            continue
        if name == "name" and fold(str(before)) == fold(str(value)):
            continue
        if name == "note" and group == "":
            if str(value) not in str(before):
                taken[name] = f"{before}\n{value}" if before else value
        elif overwrite or not before or name in _FLAGS:
            taken[name] = value
        elif name not in _NAME_PARTS or group:
            lost[group + name] = str(value)
    return taken


def _new(
    new: list[dict[str, str]],
    old: list[dict[str, str]],
    key: Callable[[dict[str, str]], str],
) -> list[dict[str, str]]:
    if not new:
        return []
    there = {key(each) for each in old}
    added = []
    for each in new:
        if key(each) not in there:
            there.add(key(each))
            added.append(each)
    return added


def _new_addresses(new: list[dict[str, str]], old: list[dict[str, str]]) -> list[dict[str, str]]:
    there = [{part: fold(each.get(part) or "") for part in _ADDRESS} for each in old]
    return [each for each in new if not any(_within(each, known) for known in there)]


def _within(address: dict[str, str], known: dict[str, str]) -> bool:
    return all(not address.get(part) or fold(address[part]) == known[part] for part in _ADDRESS)


def _new_tags(new: list[str], old: list[str]) -> list[str]:
    there = {fold(tag) for tag in old}
    return [tag for tag in dict.fromkeys(new) if fold(tag) not in there]


def merged(old: Record, added: Record) -> Record:
    """`old` with the changes in place, as later rows of the same file must see it."""
    result: Record = {
        name: list(old.get(name) or []) + list(added[name])
        for name in ("phones", "account_phones", "emails", "addresses", "tags")
    }
    result["contact"] = {**old["contact"], **added["contact"]}
    account = {**(old.get("account") or {}), **(added["account"] or {})}
    result["account"] = account or None
    result["own_fields"] = {**old["own_fields"], **added["own_fields"]}
    result["owner"] = added["owner"] or old.get("owner", "")
    return result
