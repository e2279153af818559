"""The name on a card: its parts, and whether it is a person's or a firm's."""

from typing import Final

from app.exchange.cards.card_table import CardFacts
from app.exchange.cards.vcard_values import Head, joined, raw_parts
from app.models.fold import fold
from app.models.imports.import_words import kind_of
from app.models.name_words import PARTICLES

_PARTS: Final = (
    ("last_name", " "),
    ("first_name", " "),
    ("middle_name", " "),
    ("prefix", " "),
    ("suffix", ", "),
)
_NAMES: Final = frozenset(name for name, _ in _PARTS)
MADE_HERE: Final = "-//Deskbook//EN"
"""What our own cards say made them: their names stand in the parts that a person chose."""
_PERSONAL: Final = (
    ("department", "Department"),
    ("job_title", "Job title"),
    ("nickname", "Other name"),
    ("birthday", "Founded"),
    ("gender", "Gender"),
    ("language", "Language"),
)


def put_name(facts: CardFacts, _head: Head, value: str) -> None:
    """Take the parts of N; a second N (ALTID, another script) is kept whole as an own field."""
    plain = "," not in value and "\\" not in value
    components = value.rstrip("; ").split(";") if plain else raw_parts(value)
    found = {}
    for (name, glue), part in zip(_PARTS, components, strict=False):
        text = part.strip() if plain else joined(part, glue)
        if text:
            found[name] = text
    single = facts.single
    if not _NAMES.isdisjoint(single):
        order = ("prefix", "first_name", "middle_name", "last_name", "suffix")
        text = " ".join(found[name] for name in order if name in found)
        facts.own += [("Other name", text)] if text else []
        return
    if ";" not in value and " " in found.get("last_name", ""):
        # Nobody parted it: what telephones and codes on cards write for a whole name
        found["first_name"] = found.pop("last_name")
    single.update(found)
    last = found.get("last_name", "")
    if " " in last and last[0].islower() and not _is_ours(facts):
        _split_particle(facts, last)
    # RFC 9554 adds a second family name and the generation; both stand in the other parts too
    if len(components) > len(_PARTS):
        more = [joined(part, " ") for part in components[len(_PARTS) :]]
        known = " ".join(found.values())
        facts.own += [("Name, more", text) for text in more if text and text not in known]


def _split_particle(facts: CardFacts, last: str) -> None:
    pieces = last.split()
    count = 0
    while count < len(pieces) - 1 and pieces[count].islower() and _is_particle(pieces[count]):
        count += 1
    if count:
        facts.single["particle"] = " ".join(pieces[:count])
        facts.single["last_name"] = " ".join(pieces[count:])


def _is_particle(word: str) -> bool:
    return fold(word).rstrip(".") in PARTICLES


def settle_name(facts: CardFacts) -> None:
    """Decide between person and firm, once the whole card is read."""
    single = facts.single
    if "last_name" not in single and " " in single.get("first_name", ""):
        _whole_in_one_part(facts)
    elif _NAMES.isdisjoint(single):
        _nameless(facts)
    role = next((text for label, text in facts.own if label == "Role"), "") if facts.own else ""
    if role and single.get("job_title") in {None, role}:
        single["job_title"] = role
        facts.own.remove(("Role", role))
    if _is_firm(facts):
        _as_firm(facts)


def _is_ours(facts: CardFacts) -> bool:
    """Whether we wrote the card: its parts of a name are what they are called."""
    return ("Card made by", MADE_HERE) in facts.left


def _nameless(facts: CardFacts) -> None:
    """A card called by its own address or number, as programs write for want of a name, has none.

    The import calls it so again; but nobody's first name is an address.
    """
    full = facts.single.get("full_name", "")
    if full and "account.name" not in facts.single and not facts.kind:
        known = (value for _, value, _ in (*facts.emails, *facts.phones))
        if full in known:
            del facts.single["full_name"]


def _whole_in_one_part(facts: CardFacts) -> None:
    """Take "N:;Ann Lee;;;" for what telephones mean by it: a whole name, typed into one field.

    Left as it stands where the full name says more or other words, or the last word is no name.
    """
    single = facts.single
    given = single["first_name"]
    full = single.get("full_name", given)
    last = full.split()[-1]
    alone = _NAMES.isdisjoint(single.keys() - {"first_name"}) and not _is_ours(facts)
    if not alone or not last[0].isupper() or any(map(str.isdigit, full)) or kind_of(last):
        return
    if fold(full) == fold(given):
        single["full_name"] = single.pop("first_name")
    elif full.startswith(f"{given} ") and full[len(given) + 1 :].isalpha():
        # "Mary Ann" of "Mary Ann Lee"
        single["last_name"] = last


def _is_firm(facts: CardFacts) -> bool:
    single, kind = facts.single, facts.kind
    if kind == "group" or (kind != "org" and "account.name" not in single):
        return False
    if not kind and "last_name" in single:
        return False
    firm, full = single.get("account.name", ""), single.get("full_name", "")
    person = " ".join(single[name] for name in ("first_name", "last_name") if name in single)
    if kind == "org":
        return bool(firm or full or person)
    if kind == "company":
        return not person or fold(person) == fold(firm)
    return not person and (not full or fold(full) == fold(firm))


def _as_firm(facts: CardFacts) -> None:
    single = facts.single
    full = single.pop("full_name", "")
    parts = [single.pop(name, "") for name in ("prefix", "first_name", "middle_name", "particle")]
    person = " ".join(part for part in (*parts, single.pop("last_name", "")) if part)
    single.pop("suffix", "")
    name = full or single.get("account.name", "") or person
    other = single.get("account.name", "")
    if other and fold(other) != fold(name):
        facts.own.append(("Part of", other))
    if person and fold(person) != fold(name):
        facts.own.append(("Name on the card", person))
    single["account.name"] = name
    for key, label in _PERSONAL:
        if key in single:
            facts.own.append((label, single.pop(key)))
