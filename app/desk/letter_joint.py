"""One letter for several people: their names and greetings joined, by hand where somebody did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.models.household import greeted
from app.models.letters.greeting_joint import joint_formal, joint_informal, names_together
from app.models.letters.greeting_rules import conjoined
from app.models.letters.salutation import Addressee
from app.storage.queries import households
from app.storage.store import Store

Record = Mapping[str, Any]


def joint_records(
    store: Store,
    groups: Mapping[int, Sequence[int]],
    records: Mapping[int, Record],
    home_language: str,
    day: date,
) -> dict[int, dict[str, Any]]:
    """A record for each letter that names several: by whom it goes to, and all whom it names.

    What somebody wrote as joint name and greeting of a household holds when the letter names
    exactly its grown-ups; else it is made from those who are named.
    """
    homes = sorted({
        int(records[each]["household_id"]) for each in groups if records[each]["household_id"]
    })  # fmt: skip
    written = households.households(store, homes)
    members = households.members_of(store, homes) if homes else {}
    found = {}
    for head, covers in groups.items():
        home = records[head]["household_id"] or 0
        adults = {one["id"] for one in greeted(members.get(home, []), day)}
        own = written.get(home, {}) if adults == set(covers) else {}
        found[head] = _joined(records[head], [records[each] for each in covers], own, home_language)
    return found


def _joined(
    head: Record, people: Sequence[Record], own: Record, home_language: str
) -> dict[str, Any]:
    language = str(head["language"] or home_language)
    named = [
        Addressee(each["first_name"] or each["full_name"], each["last_name"], each["title"],
                  each["gender"], language)
        for each in people
    ]  # fmt: skip
    surnames = {each.last_name.casefold() for each in named}
    name = str(own.get("joint_name") or names_together(named, language))
    return {
        **head,
        "title": "",
        "full_name": name,
        "postal_name": str(own.get("joint_name") or names_together(named, language, titles=True)),
        "first_name": conjoined([each.first_name for each in named], language),
        "middle_name": "", "suffix": "",
        "last_name": named[0].last_name if len(surnames) == 1 else conjoined(
            [each.last_name for each in named if each.last_name], language),
        "formal_greeting": own.get("greeting_formal") or joint_formal(named, language),
        "informal_greeting": own.get("greeting_informal") or joint_informal(named, language),
        "informal": int(all(each["informal"] for each in people)),
    }  # fmt: skip
