"""Every command: what it does, what it answers, what it leaves alone."""

import hashlib
import json
import os
import platform
import zipfile
from pathlib import Path

import pytest

from app.cli.run import COMMANDS
from app.storage.lock import lock_path
from tests.cli.conftest import Type


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_new_book_takes_its_country_and_currency_from_the_locale(
    typed: Type, tmp_path: Path
) -> None:
    book = tmp_path / "Neu.deskbook"
    said = typed("new", book, "--locale", "de_DE", "--zone", "Europe/Berlin", "--json")
    assert said.status == 0
    assert said.json == {"book": str(book), "sample": {}}
    assert typed("check", book, "--json").json["ok"]


@pytest.mark.parametrize(
    "wrong", [("--locale", "German"), ("--zone", "Mars/Base")], ids=["locale", "zone"]
)
def test_a_wrong_locale_or_zone_makes_no_book(
    typed: Type, tmp_path: Path, wrong: tuple[str, str]
) -> None:
    book = tmp_path / "No.deskbook"
    assert typed("new", book, *wrong).status == 1
    assert not book.exists()


def test_a_new_book_never_replaces_a_file(typed: Type, empty: Path) -> None:
    before = digest(empty)
    said = typed("new", empty, "--json")
    assert (said.status, said.json["error"]["kind"]) == (1, "exists")
    assert digest(empty) == before


def test_an_import_accounts_for_every_cell_and_can_be_undone(
    typed: Type, empty: Path, people: Path
) -> None:
    done = typed("import", people, "--into", empty, "--json").json
    assert done["rows"]["created"] == 3
    cells = done["cells"]
    assert cells["total"] == 20
    assert cells["total"] == sum(value for name, value in cells.items() if name != "total")
    assert len(typed("list", "contacts", "--in", empty, "--json").json) == 3
    assert typed("undo", done["step"], "--in", empty, "--json").json["undone"] == done["step"]
    assert typed("list", "contacts", "--in", empty, "--json").json == []


def test_a_dry_run_writes_nothing(typed: Type, empty: Path, people: Path) -> None:
    before = digest(empty)
    done = typed("import", people, "--into", empty, "--dry-run", "--json").json
    assert done["dry_run"]
    assert done["step"] is None
    assert done["rows"]["created"] == 3
    assert digest(empty) == before


