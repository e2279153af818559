"""One window a book: a lock file beside it, and a way to call the window that has it (R29).

The lock only keeps two windows from the same book; what protects the rows is SQLite's own lock.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.storage.lock import lock_path, server_name

WAIT_MS = 1_500


class Claim(Enum):
    """What came of asking for a book."""

    OURS = "ours"
    RAISED = "raised"
    ELSEWHERE = "elsewhere"
    NO_LOCK = "no lock"


class OneWindow(QObject):
    """Holds the lock of one book, and listens for others who want to open it.

    Signal: ``raise_requested()`` when somebody started the program on the same book.
    """

    raise_requested = Signal()

    def __init__(self, book: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.holder = ""
        self._lock = QLockFile(str(lock_path(book)))
        # A dead process is found by its number; time alone never breaks a lock.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> Claim:
        """Take the book, or call the window that has it.

        ``ELSEWHERE``: another computer has it, or a window that does not answer; ``holder`` says
        which. ``NO_LOCK``: the folder cannot be written to, so nobody can change the book there.
        """
        if self._lock.tryLock(0):
            self._listen()
            return Claim.OURS
        if self._lock.error() == QLockFile.LockError.PermissionError:
            return Claim.NO_LOCK
        if call_window(self.book):
            return Claim.RAISED
        # The other one may have ended while we were calling.
        if self._lock.tryLock(0):
            self._listen()
            return Claim.OURS
        _pid, host, _program = _info(self._lock)
        self.holder = host
        return Claim.ELSEWHERE

    def holds(self) -> bool:
        """Whether the lock is ours."""
        return self._lock.isLocked()

    def release(self) -> None:
        """Give the book up; only the holder removes the lock file."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock.isLocked():
            self._lock.unlock()

    def _listen(self) -> None:
        name = server_name(self.book)
        # Whoever was killed left its socket behind; the lock says that nobody listens there.
        QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if server.listen(name):
            server.newConnection.connect(self._called)
            self._server = server

    def _called(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.write(b"here\n")
            socket.flush()
            self.raise_requested.emit()


def call_window(book: Path) -> bool:
    """Ask the window that has a book to come to the front; whether it answered."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(book))
    if not socket.waitForConnected(WAIT_MS):
        return False
    answered = socket.waitForReadyRead(WAIT_MS)
    socket.disconnectFromServer()
    return answered


def _info(lock: QLockFile) -> tuple[int, str, str]:
    found = lock.getLockInfo()
    values = tuple(found) if isinstance(found, tuple | list) else ()
    if len(values) == 4:
        values = values[1:]
    return (int(values[0]), str(values[1]), str(values[2])) if len(values) == 3 else (0, "", "")
