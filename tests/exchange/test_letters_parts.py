"""Parts of letters that repeat, may be missing, or differ by hand; pictures; Word's own lines."""

import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.exchange.word.letters import (
    UnusableTemplate,
    edited,
    letter_text,
    load_template,
    merge_combined,
    merge_one,
    unknown_fields,
)
from app.exchange.word.merge_formula import NoFormula, result_of
from tests.exchange.test_letters import R, W, document, fld, make_docx, merged, par, texts, txt

DATES = [{"date": "1 May", "title": "A & B"}, {"date": "2 May", "title": "C"}]
FORMAL = '\\f "<<_BEFORE_ Dear >><<_TITLE0_>><< _LAST0_>><<_AFTER_ ,>>" \\l 2057 \\e "Dear all,"'


def typed(*paragraphs):
    return "".join(par(txt(text)) for text in paragraphs)


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{par(txt(cell))}</w:tc>" for cell in cells) + "</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def png(text="x"):
    made = io.BytesIO()
    segno.make(text).save(made, kind="png", scale=5)
    return made.getvalue()


@pytest.mark.parametrize(
    "cells",
    [
        ("{{appointments.date}}", "{{appointments.title}}"),
        ("{{#appointments}}{{date}}", "{{title}}{{/appointments}}"),
        ("{{#each appointments}}{{date}}", "{{title}}{{/each}}"),
    ],
)
def test_a_table_row_repeats_for_each_item_of_its_list(cells):
    body = table(row("Day", "What"), row(*cells)) + typed("End")
    shown = ["Day", "What", "1 May", "A & B", "2 May", "C", "End"]
    assert merged(body, appointments=DATES) == shown
    assert merged(body, appointments=[]) == ["End"]


def test_rows_repeat_as_other_programs_mark_and_keep_them():
    marked = f"<w:tr><w:tc>{par(fld('MERGEFIELD TableStart:L'), fld('MERGEFIELD a'))}</w:tc><w:tc>"
    marked += f"{par(fld('MERGEFIELD b'), fld('MERGEFIELD TableEnd:L'))}</w:tc></w:tr>"
    rows = [{"a": 1, "b": 2}, {"a": 3, "b": 4}]
    assert merged(table(marked) + typed("End"), L=rows) == ["1", "2", "3", "4", "End"]
    keyed = table(row("{{code}}", "{{grade}}"))
    lessons = [{"code": "X", "grade": "A"}, {"code": "Y", "grade": "B"}]
    assert merged(keyed + typed("End"), code=lessons) == ["X", "A", "Y", "B", "End"]


def test_a_table_with_a_sum_below_stays_when_its_list_is_empty():
    body = table(row("Day"), row("{{appointments.date}}"), row("None in May")) + typed("End")
    assert merged(body, appointments=[]) == ["Day", "None in May", "End"]


def test_lists_repeat_paragraphs_and_words_and_lie_in_one_another():
    assert merged(typed("- {{L.x}}", "End"), L=[{"x": 1}, {"x": 2}]) == ["- 1", "- 2", "End"]
    assert merged(typed("Of {{#L}}{{.}} {{/L}}we speak"), L=["a", "b"]) == ["Of a b we speak"]
    body = typed("{{#L}}", "{{x}}", "{{#M}}", "{{x}}{{y}}", "{{/M}}", "{{/L}}", "End")
    assert merged(body, L=[{"x": 1, "M": [{"y": 2}]}, {"x": 3, "M": []}]) == ["1", "12", "3", "End"]


def test_optional_parts_follow_their_condition():
    body = typed("{{#if vip}}", "Dear {{n}}", "{{else}}", "To {{n}}", "{{/if}}", "End")
    assert merged(body, vip="yes", n="Ann") == ["Dear Ann", "End"]
    assert merged(body, vip="", n="Ann") == ["To Ann", "End"]
    inline = typed("Hello {{#if vip}}dear {{/if}}{{#unless vip}}good {{/unless}}friend.")
    assert merged(inline, vip="no") == ["Hello good friend."]
    assert merged(typed("{{#if town = “Ely”}}in{{else}}out{{/if}}"), town="Ely") == ["in"]


