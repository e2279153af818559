"""Which column is what: by the words above it, in nine languages, and by what stands in it.

Nothing is guessed silently: each column says whether it was recognised, should be checked,
becomes a new own field, or is left out because nothing stands in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.exchange.tables.guess import ColumnGuess, State
from app.exchange.tables.header_row_words import headings_of, names_somebody
from app.exchange.tables.header_typos import put_right
from app.exchange.tables.header_words import Heading
from app.exchange.tables.recognise_addresses import with_addresses
from app.exchange.tables.recognise_more import refined
from app.exchange.tables.recognise_pairs import with_extensions, with_pairs
from app.exchange.tables.recognise_targets import ADDRESS, BY_VALUES, PLAIN, SINGLE
from app.exchange.tables.recognise_unnamed import with_unnamed, without_a_name
from app.exchange.tables.table import Cell, Table
from app.exchange.tables.values import (
    are_codes,
    are_firms,
    are_marks,
    are_mixed,
    are_people,
    are_several_lines,
    are_several_words,
    are_titles,
    are_whole_addresses,
    samples_of,
    shape_of,
    share_with_a_word_of,
)
from app.models.imports.import_targets import LEAVE_OUT, OWN, label_of
from app.models.imports.list_headings import Goal, goals_of

_SAMPLES: Final = 3
_LOOKED_AT: Final = 200
# "Office" or "Company" above nothing but numbers is where they ring.
_PLACES_TO_REACH: Final = frozenset({"department", "account.name"})
_NAMES: Final = frozenset({"full_name", "first_name", "last_name", "nickname"})


@dataclass(slots=True)
class _Sheet:
    """What has to be known of all columns to judge one."""

    headings: list[Heading]
    cells: list[list[Cell]]
    country: str
    meanings: frozenset[str]
    nameless: frozenset[int]

    def has(self, *meanings: str) -> bool:
        return not self.meanings.isdisjoint(meanings)

    def naming(self, cells: Sequence[Cell], *meanings: str) -> float:
        """Which part of some cells has a word that stands in columns of those meanings."""
        pairs = zip(self.headings, self.cells, strict=True)
        return share_with_a_word_of([of for h, of in pairs if h.meanings & {*meanings}], cells)


def columns(
    headers: Sequence[str], rows: Sequence[Sequence[Cell]], *, country: str = "GB"
) -> list[ColumnGuess]:
    """One guess for each column of a table, in order; `country` settles ambiguous dates."""
    nameless = without_a_name(headers)
    headings = headings_of(["" if at in nameless else name for at, name in enumerate(headers)])
    cells = [samples_of(rows, index, _LOOKED_AT) for index in range(len(headers))]
    alike = put_right(headers, headings, cells)
    filled = [
        h.meanings for h, column in zip(headings, cells, strict=True) if column and not h.unknown
    ]
    sheet = _Sheet(headings, cells, country, frozenset().union(*filled), nameless)
    guesses = [
        _asked_about(_guess(sheet, index, header), alike.get(index, ""))
        for index, header in enumerate(headers)
    ]
    known = goals_of(headers)
    if known:
        return _labelled(_as_we_wrote(_without_doubles(guesses, headings), known))
    named = _with_a_name(_without_doubles(guesses, headings), sheet)
    named = with_unnamed(named, rows, nameless)
    found = refined(with_addresses(named, rows), headings, rows, country)
    return _labelled(with_extensions(with_pairs(found, rows), rows))


def _asked_about(guess: ColumnGuess, read: str) -> ColumnGuess:
    if not read or guess.target.startswith(OWN):
        return guess
    question = f"“{guess.header}” is read as “{read}”. Is that right?"
    return replace(guess, state="check", question=question)


def _as_we_wrote(guesses: list[ColumnGuess], known: Mapping[int, Goal]) -> list[ColumnGuess]:
    """A list of our own: its headings say where each column goes, whatever stands in it."""
    for place, (target, options) in known.items():
        guess = guesses[place]
        if guess.samples:
            state: State = "new_field" if target.startswith(OWN) else "recognised"
            state = "left_out" if target == LEAVE_OUT else state
            kept = {"date_order": order} if (order := guess.options.get("date_order")) else {}
            guesses[place] = replace(guess, target=target, state=state, options={**kept, **options})
    return guesses


def _with_a_name(guesses: list[ColumnGuess], sheet: _Sheet) -> list[ColumnGuess]:
    """Where no heading speaks of names, the first column that holds names of people."""
    if any(guess.target in _NAMES for guess in guesses):
        return guesses
    firms = any(guess.target == "account.name" for guess in guesses)
    told = [g for g in guesses if names_somebody(g.header)]
    for guess in (*told, *guesses):
        cells = sheet.cells[guess.index]
        if len(guesses) == 1:
            # Beside nothing else, "Quill, Ada" is a person and no place
            cells = [" ".join(reversed(str(cell).split(", ", 1))) for cell in cells]
        people = are_people(cells)
        # Whose dog it is, or whose house: nobody of ours
        owner = guess.target == "owner" and not firms and people
        firm = "company" in sheet.headings[guess.index].meanings
        named = guess in told and are_several_words(cells)
        if owner or (guess.state == "new_field" and not firm and (named or people)):
            place = guesses.index(guess)
            guesses[place] = replace(guess, target="full_name", state="check", options={})
            break
    return guesses


def given(table: Table) -> list[ColumnGuess]:
    """One guess for each column of an address book, whose reader knows what is what."""
    guesses = []
    for index, (target, options) in enumerate(table.info.targets):
        state: State = "recognised"
        if target == LEAVE_OUT:
            state = "left_out"
        elif target.startswith(OWN):
            state = "new_field"
        samples = tuple(str(cell)[:200] for cell in samples_of(table.rows, index, _SAMPLES))
        guesses.append(ColumnGuess(index, table.headers[index], target, state, samples, options))
    return _labelled(guesses)


def _guess(sheet: _Sheet, index: int, header: str) -> ColumnGuess:
    cells = sheet.cells[index]
    samples = tuple(str(cell)[:200] for cell in cells[:_SAMPLES])
    if not cells:
        return ColumnGuess(index, header, LEAVE_OUT, "left_out")
    heading = sheet.headings[index]
    shape = shape_of(cells)
    if heading.is_type:
        return _type_column(sheet, index, header, samples)
    target = _by_words(sheet, heading, index)
    state: State = "check" if heading.unknown else "recognised"
    # "Contact" can be whom, and how to reach them; Notes' "InternetAddress" is for mail
    reach = (target == "full_name" and shape in ("phone", "email")) or (
        target == "account.website" and shape == "email"
    )
    # "Contact no" above "CON1"
    target = "" if target.startswith("phone.") and are_marks(cells) else target
    if not target or reach or (heading.unknown and not _bears_out(target, shape)):
        return _by_values(sheet, index, header, samples, shape)
    if heading.kind and target in _PLACES_TO_REACH and shape in ("phone", "email"):
        target, state = f"{shape}.{heading.kind}", "check"
    if target == "birth_day" and shape == "date":
        target = "birthday"
    if _contradicts(target, shape):
        state = "check"
    options: dict[str, object] = {}
    if target.startswith("address.") and _numbered_addresses(sheet, heading):
        options["number"] = heading.number
    return ColumnGuess(index, header, target, state, samples, options)


def _type_column(sheet: _Sheet, index: int, header: str, samples: tuple[str, ...]) -> ColumnGuess:
    """Google's "E-mail 1 - Label": the kind of what stands in the value column of that number."""
    own = sheet.headings[index]
    if not own.meanings.isdisjoint({"email", "phone", "address"}):
        beside = [*range(index + 1, min(index + 4, len(sheet.headings))), index - 1]
        for other in beside:
            heading = sheet.headings[other] if other >= 0 else None
            if heading is None or heading.is_type or heading.number != own.number:
                continue
            if heading.meanings and heading.meanings <= {"email", "phone", *ADDRESS, "address"}:
                return ColumnGuess(index, header, "row_kind", "recognised", samples, {"of": other})
    return ColumnGuess(index, header, OWN + header, "new_field", samples)


