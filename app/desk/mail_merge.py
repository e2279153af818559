"""Mail to many: the same gate and values as letters, through a mail server or as drafts.

``prepare`` says who gets one; ``queue`` keeps the run, ``send`` works it off and can be stopped
and started again, also after the program was killed: none goes out twice. ``drafts`` writes .eml
files for the person's own mail program instead.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

from app.desk import letters, mail_journal
from app.desk.letter_files import LetterFiles
from app.desk.letter_runs import left_out_rows, letter_made, values_again
from app.desk.letter_values import Prepared, RunOptions
from app.desk.mail_journal import MailJournal
from app.desk.mail_server import (
    ConnectionGone,
    MailRefused,
    MailServer,
    ServerSettings,
    server_settings,
)
from app.desk.mail_text import INVITATION, MOST_ATTACHED, Mail
from app.exchange.mail.mail_out import (
    Attachment,
    MailHead,
    UnsendableMail,
    add_request,
    draft,
    message,
    unknown_names,
)
from app.exchange.new_file import safe_file_name
from app.models.errors import Refusal
from app.models.letters.email_text import is_one_address
from app.models.operations import documents, letter_runs, mail_runs
from app.models.operations.letter_runs import LetterMade, RunFacts
from app.storage import blobs
from app.storage.queries import letter_runs as queries
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row

Progress = Callable[[int, int, str], None]
_SLICE = 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sending stands: how many were sent in all, failed, are unsure, and still wait."""

    run_id: int
    sent: int
    failed: int
    unsure: int
    waiting: int


def prepare(
    store: Store, mail: Mail, ids: Sequence[int], *, options: RunOptions | None = None
) -> Prepared:
    """Who of ``ids`` gets the mail, who not and why. Raises ``Refusal``, ``UnusableTemplate``."""
    mail.check()
    chosen = replace(
        options or RunOptions(), channel="email", template_name=mail.file_name,
        field_map={**mail.field_map, **(options.field_map if options else {})},
    )  # fmt: skip
    found = letters.prepare(store, mail.template, ids, options=chosen)
    typed = unknown_names(mail.names(), letters.known_names(store), chosen.field_map)
    return replace(found, unknown_fields=(*found.unknown_fields, *typed))


def queue(store: Store, mail: Mail, prepared: Prepared) -> int:
    """Keep the run with a mail for each person, in one step; nothing is sent. Returns its id."""
    if not prepared.letters:
        raise Refusal("Nobody is left to write to, so no mail was made.")
    facts = _facts(store, mail, prepared, "sending")
    made = _letters(store, mail, prepared)
    with store.step(f"Queue {letter_runs.noun(len(made), 'email')}: {facts.template_name}"):
        kept = _keep_attachments(store, mail)
        facts = replace(facts, options={**facts.options, "attachments": kept})
        return letter_runs.log_run(store, facts, made)


