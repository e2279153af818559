"""Public holidays by country and region, from the package ``holidays``, without any network."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=256)
def holidays_in(country: str, region: str, year: int) -> dict[str, str]:
    """The public holidays of a year as dates and names; none for a country that is not known.

    A region that is not known counts as none. Names are those of the country, in English where
    the package has them.
    """
    if not country:
        return {}
    import holidays

    for subdivision in dict.fromkeys((region or None, None)):
        for language in ("en_GB", "en_US", None):
            try:
                found = holidays.country_holidays(
                    country.upper(), subdiv=subdivision, years=year, language=language
                )
            except NotImplementedError:
                break
            if language and not _speaks(found, language):
                continue
            return {day.isoformat(): name for day, name in sorted(found.items())}
    return {}


def is_loaded() -> bool:
    """Whether holidays can be told at once; the package takes a quarter of a second to load."""
    import sys

    return "holidays" in sys.modules


def _speaks(found: object, language: str) -> bool:
    return language in (getattr(found, "supported_languages", ()) or ())


def regions_of(country: str) -> tuple[str, ...]:
    """The regions of a country that have holidays of their own; none for an unknown country."""
    if not country:
        return ()
    import holidays

    return tuple(holidays.list_supported_countries().get(country.upper(), ()))


def holidays_between(country: str, region: str, first: str, last: str) -> dict[str, str]:
    """The public holidays of the dates from ``first`` up to, not with, ``last``."""
    found: dict[str, str] = {}
    for year in range(int(first[:4]), int(last[:4]) + 1):
        found |= holidays_in(country, region, year)
    return {day: name for day, name in found.items() if first <= day < last}
