"""Letters as PDF through an office program that is installed: LibreOffice, as a child process."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.exchange.new_file import CannotWrite

SECONDS_TO_START = 90
SECONDS_A_MEGABYTE = 60
_BATCH = 40
_LOOK_EVERY = 0.2

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

            def tell(done: int = start) -> None:
                if progress is not None:
                    progress(done, len(documents), "letters as PDF")

            tell()
            _convert(program, documents[start : start + _BATCH], folder, Path(profile), tell)
    made = [folder / f"{path.stem}.pdf" for path in documents]
    if not all(path.is_file() and path.stat().st_size for path in made):
        raise CannotWrite("LibreOffice made no PDF of these letters. Nothing was changed.")
    return made


def _convert(
    program: Path,
    documents: Sequence[Path],
    folder: Path,
    profile: Path,
    tell: Callable[[], None],
) -> None:
    # A profile of its own: a LibreOffice that is open would take the order and drop it.
    command = [
        str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", "pdf", "--outdir", str(folder), *map(str, documents),
    ]  # fmt: skip
    size = sum(path.stat().st_size for path in documents) / (1 << 20)
    limit = SECONDS_TO_START + SECONDS_A_MEGABYTE * size
    try:
        process = subprocess.Popen(  # noqa: S603 the program is one we found, the rest are files
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise CannotWrite(
            f"LibreOffice could not be started: {error.strerror}. Nothing was changed."
        ) from None
    try:
        _wait(process, limit, tell)
    except BaseException:
        _end(process)
        raise


def _wait(process: subprocess.Popen[bytes], limit: float, tell: Callable[[], None]) -> None:
    """Wait for the program; ``tell`` is called all the while and may raise to stop it."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        try:
            process.wait(_LOOK_EVERY)
        except subprocess.TimeoutExpired:
            tell()
        else:
            return
    raise CannotWrite("LibreOffice took too long to make the PDF. Nothing was changed.")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: the command itself is only a door to it."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
