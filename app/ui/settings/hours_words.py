"""Hours of a day as people write them: "9-12:30, 13-17:30". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.ui.widgets.date_words import parse_time

Spans = list[tuple[str, str]]
_BETWEEN = re.compile(r"\s*(?:-|–|to)\s*")
CLOSED = ("closed", "none", "off", "-", "–")


def read_spans(text: str) -> Spans | None:
    """The spans as (``HH:MM``, ``HH:MM``); none for a closed day; ``None`` when it is no hours."""
    plain = text.strip().lower()
    if not plain or plain in CLOSED:
        return []
    found: Spans = []
    for part in re.split(r"[,;]|\band\b", plain):
        times = _BETWEEN.split(part.strip())
        if len(times) != 2:
            return None
        first = parse_time(times[0])
        last = "24:00" if times[1] in ("24", "24:00", "midnight") else _clock(times[1])
        if first is None or not last or last <= f"{first:%H:%M}":
            return None
        found.append((f"{first:%H:%M}", last))
    found.sort()
    overlaps = any(one[1] > other[0] for one, other in pairwise(found))
    return None if overlaps else found


def _clock(text: str) -> str:
    found = parse_time(text)
    return f"{found:%H:%M}" if found is not None else ""


def say_spans(spans: Sequence[tuple[str, str]]) -> str:
    """The hours in words; an empty text is a closed day."""
    return ", ".join(f"{first} – {last}" for first, last in sorted(spans))
