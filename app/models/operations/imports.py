"""Bring drafts of an import into the book: one step, to be taken back like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.models.imports.import_draft import Draft
from app.models.operations.import_files import Contents
from app.models.operations.import_updates import beside, update_account, update_contact
from app.models.operations.import_writer import CHILD_COLUMNS, Created, Writer
from app.storage import clock
from app.storage.queries import records
from app.storage.queries.import_runs import mapping_of_shape
from app.storage.store import Store
from app.storage.text import fold

__all__ = ["CHILD_COLUMNS", "Created", "Progress", "Source", "apply"]

BATCH = 1_000
REPORT_ROWS = 100
ROWS_KEPT = 20_000
"""Of how many rows about known people a run keeps whom they were about."""
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an import came from, kept in the book with it.

    `shape` names files of this shape (a hash of their headers), so that the mapping is remembered.
    """

    file_name: str
    file_sha256: str = ""
    sheet: str = ""
    kind: str = ""
    mapping: str = "[]"
    shape: str = ""


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
    contents: Contents | None = None,
    abroad: str = "",
) -> Created:
    """Write the drafts in one step; ``report()`` gives counts and exceptions once all are read.

    With ``overwrite`` a row about a new person also changes what the book knew of their firm.
    With ``doubles`` everything is made anew, also firms of a name that the book knows.
    ``contents`` gives the photos and other files that the drafts name by their SHA-256. With
    ``abroad`` addresses that name no country are of that one, and are set its way in letters.
    Nothing is kept when anything fails or ``progress`` raises (Cancel).
    """
    from app.storage.recorder import dump

    far = _Far(total, progress)
    watch = far.indexing if progress is not None else None
    with store.step(f"Import {source.file_name}", watch=watch) as changes:
        run_id = _begun(store, source)
        writer = Writer(store, run_id, doubles=doubles, overwrite=overwrite)
        matched: list[tuple[int, str, int, str]] = []
        stream = far.counted(drafts)
        while batch := list(islice(stream, BATCH)):
            if abroad:
                _put_abroad(batch, abroad)
            writer.reserve(len(batch), total - far.done + len(batch))
            _take(store, writer, batch, matched)
            far.tell("rows")
        _finish(writer, contents)
        facts = report()
        _remember(store, source, run_id)
        kept = {"cells": facts["exceptions"], "rows": matched[:ROWS_KEPT]}
        store.put(
            "import_run",
            {"id": run_id, "counts": dump({**facts["counts"], **writer.made.counts}),
             "exceptions": dump(kept)},
        )  # fmt: skip
        made = writer.made
        # Lists and index, which the end of the step makes, need the room
        del writer, matched, kept, facts
    made.step_id = changes.step_id
    return made


class _Far:
    """How far an import is, told to whoever asked."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._progress, self.done = total, progress, 0

    def counted(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts as they come, told now and then."""
        for draft in drafts:
            self.done += 1
            if not self.done % REPORT_ROWS and self.done < self._total:
                self.tell("rows")
            yield draft

    def indexing(self) -> None:
        """All are written, and lists and index are being made."""
        self.tell("rows; making them findable")

    def tell(self, words: str) -> None:
        if self._progress is not None:
            self._progress(self.done, max(self._total, self.done), words)


def _begun(store: Store, source: Source) -> int:
    return store.put(
        "import_run",
        {"file_name": source.file_name, "file_sha256": source.file_sha256,
         "sheet": source.sheet, "kind": source.kind, "mapping": source.mapping,
         "at": clock.now(), "actor": store.actor},
    )  # fmt: skip


def _remember(store: Store, source: Source, run_id: int) -> None:
    """Keep where the columns went for the next file of this shape.

    A changed mapping is a new row, so that taking this import back brings the old one back.
    """
    if source.shape and mapping_of_shape(store, source.shape) != source.mapping:
        store.put(
            "import_shape",
            {"shape": f"{source.shape}:{run_id}", "name": source.file_name,
             "mapping": source.mapping, "used_at": clock.now()},
        )  # fmt: skip


def _finish(writer: Writer, contents: Contents | None) -> None:
    """What needs all rows to be there; what else was made is counted."""
    writer.link_parents()
    made = {"files": writer.files.write(contents), "deals": writer.work.made}
    writer.made.counts |= {name: count for name, count in made.items() if count}


def _put_abroad(batch: list[Draft], country: str) -> None:
    for draft in batch:
        for address in draft.addresses:
            if not address.get("country"):
                address["country"] = country


def _take(
    store: Store, writer: Writer, batch: list[Draft], matched: list[tuple[int, str, int, str]]
) -> None:
    """Create what is new at once; then change what was there before or further up."""
    later: list[Draft] = []
    for draft in batch:
        _note_match(writer, draft, matched)
        if draft.action == "create" and not writer.has_firm(draft):
            writer.create(draft)
        elif draft.action in ("create", "update"):
            later.append(draft)
    writer.flush()
    writer.firms.write()
    _change(store, writer, later)
    writer.flush()
    writer.firms.write()


