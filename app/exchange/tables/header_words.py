"""What people and programs write above a column, as data: phrase to meaning.

Nine languages stand side by side: a phrase rarely means two things, and a sheet is often written
in two of them. Phrases are folded, words parted by single spaces, without digits. A header is
covered by the longest phrases first; every word of it must be covered for it to be recognised.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import Final, NamedTuple

from app.exchange.tables.header_phrases import KINDS, MEANINGS
from app.exchange.tables.header_phrases_marks import MARKED, MAY
from app.exchange.tables.header_phrases_more import KINDS_MORE, MORE, NO_PHONES
from app.exchange.tables.header_phrases_short import ALONE, SHORT, SOMETIMES
from app.models.fold import UNSEEN, fold
from app.models.name_words import COURTESY

_CAMEL: Final = re.compile(
    r"(?<=[a-zäöüéèàß])(?=[A-ZÄÖÜ])|(?<=[A-Z]{2})(?=[A-Z][a-z])|(?<=\bX)(?=[A-Z][a-z])"
)
_NO_WORD: Final = re.compile(r"[^a-z0-9\u0370-\u1fff\u2070-\uffff#]+")
# German writes "Firmentelefon" where others write two words.
# Salesforce's "Ciudad de correo" is where letters go.
_POST_PLACE: Final = re.compile(r"\b(calle|ciudad|postal|pais|provincia|estado) de correo$")
_COMPOUND: Final = re.compile(
    r"\b(firmen|geschafts|privat|dienst|buro|haupt|kunden|kontakt|rechnungs|liefer|versand)-?"
    r"(telefon|fax|adresse|anschrift|mobil|handy|strasse|email|mail|ort|plz|nummer|land|name"
    r"|(?:adr|tel)\b)"
)
# "Vorname(n)", "Kategorie(n)": one or several
_OR_SEVERAL: Final = re.compile(
    r"(?<=\w{3})(?:\((?:n|en|s|e|es|er|i|in|r)\)|/-?(?:in|innen|n|r|e)\b)"
)
# Dutch and Swedish write "Werkadres", "E-postadress" and "E-mailtype".
_GLUED: Final = re.compile(r"\b(werk|huis|thuis|bezoek)(adres|telefoon|email|mobiel|fax)\b")
_GLUED_EMAIL: Final = re.compile(r"\bemail(typ\w?|adres\w*|adr)\b")
_NUMBER: Final = re.compile(r"(\d+)")
# "D.O.B." is one word; Insightly's "Mail Address Street" speaks of letters.
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){3,}")
_MAIL_PLACE: Final = re.compile(
    r"\bmail address (?=(?:line|street|city|town|state|county|region|postal|post|zip|country)\b)"
)
# "Lidnr", "Mitgliedsnummer", "Asiakasnro"
_GLUED_NUMBER: Final = re.compile(r"(.{3,}?)(?:s|n|en|e)?(?:nr|nro|nummer|numer|number)").fullmatch
_DOTTED: Final = re.compile(r"\b([^\W\d_]+)\.")
_CUT_SHORT: Final = 4
"""Letters of a word that can be recognised by its beginning."""
_SHORTEST: Final = 3
_TAILS: Final = (
    "name", "nome", "strasse", "street", "plz", "zip", "city", "email", "mail", "phone", "tel",
    "mobile", "fax", "address", "addr", "country", "company", "firma",
)  # fmt: skip
"""What stands at the end of two words glued together."""
_MOST_WAYS: Final = 200
_LONGEST: Final = 4
CALLED: Final = frozenset({"full", "shown", "first", "last", "name", "company"})
"""What somebody or something is called: without such a column there is no table of ours."""

# Words that say nothing about what a column holds.
_NOISE: Final = frozenset(
    """
    address number no nr numero num value contact customer client person main primary default first
    the of de du des del di der die das des la le l the your my and und et y e primare
    hauptsachlich principal principale hoofd nummer adresse adres address preferred standard
    haupt person member current x details information kontakt contacto contatto voor van p
    do da dos das op o or i sul sulla nel what is please enter full patient guest member student
    tenant pupil resident attendee participant delegate donor volunteer buyer seller mitglied gast
    teilnehmer mieter schuler patientin kandidat candidate applicant subscriber visitor supporter
    individual sieci czesc e1 dell della uso customers clients am on den op dnia n
    notificacion notificaciones kontakts kontaktes kontaktu kontakten contacts contatti contactos
    kontaktow zum zur at fur
    dla lid eleve alumno alumna studente paziente paciente klienta recipient kontaktowego kontaktowy
    intern interne internes internas interna wewnetrzne ovriga
    professeur docente profesor professor odbiorcy nabywcy adresata destinatario destinataire
    empfanger empfangers ontvanger mottagare
    employee empleado dipendente medewerker pracownika anstalld medarbejder salarie funcionario
    which are you from does can we w wartosc valeur valor valore waarde varde wert s
    info line txt field id1 value1 telefon tel phone telephone telefono telefoon telefone street
    """.split()  # noqa: SIM905
)
DIALLED: Final = frozenset({"phone", "mobile", "fax"})
_PLACES: Final = frozenset({"town", "postcode", "postcode_town", "region", "country", "house"})
_PARTS: Final = frozenset({"first", "last", "middle", "nick", "suffix", "birthday", "job"})
_OF_SOMEBODY: Final = frozenset(
    """
    email phone mobile fax note prefix job dept street town postcode country birthday language
    gender
    """.split()  # noqa: SIM905
)
# The first says no more beside one of the others.
_MORE_OF: Final = (
    ("name", _PLACES | {"owner", "tag", "company_kind", "source", "kind", "dept"}),
    ("title", frozenset({"job", "prefix"})),
    ("street", frozenset({"street_two"})),
    ("address", frozenset({"street_two"})),
    ("house", frozenset({"street_two"})),
    ("tag", frozenset({"birthday"})),
    ("website", frozenset({"email"})),
    ("deal_amount", frozenset({"email", "phone", "website"})),
    ("dept", _PLACES | {"street", "street_two", "address"}),
    ("full", _OF_SOMEBODY | {"owner", "source", "kind", "tag", "name"}),
    ("code", _OF_SOMEBODY | {"first", "last", "full", "name", "tag"}),
)
_ADDRESS_WORDS: Final = frozenset(
    "adres adress adresse endereco indirizzo direccion morada domicilio anschrift".split()  # noqa: SIM905
)
# A phone or name of somebody else is not the person's own.
_RELATIONS: Final = frozenset(
    """
    assistant assistants assistent sekretariat manager managers spouse partner partners wife husband
    child children kinder dad dads mom moms mum father fathers mother mothers parent parents brother
    sister asst padre madre vater mutter eltern pere mere vader moeder ouders ojciec matka
    rodzice genitori foraldrar emergency reports
    ouder verzorger voogd erziehungsberechtigte erziehungsberechtigter erziehungsberechtigten
    elternteil vormund rodzic rodzica vardnadshavare malsman foralder forelder foresatt encarregado
    genitore tuteur tutor tutora tutore guardian
    nok kin ice emerg notfall urgence emergencia emergenza noodgeval
    conjoint enfants conyuge hijos coniuge figli echtgenoot
    kinderen phonetic yomi phonetisch phonetique maiden ip screen messenger im vat tax iban bic bank
    twitter facebook linkedin skype instagram photo foto picture image
    """.split()  # noqa: SIM905
)
# Whoever is numbered by one of these has that as the number of a customer.
_UNSURE: Final = frozenset({"anniv", "vers"})
"""Cut short by people who mean different things: "anniv." in French and in English."""
NUMBERED: Final = frozenset(
    "no n nr num number nummer numero numer nro id code ref reference kod codigo codice".split()  # noqa: SIM905
)
CUSTOMERS: Final = frozenset(
    """
    customer client cliente klant kunde kund klient klienta member mitglied membre membro socio
    adherent abonne utente patient patientin paciente paziente pacjent donor donateur tenant mieter
    pupil schuler student subscriber abonnent lid medlem guest gast debitor debiteur debitoren
    supporter debtor kunden mandant mandanten klienten patienten asiakas jasen zakaznik clienti
    clientes mitglieds medlems kundin kundinnen klientin mandantin dossier historia historial
    expediente leitor lettore lecteur lezer czytelnik reader afiliado asegurado volunteer
    volontario voluntario volontaire
    """.split()  # noqa: SIM905
)
_NAMED: Final = frozenset({"last", "first", "full", "name", "company", "code"})
_BEFORE_ALL: Final = frozenset({"last", "first"})
_JOINING: Final = frozenset(
    "de do du d di del da of la le the and und u et y e en og och i oraz ja".split()  # noqa: SIM905
)
TYPE_WORDS: Final = frozenset(
    """
    type label typ tipo art soort rodzaj bezeichnung etiquette etiqueta etichetta etykieta etikett
    libelle rotulo
    """.split()  # noqa: SIM905
)


class Heading(NamedTuple):
    """What a header says.

    `kind` is work, home, other or ""; `number` is 1 where none stands; `unknown` says that words
    were left over that could mean anything, `relation` that it speaks of somebody else.
    """

    meanings: frozenset[str]
    kind: str
    number: int
    is_type: bool
    unknown: bool
    relation: bool = False


def _without_joins(phrase: str) -> str:
    """A phrase without "and" and "of": "data nascimento" is a "data de nascimento"."""
    return " ".join(word for word in phrase.split() if word not in _JOINING)


def _index(table: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, phrases in table.items():
        for phrase in phrases.split("|"):
            plain = phrase if phrase.isascii() else fold(phrase)
            found.setdefault(plain, meaning)
            # As `words_of` parts it: "kundennummer" never arrives in one piece
            found.setdefault(_COMPOUND.sub(r"\1 \2", plain), meaning)
    return found


# What means this only where nothing stands beside it.
_ALONE: Final = {"by": "town", "st": "region", "ph": "phone"} | _index(MAY | MARKED) | _index(ALONE)
_PHRASES: Final = _index(MORE) | _index(MEANINGS)
_JOINED: Final = {
    short: meaning
    for phrase, meaning in reversed(_PHRASES.items())
    if " " in (short := _without_joins(phrase))
}
_KIND_WORDS: Final = _index(KINDS_MORE) | _index(KINDS)
_NO_PHONES: Final = frozenset(NO_PHONES.split("|"))
_WORDS: Final = tuple(sorted(
    {word for phrase in (*_PHRASES, *_KIND_WORDS) for word in phrase.split()} | CUSTOMERS
))  # fmt: skip


def words_of(header: str) -> list[str]:
    """The folded words of a header: "E-mail 1 - Value" is email, 1, value."""
    said = header.translate(UNSEEN).replace("'s", " ").replace("’s", " ").replace("#", " no ")
    said = _OR_SEVERAL.sub("", said)
    parted = _INITIALS.sub(lambda found: found[0].replace(".", ""), fold(_CAMEL.sub(" ", said)))
    parted = _COMPOUND.sub(r"\1 \2", parted)
    parted = _NUMBER.sub(r" \1 ", parted)
    text = " ".join(_NO_WORD.sub(" ", parted).split())
    text = _MAIL_PLACE.sub("mailing ", _GLUED.sub(r"\1 \2", text))
    text = _POST_PLACE.sub(r"\1 mailing", text)
    for spelt in ("e mail", "e post", "e courrier"):
        text = f" {text} ".replace(f" {spelt}", " email").strip()
    return _GLUED_EMAIL.sub(r"email \1", text).split()


@lru_cache(maxsize=2048)
def understand(header: str) -> Heading:
    """What `header` says in any of the languages; no meaning at all when nothing is known.

    A word that is cut short ("Mitgl.-Nr.", "Bemerk.") counts as the words that begin so, where
    all of them say the same.
    """
    words = words_of(header)
    heading = _understood(words)
    if not heading.unknown or heading.relation:
        return heading
    if len(words) == 1 and (parted := _parted(words[0])) is not None:
        return parted
    dotted = frozenset(_DOTTED.findall(fold(header)))
    alone = sum(not word.isdecimal() for word in words) == 1
    whole = [_written_out(word, dotted, alone=alone) for word in words]
    if whole != words:
        heading = _understood(whole)
        if not heading.unknown:
            return heading
    return _by_beginnings(whole, dotted - _UNSURE) or heading


def _parted(word: str) -> Heading | None:
    """What a word says that is two known ones: "CUSTNAME" is the name of a customer."""
    tail = next((each for each in _TAILS if word.endswith(each)), "")
    head = word.removesuffix(tail)
    if not tail or len(head) < _SHORTEST or not is_word(SHORT.get(head, head)):
        return None
    heading = _understood([SHORT.get(head, head), tail])
    return heading if len(heading.meanings) == 1 and not heading.unknown else None


def _written_out(word: str, dotted: frozenset[str], *, alone: bool) -> str:
    told = alone or word in dotted or word not in SOMETIMES
    return SHORT.get(word, word) if told else word


def _by_beginnings(words: Sequence[str], dotted: frozenset[str]) -> Heading | None:
    """What all say alike that one gets with words that begin as those cut short do."""
    ways = [
        _beginning_with(word) if word in dotted and len(word) >= _CUT_SHORT else [word]
        for word in words
    ]
    if not 0 < prod(map(len, ways)) <= _MOST_WAYS:
        return None
    found = {_understood(list(way)) for way in product(*ways)}
    said = {each for each in found if each.meanings and not each.unknown}
    return said.pop() if len(said) == 1 else None


def is_word(word: str) -> bool:
    """Whether a folded word stands in the name of any column that we know."""
    return word in _NOISE or word in _KIND_WORDS or word in _beginning_with(word)[:1]


def nearest_phrases(text: str, *, words: bool = False) -> list[str]:
    """The known names of columns, or their `words`, that differ from `text` by one letter."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    known = _WORDS if words else tuple(_PHRASES)
    return [
        found for found, _, _ in process.extract(text, known, scorer=OSA.distance, score_cutoff=1)
    ]


