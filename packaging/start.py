"""Sets Deskbook up beside its code and starts it, or runs its tests. Needs Python alone.

python3 packaging/start.py          sets up, makes the example book, opens the window
python3 packaging/start.py test     sets up, then runs every check and test

The first run downloads what the program needs into the folder .venv; later runs start at once.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "deskbook-set-up.txt"
NEEDED = (3, 11)

QT_LIBRARIES = {
    "libEGL.so.1": ("libegl1", "mesa-libEGL", "libglvnd", "libglvnd"),
    "libGL.so.1": ("libgl1", "mesa-libGL", "libglvnd", "libglvnd"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon0", "libxkbcommon"),
    "libxkbcommon-x11.so.0": (
        "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11-0", "libxkbcommon-x11",
    ),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "libdbus-1-3", "dbus"),
    "libxcb-cursor.so.0": (
        "libxcb-cursor0", "xcb-util-cursor", "libxcb-cursor0", "xcb-util-cursor",
    ),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "libfreetype6", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "libglib-2_0-0", "glib2"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-keysyms.so.1": (
        "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", "xcb-util-keysyms",
    ),
    "libxcb-render-util.so.0": (
        "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil", "xcb-util-renderutil",
    ),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image", "xcb-util-image"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb-shape0", "libxcb"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb-randr0", "libxcb"),
    "libxcb-xinerama.so.0": ("libxcb-xinerama0", "libxcb", "libxcb-xinerama0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb-xkb1", "libxcb"),
}  # fmt: skip
"""What a window needs from Linux: each library with its package for apt, dnf, zypper, pacman."""

INSTALLERS = (
    ("apt-get", ("apt-get", "install", "-y", "--no-install-recommends")),
    ("dnf", ("dnf", "install", "-y")),
    ("zypper", ("zypper", "--non-interactive", "install")),
    ("pacman", ("pacman", "-S", "--noconfirm", "--needed")),
)


class CannotGoOn(Exception):
    """Set-up is stuck; the message is a sentence that says what to do."""


def say(text: str) -> None:
    """One line for the person at the keyboard, at once."""
    print(text, flush=True)


# Python and its packages ------------------------------------------------------------------------


def python() -> Path:
    """The Python of our own environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted(extras: str) -> str:
    """What the environment is made from: another value means that it must be brought up to date."""
    hasher = hashlib.sha256(f"{sys.version_info[:3]} {ROOT}".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        hasher.update((ROOT / name).read_bytes())
    return f"{hasher.hexdigest()} {extras}"


def is_set_up(extras: str) -> bool:
    """Whether the environment is there, works, and has these extras."""
    try:
        kept = STAMP.read_text(encoding="utf-8").split()
        probe = subprocess.run([python(), "-c", "import app"], capture_output=True, check=False)
    except OSError:
        return False
    digest, want = wanted(extras).split()
    return bool(kept) and kept[0] == digest and want in kept[1:] and probe.returncode == 0


def works() -> bool:
    """Whether the environment's Python and pip can be run, and are of this Python's version."""
    ask = "import pip, sys; print(sys.version_info[:2])"
    try:
        done = subprocess.run([python(), "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == str(sys.version_info[:2])


def make_environment() -> None:
    """A working, empty ``.venv``; a broken or older one is made anew."""
    if works():
        return
    if VENV.exists():
        say("The folder .venv does not work any more; making it anew.")
        shutil.rmtree(VENV)
    say("Making .venv …")
    if create_venv():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    say(f"This Python cannot make environments yet; the package {package} is missing.")
    install_packages({"apt-get": [package]})
    if not create_venv():
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotGoOn("Python could not make the folder .venv. Install Python's venv module.")


def create_venv() -> bool:
    """Make the environment with pip in it; whether that worked."""
    command = [sys.executable, "-m", "venv", str(VENV)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0 and works()


def install(extras: str) -> None:
    """Install the program and what it needs, each in the version that was tested."""
    say("Installing what Deskbook needs (the first time only, a minute or two) …")
    target = f"{ROOT}[test]" if extras == "test" else str(ROOT)
    command = [
        str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", str(ROOT / "constraints.txt"), "--editable", target,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        kept = "test plain" if extras == "test" else "plain"
        STAMP.write_text(f"{wanted(extras).split()[0]} {kept}\n", encoding="utf-8")
        return
    sys.stderr.write(done.stderr)
    offline = ("ConnectionError", "NewConnectionError", "Temporary failure", "ConnectTimeout",
               "Failed to establish", "getaddrinfo", "Network is unreachable")  # fmt: skip
    if any(sign in done.stderr for sign in offline):
        raise CannotGoOn("The network could not be reached. Connect, then run this line again.")
    raise CannotGoOn("Something could not be installed; what pip says stands above.")


# The system's libraries ---------------------------------------------------------------------------


def missing_libraries() -> list[str]:
    """Libraries that a window needs and this Linux lacks."""
    if not sys.platform.startswith("linux"):
        return []
    return [name for name in QT_LIBRARIES if not is_there(name)]


def is_there(library: str) -> bool:
    """Whether the system can load a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_libraries() -> None:
    """Install what is missing where we may; else print the line that does it, and go on."""
    missing = missing_libraries()
    if not missing:
        return
    say(f"This system lacks {len(missing)} of the libraries that windows need.")
    names = {
        tool: sorted({QT_LIBRARIES[name][place] for name in missing})
        for place, (tool, _) in enumerate(INSTALLERS)
    }
    install_packages(names)
    left = missing_libraries()
    if left:
        say(f"Still missing: {', '.join(left)}. The window may not open.")


def install_packages(names: dict[str, list[str]]) -> None:
    """Install packages with the system's own tool, or say how; never asks for a password."""
    for tool, command in INSTALLERS:
        if tool not in names or shutil.which(tool) is None:
            continue
        whole = [*command, *names[tool]]
        rights = leave()
        if rights is None:
            say(f"Please install them once with:\n  sudo {shlex.join(whole)}")
            return
        say(f"Installing: {' '.join(names[tool])}")
        if tool == "apt-get":
            quietly([*rights, "apt-get", "update", "-qq"])
        if not quietly([*rights, *whole]):
            say(f"That did not work. Please try:\n  sudo {shlex.join(whole)}")
        return
    listed = sorted({name for found in names.values() for name in found})
    say(f"Please install them with your system's package tool: {', '.join(listed)}")


def leave() -> list[str] | None:
    """What must stand before a command that installs: nothing for root, else a silent sudo."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quietly(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def quietly(command: list[str]) -> bool:
    """Run a command without its talk; whether it went well."""
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, capture_output=True, check=False, env=env).returncode == 0


# What to do ---------------------------------------------------------------------------------------


def deskbook(*words: object, capture: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the program with these arguments."""
    command = [str(python()), "-m", "app", *(str(word) for word in words)]
    return subprocess.run(
        command, cwd=ROOT, text=True, encoding="utf-8", capture_output=capture, check=False
    )


def example_book() -> Path:
    """The book of the example firm in the folder of this user's data; made when it is not there."""
    ask = "from app.storage import places; print(places.home())"
    found = subprocess.run(
        [python(), "-c", ask], cwd=ROOT, text=True, encoding="utf-8", capture_output=True,
        check=True,
    )  # fmt: skip
    book = Path(found.stdout.strip()) / "Example.deskbook"
    if not book.exists():
        book.parent.mkdir(parents=True, exist_ok=True)
        if deskbook("new", book, "--sample").returncode:
            raise CannotGoOn("The example book could not be made; the reason stands above.")
    return book


def has_display() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith(("linux", "freebsd")) or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def tour(book: Path) -> None:
    """Three commands on the example book, with what they answer."""
    say("There is no display here, so the window stays closed; everything works in words too.")
    for words in (
        ("find", "marlow", "--in", book),
        ("list", "deals", "--in", book, "--where", "state = open", "--limit", "5"),
        ("letters", "Spring mailing", "--in", book, "--view", "Spring mailing", "--check"),
    ):
        shown = " ".join(f'"{word}"' if " " in str(word) else str(word) for word in words)
        say(f"\n$ .venv/bin/deskbook {shown}")
        lines = deskbook(*words, capture=True).stdout.splitlines()
        say("\n".join(side_by_side(lines[:8])))
    say("\nAll commands: .venv/bin/deskbook --help")


def side_by_side(lines: list[str]) -> list[str]:
    """Lines whose parts are divided by tabs, as columns of at most 28 letters."""
    rows = [line.split("\t") for line in lines]
    columns = max(map(len, rows), default=0)
    if columns < 2:
        return lines
    widths = [max(len(row[n][:28]) for row in rows if len(row) > n) for n in range(columns)]
    return [
        "  ".join(f"{cell[:28]:{width}}" for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in rows
    ]


def start() -> int:
    """Set up, make the example book, open the window or show the tour."""
    prepare("plain")
    install_libraries()
    book = example_book()
    if not has_display():
        tour(book)
        return 0
    say(f"Opening {book}")
    return deskbook("open", book).returncode


def test() -> int:
    """Set up with what tests need, then run every check; the first that fails ends it."""
    prepare("test")
    install_libraries()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for words in (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("pytest", "-q", "-n", "2", "-m", "not long and not bench"),
    ):
        say(f"\n$ {' '.join(words)}")
        status = subprocess.run([python(), "-m", *words], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


def prepare(extras: str) -> None:
    """Everything from the network, unless it is there already."""
    if sys.version_info < NEEDED:
        found = ".".join(map(str, sys.version_info[:3]))
        raise CannotGoOn(f"Deskbook needs Python 3.11 or newer; this is {found}.")
    if not is_set_up(extras):
        make_environment()
        install(extras)


def main(words: list[str]) -> int:
    """Start or test; the exit status."""
    if words not in ([], ["test"]):
        say(__doc__.strip())
        return 2
    try:
        return test() if words else start()
    except CannotGoOn as stuck:
        sys.stderr.write(f"{stuck}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
