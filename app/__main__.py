"""``deskbook`` and ``python -m app``: hands the arguments to the composition root."""

from __future__ import annotations

import sys
from collections.abc import Sequence

STOPPED = 130
"""The status of what was stopped before it had begun, as shells know it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or the command line; returns the exit status."""
    try:
        from app.main import run

        return run(list(sys.argv[1:] if argv is None else argv))
    except KeyboardInterrupt:
        return STOPPED


if __name__ == "__main__":
    sys.exit(main())