def test_a_cell_keeps_a_paragraph_when_all_of_its_own_are_left_out():
    cell = f"<w:tc>{typed('{{#if a}}', 'A', '{{/if}}')}</w:tc>"
    root = document(merge_one(load_template(make_docx(table(f"<w:tr>{cell}</w:tr>"))), {}))
    assert len(root.findall(f".//{{{W}}}tc/{{{W}}}p")) == 1


@pytest.mark.parametrize(
    "body",
    [
        typed("{{#if a}}x"),
        typed("x{{/if}}"),
        typed("{{#if a}}x{{/unless}}"),
        typed("{{#if a}}A", "x {{/if}} z {{#if b}} B", "y{{/if}}"),
        typed("{{#if a}}") + table(row("{{/if}}")),
        typed("{{ name | upper }}"),
        typed("{% if a %}"),
        typed("{{a}} {{b", "c}}"),
    ],
)
def test_parts_that_cannot_be_told_apart_are_refused_in_a_sentence(body):
    with pytest.raises(UnusableTemplate, match=r"\.$"):
        load_template(make_docx(body + typed("End")))


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("Leeds, {{r}}, UK", {}, "Leeds, UK"),
        ("Dear {{t}} {{l}},", {"l": "Lee"}, "Dear Lee,"),
        ("See ({{t}}) below.", {}, "See below."),
        ("{{a}}, {{b}}, {{c}}", {"a": "A", "c": "C"}, "A, C"),
        ("{{a}} {{b}} {{c}}", {"c": "C"}, "C"),
        ("R&amp;D {{x}}; and on", {}, "R&D; and on"),
        ("He said {{x}}.", {}, "He said."),
    ],
)
def test_an_empty_field_leaves_no_blank_comma_or_bracket(text, values, shown):
    assert merged(typed(text), **values) == [shown]


@given(st.lists(st.sampled_from(["", "Word"]), min_size=3, max_size=3))
def test_whatever_is_empty_no_double_blank_or_stray_comma_stays(values):
    shown = merged(typed("Of {{a}}, {{b}} {{c}} we speak"), **dict(zip("abc", values, strict=True)))
    assert "  " not in shown[0]
    assert ",," not in shown[0]
    assert " ," not in shown[0]


def test_pictures_and_codes_come_with_own_numbers_and_words_for_who_cannot_see(tmp_path):
    body = typed("{{image photo 30mm}}", "{{qr website}}", "{{image none}}", "A sentence is here.")
    body += par(fld("MERGEFIELD Image:photo"))
    template = load_template(make_docx(body))
    people = [{"photo": png(), "website": f"https://example.org/{i}"} for i in range(3)]
    merge_combined(template, people, tmp_path / "o.docx")
    found = docx.Document(tmp_path / "o.docx").inline_shapes
    assert len(found) == 9
    assert found[0].width == 30 * 36_000
    properties = [shape._inline.docPr for shape in found]
    assert len({p.id for p in properties}) == 9
    assert properties[1].get("descr") == "QR code: https://example.org/0"
    with zipfile.ZipFile(tmp_path / "o.docx") as archive:
        assert sum("media" in name for name in archive.namelist()) == 4
    assert sum(bool(r.picture) for p in letter_text(template, people[0]) for r in p.runs) == 3


def test_what_is_no_picture_is_left_out():
    assert merged(typed("A {{image photo}} b"), photo=b"nothing") == ["A b"]


