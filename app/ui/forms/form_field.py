"""A field of a form that saves itself: a caption, an editor, "Saved", or what is wrong."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.forms.field_spec import FieldSpec
from app.ui.widgets.combo import ComboField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.label import Label

_SAVED_MS = 2000


class FormField(QWidget):
    """The editor of one spec. Signals: ``committed(str)``, ``edited(str)``.

    ``bare`` hides the caption, where a heading says it already.
    Leaving or Enter commits; Esc restores the last value that was kept, also after an error.
    """

    committed = Signal(str)
    edited = Signal(str)
    given_up = Signal()

    def __init__(
        self, spec: FieldSpec, *, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value = ""
        self._kind = spec.kind
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._caption = Label(spec.caption, "caption", "text2")
        self._saved = Label("", "caption", "accent_text")
        head.addWidget(self._caption)
        head.addWidget(self._saved)
        head.addStretch(1)
        self._editor = self._make_editor(spec)
        self._name_editor(spec.caption)
        self._caption.setVisible(not bare)
        if spec.caption:
            column.addLayout(head)
        column.addWidget(self._editor)
        column.addStretch(1)
        self.setFocusProxy(self._editor)

    def _make_editor(self, spec: FieldSpec) -> TextField | TextArea | ComboField | DateField:
        if spec.kind == "choice":
            combo = ComboField("", spec.options, None)
            combo.chosen.connect(lambda key: self._commit(str(key)))
            return combo
        if spec.kind == "date":
            field = DateField("", None, past=True)
            field.date_changed.connect(lambda day: self._commit(day.isoformat() if day else ""))
            return field
        if spec.kind == "multiline":
            box: TextField | TextArea = TextArea("", "", lines=4, placeholder=spec.placeholder)
        else:
            box = TextField("", "", placeholder=spec.placeholder)
            box.offer([words for _key, words in spec.options])
        box.committed.connect(self._commit)
        box.edited.connect(self._edited)
        box.escaped.connect(self.finish)
        return box

    def _name_editor(self, caption: str) -> None:
        inner = getattr(self._editor, "editor", None) or getattr(self._editor, "combo", None)
        if inner is not None and caption:
            inner.setAccessibleName(caption)

    def value(self) -> str:
        """The value as last kept."""
        return self._value

    def text(self) -> str:
        """What stands in the editor now."""
        if isinstance(self._editor, TextField | TextArea):
            return self._editor.text()
        return self._value

    def set_value(self, value: str) -> None:
        """Show a value as kept, silently."""
        self._value = value
        if isinstance(self._editor, ComboField):
            self._editor.set_current(value)
        elif isinstance(self._editor, DateField):
            self._editor.set_value(_day(value))
        elif self._editor.text() != value:
            self._editor.set_text(value)

    def is_editing(self) -> bool:
        """Whether something is typed that is not kept yet."""
        if isinstance(self._editor, ComboField | DateField):
            return False
        return self._editor.text() != self._value

    def mark_saved(self) -> None:
        """Say "Saved" quietly for two seconds."""
        self._saved.set_text(self.tr("Saved"))
        QTimer.singleShot(_SAVED_MS, self._saved, lambda: self._saved.set_text(""))

    def set_error(self, sentence: str) -> None:
        """Show what is wrong below; "" when all is well."""
        self._editor.set_error(sentence)

    def finish(self) -> None:
        """Forget what was typed and not kept."""
        self.set_error("")
        self.set_value(self._value)
        self.given_up.emit()

    def commit(self) -> None:
        """Report what is typed, as leaving the field does."""
        self._commit(self.text())

    def show_refused(self, text: str, sentence: str) -> None:
        """Show again what was typed and refused."""
        if isinstance(self._editor, TextField | TextArea):
            self._editor.set_text(text)
        self.set_error(sentence)

    def _commit(self, text: str) -> None:
        self.set_error("")
        if text == self._value:
            self.given_up.emit()
            return
        self.committed.emit(text)

    def _edited(self, text: str) -> None:
        if text == self._value:
            self.set_error("")
        self.edited.emit(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
