"""Series of foreign calendars made ours: exclusion rules, periods, and changes from a time on.

Our series are a rule, dates more, dates less and changed occurrences. What RFC 5545 has besides is
said in these: EXRULE becomes dates less, RDATE periods become changed occurrences, and a change
with RANGE=THISANDFUTURE ends the series and begins another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from app.models.calendar.calendar_entry import CalendarEntry
from app.storage.recurring import BadRule, last_start, parse_rule, rule_text
from app.storage.recurring_days import starts
from app.storage.wall_time import parse_wall, shifted, wall_text

MOST_DATES = 1000
_SPAN = timedelta(days=366 * 30)


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """An entry and what RFC 5545 says of its series that our own terms do not have."""

    entry: CalendarEntry
    exclusion_rules: tuple[str, ...] = ()
    more_rules: tuple[str, ...] = ()
    periods: tuple[tuple[str, str, str], ...] = ()
    recurrence_zone: str = ""


def settled(parts: Sequence[SeriesPart]) -> list[CalendarEntry]:
    """The entries in our own terms, masters before their changed occurrences."""
    groups: dict[tuple[str, str], list[SeriesPart]] = defaultdict(list)
    for part in parts:
        groups[part.entry.kind, part.entry.uid].append(part)
    found: list[CalendarEntry] = []
    for group in groups.values():
        if len(group) == 1 and _is_plain(group[0]):
            found.append(group[0].entry)
        else:
            found += _group(group)
    return found


def _is_plain(part: SeriesPart) -> bool:
    entry = part.entry
    return not (
        entry.recurrence or part.exclusion_rules or part.more_rules or part.periods
    )  # fmt: skip


def _group(group: list[SeriesPart]) -> list[CalendarEntry]:
    masters = [part for part in group if not part.entry.recurrence]
    changed = [part for part in group if part.entry.recurrence]
    if not masters:
        lone = [_without_master(part) for part in changed]
        return _latest(lone)
    first, *others = _latest([_own_dates(part) for part in masters])
    exceptions = [_anchored(part, first) for part in changed]
    for part in masters:
        exceptions += _periods(part)
    exceptions = [each for each in _latest(exceptions) if not _is_taken_out(each, first)]
    return [*_split(first, exceptions), *others]


def _latest(entries: list[CalendarEntry]) -> list[CalendarEntry]:
    """One entry for each key: the last revision; equal ones: the last in the file."""
    found: dict[str, CalendarEntry] = {}
    for entry in entries:
        known = found.get(entry.key)
        if known is None or (entry.sequence, entry.modified) >= (known.sequence, known.modified):
            found[entry.key] = entry
    return list(found.values())


def _is_taken_out(changed: CalendarEntry, master: CalendarEntry) -> bool:
    """Whether a later revision of the series leaves the changed occurrence out."""
    older = (changed.sequence, changed.modified) < (master.sequence, master.modified)
    return older and changed.recurrence in master.exdates


def _without_master(part: SeriesPart) -> CalendarEntry:
    """A changed occurrence alone; a rule of its own, as some write it, makes it a series."""
    entry = part.entry
    if entry.rule:
        return _own_dates(part)
    own = shifted(entry.recurrence, part.recurrence_zone, entry.zone)
    return replace(_own_dates(part), recurrence=own, rule="")


def _own_dates(part: SeriesPart) -> CalendarEntry:
    """The entry with exclusion rules and further rules told as dates."""
    entry = part.entry
    more = list(entry.rdates)
    for rule in part.more_rules:
        more += [_text(at, entry) for at in islice(_starts(entry, rule), MOST_DATES)]
    less = list(entry.exdates)
    if part.exclusion_rules:
        within = {_text(at, entry) for at in islice(_all_starts(entry), 5 * MOST_DATES)}
        for rule in part.exclusion_rules:
            excluded = (_text(at, entry) for at in islice(_starts(entry, rule), 5 * MOST_DATES))
            less += [text for text in excluded if text in within][:MOST_DATES]
    return replace(
        entry, rdates=tuple(dict.fromkeys(more)), exdates=tuple(dict.fromkeys(less))
    )  # fmt: skip


def _text(at: datetime, entry: CalendarEntry) -> str:
    return wall_text(at, all_day=entry.all_day)


def _starts(entry: CalendarEntry, rule_words: str) -> Iterator[datetime]:
    try:
        rule = parse_rule(rule_words)
    except BadRule:
        return
    start = parse_wall(entry.start)
    last = min(last_start(rule, entry.zone, all_day=entry.all_day), _late(start))
    yield from (at for at in starts(rule, start, start, _late(start)) if at <= last)


def _late(start: datetime) -> datetime:
    return start + _SPAN if start.year < 9960 else datetime.max


def _all_starts(entry: CalendarEntry) -> Iterator[datetime]:
    yield parse_wall(entry.start)
    if entry.rule:
        yield from _starts(entry, entry.rule)


def _anchored(part: SeriesPart, master: CalendarEntry) -> CalendarEntry:
    """A changed occurrence that names its original start as the series itself would."""
    entry = _own_dates(part)
    named = entry.recurrence
    if master.all_day:
        named = named[:10]
    elif len(named) == 10:
        named = f"{named}{master.start[10:]}"
    else:
        named = shifted(named, part.recurrence_zone or entry.zone, master.zone)
    return replace(entry, recurrence=named)


def _periods(part: SeriesPart) -> list[CalendarEntry]:
    """Dates of a series with a length or time of their own, as changed occurrences.

    Each is a start, an end and a zone, which is "" for whole days.
    """
    entry = part.entry
    return [
        replace(
            entry,
            recurrence=start,
            start=start,
            end=end,
            zone=zone,
            all_day=len(start) == 10,
            rule="",
            rdates=(),
            exdates=(),
            following=False,
            digest=f"{entry.digest}{start}",
        )
        for start, end, zone in part.periods
    ]


def _split(master: CalendarEntry, exceptions: list[CalendarEntry]) -> list[CalendarEntry]:
    """The series with its changed occurrences, cut where one changes all that follow."""
    turns = sorted((each for each in exceptions if each.following), key=lambda e: e.recurrence)
    plain = [each for each in exceptions if not each.following]
    if not (master.rule or master.rdates):
        return [master, *plain, *(replace(turn, following=False) for turn in turns)]
    series, shift, found = master, timedelta(0), []
    for turn in turns:
        at = parse_wall(turn.recurrence) + shift
        before, after = _cut(series, turn, at)
        own = [each for each in plain if parse_wall(each.recurrence) + shift < at]
        found += [before, *(_moved(each, series.uid, shift) for each in own)]
        plain = [each for each in plain if each not in own]
        shift = parse_wall(turn.start) - parse_wall(turn.recurrence)
        series = after
    return [*found, series, *(_moved(each, series.uid, shift) for each in plain)]


def _moved(entry: CalendarEntry, uid: str, shift: timedelta) -> CalendarEntry:
    if not shift and entry.uid == uid:
        return entry
    at = parse_wall(entry.recurrence) + shift
    named = wall_text(at, all_day=len(entry.recurrence) == 10)
    return replace(entry, uid=uid, recurrence=named)


def _cut(
    series: CalendarEntry, turn: CalendarEntry, at: datetime
) -> tuple[CalendarEntry, CalendarEntry]:
    """The series up to ``at``, not with it, and the one that follows as ``turn`` says."""
    shift = parse_wall(turn.start) - at
    rule = parse_rule(series.rule) if series.rule else None
    done = [day for day in _starts(series, series.rule) if day < at] if rule else []
    before_rule, after_rule, more = "", turn.rule, []
    if rule is not None:
        until = wall_text(at - timedelta(days=1), all_day=True) if series.all_day else _second(at)
        before_rule = rule_text(replace(rule, until=until, count=None)) if done else ""
        if not after_rule and shift.days == 0 and parse_wall(turn.start).date() == at.date():
            left = rule.count - len(done) if rule.count else None
            after_rule = rule_text(replace(rule, count=left)) if left != 0 else ""
        elif not after_rule:
            # The days of the rule moved: they are told one by one
            later = (day for day in _starts(series, series.rule) if day >= at)
            more = [_text(day + shift, turn) for day in islice(later, MOST_DATES)]
    before = replace(
        series, rule=before_rule, rdates=_part(series.rdates, at, later=False),
        exdates=_part(series.exdates, at, later=False),
    )  # fmt: skip
    after = replace(
        turn, uid=f"{turn.uid}#{turn.recurrence}", recurrence="", following=False,
        rule=after_rule,
        rdates=tuple(dict.fromkeys((*more, *_part(series.rdates, at, shift, later=True)))),
        exdates=_part(series.exdates, at, shift, later=True),
    )  # fmt: skip
    return before, after


def _second(at: datetime) -> str:
    return (at - timedelta(seconds=1)).isoformat(timespec="seconds")


def _part(
    dates: tuple[str, ...], at: datetime, shift: timedelta = timedelta(0), *, later: bool
) -> tuple[str, ...]:
    days = [(text, parse_wall(text)) for text in dates]
    return tuple(
        wall_text(day + shift, all_day=len(text) == 10) for text, day in days
        if (day >= at) == later
    )  # fmt: skip
