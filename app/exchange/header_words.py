"""What people and programs write above a column, as data: phrase to meaning.

Nine languages stand side by side: a phrase rarely means two things, and a sheet is often written
in two of them. Phrases are folded, words parted by single spaces, without digits. A header is
covered by the longest phrases first; every word of it must be covered for it to be recognised.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from app.models.fold import fold

_CAMEL: Final = re.compile(r"(?<=[a-zäöüéèàß])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_WORD: Final = re.compile(r"[^a-z0-9\u0370-\uffff#]+")
# German writes "Firmentelefon" where others write two words.
_COMPOUND: Final = re.compile(
    r"\b(firmen|geschafts|privat|dienst|buro|haupt|kunden|kontakt)-?"
    r"(telefon|fax|adresse|anschrift|mobil|handy|strasse|email|mail|ort|plz|nummer|land|name)"
)
_NUMBER: Final = re.compile(r"(\d+)")
_LONGEST: Final = 4

_MEANINGS: Final[dict[str, str]] = {
    "full": "full name|contact name|display name|file as|name of contact|contact person"
    "|contact|person|complete name|customer contact|main contact|primary contact|attn"
    "|attention|anzeigename|ansprechpartner|ansprechperson|kontaktperson|kontakt"
    "|kontaktname|vollstandiger name|vor und nachname|vorname nachname|vorname name"
    "|name vorname|nachname vorname|first and last name|last name first name|nom complet"
    "|nom et prenom|nom prenom|prenom nom|prenom et nom|interlocuteur|personne de contact"
    "|nom affiche|nombre completo|nombre y apellidos|nombre y apellido|apellidos y nombre"
    "|persona de contacto|contacto|nome completo|nome e cognome|cognome e nome|referente"
    "|persona di riferimento|contatto|volledige naam|weergavenaam|contactpersoon"
    "|contactnaam|nome de contato|nome exibido|pessoa de contato|pessoa de contacto"
    "|imie i nazwisko|nazwisko i imie|osoba kontaktowa|fullstandigt namn|for och efternamn"
    "|ansvarig",
    "name": "name|naam|nome|nombre|nom|namn|nazwa|customer name|client name|kundenname"
    "|nom du client|nombre del cliente|nome cliente|klantnaam|member name|kundnamn",
    "first": "first name|firstname|first|given name|givenname|given|forename|fname"
    "|christian name|vorname|vornamen|rufname|prenom|prenoms|nombre de pila|nombres"
    "|nome di battesimo|nome proprio|primeiro nome|voornaam|voornamen|roepnaam|imie|fornamn"
    "|tilltalsnamn",
    "last": "last name|lastname|last|surname|family name|familyname|lname|second name"
    "|family|nachname|familienname|zuname|nom de famille|apellido|apellidos|primer apellido"
    "|cognome|sobrenome|apelido|ultimo nome|achternaam|familienaam|nazwisko|efternamn",
    "last_two": "segundo apellido",
    "middle": "middle name|middlename|middle|additional name|middle initial|mi"
    "|zweiter vorname|weitere vornamen|zweitname|deuxieme prenom|autres prenoms"
    "|second prenom|segundo nombre|secondo nome|nome do meio|tweede voornaam|drugie imie"
    "|mellannamn",
    "particle": "tussenvoegsel|tussenvoegsels|voorvoegsel|voorvoegsels|namenszusatz",
    "prefix": "name prefix|prefix|salutation|honorific|courtesy title|mr mrs|title prefix"
    "|anrede|titel anrede|akademischer titel|akad titel|civilite|titre de civilite"
    "|tratamiento|titolo di cortesia|appellativo|aanhef|aanspreektitel|titulatuur"
    "|tratamento|zwrot|tytul grzecznosciowy|tilltal|formula di cortesia",
    "title": "title|titel|titre|titulo|titolo|tytul",
    "suffix": "name suffix|suffix|namenssuffix|suffixe|sufijo|suffisso|achtervoegsel|sufixo",
    "nick": "nickname|nick name|nick|spitzname|rufname kurz|surnom|pseudo|apodo|alias"
    "|soprannome|bijnaam|apelido curto|pseudonim|smeknamn|preferred name|known as",
    "gender": "gender|sex|geschlecht|sexe|genre|sexo|genero|sesso|genere|geslacht|plec|kon",
    "language": "language|preferred language|sprache|korrespondenzsprache|langue|idioma"
    "|lingua|taal|voertaal|jezyk|sprak|lang|locale",
    "job": "job title|jobtitle|job|position|role|function|occupation|organization title"
    "|organisation title|contact title|designation|berufsbezeichnung|beruf|arbeitstitel"
    "|funktion|stellung|jobtitel|poste|fonction|profession|intitule du poste|qualite|cargo"
    "|puesto|puesto de trabajo|profesion|funcion|qualifica|ruolo|mansione|posizione"
    "|professione|funzione|functie|functietitel|beroep|funcao|profissao|stanowisko"
    "|befattning|yrke|tjanstetitel",
    "dept": "department|dept|division|organization department|organisation department"
    "|abteilung|service|departement|departamento|area|reparto|dipartimento|ufficio|afdeling"
    "|setor|dzial|avdelning|business unit",
    "birthday": "birthday|birth date|birthdate|date of birth|dob|born|born on|bday"
    "|geburtstag|geburtsdatum|geb datum|geb|geboren|geboren am|gebdatum|anniversaire"
    "|date de naissance|naissance|ne le|nee le|cumpleanos|fecha de nacimiento"
    "|fecha nacimiento|f nacimiento|nacimiento|compleanno|data di nascita|nato il"
    "|data nascita|verjaardag|geboortedatum|geb dat|aniversario|data de nascimento"
    "|nascimento|data urodzenia|urodziny|fodelsedag|fodelsedatum|date naissance",
    "birth_year": "birth year|year of birth|geburtsjahr|annee de naissance"
    "|ano de nacimiento|anno di nascita|geboortejaar|ano de nascimento|rok urodzenia"
    "|fodelsear",
    "birth_month": "birth month|geburtsmonat|mois de naissance|mes de nacimiento"
    "|mese di nascita|geboortemaand|mes de nascimento|fodelsemanad",
    "birth_day": "birth day|day of birth|jour de naissance|dia de nacimiento"
    "|giorno di nascita|geboortedag|dia de nascimento",
    "email": "email|mail|emails|email addresses|electronic mail|mail address|mailadresse"
    "|emailadresse|email adresse|elektronische post|courriel|adresse email"
    "|adresse electronique|mel|adresse de messagerie|adresse mail|correo|correo electronico"
    "|direccion de correo|direccion de correo electronico|direccion de email"
    "|posta elettronica|indirizzo email|indirizzo di posta elettronica|emailadres|mailadres"
    "|email adres|endereco de email|correio eletronico|correio electronico|poczta"
    "|adres email|epost|e post|epostadress|e postadress|email address|smtp",
    "phone": "phone|telephone|tel|telefon|phone number|phone numbers|telephone number"
    "|phone no|tel no|tel nr|telnr|telephone no|telefonnummer|telefonnr|telefon nr"
    "|rufnummer|fon|festnetz|festnetznummer|ruf nr|durchwahl|numero de telephone"
    "|no de telephone|no tel|num tel|telephone fixe|fixe|ligne directe|telefono"
    "|numero de telefono|telefono fijo|fijo|tlf|tfno|numero di telefono|telefono fisso"
    "|recapito telefonico|telefoonnummer|telefoon|telefoonnr|telefone|numero de telefone"
    "|telefone fixo|nr telefonu|numer telefonu|tfn|telefonnummer fast|landline|call"
    "|direct dial|direct line|switchboard|main line|dienstnummer|voice",
    "mobile": "mobile|mobile phone|cell|cell phone|cellphone|cellular|mobile number"
    "|mobile no|mobile telephone|cell number|mobil|mobiltelefon|handy|handynummer|handy nr"
    "|mobilnummer|mobilfunk|mobilfunknummer|natel|mobilrufnummer|mobil nr|portable"
    "|telephone portable|tel portable|mobile perso|gsm|telephone mobile|tel mobile|movil"
    "|celular|telefono movil|telefono celular|tel movil|cellulare|telefono cellulare"
    "|tel cellulare|mobiel|mobiele telefoon|mobiel nummer|mobiele nummer|mobielnummer"
    "|telemovel|komorka|komorkowy|telefon komorkowy|tel komorkowy|mobilnr|mob|iphone"
    "|whatsapp|mobil tel",
    "fax": "fax|fax number|facsimile|fax no|telefax|faxnummer|fax nr|faxnr|telecopie"
    "|telecopieur|numero de fax|faks|faxnumber|telecopia|no fax",
    "rare_phone": "pager|pager number|pagernummer|callback|isdn|radio phone|tty tdd phone"
    "|telex|bipeur|semafoon|buscapersonas|cercapersone|tty|ttytdd phone|pager nummer",
    "car": "car phone|autotelefon|telephone voiture|carphone|autotelefoon",
    "website": "website|web site|web|webpage|web page|homepage|home page|internet|webseite"
    "|internetseite|internetadresse|website url|site web|site internet|site|page web"
    "|sitio web|pagina web|sito web|sito|sito internet|webadres|internetadres|strona www"
    "|strona internetowa|www|hemsida|webbplats|webbsida|domain|company domain name"
    "|pagina de internet|webadresse",
    "street": "street|street address|address line|addr|adr|mailing street|billing street"
    "|street name|strasse|str|strasse und hausnummer|strasse hausnummer|strasse hausnr"
    "|strasse nr|strassenname|anschrift strasse|rue|voie|adresse postale|numero et rue"
    "|no et rue|rue et numero|calle|domicilio|calle y numero|direccion postal|via"
    "|via e numero|indirizzo|via piazza|straat|straatnaam|straat en huisnummer"
    "|straat huisnummer|adres|rua|endereco|morada|logradouro|rua e numero|ulica"
    "|ulica i numer|gata|gatuadress|utdelningsadress|adress|direccion|line|address street"
    "|strasse u hausnummer",
    "address": "address|adresse|anschrift|postanschrift|full address|postal address"
    "|mailing address|complete address|formatted|formatted address|address formatted"
    "|adresse complete|direccion completa|indirizzo completo|volledig adres|postadres"
    "|postadress|location address",
    "house": "house number|house no|street number|hausnummer|hausnr|haus nr|hnr"
    "|numero de rue|numero civico|civico|huisnummer|huisnr|numer domu|nr domu|husnummer"
    "|numero de calle|numero de porta|street no",
    "street_two": "address line two|apartment|apt|suite|unit|flat|building|floor"
    "|adresszusatz|adresszusatz zeile|complement d adresse|complement adresse|complement"
    "|batiment|extended address|piso|puerta|interno|scala|toevoeging|huisnummertoevoeging"
    "|complemento|street address line|postfach|po box|post office box|pobox|boite postale"
    "|bp|apartado de correos|apartado|casella postale|postbus|caixa postal|skrytka|box"
    "|address po box|co adress|c o|care of|address extended address",
    "postcode": "postcode|post code|zip|zip code|zipcode|postal code|postalcode|postal"
    "|zip postal code|zip postal|eircode|pin code|pincode|plz|postleitzahl|code postal|cp"
    "|codigo postal|cod postal|c postal|cap|codice postale|codice di avviamento postale"
    "|code postale|cpostal|pc|kod pocztowy|postnummer|postnr|cep|npa"
    "|state or province postal code",
    "town": "town|city|suburb|locality|city town|town city|city suburb|ort|stadt|wohnort"
    "|ortschaft|gemeinde|ville|commune|localite|ciudad|poblacion|localidad|municipio|citta"
    "|comune|localita|plaats|woonplaats|stad|gemeente|cidade|localidade|miasto|miejscowosc"
    "|postort|village|place",
    "postcode_town": "postcode town|postcode and town|zip city|plz ort|plz und ort"
    "|plz wohnort|plz u ort|code postal ville|code postal et ville|cp ville"
    "|codigo postal y ciudad|cp poblacion|cp ciudad|cap citta|cap e citta|postcode plaats"
    "|postcode en plaats|postcode woonplaats|kod i miasto|postnummer och ort|postadress ort"
    "|city zip|city state zip|town postcode|postal code city",
    "region": "region|state|county|province|state province|state region|state county"
    "|province state|administrative area|bundesland|kanton|land kreis|landkreis"
    "|departement nom|etat|provincia|estado|comunidad autonoma|regione|provincie|distrito"
    "|wojewodztwo|lan|bundesstaat|prov|region state|state or province|regio",
    "country": "country|country region|nation|land|staat|pays|pais|paese|stato|nazione|kraj"
    "|country name|country code|laendercode|landercode|landerkennzeichen|lkz|cc|land region"
    "|lander",
    "company": "company|company name|companyname|organization|organisation"
    "|organization name|organisation name|org|org name|business|business name|firm|employer"
    "|account name|associated company|current company|practice|trading name"
    "|company organization|firma|firmenname|unternehmen|unternehmensname|betrieb"
    "|gesellschaft|arbeitgeber|firmenbezeichnung|firma name|societe|entreprise"
    "|raison sociale|nom de l entreprise|nom de la societe|organisme|employeur"
    "|etablissement|empresa|compania|razon social|nombre de la empresa|organizacion"
    "|sociedad|azienda|societa|ditta|ragione sociale|nome azienda|organizzazione|impresa"
    "|bedrijf|bedrijfsnaam|firmanaam|organisatie|werkgever|nome da empresa|organizacao"
    "|razao social|nazwa firmy|przedsiebiorstwo|organizacja|foretag|foretagsnamn|bolag"
    "|supplier|supplier name|vendor|vendor name|lieferant",
    "company_kind": "company type|account type|organization type|branche|industry|sector"
    "|sektor|secteur|secteur d activite|sector de actividad|settore|branza|bransch",
    "code": "customer no|customer number|customer id|customer code|client no|client number"
    "|client id|client code|account no|account number|account code|member no|member number"
    "|member id|debtor no|customer|kundennummer|kundennr|kunden nr|kunden id|kdnr|kd nr"
    "|debitor|debitorennummer|debitorennr|debitor nr|mitgliedsnummer|numero client|n client"
    "|no client|code client|numero de client|ref client|numero de cliente|codigo de cliente"
    "|codigo cliente|n cliente|num cliente|codice cliente|numero cliente|cod cliente"
    "|klantnummer|klantnr|klantcode|debiteurnummer|debiteurnr|numero do cliente|nr klienta"
    "|numer klienta|kundnummer|kundnr|custno|customer ref|account id",
    "note": "note|notes|comment|comments|remark|remarks|description|background|memo|notiz"
    "|notizen|bemerkung|bemerkungen|anmerkung|anmerkungen|kommentar|kommentare|beschreibung"
    "|remarque|remarques|commentaire|commentaires|observations|nota|notas|comentario"
    "|comentarios|observaciones|note aggiuntive|osservazioni|commento|commenti|annotazioni"
    "|notitie|notities|opmerking|opmerkingen|memoveld|observacoes|comentarios adicionais"
    "|uwagi|notatki|komentarz|anteckning|anteckningar|anmarkning|kommentarer"
    "|further information",
    "tag": "tag|tags|category|categories|label|labels|group|groups|group membership"
    "|keywords|mailing list|lists|kategorie|kategorien|schlagwort|schlagworte|stichworter"
    "|gruppe|gruppen|verteiler|categorie|categories de|etiquette|etiquettes|mots cles"
    "|groupe|groupes|categoria|categorias|etiqueta|etiquetas|grupo|grupos"
    "|categorie contatto|etichetta|etichette|gruppo|gruppi|categorieen|groep|groepen"
    "|labels groepen|marcadores|kategoria|kategorie kontaktu|grupa|etykiety|kategori"
    "|kategorier|grupp|etikett|segment",
    "source": "source|lead source|referred by|referrer|how did you hear|origin"
    "|original source|herkunft|quelle|empfohlen von|provenance|origine|source du contact"
    "|recommande par|origen|fuente|referido por|fonte|provenienza|herkomst|bron|origem"
    "|zrodlo|kalla|acquisition channel",
    "kind": "contact type|customer type|type of contact|relationship|kontaktart|kundentyp"
    "|type de contact|type de client|tipo de contacto|tipo de cliente|tipo contatto"
    "|tipo cliente|type contact|soort contact|klanttype|tipo de contato|rodzaj kontaktu"
    "|kundtyp|lifecycle stage",
    "owner": "owner|contact owner|account owner|company owner|record owner|looked after by"
    "|account manager|sales rep|salesperson|betreuer|kundenbetreuer|zustandig"
    "|sachbearbeiter|charge de clientele|gestionnaire|commercial|responsable|propietario"
    "|gestor|comercial|venditore|agente|accountmanager|beheerder|responsavel|opiekun"
    "|saljare|assigned to",
    "no_email": "do not email|no email|no mailings|email opt out|unsubscribed|opt out"
    "|optout|opted out|has opted out of email|keine email|kein newsletter|pas d email"
    "|desabonne|no enviar email|baja|no mail|disiscritto|geen email|uitgeschreven"
    "|nao enviar email|unsubscribed from all email|ej epost",
    "no_phone": "do not call|no phone|no calls|do not phone|nicht anrufen|keine anrufe"
    "|ne pas appeler|no llamar|non chiamare|niet bellen|nao ligar|nie dzwonic|ring ej",
    "no_post": "do not mail|no post|no letters|do not post|no postal mail|do not send mail"
    "|keine briefe|keine post|pas de courrier|no enviar correo postal|niente posta"
    "|geen post",
}
_KINDS: Final[dict[str, str]] = {
    "work": "firmen|geschafts|dienst|work|business|office|company|firm|dienstlich"
    "|geschaftlich|gesch|geschaft|buro|beruflich|arbeit|firma|pro|professionnel"
    "|professionnelle|bureau|travail|trabajo|laboral|oficina|profesional|empresa|lavoro"
    "|ufficio|aziendale|azienda|werk|zakelijk|kantoor|trabalho|comercial|escritorio"
    "|sluzbowy|sluzbowe|firmowy|praca|arbete|jobb|entreprise|societe|biz|corporate|direct"
    "|billing|mailing|shipping|rechnung|lieferung|facturation|livraison",
    "home": "home|private|personal|residence|residential|privat|zuhause|haus|perso"
    "|personnel|personnelle|domicile|prive|privee|maison|casa|particular|privado"
    "|particolare|abitazione|personale|privato|thuis|pessoal|residencial|domowy|prywatny"
    "|prywatne|hem|bostad|domicilio",
    "other": "other|alternate|alternative|secondary|additional|weitere|weiterer|andere"
    "|sonstige|sonst|zweite|sekundare|autre|secondaire|otro|otra|alternativo|secundario"
    "|altro|altra|secondario|ander|overige|tweede|outro|outra|inny|dodatkowy|annan|ovrig"
    "|backup|weitere s|2nd",
}
# Words that say nothing about what a column holds.
_NOISE: Final = frozenset(
    """
    address number no nr numero num value contact customer client person main primary default first
    the of de du des del di der die das des la le l the your my and und et y e primare
    hauptsachlich principal principale hoofd nummer adresse adres address preferred standard
    haupt person member current x details information kontakt contacto contatto voor van p
    s info line txt field id1 value1 telefon tel phone telephone telefono telefoon telefone street
    """.split()  # noqa: SIM905
)
_SOFT: Final = frozenset("company name address street phone".split())  # noqa: SIM905
# A phone or name of somebody else is not the person's own.
_RELATIONS: Final = frozenset(
    """
    assistant assistants assistent sekretariat manager managers spouse partner partners wife husband
    child children kinder dad dads mom moms mum father fathers mother mothers parent parents brother
    sister emergency reports guardian conjoint enfants conyuge hijos coniuge figli echtgenoot
    kinderen phonetic yomi phonetisch phonetique maiden ip screen messenger im vat tax iban bic bank
    twitter facebook linkedin skype instagram photo foto picture image
    """.split()  # noqa: SIM905
)
_TYPE_WORDS: Final = frozenset(
    {"type", "label", "typ", "tipo", "art", "bezeichnung", "etiquette", "etiqueta", "etichetta"}
)


class Heading(NamedTuple):
    """What a header says.

    `kind` is work, home, other or ""; `number` is 1 where none stands; `unknown` says that words
    were left over that could mean anything.
    """

    meanings: frozenset[str]
    kind: str
    number: int
    is_type: bool
    unknown: bool


def _index(table: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, phrases in table.items():
        for phrase in phrases.split("|"):
            found.setdefault(phrase, meaning)
    return found


_PHRASES: Final = _index(_MEANINGS)
_KIND_WORDS: Final = _index(_KINDS)


def words_of(header: str) -> list[str]:
    """The folded words of a header: "E-mail 1 - Value" is email, 1, value."""
    parted = fold(_CAMEL.sub(" ", header.replace("'s", " ").replace("’s", " ")))
    parted = _COMPOUND.sub(r"\1 \2", parted)
    parted = _NUMBER.sub(r" \1 ", parted)
    text = " ".join(_NO_WORD.sub(" ", parted).split())
    for spelt in ("e mail", "e post", "e courrier"):
        text = f" {text} ".replace(f" {spelt}", " email").strip()
    return text.split()


@lru_cache(maxsize=2048)
def understand(header: str) -> Heading:
    """What `header` says in any of the languages; no meaning at all when nothing is known."""
    words = words_of(header)
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 3]
    plain = [word for word in words if not word.isdecimal()]
    is_type = len(plain) > 1 and plain[-1] in _TYPE_WORDS
    if is_type:
        plain = plain[:-1]
    if any(word in _RELATIONS for word in plain):
        return Heading(frozenset(), "", 1, False, True)
    number = numbers[-1] if numbers else 1
    whole = _PHRASES.get(" ".join(plain))
    if whole:
        kind = _KIND_WORDS.get(" ".join(plain), "") if whole not in {"company"} else ""
        return Heading(frozenset({whole}), kind, number, is_type, False)
    meanings, kind, unknown = _cover(plain)
    return Heading(frozenset(meanings), kind, number, is_type, unknown)


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
        elif word in _KIND_WORDS:
            kind = kind or _KIND_WORDS[word]
        elif word not in _NOISE:
            unknown = True
        place += max(length, 1)
    return set(meanings), kind, unknown


def _longest(words: list[str], place: int) -> tuple[int, str]:
    for length in range(min(_LONGEST, len(words) - place), 0, -1):
        meaning = _PHRASES.get(" ".join(words[place : place + length]))
        if meaning:
            return length, meaning
    return 0, ""


def is_header_word(text: str) -> bool:
    """Whether `text` is plainly the name of a column, as far as we know such names."""
    if len(text) > 40 or not text.strip():
        return False
    heading = understand(text)
    return bool(heading.meanings) and not heading.unknown
