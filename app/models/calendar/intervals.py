"""Half-open spans of whole minutes: sorted, apart from each other, none of them empty."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]


def merged(spans: Iterable[Span]) -> Spans:
    """The spans sorted, with those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def without(spans: Spans, taken: Iterable[Span]) -> Spans:
    """What is left of ``spans`` when ``taken`` is cut out."""
    left = list(spans)
    for start, end in merged(taken):
        left = [
            part
            for first, last in left
            for part in ((first, min(last, start)), (max(first, end), last))
            if part[0] < part[1]
        ]
    return tuple(left)


def holds(spans: Spans, start: int, end: int) -> bool:
    """Whether one of the spans holds all of ``start`` to ``end``."""
    place = bisect_right(spans, (start, 1 << 62)) - 1
    return place >= 0 and spans[place][0] <= start and end <= spans[place][1]


def meets(one: Span, other: Span) -> bool:
    """Whether two half-open spans share a minute."""
    return one[0] < other[1] and other[0] < one[1]
