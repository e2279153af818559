"""Files and mails that are dropped or chosen, kept in the background with whom they belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.desk import file_texts, mails, opening
from app.desk.faults import sentence
from app.exchange import file_kinds
from app.models.operations import documents, filing
from app.models.qt.jobs import Job
from app.models.qt.notice import Notice
from app.models.qt.session import Session
from app.storage import blobs
from app.ui.dialogs.plain import PlainDialog
from app.ui.words import counted

_MAIL_MIME = "message/rfc822"
_MEGABYTE = 1 << 20
Owner = dict[str, int]


def ask_about_large(names: Sequence[str], limit: int, parent: QWidget | None) -> str:
    """What becomes of files over the usual size: "keep", "link" or "" for nothing."""
    many = len(names) > 1
    dialog = PlainDialog(
        f"{names[0]} is large" if not many else f"{len(names)} files are large",
        f"Files over {limit // _MEGABYTE} MB make the Deskbook file and its backups slow.",
        hint="Only noting the place keeps the book small, but the file must stay where it is.",
        parent=parent,
    )
    dialog.add_button("", "Do not add")
    dialog.add_button("link", "Only note the place")
    dialog.add_button("keep", "Add all the same", "primary")
    dialog.exec()
    return dialog.choice


class FileKeeper(QObject):
    """Keeps what is given, one job at a time. Signals: ``kept(list ids)``, ``refused(str)``."""

    kept = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        ask: Callable[[Sequence[str], int, QWidget | None], str] = ask_about_large,
    ) -> None:
        super().__init__(parent)
        self._session, self._owner_widget, self._ask = session, parent, ask
        self.job: Job | None = None

    def keep(self, paths: Sequence[Path], owner: Owner, text: str = "") -> None:
        """Keep files, and file mails on the timeline, of ``{"contact_id": 5}`` or of nobody."""
        wanted = [path for path in paths if path.is_file()]
        gone = [path.name for path in paths if not path.is_file()]
        if gone:
            self.refused.emit(
                f"{gone[0]} could not be read. It is a folder, or not there any more."
            )
            return
        if not wanted or self.job is not None:
            return
        large = self._large_choice(wanted)
        if large is None:
            return
        on_timeline = bool(owner) and "appointment_id" not in owner
        letters = [one for one in wanted if on_timeline and file_kinds.is_mail_file(one)]
        files = [one for one in wanted if one not in letters]

        def work(store: Any, progress: Any) -> tuple[list[int], int]:
            words = {}
            for done, path in enumerate(files):
                progress(done, len(wanted), "files")
                words[path] = file_texts.words_of(path)
            ids: list[int] = []
            with store.step(_label(wanted)):
                for path in letters:
                    ids += mails.file_mail(store, path, **owner).documents
                if files:
                    ids += filing.add_file_entry(
                        store, files, text=text, large=large, words=words, **owner
                    )
            return ids, store.last_changes.step_id

        job = self.job = Job(_label(wanted), work)
        job.finished.connect(lambda result: self._kept(wanted, *result))
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self._session.start(job)

    def _large_choice(self, paths: Sequence[Path]) -> str | None:
        """How large files are kept; ``None`` when they are not."""
        limit = self._session.read(documents.usual_limit)
        large = [path for path in paths if path.stat().st_size > limit]
        if not large:
            return "refuse"
        hard = [path for path in large if path.stat().st_size > blobs.HARD_LIMIT]
        names = [path.name for path in large]
        return self._ask(names, blobs.HARD_LIMIT if hard else limit, self._owner_widget) or None

    def _kept(self, paths: Sequence[Path], ids: list[int], step_id: int) -> None:
        said = f"{paths[0].name} added." if len(paths) == 1 else f"{len(paths)} files added."
        if not step_id:
            said = "This mail is in the book already."
        self._session.noticed.emit(Notice(said, "done", step_id))
        self.kept.emit(ids)

    def _failed(self, error: object) -> None:
        self.refused.emit(sentence(error))

    def _ended(self) -> None:
        self.job = None


def _label(paths: Sequence[Path]) -> str:
    return f"Add {paths[0].name}" if len(paths) == 1 else f"Add {counted(len(paths), 'file')}"


class FileDrop(QObject):
    """Lets files and mails be dropped onto a widget. Signal: ``dropped(list paths)``.

    Mail programs give a file, or the mail itself as ``message/rfc822``.
    """

    dropped = Signal(object)

    def __init__(self, widget: QWidget, takes: Callable[[], bool] = lambda: True) -> None:
        super().__init__(widget)
        self._takes = takes
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take drops of files."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            return self._offered(event)
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            paths = dropped_files(event.mimeData())
            if paths and self._takes():
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.dropped.emit(paths)
                return True
        return False

    def _offered(self, event: QEvent) -> bool:
        if not isinstance(event, QDragEnterEvent | QDropEvent) or not self._takes():
            return False
        data = event.mimeData()
        if not data.hasFormat(_MAIL_MIME) and not _local_files(data):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True


def _local_files(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of a drop; a mail that came as such is put into a file."""
    found = _local_files(data)
    if not found and data.hasFormat(_MAIL_MIME):
        folder = Path(mkdtemp(prefix="copy-", dir=opening.open_folder()))
        path = folder / "Mail.eml"
        path.write_bytes(data.data(_MAIL_MIME).data())
        found = [path]
    return found
