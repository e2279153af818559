"""Hand out lists and the whole book: the one door for both glasses."""

from __future__ import annotations

from app.desk.book_out import WholeExport, export_everything
from app.desk.list_out import Exported, export_list, formats_for, writer_of

__all__ = [
    "Exported",
    "WholeExport",
    "export_everything",
    "export_list",
    "formats_for",
    "writer_of",
]
