"""Whether the file under the book's name is still the one we opened (rule R8).

SQLite's own change counter misses a third of the files that a sync client wrote over in place, so
we note the file's identity after each commit of ours and look before each write.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stat:
    """What the system says of a file without opening it."""

    device: int
    inode: int
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> Stat | None:
        """The file's identity now, or ``None`` when nothing is there."""
        try:
            found = path.stat()
        except OSError:
            return None
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class FileIdentity:
    """The identity noted after our own last commit, shared by all our connections to one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._noted = Stat.of(path)

    def note(self) -> None:
        """Remember the file as it is now: we have just opened it or committed to it."""
        with self._lock:
            self._noted = Stat.of(self.path)

    @contextmanager
    def committing(self) -> Iterator[None]:
        """Hold off looks from our other connections until a commit of ours is noted."""
        with self._lock:
            yield
            self._noted = Stat.of(self.path)

    def forget(self) -> None:
        """Trust the file no longer: every later look says that it moved."""
        with self._lock:
            self._noted = None

    def state(self) -> str:
        """``same``, ``changed`` (in place, by somebody else) or ``moved`` (gone or replaced)."""
        with self._lock:
            found, noted = Stat.of(self.path), self._noted
        if found is None or noted is None:
            return "moved"
        if (found.device, found.inode) != (noted.device, noted.inode):
            return "moved"
        return "same" if found == noted else "changed"
