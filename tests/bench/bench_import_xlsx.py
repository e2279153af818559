"""J2: an .xlsx file to a searchable book, beside python-calamine and openpyxl merely reading.

``python -m tests.bench.bench_import_xlsx [COUNT] [RUNS]``; the last row is what somebody waits for
until the page shows columns with samples.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

from tests.bench.bench_import import ours
from tests.bench.measure import Run, median, people_csv, python, run, table

INFLATE = (
    "import sys, zipfile; package = zipfile.ZipFile(sys.argv[1])\n"
    "for name in package.namelist():\n    package.read(name)\n"
)
CALAMINE = (
    "import sys; from python_calamine import CalamineWorkbook\n"
    "sheet = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)\n"
    "print(sum(len(row) for row in sheet.iter_rows()))\n"
)
OPENPYXL = (
    "import sys, openpyxl; book = openpyxl.load_workbook(sys.argv[1], read_only=True)\n"
    "print(sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True)))\n"
)
PREVIEW = (
    "import sys; from pathlib import Path; from app.desk import importing\n"
    "table = importing.read(Path(sys.argv[1])); importing.recognised(table, 'GB')\n"
)


def people_xlsx(path: Path, count: int) -> Path:
    """The people of J1 as a workbook."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("People")
    listed = people_csv(path.with_suffix(".csv"), count)
    with listed.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    book.save(path)
    return path


def main(count: int = 10_000, runs: int = 3) -> None:
    """Print one table; the sides take turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = people_xlsx(folder / f"people_{count}.xlsx", count)
        sides = {
            "inflate only (limit)": INFLATE,
            "python-calamine, reading": CALAMINE,
            "openpyxl read-only, reading": OPENPYXL,
            "Deskbook until the preview": PREVIEW,
        }
        results: dict[str, list[Run]] = {side: [] for side in [*sides, "Deskbook import"]}
        for _ in range(runs):
            for side, code in sides.items():
                results[side].append(run(python(code, str(file))))
            results["Deskbook import"].append(ours(folder, file))
        rows = [(side, median(found)) for side, found in results.items()]
        title = f"J2: .xlsx to a searchable book, {count:,} rows, {runs} runs"
        table(title, rows, "openpyxl read-only, reading")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
