"""What letters need to know of a person, as fields: how they are addressed and what they want."""

from __future__ import annotations

from app.models.operations import consents
from app.storage.store import Store
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldKind, FieldSpec

CHANNELS = (
    ("", "Not set"), ("post", "Post"), ("email", "Email"), ("phone", "Phone"),
)  # fmt: skip


def _text(key: str, caption: str, icon: str = "", kind: FieldKind = "text") -> FieldSpec:
    def keep(store: Store, row_id: int, text: str) -> object:
        return consents.set_marks(store, "contact", [row_id], **{key: text.strip()})

    return FieldSpec(key, caption, lambda facts: facts.text(key), keep, kind, icon)


def _flag(key: str, caption: str, no: str, yes: str, icon: str = "") -> FieldSpec:
    def read(facts: Facts) -> str:
        return "yes" if facts.row.get(key) else ""

    def keep(store: Store, row_id: int, text: str) -> object:
        return consents.set_marks(store, "contact", [row_id], **{key: int(text == "yes")})

    return FieldSpec(key, caption, read, keep, "choice", icon, (("", no), ("yes", yes)))


def _keep_deceased(store: Store, row_id: int, text: str) -> object:
    marks = {"deceased": int(text == "yes")} | ({} if text == "yes" else {"deceased_on": ""})
    return consents.set_marks(store, "contact", [row_id], **marks)


def _keep_deceased_on(store: Store, row_id: int, text: str) -> object:
    marks = {"deceased_on": text} | ({"deceased": 1} if text else {})
    return consents.set_marks(store, "contact", [row_id], **marks)


POSTAL_NAME = _text("postal_name", "Name on envelopes", "mail")
INFORMAL = _flag("informal", "How we write to them", "Formally", "Informally", "pencil")
CHANNEL = FieldSpec(
    "preferred_channel", "Prefers to hear by", lambda facts: facts.text("preferred_channel"),
    lambda store, row_id, text: consents.set_marks(
        store, "contact", [row_id], preferred_channel=text
    ),
    "choice", "message-square", CHANNELS,
)  # fmt: skip
CODE = _text("customer_code", "Customer code", "receipt")
NO_TRADE = _flag("no_trade", "May we send advertising?", "Yes", "No", "megaphone")
DECEASED = FieldSpec(
    "deceased", "Deceased", lambda facts: "yes" if facts.row.get("deceased") else "",
    _keep_deceased, "choice", "user-round", (("", "No"), ("yes", "Yes")),
)  # fmt: skip
DECEASED_ON = FieldSpec(
    "deceased_on", "Died on", lambda facts: facts.text("deceased_on"), _keep_deceased_on, "date",
)  # fmt: skip
ALL = (CHANNEL, INFORMAL, NO_TRADE, POSTAL_NAME, CODE, DECEASED, DECEASED_ON)
