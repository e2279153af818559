"""The last line of an address abroad: names of countries by the language of the sender.

Source: short names of the UN terminology and of the Universal Postal Union; codes of ISO 3166-1.
"""

from __future__ import annotations

from app.models.letters import country_names
from app.models.letters.merge_names import fold

_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv")
_ROWS = """
AD|Andorra|Andorra|Andorre|Andorra|Andorra|Andorra|Andorra|Andorra
AE|United Arab Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirati Arabi Uniti|Verenigde Arabische Emiraten|Emirados Árabes Unidos|Förenade Arabemiraten
AL|Albania|Albanien|Albanie|Albania|Albania|Albanië|Albânia|Albanien
AR|Argentina|Argentinien|Argentine|Argentina|Argentina|Argentinië|Argentina|Argentina
AT|Austria|Österreich|Autriche|Austria|Austria|Oostenrijk|Áustria|Österrike
AU|Australia|Australien|Australie|Australia|Australia|Australië|Austrália|Australien
BA|Bosnia and Herzegovina|Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia y Herzegovina|Bosnia ed Erzegovina|Bosnië en Herzegovina|Bósnia e Herzegovina|Bosnien och Hercegovina
BE|Belgium|Belgien|Belgique|Bélgica|Belgio|België|Bélgica|Belgien
BG|Bulgaria|Bulgarien|Bulgarie|Bulgaria|Bulgaria|Bulgarije|Bulgária|Bulgarien
BR|Brazil|Brasilien|Brésil|Brasil|Brasile|Brazilië|Brasil|Brasilien
CA|Canada|Kanada|Canada|Canadá|Canada|Canada|Canadá|Kanada
CH|Switzerland|Schweiz|Suisse|Suiza|Svizzera|Zwitserland|Suíça|Schweiz
CL|Chile|Chile|Chili|Chile|Cile|Chili|Chile|Chile
CN|China|China|Chine|China|Cina|China|China|Kina
CO|Colombia|Kolumbien|Colombie|Colombia|Colombia|Colombia|Colômbia|Colombia
CY|Cyprus|Zypern|Chypre|Chipre|Cipro|Cyprus|Chipre|Cypern
CZ|Czech Republic|Tschechien|République tchèque|República Checa|Repubblica Ceca|Tsjechië|República Checa|Tjeckien
DE|Germany|Deutschland|Allemagne|Alemania|Germania|Duitsland|Alemanha|Tyskland
DK|Denmark|Dänemark|Danemark|Dinamarca|Danimarca|Denemarken|Dinamarca|Danmark
EE|Estonia|Estland|Estonie|Estonia|Estonia|Estland|Estónia|Estland
EG|Egypt|Ägypten|Égypte|Egipto|Egitto|Egypte|Egito|Egypten
ES|Spain|Spanien|Espagne|España|Spagna|Spanje|Espanha|Spanien
FI|Finland|Finnland|Finlande|Finlandia|Finlandia|Finland|Finlândia|Finland
FO|Faroe Islands|Färöer|Îles Féroé|Islas Feroe|Isole Fær Øer|Faeröer|Ilhas Faroé|Färöarna
FR|France|Frankreich|France|Francia|Francia|Frankrijk|França|Frankrike
GB|United Kingdom|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Verenigd Koninkrijk|Reino Unido|Storbritannien
GE|Georgia|Georgien|Géorgie|Georgia|Georgia|Georgië|Geórgia|Georgien
GG|Guernsey|Guernsey|Guernesey|Guernsey|Guernsey|Guernsey|Guernsey|Guernsey
GI|Gibraltar|Gibraltar|Gibraltar|Gibraltar|Gibilterra|Gibraltar|Gibraltar|Gibraltar
GL|Greenland|Grönland|Groenland|Groenlandia|Groenlandia|Groenland|Gronelândia|Grönland
GR|Greece|Griechenland|Grèce|Grecia|Grecia|Griekenland|Grécia|Grekland
HK|Hong Kong|Hongkong|Hong Kong|Hong Kong|Hong Kong|Hongkong|Hong Kong|Hongkong
HR|Croatia|Kroatien|Croatie|Croacia|Croazia|Kroatië|Croácia|Kroatien
HU|Hungary|Ungarn|Hongrie|Hungría|Ungheria|Hongarije|Hungria|Ungern
ID|Indonesia|Indonesien|Indonésie|Indonesia|Indonesia|Indonesië|Indonésia|Indonesien
IE|Ireland|Irland|Irlande|Irlanda|Irlanda|Ierland|Irlanda|Irland
IL|Israel|Israel|Israël|Israel|Israele|Israël|Israel|Israel
IM|Isle of Man|Insel Man|Île de Man|Isla de Man|Isola di Man|Man|Ilha de Man|Isle of Man
IN|India|Indien|Inde|India|India|India|Índia|Indien
IS|Iceland|Island|Islande|Islandia|Islanda|IJsland|Islândia|Island
IT|Italy|Italien|Italie|Italia|Italia|Italië|Itália|Italien
JE|Jersey|Jersey|Jersey|Jersey|Jersey|Jersey|Jersey|Jersey
JP|Japan|Japan|Japon|Japón|Giappone|Japan|Japão|Japan
KE|Kenya|Kenia|Kenya|Kenia|Kenya|Kenia|Quénia|Kenya
KR|South Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Zuid-Korea|Coreia do Sul|Sydkorea
KZ|Kazakhstan|Kasachstan|Kazakhstan|Kazajistán|Kazakistan|Kazachstan|Cazaquistão|Kazakstan
LI|Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein|Liechtenstein
LK|Sri Lanka|Sri Lanka|Sri Lanka|Sri Lanka|Sri Lanka|Sri Lanka|Sri Lanka|Sri Lanka
LT|Lithuania|Litauen|Lituanie|Lituania|Lituania|Litouwen|Lituânia|Litauen
LU|Luxembourg|Luxemburg|Luxembourg|Luxemburgo|Lussemburgo|Luxemburg|Luxemburgo|Luxemburg
LV|Latvia|Lettland|Lettonie|Letonia|Lettonia|Letland|Letónia|Lettland
MA|Morocco|Marokko|Maroc|Marruecos|Marocco|Marokko|Marrocos|Marocko
MC|Monaco|Monaco|Monaco|Mónaco|Monaco|Monaco|Mónaco|Monaco
MD|Moldova|Moldau|Moldavie|Moldavia|Moldavia|Moldavië|Moldávia|Moldavien
ME|Montenegro|Montenegro|Monténégro|Montenegro|Montenegro|Montenegro|Montenegro|Montenegro
MK|North Macedonia|Nordmazedonien|Macédoine du Nord|Macedonia del Norte|Macedonia del Nord|Noord-Macedonië|Macedónia do Norte|Nordmakedonien
MT|Malta|Malta|Malte|Malta|Malta|Malta|Malta|Malta
MX|Mexico|Mexiko|Mexique|México|Messico|Mexico|México|Mexiko
MY|Malaysia|Malaysia|Malaisie|Malasia|Malaysia|Maleisië|Malásia|Malaysia
NG|Nigeria|Nigeria|Nigéria|Nigeria|Nigeria|Nigeria|Nigéria|Nigeria
NL|Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Nederland|Países Baixos|Nederländerna
NO|Norway|Norwegen|Norvège|Noruega|Norvegia|Noorwegen|Noruega|Norge
NZ|New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Nuova Zelanda|Nieuw-Zeeland|Nova Zelândia|Nya Zeeland
PE|Peru|Peru|Pérou|Perú|Perù|Peru|Peru|Peru
PH|Philippines|Philippinen|Philippines|Filipinas|Filippine|Filipijnen|Filipinas|Filippinerna
PK|Pakistan|Pakistan|Pakistan|Pakistán|Pakistan|Pakistan|Paquistão|Pakistan
PL|Poland|Polen|Pologne|Polonia|Polonia|Polen|Polónia|Polen
PT|Portugal|Portugal|Portugal|Portugal|Portogallo|Portugal|Portugal|Portugal
RO|Romania|Rumänien|Roumanie|Rumanía|Romania|Roemenië|Roménia|Rumänien
RS|Serbia|Serbien|Serbie|Serbia|Serbia|Servië|Sérvia|Serbien
RU|Russia|Russland|Russie|Rusia|Russia|Rusland|Rússia|Ryssland
SA|Saudi Arabia|Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arabia Saudita|Saoedi-Arabië|Arábia Saudita|Saudiarabien
SE|Sweden|Schweden|Suède|Suecia|Svezia|Zweden|Suécia|Sverige
SG|Singapore|Singapur|Singapour|Singapur|Singapore|Singapore|Singapura|Singapore
SI|Slovenia|Slowenien|Slovénie|Eslovenia|Slovenia|Slovenië|Eslovénia|Slovenien
SK|Slovakia|Slowakei|Slovaquie|Eslovaquia|Slovacchia|Slowakije|Eslováquia|Slovakien
SM|San Marino|San Marino|Saint-Marin|San Marino|San Marino|San Marino|São Marinho|San Marino
TH|Thailand|Thailand|Thaïlande|Tailandia|Thailandia|Thailand|Tailândia|Thailand
TN|Tunisia|Tunesien|Tunisie|Túnez|Tunisia|Tunesië|Tunísia|Tunisien
TR|Türkiye|Türkei|Turquie|Turquía|Turchia|Turkije|Turquia|Turkiet
TW|Taiwan|Taiwan|Taïwan|Taiwán|Taiwan|Taiwan|Taiwan|Taiwan
UA|Ukraine|Ukraine|Ukraine|Ucrania|Ucraina|Oekraïne|Ucrânia|Ukraina
US|United States|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Verenigde Staten|Estados Unidos|USA
UY|Uruguay|Uruguay|Uruguay|Uruguay|Uruguay|Uruguay|Uruguai|Uruguay
VA|Vatican City|Vatikanstadt|Cité du Vatican|Ciudad del Vaticano|Città del Vaticano|Vaticaanstad|Cidade do Vaticano|Vatikanstaten
VE|Venezuela|Venezuela|Venezuela|Venezuela|Venezuela|Venezuela|Venezuela|Venezuela
VN|Vietnam|Vietnam|Viêt Nam|Vietnam|Vietnam|Vietnam|Vietname|Vietnam
ZA|South Africa|Südafrika|Afrique du Sud|Sudáfrica|Sudafrica|Zuid-Afrika|África do Sul|Sydafrika
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
