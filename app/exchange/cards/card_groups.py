"""Groups of an address book become tags of the people in them."""

from collections.abc import Iterable

from app.exchange.cards.card_table import CardFacts, Cells

Numbered = list[tuple[int, Cells]]


def without_groups(
    cards: Iterable[tuple[int, CardFacts]], uid: str = "uid"
) -> tuple[Numbered, list[str]]:
    """The cells of all cards but those of groups, whose members carry their names as tags; notes.

    `uid` is the slot of that by which a group names its members, beside their addresses. A group
    none of whose members is in the file stays out, and a note says so.
    """
    people: Numbered = []
    groups: list[CardFacts] = []
    for number, facts in cards:
        if facts.kind == "group":
            groups.append(facts)
        else:
            people.append((number, facts.cells()))
    known = _by_key(people, uid) if groups else {}
    return people, [note for group in groups for note in _as_tag(group, known)]


def _as_tag(group: CardFacts, known: dict[str, Cells]) -> list[str]:
    name = group.single.get("full_name") or group.single.get("last_name") or "Group"
    members = [known.get(_key(member)) for member in group.members]
    people = [person for person in members if person is not None]
    for person in people:
        tags = person["tag"].split("\n") if "tag" in person else []
        person["tag"] = "\n".join(dict.fromkeys([*tags, name]))
    if not people:
        return [f"The group {name} was left out: nobody of it is in this file."]
    noun = "contact" if len(people) == 1 else "contacts"
    notes = [f"The group {name} became a tag of {len(people):,} {noun}."]
    missing = len(members) - len(people)
    if missing:
        notes.append(f"{missing:,} members of the group {name} are not in this file.")
    return notes


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
