"""What is done with a run of letters: made, tried, printed, marked as sent, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.desk import letters, mail_merge
from app.desk.letters import Made
from app.desk.mail_server import MailServerFailed, server_settings
from app.desk.mail_text import Mail
from app.exchange.mail.mail_out import names_in, unknown_names
from app.models.errors import Refusal
from app.models.qt.notice import Notice
from app.models.qt.session import Session
from app.storage.errors import BookError
from app.storage.settings import all_settings
from app.ui.panes.letters.letter_maker import LetterMaker, Order, show_outside, target_for
from app.ui.panes.letters.letter_preview import LetterPreview
from app.ui.panes.letters.letter_recipients import LetterRecipients
from app.ui.panes.letters.letter_work import LetterWork
from app.ui.panes.letters.mail_sender import MailSender, outcome_words
from app.ui.widgets.progress import ProgressStrip
from app.ui.words import counted


class LetterDoing(QObject):
    """Carries out what the buttons of the letter page ask.

    Signals: ``made(Made)``, ``failed(str)`` with a sentence to be shown, ``mail_failed(str)`` with
    one about the mail server.
    """

    made = Signal(object)
    failed = Signal(str)
    mail_failed = Signal(str)

    def __init__(
        self,
        session: Session,
        work: LetterWork,
        preview: LetterPreview,
        side: LetterRecipients,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._work, self._clock = session, work, clock
        self._preview, self._side = preview, side
        self.last: Made | None = None
        self.maker = LetterMaker(session, self)
        self.sender = MailSender(session, self)
        self.strip = ProgressStrip()
        self.strip.hide()
        self.strip.setContentsMargins(24, 8, 24, 12)
        preview.layout().addWidget(self.strip)
        side.make_requested.connect(self.make)
        side.way_changed.connect(self.show_place)
        preview.test_requested.connect(self.try_out)
        preview.made.sent.connect(self.confirm)
        preview.made.opened.connect(self._open_made)
        preview.made.undone.connect(self._undo_made)
        self._wire()

    def _wire(self) -> None:
        maker = self.maker
        maker.progressed.connect(self._show_progress)
        maker.made.connect(self._made)
        maker.tried.connect(lambda path: show_outside(path))
        maker.failed.connect(self.failed)
        maker.cancelled.connect(lambda: self._tell(self.tr("Cancelled. No letter was made.")))
        maker.ended.connect(self._ended)
        self.strip.cancel_requested.connect(maker.cancel)
        self.strip.cancel_requested.connect(self.sender.stop)
        self.sender.progressed.connect(self._show_sending)
        self.sender.finished.connect(lambda found: self._sent(outcome_words(found)))
        self.sender.stopped.connect(self._stopped)
        self.sender.failed.connect(self.mail_failed)
        self.sender.ended.connect(self._ended)

    def _tell(self, words: str) -> None:
        """Say something that cannot be undone because nothing was changed."""
        self._session.say(words, kind="info", undo=False)

    # Where it goes -----------------------------------------------------------------------------

    def _is_pdf(self) -> bool:
        return self._side.way.current_key() in ("pdf", "print")

    def target(self) -> Path:
        """The file, or for separate letters the folder, that the letters go to."""
        separate = self._side.files.current_key() == "each"
        return target_for(
            self._session.store.path, self._work.name or "Letter.docx", self._clock().date(),
            separate=separate, pdf=self._is_pdf(),
        )  # fmt: skip

    def show_place(self) -> None:
        """Say where the letters go."""
        if self._side.by_email():
            self._side.show_place(self._mail_place())
            return
        target = self.target()
        where = f"{target.parent.parent.name}/{target.parent.name}"
        if self._side.files.current_key() == "each":
            said = self.tr("One file for each person, saved in {where}/{name}.").format(
                where=where, name=target.name
            )
        else:
            said = self.tr("One file with all letters, saved in {where}.").format(where=where)
        timeline = self.tr("Timelines show it once you mark the letters as sent.")
        self._side.show_place(f"{said} {timeline}")

    # Making ------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the letters in the background."""
        if self._work.template is None or self.is_busy():
            return
        if self._side.by_email():
            self.make_mail()
            return
        prepared = self._work.final()
        self._show_progress(0, len(prepared.letters))
        self._preview.made.hide()
        separate = self._side.files.current_key() == "each"
        self.maker.make(
            Order(self._work.name, self._work.content, prepared, self.target(), separate,
                  self._is_pdf())
        )  # fmt: skip

    def is_busy(self) -> bool:
        """Whether letters are being made or sent."""
        return self.maker.job is not None or self.sender.job is not None

    def try_out(self) -> None:
        """Make the letters that are likeliest to look wrong, and open them."""
        prepared = self._work.final()
        if self._work.template is not None and prepared.letters and not self.is_busy():
            self._show_progress(0, 0)
            self.maker.try_out(self._work.name, self._work.content, prepared)

    def _show_progress(self, done: int, total: int) -> None:
        # The button stays as it is: a button that is switched off loses the keyboard.
        self.strip.show()
        words = self.tr("Making letters, {done} of {total}")
        self.strip.set_progress(words.format(done=f"{done:,}", total=f"{total:,}"), done, total)

    def _made(self, done: Made) -> None:
        self.last = done
        noun = counted(done.letters, "draft" if self._side.by_email() else "letter")
        folder = self._where(done).parent
        words = self.tr("{letters} made in {where}.").format(
            letters=noun, where=f"{folder.parent.name}/{folder.name}"
        )
        self._preview.made.show_made(words, to_confirm=True)
        self._session.noticed.emit(
            Notice(self.tr("{letters} made.").format(letters=noun), "done", done.step_id)
        )
        self.made.emit(done)
        if self._side.way.current_key() == "print":
            show_outside(self._where(done))

    @staticmethod
    def _where(done: Made) -> Path:
        return done.files[0] if len(done.files) == 1 else done.files[0].parent

    def confirm(self) -> None:
        """The letters are in the post: write it into every timeline."""
        if self.last is None:
            return
        try:
            count = self._session.do(letters.confirm_run, self.last.run_id)
        except (Refusal, BookError) as error:
            self.failed.emit(str(error))
            return
        noun = counted(count, "email" if self._side.by_email() else "letter")
        self._preview.made.show_sent(self.tr("{letters} marked as sent.").format(letters=noun))
        self._session.say(self.tr("{letters} marked as sent.").format(letters=noun))

    def _open_made(self) -> None:
        if self.last is not None and not show_outside(self._where(self.last)):
            self.failed.emit(self.tr("No program on this computer opens such files."))

    def _undo_made(self) -> None:
        if self.last is not None:
            self._session.undo(self.last.step_id, then=self._tell_undone)

    def _tell_undone(self) -> None:
        if self.last is not None:
            self._preview.made.hide()
            words = self.tr("Taken back. The file is still in {where}.")
            self._tell(words.format(where=self._where(self.last).parent.name))

    def _ended(self) -> None:
        self.strip.hide()
        self._side.refresh()
        self.show_place()

    # Email -------------------------------------------------------------------------------------

    def _mail_place(self) -> str:
        kept = self._session.read(all_settings)
        sender = kept["business_email"] or self.tr("your address")
        if not self._side.mail.is_sent():
            folder = self._mail_folder()
            where = f"{folder.parent.parent.name}/{folder.parent.name}/{folder.name}"
            return self.tr("Drafts for your own mail program, saved in {where}.").format(
                where=where
            )
        host = kept["mail_host"]
        if not host:
            return self.tr("There is no mail server in the settings yet. Drafts need none.")
        return self.tr("Sent one by one from {sender} through {host}.").format(
            sender=sender, host=host
        )

    def _mail_folder(self) -> Path:
        return target_for(
            self._session.store.path, self._work.typed_as or self._work.name or "Email.docx",
            self._clock().date(), separate=True, pdf=False,
        )  # fmt: skip

    def make_mail(self) -> None:
        """Send the emails, or make drafts of them."""
        form = self._side.mail
        mail, prepared = form.mail(self._work), self._work.final()
        try:
            mail.check()
            self._check_names(mail)
            if form.is_sent():
                self._session.read(server_settings)
        except Refusal as error:
            form.say_refusal(error)
            return
        except MailServerFailed as error:
            self.mail_failed.emit(f"{error.message} {error.hint}")
            return
        form.subject.set_error("")
        form.text.set_error("")
        self._show_progress(0, len(prepared.letters))
        if not form.is_sent():
            self.maker.make_drafts(mail, prepared, self._mail_folder())
            return
        try:
            run_id = self._session.do(mail_merge.queue, mail, prepared)
        except (Refusal, BookError) as error:
            self.mail_failed.emit(str(error))
            self._ended()
            return
        if not self.sender.send(run_id):
            self._ended()

    def _check_names(self, mail: Mail) -> None:
        """Raise ``Refusal`` for a name in subject or text that means nothing."""
        known = self._session.read(letters.known_names)
        unknown = unknown_names(mail.names(), known, mail.field_map)
        if unknown:
            name, nearest = unknown[0]
            hint = self.tr(" Did you mean {nearest}?").format(nearest=nearest) if nearest else ""
            field = "subject" if name in names_in(mail.subject) else "content"
            said = self.tr("“{name}” means nothing here.").format(name=name) + hint
            raise Refusal(said, field)

    def _show_sending(self, done: int, total: int) -> None:
        self.strip.show()
        words = self.tr("Sending emails, {done} of {total}")
        self.strip.set_progress(words.format(done=f"{done:,}", total=f"{total:,}"), done, total)

    def _sent(self, words: str) -> None:
        self._session.say(words[:1].upper() + words[1:] + ".", undo=False)

    def _stopped(self, run_id: object) -> None:
        found = self._session.read(mail_merge.outcome, run_id)
        self._tell(self.tr("Stopped. {said}. Go on in Sent.").format(said=outcome_words(found)))
