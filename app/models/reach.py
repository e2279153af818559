"""Ways to reach a person or firm: phones, emails, addresses; rows of their own."""

from __future__ import annotations

from dataclasses import dataclass

PHONE_KINDS = ("mobile", "work", "home", "fax", "other")
EMAIL_KINDS = ("work", "home", "other")
ADDRESS_KINDS = ("work", "home", "billing", "delivery", "other")


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A phone number as typed; the first in order is the preferred one."""

    value: str
    kind: str = "work"
    label: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An email address; the first in order is the preferred one."""

    value: str
    kind: str = "work"
    label: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A postal address in parts; ``country`` is an ISO 3166 code or empty for our own country."""

    street: str = ""
    street2: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    kind: str = "work"
    label: str = ""
    id: int = 0

    def is_empty(self) -> bool:
        """Whether nothing is filled in."""
        return not any(
            (self.street, self.street2, self.postcode, self.town, self.region, self.country)
        )
