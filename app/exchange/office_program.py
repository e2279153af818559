"""Letters as PDF through an office program that is installed: LibreOffice, as a child process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from app.exchange.new_file import CannotWrite

SECONDS_TO_START = 90
SECONDS_A_MEGABYTE = 60
_BATCH = 40

NO_PROGRAM = (
    "To make a PDF, LibreOffice must be installed on this computer. "
    "Choose Word, or print the letters to a PDF from Word."
)


def office_program() -> Path | None:
    """Where LibreOffice is on this computer, or ``None``."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((path for path in _usual_places() if path.exists()), None)


def _usual_places() -> list[Path]:
    if sys.platform == "darwin":
        return [Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")]
    if sys.platform == "win32":
        roots = [os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)")]
        return [Path(root) / "LibreOffice/program/soffice.exe" for root in roots if root]
    return [Path("/usr/lib/libreoffice/program/soffice"), Path("/opt/libreoffice/program/soffice")]


def to_pdf(
    documents: Sequence[Path],
    folder: Path,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Path]:
    """Each document as a PDF of the same name in ``folder``, in order.

    Raises ``CannotWrite`` when no program is installed, it takes too long or makes nothing.
    """
    program = office_program()
    if program is None:
        raise CannotWrite(NO_PROGRAM)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="deskbook-pdf-") as profile:
        for start in range(0, len(documents), _BATCH):
            if progress is not None:
                progress(start, len(documents), "letters as PDF")
            _convert(program, documents[start : start + _BATCH], folder, Path(profile))
    made = [folder / f"{path.stem}.pdf" for path in documents]
    if not all(path.is_file() and path.stat().st_size for path in made):
        raise CannotWrite("LibreOffice made no PDF of these letters. Nothing was changed.")
    return made


def _convert(program: Path, documents: Sequence[Path], folder: Path, profile: Path) -> None:
    # A profile of its own: a LibreOffice that is open would take the order and drop it.
    command = [
        str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", "pdf", "--outdir", str(folder), *map(str, documents),
    ]  # fmt: skip
    size = sum(path.stat().st_size for path in documents) / (1 << 20)
    limit = SECONDS_TO_START + SECONDS_A_MEGABYTE * size
    try:
        subprocess.run(  # noqa: S603 the program is one we found, the rest are names of files
            command, check=False, timeout=limit, capture_output=True, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise CannotWrite(
            "LibreOffice took too long to make the PDF. Nothing was changed."
        ) from None
    except OSError as error:
        raise CannotWrite(
            f"LibreOffice could not be started: {error.strerror}. Nothing was changed."
        ) from None
