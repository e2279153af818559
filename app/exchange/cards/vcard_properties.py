"""What each property of a contact card means: one small function for each name."""

import re
from collections.abc import Callable
from typing import Final

from app.exchange.cards.card_names import put_name
from app.exchange.cards.card_pictures import KEPT, PICTURES
from app.exchange.cards.card_table import OUR_FACTS, Address, CardFacts
from app.exchange.cards.vcard_names import OWN_NAMES, TECHNICAL
from app.exchange.cards.vcard_remarks import service, with_remarks
from app.exchange.cards.vcard_values import (
    NO_PREFERENCE,
    Head,
    address_lines,
    email_text,
    joined,
    label_kind,
    label_words,
    parts_of,
    phone_text,
    plain_address,
    raw_parts,
    unescaped,
    words,
)
from app.models.imports.import_files import FILE, PHOTO
from app.models.imports.import_kinds import kind_and_label, said_of
from app.models.imports.import_words import field_with_name
from app.models.reach import ADDRESS_KINDS, PHONE_KINDS

_TYPED: Final = frozenset((*PHONE_KINDS, *ADDRESS_KINDS)) - {"other"}
STRUCTURE: Final = frozenset({"BEGIN", "END", "VERSION", "X-ABLABEL"})
# What an address says of its place beside the parts of it
_OF_PLACES: Final = (("GEO", "Map position"), ("TZ", "Time zone"))
# The day of a moment; the time of a birth is no birthday's
_MOMENT: Final = re.compile(r"(\d{8}|\d{4}-\d\d-\d\d|--\d\d-?\d\d)[T ].*", re.I | re.S).fullmatch
_DAY: Final = re.compile(r"\d{8}|\d{4}-\d\d-\d\d").fullmatch
# With full stops the day stands first wherever it is written so
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})").fullmatch
# Chats, profiles and relations say of which network they are, or what somebody is
_CALLED: Final = frozenset({"IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE", "RELATED"})
Taker = Callable[[CardFacts, Head, str], None]


def labelled(head: Head, label: str) -> Head:
    """The head with the label that another line of its group gives it."""
    return Head(
        head.name, head.group, head.types, _kind_and_label(head, label_kind(label)),
        head.preference, head.charset, head.encoding, head.altid, label, head.parameters,
        head.unused,
    )  # fmt: skip


def _kind_and_label(head: Head, said: str) -> str:
    """What a label says; a word of their own does not take away that it is at work."""
    known, _ = kind_and_label(said, "", (*PHONE_KINDS, *ADDRESS_KINDS))
    typed = head.kind.partition(":")[0].lower() if head.name in {"TEL", "EMAIL", "ADR"} else ""
    if typed in _TYPED and not known:
        return said_of(typed, said)
    return "fax" if typed == "fax" and known != "fax" and ":" not in said else said


def taker(name: str) -> Taker:
    """The function that takes a property of this name, whatever it is."""
    if name in _TAKERS:
        return _TAKERS[name]
    if name in STRUCTURE:
        return _nothing
    if name in PICTURES:
        return _picture
    if name in TECHNICAL:
        return _technical
    return own_field


def _nothing(_facts: CardFacts, _head: Head, _value: str) -> None:
    """BEGIN, VERSION and the like hold the card together and are no cells."""


def _full_name(facts: CardFacts, head: Head, value: str) -> None:
    text = unescaped(value)
    if head.preference < NO_PREFERENCE and "full_name" in facts.single:
        text, facts.single["full_name"] = facts.single["full_name"], text
    facts.add_once("full_name", text, "Other name")


def _nickname(facts: CardFacts, _head: Head, value: str) -> None:
    facts.add_once("nickname", joined(value, ", "), "Other nickname")


def _company(facts: CardFacts, _head: Head, value: str) -> None:
    name, *units = parts_of(value) if ";" in value or "\\" in value else [value.strip()]
    units = [unit for unit in units if unit]
    if "account.name" in facts.single or "department" in facts.single:
        text = ", ".join(part for part in (name, *units) if part)
        facts.own += [("Other company", text)] if text else []
        return
    if name:
        facts.single["account.name"] = name
    if units:
        facts.single["department"] = ", ".join(units)


def _title(facts: CardFacts, _head: Head, value: str) -> None:
    facts.add_once("job_title", unescaped(value), "Other job title")


def _role(facts: CardFacts, _head: Head, value: str) -> None:
    facts.own.append(("Role", unescaped(value)))


