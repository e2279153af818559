"""A letter or mail of the past as a file again, exactly as it was made."""

from __future__ import annotations

from pathlib import Path

from app.desk import letters, mail_merge, opening
from app.desk.faults import WORLD
from app.exchange.mail.mail_out import draft
from app.exchange.new_file import safe_file_name
from app.models.qt.session import Session
from app.storage.queries import letter_runs
from app.ui.panes.letters.letter_maker import show_outside


def letter_copy(session: Session, letter_id: int) -> Path:
    """The letter as a file of its own in a private folder. Raises one of ``WORLD``."""
    row = session.read(letter_runs.letter_with_run, letter_id)
    if row["channel"] == "email":
        content = draft(session.read(mail_merge.mail_again, letter_id))
        return opening.private_copy(safe_file_name(f"{row['person'] or 'Email'}.eml"), content)
    name, made = session.read(letters.again, letter_id)
    return opening.private_copy(name, made)


def show_letter_again(session: Session, letter_id: int) -> None:
    """Open the letter in its program; says why when that cannot be."""
    try:
        path = letter_copy(session, letter_id)
    except WORLD as error:
        session.say(str(error), kind="warn", undo=False)
        return
    if not show_outside(path):
        words = "No program on this computer opens such files."
        session.say(words, kind="warn", undo=False)
