"""What a second look at recognised columns finds: splits to show, dates to ask about, work."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.exchange.tables.guess import ColumnGuess, State
from app.exchange.tables.header_words import Heading
from app.exchange.tables.table import Cell
from app.exchange.tables.values import samples_of
from app.models.dates import column_order, read_date
from app.models.imports.import_couples import couple_in, may_be_couple
from app.models.imports.import_marks import DIED_ON, forbids, is_of_permission, left_a_list
from app.models.imports.import_numbers import number_beside
from app.models.imports.import_targets import OWN
from app.models.letters import address_text
from app.models.names import NameParts, display_name, looks_like_firm, split_name

_MONTH_FIRST: Final = frozenset({"US", "PH", "FM", "PW", "MH"})
_DATES: Final = frozenset({"birthday", "deceased_on", "deal.expected_close", "note.date"})
_BANS: Final = {
    "may_email": ("no_email", "emails"),
    "may_phone": ("no_phone", "calls"),
    "may_post": ("no_post", "letters"),
}
_LOOKED_AT: Final = 200
_SHOWN: Final = 3
_MOST: Final = 0.6
_FIGURES: Final = 5
"""Of a postcode in most lands that have figures alone."""
_SHORTENED: Final = (3, 4)
_IN_BRACKETS: Final = re.compile(r"([^()]+?)\s*\(([^()]{2,60})\)").fullmatch
_DEALS: Final = {
    "deal": "deal.title",
    "deal_amount": "deal.amount",
    "deal_currency": "deal.currency",
    "deal_stage": "deal.stage",
    "deal_close": "deal.expected_close",
}
_ENTRIES: Final = {"last_call": "call", "last_meeting": "meeting", "last_contact": "note"}
_SAID: Final = {"dmy": "day, month, year", "mdy": "month, day, year"}


def refined(
    guesses: Sequence[ColumnGuess],
    headings: Sequence[Heading],
    rows: Sequence[Sequence[Cell]],
    country: str,
) -> list[ColumnGuess]:
    """The guesses with deals and timeline, splits previewed, and unclear dates as questions."""
    found = _with_bans(_with_work(_with_site(guesses, headings), headings, rows), headings, rows)
    has_company = any(guess.target == "account.name" for guess in found)
    return [
        _with_question(
            _with_split(_with_zeros(guess, rows), rows, found, has_company=has_company),
            rows,
            country,
        )
        for guess in found
    ]


def _with_site(guesses: Sequence[ColumnGuess], headings: Sequence[Heading]) -> list[ColumnGuess]:
    """The first website as that of the firm, where a column of names turned out to be of firms."""
    found = list(guesses)
    targets = {guess.target for guess in found}
    if "account.name" not in targets or "account.website" in targets:
        return found
    for place, (guess, heading) in enumerate(zip(found, headings, strict=True)):
        site = heading.meanings == {"website"} and heading.kind != "home" and not heading.unknown
        if site and guess.target.startswith(OWN) and "." in "".join(guess.samples):
            found[place] = replace(guess, target="account.website", state="recognised", options={})
            break
    return found


def _with_work(
    guesses: list[ColumnGuess], headings: Sequence[Heading], rows: Sequence[Sequence[Cell]]
) -> list[ColumnGuess]:
    """Columns that speak of a deal, where one has its title; days on which something passed."""
    plain = [next(iter(h.meanings)) if len(h.meanings) == 1 and not h.unknown else ""
             for h in headings]  # fmt: skip
    has_deal = any(
        meaning == "deal" and guess.samples for meaning, guess in zip(plain, guesses, strict=True)
    )
    seen: set[str] = set()
    for place, (guess, meaning) in enumerate(zip(guesses, plain, strict=True)):
        if not guess.target.startswith(OWN):
            continue
        target = _DEALS.get(meaning, "") if has_deal else ""
        if target and target not in seen:
            seen.add(target)
            guesses[place] = replace(guess, target=target, state="recognised", options={})
        elif meaning in _ENTRIES and _are_days(samples_of(rows, guess.index, _LOOKED_AT)):
            options = {"kind": _ENTRIES[meaning]}
            guesses[place] = replace(guess, target="note.date", state="recognised", options=options)
    return guesses


def _with_bans(
    guesses: list[ColumnGuess], headings: Sequence[Heading], rows: Sequence[Sequence[Cell]]
) -> list[ColumnGuess]:
    """Columns that give leave or take it back: what takes it back is kept, and is a ban besides."""
    for place, (guess, heading) in enumerate(zip(guesses, headings, strict=True)):
        cells = samples_of(rows, guess.index, _LOOKED_AT)
        if guess.target == "deceased" and _are_days(cells):
            guesses[place] = replace(guess, target=DIED_ON)
        may = next(iter(heading.meanings & _BANS.keys()), "")
        if any(map(left_a_list, cells)):
            may = may or "may_email"
        if not may or not guess.target.startswith(OWN):
            continue
        no = next(filter(forbids, cells), None)
        if no is not None and all(map(is_of_permission, cells)):
            ban, what = _BANS[may]
            guesses[place] = replace(
                guess, state="check", options={**guess.options, "tightens": ban, "ban": ban},
                question=f"“{no}” under “{guess.header}” is also taken as: no {what} to this"
                " person. A yes lifts no ban.",
            )  # fmt: skip
    return guesses


def _are_days(cells: Sequence[Cell]) -> bool:
    fitting = sum(
        read_date(cell, "dmy") is not None or read_date(cell, "mdy") is not None for cell in cells
    )
    return bool(cells) and fitting >= 0.8 * len(cells)


def _with_split(
    guess: ColumnGuess,
    rows: Sequence[Sequence[Cell]],
    guesses: Sequence[ColumnGuess],
    *,
    has_company: bool,
) -> ColumnGuess:
    """Show how a column's cells would be split in two, where some of them would be."""
    if guess.target == "full_name":
        found = _couples(guess, rows, -1)
        if found:
            return _asked(guess, {"couples": "split"}, found, _COUPLE)
        if not has_company:
            found = _brackets(guess, rows)
            if found:
                return _asked(guess, {"brackets": "company"}, found, "a name and a company")
        found = _numbers(guess, rows)
        if found:
            return _asked(guess, {"numbers": "phone"}, found, "a name and a phone number")
        return replace(guess, preview=_turned(guess, rows))
    if guess.target == "first_name":
        family = next((g.index for g in guesses if g.target == "last_name"), -1)
        found = _couples(guess, rows, family) if family >= 0 else ()
        if found:
            return _asked(guess, {"couples": "split"}, found, _COUPLE)
    if guess.target.endswith(".postcode_town"):
        return replace(guess, preview=_parted(samples_of(rows, guess.index, _SHOWN)))
    return guess


