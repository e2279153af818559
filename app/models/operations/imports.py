"""Bring drafts of an import into the book: one step, to be taken back like any other."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from app.models.import_plan import Draft
from app.models.operations.accounts import account_named
from app.models.operations.contacts import name_keys
from app.models.operations.import_updates import update_account, update_contact
from app.models.operations.people import own_field_id, tag_id
from app.models.operations.staff import staff_named
from app.models.phone import search_digits
from app.storage import clock
from app.storage.ids import new_ids
from app.storage.store import Store
from app.storage.text import fold

BATCH = 2_000
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an import came from, kept in the book with it."""

    file_name: str
    file_sha256: str = ""
    sheet: str = ""
    kind: str = ""
    mapping: str = "[]"


@dataclass(slots=True)
class Created:
    """What an import made: counts by kind, and the id of the run that the book keeps."""

    run_id: int = 0
    step_id: int = 0
    counts: dict[str, int] = field(default_factory=lambda: {"contacts": 0, "accounts": 0})


class _Writer:
    """Gathers rows by table and writes them in batches; accounts are made once each."""

    def __init__(self, store: Store, run_id: int, *, doubles: bool) -> None:
        self.store = store
        self.doubles = doubles
        self.run_id = run_id
        self.now = clock.now()
        self.made = Created(run_id)
        self.rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.accounts: dict[str, int] = {}
        for row_id, key in store.select("SELECT id, name_key FROM account ORDER BY id DESC"):
            self.accounts[key] = row_id
        self.tags: dict[str, int] = {}
        self.fields: dict[tuple[str, str], int] = {}
        self.staff: dict[str, int] = {}
        self.contact_of_row: dict[int, int] = {}
        self.contact_columns = store.info("contact").columns
        self.account_columns = store.info("account").columns
        self.next_contact = 0
        self.next_account = 0

    def reserve(self, count: int) -> None:
        """Fresh ids for a batch, so that rows can point at each other before they are written."""
        self.next_contact = new_ids(count)
        self.next_account = new_ids(count)

    def has_firm(self, draft: Draft) -> bool:
        """Whether a row about a firm alone names one that the book or an earlier row has."""
        if draft.subject != "account" or self.doubles:
            return False
        return fold((draft.account or {}).get("name", "")) in self.accounts

    def create(self, draft: Draft) -> None:
        """A new person or firm with everything the row says."""
        if draft.subject == "account":
            self._account_of(draft, draft.account or {})
            return
        contact_id = self.next_contact
        self.next_contact += 1
        self.contact_of_row[draft.row] = contact_id
        values = self._contact_values(draft, contact_id)
        get = values.get
        defaults = self.store.info("contact").defaults
        self.rows["contact"].append(
            tuple(get(name, defaults[name]) for name in self.contact_columns)
        )
        self.made.counts["contacts"] += 1
        self._reach(draft, "contact", contact_id)
        if draft.account and draft.account.get("name"):
            account = self._account_of(draft, draft.account)
            title = str(draft.contact.get("job_title", ""))
            self.rows["contact_account"].append((contact_id, account, title))

    def _contact_values(self, draft: Draft, contact_id: int) -> dict[str, Any]:
        found = draft.contact
        keys = name_keys(
            str(found["name"]), str(found.get("first_name", "")), str(found.get("particle", "")),
            str(found.get("last_name", "")),
        )  # fmt: skip
        values = {
            **found, **keys, "id": contact_id, "uuid": _uuid(), "created_at": self.now,
            "import_id": self.run_id, "import_row": draft.row,
        }  # fmt: skip
        if draft.owner:
            values["staff_id"] = self._staff(draft.owner)
        return values

    def _account_of(self, draft: Draft, found: dict[str, str]) -> int:
        key = fold(found["name"])
        known = self.accounts.get(key)
        alone = draft.subject == "account"
        if known is not None and not (alone and self.doubles):
            return known
        account_id = self.accounts[key] = self.next_account
        self.next_account += 1
        values: dict[str, Any] = {
            **found, "id": account_id, "uuid": _uuid(), "name_key": key, "created_at": self.now,
            "import_id": self.run_id, "import_row": draft.row,
        }  # fmt: skip
        if alone and draft.owner:
            values["staff_id"] = self._staff(draft.owner)
        defaults = self.store.info("account").defaults
        self.rows["account"].append(
            tuple(values.get(name, defaults[name]) for name in self.account_columns)
        )
        self.made.counts["accounts"] += 1
        self._phones("account", account_id, draft.account_phones)
        if alone:
            self._reach(draft, "account", account_id)
        return account_id

    def _reach(self, draft: Draft, owner: str, row_id: int) -> None:
        self._phones(owner, row_id, draft.phones)
        for place, email in enumerate(draft.emails):
            self.rows[f"email_address.{owner}"].append(
                (row_id, email["kind"], email.get("label", ""), email["value"], place)
            )
        for place, address in enumerate(draft.addresses):
            get = address.get
            self.rows[f"address.{owner}"].append(
                (row_id, get("kind", "work"), get("label", ""), get("street", ""),
                 get("street2", ""), get("postcode", ""), get("town", ""), get("region", ""),
                 get("country", ""), place)
            )  # fmt: skip
        for name in draft.tags:
            self.rows[f"tagging.{owner}"].append((self._tag(name), row_id))
        for label, value in draft.own_fields.items():
            self.rows[f"field_value.{owner}"].append((self._field(owner, label), row_id, value))

    def _phones(self, owner: str, row_id: int, phones: list[dict[str, str]]) -> None:
        for place, phone in enumerate(phones):
            forms = " ".join(search_digits(phone["value"], phone.get("e164", "")))
            self.rows[f"phone.{owner}"].append(
                (row_id, phone["kind"], phone.get("label", ""), phone["value"],
                 phone.get("e164", ""), forms, place)
            )  # fmt: skip

    def _tag(self, name: str) -> int:
        if name not in self.tags:
            self.tags[name] = tag_id(self.store, name)
        return self.tags[name]

    def _field(self, owner: str, label: str) -> int:
        if (owner, label) not in self.fields:
            self.fields[owner, label] = own_field_id(self.store, owner, label)  # type: ignore[arg-type]
        return self.fields[owner, label]

    def _staff(self, name: str) -> int:
        if name not in self.staff:
            self.staff[name] = staff_named(self.store, name)
        return self.staff[name]

    def flush(self) -> None:
        """Write what was gathered, parents before children."""
        put = self.store.put_many
        put("account", self.account_columns, self._taken("account"))
        put("contact", self.contact_columns, self._taken("contact"))
        put("contact_account", ("contact_id", "account_id", "job_title"),
            self._taken("contact_account"))  # fmt: skip
        for owner in ("contact", "account"):
            key = f"{owner}_id"
            put("phone", (key, "kind", "label", "value", "e164", "digits", "position"),
                self._taken(f"phone.{owner}"))  # fmt: skip
            put("email_address", (key, "kind", "label", "value", "position"),
                self._taken(f"email_address.{owner}"))  # fmt: skip
            put("address", (key, "kind", "label", "street", "street2", "postcode", "town",
                            "region", "country", "position"),
                self._taken(f"address.{owner}"))  # fmt: skip
            put("tagging", ("tag_id", key), self._taken(f"tagging.{owner}"))
            put("field_value", ("field_id", key, "value"), self._taken(f"field_value.{owner}"))

    def _taken(self, name: str) -> list[tuple[Any, ...]]:
        return self.rows.pop(name, [])


