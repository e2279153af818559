"""Letters, labels and mail from a terminal: options, gate, drafts, and what is refused."""

import json
from pathlib import Path

from tests.cli.conftest import Type

RULE = 'tag = "Spring mailing" and kind = customer'


def test_letters_ask_the_gate_and_say_what_may_be_passed(
    typed: Type, sample: Path, tmp_path: Path
) -> None:
    plain = typed("letters", "Letter", "--in", sample, "--where", RULE, "--check", "--json").json
    advert = typed("letters", "Letter", "--in", sample, "--where", RULE, "--purpose", "advert",
                   "--override", "no_post", "--check", "--json").json  # fmt: skip
    passed = typed("letters", "Letter", "--in", sample, "--where", RULE, "--override", "no_post",
                   "--check", "--json").json  # fmt: skip
    stopped = [each for each in plain["left_out"] if each["key"] == "no_post"]
    assert stopped
    assert all(each["overridable"] for each in stopped)
    assert advert["letters"] == plain["letters"]
    assert passed["letters"] == plain["letters"] + len(stopped)
    assert len(passed["overridden"]) == len(stopped)
    assert typed("letters", "Letter", "--in", sample, "--where", RULE, "--override", "deceased",
                 "--check").status == 2  # fmt: skip


def test_letters_that_wait_are_not_on_the_timeline_yet(
    typed: Type, sample: Path, tmp_path: Path
) -> None:
    before = json.dumps(typed("list", "activity", "--in", sample, "--json").json)
    made = typed("letters", "Letter", "--in", sample, "--where", RULE, "--wait", "--duplex",
                 "--order", "postcode", "--household", "--to", tmp_path / "A.docx",
                 "--json").json  # fmt: skip
    assert made["step"]
    assert json.dumps(typed("list", "activity", "--in", sample, "--json").json) == before


def test_labels_are_made_from_the_terminal(typed: Type, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "L.pdf"
    made = typed("labels", "--in", sample, "--where", RULE, "--sheet", "Avery L7160", "--start",
                 "5", "--to", out, "--json").json  # fmt: skip
    assert made["labels"] > 10
    assert out.read_bytes().startswith(b"%PDF")
    for wrong in (["--start", "99"], ["--start", "0"], ["--offset", "far,away"]):
        said = typed("labels", "--in", sample, "--where", RULE, "--sheet", "L7160",
                     "--to", tmp_path / "no.pdf", *wrong)  # fmt: skip
        assert said.status in (1, 2)
    over = typed("labels", "--in", sample, "--where", RULE, "--sheet", "L7160", "--to", sample)
    assert over.status == 1


def test_mail_is_looked_at_drafted_and_refused_in_sentences(
    typed: Type, sample: Path, tmp_path: Path
) -> None:
    text = tmp_path / "Hello.txt"
    text.write_text("{{formal_greeting}}\n\nBe well.\n", encoding="utf-8")
    words = ["mail", text, "--in", sample, "--where", RULE, "--subject", "Hello {{first_name}}"]
    looked = typed(*words, "--check", "--json").json
    made = typed(*words, "--drafts", tmp_path / "Drafts", "--from", "me@firm.example",
                 "--json").json  # fmt: skip
    assert made["mails"] == looked["mails"] == len(list((tmp_path / "Drafts").iterdir())) > 5
    assert typed(*words, "--server", "nowhere").status == 1
    assert typed("mail", text, "--in", sample, "--where", RULE).status == 1
    assert typed("mail", "--in", sample, "--subject", "x").status == 1
    assert typed("mail", "--in", sample, "--resume", "5", "--server", "127.0.0.1:9").status == 1
    none = typed(*words, "--from", "me@firm.example, eve@x.example", "--server", "127.0.0.1:9")
    assert none.status == 1


def test_a_mail_that_asks_for_a_name_nobody_knows_is_told(
    typed: Type, sample: Path, tmp_path: Path
) -> None:
    text = tmp_path / "Mail.txt"
    text.write_text("Dear {{frist_name}}", encoding="utf-8")
    told = typed("mail", text, "--in", sample, "--where", RULE, "--subject", "Hello", "--check")
    assert "“frist_name”, which is not known; did you mean first_name?" in told.out
