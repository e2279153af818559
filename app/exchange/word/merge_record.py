"""The recipient whose letter is being filled, and those who follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.models.letters.merge_names import canonical_name, fold

_NOTHING: dict[str, Any] = {}


class FieldNames:
    """Finds the value a template's field name means, among the names a recipient has.

    In this order: what the template's own `field_map` says, the name itself, the same letters
    and digits in any case, our name for it.
    """

    def __init__(self, field_map: Mapping[str, str] | None = None) -> None:
        self._map = {fold(name): ours for name, ours in (field_map or {}).items() if ours}
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
        try:
            return self._found[name]
        except KeyError:
            found = self._found[name] = self._search(name)
            return found

    def _search(self, name: str) -> str | None:
        mapped = self._map.get(fold(name))
        if mapped:
            # A value typed for this letter alone stands under the template's own name.
            return name if name in self._names else self._among(mapped)
        return self._among(name)

    def _among(self, name: str) -> str | None:
        if name in self._names:
            return name
        found = self._folded.get(fold(name))
        if found is None:
            own = canonical_name(name)
            found = self._folded.get(fold(own)) if own else None
        return found


class _Scope:
    """One item of a list while its row or part is written."""

    def __init__(self, of: str, item: object) -> None:
        self.prefix = fold(of)
        self.values: Mapping[str, Any] = item if isinstance(item, Mapping) else {"value": item}
        self.names = FieldNames()
        self.names.bind(self.values)

    def key(self, name: str) -> str | None:
        list_name, dot, own = name.partition(".")
        if dot and fold(list_name) == self.prefix:
            return self.names.key(own) if own else None
        if name in {".", "this"}:
            return self.names.key("value")
        return self.names.key(name)


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
        self._scopes: list[_Scope] = []
        self.number = number
        self.taken = 1
        names.bind(values)

    @property
    def language(self) -> str:
        """Two letters of the language the recipient is written to in; English if unknown."""
        return str(self._values.get("language") or "en")[:2].lower()

    def value(self, name: str) -> object:
        """The value a field name means; empty text when there is none, or when it is a list."""
        found = self._found(name)
        return "" if found is None or isinstance(found, list | tuple) else found

    def _found(self, name: str) -> object:
        for scope in reversed(self._scopes):
            key = scope.key(name)
            if key is not None:
                return scope.values[key]
        key = self._names.key(name)
        return self._values[key] if key is not None and self._values else None

    def items(self, name: str) -> Sequence[object] | None:
        """The list that `name` means, or None when it is no list."""
        found = self._found(name)
        return found if isinstance(found, list | tuple) else None

    def rows_with(self, name: str) -> Sequence[object] | None:
        """The list of rows a field belongs to, unless we are inside it.

        That is ``deals`` for ``deals.title``; or, as other programs keep it, the rows stored
        under the name of one of their own fields.
        """
        before, dot, _ = name.partition(".")
        if any(scope.prefix == fold(before) for scope in self._scopes):
            return None
        if dot:
            return self.items(before)
        rows = self.items(name)
        keyed = rows is not None and all(isinstance(row, Mapping) for row in rows)
        return rows if keyed else None

    def holds(self, name: str) -> bool:
        """Whether there is something to say for `name`; "no" and 0 count as nothing."""
        found = self._found(name)
        if isinstance(found, str):
            return found.strip().casefold() not in {"", "no", "false", "0"}
        return bool(found)

    def enter(self, of: str, item: object) -> None:
        """Take names from one item of the list `of` first, until `leave`."""
        self._scopes.append(_Scope(of, item))

    def leave(self) -> None:
        """Forget the item entered last."""
        self._scopes.pop()

    def move_on(self) -> None:
        """Go to the next recipient on the same sheet; past the last, every value is empty."""
        following = next(self._following, None) if self._following is not None else None
        if following is None:
            self._values = _NOTHING
            return
        self.taken += 1
        self._values = following
        self._names.bind(following)
