"""The example business: believable, the same each time, and nobody real in it."""

import io
import re
import time
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from app.desk import letters
from app.desk.sample import make_sample
from app.models.view import parse_rule
from app.storage import book, checks, undo
from app.storage.queries import letter_runs, lists, records, saved_views, timeline, today
from app.storage.store import Store

DAY = date(2026, 11, 18)
FICTION = re.compile(
    r"^(07700 900\d{3}|0118 496 0\d{3}|020 7946 0\d{3}|\+49 30 23125 \d{3}"
    r"|\+33 1 99 00 \d\d \d\d|\+353 20 91\d \d{4})$"
)


@pytest.fixture
def sample(store: Store) -> Store:
    make_sample(store, today=DAY)
    return store


def test_the_example_business_is_made_quickly_and_is_sound(store: Store) -> None:
    started = time.perf_counter()
    made = make_sample(store, today=DAY)
    assert time.perf_counter() - started < 4
    assert (made.contacts, made.accounts) == (300, 120)
    assert made.activities > 1000
    assert checks.whole(store.connection, deep=True) == []


def test_nobody_real_can_be_called_or_written_to(sample: Store) -> None:
    phones = [row[0] for row in sample.select("SELECT value FROM phone")]
    emails = [row[0] for row in sample.select("SELECT value FROM email_address")]
    emails += [row[0] for row in sample.select("SELECT email FROM staff")]
    sites = [row[0] for row in sample.select("SELECT website FROM account")]
    assert [phone for phone in phones if not FICTION.match(phone)] == []
    assert [email for email in emails if not email.endswith(".example")] == []
    assert [site for site in sites if not site.endswith(".example")] == []


def test_the_same_day_and_seed_give_the_same_business(store: Store, tmp_path: Path) -> None:
    other = book.create_book(tmp_path / "Other.deskbook")
    make_sample(store, today=DAY)
    make_sample(other, today=DAY)
    for sql in (
        "SELECT name, birthday, note, created_at, uuid FROM contact ORDER BY name",
        "SELECT at, kind, subject, body FROM activity ORDER BY at, subject, body",
        "SELECT title, start_at, end_at, status FROM appointment ORDER BY 2, 1, 3",
        "SELECT title, amount, state, closed_on FROM deal ORDER BY 1, 2, 3, 4",
    ):
        assert store.select(sql) == other.select(sql)
    book.close_book(other)


def test_the_day_has_appointments_things_to_do_and_a_birthday(sample: Store) -> None:
    assert today.open_task_count(sample, "2026-11-18") == 3
    assert today.birthdays(sample, ["11-18"])[0]["name"] == "Bronwen Price"
    titles = sample.select(
        "SELECT title FROM appointment WHERE start_at LIKE '2026-11-18T%' ORDER BY start_at"
    )
    assert ("Courtyard survey",) in titles
    assert len(titles) == 5


def test_charlotte_has_the_timeline_of_the_pictures(sample: Store) -> None:
    row = sample.value("SELECT id FROM contact WHERE name = 'Charlotte Webb'")
    entries = timeline.of_contact(sample, row)
    assert [entry["subject"] for entry in entries[:4]] == [
        "Called Charlotte", "Letter sent: Quote 2026-118", "Site visit", "Email logged",
    ]  # fmt: skip
    assert entries[1]["document"] == "Quote-2026-118 Marlow Bakery.docx"
    whole = records.whole(sample, "contact", row)
    assert whole["tags"] == ["Café & food", "Spring mailing"]
    assert whole["fields"]["came_from"] == "row 84 of customers-2025.xlsx"


def test_saved_lists_hold_people(sample: Store) -> None:
    for view in saved_views.saved_views(sample):
        query = lists.ListQuery(view["entity"], parse_rule(view["rule"], DAY))
        assert lists.count(sample, query) > 5, view["name"]


def test_all_four_stages_and_every_outcome_are_there(sample: Store) -> None:
    stages = sample.select(
        "SELECT s.name, count(*) FROM deal d JOIN stage s ON s.id = d.stage_id"
        " WHERE d.state = 'open' GROUP BY s.id ORDER BY s.position"
    )
    assert stages == [("New", 3), ("Visited", 3), ("Quote sent", 3), ("Agreed", 2)]
    states = {row[0] for row in sample.select("SELECT DISTINCT state FROM deal")}
    assert states == {"open", "won", "lost", "later"}


def test_the_example_data_is_one_step_that_can_be_taken_back(sample: Store) -> None:
    step = sample.value("SELECT id FROM step WHERE label = 'Example data'")
    undo.undo(sample, step, "revert")
    assert sample.value("SELECT count(*) FROM contact") == 0
    assert sample.value("SELECT count(*) FROM appointment") == 0


@pytest.mark.parametrize("shift", [0, 1, 2, 3, 4, 5, 6, 103, 468])
def test_the_business_can_be_made_on_any_day(store: Store, shift: int) -> None:
    day = DAY + timedelta(days=shift)
    made = make_sample(store, today=day)
    late = store.value("SELECT max(created_at) FROM contact")
    assert made.contacts == 300
    assert late[:10] <= day.isoformat()
    assert store.value("SELECT max(closed_on) FROM deal") <= day.isoformat()


def test_the_letters_of_the_example_can_be_made_again_as_they_were(sample: Store) -> None:
    run = letter_runs.runs(sample)[0]
    sent = letter_runs.letters_of(sample, run["id"])
    assert all(each["company"] or each["town"] for each in sent)
    _, content = letters.again(sample, sent[0]["id"])
    said = "\n".join(part.text for part in docx.Document(io.BytesIO(content)).paragraphs)
    assert sent[0]["name"] in said
    assert "Hartley Gardens" in said
    assert "2 November 2026" in said
    assert "Dear " in said
