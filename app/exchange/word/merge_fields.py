r"""Merge fields: what their codes say.

Rules: ECMA-376 part 1, 17.16 (fields). A code is a row of literal texts and nested fields; it is
cut into words, where quotes hold words together. merge_results says what they come to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from app.exchange.word.merge_formula import NoFormula, result_of

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTES = '"“”„'
_OPENS = "=<>" + QUOTES
OPERATORS = ("<=", ">=", "<>", "=", "<", ">")
MERGED_KINDS = frozenset(
    {
        "MERGEFIELD",
        "IF",
        "NEXT",
        "NEXTIF",
        "SKIPIF",
        "ADDRESSBLOCK",
        "GREETINGLINE",
        "MERGEREC",
        "MERGESEQ",
        "DATE",
        "TIME",
        "=",
    }
)
_OUTSIDE = "DDE DDEAUTO INCLUDETEXT INCLUDEPICTURE INCLUDE IMPORT LINK DATABASE RD"
FORBIDDEN_KINDS = frozenset(_OUTSIDE.split(" "))
_ARGUMENT_SWITCHES = {
    "MERGEFIELD": "*#@bf",
    "ADDRESSBLOCK": "cefl*",
    "GREETINGLINE": "efl*",
}


class Piece(NamedTuple):
    """A stretch of result: text in a run with these properties, or a run kept as it is."""

    text: str
    properties: bytes
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a field code: its parts and whether it stood in quotes."""

    parts: tuple[Part, ...]
    quoted: bool

    def literal(self) -> str:
        """The text typed into the code; nested fields count as nothing."""
        return "".join(part.text for part in self.parts if isinstance(part, Piece))


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field this program fills itself.

    `properties` are the run properties (XML) its result is written with.
    """

    kind: str
    words: tuple[Word, ...] = ()
    switches: tuple[tuple[str, Word | None], ...] = ()
    properties: bytes = b""
    name: str = ""
    sound: bool = True
    keeps_result_format: bool = False
    trims_punctuation: bool = field(default=False, compare=False)


Part: TypeAlias = Piece | MergeField


class FieldCodeError(ValueError):
    """A field code that cannot be read; Word would show an error in its place."""


def split_words(parts: Sequence[Part], condition: bool = False) -> list[Word]:
    """Words of a field code. With `condition`, comparison signs outside quotes stand alone."""
    splitter = _Splitter(condition)
    for part in parts:
        if isinstance(part, MergeField) or part.raw:
            splitter.take(part)
        else:
            splitter.read(part)
    return splitter.finish()


class _Splitter:
    def __init__(self, condition: bool) -> None:
        self.words: list[Word] = []
        self.parts: list[Part] = []
        self.quoted = False
        self.was_quoted = False
        self.condition = condition

    def take(self, part: Part) -> None:
        self.parts.append(part)

    def read(self, piece: Piece) -> None:
        text, start, at = piece.text, 0, 0
        while at < len(text):
            char = text[at]
            if char == "\\" and self.quoted and text[at + 1 : at + 2] in (*QUOTES, "\\"):
                self._keep(text[start:at], piece)
                start, at = at + 1, at + 2
                continue
            step = self._mark(text, at)
            if step:
                self._keep(text[start:at], piece)
                self._act(text[at : at + step], piece)
                start = at + step
            at += step or 1
        self._keep(text[start:], piece)

    def _mark(self, text: str, at: int) -> int:
        char = text[at]
        if char in QUOTES:
            return 1 if self.quoted or not self._inside_word(text, at) else 0
        if self.quoted:
            return 0
        if char.isspace():
            return 1
        if self.condition and char in "=<>":
            return 2 if text[at : at + 2] in OPERATORS else 1
        return 0

    def _inside_word(self, text: str, at: int) -> bool:
        switch = text[max(at - 2, 0) : at - 1] == "\\"  # as in \#"0.00"
        before = text[at - 1 : at]
        return bool(before) and not switch and not before.isspace() and before not in _OPENS

    def _act(self, mark: str, piece: Piece) -> None:
        if mark[0] in QUOTES:
            if self.quoted:
                self._end_word()
            else:
                self._end_word()
                self.was_quoted = True
            self.quoted = not self.quoted
        elif mark[0] in "=<>" and self.condition:
            self._end_word()
            self.words.append(Word((Piece(mark, piece.properties),), quoted=False))
            self.condition = False
        else:
            self._end_word()

    def _keep(self, text: str, piece: Piece) -> None:
        if text:
            self.parts.append(Piece(text, piece.properties))

    def _end_word(self) -> None:
        if self.parts or self.was_quoted:
            self.words.append(Word(tuple(self.parts), self.was_quoted))
        self.parts = []
        self.was_quoted = False

    def finish(self) -> list[Word]:
        if self.quoted:
            raise FieldCodeError("a quotation mark is missing")
        self._end_word()
        return self.words


def kind_of(parts: Sequence[Part]) -> str:
    """The field's type in capitals, from the beginning of its code."""
    text = ""
    for part in parts:
        if isinstance(part, MergeField) or part.raw:
            break
        text += part.text
    found = re.match(r"\s*([A-Za-z]+|=)", text)
    return found[1].upper() if found else ""


