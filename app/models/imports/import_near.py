"""Who of the book looks like somebody new: similar, but not enough alike to be taken for one.

Candidates come from blocks (family name and an initial, given name and an initial, a number), so
that not everybody is compared with everybody; what speaks for and against is said in words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from app.models.imports.import_draft import Near
from app.models.imports.import_match import Record, keys_of
from app.models.name_words import ACADEMIC, COURTESY
from app.storage.text import fold

_BLOCK_MOST: Final = 60
_MOST: Final = 3
LIKE_ENOUGH: Final = 0.86
LIKELY: Final = 690
NAME_ALONE: Final = 695
SAME_PHONE_ALONE: Final = 692
DIFFERENT_NAME: Final = ("the same phone number", "a different name")
_NAMESAKES: Final = 2
"""With more people of one name in the book, the name alone says nothing."""
_TITLES: Final = COURTESY | ACADEMIC
# Thousandths that each fact adds to the likeness of two names.
_WEIGHTS: Final = {
    "the same phone number": 220,
    "the same email": 250,
    "the same company": 130,
    "the same postcode": 130,
    "the same town": 70,
    "the same birthday": 250,
}


class Line(NamedTuple):
    """Somebody of the book in short, everything folded: what a first comparison needs."""

    who: int
    name: str
    company: str
    postcode: str
    town: str


@dataclass(slots=True)
class LookAlikes:
    """People of a book by what similar ones have in common; made once for an import.

    `current` gives the whole record of the few that are compared closely.
    """

    lines: Iterable[Line]
    phones: Mapping[str, Sequence[int]]
    emails: Mapping[str, Sequence[int]]
    current: Callable[[int], Record | None]
    _by_block: dict[str, list[Line]] = field(default_factory=dict)
    _by_id: dict[int, Line] = field(default_factory=dict)
    _made: bool = False

    def of(self, record: Record) -> list[Near]:
        """Who may be the person of a record, the likeliest first, at most three."""
        if not self._made:
            self._make()
        if not self._by_id:
            return []
        keys = keys_of(record)
        words = words_of(keys.name)
        if not words:
            return []
        candidates = {line.who: line for line in self._inblocks_of(words)}
        for shared in (self.phones.get(key, ()) for key in keys.phones if key):
            for who in shared[:5]:
                if who in self._by_id:
                    candidates[who] = self._by_id[who]
        found = [near for line in candidates.values() if (near := self._near(line, record, words))]
        alone = [near for near in found if near.per_mille == NAME_ALONE]
        if len(alone) > _NAMESAKES:
            found = [near for near in found if near.per_mille != NAME_ALONE]
        found.sort(key=lambda near: -near.per_mille)
        return found[:_MOST]

    def _make(self) -> None:
        self._made = True
        for line in self.lines:
            self._by_id[line.who] = line
            for block in blocks_of(words_of(line.name)):
                self._by_block.setdefault(block, []).append(line)

    def _inblocks_of(self, words: list[str]) -> Iterable[Line]:
        for block in blocks_of(words):
            found = self._by_block.get(block, ())
            if len(found) <= _BLOCK_MOST:
                yield from found

    def _near(self, line: Line, record: Record, words: list[str]) -> Near | None:
        likeness = name_likeness(words, words_of(line.name))
        if likeness < LIKE_ENOUGH:
            return self._by_phone(line, record, words)
        reasons = _reasons(line, record, self.phones, self.emails, self.current)
        per_mille = round(likeness * 640) + sum(_WEIGHTS[reason] for reason in reasons)
        if not reasons:
            if likeness < 1 or len(words) < 2:
                return None
            per_mille = NAME_ALONE
        if per_mille < LIKELY:
            return None
        return Near(line.who, min(per_mille, 990), likeness_in_words(likeness, reasons))

    def _alone_has(self, who: int, number: str) -> bool:
        there = self.phones.get(number, ())
        return len(there) == 1 and there[0] == who

    def _by_phone(self, line: Line, record: Record, words: list[str]) -> Near | None:
        """Somebody of quite another name, who alone has the number of the record.

        Not a family under one roof, nor colleagues behind one switchboard.
        """
        keys = keys_of(record)
        if words[-1] in words_of(line.name)[-1:] or (keys.company and keys.company == line.company):
            return None
        if any(self._alone_has(line.who, key) for key in keys.phones if key):
            return Near(line.who, SAME_PHONE_ALONE, DIFFERENT_NAME)
        return None


def _reasons(
    line: Line, record: Record, phones: Mapping[str, Sequence[int]],
    emails: Mapping[str, Sequence[int]], current: Callable[[int], Record | None],
) -> list[str]:  # fmt: skip
    keys = keys_of(record)
    found = []
    if any(line.who in phones.get(key, ()) for key in keys.phones if key):
        found.append("the same phone number")
    if any(line.who in emails.get(key, ()) for key in keys.emails):
        found.append("the same email")
    if keys.company and keys.company == line.company:
        found.append("the same company")
    places = [(fold(a.get("postcode", "")), fold(a.get("town", ""))) for a in record["addresses"]]
    if any(code and code.replace(" ", "") == line.postcode for code, _ in places):
        found.append("the same postcode")
    elif any(town and town == line.town for _, town in places):
        found.append("the same town")
    birthday = record["contact"].get("birthday")
    if birthday:
        old = current(line.who)
        if old and old["contact"].get("birthday") == birthday:
            found.append("the same birthday")
    return found


def weight_of(reason: str) -> int:
    """How much a fact adds to the likeness of two names, in thousandths."""
    return _WEIGHTS[reason]


def likeness_in_words(likeness: float, reasons: Iterable[str] = ()) -> tuple[str, ...]:
    """Why two may be the same: what their names have in common, then the facts."""
    return ("the same name" if likeness == 1 else "a similar name", *reasons)


def words_of(name: str) -> list[str]:
    """The words of a folded name without titles."""
    if not name.replace(" ", "").isalnum():
        name = "".join(char if char.isalnum() else " " for char in name)
    return [word for word in name.split() if word not in _TITLES]


def blocks_of(words: list[str]) -> set[str]:
    """By what two writings of a name usually agree, whichever way round they stand."""
    if not words:
        return set()
    first, last = words[0], words[-1]
    return {f"{last[:4]} {first[:1]}", f"{first[:4]} {last[:1]}", " ".join(sorted(words))}


def name_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two folded names are, 0 to 1: the order of words and short forms count little."""
    from rapidfuzz.distance import JaroWinkler

    if not one or not other:
        return 0.0
    if sorted(one) == sorted(other):
        return 1.0
    straight = JaroWinkler.similarity(" ".join(one), " ".join(other))
    turned = JaroWinkler.similarity(" ".join(sorted(one)), " ".join(sorted(other)))
    best = max(straight, turned)
    same_family = one[-1] == other[-1] and len(one) > 1 and len(other) > 1
    if same_family:
        given, known = one[0], other[0]
        short = given[:1] == known[:1] and 1 in (len(given), len(known))
        if given.startswith(known[:3]) and known.startswith(given[:3]):
            best = max(best, 0.9)
        elif not short and JaroWinkler.similarity(given, known) < 0.75:
            # A family under one roof is no double
            return 0.0
        else:
            best = max(best, 0.88)
    return float(best)
