"""One field at a time: what pages write."""

from __future__ import annotations

import pytest

from app.models.errors import Refusal
from app.models.operations import contacts, fields
from app.storage import history
from app.storage.queries import records


def _ann(store):
    return fields.add_person(
        store,
        {"name": "Ann Lee", "company": "Lee Ltd", "phone": "07700 900184", "email": "a@lee.example",
         "tag": "VIP"},
    )  # fmt: skip


def test_a_new_person_with_all_five_fields_is_one_step(store):
    ann = _ann(store)
    assert [row["label"] for row in history.steps(store)][:1] == ["Add Ann Lee"]
    assert records.accounts_of(store, ann)[0]["name"] == "Lee Ltd"
    assert records.phones(store, "contact", ann)[0]["kind"] == "mobile"
    assert records.tags(store, "contact", ann)[0]["name"] == "VIP"


def test_a_person_without_a_name_is_called_by_email_or_phone(store):
    assert records.title(store, "contact", fields.add_person(store, {"email": "x@y.example"}))[
        0
    ] == ("x@y.example")
    with pytest.raises(Refusal):
        fields.add_person(store, {})


def test_a_refused_email_leaves_no_person_behind(store):
    with pytest.raises(Refusal):
        fields.add_person(store, {"name": "Bo", "email": "not an email"})
    assert store.value("SELECT count(*) FROM contact") == 0


def test_one_phone_changes_and_the_other_stays(store):
    ann = _ann(store)
    fields.change_reach(store, "contact", ann, "phone", 0, value="0161 496 0000", kind="work")
    first, second = records.phones(store, "contact", ann)
    fields.prefer_reach(store, "contact", ann, "phone", second["id"])
    fields.change_reach(store, "contact", ann, "phone", first["id"], value="07700 900999")
    assert [row["value"] for row in records.phones(store, "contact", ann)] == [
        "0161 496 0000", "07700 900999",
    ]  # fmt: skip
    fields.drop_reach(store, "contact", ann, "phone", second["id"])
    assert len(records.phones(store, "contact", ann)) == 1


def test_birthdays_are_read_as_people_write_them(store):
    ann = _ann(store)
    for typed, kept in (("12 March", "--03-12"), ("12.3.1979", "1979-03-12"), ("", "")):
        fields.set_birthday(store, ann, typed)
        assert contacts.load_contact(store, ann).birthday == kept
    with pytest.raises(Refusal):
        fields.set_birthday(store, ann, "someday")


def test_an_unchanged_field_leaves_no_step(store):
    ann = _ann(store)
    before = store.value("SELECT count(*) FROM step")
    fields.set_contact(store, ann, job_title="")
    fields.rename_contact(store, ann, "Ann Lee")
    assert store.value("SELECT count(*) FROM step") == before


def test_a_job_cannot_end_before_it_begins(store):
    link = records.accounts_of(store, _ann(store))[0]["link_id"]
    fields.set_job(store, link, from_date="2020-01-01")
    with pytest.raises(Refusal):
        fields.set_job(store, link, to_date="2019-01-01")
