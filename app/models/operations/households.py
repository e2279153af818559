"""Verbs on households: who lives together, in which order, at which address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.models.errors import Refusal
from app.models.household import ROLES, Household
from app.models.letters.greeting_joint import names_together
from app.models.letters.salutation import Addressee
from app.models.reach import PostalAddress
from app.models.records import from_row, to_row
from app.storage import clock
from app.storage.ids import new_uuid
from app.storage.queries import households, records
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.text import fold

PLACE = ("street", "street2", "postcode", "town", "region", "country")
_STREET_WORDS = {
    "street": "st", "road": "rd", "avenue": "ave", "av": "ave", "lane": "ln", "drive": "dr",
    "strasse": "str", "place": "pl", "court": "ct", "square": "sq", "apartment": "apt",
    "flat": "apt", "boulevard": "blvd", "boul": "blvd", "saint": "st", "sankt": "st",
}  # fmt: skip
_GLUED = re.compile(r"strasse\b|straat\b")


@dataclass(frozen=True, slots=True)
class Proposal:
    """People who seem to live together: their numbers, and what the household would be called."""

    contact_ids: tuple[int, ...]
    name: str
    address: str


def place_key(address: Row) -> str:
    """An address without its spelling: "12 High St." and "High Street 12" are the same."""
    text = _GLUED.sub("str", fold(f"{address['street']} {address['street2']}"))
    words = re.findall(r"[^\W_]+", text)
    told = sorted(_STREET_WORDS.get(word, word) for word in words)
    code = re.sub(r"\W", "", fold(str(address["postcode"])))
    return f"{' '.join(told)}|{code or fold(str(address['town']))}" if told else ""


def proposals(store: Store, limit: int = 200) -> list[Proposal]:
    """People of one surname at one address in whatever spelling, who are in no household yet."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in households.homes(store):
        key = place_key(row)
        surname = str(row["last_name"]).strip()
        people = groups.setdefault((key, fold(surname)), [])
        if key and surname and row["id"] not in {one["id"] for one in people}:
            people.append(row)
    found = []
    for people in groups.values():
        if len(people) > 1:
            ids = tuple(int(row["id"]) for row in people)
            where = ", ".join(str(people[0][n]) for n in ("street", "town") if people[0][n])
            found.append(Proposal(ids, suggested_name(store, ids), where))
    return found[:limit]


def suggested_name(store: Store, contact_ids: Sequence[int]) -> str:
    """What a household of these people is called: "Ann and Ben Lee"."""
    rows = [records.record(store, "contact", each) for each in contact_ids]
    language = next((row["language"] for row in rows if row["language"]), "")
    named = [
        Addressee(row["first_name"] or row["name"], _surname(row), language=language)
        for row in rows
    ]
    return names_together(named, language or setting(store, "locale").replace("_", "-"))


def make_household(store: Store, contact_ids: Sequence[int], *, name: str = "") -> int:
    """Put people into a household of their own, in this order; one address becomes everybody's.

    The first home address among them becomes the household's, and what others have of the same
    place goes; other addresses stay theirs. Raises ``Refusal`` for nobody.
    """
    wanted = list(dict.fromkeys(contact_ids))
    if not wanted:
        message = "Choose the people who live together."
        raise Refusal(message)
    called = name.strip() or suggested_name(store, wanted)
    with store.step(f"Make the household {called}"):
        made = store.put(
            "household",
            to_row(Household(name=called))
            | {"uuid": new_uuid(), "name_key": fold(called), "created_at": clock.now()},
        )
        for person in wanted:
            add_member(store, made, person)
        _share_address(store, made, wanted)
    return made


def add_member(store: Store, household_id: int, contact_id: int, *, role: str = "") -> None:
    """Add somebody at the end; whoever lived elsewhere moves here."""
    if role not in ROLES:
        message = f"{role} is no place in a household."
        raise Refusal(message, "household_role")
    home = records.record(store, "household", household_id)
    records.record(store, "contact", contact_id)
    place = store.value(
        "SELECT coalesce(max(household_place) + 1, 0) FROM contact WHERE household_id = ?",
        (household_id,),
    )
    title = records.title(store, "contact", contact_id)[0]
    with store.step(f"Add {title} to {home['name']}"):
        store.put("contact", {"id": contact_id, "household_id": household_id,
                              "household_role": role, "household_place": place})  # fmt: skip


