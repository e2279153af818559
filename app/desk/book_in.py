"""A new book from a folder that "export everything" made: the same rows, files and history."""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.desk.book_out import BYTES, DESCRIPTION, FORMAT, PROGRAM
from app.models.errors import Refusal
from app.models.file_names import name_of
from app.storage import book, refilling
from app.storage.store import Store
from app.storage.tables import RECORDED

Progress = Callable[[int, int, str], None]
_LONGEST_DESCRIPTION = 200 << 20


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A book that was filled: the rows of each kept table, the files, whether history came too."""

    rows: dict[str, int]
    files: int
    history: bool
    seconds: float

    @property
    def records(self) -> int:
        """People, firms, deals, appointments, to-dos, activities and files."""
        kinds = ("contact", "account", "deal", "appointment", "task", "activity", "document")
        return sum(self.rows.get(kind, 0) for kind in kinds)


def is_export(folder: Path) -> bool:
    """Whether a folder looks like a whole export: a description, and tables beside it."""
    return (folder / DESCRIPTION).is_file() and (folder / "tables").is_dir()


def book_from_export(
    folder: Path, new_book: Path, progress: Progress | None = None
) -> BroughtIn:  # fmt: skip
    """Make a new book from a whole export; it is whole or not there at all.

    Raises ``Refusal`` for a folder that is no whole export and ``BookError`` for what the disk or
    the rows do.
    """
    _described(folder)
    store = book.create_book(new_book)
    try:
        done = fill_from_export(store, folder, progress)
    except BaseException:
        book.close_book(store)
        new_book.unlink(missing_ok=True)
        raise
    book.close_book(store)
    return done


def fill_from_export(store: Store, folder: Path, progress: Progress | None = None) -> BroughtIn:
    """Fill an open book that was never used from a whole export: ids, files, history, settings.

    One step, all or nothing. With the history of the old book in the folder, that history stands
    in the new one unchanged; without it, one step says where everything came from.
    """
    started = time.perf_counter()
    facts = _described(folder)
    if not refilling.is_unused(store):
        raise Refusal(
            f"There is something in {store.path.name} already, and a whole export only goes into "
            "a new book."
        )
    source = _Folder(folder, facts)
    written = refilling.refill(
        store,
        source.rows,
        source.settings(),
        lambda: source.put_contents(store),
        label=f"Brought in from {name_of(folder)}",
        progress=progress,
    )
    rows = {table: written[table] for table in RECORDED}
    seconds = time.perf_counter() - started
    return BroughtIn(rows, source.files, bool(written["step"]), seconds)


def _described(folder: Path) -> dict[str, Any]:
    """What the folder says of itself; raises ``Refusal`` when it is no whole export of ours."""
    if not is_export(folder):
        raise Refusal(
            f"{folder.name} is not a folder that “export everything” made. "
            "Choose the folder with DESCRIPTION.json in it."
        )
    path = folder / DESCRIPTION
    try:
        if path.stat().st_size > _LONGEST_DESCRIPTION:
            raise ValueError("far too long")
        facts = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(facts, dict) or not isinstance(facts.get("tables", []), list):
            raise TypeError("not a description")
    except (OSError, ValueError, TypeError, RecursionError):
        raise _not_whole(folder, "its description cannot be read") from None
    if facts.get("program", PROGRAM) != PROGRAM:
        raise _not_whole(folder, "another program wrote it")
    if not isinstance(facts.get("format", 1), int) or facts.get("format", 1) > FORMAT:
        raise Refusal(f"A newer Deskbook wrote {folder.name}. Update Deskbook and try again.")
    return facts


def _not_whole(folder: Path, why: str) -> Refusal:
    return Refusal(f"No book can be made from {folder.name}: {why}.")


class _Folder:
    """The tables, settings and files of a whole export, read as they are needed."""

    def __init__(self, folder: Path, facts: dict[str, Any]) -> None:
        self.folder = folder
        self.files = 0
        said = facts.get("rows")
        self._said: dict[str, Any] = said if isinstance(said, dict) else {}
        self._contents = list(self._named(facts.get("files"))) + [
            (folder / "deleted files" / str(digest), str(digest))
            for digest in facts.get("deleted") or ()
        ]

    def _named(self, listed: object) -> Iterator[tuple[Path, str]]:
        for each in listed if isinstance(listed, list) else ():
            if not isinstance(each, dict):
                raise _not_whole(self.folder, "its list of files is damaged")
            name, digest = str(each.get("file", "")), str(each.get("sha256", ""))
            yield self.folder / "files" / name, digest

    def put_contents(self, store: Store) -> None:
        """Keep every file, each checked by its hash; nothing outside the folder is read."""
        home = self.folder.resolve()
        for path, digest in self._contents:
            if not path.resolve().is_relative_to(home) or not path.is_file():
                raise _not_whole(self.folder, f"the file {path.name} is not in it")
            refilling.put_checked(store, path, digest)
            self.files += 1

    def settings(self) -> dict[str, str]:
        """The settings of the business; as texts, like the book holds them."""
        found: dict[str, str] = {}
        for row in self._records("settings"):
            found |= {str(key): str(value) for key, value in row.items()}
        return found

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table; one that is not in the folder is empty, as in an older export."""
        count = 0
        for row in self._records(table):
            count += 1
            yield row
        said = self._said.get(table, count)
        if said != count:
            raise _not_whole(
                self.folder, f"{table}.json holds {count:,} rows and should hold {said}"
            )

    def _records(self, table: str) -> Iterator[dict[str, Any]]:
        path = self.folder / "tables" / f"{table}.json"
        if not path.exists() and not self._said.get(table):
            return
        try:
            for record in _streamed(path):
                if not isinstance(record, dict):
                    raise TypeError("not a row")
                yield _with_bytes(record)
        except OSError as error:
            raise _not_whole(
                self.folder, f"{path.name} cannot be read ({error.strerror})"
            ) from None
        except (ValueError, TypeError, RecursionError):
            raise _not_whole(self.folder, f"{path.name} is damaged") from None


def _streamed(path: Path) -> Iterator[Any]:
    """The records of a JSON array; one a line as we write it, or laid out by another program."""
    with path.open(encoding="utf-8") as file:
        if file.readline().strip() != "[":
            yield from json.loads(path.read_text(encoding="utf-8"))
            return
        place = file.tell()
        first = file.readline().strip().rstrip(",")
        if first != "]" and not _is_record(first):
            yield from json.loads(path.read_text(encoding="utf-8"))
            return
        file.seek(place)
        ended = False
        for line in file:
            text = line.strip()
            if ended and text:
                raise ValueError("something after the end")
            if text == "]":
                ended = True
            elif text:
                yield json.loads(text.rstrip(","))
        if not ended:
            raise ValueError("cut off")


def _is_record(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _with_bytes(row: dict[str, Any]) -> dict[str, Any]:
    for name, value in row.items():
        if isinstance(value, dict):
            try:
                row[name] = base64.b64decode(str(value[BYTES]), validate=True)
            except (KeyError, binascii.Error):
                raise TypeError("neither text nor number") from None
    return row
