"""A field as data: how it is called, where its text comes from, and which operation keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.models.errors import Refusal
from app.models.qt.session import Session
from app.ui.forms.facts import Facts

FieldKind = Literal["text", "multiline", "phone", "email", "link", "date", "choice"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. ``write`` is an operation ``(store, record id, text)``; texts are as typed.

    ``options`` are (key, words): what a choice may be, or what a text is offered while typed.
    """

    key: str
    caption: str
    read: Callable[[Facts], str]
    write: Callable[..., Any]
    kind: FieldKind = "text"
    icon: str = ""
    options: Sequence[tuple[str, str]] = ()
    placeholder: str = ""
    wide: bool = False


def keep_field(session: Session, spec: FieldSpec, record_id: int, text: str) -> str:
    """Write one field; returns the sentence of what stands in the way, or ""."""
    try:
        session.do(spec.write, record_id, text)
    except Refusal as refusal:
        return refusal.message
    return ""
