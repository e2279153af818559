"""How much of a series is meant: this one, this and what follows, or all of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRect

from app.ui.panes.ask_beside import AskBeside
from app.ui.panes.calendar.calendar_work import ALL, FOLLOWING, ONE


def ask_scope(
    question: AskBeside,
    near: QRect,
    title: str,
    then: Callable[[str], None],
    otherwise: Callable[[], None] | None = None,
) -> None:
    """Ask it beside the appointment."""
    question.ask(
        near,
        title,
        [
            (ONE, _tr("Only this one")),
            (FOLLOWING, _tr("This and all that follow")),
            (ALL, _tr("The whole series")),
        ],
        lambda scope, _text: then(scope),
        line=_tr("It is one of a series."),
        otherwise=otherwise,
    )


def ask_reason(
    question: AskBeside,
    near: QRect,
    clashes: str,
    then: Callable[[str], None],
    otherwise: Callable[[], None] | None = None,
) -> None:
    """Ask why something is booked although something speaks against it."""
    question.ask(
        near,
        _tr("Book anyway?"),
        [("book", _tr("Book anyway"))],
        lambda _key, text: then(text),
        line=clashes,
        field=_tr("Why"),
        needed=True,
        otherwise=otherwise,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("SeriesQuestion", text)
