import contextlib
import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.exchange.word.letters import (
    UnusableTemplate,
    letter_text,
    load_template,
    merge_combined,
    merge_one,
    merge_separate,
    unknown_fields,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "letter_templates"
SECT = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def make_docx(body, extra=None, relations="", overrides="", main_type=MAIN):
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{CT}"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PR}"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PR}">{relations}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{SECT}'
        "</w:body></w:document>",
        **(extra or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def fld(code, shown="x", rpr=""):
    run = "<w:r>" + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
    code = code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>{run}<w:t>{shown}</w:t></w:r>'
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def txt(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*content):
    return f"<w:p>{''.join(content)}</w:p>"


def document(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read("word/document.xml"))


def texts(root):
    return [
        "".join(
            node.text or "" if node.tag.endswith("}t") else "\n"
            for node in paragraph.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}tab")
        )
        for paragraph in root.iter(f"{{{W}}}p")
    ]


def merged(body, **values):
    return texts(document(merge_one(load_template(make_docx(body)), values)))


def test_simple_complex_and_typed_fields_are_filled():
    simple = '<w:fldSimple w:instr=" MERGEFIELD Town "><w:r><w:t>«Town»</w:t></w:r></w:fldSimple>'
    body = par(fld("MERGEFIELD First"), txt(" of "), simple, txt("{{ La"), txt("st }}"), txt("."))
    assert merged(body, First="Ann", Town="Ely", Last="Lee") == ["Ann of ElyLee."]


def test_a_code_split_over_runs_and_a_quoted_name_are_read():
    code = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGE</w:instrText></w:r>'
        "<w:r><w:instrText>FIELD &quot;Own na</w:instrText></w:r><w:r><w:instrText>me&quot; \\* "
        'Upper</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert merged(par(code), **{"Own name": "bäcker"}) == ["BÄCKER"]


def test_names_are_found_in_any_case_and_in_the_words_of_other_programs():
    body = par(fld("MERGEFIELD Vorname"), txt("/"), fld("MERGEFIELD LAST_NAME"))
    assert merged(body, first_name="Ann", last_name="Lee") == ["Ann/Lee"]


def test_the_format_of_the_shown_result_is_kept():
    root = document(
        merge_one(load_template(make_docx(par(fld("MERGEFIELD a", rpr="<w:b/>")))), {"a": "x"})
    )
    assert root.find(f".//{{{W}}}r/{{{W}}}rPr/{{{W}}}b") is not None


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        ('IF {a} = "yes" "good" "bad"', "yes", "good"),
        ('IF {a} = "yes" "good" "bad"', "Yes", "bad"),
        ('IF {a} <> "" "has" "none"', "", "none"),
        ('IF {a} > 9 "more" "less"', "10", "more"),
        ('IF {a} >= "1,000.50" "more" "less"', "1000.5", "more"),
        ('IF {a} = "B*" "b" "other"', "Bath", "b"),
        ('IF {a} = "?ath" "b" "other"', "Bath", "b"),
        ('IF "{a}" = "x" "with {a} inside" ""', "x", "with x inside"),
        ('IF {a} = "x" "" "no"', "x", ""),
    ],
)
def test_conditions_are_decided_here(code, value, expected):
    quoted = code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    nested = fld("MERGEFIELD a").replace("<w:r>", "<w:r>")
    runs = f'</w:instrText></w:r>{nested}<w:r><w:instrText xml:space="preserve">'.join(
        quoted.split("{a}")
    )
    body = par(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{runs} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        txt("|"),
    )
    assert merged(body, a=value) == [f"{expected}|"]


def test_lines_and_paragraphs_whose_fields_are_all_empty_disappear():
    lines = par(
        fld("MERGEFIELD a"), "<w:r><w:br/></w:r>", fld("MERGEFIELD b"), "<w:r><w:br/></w:r>",
        fld("MERGEFIELD c"), txt(", "), fld("MERGEFIELD d"),
    )  # fmt: skip
    body = lines + par(fld("MERGEFIELD b")) + par(txt("End"))
    assert merged(body, a="A", b="", c="", d="D") == ["A\nD", "End"]
    assert merged(body, a="A", b="", c="C", d="") == ["A\nC", "End"]
    assert merged(body, a="", b="", c="", d="") == ["End"]


