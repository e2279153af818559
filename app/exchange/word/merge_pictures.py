r"""What the switches of a merge field do to a value: \# numbers, \@ dates, \* letter case.

Rules: ECMA-376 part 1, 17.16.4 (general formatting of field results). One difference is wanted:
where Word pads a missing digit of ``#`` with a blank, nothing is written, and decimals asked for
by ``#`` are zeros, so that amounts in running text carry no stray blanks.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from app.models.letters.merge_names import DAYS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER_PICTURE = re.compile(r"[0#x][0#x.,']*|[.,][0#x]+")
_DOTNET = re.compile(r"^([NP])(\d?)$", re.IGNORECASE)
_DATE_TOKEN = re.compile(
    r"\\.|'[^']*'|am/pm|a/p|"
    r"y{1,4}|Y{1,4}|M{1,4}|d{1,4}|D{1,4}|h{1,2}|H{1,2}|m{1,2}|s{1,2}|S{1,2}|.",
    re.IGNORECASE | re.DOTALL,
)
_TIME_ONLY = re.compile(r"^(?:am/pm|a/p|[hHmsS:. ])+$", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:\.|er|st|nd|rd|th)?(?: de)? (?P<month>[^\W\d]+)(?: de)? (?P<year>\d{4})"
)
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?, (?P<year>\d{4})")
_POINTS = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")
_MONTH_NUMBERS = {
    name.casefold(): number for names in MONTHS.values() for number, name in enumerate(names, 1)
}
_EUROPEAN = re.compile(r"^-?\d{1,3}(?:[.  '’]\d{3})+(?:,\d+)?$|^-?\d+,\d{1,2}$")
_PLAIN = re.compile(r"^-?\d+(?:\.\d+)?$|^-?\d{1,3}(?:[,  '’]\d{3})+(?:\.\d+)?$")


def as_number(value: object) -> Decimal | None:
    """`value` as a number, or None. Text may carry currency signs and thousands marks."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    text = str(value).strip().replace("−", "-").strip("$€£¥% \u00a0\u202f")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1].strip("$€£¥ ")
    if _PLAIN.match(text):
        text = re.sub(r"[,  '’]", "", text)
    elif _EUROPEAN.match(text):
        text = re.sub(r"[.  '’]", "", text).replace(",", ".")
    else:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def number_text(picture: str, value: object) -> str | None:
    r"""`value` written by the \# picture; None when it is no number."""
    number = as_number(value)
    if number is None or not number.is_finite():
        return None
    dotnet = _DOTNET.match(picture.strip())
    if dotnet:
        return _dotnet_text(dotnet[1].upper(), int(dotnet[2] or 2), number)
    sections = _sections(picture)
    if number == 0 and len(sections) > 2:
        return _section_text(sections[2], number)
    if number < 0 and len(sections) > 1:
        return _section_text(sections[1], -number)
    sign = "-" if number < 0 and not re.search(r"[-+]", _unquoted(sections[0])) else ""
    return sign + _section_text(sections[0], number)


def _dotnet_text(kind: str, places: int, number: Decimal) -> str:
    if kind == "P":
        return f"{number * 100:.{places}f}%"
    return f"{number:,.{places}f}"


def _sections(picture: str) -> list[str]:
    return re.findall(r"(?:'[^']*'|[^;])+", picture) or ["0"]


def _unquoted(picture: str) -> str:
    # A single apostrophe is a Swiss thousands mark, a pair of them quotes words.
    return re.sub(r"'[^']*'", "", picture) if picture.count("'") > 1 else picture


def _section_text(section: str, number: Decimal) -> str:
    quoted = section.count("'") > 1
    parts = re.split(r"('[^']*')", section) if quoted else [section]
    out: list[str] = []
    done = False
    for part in parts:
        if quoted and part.startswith("'") and part.endswith("'") and len(part) > 1:
            out.append(part[1:-1])
            continue
        found = None if done else _NUMBER_PICTURE.search(part)
        if found is None:
            out.append(_signs(part, number))
            continue
        done = True
        out.append(_signs(part[: found.start()], number))
        out.append(_digits(found[0], abs(number)))
        out.append(_signs(part[found.end() :], number))
    return "".join(out)


def _signs(text: str, number: Decimal) -> str:
    sign = "-" if number < 0 else ""
    return text.replace("+", sign or "+").replace("-", sign)


