"""Steps that follow one on another: "+0 call, +3 letter, +10 visit"."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from app.models.errors import Problem
from app.models.task import CHANNELS


@dataclass(frozen=True, slots=True)
class SeriesStep:
    """One thing to do: so many days after (or, below 0, before) the day the series starts from."""

    days: int
    title: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class ActivitySeries:
    """A named row of steps. ``id`` 0: a suggestion that the book does not hold yet."""

    name: str
    steps: tuple[SeriesStep, ...]
    id: int = 0

    def problems(self) -> list[Problem]:
        """What keeps this from being kept."""
        found = []
        if not self.name.strip():
            found.append(Problem("name", "A series needs a name."))
        if not self.steps:
            found.append(Problem("steps", "A series needs at least one step."))
        if any(not step.title.strip() or step.channel not in CHANNELS for step in self.steps):
            found.append(Problem("steps", "Say what there is to do in each step."))
        if any(not -365 <= step.days <= 3650 for step in self.steps):
            found.append(Problem("steps", "A step is at most a year before or ten years after."))
        return found


SUGGESTED = (
    ActivitySeries(
        "Follow up a quote",
        (
            SeriesStep(0, "Thank for the enquiry", "email"),
            SeriesStep(3, "Ask whether the quote arrived", "call"),
            SeriesStep(10, "Ask for a decision", "call"),
        ),
    ),
    ActivitySeries(
        "Welcome a new customer",
        (
            SeriesStep(0, "Welcome call", "call"),
            SeriesStep(3, "Welcome letter", "letter"),
            SeriesStep(10, "First visit", "visit"),
        ),
    ),
    ActivitySeries(
        "Before and after an appointment",
        (SeriesStep(-1, "Reminder", "letter"), SeriesStep(7, "Ask how it went", "call")),
    ),
)


def steps_text(steps: tuple[SeriesStep, ...]) -> str:
    """The steps as the book keeps them."""
    return json.dumps([asdict(step) for step in steps], ensure_ascii=False)


def steps_from(text: str) -> tuple[SeriesStep, ...]:
    """The steps from the book's text; what is no step is left out."""
    try:
        found = json.loads(text)
    except ValueError:
        return ()
    steps = []
    for one in found if isinstance(found, list) else []:
        if isinstance(one, dict) and isinstance(one.get("days"), int) and one.get("title"):
            channel = one.get("channel", "")
            steps.append(
                SeriesStep(one["days"], str(one["title"]), channel if channel in CHANNELS else "")
            )
    return tuple(steps)


def working_day(day: date, *, back: bool = False) -> date:
    """The day itself, or the Monday after (``back``: the Friday before) a weekend."""
    over = day.weekday() - 4
    if over <= 0:
        return day
    return day - timedelta(days=over) if back else day + timedelta(days=3 - over)


def in_words(series: ActivitySeries) -> str:
    """``+0 call, +3 letter, +10 visit``."""
    return ", ".join(f"{step.days:+d} {CHANNELS[step.channel].lower()}" for step in series.steps)
