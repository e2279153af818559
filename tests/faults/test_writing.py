"""Nothing is written outside a step, and Qt gives back what it borrows."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.desk import importing, letters
from app.desk.sample import make_sample
from app.models.operations import appointments, contacts, deals, fields, people
from app.storage import book, database, undo
from app.storage.engine import SQLITE_DENY, SQLITE_OK, DatabaseError
from app.storage.queries import lists
from app.storage.store import Store
from tests.faults import work

WRITING_ACTIONS = frozenset({9, 18, 23})
"""Authorizer codes of DELETE, INSERT and UPDATE."""


class Guard:
    """An authorizer that refuses every change of the book outside a step, and counts them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.denied = 0
        self.allowed = 0
        store.connection.set_authorizer(self)

    def __call__(self, action: int, table: str, column: str, place: str, _: str) -> int:
        if action not in WRITING_ACTIONS or place != "main":
            return SQLITE_OK
        if self.store.in_step:
            self.allowed += 1
            return SQLITE_OK
        self.denied += 1
        return SQLITE_DENY


@pytest.fixture
def guarded(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, Guard]]:
    # Statements that are kept prepared would pass the authorizer unseen, so none are kept.
    real = database.raw_connect
    monkeypatch.setattr(database, "raw_connect", lambda path, mode, *_: real(path, mode, 0))
    opened = book.open_book(store.path)
    yield opened, Guard(opened)
    opened.connection.set_authorizer(None)
    book.close_book(opened)


def test_a_day_of_mixed_work_writes_only_inside_steps(
    guarded: tuple[Store, Guard], tmp_path: Path
) -> None:
    store, guard = guarded
    make_sample(store, today=date(2026, 11, 18))
    file = tmp_path / "people.csv"
    table, choices = work.table_of(file)
    importing.bring_in(store, file, table, choices)
    ids = list(lists.list_ids(store, lists.ListQuery("contact")))
    people.add_tag(store, "contact", ids[:40], "Newsletter")
    fields.rename_contact(store, ids[0], "Zoe Ångström")
    contacts.set_company(store, ids[1], "Brand New Ltd")
    path = dict(letters.shipped_templates())["Letter"]
    template = letters.open_template(path)
    letters.make(
        store, template_name=path.name, template_bytes=path.read_bytes(),
        prepared=letters.prepare(store, template, ids[:20]), to=tmp_path / "letters.docx",
    )  # fmt: skip
    deal = lists.list_ids(store, lists.ListQuery("deal"))[0]
    deals.close_deal(store, deal, "won", on="2026-11-18")
    visit = lists.list_ids(store, lists.ListQuery("appointment"))[0]
    held = replace(appointments.load_appointment(store, visit), note="Done")
    appointments.save_appointment(store, held)
    contacts.delete_contacts(store, ids[2:30])
    undo.undo_last(store)
    people.remove_tag(store, "contact", ids[:40], "Newsletter")
    undo.undo_last(store)
    undo.redo_last(store)
    assert guard.denied == 0
    assert guard.allowed > 500


def test_an_undone_deletion_can_be_redone_at_once(store: Store) -> None:
    make_sample(store, today=date(2026, 11, 18))
    person = store.value("SELECT id FROM contact WHERE name = 'Charlotte Webb'")
    contacts.delete_contacts(store, [person])
    undo.undo_last(store)
    undo.redo_last(store)
    assert store.get("contact", person) is None


def test_the_guard_stops_a_write_outside_a_step(guarded: tuple[Store, Guard]) -> None:
    store, guard = guarded
    store.connection.execute("PRAGMA query_only=OFF")
    with pytest.raises(DatabaseError):
        store.connection.execute("DELETE FROM contact")
    assert guard.denied == 1


def test_even_without_a_guard_a_write_outside_a_step_is_refused(store: Store) -> None:
    with pytest.raises(DatabaseError):
        store.connection.execute("DELETE FROM contact")


def test_qt_gives_back_every_reference_to_nothing(qapp: object) -> None:
    # PySide6 6.12.0 lost one reference to None at each call that returns nothing, and died of it.
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter, colour = QPainter(image), QColor("black")
    before = sys.getrefcount(None)
    for _ in range(20_000):
        painter.setPen(colour)
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 1_000
