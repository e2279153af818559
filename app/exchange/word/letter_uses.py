"""Which names a cut template asks for, in the order in which it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.exchange.word.letter_images import PicturePlace
from app.exchange.word.letter_places import CodePlace, FieldPlace, NamePlace, Paragraph
from app.exchange.word.letter_regions import Choice, Repeat, Rows, Table
from app.exchange.word.merge_fields import MergeField

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.exchange.word.letter_places import Node


class FieldUse(NamedTuple):
    """A field of the template: its name as written there, and what sort of field it is.

    `kind` is "merge", "address", "greeting", "list" (repeats for each item) or "picture".
    `scope` is the list inside which the field stands, or "".
    """

    name: str
    kind: str
    scope: str = ""


def uses_of(nodes: Iterable[Node], scope: str = "") -> Iterator[FieldUse]:
    """Every field in the nodes, also those in regions, conditions and codes."""
    for node in nodes:
        if isinstance(node, NamePlace | FieldPlace | CodePlace):
            yield from _uses_in(node.item, scope)
        elif isinstance(node, PicturePlace):
            yield FieldUse(node.name, "picture", scope)
        elif isinstance(node, Paragraph):
            yield from uses_of(node.head, scope)
            for line in node.lines:
                yield from uses_of(line.nodes, scope)
        elif isinstance(node, Repeat):
            yield FieldUse(node.name, "list", scope)
            yield from uses_of(node.nodes, node.name)
        elif isinstance(node, Choice):
            yield FieldUse(node.condition.name, "merge", scope)
            yield from uses_of(node.nodes, scope)
        elif isinstance(node, Rows | Table):
            yield from uses_of(node.nodes, scope)


def _uses_in(item: MergeField, scope: str) -> Iterator[FieldUse]:
    if item.kind == "MERGEFIELD" and item.name:
        yield FieldUse(item.name, "merge", scope)
    elif item.kind == "ADDRESSBLOCK":
        yield FieldUse("address_block", "address", scope)
    elif item.kind == "GREETINGLINE":
        yield FieldUse("formal_greeting", "greeting", scope)
    for word in (*item.words, *(word for _, word in item.switches if word)):
        for part in word.parts:
            if isinstance(part, MergeField):
                yield from _uses_in(part, scope)
