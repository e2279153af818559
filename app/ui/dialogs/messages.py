"""Dialogs that say something: a fault of the world, a bug, what a check found, a book we lost."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Sequence
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.storage import errors
from app.storage.checks import Problem
from app.ui.dialogs.plain import PlainDialog


def cannot_open(error: errors.BookError, parent: QWidget | None = None) -> PlainDialog:
    """A book could not be opened: ``choice`` is open, restore, new or ""."""
    dialog = PlainDialog("This file could not be opened", error.message, hint=window_hint(error),
                         parent=parent)  # fmt: skip
    dialog.add_button("new", "Make a new one")
    dialog.add_button("restore", "Restore a backup")
    dialog.add_button("open", "Choose another", "primary")
    return dialog


def window_hint(error: errors.BookError) -> str:
    """What to do next, in words of the window: hints that name a command are left out."""
    return "" if "deskbook " in error.hint else error.hint


def report_text(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Everything somebody needs who mends a bug, and nothing of what the book holds."""
    lines = traceback.format_exception(kind, error, trace)
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"Deskbook, {system}, Qt {qVersion()}\n\n{''.join(lines)}"


def bug_report(report: str, parent: QWidget | None = None) -> PlainDialog:
    """Something went wrong in the program itself; the book is safe; the report can be copied."""
    dialog = PlainDialog(
        "Something went wrong in Deskbook",
        "Your file is safe: every change is complete or was not made at all.",
        hint="You can go on working. The report below helps to mend it; please send it to us.",
        width=640,
        parent=parent,
    )
    view = QPlainTextEdit(report)
    view.setReadOnly(True)
    view.setAccessibleName("Report")
    view.setMinimumHeight(220)
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    dialog.body.addWidget(view)
    dialog.add_button(
        "copy", "Copy report", stays=True,
        then=lambda: QGuiApplication.clipboard().setText(report),
    )  # fmt: skip
    dialog.add_button("go_on", "Go on", "primary")
    return dialog


def check_result(
    problems: Sequence[Problem], counts: dict[str, int], parent: QWidget | None = None
) -> PlainDialog:
    """What a check of the whole file found: ``choice`` is restore, mend or ""."""
    if not problems:
        people = f"{counts.get('contact', 0):,} contacts, {counts.get('account', 0):,} accounts"
        dialog = PlainDialog("The file is sound", f"Every part of it was read: {people}.",
                             parent=parent)  # fmt: skip
        dialog.add_button("done", "Done", "primary")
        return dialog
    dialog = PlainDialog(
        "Something is wrong in the file",
        "Nothing was changed. " + ("One thing was found:" if len(problems) == 1 else
                                   f"{len(problems)} things were found:"),
        parent=parent,
    )  # fmt: skip
    view = QPlainTextEdit("\n".join(f"{one.what} ({one.where})" for one in problems[:200]))
    view.setReadOnly(True)
    view.setAccessibleName("What was found")
    dialog.body.addWidget(view)
    dialog.add_button("close", "Not now")
    dialog.add_button("restore", "Restore a backup", "primary")
    return dialog


def about(version: str, parent: QWidget | None = None) -> PlainDialog:
    """Which version this is, and whose work it stands on."""
    dialog = PlainDialog(
        f"Deskbook {version}",
        "Everybody you deal with, in one file on your own computer.",
        hint="Made with Qt (LGPL), SQLite, the Inter typeface (OFL) and Lucide icons (ISC).",
        width=420,
        parent=parent,
    )
    dialog.add_button("done", "Done", "primary")
    return dialog
