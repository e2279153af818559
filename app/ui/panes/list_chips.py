"""The chips above a list: everybody, kinds, and the tags that are used most."""

from __future__ import annotations

from app.models.qt.session import Session
from app.storage.queries import near_pile, records
from app.ui.forms.facts import Owner
from app.ui.forms.kind_words import KINDS

_CHIPS = {
    "contact": ("customer", "lead", "supplier"),
    "account": ("customer", "lead", "partner", "supplier"),
}
_MOST_TAGS = 12
LOOK_ALIKES = "look_alikes:1"
"""The chip of those who may be somebody else, as long as there are some."""


def chip_options(session: Session, entity: Owner) -> list[tuple[str, str]]:
    """The chips of a list of people or firms: look-alikes if any, kinds, tags in "More"."""
    alike = session.read(near_pile.alike_count, entity)
    pile = [(LOOK_ALIKES, f"Look-alikes, {alike:,}")] if alike else []
    found = [("", "All"), *pile, *((f"kind:{kind}", KINDS[kind][1]) for kind in _CHIPS[entity])]
    column = "contacts" if entity == "contact" else "accounts"
    tags = [row for row in session.read(records.all_tags) if row[column]]
    tags.sort(key=lambda row: -row[column])
    return [*found, *((f"tag:{row['name']}", row["name"]) for row in tags[:_MOST_TAGS])]


def chip_rule(key: str) -> str:
    """The rule that a chip stands for; "" for everybody."""
    field, _, value = key.partition(":")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{field} = "{escaped}"' if value else ""
