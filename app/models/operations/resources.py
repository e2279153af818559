"""Rooms, vehicles and things that are booked along with people."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.errors import Problem, Refusal
from app.models.records import from_row, to_row
from app.storage.queries import hours
from app.storage.store import Store

KINDS = {"room": "Room", "vehicle": "Vehicle", "chair": "Chair", "thing": "Thing"}


@dataclass(frozen=True, slots=True)
class Resource:
    """A room, a vehicle or a thing; ``colour`` is a colour category."""

    id: int = 0
    name: str = ""
    kind: str = "room"
    colour: str = "slate"
    active: int = 1
    position: int = 0

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        return [] if self.name.strip() else [Problem("name", "Give it a name.")]


def resources(store: Store, *, everything: bool = False) -> tuple[Resource, ...]:
    """What can be booked, in order; with ``everything`` what is no longer there as well."""
    return tuple(from_row(Resource, row) for row in hours.resources(store, everything=everything))


def save_resource(store: Store, resource: Resource) -> int:
    """Keep a room or thing, new or known; two in use share no name. Raises ``Refusal``."""
    problems = resource.problems()
    clean = resource.name.strip()
    taken = store.value(
        "SELECT id FROM resource WHERE name = ? AND active = 1 AND id <> ?", (clean, resource.id)
    )
    if taken is not None and resource.active:
        problems.append(Problem("name", f"There is already something called {clean}."))
    if problems:
        raise Refusal(problems)
    row = to_row(resource)
    new = "id" not in row
    if new:
        row["position"] = store.value("SELECT count(*) FROM resource")
    with store.step(f"{'Add' if new else 'Change'} {resource.name.strip()}"):
        return store.put("resource", row | {"name": resource.name.strip()})


def retire_resource(store: Store, resource_id: int) -> str:
    """Offer it no longer; appointments that have it keep it. Returns the name."""
    name = str(store.value("SELECT name FROM resource WHERE id = ?", (resource_id,)) or "")
    with store.step(f"{name} is no longer used"):
        store.put("resource", {"id": resource_id, "active": 0})
    return name


def resource_named(store: Store, name: str) -> int:
    """The room or thing of that name; raises ``Refusal`` naming those there are."""
    wanted = name.strip().casefold()
    found = resources(store)
    for one in found:
        if one.name.casefold() == wanted:
            return one.id
    known = ", ".join(one.name for one in found) or "none yet"
    message = f"There is no room or thing called “{name}”. There are: {known}."
    raise Refusal(message, "resource")