def test_a_letter_can_be_changed_by_hand_and_get_a_sentence_of_its_own(tmp_path):
    body = typed("Hi {{n}}. We wrote to you before.", "Yours")
    template = load_template(make_docx(body))
    people = [edited({"n": "Ann"}, {"n": "Annie"}), edited({"n": "Bo"}, extra="See you soon.")]
    merge_combined(template, people, tmp_path / "o.docx")
    assert texts(document((tmp_path / "o.docx").read_bytes())) == [
        "Hi Annie. We wrote to you before.", "Yours",
        "Hi Bo. We wrote to you before.", "See you soon.", "Yours",
    ]  # fmt: skip
    placed = load_template(make_docx(typed("Hi. {{extra}}", "Yours")))
    assert texts(document(merge_one(placed, {}, extra="Soon."))) == ["Hi. Soon.", "Yours"]


def test_a_text_without_fields_stays_as_it_is_until_something_is_added():
    content = make_docx(typed("We wrote to you before.", "Yours"))
    template = load_template(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        before = archive.read("word/document.xml")
    with zipfile.ZipFile(io.BytesIO(merge_one(template, {}))) as archive:
        assert archive.read("word/document.xml") == before
    assert "Soon." in texts(document(merge_one(template, {}, extra="Soon.")))


def test_a_name_may_be_split_over_runs_and_hold_hard_blanks():
    split = txt("{{fi") + '<w:proofErr w:type="spellStart"/>' + txt("rst") + txt("_name}}")
    assert merged(par(split), first_name="Ann") == ["Ann"]
    assert merged(typed("{{First\u00a0Name}}"), first_name="Ann") == ["Ann"]


def test_a_name_of_the_template_can_be_mapped_once():
    body = typed("{{Vorname2}} {{Town}}")
    template = load_template(make_docx(body), {"vorname2": "first_name"})
    assert texts(document(merge_one(template, {"first_name": "Ann", "town": "Ely"}))) == ["Ann Ely"]
    assert unknown_fields(template, ["first_name", "town"]) == []


def test_fields_of_lists_are_known_by_the_list_or_by_their_full_name():
    template = load_template(make_docx(typed("{{#deals}}", "{{title}} {{nope}}", "{{/deals}}")))
    assert unknown_fields(template, ["deals"]) == []
    assert [n for n, _ in unknown_fields(template, ["deals", "deals.title"])] == ["nope"]


def test_each_letter_starts_on_a_fresh_sheet_when_printed_on_both_sides(tmp_path):
    template = load_template(make_docx(typed("{{a}}")))
    merge_combined(template, [{"a": 1}, {"a": 2}], tmp_path / "o.docx", duplex=True)
    root = document((tmp_path / "o.docx").read_bytes())
    kinds = [t.get(f"{{{W}}}val") for t in root.iter(f"{{{W}}}type")]
    assert kinds == ["oddPage", "oddPage"]


@pytest.mark.parametrize(
    ("code", "values", "shown"),
    [
        (f"GREETINGLINE {FORMAL}", {"title": "Dr", "last_name": "Lee"}, "Dear Dr Lee,"),
        (f"GREETINGLINE {FORMAL}", {"company": "Lee Ltd"}, "Dear all,"),
        (f"GREETINGLINE {FORMAL}", {"formal_greeting": "Dear Ann and Bo,"}, "Dear Ann and Bo,"),
        (f"GREETINGLINE {FORMAL}", {"formal_greeting": "Liebe Ann,", "language": "de"},
         "Liebe Ann,"),
        ('GREETINGLINE \\f "<<_BEFORE_ Dear >><<_FIRST0_>><<_AFTER_ :>>" \\l 1033',
         {"formal_greeting": "Dear Mr Lee,", "informal_greeting": "Dear Ann,"}, "Dear Ann:"),
        ('GREETINGLINE \\f "<<_BEFORE_ Hello >><<_FIRST0_>><<_AFTER_ ,>>" \\l 1033',
         {"formal_greeting": "Dear Mr Lee,", "first_name": "Ann"}, "Hello Ann,"),
        ('ADDRESSBLOCK \\f "<<_FIRST0_>><< _LAST0_>>\n<<_STREET1_\n>><<_CITY_>><<, _STATE_>>'
         '<<\n_COUNTRY_>>" \\c 2 \\e "UK"',
         {"first_name": "A", "street": "1 Way", "town": "Ely", "country": "UK"},
         "A\n1 Way\nEly"),
        ("ADDRESSBLOCK", {"address_block": "A\nB"}, "A\nB"),
        ('DATE \\@ "d\\.\\ MMMM\\ yyyy"', {"letter_date": date(2026, 5, 1), "language": "de"},
         "1. Mai 2026"),
        ('TIME \\@ "MMMM d, yyyy"', {"letter_date": "2026-05-01"}, "May 1, 2026"),
        ('DATE \\@ "d. MMMM yyyy"', {"letter_date": date(2026, 5, 1), "language": "de"},
         "1. Mai 2026"),
    ],
)  # fmt: skip
def test_composed_lines_follow_their_switches(code, values, shown):
    assert merged(par(fld(code)) + par(txt("End")), **values)[0] == shown


def test_a_bound_content_control_is_freed_where_its_text_is_filled():
    binding = '<w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
    body = f"<w:sdt>{binding}<w:sdtContent>{typed('{{a}}')}</w:sdtContent></w:sdt>" + typed("End")
    root = document(merge_one(load_template(make_docx(body)), {"a": "x"}))
    assert texts(root) == ["x", "End"]
    assert root.find(f".//{{{W}}}dataBinding") is None


@pytest.mark.parametrize(
    ("target", "refused"),
    [
        ("file:///D:/Office/Templates/Normal.dotm", False),
        ("file:///C:\\Firm\\Letterhead.dotx", True),
        ("https://example.org/Normal.dotm", True),
        ("file:///\\\\server\\share\\Normal.dotm", True),
        ("file:////server/share/Normal.dotm", True),
    ],
)
def test_only_the_tie_to_words_own_template_is_harmless_and_goes(target, refused):
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    extra = {
        "word/settings.xml": f'<w:settings xmlns:w="{W}" xmlns:r="{R}">'
        '<w:attachedTemplate r:id="rId1"/></w:settings>',
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{space}"><Relationship Id="rId1" '
        f'Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>',
    }
    content = make_docx(typed("{{a}}"), extra)
    if refused:
        with pytest.raises(UnusableTemplate, match="tied to another template"):
            load_template(content)
        return
    made = merge_one(load_template(content), {"a": "x"})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"attachedTemplate" not in archive.read("word/settings.xml")
        assert b"Normal" not in archive.read("word/_rels/settings.xml.rels")


def test_marks_of_edits_and_bookmarks_never_share_a_number(tmp_path):
    edits = '<w:ins w:id="1" w:author="A">' + txt("in") + '</w:ins><w:del w:id="2" w:author="A"/>'
    marks = '<w:bookmarkStart w:id="3" w:name="x"/><w:bookmarkEnd w:id="3"/>'
    template = load_template(make_docx(par(edits, marks) + typed("{{a}}")))
    merge_combined(template, [{"a": 1}] * 3, tmp_path / "o.docx")
    root = document((tmp_path / "o.docx").read_bytes())
    tags = {f"{{{W}}}{name}" for name in ("ins", "del", "bookmarkStart")}
    numbers = [e.get(f"{{{W}}}id") for e in root.iter(*tags)]
    assert len(numbers) == len(set(numbers)) == 9


def test_ten_times_as_many_rows_make_a_file_that_reads(tmp_path):
    body = table(row("Day"), row("{{appointments.date}}")) + typed("End")
    people = [{"appointments": DATES * 5} for _ in range(20)]
    merge_combined(load_template(make_docx(body)), people, tmp_path / "o.docx")
    with zipfile.ZipFile(tmp_path / "o.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    assert len(list(root.iter(f"{{{W}}}tr"))) == 20 * 11


PIECES = st.sampled_from(
    ["Words", "{{a}}", "{{b}}", "{{L.x}}", "{{#L}}", "{{/L}}", "{{#if a}}", "{{else}}", "{{/if}}",
     "{{#unless b}}", "{{/unless}}", "{{#M}}{{y}} {{/M}}", "{{image a}}", "{{a}}, {{b}}", " "]
)  # fmt: skip
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=3).map(lambda found: typed("".join(found)))
CELLS = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda p: f"<w:tc>{''.join(p)}</w:tc>")
ROWS = st.lists(CELLS, min_size=1, max_size=2).map(lambda c: f"<w:tr>{''.join(c)}</w:tr>")
TABLES = st.lists(ROWS, min_size=1, max_size=3).map(lambda r: table(*r) + typed("After"))
VALUES = st.fixed_dictionaries(
    {"a": st.sampled_from(["", "A"]), "b": st.sampled_from(["", "B"]),
     "L": st.sampled_from([[], [{"x": 1}], [{"x": 1, "M": [{"y": 2}]}, {"x": ""}]])}
)  # fmt: skip


