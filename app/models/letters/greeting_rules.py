"""Greetings by language as data: one person, several, nobody in particular.

Sources: Debrett's and New Hart's Rules (English), The Chicago Manual of Style and Emily Post
(American English; a colon in business letters, "Drs."), Duden and DIN 5008 (German: each person
greeted in full, the second in small letters; faculties are not spoken), SN 010130 (Swiss German:
no mark at the end), ÖNORM A 1080 (Austria: Mag., DI and Ing. are spoken), Lexique des règles
typographiques (French: no names, professions are), Fundéu (Spanish; a colon follows, "e" before
an i), Accademia della Crusca (Italian; "ed" before an e), Taaladvies (Dutch; the particle takes a
capital when no first name stands before it), Ciberdúvidas and Manual de Redação da Presidência
(Portuguese, Brazilian), Språkrådet (Swedish, Norwegian), Dansk Sprognævn, PWN (Polish), Ústav pro
jazyk český (Czech).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GreetingRule:
    """Greetings of one language.

    {T} academic title with a blank, {L} last, {F} first, {N} both, {A} {B} courtesy words.

    `couple` greets a man and a woman of one surname, `titles` two of the same title. Several
    people are greeted one by one: `between` and `before_last` part them, `lead` is said once,
    `small` begins the second with a small letter. `names` greets several whose gender is not
    known; where the language greets without names, `men` and `women` are its plurals.
    """

    man: str
    woman: str
    unknown: str
    nobody: str
    first_man: str
    first_woman: str
    first_unknown: str
    conjunction: str
    titled: str = ""
    names: str = ""
    couple: str = ""
    couple_words: tuple[str, str] = ("", "")
    titles: str = ""
    between: str = ", "
    before_last: str = ", "
    lead: str = ""
    small: bool = False
    men: str = ""
    women: str = ""
    end: str = ","
    first_names_apart: bool = False
    first_men: str = ""
    first_women: str = ""


_GERMAN = GreetingRule(
    "Sehr geehrter Herr {T}{L},", "Sehr geehrte Frau {T}{L},", "Guten Tag {T}{N},",
    "Sehr geehrte Damen und Herren,", "Lieber {F},", "Liebe {F},", "Hallo {F},",
    "und", names="Guten Tag {N},", small=True, first_names_apart=True,
)  # fmt: skip

RULES: dict[str, GreetingRule] = {
    "en": GreetingRule(
        "Dear Mr {L},", "Dear Ms {L},", "Dear {N},", "Dear Sir or Madam,",
        "Dear {F},", "Dear {F},", "Dear {F},", "and", titled="Dear {T}{L},",
        names="Dear {N},", couple="Dear {A} and {B} {L},", couple_words=("Mr", "Mrs"),
        titles="Dear {T}s {L},", before_last=" and ", lead="Dear ",
    ),
    "en-us": GreetingRule(
        "Dear Mr. {L}:", "Dear Ms. {L}:", "Dear {N}:", "Dear Sir or Madam:",
        "Dear {F},", "Dear {F},", "Dear {F},", "and", titled="Dear {T}{L}:",
        names="Dear {N}:", couple="Dear {A} and {B} {L}:", couple_words=("Mr.", "Mrs."),
        titles="Dear {T}s. {L}:", before_last=" and ", lead="Dear ", end=":",
    ),
    "de": _GERMAN,
    "de-at": _GERMAN,
    "de-ch": GreetingRule(
        "Sehr geehrter Herr {T}{L}", "Sehr geehrte Frau {T}{L}", "Guten Tag {T}{N}",
        "Sehr geehrte Damen und Herren", "Lieber {F}", "Liebe {F}", "Hallo {F}",
        "und", names="Guten Tag {N}", small=True, first_names_apart=True, end="",
    ),
    "fr": GreetingRule(
        "Monsieur,", "Madame,", "Madame, Monsieur,", "Madame, Monsieur,",
        "Cher {F},", "Chère {F},", "Bonjour {F},", "et",
        names="Madame, Monsieur,", men="Messieurs", women="Mesdames", first_names_apart=True,
        small=True,
    ),
    "es": GreetingRule(
        "Estimado Sr. {T}{L}:", "Estimada Sra. {T}{L}:", "Estimado/a {T}{N}:",
        "Estimados señores:", "Querido {F}:", "Querida {F}:", "Hola, {F}:", "y",
        names="Estimados/as {N}:", couple="Estimados {A} y {B} {L}:",
        couple_words=("Sr.", "Sra."), before_last=" y ", small=True, end=":",
        first_men="Queridos {F}:", first_women="Queridas {F}:",
    ),
    "it": GreetingRule(
        "Gentile Sig. {L},", "Gentile Sig.ra {L},", "Gentile {N},",
        "Gentili Signore e Signori,", "Caro {F},", "Cara {F},", "Ciao {F},", "e",
        titled="Gentile {T}{L},", names="Gentili {N},", couple="Gentili {A} e {B} {L},",
        couple_words=("Sig.", "Sig.ra"), small=True,
        first_men="Cari {F},", first_women="Care {F},",
    ),
    "nl": GreetingRule(
        "Geachte heer {L},", "Geachte mevrouw {L},", "Geachte {N},",
        "Geachte heer of mevrouw,", "Beste {F},", "Beste {F},", "Beste {F},", "en",
        names="Geachte {N},", couple="Geachte {A} en {B} {L},", couple_words=("heer", "mevrouw"),
        small=True,
    ),
    "pt": GreetingRule(
        "Exmo. Senhor {T}{N},", "Exma. Senhora {T}{N},", "Exmo.(a) Senhor(a) {T}{N},",
        "Exmos. Senhores,", "Caro {F},", "Cara {F},", "Olá, {F},", "e",
        names="Exmos.(as) Senhores(as) {N},", before_last=" e ",
        first_men="Caros {F},", first_women="Caras {F},",
    ),
    "pt-br": GreetingRule(
        "Prezado Sr. {T}{N},", "Prezada Sra. {T}{N},", "Prezado(a) {T}{N},",
        "Prezados Senhores,", "Caro {F},", "Cara {F},", "Olá, {F},", "e",
        names="Prezados(as) {N},", before_last=" e ", small=True,
        first_men="Caros {F},", first_women="Caras {F},",
    ),
    "sv": GreetingRule(
        "Hej {N},", "Hej {N},", "Hej {N},", "Hej,", "Hej {F},", "Hej {F},", "Hej {F},",
        "och", names="Hej {N},",
    ),
    "da": GreetingRule(
        "Kære {N},", "Kære {N},", "Kære {N},", "Til rette vedkommende,",
        "Kære {F},", "Kære {F},", "Kære {F},", "og", names="Kære {N},",
    ),
    "no": GreetingRule(
        "Hei {N},", "Hei {N},", "Hei {N},", "Til den det gjelder,",
        "Hei {F},", "Hei {F},", "Hei {F},", "og", names="Hei {N},",
    ),
    "pl": GreetingRule(
        "Szanowny Panie,", "Szanowna Pani,", "Szanowni Państwo,", "Szanowni Państwo,",
        "Dzień dobry,", "Dzień dobry,", "Dzień dobry,", "i",
        names="Szanowni Państwo,", men="Szanowni Panowie", women="Szanowne Panie",
    ),
    "cs": GreetingRule(
        "Vážený pane,", "Vážená paní,", "Vážená paní, vážený pane,", "Vážená paní, vážený pane,",
        "Dobrý den,", "Dobrý den,", "Dobrý den,", "a",
        names="Vážená paní, vážený pane,", men="Vážení pánové", women="Vážené dámy", small=True,
    ),
}  # fmt: skip

NAMELESS = frozenset({"fr", "pl", "cs"})
"""Languages whose formal greeting says no name: a second person of the same gender is a plural."""

MIXED = {"pl": "Szanowni Państwo,"}
"""How women and men together are greeted where the language has one word for them."""

TITLES_SPOKEN = {
    "fr": {
        "docteur": ("Docteur,", "Docteure,"), "dr": ("Docteur,", "Docteure,"),
        "maître": ("Maître,", "Maître,"), "me": ("Maître,", "Maître,"),
        "professeur": ("Monsieur le Professeur,", "Madame la Professeure,"),
        "pr": ("Monsieur le Professeur,", "Madame la Professeure,"),
        "prof": ("Monsieur le Professeur,", "Madame la Professeure,"),
    },
}  # fmt: skip
"""Where a profession is greeted in place of a name: the forms for a man and for a woman."""

SPOKEN_IN_GERMAN = frozenset({"dr", "prof", "professor", "professorin", "pd"})
"""Titles that a German letter speaks; "Dipl.-Ing." and faculties stand in the address alone."""

SPOKEN_IN_AUSTRIA = SPOKEN_IN_GERMAN | {
    "mag", "maga", "di", "ddr", "dkfm", "ing", "dipl.-ing", "dipling", "univ.-prof", "ddi",
}  # fmt: skip

COURTESY = {
    "mr": "m", "herr": "m", "herrn": "m", "monsieur": "m", "m": "m", "sr": "m", "señor": "m",
    "don": "m", "sig": "m", "signor": "m", "signore": "m", "dhr": "m", "de heer": "m", "heer": "m",
    "senhor": "m", "hr": "m", "pan": "m", "mister": "m", "d": "m",
    "mrs": "f", "ms": "f", "miss": "f", "frau": "f", "fr": "f", "madame": "f", "mme": "f",
    "mlle": "f", "mademoiselle": "f", "sra": "f", "señora": "f", "doña": "f", "srta": "f",
    "sig.ra": "f", "sigra": "f", "signora": "f", "mevr": "f", "mw": "f", "mevrouw": "f",
    "senhora": "f", "fru": "f", "pani": "f", "missus": "f", "dña": "f",
    "mx": "",
}  # fmt: skip
"""Words of courtesy before a name, folded, with the gender they tell."""


def rule_for(language: str) -> GreetingRule:
    """The rule of a language or of its region; English where we know none."""
    key = language.lower().replace("_", "-")
    return RULES.get(key) or RULES.get(key[:2]) or RULES["no" if key[:2] == "nb" else "en"]


def conjoined(words: list[str], language: str) -> str:
    """Names in a row, the language's "and" before the last one, spoken as the next word asks."""
    if len(words) < 2:
        return "".join(words)
    bare = words[-1].lstrip().casefold()
    word = rule_for(language).conjunction
    if (language[:2] == "es" and bare[:1] in "ií") or (
        language[:2] == "es" and bare[:2] in ("hi", "hí") and bare[2:3] not in "ea"
    ):
        word = "e"
    if language[:2] == "it" and bare[:1] in "eéè":
        word = "ed"
    return f"{', '.join(words[:-1])} {word} {words[-1]}"
