"""Contact cards (vCard 2.1, 3.0, 4.0) as a table whose columns are known.

Every property value becomes a cell: in the place made for it, or as an own field. What only the
program that wrote the file understands is a column too, left out unless wanted.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.exchange.cards.card_groups import without_groups
from app.exchange.cards.card_names import settle_name
from app.exchange.cards.card_pictures import PICTURES
from app.exchange.cards.card_table import CardFacts, table_of
from app.exchange.cards.vcard_lines import (
    MAX_BYTES,
    CardFile,
    RawCard,
    entries,
    has_escaped,
    name_of,
)
from app.exchange.cards.vcard_properties import STRUCTURE, Taker, labelled, taker
from app.exchange.cards.vcard_values import (
    Head,
    base64_bytes,
    printable_bytes,
    read_head,
    unescaped,
    words,
)
from app.exchange.tables.table import Row, UnreadableFile

_KNOWN_HEADS: Final = 4000


def read_vcard(
    path: Path, encoding: str | None = None
) -> tuple[dict[str, object], Iterator[tuple[int, Row]]]:
    """The facts of a card file and its cards as rows, numbered as they follow each other.

    Raises UnreadableFile with a sentence for what holds no cards or breaks a limit.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile("This file is larger than 100 MB. Export the cards in parts.")
    data = path.read_bytes()
    if not data.strip(b"\xef\xbb\xbf \r\n\t"):
        raise UnreadableFile("This file is empty: there are no contact cards in it.")
    reader = _Reader(CardFile(data, encoding))
    del data
    cards, notes = without_groups(list(enumerate(reader.facts(), 1)))
    header, targets, rows = table_of((number, card.cells()) for number, card in cards)
    if not header:
        raise UnreadableFile("There are no contact cards in this file.")
    facts: dict[str, object] = {
        "kind": "vcard",
        "encoding": reader.file.encoding,
        "header_row": 0,
        "header": header,
        "targets": targets,
        "notes": [*reader.notes(), *notes],
    }
    return facts, rows


class _Reader:
    """Cards to facts; what stands before a colon is understood once for all cards."""

    def __init__(self, file: CardFile) -> None:
        self.file = file
        self._heads: dict[str, tuple[Head, Taker]] = {}
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
        found = entries(card.body, self._heads)
        labels = self._labels(found) if "X-AB" in card.body or "x-ab" in card.body else {}
        broken = has_escaped(card.body)
        heads = self._heads
        for text, value in found:
            if not value:
                continue
            head, take = heads.get(text) or self._head(text)
            if head.encoding or head.charset or (broken and has_escaped(value)):
                value = self._value(head, value)
            if head.group and head.group in labels:
                head = labelled(head, labels[head.group])
            if value and not value.isspace():
                take(facts, head, value)
        for inner in card.inner:
            self._agent(facts, inner)
        settle_name(facts)
        return facts

    def _head(self, text: str) -> tuple[Head, Taker]:
        head = read_head(text)
        take = taker(head.name)
        if len(self._heads) >= _KNOWN_HEADS:
            self._heads.clear()
        self._heads[text] = (head, take)
        return head, take

    def _labels(self, found: list[tuple[str, str]]) -> dict[str, str]:
        labels = {}
        for text, value in found:
            if name_of(text) == "X-ABLABEL" and "." in text and value:
                head = read_head(text)
                labels[head.group] = words(unescaped(self._value(head, value)))
        return labels

    def _value(self, head: Head, value: str) -> str:
        if head.name in PICTURES:
            return value
        if head.encoding == "qp":
            return self.file.decoded(printable_bytes(value), head.charset)
        if head.encoding == "base64":
            data = base64_bytes(value)
            return value if data is None else self.file.decoded(data, head.charset)
        if head.charset or has_escaped(value):
            return self.file.mended(value, head.charset)
        return value

    def _agent(self, facts: CardFacts, inner: str) -> None:
        said = [
            unescaped(self._value(read_head(text), value)).strip("; ").replace(";", " ")
            for text, value in entries(inner)
            if name_of(text) not in PICTURES.keys() | STRUCTURE and value.strip("; ")
        ]
        if said:
            facts.own.append(("Acts through", "; ".join(dict.fromkeys(said))))