def send(
    store: Store,
    run_id: int,
    *,
    password: str = "",
    server: ServerSettings | None = None,
    per_minute: int | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Send the mails of a run that still wait; call it again to go on where it stopped.

    A mail the server refuses is kept with its answer. ``progress`` may raise to stop between two
    mails. Raises ``MailServerFailed`` when the server cannot be reached; nothing is lost then.
    """
    known = mail_journal.marks_of(run_id)
    _note_taken(store, run_id, known or {})
    waiting = mail_runs.pick_up(store, run_id, known)
    rate = _rate(store) if per_minute is None else per_minute
    line, journal = MailServer(server or server_settings(store), password), MailJournal(run_id)
    sender = _Sender(store, run_id, line, journal)
    if waiting:
        journal.open()
        line.open()
    try:
        for done, row in enumerate(waiting):
            started = time.monotonic()
            if progress is not None:
                progress(done, len(waiting), "emails")
            sender.send(row)
            if done + 1 < len(waiting):
                _pause(started + 60 / rate if rate else 0.0, done + 1, len(waiting), progress)
    finally:
        line.leave()
        journal.close()
    mail_runs.finish_run(store, run_id)
    found = outcome(store, run_id)
    if not found.waiting:
        journal.forget()
    return found


def _note_taken(store: Store, run_id: int, marks: Mapping[int, str]) -> None:
    """Mails that the server took just before the program ended."""
    left = [row for row in queries.letters_in(store, run_id) if row["state"] == "sending"]
    taken = [row for row in left if marks.get(row["id"]) == mail_journal.TAKEN]
    if taken:
        sender = _Sender(store, run_id, None)
        for row in taken:
            mail_runs.mail_sent(store, row, sender.subject(row), "Taken")


def drafts(
    store: Store,
    mail: Mail,
    prepared: Prepared,
    folder: Path,
    *,
    confirm: bool = False,
    progress: Progress | None = None,
) -> tuple[int, tuple[Path, ...]]:
    """Write an .eml draft for each person into a folder, for their own mail program to send.

    The run waits to be confirmed unless ``confirm``. Files and log come together or not at all.
    Returns the run and the files. Raises ``CannotWrite``, ``Refusal``.
    """
    if not prepared.letters:
        raise Refusal("Nobody is left to write to, so no mail was made.")
    facts = _facts(store, mail, prepared, "confirmed" if confirm else "made")
    made = _letters(store, mail, prepared)
    files = LetterFiles(folder, separate=True, pdf=False)
    try:
        with store.step(f"Make {letter_runs.noun(len(made), 'email')}: {facts.template_name}"):
            kept = _keep_attachments(store, mail)
            options = {**facts.options, "attachments": kept}
            output = replace(facts, options=options, output_name=str(folder))
            run_id = letter_runs.log_run(store, output, made)
            paths = files.take(_drafts(store, run_id, prepared, files.work, progress))
            files.place()
    except BaseException:
        files.clear(failed=True)
        raise
    files.clear()
    return run_id, paths


def _drafts(
    store: Store, run_id: int, prepared: Prepared, work: Path, progress: Progress | None
) -> list[Path]:
    sender, made = _Sender(store, run_id, None), []
    rows = queries.letters_in(store, run_id)
    for done, (row, letter) in enumerate(zip(rows, prepared.letters, strict=True)):
        if progress is not None:
            progress(done, len(rows), "emails")
        try:
            content = draft(sender.message(row))
        except UnsendableMail as error:
            raise Refusal(f"{letter.name}: {error} No draft was made.") from None
        made.append(work / safe_file_name(f"{done + 1:04} {letter.name}.eml"))
        made[-1].write_bytes(content)
    return made


def outcome(store: Store, run_id: int) -> Outcome:
    """How the sending of a run stands."""
    states = [row["state"] for row in queries.letters_in(store, run_id)]
    return Outcome(
        run_id, states.count("sent"), states.count("failed"),
        states.count("unsure") + states.count("sending"), states.count("queued"),
    )  # fmt: skip


def mail_again(store: Store, letter_id: int) -> EmailMessage:
    """One mail of the past as it was, with the id and day it carried."""
    row = store.get("letter", letter_id)
    if row is None:
        raise Refusal("There is no such mail.")
    return _Sender(store, row["letter_run_id"], None).message(row)


class _Sender:
    """Sends the mails of one run over one connection, writing down each step as it happens."""

    def __init__(
        self,
        store: Store,
        run_id: int,
        line: MailServer | None,
        journal: MailJournal | None = None,
    ) -> None:
        self._store, self._line, self._journal = store, line, journal
        run = queries.run(store, run_id)
        options = json.loads(run["options"])
        document = store.get("document", run["template_document_id"] or 0)
        if document is None:
            raise Refusal("What these mails say was deleted from the book.")
        self._sender = str(options["sender"])
        self._sender_name = str(options["sender_name"])
        self._mail = Mail(
            options["subject"], blobs.read(store, document["sha256"]), options["form"],
            field_map=options.get("field_map", {}),
        )  # fmt: skip
        self._files = [
            Attachment(name, blobs.read(store, digest)) for name, digest in options["attachments"]
        ]

    def message(self, row: Row) -> EmailMessage:
        """The mail of one kept letter. Raises ``UnsendableMail``."""
        values = values_again(self._store, row)
        at = datetime.fromisoformat(row["at"]) if row["at"] else datetime.now(UTC)
        head = MailHead(
            self._sender, self._sender_name, row["recipient"], str(values.get("full_name", "")),
            row["message_id"], at.astimezone(),
        )  # fmt: skip
        made = message(head, self._mail.text(values), self._files)
        if values.get(INVITATION):
            add_request(made, str(values[INVITATION]).encode())
        return made

    def subject(self, row: Row) -> str:
        """The subject of one kept letter."""
        return self._mail.text(values_again(self._store, row)).subject

    def send(self, row: Row) -> None:
        """Send one mail: whole but for its end, written down, its end, written down."""
        line, journal = self._line, self._journal
        if line is None or journal is None:
            return
        try:
            made = self.message(row)
            self._offer(line, row, made)
        except UnsendableMail as error:
            mail_runs.mail_failed(self._store, row["id"], str(error), for_good=True)
            return
        except MailRefused as refused:
            mail_runs.mail_failed(self._store, row["id"], str(refused), for_good=refused.for_good)
            return
        mail_runs.begin_mail(self._store, row["id"], row["recipient"])
        try:
            journal.ended(row["id"])
            answer = line.complete()
            journal.taken(row["id"])
        except MailRefused as refused:
            mail_runs.mail_failed(self._store, row["id"], str(refused), for_good=refused.for_good)
        except ConnectionGone:
            why = "May have been sent: the server hung up without an answer."
            mail_runs.mail_unsure(self._store, row["id"], why)
            line.open()
        else:
            mail_runs.mail_sent(self._store, row, str(made["Subject"]), answer)

    def _offer(self, line: MailServer, row: Row, made: EmailMessage) -> None:
        try:
            line.offer(self._sender, row["recipient"], made)
        except ConnectionGone:
            # Nothing was whole yet, so the server kept nothing: once more on a new connection.
            line.open()
            try:
                line.offer(self._sender, row["recipient"], made)
            except ConnectionGone:
                raise MailRefused(421, "The server hung up") from None


def _facts(store: Store, mail: Mail, prepared: Prepared, state: str) -> RunFacts:
    sender = mail.sender or setting(store, "business_email")
    if not is_one_address(sender):
        raise Refusal("Enter the email address you send from in the settings.", "business_email")
    name = setting(store, "business_name") or setting(store, "sender_name")
    options: dict[str, Any] = {
        **prepared.options.kept(), "subject": mail.subject, "form": mail.form, "sender": sender,
        "sender_name": name, "attachments": [],
    }  # fmt: skip
    return RunFacts(
        mail.file_name, mail.content, "", left_out_rows(prepared.left_out), channel="email",
        purpose=prepared.options.purpose or "service", state=state, options=options,
    )  # fmt: skip


def _letters(store: Store, mail: Mail, prepared: Prepared) -> list[LetterMade]:
    """A kept mail for each person, its id fixed now; each address once for the same words."""
    domain = (mail.sender or setting(store, "business_email")).rpartition("@")[2]
    plain = domain if domain.isascii() else "localhost"
    return [
        replace(
            letter_made(each), recipient=str(each.values["email"]),
            message_id=make_msgid(domain=plain),
        )
        for each in prepared.letters
    ]  # fmt: skip


def _keep_attachments(store: Store, mail: Mail) -> list[tuple[str, str]]:
    kept, size = [], 0
    for path in mail.attachments:
        document = documents.add_file(store, path, note=f"Sent with: {mail.subject}")
        row = store.get("document", document) or {}
        size += row["size"]
        if size > MOST_ATTACHED:
            message = "The attachments are larger than 20 MB together. Mail servers refuse that."
            raise Refusal(message, "attachments")
        kept.append((row["name"], row["sha256"]))
    return kept


def _rate(store: Store) -> int:
    text = setting(store, "mail_per_minute").strip()
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 60


def _pause(until: float, done: int, total: int, progress: Progress | None) -> None:
    """Wait for the next mail's turn, and be stopped within the blink of an eye."""
    while (left := until - time.monotonic()) > 0:
        threading.Event().wait(min(left, _SLICE))
        if progress is not None:
            progress(done, total, "emails")
