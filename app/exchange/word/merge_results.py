"""What a merge field comes to for one recipient: pieces of formatted text.

Rules: ECMA-376 part 1, 17.16.5 (the fields one by one).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from app.exchange.word.merge_fields import OPERATORS, MergeField, Piece, Word, form_of
from app.exchange.word.merge_formula import number_in_formula, result_of
from app.exchange.word.merge_lines import composed_address, composed_date, composed_greeting
from app.exchange.word.merge_pictures import as_number, cased, date_text, number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.exchange.word.merge_record import MergeRecord


class SkipRecord(Exception):
    """No letter for this recipient: a SKIPIF of the template said so."""


def pieces_of(item: MergeField, record: MergeRecord) -> list[Piece]:
    """What the field comes to for this record. Raises SkipRecord; moves on at NEXT."""
    return _EVALUATORS[item.kind](item, record)


def text_of(item: MergeField, record: MergeRecord) -> str:
    """The bare text of the field's result."""
    return "".join(piece.text for piece in pieces_of(item, record))


def _word_pieces(word: Word, record: MergeRecord) -> list[Piece]:
    out: list[Piece] = []
    for part in word.parts:
        if isinstance(part, MergeField):
            out.extend(pieces_of(part, record))
        else:
            out.append(part)
    return out


def _word_text(word: Word | None, record: MergeRecord) -> str:
    return "".join(p.text for p in _word_pieces(word, record)) if word else ""


def _merged(item: MergeField, record: MergeRecord) -> list[Piece]:
    name = item.name
    if any(isinstance(p, MergeField) for w in item.words for p in w.parts):
        name = " ".join(_word_text(w, record) for w in item.words).strip()
    text = (
        formatted(record.value(name), item.switches, record)
        if item.sound
        else str(record.value(name))
    )
    if item.trims_punctuation:
        text = text.rstrip(",:")
    return [Piece(text, item.properties)] if text else []


def formatted(
    value: object, switches: Sequence[tuple[str, Word | None]], record: MergeRecord
) -> str:
    """`value` as text after the switches of its field."""
    text = value if isinstance(value, str) else plain_text(value)
    before = after = ""
    if not text:
        return ""
    for key, word in switches:
        argument = _word_text(word, record)
        if key == "#":
            text = number_text(argument, value) or text
        elif key == "@":
            text = date_text(argument, value, record.language) or text
        elif key == "*":
            text = cased(argument, text)
        elif key == "b":
            before = argument
        elif key == "f":
            after = argument
    return before + text + after


def plain_text(value: object) -> str:
    """A value without a picture: nothing for None, numbers and dates in their plain form."""
    return "" if value is None or isinstance(value, bytes) else str(value)


def _composed(item: MergeField, record: MergeRecord) -> list[Piece]:
    switches = {key: _word_text(word, record) for key, word in item.switches}
    text = _COMPOSED[item.kind](item, switches, record)
    if item.trims_punctuation:
        text = text.rstrip(",:")
    form = next((form_of(word) for key, word in item.switches if key == "*"), "")
    text = cased(form, text) if form else text
    return [Piece(text, item.properties)] if text else []


def _formula(item: MergeField, record: MergeRecord) -> list[Piece]:
    text = "".join(
        number_in_formula(text_of(part, record)) if isinstance(part, MergeField) else part.text
        for part in item.words[0].parts
    )
    value = result_of(text)
    if value is None:
        return []
    shown = formatted(value, item.switches, record)
    return [Piece(shown if shown != str(value) else _plain_number(value), item.properties)]


def _plain_number(value: Decimal) -> str:
    """A number without exponent or idle zeros; one that does not end has two decimals."""
    exponent = value.as_tuple().exponent
    text = f"{value:.2f}" if isinstance(exponent, int) and exponent < -4 else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _condition(item: MergeField, record: MergeRecord) -> bool:
    words = item.words
    at = next((i for i, w in enumerate(words) if _operator(w)), None)
    if at is None:
        return bool(words and _word_text(words[0], record).strip())
    left = " ".join(_word_text(w, record) for w in words[:at])
    right = _word_text(words[at + 1], record) if at + 1 < len(words) else ""
    return compared(left, words[at].literal(), right)


def _operator(word: Word) -> bool:
    return not word.quoted and word.literal() in OPERATORS


def compared(left: str, sign: str, right: str) -> bool:
    """Whether `left sign right` holds: as numbers if both are, else as text with * and ?."""
    first, second = as_number(left), as_number(right)
    if first is not None and second is not None:
        order = (first > second) - (first < second)
    elif sign in {"=", "<>"} and re.search(r"[*?]", right):
        pattern = re.escape(right).replace(r"\*", ".*").replace(r"\?", ".")
        order = 0 if re.fullmatch(pattern, left, re.DOTALL) else 1
    else:
        order = (left > right) - (left < right)
    return {
        "=": order == 0,
        "<>": order != 0,
        "<": order < 0,
        ">": order > 0,
        "<=": order <= 0,
        ">=": order >= 0,
    }[sign]


def _if(item: MergeField, record: MergeRecord) -> list[Piece]:
    at = next((i for i, w in enumerate(item.words) if _operator(w)), 0)
    branches = item.words[at + 2 :]
    index = 0 if _condition(item, record) else 1
    if index >= len(branches):
        return []
    pieces = _word_pieces(branches[index], record)
    form = next((form_of(w) for key, w in item.switches if key == "*"), "")
    if item.keeps_result_format and item.properties:
        pieces = [p if p.raw else Piece(p.text, item.properties) for p in pieces]
    elif form and form not in {"mergeformat", "charformat"}:
        pieces = [p._replace(text=cased(form, p.text)) for p in pieces]
    return pieces


def _next(_item: MergeField, record: MergeRecord) -> list[Piece]:
    record.move_on()
    return []


def _next_if(item: MergeField, record: MergeRecord) -> list[Piece]:
    if _condition(item, record):
        record.move_on()
    return []


def _skip_if(item: MergeField, record: MergeRecord) -> list[Piece]:
    if _condition(item, record):
        raise SkipRecord
    return []


def _record_number(item: MergeField, record: MergeRecord) -> list[Piece]:
    return [Piece(str(record.number), item.properties)]


_COMPOSED: dict[str, Callable[[MergeField, dict[str, str], MergeRecord], str]] = {
    "ADDRESSBLOCK": composed_address,
    "GREETINGLINE": composed_greeting,
    "DATE": composed_date,
    "TIME": composed_date,
}
_EVALUATORS: dict[str, Callable[[MergeField, MergeRecord], list[Piece]]] = {
    "MERGEFIELD": _merged,
    "IF": _if,
    "NEXT": _next,
    "NEXTIF": _next_if,
    "SKIPIF": _skip_if,
    "ADDRESSBLOCK": _composed,
    "GREETINGLINE": _composed,
    "DATE": _composed,
    "TIME": _composed,
    "=": _formula,
    "MERGEREC": _record_number,
    "MERGESEQ": _record_number,
}
