"""What a heading says that the cells below it, or the columns beside it, speak against."""

from collections.abc import Callable, Sequence
from typing import Final

from app.exchange.tables.header_words import NUMBERED, words_of
from app.exchange.tables.recognise_words import Sheet, by_words
from app.exchange.tables.table import Cell
from app.exchange.tables.values import are_answers, are_marks, are_statuses
from app.models.fold import fold

PLACES: Final = ("address", "street", "town", "postcode", "postcode_town")
_WORD: Final = 3
_POSTED: Final = 3
"""Figures of the shortest postcode (Iceland, Taiwan)."""
_ANSWERED: Final = ("phone.", "email.", "account.name", "job_title", "department")
_BESIDE_A_STREET: Final = (".street2", ".house_number")
_ALSO_STREETS: Final = (["house"], ["end"])
_DEPARTEMENT: Final = frozenset({"departement", "departements", "departamento"})
_DEPARTEMENTS: Final = frozenset(
    """
    ain aisne allier alpes-de-haute-provence hautes-alpes alpes-maritimes ardeche ardennes ariege
    aube aude aveyron bouches-du-rhone calvados cantal charente charente-maritime cher correze
    corse-du-sud haute-corse cote-d'or cotes-d'armor creuse dordogne doubs drome eure eure-et-loir
    finistere gard haute-garonne gers gironde herault ille-et-vilaine indre indre-et-loire isere
    jura landes loir-et-cher loire haute-loire loire-atlantique loiret lot lot-et-garonne lozere
    maine-et-loire manche marne haute-marne mayenne meurthe-et-moselle meuse morbihan moselle
    nievre nord oise orne pas-de-calais puy-de-dome pyrenees-atlantiques hautes-pyrenees
    pyrenees-orientales bas-rhin haut-rhin rhone haute-saone saone-et-loire sarthe savoie
    haute-savoie paris seine-maritime seine-et-marne yvelines deux-sevres somme tarn
    tarn-et-garonne var vaucluse vendee vienne haute-vienne vosges yonne territoire-de-belfort
    essonne hauts-de-seine seine-saint-denis val-de-marne val-d'oise guadeloupe martinique guyane
    reunion mayotte
    """.split()  # noqa: SIM905
)
_BANK: Final = frozenset({"iban", "bic", "swift", "sort", "blz", "ifsc"})
_FRENCH: Final = frozenset(
    "nom prenom societe entreprise raison fonction poste ville courriel adresse civilite".split()  # noqa: SIM905
)
_FLAT: Final = frozenset({"depto", "dpto", "dto", "dep"})
_OF_CONTACT: Final = frozenset({"contact", "no", "number", "nr"})
_FAMILY: Final = frozenset(
    """
    head spouse wife husband partner child son daughter mother father parent brother sister self
    sibling grandparent grandmother grandfather grandchild guardian other
    """.split()  # noqa: SIM905
)


def said(sheet: Sheet, index: int, header: str) -> str:
    """The target that a heading names, "" for none or where no cell can be that."""
    cells = sheet.cells[index]
    target = by_words(sheet, sheet.headings[index], index)
    if target == "department" and _is_region(sheet, header, cells):
        return "" if sheet.has("region") else "address.other.region"
    if target == "department" and _is_flat(sheet, index, header):
        return "address.other.street2"
    if target.endswith((".region", ".country")):
        return "" if are_statuses(cells, 0.5 if sheet.has(*PLACES) else 0) else target
    others = _is_of_others(sheet, target, header)
    return "" if others or _is_denied(target, words_of(header), cells) else target


def _is_of_others(sheet: Sheet, target: str, header: str) -> bool:
    """Whether "Account number" is that of a bank, and "Service" what is done for somebody.

    Pupils have a "House", and contracts an "End". "Unit" and "Floor" without an address are what
    a tenant has, or where a guest goes to.
    """
    words = words_of(header)
    if target.endswith(_BESIDE_A_STREET):
        return not sheet.has(*PLACES)
    if target.endswith(".street") and words in _ALSO_STREETS:
        return not sheet.has("town", "postcode", "postcode_town", "region")
    if target == "customer_code":
        return "account" in words and not sheet.words.isdisjoint(_BANK)
    return target == "department" and words == ["service"] and sheet.words.isdisjoint(_FRENCH)