def _change(store: Store, writer: Writer, later: list[Draft]) -> None:
    """Change people and firms, each once, whatever number of these rows is about them."""
    people: dict[int, Draft] = {}
    firms: dict[int, Draft] = {}
    for draft in later:
        about = firms if draft.subject == "account" else people
        known = _firm_of(writer, draft) if about is firms else _person_of(writer, draft)
        if known is not None:
            about[known] = _together(about[known], draft) if known in about else draft
    for known, draft in firms.items():
        _change_firm(store, writer, known, draft)
    for known, draft in people.items():
        _change_person(store, writer, known, draft)


def _note_match(writer: Writer, draft: Draft, matched: list[tuple[int, str, int, str]]) -> None:
    known = draft.match_id
    if draft.match_row is not None and draft.subject == "contact":
        writer.homes.again(draft)
    if known is None:
        return
    if len(matched) < ROWS_KEPT:
        matched.append((draft.row, draft.subject, known, draft.why))
    if draft.subject == "contact":
        writer.homes.met(draft, known)


def _firm_of(writer: Writer, draft: Draft) -> int | None:
    """The firm that a row about one is about; the rows that repeat it come to the same."""
    known = (
        draft.match_id
        # A row that repeats a firm of this file says only what is new, which may not be its name
        or writer.account_of_row.get(draft.match_row or 0)
        or writer.accounts.get(fold((draft.account or {}).get("name", "")))
    )
    if known is not None:
        writer.account_of_row.setdefault(draft.row, known)
    return known


def _person_of(writer: Writer, draft: Draft) -> int | None:
    """The person that a row is about; the rows that repeat it come to the same."""
    earlier = (draft.match_row or 0, draft.match_partner)
    known = draft.match_id or writer.contact_of_row.get(earlier)
    if known is not None and draft.match_row is not None:
        writer.contact_of_row.setdefault((draft.row, draft.partner), known)
    return known


def _change_firm(store: Store, writer: Writer, known: int, draft: Draft) -> None:
    if draft.action == "create":
        # An earlier row named the firm beside somebody, and the plan compared it with nothing
        writer.firms.told(known, draft)
        draft.account, draft.account_phones = {"name": (draft.account or {}).get("name", "")}, []
        draft.own_fields = beside(
            store, "account", known, draft.own_fields, writer.firms.taken_parked()
        )
    writer.firms.belongs(known, draft.account or {}, draft.row)
    update_account(store, known, draft)
    writer.files.take(draft, "account", known)
    writer.work.take(draft, None, known)


def _firms_of(store: Store, contact_id: int) -> set[int]:
    return {place["id"] for place in records.accounts_of(store, contact_id)}


def _change_person(store: Store, writer: Writer, known: int, draft: Draft) -> None:
    home = writer.homes.of(draft) if draft.household else None
    name = (draft.account or {}).get("name")
    account = writer.firm_named(name, draft.row) if name else None
    if account is not None and account not in _firms_of(store, known):
        # The plan compared the row with the firm of the person, not with this one
        writer.firms.told(account, draft)
        draft.account, draft.account_phones = {"name": str(name)}, []
        draft.own_fields = beside(
            store, "contact", known, draft.own_fields, writer.firms.taken_parked()
        )
    if account is not None:
        writer.firms.belongs(account, draft.account or {}, draft.row)
    update_contact(store, known, draft, home)
    writer.files.take(draft, "contact", known)
    if draft.deals or draft.notes:
        draft.match_id = known
        writer.work.take(draft, known, account)


def _together(first: Draft, second: Draft) -> Draft:
    """Two rows of one batch about one as one change; what both say the second decides."""
    second.deals = [{**each, "row": second.row} for each in second.deals]
    second.notes = [{**each, "row": second.row} for each in second.notes]  # type: ignore[dict-item]
    account = {**(first.account or {}), **(second.account or {})}
    notes = [d.contact.pop("note_more", "") for d in (first, second)]
    contact = {**first.contact, **second.contact}
    more = "\n".join(note for note in notes if note)
    if more and "note" in contact:
        contact["note"] = f"{contact['note']}\n{more}"
    elif more:
        contact["note_more"] = more
    first.contact, first.account = contact, account or None
    for name in (
        "phones",
        "emails",
        "addresses",
        "account_phones",
        "tags",
        "files",
        "deals",
        "notes",
    ):
        getattr(first, name).extend(getattr(second, name))
    first.own_fields = {**first.own_fields, **second.own_fields}
    first.owner = second.owner or first.owner
    first.household = first.household or second.household
    return first