def _by_words(sheet: _Sheet, heading: Heading, index: int) -> str:
    meanings = heading.meanings
    if not meanings:
        return ""
    if "email" in meanings and meanings <= {"email", "company", "name", "address", "street"}:
        return _reach_target("email", heading, "company" in meanings)
    for reach in ("email", "phone", "mobile", "fax", "rare_phone", "car"):
        if reach in meanings and meanings <= {reach, "company", "phone", "mobile", "name"}:
            return _reach_target(reach, heading, "company" in meanings)
    if "website" in meanings and meanings <= {"website", "company"}:
        return "account.website" if sheet.has("company") and heading.kind != "home" else ""
    places = [meaning for meaning in meanings if meaning in ADDRESS or meaning == "address"]
    if places and meanings <= {*places, "company"}:
        return _address_target(sheet, heading, places, index)
    if meanings == {"company", "name"}:
        # "Customer" over "Name": a customer can be a person
        people = are_people(sheet.cells[index]) or are_mixed(sheet.cells[index])
        named = any(other.meanings & {"full", "shown", "first", "last"} and len(other.meanings) == 1
                    for other in sheet.headings)  # fmt: skip
        return "full_name" if people and not named else "account.name"
    if len(meanings) > 1:
        meanings = meanings - {"company"}
    if len(meanings) != 1:
        return ""
    return _plain_target(sheet, next(iter(meanings)), index)


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


