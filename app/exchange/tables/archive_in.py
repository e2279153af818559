"""Archives (.zip): the one list in it is read, of several it is said which they are.

The limits are those of reliability.md R38; nothing is unpacked but that one file, for as long as
it is read, into a folder of its own.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

from app.exchange.tables.table import UnreadableFile

_ENDINGS: Final = frozenset(
    ".csv .tsv .tab .txt .xlsx .xlsm .xlsb .xls .ods .vcf .vcard .ldif .ldi .json".split()  # noqa: SIM905
)
_PACKAGES: Final = ("[Content_Types].xml", "mimetype", "content.xml", "Index.zip")
_MOST_FILES: Final = 2_000
_LARGEST: Final = 200_000_000
_MAX_RATIO: Final = 200
_BIG_ENOUGH: Final = 10_000_000
_NAMED: Final = 5
_TOO_LARGE: Final = "This archive unpacks to far more than a table of contacts. It was not opened."


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """`path` itself, or the only file of the archive that it is, unpacked until this is left.

    Raises UnreadableFile with a sentence for an archive that holds no list, or several files.
    """
    if not _is_archive(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="deskbook-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                file = _taken_out(archive, Path(folder))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
            raise UnreadableFile(
                "This archive is damaged, or locked with a password. Unpack it and import the"
                " files in it."
            ) from None
        yield file


def _is_archive(path: Path) -> bool:
    if path.suffix.lower() != ".zip":
        return False
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return False
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:_MOST_FILES]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    packed = any(name in _PACKAGES or name.endswith(".iwa") for name in names)
    return not packed and not any(name.startswith(("xl/", "word/", "ppt/")) for name in names)


def _taken_out(archive: zipfile.ZipFile, folder: Path) -> Path:
    members = [each for each in archive.infolist() if not each.is_dir() and _is_shown(each)]
    if len(members) > _MOST_FILES:
        raise UnreadableFile(_TOO_LARGE)
    if len(members) != 1 or _ending(members[0]) not in _ENDINGS:
        raise UnreadableFile(_what_is_inside(members))
    member = members[0]
    tall = member.file_size > _BIG_ENOUGH
    if member.file_size > _LARGEST or (
        tall and member.file_size / (member.compress_size or 1) > _MAX_RATIO
    ):
        raise UnreadableFile(_TOO_LARGE)
    # A name of our own: that of the member may lead out of the folder
    target = folder / f"list{_ending(member)}"
    with archive.open(member) as source, target.open("wb") as out:
        shutil.copyfileobj(_Bounded(source), out, 1 << 20)
    return target


class _Bounded:
    """A stream that gives no more than a list may be large, whatever its header said."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._left = _LARGEST

    def read(self, count: int = -1) -> bytes:
        """The next bytes; raises UnreadableFile beyond the limit."""
        data = self._source.read(count)
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableFile(_TOO_LARGE)
        return data


def _is_shown(member: zipfile.ZipInfo) -> bool:
    """Whether a person who unpacks the archive sees the file: macOS adds some of its own."""
    parts = PurePosixPath(member.filename).parts
    hidden = any(part.startswith(".") and part != ".." for part in parts)
    return bool(parts) and parts[0] != "__MACOSX" and not hidden


def _ending(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).suffix.lower()


def _what_is_inside(members: list[zipfile.ZipInfo]) -> str:
    if not members:
        return "This archive is empty: there is nothing in it to import."
    lists = [each for each in members if _ending(each) in _ENDINGS] or members
    names = [_plain(PurePosixPath(each.filename).name) for each in lists[:_NAMED]]
    more = len(members) - len(names)
    if more:
        names.append("1 more file" if more == 1 else f"{more:,} more files")
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    what = "it" if len(members) == 1 else "what you need, one file after the other"
    return f"This is an archive with {said} in it. Unpack it and import {what}."


def _plain(name: str) -> str:
    return "".join(char for char in name if char.isprintable())[:60]
