"""Groups of an address book become tags of the people in them."""

from app.exchange.cards.card_table import CardFacts

Numbered = list[tuple[int, CardFacts]]


def without_groups(cards: Numbered) -> tuple[Numbered, list[str]]:
    """The cards without those of groups, whose members carry their names as tags; and notes.

    A group none of whose members is in the file stays out, and a note says so.
    """
    groups = [facts for _, facts in cards if facts.kind == "group"]
    if not groups:
        return cards, []
    people = [(number, facts) for number, facts in cards if facts.kind != "group"]
    known = _by_key(people)
    notes = []
    for group in groups:
        name = group.single.get("full_name") or group.single.get("last_name") or "Group"
        missing = 0
        for member in group.members:
            person = known.get(_key(member))
            if person is None:
                missing += 1
            elif name not in person.tags:
                person.tags.append(name)
        found = len(group.members) - missing
        if found:
            noun = "contact" if found == 1 else "contacts"
            notes.append(f"The group {name} became a tag of {found:,} {noun}.")
        else:
            notes.append(f"The group {name} was left out: nobody of it is in this file.")
        if found and missing:
            notes.append(f"{missing:,} members of the group {name} are not in this file.")
    return people, notes


def _by_key(people: Numbered) -> dict[str, CardFacts]:
    known: dict[str, CardFacts] = {}
    for _, facts in people:
        for _, email, _ in facts.emails:
            known.setdefault(_key(email), facts)
    for _, facts in people:
        if facts.uid:
            known[_key(facts.uid)] = facts
    return known


def _key(text: str) -> str:
    return text.strip().lower().removeprefix("urn:uuid:").removeprefix("mailto:")
