"""Many who share one mailbox, switchboard or name: only those who can be meant are looked at.

Without it a list of thousands behind one number would compare everybody with everybody.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final

CROWD: Final = 32
"""So many may share a key and still be looked at one by one."""
MOST: Final = 200
"""How many of a crowd are looked at for one row."""


def name_words(name: str) -> list[str]:
    """The words of a folded name by which two writings of it are compared."""
    if not name.replace(" ", "").isalnum():
        name = "".join(char if char.isalnum() or char == "'" else " " for char in name)
    return [word for word in name.split() if word not in {"dr", "prof", "mr", "mrs", "ms"}]


class Crowds:
    """Who of a crowd may have a name; `name_of` gives the folded one of each, "" for none."""

    def __init__(self, name_of: Callable[[int], str]) -> None:
        self._name_of = name_of
        self._crowds: dict[Hashable, _Crowd] = {}

    def narrowed(self, key: Hashable, entries: Sequence[int], name: str) -> Sequence[int]:
        """Those of `entries`, who share `key`, whose name can be the same person's as `name`.

        Nobody whose name fits is left aside, but for a row without a name, which fits everybody.
        """
        if len(entries) <= CROWD:
            return entries
        crowd = self._crowds.get(key)
        if crowd is None:
            crowd = self._crowds[key] = _Crowd()
        crowd.take(entries, self._name_of)
        words = name_words(name)
        return crowd.like(words) if words else [*crowd.nameless[:MOST], *entries[:MOST]]


class _Crowd:
    """Entries by the words of their names.

    Names fit when they end alike, or when one has all the words of the other: then the last word
    of the shorter one is among those of the longer.
    """

    def __init__(self) -> None:
        self.nameless: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_last: dict[str, list[int]] = {}
        self._taken = 0

    def take(self, entries: Sequence[int], name_of: Callable[[int], str]) -> None:
        """Look at the entries that came since."""
        for entry in entries[self._taken :]:
            words = name_words(name_of(entry))
            if not words:
                self.nameless.append(entry)
                continue
            self._by_last.setdefault(words[-1], []).append(entry)
            for word in set(words):
                self._by_word.setdefault(word, []).append(entry)
        self._taken = len(entries)

    def like(self, words: list[str]) -> list[int]:
        """Who may be called so, in order."""
        found = {*self.nameless[:MOST], *self._by_word.get(words[-1], ())}
        for word in words:
            found.update(self._by_last.get(word, ()))
        return sorted(found)


def likeliest(shared: Iterable[tuple[str, Sequence[int]]]) -> list[tuple[int, str]]:
    """Everybody in these lists once, with the first list they are in; of many the likeliest.

    That is those who share most with the row.
    """
    first: dict[int, str] = {}
    times: dict[int, int] = {}
    for why, entries in shared:
        for entry in entries:
            if entry in first:
                times[entry] = times.get(entry, 1) + 1
            else:
                first[entry] = why
    found = list(first.items())
    if len(found) > MOST:
        found.sort(key=lambda each: -times.get(each[0], 1))
    return found[:MOST]
