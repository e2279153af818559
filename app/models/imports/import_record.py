"""What a row says, put in order: the name, the addresses, whose the numbers are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.models.dates import read_date
from app.models.imports.import_couples import couple_in, is_given, whose_email
from app.models.imports.import_draft import PARKED, TRANSFORMED
from app.models.imports.import_gathered import Gathered, park
from app.models.imports.import_kinds import kind_and_label
from app.models.imports.import_match import Record
from app.models.imports.import_numbers import settle_numbers
from app.models.imports.import_targets import label_of, last_words_of
from app.models.imports.import_work import finished_deals, finished_notes
from app.models.letters.address_text import split_block
from app.models.names import NameParts, display_name, looks_like_firm, split_name
from app.models.reach import ADDRESS_KINDS
from app.storage.text import fold

# Where the number stands before the street.
_NUMBER_FIRST = frozenset({"GB", "US", "IE", "AU", "NZ", "CA", "FR", "ZA", "LU"})
# Of people only: a firm that is said to have one of these has it beside it.
_OF_PEOPLE = ("kind", "no_trade", "deceased", "deceased_on")
# What alone does not make a row a person.
_NOBODY = frozenset(
    {"note", "source", "language", "kind", "no_post", "no_email", "no_phone", "uuid"}
    | set(_OF_PEOPLE)
)
# How a firm is addressed in the column that says Mr or Mrs of people.
_FIRM_TITLES = frozenset(
    {"firma", "fa", "company", "firm", "messrs", "societe", "entreprise", "ste", "empresa",
     "ditta", "spett.le", "spettle", "bedrijf", "foretag", "unternehmen", "verein", "behorde"}
)  # fmt: skip
_NAME_PARTS = frozenset({"prefix", "first_name", "middle_name", "particle", "suffix", "name"})
_MORE_NAMES = ("middle_name", "suffix")
_NAME_TARGETS = {"last_name": "last_name", "name": "full_name"}


# What a row says of a couple is said of both; a ban above all
_OF_BOTH = ("language", "kind", "source", "no_post", "no_email", "no_phone", "no_trade")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a row is read against: the country of numbers, the stages of deals, the currency."""

    country: str = "GB"
    currency: str = "GBP"
    stages: Mapping[str, int] = field(default_factory=dict)


def finished(row: Gathered, setting: Setting) -> Record:
    """The record of a row; `row.moved` says where a cell ended up elsewhere.

    A couple gives the first person's record, with what is the second one's as `partner`.
    """
    if row.birth:
        _birthday(row)
    if "prefix" in row.contact:
        _firm_by_title(row)
    for text in row.extensions.values():
        # The number that it belongs to was not said
        park(row, "Extension", text)
    partner = _couple(row) if row.couple else None
    household = _joint_name(row) if partner is not None else ""
    _name(row, split=partner is None)
    _settle_firm(row)
    contact = row.contact
    if "name" not in contact:
        _stand_in(row)
    if row.phones or row.account_phones:
        settle_numbers(row, setting.country)
    if len(row.phones) > 1:
        row.phones = once(row.phones)
    return {
        "contact": contact,
        "account": row.account or None,
        "phones": row.phones,
        "account_phones": row.account_phones,
        "emails": row.emails,
        "addresses": addresses_of(row, setting.country) if row.addresses else [],
        "tags": list(dict.fromkeys(row.tags)) if row.tags else [],
        "own_fields": row.own,
        "files": row.files,
        "owner": row.owner,
        "deals": finished_deals(row, setting.stages, setting.currency) if row.deal else [],
        "notes": finished_notes(row) if row.notes else [],
        "household": household,
        "partner": partner,
    }


@lru_cache(maxsize=512)
def is_firm_title(text: str) -> bool:
    """Whether a title says that a firm is addressed: "Firma", "Messrs"."""
    return fold(text).rstrip(".") in _FIRM_TITLES


def _firm_by_title(row: Gathered) -> None:
    """A row that is addressed as "Firma" is about a firm, also where its name is called one.

    Somebody named beside the firm is no "Firma".
    """
    contact = row.contact
    if not is_firm_title(str(contact["prefix"])):
        return
    if "first_name" in contact and "name" not in row.account:
        return
    named = next((key for key in ("last_name", "name") if key in contact), "")
    if named and "name" not in row.account:
        row.account["name"] = str(contact.pop(named))
        row.moved.append((_NAME_TARGETS[named], TRANSFORMED))
    if "name" in row.account:
        del contact["prefix"]
        row.moved.append(("prefix", TRANSFORMED))


