"""What the program has to say: one door for all words that are not an answer in a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the person; ``step_id`` is set when Undo can take it back.

    ``path`` is a file that was written, which can be opened from the notice.
    """

    text: str
    kind: Literal["done", "info", "warn", "danger"] = "done"
    step_id: int = 0
    hint: str = ""
    path: str = ""
