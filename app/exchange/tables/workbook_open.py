"""Opening a workbook safely: measured before it is unpacked, decrypted in memory where locked.

The limits are those of reliability.md R38. A password comes in with the request and leaves with
the child process.
"""

import io
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from app.exchange.tables.table import PasswordNeeded, UnreadableFile

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MAX_MEMBERS: Final = 2_000
_MAX_UNPACKED: Final = 200_000_000
_MAX_RATIO: Final = 200
_BIG_ENOUGH: Final = 10_000_000
_MAX_LOCKED: Final = 100_000_000
# What Excel itself locks a workbook with that is only to be protected against changes.
_NO_REAL_PASSWORD: Final = "VelvetSweatshop"  # noqa: S105 - MS-OFFCRYPTO 2.4.2.3
BROKEN: Final = (
    "This workbook is damaged or of an unknown kind. Open it in Excel or LibreOffice, save it as"
    " .xlsx and try again."
)
_LOCKED: Final = "This workbook is protected with a password. Give the password to read it."
_WRONG: Final = "This is not the password of this workbook. Nothing was read."
_CANNOT_UNLOCK: Final = (
    "This workbook is protected with a password in a way that cannot be read here. Save a copy"
    " without the password and import that."
)


def open_workbook(
    path: Path, password: str | None = None
) -> "tuple[CalamineWorkbook, Path | IO[bytes]]":
    """The workbook in `path`, and where its bytes are: the file, or the unlocked copy in memory.

    Raises UnreadableFile with a sentence, PasswordNeeded when it is locked and `password` is
    missing or wrong.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    measure(path)
    try:
        return CalamineWorkbook.from_path(str(path)), path
    except PasswordError:
        return _unlocked(path, password)
    except (CalamineError, OSError, ValueError):
        if _is_locked(path):
            return _unlocked(path, password)
        raise UnreadableFile(BROKEN) from None


def _is_locked(path: Path) -> bool:
    """Whether the file is a compound file in which an encrypted package lies."""
    with path.open("rb") as file:
        head = file.read(1 << 20)
    return head[:4] == b"\xd0\xcf\x11\xe0" and "EncryptedPackage".encode("utf-16-le") in head


def _unlocked(path: Path, password: str | None) -> "tuple[CalamineWorkbook, IO[bytes]]":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if path.stat().st_size > _MAX_LOCKED:
        raise UnreadableFile(_CANNOT_UNLOCK)
    data = _decrypted(path, password)
    measure(data)
    data.seek(0)
    try:
        return CalamineWorkbook.from_filelike(data), data
    except PasswordError:
        raise UnreadableFile(_CANNOT_UNLOCK) from None
    except (CalamineError, OSError, ValueError):
        raise UnreadableFile(BROKEN) from None


def _decrypted(path: Path, password: str | None) -> io.BytesIO:
    from msoffcrypto import OfficeFile  # type: ignore[import-untyped]

    with path.open("rb") as file:
        try:
            locked = OfficeFile(file)
        except Exception:
            raise UnreadableFile(_CANNOT_UNLOCK) from None
        for each in (_NO_REAL_PASSWORD, password):
            if each is not None:
                found = _tried(locked, each)
                if found is not None:
                    return found
    raise PasswordNeeded(_LOCKED if password is None else _WRONG)


def _tried(locked: Any, password: str) -> io.BytesIO | None:
    """The decrypted bytes, None where the password is another one."""
    from msoffcrypto.exceptions import (  # type: ignore[import-untyped]
        DecryptionError,
        InvalidKeyError,
    )

    result = io.BytesIO()
    try:
        locked.load_key(password=password)
        locked.decrypt(result)
    except (InvalidKeyError, DecryptionError):
        return None
    except Exception:
        raise UnreadableFile(_CANNOT_UNLOCK) from None
    return result


def measure(source: Path | IO[bytes]) -> None:
    """Refuse a package that would unpack to more than a workbook can reasonably be."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            start = file.read(4)
    else:
        source.seek(0)
        start = source.read(4)
    if start != b"PK\x03\x04":
        return
    try:
        with zipfile.ZipFile(source) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        raise UnreadableFile(BROKEN) from None
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    tall = unpacked > _BIG_ENOUGH and unpacked / packed > _MAX_RATIO
    if len(members) > _MAX_MEMBERS or unpacked > _MAX_UNPACKED or tall:
        raise UnreadableFile(
            "This workbook unpacks to far more than a table of contacts. It was not opened."
        )
