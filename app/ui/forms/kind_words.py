"""Kinds of people, phones and languages in the words of the window, with their colours."""

from __future__ import annotations

KINDS = {
    "customer": ("Customer", "Customers", "evergreen"),
    "lead": ("Lead", "Leads", "blue"),
    "supplier": ("Supplier", "Suppliers", "slate"),
    "partner": ("Partner", "Partners", "amber"),
    "private": ("Private", "Private people", "violet"),
    "other": ("Other", "Others", "slate"),
}
"""Kind: one, many, colour category."""
PHONES = {
    "mobile": ("Mobile", "smartphone"),
    "work": ("Work", "phone"),
    "home": ("Home", "phone"),
    "fax": ("Fax", "printer"),
    "other": ("Phone", "phone"),
}
PLACES = {
    "work": "Address",
    "home": "Home address",
    "billing": "Billing address",
    "delivery": "Delivery address",
    "other": "Other address",
}
LANGUAGES = (
    ("", "Not set"), ("en", "English"), ("de", "German"), ("fr", "French"), ("es", "Spanish"),
    ("it", "Italian"), ("nl", "Dutch"), ("pl", "Polish"), ("pt", "Portuguese"),
    ("sv", "Swedish"), ("da", "Danish"), ("cy", "Welsh"),
)  # fmt: skip
MAILINGS = (
    ("yes", "Yes, by post and email"),
    ("post", "Yes, by post only"),
    ("email", "Yes, by email only"),
    ("no", "No"),
)
GENDERS = (("", "Not known"), ("f", "Female"), ("m", "Male"), ("x", "Neither"))


def kind_one(kind: str) -> str:
    """A kind in one word: "Customer"."""
    return KINDS[kind][0] if kind in KINDS else kind


def kind_colour(kind: str) -> str:
    """The colour category of a kind."""
    return KINDS[kind][2] if kind in KINDS else "slate"


def kind_options() -> list[tuple[str, str]]:
    """Kinds to choose from, "Not set" first."""
    return [("", "Not set"), *((key, words[0]) for key, words in KINDS.items())]


RHYTHMS = (
    ("", "No rhythm"), ("7", "Every week"), ("14", "Every 2 weeks"), ("30", "Every month"),
    ("60", "Every 2 months"), ("90", "Every 3 months"), ("180", "Every 6 months"),
    ("365", "Every year"),
)  # fmt: skip
"""How often one keeps in touch: days, and how that is said."""


def rhythm_words(days: int) -> str:
    """How often that is: "Every month", or "Every 45 days"."""
    return dict(RHYTHMS).get(str(days or ""), f"Every {days} days")


def rhythm_options(days: int) -> list[tuple[str, str]]:
    """The rhythms to choose from, with an odd one that is kept already."""
    odd = [] if str(days or "") in dict(RHYTHMS) else [(str(days), rhythm_words(days))]
    return [*RHYTHMS, *odd]
