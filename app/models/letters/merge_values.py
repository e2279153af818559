"""What a letter can say about one recipient: values by merge name."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.models.letters.merge_names import LIST_NAMES, MERGE_NAMES, canonical_name, fold, long_date
from app.models.letters.postal import PostalAddress, address_block
from app.models.letters.salutation import (
    Addressee,
    formal_greeting,
    informal_greeting,
    name_with_title,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MERGE_NAMES", "canonical_name", "fold", "long_date", "values_for"]

_COPIED = (
    "title",
    "first_name",
    "middle_name",
    "last_name",
    "suffix",
    "nickname",
    "company",
    "department",
    "job_title",
    "phone",
    "mobile",
    "fax",
    "email",
    "website",
    "customer_code",
    "language",
    "partner_name",
)
_PLACE = ("street", "street2", "po_box", "postcode", "town", "region", "country")
_SENDER = (
    "sender_name",
    "sender_job_title",
    "sender_phone",
    "sender_email",
    "business_name",
    "business_address",
)


def values_for(
    record: Mapping[str, Any], sender: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """All merge values of a recipient, text unless a date or a list; never None.

    `greeting` is the informal one for whom `informal` is set. `postal_name` stands in the address
    in place of the name. `record` has the contact's columns under our merge names, plus
    `gender`, `address` (street, street2, po_box, postcode, town, region, country, attention,
    care_of), `open_deals` and `appointments` (rows of ``LIST_NAMES``),
    `formal_greeting` and `informal_greeting` where somebody wrote their own, `birthday` (date or
    ISO text) and `own_fields` (label to value). `sender` has sender_name, business_name,
    business_address, country, language and, for another day than today, `today`.
    """
    sender = sender or {}
    language = _text(record, "language") or _text(sender, "language") or "en"
    values: dict[str, Any] = {name: _text(record, name) for name in _COPIED}
    values["language"] = language
    values["full_name"] = _full_name(record)
    person = _addressee(record, language)
    values["formal_greeting"] = formal_greeting(person)
    values["informal_greeting"] = informal_greeting(person)
    known_well = "informal_greeting" if record.get("informal") else "formal_greeting"
    values["greeting"] = values[known_well]
    place = record.get("address") or {}
    for name in _PLACE:
        values[name] = _text(place, name)
    values["address_block"] = _block(record, place, sender)
    values["birthday"] = record.get("birthday") or ""
    values["gender"] = _text(record, "gender")
    for name in _SENDER:
        values[name] = _text(sender, name)
    values["today"] = _today(sender, language)
    values["letter_date"] = _day(sender)
    for name in LIST_NAMES:
        values[name] = list(record.get(name) or ())
    for label, value in (record.get("own_fields") or {}).items():
        values.setdefault(str(label), "" if value is None else value)
    return values


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return "" if value is None else str(value).strip()


def _full_name(record: Mapping[str, Any]) -> str:
    given = _text(record, "full_name")
    names = [_text(record, n) for n in ("first_name", "middle_name", "last_name")]
    return given or " ".join(name for name in names if name)


def _addressee(record: Mapping[str, Any], language: str) -> Addressee:
    return Addressee(
        first_name=_text(record, "first_name"),
        last_name=_text(record, "last_name"),
        title=_text(record, "title"),
        gender=_text(record, "gender"),
        language=language,
        company=_text(record, "company"),
        formal_override=_text(record, "formal_greeting"),
        informal_override=_text(record, "informal_greeting"),
    )


def _block(record: Mapping[str, Any], place: Mapping[str, Any], sender: Mapping[str, Any]) -> str:
    given = _text(record, "address_block")
    if given:
        return given
    address = PostalAddress(
        **{name: _text(place, name) for name in (*_PLACE, "attention", "care_of")}
    )
    language = _text(record, "language") or _text(sender, "language") or "en"
    suffix = _text(record, "suffix")
    return address_block(
        address,
        _text(record, "postal_name")
        or _text(record, "full_name")
        or name_with_title(_addressee(record, language), suffix),
        _text(record, "company"),
        sender_country=_text(sender, "country"),
        sender_language=_text(sender, "language") or "en",
        department=_text(record, "department"),
    )


def _day(sender: Mapping[str, Any]) -> str:
    """The day of the letter as ISO text, for fields that write it in a form of their own."""
    day = sender.get("today") or date.today()
    return day[:10] if isinstance(day, str) else day.isoformat()[:10]


def _today(sender: Mapping[str, Any], language: str) -> str:
    day = sender.get("today") or date.today()
    if isinstance(day, datetime):
        day = day.date()
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return str(day)
    return long_date(day.year, day.month, day.day, language)
