"""Invitations to an appointment by email: a mail with a calendar entry for each who comes.

They are drafts for the person's own mail program, or go out as a run of mails like any other.

Sources: RFC 5546 section 3.2.2 (REQUEST), RFC 6047 (iMIP). An invitation names its receiver and
us, nobody else who comes, and nothing that the book notes for ourselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

from app.desk import calendar_events, letters, mail_merge
from app.desk.letter_files import LetterFiles
from app.desk.letter_lists import appointment_values
from app.desk.letter_values import LeftOut, LetterFor, Prepared, RunOptions
from app.desk.mail_text import INVITATION, Mail
from app.exchange.calendars.icalendar_out import CalendarEvent, calendar_bytes
from app.exchange.mail.mail_out import (
    MailHead,
    MailText,
    UnsendableMail,
    add_request,
    draft,
    message,
)
from app.exchange.new_file import safe_file_name
from app.models.activity import Activity
from app.models.calendar.appointment import ENDED
from app.models.calendar.recurrence import sentence
from app.models.calendar.zones import zone_city
from app.models.errors import Refusal
from app.models.letters.email_text import is_one_address, one_line
from app.models.operations import activities
from app.models.operations.letter_runs import noun
from app.storage.queries import calendar, many
from app.storage.settings import setting
from app.storage.store import Store
from app.storage.tables import Row
from app.storage.wall_time import parse_wall, shifted

_SUBJECT, _TEXT = "invitation_subject", "invitation_text"
_OPTIONS = RunOptions(channel="email", purpose="service")


@dataclass(frozen=True, slots=True)
class Invitation:
    """One mail before it is written: to whom, in which words, with which calendar entries."""

    to: LetterFor
    text: MailText
    events: tuple[CalendarEvent, ...]


@dataclass(frozen=True, slots=True)
class Invitations:
    """Everybody who gets an invitation to an appointment, and who does not and why."""

    row: Row
    mails: tuple[Invitation, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """Drafts that were written, and who was left out."""

    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...]


def prepare(store: Store, appointment_id: int, occurrence: str, today: date) -> Invitations:
    """An invitation for each contact of an appointment whom email may reach.

    Of a series the time that ``occurrence`` names, or with "" the whole series. Raises
    ``Refusal`` when it is gone or over.
    """
    row = calendar.appointment(store, appointment_id, occurrence)
    if row is None or (row["is_series"] and row["occurrence"] != occurrence):
        raise Refusal("This appointment is not in the book any more.")
    if row["status"] in ENDED:
        raise Refusal("This appointment is over or cancelled, so nobody is invited to it.")
    people = json.loads(row["contact_ids"])
    found = letters.prepare(store, None, people, today=today, options=_OPTIONS)
    events = _Entries(store, row, occurrence)
    homes = many.rows_of(store, "contact", people)
    mails = tuple(
        Invitation(
            each, _words(store, row, each.values, homes[each.contact_id]["zone"]), events.of(each)
        )
        for each in found.letters
    )
    return Invitations(row, mails, found.left_out)


def calendar_part(invitation: Invitation) -> bytes:
    """The calendar file of an invitation, which asks its receiver to answer."""
    return calendar_bytes(invitation.events, method="REQUEST")


def drafts(store: Store, appointment_id: int, occurrence: str, folder: Path,
           today: date) -> Drafted:  # fmt: skip
    """Write an .eml draft for each who comes, and log it on their timelines, in one step.

    Files and log come together or not at all. Raises ``Refusal`` with the reasons when nobody
    can get one, ``CannotWrite``.
    """
    found = _somebody(prepare(store, appointment_id, occurrence, today))
    sender = setting(store, "business_email")
    if not is_one_address(sender):
        raise Refusal("Enter the email address you send from in the settings.", "business_email")
    files = LetterFiles(folder, separate=True, pdf=False)
    title = one_line(found.row["title"])
    try:
        with store.step(f"Make {noun(len(found.mails), 'invitation')}: {title}"):
            for mail in found.mails:
                _log(store, found.row, mail)
            paths = files.take(_written(store, found.mails, sender, files.work))
            files.place()
    except BaseException:
        files.clear(failed=True)
        raise
    files.clear()
    return Drafted(paths, found.left_out)


def queue(
    store: Store, appointment_id: int, occurrence: str, today: date
) -> tuple[int, tuple[LeftOut, ...]]:
    """Keep a run of invitations for ``mail_merge.send``, in one step; nothing is sent yet.

    Returns the run, and who was left out. Raises ``Refusal`` when nobody can get one.
    """
    found = _somebody(prepare(store, appointment_id, occurrence, today))
    mails = tuple(
        replace(
            mail.to,
            values={
                **mail.to.values, _SUBJECT: mail.text.subject, _TEXT: mail.text.plain,
                INVITATION: calendar_part(mail).decode(),
            },
        )
        for mail in found.mails
    )  # fmt: skip
    words = Mail(
        f"{{{{{_SUBJECT}}}}}", f"{{{{{_TEXT}}}}}".encode(),
        name=f"Invitation: {one_line(found.row['title'])[:60]}",
    )  # fmt: skip
    run_id = mail_merge.queue(store, words, Prepared(mails, found.left_out, options=_OPTIONS))
    return run_id, found.left_out


def _somebody(found: Invitations) -> Invitations:
    if not found.mails:
        raise Refusal(f"No invitation was made. {reasons(found.left_out)}".strip())
    return found


def reasons(left_out: Sequence[LeftOut]) -> str:
    """Who was left out and why, in one line; "" for nobody."""
    if not left_out:
        return ""
    return f"Left out: {'; '.join(f'{each.name} ({each.reason})' for each in left_out)}."


def _log(store: Store, row: Row, mail: Invitation) -> None:
    entry = Activity(
        kind="email", subject=f"Invitation: {one_line(row['title'])}", body=mail.text.plain,
        direction="out", contact_id=mail.to.contact_id, account_id=mail.to.account_id,
        deal_id=row["deal_id"],
    )  # fmt: skip
    activities.log_activity(store, entry)


def _written(
    store: Store, mails: Sequence[Invitation], sender: str, work: Path
) -> list[Path]:  # fmt: skip
    name = setting(store, "business_name") or setting(store, "sender_name")
    made = []
    for number, mail in enumerate(mails, 1):
        try:
            content = draft(_message(mail, sender, name))
        except UnsendableMail as error:
            raise Refusal(f"{mail.to.name}: {error} No draft was made.") from None
        made.append(work / safe_file_name(f"{number:04} {mail.to.name}.eml"))
        made[-1].write_bytes(content)
    return made


def _message(mail: Invitation, sender: str, sender_name: str) -> EmailMessage:
    domain = sender.rpartition("@")[2]
    head = MailHead(
        sender, sender_name, str(mail.to.values["email"]), str(mail.to.values["full_name"]),
        make_msgid(domain=domain if domain.isascii() else "localhost"),
        datetime.now(UTC).astimezone(),
    )  # fmt: skip
    made = message(head, mail.text)
    add_request(made, calendar_part(mail))
    return made


# What the calendar entry says --------------------------------------------------------------------


class _Entries:
    """The calendar entries of an appointment, as each receiver may see them."""

    def __init__(self, store: Store, row: Row, occurrence: str) -> None:
        self._us = (
            one_line(setting(store, "business_name") or setting(store, "sender_name")),
            setting(store, "business_email"),
        )
        first = next(iter(calendar_events.events(store, [row["id"]])))
        _check_ours(first, self._us[1])
        self._changed: list[tuple[CalendarEvent, Row]] = []
        if row["is_series"] and occurrence:
            first = _one_of(first, row, occurrence)
        elif row["is_series"]:
            rows = calendar.exceptions_of(store, row["id"])
            ids = [each["id"] for each in rows]
            self._changed = list(zip(calendar_events.events(store, ids), rows, strict=True))
        self._first, self._bring = first, row["bring"]
        listed = [calendar.appointment(store, each["id"]) for _, each in self._changed]
        self._coming = [set(json.loads(each["contact_ids"])) if each else set() for each in listed]

    def of(self, person: LetterFor) -> tuple[CalendarEvent, ...]:
        """The entries for one receiver: times of a series they do not come to are left out."""
        kept, away = [], []
        for (event, row), coming in zip(self._changed, self._coming, strict=True):
            if person.contact_id in coming and row["status"] != "cancelled":
                kept.append(self._shown(event, person, row["bring"]))
            elif event.recurrence is not None:
                away.append(event.recurrence)
        exceptions = tuple(dict.fromkeys([*self._first.exceptions, *away]))
        first = replace(self._first, exceptions=exceptions)
        return (self._shown(first, person, self._bring), *kept)

    def _shown(self, event: CalendarEvent, person: LetterFor, bring: str) -> CalendarEvent:
        who = (one_line(str(person.values["full_name"])), str(person.values["email"]))
        return replace(
            event, changed=datetime.now(UTC), note=f"Please bring: {bring}" if bring else "",
            organizer=self._us, attendees=(who,), alarm=None, categories=(), created="", own=(),
            extra=(),
        )  # fmt: skip


def _check_ours(event: CalendarEvent, us: str) -> None:
    """Only who called for a meeting may invite to it (RFC 5546 section 3.2.2)."""
    for head, value in event.extra:
        caller = value.strip().lower().removeprefix("mailto:")
        if head.upper().partition(";")[0] == "ORGANIZER" and caller != us.lower():
            raise Refusal(f"{caller} called for this appointment and invites to it.")


def _one_of(event: CalendarEvent, row: Row, occurrence: str) -> CalendarEvent:
    """One time of a series, known by where the series had it."""
    start, end, usual = (parse_wall(each) for each in (row["start_at"], row["end_at"], occurrence))
    whole = bool(row["all_day"])
    return replace(
        event, start=start.date() if whole else start, end=end.date() if whole else end,
        recurrence=usual.date() if whole else usual, series_zone=event.zone, rule="",
        exceptions=(), dates=(),
    )  # fmt: skip


# What the mail says ------------------------------------------------------------------------------


def _words(store: Store, row: Row, values: Mapping[str, Any], their_zone: str) -> MailText:
    language = str(values["language"]) or setting(store, "locale").replace("_", "-")
    said = appointment_values({**row, "start": row["start_at"]}, language)
    phone = str(values["sender_phone"])
    call = f" or call us on {phone}" if phone else ""
    facts = [
        ("When", _when(row, row["zone"], language)),
        ("In your time", _elsewhere(row, their_zone, language)),
        ("Again", sentence(row["rrule"], row["start_at"], row["zone"])
         if row["is_series"] and not row["occurrence"] else ""),
        ("Where", ", ".join(str(row["place"]).splitlines())),
        ("You will be seen by", said["appointment_staff"]),
        ("Please bring", said["appointment_bring"]),
    ]  # fmt: skip
    lines = [
        str(values["greeting"]), "", "we would like to invite you:", "",
        said["appointment_title"], *(f"{name}: {text}" for name, text in facts if text), "",
        f"If the time does not suit you, please answer this email{call}.", "",
        "Kind regards,",
        *(each for each in (values["sender_name"], values["business_name"]) if each),
    ]  # fmt: skip
    subject = f"Invitation: {said['appointment_title']}, {said['appointment_date']}"
    return MailText(one_line(subject), "\n".join(map(str, lines)) + "\n")


def _when(row: Row, zone: str, language: str) -> str:
    """Day and time on the clocks of a zone, with its name."""
    walls = (shifted(row[name], row["zone"], zone) for name in ("start_at", "end_at"))
    said = [appointment_values({**row, "start": wall}, language) for wall in walls]
    (day, start), (last, end) = (
        (each["appointment_date"], each["appointment_time"]) for each in said
    )
    if row["all_day"]:
        return _days(row, day, language)
    until = end if day == last else f"{last}, {end}"
    city = zone_city(zone)
    return f"{day}, {start} to {until} ({city if city == 'UTC' else f'{city} time'})"


def _days(row: Row, day: str, language: str) -> str:
    """The days of what has no time; the end is the day after the last one."""
    ends = parse_wall(row["end_at"]).toordinal() - 1
    if ends <= parse_wall(row["start_at"]).toordinal():
        return day
    wall = date.fromordinal(ends).isoformat()
    last = appointment_values({**row, "start": wall}, language)["appointment_date"]
    return f"{day} to {last}"


def _elsewhere(row: Row, zone: str, language: str) -> str:
    """The same on the clocks of who comes, where they show another time."""
    start = row["start_at"]
    if row["all_day"] or not zone or shifted(start, row["zone"], zone) == start:
        return ""
    return _when(row, zone, language)
