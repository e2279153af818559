"""New people and firms of an import, gathered by table and written in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.models.imports.import_draft import Draft, Near
from app.models.imports.import_near_firms import near_named
from app.models.imports.import_rows import put_beside
from app.models.imports.import_targets import last_words_of
from app.models.operations import accounts
from app.models.operations.contacts import name_keys
from app.models.operations.import_files import Files
from app.models.operations.import_firms import Firms
from app.models.operations.import_updates import keep_beside
from app.models.operations.import_work import DEAL_COLUMNS, Homes, Work
from app.models.operations.people import own_field_id, tag_id
from app.models.operations.staff import staff_named
from app.models.phone import search_digits
from app.storage import clock
from app.storage.ids import new_ids, new_uuid, new_uuids
from app.storage.store import Store
from app.storage.text import fold


@dataclass(slots=True)
class Created:
    """What an import made: counts by kind, and the id of the run that the book keeps."""

    run_id: int = 0
    step_id: int = 0
    counts: dict[str, int] = field(default_factory=lambda: {"contacts": 0, "accounts": 0})


class Writer:
    """Gathers rows by table and writes them in batches; accounts are made once each."""

    def __init__(self, store: Store, run_id: int, *, doubles: bool, overwrite: bool) -> None:
        self.store = store
        self.doubles = doubles
        self.run_id = run_id
        self.now = clock.now()
        self.made = Created(run_id)
        self.rows: dict[str, list[Any]] = defaultdict(list)
        self.work = Work(store, run_id, self.now, self.rows, doubles=doubles, overwrite=overwrite)
        self.homes = Homes(store, self.now)
        self.files = Files(store, self.now)
        self.uuids: set[str] | None = None
        self.accounts: dict[str, int] = {}
        for row_id, key in store.select("SELECT id, name_key FROM account ORDER BY id DESC"):
            self.accounts[key] = row_id
        self.tags: dict[str, int] = {}
        self.fields: dict[tuple[str, str], int] = {}
        self.staff: dict[str, int] = {}
        self.contact_of_row: dict[tuple[int, bool], int] = {}
        self.account_of_row: dict[int, int] = {}
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
        self.next_contact = self.next_account = self._reserved = 0
        self._uuids: list[str] = []

    def reserve(self, count: int, to_come: int = 0) -> None:
        """Fresh ids for a batch, so that rows can point at each other before they are written.

        With ``to_come`` rows expected after it they are taken together: what an import makes is
        then one range of ids.
        """
        if self._reserved < count:
            self._reserved = max(count, to_come)
            self.next_contact = new_ids(self._reserved)
            self.next_account = new_ids(self._reserved)
        self._reserved -= count
        self._uuids += new_uuids(max(2 * count - len(self._uuids), 0))

    def has_firm(self, draft: Draft) -> bool:
        """Whether a row about a firm alone names one that the book or an earlier row has."""
        if draft.subject != "account" or self.doubles:
            return False
        return fold((draft.account or {}).get("name", "")) in self.accounts

    def create(self, draft: Draft) -> None:
        """A new person or firm with everything the row says."""
        if draft.subject == "account":
            made = self._account_of(draft, draft.account or {})
            self.account_of_row[draft.row] = made
            self.work.take(draft, None, made)
            return
        contact_id = self.next_contact
        self.next_contact += 1
        self.contact_of_row[draft.row, draft.partner] = contact_id
        found = draft.contact
        name, first = str(found["name"]), str(found.get("first_name", ""))
        keys = name_keys(name, first, str(found.get("last_name", "")))
        line = self._line("contact", found, contact_id, draft)
        places = self.places["contact"]
        line[places["name_key"]] = keys["name_key"]
        line[places["last_name_key"]] = keys["last_name_key"]
        self.rows["contact"].append(line)
        self.made.counts["contacts"] += 1
        if draft.household:
            home, place = self.homes.of(draft)
            line[places["household_id"]], line[places["household_place"]] = home, place
        account = None
        if draft.account and draft.account.get("name"):
            account = self._account_of(draft, draft.account)
            title = str(found.get("job_title", ""))
            self.rows["contact_account"].append((contact_id, account, "", title, "", "", 0))
            parked = self.firms.taken_parked()
            if parked:
                draft.own_fields = put_beside(draft.own_fields, parked)
        self._reach(draft, "contact", contact_id)
        if draft.deals or draft.notes:
            self.work.take(draft, contact_id, account)
        if draft.near or draft.near_rows:
            self.work.near(draft, "contact", contact_id, (*draft.near, *self._rows_near(draft)))

    def _rows_near(self, draft: Draft) -> Iterator[Near]:
        """The people made of earlier rows that look like this one."""
        for near in draft.near_rows:
            who = self.contact_of_row.get((near.who, False))
            if who is not None:
                yield near._replace(who=who)

    def firm_named(self, name: str, row: int) -> int:
        """The firm that a row about somebody known names, made by this import when it is new."""
        key = fold(name.strip())
        if key not in self.accounts:
            self.accounts[key] = self.store.put(
                "account",
                {"name": name.strip(), "name_key": key, "uuid": new_uuid(),
                 "created_at": self.now, "import_id": self.run_id, "import_row": row},
            )  # fmt: skip
            self.made.counts["accounts"] += 1
        return self.accounts[key]

    def link_parents(self) -> None:
        """Put firms under those that they are part of, once all are in the book."""
        for account_id, (name, row) in self.firms.parents.items():
            parent = self.firm_named(name, row)
            if accounts.would_circle(self.store, account_id, parent):
                keep_beside(
                    self.store, "account", account_id, [(last_words_of("account.parent"), name)]
                )
            else:
                self.store.put("account", {"id": account_id, "parent_id": parent})

    def _line(self, table: str, values: dict[str, Any], row_id: int, draft: Draft) -> list[Any]:
        """A whole new row in column order: the defaults, then what is said."""
        line = self.templates[table].copy()
        places = self.places[table]
        for name, value in values.items():
            if name != "parent":
                line[places[name]] = value
        line[0] = row_id
        line[places["uuid"]] = self._uuid(values["uuid"]) if "uuid" in values else self._uuids.pop()
        line[places["created_at"]] = self.now
        line[places["import_id"]] = self.run_id
        line[places["import_row"]] = draft.row
        if draft.owner and table == draft.subject:
            line[places["staff_id"]] = self._staff(draft.owner)
        return line

    def _uuid(self, wished: str) -> str:
        """The number that a card has in other programs, unless somebody here has it already."""
        if self.uuids is None:
            rows = self.store.select("SELECT uuid FROM contact UNION ALL SELECT uuid FROM account")
            self.uuids = {row[0] for row in rows}
        uuid = new_uuid() if wished in self.uuids else wished
        self.uuids.add(uuid)
        return uuid

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
        self.firms.made(account_id, found, draft.row)
        self._phones("account", account_id, draft.account_phones)
        if alone:
            self._reach(draft, "account", account_id)
        in_book = draft.near if alone else draft.near_firms
        if in_book or draft.near_names:
            earlier = near_named(self.accounts, draft.near_names)
            self.work.near(draft, "account", account_id, (*in_book, *earlier))
        return account_id

    def _reach(self, draft: Draft, owner: str, row_id: int) -> None:
        person, firm = (row_id, None) if owner == "contact" else (None, row_id)
        self._phones(owner, row_id, draft.phones)
        rows = self.rows
        for place, email in enumerate(draft.emails):
            rows["email_address"].append(
                (person, firm, email["kind"], email.get("label", ""), email["value"], place)
            )
        home = self.homes.of(draft)[0] if draft.household and draft.addresses else None
        if home is not None:
            person = firm = None
        for place, address in enumerate(draft.addresses):
            get = address.get
            rows["address"].append(
                (person, firm, home, get("kind", "work"), get("label", ""), get("street", ""),
                 get("street2", ""), get("postcode", ""), get("town", ""), get("region", ""),
                 get("country", ""), place)
            )  # fmt: skip
        person, firm = (row_id, None) if owner == "contact" else (None, row_id)
        for name in draft.tags:
            rows["tagging"].append((self._tag(name), person, firm))
        for label, value in draft.own_fields.items():
            rows["field_value"].append((self._field(owner, label), person, firm, value))
        if draft.files:
            self.files.take(draft, owner, row_id)

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
        self.work.gather()
        for table in ("account", "contact"):
            self.store.put_many(table, self.columns[table], self._taken(table))
        for table, columns in CHILD_COLUMNS.items():
            self.store.put_many(table, columns, self._taken(table))
        self.work.write_beside()

    def _taken(self, name: str) -> list[Any]:
        return self.rows.pop(name, [])


_OWNERS = ("contact_id", "account_id")
CHILD_COLUMNS = {
    "contact_account": ("contact_id", "account_id", "role", "job_title", "from_date", "to_date",
                        "position"),
    "phone": (*_OWNERS, "kind", "label", "value", "e164", "digits", "position"),
    "email_address": (*_OWNERS, "kind", "label", "value", "position"),
    "address": (*_OWNERS, "household_id", "kind", "label", "street", "street2", "postcode", "town",
                "region", "country", "position"),
    "tagging": ("tag_id", *_OWNERS),
    "field_value": ("field_id", *_OWNERS, "value"),
    "deal": DEAL_COLUMNS,
    "activity": ("kind", "at", "subject", "body", "contact_id", "account_id", "created_at",
                 "import_id", "import_row"),
    "near_match": ("contact_id", "other_contact_id", "account_id", "other_account_id",
                   "import_id", "per_mille", "reasons", "state", "decided_at"),
}  # fmt: skip
"""What a gathered row of each table that belongs to a person or firm holds, in this order."""
