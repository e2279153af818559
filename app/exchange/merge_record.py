"""The recipient whose letter is being filled, and those who follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.models.merge_names import canonical_name, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NOTHING: dict[str, Any] = {}


class FieldNames:
    """Finds the value a template's field name means, among the names a recipient has.

    In this order: the name itself, the same letters and digits in any case, our name for it.
    """

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._folded: dict[str, str] = {}
        self._found: dict[str, str | None] = {}

    def bind(self, values: Mapping[str, Any]) -> None:
        """Look among the names of these values from now on."""
        if values.keys() != self._names:
            self._names = set(values)
            self._folded = {}
            for name in values:
                self._folded.setdefault(fold(name), name)
            self._found = {}

    def key(self, name: str) -> str | None:
        """The name among the values that `name` means, or None."""
        if name in self._names:
            return name
        if name not in self._found:
            found = self._folded.get(fold(name))
            if found is None:
                own = canonical_name(name)
                found = self._folded.get(fold(own)) if own else None
            self._found[name] = found
        return self._found[name]


class MergeRecord:
    """The values of the current recipient. `number` counts letters from 1."""

    def __init__(
        self,
        values: Mapping[str, Any],
        names: FieldNames,
        following: Iterator[Mapping[str, Any]] | None = None,
        number: int = 1,
    ) -> None:
        self._values = values
        self._names = names
        self._following = following
        self.number = number
        self.taken = 1
        names.bind(values)

    @property
    def language(self) -> str:
        """Two letters of the language the recipient is written to in; English if unknown."""
        return str(self._values.get("language") or "en")[:2].lower()

    def value(self, name: str) -> object:
        """The value a field name means; empty text when there is none."""
        key = self._names.key(name)
        found = self._values.get(key, "") if key is not None else ""
        return "" if found is None else found

    def move_on(self) -> None:
        """Go to the next recipient on the same sheet; past the last, every value is empty."""
        following = next(self._following, None) if self._following is not None else None
        if following is None:
            self._values = _NOTHING
            return
        self.taken += 1
        self._values = following
        self._names.bind(following)
