"""Lists as JSON: an array of objects, as our own export and many programs write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from app.exchange.tables.table import MAX_COLUMNS, MAX_ROWS, Cell, Row, UnreadableFile
from app.models.columns import COLUMNS
from app.models.imports.import_targets import LEAVE_OUT, OWN, is_target
from app.models.imports.list_headings import ON_VIEW

_CALLED: Final = ".called"
_NUMBERED: Final = re.compile(r"(.+?)\.(\d{1,3})").fullmatch
_MARKS: Final = (frozenset({"full_name", "first_name", "last_name"}), frozenset({"account.name"}))
_DEAL_MARKS: Final = frozenset({"id", "title", "stage", "amount"})
_DEAL_LABELS: Final = {column.key: column.label for column in COLUMNS["deal"]}
Goal = tuple[str, dict[str, object]]


def read_json(path: Path, **_options: object) -> tuple[dict[str, Any], Iterator[tuple[int, Row]]]:
    """Facts and numbered rows of an array of objects; raises UnreadableFile with a sentence.

    Objects inside an object become columns of their own ("address.town"), lists lines of a cell.
    """
    records = _records(path)
    flat = [_flat(record) for record in records]
    keys = list(dict.fromkeys(key for record in flat for key in record))
    if len(keys) > MAX_COLUMNS:
        raise UnreadableFile(f"{path.name} has more than {MAX_COLUMNS} columns.")
    facts: dict[str, Any] = {
        "kind": "json", "header": tuple(keys), "header_row": 0, "notes": [],
        "targets": _targets(keys), "encoding": "utf-8",
    }  # fmt: skip
    rows = (
        (number, tuple(record.get(key) for key in keys)) for number, record in enumerate(flat, 1)
    )
    return facts, rows


def _records(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise UnreadableFile(f"{path.name} is damaged or no JSON. Nothing was changed.") from None
    if isinstance(found, dict):
        # Many programs put the array under one name: {"contacts": [...]}
        inside = [value for value in found.values() if _is_list(value)]
        found = inside[0] if len(inside) == 1 else [found]
    if not _is_list(found):
        raise UnreadableFile(f"{path.name} holds no list of records.")
    if len(found) > MAX_ROWS:
        raise UnreadableFile(f"{path.name} holds more than {MAX_ROWS:,} records.")
    return list(found)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _flat(record: dict[str, Any]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            found |= {f"{key}.{inner}": _cell(one) for inner, one in value.items()}
        else:
            found[str(key)] = _cell(value)
    return found


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 1 << 63 else str(value)
    if isinstance(value, float):
        return value
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return "\n".join(str(one) for one in value if one is not None)
    return json.dumps(value, ensure_ascii=False)


def _targets(keys: list[str]) -> list[Goal]:
    """Where the columns of our own list of people, firms or deals go; none for other files."""
    there = set(keys)
    if there >= _DEAL_MARKS and there - {"id"} <= _DEAL_LABELS.keys():
        view = next(view for view in ON_VIEW if "Deal" in view)
        return [(view[_DEAL_LABELS[key]] if key != "id" else LEAVE_OUT, {}) for key in keys]
    firms = not there & {"full_name", "name"}
    if not there >= _MARKS[0] and not (firms and there >= _MARKS[1] and "id" in there):
        return []
    return [_called(key, keys) or _goal(key) for key in keys]


def _called(key: str, keys: list[str]) -> Goal | None:
    """What a number or an address is called belongs to its column, or to the first of several."""
    if key.startswith(OWN) or _CALLED not in key:
        return None
    base, _, number = key.partition(_CALLED)
    first = re.compile(rf"{re.escape(base)}(\.[a-z]\w*)?{re.escape(number)}").fullmatch
    of = next((place for place, other in enumerate(keys) if first(other) and other != key), None)
    return None if of is None else ("row_kind", {"of": of})


def _goal(key: str) -> Goal:
    match = None if key.startswith(OWN) else _NUMBERED(key)
    target, number = (match[1], int(match[2])) if match and is_target(match[1]) else (key, 1)
    if not is_target(target):
        return LEAVE_OUT, {}
    options: dict[str, object] = {}
    if target.startswith("address."):
        options["number"] = number
    elif target == "birthday":
        options["date_order"] = "ymd"
    elif target == "tag":
        options["lines"] = True
    return target, options
