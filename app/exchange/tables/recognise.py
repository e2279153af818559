"""Which column is what: by the words above it, in nine languages, and by what stands in it.

Nothing is guessed silently: each column says whether it was recognised, should be checked,
becomes a new own field, or is left out because nothing stands in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.exchange.tables.guess import ColumnGuess, State
from app.exchange.tables.header_row_words import headings_of, names_somebody
from app.exchange.tables.header_typos import put_right
from app.exchange.tables.header_words import Heading, words_of
from app.exchange.tables.recognise_addresses import with_addresses
from app.exchange.tables.recognise_doubts import PLACES, said
from app.exchange.tables.recognise_firms import with_firms
from app.exchange.tables.recognise_more import refined
from app.exchange.tables.recognise_pairs import with_extensions, with_pairs
from app.exchange.tables.recognise_targets import ADDRESS, BY_VALUES, SINGLE
from app.exchange.tables.recognise_unnamed import with_unnamed, without_a_name
from app.exchange.tables.recognise_words import Sheet, numbered_addresses
from app.exchange.tables.table import Cell, Table
from app.exchange.tables.values import (
    are_people,
    are_several_words,
    are_whole_addresses,
    samples_of,
    shape_of,
)
from app.models.imports.import_targets import LEAVE_OUT, OWN, label_of
from app.models.imports.list_headings import Goal, goals_of

_SAMPLES: Final = 3
_LOOKED_AT: Final = 200
_SEVERAL: Final = 4
# "Office" or "Company" above nothing but numbers is where they ring.
_PLACES_TO_REACH: Final = frozenset({"department", "account.name"})
# Under these, any row of figures is a number to call.
_WHERE_THEY_RING: Final = frozenset(
    """
    home work office personal private privat perso prive business buro bureau oficina ufficio
    kantoor casa domicile thuis hem dom arbete arbeit praca trabajo lavoro contact contacts kontakt
    contacto contatto contato company firma daytime evening parents eltern
    """.split()  # noqa: SIM905
)
_NAMES: Final = frozenset({"full_name", "first_name", "last_name", "nickname"})


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
    words = [words_of(h) for h, column in zip(headers, cells, strict=True) if column]
    told = frozenset().union(*filled), nameless, frozenset().union(*words)
    sheet = Sheet(headings, cells, country, *told)
    guesses = [
        _asked_about(_guess(sheet, index, header), alike.get(index, ""))
        for index, header in enumerate(headers)
    ]
    known = goals_of(headers)
    if known:
        return _labelled(_as_we_wrote(_without_doubles(guesses, headings), known))
    named = _with_a_name(_without_doubles(guesses, headings), sheet)
    named = with_firms(with_unnamed(named, rows, nameless), headings, rows)
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


def _with_a_name(guesses: list[ColumnGuess], sheet: Sheet) -> list[ColumnGuess]:
    """Where no heading speaks of names, the first column that holds names of people."""
    if any(guess.target in _NAMES for guess in guesses):
        return guesses
    firms = any(guess.target == "account.name" for guess in guesses)
    told = [g for g in guesses if names_somebody(g.header)]
    named = [g for g in guesses if "name" in sheet.headings[g.index].meanings]
    for guess in (*named, *told, *guesses):
        cells = sheet.cells[guess.index]
        if len(guesses) == 1:
            # Beside nothing else, "Quill, Ada" is a person and no place
            cells = [" ".join(reversed(str(cell).split(", ", 1))) for cell in cells]
        people = are_people(cells)
        # Whose dog it is, or whose shop: nobody of ours, who would stand there twice
        owner = guess.target == "owner" and people and (not firms or _all_differ(cells))
        firm = "company" in sheet.headings[guess.index].meanings
        if firm and guess not in told:
            continue
        whole = guess in told and are_several_words(cells)
        if owner or (guess.state == "new_field" and (people if firm else whole or people)):
            place = guesses.index(guess)
            guesses[place] = replace(guess, target="full_name", state="check", options={})
            break
    return guesses


def _all_differ(cells: Sequence[Cell]) -> bool:
    return len(cells) >= _SEVERAL and len(set(cells)) == len(cells)


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


def _guess(sheet: Sheet, index: int, header: str) -> ColumnGuess:
    cells = sheet.cells[index]
    samples = tuple(str(cell)[:200] for cell in cells[:_SAMPLES])
    if not cells:
        return ColumnGuess(index, header, LEAVE_OUT, "left_out")
    heading = sheet.headings[index]
    shape = shape_of(cells)
    if heading.is_type:
        return _type_column(sheet, index, header, samples)
    target = said(sheet, index, header)
    state: State = "check" if heading.unknown else "recognised"
    # "Contact" can be whom, and how to reach them; Notes' "InternetAddress" is for mail
    reach = (target == "full_name" and shape in ("phone", "email")) or (
        target == "account.website" and shape == "email"
    )
    if not target or reach or (heading.unknown and not _bears_out(target, shape)):
        return _by_values(sheet, index, header, samples, shape)
    if heading.kind and target in _PLACES_TO_REACH and shape in ("phone", "email"):
        target, state = f"{shape}.{heading.kind}", "check"
    if target == "birth_day" and shape == "date":
        target = "birthday"
    group = target.partition(".")[0]
    if {group, shape} == {"phone", "email"}:
        # "Telefon/E-Mail" above numbers
        target, state = f"{shape}.{heading.kind or 'other'}", "check"
    if _contradicts(target, shape):
        state = "check"
    options: dict[str, object] = {}
    if target.startswith("address.") and numbered_addresses(sheet, heading):
        options["number"] = heading.number
    return ColumnGuess(index, header, target, state, samples, options)


def _type_column(sheet: Sheet, index: int, header: str, samples: tuple[str, ...]) -> ColumnGuess:
    """Google's "E-mail 1 - Label": the kind of what stands in the value column of that number."""
    own = sheet.headings[index]
    if not own.meanings.isdisjoint({"email", "phone", "address", "street"}):
        beside = [*range(index + 1, min(index + 4, len(sheet.headings))), index - 1]
        for other in beside:
            heading = sheet.headings[other] if other >= 0 else None
            if heading is None or heading.is_type or heading.number != own.number:
                continue
            if heading.meanings and heading.meanings <= {"email", "phone", *ADDRESS, "address"}:
                return ColumnGuess(index, header, "row_kind", "recognised", samples, {"of": other})
    return ColumnGuess(index, header, OWN + header, "new_field", samples)


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
    sheet: Sheet, index: int, header: str, samples: tuple[str, ...], shape: str
) -> ColumnGuess:
    heading = sheet.headings[index]
    target = BY_VALUES.get(shape, "")
    if target.endswith(".other") and heading.kind in ("work", "home"):
        target = f"{shape}.{heading.kind}" if shape in ("phone", "email") else target
    place = _place_of_something(sheet, index)
    if place:
        return ColumnGuess(index, header, f"address.other.{place}", "check", samples)
    where = heading.kind and not heading.meanings and not heading.unknown
    if where and not sheet.has(*PLACES) and are_whole_addresses(sheet.cells[index]):
        # "Residenza", "Domicile"
        return ColumnGuess(index, header, f"address.{heading.kind}.block", "check", samples)
    nameless = index in sheet.nameless
    if target and not heading.relation and (nameless or _tells_itself(sheet, index, header, shape)):
        return ColumnGuess(index, header, target, "check", samples)
    return ColumnGuess(index, header, OWN + header, "new_field", samples)


