"""What the headers of a table say together: whose they are, and what their brackets add."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from app.exchange.tables.header_words import CUSTOMERS, DIALLED, Heading, understand, words_of
from app.models.fold import fold

_OF_WHOM: Final = re.compile(r"(person|contact|people|kontakt|persona)\s*[-:.]\s+(.+)", re.I).match
_OF_WHAT: Final = re.compile(
    r"(person|contact|people|kontakt|persona|deal|lead|opportunity|customer|client|kunde|klant"
    r"|cliente|organi[sz]ation|company)\s*[-:.]\s+(.+)",
    re.I,
).match
_FEWEST_ALIKE: Final = 4
_SHORTEST_AFFIX: Final = 2
_LONGEST_MARK: Final = 4
"""Letters of a mark before the headings of a person; a longer word says whose they are."""
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_CHILDREN: Final = frozenset(
    """
    child childs children kid kind kinder kindes enfant enfants hijo hija bambino bambina figlio
    figlia filho filha crianca dziecko dziecka barn barnet barnets
    """.split()  # noqa: SIM905
)
_WHO: Final = frozenset({"full", "shown", "first", "last", "name"})
_OTHER_HALF: Final = {"first": {"name", "last"}, "last": {"first"}, "name": {"first"}}
# Whoever stands above the names of a list.
PEOPLE: Final = CUSTOMERS | frozenset(
    """
    guests gaste invite invites resident attendee participant delegate volunteer buyer seller
    vendor teilnehmer kandidat candidate applicant visitor supporter individual members mitglieder
    patients customers clients people personen who whom wer s inhaber besitzer halter bewohner
    mieterin schulerin teilnehmerin mandant mandanten klienten patienten debitoren
    locataire locataires proprietaire eleve eleves inquilino inquilinos paciente pacientes alumno
    alumnos alumna socio socios allievo allievi inquilino condomino huurder huurders bewoner
    leerling leerlingen uczen elev elever pacjenci patienter deltagare participante participantes
    partecipante partecipanti invitado invitados invitato invitati uczestnik deltagere beboer
    hyresgast najemca lokator bewohnerin tenants residents pupils students participants
    attendees volunteers donors subscribers recipients resident occupant occupier householder
    homeowner proprietario proprietaria proprietari condomino condomini eigentumer eigentumerin
    eigentumern coproprietaire coproprietaires ospite ospiti huesped huespedes hote hotes hospede
    hospedes gosc goscie convive convives cavaliere halterin kursteilnehmer spieler spielerin
    player players gambler gamer driver drivers rider riders swimmer swimmers runner runners
    employee employees empleado empleados dipendente dipendenti medewerker medewerkers pracownik
    pracownicy anstalld medarbejder salarie salaries funcionario funcionarios golfer golfers
    allottee plotholder leaseholder shareholder shareholders hunter angler sanger sangerin
    """.split()  # noqa: SIM905
)


def headings_of(headers: Sequence[str]) -> list[Heading]:
    """What the headers of a table say together.

    "Person - Email" and "Person - Phone" speak of the person all along; what stands in brackets
    counts only where the rest alone says nothing.
    """
    begin = Counter(found[1].lower() for header in headers if (found := _OF_WHAT(header)))
    told: list[Heading] = []
    for header in headers:
        found = _OF_WHAT(header)
        rest = found[2] if found is not None and begin[found[1].lower()] > 1 else ""
        heading = understand(rest if rest and _OF_WHOM(header) else header)
        bare = _BRACKETS.sub(" ", header).strip()
        if (heading.unknown or _says_too_much(heading)) and bare and bare != header:
            plain = understand(bare)
            # "Adresse (ligne 2)"
            plain = plain._replace(
                number=max(plain.number, heading.number), kind=plain.kind or heading.kind
            )
            heading = plain if plain.meanings and not plain.unknown else heading
        if rest and not heading.relation and len(heading.meanings) != 1:
            # "Deal - Organization" beside "Deal - Title"
            plain = understand(rest)
            heading = plain if len(plain.meanings) == 1 and not plain.unknown else heading
        told.append(heading)
    told = _without_first_word(headers, _without_affix(headers, told))
    if _name_somebody(told):
        return _without_others(headers, _other_half(headers, told))
    return _of_children(headers, told)


def _without_affix(headers: Sequence[str], told: Sequence[Heading]) -> list[Heading]:
    """The headings without what all headers begin or end with: "NOMCLI", "CPCLI", "TELCLI"."""
    names = [fold(header).strip() for header in headers if header.strip()]
    if len(set(names)) < _FEWEST_ALIKE:
        return list(told)
    begin = _alike(names)
    end = _alike([name[::-1] for name in names])
    if max(begin, end) < _SHORTEST_AFFIX:
        return list(told)
    found = []
    for header, heading in zip(headers, told, strict=True):
        name = fold(header).strip()
        plain = understand(name[begin : len(name) - end])
        known = bool(plain.meanings) and not plain.unknown
        better = known and (heading.unknown or not heading.meanings) and not heading.relation
        found.append(plain if better else heading)
    return found


def _without_first_word(headers: Sequence[str], told: list[Heading]) -> list[Heading]:
    """The headings without the word that most of a person's begin with: "VN Name", "VN Ort".

    Only where nobody is named in the other columns, and the word says nothing by itself.
    """
    words = [words_of(header) for header in headers]
    begin = Counter(each[0] for each in words if len(each) > 1)
    first, times = begin.most_common(1)[0] if begin else ("", 0)
    plain = understand(first)
    if times < _FEWEST_ALIKE or plain.kind or plain.relation or len(first) > _LONGEST_MARK:
        return told
    mine = [len(each) > 1 and each[0] == first for each in words]
    rest = [understand(" ".join(each[1:])) if own and heading.meanings != {"code"} else heading
            for each, own, heading in zip(words, mine, told, strict=True)]  # fmt: skip
    if _name_somebody([heading for heading, own in zip(told, mine, strict=True) if not own]):
        return told
    of_somebody = [heading for heading, own in zip(rest, mine, strict=True) if own]
    known = sum(bool(each.meanings) and not each.unknown for each in of_somebody)
    return rest if _name_somebody(of_somebody) and known >= _FEWEST_ALIKE else told


def _alike(names: Sequence[str]) -> int:
    """How many letters all names begin with alike: as many as the first and last of them do."""
    first, last = min(names), max(names)
    return next((at for at, (one, two) in enumerate(zip(first, last, strict=False)) if one != two),
                min(len(first), len(last)))  # fmt: skip


def _without_others(headers: Sequence[str], told: Sequence[Heading]) -> list[Heading]:
    """The headings with those of "Buyer email" as of somebody else, beside an "Attendee surname".

    The list is of those of whom most is said; only they may be named in parts.
    """
    whose = [next(iter(words_of(header)), "") for header in headers]
    count = Counter(word for word in whose if word in PEOPLE)
    named = {
        word for word, heading in zip(whose, told, strict=True)
        if word in count and heading.meanings & {"first", "last"} and not heading.unknown
    }  # fmt: skip
    if len(count) < 2 or len(named) != 1:
        return list(told)
    (main,) = named
    others = {word for word in count if word != main and count[word] < count[main]}
    return [
        Heading(frozenset(), "", 1, False, True, True) if word in others else heading
        for word, heading in zip(whose, told, strict=True)
    ]


def _name_somebody(told: Sequence[Heading]) -> bool:
    return any(each.meanings & _WHO and not each.unknown for each in told)


def _of_children(headers: Sequence[str], told: Sequence[Heading]) -> list[Heading]:
    """The headings of a list whose only names are those of children: "Name Kind", "Child DOB"."""
    found = []
    for header, heading in zip(headers, told, strict=True):
        words = words_of(header)
        others = [word for word in words if word not in _CHILDREN]
        plain = understand(" ".join(others)) if 0 < len(others) < len(words) else heading
        found.append(plain if plain.meanings and not plain.unknown else heading)
    return found


def _other_half(headers: Sequence[str], told: list[Heading]) -> list[Heading]:
    """The headings with "Name des Kindes" as the other half of a "Vorname"."""
    said = {who for each in told if not each.unknown for who in each.meanings & _WHO}
    if len(said) != 1 or said.isdisjoint(_OTHER_HALF):
        return told
    wanted = _OTHER_HALF[said.pop()]
    return [
        plain if heading.unknown and plain.meanings and plain.meanings <= wanted else heading
        for heading, plain in zip(told, _of_children(headers, told), strict=True)
    ]


def names_somebody(header: str) -> bool:
    """Whether a header is no more than a word for people: "Guest", "Member(s)"."""
    words = [word for word in words_of(header) if not word.isdecimal()]
    return bool(words) and PEOPLE.issuperset(words)


REGISTERS: Final = frozenset(
    """
    nip regon krs siret siren cnpj kvk btw orgnr organisationsnummer cvr handelsregister iva ust
    ustid vat gstin abn cif cuit rut kbo ondernemingsnummer ragione rspo
    """.split()  # noqa: SIM905
)
"""Words above numbers by which firms are registered: "NIP", "VAT no"."""


def _says_too_much(heading: Heading) -> bool:
    """Whether one header names what stands in several: "Mobile number (incl. country code)".

    So does "Address (street, number, floor)".
    """
    reach = heading.meanings & (DIALLED | {"email"})
    if heading.meanings == {"street_two"}:
        return True
    return bool(reach) and bool(heading.meanings & {"country", "code", "region", "town"})
