"""Countries as people write them, folded, to ISO 3166-1 codes; data for reading, not for show."""

import re
from functools import lru_cache
from typing import Final

from app.models.imports.country_words import written
from app.storage.text import fold

_NAMES: Final = {
    "GB": "uk|united kingdom|great britain|england|scotland|wales|northern ireland|britain"
    "|grossbritannien|vereinigtes konigreich|royaume-uni|reino unido|regno unito|gbr"
    "|verenigd koninkrijk|angleterre|inglaterra|inghilterra|engeland|u.k.|n ireland",
    "US": "usa|united states|united states of america|u.s.a.|u.s.|vereinigte staaten|etats-unis"
    "|estados unidos|stati uniti|verenigde staten|america|vereinigte staaten von amerika",
    "DE": "germany|deutschland|allemagne|alemania|germania|duitsland|deu|brd|d|niemcy|tyskland"
    "|alemanha|federal republic of germany",
    "FR": "france|frankreich|francia|frankrijk|fra|f|francja|franca|frankrike",
    "ES": "e|spain|spanien|espagne|espana|spagna|spanje|esp|espanha|hiszpania",
    "IT": "italy|italien|italie|italia|ita|i|wlochy",
    "NL": "netherlands|the netherlands|holland|niederlande|pays-bas|paises bajos|paesi bassi"
    "|nederland|nld|olanda",
    "BE": "belgium|belgien|belgique|belgica|belgio|belgie|bel|b",
    "CH": "switzerland|schweiz|suisse|suiza|svizzera|zwitserland|che",
    "AT": "austria|osterreich|autriche|oostenrijk|aut|a|oesterreich",
    "IE": "ireland|irland|irlande|irlanda|ierland|irl|eire|republic of ireland|rep of ireland|roi",
    "LU": "luxembourg|luxemburg|luxemburgo|lussemburgo|l|lux",
    "LI": "liechtenstein",
    "PT": "portugal|portogallo",
    "PL": "poland|polen|pologne|polonia|polska",
    "SE": "sweden|schweden|suede|suecia|svezia|zweden|sverige",
    "NO": "norway|norwegen|norvege|noruega|norvegia|noorwegen|norge",
    "DK": "denmark|danemark|danmark|dinamarca|danimarca|denemarken|danemark",
    "FI": "finland|finnland|finlande|finlandia|suomi",
    "IS": "iceland|island|islande|islandia|islanda|ijsland",
    "CZ": "czech republic|czechia|tschechien|tchequie|republica checa|cechia|tsjechie"
    "|ceska republika|tschechische republik|republique tcheque",
    "SK": "slovakia|slowakei|slovaquie|eslovaquia|slovacchia|slowakije|slovensko",
    "HU": "hungary|ungarn|hongrie|hungria|ungheria|hongarije|magyarorszag",
    "SI": "slovenia|slowenien|slovenie|eslovenia|slovenija",
    "HR": "croatia|kroatien|croatie|croacia|croazia|kroatie|hrvatska",
    "RO": "romania|rumanien|roumanie|rumania|roemenie",
    "BG": "bulgaria|bulgarien|bulgarie|bulgarije",
    "GR": "greece|griechenland|grece|grecia|griekenland",
    "TR": "turkey|turkei|turquie|turquia|turchia|turkije|turkiye",
    "RU": "russia|russland|russie|rusia|rusland|russian federation",
    "UA": "ukraine|ucrania|ucraina|oekraine",
    "EE": "estonia|estland|estonie",
    "LV": "latvia|lettland|lettonie|letonia|lettonia|letland",
    "LT": "lithuania|litauen|lituanie|lituania|litouwen",
    "CA": "canada|kanada",
    "MX": "mexico|mexiko|mexique|messico",
    "BR": "brazil|brasilien|bresil|brasil|brasile|brazilie",
    "AR": "argentina|argentinien|argentine|argentinie",
    "CL": "chile|chili|cile",
    "CO": "colombia|kolumbien|colombie",
    "VE": "venezuela",
    "PE": "peru|perou",
    "AU": "australia|australien|australie|aus",
    "NZ": "new zealand|neuseeland|nouvelle-zelande|nueva zelanda|nuova zelanda|nieuw-zeeland",
    "JP": "japan|japon|giappone",
    "CN": "china|chine|cina|people's republic of china",
    "HK": "hong kong",
    "TW": "taiwan",
    "KR": "south korea|korea|sudkorea|coree du sud|corea del sur|corea del sud|zuid-korea",
    "IN": "india|indien|inde",
    "PK": "pakistan",
    "SG": "singapore|singapur|singapour",
    "MY": "malaysia",
    "TH": "thailand|thailande|tailandia",
    "PH": "philippines|philippinen|filipinas",
    "ID": "indonesia|indonesien|indonesie",
    "VN": "vietnam",
    "IL": "israel|israele",
    "AE": "united arab emirates|uae|vereinigte arabische emirate",
    "SA": "saudi arabia|saudi-arabien",
    "EG": "egypt|agypten|egypte|egipto|egitto",
    "MA": "morocco|marokko|maroc|marruecos|marocco",
    "ZA": "south africa|sudafrika|afrique du sud|sudafrica|zuid-afrika",
    "NG": "nigeria",
    "KE": "kenya|kenia",
    "CI": "cote d'ivoire|ivory coast|elfenbeinkuste",
    "MT": "malta",
    "CY": "cyprus|zypern|chypre",
}
_BY_NAME: Final = {
    fold(name).strip(" ."): code
    for code, by_language in written().items()
    for names in by_language.values()
    for name in names
} | {name.strip("."): code for code, names in _NAMES.items() for name in names.split("|")}
_CODES: Final = frozenset(_BY_NAME.values())
# "G.B.", "Royaume Uni", "Deutschland (DE)": what signs and brackets add says nothing.
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)$")
_BY_BARE_NAME: Final = {
    name.replace(".", "").replace("-", " "): code for name, code in _BY_NAME.items()
}


@lru_cache(maxsize=2048)
def country_code(text: str) -> str:
    """The ISO 3166 code of a country's name or code in several languages, "" for an unknown."""
    clean = text.strip()
    if len(clean) == 2 and clean.upper() in _CODES:
        return clean.upper()
    name = fold(clean).strip(" .")
    bare = _IN_BRACKETS.sub("", name).replace(".", "").replace("-", " ")
    if len(bare) == 2 and bare.upper() in _CODES:
        return bare.upper()
    return _BY_NAME.get(name) or _BY_BARE_NAME.get(" ".join(bare.split()), "")
