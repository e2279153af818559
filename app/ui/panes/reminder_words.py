"""How long before something one wants to be told, as the editors offer it."""

from __future__ import annotations

AS_SET, NEVER = -1, -2
"""Minutes that mean: as the settings say, and not at all."""
_COMMON = (
    (0, "When it begins"), (5, "5 minutes before"), (15, "15 minutes before"),
    (30, "30 minutes before"), (60, "1 hour before"), (120, "2 hours before"),
    (1440, "1 day before"), (2880, "2 days before"), (10080, "1 week before"),
)  # fmt: skip
LEADS = ((AS_SET, "As in Settings"), (NEVER, "Not at all"), *_COMMON)
TASK_LEADS = (
    (AS_SET, "As in Settings"), (NEVER, "Not at all"), (0, "When it is due"), *_COMMON[1:],
)  # fmt: skip


def lead_words(minutes: int) -> str:
    """A lead in words, whatever its length."""
    known = dict(LEADS).get(minutes)
    if known is not None:
        return known
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    counted = ((days, "day"), (hours, "hour"), (left, "minute"))
    parts = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counted if count]
    return f"{' '.join(parts)} before"


def with_own(options: tuple[tuple[int, str], ...], minutes: int) -> list[tuple[int, str]]:
    """The choices, with a length that is none of them added."""
    if minutes in [key for key, _ in options]:
        return list(options)
    return [*options, (minutes, lead_words(minutes))]
