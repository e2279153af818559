r"""Formula fields: ``{ = { MERGEFIELD price } * 1.2 \# "0.00" }``.

Rules: ECMA-376 part 1, 17.16.3 (formulas and expressions): + - * / ^, percent, brackets and the
comparison of nothing. Functions and cells of tables are left to Word.
"""

from __future__ import annotations

import re
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import TYPE_CHECKING

from app.exchange.word.merge_pictures import as_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"\s*(\d+(?:[.,]\d+)?|[-+*/^()%])")
_DEEPEST, _LONGEST = 30, 400


class NoFormula(ValueError):
    """The text is no formula that can be worked out here."""


def result_of(text: str) -> Decimal | None:
    """What a formula comes to; None when it divides by nothing or grows beyond all bounds.

    Raises NoFormula for what is none.
    """
    tokens = _tokens(text)
    with localcontext() as context:
        context.prec = 28
        try:
            found = _Reader(tokens).whole()
        except (DivisionByZero, InvalidOperation, Overflow):
            return None
    return found if found.is_finite() else None


def number_in_formula(text: str) -> str:
    """A merged value as a number inside a formula; nothing and words count as 0."""
    number = as_number(text)
    if number is None or not number.is_finite():
        return "0"
    return f"({number:f})"


def _tokens(text: str) -> list[str]:
    text = text.strip()
    if not text or len(text) > _LONGEST:
        raise NoFormula(text[:40])
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NoFormula(text[:40])
        found.append(match[1].replace(",", "."))
        at = match.end()
    return found


class _Reader:
    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Decimal:
        value = self._sum()
        if self._at < len(self._tokens):
            raise NoFormula("".join(self._tokens))
        return value

    def _next(self, *wanted: str) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at] in wanted:
            self._at += 1
            return self._tokens[self._at - 1]
        return ""

    def _sum(self) -> Decimal:
        value = self._product()
        while sign := self._next("+", "-"):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while sign := self._next("*", "/"):
            other = self._signed()
            value = value * other if sign == "*" else value / other
        return value

    def _signed(self) -> Decimal:
        sign = self._next("+", "-")
        if not sign:
            return self._power()
        self._deeper()
        value = self._signed()
        self._depth -= 1
        return -value if sign == "-" else value

    def _power(self) -> Decimal:
        value = self._percent()
        if not self._next("^"):
            return value
        exponent = self._signed()
        if abs(exponent) > 64:
            raise Overflow
        return value**exponent

    def _percent(self) -> Decimal:
        value = self._atom()
        return value / 100 if self._next("%") else value

    def _atom(self) -> Decimal:
        if self._next("("):
            self._deeper()
            value = self._sum()
            self._depth -= 1
            if not self._next(")"):
                raise NoFormula("a bracket is open")
            return value
        if self._at >= len(self._tokens) or not self._tokens[self._at][0].isdecimal():
            raise NoFormula("a number is missing")
        self._at += 1
        return Decimal(self._tokens[self._at - 1])

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NoFormula("too many brackets")
