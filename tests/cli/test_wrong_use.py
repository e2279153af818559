"""What a slip of the pen, or somebody who wants to break things, gets to hear."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.storage import book
from tests.cli.conftest import Type

ROOT = Path(__file__).resolve().parents[2]
LONG = "9" * 26


@pytest.mark.parametrize("option", ["--save-mapping", "--refused"])
def test_no_file_of_an_import_takes_the_place_of_the_book(
    typed: Type, sample: Path, people: Path, option: str
) -> None:
    before = sample.read_bytes()
    said = typed("import", people, "--into", sample, option, sample, "--json")
    assert (said.status, said.json["error"]["kind"]) == (1, "refused")
    assert sample.read_bytes() == before


def test_a_mapping_that_cannot_be_kept_stops_the_import_before_it_begins(
    typed: Type, empty: Path, people: Path, tmp_path: Path
) -> None:
    said = typed("import", people, "--into", empty, "--save-mapping", tmp_path / "no" / "m.json")
    assert said.status == 1
    assert typed("list", "contacts", "--in", empty, "--json").json == []


@pytest.mark.parametrize("words", [
    ("show", "contact", LONG), ("undo", LONG), ("find", "ada", "--limit", LONG),
    ("history", "--limit", LONG), ("history", "--record", "contact", LONG),
    ("list", "contacts", "--where", f"id = {LONG}"), ("list", "contacts", "--sort", "-"),
    ("list", "deals", "--where", "amount > 1e400"), ("list", "deals", "--where", "amount > x"),
    ("list", "contacts", "--where", "created < soon"),
    ("list", "contacts", "--where", "no_post = maybe"),
    ("list", "contacts", "--where", "created < -99999999999d"),
    ("list", "contacts", "--where", "(" * 500 + "name = x" + ")" * 500),
    ("list", "contacts", "--where", " and ".join(["name = x"] * 3000)),
    ("list", "contacts", "--where", f"town in ({','.join(['x'] * 40_000)})"),
    ("list", "contacts", "--where", "twon = Leeds"),
])  # fmt: skip
def test_what_reaches_too_far_ends_in_a_sentence(
    typed: Type, sample: Path, words: tuple[str, ...]
) -> None:
    said = typed(*words, "--in", sample, "--json")
    document = said.json
    assert isinstance(document, list) or document["error"]["kind"] != "bug"
    assert said.status == (0 if isinstance(document, list) else said.status)


@pytest.mark.parametrize("words", [
    ("--delimiter", ""), ("--delimiter", "ab"), ("--delimiter", "\n"), ("--country", "ZZZ"),
])  # fmt: skip
def test_an_option_is_understood_or_refused(
    typed: Type, empty: Path, people: Path, words: tuple[str, str]
) -> None:
    assert typed("import", people, "--into", empty, *words).status == 1


def test_an_export_without_columns_is_refused(typed: Type, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert typed("export", "contacts", "--from", sample, "--to", out, "--columns", ",").status == 1
    assert not out.exists()


def test_a_phone_without_a_digit_is_nobody_s(typed: Type, sample: Path) -> None:
    said = typed("list", "contacts", "--in", sample, "--where", "phone = none", "--json")
    assert said.json == []


def test_pennies_of_an_amount_are_not_lost(typed: Type, tmp_path: Path) -> None:
    from app.storage.queries.rules import condition

    assert condition("deal", ("is", "amount", "=", ["19.99"]))[1] == [1999]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_book_may_have_a_name_that_is_no_utf8(typed: Type, tmp_path: Path) -> None:
    made = tmp_path / os.fsdecode(b"b\xff\xfe#?%41.deskbook")
    assert typed("new", made).status == 0
    assert typed("check", made, "--json").json["ok"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among files there")
@pytest.mark.parametrize("words", [("import", "PIPE", "--into", "BOOK"), ("check", "PIPE"),
    ("letters", "PIPE", "--in", "BOOK", "--ids", "1", "--to", "o.docx"),
    ("import", "PEOPLE", "--into", "BOOK", "--mapping", "PIPE")])  # fmt: skip
def test_a_pipe_that_nobody_writes_to_holds_nothing_up(
    typed: Type, empty: Path, people: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    real = {"PIPE": pipe, "BOOK": empty, "PEOPLE": people}
    said = typed(*(real.get(word, word) for word in words))
    assert said.status == 1
    assert "not a file on a disk" in said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("ends", ["> /dev/full", ">&-", "2>&-", "2> /dev/full", "> /dev/full 2>&1"])
@pytest.mark.parametrize("words", ["find zzzz --in B --json", "show contact 1 --in B", "bogus"])
def test_nowhere_to_write_to_is_no_traceback(sample: Path, ends: str, words: str) -> None:
    line = f"{sys.executable} -m app {words.replace('B', sample.name)} {ends}"
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=sample.parent, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode in (0, 1, 2)
    if words.startswith("find") and ends.startswith("2>"):
        assert (json.loads(done.stdout), done.returncode) == ([], 0)
    assert "Traceback" not in done.stderr + done.stdout
    assert "Exception ignored" not in done.stderr


def test_letters_do_not_take_the_place_of_their_template(
    typed: Type, sample: Path, tmp_path: Path
) -> None:
    from app.desk.letters import shipped_templates

    mine = tmp_path / "Mine.docx"
    mine.write_bytes(shipped_templates()[0][1].read_bytes())
    before = mine.read_bytes()
    said = typed("letters", mine, "--in", sample, "--view", "Spring mailing", "--to", mine)
    assert said.status == 1
    assert mine.read_bytes() == before


def test_two_restores_in_one_second_keep_both_files(typed: Type, sample: Path, empty: Path) -> None:
    first = typed("restore", empty, "--to", sample, "--json").json["kept"]
    second = typed("restore", empty, "--to", sample, "--json").json["kept"]
    assert first != second
    assert book.open_book(first, read_only=True).value("SELECT count(*) FROM contact") == 300


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be renamed")
def test_a_book_that_is_being_written_to_is_not_replaced(
    typed: Type, sample: Path, empty: Path
) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys; from app.storage import book; s = book.open_book(sys.argv[1])\n"
         "with s.step('Long work'):\n print('writing', flush=True); sys.stdin.read()\n",
         str(sample)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert holder.stdin is not None
    assert holder.stdout is not None
    with holder:
        holder.stdout.readline()
        said = typed("restore", empty, "--to", sample, "--json")
        holder.stdin.close()
    assert (said.status, said.json["error"]["kind"]) == (1, "locked")
    assert typed("restore", empty, "--to", sample, "--json").status == 0


def test_backwards_is_a_field_with_a_minus_however_it_is_typed(typed: Type, sample: Path) -> None:
    apart, joined = (
        typed("list", "account", "--in", sample, *words, "--limit", 3, "--json")
        for words in (("--sort", "-name"), ("--sort=-name",))
    )
    assert apart.json == joined.json
    assert apart.json[0]["name"] > apart.json[1]["name"]


def test_a_wrong_word_is_told_with_the_usage_of_its_command(typed: Type, sample: Path) -> None:
    said = typed("list", "contacts", "--in", sample, "--wombat", "--json")
    assert said.json["error"]["hint"].startswith("usage: deskbook list ")
    assert "deskbook open BOOK" in typed("open", "a", "b").err


def test_words_must_be_text_but_names_of_files_may_be_any_bytes(
    typed: Type, empty: Path, people: Path, tmp_path: Path
) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/people \xff.csv"))
    people.rename(odd)
    assert typed("find", "\udcff", "--in", empty, "--json").status == 2
    said = typed("import", odd, "--into", empty, "--json")
    assert said.json["rows"]["created"] == 3
    (step,) = typed("history", "--in", empty, "--json").json
    assert step["label"] == "Import people ?.csv"
    assert typed("check", empty, "--deep").status == 0


def test_the_history_of_a_record_counts_as_the_history_of_the_book_does(
    typed: Type, empty: Path, people: Path
) -> None:
    typed("import", people, "--into", empty)
    (one, *_) = typed("list", "contacts", "--in", empty, "--json").json
    told = typed("history", "--in", empty, "--record", "contact", one["id"], "--json").json
    assert told[0]["counts"] == typed("history", "--in", empty, "--json").json[0]["counts"]


@pytest.mark.parametrize("options", [
    {"of": {"a": 1}}, {"of": "x"}, {"number": []}, {"words": 5}, {"words": {"a": 7}},
    {"date_order": 3}, {"policy": []}, {"slot": {}}, 5,
])  # fmt: skip
@pytest.mark.parametrize("target", ["row_kind", "birthday", "kind", "address.work.town", "tag"])
def test_a_mapping_whose_options_make_no_sense_does_no_harm(
    typed: Type, empty: Path, people: Path, tmp_path: Path, target: str, options: object
) -> None:
    file = tmp_path / "map.json"
    entry = {"header": "Town", "target": target, "options": options}
    file.write_text(json.dumps([entry]), encoding="utf-8")
    said = typed("import", people, "--into", empty, "--mapping", file, "--dry-run", "--json").json
    assert "error" not in said
    assert sum(said["cells"].values()) == 2 * said["cells"]["total"]