def read_field(parts: Sequence[Part], properties: bytes) -> MergeField | None:
    """The field that a code describes, or None when it is not one that we fill."""
    kind = kind_of(parts)
    if kind not in MERGED_KINDS:
        return None
    if kind == "=":
        return _read_formula(parts, properties)
    condition = kind in {"IF", "NEXTIF", "SKIPIF"}
    sound = True
    try:
        words = split_words(parts, condition)
    except FieldCodeError:
        sound = False
        words = split_words(_before_switches(parts), condition)
    operands, switches = _split_switches(kind, words[1:])
    if kind == "TIME" and _asks_for_time(switches):
        return None
    name = " ".join(w.literal() for w in operands).strip() if kind == "MERGEFIELD" else ""
    keeps = any(key == "*" and form_of(word) == "mergeformat" for key, word in switches)
    return MergeField(kind, tuple(operands), tuple(switches), properties, name, sound, keeps)


def _read_formula(parts: Sequence[Part], properties: bytes) -> MergeField | None:
    """The formula as one word; None when it asks for more than sums of numbers and fields."""
    try:
        words = split_words(parts)
    except FieldCodeError:
        return None
    operands, switches = _split_switches("=", words)
    kept = [part for word in operands for part in (*word.parts, Piece(" ", b""))]
    text = "".join(p.text if isinstance(p, Piece) else "1" for p in kept).strip()
    first = kept[0] if kept else None
    if not text.startswith("=") or not isinstance(first, Piece):
        return None
    try:
        result_of(text[1:])
    except NoFormula:
        return None
    kept[0] = first._replace(text=first.text.lstrip()[1:])
    return MergeField("=", (Word(tuple(kept), quoted=False),), tuple(switches), properties)


def _asks_for_time(switches: Sequence[tuple[str, Word | None]]) -> bool:
    """Whether the picture names hours: only Word knows them when the letter is opened."""
    picture = next((word.literal() for key, word in switches if key == "@" and word), "h")
    return bool(re.search("[hHs]|am/pm", re.sub(r"'[^']*'", "", picture)))


def _before_switches(parts: Sequence[Part]) -> list[Part]:
    kept: list[Part] = []
    for part in parts:
        if isinstance(part, MergeField) or part.raw:
            continue
        text, found, _ = part.text.partition("\\")
        kept.append(Piece(text.replace('"', ""), part.properties))
        if found:
            break
    return kept


def form_of(word: Word | None) -> str:
    """The word as the name of a form: lower case, nothing for no word."""
    return word.literal().lower() if word else ""


def _split_switches(
    kind: str, words: Sequence[Word]
) -> tuple[list[Word], list[tuple[str, Word | None]]]:
    operands: list[Word] = []
    switches: list[tuple[str, Word | None]] = []
    with_argument = _ARGUMENT_SWITCHES.get(kind, "*#@")
    rest = list(words)
    while rest:
        word = rest.pop(0)
        text = word.literal()
        if word.quoted or not re.match(r"\\[A-Za-z*#@!]", text):
            operands.append(word)
            continue
        key, glued = text[1].lower(), text[2:]
        argument: Word | None = None
        if glued:
            argument = Word((Piece(glued, b""),), quoted=False)
        elif key in with_argument and rest and not _is_switch(rest[0]):
            argument = rest.pop(0)
        switches.append((key, argument))
    return operands, switches


def _is_switch(word: Word) -> bool:
    return not word.quoted and bool(re.match(r"\\[A-Za-z*#@!]", word.literal()))