def test_an_empty_field_leaves_no_double_blank():
    body = par(txt("Dear "), fld("MERGEFIELD t"), txt(" "), fld("MERGEFIELD n"), txt(", hello"))
    assert merged(body, t="", n="Webb") == ["Dear Webb, hello"]
    assert merged(body, t="Dr", n="") == ["Dear Dr, hello"]


def test_the_last_paragraph_of_a_cell_and_one_with_a_page_break_stay():
    cell = f"<w:tbl><w:tr><w:tc>{par(fld('MERGEFIELD a'))}</w:tc></w:tr></w:tbl>"
    broken = par(fld("MERGEFIELD a"), '<w:r><w:br w:type="page"/></w:r>')
    root = document(merge_one(load_template(make_docx(cell + broken + par())), {"a": ""}))
    assert len(root.findall(f".//{{{W}}}p")) == 3
    assert len(root.findall(f".//{{{W}}}tc/{{{W}}}p")) == 1


def test_a_greeting_brings_no_second_comma():
    body = par(fld("GREETINGLINE"), txt(",")) + par(fld("MERGEFIELD formal_greeting"))
    made = merged(body, formal_greeting="Dear Ms Webb,")
    assert made == ["Dear Ms Webb,", "Dear Ms Webb,"]


def test_address_lines_become_line_breaks():
    assert merged(par(fld("ADDRESSBLOCK")), address_block="Ann Lee\nEly") == ["Ann Lee\nEly"]


def test_page_numbers_are_left_to_word_and_the_date_is_the_letters():
    body = par(fld("PAGE"), fld('DATE \\@ "d MMMM yyyy"'), fld("MERGEFIELD a"))
    root = document(merge_one(load_template(make_docx(body)), {"letter_date": date(2026, 5, 1)}))
    assert [code.text.strip() for code in root.findall(f".//{{{W}}}instrText")] == ["PAGE"]
    assert "1 May 2026" in texts(root)[0]


def test_a_field_inside_the_code_of_a_link_becomes_part_of_it():
    nested = fld("MERGEFIELD mail")
    body = par(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:'
        f'</w:instrText></w:r>{nested}<w:r><w:instrText>"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    root = document(merge_one(load_template(make_docx(body)), {"mail": 'a"b@x.example'}))
    code = "".join(e.text for e in root.iter(f"{{{W}}}instrText"))
    assert code.strip() == 'HYPERLINK "mailto:a\\"b@x.example"'


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_comes_through_as_text(value):
    body = par(txt("["), fld("MERGEFIELD a"), txt("]"))
    shown = "".join(merged(body, a=value))
    kept = [c for c in value if c.isprintable() and c not in "\ufffe\uffff"]
    assert [c for c in shown[1:-1] if c.isprintable()] == kept


def test_parts_nobody_fills_are_copied_byte_for_byte():
    content = make_docx(par(fld("MERGEFIELD a")), {"word/styles.xml": "<x  a='1'/>\n"})
    made = merge_one(load_template(content), {"a": "1"})
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert new.namelist()[0] == "[Content_Types].xml"
        for name in set(old.namelist()) - {"word/document.xml"}:
            assert old.read(name) == new.read(name)


def test_each_combined_letter_is_a_section_on_a_new_page_with_its_own_numbers(tmp_path):
    picture = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:docPr id="1" name="Logo"/></wp:inline></w:drawing></w:r>'
    )
    mark = '<w:bookmarkStart w:id="0" w:name="Here"/><w:bookmarkEnd w:id="0"/>'
    template = load_template(make_docx(par(picture, mark) + par(fld("MERGEFIELD a"))))
    outcome = merge_combined(template, [{"a": str(i)} for i in range(5)], tmp_path / "all.docx")
    root = document((tmp_path / "all.docx").read_bytes())
    assert outcome.letters == 5
    assert [t for t in texts(root) if t] == list("01234")
    sections = root.findall(f".//{{{W}}}sectPr")
    assert len(sections) == 5
    assert all(s.find(f"{{{W}}}type").get(f"{{{W}}}val") == "nextPage" for s in sections)
    assert all(s.find(f"{{{W}}}pgNumType").get(f"{{{W}}}start") == "1" for s in sections)
    ids = [e.get("id") for e in root.iter() if str(e.tag).endswith("docPr")]
    names = [e.get(f"{{{W}}}name") for e in root.iter(f"{{{W}}}bookmarkStart")]
    assert len(set(ids)) == len(set(names)) == 5


