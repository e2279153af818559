"""Verbs on rooms, vehicles and things that are booked with an appointment."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.errors import Problem, Refusal
from app.models.records import from_row, to_row
from app.storage.queries import records
from app.storage.store import Store

RESOURCE_KINDS = {"room": "Room", "vehicle": "Vehicle", "chair": "Chair", "tool": "Tool"}


@dataclass(frozen=True, slots=True)
class Resource:
    """A room, vehicle, chair or tool; ``active`` 0: no longer offered, what it did stays."""

    name: str = ""
    kind: str = "room"
    colour: str = "slate"
    active: int = 1
    id: int = 0

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        return [] if self.name.strip() else [Problem("name", "Say what it is called.")]


def load_resource(store: Store, resource_id: int) -> Resource:
    """One resource; raises ``UnknownRow``."""
    return from_row(Resource, records.record(store, "resource", resource_id))


def save_resource(store: Store, resource: Resource) -> int:
    """Keep a room or thing; two in use do not share a name. Raises ``Refusal``."""
    problems = resource.problems()
    clean = resource.name.strip()
    taken = store.value(
        "SELECT id FROM resource WHERE name = ? AND active = 1 AND id <> ?", (clean, resource.id)
    )
    if taken is not None and resource.active:
        problems.append(Problem("name", f"There is already something called {clean}."))
    if problems:
        raise Refusal(problems)
    row = to_row(resource) | {"name": clean}
    if "id" not in row:
        row["position"] = store.value("SELECT count(*) FROM resource")
    with store.step(f"{'Change' if resource.id else 'Add'} {clean}"):
        return store.put("resource", row)


def retire_resource(store: Store, resource_id: int) -> str:
    """Offer something no longer; appointments that had it keep it. Returns its name."""
    name = load_resource(store, resource_id).name
    with store.step(f"{name} is no longer offered"):
        store.put("resource", {"id": resource_id, "active": 0})
    return name


def resource_named(store: Store, name: str) -> int:
    """The resource of that name; raises ``Refusal`` when there is none."""
    found = store.value(
        "SELECT id FROM resource WHERE lower(name) = lower(?) AND active = 1", (name.strip(),)
    )
    if found is None:
        names = [row[0] for row in store.select("SELECT name FROM resource WHERE active = 1")]
        known = f" These can be booked: {', '.join(names)}." if names else ""
        message = f"There is no room or thing called {name.strip()}.{known}"
        raise Refusal(message, "resource")
    return int(found)
