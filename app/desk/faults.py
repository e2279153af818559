"""What the world or a rule can do to work at the desk, and what is said of it."""

from __future__ import annotations

from app.exchange.new_file import CannotWrite
from app.exchange.tables.table import UnreadableFile
from app.exchange.word.word_package import UnusableTemplate
from app.models.errors import Refusal
from app.storage.errors import BookError

WORLD = (UnusableTemplate, UnreadableFile, CannotWrite, Refusal, BookError)
"""Each says in its own words, for the person, what happened."""


def sentence(error: object) -> str:
    """What is said of a job that failed; a mistake of ours is raised again, for the crash report.

    Raises the error itself when it is none of ``WORLD``.
    """
    if isinstance(error, WORLD):
        return str(error)
    raise error if isinstance(error, BaseException) else TypeError(repr(error))
