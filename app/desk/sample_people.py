"""Firms and people of the example business."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.desk import sample_data
from app.desk.sample_rows import Rows
from app.models.names import initials, split_name
from app.models.operations.contacts import name_keys
from app.models.operations.people import TAG_COLOURS
from app.models.phone import normalise, search_digits
from app.storage.text import fold

STAFF = (("Tom Hartley", "evergreen"), ("Priya Nair", "blue"), ("Sam Osborne", "brick"))
PRIVATE = 84
"""Customers without a firm, besides those of the story."""
PEOPLE = 300
LANGUAGES = {"": "en", "DE": "de", "FR": "fr", "NL": "nl", "IE": "en"}
COLOURS = {"Café & food": "amber", "Spring mailing": "blue", "Newsletter": "violet"}


@dataclass(slots=True)
class Firm:
    """A firm with what its people need to know of it."""

    name: str
    kind: str
    trade: str
    id: int = 0
    country: str = ""
    staff: str = ""
    domain: str = ""
    from_story: bool = False


@dataclass(slots=True)
class Person:
    """A person before they are written: name, firm, and the facts of the story."""

    name: str
    gender: str
    firm: Firm | None
    created: int
    facts: dict[str, Any] = field(default_factory=dict)
    id: int = 0
    quiet: int = 0
    """Days since the last contact; 0 when the story says it."""

    @property
    def from_story(self) -> bool:
        """Whether the pictures show this person."""
        return bool(self.facts)

    @property
    def first_name(self) -> str:
        """The name they are called by."""
        return str(self.facts.get("first_name") or split_name(self.name).first or self.name)


class People:
    """Makes staff, tags, fields, firms and people; ``firms`` and ``persons`` hold the result."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.firms: list[Firm] = []
        self.persons: list[Person] = []
        self._tags: dict[str, int] = {}
        self._fields: dict[str, int] = {}
        self._codes = 1000
        self._used: set[str] = set()

    def make(self) -> None:
        """Everything, in the order in which rows point at each other."""
        self._make_staff()
        self._make_firms()
        self._make_import()
        self._gather_persons()
        for person in sorted(self.persons, key=lambda each: -each.created):
            self._write_person(person)
        for person in self.persons:
            if person.firm is not None:
                self._write_link(person, person.firm)
        self._write_second_jobs()

    def staff(self, name: str) -> int:
        """One of us by name."""
        return self.rows.ids[f"staff {name}"]

    def tag(self, name: str, owner: str, row_id: int) -> None:
        """Give a person or firm a tag."""
        if name not in self._tags:
            key = fold(name)
            colour = COLOURS.get(name, TAG_COLOURS[sum(key.encode()) % len(TAG_COLOURS)])
            self._tags[name] = self.rows.add("tag", name=name, name_key=key, colour=colour)
        self.rows.add("tagging", tag_id=self._tags[name], **{f"{owner}_id": row_id})

    # Inside ------------------------------------------------------------------------------------

    def _make_staff(self) -> None:
        for position, (name, colour) in enumerate(STAFF):
            email = f"{name.split()[0].lower()}@hartleygardens.example"
            self.rows.ids[f"staff {name}"] = self.rows.add(
                "staff", name=name, initials=initials(name), email=email, colour=colour,
                position=position,
            )  # fmt: skip

    def _make_import(self) -> None:
        self.rows.ids["import"] = self.rows.add(
            "import_run", file_name="customers-2025.xlsx", sheet="Customers", kind="xlsx",
            counts='{"rows": {"read": 118, "created": 118}}', at=self.rows.ago(30, "10:12"),
            actor="Tom",
        )  # fmt: skip

    def _own_field(self, owner: str, label: str, row_id: int, value: str) -> None:
        key = f"{owner} {label}"
        if key not in self._fields:
            self._fields[key] = self.rows.add(
                "field", entity=owner, label=label, label_key=fold(label),
                position=len(self._fields),
            )  # fmt: skip
        self.rows.add(
            "field_value", field_id=self._fields[key], value=value, **{f"{owner}_id": row_id}
        )

    def _phone(self, owner: str, row_id: int, value: str, kind: str, **more: Any) -> None:
        if value:
            number = normalise(value, "GB")
            self.rows.add(
                "phone", value=value, kind=kind, e164=number.e164,
                digits=" ".join(search_digits(value, number.e164)),
                **{f"{owner}_id": row_id, **more},
            )  # fmt: skip

    def _place(self, country: str) -> dict[str, str]:
        """An address that could be, in a town that is there."""
        rng, places = self.rows.rng, sample_data.table("places")
        number = rng.randrange(1, 96)
        if not country:
            town, area = rng.choice(places["uk"])
            letters = "ABDEFGHJLNPQRSTUWXYZ"
            inward = f"{rng.randrange(1, 10)}{rng.choice(letters)}{rng.choice(letters)}"
            street = f"{number} {rng.choice(sample_data.streets())}"
            return {"street": street, "town": town, "postcode": f"{area} {inward}"}
        town, postcode, street = rng.choice(places["abroad"][country])
        line = f"{number} {street}" if country in ("FR", "IE") else f"{street} {number}"
        return {"street": line, "town": town, "postcode": postcode, "country": country}

    def _make_firms(self) -> None:
        for told in sample_data.table("story")["firm"]:
            place = {key: told[key] for key in ("street", "town", "postcode")}
            firm = Firm(
                told["name"], told["kind"], told["trade"], country=told.get("country", ""),
                staff=told["staff"], from_story=True,
            )  # fmt: skip
            self._write_firm(firm, place | {"country": firm.country}, told)
        for line in sample_data.firm_lines():
            firm = Firm(line.name, line.kind, line.trade, country=line.country)
            firm.staff = self.rows.rng.choice(STAFF)[0]
            since = self.rows.today.year - self.rows.rng.randrange(0, 9)
            facts = {"since": since} if line.kind == "customer" else {}
            self._write_firm(firm, self._place(line.country), facts)

    def _write_firm(self, firm: Firm, place: dict[str, str], told: dict[str, Any]) -> None:
        rows = self.rows
        plain = "".join(c for c in fold(firm.name) if c.isalnum() and c.isascii())
        firm.domain = f"{plain}.example"
        self._codes += 1 + rows.rng.randrange(3)
        letter = {"customer": "C", "supplier": "S", "partner": "P"}.get(firm.kind)
        years = rows.today.year - told.get("since", rows.today.year)
        firm.id = rows.ids[f"firm {firm.name}"] = rows.add(
            "account", name=firm.name, name_key=fold(firm.name), kind=firm.kind,
            customer_code=f"{letter}-{self._codes}" if letter else "",
            website=f"https://www.{firm.domain}", staff_id=self.staff(firm.staff),
            starred=int(told.get("starred", False)), note=told.get("note", ""),
            source=rows.rng.choice(sample_data.table("texts")["source"]),
            created_at=rows.ago(years * 365 + rows.rng.randrange(40, 300)),
        )  # fmt: skip
        rows.add("address", account_id=firm.id, kind="work", **place)
        self._phone("account", firm.id, rows.phone(firm.country), "work")
        rows.add("email_address", account_id=firm.id, kind="work", value=f"office@{firm.domain}")
        self.tag(firm.trade, "account", firm.id)
        if told.get("since"):
            self._own_field("account", "Customer since", firm.id, str(told["since"]))
        if firm.kind == "customer" and rows.chance(0.3):
            self._own_field("account", "Order number needed", firm.id, "yes")
        self.firms.append(firm)

    def _gather_persons(self) -> None:
        by_name = {firm.name: firm for firm in self.firms}
        for told in sample_data.table("story")["person"]:
            firm = by_name.get(told.get("firm", ""))
            self.persons.append(Person(told["name"], told["gender"], firm, told["created"], told))
        self._used = {person.name for person in self.persons}
        for _ in range(PRIVATE):
            self.persons.append(self._invented(None))
        others = [firm for firm in self.firms if not firm.from_story]
        self.persons += [self._invented(firm) for firm in others]
        while len(self.persons) < PEOPLE:
            self.persons.append(self._invented(self.rows.rng.choice(others)))
        fresh = min(self.rows.today.day - 1, 17)
        for person in [p for p in self.persons if not p.from_story][-13:]:
            person.created = self.rows.rng.randrange(0, fresh + 1)

    def _invented(self, firm: Firm | None) -> Person:
        rng = self.rows.rng
        names = sample_data.names(firm.country if firm else "")
        while True:
            gender = rng.choice("fm")
            first = rng.choice(names.women if gender == "f" else names.men)
            particle = f"{rng.choice(names.particles)} " if names.particles else ""
            name = f"{first} {particle}{rng.choice(names.families)}"
            if name not in self._used:
                self._used.add(name)
                return Person(name, gender, firm, rng.randrange(32, 1500), quiet=self._quiet())

    def _quiet(self) -> int:
        """Days since the last contact: most lately, some long ago."""
        rng = self.rows.rng
        return rng.randrange(1, 75) if self.rows.chance(0.78) else rng.randrange(91, 400)

    def _birthday(self, person: Person) -> str:
        told = person.facts.get("birthday", "")
        today = self.rows.today
        if told == "today-50":
            same = (today.month, today.day) != (2, 29)
            return today.replace(year=today.year - 50).isoformat() if same else "--02-29"
        if told:
            return f"--{told}"
        if person.from_story or not self.rows.chance(0.35):
            return ""
        if self.rows.chance(0.04):
            day = today + timedelta(days=self.rows.rng.randrange(1, 6))
            return f"--{day:%m-%d}"
        year, back = self.rows.rng.randrange(1948, 2002), self.rows.rng.randrange(20, 345)
        day = today - timedelta(days=back)
        return (
            f"--{day:%m-%d}" if self.rows.chance(0.5) else f"{year}-{day:%m}-{min(day.day, 28):02d}"
        )

    def _write_person(self, person: Person) -> None:
        rows, told, firm = self.rows, person.facts, person.firm
        texts = sample_data.table("texts")
        parts = split_name(person.name)
        first, last = told.get("first_name", parts.first), told.get("last_name", parts.last)
        job = told.get("job") or (rows.rng.choice(texts["job"]) if firm else "")
        values: dict[str, Any] = {
            "name": person.name, "prefix": told.get("prefix", parts.prefix), "first_name": first,
            "middle_name": parts.middle, "particle": parts.particle, "last_name": last,
            **name_keys(person.name, first, last),
            "kind": told.get("kind") or (firm.kind if firm else "private"), "job_title": job,
            "gender": person.gender, "birthday": self._birthday(person),
            "language": told.get("language", LANGUAGES[firm.country if firm else ""]),
            "source": rows.rng.choice(texts["source"]),
            "starred": int(told.get("starred", not told and rows.chance(0.06))),
            "staff_id": self.staff(
                told.get("staff") or (firm.staff if firm else rows.rng.choice(STAFF)[0])
            ),
            "no_post": int(told.get("no_post", not told and rows.chance(0.05))),
            "no_email": int(not told and rows.chance(0.06)),
            "no_phone": int(not told and rows.chance(0.03)),
            "note": told.get("note", "")
            or (rows.rng.choice(texts["note_on_person"]) if rows.chance(0.12) else ""),
            "created_at": rows.ago(person.created, "09:00" if person.created < 1 else ""),
        }  # fmt: skip
        if told.get("sheet_row") or (not told and 31 < person.created < 420):
            values |= {"import_id": rows.ids["import"]}
            values |= {"import_row": told.get("sheet_row", 100 + rows.count("contact"))}
        person.id = rows.ids[f"person {person.name}"] = rows.add("contact", **values)
        self._write_reach(person)
        self._write_tags(person)

    def _write_reach(self, person: Person) -> None:
        rows, told, firm = self.rows, person.facts, person.firm
        country = firm.country if firm else ""
        mobile = told.get("mobile") or rows.phone(country, mobile=True)
        self._phone("contact", person.id, mobile, "mobile")
        if told.get("phone") or (firm and rows.chance(0.6)):
            landline = told.get("phone") or rows.phone(country)
            label = told.get("phone_label", "")
            self._phone("contact", person.id, landline, "work", position=1, label=label)
        parts = [word for word in fold(person.name).replace("'", "").split() if word.isascii()]
        name = f"{parts[0]}.{parts[-1]}" if not told else parts[0].strip(".")
        if told.get("prefix") or parts[0] == "dr.":
            name = parts[-1]
        domain = firm.domain if firm else rows.rng.choice(("letterbox.example", "home.example"))
        if rows.chance(0.93) or told:
            rows.add("email_address", contact_id=person.id, value=f"{name}@{domain}",
                     kind="work" if firm else "home")  # fmt: skip
        if firm is None and not told.get("no_address"):
            place = self._place("")
            place |= {key: told[key] for key in ("street", "town", "postcode") if key in told}
            rows.add("address", contact_id=person.id, kind="home", **place)

    def _write_tags(self, person: Person) -> None:
        rows, firm = self.rows, person.firm
        tags = list(person.facts.get("tags", ()))
        if not person.from_story:
            if firm is None or firm.kind in ("customer", "lead"):
                tags += ["Spring mailing"] if rows.chance(0.62) else []
                tags += ["Newsletter"] if rows.chance(0.3) else []
            tags += [firm.trade] if firm and rows.chance(0.5) else []
            tags += ["Christmas card"] if rows.chance(0.18) else []
        for name in tags:
            self.tag(name, "contact", person.id)
        if firm is None and rows.chance(0.5):
            size = f"{rows.rng.randrange(40, 900, 10)} m²"
            self._own_field("contact", "Garden size", person.id, size)
        if firm is None and rows.chance(0.25):
            self._own_field("contact", "Dog in the garden", person.id, "yes")

    def _write_link(self, person: Person, firm: Firm) -> None:
        begun = self.rows.today - timedelta(days=person.created + 200)
        role = "main" if not any(p.firm is firm for p in self._before(person)) else ""
        self.rows.add(
            "contact_account", contact_id=person.id, account_id=firm.id, role=role,
            from_date=begun.isoformat() if person.created > 500 else "",
        )  # fmt: skip

    def _before(self, person: Person) -> list[Person]:
        return self.persons[: self.persons.index(person)]

    def _write_second_jobs(self) -> None:
        """A few people work at two places, and a few have moved on from one."""
        others = [p for p in self.persons if p.firm is not None and not p.from_story]
        for number, person in enumerate(others[5:90:9]):
            firm = self.rows.rng.choice([f for f in self.firms if f is not person.firm])
            left = self.rows.today - timedelta(days=200 + 31 * number)
            self.rows.add(
                "contact_account", contact_id=person.id, account_id=firm.id, position=1,
                role="" if number % 2 else "former", to_date="" if number % 2 else left.isoformat(),
            )  # fmt: skip