def test_headers_with_fields_are_copied_only_where_they_differ(tmp_path):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    reference = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
    content = make_docx(
        f"{reference}</w:sectPr></w:pPr></w:p>" + par(txt("x")),
        {"word/header1.xml": f'<w:hdr xmlns:w="{W}">{par(fld("MERGEFIELD town"))}</w:hdr>'},
        f'<Relationship Id="rId5" Type="{R}/header" Target="header1.xml"/>',
        f'<Override PartName="/word/header1.xml" ContentType="{kind}"/>',
    )
    people = [{"town": town} for town in ("Ely", "Bath", "Ely", "Bath", "York")]
    merge_combined(load_template(content), people, tmp_path / "all.docx")
    with zipfile.ZipFile(tmp_path / "all.docx") as archive:
        headers = sorted(n for n in archive.namelist() if "header" in n)
        rels = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        types = archive.read("[Content_Types].xml").decode()
        root = etree.fromstring(archive.read("word/document.xml"))
    assert len(headers) == 3
    assert all(f'/{name}"' in types for name in headers)
    known = {e.get("Id") for e in rels}
    used = [e.get(f"{{{R}}}id") for e in root.iter(f"{{{W}}}headerReference")]
    assert len(used) == 5
    assert set(used) == known


def test_next_takes_several_people_on_one_sheet(tmp_path):
    body = par(fld("MERGEFIELD a"), fld("NEXT")) + par(fld("MERGEFIELD a"), txt("|"))
    merge_combined(load_template(make_docx(body)), [{"a": c} for c in "xyz"], tmp_path / "o.docx")
    root = document((tmp_path / "o.docx").read_bytes())
    assert [t for t in texts(root) if t] == ["x", "y|", "z", "|"]


def test_a_rule_of_the_template_may_leave_somebody_out(tmp_path):
    nested = fld("MERGEFIELD a")
    body = par(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SKIPIF </w:instrText>'
        f"</w:r>{nested}<w:r><w:instrText> = &quot;no&quot;</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        nested,
    )
    people = [{"a": "x"}, {"a": "no"}, {"a": "y"}]
    outcome = merge_combined(load_template(make_docx(body)), people, tmp_path / "o.docx")
    assert (outcome.letters, outcome.skipped) == (2, 1)
    assert len(document((tmp_path / "o.docx").read_bytes()).findall(f".//{{{W}}}sectPr")) == 2


def test_a_cancelled_run_leaves_nothing_behind(tmp_path):
    template = load_template(make_docx(par(fld("MERGEFIELD a"))))
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "o.docx").write_bytes(b"before")
    turns = iter([False, False, True])
    outcome = merge_combined(
        template, [{"a": "1"}] * 9, folder / "o.docx", cancelled=lambda: next(turns)
    )
    assert outcome.cancelled
    turns = iter([False, False, True])
    merge_separate(template, [("L", {"a": "1"})] * 9, folder, cancelled=lambda: next(turns))
    assert os.listdir(folder) == ["o.docx"]
    assert (folder / "o.docx").read_bytes() == b"before"


def test_separate_letters_get_safe_and_unique_names(tmp_path):
    template = load_template(make_docx(par(fld("MERGEFIELD a"))))
    people = [("../Ann: Lee", {"a": "1"}), ("ann- lee", {"a": "2"}), ("CON", {"a": "3"})]
    outcome = merge_separate(template, people, tmp_path)
    assert [path.parent for path in outcome.files] == [tmp_path] * 3
    assert len({path.name.casefold() for path in outcome.files}) == 3
    assert texts(document(outcome.files[1].read_bytes())) == ["2"]


