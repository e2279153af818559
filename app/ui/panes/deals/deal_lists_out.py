"""Deals handed out as they are on view: the list, or every card of the board."""

from __future__ import annotations

from app.storage.queries.lists import ListQuery
from app.ui.pane import ListWish
from app.ui.panes.deals.deal_board import DealBoard
from app.ui.panes.deals.deal_list import DealList

_BOARD_COLUMNS = ("title", "account", "contact", "stage", "amount", "expected_close", "owner")
_TITLES = {"": "All deals", "open": "Open deals", "won": "Won deals", "lost": "Lost deals",
           "later": "Deals for later"}  # fmt: skip


def list_wish(shown: DealList) -> ListWish:
    """The list in its order, with its columns as they stand."""
    keys = tuple(column.key for column in shown.columns())
    return ListWish(shown.query(), keys, _TITLES[shown.chips.current_key()])


def board_wish(board: DealBoard) -> ListWish:
    """The cards of every stage from left to right, each column from its top."""
    ids = tuple(one for column in board.columns for one in column.ids())
    return ListWish(ListQuery("deal", ids=ids), _BOARD_COLUMNS, _TITLES["open"])