def remove_member(store: Store, contact_id: int, *, keep_address: bool = True) -> None:
    """Somebody leaves; they keep a copy of the address unless told otherwise."""
    row = records.record(store, "contact", contact_id)
    home = row["household_id"]
    if home is None:
        return
    with store.step(f"{row['name']} leaves the household"):
        if keep_address and not records.addresses(store, "contact", contact_id):
            for address in households.addresses_of(store, "household", [home]).get(home, [])[:1]:
                store.put("address", {"contact_id": contact_id, "kind": address["kind"]}
                          | {part: address[part] for part in PLACE})  # fmt: skip
        store.put("contact", {"id": contact_id, "household_id": None, "household_role": "",
                              "household_place": 0})  # fmt: skip


def set_role(store: Store, contact_id: int, role: str) -> None:
    """Say whether somebody is a grown-up or a child of the household."""
    if role not in ROLES:
        message = f"{role} is no place in a household."
        raise Refusal(message, "household_role")
    with store.step(f"Change {records.title(store, 'contact', contact_id)[0]}"):
        store.put("contact", {"id": contact_id, "household_role": role})


def order_members(store: Store, household_id: int, contact_ids: Iterable[int]) -> None:
    """Choose the order in which the people of a household are named."""
    home = records.record(store, "household", household_id)
    here = {row["id"] for row in households.members_of(store, [household_id]).get(household_id, [])}
    with store.step(f"Order the names of {home['name']}"):
        for place, person in enumerate(dict.fromkeys(contact_ids)):
            if person in here:
                store.put("contact", {"id": person, "household_place": place})


def load_household(store: Store, household_id: int) -> Household:
    """The household of that number; raises ``UnknownRow``."""
    return from_row(Household, records.record(store, "household", household_id))


def save_household(store: Store, household: Household) -> int:
    """Keep name, joint name, greetings and note. Raises ``Refusal``."""
    problems = household.problems()
    if problems:
        raise Refusal(problems)
    row = to_row(household) | {"name_key": fold(household.name)}
    if "id" not in row:
        row |= {"uuid": new_uuid(), "created_at": clock.now()}
    with store.step(f"Change household {household.name}"):
        return store.put("household", row)


def move_household(store: Store, household_id: int, address: PostalAddress) -> int:
    """Everybody moves: the one address changes. Returns its id. Raises ``Refusal`` for none."""
    if address.is_empty():
        message = "Say where the household moved to."
        raise Refusal(message, "street")
    home = records.record(store, "household", household_id)
    known = households.addresses_of(store, "household", [household_id]).get(household_id, [])
    parts = {part: getattr(address, part).strip() for part in PLACE}
    with store.step(f"Move {home['name']}"):
        row = {"household_id": household_id, "kind": "home", "undeliverable_on": "",
               "undeliverable_why": "", **parts}  # fmt: skip
        return store.put("address", row | ({"id": known[0]["id"]} if known else {}))


def delete_household(store: Store, household_id: int) -> None:
    """Everybody stays in the book with a copy of the address; the household goes."""
    home = records.record(store, "household", household_id)
    members = households.members_of(store, [household_id]).get(household_id, [])
    with store.step(f"Delete household {home['name']}"):
        for person in members:
            remove_member(store, person["id"])
        for (letter,) in store.select(
            "SELECT id FROM letter WHERE household_id = ?", (household_id,)
        ):
            store.put("letter", {"id": letter, "household_id": None})
        store.remove_many("address", "household_id = ?", (household_id,))
        store.remove("household", household_id)


def _share_address(store: Store, household_id: int, contact_ids: Sequence[int]) -> None:
    own = households.addresses_of(store, "contact", contact_ids)
    homes = [row for person in contact_ids for row in own.get(person, []) if row["kind"] == "home"]
    others = [row for person in contact_ids for row in own.get(person, [])]
    chosen = next(iter(homes or others), None)
    if chosen is None:
        return
    key = place_key(chosen)
    store.put("address", {"household_id": household_id, "kind": "home"}
              | {part: chosen[part] for part in PLACE})  # fmt: skip
    for row in others:
        if place_key(row) == key:
            store.remove("address", row["id"])


def _surname(row: Row) -> str:
    return f"{row['particle']} {row['last_name']}".strip()
