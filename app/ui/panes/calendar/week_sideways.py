"""People side by side keep a width that can be read; the grid moves sideways to those beyond."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollBar

from app.ui.panes.calendar.week_crowds import Placed
from app.ui.panes.calendar.week_geometry import WeekGeometry
from app.ui.panes.calendar.week_layout import Column, Event
from app.ui.theme.theme import current

LEAST_COLUMN = 116
"""Logical pixels of the column of a person or a room, in letters of the usual size."""


def least_column(columns: Sequence[Column]) -> float:
    """How narrow a column may become; days of one calendar always share the width."""
    return LEAST_COLUMN * current().scale if columns[0].owner is not None else 0.0


def measure_sideways(bar: QScrollBar, geometry: WeekGeometry) -> None:
    """Let the bar reach the last column; the first one on view stays."""
    bar.setRange(0, round(geometry.beyond))
    bar.setPageStep(max(round(geometry.width - geometry.gutter), 1))
    bar.setSingleStep(round(geometry.column))


def bring_column(
    bar: QScrollBar, geometry: WeekGeometry, placed: Placed, event: Event, *, whole: bool
) -> None:
    """Move so that the event is seen in one of its columns, or ``whole`` in it.

    What is pressed is seen already, and must not move away under the pointer.
    """
    if not geometry.beyond:
        return
    blocks = [one.day for one in placed.all_blocks if one.event.key == event.key]
    strips = [one.first_day for one in placed.all_strips if one.event.key == event.key]
    tiles = [one.day for one in placed.crowds if one.stop(placed.columns[one.day]).key == event.key]
    days = (*blocks, *strips, *tiles)
    room = geometry.width - geometry.gutter
    starts = [day * geometry.column for day in days]
    inset = 0 if whole else geometry.column - 1
    low, high = bar.value() - inset, bar.value() + room + inset
    seen = (low <= x and x + geometry.column <= high for x in starts)
    if not starts or any(seen):
        return
    bar.setValue(round(starts[0] - max(room - geometry.column, 0) / 2))
