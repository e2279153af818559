"""Words in the cells of foreign tables that stand for one of ours: kinds, genders, languages.

Folded, several languages side by side; a word that is not here is kept as it is.
"""

import re
from typing import Final

from app.storage.text import fold


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: ours for ours, words in table.items() for word in words.split("|")}


is_yes: Final = re.compile(
    "yes|y|true|1|x|ja|j|oui|o|si|s|vrai|wahr|vero|waar|sim|tak|on|[✓✔☑✅√]\ufe0f?"
).fullmatch
is_no: Final = re.compile(
    "no|n|false|0|nein|non|nee|falsch|faux|falso|onwaar|nao|nie|nej|off|-|[✗✘❌☐]\ufe0f?"
).fullmatch
is_firm_word: Final = re.compile(
    "company|companies|compan(?:y|ies) account|organi[sz]ation|firma|firm|unternehmen|societe"
    "|entreprise|empresa|azienda|societa|ditta|bedrijf|organisatie|foretag|organisasjon|yritys"
    "|legal entity|juristische person|personne morale|persona juridica|persona giuridica"
    "|rechtspersoon|osoba prawna|pessoa juridica|corporate|corporation|institution"
).fullmatch
"""A match where a folded word says of a row that a firm is meant."""
is_person_word: Final = re.compile(
    "person|persons|people|individual|individuals|private person|privatperson|privat|private"
    "|particulier|particular|privato|persona|personne|persoon|osoba|osoba fizyczna|pessoa"
    "|naturliche person|personne physique|persona fisica|pessoa fisica|natuurlijk persoon"
    "|contact|kontakt|contatto|contacto|consumer|einzelperson|household|henkilo"
).fullmatch
VACANT: Final = frozenset(
    {"vacant", "(vacant)", "vacant unit", "unoccupied", "unlet", "to let", "leerstehend",
     "leer stehend", "leerstand", "unvermietet", "zu vermieten", "vacante", "(vacante)",
     "inoccupé", "desocupado", "sfitto", "leegstand", "leegstaand", "wolny lokal", "pustostan",
     "outhyrd", "ej uthyrd", "niemand", "nobody", "no one", "nadie", "nessuno", "ledig", "leeg",
     "empty", "void", "libre", "vuoto", "wolne", "puste", "tomt"}
)  # fmt: skip
"""What landlords and planners write where a name would stand, and nobody is meant."""
VACANT_SMALL: Final = frozenset({"frei", "free", "leer", "vide", "libero", "wolny"})
"""The same, of which some are names of people too when they are written large."""
_KINDS: Final = {
    "mobile": "m|mobile|cell|cellular|mobile phone|cell phone|mob|mobil privat|gsm|celular"
    "|telemovel|komorka|handy|mobil|portable|movil|cellulare|mobiel|iphone",
    "work": "w|work|business|business phone|work phone|dienst|gesch|buro|ufficio|oficina|kantoor"
    "|arbete|praca|sluzbowy|workmobile|office|main|dienstlich|geschaftlich|arbeit|travail|pro"
    "|bureau|trabajo"
    "|lavoro|werk|company|direct",
    "home": "h|home|private|home phone|domicilio|abitazione|dom|hem|bostad|residencial|homemobile"
    "|personal|privat|zuhause|domicile|perso|prive|casa|particular|thuis",
    "fax": "f|fax|workfax|homefax|work fax|home fax|telefax|otherfax",
    "other": "t|tel|phone|telephone|telefon|other|andere|sonstige|autre|otro|altro|overig|custom"
    "|smtp|ex|x400|internet",
}
KIND_OF: Final = _by_word(_KINDS)


def kind_of(text: str) -> str:
    """mobile, work, home, fax or other for "* Work" or "Privat"; "" for a word of their own."""
    return KIND_OF.get(fold(text).strip("* "), "")


