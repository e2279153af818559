"""Dates as people write them: the order decided for a whole column, never for one cell.

03/04/2005 alone may be March or April; beside 25/04/2005 it can only be April. A birthday has no
time zone and sometimes no year: it is text, "1979-03-12" or "--03-12".
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, Literal

from app.storage.text import fold

DateOrder = Literal["dmy", "mdy", "ymd", "ambiguous"]

_SEPARATED: Final = re.compile(r"(\d{1,4})\s*([./\-\s])\s*(\d{1,2})(?:\s*[./\-\s]\s*(\d{1,4}))?\.?")
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)").fullmatch
_LONGEST: Final = 100
"""Whatever is longer is no date, and looking for one would take long."""
_TIME: Final = re.compile(
    r"[T ,]+\d{1,2}[:.]\d\d([:.]\d\d)?([.,]\d+)?( ?[ap]\.?m\.?)?( ?(z|utc|[+-]\d\d:?\d\d))?$", re.I
)
_YEARLESS: Final = re.compile(r"--(\d\d)-?(\d\d)").fullmatch
_COMPACT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)").fullmatch
_SERIAL: Final = re.compile(r"\d{4,5}(\.0+)?").fullmatch
_WORDS: Final = re.compile(r"\d+|[^\W\d_]+")
_LEAP_YEAR: Final = 2000
# Excel counts days from here; 29 February 1900, which never was, is the reason for the 30th.
_EXCEL_START: Final = date(1899, 12, 30)
_LAST_SERIAL: Final = 73050
_FIRST_TEXT_SERIAL: Final = 3654

# English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish
_MONTH_NAMES: Final = (
    "january januar janvier enero gennaio januari janeiro stycznia styczen jan janv ene gen janner",
    "february februar fevrier febrero febbraio februari fevereiro lutego luty feb fev fevr febr",
    "march marz mars marzo maart marco marca marzec mar mrz mrt maerz",
    "april avril abril aprile kwietnia kwiecien apr avr abr kwi",
    "may mai mayo maggio mei maio maja maj mag",
    "june juni juin junio giugno junho czerwca czerwiec jun giu cze",
    "july juli juillet julio luglio julho lipca lipiec jul juil lug lip",
    "august aout agosto augustus sierpnia sierpien augusti aug ago sie",
    "september septembre septiembre settembre setembro wrzesnia wrzesien sep sept set wrz",
    "october oktober octobre octubre ottobre outubro pazdziernika pazdziernik oct okt ott out paz",
    "november novembre noviembre novembro listopada listopad nov lis",
    "december dezember decembre diciembre dicembre dezembro grudnia grudzien dec dez dic gru",
)
_MONTHS: Final = {
    name: month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()
}
_FILLERS: Final = frozenset(
    {"de", "of", "the", "del", "er", "st", "nd", "rd", "th", "den", "o", "do"}
)
_WEEKDAY: Final = re.compile(r"^[^\W\d_]+(day|tag|di|abend|woch|dag)?\.?,\s*", re.I)


def column_order(values: Iterable[object]) -> DateOrder:
    """The order of day and month that all `values` of a column agree with.

    "ambiguous" when every numeric date could be read both ways, or some can only be read one way
    and some only the other. A column without numeric dates, or of ISO dates, is "ymd".
    """
    day_first = month_first = unsure = 0
    for value in values:
        if not isinstance(value, str):
            continue
        found = _SEPARATED.fullmatch(_TIME.sub("", value.strip()[:_LONGEST]))
        if not found or len(found[1]) > 2:
            continue
        left, right = int(found[1]), int(found[3])
        if left > 12 >= right:
            day_first += 1
        elif right > 12 >= left:
            month_first += 1
        elif left != right:
            unsure += 1
    if day_first and month_first:
        return "ambiguous"
    if day_first:
        return "dmy"
    if month_first:
        return "mdy"
    return "ambiguous" if unsure else "ymd"


def read_date(value: object, order: DateOrder, latest_year: int | None = None) -> str | None:
    """`value` as "YYYY-MM-DD" or, without a year, "--MM-DD"; None where it is no possible date.

    Understands dates and Excel's day numbers, ISO with or without a time (the day as written, no
    zone is applied), 12.03.1979, 03/12/79 by `order`, and months in words in nine languages. Two
    digits of a year mean the past hundred years up to `latest_year` (this year by default). With
    the order "ambiguous" a date is read only if it can be read in one way.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_serial(float(value))
    text = str(value).strip()
    if len(text) > _LONGEST:
        return None
    iso = _ISO(text)
    if iso:
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]))
    latest = latest_year if latest_year is not None else date.today().year
    return _read_text(_TIME.sub("", text), order, latest)


def _read_text(text: str, order: DateOrder, latest: int) -> str | None:
    yearless = _YEARLESS(text)
    if yearless:
        return _checked(0, int(yearless[1]), int(yearless[2]))
    compact = _COMPACT(text)
    if compact:
        return _checked(int(compact[1]), int(compact[2]), int(compact[3]))
    if _SERIAL(text):
        number = float(text)
        return _from_serial(number) if number >= _FIRST_TEXT_SERIAL else None
    numeric = _SEPARATED.fullmatch(text)
    if numeric:
        return _from_numbers(numeric[1], numeric[3], numeric[4], order, latest)
    return _from_words(_WEEKDAY.sub("", text), latest)


def _from_serial(number: float) -> str | None:
    if not 1 <= number < _LAST_SERIAL:
        return None
    days = int(number)
    # Before March 1900 Excel's count is one day off, because of its 29 February 1900.
    return (_EXCEL_START + timedelta(days + (days < 60))).isoformat()


def _from_numbers(
    left: str, middle: str, right: str | None, order: DateOrder, latest: int
) -> str | None:
    if len(left) == 4:
        return _checked(int(left), int(middle), int(right)) if right and len(right) < 3 else None
    if len(left) > 2 or (right and len(right) == 3):
        return None
    year = _full_year(right, latest) if right else 0
    first, second = int(left), int(middle)
    by_day = _checked(year, second, first)
    by_month = _checked(year, first, second)
    if order == "dmy":
        return by_day
    if order == "mdy":
        return by_month
    if order == "ymd" and right and len(right) <= 2 and len(left) == 2:
        return _checked(_full_year(left, latest), int(middle), int(right))
    if by_day and by_month and by_day != by_month:
        return None
    return by_day or by_month


def _from_words(text: str, latest: int) -> str | None:
    words = [word for word in _WORDS.findall(fold(text)) if word not in _FILLERS]
    months = [word for word in words if word in _MONTHS]
    numbers = [word for word in words if word.isdecimal()]
    if len(months) != 1 or len(words) != 1 + len(numbers) or not 1 <= len(numbers) <= 2:
        return None
    month = _MONTHS[months[0]]
    if len(numbers) == 1:
        return _checked(0, month, int(numbers[0])) if len(numbers[0]) < 3 else None
    day, year = numbers
    if len(day) == 4:
        day, year = year, day
    if len(day) > 2 or len(year) == 3:
        return None
    return _checked(_full_year(year, latest), month, int(day))


def _full_year(text: str, latest: int) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    year += latest - latest % 100
    return year if year <= latest else year - 100


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return None
    if year and not 1800 <= year <= 2200:
        return None
    return found.isoformat() if year else f"--{month:02d}-{day:02d}"
