"""J5: 1,000 one-page letters, beside docx-mailmerge2, docxtpl and the writing of the bytes.

``python tests/bench/bench_letters.py INPUTS`` with the folder that make_inputs.py filled. Each
line is a process of its own, taken in turns; figures are processor seconds (user + system),
median of the rounds, the most memory held, and the most of it that is ours alone (PSS, Linux).
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

ROUNDS = 3
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def _people(inputs: Path, count: int = 1000) -> list[dict[str, str]]:
    with (inputs / "letters_1000.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [rows[i % len(rows)] for i in range(count)]


_PSS = [0.0]


def _note_memory(done: int) -> None:
    """Remember the proportional share of memory now; every 512 letters is enough."""
    rollup = Path("/proc/self/smaps_rollup")
    if done % 512 == 0 and rollup.exists():
        line = next(x for x in rollup.read_text().splitlines() if x.startswith("Pss:"))
        _PSS[0] = max(_PSS[0], int(line.split()[1]) / 1024)


def ours_combined(inputs: Path, out: Path, count: int = 1000) -> None:
    """Our one file with all letters."""
    from app.exchange.word.letters import load_template, merge_combined

    template = load_template(inputs / "letter.docx")
    merge_combined(template, _people(inputs, count), out / "all.docx", _note_memory)


def ours_combined_10k(inputs: Path, out: Path) -> None:
    """Ten times as many letters: memory must stay flat."""
    ours_combined(inputs, out, 10_000)


def ours_separate(inputs: Path, out: Path) -> None:
    """Our one file a person."""
    from app.exchange.word.letters import load_template, merge_separate

    people = [(f"{i}", values) for i, values in enumerate(_people(inputs))]
    merge_separate(load_template(inputs / "letter.docx"), people, out, _note_memory)


def mailmerge_combined(inputs: Path, out: Path) -> None:
    """docx-mailmerge2, all letters in one file."""
    from mailmerge import MailMerge

    with MailMerge(inputs / "letter.docx") as document:
        document.merge_templates(_people(inputs), separator="nextPage_section")
        document.write(str(out / "all.docx"))


def mailmerge_separate(inputs: Path, out: Path) -> None:
    """docx-mailmerge2, one file a person."""
    from mailmerge import MailMerge

    for number, values in enumerate(_people(inputs)):
        with MailMerge(inputs / "letter.docx") as document:
            document.merge(**values)
            document.write(str(out / f"{number}.docx"))


def docxtpl_separate(inputs: Path, out: Path) -> None:
    """docxtpl, one file a person, from the same letter with its names in braces."""
    from docxtpl import DocxTemplate

    for number, values in enumerate(_people(inputs)):
        document = DocxTemplate(inputs / "letter_j.docx")
        document.render(values)
        document.save(out / f"{number}.docx")


def bytes_combined(inputs: Path, out: Path) -> None:
    """The limit: the finished parts of the file with all letters deflated and written."""
    import zipfile

    from app.exchange.word.letters import load_template, merge_one

    data = merge_one(load_template(inputs / "letter.docx"), _people(inputs, 1)[0])
    (out / "one.docx").write_bytes(data)
    with zipfile.ZipFile(out / "one.docx") as one:
        parts = {name: one.read(name) for name in one.namelist()}
    with zipfile.ZipFile(out / "all.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content * 1000 if name == "word/document.xml" else content)


def bytes_separate(inputs: Path, out: Path) -> None:
    """The limit: the finished bytes written, the one part that differs deflated each time."""
    import io
    import zipfile
    import zlib

    from app.exchange.word.letters import load_template, merge_one

    data = merge_one(load_template(inputs / "letter.docx"), _people(inputs, 1)[0])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml")
    for number in range(1000):
        zlib.compress(body, 6)
        (out / f"{number}.docx").write_bytes(data)


JOBS = (
    ours_combined,
    mailmerge_combined,
    bytes_combined,
    ours_separate,
    mailmerge_separate,
    docxtpl_separate,
    bytes_separate,
    ours_combined_10k,
)


def _run(name: str, inputs: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        globals()[name](inputs, Path(folder))
        wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, _PSS[0])


def main() -> None:
    """Run every job in turns and print one table."""
    inputs = Path(sys.argv[1])
    if len(sys.argv) > 2:
        _run(sys.argv[2], inputs)
        return
    figures: dict[str, list[list[float]]] = {job.__name__: [] for job in JOBS}
    for _ in range(ROUNDS):
        for name, made in figures.items():
            command = [sys.executable, __file__, str(inputs), name]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                made.append([float(x) for x in done.stdout.split()])
    print(f"{'job':<22}{'cpu s':>8}{'wall s':>8}{'MiB':>7}{'PSS':>7}")
    for name, made in figures.items():
        if made:
            cpu, wall, memory, pss = map(statistics.median, zip(*made, strict=True))
            print(f"{name:<22}{cpu:>8.2f}{wall:>8.2f}{memory:>7.0f}{pss:>7.0f}")
        else:
            print(f"{name:<22}  not installed or failed")


if __name__ == "__main__":
    main()
