"""Refusal: the rules of the business say no; shown at the field it is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a record: the field it stands at, and a sentence for the person."""

    field: str
    message: str


class Refusal(Exception):
    """An operation was refused by a rule; nothing was changed."""

    def __init__(self, problems: list[Problem] | str, field: str = "") -> None:
        if isinstance(problems, str):
            problems = [Problem(field, problems)]
        super().__init__(problems[0].message)
        self.problems = problems

    @property
    def message(self) -> str:
        """The first sentence, for places that show only one."""
        return self.problems[0].message
