from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.imports.import_cells import Column
from app.models.imports.import_changes import merged
from app.models.imports.import_match import Known, compatible, keys_of
from app.models.imports.import_plan import Plan
from app.models.imports.import_targets import targets
from app.storage.text import fold


def drafts_of(headers, rows, mapping, known=None, **options):
    made = Plan(
        headers,
        list(enumerate(rows, 2)),
        [
            Column(index, target) if isinstance(target, str) else target
            for index, target in enumerate(mapping)
        ],
        known or Known(),
        **options,
    )
    return list(made), made.ledger


def record_of(draft):
    return {
        "contact": draft.contact,
        "account": draft.account,
        "phones": draft.phones,
        "account_phones": draft.account_phones,
        "emails": draft.emails,
        "addresses": draft.addresses,
        "tags": draft.tags,
        "own_fields": draft.own_fields,
        "owner": draft.owner,
    }


def book_with(drafts):
    """A `Known` of the people that `drafts` would have created."""
    people, firms = {}, {}
    for draft in drafts:
        book = people if draft.subject == "contact" else firms
        if draft.action == "create":
            book[draft.row] = record_of(draft)
        elif draft.match_row and draft.action == "update":
            book[draft.match_row] = merged(book[draft.match_row], record_of(draft))
    emails, phones, names, accounts = {}, {}, {}, {}
    for number, firm in firms.items():
        accounts.setdefault(fold(firm["account"]["name"]), []).append(number)
    for number, person in people.items():
        keys = keys_of(person)
        names.setdefault((keys.name, keys.company), []).append(number)
        for email in keys.emails:
            emails.setdefault(email, []).append(number)
        for phone in keys.phones:
            phones.setdefault(phone, []).append(number)
    return Known(emails, phones, names, {}, accounts, people.get, firms.get)


PERSON = ["first_name", "last_name", "email.work", "phone.work", "account.name"]
HEADERS = ["First", "Last", "Email", "Phone", "Company"]


def test_a_row_becomes_a_contact_with_its_numbers_as_typed():
    row = ("Charlotte", "Webb", "c.webb@example.org", "0161 496 0000", "Webb & Co")
    (draft,), ledger = drafts_of(HEADERS, [row], PERSON)
    assert draft.action == "create"
    assert draft.contact["name"] == "Charlotte Webb"
    assert draft.phones[0]["value"] == "0161 496 0000"
    assert draft.phones[0]["e164"] == "+441614960000"
    assert draft.account == {"name": "Webb & Co"}
    assert (ledger.total, ledger.stored) == (5, 5)


def test_people_with_only_a_phone_or_an_email_are_welcome():
    rows = [("", "", "", "0161 496 0000", ""), ("", "", "a@example.org", "", "")]
    drafts, _ = drafts_of(HEADERS, rows, PERSON)
    assert [draft.contact["name"] for draft in drafts] == ["0161 496 0000", "a@example.org"]


def test_what_a_later_row_brought_is_known_of_the_person_further_down():
    rows = [
        ("", "", "", "0161 496 0000", ""),
        ("", "", "info@example.org", "0161 496 0000", ""),
        ("", "", "info@example.org", "", ""),
        ("", "Lee", "info@example.org", "", ""),
    ]
    drafts, _ = drafts_of(HEADERS, rows, PERSON)
    assert [draft.action for draft in drafts] == ["create", "update", "same", "update"]
    assert drafts[3].contact["name"] == "Lee"


def test_a_number_alone_does_not_take_somebody_who_is_known_by_name():
    rows = [
        ("", "", "", "0161 496 0000", ""),
        ("", "Lee", "", "0161 496 0000", ""),
        ("", "Ray", "", "0161 496 0000", ""),
    ]
    first, _ = drafts_of(HEADERS, rows, PERSON)
    again, _ = drafts_of(HEADERS, [rows[0], rows[2], rows[1]], PERSON, book_with(first))
    assert [draft.action for draft in again] == ["same", "same", "same"]


def test_a_row_of_a_firm_alone_makes_no_person():
    (draft,), _ = drafts_of(HEADERS, [("", "", "", "0161 496 0000", "Acme Ltd")], PERSON)
    assert (draft.subject, draft.contact) == ("account", {})
    assert draft.account == {"name": "Acme Ltd"}


