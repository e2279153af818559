"""Numbered lists that begin again in every letter of a combined file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exchange.word.letter_fields import w
from app.exchange.word.word_package import parse_part, part_bytes

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml import etree


class Numbering:
    """The numbering part: which lists count, and copies of them for further letters.

    ECMA-376 part 1, 17.9.15: a list is an instance (w:num) of a definition; a new instance with
    a start override counts from its start again.
    """

    def __init__(self, data: bytes | None) -> None:
        self._root: etree._Element | None = parse_part(data) if data else None
        self._definitions: dict[str, str] = {}
        self._starts: dict[str, dict[str, str]] = {}
        self._next = 1
        self._last: etree._Element | None = None
        if self._root is not None:
            self._read(self._root)

    def _read(self, root: etree._Element) -> None:
        kinds: dict[str, dict[str, str]] = {}
        for definition in root.iter(w("abstractNum")):
            levels = {
                level.get(w("ilvl"), "0"): _value(level, "start") or "1"
                for level in definition.iter(w("lvl"))
                if _value(level, "numFmt") not in {"bullet", "none"}
            }
            kinds[definition.get(w("abstractNumId"), "")] = levels
        for number in root.iter(w("num")):
            key, definition_key = number.get(w("numId"), ""), _value(number, "abstractNumId")
            self._definitions[key] = definition_key
            self._starts[key] = kinds.get(definition_key, {})
            if key.isdecimal():
                self._next = max(self._next, int(key) + 1)

    @property
    def counting(self) -> Collection[str]:
        """Ids of the lists that count rather than show bullets."""
        return {key for key, levels in self._starts.items() if levels}

    def another(self, key: str) -> str:
        """Id of a new instance of the list `key` that starts from its beginning."""
        if self._root is None:
            return key
        made = self._root.makeelement(w("num"), {w("numId"): str(self._next)})
        definition = {w("val"): self._definitions[key]}
        made.append(made.makeelement(w("abstractNumId"), definition))
        for level, start in sorted(self._starts[key].items()):
            override = made.makeelement(w("lvlOverride"), {w("ilvl"): level})
            override.append(made.makeelement(w("startOverride"), {w("val"): start}))
            made.append(override)
        last = self._root.findall(w("num"))[-1] if self._last is None else self._last
        last.addnext(made)
        self._last = made
        self._next += 1
        return str(self._next - 1)

    def changed(self) -> bytes | None:
        """The part with the new lists, or None when there are none."""
        return part_bytes(self._root) if self._root is not None and self._last is not None else None


def _value(element: etree._Element, name: str) -> str:
    found = element.find(w(name))
    return found.get(w("val"), "") if found is not None else ""
