"""The menu of a saved list: another name or colour, or gone."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from app.models.errors import Refusal
from app.models.operations import views
from app.models.qt.session import Session
from app.storage.queries import saved_views
from app.storage.tables import Row
from app.ui.dialogs.ask_name import AskName
from app.ui.theme.icons import icon

COLOURS = (
    ("evergreen", "Green"), ("blue", "Blue"), ("amber", "Amber"), ("brick", "Brick"),
    ("violet", "Violet"), ("rose", "Rose"), ("sky", "Sky"), ("slate", "Grey"),
)  # fmt: skip


def fill_list_menu(menu: QMenu, session: Session, view_id: object) -> None:
    """Put what can be done with a saved list into a menu."""
    row = session.read(saved_views.saved_view, view_id) if isinstance(view_id, int) else None
    if row is None:
        return
    menu.addAction(icon("pencil"), "Rename…", partial(_rename, session, row, menu.parentWidget()))
    colours = menu.addMenu(icon("palette"), "Colour")
    for key, name in COLOURS:
        colours.addAction(
            icon("circle-dot", f"{key}.bar"), name, partial(_colour, session, row, key)
        )
    menu.addSeparator()
    menu.addAction(icon("trash-2"), "Delete list", partial(_delete, session, row))


def _rename(session: Session, row: Row, parent: QWidget | None) -> None:
    dialog = AskName("Rename list", "Rename", row["name"], parent)
    dialog.exec()
    if dialog.name:
        _save(session, {**row, "name": dialog.name})


def _colour(session: Session, row: Row, colour: str) -> None:
    _save(session, {**row, "colour": colour})


def _save(session: Session, row: Row) -> None:
    try:
        session.do(views.save_view, row)
    except Refusal as refusal:
        session.say(refusal.message, kind="warn", undo=False)


def _delete(session: Session, row: Row) -> None:
    try:
        session.do(views.delete_view, row["id"])
    except Refusal as refusal:
        session.say(refusal.message, kind="warn", undo=False)
        return
    session.say(f"List “{row['name']}” deleted.")