def _with_zeros(guess: ColumnGuess, rows: Sequence[Sequence[Cell]]) -> ColumnGuess:
    """Ask whether postcodes that are too short have lost their zero, where none begins with one."""
    if not guess.target.endswith(".postcode"):
        return guess
    texts = [str(cell).strip() for cell in samples_of(rows, guess.index, _LOOKED_AT)]
    whole = sum(text.isdecimal() and len(text) == _FIGURES for text in texts)
    short = [text for text in texts if text.isdecimal() and len(text) in _SHORTENED]
    zeros = any(text.startswith("0") for text in texts)
    if zeros or not short or whole < _MOST * len(texts):
        return guess
    full = short[0].rjust(_FIGURES, "0")
    return replace(
        guess, state="check", options={**guess.options, "figures": _FIGURES},
        preview=tuple((text, text.rjust(_FIGURES, "0")) for text in short[:_SHOWN]),
        question=f"“{short[0]}” is read as “{full}”: a spreadsheet has taken the zero in front."
        " Is that right?",
    )  # fmt: skip


_COUPLE: Final = (
    "two people in one household, which has the address. An email or number that names the second"
    " person is theirs, any other the first person’s; tags and bans count for both"
)


def _asked(
    guess: ColumnGuess, options: Mapping[str, object], found: tuple[tuple[str, str], ...], what: str
) -> ColumnGuess:
    example = found[0][0]
    question = f"“{example}” would become {what}. Is that right?"
    return replace(
        guess, state="check", options={**guess.options, **options}, preview=found,
        question=question,
    )  # fmt: skip


def _couples(
    guess: ColumnGuess, rows: Sequence[Sequence[Cell]], family: int
) -> tuple[tuple[str, str], ...]:
    found = []
    for row in rows:
        cell = row[guess.index]
        if not isinstance(cell, str) or not may_be_couple(cell):
            continue
        last = str(row[family] or "").strip() if family >= 0 else ""
        both = couple_in(" ".join(cell.split()), last)
        if both is not None:
            found.append((cell, " + ".join(map(_shown, both))))
            if len(found) == _SHOWN:
                break
    return tuple(found)


