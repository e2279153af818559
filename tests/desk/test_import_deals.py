"""Deals and entries of the timeline that rows bring: each once, each word of them kept."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import importing
from app.models.operations import imports
from app.storage import undo
from tests.desk import bringing
from tests.desk.trial_book import table_of, trial_book
from tests.storage.builders import dump

HEAD = "Name,Email,Company,Deal name,Deal amount,Deal stage\n"


def bring(store, folder, rows, on_match="update"):
    return bringing.bring(store, folder, HEAD + rows, on_match=on_match).ledger


def deals(store):
    return store.select("SELECT title, amount, state, import_row FROM deal ORDER BY import_row")


def parked(store):
    return store.select(
        "SELECT c.name, f.label, v.value FROM field_value v JOIN field f ON f.id = v.field_id"
        " LEFT JOIN contact c ON c.id = v.contact_id ORDER BY c.name, f.label"
    )


def test_a_later_row_fills_what_an_earlier_one_left_blank_of_a_deal(store, tmp_path):
    rows = (
        "Ann Lee,ann@lee.example,,Hedge,,\nBen Ray,ben@ray.example,,Pond,10,\n"
        "Ann Lee,ann@lee.example,,Hedge,50,Won\n"
        "Ann Lee,ann@lee.example,,Lawn,,\nAnn Lee,ann@lee.example,,Lawn,70,\n"
    )
    bring(store, tmp_path, rows)
    assert deals(store) == [
        ("Hedge", 5000, "won", 2), ("Pond", 1000, "open", 3), ("Lawn", 7000, "open", 5)
    ]  # fmt: skip
    again = bring(store, tmp_path, rows)
    assert (again.created, again.updated) == (0, 0)


def test_a_deal_is_filled_across_the_batches_in_which_rows_are_written(store, tmp_path):
    others = "".join(f"P {n},p{n}@x.example,,,,\n" for n in range(1_100))
    rows = f"Ann Lee,a@x.example,,Hedge,,\n{others}Ann Lee,a@x.example,,Hedge,50,\n"
    bring(store, tmp_path, rows)
    assert deals(store) == [("Hedge", 5000, "open", 2)]


def test_a_deal_of_a_firm_is_filled_across_batches_too(store, tmp_path):
    others = "".join(f"P {n},p{n}@x.example,,,,\n" for n in range(1_100))
    rows = f"Ann Lee,a@x.example,Acme,Hedge,,\n{others}Ann Lee,a@x.example,Acme,Hedge,50,Won\n"
    bring(store, tmp_path, rows)
    assert deals(store) == [("Hedge", 5000, "won", 2)]
    again = bring(store, tmp_path, rows)
    assert (again.created, again.updated) == (0, 0)


def test_of_a_deal_told_before_one_knows_whose_the_first_word_stays(store, tmp_path):
    rows = (
        ",b@x.example,,,,\n,,Acme,hedge,10,Lost\n,b@x.example,,Hedge,£20,Won\n"
        "Ann Lee,b@x.example,Acme,,,\n"
    )
    for _ in range(2):
        done = bring(store, tmp_path, rows)
        assert deals(store) == [("hedge", 1000, "lost", 3)]
        beside = [("Deal amount, also", "£20"), ("Deal stage, also", "Won")]
        assert parked(store) == [("Ann Lee", *each) for each in beside]
    assert (done.created, done.updated) == (0, 0)


def test_two_people_beside_one_deal_of_their_firm_do_not_make_it_two(store, tmp_path):
    rows = "Ann Lee,a@x.example,Acme,Hedge,10,\nBen Ray,b@x.example,Acme,Hedge,20,\n"
    ledger = bring(store, tmp_path, rows)
    assert deals(store) == [("Hedge", 1000, "open", 2)]
    assert parked(store) == [("Ben Ray", "Deal amount, also", "20")]
    assert ledger.parked == 1
    assert bring(store, tmp_path, rows).updated == 0
    assert deals(store) == [("Hedge", 1000, "open", 2)]


def test_a_deal_stays_one_when_its_firm_is_named_further_down(store, tmp_path):
    bring(store, tmp_path, "Ann Lee,a@x.example,,Hedge,,\nAnn Lee,a@x.example,Acme,Hedge,20,\n")
    assert deals(store) == [("Hedge", 2000, "open", 2)]


def test_rows_of_a_firm_alone_say_what_is_parked_as_it_was_typed(store, tmp_path):
    bring(store, tmp_path, ",,Acme,Hedge,10,\n,,Acme,Hedge,30.50,\n,,Acme,Lawn,,\n,,Acme,Lawn,7,\n")
    assert deals(store) == [("Hedge", 1000, "open", 2), ("Lawn", 700, "open", 4)]
    assert parked(store) == [(None, "Deal amount, also", "30.50")]


@pytest.mark.parametrize(("on_match", "amount", "beside"), [
    ("update", 2000, []), ("fill", 1000, [("Ben Ray", "Deal amount, also", "20")]),
])  # fmt: skip
def test_somebody_new_at_a_known_firm_meets_its_deal(store, tmp_path, on_match, amount, beside):
    bring(store, tmp_path, "Ann Lee,a@x.example,Acme,Hedge,10,\n")
    bring(store, tmp_path, "Ben Ray,b@x.example,Acme,Hedge,20,\n", on_match)
    assert [row[1] for row in deals(store)] == [amount]
    assert parked(store) == beside
    assert bring(store, tmp_path, "Ben Ray,b@x.example,Acme,Hedge,20,\n", on_match).updated == 0


def test_every_deal_of_one_person_says_its_own_row(store, tmp_path):
    rows = "".join(f"Ann Lee,a@x.example,,Order {n},{n},\n" for n in range(1, 40))
    bring(store, tmp_path, rows)
    assert [row[3] for row in deals(store)] == list(range(2, 41))


def test_a_row_means_that_of_two_deals_of_one_title_that_is_most_like_it(store, tmp_path):
    bring(store, tmp_path, "Ann Lee,ann@a.example,,Hedge,10,\n")
    ann = store.value("SELECT id FROM contact")
    with store.step("The same again a year later"):
        old = store.get("deal", store.value("SELECT id FROM deal"))
        again = {name: old[name] for name in ("title", "contact_id", "stage_id", "currency")}
        store.put("deal", {**again, "amount": 9900, "created_at": "2026-11-01T09:00:00.000Z"})
    assert ann == old["contact_id"]
    rows = "Ann Lee,ann@a.example,,Hedge,{},\n"
    done = bring(store, tmp_path, rows.format(10) + rows.format(99))
    assert (done.updated, done.unchanged) == (0, 2)
    assert sorted(row[1] for row in deals(store)) == [1000, 9900]


COLUMNS = {
    "full_name": ["Ann Lee", "Ben Ray", ""],
    "email.work": ["ann@a.example", "ben@b.example", ""],
    "account.name": ["Acme", "Bolt", ""],
    "deal.title": ["Hedge", "hedge", "Pond", ""],
    "deal.amount": ["10", "20", "£30.50", "much", "0", ""],
    "deal.currency": ["EUR", "GBP", "", ""],
    "deal.stage": ["Won", "Open", "Lost", "Somewhere", ""],
    "deal.expected_close": ["2026-03-04", "soon", "", ""],
    "note.text": ["Called", "Wrote", "", ""],
    "note.date": ["2026-01-02", "2026-01-03", "", ""],
}


@st.composite
def tables(draw):
    more = draw(st.lists(st.sampled_from([*COLUMNS][4:]), max_size=4, unique=True))
    targets = [*[*COLUMNS][:4], *more]
    cells = st.tuples(*(st.sampled_from(COLUMNS[target]) for target in targets))
    return targets, draw(st.lists(cells, min_size=2, max_size=7))


@settings(
    deadline=None, max_examples=60, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(tables(), st.sampled_from(["update", "fill"]), st.sampled_from([1, 2, 1_000]))
def test_rows_that_contradict_each_other_about_deals_come_to_rest(made, on_match, batch):
    targets, rows = made
    table, columns = table_of(targets, rows)
    choices = importing.Choices(columns, on_match)
    with trial_book() as (store, file), pytest.MonkeyPatch.context() as patch:
        patch.setattr(imports, "BATCH", batch)
        empty = dump(store)
        first = importing.bring_in(store, file, table, choices)
        assert first.ledger.adds_up()
        before = dump(store)
        again = importing.bring_in(store, file, table, choices)
        assert (again.ledger.created, again.ledger.updated) == (0, 0)
        after = dump(store)
        for name in ("contact", "account", "deal", "activity", "field_value"):
            assert after.get(name) == before.get(name)
        undo.undo(store, again.step_id)
        undo.undo(store, first.step_id)
        assert dump(store) == empty