def _address_target(sheet: _Sheet, heading: Heading, places: list[str], index: int) -> str:
    kind = heading.kind or _kind_before(sheet, index) or "other"
    known = [place for place in places if place != "address"]
    if set(known) >= {"postcode", "town"}:
        return f"address.{kind}.postcode_town"
    if len(known) == 1:
        part = ADDRESS[known[0]]
    elif set(known) == {"street", "house"}:
        part = "street"
    elif known:
        return ""
    else:
        part = _address_part(sheet, index)
    if part == "street" and heading.number > 1 and not _numbered_addresses(sheet, heading):
        part = "street2"
    if part == "town" and shape_of(sheet.cells[index]) == "postcode_town":
        part = "postcode_town"
    return f"address.{kind}.{part}"


def _kind_before(sheet: _Sheet, index: int) -> str:
    """Thunderbird's second "City" is that of the address that stands before it."""
    alike = [other for other in sheet.headings if other == sheet.headings[index]]
    if len(alike) < 2:
        return ""
    for other in reversed(sheet.headings[max(0, index - 8) : index]):
        if other.kind and other.meanings & {"address", "street"}:
            return other.kind
    return ""


def _address_part(sheet: _Sheet, index: int) -> str:
    """Tell a street from a whole address, where the header says "Address" alone."""
    beside = sheet.has("town", "postcode", "postcode_town")
    lines = are_several_lines(sheet.cells[index]) or (
        not beside and are_whole_addresses(sheet.cells[index])
    )
    return "block" if lines and (not beside or sheet.has("street")) else "street"


def _numbered_addresses(sheet: _Sheet, heading: Heading) -> bool:
    """Whether "Address 2 - Street" is a second address: then its town has the number too."""
    return heading.number > 1 and any(
        other.number == heading.number and "town" in other.meanings for other in sheet.headings
    )


def _plain_target(sheet: _Sheet, meaning: str, index: int) -> str:
    cells = sheet.cells[index]
    if meaning == "title":
        other_job = sheet.has("job") and not are_several_words(cells)
        return "prefix" if are_titles(cells) else "" if other_job else "job_title"
    if meaning == "prefix" and not are_titles(cells, 0.2):
        return "" if sheet.has("first", "full", "shown", "name") else "prefix"
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
        return _name_target(sheet, cells) if meaning == "name" else _full_target(sheet, index)
    if meaning == "birthday" and sheet.has("birth_year") and shape_of(cells) != "date":
        return "birth_day"
    return PLAIN.get(meaning, "")


