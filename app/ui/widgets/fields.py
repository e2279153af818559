"""Fields: a caption above, the box, and a plain sentence below when something is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QValidator
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme.theme import current
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import Painted
from app.ui.widgets.label import IconLabel, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from app.ui.theme.canvas import Canvas


class FieldFrame(Painted):
    """The box around an editor: edge, focus edge, error edge, an icon before it."""

    def __init__(self, editor: QWidget, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._error = False
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(11, 0, 8, 0)
        self.row.setSpacing(9)
        if icon:
            self.row.addWidget(IconLabel(icon))
        self.row.addWidget(editor, 1)
        self.setFocusProxy(editor)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        editor.installEventFilter(self)
        self.follow_theme()

    def set_error(self, error: bool) -> None:
        """Show or forget the red edge."""
        self._error = error
        self.update()

    def _restyle(self) -> None:
        self.editor.setFont(current().font("field"))
        if isinstance(self.editor, QLineEdit):
            self.setFixedHeight(current().control_height)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Paint the edge anew when the editor gains or loses the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Let a press beside the words reach the editor."""
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)

    def _draw(self, canvas: Canvas) -> None:
        enabled = self.editor.isEnabled()
        focused = self.editor.hasFocus()
        edge = "focus" if focused else "border_strong" if self.hovered else "field_edge"
        if self._error:
            edge = "danger"
        fill = "surface" if enabled else "sunken"
        canvas.box(QRectF(self.rect()), Radius.control, fill, edge, 2 if focused else 1)


_BREAKS = re.compile(r"[ ]*[\x00-\x1f\x7f\x85\u2028\u2029]+[ ]*")


def _leaves_undo(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether Ctrl+Z or Ctrl+Y is meant for the book: the text itself has nothing to take back."""
    if event.type() != QEvent.Type.ShortcutOverride:
        return False
    key = QKeySequence.StandardKey
    return (event.matches(key.Undo) and not undo) or (event.matches(key.Redo) and not redo)


class _OneLine(QValidator):
    """Line breaks and tabs that are pasted into one line become spaces; Qt would keep them."""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Accept everything, without what is no part of a line."""
        if _BREAKS.search(text):
            text = _BREAKS.sub(" ", text).strip()
        return QValidator.State.Acceptable, text, min(place, len(text))


class LineEditor(QLineEdit):
    """One line; `left` when the focus goes, `escaped` on Esc."""

    left = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setFrame(False)
        self.setValidator(_OneLine(self))

    def event(self, event: QEvent) -> bool:
        """Take back what was typed first; then Undo is that of the book."""
        if _leaves_undo(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Report leaving; a menu over the field is not leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


class TextEditor(QPlainTextEdit):
    """Several lines; Tab leaves, Ctrl+Enter commits."""

    left = Signal()
    escaped = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)

    def event(self, event: QEvent) -> bool:
        """Take back what was typed first; then Undo is that of the book."""
        text = self.document()
        if _leaves_undo(event, undo=text.isUndoAvailable(), redo=text.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Report leaving; a menu over the field is not leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report Esc and Ctrl+Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)


class Labelled(QWidget):
    """A caption above a box and an error line below it, which is gone while there is no error."""

    def __init__(self, caption: str, box: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self.caption = Label(caption, "small", "text2")
        self.caption.setVisible(bool(caption))
        self.error = Label("", "small", "danger", wrap=True)
        self.error.hide()
        column.addWidget(self.caption)
        column.addWidget(box, 1)
        column.addWidget(self.error)
        self._box = box

    def set_caption(self, text: str) -> None:
        """Show another caption; none takes no room."""
        self.caption.set_text(text)
        self.caption.setVisible(bool(text))

    def set_error(self, text: str) -> None:
        """Show what is wrong in one sentence; "" when all is well again."""
        self.error.set_text(text)
        self.error.setVisible(bool(text))
        if isinstance(self._box, FieldFrame):
            self._box.set_error(bool(text))


class TextField(Labelled):
    """One line of text. Signals: `edited(str)`, `committed(str)`, `escaped()`.

    It commits on Enter or on leaving after a change; Esc restores the last committed text, and is
    reported when there is nothing to restore.
    """

    edited = Signal(str)
    committed = Signal(str)
    escaped = Signal()

    def __init__(
        self,
        caption: str = "",
        text: str = "",
        *,
        icon: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.editor = LineEditor()
        self.frame = FieldFrame(self.editor, icon)
        super().__init__(caption, self.frame, parent)
        self.editor.setAccessibleName(caption or placeholder)
        self.editor.setPlaceholderText(placeholder)
        self._kept = text
        self.editor.setText(text)
        self.editor.textEdited.connect(self.edited)
        self.editor.returnPressed.connect(self._commit)
        self.editor.left.connect(self._commit)
        self.editor.escaped.connect(self._restore)
        self.setFocusProxy(self.editor)

    def text(self) -> str:
        """The text as it stands in the field."""
        return self.editor.text()

    def set_text(self, text: str) -> None:
        """Show a text that counts as committed; emits nothing."""
        self._kept = text
        self.editor.setText(text)
        self.editor.setCursorPosition(0)

    def offer(self, choices: Sequence[str]) -> None:
        """Offer these while somebody types, wherever in them it stands; anything may be typed."""
        if not choices:
            return
        completer = QCompleter(choices, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editor.setCompleter(completer)

    def _commit(self) -> None:
        if self.editor.text() != self._kept:
            self._kept = self.editor.text()
            self.committed.emit(self._kept)

    def _restore(self) -> None:
        if self.editor.text() == self._kept:
            self.escaped.emit()
        else:
            self.editor.setText(self._kept)
            self.edited.emit(self._kept)


class TextArea(Labelled):
    """Several lines of text, of which `lines` are seen. Signals as those of TextField."""

    edited = Signal(str)
    committed = Signal(str)
    escaped = Signal()

    def __init__(
        self,
        caption: str = "",
        text: str = "",
        *,
        lines: int = 3,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.editor = TextEditor()
        self.frame = FieldFrame(self.editor)
        self.frame.row.setContentsMargins(11, 8, 6, 6)
        super().__init__(caption, self.frame, parent)
        self._lines, self._kept = lines, text
        self.editor.setAccessibleName(caption or placeholder)
        self.editor.setPlaceholderText(placeholder)
        self.editor.setPlainText(text)
        self.editor.textChanged.connect(self._edited)
        self.editor.left.connect(self._commit)
        self.editor.entered.connect(self._commit)
        self.editor.escaped.connect(self._restore)
        self.setFocusProxy(self.editor)
        current().changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Set the height to the wished number of lines."""
        self.frame.setFixedHeight(self._lines * (current().line("field") + 1) + 18)

    def text(self) -> str:
        """The text as it stands in the field."""
        return self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text that counts as committed; emits nothing."""
        self._kept = text
        self.editor.blockSignals(True)
        self.editor.setPlainText(text)
        self.editor.blockSignals(False)

    def _edited(self) -> None:
        self.edited.emit(self.text())

    def _commit(self) -> None:
        if self.text() != self._kept:
            self._kept = self.text()
            self.committed.emit(self._kept)

    def _restore(self) -> None:
        if self.text() == self._kept:
            self.escaped.emit()
        else:
            self.set_text(self._kept)
            self.edited.emit(self._kept)
