"""How the command line behaves as a process: no Qt, no traceback, quiet ends, one document."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Type

PROGRAM = "import sys; from app.cli.run import run; sys.exit(run(sys.argv[1:]))"
NO_QT = (
    "import sys; from app.cli.run import run; status = run(sys.argv[1:]);"
    "qt = [m for m in sys.modules if m.startswith(('PySide6', 'shiboken'))];"
    "sys.exit(77 if qt else status)"
)
ROOT = Path(__file__).resolve().parents[2]


def process(*words: object, code: str = PROGRAM, **more: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(ROOT)} | more
    env.pop("DISPLAY", None)
    return subprocess.run(
        [sys.executable, "-c", code, *(str(word) for word in words)],
        capture_output=True, text=True, encoding="utf-8", env=env, timeout=60, check=False,
    )  # fmt: skip


def test_no_command_loads_qt(sample: Path, people: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.deskbook"
    backup = tmp_path / "b.deskbook-backup"
    lines = [
        ("new", made), ("import", people, "--into", made), ("find", "ada", "--in", made),
        ("export", "contacts", "--from", made, "--to", tmp_path / "o.xlsx"),
        ("list", "contacts", "--in", made), ("history", "--in", made), ("undo", "--in", made),
        ("letters", "Letter", "--in", sample, "--view", "Spring mailing", "--to",
         tmp_path / "l.docx"),
        ("backup", "--in", made, "--to", backup), ("backups", "--in", made),
        ("restore", backup, "--to", made), ("check", made, "--deep"), ("--help",),
    ]  # fmt: skip
    for words in lines:
        done = process(*words, code=NO_QT)
        assert done.returncode == 0, (words, done.stdout, done.stderr)


@pytest.mark.parametrize("words", [(), ("nonsense",), ("find",), ("list", "shoes", "--in", "x")])
def test_a_wrong_command_line_ends_with_two(typed: Type, words: tuple[str, ...]) -> None:
    said = typed(*words, "--json")
    assert said.status == 2
    assert said.json["error"]["kind"] == "usage"


def hostile(folder: Path) -> dict[str, Path]:
    import sqlite3

    folder.mkdir()
    made = {name: folder / f"{name}.deskbook" for name in ("text", "empty", "zeros", "other")}
    made["text"].write_text("Dear Sir or Madam", encoding="utf-8")
    made["empty"].write_bytes(b"")
    made["zeros"].write_bytes(bytes(20_000))
    with sqlite3.connect(made["other"]) as other:
        other.execute("CREATE TABLE notes (id INTEGER)")
    other.close()
    made["folder"] = folder / "folder.deskbook"
    made["folder"].mkdir()
    made["missing"] = folder / "missing.deskbook"
    return made


def test_anything_else_than_a_book_is_refused_in_one_sentence(typed: Type, tmp_path: Path) -> None:
    for name, path in hostile(tmp_path / "hostile").items():
        before = path.read_bytes() if path.is_file() else None
        said = typed("list", "contacts", "--in", path, "--json")
        assert said.status in (1, 3), name
        assert said.json["error"]["message"].endswith("."), name
        assert said.json["error"]["hint"], name
        assert (path.read_bytes() if path.is_file() else None) == before


def test_errors_speak_on_standard_error_without_json(typed: Type, tmp_path: Path) -> None:
    said = typed("check", tmp_path / "none.deskbook")
    assert said.out == ""
    assert said.err.splitlines()[0] == "There is no file called none.deskbook."


def test_a_fault_of_our_own_is_one_sentence_and_a_trace_only_on_request(
    typed: Type, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.storage.history.steps", broken)
    plain = typed("history", "--in", empty)
    assert plain.status == 1
    assert "DESKBOOK_DEBUG=1" in plain.err
    assert "Traceback" not in plain.err
    monkeypatch.setenv("DESKBOOK_DEBUG", "1")
    assert "Traceback" in typed("history", "--in", empty).err


def test_a_reader_that_leaves_early_ends_it_quietly(sample: Path) -> None:
    line = f'"{sys.executable}" -c "{PROGRAM}" list activities --in "{sample}" | head -1'
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.startswith("Number\t")
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr


def test_names_in_every_script_reach_a_file_that_speaks_another_encoding(
    empty: Path, tmp_path: Path
) -> None:
    file = tmp_path / "names.csv"
    file.write_text("Name,Email\nЖанна Łęcka,z@l.example\n王小明,w@x.example\n", encoding="utf-8")
    assert process("import", file, "--into", empty, PYTHONIOENCODING="ascii").returncode == 0
    done = process("list", "contacts", "--in", empty, "--json", PYTHONIOENCODING="ascii")
    assert {row["name"] for row in json.loads(done.stdout)} == {"Жанна Łęcka", "王小明"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_is_stopped_leaves_no_half_made_file(
    sample: Path, tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    code = (
        "import sys, os; from app.main import run; from app.desk import book_out;"
        f"book_out._write_tables = lambda *_: os.kill(os.getpid(), {int(number)});"
        "sys.exit(run(sys.argv[1:]))"
    )
    words = ("export", "everything", "--from", sample, "--to", folder / "All", "--json")
    done = process(*words, code=code)
    assert done.returncode == 130
    assert json.loads(done.stdout)["error"]["kind"] == "stopped"
    assert list(folder.iterdir()) == []
    assert process("check", sample, "--deep").returncode == 0