def _digits(picture: str, number: Decimal) -> str:
    decimal_mark = _decimal_mark(picture)
    whole, _, fraction = picture.rpartition(decimal_mark) if decimal_mark else (picture, "", "")
    places = sum(c in "0#x" for c in fraction)
    text = f"{number:.{places}f}"
    digits, _, decimals = text.partition(".")
    digits = digits.rjust(sum(c == "0" for c in whole), "0")
    if digits == "0" and "0" not in whole and not places and "#" not in whole:
        digits = ""
    thousands = next((c for c in whole if c in ",.'"), "")
    if thousands:
        digits = f"{int(digits):,}".replace(",", thousands).rjust(len(digits), "0")
    return digits + (decimal_mark + decimals if places else "")


def _decimal_mark(picture: str) -> str:
    # The last mark is the decimal one, unless it can only group thousands: "#,##0", "#.##0".
    last = max(picture.rfind("."), picture.rfind(","))
    if last < 0:
        return ""
    mark, tail = picture[last], picture[last + 1 :]
    other = "," if mark == "." else "."
    groups = len(tail) == 3 and other not in picture[:last] and last > 0
    if groups and (mark == "," or picture[:last] == "#" or mark in picture[:last]):
        return ""
    return mark


def as_moment(value: object) -> date | datetime | None:
    """`value` as a date or a moment; text in ISO 8601 form, or with the month as a word."""
    if isinstance(value, datetime | date):
        return value
    text = str(value).strip()
    if not re.match(r"^\d{4}-\d{2}-\d{2}", text):
        return _written_date(text)
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _written_date(text: str) -> date | None:
    """A date as a letter's head has it, "1. Mai 2026" or "May 1, 2026", in any language we know.

    Figures alone are read only with points, "1.5.2026": with strokes nobody knows which is which.
    """
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text) or _POINTS.fullmatch(text)
    if found is None:
        return None
    word = found["month"].casefold()
    month = int(word) if word.isdecimal() else _MONTH_NUMBERS.get(word, 0)
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def date_text(picture: str, value: object, language: str) -> str | None:
    r"""`value` written by the \@ picture in `language`; None when it is no date.

    A picture that asks only for the time of a value that has none gives None too.
    """
    moment = as_moment(value)
    if moment is None:
        return None
    if isinstance(moment, datetime):
        full = moment
    elif _TIME_ONLY.match(picture):
        return None
    else:
        full = datetime.combine(moment, time())
    return "".join(_date_token(token, full, language) for token in _DATE_TOKEN.findall(picture))


def _date_token(token: str, moment: datetime, language: str) -> str:
    if token.startswith("'") and len(token) > 1:
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if token.lower() in {"am/pm", "a/p"}:
        half = "AM" if moment.hour < 12 else "PM"
        half = half if "/p" in token.lower() and len(token) == 5 else half[0]
        return half if token[0] == "A" else half.lower()
    return _DATE_PARTS.get(token[0], _same)(len(token), moment, language, token)


def _same(_count: int, _moment: datetime, _language: str, token: str) -> str:
    return token


def _year(count: int, moment: datetime, _language: str, _token: str) -> str:
    return f"{moment.year:04d}" if count > 2 else f"{moment.year % 100:02d}"


def _month(count: int, moment: datetime, language: str, _token: str) -> str:
    name = MONTHS.get(language, MONTHS["en"])[moment.month - 1]
    if count > 2:
        return name if count == 4 else name[:3]
    return f"{moment.month:0{count}d}"


def _day(count: int, moment: datetime, language: str, _token: str) -> str:
    name = DAYS.get(language, DAYS["en"])[moment.weekday()]
    if count > 2:
        return name if count == 4 else name[:3]
    return f"{moment.day:0{count}d}"


def _hour_of_12(count: int, moment: datetime, _language: str, _token: str) -> str:
    return f"{moment.hour % 12 or 12:0{count}d}"


def _hour_of_24(count: int, moment: datetime, _language: str, _token: str) -> str:
    return f"{moment.hour:0{count}d}"


def _minute(count: int, moment: datetime, _language: str, _token: str) -> str:
    return f"{moment.minute:0{count}d}"


def _second(count: int, moment: datetime, _language: str, _token: str) -> str:
    return f"{moment.second:0{count}d}"


_DATE_PARTS: dict[str, Callable[[int, datetime, str, str], str]] = {
    "y": _year,
    "Y": _year,
    "M": _month,
    "d": _day,
    "D": _day,
    "h": _hour_of_12,
    "H": _hour_of_24,
    "m": _minute,
    "s": _second,
    "S": _second,
}


def cased(form: str, text: str) -> str:
    r"""`text` in the letter case of a \* switch; unknown forms change nothing."""
    form = form.lower()
    if form == "upper":
        return text.upper()
    if form == "lower":
        return text.lower()
    if form == "firstcap":
        return text[:1].upper() + text[1:]
    if form == "caps":
        return re.sub(r"(^|[\s\-(])(\w)", lambda m: m[1] + m[2].upper(), text)
    return text
