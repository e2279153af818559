"""What a column of a foreign table seems to be, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["recognised", "check", "new_field", "left_out"]


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column seems to be.

    `target` is a key of `import_targets`, `label` its words; `samples` are the first three cells
    with anything in them, as text; `options` go to the plan (date_order, the number of an
    address, of: the column whose kind this one names). `question` is what has to be asked, with
    real examples; `preview` shows how a few cells would be split: before, after; `note` says where
    a decision comes from.
    """

    index: int
    header: str
    target: str
    state: State
    samples: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    label: str = ""
    question: str = ""
    preview: tuple[tuple[str, str], ...] = ()
    note: str = ""
