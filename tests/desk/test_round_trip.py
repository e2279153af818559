"""Out and in again: the same facts, whatever the format (reliability rule, row 48)."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk import exporting, importing
from app.exchange import writers
from app.exchange.cards import vcard_out
from app.models.account import Account
from app.models.columns import chosen_columns
from app.models.contact import Contact
from app.models.fold import UNSEEN
from app.models.imports.import_cells import mute_words
from app.models.operations import accounts, contacts, households, people
from app.models.reach import EmailAddress, PhoneNumber, PostalAddress
from app.storage import book
from app.storage.queries.lists import ListQuery
from tests.desk.people_out import BITS, FIRST, LAST, facts_of, made_people, put_person

FORMATS = ("xlsx", "csv", "vcf", "vcard4", "json")


def out_and_in(store, folder, form):
    """What a new book says of the people of ``store`` after a file of that form."""
    path = folder / f"people.{'vcf' if form == 'vcard4' else form}"
    if form == "vcard4":
        from app.desk import cards

        ids = [row[0] for row in store.select("SELECT id FROM contact")]
        vcard_out.write(path, cards.people(store, ids), "4.0")
    else:
        exporting.export_list(store, ListQuery("contact"), None, path)
    other = book.create_book(folder / f"{form}.deskbook")
    try:
        table = importing.read(path)
        columns = importing.recognised(table, "GB")
        assert {guess.state for guess in columns} <= {"recognised", "new_field", "left_out"}
        ledger = importing.bring_in(other, path, table, importing.Choices(columns)).ledger
        assert ledger.adds_up()
        assert not ledger.problems
        again = importing.rehearse(other, table, importing.Choices(columns)).ledger
        assert again.created + again.updated == 0
        return facts_of(other)
    finally:
        book.close_book(other)


def differ(found, wanted):
    """Say which facts of whom differ; a whole list of people is too long to read."""
    assert [one["name"] for one in found] == [one["name"] for one in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert {key: (one[key], other[key]) for key in one if one[key] != other[key]} == {}


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")) | st.sampled_from("\n\t=+-@'\",;\\"),
    max_size=30,
) | st.lists(st.sampled_from(BITS), min_size=1, max_size=4).map(" ".join)
notes = texts.map(str.strip)
# One line without signs that nobody sees, and not a word that says that there is nothing to say
# ("n/a", "-", "NIL")
lines = texts.map(lambda text: " ".join(text.translate(UNSEEN).split())).map(
    lambda text: text and f"{text} House"
)
names = st.sampled_from((*FIRST, *LAST)) | st.text(
    st.characters(categories=("Lu", "Ll", "Lo"), codec="utf-8"), min_size=2, max_size=12
).filter(lambda name: name not in mute_words("first_name"))


@st.composite
def made(draw):
    number = draw(st.integers(0, 10**6))
    first, last = draw(names), draw(names)
    phones = draw(st.lists(st.sampled_from(("mobile", "work", "home", "fax")), max_size=4))
    return {
        "name": f"{first} {last}{number}", "first_name": first, "last_name": f"{last}{number}",
        "company": draw(lines), "job_title": draw(lines), "note": draw(notes),
        "source": draw(lines), "nickname": draw(lines), "department": draw(lines),
        "birthday": draw(st.sampled_from(("", "1979-03-12", "--02-29", "1850-12-31"))),
        "no_post": draw(st.integers(0, 1)), "kind": draw(st.sampled_from(("", "customer", "lead"))),
        "owner": draw(st.sampled_from(("", "Tom"))),
        "phones": [(kind, f"+44 20 79{number % 10**5:05d}{at}") for at, kind in enumerate(phones)],
        "emails": [("work", f"p{number}@example.org")], "addresses": [],
        "tags": list(dict.fromkeys(draw(st.lists(st.sampled_from(("VIP", "a, b", "x;y"))))))[:2],
        "own": {"Shoe size": size} if (size := draw(notes)) else {},
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_signs_that_mean_something_in_lists_kept_by_hand_come_back_from_ours(store, tmp_path, form):
    (plain,) = made_people(1)
    odd = ("0", '"', "-")
    with store.step("Made people"):
        for number, sign in enumerate(odd):
            facts = {
                "name": f"Ann {sign}{number}", "first_name": "Ann", "last_name": f"{sign}{number}",
                "note": sign, "own": {"Shoe size": sign}, "tags": [], "phones": [],
                "emails": [("work", f"{number}@x.example")],
            }  # fmt: skip
            put_person(store, plain | facts)
    differ(out_and_in(store, tmp_path, form), facts_of(store))


@pytest.mark.parametrize("form", FORMATS)
def test_a_nought_that_stands_alone_in_its_column_goes_out(store, tmp_path, form):
    (plain,) = made_people(1)
    with store.step("A person"):
        put_person(store, {**plain, "note": "0", "department": "0"})
    differ(out_and_in(store, tmp_path, form), facts_of(store))


@pytest.mark.parametrize("form", FORMATS)
@settings(
    max_examples=8, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(made=st.lists(made(), min_size=1, max_size=4, unique_by=lambda one: one["emails"][0]))
def test_people_who_go_out_come_back_as_they_were(form, made):
    with TemporaryDirectory() as place:
        folder = Path(place)
        store = book.create_book(folder / "Old.deskbook")
        try:
            with store.step("Made people"):
                for each in made:
                    put_person(store, each)
            differ(out_and_in(store, folder, form), facts_of(store))
        finally:
            book.close_book(store)


@pytest.mark.parametrize("form", FORMATS)
def test_made_people_of_every_script_come_back(store, tmp_path, form):
    with store.step("Made people"):
        for each in made_people(60):
            put_person(store, each)
    differ(out_and_in(store, tmp_path, form), facts_of(store))


@pytest.mark.parametrize("form", FORMATS)
def test_own_fields_called_like_formulas_and_columns_come_back(store, tmp_path, form):
    (plain,) = made_people(1)
    labels = ("=SUM(A1)", "-", "@home", "'=x", "Telefon", "Mobile 2", "Own field: Size", "Kind")
    with store.step("A person"):
        put_person(store, {**plain, "own": {label: f"value of {label}" for label in labels}})
    differ(out_and_in(store, tmp_path, form), facts_of(store))


@pytest.mark.parametrize("form", FORMATS)
def test_a_tag_is_one_line_and_comes_back_as_one(store, tmp_path, form):
    (plain,) = made_people(1)
    with store.step("A person"):
        put_person(store, {**plain, "tags": ["one\nand two", "a, b"]})
    assert [row[0] for row in store.select("SELECT name FROM tag ORDER BY name")] == [
        "a, b", "one and two",
    ]  # fmt: skip
    differ(out_and_in(store, tmp_path, form), facts_of(store))


CALLED = [
    ("work", "Praxis"), ("work", "Home"), ("home", "boat, 2"), ("fax", "x: y"), ("other", "Büro"),
    ("mobile", ""), ("other", "l1 work: l2"),
]  # fmt: skip


def called(store):
    """The kind and the words of every number, email and address, and how the firm is reached."""
    tables = ("phone", "email_address", "address")
    return [
        sorted(store.select(f"SELECT kind, label FROM {table} WHERE {owner}_id IS NOT NULL"))
        for owner in ("contact", "account")
        for table in tables
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("entity", ["contact", "account"])
def test_kinds_and_own_words_of_numbers_and_addresses_come_back(store, tmp_path, form, entity):
    if entity == "contact":
        made = contacts.save_contact(store, Contact(name="Ann Lee"))
    else:
        made = accounts.save_account(store, Account(name="Lee Ltd"))
    people.save_phones(store, entity, made, [
        PhoneNumber(value=f"+44 20 7946 000{at}", kind=kind, label=label)
        for at, (kind, label) in enumerate(CALLED)
    ])  # fmt: skip
    people.save_emails(store, entity, made, [
        EmailAddress(value=f"a{at}@lee.example", kind=kind, label=label)
        for at, (kind, label) in enumerate(CALLED) if kind not in ("fax", "mobile")
    ])  # fmt: skip
    people.save_addresses(store, entity, made, [
        PostalAddress(kind=kind, label=label, street=f"{kind} {label} Quay", town="Bath")
        for kind, label in (("billing", ""), ("delivery", "Yard"), ("work", "Old"), ("home", ""))
    ])  # fmt: skip
    path = tmp_path / f"list.{'vcf' if form == 'vcard4' else form}"
    exporting.export_list(store, ListQuery(entity), None, path, form=form.replace("vcf", "vcard3"))
    other = book.create_book(tmp_path / "other.deskbook")
    try:
        table = importing.read(path)
        choices = importing.Choices(importing.recognised(table, "GB"))
        importing.bring_in(other, path, table, choices)
        assert called(other) == called(store)
        again = importing.rehearse(other, table, choices).ledger
        assert again.created + again.updated == 0
    finally:
        book.close_book(other)


def test_a_list_says_what_a_number_is_called_only_where_it_is_called_something(store, tmp_path):
    ann, ben = (contacts.save_contact(store, Contact(name=name)) for name in ("Ann", "Ben"))
    people.save_phones(store, "contact", ann, [PhoneNumber(value="1", label="Praxis")])
    people.save_phones(store, "contact", ben, [PhoneNumber(value="2"), PhoneNumber(value="3")])
    exporting.export_list(store, ListQuery("contact"), None, tmp_path / "a.csv")
    heads = importing.read(tmp_path / "a.csv").headers
    assert [head for head in heads if "phone" in head] == [
        "Work phone", "Work phone, called", "Work phone 2",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["Version 1.2", "_x0041_", "_x000D_ b", "Size, called"])
@pytest.mark.parametrize("form", FORMATS)
def test_names_of_own_fields_come_back_letter_by_letter(store, tmp_path, form, label):
    lee = Contact(name="Ann Lee", first_name="Ann", last_name="Lee")
    ann = contacts.save_contact(store, lee)
    people.save_own_field(store, "contact", ann, label, "44")
    differ(out_and_in(store, tmp_path, form), facts_of(store))


@pytest.mark.parametrize("form", ["vcf", "vcard4"])
@pytest.mark.parametrize(("particle", "last"), [
    ("van", "der Berg"), ("", "van der Berg"), ("van der", "Berg"), ("", "de"),
])  # fmt: skip
def test_particles_of_names_stand_where_they_stood(store, tmp_path, form, particle, last):
    with store.step("A person"):
        ann = {"first_name": "Ann", "particle": particle, "last_name": last, "name": "Ann van"}
        contacts.save_contact(store, Contact(**ann))
    differ(out_and_in(store, tmp_path, form), facts_of(store))


def test_every_format_is_tried():
    assert {one.key for one in writers.WRITERS} == {*FORMATS, "vcard3", "ics"} - {"vcf"}


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "vcf"])
def test_what_a_firm_does_not_want_comes_back(store, tmp_path, form):
    wanted = ["name", "no_post", "no_email", "no_phone"]
    wanted += ["language"] if form != "vcf" else []
    acme, _ = (accounts.save_account(store, Account(name=name)) for name in ("Acme", "Brick"))
    with store.step("Acme wants no letters"):
        store.put("account", {"id": acme, "no_post": 1, "no_phone": 1, "language": "de"})
    path = tmp_path / f"firms.{form}"
    exporting.export_list(store, ListQuery("account"), None, path)
    other = book.create_book(tmp_path / "other.deskbook")
    try:
        table = importing.read(path)
        importing.bring_in(other, path, table, importing.Choices(importing.recognised(table, "GB")))
        rows = [
            each.select(f"SELECT {', '.join(wanted)} FROM account ORDER BY name")
            for each in (store, other)
        ]
        assert rows[0] == rows[1]
    finally:
        book.close_book(other)


@pytest.mark.parametrize("form", FORMATS)
def test_a_list_says_who_died_and_who_wants_no_advertising(store, tmp_path, form):
    names = (("Ann", "Lee"), ("Ben", "Ray"), ("Cy", "Webb"))
    ann, ben, cy = (
        contacts.save_contact(
            store, Contact(name=" ".join(each), first_name=each[0], last_name=each[1])
        )
        for each in names
    )
    with store.step("What is known of them"):
        store.put("contact", {"id": ann, "deceased": 1, "deceased_on": "2024-11-03"})
        store.put("contact", {"id": ben, "no_trade": 1})
        store.put("contact", {"id": cy, "deceased": 1})
    said = "SELECT name, deceased, deceased_on, no_trade FROM contact ORDER BY name"
    differ(out_and_in(store, tmp_path, form), facts_of(store))
    other = book.open_book(tmp_path / f"{form}.deskbook")
    try:
        assert other.select(said) == store.select(said)
    finally:
        book.close_book(other)


@pytest.mark.parametrize("columns", [None, chosen_columns("account")])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_firm_may_be_called_as_a_line_of_totals_is(store, tmp_path, form, columns):
    names = ["Acme", "Ditto", "Summe", "Total", "Zed"]
    for name in names:
        accounts.save_account(store, Account(name=name))
    path = tmp_path / f"firms.{form}"
    exporting.export_list(store, ListQuery("account"), columns, path)
    assert [row[0] for row in importing.read(path).rows] == names


@pytest.mark.parametrize("form", FORMATS)
def test_two_of_one_name_at_one_firm_stay_two(store, tmp_path, form):
    for email in ("a@x.example", "b@x.example"):
        who = contacts.save_contact(
            store, Contact(name="Ann Lee", first_name="Ann", last_name="Lee")
        )
        people.save_emails(store, "contact", who, [EmailAddress(value=email)])
        contacts.set_company(store, who, "Acme")
    differ(out_and_in(store, tmp_path, form), facts_of(store))


@pytest.mark.parametrize("form", FORMATS)
def test_greetings_of_ones_own_come_back(store, tmp_path, form):
    wanted = {"greeting_formal": "Dear Sir, dear = Madam,", "greeting_informal": "Hi Annie"}
    lee = {"name": "Ann Lee", "first_name": "Ann", "last_name": "Lee"}
    contacts.save_contact(store, Contact(**lee, **wanted))
    differ(out_and_in(store, tmp_path, form), facts_of(store))
    other = book.open_book(tmp_path / f"{form}.deskbook")
    try:
        assert other.dicts("SELECT greeting_formal, greeting_informal FROM contact") == [wanted]
    finally:
        book.close_book(other)


def test_a_list_says_to_whom_firms_belong_and_who_lives_together(store, tmp_path):
    group = accounts.save_account(store, Account(name="Group"))
    accounts.save_account(store, Account(name="Branch", parent_id=group))
    exporting.export_list(store, ListQuery("account"), None, tmp_path / "f.csv")
    table = importing.read(tmp_path / "f.csv")
    place = table.headers.index("Part of")
    assert [(row[0], row[place]) for row in table.rows] == [("Branch", "Group"), ("Group", "")]
    assert importing.recognised(table, "GB")[place].target == "account.parent"
    ann, ben = (contacts.save_contact(store, Contact(name=name)) for name in ("Ann", "Ben"))
    households.make_household(store, [ann, ben], name="The Lees")
    exporting.export_list(store, ListQuery("contact"), None, tmp_path / "p.csv")
    table = importing.read(tmp_path / "p.csv")
    assert {row[table.headers.index("Household")] for row in table.rows} == {"The Lees"}


@pytest.mark.parametrize(
    "value", ["0113 496 0000", "a@b.example", "1980-02-29", "https://x.example"]
)
@pytest.mark.parametrize("form", FORMATS)
def test_an_own_field_stays_one_whatever_its_values_look_like(store, tmp_path, form, value):
    labels = ("Telefon", "Alt contact", "Shoe size", "%%", "2024", "Geburtsdatum")
    (plain,) = made_people(1)
    with store.step("A person"):
        put_person(store, {**plain, "own": dict.fromkeys(labels, value)})
    differ(out_and_in(store, tmp_path, form), facts_of(store))


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_somebody_with_hundreds_of_numbers_comes_back(store, tmp_path, form):
    (plain,) = made_people(1)
    phones = [("mobile", f"+44 7700 900{at:03}") for at in range(300)]
    emails = [("work", f"p{at}@x.example") for at in range(300)]
    with store.step("A person"):
        put_person(store, {**plain, "phones": phones, "emails": emails})
    differ(out_and_in(store, tmp_path, form), facts_of(store))
