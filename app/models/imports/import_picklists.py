"""Columns whose cells must be one of a few words: which, and what a person said of other words.

What they said stands in the column's option "words" (folded word to our word, ``KEEP`` or
``LEAVE``), and so is kept with the mapping and used again for files of the same shape.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from app.models.imports.import_marks import MARKS
from app.models.imports.import_words import (
    CONTACT_KIND_OF,
    GENDER_OF,
    LANGUAGE_OF,
    is_no,
    is_yes,
    language_of,
)
from app.models.imports.import_work import STATE_OF
from app.models.letters.country_names import country_code
from app.storage.text import fold

KEEP: Final = "keep"
"""Said of a word that is to stay as it is: in a field of one's own, a country as it is written."""
LEAVE: Final = "leave_out"
"""Said of a word whose cells are to be left out."""
STAGE: Final = "deal.stage"
"""The target whose words are those of a book: the stages of its pipelines."""
_ALIKE: Final = 0.84
_YES_NO: Final = {"yes": "yes", "no": "no"}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": CONTACT_KIND_OF, "gender": GENDER_OF, "language": LANGUAGE_OF,
    **dict.fromkeys(MARKS, _YES_NO),
}  # fmt: skip


class UnknownWord(NamedTuple):
    """A word of a column that is none of its few: how often, and what it may mean ("" unknown)."""

    word: str
    times: int
    suggestion: str


def is_picklist(target: str) -> bool:
    """Whether the cells of a target must be one of a few words."""
    return target in _WORDS or target == STAGE or target.endswith(".country")


def choices(target: str, stages: Iterable[str] = ()) -> tuple[str, ...]:
    """What an unknown word can be said to mean; () for countries, where any code can be meant.

    ``stages`` are the names of the book's stages.
    """
    if target == STAGE:
        return (*stages, *dict.fromkeys(STATE_OF.values()))
    return tuple(dict.fromkeys(_WORDS[target].values())) if target in _WORDS else ()


def meaning(target: str, text: str, stages: Iterable[str] = ()) -> str:
    """What the cell says in our own word, "" for a word that is not known."""
    if target == STAGE:
        known = {fold(name): name for name in stages}
        return known.get(fold(text.strip())) or STATE_OF.get(fold(text.strip()), "")
    if target.endswith(".country"):
        return country_code(text)
    folded = fold(text.strip())
    if _WORDS[target] is _YES_NO:
        bare = folded.rstrip(".")
        return "yes" if is_yes(bare) else "no" if is_no(bare) else ""
    if target == "language":
        return language_of(text)
    words = _WORDS[target]
    return words.get(folded) or words.get(folded.replace(" ", ""), "")


def unknown_words(
    target: str,
    cells: Iterable[object],
    *,
    said: object = None,
    stages: Iterable[str] = (),
    most: int = 50,
) -> list[UnknownWord]:
    """The words of a column that would not be understood, the most frequent first.

    ``said`` is what was said of words before: those are understood.
    """
    explained, names = said_of(target, said), tuple(stages)
    counts: Counter[str] = Counter()
    for cell, times in Counter(cells).items():
        text = "" if cell is None else str(cell).strip()
        if text and explained(text) == text and not meaning(target, text, names):
            counts[text] += times
    return [
        UnknownWord(word, count, _nearest(target, word, names))
        for word, count in counts.most_common(most)
    ]


def _nearest(target: str, word: str, stages: Iterable[str]) -> str:
    from rapidfuzz.distance import JaroWinkler

    folded = fold(word)
    known = _WORDS.get(target) or {name: country_code(name) for name in _country_names()}
    if target == STAGE:
        known = {fold(name): name for name in stages}
    best, found = _ALIKE, ""
    for name, ours in known.items():
        if len(name) > 2 and (alike := JaroWinkler.similarity(folded, name)) > best:
            best, found = alike, ours
    return found


def _country_names() -> Iterable[str]:
    from app.models.imports.country_words import written

    for by_language in written().values():
        for names in by_language.values():
            yield from (fold(name) for name in names)


def said_of(target: str, words: object) -> Callable[[str], str]:
    """What a person said of a cell's text; the text itself where they said nothing that fits."""
    given = words if isinstance(words, dict) else {}
    fitting = {
        fold(str(word)): str(ours) for word, ours in given.items() if _fits(target, str(ours))
    }
    return lambda text: fitting.get(fold(text), text)


def _fits(target: str, ours: str) -> bool:
    return ours in (KEEP, LEAVE) or target == STAGE or bool(meaning(target, ours))
