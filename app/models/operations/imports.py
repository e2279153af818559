"""Bring drafts of an import into the book: one step, to be taken back like any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from app.models.import_plan import Draft
from app.models.operations.accounts import account_named
from app.models.operations.contacts import name_keys
from app.models.operations.import_firms import Firms
from app.models.operations.import_updates import update_account, update_contact
from app.models.operations.people import own_field_id, tag_id
from app.models.operations.staff import staff_named
from app.models.phone import search_digits
from app.storage import clock
from app.storage.ids import new_ids, new_uuid
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

    def __init__(self, store: Store, run_id: int, *, doubles: bool, overwrite: bool) -> None:
        self.store = store
        self.doubles = doubles
        self.run_id = run_id
        self.now = clock.now()
        self.made = Created(run_id)
        self.rows: dict[str, list[Any]] = defaultdict(list)
        self.accounts: dict[str, int] = {}
        for row_id, key in store.select("SELECT id, name_key FROM account ORDER BY id DESC"):
            self.accounts[key] = row_id
        self.tags: dict[str, int] = {}
        self.fields: dict[tuple[str, str], int] = {}
        self.staff: dict[str, int] = {}
        self.contact_of_row: dict[int, int] = {}
        self.firms = Firms(store, overwrite=overwrite)
        infos = {table: store.info(table) for table in ("contact", "account")}
        self.columns = {table: info.columns for table, info in infos.items()}
        self.places = {
            table: {name: place for place, name in enumerate(info.columns)}
            for table, info in infos.items()
        }
        self.templates = {
            table: [info.defaults[name] for name in info.columns] for table, info in infos.items()
        }
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
        found = draft.contact
        name, first = str(found["name"]), str(found.get("first_name", ""))
        keys = name_keys(name, first, str(found.get("last_name", "")))
        line = self._line("contact", found, contact_id, draft)
        places = self.places["contact"]
        line[places["name_key"]] = keys["name_key"]
        line[places["last_name_key"]] = keys["last_name_key"]
        self.rows["contact"].append(line)
        self.made.counts["contacts"] += 1
        self._reach(draft, "contact", contact_id)
        if draft.account and draft.account.get("name"):
            account = self._account_of(draft, draft.account)
            title = str(found.get("job_title", ""))
            self.rows["contact_account"].append((contact_id, account, "", title, "", "", 0))
            for label, value in self.firms.taken_parked():
                field = self._field("contact", label)
                self.rows["field_value"].append((field, contact_id, None, value))

    def _line(self, table: str, values: dict[str, Any], row_id: int, draft: Draft) -> list[Any]:
        """A whole new row in column order: the defaults, then what is said."""
        line = self.templates[table].copy()
        places = self.places[table]
        for name, value in values.items():
            line[places[name]] = value
        line[0] = row_id
        line[places["uuid"]] = new_uuid()
        line[places["created_at"]] = self.now
        line[places["import_id"]] = self.run_id
        line[places["import_row"]] = draft.row
        if draft.owner and table == draft.subject:
            line[places["staff_id"]] = self._staff(draft.owner)
        return line

    def _account_of(self, draft: Draft, found: dict[str, str]) -> int:
        key = fold(found["name"])
        known = self.accounts.get(key)
        alone = draft.subject == "account"
        if known is not None and not (alone and self.doubles):
            if len(found) > 1 or draft.account_phones:
                self.firms.told(known, draft)
            return known
        account_id = self.accounts[key] = self.next_account
        self.next_account += 1
        line = self._line("account", found, account_id, draft)
        line[self.places["account"]["name_key"]] = key
        self.rows["account"].append(line)
        self.made.counts["accounts"] += 1
        self.firms.made(account_id, found)
        self._phones("account", account_id, draft.account_phones)
        if alone:
            self._reach(draft, "account", account_id)
        return account_id

    def _reach(self, draft: Draft, owner: str, row_id: int) -> None:
        person, firm = (row_id, None) if owner == "contact" else (None, row_id)
        self._phones(owner, row_id, draft.phones)
        rows = self.rows
        for place, email in enumerate(draft.emails):
            rows["email_address"].append(
                (person, firm, email["kind"], email.get("label", ""), email["value"], place)
            )
        for place, address in enumerate(draft.addresses):
            get = address.get
            rows["address"].append(
                (person, firm, get("kind", "work"), get("label", ""), get("street", ""),
                 get("street2", ""), get("postcode", ""), get("town", ""), get("region", ""),
                 get("country", ""), place)
            )  # fmt: skip
        for name in draft.tags:
            rows["tagging"].append((self._tag(name), person, firm))
        for label, value in draft.own_fields.items():
            rows["field_value"].append((self._field(owner, label), person, firm, value))

    def _phones(self, owner: str, row_id: int, phones: list[dict[str, str]]) -> None:
        person, firm = (row_id, None) if owner == "contact" else (None, row_id)
        for place, phone in enumerate(phones):
            e164 = phone.get("e164", "")
            forms = " ".join(search_digits(phone["value"], e164))
            self.rows["phone"].append(
                (person, firm, phone["kind"], phone.get("label", ""), phone["value"], e164,
                 forms, place)
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
        for table in ("account", "contact"):
            self.store.put_many(table, self.columns[table], self._taken(table))
        for table, columns in CHILD_COLUMNS.items():
            self.store.put_many(table, columns, self._taken(table))

    def _taken(self, name: str) -> list[Any]:
        return self.rows.pop(name, [])


_OWNERS = ("contact_id", "account_id")
CHILD_COLUMNS = {
    "contact_account": ("contact_id", "account_id", "role", "job_title", "from_date", "to_date",
                        "position"),
    "phone": (*_OWNERS, "kind", "label", "value", "e164", "digits", "position"),
    "email_address": (*_OWNERS, "kind", "label", "value", "position"),
    "address": (*_OWNERS, "kind", "label", "street", "street2", "postcode", "town", "region",
                "country", "position"),
    "tagging": ("tag_id", *_OWNERS),
    "field_value": ("field_id", *_OWNERS, "value"),
}  # fmt: skip
"""What a gathered row of each table that belongs to a person or firm holds, in this order."""


def apply(
    store: Store,
    drafts: Iterable[Draft],
    source: Source,
    *,
    report: Callable[[], dict[str, Any]],
    doubles: bool = False,
    overwrite: bool = True,
    total: int = 0,
    progress: Progress | None = None,
) -> Created:
    """Write the drafts in one step; ``report()`` gives counts and exceptions once all are read.

    With ``overwrite`` a row about a new person also changes what the book knew of their firm.
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
        writer = _Writer(store, run_id, doubles=doubles, overwrite=overwrite)
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
    writer.firms.write()
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
