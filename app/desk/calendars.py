"""Bring in a calendar: read it in a child process, see what it would do, write it in one step."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exchange.calendars.icalendar_in import CalendarFile, read_calendar
from app.models.calendar.calendar_changes import CalendarChanges
from app.models.operations import calendar_imports
from app.storage.blobs import digest_of
from app.storage.settings import setting
from app.storage.store import Store

Progress = Callable[[int, int, str], None]
_EARLIER = "It is an earlier revision of an entry that the file has too."
_STATES = ("stored", "transformed", "parked", "left_out", "refused")
_ACTIONS = ("created", "updated", "unchanged", "skipped")


@dataclass(frozen=True, slots=True)
class CalendarRehearsal:
    """What a calendar would do, or did."""

    done: CalendarChanges
    rows: dict[str, int]
    cells: dict[str, int]
    problems: tuple[dict[str, Any], ...]
    seconds: float

    @property
    def step_id(self) -> int:
        """The step that was made, 0 when nothing was to be done or nothing was written."""
        return self.done.step_id


def read(store: Store, path: Path) -> CalendarFile:
    """The entries of a calendar file; times without a zone are the book's own.

    Raises ``UnreadableFile`` with a sentence.
    """
    return read_calendar(path, zone=setting(store, "zone"))


def rehearse(store: Store, file: CalendarFile) -> CalendarRehearsal:
    """What bringing the calendar in would do; nothing is written."""
    started = time.perf_counter()
    return _told(file, calendar_imports.planned(store, file.entries), started)


def bring_in(
    store: Store, path: Path, file: CalendarFile, progress: Progress | None = None
) -> CalendarRehearsal:
    """Write the calendar into the book in one step; the same file again writes nothing."""
    started = time.perf_counter()
    facts = {
        "counts": {"rows": {"read": file.read}, "cells": _cells(file)},
        "exceptions": [
            (each["row"], each["column"], each["value"], each["reason"])
            for each in _problems(file, {})
        ],
    }
    done = calendar_imports.apply(
        store, file.entries, file.name, digest_of(path)[0], facts, progress
    )
    return _told(file, done, started)


def _told(file: CalendarFile, done: CalendarChanges, started: float) -> CalendarRehearsal:
    actions = done.actions()
    counted = Counter(actions.values())
    rows = {"read": file.read} | {name: counted[name] for name in _ACTIONS}  # type: ignore[index]
    rows["refused"] = len(file.refused)
    silent = [row for row in file.labels if row not in actions and row not in file.refused]
    rows["skipped"] += len(silent)
    reasons = dict.fromkeys(silent, _EARLIER) | file.skipped | done.reasons()
    return CalendarRehearsal(
        done, rows, _cells(file), tuple(_problems(file, reasons)), time.perf_counter() - started
    )


def _cells(file: CalendarFile) -> dict[str, int]:
    counts = {state: file.counts.get(state, 0) for state in _STATES}
    return {"total": sum(counts.values()), **counts}


def _problems(file: CalendarFile, skipped: dict[int, str]) -> list[dict[str, Any]]:
    found = [
        {"row": fate.row, "column": fate.property, "value": fate.value, "reason": fate.reason}
        for fate in file.fates
        if fate.state == "refused" or fate.row not in file.skipped
    ]
    found += [
        {"row": row, "column": file.labels.get(row, ""), "value": "", "reason": reason}
        for row, reason in skipped.items()
    ]
    return sorted(found, key=lambda each: each["row"])


def report(path: Path, file: CalendarFile, done: CalendarRehearsal, *, dry: bool) -> dict[str, Any]:
    """An import in the shape that scripts rely on; a row is a component, a cell a property."""
    return {
        "file": str(path), "kind": "calendar", "sheet": "", "encoding": file.encoding,
        "delimiter": "", "header_row": 0, "columns": [], "rows": done.rows, "cells": done.cells,
        "refused": list(done.problems),
        "created": {"contacts": 0, "accounts": 0, **done.done.created()},
        "notes": list(file.notes), "step": done.step_id or None, "dry_run": dry,
        "seconds": round(done.seconds, 3),
    }  # fmt: skip