def _shown(parts: NameParts) -> str:
    return display_name(parts) if parts.first else f"{parts.prefix} {parts.surname}".strip()


def _brackets(guess: ColumnGuess, rows: Sequence[Sequence[Cell]]) -> tuple[tuple[str, str], ...]:
    found = []
    several = 0
    for row in rows[:2000]:
        match = _IN_BRACKETS(str(row[guess.index] or "").strip())
        if match and not match[1].strip().isdecimal() and not number_beside(match[0].strip()):
            several += " " in match[2] or looks_like_firm(match[2]) or match[2].isupper()
            found.append((str(row[guess.index]), f"{match[1]} + {match[2]}"))
    # One name in brackets may be a nickname; several, or one that looks like a firm, are not
    return tuple(found[:_SHOWN]) if several or len(found) >= _SHOWN else ()


def _numbers(guess: ColumnGuess, rows: Sequence[Sequence[Cell]]) -> tuple[tuple[str, str], ...]:
    found = []
    for cell in samples_of(rows, guess.index, _LOOKED_AT):
        both = number_beside(" ".join(str(cell).split()))
        if both:
            found.append((str(cell), " + ".join(both)))
            if len(found) == _SHOWN:
                break
    return tuple(found)


def _turned(guess: ColumnGuess, rows: Sequence[Sequence[Cell]]) -> tuple[tuple[str, str], ...]:
    """Names that stand the other way round, as they would read."""
    found = []
    for cell in samples_of(rows, guess.index, _LOOKED_AT):
        text = str(cell)
        shown = display_name(split_name(text)) if not looks_like_firm(text) else text
        if shown != text and ("," in text or text.split()[0].isupper()):
            found.append((text, shown))
            if len(found) == _SHOWN:
                break
    return tuple(found)


def _parted(cells: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
    found = []
    for cell in cells:
        parts = address_text.split_line(str(cell))
        if parts:
            found.append((str(cell), " + ".join(parts.values())))
    return tuple(found)


def _with_question(guess: ColumnGuess, rows: Sequence[Sequence[Cell]], country: str) -> ColumnGuess:
    """Decide the order of a column's dates from all its cells; ask where they leave it open."""
    if guess.target not in _DATES:
        return guess
    cells = [row[guess.index] for row in rows]
    order = column_order(cells)
    if order == "ambiguous" and _all_with_dots(cells):
        order = "dmy"
    if order != "ambiguous":
        options = {k: v for k, v in guess.options.items() if k != "ambiguous"}
        return replace(guess, options={**options, "date_order": order}, state=_sure(guess))
    likely = "mdy" if country in _MONTH_FIRST else "dmy"
    options = {**guess.options, "date_order": likely, "ambiguous": True}
    examples = _unclear(cells)
    return replace(
        guess, options=options, state="check", samples=examples or guess.samples,
        question=_which_order(examples, likely),
    )  # fmt: skip


def _all_with_dots(cells: Sequence[Cell]) -> bool:
    """Whether the dates are written as 5.6.1977: nobody who does so puts the month first."""
    texts = [str(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
    return bool(texts) and all(text.count(".") == 2 and "/" not in text for text in texts)


def _sure(guess: ColumnGuess) -> State:
    was_open = guess.state == "check" and guess.options.get("ambiguous")
    return "recognised" if was_open else guess.state


def _unclear(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Three real dates that can be read in two ways."""
    found: dict[str, None] = {}
    for cell in cells:
        if not isinstance(cell, str):
            continue
        days = read_date(cell, "dmy"), read_date(cell, "mdy")
        if all(days) and days[0] != days[1]:
            found[cell.strip()] = None
            if len(found) == _SHOWN:
                break
    return tuple(found)


def _which_order(examples: Sequence[str], likely: str) -> str:
    if not examples:
        return f"These dates do not agree on an order; they are read as {_SAID[likely]}."
    example = examples[0]
    ways = [read_date(example, "dmy"), read_date(example, "mdy")]
    listed = ", ".join(examples)
    return (
        f"Is {example} the {_day(ways[0])} or the {_day(ways[1])}? The dates {listed} can be"
        f" read both ways; they are read as {_SAID[likely]} unless you say otherwise."
    )


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _day(iso: str | None) -> str:
    year, month, day = (iso or "--").rsplit("-", 2)
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year.strip('-')}".strip()