def _phone(facts: CardFacts, head: Head, value: str) -> None:
    text = value if value.isascii() and "\\" not in value and ":" not in value else None
    facts.phones.append((head.preference, text or phone_text(value), head.kind))


def _email(facts: CardFacts, head: Head, value: str) -> None:
    plain = "\\" not in value and ":" not in value
    facts.emails.append((head.preference, value.strip() if plain else email_text(value), head.kind))


def _address(facts: CardFacts, head: Head, value: str) -> None:
    parts = plain_address(value) or address_lines(_address_parts(value))
    # The label of a 4.0 address is its envelope form, that of an X-ABLabel group its kind
    label = "" if head.group and head.label == label_words(head.label) and head.kind else head.label
    said = head.parameters
    if said and parts and "country" not in parts and "block" not in parts and said.get("CC"):
        parts = {**parts, "country": said["CC"]}
    if parts or label:
        lines = label.replace("\\n", "\n").replace("\\N", "\n").strip()
        facts.addresses.append(Address(parts, head.kind, head.preference, lines))
    if said:
        facts.own += [(label, said[name]) for name, label in _OF_PLACES if name in said]


def _address_parts(value: str) -> list[str]:
    return [joined(part, ", ") for part in raw_parts(value)]


def _label(facts: CardFacts, head: Head, value: str) -> None:
    text = "\n".join(line.strip() for line in unescaped(value).split("\n") if line.strip())
    for address in facts.addresses:
        if address.kind == head.kind and not address.label and "block" not in address.parts:
            address.label = text
            return
    facts.addresses.append(Address({}, head.kind, head.preference, text))


def _website(facts: CardFacts, head: Head, value: str) -> None:
    kind = "" if head.label in {"HomePage", "Home page", "Homepage"} else head.kind
    facts.websites.append((head.preference, unescaped(value), kind))


def _birthday(facts: CardFacts, head: Head, value: str) -> None:
    text = unescaped(value)
    # Apple writes a birthday without a year as one in 1604
    if head.parameters.get("X-APPLE-OMIT-YEAR") == text[:4] or text.startswith("1604"):
        text = "-" + text[4:] if text[4:5] == "-" else "--" + text[4:]
    moment, dotted = _MOMENT(text), "." in text and _DOTTED(text)
    if moment:
        text = moment[1]
    elif dotted:
        text = f"{dotted[3]}-{dotted[2]:0>2}-{dotted[1]:0>2}"
    a_day = len(text) > 7 or (text.startswith("--") and len(text.strip("-")) >= 4)
    if head.parameters.get("VALUE", "").lower() == "text" or not a_day:
        facts.own.append(("Birthday, in words", text))
    else:
        facts.add_once("birthday", text, "Other birthday")


def _died(facts: CardFacts, _head: Head, value: str) -> None:
    text = unescaped(value)
    moment = _MOMENT(text)
    text = moment[1] if moment else text
    if _DAY(text):
        facts.add_once("deceased_on", text, "Other day of death")
    else:
        facts.add_once("deceased", "yes", "")
        facts.own.append(("Died, in words", text))


def _note(facts: CardFacts, _head: Head, value: str) -> None:
    text = unescaped(value)
    if text:
        facts.notes.append(text)


def _tags(facts: CardFacts, _head: Head, value: str) -> None:
    facts.tags += [tag for tag in parts_of(value, ",") if tag]


def _gender(facts: CardFacts, _head: Head, value: str) -> None:
    sex, *identity = parts_of(value)
    if sex.upper() == "O":
        sex = "other"
    if sex.upper() in {"N", "U"}:
        facts.own.append(("Gender", sex))
    elif sex:
        facts.add_once("gender", sex, "Other gender")
    facts.own += [("Gender, in words", text) for text in identity if text]


def _language(facts: CardFacts, head: Head, value: str) -> None:
    text = unescaped(value)
    if head.preference == 1 and "language" in facts.single:
        text, facts.single["language"] = facts.single["language"], text
    facts.add_once("language", text, "Other language")


def _uid(facts: CardFacts, head: Head, value: str) -> None:
    if facts.uid:
        _technical(facts, head, value)
        return
    facts.uid = facts.single["uid"] = unescaped(value).strip()


def _card_kind(facts: CardFacts, head: Head, value: str) -> None:
    facts.kind = unescaped(value).lower()
    if facts.kind not in {"individual", "org", "group"}:
        facts.own.append(("Card kind", facts.kind))
    elif head.name == "KIND":
        facts.left.append(("Card kind", facts.kind))


def _shown_as(facts: CardFacts, head: Head, value: str) -> None:
    if value.strip().upper() == "COMPANY":
        facts.kind = facts.kind or "company"
    _technical(facts, head, value)


