"""What is committed: nothing of one machine, nothing unfinished, nothing foreign."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BINARY = {
    ".ods",
    ".xls",
    ".xlsb",
    ".png",
    ".otf",
    ".ttf",
    ".docx",
    ".xlsx",
    ".ico",
    ".icns",
    ".deskbook",
    ".jpg",
    ".pdf",
}

# Written in two parts, so that this file does not break its own rules.
MACHINE = re.compile(
    "|".join(
        ("/ro" + "ot/", "/wo" + "rk/", r"/ho" + r"me/\w+/", r"C:\\\\?Us" + "ers", "/opt/" + "pypi")
    )
)
REGISTRIES = re.compile(
    "|".join(("py" + r"pi\.org", "python" + "hosted", "index" + "-url", "conda" + r"\.io"))
)
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + r"X)\b")
TELLTALE = re.compile(
    "|".join(("chat" + "gpt", "anth" + "ropic", "cla" + "ude", "open" + "ai", "co" + "pilot")), re.I
)


@cache
def committed() -> tuple[Path, ...]:
    """Every file that git keeps."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return tuple(path for path in paths if path.is_file())


@cache
def texts() -> dict[str, str]:
    """Committed text files by their path from the root."""
    if not committed():
        pytest.skip("this is no git checkout")
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in committed()
        if path.suffix.lower() not in BINARY
    }


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_one_machine_is_committed() -> None:
    assert lines_with(MACHINE) == []


def test_no_package_registry_is_named() -> None:
    assert lines_with(REGISTRIES) == []


def test_nothing_is_left_unfinished() -> None:
    assert lines_with(UNFINISHED) == []


def test_nothing_speaks_of_how_it_was_written() -> None:
    assert lines_with(TELLTALE) == []


def test_each_pattern_bites() -> None:
    assert MACHINE.search("see /ro" + "ot/venv")
    assert REGISTRIES.search("https://py" + "pi.org/simple")
    assert UNFINISHED.search("# TO" + "DO later")
    assert TELLTALE.search("by Chat" + "GPT")


def test_text_files_end_their_lines_alike() -> None:
    assert [name for name, text in texts().items() if "\r" in text] == []


def test_nothing_large_and_no_data_of_others_is_committed() -> None:
    if not committed():
        pytest.skip("this is no git checkout")
    large = [path.name for path in committed() if path.stat().st_size > 1_500_000]
    assert large == []


def test_every_dependency_has_a_tested_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    kept = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    plain = {re.split(r"[<>=!~\[ ]", name)[0].lower().replace("_", "-") for name in wanted}
    assert plain - kept == set()
    assert all("==" in line for line in lines)


def test_the_readme_names_the_two_commands_and_only_commands_that_exist() -> None:
    from app.cli.run import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 packaging/start.py\n" in readme
    assert "python3 packaging/start.py test\n" in readme
    named = set(re.findall(r"^deskbook (\w+)", readme, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)
