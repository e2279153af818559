"""What can be made for many people besides letters: labels, envelopes, and lists to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One thing to make. ``ways`` are (key, text); ``noun`` counts what comes out."""

    key: str
    title: str
    line: str
    icon: str
    colour: str
    noun: str
    ways: tuple[tuple[str, str], ...]
    posted: bool = True


_PRINTED = (("pdf", "PDF"), ("print", "Print"))
_LISTED = (("word", "Word"), ("pdf", "PDF"))
KINDS = (
    PaperKind("labels", "Address labels", "88 sheets and own measures", "tag", "blue", "label",
              _PRINTED),
    PaperKind("envelopes", "Envelopes", "Printed with the address", "mail", "blue", "envelope",
              _PRINTED),
    PaperKind("directory", "Address directory", "Names and addresses by letter", "contact",
              "violet", "person", _LISTED, posted=False),
    PaperKind("phones", "Phone list", "Names with their numbers", "phone", "violet", "person",
              _LISTED, posted=False),
    PaperKind("birthdays", "Birthday list", "By month and day", "cake", "violet", "person",
              _LISTED, posted=False),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}
LISTS = ("directory", "phones", "birthdays")