def _is_flat(sheet: Sheet, index: int, header: str) -> bool:
    """Whether "Depto" says which flat, behind the floor or the number of the house."""
    before = sheet.headings[index - 1].meanings if index else frozenset()
    return words_of(header)[0] in _FLAT and bool(before & {"house", "street_two"})


def _is_region(sheet: Sheet, header: str, cells: Sequence[Cell]) -> bool:
    """Whether "Département" is that of France, or of Colombia, and not where somebody works."""
    if _DEPARTEMENT.isdisjoint(words_of(header)):
        return False
    names = [fold(str(cell)).strip().replace(" ", "-").replace("’", "'") for cell in cells]
    told = sum(name[:1].isdecimal() or name in _DEPARTEMENTS for name in names)
    if 2 * told > len(names) or sheet.has("region"):
        return True
    works = sheet.has("job", "company") and sheet.has("first", "last", "full", "name")
    return sheet.has("town", "postcode") and not works


def _is_denied(target: str, words: Sequence[str], cells: Sequence[Cell]) -> bool:
    """Whether no cell can be what the header says: "Contact no" above "CON1", "Job no" above 12."""
    if target.startswith(_ANSWERED) and are_answers(cells):
        # "WhatsApp: yes"; an Italian "Firma" is what somebody signs with
        return True
    found = (denies for end, denies in _DENIALS.items() if end in target)
    return any(denies(words, cells) for denies in found)


def _no_email(words: Sequence[str], cells: Sequence[Cell]) -> bool:
    # "Poczta" is the post office too
    return words == ["poczta"] and not any("@" in str(cell) for cell in cells)


def _no_firm(words: Sequence[str], cells: Sequence[Cell]) -> bool:
    # "Business number", "Numéro Tiers"
    numbers = all(any(map(str.isdecimal, str(cell))) for cell in cells)
    return no_letters(words, cells) or (numbers and not NUMBERED.isdisjoint(words))


def _no_postcode(_words: Sequence[str], cells: Sequence[Cell]) -> bool:
    # "CP N-1" counts days of leave
    return all(str(cell).isdecimal() and len(str(cell)) < _POSTED for cell in cells)


def _no_website(words: Sequence[str], cells: Sequence[Cell]) -> bool:
    # "Site" is also where they build
    return words == ["site"] and not any("." in str(cell) for cell in cells)


def _no_kind(_words: Sequence[str], cells: Sequence[Cell]) -> bool:
    # "Relationship" of somebody to the head of a household
    return all(fold(str(cell)) in _FAMILY for cell in cells)


def _no_note(words: Sequence[str], cells: Sequence[Cell]) -> bool:
    # French schools give them
    return len(cells) > 1 and no_letters(words, cells)


def _no_phone(words: Sequence[str], cells: Sequence[Cell]) -> bool:
    # "Home Cell" is also a group of a church
    texts = [str(cell).replace(" ", "") for cell in cells]
    spoken = len(texts) > 1 and all(text.isalpha() and len(text) > _WORD for text in texts)
    return spoken or (_OF_CONTACT.issuperset(words) and are_marks(cells))


def _no_birthday(_words: Sequence[str], cells: Sequence[Cell]) -> bool:
    # "Nato a" says where somebody was born
    return not any(map(_may_be_day, cells))


def _may_be_day(cell: Cell) -> bool:
    return not isinstance(cell, str) or len(cell) < _WORD or any(map(str.isdecimal, cell))


def no_letters(_words: Sequence[str], cells: Sequence[Cell]) -> bool:
    """Whether all cells are numbers and signs."""
    return not any(map(str.isalpha, "".join(map(str, cells))))


_DENIALS: Final[dict[str, Callable[[Sequence[str], Sequence[Cell]], bool]]] = {
    "email.": _no_email,
    "phone.": _no_phone,
    "account.name": _no_firm,
    "account.website": _no_website,
    ".postcode": _no_postcode,
    "birthday": _no_birthday,
    "kind": _no_kind,
    "note": _no_note,
    "job_title": no_letters,
    "department": no_letters,
    "owner": no_letters,
}
"""By what stands in a target: which cells cannot be that."""