def _full_target(sheet: _Sheet, index: int) -> str:
    """Beside first and last names, names that share no word with them are those of firms (Xero).

    What a program shows for somebody ("Acme, Ann Lee") is no name beside the name itself.
    """
    cells = sheet.cells[index]
    if "shown" in sheet.headings[index].meanings and sheet.has("full", "name"):
        return ""
    if not sheet.has("first", "last"):
        return "full_name"
    if not are_several_words(cells):
        return ""
    if not (sheet.has("first") and sheet.has("last")) or sheet.has("company"):
        return "full_name"
    return "account.name" if sheet.naming(cells, "first", "last") <= 0.5 else "full_name"


def _name_target(sheet: _Sheet, cells: Sequence[Cell]) -> str:
    if sheet.has("first") and are_several_words(cells) and sheet.naming(cells, "first") >= 0.6:
        # "Name" beside "First name" that says the first name once more
        return "full_name"
    if sheet.has("first") != sheet.has("last"):
        return "last_name" if sheet.has("first") else "first_name"
    if sheet.has("first") and are_people(cells) and sheet.naming(cells, "first", "last") <= 0.2:
        # Whoever bought the tickets of those whose names stand in parts
        return ""
    if sheet.has("full") and not sheet.has("company") and not are_people(cells):
        return "account.name"
    if not sheet.has("full", "first", "last") and are_firms(cells, 0.8):
        # Beside it stands what the firm is called in the street
        return "account.name"
    if not sheet.has("company", "first", "last") and are_firms(cells, 0.51):
        return "account.name"
    return "full_name"


def _bears_out(target: str, shape: str) -> bool:
    return bool(shape) and target.split(".")[0] == shape


def _contradicts(target: str, shape: str) -> bool:
    """Whether the cells are plainly something else than the header says."""
    if shape in {"", "postcode"}:
        return target.startswith("email.") and shape == "postcode"
    group = target.split(".")[0]
    if shape == "email":
        return group != "email"
    if shape == "date":
        return group in {"email", "phone", "address"} or target.endswith("_name")
    return shape == "phone" and group in {"email", "full_name", "last_name"}


def _by_values(
    sheet: _Sheet, index: int, header: str, samples: tuple[str, ...], shape: str
) -> ColumnGuess:
    heading = sheet.headings[index]
    target = BY_VALUES.get(shape, "")
    if target.endswith(".other") and heading.kind in ("work", "home"):
        target = f"{shape}.{heading.kind}" if shape in ("phone", "email") else target
    nameless = index in sheet.nameless
    if target and not heading.relation and (nameless or _tells_itself(sheet, index, header, shape)):
        return ColumnGuess(index, header, target, "check", samples)
    return ColumnGuess(index, header, OWN + header, "new_field", samples)


def _tells_itself(sheet: _Sheet, index: int, header: str, shape: str) -> bool:
    """Whether cells under words that nobody knows are plainly emails or numbers to call."""
    heading = sheet.headings[index]
    if shape == "email":
        return not sheet.has("email")
    if shape == "postcode_town":
        return not sheet.has("postcode", "town", "postcode_town")
    if not heading.unknown and ("#" not in header or heading.kind):
        return True
    numbers = [str(cell).strip() for cell in sheet.cells[index]]
    dialled = sum(text[:1] in "+0(" and not text.isdecimal() for text in numbers)
    return not sheet.has("phone") and dialled >= 0.8 * len(numbers)


def _without_doubles(guesses: list[ColumnGuess], headings: Sequence[Heading]) -> list[ColumnGuess]:
    """Keep one column for what a person has once; the further ones become own fields.

    The second of two family names, as Spaniards have them, stands behind the first.
    """
    seen: set[str] = set()
    kept = []
    for guess in guesses:
        if guess.target in SINGLE:
            if guess.target in seen and "last_two" not in headings[guess.index].meanings:
                guess = replace(guess, target=OWN + guess.header, state="new_field", options={})
            seen.add(guess.target)
        kept.append(guess)
    return kept


def _labelled(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    return [replace(guess, label=label_of(guess.target)) for guess in guesses]
