"""Groups of an address book become tags of the people in them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.exchange.cards.card_table import LEFT, CardFacts, Cells, table_of
from app.exchange.tables.table import Row

Numbered = list[tuple[int, Cells]]
UID_OF_CARDS = "uid"
UID_OF_ENTRIES = f"{LEFT}Entry name"


def people_of(
    cards: Iterable[tuple[int, CardFacts]], uid: str, nobody: Mapping[int, str] | None = None
) -> tuple[dict[str, Any], Iterator[tuple[int, Row]]]:
    """Header, targets, notes and rows of the people in some cards, "header" empty without any.

    A group is no row but a tag of its members; `uid` is the slot by which it names them, beside
    their addresses. What else is `nobody`, by its number with the reason, is no row either; all of
    these stand in "beside".
    """
    kept, groups = _parted(cards)
    notes, reasons = _as_tags(groups, kept, uid)
    header, targets, rows = table_of(kept)
    facts: dict[str, Any] = {"header": header, "targets": targets, "notes": notes}
    reasons.update(nobody or {})
    if not reasons:
        return facts | {"beside": []}, rows
    numbered = list(rows)
    people = [each for each in numbered if each[0] not in reasons]
    facts["beside"] = [(at, row, reasons[at]) for at, row in numbered if at in reasons]
    return facts if people else facts | {"header": ()}, iter(people)


def _parted(
    cards: Iterable[tuple[int, CardFacts]],
) -> tuple[Numbered, list[tuple[int, CardFacts]]]:
    """The cells of all cards, and the groups among them."""
    kept: Numbered = []
    groups: list[tuple[int, CardFacts]] = []
    for number, facts in cards:
        if facts.kind == "group":
            groups.append((number, facts))
        if facts.members:
            # One who is no group has no members; what a card says is a column all the same
            facts.left.append(("Members", "\n".join(facts.members)))
        kept.append((number, facts.cells()))
    return kept, groups


def _as_tags(
    groups: list[tuple[int, CardFacts]], kept: Numbered, uid: str
) -> tuple[list[str], dict[int, str]]:
    """Notes on the groups, and why each is nobody; their names are put to their members."""
    notes: list[str] = []
    reasons: dict[int, str] = {}
    numbers = {number for number, _ in groups}
    known = _by_key([each for each in kept if each[0] not in numbers], uid) if groups else {}
    for number, group in groups:
        name = group.single.get("full_name") or group.single.get("last_name") or "Group"
        people = [known[_key(member)] for member in group.members if _key(member) in known]
        for person in people:
            tags = person["tag"].split("\n") if "tag" in person else []
            person["tag"] = "\n".join(dict.fromkeys([*tags, name]))
        reasons[number] = "This is a group: its name became a tag."
        if people:
            noun = "contact" if len(people) == 1 else "contacts"
            notes.append(f"The group {name} became a tag of {len(people):,} {noun}.")
            notes += _missing(name, len(group.members) - len(people))
        else:
            reasons[number] = "This is a group, and nobody of it is in this file."
            notes.append(f"The group {name} was left out: nobody of it is in this file.")
    return notes, reasons


def _missing(name: str, count: int) -> list[str]:
    if not count:
        return []
    said = "1 member" if count == 1 else f"{count:,} members"
    return [f"{said} of the group {name} {'is' if count == 1 else 'are'} not in this file."]


def _by_key(people: Numbered, uid: str) -> dict[str, Cells]:
    known: dict[str, Cells] = {}
    for _, cells in people:
        for slot, text in cells.items():
            if slot.startswith("email") and not slot.startswith("email.kind"):
                known.setdefault(_key(text), cells)
    for _, cells in people:
        if uid in cells:
            known[_key(cells[uid])] = cells
    return known


def _key(text: str) -> str:
    return text.strip().lower().removeprefix("urn:uuid:").removeprefix("mailto:")
