"""Rules as text: what people can write, what it means, and that nothing typed is an SQL error."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.models.contact import Contact
from app.models.deal import Deal
from app.models.errors import Refusal
from app.models.operations import contacts, deals, people
from app.models.reach import PhoneNumber, PostalAddress
from app.models.view import parse_rule, sentence
from app.storage.queries.lists import ListQuery, count, list_ids
from app.storage.queries.rules import UnknownField

TODAY = date(2026, 11, 22)


@pytest.fixture
def firm(store):
    for name, town, kind, tags in (
        ("Ann Lee", "Leeds", "customer", ("Best", "Spring mailing")),
        ("Bob Hill", "York", "lead", ()),
        ("Zoë Ærø", "Århus", "customer", ("Best",)),
    ):
        person = contacts.save_contact(store, contacts.named(Contact(kind=kind), name))
        people.save_addresses(store, "contact", person, [PostalAddress(town=town)])
        for tag in tags:
            people.add_tag(store, "contact", [person], tag)
    people.save_phones(store, "contact", person, [PhoneNumber("+45 32 12 34 56")])
    people.save_own_field(store, "contact", person, "Shoe size", "39")
    return store


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('tag = "Spring mailing"', ["Ann Lee"]),
        ("tag = best and town in (leeds, YORK)", ["Ann Lee"]),
        ("not tag = Best", ["Bob Hill"]),
        ("tag != Best", ["Bob Hill"]),
        ("kind = customer or town = York", ["Ann Lee", "Bob Hill", "Zoë Ærø"]),
        ("(kind = customer) and not (town = Leeds)", ["Zoë Ærø"]),
        ("name contains aero", ["Zoë Ærø"]),
        ("name starts with b", ["Bob Hill"]),
        ("town = arhus", ["Zoë Ærø"]),
        ('phone contains "32 12"', ["Zoë Ærø"]),
        ("tag is empty", ["Bob Hill"]),
        ("last_contact is empty and kind = lead", ["Bob Hill"]),
        ("not last_contact < -90d", ["Ann Lee", "Bob Hill", "Zoë Ærø"]),
        ("created >= today", []),
        ('"Shoe size" = 39', ["Zoë Ærø"]),
        ("no_post", []),
        ("no_post = no and starred = no", ["Ann Lee", "Bob Hill", "Zoë Ærø"]),
    ],
)
def test_a_rule_finds(firm, text, names):
    rule = parse_rule(text, date(2030, 1, 1))
    found = list_ids(firm, ListQuery("contact", rule=rule))
    shown = [firm.value("SELECT name FROM contact WHERE id = ?", (i,)) for i in found]
    assert shown == names


@pytest.mark.parametrize("text", ["tag =", "(tag = x", "tag = x)", "tag in x", "not", "and", "= x",
                                  "tag not x", 'tag = "x', "tag in (a, b"])  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(text):
    with pytest.raises(Refusal) as caught:
        parse_rule(text)
    assert caught.value.problems[0].field == "rule"
    assert len(caught.value.message) > 20


def test_an_unknown_field_of_a_deal_is_named(store):
    with pytest.raises(UnknownField, match="colour"):
        count(store, ListQuery("deal", rule=parse_rule("colour = red")))


def test_relative_days_count_from_today():
    assert parse_rule("last_contact < -90d", TODAY) == ("is", "last_contact", "<", ["2026-08-24"])
    assert parse_rule("due <= 2w", TODAY) == ("is", "due", "<=", ["2026-12-06"])


def test_a_rule_reads_as_a_sentence():
    rule = parse_rule('tag = "Spring mailing" and town in (Leeds, York) and not kind = lead')
    assert sentence(rule, {"tag": "tag", "town": "town"}) == (
        "tag is Spring mailing and town is one of Leeds, York and not (kind is lead)"
    )


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    value=st.text(max_size=20),
    field=st.sampled_from(["name", "tag", "phone", "email", "last_contact", "Own'; DROP TABLE x"]),
    sign=st.sampled_from(["=", "!=", "contains", "starts with", "<", ">="]),
)
def test_any_value_is_only_ever_a_value(firm, value, field, sign):
    with suppress(UnknownField):  # for example a word where a date must stand
        count(firm, ListQuery("contact", rule=("is", field, sign, [value])))
    assert firm.value("SELECT count(*) FROM contact") == 3


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("amount > 4000", ["Roof", "Yen"]),
        ("amount = 5000", ["Yen"]),
        ("amount < 5000 and currency = GBP", ["Roof"]),
        ("amount >= 5000.01", []),
    ],
)
def test_amounts_mean_the_same_in_a_currency_without_a_smaller_coin(store, text, titles):
    first = deals.ensure_pipeline(store)
    for title, amount, currency in (("Yen", 5000, "JPY"), ("Roof", 480050, "GBP")):
        deal = Deal(title=title, amount=amount, currency=currency, stage_id=first)
        deals.save_deal(store, deal)
    found = list_ids(store, ListQuery("deal", rule=parse_rule(text)))
    shown = [store.value("SELECT title FROM deal WHERE id = ?", (each,)) for each in found]
    assert sorted(shown) == titles
