"""Contact cards (vCard 2.1, 3.0, 4.0 and their kin) as a table whose columns are known.

Every property value becomes a cell: in the place made for it, or as an own field. What only the
program that wrote the file understands is a column too, left out unless wanted.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.exchange.cards.card_forms import as_cards
from app.exchange.cards.card_groups import UID_OF_CARDS, people_of
from app.exchange.cards.card_names import settle_name
from app.exchange.cards.card_pictures import PICTURES
from app.exchange.cards.card_table import CardFacts
from app.exchange.cards.vcard_lines import (
    MAX_BYTES,
    MAX_LINE,
    TOO_MANY,
    CardFile,
    RawCard,
    entries,
    has_escaped,
    lines_of,
    name_of,
)
from app.exchange.cards.vcard_properties import STRUCTURE, Taker, labelled, own_field, taker
from app.exchange.cards.vcard_remarks import remark
from app.exchange.cards.vcard_values import (
    Head,
    base64_bytes,
    label_words,
    printable_bytes,
    read_head,
    unescaped,
)
from app.exchange.tables.table import Row, UnreadableFile, bytes_of

_KNOWN_HEADS: Final = 4000
_Known = tuple[Head, Taker, bool]
"""What stands before a colon, who takes it, and whether its values are coded."""


def read_vcard(
    path: Path, encoding: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts of a card file and its cards as rows, numbered as they follow each other.

    Raises UnreadableFile with a sentence for what holds no cards or breaks a limit.
    """
    data = as_cards(bytes_of(path, MAX_BYTES, TOO_MANY))
    if not data.strip(b"\xef\xbb\xbf \r\n\t"):
        raise UnreadableFile("This file is empty: there are no contact cards in it.")
    reader = _Reader(CardFile(data, encoding))
    del data
    facts, rows = people_of(enumerate(reader.facts(), 1), UID_OF_CARDS)
    if not facts["header"]:
        raise UnreadableFile("There are no contact cards in this file.")
    more = {"kind": "vcard", "encoding": reader.file.encoding, "header_row": 0}
    return facts | more | {"notes": [*reader.notes(), *facts["notes"]]}, rows


def _remarked(take: Taker, said: str) -> Taker:
    """Takes a value, and beside it what the head says that nothing else looks at."""

    def both(facts: CardFacts, head: Head, value: str) -> None:
        facts.remarks.append(said)
        take(facts, head, value)

    return both


class _Reader:
    """Cards to facts; what stands before a colon is understood once for all cards."""

    def __init__(self, file: CardFile) -> None:
        self.file = file
        self._heads: dict[str, _Known] = {}
        self._labels_met = False
        self._unended = 0

    def facts(self) -> Iterator[CardFacts]:
        """What each card says."""
        for card in self.file.cards():
            self._unended += not card.ended
            yield self._card(card)

    def notes(self) -> list[str]:
        """What was taken differently from how it stood, in sentences."""
        notes = []
        if self._unended:
            count = "1 card has" if self._unended == 1 else f"{self._unended:,} cards have"
            notes.append(f"{count} no end; what was there was read.")
        return notes

    def _card(self, card: RawCard) -> CardFacts:
        facts = CardFacts()
        said = self._said(card.body)
        labels = self._labels(said) if self._labels_met else {}
        broken = self.file.broken
        for (head, take, coded), value in said:
            if coded or broken:
                value = self._value(head, value)
            if not value or value.isspace():
                continue
            if labels and head.group in labels:
                head = labelled(head, labels[head.group])
            take(facts, head, value)
        if facts.remarks:
            facts.left.append(("Remarks in the card", "\n".join(dict.fromkeys(facts.remarks))))
        for inner in card.inner:
            self._agent(facts, inner)
        settle_name(facts)
        return facts

    def _said(self, body: str) -> list[tuple[_Known, str]]:
        """The properties of a card; a card of nothing but heads met before needs no further look.

        A line without a colon is none of them, whatever it is called.
        """
        lines = lines_of(body, printable=self.file.printable)
        heads = self._heads
        if len(body) <= MAX_LINE:
            with contextlib.suppress(KeyError):
                return [
                    (heads[colon and head], value)
                    for line in lines
                    for head, colon, value in [line.partition(":")]
                ]
        return [(heads.get(text) or self._learn(text), value) for text, value in entries(lines)]

    def _learn(self, text: str) -> _Known:
        head = read_head(self.file.mended(text, "") if has_escaped(text) else text)
        self._labels_met |= head.name == "X-ABLABEL"
        if head.label and head.name in {"TEL", "EMAIL", "URL"}:
            head = labelled(head, head.label)
        take = taker(head.name)
        if said := remark(head, own=take is own_field):
            take = _remarked(take, said)
        known = (head, take, bool(head.encoding or head.charset))
        if len(self._heads) >= _KNOWN_HEADS:
            self._heads.clear()
        # A quote that is still open may hold the colon in another line
        if text.count('"') % 2 == 0:
            self._heads[text] = known
        return known

    def _labels(self, said: list[tuple[_Known, str]]) -> dict[str, str]:
        return {
            head.group: label_words(unescaped(self._value(head, value)))
            for (head, _, _), value in said
            if head.name == "X-ABLABEL" and head.group and value
        }

    def _value(self, head: Head, value: str) -> str:
        coded = "" if head.name in PICTURES else head.encoding
        if coded == "qp":
            return self.file.decoded(printable_bytes(value), head.charset)
        data = base64_bytes(value) if coded == "base64" else None
        if data is not None:
            return self.file.decoded(data, head.charset)
        if head.charset or has_escaped(value):
            return self.file.mended(value, head.charset)
        return value

    def _agent(self, facts: CardFacts, inner: str) -> None:
        said = [
            unescaped(self._value(read_head(text), value)).strip("; ").replace(";", " ")
            for text, value in entries(lines_of(inner))
            if name_of(text) not in PICTURES.keys() | STRUCTURE and value.strip("; ")
        ]
        if said:
            facts.own.append(("Acts through", "; ".join(dict.fromkeys(said))))
