"""Writing letters: the template's preview, who gets it, and making them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.desk import letters
from app.desk.letters import LeftOut, RunOptions
from app.exchange.new_file import CannotWrite
from app.exchange.office_program import office_program
from app.exchange.word.letters import UnusableTemplate
from app.models.errors import Refusal
from app.models.operations import documents, letter_runs
from app.models.qt.session import Session
from app.storage.errors import BookError
from app.storage.tables import Row
from app.ui import book_time
from app.ui.panes.letters.letter_change import ChangePopover
from app.ui.panes.letters.letter_doing import LetterDoing
from app.ui.panes.letters.letter_editing import TemplateEditing
from app.ui.panes.letters.letter_names import NamesPopover, unknown_words
from app.ui.panes.letters.letter_options import OptionsPopover, options_words
from app.ui.panes.letters.letter_preview import LetterPreview
from app.ui.panes.letters.letter_recipients import LetterRecipients, Source
from app.ui.panes.letters.letter_sources import SourceMenu, chosen_people
from app.ui.panes.letters.letter_templates import TemplateEntry, content_of
from app.ui.panes.letters.letter_work import LetterWork, barred_words
from app.ui.panes.page_parts import UprightRule
from app.ui.panes.papers.paper_desk import PaperDesk
from app.ui.panes.papers.paper_kinds import BY_KEY, LISTS
from app.ui.widgets.popover import Popover


class LetterTab(QWidget):
    """The page of one template.

    Signals: `made(Made)`, `template_taken(str name)` when a template has a newer version,
    `settings_requested` when the mail server is not known.
    """

    made = Signal(object)
    template_taken = Signal(str)
    settings_requested = Signal()

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime] = book_time.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self._clock = session, clock
        self.entry: TemplateEntry | None = None
        self.work = LetterWork(session)
        self.shown = 0
        self._press: Callable[[], None] | None = None
        self.preview = LetterPreview()
        self.recipients = LetterRecipients(pdf=office_program() is not None, email=True)
        self.sources = SourceMenu(session, self)
        self.editing = TemplateEditing(self)
        self.doing = LetterDoing(session, self.work, self.preview, self.recipients, clock, self)
        self.paper = PaperDesk(session, self.work, self.recipients, clock, self)
        self._compose()
        self._wire()

    def _compose(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.preview)
        self.middle.addWidget(self.paper.stack)
        row.addWidget(self.middle, 1)
        row.addWidget(UprightRule())
        row.addWidget(self.recipients)

    def _wire(self) -> None:
        side, preview = self.recipients, self.preview
        side.add_requested.connect(lambda: self.sources.open_below(side.add))
        side.sources_changed.connect(self.read_people)
        side.toggled.connect(self.toggle)
        side.chosen.connect(self._show_person)
        side.options_requested.connect(self.ask_options)
        side.way_changed.connect(self._way_changed)
        self.sources.picked.connect(side.add_source)
        preview.stepped.connect(self._step)
        preview.edit_requested.connect(self.edit)
        preview.change_requested.connect(self.change_letter)
        preview.skip_requested.connect(lambda: self.toggle(self.shown))
        preview.notice_pressed.connect(lambda: self._press() if self._press else None)
        self.editing.saved.connect(self._edited)
        self.paper.failed.connect(lambda words: self.session.say(words, kind="danger", undo=False))
        side.mail.subject.committed.connect(self._keep_subject)
        self.doing.made.connect(self.made)
        self.doing.failed.connect(lambda words: self._notify(words, "danger"))
        self.doing.mail_failed.connect(
            lambda words: self._notify(
                words, "danger", self.tr("Settings"), self.settings_requested.emit
            )
        )

    def _notify(
        self, words: str, tone: str = "warn", button: str = "",
        press: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self._press = press
        self.preview.show_notice(words, tone, button)

    # Template and people -----------------------------------------------------------------------

    def show_entry(self, entry: TemplateEntry) -> None:
        """Show another template."""
        before, self.entry = self.work.content, entry
        paper = entry.kind != "letter"
        self.recipients.show_kind(BY_KEY[entry.kind] if paper else None)
        self.middle.setCurrentIndex(int(paper))
        if paper:
            self._show_paper(entry.kind)
            return
        try:
            self.work.take_template(entry.name, content_of(self.session, entry))
        except (UnusableTemplate, BookError, OSError) as error:
            self.preview.show_nothing(entry.title)
            self._notify(str(error), "danger")
            self.read_people()
            return
        if self.work.content != before:
            if not self.recipients.mail.is_typed():
                self.recipients.mail.subject.set_text(self.work.details.get("subject", ""))
            self.preview.made.hide()
            self._look_at_fields()
        self.read_people()

    def _show_paper(self, kind: str) -> None:
        self.work.take_addresses(listed=kind in LISTS, posted=BY_KEY[kind].posted)
        self.paper.show_kind(kind)
        self.read_people()

    def _look_at_fields(self) -> None:
        template = self.work.template
        if template is None:
            return
        found = self.session.read(letters.prepare, template, [], options=self.work.options)
        unknown = found.unknown_fields
        button = self.tr("Say what they mean") if unknown else ""
        self._notify(unknown_words(unknown), "warn", button, lambda: self.ask_names(unknown))

    def ask_names(self, unknown: tuple[tuple[str, str], ...]) -> None:
        """Ask what the fields of the template mean; kept for the template."""
        known = self.session.read(letters.known_names)
        popover = NamesPopover(self.window(), unknown, known)
        popover.kept.connect(self._names_kept)
        self._open(popover, self.preview.notice)

    def _keep_subject(self, text: str) -> None:
        """The subject of an email belongs to its template, or names what is typed."""
        if self.recipients.mail.is_typed():
            self.read_people()
            return
        if text.strip() and text.strip() != self.work.details.get("subject", ""):
            self._keep_details(subject=text.strip())

    def _names_kept(self, names: dict[str, str]) -> None:
        field_map = {**self.work.options.field_map, **names}
        self._keep_details(field_map=field_map)

    def _keep_details(self, **details: object) -> None:
        name, content = self.work.name, self.work.content
        try:
            self.session.do(letter_runs.save_template_details, name, content, **details)
        except Refusal as error:
            self._notify(str(error), "danger")
            return
        self.template_taken.emit(name)
        self._look_at_fields()

    def write_to(self, contact_ids: list[int]) -> None:
        """Write to these people and nobody else."""
        if contact_ids:
            self.recipients.set_sources([chosen_people(self.session, tuple(contact_ids))])

    def continue_run(self, run: Row, ids: list[int]) -> None:
        """Write once more to those of a run who have not got their letter."""
        self.work.options = replace(self.work.options, done_in_run=run["id"])
        self.write_to(ids)

    def add_source(self, source: Source) -> None:
        """Add people from somewhere."""
        self.recipients.add_source(source)

    def read_people(self) -> None:
        """Read who the letter is meant for, and show the first of them."""
        self.work.ids = self.recipients.ids()
        self.work.typed_as = self.recipients.typed_name()
        self.work.read(self._clock().date())
        self.recipients.show_work(self.work)
        letter = self.recipients.kind is None
        self.recipients.options_line.set_text(options_words(self.work.options, letter=letter))
        self._people_changed()

    def _way_changed(self) -> None:
        """Email asks other questions of the gate than the post."""
        if self.recipients.kind is not None:
            return
        channel = "email" if self.recipients.by_email() else "post"
        if self.work.options.channel != channel:
            within = self.work.options.not_within_days
            if channel == "email":
                # What was sent cannot be fetched back: a second press must not send it again.
                within = max(within, 1)
            self.work.options = replace(self.work.options, channel=channel, not_within_days=within)
            self.read_people()
            return
        if bool(self.work.typed_as) != bool(self.recipients.typed_name()):
            self.read_people()
            return
        self.recipients.show_count(len(self.work.letters()))
        self._show_letter()

    def _people_changed(self) -> None:
        if self.recipients.kind is not None:
            self.paper.refresh()
            return
        getting = self.work.receiving()
        if self.shown not in getting:
            self.shown = getting[0] if getting else 0
        self._show_letter()
        self.doing.show_place()

    def toggle(self, contact_id: object) -> None:
        """Leave somebody out or take them in; says why where the law or the book forbids it."""
        if not isinstance(contact_id, int) or not contact_id:
            return
        left = next((one for one in self.work.base.left_out if one.id == contact_id), None)
        if left is not None:
            self._take_in(left)
        elif self.work.drop_override(contact_id):
            self.read_people()
        else:
            self.work.toggle(contact_id)
            self.recipients.refresh()
            self._people_changed()

    def _take_in(self, left: LeftOut) -> None:
        if not left.overridable:
            purpose = self.work.options.purpose or "service"
            self.session.say(barred_words(left, purpose), kind="info", undo=False)
            return
        self.work.override(left)
        self.read_people()

    def _show_person(self, contact_id: object) -> None:
        if isinstance(contact_id, int) and contact_id in self.work.receiving():
            self.shown = contact_id
            if self.recipients.kind is not None:
                self.paper.show_person(contact_id)
                return
            self._show_letter()

    def _step(self, by: int) -> None:
        getting = self.work.receiving()
        if self.shown in getting:
            place = getting.index(self.shown) + by
            if 0 <= place < len(getting):
                self.shown = getting[place]
                row = self.recipients.model.row_of(self.shown)
                if row >= 0:
                    self.recipients.list.choose_row(row)
                self._show_letter()

    def _show_letter(self) -> None:
        work, entry = self.work, self.entry
        if work.template is None or entry is None:
            self.preview.show_place(0, 0)
            return
        letter = work.letter_of(self.shown)
        values = (
            letter.filled()
            if letter is not None
            else self.session.read(letters.nobodys_values, work.template, self._clock().date())
        )
        if self.recipients.by_email():
            said = self.recipients.mail.mail(work).text(values)
            self.preview.show_mail(entry.title, str(values.get("email", "")), said)
        else:
            self.preview.show_letter(entry.title, work.template, values)
        getting = work.receiving()
        place = getting.index(self.shown) + 1 if self.shown in getting else 0
        self.preview.show_place(place, len(getting), changed=work.is_changed(self.shown))
        if work.typed_as:
            # Both write with the template.
            self.preview.change.setEnabled(False)
            self.preview.test.setEnabled(False)

    # By hand -----------------------------------------------------------------------------------

    def change_letter(self) -> None:
        """Say something else in the shown letter only."""
        letter = self.work.letter_of(self.shown)
        if letter is None:
            return
        who = self.shown
        popover = ChangePopover(
            self.window(), letter.name, self.work.fields_of(letter),
            self.work.values.get(who, {}), letter.extra,
        )  # fmt: skip
        popover.kept.connect(lambda values, extra: self._changed(who, values, extra))
        self._open(popover, self.preview.change)

    def _changed(self, contact_id: int, values: dict[str, str], extra: str) -> None:
        self.work.change(contact_id, values, extra)
        self.recipients.refresh()
        self._show_letter()

    def ask_options(self) -> None:
        """Ask how the letters are made."""
        separate = self.recipients.files.current_key() == "each"
        paper = self.recipients.kind is not None
        popover = OptionsPopover(
            self.window(), self.work.options, separate=separate, letter=not paper,
            language=self.work.details.get("language", ""),
        )  # fmt: skip
        popover.changed.connect(self.take_options)
        if not paper:
            popover.purpose_chosen.connect(lambda key: self._keep_details(purpose=key))
            popover.language_chosen.connect(lambda key: self._keep_details(language=key))
        self._open(popover, self.recipients.options)

    def take_options(self, options: RunOptions) -> None:
        """Make the letters in another way."""
        self.work.options = options
        self.read_people()

    def _open(self, popover: Popover, beside: QWidget) -> None:
        popover.closed.connect(popover.deleteLater)
        popover.open_beside(beside)

    # Editing -----------------------------------------------------------------------------------

    def edit(self) -> None:
        """Open a copy of the template in Word; what is saved there is offered as a new version."""
        if self.entry is None:
            return
        if self.entry.kind != "letter":
            words = self.tr("Only letters are edited in Word.")
            self.session.say(words, kind="info", undo=False)
            return
        try:
            self.editing.begin(self.entry.name, self.work.content)
        except CannotWrite as error:
            self._notify(str(error), "danger")
            return
        if not self.editing.open_in_program():
            self._notify(self.tr("No program on this computer opens Word files."), "danger")
            return
        self._notify(
            self.tr("Change the letter in Word and save it there; then take it in here."), "info"
        )

    def _edited(self, _name: str) -> None:
        button = self.tr("Take the changed file in")
        self._notify(self.tr("The letter was changed in Word."), "info", button, self.take_edited)

    def take_edited(self) -> None:
        """Keep the changed file as the template's newest version."""
        content, name = self.editing.content(), self.editing.name
        try:
            letters.open_template(content)
            self.session.do(documents.add_content, name, content, kind="template")
        except (UnusableTemplate, Refusal) as error:
            self._notify(str(error), "danger")
            return
        self.editing.taken()
        self._notify("")
        self.session.say(self.tr("{name} changed.").format(name=Path(name).stem))
        self.template_taken.emit(name)
