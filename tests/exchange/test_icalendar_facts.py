"""Facts that other programs' tests state of calendars, and files that nobody should open."""

import contextlib
import time

from app.exchange.calendars.icalendar_in import parsed
from app.exchange.tables.table import UnreadableFile
from tests.bench.facts_icalendar import EXPLAINED, kde_facts, rie_facts


def test_occurrences_are_those_of_recurring_ical_events(shared):
    missed = [(fact.file, fact.asked) for fact in rie_facts(shared) if not fact.met]
    assert missed == []


def test_occurrences_are_those_of_kde_but_for_what_is_explained(shared):
    facts = [*kde_facts(shared)]
    assert {fact.file for fact in facts if not fact.met} <= set(EXPLAINED)
    assert len(facts) > len(EXPLAINED)


def test_every_calendar_of_others_is_read_or_refused_in_a_sentence(shared):
    for path in sorted((shared / "ics").rglob("*")):
        if path.suffix not in {".ics", ".vcs", ".txt", ".json", ".ref", ".xcal"}:
            continue
        began = time.perf_counter()
        with contextlib.suppress(UnreadableFile):
            read = parsed(path.read_bytes(), "Europe/London")
            rows = {entry.row for entry in read.entries} | set(read.refused) | set(read.skipped)
            assert rows <= set(range(1, read.read + 1))
        assert time.perf_counter() - began < 10
