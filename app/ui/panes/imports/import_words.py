"""What an import says: counts, causes and people in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QLocale

from app.desk.importing import NearRow, Rehearsal
from app.models.imports.import_draft import Draft
from app.ui.panes.imports.near_match_view import Pair
from app.ui.words import counted

ACTIONS = (
    ("create", "New", "will be added"),
    ("update", "Updated", "get something new"),
    ("same", "The same", "nothing to change"),
    ("skip", "Left as they are", "you chose so"),
    ("refuse", "Refused", "cannot be used"),
)
ON_MATCH = (
    ("update", "Update them"),
    ("fill", "Only fill what is empty"),
    ("skip", "Leave them as they are"),
    ("duplicate", "Make them again"),
)


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason with every cell it is about: (row, value)."""

    reason: str
    column: str
    cells: tuple[tuple[int, str], ...]


def counts_of(found: Rehearsal) -> dict[str, int]:
    """Rows by what becomes of them."""
    ledger = found.ledger
    return {
        "create": ledger.created, "update": ledger.updated, "same": ledger.unchanged,
        "skip": ledger.skipped, "refuse": ledger.refused_rows,
    }  # fmt: skip


def causes_of(found: Rehearsal) -> list[Cause]:
    """The problems of an import grouped by cause, the most frequent first."""
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    # What was stored and has a reason all the same: numbers of no country that one could dial
    stored = [told for told in found.ledger.told if told.fate == "stored"]
    for each in (*found.ledger.problems, *stored):
        groups.setdefault((each.reason, each.column), []).append((each.row, each.value))
    causes = [Cause(reason, column, tuple(cells)) for (reason, column), cells in groups.items()]
    return sorted(causes, key=lambda cause: -len(cause.cells))


def rows_words(rows: Iterable[int], most: int = 4) -> str:
    """Rows in words: "rows 12, 40, 51 and 7 more"."""
    listed = list(dict.fromkeys(rows))
    shown = ", ".join(f"{row:,}" for row in listed[:most])
    noun = "row" if len(listed) == 1 else "rows"
    rest = f" and {len(listed) - most:,} more" if len(listed) > most else ""
    return f"{noun} {shown}{rest}"


def draft_name(draft: Draft, known: str = "") -> str:
    """Who a row is about; `known` is the name of whom it was found to be."""
    name = str(draft.contact.get("name") or known or (draft.account or {}).get("name") or "")
    reach = [each["value"] for each in (*draft.emails, *draft.phones)]
    return name or (reach[0] if reach else f"Row {draft.row:,}")


def draft_line(draft: Draft) -> str:
    """What a row brings, in one line."""
    firm = str((draft.account or {}).get("name") or "")
    said = [firm if firm != draft_name(draft) else ""]
    said += [each["value"] for each in (*draft.phones, *draft.emails)]
    said += [str(each.get("town", "")) for each in draft.addresses]
    said += [f"{label}: {value}" for label, value in draft.own_fields.items()]
    words = ", ".join(part for part in said if part)
    if draft.action == "update" and not words:
        words = ", ".join(str(value) for name, value in draft.contact.items() if name != "name")
    if draft.action == "create":
        # The second of a couple may have nothing but a name
        return words or draft.household or "The name alone"
    return words or "Nothing new in this row"


def countries() -> list[tuple[str, str]]:
    """Every country as (code, name), by name."""
    named: dict[str, str] = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha():
            named.setdefault(code, QLocale.territoryToString(territory))
    return sorted(named.items(), key=lambda pair: pair[1])


def near_words(found: Rehearsal) -> str:
    """How many rows look like somebody else, in sentences; "" for none."""
    said = []
    for count, whom in (
        (found.near_count, "somebody you have"),
        (found.near_in_file, "an earlier row of the file"),
    ):
        if count:
            rows = "1 row looks" if count == 1 else f"{count:,} rows look"
            said.append(f"{rows} like {whom}, but not quite.")
    if found.near_firms:
        firms = counted(found.near_firms, "company", "companies")
        said.append(f"{firms} may be another that is spelt otherwise.")
    return " ".join(said)


def pair_of(row: NearRow) -> Pair:
    """A row and whom of the book, or which earlier row, it looks like, side by side."""
    beside = f" and row {-row.who:,}" if row.who < 0 else ""
    where = f"Row {row.row:,}{beside}: {', '.join(row.reasons)}"
    return Pair((row.row, row.who), row.theirs, row.ours, row.reasons, where,
                firm=row.subject == "account",
                beside=f"Row {-row.who:,} of the file" if row.who < 0 else "")  # fmt: skip


def result_words(found: Rehearsal) -> str:
    """What an import did, as a headline."""
    people, firms = found.created.get("contacts", 0), found.created.get("accounts", 0)
    if people:
        return f"{counted(people, 'contact')} brought in"
    if firms:
        return f"{counted(firms, 'account')} brought in"
    if found.ledger.updated:
        return f"{counted(found.ledger.updated, 'contact')} updated"
    return "Everything was there already"


def result_lines(found: Rehearsal) -> list[tuple[str, str]]:
    """The counts of an import as (icon, words)."""
    ledger = found.ledger
    made = found.created
    lines = [
        ("users", made.get("contacts", 0), "new contact"),
        ("building-2", made.get("accounts", 0), "new account"),
        ("image", made.get("files", 0), "photo or other file kept"),
        ("refresh-cw", ledger.updated, "row added something to people who were here"),
        ("check", ledger.unchanged, "row had nothing new"),
        ("minus", ledger.skipped, "row left as it was"),
        ("triangle-alert", ledger.refused_rows, "row refused"),
        ("circle-alert", ledger.refused, "cell refused"),
        ("tag", ledger.parked, "value kept in fields of your own"),
    ]
    return [(icon, _said(number, words)) for icon, number, words in lines if number]


def _said(number: int, words: str) -> str:
    noun, _, rest = words.partition(" ")
    if noun == "new":
        return counted(number, words)
    many = {"photo": "photos", "value": "values", "row": "rows", "cell": "cells"}[noun]
    return f"{number:,} {noun if number == 1 else many} {rest}"
