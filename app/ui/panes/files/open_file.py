"""Open a file of the book in the program the system has for it, from a copy that may be thrown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl

from app.desk import file_opening
from app.exchange.new_file import CannotWrite
from app.models.errors import Refusal
from app.models.qt.session import Session
from app.storage.errors import BookError

opened_here: set[int] = set()
"""Files opened since the program began: their copies may still be in use."""


def open_document(
    session: Session,
    document_id: int,
    open_url: Callable[[str], object],
    *,
    to_change: bool = False,
) -> bool:
    """Hand a copy of a file to the system; says what is wrong where it cannot be opened."""
    try:
        copy = session.read(file_opening.open_copy, document_id, to_change=to_change)
    except BookError as error:
        session.say(error.message, kind="warn", undo=False, hint=error.hint)
        return False
    except (Refusal, CannotWrite) as error:
        session.say(str(error), kind="warn", undo=False)
        return False
    opened_here.add(document_id)
    if copy.warning:
        session.say(copy.warning, kind="warn", undo=False)
    if open_url(QUrl.fromLocalFile(str(copy.path)).toString()) is False:
        session.say(
            "No program on this computer opens such files. Save it instead.",
            kind="warn", undo=False,
        )  # fmt: skip
        return False
    return True
