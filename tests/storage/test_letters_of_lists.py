"""Letters above lists stand where the rows are, whatever script a name is in."""

from app.models.operations import fields
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.storage.queries.rules import condition


def test_letters_count_the_rows_in_their_order(store):
    for name in ("Иван Петров", "3M Support", "Zoë", "anna", "Åsa", "Bo"):
        fields.add_person(store, {"name": name})
    found = lists.letters(store, ListQuery("contact"))
    assert found == [("#", 1), ("A", 2), ("B", 1), ("Z", 1), ("#", 1)]
    assert sum(size for _, size in found) == len(lists.list_ids(store, ListQuery("contact")))


def test_a_kind_is_found_in_any_case(store):
    fields.add_person(store, {"name": "Ann", "kind": "customer"})
    for rule in (
        ("is", "kind", "=", ["Customer"]),
        ("is", "kind", "in", ["CUSTOMER", "lead"]),
        ("is", "kind", "contains", ["custom"]),
        ("is", "kind", "!=", ["lead"]),
        ("is", "kind", "not empty", []),
    ):
        assert lists.count(store, ListQuery("contact", rule)) == 1, rule
    assert "fold" not in condition("contact", ("is", "kind", "=", ["lead"]))[0]


def test_the_first_name_that_begins_with_a_text_is_found_in_the_views_order(store):
    ids = {
        name: fields.add_person(store, {"name": name})
        for name in ("Ann Zorn", "Anna Abel", "Zoë Lang")
    }
    assert lists.first_from(store, ListQuery("contact"), "zo") == ids["Zoë Lang"]
    assert lists.first_from(store, ListQuery("contact", sort="last_name"), "zo") == ids["Ann Zorn"]
    assert lists.first_from(store, ListQuery("contact"), "x") is None
