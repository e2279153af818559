"""What an import page writes and reads beside the book: choices of columns, refused rows.

The choices are the same file that the command line reads and writes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTemporaryDir
from PySide6.QtWidgets import QWidget

from app.desk import importing
from app.desk.importing import Rehearsal
from app.exchange.new_file import CannotWrite, replacing
from app.models.qt.session import Session
from app.ui.dialogs.files import choose_file, choose_save
from app.ui.panes.imports.import_steps_match import MatchStep
from app.ui.words import counted

KINDS = "Choices of an import (*.json)"
_LONGEST = 10 << 20


def pasted_file(text: str) -> tuple[QTemporaryDir, Path]:
    """Cells that were copied in a spreadsheet as a file; it goes with the folder given beside."""
    folder = QTemporaryDir()
    path = Path(folder.path()) / "Pasted cells.tsv"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    return folder, path


def save_choices(parent: QWidget, session: Session, source: Path | None, step: MatchStep) -> None:
    """Ask where to, and write where the columns of a step go."""
    if source is None:
        return
    start = session.store.path.parent / f"{source.stem} columns.json"
    path = choose_save(parent, "Save these choices", start, KINDS)
    if path is None:
        return
    text = json.dumps(importing.mapping_of(step.columns), ensure_ascii=False, indent=2)
    try:
        with replacing(path) as out:
            out.write(f"{text}\n".encode("utf-8", "replace"))
    except CannotWrite as error:
        session.say(str(error), kind="danger", undo=False)
        return
    session.say(f"The choices are in {path.name}.", undo=False)


def save_refused(
    parent: QWidget, session: Session, source: Path, headers: Sequence[str], done: Rehearsal
) -> None:
    """Ask where to, and write the rows with refused cells, to be mended and fed again."""
    start = session.store.path.parent / f"{source.stem} to mend.csv"
    path = choose_save(parent, "Save rows to mend", start, "CSV (*.csv)")
    if path is None:
        return
    try:
        numbers = session.read(importing.numbers_of, done.step_id)
        count = importing.write_refused(path, headers, done.refused, done.ledger.problems, numbers)
    except CannotWrite as error:
        session.say(str(error), kind="danger", undo=False)
        return
    session.say(f"{counted(count, 'row')} saved in {path.name}.", undo=False)


def load_choices(parent: QWidget, session: Session, step: MatchStep) -> None:
    """Ask for a file, and send the columns of a step where it says."""
    path = choose_file(parent, "Load choices", session.store.path.parent, KINDS)
    if path is None:
        return
    try:
        if path.stat().st_size > _LONGEST:
            raise ValueError("far too long")
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise TypeError("no list of columns")
    except (OSError, ValueError, TypeError, RecursionError):
        text = f"{path.name} holds no choices of an import. Nothing was changed."
        session.say(text, kind="warn", undo=False)
        return
    step.put_columns(importing.with_mapping(step.columns, found, note="From a file"))