def test_a_shared_mailbox_does_not_merge_two_people():
    rows = [
        ("Ann", "Lee", "info@example.org", "", "Acme"),
        ("Ben", "Ray", "info@example.org", "", "Acme"),
    ]
    drafts, _ = drafts_of(HEADERS, rows, PERSON)
    assert [draft.action for draft in drafts] == ["create", "create"]


def test_the_same_person_twice_in_a_file_is_one():
    rows = [
        ("Ann", "Lee", "ann@example.org", "", "Acme"),
        ("Ann", "Lee", "ANN@example.org", "0161 496 0000", "Acme"),
    ]
    drafts, ledger = drafts_of(HEADERS, rows, PERSON)
    assert [draft.action for draft in drafts] == ["create", "update"]
    assert drafts[1].match_row == 2
    assert [phone["value"] for phone in drafts[1].phones] == ["0161 496 0000"]
    assert (ledger.created, ledger.updated) == (1, 1)


def test_the_second_word_on_one_person_is_parked_not_lost():
    headers, targets_ = ["Name", "Email", "Job"], ["full_name", "email.work", "job_title"]
    rows = [("Ann Lee", "a@example.org", "Buyer"), ("Ann Lee", "a@example.org", "Director")]
    drafts, ledger = drafts_of(headers, rows, targets_)
    assert drafts[1].own_fields == {"Job title, also": "Director"}
    assert ledger.parked == 1
    assert ledger.adds_up()


def test_an_impossible_date_is_reported_and_kept_while_the_row_comes_in():
    headers = ["Name", "Birthday"]
    mapping = ["full_name", Column(1, "birthday", {"date_order": "dmy"})]
    (draft,), ledger = drafts_of(headers, [("Ann Lee", "31.02.1980")], mapping)
    assert draft.action == "create"
    assert draft.own_fields == {"Birthday": "31.02.1980"}
    problem = ledger.problems[0]
    assert (problem.row, problem.column, problem.value) == (2, "Birthday", "31.02.1980")


def test_blanks_never_erase_and_flags_only_tighten():
    headers = ["Name", "Email", "Job", "No emails"]
    mapping = ["full_name", "email.work", "job_title", "no_email"]
    first, _ = drafts_of(headers, [("Ann Lee", "a@example.org", "Buyer", "yes")], mapping)
    known = book_with(first)
    second = [("Ann Lee", "a@example.org", "", "no")]
    (draft,), ledger = drafts_of(headers, second, mapping, known)
    assert draft.action == "same"
    assert ledger.unchanged == 1


def test_on_match_decides_about_a_value_that_differs():
    headers, mapping = ["Name", "Email", "Job"], ["full_name", "email.work", "job_title"]
    first, _ = drafts_of(headers, [("Ann Lee", "a@example.org", "Buyer")], mapping)
    known, second = book_with(first), [("Ann Lee", "a@example.org", "Director")]

    def outcome(policy):
        (draft,), ledger = drafts_of(headers, second, mapping, known, on_match=policy)
        assert ledger.adds_up()
        return draft.action, draft.contact.get("job_title")

    assert outcome("update") == ("update", "Director")
    assert outcome("fill") == ("same", None)
    assert outcome("skip") == ("skip", None)
    assert outcome("duplicate") == ("create", "Director")


def test_a_row_that_names_nobody_is_refused_with_all_its_cells():
    drafts, ledger = drafts_of(["Name", "Job"], [("", "Buyer")], ["full_name", "job_title"])
    assert drafts[0].action == "refuse"
    assert (ledger.refused, ledger.total) == (1, 1)


def test_two_numbers_in_one_cell_are_two_numbers():
    row = ("Ann", "Lee", "a@example.org; b@example.org", "0161 496 0000 / 0161 496 0001", "")
    (draft,), _ = drafts_of(HEADERS, [row], PERSON)
    assert [each["value"] for each in draft.emails] == ["a@example.org", "b@example.org"]
    assert [each["value"] for each in draft.phones] == ["0161 496 0000", "0161 496 0001"]


