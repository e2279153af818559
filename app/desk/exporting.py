"""Hand out lists and the whole book: the one door for both glasses."""

from __future__ import annotations

from app.desk.book_in import BroughtIn, book_from_export, fill_from_export, is_export
from app.desk.book_out import WholeExport, export_everything
from app.desk.list_out import Exported, export_list, formats_for, writer_of

__all__ = [
    "BroughtIn",
    "Exported",
    "WholeExport",
    "book_from_export",
    "export_everything",
    "export_list",
    "fill_from_export",
    "formats_for",
    "is_export",
    "writer_of",
]
