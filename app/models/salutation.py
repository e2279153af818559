"""Greetings at the head of a letter, by language.

Sources: Debrett's and The Chicago Manual of Style (English; a colon in American business
letters), Duden and DIN 5008 (German), Lexique des règles typographiques (French), Fundéu (Spanish;
a colon follows), Accademia della Crusca (Italian), Taaladvies (Dutch; the particle takes a capital
when no first name stands before it), Ciberdúvidas (Portuguese), Språkrådet (Swedish, which greets
everybody by first and last name), Dansk Sprognævn, Språkrådet (Norwegian), PWN (Polish), Ústav pro
jazyk český (Czech).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class _Rule:
    """Greetings of one language. {T} academic title with a blank, {L} last, {F} first, {N} both."""

    man: str
    woman: str
    unknown: str
    nobody: str
    first_man: str
    first_woman: str
    first_unknown: str
    titled: str = ""


_RULES: dict[str, _Rule] = {
    "en": _Rule(
        "Dear Mr {L},", "Dear Ms {L},", "Dear {N},", "Dear Sir or Madam,",
        "Dear {F},", "Dear {F},", "Dear {F},", titled="Dear {T}{L},",
    ),
    "en-us": _Rule(
        "Dear Mr. {L}:", "Dear Ms. {L}:", "Dear {N}:", "Dear Sir or Madam:",
        "Dear {F},", "Dear {F},", "Dear {F},", titled="Dear {T}{L}:",
    ),
    "de": _Rule(
        "Sehr geehrter Herr {T}{L},", "Sehr geehrte Frau {T}{L},", "Guten Tag {T}{N},",
        "Sehr geehrte Damen und Herren,", "Lieber {F},", "Liebe {F},", "Hallo {F},",
    ),
    "de-ch": _Rule(
        "Sehr geehrter Herr {T}{L}", "Sehr geehrte Frau {T}{L}", "Guten Tag {T}{N}",
        "Sehr geehrte Damen und Herren", "Lieber {F}", "Liebe {F}", "Hallo {F}",
    ),
    "fr": _Rule(
        "Monsieur,", "Madame,", "Madame, Monsieur,", "Madame, Monsieur,",
        "Cher {F},", "Chère {F},", "Bonjour {F},",
    ),
    "es": _Rule(
        "Estimado Sr. {T}{L}:", "Estimada Sra. {T}{L}:", "Estimado/a {T}{N}:",
        "Estimados señores:", "Querido {F}:", "Querida {F}:", "Hola, {F}:",
    ),
    "it": _Rule(
        "Gentile Sig. {L},", "Gentile Sig.ra {L},", "Gentile {N},",
        "Gentili Signore e Signori,", "Caro {F},", "Cara {F},", "Ciao {F},",
        titled="Gentile {T}{L},",
    ),
    "nl": _Rule(
        "Geachte heer {L},", "Geachte mevrouw {L},", "Geachte {N},",
        "Geachte heer of mevrouw,", "Beste {F},", "Beste {F},", "Beste {F},",
    ),
    "pt": _Rule(
        "Exmo. Senhor {T}{N},", "Exma. Senhora {T}{N},", "Exmo.(a) Senhor(a) {T}{N},",
        "Exmos. Senhores,", "Caro {F},", "Cara {F},", "Olá, {F},",
    ),
    "sv": _Rule(
        "Hej {N},", "Hej {N},", "Hej {N},", "Hej,", "Hej {F},", "Hej {F},", "Hej {F},",
    ),
    "da": _Rule(
        "Kære {N},", "Kære {N},", "Kære {N},", "Til rette vedkommende,",
        "Kære {F},", "Kære {F},", "Kære {F},",
    ),
    "no": _Rule(
        "Hei {N},", "Hei {N},", "Hei {N},", "Til den det gjelder,",
        "Hei {F},", "Hei {F},", "Hei {F},",
    ),
    "pl": _Rule(
        "Szanowny Panie,", "Szanowna Pani,", "Szanowni Państwo,", "Szanowni Państwo,",
        "Dzień dobry,", "Dzień dobry,", "Dzień dobry,",
    ),
    "cs": _Rule(
        "Vážený pane,", "Vážená paní,", "Vážená paní, vážený pane,", "Vážená paní, vážený pane,",
        "Dobrý den,", "Dobrý den,", "Dobrý den,",
    ),
}  # fmt: skip
_COURTESY = {
    "mr": "m", "herr": "m", "herrn": "m", "monsieur": "m", "m": "m", "sr": "m", "señor": "m",
    "don": "m", "sig": "m", "signor": "m", "signore": "m", "dhr": "m", "de heer": "m", "heer": "m",
    "senhor": "m", "hr": "m", "pan": "m", "mister": "m", "d": "m",
    "mrs": "f", "ms": "f", "miss": "f", "frau": "f", "fr": "f", "madame": "f", "mme": "f",
    "mlle": "f", "mademoiselle": "f", "sra": "f", "señora": "f", "doña": "f", "srta": "f",
    "sig.ra": "f", "sigra": "f", "signora": "f", "mevr": "f", "mw": "f", "mevrouw": "f",
    "senhora": "f", "fru": "f", "pani": "f", "missus": "f", "dña": "f",
    "mx": "",
}  # fmt: skip
_KEPT_IN_ENGLISH = {"mrs": "Mrs", "miss": "Miss", "mx": "Mx"}
_KNIGHTS = {"sir", "dame"}
_PARTICLE = re.compile(r"^(?:van|de|den|der|het|'t|te|ten|ter|op|in|von)\b")


def formal_greeting(person: Addressee) -> str:
    """How a business letter begins, with its comma or colon; never without a name before it."""
    if person.formal_override.strip():
        return person.formal_override.strip()
    rule = _rule(person.language)
    courtesy, academic = _titles(person.title)
    gender = person.gender[:1].lower() or _COURTESY.get(courtesy, "")
    first, last = person.first_name.strip(), person.last_name.strip()
    if not last:
        return informal_greeting(person) if first else rule.nobody
    english = person.language[:2].lower() == "en"
    if english and academic.casefold() in _KNIGHTS and first:
        return rule.first_unknown.format(F=f"{academic} {first}")
    if academic and rule.titled:
        form = rule.titled
    elif english and courtesy in _KEPT_IN_ENGLISH:
        form = rule.unknown.replace("{N}", f"{_kept(courtesy, person.language)} {{L}}")
    else:
        form = {"m": rule.man, "f": rule.woman}.get(gender, rule.unknown)
    if person.language[:2].lower() == "nl" and "{N}" not in form:
        last = _PARTICLE.sub(lambda found: found[0].capitalize(), last)
    title = f"{academic} " if academic else ""
    return form.format(T=title, L=last, F=first, N=f"{first} {last}".strip())


def informal_greeting(person: Addressee) -> str:
    """How a letter to somebody we know begins; formal when there is no first name."""
    if person.informal_override.strip():
        return person.informal_override.strip()
    first = person.first_name.strip()
    if not first:
        return formal_greeting(person)
    rule = _rule(person.language)
    courtesy, _ = _titles(person.title)
    gender = person.gender[:1].lower() or _COURTESY.get(courtesy, "")
    form = {"m": rule.first_man, "f": rule.first_woman}.get(gender, rule.first_unknown)
    return form.format(F=first)


def name_with_title(person: Addressee, suffix: str = "") -> str:
    """The name as it stands in the address: title, first and last name, letters after it."""
    courtesy, academic = _titles(person.title)
    german = person.language[:2].lower() == "de"
    shown = [person.title.strip() if german or not courtesy else "", academic]
    title = shown[0] or shown[1]
    name = " ".join(part for part in (title, person.first_name, person.last_name) if part)
    return f"{name}, {suffix}" if suffix and name else name


def _rule(language: str) -> _Rule:
    key = language.lower().replace("_", "-")
    return _RULES.get(key) or _RULES.get(key[:2]) or _RULES["no" if key[:2] == "nb" else "en"]


def _kept(courtesy: str, language: str) -> str:
    dotted = language.lower().replace("_", "-") == "en-us" and courtesy != "miss"
    return _KEPT_IN_ENGLISH[courtesy] + ("." if dotted else "")


def _titles(title: str) -> tuple[str, str]:
    """A title as its courtesy word, folded, and the academic rest as it was typed."""
    words = title.split()
    courtesy = ""
    while words:
        plain = words[0].rstrip(".").casefold()
        if plain not in _COURTESY:
            break
        courtesy = plain
        words = words[1:]
    return courtesy, " ".join(words)
