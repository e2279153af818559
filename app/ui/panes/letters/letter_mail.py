"""Letters as email: subject, words, what goes with it, and whether it is sent or a draft."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.desk.mail_text import MOST_ATTACHED, Mail
from app.exchange.mail.mail_out import filled_text
from app.exchange.word.letters import PreviewParagraph, PreviewRun
from app.models.errors import Refusal
from app.ui.panes.letters.letter_work import LetterWork
from app.ui.widgets.chips import Chip
from app.ui.widgets.editor_parts import ErrorLine
from app.ui.widgets.fields import TextArea, TextField
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.segmented import SegmentedControl

_SIZE = 11.0


class MailForm(QWidget):
    """Stands in the foot of the right column. Signal: ``changed``."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files: list[Path] = []
        self.words = SegmentedControl(
            [("word", self.tr("Template")), ("typed", self.tr("Text typed here"))]
        )
        self.how = SegmentedControl([("send", self.tr("Send")), ("drafts", self.tr("Drafts"))])
        self.subject = TextField(
            self.tr("Subject"), placeholder=self.tr("Your garden in spring, {{first_name}}")
        )
        self.text = TextArea(
            self.tr("Text"), lines=4, placeholder=self.tr("{{greeting}}\n\nThank you for …")
        )
        self.text.hide()
        self.attached = QWidget()
        self._flow = FlowLayout(self.attached, gap=6)
        self._attach = Chip(self.tr("Attach a file"), "", icon="paperclip")
        self.error = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (
            self.words, self.how, self.subject, self.text, self.attached, self.error,
        ):  # fmt: skip
            column.addWidget(widget)
        self._attach.clicked.connect(self._ask)
        self.how.chosen.connect(lambda _key: self.changed.emit())
        self.subject.edited.connect(lambda _text: self.changed.emit())
        self.text.edited.connect(lambda _text: self.changed.emit())
        self.words.chosen.connect(lambda _key: self.show_words())
        self._show_files()

    def is_sent(self) -> bool:
        """Whether the mails go out at once; otherwise they are drafts."""
        return self.how.current_key() == "send"

    def is_typed(self) -> bool:
        """Whether the text is typed here; otherwise it is the letter's template."""
        return self.words.current_key() == "typed"

    def show_words(self) -> None:
        """Ask for the text, or take that of the template."""
        self.text.setVisible(self.is_typed())
        self.subject.set_error("")
        self.text.set_error("")
        self.changed.emit()

    def typed_name(self) -> str:
        """What a mail typed here is called in the book; "" for one with a template."""
        plain = filled_text(self.subject.text(), {}).strip(" ,")
        return Mail(plain, b"").file_name if self.is_typed() else ""

    def say_refusal(self, refusal: Refusal) -> None:
        """Say what is wrong beside the field that it is about."""
        at_text = refusal.problems[0].field == "content" and self.is_typed()
        self.subject.set_error("" if at_text else str(refusal))
        self.text.set_error(str(refusal) if at_text else "")

    def mail(self, work: LetterWork) -> Mail:
        """What is to be mailed: the text that is typed, or that of the letter's template."""
        if self.is_typed():
            return Mail(
                self.subject.text().strip(), self.text.text().encode(), name=work.typed_as,
                attachments=tuple(self.files), field_map=dict(work.options.field_map),
            )  # fmt: skip
        return Mail(
            self.subject.text().strip(), work.content, "word", name=work.name,
            attachments=tuple(self.files), field_map=dict(work.options.field_map),
        )  # fmt: skip

    def add_files(self, paths: list[Path]) -> None:
        """Let files go with every mail; says when they are too large together."""
        self.files += [one for one in paths if one not in self.files]
        total = sum(one.stat().st_size for one in self.files if one.is_file())
        large = self.tr("The files are larger than 20 MB together. Mail servers refuse that.")
        self.error.say(large if total > MOST_ATTACHED else "")
        self._show_files()
        self.changed.emit()

    def _ask(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Attach files"))
        if names:
            self.add_files([Path(name) for name in names])

    def _drop(self, path: Path) -> None:
        self.files.remove(path)
        self.add_files([])

    def _show_files(self) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._attach:
                widget.hide()
                widget.deleteLater()
        for path in self.files:
            chip = Chip(path.name, "slate", icon="paperclip", removable=True)
            chip.remove_requested.connect(lambda path=path: self._drop(path))
            self._flow.addWidget(chip)
        self._flow.addWidget(self._attach)


def mail_paragraphs(to: str, subject: str, text: str) -> list[PreviewParagraph]:
    """A mail as it will be read: to whom, its subject, its words."""
    head = [
        PreviewParagraph((PreviewRun(f"To: {to}", size=_SIZE),), space_after=2.0),
        PreviewParagraph((PreviewRun(subject, bold=True, size=14.0),), space_after=14.0),
    ]
    lines = text.split("\n")
    return [
        *head, *(PreviewParagraph((PreviewRun(line or " ", size=_SIZE),)) for line in lines)
    ]  # fmt: skip