def _beginning_with(short: str) -> Sequence[str]:
    first = bisect_left(_WORDS, short)
    return _WORDS[first : bisect_left(_WORDS, f"{short}\uffff")]


def _understood(words: list[str]) -> Heading:
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 3]
    number = numbers[-1] if numbers else 1
    plain = [word for word in words if not word.isdecimal()]
    text = " ".join(plain)
    whole = _PHRASES.get(text) or _ALONE.get(text) or _JOINED.get(_without_joins(text))
    if whole == "first" and words[0] == "2":
        whole = "middle"
    if whole:
        kind = _KIND_WORDS.get(text, "") if whole not in {"company"} else ""
        return Heading(frozenset({whole}), kind, number, False, False)
    others = set(plain) - NUMBERED - _JOINING
    glued = _GLUED_NUMBER(plain[0]) if len(plain) == 1 else None
    numbered = others <= CUSTOMERS and not NUMBERED.isdisjoint(plain)
    if (others and numbered) or (glued and glued[1] in CUSTOMERS):
        return Heading(frozenset({"code"}), "", 1, False, False)
    if " ".join(plain) in _NO_PHONES or any(word in _RELATIONS for word in plain):
        return Heading(frozenset(), "", 1, False, True, True)
    is_type = len(plain) > 1 and (plain[-1] in TYPE_WORDS or plain[0] in TYPE_WORDS)
    if is_type:
        plain = plain[:-1] if plain[-1] in TYPE_WORDS else plain[1:]
        whole = _PHRASES.get(" ".join(plain))
        if whole:
            return Heading(frozenset({whole}), "", number, True, False)
    return _of_several(plain, number, is_type=is_type)


