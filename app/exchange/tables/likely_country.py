"""From which country the phone numbers of a table are that name none: what its values point to."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from app.exchange.tables.guess import ColumnGuess
from app.exchange.tables.header_words import words_of
from app.exchange.tables.table import Cell
from app.exchange.tables.values import samples_of
from app.models.letters.country_names import country_code
from app.models.phone import country_of, fits_plan, normalise, share_of_numbers

_LOOKED_AT: Final = 120
_ENOUGH: Final = 4
_ASKED: Final = 150
"""Of how many numbers libphonenumber is asked: it takes some 60 microseconds each."""
_MOST: Final = 0.6
_FITS: Final = 0.5
_SURE: Final = 0.9
# Words above columns that are of one language, and the countries that write so, largest first.
_LANGUAGES: Final = {
    "DE AT CH LI LU": "vorname nachname strasse plz ort telefon firma anrede geburtstag hausnummer"
    " telefonnummer handy mobil bundesland anschrift notiz notizen bemerkung bemerkungen adresse"
    " kunde kundennr mieter wohnung geb geburtsdatum beitrag rufnummer nummer miete ansprechpartner"
    " halter wohnort mailadresse gebuhr bezahlt kurs betrag eltern verein mitglied handynr letzter"
    " datum steuernummer uid",
    "FR BE CH LU MC": "prenom rue ville telephone societe pays civilite entreprise courriel nom"
    " portable adresse commune naissance locataire loyer port courriel cotisation"
    " adherent fixe siret enfant remarques observations",
    "ES MX AR CO CL": "apellidos apellido calle ciudad nombre empresa telefono codigo movil pais"
    " direccion provincia poblacion correo nacimiento inquilino alquiler domicilio cliente fecha"
    " cuota socio nif dni tfno telf observaciones",
    "IT CH SM": "cognome citta indirizzo azienda cellulare provincia cap nome telefono ragione"
    " denominazione referente comune via prov inquilino affitto nato residenza cell fiscale iva"
    " ospite nazionalita arrivo partenza camera documento piva cliente tessera socio scadenza",
    "NL BE": "voornaam achternaam straat plaats telefoon bedrijf woonplaats huisnummer bedrijfsnaam"
    " mobiel tussenvoegsel huurder huur telefoonnr emailadres geboortedatum geslacht klant klantnr"
    " opmerkingen lid datum naam adres werk",
    "PL": "imie nazwisko ulica miasto kod miejscowosc telefon komorka najemca czynsz adres klient"
    " nip uwagi pesel firma numer",
    "SE FI": "fornamn efternamn gata gatuadress postnummer foretag mobiltelefon postort"
    " foretagsnamn kontaktperson postadress postnr anteckningar hyresgast hyra lagenhet epost namn"
    " avgift medlem kund telefon mobil adress fodelsedatum personnummer manad",
    "DK": "fornavn efternavn by postnr virksomhed vejnavn cvr navn mobil telefon adresse lejer"
    " husleje kunde bemaerkninger medlem kontingent",
    "NO": "fornavn etternavn poststed bedrift gateadresse merknad postnummer navn leietaker"
    " husleie kunde telefon mobil epost postnr adresse medlem kontingent orgnr",
    "FI": "etunimi sukunimi yritys puhelin katuosoite postinumero sahkoposti",
    "CZ SK": "jmeno prijmeni ulice mesto psc spolecnost meno priezvisko",
    "HU": "nev telefonszam iranyitoszam telepules cim ceg vezeteknev keresztnev",
    "PT BR": "apelido sobrenome rua cidade telefone morada telemovel cep nome localidade nif"
    " endereco celular inquilino renda nascimento cliente codigo postal bairro",
}
_POSTCODES: Final = (
    ("GB", re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.I).fullmatch),
    ("NL", re.compile(r"\d{4} ?[A-Z]{2}").fullmatch),
    ("PL", re.compile(r"\d\d-\d{3}").fullmatch),
    ("PT", re.compile(r"\d{4}-\d{3}").fullmatch),
    ("BR", re.compile(r"\d{5}-\d{3}").fullmatch),
    ("CA", re.compile(r"[A-Z]\d[A-Z] ?\d[A-Z]\d", re.I).fullmatch),
    ("US", re.compile(r"\d{5}-\d{4}|A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]"
                      r"|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]").fullmatch),
)  # fmt: skip
_STREETS: Final = (
    ("DE", re.compile(r"(?:stra(?:ß|ss)e|str\.|\w(?:weg|gasse|platz|allee))[ ,]+\d", re.I).search),
    (
        "FR",
        re.compile(
            r"(?:^|\d,? (?:(?:bis|ter),? )?)(?:rue|avenue|av\.?|bd|boulevard|all[ée]e|chemin"
            r"|impasse|place|route|quai|chauss[ée]e)\b",
            re.I,
        ).search,
    ),
    ("IT", re.compile(r"^(?:via|viale|piazza|p\.?zza|corso|c\.so|vicolo)\b", re.I).search),
    ("ES", re.compile(r"^(?:calle|c/|avda\.?|avenida|paseo|pza\.?|plaza|ronda)[ /.]", re.I).search),
    ("PT", re.compile(r"^(?:rua|r\.|av\.|travessa|largo|praceta|estrada)\s", re.I).search),
    ("PL", re.compile(r"^(?:ul|al|os|pl)\.", re.I).search),
    ("NL", re.compile(r"\w(?:straat|laan|plein|gracht|dijk|kade|weg) \d", re.I).search),
    ("SE", re.compile(r"\w(?:gatan|vägen|gränd|stigen) \d", re.I).search),
    ("DK", re.compile(r"\w(?:gade|vej|vænget|stræde) \d", re.I).search),
    ("NO", re.compile(r"\w(?:gata|veien|vegen|gaten) \d", re.I).search),
)
"""How streets are written where hardly anybody else writes them so."""
_SHORT_CODES: Final = frozenset({"AT", "CH", "BE", "LU", "LI", "DK", "NO", "HU", "PT"})
_FOUR: Final = re.compile(r"(?:[A-Z]{1,3}-)?\d{4}(?:\s+(?![A-Z]{2}\b)[^\W\d_].*)?").fullmatch
_PAPERS: Final = {
    "BR": "cpf cnpj cep", "PL": "pesel regon", "AR": "cuit cuil", "MX": "curp rfc",
    "IE": "eircode ppsn",
    "IN": "gstin ifsc pincode aadhaar", "FR": "siret siren", "NL": "bsn kvk", "DK": "cvr",
    "GB": "nino utr nhs", "US": "ssn", "CH": "ahv",
}  # fmt: skip
"""What numbers of people and firms are called in one country and in no other."""
_SHAPES: Final = (
    ("US", re.compile(r"(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-])\d{3}[.-]\d{4}( ?x\d+)?").fullmatch),
    ("BR", re.compile(r"\([1-9]\d\) ?9?\d{4}-\d{4}").fullmatch),
)
"""How numbers are parted where hardly anybody else parts them so."""
_LETTERS: Final = (
    ("PL", re.compile("[ąćęłńśźż]", re.I).search),
    ("HU", re.compile("[őű]", re.I).search),
    ("CZ", re.compile("[řůě]", re.I).search),
    ("PT", re.compile("[ãõ]", re.I).search),
    ("ES", re.compile("ñ", re.I).search),
    ("SE", re.compile("å", re.I).search),
    ("DE", re.compile("[üß]", re.I).search),
    ("FR", re.compile("[èêçœ]|é(?!$)", re.I).search),
)
"""Letters that stand in the names and towns of one country, more than in those of others."""
_TOP: Final = {"uk": "GB"}
# Used all over the world as if they were no country's.
_NO_COUNTRY: Final = frozenset({"EU", "IO", "CO", "ME", "TV", "AI", "CC", "FM", "LY", "WS", "TO"})
_DOMAIN: Final = re.compile(r"@[\w.-]+\.([a-z]{2})\s*$", re.I).search
_MAJOR: Final = ("GB", "US", "DE", "FR", "ES", "IT", "NL", "BE", "CH", "AT", "PL", "SE", "PT",
                 "IE", "DK", "NO", "AU")  # fmt: skip


def likely_country(
    guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[Cell]], default: str
) -> str:
    """The country of the numbers that name none: `default`, unless the file points elsewhere.

    Pointers are its column of countries, numbers that do name one, the endings of email
    addresses and the language of its headings; the numbers themselves must bear it out.
    """
    numbers = _cells(guesses, rows, "phone.", "account.phone")
    national = [text for text in numbers if not text.startswith(("+", "00"))][:_ASKED]
    if not national:
        return default
    pointed = _pointed_at(guesses, rows, numbers, default)
    here = share_of_numbers(national, default)
    four = _are_short(_cells(guesses, rows, ".postcode", ".postcode_town"))
    for country in dict.fromkeys(_where(country, four, national) for country in pointed):
        there = share_of_numbers(national, country)
        if country == default or (there >= _FITS and there >= here):
            return country
    if (
        not pointed
        and here < _FITS / 2
        and len(national) >= _ENOUGH
        and not _may_be(national, default)
    ):
        shares = {country: share_of_numbers(national, country) for country in _MAJOR}
        best = [country for country, share in shares.items() if share >= _SURE]
        return best[0] if len(best) == 1 else default
    return default


def _may_be(numbers: Sequence[str], country: str) -> bool:
    """Whether most numbers begin as those of a country do, in use or not: 07700 900123."""
    read = [normalise(text, country).e164 for text in numbers]
    return sum(bool(e164) and fits_plan(e164) for e164 in read) >= _FITS * len(read)


def _pointed_at(
    guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[Cell]], numbers: list[str], default: str
) -> list[str]:
    """The countries that the file points to, the plainest word first."""
    said = [country_code(text) for text in _cells(guesses, rows, ".country")]
    dialled = [country_of(text) for text in numbers if text.startswith(("+", "00"))]
    endings = [
        _TOP.get(found[1].lower(), found[1].upper())
        for text in _cells(guesses, rows, "email.")
        if (found := _DOMAIN(text))
    ]
    endings = [each for each in endings if each not in _NO_COUNTRY]
    posted = [_by_postcode(text) for text in _cells(guesses, rows, ".postcode", ".region")]
    streets = [_by_street(text) for text in _cells(guesses, rows, ".street", ".block", ".line")]
    pointed = [_most(said), _most(dialled), _most(endings), _most(posted), _by_papers(guesses)]
    pointed += [_most(_by_shape(text) for text in numbers)]
    pointed += [_by_headings(guesses, default), _at_home(_most(streets), default)]
    said = [_by_letters(text) for text in _cells(guesses, rows, "_name", ".town", ".name")]
    pointed.append(_at_home(_most(said), default))
    return [country for country in pointed if country]


def _are_short(codes: Sequence[str]) -> bool:
    """Whether postcodes have four figures, as in the small countries beside large ones."""
    return sum(_FOUR(text) is not None for text in codes) > 0.5 * len(codes)


def _where(country: str, four: bool, numbers: Sequence[str]) -> str:
    """`country`, or of its neighbours with postcodes of four figures the one the numbers fit."""
    near = next((where.split() for where in _LANGUAGES if where.split()[0] == country), [])
    small = [each for each in near if each in _SHORT_CODES]
    if not four or country in _SHORT_CODES or not small:
        return country
    return max(small, key=lambda each: share_of_numbers(numbers, each))


def _at_home(country: str, default: str) -> str:
    """`default` where people speak as in `country`: streets are called alike there."""
    alike = next((where.split() for where in _LANGUAGES if country in where.split()), [])
    return default if default in alike else country


def _most(codes: Iterable[str]) -> str:
    counts = Counter(code for code in codes if code)
    (code, times), *_ = counts.most_common(1) or [("", 0)]
    return code if times and times >= _MOST * counts.total() else ""


def _by_postcode(text: str) -> str:
    """The country whose postcodes, and no other's, are written so; "" for 12345."""
    return next((country for country, fits in _POSTCODES if fits(text)), "")


