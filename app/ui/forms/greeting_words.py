"""How letters to somebody begin, seen where a name is typed and not first on 400 letters."""

from __future__ import annotations

from collections.abc import Mapping

from app.models.contact import Contact
from app.models.letters.salutation import (
    Addressee,
    formal_greeting,
    informal_greeting,
    name_with_title,
)
from app.models.operations.contacts import named
from app.storage.tables import Row
from app.ui.forms.facts import Facts

SPOKEN = (
    "prefix", "first_name", "particle", "last_name", "gender", "language", "greeting_formal",
    "greeting_informal", "informal",
)  # fmt: skip
"""The fields that a greeting is made of."""


def addressee(row: Mapping[str, object], language: str) -> Addressee:
    """A person's row as somebody to be greeted; ``language`` where theirs is not known."""

    def text(key: str) -> str:
        return str(row.get(key) or "")

    return Addressee(
        text("first_name"),
        f"{text('particle')} {text('last_name')}".strip(),
        text("prefix"),
        text("gender"),
        text("language") or language,
        "",
        text("greeting_formal"),
        text("greeting_informal"),
    )


def greeting_words(facts: Facts, typed: Mapping[str, str] | None = None) -> str:
    """How letters to a person begin; ``typed`` are fields as they stand in editors now."""
    row: Row = {**facts.row, **(typed or {})}
    person = addressee(row, facts.language)
    chosen, other = formal_greeting(person), informal_greeting(person)
    if row.get("informal"):
        chosen, other = other, chosen
    if chosen == other:
        return f"Letters begin: {chosen}"
    manner = "formally" if row.get("informal") else "informally"
    return f"Letters begin: {chosen}\nor {manner}: {other}"


def greeting_of_name(name: str, language: str) -> str:
    """How letters to somebody whose name is being typed will begin; "" without a name."""
    if not name.strip():
        return ""
    made = named(Contact(), name)
    row = {key: getattr(made, key) for key in SPOKEN if hasattr(made, key)}
    person = addressee(row, language)
    on_envelope = name_with_title(person, made.suffix)
    return f"Letters begin: {formal_greeting(person)}\nEnvelopes say: {on_envelope}"