def _of_several(plain: list[str], number: int, *, is_type: bool) -> Heading:
    """What words say together that are no known name of a column."""
    if len(plain) > 1 and COURTESY.issuperset(plain):
        # "Herr/Frau", "Mr/Mrs/Ms"
        return Heading(frozenset({"prefix"}), "", 1, False, False)
    meanings, kind, unknown = _cover(plain)
    if "street" in meanings and meanings & _PLACES and not _ADDRESS_WORDS.isdisjoint(plain):
        # "Werkadres (postcode)" names a part of an address, not its street
        meanings.discard("street")
    meanings = _said_twice(meanings)
    if meanings == {"name"} and any(_PHRASES.get(word) == "company" for word in plain):
        # "Name der Firma"
        meanings = {"company"}
    if meanings == {"last"} and number == 2 and "apellido" in plain:
        meanings = {"last_two"}
    other = meanings - _NAMED
    if other and other != meanings and not _BEFORE_ALL.isdisjoint(plain):
        # "Last service", "First contact"
        return Heading(frozenset(other), kind, number, is_type, True)
    return Heading(frozenset(meanings), kind, number, is_type, unknown)


def _said_twice(meanings: set[str]) -> set[str]:
    """The meanings without those that only say more of another: "State name" is a state."""
    parts = meanings & _PARTS
    if len(parts) == 1 and meanings <= parts | {"full", "name"}:
        # "Contact" over "First" and "Last": which part it is goes before whose
        return parts
    if {"first", "last"} <= meanings <= {"first", "last", "full", "name"}:
        return {"full"}
    for more, said in _MORE_OF:
        if more in meanings and len(meanings) == 2 and not said.isdisjoint(meanings):
            return meanings - {more}
    return meanings


