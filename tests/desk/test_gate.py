"""Nobody gets what they must not: twelve kinds of trouble, and what the desk may decide."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from app.desk import gate, letters
from app.desk.letter_values import RunOptions
from app.models.account import Account
from app.models.consent import Consent
from app.models.contact import Contact
from app.models.letters.letter_gate import Sending
from app.models.operations import accounts, addresses, consents, contacts, households, people
from app.models.operations.people import save_emails
from app.models.reach import EmailAddress, PostalAddress
from app.storage import undo

TODAY = date(2026, 11, 18)


def letter_template(*lines):
    made = docx.Document()
    for line in lines or ("{{address_block}}", "{{greeting}}"):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def person(store, first, last="Lee", street="1 High Street", **more):
    made = contacts.save_contact(
        store, Contact(name=f"{first} {last}", first_name=first, last_name=last, **more)
    )
    if street:
        place = PostalAddress(street=street, postcode="LS1 4AP", town="Leeds", kind="home")
        people.save_addresses(store, "contact", made, [place])
    return made


def reasons(store, ids, **sending):
    verdicts = gate.pass_gate(store, ids, Sending(**sending), day=TODAY)
    return {each.id: [reason.key for reason in each.reasons] for each in verdicts}


def _died(store, one):
    consents.set_marks(store, "contact", [one], deceased=1)


def _refused(store, one):
    for state, day in (("given", "2026-01-01"), ("refused", "2026-05-01")):
        consents.record_consent(store, Consent(contact_id=one, state=state, at=day))


def _no_trade(store, one):
    consents.set_marks(store, "contact", [one], no_trade=1)


def _no_post(store, one):
    consents.set_marks(store, "contact", [one], no_post=1)


def _child(store, one):
    store_row(store, one, birthday="2012-03-01")


def _returned(store, one):
    address = store.value("SELECT id FROM address WHERE contact_id = ?", (one,))
    addresses.mark_undeliverable(store, address, date(2026, 10, 3), "Moved")


def _nowhere(store, one):
    people.save_addresses(store, "contact", one, [])


def _half(store, one):
    people.save_addresses(store, "contact", one, [PostalAddress(town="Leeds")])


def _german(store, one):
    store_row(store, one, language="de")


def _firm_refuses(store, one):
    firm = accounts.save_account(store, Account(name=f"Works {one}"))
    people.save_addresses(store, "account", firm, [PostalAddress("9 Mill Lane", town="Leeds",
                                                                 postcode="LS2 7EW")])  # fmt: skip
    contacts.link_account(store, one, firm)
    people.save_addresses(store, "contact", one, [])
    consents.set_marks(store, "account", [firm], no_post=1)


def store_row(store, one, **columns):
    with store.step("Change"):
        store.put("contact", {"id": one, **columns})


TROUBLES = {
    "deceased": _died, "refused": _refused, "no_trade": _no_trade, "no_post": _no_post,
    "minor": _child, "undeliverable": _returned, "no_address": _nowhere,
    "half_address": _half, "language": _german, "firm_no_post": _firm_refuses,
}  # fmt: skip


def test_of_four_hundred_exactly_the_right_ones_get_exactly_one_letter(store, tmp_path):
    expected, well, reached = {}, [], []
    with store.step("Many"):
        for number in range(400):
            kinds = [*TROUBLES, "recent", "same_household", "", "", "", ""]
            kind = kinds[number % len(kinds)]
            one = person(store, f"Ann{number}", f"Lee{number}", f"{number} High Street")
            if kind == "same_household":
                # The other of the household is a well one, in front of them in the list.
                other = person(store, f"Ben{number}", f"Lee{number}", f"{number} High Street")
                households.make_household(store, [other, one])
                well.append(other)
            elif kind == "recent":
                reached.append(one)
            elif kind:
                TROUBLES[kind](store, one)
            if kind:
                expected[one] = kind
            else:
                well.append(one)
    template = letter_template()
    run = {"template_name": "Spring.docx", "template_bytes": template}
    opened = letters.open_template(template)
    first = letters.prepare(store, opened, reached, today=TODAY)
    letters.make(store, **run, prepared=first, to=tmp_path / "First.docx")
    options = RunOptions(purpose="advert", language="en", together="household",
                         not_within_days=365, template_name="Spring.docx")  # fmt: skip
    ids = [*well, *expected, *well]
    found = letters.prepare(store, opened, ids, today=date.today(), options=options)
    assert {each.id: each.key for each in found.left_out} == expected
    assert sorted(each.contact_id for each in found.letters) == sorted(well)
    assert {each.key for each in found.left_out} == {*TROUBLES, "recent", "same_household"}
    made = letters.make(store, **run, prepared=found, to=tmp_path / "Second.docx")
    logged = store.select(
        "SELECT contact_id, count(*) FROM letter WHERE letter_run_id = ? GROUP BY 1",
        (made.run_id,),
    )
    assert sorted(logged) == sorted((each, 1) for each in well)


@pytest.mark.parametrize(
    ("trouble", "advert", "service"),
    [("deceased", False, False), ("refused", False, None), ("no_trade", False, None),
     ("no_post", False, True), ("minor", False, True), ("undeliverable", True, True),
     ("no_address", False, False), ("half_address", True, True), ("firm_no_post", False, True)],
)  # fmt: skip
def test_the_law_and_not_the_desk_decides_about_advertising(store, trouble, advert, service):
    one = person(store, "Ann")
    TROUBLES[trouble](store, one)
    for purpose, passes in (("advert", advert), ("service", service)):
        found = reasons(store, [one], purpose=purpose, overrides=frozenset({trouble}))
        # None: this is no reason against such a letter in the first place.
        assert found[one] == ([] if passes in (True, None) else [trouble])
        if passes is None:
            assert reasons(store, [one], purpose=purpose)[one] == []


def test_the_newest_word_on_a_purpose_and_channel_counts(store):
    one = person(store, "Ann")
    for state, channel, day in (("refused", "", "2026-01-01"), ("given", "post", "2026-02-01")):
        consents.record_consent(
            store, Consent(contact_id=one, state=state, channel=channel, at=day)
        )
    assert reasons(store, [one], purpose="advert")[one] == []
    save_emails(store, "contact", one, [EmailAddress("ann@lee.example")])
    assert reasons(store, [one], purpose="advert", channel="email")[one] == ["refused"]


def test_mail_adverts_ask_for_consent_and_for_one_right_address(store):
    one, two = person(store, "Ann"), person(store, "Ben")
    save_emails(store, "contact", one, [EmailAddress("ann@lee.example")])
    with store.step("Bad address"):
        store.put("email_address", {"contact_id": two, "value": "ben@lee.example, eve@x.example"})
    found = reasons(store, [one, two], channel="email", purpose="advert")
    assert found == {one: ["not_given"], two: ["not_given", "bad_email"]}
    assert reasons(store, [one], channel="email")[one] == []


def test_an_override_for_one_person_is_kept_with_the_letter(store, tmp_path):
    one, two = person(store, "Ann"), person(store, "Ben")
    for each in (one, two):
        _no_post(store, each)
    options = RunOptions(overrides_for={one: frozenset({"no_post"})})
    template = letter_template()
    found = letters.prepare(store, letters.open_template(template), [one, two], options=options)
    assert [each.contact_id for each in found.letters] == [one]
    letters.make(store, template_name="A.docx", template_bytes=template, prepared=found,
                 to=tmp_path / "A.docx")  # fmt: skip
    assert store.select("SELECT overridden FROM letter") == [("no_post",)]


def test_a_household_gets_one_letter_that_names_its_grown_ups(store, tmp_path):
    ann, ben = person(store, "Ann", gender="f"), person(store, "Ben", gender="m")
    cy = person(store, "Cy", birthday="2015-01-01")
    home = households.make_household(store, [ben, ann, cy])
    template = letter_template()
    opened = letters.open_template(template)
    options = RunOptions(together="household")
    found = letters.prepare(store, opened, [ann, ben, cy], today=TODAY, options=options)
    (letter,) = found.letters
    assert letter.values["greeting"] == "Dear Mr and Mrs Lee,"
    assert letter.values["address_block"].splitlines()[0] == "Ben and Ann Lee"
    assert (letter.household_id, letter.covers) == (home, (ben, ann))
    assert {each.id: each.key for each in found.left_out} == {ann: "same_household", cy: "minor"}
    letters.make(store, template_name="A.docx", template_bytes=template, prepared=found,
                 to=tmp_path / "A.docx")  # fmt: skip
    told = store.select("SELECT contact_id FROM activity WHERE kind = 'letter' ORDER BY id")
    assert told == [(ben,), (ann,)]
    written = households.load_household(store, home)
    households.save_household(store, replace(written, joint_name="The Lees",
                                             greeting_formal="Dear all,"))  # fmt: skip
    both = letters.prepare(store, opened, [ann, ben], today=TODAY, options=options)
    assert both.letters[0].values["greeting"] == "Dear all,"
    alone = letters.prepare(store, opened, [ann], today=TODAY, options=options)
    assert alone.letters[0].values["greeting"] == "Dear Ms Lee,"


def test_a_letter_for_two_stays_when_the_first_is_deleted(store, tmp_path):
    ann, ben = person(store, "Ann"), person(store, "Ben")
    households.make_household(store, [ann, ben])
    template = letter_template()
    found = letters.prepare(store, letters.open_template(template), [ann, ben],
                            options=RunOptions(together="household"))  # fmt: skip
    letters.make(store, template_name="A.docx", template_bytes=template, prepared=found,
                 to=tmp_path / "A.docx")  # fmt: skip
    letter = store.value("SELECT id FROM letter")
    contacts.delete_contacts(store, [ann])
    assert store.get("letter", letter)["contact_id"] == ben
    assert store.select("SELECT contact_id, letter_id FROM activity") == [(ben, letter)]
    undo.undo_last(store)
    assert store.get("letter", letter)["contact_id"] == ann


def test_one_letter_an_address_names_those_who_live_there_in_any_spelling(store):
    ann, bob = person(store, "Ann", "Lee", "12 High Street"), person(store, "Bob", "May",
                                                                     "High St. 12")  # fmt: skip
    far = person(store, "Far", "Off", "3 Low Road")
    opened = letters.open_template(letter_template())
    found = letters.prepare(store, opened, [ann, bob, far], options=RunOptions(together="address"))
    assert [each.name for each in found.letters] == ["Ann Lee and Bob May", "Far Off"]
