"""Parts of a letter that are written several times, or only sometimes.

They hold the nodes between their two marks; `closed` gives the place with its nodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.exchange.word.letter_gaps import GAP
from app.exchange.word.letter_places import fill_nodes
from app.exchange.word.merge_results import compared, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.exchange.word.letter_places import Letter, Node, Place
    from app.exchange.word.merge_record import MergeRecord

EMPTY_PARAGRAPH = b"<w:p/>"


class Region(Protocol):
    """A place with nodes of its own."""

    def closed(self, nodes: tuple[Node, ...]) -> Place:
        """The same region round these nodes."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a typed condition asks: whether a name has something to say, or how it compares."""

    name: str
    sign: str = ""
    right: str = ""
    turned: bool = False

    def holds(self, record: MergeRecord) -> bool:
        """Whether it is so for this recipient."""
        if self.sign:
            so = compared(plain_text(record.value(self.name)), self.sign, self.right)
        else:
            so = record.holds(self.name)
        return so is not self.turned


_ROW = re.compile(rb"<(?:\w+:)?tr[\s>/]").search
_Any = TypeVar("_Any", bound="Repeat | Choice | Rows | Table")


def _with_nodes(region: _Any, nodes: tuple[Node, ...]) -> _Any:
    return replace(region, nodes=nodes)


def _each(
    nodes: Sequence[Node], of: str, items: Sequence[object], letter: Letter, out: list[bytes]
) -> bool:
    for item in items:
        letter.record.enter(of, item)
        fill_nodes(nodes, letter, out)
        letter.record.leave()
    return bool(items)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Written once for each item of a list; for any other value once if there is one.

    `spare` takes its place when nothing is written.
    """

    name: str
    spare: bytes = b""
    nodes: tuple[Node, ...] = ()

    def closed(self, nodes: tuple[Node, ...]) -> Repeat:
        """The same part round these nodes."""
        return _with_nodes(self, nodes)

    def items(self, record: MergeRecord) -> Sequence[object]:
        """What it is written for."""
        found = record.items(self.name)
        if found is None:
            return [{}] if record.holds(self.name) else []
        return found

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write it for each item."""
        done = _each(self.nodes, self.name, self.items(letter.record), letter, out)
        if not done:
            out.append(self.spare)
        return done


@dataclass(frozen=True, slots=True)
class Choice:
    """Written only when its condition holds."""

    condition: Condition
    spare: bytes = b""
    nodes: tuple[Node, ...] = ()

    def closed(self, nodes: tuple[Node, ...]) -> Choice:
        """The same part round these nodes."""
        return _with_nodes(self, nodes)

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write it or what stands for it."""
        if not self.condition.holds(letter.record):
            out.append(self.spare)
            return False
        seen = fill_nodes(self.nodes, letter, out)
        return seen or self.spare != GAP or any(n.strip() for n in self.nodes if type(n) is bytes)


@dataclass(frozen=True, slots=True)
class Rows:
    """Table rows, or a paragraph, whose fields may belong to a list: then once for each item."""

    names: tuple[str, ...]
    nodes: tuple[Node, ...] = ()
    spare: bytes = b""

    def closed(self, nodes: tuple[Node, ...]) -> Rows:
        """The same rows round these nodes."""
        return _with_nodes(self, nodes)

    def items(self, record: MergeRecord) -> Sequence[object] | None:
        """The list they belong to, if any."""
        return next(
            (rows for name in self.names if (rows := record.rows_with(name)) is not None), None
        )

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write them for each item; once when they belong to no list."""
        for name in self.names:
            rows = letter.record.rows_with(name)
            if rows is not None:
                of = name.partition(".")[0]
                done = _each(self.nodes, of, rows, letter, out)
                if not done:
                    out.append(self.spare)
                return done
        return fill_nodes(self.nodes, letter, out)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is left out when its lists are empty and only headings would remain.

    So is one of which no row is left: Word takes that for damage.
    """

    lists: tuple[Repeat | Rows, ...]
    nodes: tuple[Node, ...] = ()

    def closed(self, nodes: tuple[Node, ...]) -> Table:
        """The same table round these nodes."""
        return _with_nodes(self, nodes)

    def fill(self, letter: Letter, out: list[bytes]) -> bool:
        """Write the table, or nothing."""
        found = [each.items(letter.record) for each in self.lists]
        if found and all(items is not None and not items for items in found):
            return False
        inner: list[bytes] = []
        seen = fill_nodes(self.nodes, letter, inner)
        if not any(map(_ROW, inner)):
            return False
        out += inner
        return seen


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a region begins, until its end is found."""

    name: str
    kind: str
    text: str
    condition: Condition | None = None

    def region(self, spare: bytes) -> Repeat | Choice:
        """The region that begins here."""
        if self.condition is not None:
            return Choice(self.condition, spare)
        return Repeat(self.name, spare)

    def fill(self, _letter: Letter, _out: list[bytes]) -> bool:
        """Write nothing."""
        return False


@dataclass(frozen=True, slots=True)
class Closing:
    """Where a region ends; `name` "" fits any. `otherwise`: another begins, with the opposite."""

    name: str
    text: str
    otherwise: bool = False

    def fill(self, _letter: Letter, _out: list[bytes]) -> bool:
        """Write nothing."""
        return False


def opening_of(name: str) -> Place | None:
    """The region that a merge field of other programs begins or ends: ``TableStart:deals``."""
    before, colon, own = name.partition(":")
    if not colon or not own.strip():
        return None
    word = before.strip().casefold()
    if word in {"tablestart", "groupstart"}:
        return Opening(own.strip(), own.strip(), f"«{name}»")
    if word in {"tableend", "groupend"}:
        return Closing(own.strip(), f"«{name}»")
    return None
