"""Templates written by other programs, and what their own tests expect of them."""

import csv
import io
import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from app.exchange.word.letters import UnusableTemplate, load_template, merge_combined, merge_one
from app.exchange.word.merge_fields import Piece, read_field
from app.exchange.word.merge_record import FieldNames, MergeRecord
from app.exchange.word.merge_results import text_of
from tests.bench import facts_docx

ROOT = Path(__file__).resolve().parents[2]
DOCX = Path(os.environ.get("DESKBOOK_SHARED", ROOT.parent / "shared")) / "data" / "docx"
pytestmark = pytest.mark.skipif(not DOCX.exists(), reason="the shared test data is not here")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILES = sorted(DOCX.glob("*/*.do*")) if DOCX.exists() else []


def runs(content, part="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read(part))
    return [t.text for t in root.iter(f"{W}t") if t.text]


def whole(name, part="word/document.xml", **values):
    template = load_template(DOCX / "docx-mailmerge2" / name)
    return "".join(runs(merge_one(template, values), part))


def cases():
    path = DOCX / "merge_field_formats.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [pytest.param(row, id=str(i)) for i, row in enumerate(csv.DictReader(
            stream, delimiter="\t"))]  # fmt: skip


def typed(text, kind):
    if kind == "datetime":
        return datetime.fromisoformat(text)
    return {"int": int, "float": float}.get(kind, str)(text)


@pytest.mark.parametrize("row", cases())
def test_pictures_give_what_their_authors_expect(row):
    picture = row["picture"]
    form = f'{row["switch"]} "{picture}"'
    item = read_field([Piece(f"MERGEFIELD x {form}", b"")], b"")
    value = typed(row["value"], row["value_type"])
    assert text_of(item, MergeRecord({"x": value}, FieldNames())) == row["expected_text"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_template_merges_or_is_refused_in_a_sentence(path, tmp_path):
    try:
        template = load_template(path)
    except UnusableTemplate as refusal:
        message = str(refusal)
    else:
        message = ""
    if message:
        assert message.endswith(".")
        return
    values = {use.name: "A & <b>" for use in template.fields}
    single = merge_one(template, values)
    merge_combined(template, [values] * 3, tmp_path / "all.docx")
    for content in (single, (tmp_path / "all.docx").read_bytes()):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(name))


def test_headers_footers_and_notes_are_filled():
    names = {
        "footerfield": "f_", "headerfield": "h_", "footerfirst": "ff_",
        "headerfirst": "hf_", "footereven": "fe_", "headereven": "he_",
    }  # fmt: skip
    values = {name: f"{start}one" for name, start in names.items()} | {"fieldname": "one"}
    template = load_template(DOCX / "docx-mailmerge2" / "test_footnote_header_footer.docx")
    content = merge_one(template, values)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [n for n in archive.namelist() if "header" in n or "footer" in n]
    shown = {"".join(runs(content, part)) for part in parts if part.endswith(".xml")}
    assert {
        "Footer on even page fe_one", "Footer on every page f_one",
        "Footer on first page ff_one", "Header even: he_one",
        "Header on every page: h_one", "Header on first page: hf_one",
    } <= shown  # fmt: skip
    assert "Merge : one" in "".join(runs(content, "word/footnotes.xml"))


def test_each_combined_letter_has_its_own_note(tmp_path):
    template = load_template(DOCX / "docx-mailmerge2" / "test_footnote_header_footer.docx")
    people = [{"fieldname": name} for name in ("one", "two", "three")]
    merge_combined(template, people, tmp_path / "o.docx")
    with zipfile.ZipFile(tmp_path / "o.docx") as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
    known = {n.get(f"{W}id"): "".join(n.itertext()) for n in notes}
    used = [r.get(f"{W}id") for r in body.iter(f"{W}footnoteReference")]
    assert [known[i].strip().rpartition(" ")[2] for i in used] == ["one", "two", "three"]


def test_five_records_on_sheets_of_four(tmp_path):
    template = load_template(DOCX / "docx-mailmerge2" / "test_next_record.docx")
    people = [{"field": name} for name in ("one", "two", "three", "four", "five")]
    merge_combined(template, people, tmp_path / "o.docx")
    shown = [t for t in runs((tmp_path / "o.docx").read_bytes()) if t.strip() not in {"", "/"}]
    assert shown == [name for person in people for name in (person["field"],) * 2]


def test_a_nested_condition_shows_its_field_only_when_it_holds():
    path = DOCX / "aspose-words" / "Nested fields.docx"
    template = load_template(path)
    assert "(surplus of 5$)" in "".join(runs(merge_one(template, {"NetIncome": "5"})))
    assert "".join(runs(merge_one(template, {"NetIncome": "-5"}))).strip() == ""


def test_letters_of_word_for_mac_read_as_expected():
    shown = whole(
        "test_macword2011.docx", first_name="Bouke", last_name="Haarsma",
        country="The Netherlands", state=None, postal_code="9723 ZA", city="Groningen",
        address_line="Helperpark 278d", date="May 22nd, 2013",
    )  # fmt: skip
    for part in ("Bouke Haarsma", "Helperpark 278d", "9723 ZA Groningen", "The Netherlands",
                 "Groningen, May 22nd, 2013,", "Dear Bouke,", "docx-mailmerge."):  # fmt: skip
        assert part in shown


def test_names_with_blanks_and_pages_and_conditions_outside():
    template = load_template(DOCX / "docx-mailmerge2" / "test_spaces.docx")
    names = {use.name for use in template.fields}
    assert names == {"Singleword", "Hello world", "More than one space"}
    assert whole("test_nested_if_outside.docx", fieldname="one") == "trueone"
    shown = whole("test_merge_pages.docx", fieldname="2b v ~2b")
    assert shown == "This is a template for the 2b v ~2b merge_list test case"


def test_nearly_all_that_is_known_of_other_programs_templates_holds():
    facts = [*facts_docx.manifest(), *facts_docx.expected_texts(), *facts_docx.pictures()]
    missed = [fact for fact in facts if not fact.met]
    assert len(missed) <= 0.05 * len(facts), missed