def _cover(words: list[str]) -> tuple[set[str], str, bool]:
    meanings: list[str] = []
    kind = ""
    unknown = False
    place = 0
    while place < len(words):
        word = words[place]
        length, meaning = _longest(words, place)
        if length == 1 and word in _KIND_WORDS:
            kind = kind or _KIND_WORDS[word]
        elif meaning:
            meanings.append(meaning)
            kind = kind or _KIND_WORDS.get(" ".join(words[place : place + length]), "")
        elif word in _KIND_WORDS:
            kind = kind or _KIND_WORDS[word]
        elif word not in _NOISE:
            unknown = True
        place += max(length, 1)
    if DIALLED & set(meanings):
        # "Contact" over "Phone" says whose it is
        meanings = [meaning for meaning in meanings if meaning != "full"]
    if not meanings and not unknown:
        # "Billing company": both say where, and one of them can also say what
        both = [_PHRASES[word] for word in words if word in _KIND_WORDS and word in _PHRASES]
        meanings = both[-1:]
    return set(meanings), kind, unknown


def _longest(words: list[str], place: int) -> tuple[int, str]:
    for length in range(min(_LONGEST, len(words) - place), 0, -1):
        meaning = _PHRASES.get(" ".join(words[place : place + length]))
        if meaning:
            return length, meaning
    glued = _GLUED_NUMBER(words[place])
    dialled = _PHRASES.get(glued[1], "") if glued else ""
    return (1, dialled) if dialled in DIALLED else (0, "")


def is_header_word(text: str) -> bool:
    """Whether `text` is plainly the name of a column, as far as we know such names."""
    if len(text) > 40 or not text.strip():
        return False
    heading = understand(text)
    return bool(heading.meanings) and not heading.unknown