def test_a_birthday_in_three_columns_is_one_birthday():
    headers = ["Name", "Year", "Month", "Day"]
    mapping = ["full_name", "birth_year", "birth_month", "birth_day"]
    drafts, _ = drafts_of(headers, [("Ann Lee", "1972", "1", "31")], mapping)
    assert drafts[0].contact["birthday"] == "1972-01-31"


def test_the_kind_beside_a_number_is_the_number_s():
    headers = ["Name", "Phone 1 - Label", "Phone 1 - Value"]
    mapping = ["full_name", Column(1, "row_kind", {"of": 2}), "phone.other"]
    drafts, _ = drafts_of(headers, [("Ann Lee", "* Mobile", "07700 900000")], mapping)
    assert drafts[0].phones[0]["kind"] == "mobile"


def test_postcode_and_town_in_one_cell_are_parted():
    headers, mapping = ["Name", "PLZ Ort"], ["full_name", "address.work.postcode_town"]
    drafts, _ = drafts_of(headers, [("Max Weber", "01067 Dresden")], mapping)
    address = drafts[0].addresses[0]
    assert (address["postcode"], address["town"]) == ("01067", "Dresden")


def test_initials_and_shortened_names_can_be_one_person():
    assert compatible("ann lee", "ann lee")
    assert compatible("a. lee", "ann lee")
    assert compatible("lee", "ann lee")
    assert not compatible("ben lee", "ann lee")
    assert not compatible("ann lee", "ann ray")


NAMES = st.sampled_from(["", "Ann", "Ben", "A.", "Zoë", "  "])
LASTS = st.sampled_from(["", "Lee", "Ray", "de Vries"])
MAILS = st.sampled_from(["", "info@example.org", "ann@example.org", "no email", "a@b.de; c@d.fr"])
PHONES = st.sampled_from(["", "0161 496 0000", "+44 161 496 0000", "call me", "1"])
FIRMS = st.sampled_from(["", "Acme", "ACME", "Webb & Co"])
ROWS = st.lists(st.tuples(NAMES, LASTS, MAILS, PHONES, FIRMS), max_size=12)


@settings(deadline=None, max_examples=400)
@given(ROWS, st.sampled_from(["update", "fill"]))
def test_the_same_file_again_changes_nothing(rows, policy):
    first, _ = drafts_of(HEADERS, rows, PERSON)
    again, ledger = drafts_of(HEADERS, rows, PERSON, book_with(first), on_match=policy)
    assert {draft.action for draft in again} <= {"same", "refuse"}
    assert ledger.created == ledger.updated == 0


KEYS = [target.key for target in targets() if target.key != "row_kind"] + ["own:Shoe size"]
CELLS = st.one_of(
    st.none(),
    st.integers(),
    st.dates(),
    st.booleans(),
    st.text(max_size=12),
    st.sampled_from(["", " ", "Ann Lee", "a@b.de", "0161 496 0000", "yes", "12.03.1979", "DE"]),
)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_every_cell_of_any_table_is_accounted_for(data):
    width = data.draw(st.integers(1, 6))
    mapping = data.draw(st.lists(st.sampled_from(KEYS), min_size=width, max_size=width))
    row = st.lists(CELLS, min_size=width, max_size=width + 1).map(tuple)
    rows = data.draw(st.lists(row, max_size=6))
    policy = data.draw(st.sampled_from(["update", "fill", "skip", "duplicate"]))
    headers = [f"Header {index}" for index in range(width)]
    drafts, ledger = drafts_of(headers, rows, mapping, on_match=policy)
    filled = sum(1 for r in rows for cell in r if cell is not None and str(cell).strip())
    assert ledger.total == filled
    assert ledger.adds_up()
    assert min(ledger.stored, ledger.transformed, ledger.parked) >= 0
    assert min(ledger.left_out, ledger.refused) >= 0
    assert len(drafts) == len(rows) == ledger.read


def test_a_plan_can_be_read_while_it_is_made():
    made = Plan(
        ["Name"], iter([(2, ("Ann Lee",)), (3, ("Ben Ray",))]), [Column(0, "full_name")], Known()
    )
    drafts = iter(made)
    assert next(drafts).row == 2
    assert made.ledger.read == 1
