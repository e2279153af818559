"""Our own lists are known by their headings, whatever was exported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk import exporting, importing
from app.exchange.tables import recognise
from app.models.columns import COLUMNS
from app.models.imports.import_targets import is_target
from app.models.imports.list_headings import FIRM, PERSON, goals_of, own_heading, reach_heading
from app.storage.queries.lists import ListQuery
from tests.desk.people_out import made_people, put_person

REACH = ("phone.mobile", "phone.other", "email.home", "address.work.town", "address.other.street")


@given(
    st.lists(
        st.tuples(st.sampled_from(REACH), st.integers(1, 40)), unique=True, min_size=1, max_size=9
    )
)
def test_numbered_headings_lead_back_to_their_targets(wanted):
    headings = [*PERSON.values(), *(reach_heading(target, number) for target, number in wanted)]
    found = goals_of(headings)
    assert [found[place][0] for place in range(len(PERSON))] == list(PERSON)
    for place, (target, number) in enumerate(wanted, len(PERSON)):
        assert found[place] == (target, {"number": number})


@given(st.sampled_from((*PERSON.values(), "Mobile 2", "Own field: x", "Telefon", "Shoe size")))
def test_an_own_field_is_never_taken_for_another(label):
    clear = recognise.columns([label], [["x"]])[0].target == f"own:{label}"
    headers = ["Name", "First name", "Last name", own_heading(label, clear=clear)]
    guess = recognise.columns(headers, [["A B", "A", "B", "x"]])[3]
    assert guess.target == f"own:{label}"


def test_every_target_of_our_lists_exists():
    assert all(map(is_target, (*PERSON, *FIRM)))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("entity", ["contact", "account"])
def test_a_list_on_view_is_recognised_whole(store, tmp_path: Path, entity, ending):
    for each in made_people(12):
        put_person(store, each)
    path = tmp_path / f"list.{ending}"
    exporting.export_list(store, ListQuery(entity), COLUMNS[entity], path)
    table = importing.read(path)
    states = {guess.header: guess.state for guess in importing.recognised(table, "GB")}
    assert set(states.values()) <= {"recognised", "left_out"}
    assert states["Phone" if entity == "contact" else "Account"] == "recognised"
