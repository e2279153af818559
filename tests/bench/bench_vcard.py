"""J3: ten thousand contact cards parsed, beside vobject, icalendar and a bare unfolding.

``python -m tests.bench.bench_vcard [COUNT] [RUNS] [INPUTS]``, with the folder that make_inputs.py
filled, else on cards of our own making.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import FIRST, LAST, WORDS, Run, goals, inputs, median, python, run, table

UNFOLD = (
    "import sys; from pathlib import Path;"
    "text = Path(sys.argv[1]).read_bytes().replace(b'\\r\\n ', b'').decode();"
    "print(text.count('BEGIN:VCARD'))"
)
OURS = (
    "import sys, gc; gc.disable(); from pathlib import Path;"
    "from app.exchange.cards.vcard_in import read_vcard;"
    "facts, rows = read_vcard(Path(sys.argv[1])); print(len(list(rows)))"
)
WHOLE = (
    "import sys; from pathlib import Path; from app.exchange.reading import read_table;"
    "print(len(read_table(Path(sys.argv[1])).rows))"
)
VOBJECT = (
    "import sys, vobject; text = open(sys.argv[1], encoding='utf-8', newline='').read();"
    "print(sum(1 for card in vobject.readComponents(text)))"
)
ICALENDAR = (
    "import sys; from icalendar import Component; from pathlib import Path;"
    "text = Path(sys.argv[1]).read_bytes().decode();"
    "print(len(Component.from_ical(text, multiple=True)))"
)


def cards_file(path: Path, count: int) -> Path:
    """A seeded file of invented cards; the same for the same count."""
    rnd = random.Random(20261122)
    with path.open("w", newline="", encoding="utf-8") as file:
        for number in range(1, count + 1):
            file.write(_card(rnd, number))
    return path


def _card(rnd: random.Random, number: int) -> str:
    first, last = rnd.choice(FIRST), rnd.choice(LAST)
    note = "NOTE:" + " ".join(rnd.choice(WORDS) for _ in range(rnd.randint(3, 40)))
    folded = "\r\n ".join(note[place : place + 74] for place in range(0, len(note), 74))
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", f"UID:uid-{number}@perf.example", f"N:{last};{first};;;",
        f"FN:{first} {last}", f"ORG:Firm {number % 9000} Ltd", "TITLE:Owner",
        f"EMAIL;TYPE=INTERNET,WORK:p{number}@firm{number % 9000}.example",
        f"TEL;TYPE=WORK,VOICE:({rnd.randint(201, 989)}) 555-{number % 10_000:04d}",
        f"TEL;TYPE=CELL:({rnd.randint(201, 989)}) 556-{number % 10_000:04d}",
        f"ADR;TYPE=WORK:;;{number % 9000} Mill Rd;Portland;OR;{rnd.randint(10_000, 99_999)};USA",
        f"BDAY:19{rnd.randint(40, 99)}-0{rnd.randint(1, 9)}-{rnd.randint(10, 28)}",
        folded, "END:VCARD",
    ]  # fmt: skip
    return "\r\n".join([*lines, ""])


def main(count: int = 10_000, runs: int = 3, folder_of_inputs: str = "") -> None:
    """Print one table; the sides take turns."""
    sides = {
        "unfolded only (limit)": UNFOLD,
        "Deskbook: columns and rows": OURS,
        "Deskbook: with the child process": WHOLE,
        "vobject": VOBJECT,
        "icalendar": ICALENDAR,
    }
    with tempfile.TemporaryDirectory() as name:
        file = inputs(folder_of_inputs, "contacts", count, Path(name) / "cards.vcf")
        if not file.exists():
            cards_file(file, count)
        results: dict[str, list[Run]] = {side: [] for side in sides}
        for _ in range(runs):
            for side, code in sides.items():
                results[side].append(run(python(code, str(file))))
    rows = [(side, median(found)) for side, found in results.items()]
    table(f"J3: {count:,} contact cards, {runs} runs", rows, "vobject")
    if count == 10_000:
        goals(rows, "Deskbook: columns and rows", {"vobject": 0.1, "icalendar": 0.1})


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]), *sys.argv[3:4])
