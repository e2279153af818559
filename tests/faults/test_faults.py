"""Nothing confirmed is lost, nothing is half done, whatever happens and whenever it happens."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")


def loop(name: str, *words: object, shim: Path | None = None, seconds: int = 300) -> Any:
    """Run one of the loops in a process of its own and read its report."""
    env = os.environ | {"PYTHONPATH": str(ROOT)} | ({"LD_PRELOAD": str(shim)} if shim else {})
    done = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{name}", *(str(word) for word in words)],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_confirmed_edit_is_lost_by_200_kills() -> None:
    report = loop("kill_loop", "edits", 200, 1)
    assert report["wrong"] == []
    assert report["in_the_middle"] >= 20


def test_an_import_killed_200_times_is_whole_or_not_there() -> None:
    report = loop("kill_loop", "imports", 200, 2)
    assert report["wrong"] == []
    assert report["in_the_middle"] >= 20


def test_a_backup_that_has_a_name_is_whole_however_often_its_making_is_killed() -> None:
    assert loop("kill_loop", "copies", 60, 3)["wrong"] == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["edits", "imports", "copies"])
def test_a_thousand_kills_more(kind: str) -> None:
    assert loop("kill_loop", kind, 1000, 4, seconds=3600)["wrong"] == []


def test_two_programs_that_write_at_once_lose_nothing() -> None:
    report = loop("count_loop", 500)
    assert report == {"ends": [0, 0], "number": 1000, "sound": ""}


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that strikes at the n-th file call, built here."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("there is no C compiler to build the fault shim with")
    target = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(target), str(source), "-ldl"], check=True
    )
    return target


@pytest.mark.parametrize("mode", ["kill", "error", "full"])
@pytest.mark.parametrize(("name", "stride", "least"), [("edit", 1, 10), ("import", 7, 5)])
def test_a_fault_at_a_file_call_leaves_before_or_after(
    shim: Path, name: str, stride: int, least: int, mode: str
) -> None:
    report = loop("shim_loop", name, mode, stride, shim=shim)
    assert report["wrong"] == []
    assert report["faults"] >= least


@pytest.mark.long
@pytest.mark.parametrize("mode", ["kill", "error", "full"])
def test_a_fault_at_every_file_call_of_an_import(shim: Path, mode: str) -> None:
    report = loop("shim_loop", "import", mode, 1, shim=shim, seconds=3600)
    assert report["wrong"] == []


def test_the_loops_see_what_they_are_there_to_see(tmp_path: Path) -> None:
    from tests.faults import work

    path = tmp_path / "half.deskbook"
    person = work.make_book(path)
    assert work.after_edits(path, person, 5) == "lost: 5 was confirmed, the book has 0"
    store = work.book.open_book(path)
    with store.step("Half"):
        store.put("contact", {"id": person, "note": "1"})
    work.book.close_book(store)
    assert work.after_edits(path, person, 1) == "half a step: 1 edits, 0 entries"
