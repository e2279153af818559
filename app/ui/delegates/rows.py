"""What a row shows, as plain values. Words arrive ready to be read; nothing is computed here.

`tone` and `mark` colours are token names: "text2", "danger", "accent_text", "warn", "blue.bar".
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from PySide6.QtCore import Qt

RowRole = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A small icon at the end of a row, with what it means in words."""

    icon: str
    words: str
    colour: str = "text2"
    filled: bool = False


@dataclass(frozen=True, slots=True)
class ContactRowValue:
    """A person or company in a list; `section` is the letter drawn above its first row."""

    id: int
    name: str
    line: str = ""
    when: str = ""
    marks: tuple[Mark, ...] = ()
    company: bool = False
    section: str = ""
    when_tip: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row; `note` is the quiet "+3", `kind` a chip's category."""

    text: str = ""
    note: str = ""
    kind: str = ""
    tone: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class TableRowValue:
    """A row of a table, one cell a column; `company` squares the avatar of a "name" column."""

    id: int
    cells: tuple[Cell, ...]
    company: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class FileRowValue:
    """A file or template: icon in a tinted square, two lines, one word at the end."""

    id: int
    title: str
    line: str = ""
    icon: str = "file-text"
    kind: str = "blue"
    when: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRowValue:
    """Something that happened; `section` begins a week or month, `last` ends the line.

    `file` is a file's name shown as a box below the text.
    """

    id: int
    title: str
    when: str
    icon: str = "notebook-pen"
    kind: str = "blue"
    body: str = ""
    file: str = ""
    section: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class TodoRowValue:
    """A thing to do, with its circle; or, with an icon or avatar instead, a thing worth doing.

    `lead` is "tick", "avatar" or an icon's name.
    """

    id: int
    title: str
    line: str = ""
    when: str = ""
    tone: str = "text2"
    done: bool = False
    lead: str = "tick"
    kind: str = "rose"


@dataclass(frozen=True, slots=True)
class AppointmentRowValue:
    """An appointment of a day; `badge` is "in 20 min"; `past` pales it."""

    id: int
    start: str
    end: str
    title: str
    line: str = ""
    kind: str = "evergreen"
    badge: str = ""
    past: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class DealCardValue:
    """A deal on the board; `state` is "", "late", "today" or "none" (no next step)."""

    id: int
    title: str
    account: str
    amount: str
    owner: str = ""
    step: str = ""
    when: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PaletteRowValue:
    """A hit of the search. `ranges` are (start, length) in `title` that matched.

    A value with only a `section` and no title is a heading. `avatar` paints initials of the title,
    otherwise `icon` stands in a neutral square. `hint` is a key at the end.
    """

    id: object
    title: str = ""
    line: str = ""
    icon: str = ""
    avatar: bool = False
    company: bool = False
    hint: str = ""
    ranges: tuple[tuple[int, int], ...] = field(default=())
    section: str = ""


_SPOKEN = ("start", "title", "name", "line", "account", "amount", "body", "step", "when", "badge")


def row_sentence(value: object) -> str:
    """A row in one sentence, as a screen reader should say it."""
    if isinstance(value, TableRowValue):
        return ", ".join(cell.text for cell in value.cells if cell.text)
    names = {one.name for one in fields(value)}  # type: ignore[arg-type]
    parts = [str(getattr(value, name)) for name in _SPOKEN if name in names]
    parts += [mark.words for mark in getattr(value, "marks", ())]
    return ", ".join(part for part in parts if part)
