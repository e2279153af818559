"""The work that is interrupted: edits, imports, backups, increments. Pure of any test library."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from app.desk import importing
from app.desk.importing import Choices
from app.exchange.tables.table import Table
from app.models.activity import Activity
from app.models.contact import Contact
from app.models.operations.activities import log_activity
from app.models.operations.contacts import load_contact, save_contact
from app.storage import backups, book, checks
from app.storage.errors import BookLocked
from app.storage.store import Store

ROWS = 60
Ack = Callable[[int], None]


def make_book(path: Path) -> int:
    """A small book with one person; the person's number."""
    store = book.create_book(path)
    person = save_contact(store, Contact(name="Ada Quill", note="0"))
    book.close_book(store)
    return person


def table_of(path: Path, rows: int = ROWS) -> tuple[Table, Choices]:
    """A generated CSV file, read and recognised."""
    lines = ["First name,Last name,Company,Email,Phone,Town"]
    lines += [
        f"Ann{n},Test{n},Firm {n % 7},ann{n}@firm.example,0118 496 0{n % 1000:03},Reading"
        for n in range(rows)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = importing.read(path)
    return table, Choices(importing.recognised(table, "GB"), "duplicate")


# What workers do ----------------------------------------------------------------------------------


def edit_once(store: Store, person: int, number: int) -> None:
    """One saved edit in one step: a number on the person, and an entry that carries it too."""
    from dataclasses import replace

    with store.step(f"Edit {number}"):
        save_contact(store, replace(load_contact(store, person), note=str(number)))
        log_activity(store, Activity(kind="note", body=str(number), contact_id=person))


def edit_on(path: Path, person: int, ack: Ack) -> None:
    """Edits until killed, each told when it is saved."""
    store = book.open_book(path)
    number = int(load_contact(store, person).note)
    ack(number)
    while True:
        number += 1
        edit_once(store, person, number)
        ack(number)


def import_on(path: Path, file: Path, table: Table, choices: Choices, ack: Ack) -> None:
    """Imports the same rows again and again until killed."""
    store = book.open_book(path)
    number = 0
    ack(number)
    while True:
        importing.bring_in(store, file, table, choices)
        number += 1
        ack(number)


def back_up_on(path: Path, ack: Ack) -> None:
    """Backs up until killed."""
    store = book.open_book(path, read_only=True)
    ack(0)
    while True:
        backups.make(store.connection, path, "by-hand")
        ack(1)


def count_up(path: Path, person: int, times: int) -> None:
    """Adds one so many times, beside others who do the same."""
    store = book.open_book(path)
    done = 0
    while done < times:
        try:
            with store.step("Add one"):
                now = int(load_contact(store, person).note)
                store.put("contact", {"id": person, "note": str(now + 1)})
            done += 1
        except BookLocked:
            continue
    book.close_book(store)


# What must hold afterwards ------------------------------------------------------------------------


def after_edits(path: Path, person: int, acked: int) -> str:
    """What is wrong after a kill during edits; nothing when all is well."""
    store = book.open_book(path)
    try:
        now = int(load_contact(store, person).note)
        entries = store.value("SELECT count(*) FROM activity WHERE contact_id = ?", (person,))
        if now not in (acked, acked + 1):
            return f"lost: {acked} was confirmed, the book has {now}"
        if entries != now:
            return f"half a step: {now} edits, {entries} entries"
        return sound(store)
    finally:
        book.close_book(store)


def after_imports(path: Path, acked: int, rows: int = ROWS) -> str:
    """What is wrong after a kill during imports."""
    store = book.open_book(path)
    try:
        people = store.value("SELECT count(*) FROM contact WHERE import_id IS NOT NULL")
        runs = store.value("SELECT count(*) FROM import_run")
        steps = store.value("SELECT count(*) FROM step WHERE label LIKE '%mport%'")
        if people != runs * rows or steps != runs:
            return f"half a step: {people} people, {runs} runs, {steps} steps"
        if runs not in (acked, acked + 1):
            return f"lost: {acked} was confirmed, the book has {runs}"
        return sound(store)
    finally:
        book.close_book(store)


def sound(store: Store) -> str:
    """The first thing the deep check finds."""
    problems = checks.whole(store.connection, deep=True)
    return f"corrupt: {problems[0].what} ({problems[0].where})" if problems else ""


def fresh(base: Path, path: Path) -> Path:
    """A copy of a closed book under a name where nothing of an older round is left."""
    for ending in ("", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copyfile(base, path)
    return path


def forked(work: Callable[[Ack], None]) -> tuple[int, int]:
    """Run work in a copy of this process; its number, and the pipe on which it confirms."""
    reads, writes = os.pipe()
    child = os.fork()
    if child:
        os.close(writes)
        return child, reads
    os.close(reads)
    status = 0
    try:
        work(lambda number: os.write(writes, f"{number}\n".encode()) and None)
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        status = 1
    os._exit(status)
