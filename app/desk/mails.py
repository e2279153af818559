"""Bring in mails: dropped on somebody, or from a file with the people they are from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.exchange.mail.mail_in import read_mails
from app.exchange.new_file import safe_file_name
from app.models.file_names import name_of
from app.models.letters.mail_message import MailMessage
from app.models.operations import mail_filing
from app.models.operations.mail_filing import Filed, MailMatch, match_people
from app.storage.blobs import digest_of
from app.storage.queries import calendar_out, matching, records
from app.storage.store import Store

__all__ = ["Filed", "MailMatch", "MailRehearsal", "file_mail", "match_people",
           "read", "rehearse", "report"]  # fmt: skip
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class MailRehearsal:
    """What a file of mails would do: how many are new, known people, and those who are not."""

    read: int
    new: int
    known: int
    people: tuple[str, ...]
    strangers: tuple[str, ...]
    notes: tuple[str, ...]


def read(path: Path, progress: Progress | None = None) -> Iterator[MailMessage]:
    """The mails of a file; their files carry names that every system accepts (rule R31).

    Raises ``UnreadableFile`` with a sentence.
    """
    for mail in read_mails(path):
        if progress is not None:
            progress(mail.number, 0, "mails read")
        files = tuple(replace(each, name=safe_file_name(each.name, "File")) for each in mail.files)
        yield replace(mail, files=files)


def file_mail(
    store: Store,
    path: Path,
    *,
    contact_id: int | None = None,
    account_id: int | None = None,
    deal_id: int | None = None,
    progress: Progress | None = None,
) -> Filed:
    """Keep the mails of a file in one step: timeline entries, the mails themselves, their files.

    With an owner they are filed there, else with the people of the book they are from or to;
    somebody unknown is added. The same mail again changes nothing. Raises ``UnreadableFile``, and
    ``Refusal`` for what is too large; then nothing is kept.
    """
    digest = digest_of(path)[0]
    return mail_filing.file_mails(
        store, read(path, progress), name_of(path), digest, contact_id=contact_id,
        account_id=account_id, deal_id=deal_id,
    )  # fmt: skip


def rehearse(store: Store, path: Path, progress: Progress | None = None) -> MailRehearsal:
    """What filing the mails of a file would do; nothing is written."""
    count, known = 0, 0
    emails = matching.known_emails(store)
    ids: dict[int, None] = {}
    strangers: dict[str, str] = {}
    notes: list[str] = []
    seen: set[str] = set()
    for mail in read(path, progress):
        count += 1
        if mail.key in seen or calendar_out.is_filed(store, mail.key):
            known += 1
            continue
        seen.add(mail.key)
        match = match_people(store, mail, emails)
        ids |= dict.fromkeys(match.contacts.values())
        if not match.contacts and match.unknown:
            first = match.unknown[0]
            strangers.setdefault(first.address.lower(), first.name or first.address)
        notes += mail.notes
    names = tuple(records.title(store, "contact", row_id)[0] for row_id in ids)
    return MailRehearsal(
        count, count - known, known, names, tuple(strangers.values()), tuple(notes)
    )


def report(path: Path, done: Filed | MailRehearsal, seconds: float) -> dict[str, Any]:
    """Filing in the shape that scripts rely on; a row is a mail, a cell too."""
    dry = isinstance(done, MailRehearsal)
    if isinstance(done, MailRehearsal):
        new, known, step = done.new, done.known, 0
        created = {"contacts": len(done.strangers), "accounts": 0, "activities": new}
        notes = list(done.notes)
    else:
        new, known, step = done.mails, done.known, done.step_id
        created = {"contacts": len(done.contacts), "accounts": 0}
        created |= {"activities": len(done.activities), "documents": len(done.documents)}
        notes = list(done.notes)
    total = new + known
    return {
        "file": str(path), "kind": "mail", "sheet": "", "encoding": "", "delimiter": "",
        "header_row": 0, "columns": [],
        "rows": {"read": total, "created": new, "updated": 0, "unchanged": known, "skipped": 0,
                 "refused": 0},
        "cells": {"total": total, "stored": total, "transformed": 0, "parked": 0, "left_out": 0,
                  "refused": 0},
        "refused": [], "created": created, "notes": notes, "step": step or None, "dry_run": dry,
        "seconds": round(seconds, 3),
    }  # fmt: skip
