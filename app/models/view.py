"""Rules of a saved view as text: ``tag = "Spring mailing" and not last_contact < -90d``.

The text becomes the neutral tuples that the storage floor turns into SQL, and a sentence.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from app.models.errors import Refusal

Rule = tuple[Any, ...]

_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|“[^”]*”)|(?P<sign>!=|<>|<=|>=|=|<|>|~)
    |(?P<mark>[(),])|(?P<word>[^\s()=<>!~,"'“]+))""",
    re.VERBOSE,
)
_SPAN = re.compile(r"^([+-]?\d+)([dwmy])$")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_MOST_TESTS, _MOST_VALUES, _DEEPEST = 300, 20_000, 50
_SAID = {
    "=": "is", "!=": "is not", "<": "is before", ">": "is after", "<=": "is at most",
    ">=": "is at least", "in": "is one of", "not in": "is none of", "contains": "contains",
    "starts with": "starts with", "empty": "is empty", "not empty": "is filled",
}  # fmt: skip


class _Reader:
    """Reads one rule text from left to right."""

    def __init__(self, text: str, today: date) -> None:
        self.today = today
        self.tokens: list[tuple[str, str]] = []
        place = 0
        while place < len(text.rstrip()):
            match = _TOKEN.match(text, place)
            if match is None:
                message = f"The rule cannot be read from here: {text[place : place + 20]}"
                raise Refusal(message, "rule")
            self.tokens.append((match.lastgroup or "", match[match.lastgroup or 0]))
            place = match.end()
        self.at = self.tests = self.values = self.depth = 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def word(self, *wanted: str) -> bool:
        kind, text = self.peek()
        if kind in ("word", "mark") and text.lower() in wanted:
            self.at += 1
            return True
        return False

    def either(self) -> Rule:
        parts = [self.both()]
        while self.word("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else ("or", parts)

    def both(self) -> Rule:
        parts = [self.one()]
        while self.word("and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else ("and", parts)

    def one(self) -> Rule:
        self.depth += 1
        if self.depth > _DEEPEST or self.tests > _MOST_TESTS or self.values > _MOST_VALUES:
            # Beyond this the engine itself gives up.
            message = "The rule is too long. Ask in two steps, or tag the people first."
            raise Refusal(message, "rule")
        found = self.part()
        self.depth -= 1
        return found

    def part(self) -> Rule:
        if self.word("not"):
            return ("not", self.one())
        if self.word("("):
            inner = self.either()
            if not self.word(")"):
                message = "A bracket in the rule is not closed."
                raise Refusal(message, "rule")
            return inner
        self.tests += 1
        return self.test()

    def test(self) -> Rule:
        kind, text = self.peek()
        reserved = kind == "word" and text.lower() in ("and", "or", "in", "is")
        if kind not in ("word", "string") or reserved:
            message = "The rule stops where a field was expected."
            raise Refusal(message, "rule")
        self.at += 1
        field = _unquote(text) if kind == "string" else text
        sign = self.operator()
        if sign in ("empty", "not empty", "yes"):
            return ("is", field, "=", [1]) if sign == "yes" else ("is", field, sign, [])
        if sign in ("in", "not in"):
            return ("is", field, sign, self.many())
        return ("is", field, sign, [self.value()])

    def operator(self) -> str:
        kind, text = self.peek()
        if kind == "sign":
            self.at += 1
            return {"<>": "!=", "~": "contains"}.get(text, text)
        if self.word("is"):
            negative = self.word("not")
            if self.word("empty"):
                return "not empty" if negative else "empty"
            return "!=" if negative else "="
        if self.word("not"):
            if self.word("in"):
                return "not in"
            message = "After “not” the rule needs “in”."
            raise Refusal(message, "rule")
        for name in ("in", "contains"):
            if self.word(name):
                return name
        if self.word("starts"):
            self.word("with")
            return "starts with"
        return "yes"

    def many(self) -> list[Any]:
        if not self.word("("):
            message = "After “in” the rule needs a list in brackets."
            raise Refusal(message, "rule")
        values = [self.value()]
        while self.word(","):
            values.append(self.value())
        if not self.word(")"):
            message = "A list in the rule is not closed."
            raise Refusal(message, "rule")
        return values

    def value(self) -> Any:
        kind, text = self.peek()
        if kind not in ("word", "string"):
            message = "The rule stops where a value was expected."
            raise Refusal(message, "rule")
        self.at += 1
        self.values += 1
        if self.values > _MOST_VALUES:
            message = f"The rule lists more than {_MOST_VALUES:,} values. Ask in parts."
            raise Refusal(message, "rule")
        if kind == "string":
            return _unquote(text)
        return _plain_value(text, self.today)


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def _plain_value(text: str, today: date) -> Any:
    span = _SPAN.match(text)
    if span:
        try:
            return (today + timedelta(days=int(span[1]) * _DAYS[span[2]])).isoformat()
        except (OverflowError, ValueError):
            message = f"{text[:40]} reaches further than the calendar."
            raise Refusal(message, "rule") from None
    lowered = text.lower()
    if lowered in ("yes", "true"):
        return 1
    if lowered in ("no", "false"):
        return 0
    if lowered == "today":
        return today.isoformat()
    whole = re.fullmatch(r"-?\d{1,19}", text) and not (len(text) > 1 and text.startswith("0"))
    if whole and abs(int(text)) < 1 << 63:
        return int(text)
    return text


def parse_rule(text: str, today: date | None = None) -> Rule | None:
    """The rule a text stands for, or ``None`` for an empty one. Raises ``Refusal``.

    Relative days (``-90d``, ``-2w``, ``-6m``, ``-1y``) count from ``today``.
    """
    if not text.strip():
        return None
    reader = _Reader(text, today or date.today())
    rule = reader.either()
    if reader.peek()[0] != "end":
        message = f"The rule cannot be read from here: {reader.peek()[1]}"
        raise Refusal(message, "rule")
    return rule


def fields_of(rule: Rule | None) -> set[str]:
    """The names of all fields that a rule asks about."""
    if not rule:
        return set()
    if rule[0] in ("and", "or"):
        return {name for part in rule[1] for name in fields_of(part)}
    return fields_of(rule[1]) if rule[0] == "not" else {rule[1]}


def sentence(rule: Rule | None, labels: dict[str, str]) -> str:
    """A rule as a sentence: ``tag is Spring mailing and town is one of Leeds, York``."""
    if rule is None:
        return "everybody"
    head = rule[0]
    if head in ("and", "or"):
        return f" {head} ".join(sentence(part, labels) for part in rule[1])
    if head == "not":
        return f"not ({sentence(rule[1], labels)})"
    _, field, sign, values = rule
    said = ", ".join(str(value) for value in values)
    return f"{labels.get(field, field)} {_SAID[sign]} {said}".strip()
