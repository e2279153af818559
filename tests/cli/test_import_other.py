"""Calendars and mails at the command line: the same shape as any import."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type

CALENDAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Visit\nDTSTART:20261124T103000\n"
    "DTEND:20261124T113000\nRRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR\n"
)
MAIL = (
    "From: Ann Lee <ann@lee.example>\nTo: us@x.example\nSubject: Fence\nMessage-ID: <1@lee>\n"
    "Date: Thu, 19 Nov 2026 10:30:00 +0100\n\nIt is down.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    calendar, mail = tmp_path / "plan.ics", tmp_path / "fence.eml"
    calendar.write_text(CALENDAR)
    mail.write_text(MAIL)
    return calendar, mail


def test_a_calendar_and_a_mail_come_in_with_their_counts(
    typed: Type, empty: Path, files: tuple[Path, Path]
) -> None:
    one, two = typed("import", *files, "--into", empty, "--json").json
    assert (one["kind"], one["rows"]["created"], one["created"]["appointments"]) == (
        "calendar", 1, 1,
    )  # fmt: skip
    states = ("stored", "transformed", "parked", "left_out", "refused")
    assert sum(one["cells"][state] for state in states) == one["cells"]["total"] == 5
    assert one["refused"][0]["column"] == "RRULE"
    assert (two["kind"], two["created"]["activities"], two["created"]["contacts"]) == ("mail", 1, 1)
    agenda = typed("agenda", "--in", empty, "--from", "2026-11-24", "--to", "2026-11-25", "--json")
    assert [each["title"] for each in agenda.json] == ["Visit"]
    again = typed("import", *files, "--into", empty, "--json").json
    assert [each["step"] for each in again] == [None, None]
    assert [each["rows"]["unchanged"] for each in again] == [1, 1]


def test_a_rehearsal_of_a_calendar_or_a_mail_writes_nothing(
    typed: Type, empty: Path, files: tuple[Path, Path]
) -> None:
    before = empty.read_bytes()
    said = typed("import", *files, "--into", empty, "--dry-run")
    assert said.status == 0
    assert "1 would be new" in said.out
    assert empty.read_bytes() == before


def test_one_bad_file_among_them_leaves_the_book_alone(
    typed: Type, empty: Path, files: tuple[Path, Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.eml"
    bad.write_text("no mail at all")
    before = empty.read_bytes()
    said = typed("import", *files, bad, "--into", empty)
    assert said.status == 1
    assert "There is no mail in this file." in said.err
    assert empty.read_bytes() == before


def test_to_dos_go_out_as_a_calendar_and_are_known_again(
    typed: Type, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "todo.ics"
    rows = typed("export", "tasks", "--from", sample, "--to", out, "--json").json["rows"]
    back = typed("import", out, "--into", sample, "--json").json
    assert (back["rows"]["unchanged"], back["step"]) == (rows, None)
