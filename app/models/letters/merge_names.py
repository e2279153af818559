"""Names that letter templates use for our values, in the words of other programs too.

Source of the foreign names: the address fields Word proposes for mail merge ("Insert merge
field", "Match fields") in its English, German, French, Spanish, Italian and Dutch editions, and
the column headings of contact lists exported from Outlook and Google Contacts.
"""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio "
    "julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno "
    "luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho "
    "julho agosto setembro outubro novembro dezembro",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "pl": "stycznia lutego marca kwietnia maja czerwca "
    "lipca sierpnia września października listopada grudnia",
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "no": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
}

MONTHS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {language: tuple(names.split()) for language, names in _MONTHS.items()}
)
"""Month names by language, as they stand inside a date (Polish in the genitive)."""

DAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {language: tuple(names.split()) for language, names in _DAYS.items()}
)
"""Day names by language, Monday first."""

_DAY_FORMS = {
    "en": "{day} {month} {year}",
    "de": "{day}. {month} {year}",
    "fr": "{day} {month} {year}",
    "es": "{day} de {month} de {year}",
    "pt": "{day} de {month} de {year}",
    "da": "{day}. {month} {year}",
    "no": "{day}. {month} {year}",
}

_NAMES = {
    "title": "courtesy title, namenstitel, titel, anrede, civilité, tratamiento, titolo, aanhef, "
    "appellativo, honorific prefix, name prefix, prefix, salutation title, mr mrs, "
    "title prefix, titre, título",
    "first_name": "first, given name, forename, fname, vorname, prénom, nombre, nome, voornaam, "
    "christian name, contact first name, nombre de pila, förnamn, fornavn, primeiro nome",
    "middle_name": "middle, additional name, zweiter vorname, deuxième prénom, segundo nombre, "
    "secondo nome, tweede voornaam, middle initial",
    "last_name": "last, surname, family name, lname, nachname, name nachname, familienname, nom, "
    "nom de famille, apellido, apellidos, cognome, achternaam, efternamn, efternavn, sobrenome, "
    "contact last name, zuname",
    "suffix": "name suffix, honorific suffix, namenszusatz, suffixe, sufijo, suffisso, "
    "achtervoegsel, generation",
    "full_name": "name, contact name, recipient name, recipient, contact, display name, fullname, "
    "vollständiger name, nom complet, nombre completo, nome completo, volledige naam, empfänger, "
    "ansprechpartner, destinataire, destinatario, person, namn, navn, naam",
    "formal_greeting": "greeting line, salutation, briefanrede, anredezeile, "
    "formule d'appel, formule de politesse, saludo, formula di saluto, begroeting, "
    "dear, grußzeile, grusszeile, persönliche anrede, formal salutation, saluto",
    "informal_greeting": "casual greeting, informal salutation, persönlicher gruß, "
    "anrede informell, first name greeting",
    "greeting": "greeting as usual, usual greeting",
    "company": "company name, organisation, organization, firm, firma, firmenname, unternehmen, "
    "société, entreprise, empresa, compañía, azienda, società, ditta, bedrijf, bedrijfsnaam, "
    "business, account, account name, organisation name, organization name, företag, virksomhed, "
    "raison sociale",
    "department": "abteilung, service, departamento, reparto, afdeling, avdelning",
    "job_title": "job, position, role, funktion, beruf, berufsbezeichnung, fonction, "
    "titre du poste, cargo, puesto, posizione, qualifica, mansione, functie, occupation, "
    "organization title, stelle",
    "street": "address, address1, address 1, address line, address line 1, street address, "
    "business street, home street, strasse, straße, adresse, adresse 1, adresszeile 1, anschrift, "
    "strasse hausnummer, rue, dirección, calle, domicilio, indirizzo, indirizzo 1, via, adres, "
    "straat, gata, gade, endereço, rua, dirección 1, adres 1, mailing street",
    "street2": "address2, address 2, address line 2, adresse 2, adresszeile 2, adresszusatz, "
    "complément d'adresse, dirección 2, indirizzo 2, adres 2, street 2, business street 2, "
    "straße 2, extended address",
    "postcode": "postal code, zip, zip code, zip postal code, plz, postleitzahl, code postal, "
    "código postal, cp, cap, codice postale, postnummer, business postal code, postkode, "
    "home postal code, mailing zip, cep",
    "town": "city, ort, stadt, wohnort, ville, localité, ciudad, población, localidad, città, "
    "località, comune, plaats, woonplaats, stad, business city, home city, locality, post town, "
    "mailing city, by, cidade",
    "region": "state, county, province, state province, bundesland, kanton, département, région, "
    "provincia, estado, regione, provincie, business state, home state, mailing state, district",
    "country": "land, country region, pays, país, paese, nazione, stato, business country, "
    "home country, staat, land region, mailing country, pays région",
    "address_block": "full address, postal address, mailing address, adressblock, "
    "bloc d'adresse, bloque de direcciones, blocco indirizzo, adresblok, anschriftenfeld, "
    "postanschrift",
    "phone": "telephone, phone number, business phone, work phone, tel, telefon, telefonnummer, "
    "téléphone, teléfono, telefono, telefoon, telefoonnummer, home phone, telefon geschäftlich, "
    "phone 1, primary phone, telefone",
    "mobile": "mobile phone, cell, cell phone, cellphone, handy, mobiltelefon, portable, móvil, "
    "cellulare, mobiel, gsm, mobilnummer, mobil",
    "fax": "fax number, business fax, faxnummer, télécopie, telefax, fax 1",
    "email": "e-mail, email address, e-mail address, mail, e mail adresse, courriel, correo, "
    "correo electrónico, posta elettronica, e-mailadres, e post, email 1, adresse de messagerie, "
    "emailadresse",
    "website": "web page, web, url, homepage, webseite, internet, site web, sitio web, sito web, "
    "webpagina, business web page",
    "customer_code": "customer number, customer no, account number, customer id, client id, id, "
    "kundennummer, kunden nr, kundennr, numéro client, n° client, número de cliente, "
    "codice cliente, klantnummer, unique identifier, kundnummer",
    "gender": "sex, m/f, geschlecht, sexe, sexo, sesso, geslacht, kön, płeć",
    "birthday": "date of birth, birth date, geburtstag, geburtsdatum, anniversaire, "
    "date de naissance, cumpleaños, fecha de nacimiento, compleanno, data di nascita, "
    "verjaardag, geboortedatum",
    "language": "sprache, langue, idioma, lingua, taal",
    "partner_name": "spouse, partner, ehepartner, conjoint, cónyuge, coniuge, spouse first name",
    "nickname": "known as, spitzname, surnom, apodo, soprannome, bijnaam, rufname",
    "today": "date, letter date, datum, briefdatum, heute, date du jour, fecha, data, "
    "current date, date today, tagesdatum",
    "sender_name": "sender, my name, absender, expéditeur, remitente, mittente, afzender, "
    "from name, signature",
    "sender_job_title": "sender title, my job title",
    "sender_phone": "my phone, our phone, business telephone number",
    "sender_email": "my email, our email",
    "business_name": "our name, our company, my company, own company, sender company, "
    "absender firma",
    "business_address": "our address, sender address, return address, absenderadresse, "
    "adresse expéditeur",
}


