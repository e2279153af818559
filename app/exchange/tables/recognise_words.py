"""Where a column goes by what its heading says, with a look at the other headings and the cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.exchange.tables.header_row_words import REGISTERS
from app.exchange.tables.header_words import Heading
from app.exchange.tables.recognise_targets import ADDRESS, PLAIN
from app.exchange.tables.table import Cell
from app.exchange.tables.values import (
    are_codes,
    are_firms,
    are_mixed,
    are_people,
    are_several_lines,
    are_several_words,
    are_titles,
    are_whole_addresses,
    shape_of,
    share_with_a_word_of,
)
from app.models.fold import fold
from app.models.name_words import PARTICLES

_NAMED: Final = frozenset({"full", "shown", "first", "last"})
_LONG_WORD: Final = re.compile(r"[^\W\d_]{4}").search


@dataclass(slots=True)
class Sheet:
    """What has to be known of all columns to judge one."""

    headings: list[Heading]
    cells: list[list[Cell]]
    country: str
    meanings: frozenset[str]
    nameless: frozenset[int]
    words: frozenset[str] = frozenset()
    """The words above all columns with anything in them."""

    def has(self, *meanings: str) -> bool:
        """Whether a column with anything in it has one of those meanings."""
        return not self.meanings.isdisjoint(meanings)

    def of_clients(self) -> bool:
        """Whether "client" says whose something is, as above "Client Surname"."""
        both = (h.meanings for h in self.headings if "company" in h.meanings)
        return any(meanings & {"first", "last"} for meanings in both)

    def naming(self, cells: Sequence[Cell], *meanings: str) -> float:
        """Which part of some cells has a word that stands in columns of those meanings."""
        pairs = zip(self.headings, self.cells, strict=True)
        return share_with_a_word_of([of for h, of in pairs if h.meanings & {*meanings}], cells)


def by_words(sheet: Sheet, heading: Heading, index: int) -> str:
    """The target that a heading names, "" for none."""
    meanings = heading.meanings
    if not meanings:
        return ""
    firms = "company" in meanings and not sheet.of_clients()
    if "email" in meanings and meanings <= {"email", "company", "name", "address", "street"}:
        return _reach_target("email", heading, firms)
    for reach in ("email", "phone", "mobile", "fax", "rare_phone", "car"):
        if reach in meanings and meanings <= {reach, "company", "phone", "mobile", "name"}:
            return _reach_target(reach, heading, firms)
    if "website" in meanings and meanings <= {"website", "company"}:
        return "account.website" if sheet.has("company") and heading.kind != "home" else ""
    places = [meaning for meaning in meanings if meaning in ADDRESS or meaning == "address"]
    if places and meanings <= {*places, "company"}:
        return _address_target(sheet, heading, places, index)
    if meanings == {"company", "name"}:
        return _customer_target(sheet, sheet.cells[index])
    if len(meanings) > 1 and meanings != {"company", "job"}:
        # "Company & position" in one cell is neither
        meanings = meanings - {"company"}
    if len(meanings) != 1:
        return ""
    return _plain_target(sheet, next(iter(meanings)), index)


def _customer_target(sheet: Sheet, cells: Sequence[Cell]) -> str:
    """What stands below a customer's name: a customer can be a person."""
    if sheet.has("first") and not sheet.has("last"):
        return "last_name"
    named = any(len(other.meanings) == 1 and other.meanings <= _NAMED for other in sheet.headings)
    return "full_name" if not named and (are_people(cells) or are_mixed(cells)) else "account.name"


def _reach_target(reach: str, heading: Heading, of_company: bool) -> str:
    if reach == "email":
        return f"email.{heading.kind or ('work' if of_company else 'other')}"
    if "fax" in heading.meanings:
        return "phone.fax"
    if "mobile" in heading.meanings or reach == "car":
        return "phone.mobile"
    if of_company:
        return "account.phone"
    return "phone.other" if reach == "rare_phone" else f"phone.{heading.kind or 'other'}"


def _address_target(sheet: Sheet, heading: Heading, places: list[str], index: int) -> str:
    kind = heading.kind or _kind_before(sheet, index) or "other"
    known = [place for place in places if place != "address"]
    if set(known) >= {"postcode", "town"}:
        return f"address.{kind}.postcode_town"
    if known == ["house"] and not sheet.has("street", "address"):
        # "Adres + huisnr."
        words = sum(_LONG_WORD(str(cell)) is not None for cell in sheet.cells[index])
        known = ["street"] if 2 * words > len(sheet.cells[index]) else known
    if len(known) == 1:
        part = ADDRESS[known[0]]
    elif set(known) == {"street", "house"}:
        part = "street"
    elif known:
        return ""
    else:
        part = _address_part(sheet, index)
    if part == "street" and heading.number > 1 and not numbered_addresses(sheet, heading):
        part = "street2"
    if part == "town" and shape_of(sheet.cells[index]) == "postcode_town":
        part = "postcode_town"
    return f"address.{kind}.{part}"


def _kind_before(sheet: Sheet, index: int) -> str:
    """Thunderbird's second "City" is that of the address that stands before it."""
    alike = [other for other in sheet.headings if other == sheet.headings[index]]
    if len(alike) < 2:
        return ""
    for other in reversed(sheet.headings[max(0, index - 8) : index]):
        if other.kind and other.meanings & {"address", "street"}:
            return other.kind
    return ""


