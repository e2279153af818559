"""The country of a row decides how its numbers are read; what is none stays as it was typed."""

from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan

HEADERS = ("Name", "Phone", "Country")


def brought(*rows, country="GB"):
    mapping = [Column(0, "full_name"), Column(1, "phone.work"), Column(2, "address.work.country")]
    planned = Plan(HEADERS, list(enumerate(rows, 2)), mapping, Known(), country=country)
    drafts = list(planned)
    assert planned.ledger.adds_up()
    return drafts, planned.ledger


def test_the_country_of_the_row_decides_the_prefix():
    drafts, _ = brought(
        ("Ann Lee", "0711 5555555", "Germany"), ("Ben Ray", "0161 496 0000", ""),
        ("Cid Fox", "01 42 68 53 00", "France"), ("Dan Poe", "+1 212 555 0100", "Germany"),
    )  # fmt: skip
    assert [draft.phones[0]["e164"] for draft in drafts] == [
        "+497115555555", "+441614960000", "+33142685300", "+12125550100",
    ]  # fmt: skip


def test_a_number_of_another_country_is_kept_as_typed_and_named_in_the_ledger():
    drafts, ledger = brought(("Ann Lee", "0711 55555", ""))
    assert (drafts[0].phones[0]["value"], drafts[0].phones[0]["e164"]) == ("0711 55555", "")
    assert [(told.column, told.fate) for told in ledger.told] == [("Phone", "stored")]
    assert "no number of this country" in ledger.told[0].reason


def test_a_number_whose_plus_a_spreadsheet_took_is_seen_through():
    drafts, _ = brought(("Ann Lee", "493511234567", "Germany"), ("Ben Ray", 441614960000, ""))
    assert [draft.phones[0]["e164"] for draft in drafts] == ["+493511234567", "+441614960000"]


def test_the_same_digits_read_by_another_country_are_the_same_number():
    columns = [Column(0, "full_name"), Column(1, "phone.work"), Column(2, "email.other")]
    row = ("Ann Lee", "0711 5555555", "ann@a.example")
    name = {"name": "Ann Lee", "first_name": "Ann", "last_name": "Lee"}
    old = {"contact": name, "account": None, "phones": [
        {"kind": "work", "value": "0711 5555555", "e164": "+447115555555"}], "account_phones": [],
        "emails": [{"kind": "other", "value": "ann@a.example"}], "addresses": [], "tags": [],
        "own_fields": {}}  # fmt: skip
    known = Known(emails={"ann@a.example": [7]}, current=lambda _who: old)
    planned = Plan(("Name", "Phone", "Email"), [(2, row)], columns, known, country="DE")
    assert [(draft.action, draft.match_id) for draft in planned] == [("same", 7)]