def test_one_unreadable_file_among_several_leaves_the_book_alone(
    typed: Type, empty: Path, people: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    said = typed("import", people, broken, "--into", empty, "--json")
    assert (said.status, said.json["error"]["kind"]) == (1, "unreadable_file")
    assert typed("list", "contacts", "--in", empty, "--json").json == []


def test_a_saved_mapping_is_used_again(
    typed: Type, empty: Path, people: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "map.json"
    typed("import", people, "--into", empty, "--dry-run", "--save-mapping", mapping)
    kept = json.loads(mapping.read_text(encoding="utf-8"))
    town = next(entry for entry in kept if entry["header"] == "Town")
    town["target"] = "leave out"
    from app.models.imports.import_targets import LEAVE_OUT

    town["target"] = LEAVE_OUT
    mapping.write_text(json.dumps(kept), encoding="utf-8")
    done = typed("import", people, "--into", empty, "--mapping", mapping, "--json").json
    assert done["cells"]["left_out"] == 3


@pytest.mark.parametrize("content", ["{", '{"a": 1}', "[1]"])
def test_a_broken_mapping_is_refused_in_a_sentence(
    typed: Type, empty: Path, people: Path, tmp_path: Path, content: str
) -> None:
    mapping = tmp_path / "map.json"
    mapping.write_text(content, encoding="utf-8")
    said = typed("import", people, "--into", empty, "--mapping", mapping)
    assert said.status == 1
    assert said.err.startswith("The mapping map.json")


def test_somebody_is_found_by_any_part(typed: Type, sample: Path) -> None:
    for text in ("webb", "charlotte@marlowbakery", "07700 900184", "+44 7700 900184", "marlow bak"):
        names = [hit["title"] for hit in typed("find", text, "--in", sample, "--json").json]
        assert "Charlotte Webb" in names or "Marlow Bakery" in names, text


def test_a_hit_says_where_it_was_found(typed: Type, sample: Path) -> None:
    hits = typed("find", "easter", "--in", sample, "--kind", "account", "--json").json
    assert [(hit["title"], hit["matched"]) for hit in hits] == [("Marlow Bakery", "note")]


def test_finding_nothing_is_no_error(typed: Type, sample: Path) -> None:
    said = typed("find", "zzzzqqq", "--in", sample, "--json")
    assert (said.status, said.json) == (0, [])


def test_show_gives_a_person_whole(typed: Type, sample: Path) -> None:
    hit = typed("find", "Charlotte Webb", "--in", sample, "--kind", "contact", "--json").json[0]
    found = typed("show", "contact", hit["id"], "--in", sample, "--json").json
    assert found["phones"][0] == found["phones"][0] | {
        "kind": "mobile", "value": "07700 900184", "e164": "+447700900184", "primary": True,
    }  # fmt: skip
    assert found["address_block"] == [
        "Charlotte Webb", "Owner", "Marlow Bakery", "14 High Street", "MARLOW", "SL7 1AU",
    ] or "14 High Street" in found["address_block"]  # fmt: skip
    assert found["salutation"]["informal"] == "Dear Charlotte,"
    assert found["accounts"][0]["name"] == "Marlow Bakery"
    assert {"fields", "emails", "addresses", "own_fields", "tags"} <= found.keys()


@pytest.mark.parametrize(
    "kind", ["contact", "account", "deal", "appointment", "task", "document", "activity"]
)
def test_every_kind_is_listed_and_shown(typed: Type, sample: Path, kind: str) -> None:
    rows = typed("list", kind, "--in", sample, "--limit", "2", "--json").json
    assert len(rows) == 2
    found = typed("show", kind, rows[0]["id"], "--in", sample, "--json").json
    assert found["id"] == rows[0]["id"]
    assert typed("show", kind, rows[1]["id"], "--in", sample).status == 0
    assert typed("list", f"{kind}s" if kind != "activity" else "activities", "--in", sample).out


def test_a_number_that_is_not_in_the_book_is_said_plainly(typed: Type, sample: Path) -> None:
    said = typed("show", "contact", 12, "--in", sample, "--json")
    assert (said.status, said.json["error"]["kind"]) == (1, "unknown")


def test_lists_by_view_and_rule_narrow_each_other(typed: Type, sample: Path) -> None:
    view = typed("list", "contact", "--in", sample, "--view", "spring MAILING", "--json").json
    both = typed("list", "contact", "--in", sample, "--view", "Spring mailing",
                 "--where", 'company = "Marlow Bakery"', "--json").json  # fmt: skip
    assert len(view) > 100
    assert [row["name"] for row in both] == ["Charlotte Webb"]


def test_a_list_is_sorted_both_ways(typed: Type, sample: Path) -> None:
    up = typed("list", "account", "--in", sample, "--sort", "name", "--json").json
    down = typed("list", "account", "--in", sample, "--sort=-name", "--json").json
    assert [row["id"] for row in down] == [row["id"] for row in up][::-1]


@pytest.mark.parametrize(
    "words",
    [
        ("--view", "Nowhere"), ("--where", "town ="), ("--where", "shoe_size = 4 and"),
        ("--sort", "shoe_size"),
    ],
)  # fmt: skip
def test_unknown_lists_rules_and_sorts_are_refused(
    typed: Type, sample: Path, words: tuple[str, str]
) -> None:
    said = typed("list", "contact", "--in", sample, *words, "--json")
    assert said.status == 1
    assert said.json["error"]["message"].endswith((".", "expected.", ">"))


def test_an_export_holds_every_row_and_only_the_columns_asked_for(
    typed: Type, sample: Path, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "out.xlsx"
    done = typed("export", "contacts", "--from", sample, "--to", out,
                 "--columns", "name,Phone,town", "--json").json  # fmt: skip
    sheet = load_workbook(out).active
    assert (done["rows"], sheet.max_row, sheet.max_column) == (300, 301, 3)
    assert [cell.value for cell in sheet[1]] == ["Name", "Phone", "Town"]


def test_everything_goes_to_a_folder(typed: Type, sample: Path, tmp_path: Path) -> None:
    done = typed("export", "everything", "--from", sample, "--to", tmp_path / "all", "--json").json
    assert done["counts"]["contacts"] == 300
    assert (tmp_path / "all" / "contacts.vcf").is_file()


def test_a_column_that_is_not_there_is_refused(typed: Type, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    said = typed("export", "contacts", "--from", sample, "--to", out, "--columns", "name,shoe")
    assert said.status == 1
    assert "shoe" in said.err
    assert not out.exists()


def test_letters_are_made_logged_and_taken_back(typed: Type, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "letters.docx"
    rule = 'tag = "Spring mailing" and kind = customer'
    checked = typed("letters", "Spring mailing", "--in", sample, "--where", rule,
                    "--check", "--json").json  # fmt: skip
    made = typed("letters", "Spring mailing", "--in", sample, "--where", rule,
                 "--to", out, "--json").json  # fmt: skip
    assert made["letters"] == checked["letters"] > 10
    assert made["files"] == [str(out)]
    assert {"id", "name", "reason"} <= made["left_out"][0].keys()
    assert zipfile.is_zipfile(out)
    before = typed("history", "--in", sample, "--json").json
    assert before[0]["id"] == made["step"]
    assert typed("undo", "--in", sample).status == 0
    after = typed("history", "--in", sample, "--json").json
    assert next(step for step in after if step["id"] == made["step"])["undone"]


def test_letters_need_to_be_told_for_whom(typed: Type, sample: Path, tmp_path: Path) -> None:
    said = typed("letters", "Letter", "--in", sample, "--to", tmp_path / "x.docx", "--json")
    assert (said.status, said.json["error"]["kind"]) == (2, "usage")


def test_history_of_one_record_names_what_changed(typed: Type, sample: Path) -> None:
    hit = typed("find", "Charlotte Webb", "--in", sample, "--kind", "contact", "--json").json[0]
    steps = typed("history", "--in", sample, "--record", "contact", hit["id"], "--json").json
    assert [step["label"] for step in steps] == ["Log a call: Charlotte Webb", "Example data"]
    assert steps[0]["changes"]


def test_undo_lists_conflicts_until_somebody_chooses(
    typed: Type, empty: Path, people: Path
) -> None:
    step = typed("import", people, "--into", empty, "--json").json["step"]
    people.write_text(people.read_text(encoding="utf-8").replace("Leeds", "Hull"), encoding="utf-8")
    typed("import", people, "--into", empty)
    said = typed("undo", step, "--in", empty, "--json")
    assert (said.status, said.json["error"]["kind"]) == (1, "conflict")
    assert said.json["error"]["conflicts"][0]["title"] == "Bo Reed"
    assert typed("undo", step, "--in", empty, "--conflicts", "keep").status == 0
    names = [row["name"] for row in typed("list", "contact", "--in", empty, "--json").json]
    assert names == ["Bo Reed"]


def test_an_import_is_undone_with_some_kept_and_some_taken_back_by_their_numbers(
    typed: Type, empty: Path, people: Path
) -> None:
    step = typed("import", people, "--into", empty, "--json").json["step"]
    people.write_text(people.read_text(encoding="utf-8").replace("Leeds", "Hull"), encoding="utf-8")
    typed("import", people, "--into", empty)
    listed = typed("undo", step, "--in", empty, "--list", "--json").json
    assert [(one["kind"], one["title"]) for one in listed["edited"]] == [("contact", "Bo Reed")]
    number = listed["edited"][0]["id"]
    said = typed("undo", step, "--in", empty, "--keep", number + 1, "--json")
    assert (said.status, said.json["error"]["kind"]) == (1, "refused")
    said = typed("undo", step, "--in", empty, "--keep", number, "--revert", number)
    assert said.status == 1
    assert typed("undo", step, "--in", empty, "--keep", number).status == 0
    names = [row["name"] for row in typed("list", "contact", "--in", empty, "--json").json]
    assert names == ["Bo Reed"]
    typed("redo", "--in", empty)
    assert typed("undo", step, "--in", empty, "--revert", number).status == 0
    assert typed("list", "contact", "--in", empty, "--json").json == []


def test_what_was_undone_is_done_again(typed: Type, sample: Path) -> None:
    before = typed("list", "contact", "--in", sample, "--json").json
    undone = typed("undo", "--in", sample, "--json").json
    redone = typed("redo", "--in", sample, "--json").json
    assert redone["redone"] == undone["undone"]
    assert typed("list", "contact", "--in", sample, "--json").json == before
    assert typed("redo", "--in", sample).status == 1


def test_undo_of_nothing_is_said(typed: Type, empty: Path) -> None:
    said = typed("undo", "--in", empty, "--json")
    assert (said.status, said.json["error"]["kind"]) == (1, "nothing_to_undo")


def test_a_backup_is_listed_and_restored(typed: Type, sample: Path) -> None:
    made = typed("backup", "--in", sample, "--json").json
    listed = typed("backups", "--in", sample, "--json").json
    assert [each["file"] for each in listed] == [made["file"]]
    typed("undo", "--in", sample)
    done = typed("restore", made["file"], "--to", sample, "--json").json
    assert Path(done["kept"]).is_file()
    labels = [step["label"] for step in typed("history", "--in", sample, "--json").json]
    assert labels[0] == "Log a meeting: Bronwen Price"


def test_a_backup_goes_where_it_is_told_and_replaces_nothing(
    typed: Type, empty: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.deskbook"
    assert typed("backup", "--in", empty, "--to", copy).status == 0
    before = digest(copy)
    assert typed("backup", "--in", empty, "--to", copy).status == 1
    assert digest(copy) == before


def test_an_open_book_is_not_restored_over_and_a_stale_lock_is_passed(
    typed: Type, empty: Path
) -> None:
    made = typed("backup", "--in", empty, "--json").json
    lock = lock_path(empty)
    lock.write_text(f"{os.getpid()}\ndeskbook\n{platform.node()}\n", encoding="utf-8")
    said = typed("restore", made["file"], "--to", empty, "--json")
    assert (said.status, said.json["error"]["kind"]) == (1, "locked")
    lock.write_text(f"{2**22 - 1}\ndeskbook\n{platform.node()}\n", encoding="utf-8")
    assert typed("restore", made["file"], "--to", empty).status == 0


def test_a_damaged_backup_is_not_restored(typed: Type, empty: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.deskbook-backup"
    broken.write_bytes(empty.read_bytes()[:9000])
    before = digest(empty)
    assert typed("restore", broken, "--to", empty).status == 3
    assert digest(empty) == before


def test_check_says_damage_with_status_three(typed: Type, sample: Path) -> None:
    content = bytearray(sample.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    sample.write_bytes(content)
    said = typed("check", sample, "--deep", "--json")
    assert said.status == 3
    assert said.json["ok"] is False
    assert {"what", "where", "do"} == said.json["problems"][0].keys()


def test_a_search_index_that_does_not_fit_is_mended(typed: Type, sample: Path) -> None:
    from app.storage import database

    connection = database.raw_connect(sample, "rw")
    connection.execute("DELETE FROM search_doc WHERE kind = 1")
    connection.close()
    said = typed("check", sample, "--json")
    assert said.status == 3
    assert "--mend" in said.json["problems"][0]["do"]
    assert typed("check", sample, "--deep", "--mend").status == 0
    assert typed("find", "charlotte", "--in", sample, "--kind", "contact", "--json").json


def test_help_names_every_command_and_every_flag(typed: Type) -> None:
    whole = typed("--help").out
    for name in COMMANDS:
        assert f"\n    {name} " in whole.replace(f"    {name}\n", f"    {name} ")
        part = typed(name, "--help")
        assert part.status == 0
        assert "--json" in part.out


def test_version_is_told(typed: Type) -> None:
    assert typed("--version", "--json").json["version"]


def test_all_numbers_and_addresses_of_one_kind_are_shown(typed, empty, tmp_path):
    card = tmp_path / "ann.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:Lee;Ann\nTEL;TYPE=CELL:07700 900001\n"
        "TEL;TYPE=CELL:07700 900002\nADR;TYPE=WORK:;;1 High St;Leeds;;LS1 1AA;\n"
        "ADR;TYPE=HOME:;;2 Low St;York;;YO1 1AA;\nEND:VCARD\n", encoding="utf-8",
    )  # fmt: skip
    typed("import", card, "--into", empty)
    (ann,) = typed("list", "contacts", "--in", empty, "--json").json
    shown = typed("show", "contact", ann["id"], "--in", empty).out
    for said in ("07700 900001", "07700 900002", "1 High St", "2 Low St"):
        assert said in shown


def test_the_amount_of_a_deal_is_shown_in_money(typed, sample):
    deal = typed("list", "deals", "--in", sample, "--limit", 1, "--json").json[0]
    shown = typed("show", "deal", deal["id"], "--in", sample).out
    assert f"£{deal['amount']:,.0f}" in shown


def test_records_of_one_person_become_one_and_can_be_parted_again(typed, empty, people):
    typed("import", people, "--into", empty)
    before = typed("list", "contacts", "--in", empty, "--json").json
    ada, bo, cy = (each["id"] for each in before)
    done = typed("merge", "contact", ada, bo, cy, "--in", empty, "--json").json
    assert (done["kept"], done["merged"]) == (ada, [bo, cy])
    (one,) = typed("list", "contacts", "--in", empty, "--json").json
    shown = typed("show", "contact", one["id"], "--in", empty, "--json").json
    assert {each["value"] for each in shown["emails"]} == {
        "ada@quill.example", "bo@reed.example", "cy@moss.example",
    }  # fmt: skip
    assert typed("undo", done["step"], "--in", empty).status == 0
    assert typed("list", "contacts", "--in", empty, "--json").json == before


def test_what_cannot_be_merged_stays_as_it_is(typed, empty, people):
    typed("import", people, "--into", empty)
    (ada, bo, _) = (x["id"] for x in typed("list", "contacts", "--in", empty, "--json").json)
    for words in (("contact", ada, ada), ("contact", ada, bo, 7), ("task", 1, 2)):
        assert typed("merge", *words, "--in", empty, "--json").json["error"]["message"]
    assert len(typed("list", "contacts", "--in", empty, "--json").json) == 3
