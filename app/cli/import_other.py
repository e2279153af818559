"""Calendars and mails among the files of ``deskbook import``."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli.talk import Talk, count
from app.desk import calendars, mails
from app.exchange.calendars.icalendar_in import CalendarFile
from app.exchange.file_kinds import is_calendar
from app.storage.store import Store

Ready = tuple[Path, CalendarFile | None]
"""A file that was looked into: a calendar as it was read, or a file of mails."""


def looked_into(store: Store, paths: Sequence[Path], talk: Talk) -> list[Ready]:
    """The files read, so that one that cannot be read leaves the book alone."""
    ready: list[Ready] = []
    for path in paths:
        if is_calendar(path):
            ready.append((path, calendars.read(store, path)))
            continue
        if len(paths) > 1:
            mails.rehearse(store, path, talk.progress)
        ready.append((path, None))
    return ready


def bring_in(store: Store, ready: Ready, talk: Talk, *, dry: bool) -> dict[str, Any]:
    """Bring one of them in, or say what would happen; the report of it."""
    path, file = ready
    started = time.perf_counter()
    if file is None:
        if dry:
            told: Any = mails.rehearse(store, path, talk.progress)
        else:
            told = mails.file_mail(store, path, progress=talk.progress)
        return mails.report(path, told, time.perf_counter() - started)
    if dry:
        return calendars.report(path, file, calendars.rehearse(store, file), dry=True)
    done = calendars.bring_in(store, path, file, talk.progress)
    return calendars.report(path, file, done, dry=False)


def lines(report: dict[str, Any]) -> list[str]:
    """The report in sentences."""
    rows, would = report["rows"], "would be " if report["dry_run"] else ""
    what = ("mail", "mails") if report["kind"] == "mail" else ("entry", "entries")
    said = [
        f"{report['file']}: {count(rows['read'], *what)} read in {report['seconds']:.1f} s.",
        (
            f"  {rows['created']:,} {would}new, {rows['updated']:,} {would}updated,"
            f" {rows['unchanged']:,} the same, {rows['skipped']:,} skipped,"
            f" {rows['refused']:,} refused."
        ),
    ]
    if report["created"]["contacts"]:
        said.append(f"  {count(report['created']['contacts'], 'person', 'people')} {would}new.")
    said += [f"  {note}" for note in report["notes"][:10]]
    said += [
        f"  Entry {problem['row']}, {problem['column']}: {problem['reason']}"
        for problem in report["refused"][:10]
    ]
    if len(report["refused"]) > 10:
        said.append(f"  … and {len(report['refused']) - 10:,} more.")
    if report["step"]:
        said.append(f"  To take it back: deskbook undo {report['step']} --in BOOK")
    return said