LIST_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "open_deals": ("title", "amount", "stage", "expected_close"),
        "appointments": ("title", "date", "time", "place"),
        "deal_lines": ("title", "quantity", "price", "amount"),
    }
)
"""Lists a letter can repeat a row for, each with what one item says."""
APPOINTMENT_NAMES: tuple[str, ...] = (
    "appointment_title", "appointment_date", "appointment_time", "appointment_place",
    "appointment_staff", "appointment_bring",
)  # fmt: skip
"""What a letter says of one appointment: the one it confirms, else the person's next."""


def fold(name: str) -> str:
    """A field name as its bare letters and digits: no case, accents, blanks or marks."""
    text = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o"))
    return "".join(c for c in text.casefold() if c.isalnum())


def _by_folded_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _NAMES:
        found[fold(name)] = name
    for name, others in _NAMES.items():
        for other in others.split(","):
            found.setdefault(fold(other), name)
    return found


MERGE_NAMES: tuple[str, ...] = tuple(_NAMES)
"""Our own names, in the order in which a list of them is shown."""

_ALIASES = _by_folded_name()


def canonical_name(field: str) -> str | None:
    """Our name for a template's field name, whatever its case, blanks or language; or None."""
    return _ALIASES.get(fold(field))


def long_date(year: int, month: int, day: int, language: str) -> str:
    """A date as a letter's head writes it in `language` (English when we do not know it)."""
    names = MONTHS.get(language[:2], MONTHS["en"])
    form = _DAY_FORMS.get(language[:2], _DAY_FORMS["en"])
    first = "1er" if language[:2] == "fr" and day == 1 else str(day)
    if language.replace("_", "-") == "en-US":
        return f"{names[month - 1]} {day}, {year}"
    return form.format(day=first, month=names[month - 1], year=year)
