"""Verbs on firms."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.account import Account
from app.models.errors import Problem, Refusal
from app.models.operations import people
from app.models.records import from_row, to_row
from app.storage import clock
from app.storage.ids import new_uuid
from app.storage.queries import records
from app.storage.store import Store
from app.storage.text import fold


def load_account(store: Store, account_id: int) -> Account:
    """The firm of that number; raises ``UnknownRow``."""
    return from_row(Account, records.record(store, "account", account_id))


def save_account(store: Store, account: Account, *, label: str = "") -> int:
    """Keep a firm, new or known; raises ``Refusal`` with what is wrong. Returns the id."""
    problems = account.problems() + _circle(store, account)
    if problems:
        raise Refusal(problems)
    row = to_row(account) | {"name_key": fold(account.name.strip())}
    if "id" not in row:
        row |= {"uuid": new_uuid(), "created_at": clock.now()}
        with store.step(label or f"Add {account.name}"):
            return store.put("account", row)
    with store.step(label or f"Change {account.name}"):
        return store.put("account", row)


def account_named(store: Store, name: str) -> int:
    """The firm of that name, whatever its case and accents, made on first use."""
    known = store.value("SELECT id FROM account WHERE name_key = ?", (fold(name.strip()),))
    if known is not None:
        return int(known)
    return save_account(store, Account(name=name.strip()))


def delete_accounts(store: Store, ids: Iterable[int]) -> int:
    """Delete firms; their people stay."""
    return people.delete(store, "account", ids)


def name_of(store: Store, account_id: int | None) -> str:
    """The name of a firm, or an empty text."""
    return str(store.value("SELECT name FROM account WHERE id = ?", (account_id,)) or "")


def would_circle(store: Store, account_id: int, parent: int | None) -> bool:
    """Whether a firm that is part of `parent` would be part of itself."""
    seen = {account_id}
    while parent is not None and account_id:
        if parent in seen:
            return True
        seen.add(parent)
        parent = store.value("SELECT parent_id FROM account WHERE id = ?", (parent,))
    return False


def _circle(store: Store, account: Account) -> list[Problem]:
    if would_circle(store, account.id, account.parent_id):
        return [Problem("parent_id", "That would make an account belong to itself.")]
    return []
