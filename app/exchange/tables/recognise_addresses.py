"""Several addresses in one row, and addresses whose lines stand in columns of their own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.exchange.tables.guess import ColumnGuess
from app.exchange.tables.header_words import words_of
from app.exchange.tables.table import Cell
from app.exchange.tables.values import (
    are_streets,
    are_towns,
    samples_of,
    shape_of,
    share_with_a_word_of,
)
from app.models.imports.import_targets import OWN
from app.models.letters import address_text

# A further street, postcode or town is that of a further address; a second line is none.
_PARTS: Final = frozenset({"street", "postcode", "town", "postcode_town", "block"})
_KINDS: Final = frozenset({"work", "home", "other"})
_NUMBER: Final = frozenset({"numero", "number", "no", "nr", "num", "n", "nummer", "nro"})
_LOCALITY: Final = frozenset("locality localite localita village".split())  # noqa: SIM905
_AREAS: Final = frozenset(
    "concelho freguesia gmina powiat municipality municipio barangay parish".split()  # noqa: SIM905
)
_CODES: Final = frozenset("code codes kod codigo codice iso abbr abbreviation short".split())  # noqa: SIM905
_HOUSED: Final = frozenset({"street", "street2", "block", "line"})
_LINES: Final = frozenset({"street", "street2"})
_LACKING: Final = (
    ("postcode", {"town", "street"}, lambda cells: shape_of(cells) == "postcode"),
    ("town", {"postcode"}, are_towns),
    ("street", {"postcode", "town"}, are_streets),
)
_CALLED: Final = frozenset({"full_name", "first_name", "last_name", "account.name"})
_MOST: Final = 0.6
_FEWEST: Final = 3
_LOOKED_AT: Final = 50


def with_addresses(
    guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[Cell]]
) -> list[ColumnGuess]:
    """The guesses with a second street as that of a second address, and lines put together."""
    told = _with_loose(_with_second_lines(_without_areas(list(guesses))))
    found = _with_house(_with_beside(_with_series(told, rows), rows), rows)
    return _with_lines(_with_numbers(found), rows)


def _without_areas(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A "Concelho" or "Gmina" beside a town as no second town."""
    towns = [at for at, guess in enumerate(guesses) if guess.target.endswith(".town")]
    areas = [at for at in towns if not _AREAS.isdisjoint(words_of(guesses[at].header))]
    wider = areas if len(areas) < len(towns) else []
    for at in (*wider, *_codes_beside_names(guesses)):
        header = guesses[at].header
        guesses[at] = replace(guesses[at], target=OWN + header, state="new_field", options={})
    return guesses


def _codes_beside_names(guesses: Sequence[ColumnGuess]) -> list[int]:
    """The "Province Code" beside a "Province", which would stand twice in the address."""
    named = {guess.target for guess in guesses if _CODES.isdisjoint(words_of(guess.header))}
    return [
        at for at, guess in enumerate(guesses)
        if guess.target.endswith(".region") and guess.target in named
        and not _CODES.isdisjoint(words_of(guess.header))
    ]  # fmt: skip


