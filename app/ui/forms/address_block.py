"""A postal address as a block of lines to be read and edited, and taken apart again.

The envelope's form (capitals, sender's language) is the letters' matter: here a town stays as it
was typed, so that editing a street changes nothing else.
"""

from __future__ import annotations

from app.models.letters.address_text import split_block
from app.models.letters.country_line import country_name
from app.storage.tables import Row

PARTS = ("street", "street2", "postcode", "town", "region", "country")
_TOWN_FIRST = frozenset(("", "GB", "IE", "US", "CA", "AU", "NZ", "IN", "ZA", "GG", "JE", "IM"))
_REGION_BESIDE = frozenset(("US", "CA", "AU"))


def _lines(row: Row, country: str) -> dict[str, str]:
    """The lines of an address by what they hold: streets, place, region, country."""
    code = str(row["country"] or country).upper()
    town, postcode, region = str(row["town"]), str(row["postcode"]), str(row["region"])
    if code in _REGION_BESIDE and region:
        town, region = (f"{town}, {region}" if town else region), ""
    place = (town, postcode) if code in _TOWN_FIRST else (postcode, town)
    abroad = str(row["country"]) if row["country"] and row["country"] != country else ""
    return {
        "street": str(row["street"]),
        "street2": str(row["street2"]),
        "place": " ".join(part for part in place if part),
        "region": region,
        "country": country_name(abroad, "en") if abroad else "",
    }


def address_text(row: Row, country: str) -> str:
    """The lines of an address, seen from our own country (which is not named)."""
    return "\n".join(line for line in _lines(row, country).values() if line)


def address_parts(row: Row | None, text: str, country: str) -> dict[str, str]:
    """The parts of an edited block; a line that stands as it did keeps its parts.

    What cannot be told apart stays in the street lines; nothing that was typed is lost.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if row is None:
        return dict.fromkeys(PARTS, "") | split_block("\n".join(lines))
    before = _lines(row, country)
    kept = {name for name in ("place", "region", "country") if before[name] in lines}
    for name in kept:
        lines.remove(before[name])
    parts = dict.fromkeys(PARTS, "")
    if "place" in kept:
        parts |= {"street": lines[0] if lines else "", "street2": ", ".join(lines[1:])}
        parts |= {name: str(row[name]) for name in ("postcode", "town")}
        if not before["region"]:
            parts["region"] = str(row["region"])
    else:
        parts |= split_block("\n".join(lines))
    if "region" in kept:
        parts["region"] = before["region"]
    if "country" in kept or not (before["country"] or parts["country"]):
        parts["country"] = str(row["country"])
    return parts
