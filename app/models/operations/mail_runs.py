"""Verbs on mails of a run: each one's state is written by itself, so that none goes out twice.

A mail is "queued", then "sending" (written just before the server is told that it is whole), then
"sent" or "failed". One that is found "sending" when nobody sends was interrupted: if its end
mark did not go out, the server forgot it and it waits again; else it is "unsure", and is not sent
again unless somebody says so.
"""

from __future__ import annotations

from collections.abc import Container

from app.models.errors import Refusal
from app.storage import clock
from app.storage.queries import letter_runs
from app.storage.store import Store
from app.storage.tables import Row

_UNSURE = "May have been sent: the program ended while the server was answering."


def begin_mail(store: Store, letter_id: int, to: str) -> None:
    """The whole mail is at the server but for its end mark, which comes next."""
    with store.step(f"Send email to {to}") as changes:
        changes.lasting = True
        store.put("letter", {"id": letter_id, "state": "sending", "at": clock.now()})


def mail_sent(store: Store, row: Row, subject: str, answer: str) -> None:
    """The server took the mail: the timeline says so."""
    now = clock.now()
    with store.step(f"Email sent to {row['recipient']}") as changes:
        changes.lasting = True
        store.put("letter", {"id": row["id"], "state": "sent", "at": now, "outcome": answer[:200]})
        _tell(store, row, subject, now)


def mail_failed(store: Store, letter_id: int, why: str, *, for_good: bool) -> None:
    """The server did not take the mail; for good, or it waits for the next try."""
    state = "failed" if for_good else "queued"
    with store.step("Email not sent") as changes:
        changes.lasting = True
        store.put("letter", {"id": letter_id, "state": state, "outcome": why[:200]})


def mail_unsure(store: Store, letter_id: int, why: str = _UNSURE) -> None:
    """Nobody knows whether the server took the mail."""
    with store.step("Email that may have been sent") as changes:
        changes.lasting = True
        store.put("letter", {"id": letter_id, "state": "unsure", "outcome": why[:200]})


def pick_up(store: Store, run_id: int, ended: Container[int] | None) -> list[Row]:
    """The mails of a run that wait, those that were interrupted before their end among them.

    ``ended`` are the mails whose end mark went out; ``None`` when nobody knows.
    """
    left = [row for row in letter_runs.letters_in(store, run_id) if row["state"] == "sending"]
    if left:
        with store.step("Look after an interrupted sending") as changes:
            changes.lasting = True
            for row in left:
                if ended is not None and row["id"] not in ended:
                    store.put("letter", {"id": row["id"], "state": "queued", "at": ""})
                else:
                    mail_unsure(store, row["id"])
    return [row for row in letter_runs.letters_in(store, run_id) if row["state"] == "queued"]


def settle(store: Store, letter_id: int, *, sent: bool, subject: str = "") -> None:
    """Say of an unsure mail that it was sent, or that it is to be sent again."""
    row = store.get("letter", letter_id)
    if row is None or row["state"] not in ("unsure", "failed"):
        message = "This mail is not in doubt."
        raise Refusal(message)
    if sent:
        mail_sent(store, row, subject, "Sent, as somebody looked up")
        return
    with store.step(f"Send email to {row['recipient']} again"):
        store.put("letter", {"id": letter_id, "state": "queued", "outcome": ""})
        store.put("letter_run", {"id": row["letter_run_id"], "state": "sending"})


def finish_run(store: Store, run_id: int) -> None:
    """No mail of the run waits any more."""
    run = letter_runs.run(store, run_id)
    waiting = [r for r in letter_runs.letters_in(store, run_id) if r["state"] == "queued"]
    if run["state"] == "sending" and not waiting:
        with store.step(f"Emails sent: {run['template_name']}") as changes:
            changes.lasting = True
            store.put("letter_run", {"id": run_id, "state": "confirmed"})


def _tell(store: Store, row: Row, subject: str, now: str) -> None:
    for person in letter_runs.covered(row):
        store.put(
            "activity",
            {"kind": "email", "at": now, "subject": subject, "direction": "out",
             "contact_id": person, "account_id": row["account_id"], "letter_id": row["id"],
             "uid": row["message_id"], "created_at": now},
        )  # fmt: skip
