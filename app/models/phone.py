"""Phone numbers: kept as typed, known by their international form, found in any notation.

The international form is what Google's libphonenumber says. Its full parse costs some 55 µs, so
plain shapes take a short way here that reads the same metadata and gives the same answer; the
tests hold the two against each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from app.storage.text import digits as only_digits

_PLAIN: Final = re.compile(r"\+?[ ]?\(?[0-9][0-9 ().\-/]{5,24}").fullmatch
_SPACES: Final = re.compile(
    "[\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u205f\u2060\u2066-\u2069\ufeff]+"
)
"""Narrow spaces and marks of direction that stand in numbers copied from elsewhere."""
_MAX_LENGTH: Final = 60
_USUAL_LENGTH: Final = 12
"""Of a number without its calling code, the plus counted: what is longer is two codes in one."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number: the value as typed, "+441614960000" or "", its digits, an extension or ""."""

    value: str
    e164: str
    digits: str
    extension: str = ""

    @property
    def key(self) -> str:
        """What two notations of one number have in common: the E.164 form, else the digits."""
        return self.e164 or self.digits


class _Plan(NamedTuple):
    """What libphonenumber's metadata says of one numbering plan."""

    calling_code: str
    lengths: frozenset[int]
    matches: re.Pattern[str]
    trunk: re.Pattern[str] | None


def normalise(value: str, country: str) -> Phone:
    """`value` read as someone in `country` (ISO 3166, "GB") would dial it.

    The E.164 form is given only for numbers of a possible length (libphonenumber's
    is_possible_number), so that a mistyped one is kept but never dialled wrongly.
    """
    text = value.strip()
    if not text.isascii():
        text = _SPACES.sub(" ", text)
    if _PLAIN(text):
        number = only_digits(text)
        e164 = _plain_e164(number, country, text[0] == "+")
        if e164 is not None:
            return Phone(value, e164, number)
    return _by_library(value, text, country)


def plain_number(text: str, country: str) -> tuple[str, str] | None:
    """E.164 form and digits of a number of `country`, or of one that names its own.

    None unless it is written plainly, possible, begins as numbers of its country do, and does not
    say its calling code twice: all that needs no second look.
    """
    if text[-2:] == ".0" or not _PLAIN(text):
        return None
    number = only_digits(text)
    abroad = text[0] == "+"
    e164 = _plain_e164(number, country, abroad)
    if not e164:
        return None
    home = None if abroad else _plan_of_country(country)
    if home is not None:
        code = home.calling_code
        national, plan = e164[1 + len(code) :], _plan_of_code(code)
        if national.startswith(code) or (plan and not plan.matches.fullmatch(national)):
            return None
    return e164, number


def _plain_e164(number: str, country: str, international: bool) -> str | None:
    """The E.164 form by the short way, "" for impossible, None where only the library knows."""
    if international:
        code = _calling_code(number)
        plan = _plan_of_code(code) if code else None
        national = number[len(code) :]
    else:
        plan = _plan_of_country(country)
        national = number
        if plan is None or number.startswith(("00", plan.calling_code)):
            return None
        if len(number) > 11:
            return None
    if plan is None:
        return None
    trunk = plan.trunk.match(national) if plan.trunk else None
    if trunk:
        bare = national[trunk.end() :]
        # libphonenumber keeps a leading trunk digit that makes the number right as it stands
        if plan.matches.fullmatch(national) and not plan.matches.fullmatch(bare):
            return None
        national = bare
    if national.startswith("0"):
        return None
    if len(national) not in plan.lengths:
        return None if trunk else ""
    return f"+{plan.calling_code}{national}"


def _by_library(value: str, text: str, country: str) -> Phone:
    import phonenumbers

    number = only_digits(text)
    if not number or len(text) > _MAX_LENGTH:
        return Phone(value, "", number)
    try:
        parsed = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return Phone(value, "", number)
    extension = parsed.extension or ""
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        # Of what is no number nobody can tell which digits are an extension
        return Phone(value, "", number)
    if extension and number.endswith(extension):
        number = number[: -len(extension)]
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Phone(value, e164, number, extension)


