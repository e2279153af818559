"""The composition root: arguments, then the window on a book, or the command line.

Neither the window nor the command line is imported before it is known which is wanted.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

TOUR = """Deskbook needs a display for its window, and there is none here.
Everything also works from the command line:
  deskbook new NAME.deskbook --sample     make a book with example data
  deskbook find TEXT --in BOOK            find anybody by anything
  deskbook list contacts --in BOOK        list what is in it
  deskbook --help                         all commands"""


def run(arguments: list[str]) -> int:
    """Open the window (no arguments, or ``open BOOK``) or run a command; the exit status."""
    if not arguments:
        return show_window(None)
    if arguments[0] == "open" and len(arguments) == 2 and not arguments[1].startswith("-"):
        return show_window(Path(arguments[1]))
    from app.cli import stopping

    stopping.heed()
    from app.cli.run import run as run_command

    return run_command(arguments)


def has_display() -> bool:
    """Whether a window can be shown at all; without one Qt would end the process by itself."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_window(book: Path | None) -> int:
    """Run the window until it is closed; 1 with a sentence when there is no display."""
    if not has_display():
        sys.stderr.write(f"{TOUR}\n")
        return 1
    from app.ui.program import Program

    return Program.start(book)
