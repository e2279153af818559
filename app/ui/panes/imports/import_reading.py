"""Reading a file that was chosen, in the background: its table, and where its columns belong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.desk import importing
from app.exchange.tables.recognise import ColumnGuess
from app.exchange.tables.table import Table
from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage.settings import setting


def reading_job(session: Session, path: Path, options: Mapping[str, Any], label: str) -> Job:
    """A job that ends with the table and its columns; the options say what the person chose."""
    country = session.read(setting, "country")

    def work(store: Any, progress: Any) -> tuple[Table, tuple[ColumnGuess, ...]]:
        table = importing.read(path, progress=progress, **options)
        return table, importing.recognised(table, country, store=store)

    return Job(label, work, writes=False)
