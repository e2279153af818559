"""The last line of an address abroad: names of countries by the language of the sender.

Source: short names of the UN terminology and of the Universal Postal Union; codes of ISO 3166-1.
"""

from __future__ import annotations

from app.models import country_names
from app.models.merge_names import fold

_LANGUAGES = ("en", "de", "fr", "es", "it", "nl")
_ROWS = """
AE|United Arab Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirati Arabi Uniti|Verenigde Arabische Emiraten
AR|Argentina|Argentinien|Argentine|Argentina|Argentina|Argentinië
AT|Austria|Österreich|Autriche|Austria|Austria|Oostenrijk
AU|Australia|Australien|Australie|Australia|Australia|Australië
BE|Belgium|Belgien|Belgique|Bélgica|Belgio|België
BG|Bulgaria|Bulgarien|Bulgarie|Bulgaria|Bulgaria|Bulgarije
BR|Brazil|Brasilien|Brésil|Brasil|Brasile|Brazilië
CA|Canada|Kanada|Canada|Canadá|Canada|Canada
CH|Switzerland|Schweiz|Suisse|Suiza|Svizzera|Zwitserland
CL|Chile|Chile|Chili|Chile|Cile|Chili
CN|China|China|Chine|China|Cina|China
CY|Cyprus|Zypern|Chypre|Chipre|Cipro|Cyprus
CZ|Czech Republic|Tschechien|République tchèque|República Checa|Repubblica Ceca|Tsjechië
DE|Germany|Deutschland|Allemagne|Alemania|Germania|Duitsland
DK|Denmark|Dänemark|Danemark|Dinamarca|Danimarca|Denemarken
EE|Estonia|Estland|Estonie|Estonia|Estonia|Estland
ES|Spain|Spanien|Espagne|España|Spagna|Spanje
FI|Finland|Finnland|Finlande|Finlandia|Finlandia|Finland
FR|France|Frankreich|France|Francia|Francia|Frankrijk
GB|United Kingdom|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Verenigd Koninkrijk
GG|Guernsey|Guernsey|Guernesey|Guernsey|Guernsey|Guernsey
GR|Greece|Griechenland|Grèce|Grecia|Grecia|Griekenland
HK|Hong Kong|Hongkong|Hong Kong|Hong Kong|Hong Kong|Hongkong
HR|Croatia|Kroatien|Croatie|Croacia|Croazia|Kroatië
HU|Hungary|Ungarn|Hongrie|Hungría|Ungheria|Hongarije
IE|Ireland|Irland|Irlande|Irlanda|Irlanda|Ierland
IL|Israel|Israel|Israël|Israel|Israele|Israël
IM|Isle of Man|Insel Man|Île de Man|Isla de Man|Isola di Man|Man
IN|India|Indien|Inde|India|India|India
IS|Iceland|Island|Islande|Islandia|Islanda|IJsland
IT|Italy|Italien|Italie|Italia|Italia|Italië
JE|Jersey|Jersey|Jersey|Jersey|Jersey|Jersey
JP|Japan|Japan|Japon|Japón|Giappone|Japan
KR|South Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Zuid-Korea
LI|Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein
LT|Lithuania|Litauen|Lituanie|Lituania|Lituania|Litouwen
LU|Luxembourg|Luxemburg|Luxembourg|Luxemburgo|Lussemburgo|Luxemburg
LV|Latvia|Lettland|Lettonie|Letonia|Lettonia|Letland
MC|Monaco|Monaco|Monaco|Mónaco|Monaco|Monaco
MT|Malta|Malta|Malte|Malta|Malta|Malta
MX|Mexico|Mexiko|Mexique|México|Messico|Mexico
MY|Malaysia|Malaysia|Malaisie|Malasia|Malaysia|Maleisië
NL|Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Nederland
NO|Norway|Norwegen|Norvège|Noruega|Norvegia|Noorwegen
NZ|New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Nuova Zelanda|Nieuw-Zeeland
PL|Poland|Polen|Pologne|Polonia|Polonia|Polen
PT|Portugal|Portugal|Portugal|Portugal|Portogallo|Portugal
RO|Romania|Rumänien|Roumanie|Rumanía|Romania|Roemenië
RS|Serbia|Serbien|Serbie|Serbia|Serbia|Servië
SE|Sweden|Schweden|Suède|Suecia|Svezia|Zweden
SG|Singapore|Singapur|Singapour|Singapur|Singapore|Singapore
SI|Slovenia|Slowenien|Slovénie|Eslovenia|Slovenia|Slovenië
SK|Slovakia|Slowakei|Slovaquie|Eslovaquia|Slovacchia|Slowakije
TR|Türkiye|Türkei|Turquie|Turquía|Turchia|Turkije
UA|Ukraine|Ukraine|Ukraine|Ucrania|Ucraina|Oekraïne
US|United States|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Verenigde Staten
ZA|South Africa|Südafrika|Afrique du Sud|Sudáfrica|Sudafrica|Zuid-Afrika
"""  # noqa: E501 - a country a line reads best

_NAMES = {
    row[0]: dict(zip(_LANGUAGES, row[1:], strict=True))
    for row in (line.split("|") for line in _ROWS.strip().splitlines())
}
_CODES = {fold(name): code for code, names in _NAMES.items() for name in names.values()}


def country_name(code: str, language: str) -> str:
    """The country's name in `language` (English when we have no other); the code if unknown."""
    names = _NAMES.get(code.upper())
    return names.get(language[:2].lower(), names["en"]) if names else code


def code_of(text: str) -> str:
    """ISO code of a country given as a code or as a name in any language we know; or ""."""
    plain = text.strip().upper()
    if plain in _NAMES:
        return plain
    return _CODES.get(fold(text)) or country_names.country_code(text) or ""
