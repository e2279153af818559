"""Passwords in the keyring of this computer, and nowhere else: not in the book, logs or exports.

A keyring that keeps them as plain text, or keeps nothing, is refused (rule R36). A keyring may
wait for somebody to unlock it, so it is asked aside and given up after five seconds.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, ClassVar

from app.storage.errors import BookError

SERVICE = "Deskbook"
_PATIENCE = 5.0
_REFUSED = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class NoKeyring(BookError):
    """The keyring of this computer is missing, locked or not safe."""

    kind: ClassVar[str] = "no_keyring"
    default_hint: ClassVar[str] = (
        "Unlock the keyring of your computer (Keychain, Credential Manager, GNOME Keyring or"
        " KWallet) and try again. The password was not kept anywhere else."
    )


def password(name: str) -> str | None:
    """The password kept under a name, or ``None``. Raises ``NoKeyring``."""
    found = _asked(lambda: _keyring().get_password(SERVICE, name))
    return None if found is None else str(found)


def keep_password(name: str, value: str) -> None:
    """Keep a password under a name. Raises ``NoKeyring``."""
    _asked(lambda: _keyring().set_password(SERVICE, name, value))


def forget_password(name: str) -> None:
    """Forget a password; one that is not known is forgotten already. Raises ``NoKeyring``."""

    def forget() -> None:
        keyring = _keyring()
        if keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)

    _asked(forget)


def _keyring() -> Any:
    import keyring

    found = keyring.get_keyring()
    # A chain of keyrings is as safe as the least safe of them.
    chained = getattr(found, "backends", ())
    for each in [found, *(chained if isinstance(chained, list | tuple) else ())]:
        if type(each).__module__.startswith(_REFUSED):
            message = "This computer has no keyring in which a password is safe."
            raise NoKeyring(message)
    return found


def _asked(work: Callable[[], Any]) -> Any:
    """The answer of the keyring; its errors in plain words, and never a wait without end."""
    answers: queue.SimpleQueue[tuple[Any, Exception | None]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put((work(), None))
        except Exception as error:
            answers.put((None, error))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer, error = answers.get(timeout=_PATIENCE)
    except queue.Empty:
        message = "The keyring of this computer did not answer."
        raise NoKeyring(message) from None
    if isinstance(error, NoKeyring):
        raise error
    if error is not None:
        # The error's own words may hold what was to be kept.
        message = f"The keyring of this computer could not be used ({type(error).__name__})."
        raise NoKeyring(message) from None
    return answer
