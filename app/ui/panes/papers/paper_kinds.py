"""What can be made for many people besides letters: labels, envelopes, and lists to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One thing to make. ``noun`` counts what comes out; ``posted`` needs postal addresses."""

    key: str
    title: str
    line: str
    icon: str
    colour: str
    noun: str
    posted: bool = True


KINDS = (
    PaperKind("labels", "Address labels", "Bought sheets, own measures", "tag", "blue", "label"),
    PaperKind("envelopes", "Envelopes", "Printed with the address", "mail", "blue", "envelope"),
    PaperKind(
        "directory", "Address directory", "Names and addresses", "contact", "violet", "person"
    ),
    PaperKind(
        "phones", "Phone list", "Names and numbers", "phone", "violet", "person", posted=False
    ),
    PaperKind(
        "birthdays", "Birthday list", "By month and day", "cake", "violet", "person", posted=False
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
LISTS = ("directory", "phones", "birthdays")