def _member(facts: CardFacts, _head: Head, value: str) -> None:
    facts.members.append(unescaped(value))


def _technical(facts: CardFacts, head: Head, value: str) -> None:
    facts.left.append((TECHNICAL[head.name], unescaped(value)))


def _apple_address(facts: CardFacts, head: Head, value: str) -> None:
    # Two letters say in which country's order the address is printed; more is the address itself
    if len(value.strip()) <= 3:
        _technical(facts, head, value)
    else:
        facts.own.append(("Address as printed", unescaped(value)))


def _picture(facts: CardFacts, head: Head, value: str) -> None:
    name = PICTURES[head.name]
    if value.startswith(KEPT):
        facts.files.append((PHOTO if head.name == "PHOTO" else FILE, value[len(KEPT) :]))
    else:
        label = f"{name} on the web" if value[:4].lower() == "http" else name
        facts.own.append((label, unescaped(value)))


def _android(facts: CardFacts, _head: Head, value: str) -> None:
    """Android's own line: what it is, the value, a number for its kind, the kind in words."""
    what, *parts = parts_of(value)
    what = what.rpartition("/")[2]
    text = parts[0] if parts else ""
    label, *rest = [part for part in parts[2:] if part] or [""]
    name = label or words(what).capitalize()
    if what == "nickname":
        facts.add_once("nickname", text, "Other nickname")
        rest = [label, *rest] if label else rest
    elif text:
        facts.own.append(field_with_name(name, text))
    facts.own += [field_with_name(f"{name}, more", part) for part in rest]


def _our_fact(facts: CardFacts, head: Head, value: str) -> None:
    """What our own export says beyond what cards know of."""
    name = _OUR_FACTS[head.name]
    text = unescaped(value)
    last = facts.single.get("last_name", "")
    if name == "particle" and f"{last} ".startswith(f"{text} "):
        del facts.single["last_name"]
        facts.add_once("last_name", last[len(text) + 1 :], "Last name")
    facts.add_once(name, text, words(head.name))


def own_field(facts: CardFacts, head: Head, value: str) -> None:
    """What no column is made for, under the name that the card or its program gives it."""
    text = unescaped(value)
    # Separators alone are an empty value of other programs; we write none but what was said
    ours = head.name.startswith("X-DESKBOOK-")
    if not text.strip("" if ours else ";, "):
        return
    name = " ".join(_own_name(head, ours).split()) or "Own field"
    facts.own.append((name, text) if ours else field_with_name(name, with_remarks(head, text)))


def _own_name(head: Head, ours: bool) -> str:
    """What an own field is called that a property becomes."""
    if ours and head.label:
        return head.label
    name = OWN_NAMES.get(head.name, "")
    if head.name not in _CALLED:
        if name and head.label:
            return words(head.label)
        called = name or words(head.name)
        return f"{called}, {words(head.label)}" if head.label else called
    # IMPP and its kin: the network that is named, else what the label or type says
    said = service(head) or words(head.label) or head.kind
    if head.name != "IMPP" and head.label and not service(head):
        return said
    return f"{name}, {said}" if said else name


_OUR_FACTS: Final = {
    f"X-DESKBOOK-FACT-{name.upper().replace('_', '-').replace('.', '-')}": name
    for name in OUR_FACTS
}
_TAKERS: Final[dict[str, Taker]] = {
    **dict.fromkeys(_OUR_FACTS, _our_fact),
    "FN": _full_name,
    "N": put_name,
    "NICKNAME": _nickname,
    "X-NICKNAME": _nickname,
    "ORG": _company,
    "TITLE": _title,
    "ROLE": _role,
    "TEL": _phone,
    "EMAIL": _email,
    "ADR": _address,
    "LABEL": _label,
    "URL": _website,
    "BDAY": _birthday,
    "DEATHDATE": _died,
    "NOTE": _note,
    "CATEGORIES": _tags,
    "X-CATEGORIES": _tags,
    "GENDER": _gender,
    "X-GENDER": _gender,
    "LANG": _language,
    "X-LANGUAGE": _language,
    "UID": _uid,
    "KIND": _card_kind,
    "X-KIND": _card_kind,
    "X-ADDRESSBOOKSERVER-KIND": _card_kind,
    "MEMBER": _member,
    "X-ADDRESSBOOKSERVER-MEMBER": _member,
    "X-ABSHOWAS": _shown_as,
    "X-ABADR": _apple_address,
    "X-ANDROID-CUSTOM": _android,
}
