from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.dates import column_order, read_date


def test_one_impossible_month_decides_the_whole_column():
    assert column_order(["03/04/2005", "25/04/2005", ""]) == "dmy"
    assert column_order(["03/04/2005", "04/25/2005"]) == "mdy"
    assert column_order(["03/04/2005", "05/06/2005"]) == "ambiguous"
    assert column_order(["25/04/2005", "04/25/2005"]) == "ambiguous"
    assert column_order(["2005-04-03", "12 March 1979"]) == "ymd"


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("1979-03-12", "ymd", "1979-03-12"),
        ("12.03.1979", "dmy", "1979-03-12"),
        ("03/12/79", "mdy", "1979-03-12"),
        ("12-Mar-79", "dmy", "1979-03-12"),
        ("March 12, 1979", "ambiguous", "1979-03-12"),
        ("12. März 1979", "ambiguous", "1979-03-12"),
        ("1er février 1979", "dmy", "1979-02-01"),
        ("12 de marzo de 1979", "dmy", "1979-03-12"),
        ("12 marzo 1979", "dmy", "1979-03-12"),
        ("12 maart 1979", "dmy", "1979-03-12"),
        ("12 mei", "dmy", "--05-12"),
        ("12.03.", "dmy", "--03-12"),
        ("--03-12", "dmy", "--03-12"),
        ("19081209", "ymd", "1908-12-09"),
        ("2024-07-01T00:00:00+00:00", "ymd", "2024-07-01"),
        ("1/20/1981 12:00:00 AM", "mdy", "1981-01-20"),
        ("29000", "dmy", "1979-05-25"),
        ("03/04/2005", "ambiguous", None),
        ("25/04/2005", "ambiguous", "2005-04-25"),
        ("31.02.1980", "dmy", None),
        ("12/31/1980", "dmy", None),
        ("soon", "dmy", None),
        ("", "dmy", None),
    ],
)
def test_a_date_is_read_or_refused(text, order, expected):
    assert read_date(text, order, latest_year=2026) == expected


def test_excel_day_numbers_and_real_dates_are_dates():
    assert read_date(29000, "dmy") == "1979-05-25"
    assert read_date(29000.75, "dmy") == "1979-05-25"
    assert read_date(datetime(1979, 5, 25, 23, 30), "dmy") == "1979-05-25"
    assert read_date(True, "dmy") is None


def test_a_leap_day_without_a_year_is_possible():
    assert read_date("29.02.", "dmy") == "--02-29"


@given(st.dates(date(1930, 1, 1), date(2026, 12, 31)), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_every_day_is_read_back_in_its_order(day, order):
    text = {"dmy": f"{day:%d.%m.%Y}", "mdy": f"{day:%m/%d/%Y}", "ymd": f"{day:%Y-%m-%d}"}[order]
    assert read_date(text, order) == day.isoformat()


@given(st.integers(61, 60000))
def test_day_numbers_follow_the_calendar(number):
    expected = date(1899, 12, 30) + timedelta(number)
    assert read_date(number, "dmy") == expected.isoformat()
