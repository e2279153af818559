"""Made people for round trips: put into a book, and what a book says of them."""

import random

from app.models.contact import Contact
from app.models.operations import contacts, people
from app.models.operations.staff import staff_named
from app.models.reach import EmailAddress, PhoneNumber, PostalAddress
from app.storage.queries import many

COLUMNS = (
    "name", "prefix", "first_name", "middle_name", "particle", "last_name", "suffix", "nickname",
    "job_title", "department", "kind", "birthday", "gender", "language", "source", "no_post",
    "no_email", "no_phone", "note",
)  # fmt: skip
FIRST = ("Ann", "Søren", "Ольга", "小明", "محمد", "Zoë", "Γιώργος", "D'Arcy", "Ngọc", "שרה")
LAST = ("Lee", "Ærø", "Иванова", "王", "الحسن", "Müller-Lüdenscheidt", "Παπαδόπουλος", "O'Neil",
        "Nguyễn", "כהן")  # fmt: skip
BITS = ("=1+1", "+49 30", "-x", "@home", "\ttab", "“quoted”", '"', "a,b;c", "line\nline",
        "😀👩‍👩‍👧", "C:\\new", "'=x", "''", "_x000D_", "&amp; <b>", "\u200eltr", "İıß")  # fmt: skip


def put_person(store, facts):
    """A person with everything that hangs on them."""
    plain = {name: value for name, value in facts.items() if name in COLUMNS}
    if facts["owner"]:
        plain["staff_id"] = staff_named(store, facts["owner"])
    made = contacts.save_contact(store, Contact(**plain))
    if facts["company"]:
        contacts.set_company(store, made, facts["company"])
    for kind in ("mobile", "work", "home", "fax", "other"):
        assert all(phone[0] != "" for phone in facts["phones"]), kind
    people.save_phones(
        store, "contact", made, [PhoneNumber(value=v, kind=k) for k, v in facts["phones"]]
    )
    people.save_emails(
        store, "contact", made, [EmailAddress(value=v, kind=k) for k, v in facts["emails"]]
    )
    addresses = [PostalAddress(kind=kind, **parts) for kind, parts in facts["addresses"]]
    people.save_addresses(store, "contact", made, addresses)
    for tag in facts["tags"]:
        people.add_tag(store, "contact", [made], tag)
    for label, value in facts["own"].items():
        people.save_own_field(store, "contact", made, label, value)
    return made


def facts_of(store):
    """Everything a book says of its people that a list can carry, in an order of its own."""
    ids = [row[0] for row in store.select("SELECT id FROM contact")]
    rows = many.rows_of(store, "contact", ids)
    reach = [many.reach_of(store, t, "contact", ids) for t in ("phone", "email_address")]
    addresses = many.reach_of(store, "address", "contact", ids)
    tags, own = many.tags_of(store, "contact", ids), many.own_fields_of(store, "contact", ids)
    firms = many.places_of(store, ids)
    staff = dict(store.select("SELECT id, name FROM staff"))
    found = []
    for row_id, row in rows.items():
        facts = {name: row[name] for name in COLUMNS}
        facts["company"] = firms[row_id][0]["name"] if row_id in firms else ""
        facts["owner"] = staff.get(row["staff_id"], "")
        for name, kept in zip(("phones", "emails"), reach, strict=True):
            facts[name] = sorted((one["kind"], one["value"]) for one in kept.get(row_id, []))
        facts["addresses"] = sorted(
            (one["kind"], *(one[part] for part in ("street", "street2", "postcode", "town",
                                                   "region", "country")))
            for one in addresses.get(row_id, [])
        )  # fmt: skip
        facts["tags"] = sorted(one["name"] for one in tags.get(row_id, []))
        facts["own"] = {one["label"]: one["value"] for one in own.get(row_id, [])}
        found.append(facts)
    return sorted(found, key=repr)


def made_people(count, seed=7):
    """``count`` different people out of a seeded generator, odd texts among them."""
    dice = random.Random(seed)
    for number in range(count):
        yield _made(dice, number)


def _text(dice, most=3):
    words = [dice.choice((*BITS, "green", "Straße", "東京")) for _ in range(dice.randint(1, most))]
    return " ".join(words).strip()


def _made(dice, number):
    first, last = dice.choice(FIRST), dice.choice(LAST)
    facts = {
        "name": f"{first} {last} {number}", "first_name": first, "last_name": f"{last} {number}",
        "nickname": dice.choice(("", "Bee")), "suffix": dice.choice(("", "PhD")),
        "prefix": dice.choice(("", "Dr")), "middle_name": dice.choice(("", "J.")),
        "particle": "", "kind": dice.choice(("", "customer", "lead", "supplier")),
        "birthday": dice.choice(("", "1979-03-12", "--02-29", "1871-01-02", "2004-02-29")),
        "gender": dice.choice(("", "m", "f", "x")), "language": dice.choice(("", "de", "fr")),
        "source": dice.choice(("", "Fair, hall 3")), "job_title": dice.choice(("", "Owner; cook")),
        "department": dice.choice(("", "Sales & more")),
        "no_post": dice.randint(0, 1), "no_email": dice.randint(0, 1),
        "no_phone": dice.randint(0, 1), "note": _text(dice, 8) if dice.random() < 0.6 else "",
        "company": dice.choice(("", f"Firm {number % 400} “&” Söhne, Ltd", "=SUM(A1) GmbH")),
        "owner": dice.choice(("", "Tom Hartley")),
        "phones": [("mobile", f"07700 9{number:05d}"), ("work", f"+49 30 {1_000_000 + number}")],
        "emails": [("work", f"p{number}@example.org")],
        "addresses": [("work", {"street": f"{number} High St", "postcode": "01067", "town": "Łódź",
                                "country": dice.choice(("", "PL", "DE"))})],
        "tags": dice.sample(("Spring", "VIP", "Café"), dice.randint(0, 2)),
        "own": {"Shoe size": "44"} if dice.random() < 0.5 else {},
    }  # fmt: skip
    if dice.random() < 0.3:
        facts["own"] = {**facts["own"], "Telefon": _text(dice), "Größe, innen": _text(dice)}
    if dice.random() < 0.2:
        facts["addresses"] = [
            *facts["addresses"],
            ("home", {"street": "Flat 2", "street2": "Mill, Lane", "town": "Bath"}),
            ("home", {"street": "4 Quay", "town": "Łódź", "country": "PL"}),
        ]
        facts["phones"] = [*facts["phones"], ("work", f"+44 20 7{number:07d}"[:16])]
    return facts
