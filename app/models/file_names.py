"""Names of files as texts that a book can keep."""

from pathlib import Path


def name_of(path: Path) -> str:
    """The name of a file; bytes of it that are no UTF-8 become question marks."""
    return path.name.encode("utf-8", "replace").decode()
