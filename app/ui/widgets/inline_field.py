"""A detail that is read until it is pressed, and then is an editor in its own place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import paint
from app.ui.theme.tokens import Radius
from app.ui.widgets.base import KEYBOARD_REASONS, Painted
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import IconLabel, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent

    from app.ui.theme.canvas import Canvas

FieldKind = Literal["text", "multiline", "phone", "email", "link", "date", "choice"]
_ACTING = ("phone", "email", "link")
_SAVED_MS = 2000


class InlineField(Painted):
    """Caption and value. A press or F2 edits; Enter or leaving saves; Esc restores.

    Signals: `committed(str)` with the new text (an ISO date, or a choice's key as text);
    `given_up` when the last value is taken again; `activated(str)` when a phone number, email or
    link is pressed, which then acts instead of editing (F2 and the pencil edit). The owner answers
    a commit with `mark_saved()` or `set_error(sentence)`; on an error the editor stays with what
    was typed.
    """

    committed = Signal(str)
    activated = Signal(str)
    given_up = Signal()

    def __init__(
        self,
        caption: str,
        value: str = "",
        kind: FieldKind = "text",
        *,
        icon: str = "",
        placeholder: str = "",
        options: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._value, self._options = kind, value, tuple(options)
        self._placeholder = placeholder or self.tr("Add")
        self._editor: TextField | TextArea | ComboField | DateField | None = None
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Wrapped lines need a height that depends on the width: the hint knows no width.
        policy = QSizePolicy.Policy
        self.setSizePolicy(
            policy.Expanding, policy.Minimum if kind == "multiline" else policy.Maximum
        )
        self._caption = Label(caption, "caption", "text2")
        self._saved = Label("", "caption", "accent_text")
        colour = "accent_text" if kind in _ACTING else "text"
        self._shown = Label("", "body", colour, wrap=kind == "multiline", elide=kind != "multiline")
        self._error = Label("", "small", "danger", wrap=True)
        self._error.hide()
        self._copy = IconButton("copy", self.tr("Copy"), size=14, box=22)
        self._pencil = IconButton("pencil", self.tr("Edit"), size=14, box=22)
        self._copy.clicked.connect(self._copy_value)
        self._pencil.clicked.connect(self.edit)
        self._compose(icon)
        self._show_tools(False)
        self.set_value(value)
        self.follow_theme()

    def _compose(self, icon: str) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 3, 0, 3)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        if icon:
            top = Qt.AlignmentFlag.AlignTop
            mark = IconLabel(icon, 16)
            mark.setContentsMargins(0, 4, 0, 0)
            mark.setFixedSize(16, 20)
            grid.addWidget(mark, 0, 0, 2, 1, top)
        self._slot = QVBoxLayout()
        self._slot.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._caption)
        head.addWidget(self._saved)
        head.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self._shown, 1)
        line.addWidget(self._copy)
        line.addWidget(self._pencil)
        self._slot.addLayout(head)
        self._slot.addLayout(line)
        self._slot.addWidget(self._error)
        grid.addLayout(self._slot, 0, 1)
        grid.setColumnStretch(1, 1)

    def value(self) -> str:
        """The value as last set or committed."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show a value; "" shows the quiet invitation to add one."""
        self._value = value
        text = self._in_words(value)
        acting = "accent_text" if self._kind in _ACTING else "text"
        self._shown.set_style(colour=acting if text else "text3")
        self._shown.set_text(text or self._placeholder)
        self.setAccessibleName(f"{self._caption.text()}: {text}")

    def set_caption(self, caption: str) -> None:
        """Name the field otherwise."""
        self._caption.set_text(caption)

    def mark_saved(self) -> None:
        """Say "Saved" quietly for two seconds."""
        self._saved.set_text(self.tr("Saved"))
        QTimer.singleShot(_SAVED_MS, self._saved, lambda: self._saved.set_text(""))

    def set_error(self, sentence: str) -> None:
        """Show what is wrong below the field; "" when all is well."""
        self._error.set_text(sentence)
        self._error.setVisible(bool(sentence))

    def is_editing(self) -> bool:
        """Whether the editor is open."""
        return self._editor is not None

    def edit(self) -> None:
        """Turn into an editor."""
        if self._editor is not None or not self.isEnabled():
            return
        self._open()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self._editor, TextField):
            self._editor.editor.selectAll()

    def _open(self) -> None:
        if self._editor is None:
            self._editor = self._make_editor()
            self._shown.hide()
            self._show_tools(False)
            self._slot.insertWidget(2, self._editor)
            self._editor.show()

    def commit(self) -> None:
        """Report what is typed, as leaving the editor does."""
        if isinstance(self._editor, TextField | TextArea):
            self._commit(self._editor.text())

    def show_refused(self, text: str, sentence: str) -> None:
        """Open the editor, without the focus, with what was typed and refused."""
        if self._kind not in ("choice", "date"):
            self._open()
            self._editor.set_text(text)
        self.set_error(sentence)

    def finish(self) -> None:
        """Close the editor, keeping what was committed."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        focus = QApplication.focusWidget()
        held = focus is not None and (focus is editor or editor.isAncestorOf(focus))
        editor.hide()
        self._slot.removeWidget(editor)
        editor.deleteLater()
        self._shown.show()
        if held:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_editor(self) -> TextField | TextArea | ComboField | DateField:
        if self._kind == "choice":
            combo = ComboField("", self._options, self._value)
            combo.chosen.connect(lambda key: self._commit(str(key)))
            combo.combo.installEventFilter(self)
            return combo
        if self._kind == "date":
            field = DateField("", _iso_date(self._value), past=True)
            field.date_changed.connect(lambda day: self._commit(day.isoformat() if day else ""))
            field.escaped.connect(self._give_up)
            return field
        box = TextArea("", self._value) if self._kind == "multiline" else TextField("", self._value)
        box.editor.setAccessibleName(self._caption.text())
        if isinstance(box, TextField):
            box.offer([words for _key, words in self._options])
        box.committed.connect(self._commit)
        box.escaped.connect(self._give_up)
        box.edited.connect(self._restored)
        box.editor.left.connect(self._left)
        if isinstance(box, TextField):
            box.editor.returnPressed.connect(self._left)
        return box

    def _restored(self, text: str) -> None:
        if text == self._value:
            self.set_error("")

    def _commit(self, text: str) -> None:
        self.set_error("")
        before = self._value
        if text == before:
            self.given_up.emit()
            self._left()
            return
        self.set_value(text)
        self.committed.emit(text)
        if self._error.isVisibleTo(self):
            self._value = before
            return
        QTimer.singleShot(0, self, self.finish)

    def _left(self) -> None:
        if not self._error.isVisibleTo(self):
            QTimer.singleShot(0, self, self.finish)

    def _give_up(self) -> None:
        self.set_error("")
        self.set_value(self._value)
        self.given_up.emit()
        self.finish()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_words(self, value: str) -> str:
        if self._kind == "choice":
            return dict(self._options).get(value, value)
        day = _iso_date(value) if self._kind == "date" else None
        if day is None:
            return value
        return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")

    def _copy_value(self) -> None:
        QGuiApplication.clipboard().setText(self._in_words(self._value))

    def _show_tools(self, shown: bool) -> None:
        acting = self._kind in _ACTING and bool(self._value)
        self._copy.setVisible(shown and acting)
        self._pencil.setVisible(shown and acting)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer copy and edit."""
        super().enterEvent(event)
        self._show_tools(self._editor is None)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the offers away."""
        super().leaveEvent(event)
        self._show_tools(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether the keyboard came."""
        self._ring = event.reason() in KEYBOARD_REASONS
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        self.update()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit on F2; Enter acts where the value can be acted on, and edits elsewhere."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() == Qt.Key.Key_F2:
            self.edit()
        elif enter and self._editor is None:
            self._press()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act or edit."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self._editor is None:
            self._press()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the press; the release decides."""
        event.accept()

    def _press(self) -> None:
        if self._kind in _ACTING and self._value:
            self.activated.emit(self._value)
        else:
            self.edit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Close a choice that was left or given up."""
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._give_up()
            return True
        popup = Qt.FocusReason.PopupFocusReason
        if event.type() == QEvent.Type.FocusOut and event.reason() != popup:
            self._left()
        return False

    def _draw(self, canvas: Canvas) -> None:
        if self.hovered and self._editor is None:
            box = QRectF(self._slot.geometry()).adjusted(-6, -2, 6, 2)
            canvas.box(box, Radius.control, "hover")
        if self._ring and self.hasFocus():
            paint.ring(canvas.painter, QRectF(self.rect()), Radius.control)


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
