"""A firm or household we deal with."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.errors import Problem


@dataclass(frozen=True, slots=True)
class Account:
    """A firm: customer code, kind, the firm it belongs to, and who looks after it."""

    id: int = 0
    name: str = ""
    customer_code: str = ""
    kind: str = ""
    parent_id: int | None = None
    website: str = ""
    source: str = ""
    staff_id: int | None = None
    starred: int = 0
    note: str = ""

    def problems(self) -> list[Problem]:
        """What keeps this firm from being kept as it is."""
        found = []
        if not self.name.strip():
            found.append(Problem("name", "An account needs a name."))
        if self.parent_id is not None and self.parent_id == self.id:
            found.append(Problem("parent_id", "An account cannot belong to itself."))
        return found