def is_firm_alone(contact: Mapping[str, str | int]) -> bool:
    """Whether the last name is that of a firm, and no other part of a name is said."""
    return _NAME_PARTS.isdisjoint(contact) and looks_like_firm(str(contact.get("last_name", "")))


def once(numbers: list[dict[str, str]]) -> list[dict[str, str]]:
    """Numbers without those that a card or sheet says twice in one and the same way."""
    seen: dict[tuple[str, str, str], dict[str, str]] = {}
    for each in numbers:
        seen.setdefault((each["kind"], each["label"], each["e164"] or each["value"]), each)
    return list(seen.values())


def _settle_firm(row: Gathered) -> None:
    """Give a firm that was named what is said of it, and somebody else what no firm can have."""
    code = row.account.get("customer_code")
    if code and "name" not in row.account:
        del row.account["customer_code"]
        row.contact["customer_code"] = code
    if "parent" in row.account and fold(row.account["parent"]) == fold(row.account.get("name", "")):
        # Who belongs to nobody is said by some programs to belong to itself
        _park_of_firm(row, "parent", row.account.pop("parent"))
    loose = {key: value for key, value in row.account.items() if key != "name"}
    if loose and "name" not in row.account:
        _without_firm(row, loose)
    if row.account_phones and "name" not in row.account:
        # A number of no firm is the person's
        row.phones += row.account_phones
        row.account_phones = []


def _without_firm(row: Gathered, loose: dict[str, str]) -> None:
    row.account = {}
    for key, value in loose.items():
        _park_of_firm(row, key, value)


def _park_of_firm(row: Gathered, key: str, value: str) -> None:
    park(row, last_words_of(f"account.{key}"), value)
    row.moved.append((f"account.{key}", PARKED))


def _couple(row: Gathered) -> dict[str, Any] | None:
    """Make the row the first of two people; the columns of the second."""
    contact = row.contact
    family = str(contact.get("last_name", ""))
    text = str(contact.get("first_name" if family else "name", ""))
    both = couple_in(text, family)
    if both is None:
        return None
    row.contact["joint"] = str(contact.get("name") or f"{text} {family}".strip())
    said = fold(f"{text} {family}")
    for key in ("name", "prefix", "first_name", "middle_name", "particle", "last_name", "suffix"):
        value = str(contact.pop(key, ""))
        if value and fold(value) not in said:
            # "Familie" in a column of its own is said of both, and is neither's
            park(row, label_of(key if key != "name" else "full_name").split(",")[0], value)
            row.moved.append((key if key != "name" else "full_name", PARKED))
    contact.update(_columns(both[0]))
    shared: dict[str, Any] = {key: contact[key] for key in _OF_BOTH if key in contact}
    row.moved += [("full_name", TRANSFORMED), ("first_name", TRANSFORMED)]
    given = both[0].first, both[1].first
    theirs = [each for each in row.emails if whose_email(each["value"], *given) == 1]
    row.emails = [each for each in row.emails if each not in theirs]
    called = [each for each in row.phones if each["label"] and is_given(each["label"], given[1])]
    row.phones = [each for each in row.phones if each not in called]
    return {"contact": {**_columns(both[1]), **shared}, "emails": theirs, "phones": called}


def _joint_name(row: Gathered) -> str:
    return str(row.contact.pop("joint", ""))


def _columns(parts: NameParts) -> dict[str, str]:
    found = {
        "prefix": parts.prefix,
        "first_name": parts.first,
        "middle_name": parts.middle,
        "particle": parts.particle,
        "last_name": parts.last,
        "suffix": parts.suffix,
        "nickname": parts.nickname,
    }
    # Without a first name only the title tells the two apart
    alone = f"{parts.prefix} {parts.surname}".strip()
    named = {"name": display_name(parts) if parts.first else alone}
    return named | {key: value for key, value in found.items() if value}


def _name(row: Gathered, *, split: bool) -> None:
    contact = row.contact
    if not split:
        return
    if "first_name" in contact or "last_name" in contact:
        if is_firm_alone(contact) and "name" not in row.account:
            # "Muster AG" in the column of last names, and nothing in that of first names
            row.account["name"] = str(contact.pop("last_name"))
            row.moved.append(("last_name", TRANSFORMED))
            return
        _parts_beside(row)
        return
    name = contact.get("name")
    if name is None:
        return
    text = str(name)
    if looks_like_firm(text) and (
        "name" not in row.account or fold(row.account["name"]) == fold(text)
    ):
        row.account.setdefault("name", text)
        del contact["name"]
        return
    parts = split_name(text)
    for key, value in _columns(parts).items():
        if key != "name":
            contact.setdefault(key, value)
    contact["name"] = display_name(parts) or text
    if contact["name"] != text:
        row.moved.append(("full_name", TRANSFORMED))


