"""What rows about new people say of firms that are there already: filled, changed or parked."""

from __future__ import annotations

from typing import Any

from app.models.imports.import_draft import Draft
from app.models.imports.import_rows import parking_label
from app.models.operations import accounts
from app.models.operations.import_updates import add_to_firm
from app.storage.store import Store
from app.storage.text import fold


class Firms:
    """Remembers the firms of one import, so that no word about them is lost or fought over.

    An empty column is filled. A value that differs changes what the book knew before the import
    (with ``overwrite``); between rows of one file the first word stays, and the second is parked
    with the person whose row says it, where the plan looks for it when the file comes again.
    """

    def __init__(self, store: Store, *, overwrite: bool) -> None:
        self._store = store
        self._overwrite = overwrite
        self._values: dict[int, dict[str, Any]] = {}
        self._said: set[tuple[int, str]] = set()
        self._changes: dict[int, dict[str, str]] = {}
        self._phones: dict[int, list[dict[str, str]]] = {}
        self._parked: list[tuple[str, str]] = []
        self.parents: dict[int, tuple[str, int]] = {}
        """What firms are part of: the name, and the row that says so."""

    def made(self, account_id: int, values: dict[str, str], row: int) -> None:
        """A firm was made by this import, with these columns."""
        self.belongs(account_id, values, row)
        if len(values) > 1:
            self._values[account_id] = dict(values)
            self._said.update((account_id, name) for name in values)
        else:
            self._values[account_id] = values

    def belongs(self, account_id: int, values: dict[str, str], row: int) -> None:
        """Note what a firm is part of; it may stand further down."""
        if values.get("parent"):
            self.parents[account_id] = values["parent"], row

    def told(self, account_id: int, draft: Draft) -> None:
        """A row about somebody says something of a firm that is known."""
        have = self._values.get(account_id)
        if have is None:
            have = self._values[account_id] = self._store.get("account", account_id) or {}
            have["parent"] = accounts.name_of(self._store, have.get("parent_id"))
        for name, value in (draft.account or {}).items():
            if (
                name not in ("name", "uuid")
                and value
                and fold(str(have.get(name) or "")) != fold(str(value))
            ):
                self._settle(account_id, have, name, value)
                self.belongs(account_id, self._changes.get(account_id, {}), draft.row)
        if draft.account_phones:
            self._phones.setdefault(account_id, []).extend(draft.account_phones)

    def _settle(self, account_id: int, have: dict[str, Any], name: str, value: str) -> None:
        free = not have.get(name)
        first = (account_id, name) not in self._said
        if free or (first and self._overwrite):
            have[name] = value
            self._changes.setdefault(account_id, {})[name] = value
        else:
            self._parked.append((parking_label(f"account.{name}"), value))
        self._said.add((account_id, name))

    def taken_parked(self) -> list[tuple[str, str]]:
        """Own fields (label, value) for the person whose row was just told."""
        found = list(dict.fromkeys(self._parked))
        self._parked.clear()
        return found

    def write(self) -> None:
        """Write what was gathered, once the firms themselves are in the book."""
        for account_id in self._changes.keys() | self._phones.keys():
            add_to_firm(
                self._store, account_id, self._changes.get(account_id, {}),
                self._phones.get(account_id, []),
            )  # fmt: skip
        self._changes.clear()
        self._phones.clear()
