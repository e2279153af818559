"""How each country writes an address: the lines below the name, and the words of its post.

Sources: the addressing pages of the Universal Postal Union for each country ("Postal addressing
systems"), and the national rules they rest on: Royal Mail (PAF, How to address your mail), An
Post, USPS Publication 28, Canada Post, Australia Post AS 4590, DIN 5008, ÖNORM A 1080, SN 010130,
AFNOR NF Z10-011, bpost, NEN 5825, Correos, CTT, Poste Italiane, PostNord, Posti, Poczta Polska.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostalRule:
    """How a country writes the lines below the name.

    In `lines`: s street, 2 second street line, p postcode, t town, r region; a capital letter
    is written in capitals. `flat`: a flat or unit goes "above" the street, on its line before
    it ("before", 4-12 High St) or behind it ("behind", 12 High St Apt 4), or stays "below".
    """

    lines: str
    person_first: bool = False
    care_of: str = "c/o"
    po_box: str = "PO Box"
    attention: str = ""
    flat: str = "below"


def _british(lines: str, flat: str = "above") -> PostalRule:
    return PostalRule(lines, person_first=True, attention="FAO", flat=flat)


def _american(lines: str, flat: str) -> PostalRule:
    return PostalRule(lines, person_first=True, attention="Attn:", flat=flat)


_FIRST = "s\n2\np t"
_FIRST_CAPITALS = "s\n2\np T"
_FRENCH = PostalRule(
    "2\ns\np T", care_of="chez", po_box="BP", attention="À l'attention de", flat="above"
)
_NORDIC = PostalRule(_FIRST_CAPITALS, po_box="Postboks", attention="Att.")
_SPANISH = PostalRule("s\n2\np T\nr", care_of="a/c", po_box="Apartado", attention="A/A")
_ITALIAN = PostalRule("s\n2\np T R", care_of="presso", po_box="Casella postale", attention="c.a.")
_GERMAN = PostalRule(_FIRST, po_box="Postfach")
_PLAIN = PostalRule(_FIRST)
_PLAIN_CAPITALS = PostalRule(_FIRST_CAPITALS)

RULES: dict[str, PostalRule] = {
    "GB": _british("s\n2\nT\nP"),
    "GG": _british("s\n2\nT\nP"),
    "JE": _british("s\n2\nT\nP"),
    "IM": _british("s\n2\nT\nP"),
    "GI": _british("s\n2\nT\nP"),
    "IE": _british("s\n2\nT\nr\nP"),
    "US": _american("s\n2\nT, R p", "behind"),
    "CA": _american("s\n2\nT R  P", "before"),
    "AU": _american("s\n2\nT R p", "above"),
    "NZ": _american("s\n2\nt p", "above"),
    "ZA": _british("s\n2\nT\np"),
    "IN": _british("s\n2\nT p\nr"),
    "PK": _british("s\n2\nT-p\nr"),
    "LK": _british("s\n2\nt\np"),
    "SG": _british("s\n2\nSINGAPORE p", "below"),
    "HK": _british("s\n2\nt\nR"),
    "MY": _british("s\n2\np T\nR"),
    "PH": _british("s\n2\np T\nr"),
    "AE": PostalRule("s\n2\nt\nr", person_first=True),
    "SA": PostalRule("s\n2\nt p", person_first=True),
    "KE": _british("s\n2\nt\np"),
    "NG": _british("s\n2\nT p\nR"),
    "EG": PostalRule("s\n2\nt\nr\np", person_first=True),
    "DE": _GERMAN,
    "AT": _GERMAN,
    "CH": _GERMAN,
    "LI": _GERMAN,
    "LU": PostalRule(_FIRST_CAPITALS, care_of="p/a", po_box="BP"),
    "FR": _FRENCH,
    "MC": _FRENCH,
    "AD": PostalRule(_FIRST_CAPITALS, po_box="Apartat"),
    "BE": PostalRule(_FIRST_CAPITALS, care_of="p/a", po_box="PB", attention="Att."),
    "NL": PostalRule("s\n2\nP  T", care_of="p/a", po_box="Postbus", attention="T.a.v."),
    "ES": _SPANISH,
    "PT": PostalRule(_FIRST_CAPITALS, care_of="a/c", po_box="Apartado", attention="A/C"),
    "IT": _ITALIAN,
    "SM": _ITALIAN,
    "VA": _ITALIAN,
    "DK": PostalRule(_FIRST, po_box="Postboks", attention="Att."),
    "FO": PostalRule(_FIRST, po_box="Postboks", attention="Att."),
    "GL": PostalRule(_FIRST, po_box="Postboks", attention="Att."),
    "NO": _NORDIC,
    "SE": PostalRule("s\n2\np  T", po_box="Box", attention="Att."),
    "FI": PostalRule(_FIRST_CAPITALS, po_box="PL"),
    "IS": PostalRule(_FIRST, po_box="Pósthólf"),
    "EE": PostalRule(_FIRST, po_box="Postkast"),
    "LV": PostalRule("s\n2\nt, p", po_box="a/k"),
    "LT": PostalRule(_FIRST, po_box="a. d."),
    "PL": PostalRule(_FIRST_CAPITALS, po_box="skr. poczt."),
    "CZ": PostalRule("s\n2\np  T", po_box="P. O. Box"),
    "SK": PostalRule("s\n2\np  T", po_box="P. O. Box"),
    "HU": PostalRule("T\ns\n2\np", po_box="Pf."),
    "SI": PostalRule(_FIRST_CAPITALS, po_box="p. p."),
    "HR": PostalRule(_FIRST_CAPITALS, po_box="p. p."),
    "RS": _PLAIN_CAPITALS,
    "BA": _PLAIN_CAPITALS,
    "ME": _PLAIN_CAPITALS,
    "MK": _PLAIN_CAPITALS,
    "AL": _PLAIN_CAPITALS,
    "RO": PostalRule("s\n2\np T\nr", po_box="CP"),
    "MD": _PLAIN_CAPITALS,
    "BG": _PLAIN_CAPITALS,
    "GR": PostalRule(_FIRST_CAPITALS, po_box="T.Th."),
    "CY": _PLAIN_CAPITALS,
    "MT": PostalRule("s\n2\nT p"),
    "TR": PostalRule("s\n2\np t/R", po_box="PK"),
    "UA": PostalRule("s\n2\nt\nr\np"),
    "RU": PostalRule("s\n2\nt\nr\np"),
    "KZ": PostalRule("s\n2\nt\nr\np"),
    "GE": _PLAIN_CAPITALS,
    "MA": PostalRule(_FIRST_CAPITALS, po_box="BP"),
    "TN": PostalRule(_FIRST_CAPITALS, po_box="BP"),
    "IL": PostalRule("s\n2\nt p", po_box="P.O.B."),
    "JP": PostalRule("s\n2\nt, R p"),
    "KR": PostalRule("s\n2\nt, r p"),
    "CN": PostalRule("s\n2\np T\nr"),
    "TW": PostalRule("s\n2\nt, R p"),
    "TH": PostalRule("s\n2\nt\nR p"),
    "ID": PostalRule("s\n2\nt\nr p"),
    "VN": PostalRule("s\n2\nt\nr p"),
    "BR": PostalRule("s\n2\nt-R\np", care_of="a/c", po_box="Caixa Postal", attention="A/C"),
    "AR": PostalRule("s\n2\np T\nr", po_box="Casilla de Correo"),
    "CL": PostalRule("s\n2\np T\nr", po_box="Casilla"),
    "CO": PostalRule("s\n2\nT, R, p", po_box="Apartado Aéreo"),
    "PE": PostalRule("s\n2\nT p\nR", po_box="Apartado"),
    "UY": PostalRule("s\n2\np T\nr", po_box="Casilla de Correo"),
    "MX": PostalRule("s\n2\np T, R", po_box="Apartado Postal"),
}
ELSEWHERE = PostalRule("s\n2\np t\nr")

BELONGS_TO = {
    "GP": "FR", "MQ": "FR", "GF": "FR", "RE": "FR", "YT": "FR", "PM": "FR", "BL": "FR",
    "MF": "FR", "NC": "FR", "PF": "FR", "WF": "FR",
    "PR": "US", "VI": "US", "GU": "US", "AS": "US", "MP": "US", "SJ": "NO", "AX": "FI",
}  # fmt: skip
"""Places written to as a part of another country: its rule, and no country line from there."""