def _by_street(text: str) -> str:
    """The country in whose language a street is named; "" for a street of any other."""
    return next((country for country, fits in _STREETS if fits(text)), "")


def _by_letters(text: str) -> str:
    return next((country for country, fits in _LETTERS if fits(text)), "")


def _by_papers(guesses: Sequence[ColumnGuess]) -> str:
    """The only country whose people have a number that a heading names."""
    words = {word for guess in guesses for word in words_of(guess.header)}
    return next((where for where, said in _PAPERS.items() if words & set(said.split())), "")


def _by_shape(text: str) -> str:
    return next((country for country, fits in _SHAPES if fits(text)), "")


def _by_headings(guesses: Sequence[ColumnGuess], default: str) -> str:
    words = {word for guess in guesses for word in words_of(guess.header)}
    scores = {where: len(words & set(said.split())) for where, said in _LANGUAGES.items()}
    where, most = max(scores.items(), key=lambda pair: pair[1])
    if most < 2 or list(scores.values()).count(most) > 1:
        return ""
    near = where.split()
    return default if default in near else near[0]


def _cells(
    guesses: Sequence[ColumnGuess], rows: Sequence[Sequence[Cell]], *targets: str
) -> list[str]:
    """Samples of the columns whose target begins or ends so."""
    return [
        str(cell).strip()
        for guess in guesses
        if guess.target.startswith(targets) or guess.target.endswith(targets)
        for cell in samples_of(rows, guess.index, _LOOKED_AT)
    ]
