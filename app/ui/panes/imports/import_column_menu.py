"""The small menu of a column: what happens where the book says something else, and splits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.desk import importing
from app.desk.import_mapping import with_ban
from app.exchange.tables.recognise import ColumnGuess
from app.models.imports.import_targets import label_of

POLICIES = (
    ("", "As for all columns"),
    ("skip", "Keep what the book says"),
    ("fill", "Only fill what is empty"),
    ("overwrite", "Take what the file says"),
    ("append", "Put it behind what is there"),
)
"""Rule of a column for people who are known, and its words."""
_SPLITS = ("couples", "brackets", "numbers")


def rule_words(guess: ColumnGuess) -> str:
    """The column's own rule in words, "" when it has none."""
    return dict(POLICIES).get(str(guess.options.get("policy") or ""), "") if has_rule(guess) else ""


def has_rule(guess: ColumnGuess) -> bool:
    """Whether the column has a rule of its own."""
    return bool(guess.options.get("policy"))


def can_split(guess: ColumnGuess) -> bool:
    """Whether cells of the column are split into several people or facts."""
    return any(name in guess.options for name in _SPLITS)


def open_menu(
    guess: ColumnGuess, anchor: QWidget, changed: Callable[[ColumnGuess], object]
) -> None:
    """Open the menu below its button; ``changed`` hears of the column as the person wants it."""
    menu = column_menu(guess, anchor, changed)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))


def column_menu(
    guess: ColumnGuess, anchor: QWidget, changed: Callable[[ColumnGuess], object]
) -> QMenu:
    """What can be decided about one column, what holds now ticked."""
    menu = QMenu(anchor)
    menu.addAction("If the person is in your book:").setEnabled(False)
    group = QActionGroup(menu)
    for key, text in POLICIES:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(str(guess.options.get("policy") or "") == key)
        group.addAction(action)
        action.triggered.connect(
            lambda _on=False, key=key: changed(importing.with_policy(guess, key))
        )
    if can_split(guess):
        menu.addSeparator()
        menu.addAction("Two things in one cell:").setEnabled(False)
        now = any(guess.options.get(name) not in (None, "keep") for name in _SPLITS)
        for split, text in ((True, "Split them"), (False, "Keep cells as they stand")):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(split == now)
            action.triggered.connect(
                lambda _on=False, split=split: changed(importing.with_split(guess, split=split))
            )
    if "tightens" in guess.options:
        _add_ban(menu, guess, changed)
    return menu


def _add_ban(menu: QMenu, guess: ColumnGuess, changed: Callable[[ColumnGuess], object]) -> None:
    menu.addSeparator()
    menu.addAction("A no in this column:").setEnabled(False)
    now = guess.options["tightens"] != "keep"
    forbidden = label_of(str(guess.options.get("ban", "no_email")))
    for ban, text in ((True, forbidden), (False, "Only keep what it says")):
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(ban == now)
        action.triggered.connect(lambda _on=False, ban=ban: changed(with_ban(guess, ban=ban)))
