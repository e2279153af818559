"""Passwords: only in a keyring that is safe, and never a wait without end."""

import threading

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from app.storage import secrets
from app.storage.secrets import NoKeyring


class InMemory(KeyringBackend):
    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Broken(InMemory):
    def set_password(self, service, username, password):
        message = f"cannot keep {password}"
        raise RuntimeError(message)


class Asleep(InMemory):
    def get_password(self, service, username):
        threading.Event().wait(1)


@pytest.fixture
def use(monkeypatch):
    def take(backend):
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)

    return take


def test_a_password_is_kept_read_and_forgotten(use):
    use(InMemory())
    secrets.keep_password("smtp a@b", "geheim")
    assert secrets.password("smtp a@b") == "geheim"
    secrets.forget_password("smtp a@b")
    secrets.forget_password("smtp a@b")
    assert secrets.password("smtp a@b") is None


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring()])
def test_a_keyring_that_keeps_nothing_safe_is_refused(use, backend):
    use(backend)
    with pytest.raises(NoKeyring, match="no keyring"):
        secrets.keep_password("smtp a@b", "geheim")


def test_what_a_keyring_says_never_tells_the_password(use):
    use(Broken())
    with pytest.raises(NoKeyring) as told:
        secrets.keep_password("smtp a@b", "geheim")
    assert "geheim" not in f"{told.value} {told.value.hint}"


def test_a_keyring_that_does_not_answer_is_given_up(use, monkeypatch):
    use(Asleep())
    monkeypatch.setattr(secrets, "_PATIENCE", 0.05)
    with pytest.raises(NoKeyring, match="did not answer"):
        secrets.password("smtp a@b")