def test_a_wrong_field_name_is_found_with_the_nearest_right_one():
    template = load_template(
        make_docx(par(fld("MERGEFIELD Fist_name"), fld("MERGEFIELD Nachname"), txt("{{ Xq }}")))
    )
    names = ["first_name", "last_name"]
    assert unknown_fields(template, names) == [("Fist_name", "first_name"), ("Xq", "")]


def test_the_tie_to_an_old_list_is_taken_out():
    content = make_docx(
        par(fld("MERGEFIELD a")),
        {
            "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:mailMerge/><w:zoom/></w:settings>',
            "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PR}"><Relationship Id="rId1" '
            f'Type="{R}/mailMergeSource" Target="file:///c:/x.xlsx" TargetMode="External"/>'
            "</Relationships>",
        },
    )
    with zipfile.ZipFile(io.BytesIO(merge_one(load_template(content), {"a": "1"}))) as archive:
        assert b"mailMerge" not in archive.read("word/settings.xml")
        assert b"External" not in archive.read("word/_rels/settings.xml.rels")


def test_the_preview_shows_the_letter_and_which_words_were_filled():
    body = par(txt("Dear "), fld("MERGEFIELD a", rpr='<w:b/><w:color w:val="1F6F5C"/>'))
    shown = letter_text(load_template(make_docx(body)), {"a": "Ann"})
    assert [(r.text, r.bold, r.colour, r.merged) for r in shown[0].runs] == [
        ("Dear ", False, "", False),
        ("Ann", True, "#1F6F5C", True),
    ]


@pytest.mark.parametrize("name", ["Letter", "Thank you", "Spring mailing"])
def test_the_shipped_templates_use_only_names_we_have(name):
    from app.models.letters.merge_values import values_for

    template = load_template(SHIPPED / f"{name}.docx")
    values = values_for({"first_name": "Ann", "last_name": "Lee"}, {"business_name": "Firm"})
    assert template.fields
    assert unknown_fields(template, values) == []
    assert any("Ann Lee" in r.text for p in letter_text(template, values) for r in p.runs)


def external(kind):
    return f'<Relationship Id="rId9" Type="{R}/{kind}" Target="http://x.example/" '


HOSTILE = {
    "no zip": b"hello",
    "old document": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "linked picture": make_docx(par(), relations=external("image") + 'TargetMode="External"/>'),
    "other template": make_docx(
        par(), relations=external("attachedTemplate") + 'TargetMode="External"/>'
    ),
    "macros": make_docx(par(), {"word/vbaProject.bin": "x"}),
    "macro document": make_docx(
        par(), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"
    ),
    "entities": make_docx(par(), {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "broken xml": make_docx(par(), {"word/document.xml": "<w:document>"}),
    "outside name": make_docx(par(), {"../evil.xml": "x"}),
    "bomb": make_docx(par(), {"word/big.xml": "0" * 60_000_000}),
    "jinja": make_docx(par(txt("{% if a %}"))),
    **{
        kind: make_docx(par(fld(f'{kind} "c:/x"')))
        for kind in ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT")
    },
    "hidden dde": make_docx(
        par(fld("MERGEFIELD a")).replace("<w:t>x</w:t>", "<w:t>x</w:t></w:r>" + fld("DDE a b")
        + "<w:r>")
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_template_that_reaches_outside_or_is_damaged_is_refused_in_a_sentence(kind):
    with pytest.raises(UnusableTemplate) as refusal:
        load_template(HOSTILE[kind])
    assert str(refusal.value).endswith(".")


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_damaged_template_is_refused_or_merged_but_never_crashes(place, value):
    content = bytearray(make_docx(par(fld("MERGEFIELD a"))))
    content[place % len(content)] = value
    with contextlib.suppress(UnusableTemplate):
        merge_one(load_template(bytes(content)), {"a": "1"})
