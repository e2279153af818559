"""New files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)
_LONGEST_NAME = 150


class CannotWrite(Exception):
    """The world will not let us write this file; the message says what to do."""


@contextmanager
def replacing(path: str | Path) -> Iterator[IO[bytes]]:
    """Give a file to write in, which takes the place of `path` when the block ends well.

    The bytes go to a temporary file beside the target, reach the disk, and only then replace
    it; if anything fails, the file that was there before is untouched. Raises CannotWrite.
    """
    target = Path(path)
    handle, name = _temporary_beside(target)
    try:
        try:
            with os.fdopen(handle, "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(name, 0o666 & ~_umask())  # mkstemp gives the file to its owner alone
        except OSError as error:  # also what is still to be written when the file is closed
            raise CannotWrite(why_not(error, target)) from error
        put_in_place(Path(name), target)
        sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def put_in_place(made: Path, target: Path) -> None:
    """Move a finished file to its name, replacing what is there. Raises CannotWrite."""
    try:
        os.replace(made, target)
    except PermissionError as error:
        raise CannotWrite(
            f"{target.name} is open in another program. Close it there and try again. "
            "Nothing was changed."
        ) from error
    except OSError as error:
        raise CannotWrite(why_not(error, target)) from error


def safe_file_name(name: str, fallback: str = "Letter") -> str:
    """`name` as a file name that every system accepts (reliability rule R31), never empty.

    Folder parts, control and direction marks, reserved names and trailing dots are taken out;
    at most 150 bytes of UTF-8, the ending kept.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join("-" if c in _FORBIDDEN else c for c in text if _is_plain(c))
    text = " ".join(text.split()).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = text, ""
    if stem.split(".")[0].strip().casefold() in _DEVICES:
        stem = f"{stem} file"
    tail = f".{ending}" if ending else ""
    room = _LONGEST_NAME - len(tail.encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").strip(" .")
    return (stem or fallback) + tail


def _is_plain(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _temporary_beside(target: Path) -> tuple[int, str]:
    if target.is_dir():
        raise CannotWrite(f"{target.name} is a folder. Choose a file name.")
    try:
        return tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    except OSError as error:
        raise CannotWrite(why_not(error, target)) from error


def why_not(error: OSError, target: Path) -> str:
    """Why a file or folder could not be written, and what to do, in sentences."""
    folder = target.parent
    if isinstance(error, FileNotFoundError):
        return f"There is no folder {folder}. Choose another place. Nothing was changed."
    if isinstance(error, PermissionError):
        return f"The folder {folder} cannot be written. Choose another place. Nothing was changed."
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "The disk is full. Make room and try again. Nothing was changed."
    reason = error.strerror or "an unknown reason"
    return f"{target.name} could not be written: {reason}. Nothing was changed."


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    # A rename is only safe from a power cut once its folder has reached the disk; Windows
    # does not let a folder be opened and needs no such step.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
