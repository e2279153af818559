"""Words that people cut short above a column, and what stands there alone, as data.

"Dt. nascita", "fec_nac" and "Rag. soc." say what their words say written out. What is folded and
how it is parted is said by `header_words`.
"""

from typing import Final

SHORT: Final[dict[str, str]] = {
    "dt": "data", "dat": "datum", "fec": "fecha", "pob": "poblacion", "fch": "fecha",
    "nac": "nacimiento", "nacim": "nacimiento", "naiss": "naissance", "rag": "ragione",
    "soc": "sociale",
    "elec": "electronico", "electr": "electronico", "el": "elettronica", "kd": "kunden",
    "deb": "debitoren", "debn": "debitor", "pat": "patient", "mitgl": "mitglied",
    "acct": "account", "acc": "account", "cust": "customer", "mem": "member", "cli": "client",
    "off": "office", "res": "residence", "bus": "business", "prac": "praca",
    "stacj": "stacjonarny", "kom": "komorka", "compl": "complement", "pag": "pagina",
    "pers": "personal", "prof": "professionnel", "part": "particular", "ofic": "oficina",
    "trab": "trabajo", "bost": "bostad", "arb": "arbete", "bem": "bemerkung",
    "anm": "anmerkung", "rem": "remarque", "opm": "opmerking", "huom": "huomautukset",
    "depto": "departamento", "dpto": "departamento", "dpt": "departement", "afd": "afdeling",
    "avd": "avdelning", "loc": "localite", "mun": "municipio", "gem": "gemeinde",
    "naz": "nazione", "lkr": "landkreis", "woj": "wojewodztwo", "anr": "anrede",
    "trat": "tratamiento", "kat": "kategorie", "cat": "category", "grp": "gruppe",
    "vn": "vorname", "nn": "nachname", "fa": "firma", "dir": "direccion", "ind": "indirizzo",
    "end": "endereco", "ul": "ulica", "hdy": "handy", "cel": "celular", "mov": "movil",
    "addl": "additional", "add": "address", "cd": "code", "fam": "familien",
    "ansp": "ansprechpartner", "org": "organisation", "spr": "sprache", "vorn": "vorname",
    "nachn": "nachname", "eve": "evening", "resid": "residence", "dienstl": "dienstlich",
    "ctry": "country", "cntry": "country", "cty": "city", "addr": "address",
    "pt": "patient", "hm": "home", "wk": "work", "ph": "phone", "tlph": "telephone",
    "fst": "first", "lst": "last", "cntct": "contact", "ln": "line", "eml": "email",
    "nbr": "number", "ttl": "title", "postf": "postfach", "mbl": "mobile",
    "vname": "vorname", "nname": "nachname", "com": "comercial", "nm": "name", "ste": "societe",
}  # fmt: skip
"""A word cut short, and the word written out."""

SOMETIMES: Final = frozenset(
    """
    el off res bus pers prof part kat cat rem loc dir ind end add acc deb pat fam mun gem
    com dat mem cli soc kom org fa ul
    """.split()  # noqa: SIM905
)
"""Of these only what stands alone, or with a full stop behind it."""

ALONE: Final[dict[str, str]] = {
    "gender": "m v|m w|m w d|m f|f m|m f d|h f|f h|m k|k m|m z|m n|m f x|m v x|w m",
    "company": "soc|ente|relatie|co name|company if any|comp|club|verband|kanzlei|praxis"
    "|organisationsname|st e",
    "job": "pos|fkt",
    "parent_company": "parent account|parent account name|parent company|parent company name"
    "|parent organisation|parent organization|parent org|holding company|group company"
    "|muttergesellschaft|mutterfirma|mutterunternehmen|ubergeordnete firma"
    "|ubergeordneter account|ubergeordnete firma name|societe mere|maison mere|compte parent"
    "|empresa matriz|cuenta principal|cuenta matriz|societa madre|capogruppo|azienda madre"
    "|account principale|moederbedrijf|moedermaatschappij|bovenliggend account|empresa mae"
    "|conta principal|spolka matka|firma nadrzedna|moderbolag|overordnat konto",
    "region": "kt|ct|pv|kreis",
    "note": "misc|diverses|divers|varie|varios|diversos|div|wissenswertes|special instructions"
    "|comment s|other info|other information|other details|anything else|sonst|rozne",
    "tag": "rubrik|list",
    "website": "urls|hp|strona",
    "street_two": "compl|esc|etage|etg|sal|apdo|lokal",
    "house": "numer|c p|nr dom",
    "street": "domic",
    "town": "local",
    "code": "acc|acct|cod|code|codigo|codice",
    "last_meeting": "last appointment|derniere consultation|ultima consulta",
    "postcode": "kod p|p c|irsz",
    "phone": "recapiti|recapito",
    "birthday": "ur",
    "mobile": "tm|tlm|telem",
    "owner": "agent|consultant|assignee",
    "full": "att|fao|f a o|titular|titulaire|intestatario|recipient|ap|empfanger|destinataire"
    "|destinatario|ontvanger|odbiorca|mottagare",
}
"""What means this only where nothing stands beside it."""
