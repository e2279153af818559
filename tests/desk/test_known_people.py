"""Whom the book knows: in any order, by the page or one by one, it is the same person."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk.known_people import known_people
from app.models.imports.import_kept import Kept
from app.storage.queries import compared
from tests.storage.builders import import_people

SLOW_BOOK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def people(store):
    step, first = import_people(store, 420)
    assert step
    with store.step("Delete one"):
        store.remove_many("phone", "contact_id = ?", (first + 205,))
        store.remove_many("contact_account", "contact_id = ?", (first + 205,))
        store.remove("contact", first + 205)
    return first


@SLOW_BOOK
@given(st.lists(st.integers(0, 425), max_size=25), st.integers(0, 400), st.integers(0, 60))
def test_whoever_is_asked_for_in_whatever_order_is_told_as_the_book_has_them(
    store, people, some, start, run
):
    wanted = [*some, *range(start, start + run), *some[:5]]
    known = known_people(store)
    for number in wanted:
        who = people + number
        assert known.current(who) == compared.record_of(store, "contact", who)


def test_a_list_in_the_order_of_the_book_is_read_by_the_page(store, people):
    known = known_people(store)
    asked = []
    store.connection.set_trace_callback(asked.append)
    for number in range(400):
        known.current(people + number)
    store.connection.set_trace_callback(None)
    # One by one it would be nine for each
    assert 0 < len(asked) < 60


def test_what_is_read_ahead_is_forgotten_when_somebody_else_is_asked_for(store, people):
    known = known_people(store)
    known.current(people), known.current(people + 1)
    with store.step("Rename"):
        store.put("contact", {"id": people + 9, "name": "Zoe New", "name_key": "zoe new"})
    known.current(people + 300)
    assert known.current(people + 9)["contact"]["name"] == "Zoe New"


VALUE = st.one_of(st.text(max_size=8), st.integers(), st.none())
ROW = st.dictionaries(st.sampled_from(["kind", "value", "e164"]), VALUE, max_size=3)


@given(
    st.fixed_dictionaries(
        {
            "contact": st.dictionaries(st.text(max_size=5), VALUE, max_size=4),
            "account": st.none() | ROW,
            "phones": st.lists(ROW, max_size=3),
            "tags": st.lists(st.text(max_size=5), max_size=3),
            "firms": st.dictionaries(st.text(max_size=3), ROW, max_size=2),
            "deals": st.lists(ROW, max_size=2),
        }
    )
)
def test_a_record_put_to_rest_is_the_same_when_it_is_asked_for_again(record):
    kept = Kept()
    kept[3] = {**record, "keys": {"tags": set(record["tags"])}}
    kept.rest(3)
    assert 3 in kept
    assert {k: v for k, v in kept[3].items() if k != "keys"} == record
    kept[3]["tags"].append("new")
    kept.rest(3)
    assert kept[3]["tags"][-1] == "new"
