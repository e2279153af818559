"""The fields of a person, as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QDate, QLocale

from app.models.calendar.zones import zone_names, zone_words
from app.models.operations import contacts, fields, people, rhythms
from app.storage.store import Store
from app.storage.tables import Row
from app.ui.forms import kind_words, letter_fields
from app.ui.forms.address_block import address_parts, address_text
from app.ui.forms.facts import Facts
from app.ui.forms.field_spec import FieldSpec


def column(
    key: str, caption: str, write: Callable[..., Any], *, kind: str = "text", **more: Any
) -> FieldSpec:
    """A field that is a column of the record; ``write(store, id, column=text)`` keeps it."""

    def keep(store: Store, row_id: int, text: str) -> object:
        return write(store, row_id, **{key: text.strip()})

    return FieldSpec(key, caption, lambda facts: facts.text(key), keep, kind, **more)  # type: ignore[arg-type]


def _person(key: str, caption: str, **more: Any) -> FieldSpec:
    return column(key, caption, fields.set_contact, **more)


def birthday_words(text: str) -> str:
    """A birthday to be read: "12 March 1979", or "12 March" when the year is not known."""
    if len(text) == 7 and text.startswith("--"):
        day = QDate(2000, int(text[2:4]), int(text[5:7]))
        return QLocale().toString(day, "d MMMM")
    day = QDate.fromString(text, "yyyy-MM-dd")
    return QLocale().toString(day, "d MMMM yyyy") if day.isValid() else text


def mailing_key(row: Row) -> str:
    """Which of the answers to "May we send mailings?" holds."""
    answers = {(0, 0): "yes", (0, 1): "post", (1, 0): "email", (1, 1): "no"}
    return answers[int(row["no_post"]), int(row["no_email"])]


def _keep_mailings(store: Store, row_id: int, key: str) -> object:
    no_post, no_email = {"yes": (0, 0), "post": (0, 1), "email": (1, 0), "no": (1, 1)}[key]
    return fields.set_contact(store, row_id, no_post=no_post, no_email=no_email)


def mailings() -> FieldSpec:
    """The answer to "May we send mailings?"."""
    return FieldSpec(
        "mailings", "May we send mailings?", lambda facts: mailing_key(facts.row), _keep_mailings,
        "choice", "megaphone", kind_words.MAILINGS,
    )  # fmt: skip


def _keep_calls(store: Store, row_id: int, key: str) -> object:
    return fields.set_contact(store, row_id, no_phone=int(key == "no"))


def calls() -> FieldSpec:
    """The answer to "May we call?"."""
    return FieldSpec(
        "calls", "May we call?", lambda facts: "no" if facts.row["no_phone"] else "yes",
        _keep_calls, "choice", "phone", (("yes", "Yes"), ("no", "No")),
    )  # fmt: skip


def staff_field(facts: Facts) -> FieldSpec:
    """Who of us looks after the record."""

    def keep(store: Store, row_id: int, key: str) -> object:
        return people.set_column(
            store, facts.kind, [row_id], "staff_id", int(key) if key else None
        )  # fmt: skip

    options = [("", "Nobody"), *((str(one["id"]), one["name"]) for one in facts.staff)]
    return FieldSpec(
        "staff_id", "Looked after by", lambda now: now.text("staff_id"), keep, "choice",
        "user-round", tuple(options),
    )  # fmt: skip


def zone_field(facts: Facts) -> FieldSpec:
    """Where their clocks stand; places are offered while one is typed."""

    def keep(store: Store, row_id: int, text: str) -> object:
        return fields.set_zone(store, facts.kind, row_id, text)

    return FieldSpec(
        "zone", "Time zone", lambda now: zone_words(now.text("zone")), keep, icon="globe",
        options=tuple((one, one) for one in dict.fromkeys(map(zone_words, zone_names()))),
        placeholder="New York",
    )  # fmt: skip


def rhythm_field(facts: Facts) -> FieldSpec:
    """How often we mean to be in touch; Today says when it has been longer."""

    def keep(store: Store, row_id: int, key: str) -> object:
        return rhythms.set_rhythm(store, facts.kind, [row_id], int(key or 0))

    def read(now: Facts) -> str:
        return now.text("rhythm_days").removeprefix("0")

    days = read(facts)
    options = kind_words.rhythm_options(int(days or 0))
    return FieldSpec("rhythm_days", "Keep in touch", read, keep, "choice", "repeat", tuple(options))


def kind_field(facts: Facts, caption: str = "Kind") -> FieldSpec:
    """What the record is to us."""

    def keep(store: Store, row_id: int, key: str) -> object:
        return people.set_column(store, facts.kind, [row_id], "kind", key)

    return FieldSpec(
        "kind", caption, lambda now: now.text("kind"), keep, "choice", "tag",
        tuple(kind_words.kind_options()),
    )  # fmt: skip


def _keep_name(store: Store, row_id: int, text: str) -> object:
    return fields.rename_contact(store, row_id, text)


NAME = FieldSpec("name", "Name", lambda facts: facts.name, _keep_name, wide=True)
NAME_PARTS = (
    _person("prefix", "Title"),
    _person("first_name", "First name"),
    _person("middle_name", "Middle name"),
    _person("particle", "Particle (van, de)"),
    _person("last_name", "Last name"),
    _person("suffix", "After the name (PhD, Jr)"),
    _person("nickname", "Nickname"),
)
JOB = _person("job_title", "Job title", icon="briefcase")
DEPARTMENT = _person("department", "Department", icon="building-2")
LANGUAGE = _person(
    "language", "Language", kind="choice", icon="languages", options=kind_words.LANGUAGES
)
GENDER = _person("gender", "Gender", kind="choice", options=kind_words.GENDERS)
SOURCE = _person("source", "Source", icon="flag")
NOTE = _person("note", "Note", kind="multiline", icon="notebook-pen", wide=True)
NICKNAME = _person("nickname", "Nickname", icon="user")
BIRTHDAY = FieldSpec(
    "birthday", "Birthday", lambda facts: birthday_words(facts.text("birthday")),
    fields.set_birthday, icon="cake", placeholder="12 March 1979",
)  # fmt: skip
GREETINGS = (
    _person("greeting_formal", "Formal greeting", wide=True),
    _person("greeting_informal", "Informal greeting", wide=True),
)


def _company_of(facts: Facts) -> str:
    return facts.company["name"] if facts.company else ""


COMPANY = FieldSpec("company", "Company", _company_of, contacts.set_company, icon="building-2")


def phone_field(facts: Facts, place: int, row: Row | None, *, plain: bool = False) -> FieldSpec:
    """A phone number; without a row, a new one."""
    kind = row["kind"] if row else ("mobile" if facts.kind == "contact" else "work")
    words, icon = kind_words.PHONES.get(kind, ("Phone", "phone"))
    caption = (row["label"] if row else "") or words
    if place == 0 and len(facts.phones) > 1:
        caption += ", preferred"
    return _reach_field(
        facts, "phone", f"phone:{place}", caption, row, "text" if plain else "phone", icon, kind
    )


def email_field(facts: Facts, place: int, row: Row | None, *, plain: bool = False) -> FieldSpec:
    """An email address; without a row, a new one."""
    kind = row["kind"] if row else "work"
    caption = (row["label"] if row else "") or ("Home email" if kind == "home" else "Email")
    if place == 0 and len(facts.emails) > 1:
        caption += ", preferred"
    if row and row["undeliverable_on"]:
        caption += ", emails came back"
    return _reach_field(
        facts, "email", f"email:{place}", caption, row, "text" if plain else "email", "mail", kind
    )


def _reach_field(
    facts: Facts, what: str, key: str, caption: str, row: Row | None, field_kind: str, icon: str,
    reach_kind: str,
) -> FieldSpec:  # fmt: skip
    item = int(row["id"]) if row else 0

    def keep(store: Store, row_id: int, text: str) -> None:
        new = {} if item else {"kind": reach_kind}
        fields.change_reach(store, facts.kind, row_id, what, item, value=text, **new)  # type: ignore[arg-type]

    return FieldSpec(
        key,
        caption,
        lambda now: row["value"] if row else "",
        keep,
        field_kind,
        icon,  # type: ignore[arg-type]
    )


def address_field(facts: Facts, place: int, row: Row | None) -> FieldSpec:
    """A postal address as a block of lines, taken apart when it is kept."""
    taken = facts.home_address or facts.borrowed_address
    borrowed = taken if row is None and place == 0 else None
    shown = row or borrowed
    caption = kind_words.PLACES.get(shown["kind"] if shown else "work", "Address")
    if borrowed and facts.home_address:
        caption = "Address of the household"
    elif borrowed and facts.company:
        caption = f"Address of {facts.company['name']}"
    if row and row.get("undeliverable_on"):
        caption += ", letters came back"

    def keep(store: Store, row_id: int, text: str) -> None:
        parts = address_parts(row, text, facts.country)
        item = int(row["id"]) if row else 0
        fields.change_reach(store, facts.kind, row_id, "address", item, **parts)

    return FieldSpec(
        f"address:{place}", caption,
        lambda now: address_text(shown, now.country) if shown else "",
        keep, "multiline", "map-pin",
    )  # fmt: skip


def own_field(facts: Facts, label: str, value: str) -> FieldSpec:
    """One of the firm's own fields."""

    def keep(store: Store, row_id: int, text: str) -> None:
        people.save_own_field(store, facts.kind, row_id, label, text)

    return FieldSpec(f"own:{label}", label, lambda now: value, keep, icon="tag")


def reach_specs(facts: Facts) -> list[FieldSpec]:
    """Every phone, email and address, and an empty one of each kind that has none."""
    found = []
    for make, rows in (
        (phone_field, facts.phones), (email_field, facts.emails), (address_field, facts.addresses),
    ):  # fmt: skip
        found += [make(facts, place, row) for place, row in enumerate(rows or (None,))]
    return found


def detail_specs(facts: Facts) -> list[FieldSpec]:
    """The fields of the details column of a person, in their order; empty ones are hidden there."""
    return [
        *reach_specs(facts), BIRTHDAY, mailings(), kind_field(facts), staff_field(facts), COMPANY,
        JOB, DEPARTMENT, LANGUAGE, zone_field(facts), rhythm_field(facts), NICKNAME, SOURCE,
        *letter_fields.ALL,
        *(own_field(facts, row["label"], row["value"]) for row in facts.own_fields), NOTE,
    ]  # fmt: skip
