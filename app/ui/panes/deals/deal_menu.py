"""What can be done with deals beside opening them: the menu behind a card or a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from app.models.qt.session import Session
from app.storage.queries import board


class DealVerbs(Protocol):
    """What the page of deals does with them."""

    session: Session

    def open_deal(self, deal_id: int) -> None:
        """Open the editor."""

    def close_deals(self, ids: Sequence[int], state: str) -> None:
        """Say how they ended."""

    def move_deals(self, ids: Sequence[int], stage_id: int) -> None:
        """Move them to a stage."""

    def start_steps(self, deal_id: int) -> None:
        """Ask which series of steps to start."""

    def delete_deals(self, ids: Sequence[int]) -> None:
        """Delete them."""


def open_menu(menu: QMenu, pane: DealVerbs, ids: Sequence[int], where: QPoint) -> None:
    """Show a new menu for these deals at a point of the screen."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill_menu(menu, pane, ids)
    menu.popup(where)


def fill_menu(menu: QMenu, pane: DealVerbs, ids: Sequence[int]) -> None:
    """Open, Won, Lost, Later, a stage, Delete; what a single deal is already is not offered."""
    rows: list[dict[str, Any]] = [
        row for one in ids if (row := pane.session.store.get("deal", one))
    ]
    one = rows[0] if len(rows) == 1 else {}
    if one:
        menu.addAction(menu.tr("Open"), lambda: pane.open_deal(ids[0]))
        menu.addAction(menu.tr("Start a series of steps…"), lambda: pane.start_steps(ids[0]))
        menu.addSeparator()
    for state, words in (
        ("won", menu.tr("&Won")), ("lost", menu.tr("&Lost")), ("later", menu.tr("La&ter")),
    ):  # fmt: skip
        if one.get("state") != state:
            menu.addAction(words, lambda state=state: pane.close_deals(ids, state))
    stages = menu.addMenu(menu.tr("&Move to"))
    for stage in pane.session.read(board.stages):
        entry = stages.addAction(
            stage["name"].replace("&", "&&"), lambda to=stage["id"]: pane.move_deals(ids, to)
        )
        here = one.get("stage_id") == stage["id"] and one.get("state") == "open"
        entry.setEnabled(not here)
    menu.addSeparator()
    menu.addAction(menu.tr("&Delete"), lambda: pane.delete_deals(ids))
