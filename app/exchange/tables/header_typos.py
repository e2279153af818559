"""Headings with a letter too many, too few or in the wrong place: "Sirname", "Twon", "Vornahme".

One such letter can make another word ("Contract", "Sender"), so that the cells must bear it out,
and the person is asked.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from app.exchange.tables.header_words import Heading, is_word, nearest_phrases, understand, words_of
from app.exchange.tables.table import Cell
from app.exchange.tables.values import are_people, shape_of
from app.models.fold import fold
from app.models.imports.import_words import GENDER_OF
from app.models.letters.country_names import country_code

_MOST: Final = 0.8
_SHORT: Final = 4
_LONG: Final = 6
_LONGEST: Final = 40
_NAME: Final = re.compile(r"[^\W\d_][^\d@]*").fullmatch


def put_right(
    headers: Sequence[str], headings: list[Heading], cells: Sequence[Sequence[Cell]]
) -> dict[int, str]:
    """Put the headings right that have a slip in them; how they then read, by column."""
    found = {}
    for index, heading in enumerate(headings):
        if heading.unknown and not heading.relation and cells[index]:
            mended = _spelt_alike(headers[index], cells[index])
            if mended is not None:
                headings[index], found[index] = mended
    return found


def _spelt_alike(header: str, cells: Sequence[Cell]) -> tuple[Heading, str] | None:
    """What `header` says with one letter put right, and how it then reads; None for nothing.

    `cells` are those of its column; they must look as such a column does.
    """
    words = [word for word in words_of(header) if not word.isdecimal()]
    shape = shape_of(cells)
    for text in _mended(words, told=shape in ("phone", "email", "date", "postcode")):
        heading = understand(text)
        if len(heading.meanings) == 1 and not heading.unknown and not heading.is_type:
            looks = _LOOKS.get(next(iter(heading.meanings)))
            if looks is not None and looks(cells):
                return heading, text
    return None


def _mended(words: list[str], *, told: bool) -> list[str]:
    """The whole heading as a known one that is spelt alike, then with its unknown words so."""
    whole = " ".join(words)
    if not words or len(whole) > _LONGEST:
        return []
    found = [
        text for text in nearest_phrases(whole)
        if _is_alike(whole, text, told=told) and (told or not _is_another(words, text.split()))
    ]  # fmt: skip
    parts = []
    for word in words:
        near = [] if is_word(word) else nearest_phrases(word, words=True)
        parts.append(next((text for text in near if _is_alike(word, text, told=told)), word))
    return [*found, " ".join(parts)] if parts != words and len(words) > 1 else found


def _is_another(words: list[str], known: list[str]) -> bool:
    """Whether the word that differs is a word of its own: a "list name" is no last name."""
    if len(words) != len(known):
        return all(map(is_word, words))
    return any(one != two and is_word(one) for one, two in zip(words, known, strict=True))


def _is_alike(text: str, known: str, *, told: bool) -> bool:
    """Whether one wrong letter is a slip: in a short word only two that changed places."""
    turned = sorted(text) == sorted(known)
    least = _SHORT if turned or told else _LONG
    return min(len(text), len(known)) >= least


def _all(looks: Callable[[str], object]) -> Callable[[Sequence[Cell]], bool]:
    def fits(cells: Sequence[Cell]) -> bool:
        texts = [str(cell).strip() for cell in cells]
        return bool(texts) and sum(bool(looks(text)) for text in texts) >= _MOST * len(texts)

    return fits


def _of_shape(*shapes: str) -> Callable[[Sequence[Cell]], bool]:
    return lambda cells: shape_of(cells) in shapes


def _are_dialled(cells: Sequence[Cell]) -> bool:
    """Whether numbers are written to be called: "Contract no" 4500123 is no contact number."""
    figures = all(str(cell).isdecimal() and str(cell)[0] != "0" for cell in cells)
    return shape_of(cells) == "phone" and not figures


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _has_numbers(cells: Sequence[Cell]) -> bool:
    """Whether texts stand in the cells, and in some of them the number of a house."""
    return _all(_has_letters)(cells) and any(map(str.isdecimal, "".join(map(str, cells))))


_LOOKS: Final[dict[str, Callable[[Sequence[Cell]], bool]]] = {
    "email": _of_shape("email"), "phone": _are_dialled, "mobile": _are_dialled,
    "fax": _are_dialled, "birthday": _of_shape("date"), "postcode": _of_shape("postcode"),
    "website": _of_shape("url"), "postcode_town": _of_shape("postcode_town"),
    "first": _all(_NAME), "last": _all(_NAME), "middle": _all(_NAME), "town": _all(_NAME),
    "region": _all(_NAME), "full": are_people, "name": are_people, "company": _all(_has_letters),
    "street": _has_numbers, "address": _has_numbers, "note": _all(_has_letters),
    "job": _all(_NAME), "country": _all(country_code),
    "gender": _all(lambda text: fold(text) in GENDER_OF),
}  # fmt: skip
"""What the cells below a heading of that meaning look like."""
