"""Whole-process measuring for the benches: cpu seconds (user + system) and peak memory.

Figures are printed, never asserted; what counts is the ratio inside one run.
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = """
    id first last company title email phone1 phone2 street city state zip country birthday
    notes
""".split()
FIRST = """
    James Mary Robert Patricia José Zoë Søren Jürgen Łukasz Renée Wei Priya Aisha Chidi
""".split()
LAST = """
    Smith Johnson Müller Núñez O'Brien Kowalski Øberg Nguyen Tanaka Okafor Webb Hartley
""".split()
SYLLABLES = """
    ba den dor fal gar hel ing kar lan mer nor pol quin ros sel ton val win yan
""".split()
WORDS = """
    met at trade show wants quote for spring order prefers email call after lunch renewal
    due in march referred by neighbour discount agreed invoice paid late gate code dog
    friendly
""".split()


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: cpu seconds, wall seconds, peak memory in MiB."""

    cpu: float
    wall: float
    memory: float
    output: str


def run(command: list[str], **more: object) -> Run:
    """Run a command whole and ask the system what it cost (children of it included)."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    errors = process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{command[:3]} ended with {process.returncode}: {errors[-600:]}")
    wall = time.perf_counter() - started
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, output)


def median(runs: list[Run]) -> Run:
    """The medians of several runs."""
    return Run(
        statistics.median(r.cpu for r in runs),
        statistics.median(r.wall for r in runs),
        max(r.memory for r in runs),
        runs[-1].output,
    )


def python(code: str, *arguments: str) -> list[str]:
    """The command that runs a piece of Python with this interpreter."""
    return [sys.executable, "-c", code, *arguments]


def inputs(folder: str, stem: str, count: int, made: Path) -> Path:
    """The file of so many people that ``make_inputs.py`` wrote into a folder, else ``made``."""
    path = Path(folder, f"{stem}_{count // 1000}k{made.suffix}") if folder else made
    return path if path.exists() else made


def people_csv(path: Path, count: int) -> Path:
    """A seeded list of invented people; the same file for the same count."""
    if path.exists():
        return path
    rnd = random.Random(20261122)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(1, count + 1):
            writer.writerow(_person(rnd, number))
    return path


def _person(rnd: random.Random, number: int) -> list[object]:
    made = "".join(rnd.choice(SYLLABLES) for _ in range(3)).capitalize()
    last = rnd.choice(LAST) if rnd.random() < 0.3 else made
    firm = "".join(rnd.choice(SYLLABLES) for _ in range(2)).capitalize() + str(number % 50_000)
    phone = f"({rnd.randint(201, 989)}) {rnd.randint(200, 999)}-{rnd.randint(0, 9999):04d}"
    other = f"({rnd.randint(201, 989)}) 555-01{rnd.randint(0, 99):02d}"
    birthday = f"19{rnd.randint(40, 99)}-{rnd.randint(1, 12):02d}-{rnd.randint(1, 28):02d}"
    return [
        number, rnd.choice(FIRST), last, f"{firm} Ltd", "Owner",
        f"p{number}@{made.lower()}.example", phone, other if number % 3 else "",
        f"{number % 900} Mill Lane", "Springfield", "IL",
        f"{rnd.randint(1, 99999):05d}", "USA", birthday if number % 2 else "",
        " ".join(rnd.choice(WORDS) for _ in range(rnd.randint(0, 40))),
    ]  # fmt: skip


def goals(rows: list[tuple[str, Run]], ours: str, most: dict[str, float]) -> None:
    """Say of each peer or limit how many times its time ours may take, and takes."""
    seconds = {name: run.cpu for name, run in rows}
    judge(seconds.pop(ours), seconds, most)


def judge(ours: float, seconds: dict[str, float], most: dict[str, float]) -> None:
    """The same of plain cpu seconds, by the names of peers and limits."""
    for peer, times in most.items():
        if peer in seconds:
            ratio = ours / seconds[peer]
            print(
                f"  {ratio:.2f} x {peer}; goal {times:g}: {'met' if ratio <= times else 'MISSED'}"
            )


def table(title: str, rows: list[tuple[str, Run]], base: str) -> None:
    """Print one table; ratios are to the row named ``base``."""
    reference = dict(rows)[base].cpu
    print(f"\n{title}")
    print(f"{'':44}{'cpu s':>9}{'wall s':>9}{'MiB':>8}{'ratio':>8}")
    for name, result in rows:
        print(
            f"{name:44}{result.cpu:9.2f}{result.wall:9.2f}{result.memory:8.0f}"
            f"{result.cpu / reference:8.2f}"
        )
