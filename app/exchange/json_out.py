"""Records as JSON: an array of objects, one on a line, so that large files can be read in steps."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.exchange.new_file import replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def write(path: str | Path, records: Iterable[Mapping[str, Any]]) -> int:
    """Write UTF-8 JSON; the number of records. Dates are ISO 8601, decimals are text.

    Raises CannotWrite, leaving no half file.
    """
    count = 0
    with replacing(path) as stream:
        stream.write(b"[")
        for record in records:
            stream.write(b",\n" if count else b"\n")
            text = json.dumps(record, ensure_ascii=False, default=_plain, allow_nan=False)
            stream.write(text.encode("utf-8", "replace"))
            count += 1
        stream.write(b"\n]\n")
    return count


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
