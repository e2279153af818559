"""What the book cannot know of a mail when the program is killed: whether its end mark went out.

A line is appended to a small file just before the end mark of a mail is sent, and another when
the server took it. What a program has handed to the system outlives it, and takes microseconds;
only a power cut may lose it, so what was written before this computer started tells nothing.
The book itself says "sending" before either line, and that outlives a power cut too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from app.exchange.new_file import CannotWrite
from app.storage import places

ENDED, TAKEN = "ended", "taken"
_SAME_START = 2.0


class MailJournal:
    """The lines of one run on this computer."""

    def __init__(self, run_id: int) -> None:
        self._path = _path(run_id)
        self._file = -1

    def open(self) -> None:
        """Begin to write, behind what this run has written since the computer started."""
        fresh = marks(self._path) is None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if fresh else 0)
            self._file = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise CannotWrite(f"{self._path} cannot be written: {error.strerror}.") from None
        if fresh:
            self._write(f"started {_started():.1f}")

    def ended(self, letter_id: int) -> None:
        """The end mark of this mail goes out next. Raises ``CannotWrite``: then it must not."""
        self._write(f"{ENDED} {letter_id}")

    def taken(self, letter_id: int) -> None:
        """The server took this mail."""
        self._write(f"{TAKEN} {letter_id}")

    def close(self) -> None:
        """End writing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def forget(self) -> None:
        """The run is through: nothing is in doubt that these lines could tell."""
        self.close()
        self._path.unlink(missing_ok=True)

    def _write(self, line: str) -> None:
        data = f"{line}\n".encode()
        try:
            complete = os.write(self._file, data) == len(data)
        except OSError as error:
            raise CannotWrite(f"{self._path} cannot be written: {error.strerror}.") from None
        if not complete:
            raise CannotWrite(f"{self._path} cannot be written: the disk is full.")


def marks_of(run_id: int) -> Mapping[int, str] | None:
    """The last line about each mail of a run; ``None`` when this computer cannot know."""
    return marks(_path(run_id))


def marks(path: Path) -> Mapping[int, str] | None:
    """The last line about each mail in a journal; ``None`` for none of since the start."""
    try:
        lines = path.read_text(encoding="ascii").split("\n")
        word, started = lines[0].split(" ")
        if word != "started" or abs(float(started) - _started()) > _SAME_START:
            return None
        # What stands behind the last line end was cut off, so the end mark did not follow it.
        pairs = [line.split(" ") for line in lines[1:-1]]
        return {int(number): mark for mark, number in pairs}
    except (OSError, ValueError):
        return None


def _started() -> float:
    """About when this computer started; after a sleep it differs, which only makes us careful."""
    return time.time() - time.monotonic()


def _path(run_id: int) -> Path:
    return places.home() / "mail" / f"{run_id}.txt"
