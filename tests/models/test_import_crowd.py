"""Thousands behind one mailbox, number or name: found again one by one, and in reasonable time."""

from hypothesis import given
from hypothesis import strategies as st

from app.models.imports.import_crowd import CROWD, MOST, Crowds, likeliest
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known, compatible
from app.models.imports.import_plan import Plan

WORDS = st.lists(st.sampled_from(["ann", "a", "lee", "ray", "o'dea", "de", "b"]), max_size=3)
NAMES = st.builds(" ".join, WORDS)


@given(st.lists(NAMES, min_size=CROWD + 1, max_size=CROWD + 30), NAMES)
def test_nobody_whose_name_fits_is_left_aside(names, name):
    entries = list(range(len(names)))
    narrowed = Crowds(names.__getitem__).narrowed("key", entries, name)
    fitting = [entry for entry in entries if compatible(name, names[entry])]
    assert set(fitting) <= set(narrowed)


def test_a_crowd_grows_with_those_who_come():
    names = [f"n{number} lee" for number in range(CROWD + 1)]
    entries = list(range(len(names)))
    crowds = Crowds(names.__getitem__)
    crowds.narrowed("key", entries, "ann ray")
    names.append("ann ray")
    entries.append(len(entries))
    assert crowds.narrowed("key", entries, "ann ray") == [len(names) - 1]


def test_of_many_those_come_first_who_share_most():
    everybody = range(MOST * 2)
    found = likeliest([("phone", everybody), ("place", [MOST + 7])])
    assert (len(found), found[0]) == (MOST, (MOST + 7, "phone"))


def planned(rows, headers=("Name", "Email", "Phone"), known=None, targets=None):
    targets = targets or ("full_name", "email.work", "phone.work")
    mapping = [Column(index, target) for index, target in enumerate(targets)]
    return list(Plan(headers, list(enumerate(rows, 2)), mapping, known or Known()))


def test_colleagues_behind_one_number_stay_apart_and_each_is_found_again():
    rows = [(f"Ann No{number}", "", "0161 496 0000") for number in range(CROWD * 3)]
    drafts = planned([*rows, *rows])
    assert [draft.action for draft in drafts] == ["create"] * len(rows) + ["same"] * len(rows)
    assert [draft.match_row for draft in drafts[len(rows) :]] == list(range(2, len(rows) + 2))


def test_the_nameless_with_other_emails_are_not_one_for_their_number():
    rows = [("", f"a{number}@b.example", "0161 496 0000") for number in range(CROWD * 2)]
    assert {draft.action for draft in planned(rows)} == {"create"}
    alone = planned([("", "", "0161 496 0000"), ("", "a@b.example", "0161 496 0000")])
    assert [draft.action for draft in alone] == ["create", "update"]


def test_hundreds_of_one_name_are_told_apart_by_where_they_live():
    rows = [("Ann Lee", f"Town {number}") for number in range(MOST + 60)]
    targets = ("full_name", "address.home.town")
    drafts = planned([*rows, *rows], ("Name", "Town"), None, targets)
    assert [draft.action for draft in drafts] == ["create"] * len(rows) + ["same"] * len(rows)
