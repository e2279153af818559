"""Currencies without a smaller coin, whose amounts are kept as they are said."""

NO_MINOR = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "HUF"})
"""Currencies that are used without a smaller coin."""
