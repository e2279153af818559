"""Ctrl-C, a terminal that is closed, the computer that shuts down: all of them stop a command."""

from __future__ import annotations

import signal
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_asked = [False]


def heed() -> None:
    """From now on each of them raises ``KeyboardInterrupt``, so that half-made files are put away.

    One that whoever started us wants ignored (``nohup``) stays ignored.
    """
    for name in _SIGNALS:
        number = getattr(signal, name, None)  # Windows knows no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def was_asked() -> bool:
    """Whether somebody wanted us to stop: the engine may have told it as another fault."""
    return _asked[0]


def _stop(_number: int, _frame: FrameType | None) -> None:
    _asked[0] = True
    raise KeyboardInterrupt
