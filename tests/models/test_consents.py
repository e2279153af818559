"""Consent: kept with proof, the newest word counts, wrong ones are refused."""

import pytest

from app.models.consent import Consent, decision
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import consents, contacts
from app.storage import undo
from app.storage.queries import consents as queries
from app.storage.queries import records


def test_every_word_is_kept_and_the_newest_counts(store):
    ann = contacts.save_contact(store, Contact(name="Ann Lee"))
    said = Consent(contact_id=ann, source="Trade fair", wording="Yes, write to me", at="2026-01-01")
    consents.record_consent(store, said)
    consents.record_consent(store, Consent(contact_id=ann, state="refused", channel="post"))
    rows = queries.consents(store, "contact", ann)
    assert [row["state"] for row in rows] == ["refused", "given"]
    assert decision(rows, "advert", "post") == "refused"
    assert decision(rows, "advert", "email") == "given"
    assert decision(rows, "service", "post") == ""
    undo.undo(store, store.last_changes.step_id)
    assert decision(queries.consents(store, "contact", ann), "advert", "post") == "given"


@pytest.mark.parametrize(
    "wrong",
    [Consent(), Consent(contact_id=1, account_id=1), Consent(contact_id=1, purpose="fun"),
     Consent(contact_id=1, channel="pigeon"), Consent(contact_id=1, state="maybe")],
)  # fmt: skip
def test_a_word_that_says_nothing_is_refused(store, wrong):
    with pytest.raises(Refusal):
        consents.record_consent(store, wrong)


def test_marks_are_set_for_many_in_one_step(store):
    ids = [contacts.save_contact(store, Contact(name=f"Ann {n}")) for n in range(3)]
    assert consents.set_marks(store, "contact", ids, no_trade=1, informal=1) == 3
    assert records.record(store, "contact", ids[2])["no_trade"] == 1
    undo.undo(store, store.last_changes.step_id)
    assert records.record(store, "contact", ids[2])["no_trade"] == 0
    with pytest.raises(Refusal):
        consents.set_marks(store, "contact", ids, name=1)
