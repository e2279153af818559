"""Texts that are tables for the eye alone: columns lined up with blanks, addresses in blocks."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from app.exchange.tables.csv_oddities import one_mailbox_a_line
from app.exchange.tables.header_words import is_header_word
from app.exchange.tables.table import Cell, Row, is_blank
from app.models.letters import address_text

_LARGEST: Final = 2_000_000
"""Letters of a text; what is larger was written by no hand and no typewriter."""
_LOOKED_AT: Final = 400
_LONGEST_LINE: Final = 90
_TOKENS: Final = re.compile(r"\S+(?: \S+)*")
_GAP: Final = re.compile(r"\n[ \t]*\n\s*")
_EMAIL: Final = re.compile(r"(?:e-?mail\b[:. ]*)?\S+@\S+\.\S+", re.I).fullmatch
_PHONE: Final = re.compile(
    r"(?:(?:tel|phone|telefon|mobile?|mob|handy|fax|fon)\b[:. ]*)?[+(0-9][0-9 ().\-/]{6,24}", re.I
).fullmatch
_LABEL: Final = re.compile(r"^(?:e-?mail|tel|phone|telefon|mobile?|mob|handy|fon)\b[:. ]*", re.I)
_FACT: Final = re.compile(r"([^\W\d_][^:\n]{0,30}):(?!//)[ ]*(.*)").fullmatch
_MOST: Final = 0.6
LABELS_PARTED: Final = "Whole labels stood in one column: the first line is taken as the name."


def read_by_eye(text: str) -> str:
    """The text as a table parted by tabs, where it is one for the eye; "" where it is none.

    A "To" line of mailboxes, one a line; facts, one a line behind their names; columns lined up
    under their names; blocks of lines with a blank line between them, one cell a block.
    """
    listed = one_mailbox_a_line(text)
    if listed is not text:
        return listed
    if len(text) > _LARGEST or any(sign in text for sign in '\t;|"'):
        return ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _records(lines) or _lined_up(lines) or _blocks("\n".join(lines))


def _records(lines: list[str]) -> str:
    """Records of one fact a line, each after its name: "Name: Ann Lee", "Phone: 0161 496 0000"."""
    found = [_FACT(line.strip()) for line in lines if line.strip()]
    facts = [(fact[1].strip(), fact[2].strip()) for fact in found if fact is not None]
    names = list(dict.fromkeys(name for name, _ in facts))
    begin = [name for name, _ in facts].count(names[0]) if names else 0
    known = sum(map(is_header_word, names))
    if len(facts) < len(found) or begin < 2 or known < 2 or 2 * known < len(names):
        return ""
    records: list[dict[str, str]] = []
    for name, value in facts:
        if not records or name == names[0]:
            records.append({})
        before = records[-1].get(name)
        records[-1][name] = f"{before}, {value}" if before else value
    return _as_text([names, *([each.get(name, "") for name in names] for each in records)])


def _lined_up(lines: list[str]) -> str:
    """Columns that begin where their names begin, in nearly every line."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 3:
        return ""
    starts = [found.start() for found in _TOKENS.finditer(filled[0])]
    if len(starts) < 2 or starts[0] != 0:
        return ""
    below = filled[1:_LOOKED_AT]
    fitting = sum(_fits(line, starts) for line in below)
    if fitting < 0.95 * len(below):
        return ""
    ends = [*starts[1:], None]
    spans = list(zip(starts, ends, strict=True))
    return _as_text([line[start:end].strip() for start, end in spans] for line in lines)


def _fits(line: str, starts: list[int]) -> bool:
    """Whether a blank stands before each column, and something behind the first one."""
    parted = all(line[start - 1 : start] in ("", " ") for start in starts[1:])
    return parted and any(line[start : start + 1].strip() for start in starts[1:])


def _blocks(text: str) -> str:
    """Blocks of a few lines, most of them addresses, as one column."""
    blocks = [block.strip("\n") for block in _GAP.split(text.strip())]
    if len(blocks) < 2 or not all(_is_label(block) for block in blocks):
        return ""
    lines = text.split("\n")
    if sum(line.count(",") > 1 for line in lines) * 10 > len(lines):
        # Commas part columns there
        return ""
    ending = sum(map(_has_town, blocks))
    return (
        _as_text([["Address"], *([block] for block in blocks)])
        if ending >= _MOST * len(blocks)
        else ""
    )


def _is_label(block: str) -> bool:
    lines = block.split("\n")
    return 2 <= len(lines) <= 8 and all(len(line) <= _LONGEST_LINE for line in lines)


def _has_town(block: str) -> bool:
    return "postcode" in address_text.split_block(block.partition("\n")[2])


def _as_text(rows: object) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def labels_parted(
    headers: tuple[str, ...], rows: list[Row]
) -> tuple[tuple[str, ...], list[Row]] | None:
    """A table of one column that holds whole labels, as name, address, phone and email.

    None where it is no such table: most cells must be lines of which a later one has a town.
    """
    if len(headers) != 1 or len(rows) < 2:
        return None
    cells = [str(row[0]) for row in rows if not is_blank(row[0])]
    looked = cells[:_LOOKED_AT]
    labels = sum("\n" in cell and _is_label(cell) and _has_town(cell) for cell in looked)
    if not looked or labels < _MOST * len(looked):
        return None
    parted = [_parted(row[0]) for row in rows]
    kept = [place for place in range(4) if place < 2 or any(row[place] for row in parted)]
    names = ("Name", headers[0] if headers[0] != "Name" else "Address", "Phone", "Email")
    return tuple(names[place] for place in kept), [
        tuple(row[place] for place in kept) for row in parted
    ]


def _parted(cell: Cell) -> Sequence[Cell]:
    name, address, phones, emails = "", [], [], []
    for line in ("" if cell is None else str(cell)).splitlines():
        text = line.strip(" ,")
        if not text:
            continue
        if not name:
            name = text
        elif _EMAIL(text):
            emails.append(_LABEL.sub("", text))
        elif _PHONE(text) and sum(map(str.isdigit, text)) > 6:
            phones.append(_LABEL.sub("", text))
        else:
            address.append(text)
    return name, "\n".join(address), "; ".join(phones), "; ".join(emails)
