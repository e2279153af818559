"""Writing letters: the template's preview, who gets it, and making them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk import letters
from app.desk.letters import Made, Prepared
from app.exchange.letters import Template, UnusableTemplate
from app.exchange.new_file import CannotWrite
from app.exchange.office_program import office_program
from app.models.errors import Refusal
from app.models.operations import documents
from app.models.qt.jobs import Job
from app.models.qt.notice import Notice
from app.models.qt.session import Session
from app.storage.errors import BookError
from app.ui.panes.letter_editing import TemplateEditing
from app.ui.panes.letter_preview import LetterPreview
from app.ui.panes.letter_recipients import LetterRecipients, Source
from app.ui.panes.letter_sources import SourceMenu, chosen_people
from app.ui.panes.letter_templates import TemplateEntry, content_of
from app.ui.panes.page_parts import UprightRule
from app.ui.widgets.progress import ProgressStrip
from app.ui.words import counted

_WORLD = (UnusableTemplate, CannotWrite, Refusal, BookError)


class LetterTab(QWidget):
    """Signals: `made(Made)`, `template_taken(str name)` when an edited file was taken in."""

    made = Signal(object)
    template_taken = Signal(str)

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self._clock = session, clock
        self.entry: TemplateEntry | None = None
        self.template: Template | None = None
        self.content = b""
        self.shown = 0
        self.job: Job | None = None
        self._open_next: Path | None = None
        self.preview = LetterPreview()
        self.recipients = LetterRecipients(pdf=office_program() is not None)
        self.sources = SourceMenu(session, self)
        self.editing = TemplateEditing(self)
        self.strip = ProgressStrip()
        self.strip.hide()
        self._compose()
        self._wire()

    def _compose(self) -> None:
        self.recipients.setFixedWidth(284)
        self.preview.layout().addWidget(self.strip)
        self.strip.setContentsMargins(24, 8, 24, 12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.preview, 1)
        row.addWidget(UprightRule())
        row.addWidget(self.recipients)

    def _wire(self) -> None:
        side = self.recipients
        side.add_requested.connect(lambda: self.sources.open_below(side.add))
        side.sources_changed.connect(self.read_people)
        side.changed.connect(self._people_changed)
        side.chosen.connect(self._show_person)
        side.make_requested.connect(self.make)
        side.way_changed.connect(self._show_place)
        self.sources.picked.connect(side.add_source)
        self.preview.stepped.connect(self._step)
        self.preview.edit_requested.connect(self.edit)
        self.preview.notice_pressed.connect(self._notice_pressed)
        self.editing.saved.connect(self._edited)
        self.strip.cancel_requested.connect(self._cancel)

    # Template and people -----------------------------------------------------------------------

    def show_entry(self, entry: TemplateEntry) -> None:
        """Show another template."""
        before, self.entry = self.content, entry
        try:
            self.content = content_of(self.session, entry)
            self.template = letters.open_template(self.content)
        except (UnusableTemplate, BookError, OSError) as error:
            self.template = None
            self.preview.title.set_text(entry.title)
            self.preview.show_notice(str(error), "danger")
            return
        if self.content != before:
            self._look_at_fields()
        self.read_people()

    def _look_at_fields(self) -> None:
        if self.template is None:
            return
        found = self.session.read(letters.prepare, self.template, [])
        self.preview.show_notice(unknown_words(found.unknown_fields))

    def write_to(self, contact_ids: list[int]) -> None:
        """Write to these people and nobody else."""
        if contact_ids:
            self.recipients.set_sources([chosen_people(self.session, tuple(contact_ids))])

    def add_source(self, source: Source) -> None:
        """Add people from somewhere."""
        self.recipients.add_source(source)

    def read_people(self) -> None:
        """Read who the letter is meant for, and show the first of them."""
        ids = self.recipients.ids()
        found = self.session.read(letters.who_gets, self.template, ids)
        self.recipients.show_people(found)
        getting = self.recipients.receiving()
        if self.shown not in getting:
            self.shown = getting[0] if getting else 0
        self._people_changed()

    def _people_changed(self) -> None:
        getting = self.recipients.receiving()
        if self.shown and self.shown not in getting:
            self.shown = getting[0] if getting else 0
        self._show_letter()
        self._show_place()

    def _show_person(self, contact_id: object) -> None:
        if isinstance(contact_id, int) and contact_id in self.recipients.receiving():
            self.shown = contact_id
            self._show_letter()

    def _step(self, by: int) -> None:
        getting = self.recipients.receiving()
        if self.shown in getting:
            place = getting.index(self.shown) + by
            if 0 <= place < len(getting):
                self.shown = getting[place]
                self.recipients.list.choose_row(self.recipients.model.row_of(self.shown))
                self._show_letter()

    def _show_letter(self) -> None:
        if self.template is None or self.entry is None:
            return
        day = self._clock().date()
        found = self.session.read(letters.prepare, self.template, [self.shown], today=day)
        if found.letters:
            values = dict(found.letters[0].values)
        else:
            values = self.session.read(letters.nobodys_values, self.template, day)
        self.preview.show_letter(self.entry.title, self.template, values)
        getting = self.recipients.receiving()
        place = getting.index(self.shown) + 1 if self.shown in getting else 0
        self.preview.show_place(place, len(getting))

    # Where it goes -----------------------------------------------------------------------------

    def target(self) -> Path:
        """The file, or for separate letters the folder, that the letters go to."""
        entry = self.entry
        name = entry.name if entry is not None else "Letter.docx"
        day = self._clock().date()
        pdf = self.recipients.way.current_key() == "pdf"
        path = letters.output_file(
            self.session.store.path, name, day, ending=".pdf" if pdf else ".docx"
        )
        return path.with_suffix("") if self.recipients.files.current_key() == "each" else path

    def _show_place(self) -> None:
        target = self.target()
        where = f"{target.parent.parent.name}/{target.parent.name}"
        if self.recipients.files.current_key() == "each":
            said = self.tr("One file for each person, saved in {where}/{name}.").format(
                where=where, name=target.name
            )
        else:
            said = self.tr("One file with all letters, saved in {where}.").format(where=where)
        timeline = self.tr("Each person’s timeline shows that the letter was made.")
        self.recipients.show_place(f"{said} {timeline}")

    # Making ------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the letters in the background."""
        if self.template is None or self.entry is None or self.job is not None:
            return
        template, name, content = self.template, self.entry.name, self.content
        ids, to, day = self.recipients.receiving(), self.target(), self._clock().date()
        left_out = tuple(
            letters.LeftOut(one.id, one.name, one.reason)
            for one in self.recipients.people
            if one.reason
        )
        separate = self.recipients.files.current_key() == "each"
        pdf = self.recipients.way.current_key() == "pdf"

        def work(store: Any, progress: Any) -> Made:
            found = letters.prepare(store, template, ids, today=day)
            whole = Prepared(found.letters, (*left_out, *found.left_out), found.unknown_fields)
            return letters.make(
                store, template_name=name, template_bytes=content, prepared=whole, to=to,
                separate=separate, pdf=pdf, progress=progress,
            )  # fmt: skip

        job = Job(self.tr("Making letters"), work)
        self._show_progress(0, len(ids))
        job.progressed.connect(lambda done, total, _: self._show_progress(done, total))
        job.finished.connect(self._made)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        job.ended.connect(self._ended)
        self.job = job
        self.session.start(job)

    def _show_progress(self, done: int, total: int) -> None:
        self.recipients.make.setEnabled(False)
        self.strip.show()
        words = self.tr("Making letters, {done} of {total}")
        self.strip.set_progress(words.format(done=f"{done:,}", total=f"{total:,}"), done, total)

    def _made(self, done: Made) -> None:
        where = done.files[0] if len(done.files) == 1 else done.files[0].parent
        noun = counted(done.letters, "letter")
        self.preview.show_notice(
            self.tr("{letters} made: {name}.").format(letters=noun, name=where.name),
            "info", self.tr("Open"),
        )  # fmt: skip
        self._open_next = where
        words = self.tr("{letters} made.").format(letters=noun)
        self.session.noticed.emit(Notice(words, "done", done.step_id))
        self.made.emit(done)

    def _failed(self, error: object) -> None:
        if not isinstance(error, _WORLD):
            raise error  # type: ignore[misc]
        self.preview.show_notice(str(error), "danger")

    def _cancelled(self) -> None:
        self.session.say(self.tr("Cancelled. No letter was made."), kind="info", undo=False)

    def _ended(self) -> None:
        self.job = None
        self.strip.hide()
        self.recipients.make.setEnabled(bool(self.recipients.receiving()))
        self._show_place()

    def _cancel(self) -> None:
        if self.job is not None:
            self.job.cancel()

    # Editing -----------------------------------------------------------------------------------

    def edit(self) -> None:
        """Open a copy of the template in Word; what is saved there is offered as a new version."""
        if self.entry is None:
            return
        try:
            self.editing.begin(self.entry.name, self.content)
        except CannotWrite as error:
            self.preview.show_notice(str(error), "danger")
            return
        if not self.editing.open_in_program():
            self.preview.show_notice(
                self.tr("No program on this computer opens Word files."), "danger"
            )
            return
        self.preview.show_notice(
            self.tr("Change the letter in Word and save it there; then take it in here."), "info"
        )

    def _edited(self, _name: str) -> None:
        self._open_next = None
        self.preview.show_notice(
            self.tr("The letter was changed in Word."), "info", self.tr("Take the changed file in")
        )

    def take_edited(self) -> None:
        """Keep the changed file as the template's newest version."""
        content, name = self.editing.content(), self.editing.name
        try:
            letters.open_template(content)
            self.session.do(documents.add_content, name, content, kind="template")
        except (UnusableTemplate, Refusal) as error:
            self.preview.show_notice(str(error), "danger")
            return
        self.editing.taken()
        self.preview.show_notice("")
        self.session.say(self.tr("{name} changed.").format(name=Path(name).stem))
        self.template_taken.emit(name)

    def _notice_pressed(self) -> None:
        if self._open_next is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._open_next)))
        else:
            self.take_edited()


def unknown_words(unknown: tuple[tuple[str, str], ...]) -> str:
    """Fields that mean nothing here, in one sentence with the nearest of ours."""
    said = [
        f"“{field}” (did you mean “{nearest}”?)" if nearest else f"“{field}”"
        for field, nearest in unknown[:4]
    ]
    if not said:
        return ""
    more = f" and {len(unknown) - 4} more" if len(unknown) > 4 else ""
    verb = "means" if len(unknown) == 1 else "mean"
    return f"{', '.join(said)}{more} {verb} nothing here and will stay empty."
