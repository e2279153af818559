"""``deskbook`` and ``python -m app``: hands the arguments to the composition root."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or the command line; returns the exit status."""
    from app.main import run

    return run(list(sys.argv[1:] if argv is None else argv))


if __name__ == "__main__":
    sys.exit(main())
