"""Verbs on the people who work here."""

from __future__ import annotations

from app.models.errors import Refusal
from app.models.names import initials
from app.storage.store import Store


def add_staff(store: Store, name: str, *, email: str = "", colour: str = "evergreen") -> int:
    """Add somebody who works here; raises ``Refusal`` without a name."""
    clean = name.strip()
    if not clean:
        message = "Say who it is."
        raise Refusal(message, "name")
    with store.step(f"Add {clean} to the team"):
        position = store.value("SELECT count(*) FROM staff")
        return store.put(
            "staff",
            {"name": clean, "initials": initials(clean), "email": email, "colour": colour,
             "position": position},
        )  # fmt: skip


def staff_named(store: Store, name: str) -> int:
    """The colleague of that name, added on first use."""
    known = store.value("SELECT id FROM staff WHERE name = ?", (name.strip(),))
    return int(known) if known is not None else add_staff(store, name)


def rename_staff(store: Store, staff_id: int, name: str) -> None:
    """Give somebody who works here another name; raises ``Refusal`` without one."""
    clean = name.strip()
    if not clean:
        message = "Type the new name first."
        raise Refusal(message, "name")
    before = store.value("SELECT name FROM staff WHERE id = ?", (staff_id,))
    with store.step(f"Rename {before} to {clean}"):
        store.put("staff", {"id": staff_id, "name": clean, "initials": initials(clean)})


def retire_staff(store: Store, staff_id: int) -> str:
    """Offer somebody no longer; what they looked after and did stays theirs. Returns the name."""
    name = str(store.value("SELECT name FROM staff WHERE id = ?", (staff_id,)) or "")
    with store.step(f"{name} is no longer here"):
        store.put("staff", {"id": staff_id, "active": 0})
    return name


def save_staff_details(
    store: Store,
    staff_id: int,
    *,
    initials_text: str | None = None,
    email: str | None = None,
    colour: str | None = None,
    holiday_region: str | None = None,
) -> None:
    """Change what is given of somebody who works here; the rest stays."""
    values = {
        "initials": initials_text,
        "email": email,
        "colour": colour,
        "holiday_region": holiday_region,
    }
    name = store.value("SELECT name FROM staff WHERE id = ?", (staff_id,))
    with store.step(f"Change {name}"):
        given = {key: value for key, value in values.items() if value is not None}
        store.put("staff", {"id": staff_id, **given})
