"""What a row adds to somebody who is already there, and what it must not touch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from app.models.imports.import_deals import changed_deals
from app.models.imports.import_files import has_photo, is_photo, other_name
from app.models.imports.import_gathered import Column
from app.models.imports.import_has import (
    deals_called,
    deals_in,
    hand_on,
    has_address,
    missing,
    missing_notes,
    missing_phones,
    missing_tags,
)
from app.models.imports.import_marks import MARKS
from app.models.imports.import_match import Record
from app.models.imports.import_targets import OWN
from app.storage.text import fold

Policy = Literal["update", "fill", "skip", "duplicate"]
ColumnPolicy = Literal["skip", "fill", "overwrite", "append"]
COLUMN_POLICIES: Final = ("skip", "fill", "overwrite", "append")
# Permissions that an import can take away but never give back.
_FLAGS: Final = ("no_post", "no_email", "no_phone", "no_trade", "deceased")
_NAME_PARTS: Final = (
    "prefix",
    "first_name",
    "middle_name",
    "particle",
    "last_name",
    "suffix",
)
_OWN_NAME: Final = frozenset({"first_name", "last_name", "nickname"})
_NAME_TARGETS: Final = frozenset({"full_name", *_NAME_PARTS})
# What is the same in small and large letters.
_BY_NAME: Final = ("name", "parent")
# What can be put behind a value without changing what it means.
_NEVER_APPENDED: Final = frozenset(
    {
        "name",
        "parent",
        "birthday",
        "deceased_on",
        "gender",
        "language",
        "kind",
        "uuid",
        "customer_code",
    }
    | set(_NAME_PARTS)
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What happens to a value that differs: for all columns, and for single ones otherwise.

    `columns` goes by the name of a column of the record ("job_title", "account.website",
    "own:Shoe size") or by a kind of reach ("phone.mobile", "address.work").
    """

    default: ColumnPolicy = "overwrite"
    columns: Mapping[str, ColumnPolicy] = field(default_factory=dict)

    def of(self, name: str) -> ColumnPolicy:
        """The policy of one column."""
        return self.columns.get(name, self.default) if self.columns else self.default


ONLY_FILL: Final = Rules("fill")


def rules_of(on_match: Policy, mapping: Iterable[Column]) -> Rules:
    """The rules of an import: one for all, and those that single columns have of their own."""
    default: ColumnPolicy = "overwrite"
    if on_match in ("fill", "skip"):
        default = "fill" if on_match == "fill" else "skip"
    own: dict[str, ColumnPolicy] = {}
    for column in mapping:
        policy = column.options.get("policy")
        if policy in COLUMN_POLICIES:
            for name in fields_of(column.target):
                own[name] = policy
    return Rules(default, own)


def fields_of(target: str) -> tuple[str, ...]:
    """The columns of a record that a target writes, as `Rules` and `Changes.lost` name them."""
    if target.startswith(OWN):
        return (target,)
    if target in _NAME_TARGETS:
        return ("name", *_NAME_PARTS) if target == "full_name" else (target, "name")
    if target.startswith("birth"):
        return ("birthday",)
    if target in ("account.code", "customer_code"):
        return ("account.customer_code", "customer_code")
    if target in MARKS:
        return MARKS[target]
    if target.startswith("address."):
        return (target.rpartition(".")[0],)
    if target.startswith("deal."):
        return (target, f"{target}_id", "deal.state") if target == "deal.stage" else (target,)
    if target in ("note", "source", "language"):
        return (target, f"account.{target}")
    return ("uuid", "account.uuid") if target == "uid" else (target,)


