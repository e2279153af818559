"""Names of people: taken apart, put together, sorted, abbreviated.

Names do not follow rules; the parts are a proposal that a person can correct, and the text as it
came is kept beside them by whoever calls this.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from app.models.name_words import (
    ACADEMIC,
    CONJUNCTIONS,
    COURTESY,
    FACULTIES,
    FIRM_WORDS,
    GENERATIONS,
    LEGAL_FORMS,
    PARTICLES,
    SCHOOLS,
    SUFFIXES,
)
from app.storage.text import fold

# Chinese, Japanese and Korean writing: the family name stands first, often without a space.
_FAMILY_FIRST: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_PLAIN: Final = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+").fullmatch
_BRACKETED: Final = re.compile(r"\s*[(\"“„«]([^)\"”“»]+)[)\"”“»]\s*")
_INITIAL: Final = re.compile(r"[^\W\d_]\.?").fullmatch
_TITLES: Final = COURTESY | ACADEMIC
_UNSURE_TITLES: Final = frozenset(["m", "me", "fr", "h", "c", "med", "do", "e", "i"])
_NO_PLAIN_NAME: Final = _TITLES | SUFFIXES | PARTICLES | LEGAL_FORMS | FIRM_WORDS
_IN_FRONT: Final = frozenset(
    ["sarl", "eurl", "selarl", "sasu", "sas", "sci", "scp", "snc", "gaec", "earl", "scea", "ets",
     "ets.", "firma", "fa.", "ditta", "maison"]
)  # fmt: skip
# "Meyer Anlagenbau", "Elektro Handelsbetrieb": what German and Dutch firms do, in one word.
_TRADE: Final = re.compile(
    r"[a-z]{3}(?:bau|technik|techniek|handel|handlung|betrieb|bedrijf|vertrieb|service|logistik"
    r"|bedarf|erei|werkstatt|verlag|verband|verein|stiftung|zentrum|gruppe|werken)\b"
).search
_NICKNAME_MAX: Final = 40
# Åsa, Asa and Sas are people; ASA and SAS are firms.
_NAMES_TOO: Final = frozenset(["asa", "sas"])
_AND: Final = frozenset(["and", "und", "et", "y", "&"])
_HONOURS: Final = frozenset([("h", "c"), ("e", "h")])
_LONGEST: Final = 500
"""Whatever is longer is no name, and taking it apart would take long."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a name in the writing of the person: particle "van der", last "Berg"."""

    prefix: str = ""
    first: str = ""
    middle: str = ""
    particle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""

    @property
    def surname(self) -> str:
        """The family name with its particle: "van der Berg"."""
        return f"{self.particle} {self.last}".strip()


def split_name(text: str) -> NameParts:
    """The parts of `text`, whichever way round it is written; a firm stays whole, as `last`.

    "Last, First", "LAST First", titles, particles, suffixes and the family-first order of
    Chinese, Japanese and Korean are understood. One word alone is a last name after a title,
    else a first name. No word is lost.
    """
    clean = " ".join(text.split()).replace("Ph. D", "Ph.D")
    if _PLAIN(clean):
        first, last = clean.split(" ")
        words = {first.lower(), last.lower()}
        if words.isdisjoint(_NO_PLAIN_NAME):
            return NameParts(first=first, last=last)
    if not clean:
        return NameParts()
    if len(clean) > _LONGEST or looks_like_firm(clean):
        return NameParts(last=clean)
    if _FAMILY_FIRST.search(clean):
        return _family_first(clean)
    return _split_awkward(clean)


def looks_like_firm(text: str) -> bool:
    """Whether `text` names a firm: a legal form, an ampersand, a trade, or a number in front."""
    words = text.replace(",", " ").split()
    if len(words) < 2:
        return False
    if any(_is_legal_form(word) for word in words[1:]) or _begins_as_firm(words[0]):
        return True
    if any(_bare(word) in FIRM_WORDS for word in words) or _TRADE(fold(text)):
        return True
    return words[0][0].isdecimal()


def _begins_as_firm(word: str) -> bool:
    """Whether a legal form stands in front, as in "SARL Midi" and "Fa. Meyer"."""
    return fold(word) in _IN_FRONT and (len(word) > 3 or word.isupper() or word.endswith("."))


