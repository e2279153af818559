"""The words of the example business, read from ``resources/sample``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.storage import places

FOLDER = places.resources_folder() / "sample"
LANGUAGE_OF = {"": "en", "DE": "de", "FR": "fr", "NL": "nl", "IE": "ie"}
"""Country of an address to the section of the names."""


@dataclass(frozen=True, slots=True)
class FirmLine:
    """One line of the list of firms; ``country`` is empty for our own."""

    name: str
    kind: str
    trade: str
    country: str


@dataclass(frozen=True, slots=True)
class Names:
    """First and family names of one language."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    particles: tuple[str, ...]


@cache
def table(name: str) -> dict[str, Any]:
    """One of the files ``story``, ``names``, ``places`` or ``texts`` as plain values."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def firm_lines() -> tuple[FirmLine, ...]:
    """Every firm besides those of the story."""
    found = []
    for line in (FOLDER / "firms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, trade, name, *country = line.split("|")
            found.append(FirmLine(name, kind, trade, country[0] if country else ""))
    return tuple(found)


@cache
def names(country: str) -> Names:
    """The names of a country, by its code."""
    part = table("names")[LANGUAGE_OF[country]]
    plain = part["last"].split("|")
    families = (*plain[0].split(), *plain[1:])
    if country == "IE":
        families = ("Ó Briain", *(name for name in families if name not in ("Ó", "Briain")))
    particles = tuple(part.get("particle", "").split("|")) if "particle" in part else ()
    return Names(tuple(part["f"].split()), tuple(part["m"].split()), families, particles)


@cache
def streets() -> tuple[str, ...]:
    """Streets that every town has."""
    return tuple(table("places")["streets"].split("|"))
