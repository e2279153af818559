"""Dataclass to row and back, the one generic codec: fields and columns have the same names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

Entity = TypeVar("Entity")


def _names(kind: type[Any]) -> tuple[str, ...]:
    known = _KNOWN.get(kind)
    if known is None:
        known = _KNOWN[kind] = tuple(field.name for field in fields(kind))
    return known


_KNOWN: dict[type[Any], tuple[str, ...]] = {}


def from_row(kind: type[Entity], row: Mapping[str, Any]) -> Entity:
    """An entity from a row; columns that it does not know are left aside."""
    values = {name: row[name] for name in _names(kind) if name in row}
    return kind(**values)


def to_row(entity: object) -> dict[str, Any]:
    """The columns of an entity; an ``id`` of 0 means: not in the book yet."""
    values = {name: getattr(entity, name) for name in _names(type(entity))}
    if not values.get("id"):
        values.pop("id", None)
    return {
        name: int(value) if isinstance(value, bool) else value for name, value in values.items()
    }
