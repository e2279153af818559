"""Hand out a list or the whole book: asks where to, then works in the background."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.models.columns import chosen_columns
from app.models.qt.jobs import Job
from app.models.qt.notice import Notice
from app.models.qt.session import Session
from app.storage import settings
from app.ui import words
from app.ui.dialogs.files import choose_save_as
from app.ui.pane import ListWish

_TITLES = {"task": "To-dos", "document": "Files", "activity": "Timeline"}


def hand_out_list(session: Session, wish: ListWish, parent: QWidget) -> None:
    """Ask for a file and write the list to it; the ending says the format."""
    start = session.store.path.parent / f"{_plain(title_of(wish))}.xlsx"
    kinds = _kinds(wish.query.entity)
    found = choose_save_as(parent, "Export list", start, ";;".join(kinds))
    if found is not None:
        write_list(session, wish, found[0], kinds.get(found[1], ""))


def title_of(wish: ListWish) -> str:
    """What a list is called, on paper and as a file."""
    entity = wish.query.entity
    return wish.title or _TITLES.get(entity, f"{entity.capitalize()}s")


def write_list(session: Session, wish: ListWish, target: Path, form: str = "") -> Job:
    """Write a list in the background and say how it went; ``form`` tells vCard 3.0 from 4.0."""
    from app.desk.exporting import export_list

    columns = chosen_columns(wish.query.entity, wish.keys)
    job = Job(
        "Exporting",
        lambda store, progress: export_list(
            store, wish.query, columns, target, title_of(wish), progress,
            form=form, rows=wish.rows,
        ),
        writes=False,
    )  # fmt: skip
    job.finished.connect(
        lambda done: session.noticed.emit(
            Notice(
                f"{words.counted(done.rows, 'row')} exported to {target.name}.", path=str(target)
            )
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
    """A name as every system takes it for a file."""
    plain = name.replace("–", "-")
    kept = (char if char.isalnum() or char in " -_,.&" else " " for char in plain)
    return " ".join("".join(kept).split()).strip(". ") or "List"


def _free(folder: Path, name: str) -> Path:
    target, number = folder / name, 2
    while target.exists():
        target, number = folder / f"{name} {number}", number + 1
    return target


def _failed(session: Session, error: object) -> None:
    hint = getattr(error, "hint", "")
    session.say(f"{error}", kind="danger", undo=False, hint=hint)
