"""What is known of other programs' Word templates, against what we make of them: one table.

``python -m tests.bench.facts_docx`` reads the facts of ``MANIFEST.tsv``, of
``_expected/docx-mailmerge.json`` and of ``merge_field_formats.tsv`` in the shared test data.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from app.exchange.word.letters import (
    Template,
    UnusableTemplate,
    load_template,
    merge_combined,
    merge_one,
)
from app.exchange.word.merge_fields import FORBIDDEN_KINDS, MERGED_KINDS, Piece, read_field
from app.exchange.word.merge_record import FieldNames, MergeRecord
from app.exchange.word.merge_results import text_of

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("DESKBOOK_SHARED", ROOT.parent / "shared")) / "data"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PERSON = {
    "first_name": "Bouke", "last_name": "Haarsma", "country": "The Netherlands", "state": None,
    "postal_code": "9723 ZA", "city": "Groningen", "address_line": "Helperpark 278d",
    "date": "May 22nd, 2013",
}  # fmt: skip
GRADES = {
    "student_name": "Bouke Haarsma", "study_name": "", "thesis_grade": "A",
    "class_code": [
        {"class_code": "ECON101", "class_name": "Economics 101", "class_grade": "A"},
        {"class_code": "ECONADV", "class_name": "Economics Advanced", "class_grade": "B"},
        {"class_code": "OPRES", "class_name": "Operations Research", "class_grade": "A"},
    ],
}  # fmt: skip
VALUES: dict[str, list[dict[str, Any]]] = {
    "test_macword2011.docx": [PERSON],
    "test_merge_pages.docx": [{"fieldname": v} for v in ("xyz", "abc", "2b v ~2b")],
    "test_merge_table_rows.docx": [GRADES],
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a file, whether we meet it, and if not, why."""

    file: str
    what: str
    met: bool
    why: str = ""


def words(content: bytes) -> str:
    """All text of a Word file, part by part, without blanks at either end of a run."""
    shown = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml", name):
                root = etree.fromstring(archive.read(name))
                shown += [t.text or "" for t in root.iter(f"{W}t")]
    return "".join(shown)


