"""J2: an .xlsx file to a searchable book, beside python-calamine and openpyxl merely reading.

``python -m tests.bench.bench_import_xlsx [COUNT] [RUNS] [INPUTS]``, with the folder that
make_inputs.py filled; the preview is what somebody waits for until columns and samples are shown.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

from tests.bench.bench_import import SELF, ours
from tests.bench.measure import Run, goals, inputs, median, people_csv, python, run, table

PEER = "openpyxl read-only, reading"
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


def main(count: int = 10_000, runs: int = 3, folder_of_inputs: str = "") -> None:
    """Print one table; the sides take turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = inputs(folder_of_inputs, "contacts", count, folder / f"people_{count}.xlsx")
        if not file.exists():
            people_xlsx(file, count)
        sides = {
            "inflate only (limit)": INFLATE,
            "python-calamine, reading": CALAMINE,
            PEER: OPENPYXL,
            "Deskbook until the preview": PREVIEW,
        }
        results: dict[str, list[Run]] = {side: [] for side in [*sides, SELF]}
        for _ in range(runs):
            for side, code in sides.items():
                results[side].append(run(python(code, str(file))))
            results[SELF].append(ours(folder, file))
        rows = [(side, median(found)) for side, found in results.items()]
        title = f"J2: .xlsx to a searchable book, {count:,} rows, {runs} runs"
        table(title, rows, PEER)
        goals(rows, SELF, {PEER: 0.55 if count <= 10_000 else 0.4})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:4])
