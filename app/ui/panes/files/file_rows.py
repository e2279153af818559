"""Files on the page of somebody, and all files of a firm written to a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from app.desk import file_opening
from app.desk.faults import sentence
from app.desk.file_opening import Exported
from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage.tables import Row
from app.ui.panes.files.files_view import expiry_words, file_looks
from app.ui.widgets.ground import IconRow
from app.ui.words import counted, day_words, local_time


def file_row(row: Row, today: date) -> IconRow:
    """A file with its day, its version, or a word that it expires."""
    icon, kind = file_looks(row["name"])
    warning = expiry_words(row["expires_on"], today)
    when = day_words(local_time(row["created_at"]).date(), today)
    version = f", version {row['version']}" if row["version"] > 1 else ""
    return IconRow(icon, row["name"], warning or when + version, "amber" if warning else kind)


def export_account_files(session: Session, account_id: int, folder: Path) -> Job:
    """Write every file of a firm, its people, deals and appointments into a folder."""

    def work(store: Any, progress: Any) -> Exported:
        return file_opening.export_files(store, account_id, folder, progress=progress)

    def done(found: Exported) -> None:
        said = f"{counted(len(found.files), 'file')} saved in {folder.name}."
        if found.missing:
            said += f" {counted(len(found.missing), 'file')} lie elsewhere and were left out."
        session.say(said, undo=False)

    def failed(error: object) -> None:
        session.say(sentence(error), kind="warn", undo=False)

    job = Job("Saving files", work, writes=False)
    job.finished.connect(done)
    job.failed.connect(failed)
    session.start(job)
    return job
