"""Asking for files: the system's own dialogs, with our words and endings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

BOOK_FILTER = "Deskbook files (*.deskbook);;All files (*)"
BACKUP_FILTER = "Backups (*.deskbook-backup *.deskbook);;All files (*)"


def choose_book(parent: QWidget | None, folder: Path) -> Path | None:
    """A book to open, or ``None``."""
    name, _ = QFileDialog.getOpenFileName(parent, "Open file", str(folder), BOOK_FILTER)
    return Path(name) if name else None


def choose_backup(parent: QWidget | None, folder: Path) -> Path | None:
    """A backup to restore, or ``None``."""
    name, _ = QFileDialog.getOpenFileName(parent, "Restore a backup", str(folder), BACKUP_FILTER)
    return Path(name) if name else None


def choose_new_book(parent: QWidget | None, start: Path, title: str = "New file") -> Path | None:
    """A name for a new book, with its ending, or ``None``."""
    name, _ = QFileDialog.getSaveFileName(
        parent, title, str(start), BOOK_FILTER,
        options=QFileDialog.Option.DontConfirmOverwrite,
    )  # fmt: skip
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(".deskbook")


def choose_folder(parent: QWidget | None, title: str, folder: Path) -> Path | None:
    """A folder to write to, or ``None``."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(name) if name else None


def choose_save(parent: QWidget | None, title: str, start: Path, kinds: str) -> Path | None:
    """A name for a file of some kind, or ``None``."""
    found = choose_save_as(parent, title, start, kinds)
    return found[0] if found else None


def choose_save_as(
    parent: QWidget | None, title: str, start: Path, kinds: str
) -> tuple[Path, str] | None:
    """A name for a file and which of the kinds was chosen, or ``None``.

    A name without an ending gets that of the kind, before it is asked about replacing a file.
    """
    dialog = QFileDialog(parent, title, str(start.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix[1:])
    dialog.selectFile(start.name)
    dialog.filterSelected.connect(lambda kind: _follow(dialog, kind))
    chosen = dialog.exec() == QFileDialog.DialogCode.Accepted and dialog.selectedFiles()
    dialog.deleteLater()
    return (Path(chosen[0]), dialog.selectedNameFilter()) if chosen else None


def _follow(dialog: QFileDialog, kind: str) -> None:
    """Another kind was chosen: the name in the field gets its ending."""
    endings = kind.rpartition("(")[2].rstrip(")").split()
    if not endings or not endings[0].startswith("*."):
        return
    dialog.setDefaultSuffix(endings[0][2:])
    named = dialog.selectedFiles()
    if named and Path(named[0]).suffix and f"*{Path(named[0]).suffix}" not in endings:
        dialog.selectFile(Path(named[0]).with_suffix(endings[0][1:]).name)


def choose_files(parent: QWidget | None, title: str, folder: Path, kinds: str) -> list[Path]:
    """Files that are there, none when nothing was chosen."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
    return [Path(name) for name in names]


def choose_file(parent: QWidget | None, title: str, folder: Path, kinds: str) -> Path | None:
    """A file that is there, or ``None``."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(name) if name else None
