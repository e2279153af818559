"""The countries that people write most, in nine languages; data for reading, not for show.

A line: the ISO 3166-1 code, then English, German, French, Spanish, Italian, Portuguese, Dutch,
Polish and Swedish; further spellings stand behind a slash. "=" is the English word.
"""

from typing import Final

LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv")
_TABLE: Final = """
GB|United Kingdom|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Reino Unido|Verenigd Koninkrijk|Wielka Brytania/Zjednoczone Królestwo|Storbritannien
US|United States|Vereinigte Staaten|États-Unis/États-Unis d'Amérique|Estados Unidos/EE. UU./EEUU|Stati Uniti/Stati Uniti d'America|Estados Unidos/EUA|Verenigde Staten|Stany Zjednoczone|Förenta staterna
DE|Germany|Deutschland|Allemagne|Alemania|Germania|Alemanha|Duitsland|Niemcy|Tyskland
FR|France|Frankreich|France|Francia|Francia|França|Frankrijk|Francja|Frankrike
ES|Spain|Spanien|Espagne|España|Spagna|Espanha|Spanje|Hiszpania|Spanien
IT|Italy|Italien|Italie|Italia|Italia|Itália|Italië|Włochy|Italien
PT|Portugal|=|=|=|Portogallo|=|=|Portugalia|=
NL|Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi/Olanda|Países Baixos/Holanda|Nederland|Holandia/Niderlandy|Nederländerna
BE|Belgium|Belgien|Belgique|Bélgica|Belgio|Bélgica|België|Belgia|Belgien
LU|Luxembourg|Luxemburg|Luxembourg|Luxemburgo|Lussemburgo|Luxemburgo|Luxemburg|Luksemburg|Luxemburg
CH|Switzerland|Schweiz/Die Schweiz|Suisse|Suiza|Svizzera|Suíça|Zwitserland|Szwajcaria|Schweiz
AT|Austria|Österreich|Autriche|Austria|Austria|Áustria|Oostenrijk|Austria|Österrike
LI|Liechtenstein|=|=|=|=|=|=|=|=
IE|Ireland|Irland|Irlande|Irlanda|Irlanda|Irlanda|Ierland|Irlandia|Irland
PL|Poland|Polen|Pologne|Polonia|Polonia|Polónia/Polônia|Polen|Polska|Polen
SE|Sweden|Schweden|Suède|Suecia|Svezia|Suécia|Zweden|Szwecja|Sverige
NO|Norway|Norwegen|Norvège|Noruega|Norvegia|Noruega|Noorwegen|Norwegia|Norge
DK|Denmark|Dänemark|Danemark|Dinamarca|Danimarca|Dinamarca|Denemarken|Dania|Danmark
FI|Finland|Finnland|Finlande|Finlandia|Finlandia|Finlândia|Finland|Finlandia|Finland
IS|Iceland|Island|Islande|Islandia|Islanda|Islândia|IJsland|Islandia|Island
CZ|Czechia/Czech Republic|Tschechien|Tchéquie|Chequia|Cechia/Repubblica Ceca|Chéquia/República Checa|Tsjechië|Czechy|Tjeckien
SK|Slovakia|Slowakei|Slovaquie|Eslovaquia|Slovacchia|Eslováquia|Slowakije|Słowacja|Slovakien
HU|Hungary|Ungarn|Hongrie|Hungría|Ungheria|Hungria|Hongarije|Węgry|Ungern
SI|Slovenia|Slowenien|Slovénie|Eslovenia|Slovenia|Eslovénia/Eslovênia|Slovenië|Słowenia|Slovenien
HR|Croatia|Kroatien|Croatie|Croacia|Croazia|Croácia|Kroatië|Chorwacja|Kroatien
RS|Serbia|Serbien|Serbie|Serbia|Serbia|Sérvia|Servië|Serbia|Serbien
BA|Bosnia and Herzegovina|Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia y Herzegovina|Bosnia ed Erzegovina|Bósnia e Herzegovina|Bosnië en Herzegovina|Bośnia i Hercegowina|Bosnien och Hercegovina
AL|Albania|Albanien|Albanie|Albania|Albania|Albânia|Albanië|Albania|Albanien
MK|North Macedonia|Nordmazedonien|Macédoine du Nord|Macedonia del Norte|Macedonia del Nord|Macedónia do Norte|Noord-Macedonië|Macedonia Północna|Nordmakedonien
ME|Montenegro|=|Monténégro|=|=|=|=|Czarnogóra|=
RO|Romania|Rumänien|Roumanie|Rumania/Rumanía|Romania|Roménia/Romênia|Roemenië|Rumunia|Rumänien
BG|Bulgaria|Bulgarien|Bulgarie|Bulgaria|Bulgaria|Bulgária|Bulgarije|Bułgaria|Bulgarien
GR|Greece|Griechenland|Grèce|Grecia|Grecia|Grécia|Griekenland|Grecja|Grekland
CY|Cyprus|Zypern|Chypre|Chipre|Cipro|Chipre|Cyprus|Cypr|Cypern
MT|Malta|=|Malte|=|=|=|=|=|=
TR|Turkey/Türkiye|Türkei|Turquie|Turquía|Turchia|Turquia|Turkije|Turcja|Turkiet
EE|Estonia|Estland|Estonie|Estonia|Estonia|Estónia/Estônia|Estland|Estonia|Estland
LV|Latvia|Lettland|Lettonie|Letonia|Lettonia|Letónia/Letônia|Letland|Łotwa|Lettland
LT|Lithuania|Litauen|Lituanie|Lituania|Lituania|Lituânia|Litouwen|Litwa|Litauen
UA|Ukraine|Ukraine|Ukraine|Ucrania|Ucraina|Ucrânia|Oekraïne|Ukraina|Ukraina
RU|Russia/Russian Federation|Russland|Russie|Rusia|Russia|Rússia|Rusland|Rosja|Ryssland
BY|Belarus|Belarus/Weißrussland|Biélorussie|Bielorrusia|Bielorussia|Bielorrússia|Belarus|Białoruś|Belarus
MD|Moldova|Moldau|Moldavie|Moldavia|Moldavia|Moldávia|Moldavië|Mołdawia|Moldavien
MC|Monaco|=|=|Mónaco|=|Mónaco|=|Monako|=
AD|Andorra|=|Andorre|=|=|=|=|Andora|=
SM|San Marino|=|Saint-Marin|=|=|=|=|=|=
CA|Canada|Kanada|Canada|Canadá|Canada|Canadá|Canada|Kanada|Kanada
MX|Mexico|Mexiko|Mexique|México/Méjico|Messico|México|Mexico|Meksyk|Mexiko
BR|Brazil|Brasilien|Brésil|Brasil|Brasile|Brasil|Brazilië|Brazylia|Brasilien
AR|Argentina|Argentinien|Argentine|Argentina|Argentina|Argentina|Argentinië|Argentyna|Argentina
CL|Chile|=|Chili|=|Cile|=|Chili|=|=
CO|Colombia|Kolumbien|Colombie|Colombia|Colombia|Colômbia|Colombia|Kolumbia|Colombia
PE|Peru|Peru|Pérou|Perú|Perù|Peru|Peru|Peru|Peru
UY|Uruguay|=|=|=|=|Uruguai|=|Urugwaj|=
VE|Venezuela|=|=|=|=|=|=|Wenezuela|=
AU|Australia|Australien|Australie|Australia|Australia|Austrália|Australië|Australia|Australien
NZ|New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda/Nueva Zelandia|Nuova Zelanda|Nova Zelândia|Nieuw-Zeeland|Nowa Zelandia|Nya Zeeland
JP|Japan|Japan|Japon|Japón|Giappone|Japão|Japan|Japonia|Japan
CN|China|China|Chine|China|Cina|China|China|Chiny|Kina
HK|Hong Kong|Hongkong|=|=|=|=|Hongkong|Hongkong|Hongkong
TW|Taiwan|=|Taïwan|Taiwán|=|=|=|Tajwan|=
KR|South Korea/Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Coreia do Sul|Zuid-Korea|Korea Południowa|Sydkorea
IN|India|Indien|Inde|India|India|Índia|India|Indie|Indien
PK|Pakistan|=|=|Pakistán|=|Paquistão|=|=|=
SG|Singapore|Singapur|Singapour|Singapur|Singapore|Singapura|Singapore|Singapur|Singapore
MY|Malaysia|=|Malaisie|Malasia|Malesia|Malásia|Maleisië|Malezja|=
TH|Thailand|=|Thaïlande|Tailandia|Thailandia|Tailândia|=|Tajlandia|=
PH|Philippines|Philippinen|Philippines|Filipinas|Filippine|Filipinas|Filipijnen|Filipiny|Filippinerna
ID|Indonesia|Indonesien|Indonésie|Indonesia|Indonesia|Indonésia|Indonesië|Indonezja|Indonesien
VN|Vietnam/Viet Nam|Vietnam|Viêt Nam|Vietnam|Vietnam|Vietname/Vietnã|Vietnam|Wietnam|Vietnam
IL|Israel|Israel|Israël|Israel|Israele|Israel|Israël|Izrael|Israel
AE|United Arab Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirati Arabi Uniti|Emirados Árabes Unidos|Verenigde Arabische Emiraten|Zjednoczone Emiraty Arabskie|Förenade Arabemiraten
SA|Saudi Arabia|Saudi-Arabien|Arabie saoudite|Arabia Saudita/Arabia Saudí|Arabia Saudita|Arábia Saudita|Saoedi-Arabië|Arabia Saudyjska|Saudiarabien
EG|Egypt|Ägypten|Égypte|Egipto|Egitto|Egito|Egypte|Egipt|Egypten
MA|Morocco|Marokko|Maroc|Marruecos|Marocco|Marrocos|Marokko|Maroko|Marocko
TN|Tunisia|Tunesien|Tunisie|Túnez|Tunisia|Tunísia|Tunesië|Tunezja|Tunisien
ZA|South Africa|Südafrika|Afrique du Sud|Sudáfrica|Sudafrica|África do Sul|Zuid-Afrika|Republika Południowej Afryki/RPA|Sydafrika
NG|Nigeria|=|Nigéria|=|=|Nigéria|=|=|=
KE|Kenya|Kenia|Kenya|Kenia|Kenya|Quénia/Quênia|Kenia|Kenia|Kenya
IR|Iran|=|=|Irán|=|Irão/Irã|=|=|=
IQ|Iraq|Irak|Irak|Irak|Iraq|Iraque|Irak|Irak|Irak
SY|Syria|Syrien|Syrie|Siria|Siria|Síria|Syrië|Syria|Syrien
AF|Afghanistan|=|=|Afganistán|=|Afeganistão|=|Afganistan|=
"""  # noqa: E501 - one line a country


def written() -> dict[str, dict[str, tuple[str, ...]]]:
    """Code to language to the spellings of each country."""
    found = {}
    for line in _TABLE.strip().split("\n"):
        code, english, *others = line.split("|")
        cells = [english, *(english if text == "=" else text for text in others)]
        found[code] = dict(zip(LANGUAGES, (tuple(c.split("/")) for c in cells), strict=True))
    return found
