"""J6: a list of 25 columns to .xlsx, beside XlsxWriter, openpyxl and deflating the sheet alone.

``python tests/bench/bench_workbook.py INPUTS [10k|100k]`` with the folder that make_inputs.py
filled. Each line is a process of its own, taken in turns; figures are processor seconds (user +
system), median of the rounds, reading of the input taken off, and the most memory held.
"""

from __future__ import annotations

import csv
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 3
GOALS = {"deflating": 3.5, "openpyxl_write_only": 0.27, "xlsxwriter": 0.27}
"""By ../shared/design/performance.md; memory: 60 MiB."""
NUMBERS = {"id", "amount", "orders", "rating"}
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def _rows(path: Path) -> Iterator[list[object]]:
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        heads = next(reader)
        numbers = [i for i, head in enumerate(heads) if head in NUMBERS]
        yield list(heads)
        for row in reader:
            made: list[object] = list(row)
            for i in numbers:
                made[i] = float(row[i])
            yield made


def reading(path: Path, _out: Path) -> None:
    """What every job pays for its input."""
    for _ in _rows(path):
        pass


def ours(path: Path, out: Path) -> None:
    """Our writer, with styles, table, widths and print set-up."""
    from app.exchange.tables.list_workbook import Column, write

    rows = _rows(path)
    kinds = {"birthday": "date", "last_contact": "date", "next_contact": "date"}
    kinds |= {"amount": "money", "phone1": "phone", "phone2": "phone"}
    columns = [
        Column(str(head), kinds.get(str(head), "number" if head in NUMBERS else "text"))
        for head in next(rows)
    ]
    write(out / "o.xlsx", "Contacts", columns, rows)


def xlsxwriter(path: Path, out: Path) -> None:
    """XlsxWriter in its mode of constant memory."""
    from xlsxwriter import Workbook

    book = Workbook(str(out / "o.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet("Contacts")
    for number, row in enumerate(_rows(path)):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, value)
    book.close()


def openpyxl_write_only(path: Path, out: Path) -> None:
    """openpyxl in its mode for writing only."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Contacts")
    for row in _rows(path):
        sheet.append(row)
    book.save(out / "o.xlsx")


def deflating(path: Path, out: Path) -> None:
    """The limit: our sheet's XML, already made, deflated once more."""
    import zipfile
    import zlib

    ours(path, out)
    with zipfile.ZipFile(out / "o.xlsx") as archive:
        data = archive.read("xl/worksheets/sheet1.xml")
    start = time.process_time()
    zlib.compress(data, 6)
    print("only", time.process_time() - start)


JOBS = (reading, ours, xlsxwriter, openpyxl_write_only, deflating)


def _run(name: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        globals()[name](path, Path(folder))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def main() -> None:
    """Run every job in turns and print one table."""
    size = sys.argv[2] if len(sys.argv) > 2 else "10k"
    path = Path(sys.argv[1]) / f"wide_{size}.csv"
    if len(sys.argv) > 3:
        _run(sys.argv[3], path)
        return
    figures: dict[str, list[list[float]]] = {job.__name__: [] for job in JOBS}
    for _ in range(ROUNDS):
        for name, made in figures.items():
            command = [sys.executable, __file__, sys.argv[1], size, name]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            words = done.stdout.split()
            if done.returncode == 0:
                only = words[:1] == ["only"]
                made.append([float(words[1]), 0.0] if only else [float(x) for x in words])
    base = statistics.median(cpu for cpu, _ in figures["reading"])
    print(f"{size:<22}{'cpu s':>8}{'MiB':>7}   (reading {base:.2f} s taken off)")
    nets: dict[str, float] = {}
    for name, made in figures.items():
        if not made:
            print(f"{name:<22}  not installed or failed")
            continue
        cpu, memory = (statistics.median(column) for column in zip(*made, strict=True))
        net = cpu if name in {"reading", "deflating"} else cpu - base
        nets[name] = net
        print(f"{name:<22}{net:>8.2f}{memory:>7.0f}")
    from tests.bench.measure import judge

    judge(nets.pop("ours"), nets, GOALS)


if __name__ == "__main__":
    main()
