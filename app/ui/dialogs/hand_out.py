"""Hand out a list or the whole book: asks where to, then works in the background."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.models.columns import chosen_columns
from app.models.qt.jobs import Job
from app.models.qt.session import Session
from app.storage import settings
from app.storage.queries.lists import ListQuery
from app.ui import words
from app.ui.dialogs.files import choose_save_as


def hand_out_list(session: Session, wish: object, parent: QWidget) -> None:
    """Ask for a file and write ``(ListQuery, column keys)`` to it; the ending says the format."""
    if not isinstance(wish, tuple) or not wish or not isinstance(wish[0], ListQuery):
        return
    query: ListQuery = wish[0]
    keys = tuple(wish[1]) if len(wish) > 1 and wish[1] else ()
    start = session.store.path.parent / f"{query.entity.capitalize()}s.xlsx"
    kinds = _kinds(query.entity)
    found = choose_save_as(parent, "Export list", start, ";;".join(kinds))
    if found is not None:
        write_list(session, query, keys, found[0], kinds.get(found[1], ""))


def write_list(
    session: Session, query: ListQuery, keys: tuple[str, ...], target: Path, form: str = ""
) -> Job:
    """Write a list in the background and say how it went; ``form`` tells vCard 3.0 from 4.0."""
    from app.desk.exporting import export_list

    columns = chosen_columns(query.entity, keys)
    title = f"{query.entity.capitalize()}s"
    job = Job(
        "Exporting",
        lambda store, progress: export_list(
            store, query, columns, target, title, progress, form=form
        ),
        writes=False,
    )
    job.finished.connect(
        lambda done: session.say(
            f"{words.counted(done.rows, 'row')} exported to {target.name}.", undo=False
        )
    )
    job.failed.connect(lambda error: _failed(session, error))
    return session.start(job)


def _kinds(entity: str) -> dict[str, str]:
    """The kinds of file as the dialog shows them, and the format that each one is."""
    from app.desk.exporting import formats_for

    return {
        f"{one.name} ({' '.join(f'*{ending}' for ending in one.extensions)})": one.key
        for one in formats_for(entity)
    }


def hand_out_everything(session: Session, folder: Path) -> Job:
    """Write the whole book in open formats into a new folder inside ``folder``, then show it."""
    from app.desk.exporting import export_everything

    name = settings.setting(session.store, "business_name") or session.store.path.stem
    target = _free(folder, f"{_plain(name)} {date.today().isoformat()}")
    job = Job(
        "Exporting everything",
        lambda store, progress: export_everything(store, target, progress),
        writes=False,
    )

    def done(_result: object) -> None:
        session.say(f"Everything is in the folder {target.name}.", undo=False)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    job.finished.connect(done)
    job.failed.connect(lambda error: _failed(session, error))
    return session.start(job)


def _plain(name: str) -> str:
    return "".join(char if char.isalnum() or char in " -_" else " " for char in name).strip()


def _free(folder: Path, name: str) -> Path:
    target, number = folder / name, 2
    while target.exists():
        target, number = folder / f"{name} {number}", number + 1
    return target


def _failed(session: Session, error: object) -> None:
    hint = getattr(error, "hint", "")
    session.say(f"{error}", kind="danger", undo=False, hint=hint)
