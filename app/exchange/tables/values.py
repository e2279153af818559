"""What the cells of a column look like, whatever stands above them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from app.exchange.tables.table import Cell, is_blank
from app.models.fold import fold
from app.models.imports.import_couples import couple_in
from app.models.imports.import_words import VACANT, VACANT_SMALL, is_no, is_yes
from app.models.letters import address_text
from app.models.name_words import ACADEMIC, COURTESY
from app.models.names import looks_like_firm

_NOBODY: Final = VACANT | VACANT_SMALL
_EMAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+").search
_URL: Final = re.compile(
    r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)*\.[a-z]{2,6}(/\S*)?", re.I
).fullmatch
_PHONE: Final = re.compile(r"[+(0-9][0-9 ().\-/+]{5,24}( ?(x|ext\.?|app\.?) ?\d+)?", re.I).fullmatch
_DECIMAL: Final = re.compile(r"\d+\.\d{1,2}").fullmatch
_POSTCODE_TOWN: Final = re.compile(
    r"([A-Z]{1,2}-)?\d{4,5}( ?[A-Z]{2})?,? [^\W\d_].+|(?:\d\d-\d{3}|\d{3} \d\d),? [^\W\d_].+"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2},? .+"
    r"|[^\W\d_].+ [A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[^\d]+,? [A-Z]{2} \d{5}(-\d{4})?"
).fullmatch
# "5647 Cypress Hill Rd" begins with the number of a house
_ROAD: Final = re.compile(
    r"\d+ .*\b(?:st|street|rd|road|ave?|avenue|dr|drive|ln|lane|blvd|boulevard|ct|court|way|pl"
    r"|place|cir|circle|pkwy|parkway|hwy|highway|ter|terrace|trl|trail)\b\.?.{0,20}",
    re.I,
).fullmatch
_POSTCODE: Final = re.compile(
    r"([A-Z]{1,2}-)?\d{4,6}(-\d{3,4})?|\d{4} ?[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{2}-\d{3}"
    r"|\d{3} \d{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d",
    re.I,
).fullmatch
_DATE: Final = re.compile(
    r"\d{4}-\d\d-\d\d([T ].*)?|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[. -][^\W\d_]{3,9}[. -]\d{2,4}"
).fullmatch
_TOWN: Final = re.compile(r"[^\W\d_][^\d@,;:]{1,40}").fullmatch
_STREET: Final = re.compile(
    r"\d+ ?[a-z]?,? [^\W\d_].{2,50}"
    r"|[^\W\d_][^@]{2,40}?,? \d+(?: ?[-/]? ?\d*[a-z]?)(?:[ ,/].{1,20})?",
    re.I,
).fullmatch
_LOOKED_AT: Final = 200
_MOST: Final = 0.8
_MANY: Final = 0.6
_NEARLY: Final = 0.9
_FEWEST_DIALLED: Final = 5
_LONGEST: Final = 320
"""Letters of the longest email address (RFC 5321); what is longer is running text."""


def samples_of(rows: Sequence[Sequence[Cell]], index: int, count: int) -> list[Cell]:
    """The first `count` cells of a column that hold anything."""
    found: list[Cell] = []
    for row in rows:
        cell = row[index] if index < len(row) else None
        if not is_blank(cell):
            found.append(cell)
            if len(found) >= count:
                break
    return found


def shape_of(cells: Sequence[Cell]) -> str:
    """What most of `cells` are: email, url, date, postcode_town, phone, postcode, or ""."""
    if not cells:
        return ""
    counts: dict[str, int] = {}
    for cell in cells[:_LOOKED_AT]:
        shape = _shape(cell)
        counts[shape] = counts.get(shape, 0) + 1
    shape = max(counts, key=lambda each: counts[each])
    return shape if counts[shape] >= _MOST * min(len(cells), _LOOKED_AT) else ""


def _shape(cell: Cell) -> str:
    if isinstance(cell, date):
        return "date"
    if not isinstance(cell, str):
        return ""
    text = cell.strip()
    if len(text) > _LONGEST:
        return ""
    if _EMAIL(text):
        return "email"
    if _DATE(text):
        return "date"
    if _POSTCODE(text):
        return "postcode"
    if _PHONE(text) and not _DECIMAL(text) and sum(map(str.isdigit, text)) >= 6:
        return "phone"
    if _POSTCODE_TOWN(text) and not _ROAD(text):
        return "postcode_town"
    return "url" if _URL(text) else ""


def are_titles(cells: Sequence[Cell], most: float = 0.5) -> bool:
    """Whether that share of the cells is what stands before a name: Mr, Frau, Dr."""
    known = COURTESY | ACADEMIC
    words = [fold(str(cell)).replace(".", "").split() for cell in cells[:_LOOKED_AT]]
    fitting = sum(bool(each) and all(word in known for word in each) for each in words)
    return bool(words) and fitting >= most * len(words)


def are_firms(cells: Sequence[Cell], most: float = 0.5) -> bool:
    """Whether that share of the cells names firms rather than people."""
    texts = [str(cell) for cell in cells[:_LOOKED_AT]]
    firms = sum(looks_like_firm(text) and couple_in(text) is None for text in texts)
    return bool(texts) and firms >= most * len(texts)


_NAME: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]*)*,?").fullmatch


def are_people(cells: Sequence[Cell]) -> bool:
    """Whether most of the cells look like names of people, and not all alike."""
    said = [str(cell).strip() for cell in cells[:_LOOKED_AT]]
    texts = [text for text in said if text.lower() not in _NOBODY]
    fitting = sum(is_person(text) or couple_in(text) is not None for text in texts)
    return bool(texts) and fitting >= _MOST * len(texts) and 2 * len(set(texts)) >= len(texts)


def are_mixed(cells: Sequence[Cell]) -> bool:
    """Whether people stand among firms: some are written as people are, few as firms."""
    texts = [str(cell).strip() for cell in cells[:_LOOKED_AT]]
    people = sum(is_person(text) or couple_in(text) is not None for text in texts)
    return people >= 0.4 * len(texts) and not are_firms(cells) and bool(texts)


def are_codes(cells: Sequence[Cell]) -> bool:
    """Whether most cells may be numbers of customers: a figure in them, or one word alone."""
    texts = [str(cell).strip() for cell in cells[:_LOOKED_AT]]
    fitting = sum(any(map(str.isdigit, text)) or " " not in text for text in texts)
    return fitting >= 0.5 * len(texts)


_STATUSES: Final = frozenset(
    """
    active inactive pending open closed new lead won lost archived blocked suspended cancelled
    aktiv inaktiv offen erledigt neu gesperrt geschlossen activo activa inactivo inactiva
    pendiente alta baja cerrado abierto nuevo attivo attiva inattivo sospeso annullato chiuso
    aperto ativo ativa inativo inativa pendente fechado aberto actif active inactif inactive
    nouveau termine annule actief inactief aktywny nieaktywny nowy zamkniety ny avslutad
    """.split()  # noqa: SIM905
) | frozenset(["en attente", "in attesa", "en espera", "em espera", "w toku", "in behandeling"])


def are_statuses(cells: Sequence[Cell], most: float = 0.5) -> bool:
    """Whether more than that share of the cells says how things stand.

    So it is below an "Estado" that is no state.
    """
    texts = [fold(str(cell)).strip() for cell in cells[:_LOOKED_AT]]
    return bool(texts) and sum(text in _STATUSES for text in texts) > most * len(texts)


def are_answers(cells: Sequence[Cell]) -> bool:
    """Whether every cell is a yes or a no, and not only by a letter."""
    words = [fold(str(cell)).strip().rstrip(".") for cell in cells[:_LOOKED_AT]]
    written = any(len(word) > 1 for word in words)
    return written and all(is_yes(word) or is_no(word) for word in words)


def are_marks(cells: Sequence[Cell]) -> bool:
    """Whether each cell has letters and too few figures to be dialled: "CON1"."""
    texts = [str(cell) for cell in cells[:_LOOKED_AT]]
    return all(
        any(map(str.isalpha, text)) and 0 < sum(map(str.isdigit, text)) < _FEWEST_DIALLED
        for text in texts
    )


def is_person(text: str) -> bool:
    """Whether `text` is written as the names of people are: a few capitalised words."""
    words = text.split()
    if not 2 <= len(words) <= 4 or len(text) > 60 or looks_like_firm(text):
        return False
    capitals = words[0][0].isupper() and words[-1][0].isupper()
    return capitals and all(_NAME(word) for word in words)


def share_with_a_word_of(columns: Sequence[Sequence[Cell]], cells: Sequence[Cell]) -> float:
    """Which part of `cells` has a word that also stands somewhere in `columns`; 0 to 1."""
    said = {word for column in columns for cell in column for word in fold(str(cell)).split()}
    words = [fold(str(cell)).replace(",", " ").split() for cell in cells]
    return sum(not said.isdisjoint(each) for each in words) / max(len(words), 1)


def are_several_words(cells: Sequence[Cell]) -> bool:
    """Whether most of the cells are at least two words, as full names are."""
    texts = [str(cell) for cell in cells[:_LOOKED_AT]]
    return bool(texts) and sum(" " in text.strip() for text in texts) >= 0.6 * len(texts)


def are_whole_addresses(cells: Sequence[Cell]) -> bool:
    """Whether most of the cells have a street and, parted from it, a town with its postcode."""
    texts = [str(cell).strip() for cell in cells[:_LOOKED_AT]]
    whole = sum(
        {"street", "town", "postcode"} <= address_text.split_block(text).keys()
        for text in texts
        if "," in text or "  " in text
    )
    return bool(texts) and whole >= 0.5 * len(texts)


def are_several_lines(cells: Sequence[Cell]) -> bool:
    """Whether addresses stand whole in the cells: lines, or several commas."""
    texts = [str(cell).strip() for cell in cells[:_LOOKED_AT]]
    whole = sum("\n" in text or text.count(",") >= 2 for text in texts)
    return bool(texts) and whole >= 0.5 * len(texts)


def are_streets(cells: Sequence[Cell]) -> bool:
    """Whether most of the cells are streets with the number of a house."""
    streets = sum(_STREET(str(cell)) is not None and not _is_firm(str(cell)) for cell in cells)
    return bool(cells) and streets >= _MANY * len(cells) and not shape_of(cells)


def _is_firm(text: str) -> bool:
    # "12 High St" is none, whatever stands in front
    return looks_like_firm(text.lstrip("0123456789 "))


def are_towns(cells: Sequence[Cell]) -> bool:
    """Whether nearly all cells may be towns: beside postcodes, words without figures are."""
    texts = [str(cell).strip() for cell in cells]
    fitting = sum(_TOWN(text) is not None for text in texts)
    return bool(texts) and fitting >= _NEARLY * len(texts) and not are_statuses(cells)