def codes(content: bytes) -> Counter[str]:
    """How many fields of each kind a Word file has."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.endswith(".xml") or not name.startswith("word/"):
                continue
            root = etree.fromstring(archive.read(name))
            texts = [e.get(f"{W}instr", "") for e in root.iter(f"{W}fldSimple")]
            texts += [e.text or "" for e in root.iter(f"{W}instrText")]
            found.update(m[1].upper() for t in texts if (m := re.match(r"\s*([A-Za-z]+)", t)))
    return found


def manifest() -> Iterator[Fact]:
    """Facts of the manifest, file by file."""
    with (DATA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream, delimiter="\t") if r["path"].startswith("docx/")]
    for row in rows:
        if Path(row["path"]).suffix in {".docx", ".dotx", ".doc"}:
            yield from _of_file(Path(row["path"]), row["facts"])


def _of_file(path: Path, facts: str) -> Iterator[Fact]:
    source = DATA / path
    try:
        template = load_template(source)
    except UnusableTemplate as refusal:
        told = str(refusal)
        yield Fact(path.name, "refused in a sentence", told.endswith("."), told[:70])
        for kind, _ in _kinds(facts):
            yield Fact(path.name, f"field {kind}", False, f"refused: {told[:48]}")
        return
    values = {use.name: "A & <b>" for use in template.fields}
    made = merge_one(template, values)
    yield Fact(path.name, "merges, alone and combined", _sound(template, values, made))
    yield Fact(path.name, "untouched parts byte for byte", _untouched(source, template, made))
    before, after = codes(source.read_bytes()), codes(made)
    for kind, count in _kinds(facts):
        kept = kind not in MERGED_KINDS or kind in FORBIDDEN_KINDS
        met = after[kind] == before[kind] if kept else after[kind] == 0
        yield Fact(path.name, f"{kind} x {count} {'kept' if kept else 'filled'}", met)
    if "<w:mailMerge>" in facts:
        settings = zipfile.ZipFile(io.BytesIO(made)).read("word/settings.xml")
        yield Fact(path.name, "no tie to a list left", b"mailMerge" not in settings)
    names = {use.name for use in template.fields}
    for name in _names(facts):
        yield Fact(path.name, f"field “{name}” found", name in names)
    if "tags, e.g." in facts:
        yield Fact(path.name, "no braces left", "{{" not in words(made))


def _kinds(facts: str) -> list[tuple[str, int]]:
    found = re.search(r"fields ([^;|]*)", facts)
    return [(k, int(n)) for k, n in re.findall(r"([A-Z]+)×(\d+)", found[1] if found else "")]


def _names(facts: str) -> list[str]:
    found = re.search(r"MERGEFIELDs: (.*)$", facts)
    names = []
    for code in found[1].split(" | ") if found else ():
        name = re.sub(r"\s*\\.*$", "", code).strip().strip('"')
        names.append(re.sub(r"^Table(?:Start|End):", "", name))
    return list(dict.fromkeys(names))


def _sound(template: Template, values: dict[str, Any], made: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "all.docx"
        merge_combined(template, [values] * 3, out)
        for content in (made, out.read_bytes()):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if archive.testzip() is not None:
                    return False
                for name in archive.namelist():
                    if name.endswith((".xml", ".rels")):
                        etree.fromstring(archive.read(name))
    return True


def _untouched(source: Path, template: Template, made: bytes) -> bool:
    tied = {"[Content_Types].xml", "word/settings.xml", "word/_rels/settings.xml.rels"}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        names = set(old.namelist()) & set(new.namelist()) - tied
        names -= set(template.programs) - template.plain
        return all(old.read(name) == new.read(name) for name in names)


def expected_texts() -> Iterator[Fact]:
    """What docx-mailmerge2's own tests expect to read in the letters."""
    cases = json.loads((DATA / "_expected" / "docx-mailmerge.json").read_text(encoding="utf-8"))
    for name, tests in cases.items():
        runs = [run for test in tests for run in test["expected_text_runs"]]
        asked = re.findall(r"get_merge_fields\(\), (?:set\()?[\[{](.*?)[\]}]", json.dumps(tests))
        template = load_template(DATA / "docx" / "docx-mailmerge2" / name)
        found = {use.name for use in template.fields}
        for names in asked:
            wanted = set(re.findall(r"'([^']*)'", names))
            yield Fact(name, "names of its fields", wanted <= found)
        if runs and name in VALUES:
            shown = "".join(words(merge_one(template, each)) for each in VALUES[name])
            for run in runs:
                text = re.sub(r"'\n\s*'", "", run).strip()
                yield Fact(name, f"reads “{text[:30]}”", text in shown, f"not in: {shown[:60]}")


def pictures() -> Iterator[Fact]:
    """The number, date and letter pictures."""
    path = DATA / "docx" / "merge_field_formats.tsv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            kinds: dict[str, Any] = {
                "datetime": datetime.fromisoformat, "int": int, "float": float
            }  # fmt: skip
            value = kinds.get(row["value_type"], str)(row["value"])
            code = f'MERGEFIELD x {row["switch"]} "{row["picture"]}"'
            item = read_field([Piece(code, b"")], b"")
            shown = text_of(item, MergeRecord({"x": value}, FieldNames())) if item else ""
            what = f"{row['switch']} {row['picture']} of {row['value']}"
            yield Fact(path.name, what, shown == row["expected_text"], f"gives {shown}")


def main() -> None:
    """Print what is met file by file, then each fact that is not, with the reason."""
    facts = [*manifest(), *expected_texts(), *pictures()]
    by_file: dict[str, list[Fact]] = {}
    for fact in facts:
        by_file.setdefault(fact.file, []).append(fact)
    for file, found in by_file.items():
        print(f"{file:<48}{sum(f.met for f in found):>4} of {len(found)}")
    print()
    for fact in facts:
        if not fact.met:
            print(f"not met: {fact.file}: {fact.what} ({fact.why})")
    met = sum(fact.met for fact in facts)
    print(f"\n{met} of {len(facts)} facts met, {100 * met / len(facts):.1f} %")
    sys.exit(0 if met >= 0.95 * len(facts) else 1)


if __name__ == "__main__":
    main()
