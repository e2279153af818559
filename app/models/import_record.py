"""What a row says, put in order: the name, the addresses, whose the numbers are."""

from app.models.dates import read_date
from app.models.import_cells import PARKED, STORED, TRANSFORMED, Gathered, kind_of, park
from app.models.import_match import Record
from app.models.import_targets import label_of
from app.models.names import NameParts, display_name, looks_like_firm, split_name
from app.storage.text import fold

# Where the number stands before the street.
_NUMBER_FIRST = frozenset({"GB", "US", "IE", "AU", "NZ", "CA", "FR", "ZA", "LU"})
_NAME_PARTS = ("first_name", "last_name", "middle_name", "prefix", "suffix", "particle")
# What alone does not make a row a person.
_NOBODY = frozenset({"note", "source", "language", "kind", "no_post", "no_email", "no_phone"})


def finished(row: Gathered, country: str, counts: list[int]) -> Record:
    """The record of a row; `counts` of outcomes follow where a cell ends up elsewhere."""
    if row.birth:
        _birthday(row, counts)
    _name(row)
    contact = row.contact
    code = row.account.get("customer_code")
    if code and "name" not in row.account:
        del row.account["customer_code"]
        park(row, label_of("customer_code"), code)
        _count_parked(counts)
    loose = {key: value for key, value in row.account.items() if key != "name"}
    if loose and "name" not in row.account:
        _without_firm(row, loose, counts)
    if "name" not in contact:
        _stand_in(row)
    return {
        "contact": contact,
        "account": row.account or None,
        "phones": row.phones,
        "account_phones": row.account_phones,
        "emails": row.emails,
        "addresses": _addresses(row, country) if row.addresses else [],
        "tags": list(dict.fromkeys(row.tags)) if row.tags else [],
        "own_fields": row.own,
        "owner": row.owner,
    }


def _count_parked(counts: list[int]) -> None:
    source = STORED if counts[STORED] else TRANSFORMED
    counts[source] -= 1
    counts[PARKED] += 1


def _without_firm(row: Gathered, loose: dict[str, str], counts: list[int]) -> None:
    row.account = {}
    for key, value in loose.items():
        park(row, label_of(f"account.{key}").split(", ")[-1].capitalize(), value)
        _count_parked(counts)


def _name(row: Gathered) -> None:
    contact = row.contact
    if "first_name" in contact or "last_name" in contact:
        if "name" not in contact:
            contact["name"] = _joined(contact)
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
    found = {
        "prefix": parts.prefix,
        "first_name": parts.first,
        "middle_name": parts.middle,
        "particle": parts.particle,
        "last_name": parts.last,
        "suffix": parts.suffix,
        "nickname": parts.nickname,
    }
    for key, value in found.items():
        if value:
            contact.setdefault(key, value)
    contact["name"] = display_name(parts) or text


def _joined(contact: dict[str, str | int]) -> str:
    if len(contact) == 2 or contact.keys().isdisjoint(("middle_name", "suffix", "particle")):
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
        if "note" in contact:
            row.account["note"] = str(contact["note"])
        row.contact = {}
        contact.clear()
        return
    if contact.get("nickname"):
        contact["name"] = contact["nickname"]
    elif row.emails:
        contact["name"] = row.emails[0]["value"]
    elif row.phones:
        contact["name"] = row.phones[0]["value"]
    elif "name" in row.account:
        contact["name"] = row.account["name"]


def _birthday(row: Gathered, counts: list[int]) -> None:
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
    for header, text in row.birth.values():
        park(row, header, text)
        counts[TRANSFORMED] -= 1
        counts[PARKED] += 1
    if day and month:
        header = row.birth["birth_day"][0]
        row.problems.append((header, f"{day} {month} {year}".strip(), "There is no such day."))


def _addresses(row: Gathered, country: str) -> list[dict[str, str]]:
    found = []
    for slot, lines in row.addresses.items():
        said = row.slot_kinds.get(slot, "")
        kind = kind_of(said) if said else slot[0]
        house = lines.pop("house_number", "")
        if house:
            first = (lines.get("country") or country) in _NUMBER_FIRST
            street = lines.get("street", "")
            lines["street"] = (f"{house} {street}" if first else f"{street} {house}").strip()
        address = {
            "kind": kind if kind in {"work", "home"} else "other",
            "label": "" if not said or kind_of(said) else said.strip("* "),
        }
        for part in ("street", "street2", "postcode", "town", "region", "country"):
            if part in lines:
                address[part] = lines[part]
        found.append(address)
    return found