def _place_of_something(sheet: Sheet, index: int) -> str:
    """The part of an address under "Card Address City", where nothing else says where one lives."""
    heading = sheet.headings[index]
    own = heading.meanings & ADDRESS.keys()
    said = heading.meanings - {"address"}
    if not heading.unknown or heading.relation or len(own) != 1 or own != said:
        return ""
    alike = sum(own == other.meanings - {"address"} for other in sheet.headings)
    return "" if sheet.has(*PLACES) or alike > 1 else ADDRESS[next(iter(own))]


def _tells_itself(sheet: Sheet, index: int, header: str, shape: str) -> bool:
    """Whether cells under words that nobody knows are plainly emails or numbers to call."""
    heading = sheet.headings[index]
    if heading.meanings == {"code"}:
        return False
    if shape == "email":
        return not sheet.has("email")
    if shape == "postcode_town":
        return not sheet.has("postcode", "town", "postcode_town")
    if not heading.unknown and not _WHERE_THEY_RING.isdisjoint(words_of(header)):
        return True
    numbers = [str(cell).strip() for cell in sheet.cells[index]]
    dialled = sum(text[:1] in "+0(" and not text.isdecimal() for text in numbers)
    told = not heading.unknown and "#" not in header
    return (told or not sheet.has("phone")) and dialled >= 0.8 * len(numbers)


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