def columns_by(
    headers: Sequence[str], mapping: Iterable[Column]
) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The places of columns by their target, and by the columns of a record that they write."""
    by_target: dict[str, list[int]] = {}
    by_field: dict[str, list[int]] = {}
    for column in mapping:
        by_target.setdefault(column.target, []).append(column.index)
        for name in fields_of(column.target):
            by_field.setdefault(name, []).append(column.index)
    for index, header in enumerate(headers):
        # A cell that went nowhere is parked under its heading
        by_field.setdefault(OWN + header, [index])
    return by_target, by_field


class Changes(NamedTuple):
    """The part of a row that is new, and the single values that lost against those in place."""

    record: Record
    lost: dict[str, str]

    def is_empty(self) -> bool:
        """Whether the row says nothing new."""
        return not any(self.record.values())


def changes(new: Record, old: Record, rules: Rules, *, one_firm: bool = False) -> Changes:
    """What is in `new` and not in `old`, as far as `rules` let it in; the rest loses.

    Blanks never count, lists only grow, and do-not-contact flags only tighten. With `one_firm`
    both are about the same firm, however it is called.
    """
    lost: dict[str, str] = {}
    contact = _columns(_without_stand_in(new), _without_stand_in(old), rules, lost, "")
    account, account_phones = _firm(new, old, rules, lost, one_firm=one_firm)
    record: Record = {
        "contact": contact,
        "account": account,
        "phones": _reach("phone", new, old, "phones", rules, lost),
        "account_phones": account_phones,
        "emails": _reach("email", new, old, "emails", rules, lost),
        "addresses": _new_addresses(new, old, rules, lost),
        "tags": missing_tags(new, old) if rules.of("tag") != "skip" else [],
        "own_fields": _columns(new["own_fields"], old["own_fields"], rules, lost, "own:"),
        "files": _files(new, old, rules, lost),
        "owner": _owner(new, old, rules, lost),
        "deals": changed_deals(new, old, rules.of, lost),
        "notes": missing_notes(new, old),
        # Who has a household stays in it, whatever a row calls it
        "household": "" if old.get("household") else new.get("household") or "",
    }
    return Changes(record, lost)


def _firm(
    new: Record, old: Record, rules: Rules, lost: dict[str, str], *, one_firm: bool
) -> tuple[dict[str, Any] | None, list[dict[str, str]]]:
    """What is new of the firm that a row names: columns and numbers.

    Of another firm than somebody's own nothing is told to theirs: it comes in whole, or loses.
    """
    said: dict[str, Any] = new["account"] or {}
    name, theirs = fold(said.get("name", "")), _firm_key(old)
    further = bool(name and theirs and name != theirs and not one_firm)
    of: Record | None = (old.get("firms") or {}).get(name) if further else old
    if of is None and rules.of("account.name") in ("overwrite", "append"):
        return dict(said), list(new["account_phones"])
    if of is None:
        lost.update({f"account.{key}": str(value) for key, value in said.items() if value})
        if new["account_phones"]:
            lost["account.phone"] = "; ".join(each["value"] for each in new["account_phones"])
        return None, []
    account = _columns(said, of.get("account") or {}, rules, lost, "account.")
    phones = missing_phones("account_phones", new, of)
    if (account or phones) and said.get("name"):
        account.setdefault("name", said["name"])
    return account or None, phones


def _firm_key(record: Record) -> str:
    return fold((record.get("account") or {}).get("name", ""))


def _without_stand_in(record: Record) -> dict[str, Any]:
    """The columns of a person; an address or number in place of a name says nothing of a name."""
    columns: dict[str, Any] = record["contact"]
    name = columns.get("name")
    if (
        name
        and not columns.keys() & _OWN_NAME
        and any(each["value"] == name for each in (*record["emails"], *record["phones"]))
    ):
        return {key: value for key, value in columns.items() if key != "name"}
    return columns


def _owner(new: Record, old: Record, rules: Rules, lost: dict[str, str]) -> str:
    value, before = new["owner"], old.get("owner", "")
    if not value or value == before:
        return ""
    if not before or rules.of("owner") in ("overwrite", "append"):
        return str(value)
    lost["owner"] = value
    return ""


def _columns(
    new: dict[str, Any], old: dict[str, Any], rules: Rules, lost: dict[str, str], group: str
) -> dict[str, Any]:
    taken: dict[str, Any] = {}
    for name, value in new.items():
        before = old.get(name) or ""
        if value in ("", 0, None) or value == before:
            continue
        if name == "uuid":
            # One record, one number: that of another program is what a card is found by
            lost[group + name] = str(value)
            continue
        if name in _BY_NAME and fold(str(before)) == fold(str(value)):
            continue
        policy = rules.of(group + name) if rules.columns else rules.default
        if name == "note" and group == "":
            _more_of_note(taken, str(value), str(before), policy, lost)
        elif policy == "append" and before and (group or name not in _NEVER_APPENDED):
            if not is_among(str(value), str(before)):
                taken[name] = f"{before}; {value}"
        elif _is_taken(name, before, policy):
            taken[name] = value
        elif group or name not in _NAME_PARTS or not _is_in(value, new.get("name")):
            lost[group + name] = str(value)
    return taken


def _is_in(part: Any, name: Any) -> bool:
    """Whether a part of a name is said by the whole name, which stands for all its parts."""
    return fold(str(part)) in fold(str(name or ""))


def is_among(value: str, before: str) -> bool:
    """Whether a value is one of those that stand in a text, parted by semicolons."""
    return f"; {value}; " in f"; {before}; "


def _is_taken(name: str, before: Any, policy: ColumnPolicy) -> bool:
    if policy == "skip":
        return False
    return policy in ("overwrite", "append") or not before or name in _FLAGS


def _more_of_note(
    taken: dict[str, Any], value: str, before: str, policy: ColumnPolicy, lost: dict[str, str]
) -> None:
    """A note grows at its end; the draft carries what is new of it alone."""
    if value in before:
        return
    if policy == "skip":
        lost["note"] = value
    elif before:
        taken["note_more"] = value
    else:
        taken["note"] = value


def _reach(
    kind: str, new: Record, old: Record, name: str, rules: Rules, lost: dict[str, str]
) -> list[dict[str, str]]:  # fmt: skip
    added = missing_phones(name, new, old) if kind == "phone" else missing(name, new, old)
    if not rules.columns or not added:
        return added
    kept = []
    for each in added:
        there = any(other["kind"] == each["kind"] for other in old[name])
        field_name = f"{kind}.{each['kind']}"
        policy = rules.of(field_name)
        if policy == "skip" or (policy == "fill" and there and field_name in rules.columns):
            lost[field_name] = each["value"]
        else:
            kept.append(each)
    return kept


def _new_addresses(
    new: Record, old: Record, rules: Rules, lost: dict[str, str]
) -> list[dict[str, str]]:
    added = []
    for each in new["addresses"]:
        if has_address(old, each):
            continue
        name = f"address.{each['kind']}"
        policy = rules.of(name)
        alike = any(other["kind"] == each["kind"] for other in old["addresses"])
        if policy == "skip" or (policy == "fill" and alike and name in rules.columns):
            lost[name] = each.get("street") or each.get("town") or ""
        else:
            added.append(each)
    return added


def _files(new: Record, old: Record, rules: Rules, lost: dict[str, str]) -> list[dict[str, str]]:
    """Contents that are new; a photo that may not take the place of another is kept beside it."""
    there = old.get("files") or []
    found = []
    for each in missing("files", new, old):
        policy = rules.of("photo" if is_photo(each) else "file")
        if policy == "skip":
            lost["photo" if is_photo(each) else "file"] = each["name"]
        elif is_photo(each) and policy == "fill" and has_photo(there):
            found.append({**each, "name": other_name(each["name"])})
        else:
            found.append(each)
    return found


def merged(old: Record, added: Record) -> Record:
    """`old` with the changes in place, as later rows of the same file must see it.

    What `old` knows of its keys goes over to the result; it can find them again.
    """
    result: Record = {
        name: list(old.get(name) or []) + list(added.get(name) or [])
        for name in ("phones", "emails", "addresses", "tags", "notes", "files")
    }
    result |= _merged_firms(old, added)
    contact = {**old["contact"], **added["contact"]}
    if "note_more" in contact:
        contact["note"] = f"{contact.get('note', '')}\n{contact.pop('note_more')}"
    result["contact"] = contact
    result["own_fields"] = {**old["own_fields"], **added["own_fields"]}
    result["owner"] = added["owner"] or old.get("owner", "")
    result["deals"] = _merged_deals(old, added)
    result["household"] = added.get("household") or old.get("household", "")
    result["partner"] = old.get("partner")
    hand_on(old, added, result)
    return result


def _merged_firms(old: Record, added: Record) -> Record:
    """Somebody's own firm with what was added to it, and the further ones by folded name."""
    firms = dict(old.get("firms") or {})
    own: Record = {
        "account": old.get("account"),
        "account_phones": list(old.get("account_phones") or []),
    }
    name = _firm_key(added)
    further = bool(name and _firm_key(old) and name != _firm_key(old))
    there = firms.setdefault(name, {"account": {}, "account_phones": []}) if further else own
    there["account"] = {**(there["account"] or {}), **(added["account"] or {})} or None
    # A new list: what is kept of the keys of the old one would not know these
    there["account_phones"] = [*there["account_phones"], *(added.get("account_phones") or ())]
    there.pop("keys", None)
    return {**own, "firms": firms}


def _merged_deals(old: Record, added: Record) -> list[dict[str, Any]]:
    if not added.get("deals"):
        return list(old.get("deals") or [])
    deals = deals_in(old)
    for deal in added["deals"]:
        key = fold(deal["title"])
        twins = deals_called(old, key) if deal.get("id") else []
        there = next((each for each in twins if each.get("id") == deal["id"]), None)
        # In place: the people of a firm hold one deal together
        (there or deals.setdefault(key, deal)).update(deal)
    return list(deals.values())