def _address_part(sheet: Sheet, index: int) -> str:
    """Tell a street from a whole address, where the header says "Address" alone."""
    beside = sheet.has("town", "postcode", "postcode_town")
    lines = are_several_lines(sheet.cells[index]) or (
        not beside and are_whole_addresses(sheet.cells[index])
    )
    return "block" if lines and (not beside or sheet.has("street")) else "street"


def numbered_addresses(sheet: Sheet, heading: Heading) -> bool:
    """Whether "Address 2 - Street" is a second address: then its town has the number too."""
    return heading.number > 1 and any(
        other.number == heading.number and "town" in other.meanings for other in sheet.headings
    )


def _plain_target(sheet: Sheet, meaning: str, index: int) -> str:
    cells = sheet.cells[index]
    if meaning in ("title", "prefix"):
        return _title_target(sheet, meaning, cells)
    if meaning == "company_kind" and not sheet.has("company"):
        # Of whose "Account type"?
        return "" if sheet.has("full", "first", "last") else PLAIN[meaning]
    if meaning == "anniversary":
        return "" if sheet.has("birthday", "birth_year") else "birthday"
    if meaning == "second":
        return "middle_name" if sheet.has("last") else "last_name"
    if meaning in ("month", "day"):
        before = sheet.headings[max(0, index - 2) : index]
        beside = any(other.meanings & {"birth_year", "birth_month"} for other in before)
        return f"birth_{meaning}" if beside else ""
    if meaning == "code" and not are_codes(cells):
        return ""
    if meaning == "company" and not sheet.has("full", "shown", "first", "last", "name"):
        return "full_name" if are_people(cells) or are_mixed(cells) else "account.name"
    if meaning in ("name", "full", "shown"):
        return _called_target(sheet, meaning, index)
    if meaning == "birthday" and sheet.has("birth_year") and shape_of(cells) != "date":
        return "birth_day"
    return PLAIN.get(meaning, "")


def _title_target(sheet: Sheet, meaning: str, cells: Sequence[Cell]) -> str:
    """What stands before a name, or what somebody does where no other column says so."""
    if are_titles(cells, 0.5 if meaning == "title" else 0.2):
        return "prefix"
    if meaning == "title":
        return "" if sheet.has("job") else "job_title"
    return "" if sheet.has("first", "full", "shown", "name") else "prefix"


def _called_target(sheet: Sheet, meaning: str, index: int) -> str:
    cells = sheet.cells[index]
    if meaning != "name":
        return _full_target(sheet, index)
    return "" if _goes_on(sheet, index) and not are_people(cells) else _name_target(sheet, cells)


def _goes_on(sheet: Sheet, index: int) -> bool:
    """Whether a column is a "Name 2" behind a "Name 1": a department, or the rest of a name."""
    heading = sheet.headings[index]
    before = sheet.headings[:index]
    return heading.number > 1 and any(other.meanings == heading.meanings for other in before)


def _full_target(sheet: Sheet, index: int) -> str:
    """Beside first and last names, names that share no word with them are those of firms (Xero).

    What a program shows for somebody ("Acme, Ann Lee") is no name beside the name itself.
    """
    cells = sheet.cells[index]
    if "shown" in sheet.headings[index].meanings and sheet.has("full", "name"):
        return ""
    if not sheet.has("first", "last"):
        if are_firms(cells, 0.51) and "full" in sheet.headings[index].meanings:
            return "" if sheet.has("company") else "account.name"
        return "full_name"
    if not are_several_words(cells):
        # "nome_referente" beside "cognome_referente"
        return "first_name" if sheet.has("last") and not sheet.has("first") else ""
    if not (sheet.has("first") and sheet.has("last")) or sheet.has("company"):
        return "full_name"
    return "account.name" if sheet.naming(cells, "first", "last") <= 0.5 else "full_name"


def _is_turned(text: str) -> bool:
    """Whether more than a particle stands behind the comma: "Vries, de" is a last name."""
    return not PARTICLES.issuperset(fold(text.partition(", ")[2]).split())


def _name_target(sheet: Sheet, cells: Sequence[Cell]) -> str:
    if 2 * sum(_is_turned(str(cell)) for cell in cells) > len(cells) and not are_firms(cells):
        # "Berg, J.P. van den" beside a "Roepnaam"
        return "full_name"
    if sheet.has("first") and are_several_words(cells) and sheet.naming(cells, "first") >= 0.6:
        # "Name" beside "First name" that says the first name once more
        return "full_name"
    if sheet.has("first") != sheet.has("last"):
        return "last_name" if sheet.has("first") else "first_name"
    if sheet.has("first") and not are_several_words(cells) and not are_firms(cells):
        # Whoever was born as "Nom" and is called "Nom d'usage"
        return ""
    if sheet.has("first") and are_people(cells) and sheet.naming(cells, "first", "last") <= 0.2:
        # Whoever bought the tickets of those whose names stand in parts
        return ""
    if sheet.has("full") and not sheet.has("company") and not are_people(cells):
        return "account.name"
    if not sheet.has("full", "first", "last") and are_firms(cells, 0.8):
        # Beside it stands what the firm is called in the street
        return "account.name"
    most = 0.51 if REGISTERS.isdisjoint(sheet.words) else 0.2
    if not sheet.has("company", "first", "last") and are_firms(cells, most):
        return "account.name"
    return "full_name"