def _is_legal_form(word: str) -> bool:
    bare = _bare(word).replace("/", "")
    if bare not in LEGAL_FORMS:
        return False
    if bare in _NAMES_TOO:
        return word.isascii() and word.isupper()
    # "Maria Sá" and "Jan van As" are people, "Galp SA" and "Maersk A/S" are not
    return len(bare) > 2 or bare == "co" or word.isupper() or "/" in word


def _family_first(clean: str) -> NameParts:
    head, _, tail = clean.partition(" ")
    return NameParts(first=tail, last=head)


def _split_awkward(clean: str) -> NameParts:
    nickname = degree = ""
    found = _BRACKETED.search(clean)
    if found and found.start() > 0 and len(found.group(1)) <= _NICKNAME_MAX:
        title = clean[: found.start()].split()[-1]
        if _bare(found.group(1)) in SCHOOLS and _is_title(title, []):
            degree = title
        nickname = found.group(1)
        clean = f"{clean[: found.start()]} {clean[found.end() :]}".strip()
    pieces = [piece.strip() for piece in clean.split(",") if piece.strip()]
    suffixes: list[str] = []
    while len(pieces) > 1 and _only_suffixes(pieces):
        suffixes.insert(0, pieces.pop())
    if not pieces:
        return NameParts(last=clean)
    if len(pieces) == 1:
        parts = _in_order(pieces[0].split())
    else:
        parts = _comma_order(pieces[0], " ".join(pieces[1:]))
    suffix = ", ".join(filter(None, [parts.suffix, *suffixes]))
    if degree:
        prefix = parts.prefix.replace(degree, f"{degree} ({nickname})", 1)
        return replace(parts, prefix=prefix, suffix=suffix)
    return replace(parts, suffix=suffix, nickname=nickname)


def _only_suffixes(pieces: list[str]) -> bool:
    """Whether the last piece is letters after a name: known ones, or "CLU" behind a full name."""
    words = pieces[-1].split()
    if all(_is_suffix(word) for word in words):
        return True
    shouted = len(words) == 1 and words[0].isupper() and 2 < len(words[0]) <= 5
    return shouted and " " in pieces[0] and not pieces[0].isupper()


def _comma_order(family: str, rest: str) -> NameParts:
    """Read "de la Vega, Dr. Juan Q. III": the family before the comma, the person after it."""
    before = family.split()
    prefix_before, before = _take_titles(before)
    words = rest.split()
    prefix, words = _take_titles(words, keep=0)
    words, suffix = _take_suffixes(words, keep=1)
    before, suffix_before = _take_suffixes(before, keep=1)
    particle, last = _take_particles(before)
    return NameParts(
        prefix=" ".join(filter(None, [prefix_before, prefix])),
        first=words[0] if words else "",
        middle=" ".join(words[1:]),
        particle=particle,
        last=last,
        suffix=" ".join(filter(None, [suffix_before, suffix])),
    )


def _in_order(words: list[str]) -> NameParts:
    prefix, words = _take_titles(words)
    words, suffix = _take_suffixes(words, keep=2 if not prefix else 1)
    if len(words) == 1:
        lone = words[0]
        if prefix and fold(prefix).rstrip(".") not in {"sir", "dame"}:
            return NameParts(prefix=prefix, last=lone, suffix=suffix)
        return NameParts(prefix=prefix, first=lone, suffix=suffix)
    shouted = _shouted_family(words)
    if shouted:
        particle, last = _take_particles(words[:shouted])
        rest = words[shouted:]
        return NameParts(prefix, rest[0], " ".join(rest[1:]), particle, last, suffix)
    start = _family_start(words)
    particle, last = _take_particles(words[start:])
    return NameParts(prefix, words[0], " ".join(words[1:start]), particle, last, suffix)


def _family_start(words: list[str]) -> int:
    """Where the family name begins: at a particle, before "y", else at the last word."""
    for place in range(1, len(words) - 1):
        word = words[place]
        if fold(word).rstrip(".") in PARTICLES and not _INITIAL(word):
            return place
        if fold(word) in CONJUNCTIONS and place > 1 and word.islower():
            return place - 1
    return len(words) - 1


def _shouted_family(words: list[str]) -> int:
    """How many leading words are a family name in capitals: "SMITH John", "DE GAULLE Charles"."""
    count = 0
    for word in words:
        letters = [char for char in word if char.isalpha()]
        if len(letters) < 2 or not word.isupper():
            break
        count += 1
    return count if count < len(words) and not words[-1].isupper() else 0


