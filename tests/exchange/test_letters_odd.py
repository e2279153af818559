"""Letters from templates that other programs leave in an odd state."""

from app.exchange.word.letters import load_template, merge_combined
from tests.exchange.test_letters import document, fld, make_docx, par, texts


def _open_over_two_paragraphs(code, end):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    done = begin.replace("begin", "separate") + begin.replace("begin", "end")
    quoted = [
        f"<w:r><w:instrText>{part.replace(chr(34), '&quot;')}</w:instrText></w:r>"
        for part in (code, end)
    ]
    return par(begin, quoted[0]) + par(quoted[1], done)


def test_a_condition_that_ends_in_the_last_paragraph_still_makes_every_letter(tmp_path):
    body = par(fld("MERGEFIELD a")) + _open_over_two_paragraphs(
        ' IF "1" = "1" "One.', 'Two." "None." '
    )
    outcome = merge_combined(
        load_template(make_docx(body)), [{"a": "x"}, {"a": "y"}], tmp_path / "all.docx"
    )
    root = document((tmp_path / "all.docx").read_bytes())
    assert outcome.letters == 2
    assert [text for text in texts(root) if text] == ["x", "One.\nTwo.", "y", "One.\nTwo."]


def test_old_shapes_have_a_name_of_their_own_in_every_letter(tmp_path):
    vml = "urn:schemas-microsoft-com:vml"
    shape = (
        f'<w:r><w:pict xmlns:v="{vml}"><v:shapetype id="t75"/><v:rect id="Box" type="#t75"/>'
        "</w:pict></w:r>"
    )
    template = load_template(make_docx(par(shape) + par(fld("MERGEFIELD a"))))
    merge_combined(template, [{"a": str(n)} for n in range(3)], tmp_path / "all.docx")
    root = document((tmp_path / "all.docx").read_bytes())
    assert [e.get("id") for e in root.iter(f"{{{vml}}}rect")] == ["Box", "Box_2", "Box_3"]
    assert {e.get("id") for e in root.iter(f"{{{vml}}}shapetype")} == {"t75"}
