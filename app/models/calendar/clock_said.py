"""Times of day in the clock of a locale: "15:05", or "3:05 pm" where people count to twelve."""

from __future__ import annotations

from datetime import datetime

_ALWAYS_TWELVE = (
    "AE AG AR AU BB BH BM BN BO BS CL CO CR CY DM DO DZ EC EG EH ER ET FJ FM GD GH GM GR GT GU GY"
    " HN IN IQ JM JO KI KN KR KW KY LB LC LR LS LY MH MO MP MR MW MX MY NI NZ OM PA PE PG PH PK PR"
    " PS PW PY QA SA SB SD SG SL SO SS SV SY SZ TC TD TN TO TT TW US UY VC VE VG VI WS YE ZM"
)
_ENGLISH_TWELVE = ("CA", "HK", "NA", "VU")
"""Countries of two clocks: twelve hours in English, twenty-four in their other language."""
_CAPITALS = ("US", "PR", "GU", "VI", "MP", "PH")


def counts_to_twelve(locale: str) -> bool:
    """Whether people of a locale such as ``en_US`` say "3:05 pm" (Unicode CLDR, preferred hours).

    A locale that is not known, or names no country, has twenty-four hours.
    """
    language, _, country = locale.replace("-", "_").partition("_")
    return country in _ALWAYS_TWELVE.split() or (language == "en" and country in _ENGLISH_TWELVE)


def clock_said(moment: datetime, locale: str) -> str:
    """A time of day as a business with that locale says it, in English words."""
    if not counts_to_twelve(locale):
        return f"{moment:%H:%M}"
    half = "am" if moment.hour < 12 else "pm"
    if locale.replace("-", "_").rpartition("_")[2] in _CAPITALS:
        half = half.upper()
    return f"{moment.hour % 12 or 12}:{moment:%M}\N{NO-BREAK SPACE}{half}"