def apply(
    store: Store,
    drafts: Iterable[Draft],
    source: Source,
    *,
    report: Callable[[], dict[str, Any]],
    doubles: bool = False,
    total: int = 0,
    progress: Progress | None = None,
) -> Created:
    """Write the drafts in one step; ``report()`` gives counts and exceptions once all are read.

    With ``doubles`` everything is made anew, also firms of a name that the book knows.
    Nothing is kept when anything fails or ``progress`` raises (Cancel).
    """
    from app.storage.recorder import dump

    with store.step(f"Import {source.file_name}") as changes:
        run_id = store.put(
            "import_run",
            {"file_name": source.file_name, "file_sha256": source.file_sha256,
             "sheet": source.sheet, "kind": source.kind, "mapping": source.mapping,
             "at": clock.now(), "actor": store.actor},
        )  # fmt: skip
        writer = _Writer(store, run_id, doubles=doubles)
        done = 0
        stream = iter(drafts)
        while batch := list(islice(stream, BATCH)):
            writer.reserve(len(batch))
            _take(store, writer, batch)
            done += len(batch)
            if progress is not None:
                progress(done, max(total, done), "rows")
        facts = report()
        store.put(
            "import_run",
            {"id": run_id, "counts": dump({**facts["counts"], **writer.made.counts}),
             "exceptions": dump(facts["exceptions"])},
        )  # fmt: skip
    writer.made.step_id = changes.step_id
    return writer.made


def _take(store: Store, writer: _Writer, batch: list[Draft]) -> None:
    """Create what is new at once; then change what was there before or further up."""
    later = []
    for draft in batch:
        if draft.action == "create" and not writer.has_firm(draft):
            writer.create(draft)
        elif draft.action == "create" or draft.action == "update":
            later.append(draft)
    writer.flush()
    for draft in later:
        if draft.subject == "account":
            key = fold((draft.account or {}).get("name", ""))
            known = draft.match_id or writer.accounts.get(key)
            if known is not None:
                update_account(store, known, draft)
            continue
        known = draft.match_id or writer.contact_of_row.get(draft.match_row or 0)
        if known is None:
            continue
        if draft.match_row is not None:
            writer.contact_of_row.setdefault(draft.row, known)
        update_contact(store, known, draft)
        name = (draft.account or {}).get("name")
        if name:
            writer.accounts[fold(name)] = account_named(store, name)


def _uuid() -> str:
    return str(uuid.uuid4())
