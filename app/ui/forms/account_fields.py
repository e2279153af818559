"""The fields of a firm, as data."""

from __future__ import annotations

from app.models.operations import fields
from app.ui.forms.contact_fields import (
    column,
    kind_field,
    own_field,
    reach_specs,
    rhythm_field,
    staff_field,
    zone_field,
)
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldSpec

NAME = column("name", "Name", fields.set_account, wide=True)
CODE = column("customer_code", "Customer code", fields.set_account, icon="receipt")
WEBSITE = column("website", "Website", fields.set_account, kind="link", icon="globe")
SOURCE = column("source", "Source", fields.set_account, icon="flag")
NOTE = column("note", "Note", fields.set_account, kind="multiline", icon="notebook-pen", wide=True)
PARENT = FieldSpec(
    "parent", "Belongs to", lambda facts: facts.parent["name"] if facts.parent else "",
    fields.set_parent, icon="layers",
)  # fmt: skip


def detail_specs(facts: Facts) -> list[FieldSpec]:
    """The fields of the details column of a firm, in their order."""
    return [
        *reach_specs(facts), WEBSITE, CODE, kind_field(facts), staff_field(facts), PARENT,
        zone_field(facts), rhythm_field(facts), SOURCE,
        *(own_field(facts, row["label"], row["value"]) for row in facts.own_fields), NOTE,
    ]  # fmt: skip
