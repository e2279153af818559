"""What follows from appointments that somebody did not keep."""

from __future__ import annotations


def advice(missed: int, count: int, *, from_missed: int = 2, from_per_cent: int = 30) -> str:
    """What to do before booking somebody who often does not come; empty while there is no reason.

    Half as often again as the threshold suggests a deposit instead of a call.
    """
    if count <= 0 or missed < max(1, from_missed) or 100 * missed < from_per_cent * count:
        return ""
    said = f"Did not come {missed} of {count} times"
    if 100 * missed >= 1.5 * from_per_cent * count and missed > from_missed:
        return f"{said}: ask for a deposit, or book somebody else beside."
    return f"{said}: call the day before to confirm."
