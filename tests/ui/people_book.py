"""A small firm with people, for the tests of pages."""

from datetime import datetime

from app.models.operations import fields, people

NOW = datetime(2026, 11, 18, 14, 20)
PEOPLE = (
    ("Amara Okafor", "Okafor Catering", "customer"),
    ("Charlotte Webb", "Marlow Bakery", "customer"),
    ("Chen Wei", "Golden Lotus", "lead"),
    ("Lucy Shaw", "Marlow Bakery", "customer"),
    ("Zoë Adeyemi", "", "private"),
)


def clock():
    """The moment at which every picture and test stands."""
    return NOW


def fill(store):
    """Ids by name."""
    found = {}
    for number, (name, company, kind) in enumerate(PEOPLE):
        found[name] = fields.add_person(
            store,
            {
                "name": name,
                "company": company,
                "kind": kind,
                "phone": f"07700 90010{number}",
                "email": f"{number}@example.com",
            },
        )
        if company:
            found[company] = store.value("SELECT id FROM account WHERE name = ?", (company,))
            people.set_column(store, "account", [found[company]], "kind", kind)
    return found