def _take_titles(words: list[str], keep: int = 1) -> tuple[str, list[str]]:
    count = 0
    while len(words) - count > keep and (
        _is_title(words[count], words[count + 1 :]) or _is_faculty(words, count)
    ):
        count += 1
    return " ".join(words[:count]), words[count:]


def _is_title(word: str, following: list[str]) -> bool:
    bare = _bare(word)
    if bare in _AND:
        return bool(following) and _bare(following[0]) in _TITLES
    if bare not in _TITLES:
        pieces = [piece for piece in fold(word).split(".") if piece]
        return len(pieces) > 1 and all(len(p) > 1 and p in _TITLES for p in pieces)
    if bare in {"h", "c", "e", "i"}:
        return False
    # "M. Dupont" is a title, "M. J. Smith" is not: an initial stands before another initial.
    if bare in _UNSURE_TITLES:
        return word.endswith(".") and len(following) == 1
    return True


def _is_faculty(words: list[str], place: int) -> bool:
    """Whether a word says of what somebody is a doctor: the med. of "Dr. med.", h. c. too."""
    if not place or _bare(words[place - 1]) not in ACADEMIC | FACULTIES or "." not in words[place]:
        return False
    bare = _bare(words[place])
    if bare in FACULTIES:
        return True
    # "Dr. C. Smith" has an initial, "Dr. h. c. Smith" an honour
    after = _bare(words[place + 1]) if place + 1 < len(words) else ""
    if not words[place].islower():
        return False
    return (bare, after) in _HONOURS or (_bare(words[place - 1]), bare) in _HONOURS


def _take_suffixes(words: list[str], keep: int) -> tuple[list[str], str]:
    end = len(words)
    while end > keep and _is_suffix(words[end - 1]):
        end -= 1
    return words[:end], " ".join(words[end:])


def _is_suffix(word: str) -> bool:
    bare = _bare(word)
    if bare in {"ma", "do", "ba", "sr"}:
        # "Yo-Yo Ma" and "Thi Do" are names; degrees are written M.A. or MA
        return word.isupper() or "." in word
    return bare in SUFFIXES or (bare == "v" and word == "V")


def _take_particles(words: list[str]) -> tuple[str, str]:
    count = 0
    while count < len(words) - 1 and fold(words[count]).rstrip(".") in PARTICLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _bare(word: str) -> str:
    return fold(word).replace(".", "").strip(",;:")


def display_name(parts: NameParts) -> str:
    """The name as it stands in a list: academic titles stay, Mr and Frau do not."""
    words = parts.prefix.split()
    # "Mr and Mrs Smith" are two people: without the courtesy nothing would say so.
    couple = any(_bare(word) in _AND for word in words)
    titles = " ".join(word for word in words if couple or _bare(word) not in COURTESY)
    if _FAMILY_FIRST.search(parts.last or parts.first):
        name = " ".join(filter(None, [parts.last, parts.first]))
        return f"{titles} {name}".strip()
    name = " ".join(filter(None, [titles, parts.first, parts.middle, parts.surname]))
    if not parts.suffix:
        return name
    joint = " " if _bare(parts.suffix.split()[0]) in GENERATIONS else ", "
    return f"{name}{joint}{parts.suffix}" if name else parts.suffix


def sort_name(parts: NameParts) -> str:
    """The name to sort by: "Webb, Charlotte", "Vries, Jan de", but "Van Dyke, Dick"."""
    given = f"{parts.first} {parts.middle}".strip()
    if not parts.last:
        return given or parts.suffix
    if parts.particle and parts.particle[0].islower():
        given = f"{given} {parts.particle}".strip()
        family = parts.last
    else:
        family = parts.surname
    return f"{family}, {given}" if given else family


def initials(name: str) -> str:
    """One or two letters for a picture of a person or firm: "CW", "山", "" for no letters."""
    words: list[str] = [word for word in re.findall(r"[^\W_]+", name) if fold(word) not in _TITLES]
    if not words:
        return name.strip()[:1].upper()
    if _FAMILY_FIRST.match(words[0]):
        return words[0][0]
    names = [word for word in words if fold(word) not in PARTICLES] or words
    names = [word for word in names if fold(word) not in SUFFIXES] or names
    letters: str = names[0][0] if len(names) == 1 else names[0][0] + names[-1][0]
    return letters.upper()
