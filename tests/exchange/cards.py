"""Card files to what an import would make of them, for tests."""

from pathlib import Path

from app.exchange.cards.ldif_in import read_ldif
from app.exchange.cards.vcard_in import read_vcard
from app.exchange.tables import recognise
from app.exchange.tables.table import Table, TableInfo
from app.models.imports.import_cells import Column
from app.models.imports.import_draft import Draft
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan


def drafts(table: Table, country: str = "GB") -> list[Draft]:
    """A draft for each card, everybody made anew; the ledger must add up."""
    guesses = recognise.given(table)
    mapping = [Column(guess.index, guess.target, guess.options) for guess in guesses]
    planned = Plan(
        table.headers, table.numbered(), mapping, Known(), on_match="duplicate", country=country
    )
    found = list(planned)
    filled = sum(cell is not None and bool(str(cell).strip()) for row in table.rows for cell in row)
    assert planned.ledger.adds_up()
    assert planned.ledger.total == filled
    return found


def read(folder: Path, text: str | bytes, name: str = "people.vcf") -> Table:
    """The table of a card file with these contents, read without a child process."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    facts, numbered = (read_ldif if path.suffix == ".ldif" else read_vcard)(path)
    numbers, rows = [], []
    for number, row in numbered:
        numbers.append(number)
        rows.append(row)
    info = TableInfo(
        path.name, str(facts["kind"]), facts["header"], numbers, notes=tuple(facts["notes"]),
        targets=tuple(facts["targets"]), encoding=str(facts["encoding"]),
    )  # fmt: skip
    return Table(info, rows)


def card(*lines: str, version: str = "3.0") -> str:
    """A vCard of these properties."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def person(folder: Path, *lines: str, version: str = "3.0") -> Draft:
    """What a card of these properties asks of the book."""
    (found,) = drafts(read(folder, card(*lines, version=version)))
    return found
