"""Kept files opened in their own programs: a copy in a private folder, nothing that can run.

Source of the rules: a file that somebody sent may be a program in disguise; what mail programs
block is not opened here either.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from app.exchange.new_file import CannotWrite, replacing, safe_file_name
from app.models.errors import Refusal
from app.storage import blobs, places
from app.storage.queries import records
from app.storage.store import Store

_RUNS = frozenset(
    """
    ade adp app appcontent-ms application appref-ms appx apk asp bas bat bin cab cer chm cmd cnt
    com command cpl crt csh deb der desktop diagcab dll dmg elf exe fxp gadget grp hlp hpj hta htc
    inf ins iso isp its jar jnlp js jse ksh lnk mad maf mag mam maq mar mas mat mau mav maw mcf
    mda mdb mde mdt mdw mdz msc msh msi msix msp mst msu ocx ops osd out pcd pif pkg pl plg prf
    prg printerexport ps1 ps2 psc1 psd1 psm1 pst py pyc pyo pyw pyz rb reg rpm run scf scr sct
    settingcontent-ms sh shb shs sys tmp udl url vb vbe vbp vbs vbscript vhd vhdx vsmacros vsw
    webpnp website workflow ws wsc wsf wsh xbap xll xnk zsh
    """.split()  # noqa: SIM905
)
_MACROS = frozenset(["docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppam", "ppsm"])
_PROGRAM_STARTS = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"L\x00\x00\x00\x01\x14\x02\x00",
    b"[InternetShortcut]", b"MSCF", b"dex\n", b"\xed\xab\xee\xdb", b"!<arch>\ndebian",
)  # fmt: skip
"""How programs, scripts, shortcuts and packages begin on Windows, macOS and Linux."""


def can_run(name: str) -> bool:
    """Whether a file of that name is a program, or brings one along."""
    return Path(name.rstrip(". ")).suffix.lower().lstrip(".") in _RUNS


def runs_by_content(content: bytes) -> bool:
    """Whether a content is a program whatever it is called: by its first bytes."""
    return content.startswith(_PROGRAM_STARTS)


def has_macros(name: str) -> bool:
    """Whether a file of that name is a document that may hold macros."""
    return Path(name).suffix.lower().lstrip(".") in _MACROS


def open_folder() -> Path:
    """Where opened copies lie; only this user can look in."""
    folder = places.home() / "open"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def copy_to_open(store: Store, document_id: int, *, read_only: bool = True) -> Path:
    """A private copy of a kept file, ready to be opened by its own program.

    Raises ``Refusal`` for a file that can run.
    """
    row = records.record(store, "document", document_id)
    content = b"" if can_run(row["name"]) else blobs.read(store, row["sha256"])
    if can_run(row["name"]) or runs_by_content(content):
        raise Refusal(
            f"{row['name']} is a program or could start one, so it is not opened from here. "
            "Save it to a folder if you know who made it."
        )
    return private_copy(row["name"], content, read_only=read_only)


def private_copy(name: str, content: bytes, *, read_only: bool = False) -> Path:
    """Bytes as a file of that name in a private folder of its own."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="copy-", dir=open_folder()))
        path = folder / safe_file_name(name, "File")
        path.write_bytes(content)
        _mark_as_foreign(path)
        if read_only:
            path.chmod(stat.S_IRUSR)
    except OSError as error:
        raise CannotWrite(f"{name} could not be opened: {error.strerror}.") from None
    return path


def forget_copy(path: Path) -> None:
    """Take one copy and its folder away."""
    with contextlib.suppress(OSError):
        path.chmod(0o600)
    if path.parent.parent == open_folder():
        shutil.rmtree(path.parent, ignore_errors=True)


def _mark_as_foreign(path: Path) -> None:
    """On Windows, say that the file came from elsewhere, so that Office opens it guarded."""
    if os.name == "nt":
        with contextlib.suppress(OSError):
            Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")


def save_as(store: Store, document_id: int, path: Path) -> Path:
    """A kept file written to a place of the person's choice."""
    row = records.record(store, "document", document_id)
    with replacing(path) as out:
        for piece in blobs.pieces(store, row["sha256"]):
            out.write(piece)
    return path


def clear_copies() -> None:
    """Take away the copies of last time."""
    folder = places.home() / "open"
    if not folder.is_dir():
        return
    for path in folder.glob("copy-*/*"):
        with contextlib.suppress(OSError):
            path.chmod(0o600)
    shutil.rmtree(folder, ignore_errors=True)
