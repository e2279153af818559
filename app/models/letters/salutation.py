"""Greetings at the head of a letter and names on it: for one person, by the rules of a language.

The rules and their sources stand in ``greeting_rules``; several people are greeted together by
``greeting_joint``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.models.imports.import_words import GENDER_OF
from app.models.letters.greeting_rules import (
    COURTESY,
    SPOKEN_IN_AUSTRIA,
    SPOKEN_IN_GERMAN,
    TITLES_SPOKEN,
    rule_for,
)
from app.storage.text import fold


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is greeted. `gender` is "m", "f" or "" (unknown); overrides win over every rule."""

    first_name: str = ""
    last_name: str = ""
    title: str = ""
    gender: str = ""
    language: str = "en"
    company: str = ""
    formal_override: str = ""
    informal_override: str = ""


_KEPT_IN_ENGLISH = {"mrs": "Mrs", "miss": "Miss", "mx": "Mx"}
_KNIGHTS = {"sir", "dame", "lady", "lord"}
_PARTICLE = re.compile(r"^(?:van|de|den|der|het|'t|te|ten|ter|op|in|von)\b")


def formal_greeting(person: Addressee) -> str:
    """How a business letter begins, with its comma or colon; never without a name before it."""
    own = _plain(person.formal_override)
    if own:
        return own
    rule = rule_for(person.language)
    first, last = _plain(person.first_name), _plain(person.last_name)
    if not last:
        return informal_greeting(person) if first else rule.nobody
    courtesy, academic = titles_of(person.title)
    gender = gender_of(person)
    profession = _profession(person, academic, gender)
    if profession:
        return profession
    academic = spoken_title(academic, person.language)
    english = person.language[:2].lower() == "en"
    if english and academic.casefold() in _KNIGHTS and first:
        return rule.first_unknown.format(F=f"{academic} {first}")
    if academic and rule.titled:
        form = rule.titled
    elif english and courtesy in _KEPT_IN_ENGLISH:
        form = rule.unknown.replace("{N}", f"{_kept(courtesy, person.language)} {{L}}")
    else:
        form = {"m": rule.man, "f": rule.woman}.get(gender, rule.unknown)
    if "{N}" not in form:
        last = capital_particle(last, person.language)
    title = f"{academic} " if academic else ""
    return form.format(T=title, L=last, F=first, N=f"{first} {last}".strip())


def informal_greeting(person: Addressee) -> str:
    """How a letter to somebody we know begins; formal when there is no first name."""
    own = _plain(person.informal_override)
    if own:
        return own
    first = _plain(person.first_name)
    if not first:
        return formal_greeting(person)
    rule = rule_for(person.language)
    form = {"m": rule.first_man, "f": rule.first_woman}.get(gender_of(person), rule.first_unknown)
    return form.format(F=first)


def name_with_title(person: Addressee, suffix: str = "") -> str:
    """The name as it stands in the address: title, first and last name, letters after it."""
    courtesy, academic = titles_of(person.title)
    german = person.language[:2].lower() == "de"
    shown = [_plain(person.title) if german or not courtesy else "", academic]
    title = shown[0] or shown[1]
    parts = (title, _plain(person.first_name), _plain(person.last_name))
    name = " ".join(part for part in parts if part)
    return f"{name}, {suffix}" if suffix and name else name


def gender_of(person: Addressee) -> str:
    """The gender, "m", "f" or "": as somebody said it, else as the word of courtesy tells."""
    said = GENDER_OF.get(fold(person.gender).strip(), "")
    if said in ("m", "f"):
        return said
    return COURTESY.get(titles_of(person.title)[0], "")


def spoken_title(academic: str, language: str) -> str:
    """The part of a title that a letter speaks: in German Prof. and Dr., in Austria more."""
    tongue = language.lower().replace("_", "-")
    if tongue[:2] != "de":
        return academic
    spoken = SPOKEN_IN_AUSTRIA if tongue == "de-at" else SPOKEN_IN_GERMAN
    found = (word for word in academic.split() if word.rstrip(".").casefold() in spoken)
    return " ".join(dict.fromkeys(found))


def capital_particle(last: str, language: str) -> str:
    """The surname as it stands behind a word of courtesy: a Dutch particle with a capital."""
    if language[:2].lower() != "nl":
        return last
    return _PARTICLE.sub(lambda found: found[0].capitalize(), last)


def titles_of(title: str) -> tuple[str, str]:
    """A title as its courtesy word, folded, and the academic rest as it was typed."""
    words = title.split()
    courtesy = ""
    while words:
        plain = words[0].rstrip(".").casefold()
        if plain not in COURTESY:
            break
        courtesy = plain
        words = words[1:]
    return courtesy, " ".join(word for word in words if any(c.isalnum() for c in word))


def _profession(person: Addressee, academic: str, gender: str) -> str:
    forms = TITLES_SPOKEN.get(person.language[:2].lower(), {})
    found = next(
        (forms[word.rstrip(".").casefold()] for word in academic.split()
         if word.rstrip(".").casefold() in forms), None,
    )  # fmt: skip
    if found is None or (not gender and found[0] != found[1]):
        return ""
    return found[1] if gender == "f" else found[0]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _kept(courtesy: str, language: str) -> str:
    dotted = language.lower().replace("_", "-") == "en-us" and courtesy != "miss"
    return _KEPT_IN_ENGLISH[courtesy] + ("." if dotted else "")
