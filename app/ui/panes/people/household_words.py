"""A household in words: who is in it, and how its letters begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.household import greeted, is_child
from app.models.letters.greeting_joint import joint_formal, joint_informal, names_together
from app.models.qt.session import Session
from app.storage.queries import households
from app.storage.tables import Row
from app.ui.forms.greeting_words import addressee


@dataclass(frozen=True, slots=True)
class Home:
    """A household with its people in their order, and what its letters say by the rules."""

    row: Row
    members: tuple[Row, ...]
    address: Row | None
    joint_name: str
    formal: str
    informal: str


def read_home(session: Session, household_id: int, language: str, today: date) -> Home | None:
    """A household as the window shows it, or ``None`` when it is gone."""
    row = session.read(households.households, [household_id]).get(household_id)
    if row is None:
        return None
    members = session.read(households.members_of, [household_id]).get(household_id, [])
    places = session.read(households.addresses_of, "household", [household_id])
    address = next(iter(places.get(household_id, [])), None)
    people = [addressee(one, language) for one in greeted(members, today)]
    tongue = next((one["language"] for one in members if one["language"]), "") or language
    return Home(
        row, tuple(members), address, names_together(people, tongue, titles=True),
        joint_formal(people, tongue), joint_informal(people, tongue),
    )  # fmt: skip


def member_line(member: Row, today: date) -> str:
    """What somebody is in the household: "Child", "Deceased", or nothing for an adult."""
    if member["deceased"]:
        return "Deceased"
    return "Child" if is_child(member, today) else ""


def on_envelope(home: Home) -> str:
    """The name on the household's envelopes."""
    return str(home.row["joint_name"]) or home.joint_name


def begins(home: Home) -> str:
    """How the household's letters begin."""
    return str(home.row["greeting_formal"]) or home.formal
