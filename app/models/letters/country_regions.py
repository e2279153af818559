"""States and provinces as the post writes them: two or three letters.

Sources: USPS Publication 28, appendix B; Canada Post, Addressing Guidelines; Australia Post,
Correct addressing (AS 4590); Correios, Guia de endereçamento (the states' letters, ISO 3166-2:BR).
"""

from __future__ import annotations

from app.models.letters.merge_names import fold

_US = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|"
    "DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|"
    "IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|"
    "MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|"
    "NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|"
    "OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|"
    "SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|"
    "WV West Virginia|WI Wisconsin|WY Wyoming|AS American Samoa|GU Guam|"
    "MP Northern Mariana Islands|PR Puerto Rico|VI Virgin Islands|VI United States Virgin Islands|"
    "DC Washington DC|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific"
)
_CA = (
    "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|"
    "NT Northwest Territories|NS Nova Scotia|NU Nunavut|ON Ontario|PE Prince Edward Island|"
    "QC Quebec|SK Saskatchewan|YT Yukon"
)
_AU = (
    "NSW New South Wales|VIC Victoria|QLD Queensland|WA Western Australia|SA South Australia|"
    "TAS Tasmania|ACT Australian Capital Territory|NT Northern Territory"
)
_BR = (
    "AC Acre|AL Alagoas|AP Amapá|AM Amazonas|BA Bahia|CE Ceará|DF Distrito Federal|"
    "ES Espírito Santo|GO Goiás|MA Maranhão|MT Mato Grosso|MS Mato Grosso do Sul|"
    "MG Minas Gerais|PA Pará|PB Paraíba|PR Paraná|PE Pernambuco|PI Piauí|RJ Rio de Janeiro|"
    "RN Rio Grande do Norte|RS Rio Grande do Sul|RO Rondônia|RR Roraima|SC Santa Catarina|"
    "SP São Paulo|SE Sergipe|TO Tocantins"
)


def _by_name(rows: str) -> dict[str, str]:
    pairs = (row.partition(" ") for row in rows.split("|"))
    return {fold(name): code for code, _, name in pairs}


_CODES = {"US": _by_name(_US), "CA": _by_name(_CA), "AU": _by_name(_AU), "BR": _by_name(_BR)}


def region_code(region: str, country: str) -> str:
    """The state or province in the post's letters; unchanged where there are none for it."""
    return _CODES.get(country, {}).get(fold(region), region)