def is_firms_site(said: str) -> bool:
    """Whether what is said beside a web address leaves it to the firm: nothing, work, home page."""
    word = fold(said).strip("* ")
    return word in ("", "home page", "homepage", "website") or KIND_OF.get(word) == "work"


LONGEST_NAME: Final = 80
"""Letters of the name of an own field; what somebody typed into a phone can be a sentence."""


def field_with_name(label: str, text: str) -> tuple[str, str]:
    """An own field's name and what stands in it; a name that is too long goes there whole."""
    if len(label) <= LONGEST_NAME:
        return label, text
    return f"{label[: LONGEST_NAME - 1].rstrip()}…", f"{label}: {text}"


def field_name(said: str, base: str, *, website: bool = False) -> str:
    """What an own field is called whose label stands beside it: "Spouse", "Website, Blog"."""
    label = " ".join(said.strip("* ").split())
    if website:
        return f"{base}, {label}" if label else base
    return label or base


_GENDERS: Final = {
    "m": "m|male|man|mr|herr|mann|mannlich|homme|masculin|h|hombre|masculino|varon|uomo|maschio"
    "|heer|mannelijk|masc|sir",
    "f": "f|female|woman|mrs|ms|miss|frau|w|weiblich|femme|feminin|mujer|femenino|donna"
    "|femmina|v|vrouw|vrouwelijk|mme|fem",
    "x": "other|diverse|divers|d|x|non-binary|nonbinary|autre|otro|altro|anders|genderfluid"
    "|agender|bigender|genderqueer|polygender",
}
GENDER_OF: Final = _by_word(_GENDERS)
_LANGUAGES: Final = {
    "en": "english|englisch|anglais|ingles|inglese|engels|eng|angielski|engelska",
    "de": "german|deutsch|allemand|aleman|tedesco|duits|ger|deu|niemiecki|tyska",
    "fr": "french|franzosisch|francais|frances|francese|frans|fre|fra|francuski|franska",
    "es": "spanish|spanisch|espagnol|espanol|spagnolo|spaans|spa|castellano",
    "it": "italian|italienisch|italien|italiano|italiaans|ita",
    "nl": "dutch|niederlandisch|neerlandais|holandes|olandese|nederlands|nld|neerlandes",
    "pt": "portuguese|portugiesisch|portugais|portugues|portoghese|portugees|por",
    "pl": "polish|polnisch|polonais|polaco|polacco|pools|polski|pol",
    "sv": "swedish|schwedisch|suedois|sueco|svedese|zweeds|svenska|swe",
    "da": "danish|danisch|danois|danes|danese|deens|dansk",
    "cs": "czech|tschechisch|tcheque|checo|ceco|tsjechisch|cesky",
}
LANGUAGE_OF: Final = _by_word(_LANGUAGES)
_CODE: Final = re.compile(r"([a-z]{2})(?:[-_][a-z]{2})?").fullmatch
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)$")


def language_of(text: str) -> str:
    """The code of a language for "Deutsch", "de", "it-IT" or "English (UK)"; "" for an unknown."""
    folded = _IN_BRACKETS.sub("", fold(text.strip()))
    known = LANGUAGE_OF.get(folded) or LANGUAGE_OF.get(folded.replace(" ", ""))
    code = None if known else _CODE(folded)
    return known or (code[1] if code else "")


_CONTACT_KINDS: Final = {
    "customer": "customer|client|kunde|kundin|cliente|klant|klient|kund|customers|kunden",
    "lead": "lead|prospect|interessent|opportunity|marketingqualifiedlead|salesqualifiedlead",
    "supplier": "supplier|vendor|lieferant|fournisseur|proveedor|fornitore|leverancier",
    "partner": "partner|partenaire|socio",
    "private": "private|privat|personal|prive|friend|family",
    "other": "other|andere|sonstige|autre|otro|altro",
}
CONTACT_KIND_OF: Final = _by_word(_CONTACT_KINDS)
