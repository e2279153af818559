"""Rows on the short road say what the long road says of them, in every cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.imports.import_columns import compiled, gathered
from app.models.imports.import_draft import EMPTY
from app.models.imports.import_gathered import Column
from app.models.imports.import_plain import PlainRows
from app.models.imports.import_record import Setting, finished

TARGETS = (
    "prefix", "first_name", "middle_name", "particle", "last_name", "suffix", "nickname",
    "job_title", "department", "source", "account.name", "email.work", "email.home", "email.other",
    "phone.work", "phone.mobile", "phone.other", "address.work.street", "address.work.street2",
    "address.work.postcode", "address.work.town", "address.work.region", "address.work.country",
    "address.home.street", "address.home.country", "birthday", "note", "own:Shoe size", "own:Pet",
    "leave_out", "full_name", "tag", "no_email", "customer_code", "account.website", "owner",
    "account.phone", "language", "gender", "address.work.postcode_town", "deal.title", "photo",
)  # fmt: skip
CELLS = (
    "", "", "", "Ann", "Bea Lee", "Lee-Smith", "Müller", "van der", "Dr.", "Firma", "Messrs", "Jr.",
    "Acme Ltd", "Acme  Ltd", "Acme\nLtd", " Acme", "-", "n/a", "Null", "#REF!", "0", "NA",
    "ann@lee.example", "Ann <ann@lee.example>", "a@x.example; b@x.example", "not an address",
    "0161 496 0000", "(0161) 496 0000", "+44 161 496 0001", "0044 161 496 0002", "07700 900123",
    "07700 900123 / 0161 496 0000", "441614960003", "1614960004.0", "'0161 496 0005", "12345",
    "030 123456", "+4930123456", "(844) 596-0286", "0161 496 0000 (home)", "1.61E+09",
    "12 High St", "12 High St\nFlat 2", "M1 1AA", "'01234", "Leeds", "United Kingdom", "GB",
    "Deutschland", "USA", "XX", "Atlantis", "1971-12-16", "16/12/1971", "31.02.1971", "1971",
    "00/00/0000", "yes", "no", "42", "Zoë\u200b", "a\tb", "f",
)  # fmt: skip

OTHER = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates(min_value=date(1890, 1, 1), max_value=date(2100, 1, 1))
    | st.datetimes()
)


def columns_of(targets: list[str]) -> list[Column]:
    return [
        Column(index, target, {"date_order": "dmy"} if target == "birthday" else {})
        for index, target in enumerate(targets)
    ]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[object]]]:
    plain = st.sampled_from(TARGETS[:30])
    targets = draw(
        st.lists(plain, min_size=1, max_size=12)
        | st.lists(plain, min_size=1, max_size=12, unique=True)
        | st.lists(st.sampled_from(TARGETS), min_size=1, max_size=12, unique=True)
    )
    width = len(targets)
    cell = st.sampled_from(CELLS) | st.sampled_from(CELLS) | st.text(max_size=6) | OTHER
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6))
    return targets, rows


@settings(max_examples=400)
@given(tables(), st.sampled_from(["GB", "US", "DE", "CA"]))
def test_a_row_on_the_short_road_says_what_it_says_on_the_long_one(
    table: tuple[list[str], list[list[object]]], country: str
) -> None:
    targets, rows = table
    headers = [f"Column {number}" for number in range(len(targets))]
    plain = PlainRows(headers, columns_of(targets), country)
    steps = compiled(headers, columns_of(targets), country)
    for row in rows:
        short = plain.read(row) if plain.made else None
        if short is None:
            continue
        fates = bytearray([EMPTY]) * len(headers)
        long = gathered(steps, row, fates)
        assert short == (finished(long, Setting(country)), fates)
        assert not long.problems
        assert not long.moved


USUAL = [
    "first_name", "last_name", "account.name", "email.work", "phone.work", "phone.mobile",
    "address.work.street", "address.work.postcode", "address.work.town", "address.work.country",
    "birthday", "note", "own:Shoe size",
]  # fmt: skip
USUAL_ROW = [
    "Ann", "Müller", "Acme Ltd", "ann@acme.example", "0161 496 0000", "+44 7700 900123",
    "12 High St", "M1 1AA", "Leeds", "United Kingdom", "16/12/1971", "Likes roses", "42",
]  # fmt: skip


def test_a_usual_row_takes_the_short_road() -> None:
    plain = PlainRows(USUAL, columns_of(USUAL), "GB")
    assert plain.made
    assert plain.read(USUAL_ROW) is not None


@pytest.mark.parametrize(
    ("place", "cell"),
    [(0, " Ann"), (2, "n/a"), (3, "a@x.example; b@x.example"), (4, "0161 496 0000 ext. 5"),
     (4, "0161 496 0000.0"), (6, "12 High St\nFlat 2"), (9, "Atlantis"), (10, "31/02/1971"),
     (10, 0.5)],
)  # fmt: skip
def test_a_cell_that_wants_a_thought_takes_its_row_to_the_long_road(
    place: int, cell: object
) -> None:
    row: list[object] = [*USUAL_ROW]
    row[place] = cell
    assert PlainRows(USUAL, columns_of(USUAL), "GB").read(row) is None
