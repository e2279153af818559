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
    stamp = time.time_ns() // 1_000_000
    tail = os.urandom(10).hex()
    variant = "89ab"[int(tail[3], 16) & 3]
    text = f"{stamp:012x}7{tail[:3]}{variant}{tail[4:19]}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