def _parts_beside(row: Gathered) -> None:
    """Make one of a whole name and the parts that stand beside it."""
    contact = row.contact
    name = str(contact.get("name", ""))
    if not name:
        contact["name"] = joined_name(contact)
    elif "last_name" not in contact and " " in name:
        parts = split_name(name)
        if parts.last and fold(parts.first) == fold(str(contact["first_name"])):
            contact.update({k: v for k, v in _columns(parts).items() if k not in contact})
    elif name in _said_otherwise(contact) and contact.keys().isdisjoint(_MORE_NAMES):
        contact["name"] = joined_name(contact)
        row.moved.append(("full_name", TRANSFORMED))


def _said_otherwise(contact: Mapping[str, str | int]) -> tuple[str, str]:
    """The name as other programs put it together: "Lee, Ann", "Ms. Ann Lee"."""
    prefix, first, last = (contact.get(key, "") for key in ("prefix", "first_name", "last_name"))
    return f"{last}, {first}", f"{prefix} {first} {last}"


def joined_name(contact: Mapping[str, str | int]) -> str:
    """The whole name of a person whose parts stand in columns of their own."""
    if contact.keys().isdisjoint(("middle_name", "suffix", "particle")):
        prefix = contact.get("prefix")
        first, last = str(contact.get("first_name", "")), str(contact.get("last_name", ""))
        if not prefix and first.isascii() and last.isascii():
            return f"{first} {last}".strip()
    return display_name(
        NameParts(
            str(contact.get("prefix", "")),
            str(contact.get("first_name", "")),
            str(contact.get("middle_name", "")),
            str(contact.get("particle", "")),
            str(contact.get("last_name", "")),
            str(contact.get("suffix", "")),
        )
    )


def _stand_in(row: Gathered) -> None:
    """Call a nameless person by their address or number, or leave the row to the firm."""
    contact = row.contact
    personal = contact.keys() - _NOBODY
    if "name" in row.account and not personal:
        for key in contact.keys() & _NOBODY:
            if key not in _OF_PEOPLE:
                row.account[key] = contact[key]
            elif key not in row.account:
                said = contact[key]
                park(row, label_of(key), "yes" if said == 1 else str(said))
                row.moved.append((key, PARKED))
        row.contact = {}
        contact.clear()
        return
    if contact.get("nickname"):
        contact["name"] = contact["nickname"]
    elif row.called and not looks_like_firm(row.called):
        contact["name"] = row.called
        row.emails[0]["label"] = ""
        _name(row, split=True)
    elif row.emails:
        contact["name"] = row.emails[0]["value"]
    elif row.phones:
        contact["name"] = row.phones[0]["value"]
    elif "name" in row.account:
        contact["name"] = row.account["name"]


def _birthday(row: Gathered) -> None:
    year, month, day = (
        row.birth.get(f"birth_{part}", ("", ""))[1] for part in ("year", "month", "day")
    )
    found = None
    if day.isdecimal() and month.isdecimal():
        text = (
            f"{year}-{int(month):02d}-{int(day):02d}"
            if year
            else f"--{int(month):02d}-{int(day):02d}"
        )
        found = read_date(text, "ymd")
    if found:
        row.contact["birthday"] = found
        return
    for part, (header, text) in row.birth.items():
        park(row, header, text)
        row.moved.append((part, PARKED))
    if day and month:
        header = row.birth["birth_day"][0]
        row.problems.append((header, f"{day} {month} {year}".strip(), "There is no such day."))


def addresses_of(row: Gathered, country: str) -> list[dict[str, str]]:
    """The postal addresses of a row; `country` says on which side of a street its number is."""
    found = []
    for slot, lines in row.addresses.items():
        said = row.slot_kinds.get(slot, "")
        kind, label = kind_and_label(said, slot[0], ADDRESS_KINDS) if said else (slot[0], "")
        if "lines" in lines:
            lines.update(split_block(lines.pop("lines")) | lines)
        house = lines.pop("house_number", "")
        if house:
            first = (lines.get("country") or country) in _NUMBER_FIRST
            street = lines.get("street", "")
            lines["street"] = (f"{house} {street}" if first else f"{street} {house}").strip()
        address = {"kind": kind, "label": label}
        for part in ("street", "street2", "postcode", "town", "region", "country"):
            if part in lines:
                address[part] = lines[part]
        found.append(address)
    return found
