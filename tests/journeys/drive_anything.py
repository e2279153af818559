"""A monkey at the real window of a made-up firm: it presses, types, drags and drops anything.

    python -m tests.journeys.drive_anything SEED SECONDS

It works in a folder of its own, opens nothing outside the program, and prints each fault once, with
the last things it did. The exit status is the number of faults. The same seed does the same until
the clock stops it; it is no part of the test suite, because nobody can say how long it takes.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
import traceback
from collections import deque
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import getCppPointer

from app.cli.run import run as command_line
from app.models.errors import Refusal
from app.storage import errors
from app.ui.program import Program

TEXTS = (
    "Ann", "Müller & Söhne", "'; DROP TABLE contact;--", "²", "9" * 400, "+49 30 1234",
    "ann@x.example", "tomorrow 3pm", "every 2 days", "=1+1", "😀", "عربي", "a\tb", "  ",
    "31.02.2026", "25:61", "%s%d", "\\", "<b>x</b>", "0", "-5", "10-12", "#tag", "£4,800.50",
)  # fmt: skip
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down,
    Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_Menu,
)  # fmt: skip
LETTERS = "ABCDEFGHIJKLMNOPRSTUVXYZ0123456789"
PRESSED = (
    QAbstractButton, QAbstractItemView, QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit,
    QPlainTextEdit, QMenu,
)  # fmt: skip
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE = {"QMenu": 15, "SettingsWindow": 25}
"""So many steps before something open is closed; 90 for all else."""


class Monkey:
    """Does one thing a turn of the event loop, also while a dialog is asking."""

    def __init__(self, program: Program, seed: int, seconds: float, files: list[Path]) -> None:
        self.program = program
        self.chance = random.Random(seed)
        self.until = time.monotonic() + seconds
        self.files = files
        self.done: deque[str] = deque(maxlen=12)
        self.faults: set[str] = set()
        self.steps = 0
        self._stays: dict[int, int] = {}

    def fault(self, _kind: object, error: BaseException, trace: object) -> None:
        """Note what nobody caught; a refusal is an answer."""
        if isinstance(error, Refusal | errors.BookError):
            return
        words = "".join(traceback.format_exception(error))
        place = "".join(traceback.format_tb(error.__traceback__)[-1:])
        if place not in self.faults:
            self.faults.add(place)
            sys.stdout.write(f"{words}after {list(self.done)}\n\n")

    def step(self) -> None:
        """One thing, and the next one asked for before it: it may open a dialog that waits."""
        if time.monotonic() > self.until:
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, QDialog):
                    widget.reject()
            QApplication.exit(0)
            return
        QTimer.singleShot(2, self.step)
        self.steps += 1
        top = self._top()
        if top is None or self._left(top):
            return
        try:
            self._do(top)
        except RuntimeError as error:
            # What the monkey itself still held may be gone by then
            if "already deleted" not in str(error):
                self.fault(None, error, None)

    def _top(self) -> QWidget | None:
        asked = (QApplication.activePopupWidget(), QApplication.activeModalWidget(),
                 QApplication.activeWindow())  # fmt: skip
        found = next((one for one in asked if one is not None and one.isVisible()), None)
        if found is None:
            shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
            found = next((one for one in shown if isinstance(one, QDialog)), self.program.window)
            if found is not None:
                found.activateWindow()
        return found

    def _left(self, top: QWidget) -> bool:
        """Close what has been open for long."""
        if top is self.program.window:
            return False
        if isinstance(top, QFileDialog):
            top.reject()
            return True
        key = getCppPointer(top)[0]
        stays = self._stays[key] = self._stays.get(key, 0) + 1
        patience = PATIENCE.get(type(top).__name__, 90)
        if stays > 4 * patience:
            self._stays[key] = 0
            top.close()
        elif stays % patience == patience - 1:
            QTest.keyClick(top, Qt.Key.Key_Escape)
        return stays > 4 * patience or stays % patience == patience - 1

    def _do(self, top: QWidget) -> None:
        there = [one for one in (top, *top.findChildren(QWidget)) if _is_seen(one)]
        if not there:
            return
        ways = [self._press, self._type, self._key, self._letter, self._command, self._resize,
                self._drag, self._drop]  # fmt: skip
        way = self.chance.choices(ways, (45, 10, 20, 9, 8, 2, 2, 2))[0]
        way(top, there)

    def _point(self, widget: QWidget) -> QPoint:
        wide, high = max(widget.width() - 1, 0), max(widget.height() - 1, 0)
        return QPoint(self.chance.randint(0, wide), self.chance.randint(0, high))

    def _press(self, _top: QWidget, there: list[QWidget]) -> None:
        likely = [one for one in there if isinstance(one, PRESSED)]
        one = self.chance.choice(likely if likely and self.chance.random() < 0.75 else there)
        said = one.text() if isinstance(one, QAbstractButton) else one.objectName()
        self.done.append(f"press {type(one).__name__} {said}")
        target = one.viewport() if isinstance(one, QAbstractScrollArea) else one
        right = self.chance.random() < 0.12
        button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
        twice = self.chance.random() < 0.12
        (QTest.mouseDClick if twice else QTest.mouseClick)(
            target, button, NONE, self._point(target)
        )

    def _focus(self, top: QWidget) -> QWidget:
        return QApplication.focusWidget() or top

    def _type(self, top: QWidget, _there: list[QWidget]) -> None:
        text = self.chance.choice(TEXTS)
        self.done.append(f"type {text[:20]} into {type(self._focus(top)).__name__}")
        for sign in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self._focus(top), QKeyEvent(kind, 0, NONE, sign))

    def _key(self, top: QWidget, _there: list[QWidget]) -> None:
        key = self.chance.choice(KEYS)
        held = self.chance.choice(
            [NONE] * 5 + [Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier]
        )
        self.done.append(f"key {key.name} {held.name}")
        QTest.keyClick(self._focus(top), key, held)

    def _letter(self, top: QWidget, _there: list[QWidget]) -> None:
        letter = self.chance.choice(LETTERS)
        self.done.append(f"Ctrl+{letter}")
        key = getattr(Qt.Key, f"Key_{letter}")
        QTest.keyClick(self._focus(top), key, Qt.KeyboardModifier.ControlModifier)

    def _command(self, top: QWidget, _there: list[QWidget]) -> None:
        if top is not self.program.window:
            return
        actions = [one for one in top.findChildren(QAction)
                   if one.isEnabled() and one.text() and "Quit" not in one.text()]  # fmt: skip
        if actions:
            action = self.chance.choice(actions)
            self.done.append(f"command {action.text()}")
            action.trigger()

    def _resize(self, _top: QWidget, _there: list[QWidget]) -> None:
        if self.program.window is not None:
            self.program.window.resize(
                self.chance.randint(700, 1600), self.chance.randint(450, 1000)
            )

    def _drag(self, _top: QWidget, there: list[QWidget]) -> None:
        one = self.chance.choice(there)
        target = one.viewport() if isinstance(one, QAbstractScrollArea) else one
        self.done.append(f"drag in {type(one).__name__}")
        QTest.mousePress(target, Qt.MouseButton.LeftButton, NONE, self._point(target))
        QTest.mouseMove(target, self._point(target))
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, NONE, self._point(target))

    def _drop(self, _top: QWidget, there: list[QWidget]) -> None:
        one, brought = self.chance.choice(there), QMimeData()
        chosen = self.chance.sample(self.files, self.chance.randint(1, 2))
        brought.setUrls([QUrl.fromLocalFile(str(each)) for each in chosen])
        self.done.append(f"drop {[each.name for each in chosen]} on {type(one).__name__}")
        ways = (Qt.DropAction.CopyAction, brought, Qt.MouseButton.LeftButton, NONE)
        enter = QDragEnterEvent(QPoint(5, 5), *ways)
        QApplication.sendEvent(one, enter)
        if enter.isAccepted():
            QApplication.sendEvent(one, QDropEvent(QPointF(5, 5), *ways))


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()


def _keep_inside(monkey: Monkey, folder: Path) -> None:
    """Files are chosen by the monkey, and nothing is opened in another program."""
    chance, files = monkey.chance, monkey.files

    def one(*_: object, **__: object) -> tuple[str, str]:
        return (str(chance.choice(files)) if chance.random() < 0.7 else "", "")

    def target(*_: object, **__: object) -> tuple[str, str]:
        ending = chance.choice([".xlsx", ".csv", ".deskbook", ".vcf", ".pdf", ".docx", ""])
        return (str(folder / f"out{ending}") if chance.random() < 0.7 else "", "")

    QFileDialog.getOpenFileName = staticmethod(one)  # type: ignore[method-assign]
    QFileDialog.getOpenFileNames = staticmethod(  # type: ignore[method-assign]
        lambda *_, **__: ([str(chance.choice(files))], "")
    )
    QFileDialog.getSaveFileName = staticmethod(target)  # type: ignore[method-assign]
    QFileDialog.getExistingDirectory = staticmethod(  # type: ignore[method-assign]
        lambda *_, **__: str(folder)
    )
    QDesktopServices.openUrl = staticmethod(lambda _url: True)  # type: ignore[method-assign]


def _files_to_drop(folder: Path, book: Path) -> list[Path]:
    kinds = {"contacts": (".csv", ".xlsx", ".vcf", ".json"), "appointments": (".ics", ".csv")}
    made = [
        (what, folder / f"{what}{ending}") for what, all_of in kinds.items() for ending in all_of
    ]
    for what, file in made:
        command_line(["export", what, "--from", str(book), "--to", str(file)])
    odd = folder / "odd.csv"
    odd.write_bytes(b'\xff\xfe\x00Name;"\n\x00')
    return [file for _, file in made if file.exists()] + [odd]


def main(arguments: list[str]) -> int:
    """Let it loose on a new sample business; the number of faults."""
    if len(arguments) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        os.environ["DESKBOOK_HOME"] = str(folder / "home")
        book = folder / "sample.deskbook"
        command_line(["new", str(book), "--sample"])
        files = _files_to_drop(folder, book)
        app = QApplication([])
        app.setQuitOnLastWindowClosed(False)
        program = Program(app)
        monkey = Monkey(program, int(arguments[0]), float(arguments[1]), files)
        sys.excepthook = monkey.fault  # type: ignore[assignment]
        program.fault = monkey.fault  # type: ignore[method-assign]
        _keep_inside(monkey, folder)
        program.begin(book)
        QTimer.singleShot(0, monkey.step)
        app.exec()
        sys.stdout.write(f"{monkey.steps:,} steps, {len(monkey.faults)} faults\n")
        return len(monkey.faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