@given(st.lists(PARAGRAPHS | TABLES, min_size=1, max_size=4), VALUES)
def test_whatever_repeats_or_goes_the_file_keeps_the_shape_word_asks_for(parts, values):
    try:
        template = load_template(make_docx("".join(parts)))
    except UnusableTemplate:
        return
    root = document(merge_one(template, values))
    for cell in root.iter(f"{{{W}}}tc"):
        assert cell[-1].tag == f"{{{W}}}p"
    for tag, inside in (("tbl", "tr"), ("tr", "tc"), ("body", "sectPr")):
        for element in root.iter(f"{{{W}}}{tag}"):
            assert element.find(f"{{{W}}}{inside}") is not None
    assert "{{" not in "".join(texts(root))
    with tempfile.TemporaryDirectory() as folder:
        merge_combined(template, [values] * 2, Path(folder) / "o.docx")
        root = document((Path(folder) / "o.docx").read_bytes())
    assert len(list(root.iter(f"{{{W}}}sectPr"))) == 2


def nested(before, name, after):
    """A field whose code has a merge field in it."""

    def code(text):
        return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'

    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = fld(f"MERGEFIELD {name}")
    shown = char("separate") + txt("old") + char("end")
    return char("begin") + code(before) + inner + code(after) + shown


@pytest.mark.parametrize(
    ("before", "after", "value", "shown"),
    [
        ("= ", " * 1.2 \\# 0.00 ", "10", "12.00"),
        ("=", "+ (2 - 1)/4", "1.234,50", "1234.75"),
        ("= ", " * 3", "", "0"),
        ("= 1 / ", " ", "0", ""),
        ("= 50% * ", "", "8", "4"),
    ],
)
def test_sums_are_worked_out_here(before, after, value, shown):
    assert merged(par(nested(before, "a", after), txt("|")), a=value) == [f"{shown}|"]


def test_what_only_word_can_work_out_is_filled_by_word_when_it_opens_the_letter():
    body = par(nested("DISPLAYBARCODE ", "a", " QR"))
    root = document(merge_one(load_template(make_docx(body)), {"a": "x"}))
    char = root.find(f".//{{{W}}}fldChar")
    assert char.get(f"{{{W}}}dirty") == "true"
    assert "".join(t.text for t in root.iter(f"{{{W}}}instrText")) == "DISPLAYBARCODE x QR"


@given(st.text(alphabet="0123456789+-*/^()%. ", max_size=40))
def test_a_formula_gives_a_number_or_nothing_and_never_fails(text):
    try:
        found = result_of(text)
    except NoFormula:
        return
    assert found is None or found.is_finite()


def test_a_table_all_of_whose_rows_are_left_out_goes_with_them():
    gone = "<w:tr><w:tc>" + typed("{{#unless b}}") + "</w:tc><w:tc>" + typed("{{/unless}}")
    template = load_template(make_docx(table(f"{gone}</w:tc></w:tr>") + typed("After")))
    assert document(merge_one(template, {"b": "B"})).find(f".//{{{W}}}tbl") is None
    assert document(merge_one(template, {"b": ""})).find(f".//{{{W}}}tr") is not None
