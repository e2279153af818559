"""Firms that are part of others: linked by name, in whatever order the rows stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.desk import importing
from app.models.account import Account
from app.models.operations import accounts
from app.storage import undo
from app.storage.queries import records
from tests.desk.bringing import bring, read
from tests.desk.trial_book import table_of, trial_book
from tests.storage.builders import dump

HEAD = "Account Name,Parent Account,Phone\n"


def parts(store):
    return store.select(
        "SELECT a.name, coalesce(p.name, '') FROM account a"
        " LEFT JOIN account p ON p.id = a.parent_id ORDER BY a.name_key"
    )


@pytest.mark.parametrize(
    "header",
    ["Parent Account", "Parent company", "Muttergesellschaft", "Société mère", "Capogruppo"],
)
def test_a_parent_is_known_by_its_heading(store, tmp_path, header):
    _, _, columns = read(store, tmp_path, f"Company,{header},Phone\nBranch Ltd,Group plc,\n")
    assert columns[1].target == "account.parent"


@pytest.mark.parametrize(
    "rows",
    ["Branch,Group,\nGroup,,\n", "Group,,\nBranch,GROUP,\n", "Branch,Group,\n"],
)
def test_the_parent_may_stand_above_or_below_or_nowhere(store, tmp_path, rows):
    before = dump(store)
    done = bring(store, tmp_path, HEAD + rows)
    assert parts(store) == [("Branch", "Group"), ("Group", "")]
    again = bring(store, tmp_path, HEAD + rows)
    assert (again.ledger.created, again.ledger.updated) == (0, 0)
    undo.undo(store, again.step_id)
    undo.undo(store, done.step_id)
    assert {k: v for k, v in dump(store).items() if v} == {k: v for k, v in before.items() if v}


def test_whose_person_stands_in_the_row_brings_the_parent_of_their_firm(store, tmp_path):
    bring(store, tmp_path, "Name,Email,Company,Parent company\nAnn Lee,a@x.example,Branch,Group\n")
    assert parts(store) == [("Branch", "Group"), ("Group", "")]


@pytest.mark.parametrize(("policy", "parent"), [("update", "New"), ("fill", "Old")])
def test_another_parent_takes_the_place_of_the_old_one_only_where_it_may(
    store, tmp_path, policy, parent
):
    old = accounts.save_account(store, Account(name="Old"))
    accounts.save_account(store, Account(name="Branch", parent_id=old))
    bring(store, tmp_path, f"{HEAD}Branch,New,\n", on_match=policy)
    assert dict(parts(store))["Branch"] == parent


def test_no_firm_becomes_part_of_itself(store, tmp_path):
    done = bring(store, tmp_path, f"{HEAD}One,Two,\nTwo,One,\nThree,Three,\n")
    assert done.ledger.adds_up()
    named = dict(parts(store))
    assert named["One"] == "Two"
    assert (named["Two"], named["Three"]) == ("", "")
    told = {
        name: records.whole(store, "account", who)["own_fields"]
        for name, who in store.select("SELECT name, id FROM account")
    }
    assert "One" in str(told["Two"])
    assert "Three" in str(told["Three"])


NAMES = st.sampled_from(["Ash", "Birch", "Cedar", "ash", "Elm"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(NAMES, st.one_of(st.just(""), NAMES)), min_size=1, max_size=8))
def test_firms_never_stand_in_a_ring_and_undo_takes_everything_back(rows):
    table, columns = table_of(["account.name", "account.parent"], rows)
    with trial_book() as (store, file):
        before = dump(store)
        done = importing.bring_in(store, file, table, importing.Choices(columns))
        assert done.ledger.adds_up()
        for (who,) in store.select("SELECT id FROM account"):
            assert not accounts.would_circle(
                store, who, store.value("SELECT parent_id FROM account WHERE id = ?", (who,))
            )
        # The first word about each firm is kept, linked or beside it
        for name, parent in dict(reversed(rows)).items():
            if parent and rows[0][0] == name:
                who = accounts.account_named(store, name)
                linked = records.whole(store, "account", who)
                assert parent.lower() in str((linked["parent"], linked["own_fields"])).lower()
        again = importing.bring_in(store, file, table, importing.Choices(columns))
        assert again.ledger.created == 0
        for each in (again, done):
            if each.step_id:
                undo.undo(store, each.step_id)
        assert dump(store) == before