@lru_cache(maxsize=512)
def _plan_of_country(country: str) -> _Plan | None:
    """The plan by which numbers of a country are read.

    Which lengths are possible is said by the main region of its calling code, as in the library:
    for Canada (+1) that is the United States.
    """
    import phonenumbers

    plan = _plan(phonenumbers.PhoneMetadata.metadata_for_region(country, None))
    main = _plan_of_code(plan.calling_code) if plan is not None else None
    return plan._replace(lengths=main.lengths) if plan is not None and main is not None else None


@lru_cache(maxsize=512)
def _plan_of_code(code: str) -> _Plan | None:
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(code))
    if region == "001":
        return None
    return _plan(phonenumbers.PhoneMetadata.metadata_for_region(region, None))


def _plan(metadata: object) -> _Plan | None:
    general = getattr(metadata, "general_desc", None)
    prefix = getattr(metadata, "national_prefix_for_parsing", None)
    if general is None or getattr(metadata, "national_prefix_transform_rule", None):
        return None
    lengths = frozenset(general.possible_length) - frozenset(general.possible_length_local_only)
    return _Plan(
        str(getattr(metadata, "country_code", "")),
        lengths,
        re.compile(general.national_number_pattern),
        re.compile(prefix) if prefix else None,
    )


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    import phonenumbers

    return frozenset(str(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE)


def _calling_code(number: str) -> str:
    codes = _codes()
    for length in (1, 2, 3):
        if number[:length] in codes:
            return number[:length]
    return ""


@lru_cache(maxsize=512)
def _trunk_of(code: str) -> str:
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(code))
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    return (metadata.national_prefix or "") if metadata is not None else ""


def fits_plan(e164: str) -> bool:
    """Whether a number begins as numbers of its country do, not only has a length of theirs.

    By libphonenumber's general pattern of the country; true where it has none.
    """
    code = _calling_code(e164[1:])
    plan = _plan_of_code(code) if code else None
    return plan is None or plan.matches.fullmatch(e164[1 + len(code) :]) is not None


def without_doubled_code(e164: str, country: str) -> str:
    """The number once its calling code is said but once: +49493511234567 was typed 493511234567.

    A spreadsheet takes the plus away from +493511234567. Left alone where the longer number is
    one of the country too, unless it is longer than numbers usually are.
    """
    code = _calling_code(e164[1:])
    twice = bool(code) and e164[1 + len(code) :].startswith(code)
    if not twice:
        return e164
    bare = f"+{e164[1 + len(code) :]}"
    too_long = len(e164) - len(code) > _USUAL_LENGTH
    there = share_of_numbers([bare], country)
    return bare if there and (too_long or not share_of_numbers([e164], country)) else e164


def country_of(value: str) -> str:
    """The country (ISO 3166) of a number that names one ("+49 711 …", "0049 711 …"), else ""."""
    text = value.strip()
    number = only_digits(text)
    code = _calling_code(number[2:] if text.startswith("00") else number)
    if not code or not text.startswith(("+", "00")):
        return ""
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(code))
    return "" if region in ("001", "ZZ") else str(region)


def share_of_numbers(values: Sequence[str], country: str) -> float:
    """How many of these are numbers of a country by all that is known of its numbers: 0 to 1."""
    import phonenumbers

    fitting = 0
    for text in values:
        try:
            parsed = phonenumbers.parse(text[:_MAX_LENGTH], country)
        except phonenumbers.NumberParseException:
            continue
        fitting += phonenumbers.is_valid_number_for_region(parsed, country)
    return fitting / len(values) if values else 0.0


def search_digits(value: str, e164: str) -> list[str]:
    """The digit strings to index, so that the number is found by the beginning of any of them.

    For 0161 496 0000 in Britain: 441614960000, 01614960000, 1614960000, and what was typed when
    it is something else. Longest first, none twice. Parts from the middle are found by looking
    into these strings; a trunk zero after the calling code is taken off what is looked for.
    """
    typed = only_digits(value)
    if not e164:
        return [typed] if typed else []
    whole = e164[1:]
    code = _calling_code(whole)
    national = whole[len(code) :]
    trunk = _trunk_of(code) if code else ""
    forms = [whole, trunk + national, national] if trunk else [whole, national]
    if trunk == code:
        # In North America one dials the calling code itself
        del forms[1]
    if typed and typed not in forms:
        forms.insert(0, typed)
    return forms