def _with_loose(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A "Town" and a "Postcode" that have no street beside a "Home address" as those of it."""
    parts: dict[str, set[str]] = {}
    for guess in guesses:
        kind, part = _address(guess)
        if kind and "number" not in guess.options:
            parts.setdefault(kind, set()).add(part)
    loose = parts.pop("other", set())
    housed = [kind for kind, known in parts.items() if not known.isdisjoint(_HOUSED)]
    if not loose or not housed or not loose.isdisjoint(_HOUSED):
        return guesses
    nearest = housed[0] if len(housed) == 1 else ""
    for place, guess in enumerate(guesses):
        kind, part = _address(guess)
        nearest = kind if kind in housed else nearest
        if kind == "other" and nearest and part not in parts[nearest]:
            parts[nearest].add(part)
            guesses[place] = replace(guess, target=f"address.{nearest}.{part}")
    return guesses


def _with_second_lines(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A "Locality" beside a "Town" and an "Address 1" behind an "Address" as second lines."""
    for place, guess in enumerate(guesses):
        kind, part = _address(guess)
        if not kind or not guess.samples or "number" in guess.options:
            continue
        *words, number = words_of(guess.header)
        before = [words_of(each.header) for each in guesses[:place] if each.target == guess.target]
        beside = [each for each in guesses if each.target == guess.target and each is not guess]
        small = part == "town" and any(_LOCALITY.isdisjoint(words_of(b.header)) for b in beside)
        if (part == "street" and number == "1" and words in before) or (
            small and not _LOCALITY.isdisjoint(words_of(guess.header))
        ):
            guesses[place] = replace(guess, target=f"address.{kind}.street2")
    return guesses


def _with_series(guesses: list[ColumnGuess], rows: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """Columns under "Bill to 1" to "Bill to 5" as lines of an address, without whom it names."""
    series: dict[str, list[int]] = {}
    for at, guess in enumerate(guesses):
        *words, number = words_of(guess.header) or [""]
        if guess.state != "recognised" and number.isdecimal() and _DIRECTED.intersection(words):
            series.setdefault(" ".join(words), []).append(at)
    called = [guess.index for guess in guesses if guess.target in _CALLED and guess.samples]
    names = [samples_of(rows, index, _LOOKED_AT) for index in called]
    count = 0
    for places in series.values():
        lines = [at for at in places if not _names_whom(guesses[at], rows, names)]
        if len(lines) < 2 or not _end_in_towns([guesses[at].index for at in lines], rows):
            continue
        count += 1
        for at in lines:
            options = {"number": count} if count > 1 else {}
            guesses[at] = replace(
                guesses[at], target="address.work.line", state="check", options=options
            )
    return guesses


def _names_whom(
    guess: ColumnGuess, rows: Sequence[Sequence[Cell]], names: Sequence[Sequence[Cell]]
) -> bool:
    return share_with_a_word_of(names, samples_of(rows, guess.index, _LOOKED_AT)) >= _MOST


def _with_beside(guesses: list[ColumnGuess], rows: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """What an address lacks, in a column right beside it under words that nobody knows."""
    for part, neighbours, looks in _LACKING:
        places = [at for at, guess in enumerate(guesses) if _address(guess)[1] in neighbours]
        parts = {_address(guess)[1] for guess in guesses}
        if not places or parts & {part, "postcode_town", "block"}:
            continue
        for at in (beside for place in places for beside in (place + 1, place - 1)):
            free = 0 <= at < len(guesses) and guesses[at].state == "new_field"
            if free and looks(samples_of(rows, guesses[at].index, _LOOKED_AT)):
                kind = _address(guesses[places[0]])[0]
                guesses[at] = replace(
                    guesses[at], target=f"address.{kind}.{part}", state="check", options={}
                )
                break
    return guesses


def _with_house(guesses: list[ColumnGuess], rows: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """A column called no more than "number", right behind the street, has the house's.

    So has a "Calle_Nro" behind a "Calle".
    """
    for place in range(1, len(guesses)):
        before, guess = guesses[place - 1], guesses[place]
        words = set(words_of(guess.header)) - set(words_of(before.header))
        if not before.target.endswith(".street") or not guess.target.startswith(OWN):
            continue
        if words and words <= _NUMBER and _are_houses(samples_of(rows, guess.index, _LOOKED_AT)):
            target = before.target.replace(".street", ".house_number")
            guesses[place] = replace(guess, target=target, state="check", options=before.options)
    return guesses


def _are_houses(cells: Sequence[Cell]) -> bool:
    texts = [str(cell).strip() for cell in cells]
    return bool(texts) and all(len(text) <= 8 and text[:1].isdecimal() for text in texts)


def _with_numbers(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A "Billing Town" and a "Shipping Town" are two towns, though both are where people work."""
    sets: dict[str, list[tuple[frozenset[str], set[str]]]] = {}
    for place, guess in enumerate(guesses):
        kind, part = _address(guess)
        if not kind or "number" in guess.options or not guess.samples:
            continue
        if part == "town" and not _are_several(guesses):
            # "Town" and "City" of one street
            continue
        number = _number(sets.setdefault(kind, []), _belongs(guess.header), part)
        if number > 1:
            guesses[place] = replace(guess, options={**guess.options, "number": number})
    return guesses


def _are_several(guesses: Sequence[ColumnGuess]) -> bool:
    """Whether the columns can hold more than one address: two streets, or two postcodes."""
    parts = [_address(guess)[1] for guess in guesses]
    return max(sum(part in _HOUSED - {"street2"} for part in parts), parts.count("postcode")) > 1


def _number(known: list[tuple[frozenset[str], set[str]]], words: frozenset[str], part: str) -> int:
    """Which address of its kind a column belongs to: the one whose words it has in common."""
    alike = [at for at, (said, _parts) in enumerate(known) if said == words]
    free = [at for at in alike if part not in known[at][1] or part not in _PARTS]
    if free:
        known[free[-1]][1].add(part)
        return free[-1] + 1
    clash = any(part in parts for _said, parts in known)
    if known and not alike and not (clash and part in _PARTS):
        known[0][1].add(part)
        return 1
    if known and part not in _PARTS:
        return 1
    known.append((words, {part}))
    return len(known)


def _belongs(header: str) -> frozenset[str]:
    """The words that tell one address from another: "billing", "shipping", a number."""
    return frozenset(words_of(header)) & _OWNERS


_OWNERS: Final = frozenset(
    """
    billing shipping mailing invoice delivery postal legal registered head branch site visiting
    rechnung rechnungs rechnungsadresse lieferung liefer lieferadresse postadresse facturation
    livraison facturacion envio fatturazione spedizione factuur factuuradres aflever verzend
    faktura leverans entrega cobranca bill ship visit
    """.split()  # noqa: SIM905
)


_DIRECTED: Final = _OWNERS | {"to"}


def _address(guess: ColumnGuess) -> tuple[str, str]:
    head, _, rest = guess.target.partition(".")
    kind, _, part = rest.partition(".")
    return (kind, part) if head == "address" and kind in _KINDS else ("", "")


def _with_lines(guesses: list[ColumnGuess], rows: Sequence[Sequence[Cell]]) -> list[ColumnGuess]:
    """Address lines 1 to 5, where the town has no column, as one address.

    A postcode that stands behind them in a column of its own is the last of the lines.
    """
    for kind in _KINDS:
        mine = [at for at, guess in enumerate(guesses) if _address(guess)[0] == kind]
        lines = [at for at in mine if _address(guesses[at])[1] in _LINES]
        posted = [at for at in mine if _address(guesses[at])[1] == "postcode"]
        parts = {_address(guesses[at])[1] for at in mine}
        if len(posted) == 1 and len(lines) > 1 and posted[0] > lines[-1]:
            lines, parts = [*lines, *posted], parts - {"postcode"}
        if len(lines) < _FEWEST or not parts.isdisjoint({"town", "postcode", "postcode_town"}):
            continue
        if not _end_in_towns([guesses[at].index for at in lines], rows):
            continue
        for at in lines:
            guesses[at] = replace(guesses[at], target=f"address.{kind}.line", state="check")
    return guesses


def _end_in_towns(columns: list[int], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the lines of most rows, one below the other, hold a town or postcode."""
    filled = [
        [text for at in columns if (text := str(row[at] or "").strip())]
        for row in rows[:_LOOKED_AT]
    ]
    whole = [lines for lines in filled if len(lines) > 1]
    found = sum("postcode" in address_text.split_block("\n".join(lines)) for lines in whole)
    return bool(whole) and found >= 0.5 * len(whole) and bool(samples_of(rows, columns[0], 1))
