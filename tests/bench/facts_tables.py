"""A table of facts: every foreign table read or refused, facts met, columns and cells.

``python -m tests.bench.facts_tables`` prints Markdown. Truth comes from the MANIFEST and the
expected values beside the files; which column is what was judged by reading the files.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.desk import importing
from app.exchange.reading import read_table
from app.exchange.tables.table import PasswordNeeded, Table, UnreadableFile
from app.storage.book import close_book, create_book

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
FOLDERS = ("csv", "spreadsheet", "vcard")
LIMIT = 10.0
OWN = "own"
TRUTH = {
    target: words.split("|")
    for target, words in {
        "first_name": "first name|given name|first_name|vorname|xfirst name",
        "last_name": "last name|family name|last_name|nachname|xlast name",
        "middle_name": "middle name|additional name|xmiddle name",
        "full_name": "name|anzeigename|contactname|employee name",
        "prefix": "title|name prefix|xtitle",
        "suffix": "suffix|name suffix|xsuffix",
        "nickname": "nickname|spitzname",
        "deceased_on": "deceased date",
        "job_title": "job title|contacttitle|arbeitstitel|organization 1 - title",
        "department": "department|abteilung|organization 1 - department",
        "account.name": "company|organization|organization 1 - name|organisation|companyname"
        "|organization_name",
        "birthday": "birthday|birth date",
        "birth_year": "birth year|geburtsjahr",
        "birth_month": "birth month|geburtsmonat",
        "birth_day": "birth day|geburtstag",
        "gender": "gender",
        "language": "language",
        "note": "notes|notizen|description",
        "tag": "categories|keywords|tags|group membership",
        "source": "referred by",
        "customer_code": "customerid",
        "account.website": "web page|web page 1|webseite 1",
        "phone.mobile": "mobile phone|mobile number|mobil-tel.-nr.|car phone",
        "phone.work": "business phone|business phone 2|work phone|tel. dienstlich|phone_work"
        "|company main phone",
        "phone.home": "home phone|home phone 2|tel. privat|phone_home",
        "phone.fax": "business fax|home fax|other fax|fax number|fax-nummer|fax",
        "phone.other": "callback|isdn|other phone|pager|primary phone|radio phone|tty/tdd phone"
        "|telex|pager number|pager-nummer|phone_other|phone",
        "email": "e-mail address|e-mail 2 address|e-mail 3 address|primary email|secondary email"
        "|primäre e-mail-adresse|sekundäre e-mail-adresse|email|email_work|email_home|email_other",
        "row_kind": "e-mail type|e-mail 2 type|e-mail 3 type",
    }.items()
}
OF_HEADER = {word: target for target, words in TRUTH.items() for word in words}
EITHER_WAY = {("display name", "full_name"), ("title", "job_title")}
"""Headers that mean one thing in one program and another in the next; their cells decide."""
PATTERNS = (
    (re.compile(r"(e-mail|phone|address) \d - type"), "row_kind"),
    (re.compile(r"(website|relation|event|custom field) \d - type"), "row_kind"),
    (re.compile(r"e-mail \d - value"), "email"),
    (re.compile(r"phone \d - value"), "phone"),
    (re.compile(r"address \d - .*"), "address"),
    (re.compile(r"(business|home|other|work|privat:|dienstlich:) (street|city|state|postal code"
                r"|zipcode|country|country/region|address|adresse|ort|bundesland|plz|land)( \d)?"
                r"|(business|home|other) address po box|street address|address|city|region"
                r"|postalcode|country"), "address"),
)  # fmt: skip
FILES_OF_CONTACTS = (
    "csv/contacts-io", "csv/roundcube", "csv/thunderbird", "csv/atomic-crm", "csv/chatwoot",
    "csv/civicrm", "crm/northwind-neo4j/customers.csv",
)  # fmt: skip


@dataclass(slots=True)
class Findings:
    """What was found, as rows of the printed table."""

    read: int = 0
    refused: int = 0
    slow: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    met: int = 0
    missed: list[str] = field(default_factory=list)
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    cells: int = 0
    lost: list[str] = field(default_factory=list)

    def fact(self, name: str, met: bool, why: str = "") -> None:
        """Note a fact met or missed."""
        if met:
            self.met += 1
        else:
            self.missed.append(f"{name}: {why}")


def files() -> Iterator[Path]:
    """Every table of the shared data."""
    endings = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".vcf", ".slk"}
    for folder in FOLDERS:
        for path in sorted((DATA / folder).rglob("*")):
            if path.suffix.lower() in endings and path.name[0] != "_":
                yield path


def tried(path: Path, found: Findings, **options: str) -> Table | UnreadableFile | None:
    """The table, the refusal, or None for what should never happen."""
    started = time.perf_counter()
    name = str(path.relative_to(DATA))
    try:
        result: Table | UnreadableFile | None = read_table(path, **options)
        found.read += not options
    except UnreadableFile as refusal:
        result = refusal
        found.refused += not options
        found.fact(f"{name} refused in a sentence", str(refusal).endswith("."), str(refusal))
    except Exception as error:
        found.broken.append(f"{name}: {error!r}")
        result = None
    if time.perf_counter() - started > LIMIT:
        found.slow.append(name)
    return result


def columns(path: Path, table: Table, found: Findings) -> None:
    """Whether each filled column of a file of contacts went where it belongs."""
    for guess in importing.recognised(table, "US"):
        if guess.state == "left_out":
            continue
        header = guess.header.lower()
        target = OF_HEADER.get(header) or next(
            (goal for pattern, goal in PATTERNS if pattern.fullmatch(header)), OWN
        )
        if (header, guess.target) in EITHER_WAY:
            right = True
        elif guess.target.startswith(f"{target}.") or guess.target in (
            target,
            f"own:{guess.header}",
        ):
            right = guess.target != f"own:{guess.header}" or target == OWN
        elif guess.options.get("named"):
            # Google's "Relation 1 - Value" is a field called what "Relation 1 - Type" says
            right = guess.target == f"own:{guess.header.split(' 1 - ')[0].split(' 2 - ')[0]}"
        else:
            right = False
        if right:
            found.right += 1
        else:
            found.wrong.append(f"{path.name}: {guess.header} → {guess.target}, is {target}")


def cells(path: Path, table: Table, found: Findings) -> None:
    """Whether every cell is accounted for."""
    filled = sum(
        cell is not None and bool(str(cell).strip())
        for row in (*table.rows, *(beside.cells for beside in table.beside))
        for cell in row
    )
    with tempfile.TemporaryDirectory() as folder:
        store = create_book(Path(folder) / "facts.deskbook")
        choices = importing.Choices(importing.recognised(table, "US"))
        done = importing.bring_in(store, path, table, choices)
        ledger = done.ledger
        contacts = store.value("SELECT count(*) FROM contact")
        emails = {row[0] for row in store.select("SELECT value FROM email_address")}
        close_book(store)
    found.cells += filled
    if ledger.total != filled or not ledger.adds_up():
        found.lost.append(f"{path.name}: {filled} cells, {ledger.total} in the ledger")
    _people(path, contacts, emails, found)


def _people(path: Path, contacts: int, emails: set[str], found: Findings) -> None:
    said = FACTS.get(str(path.relative_to(DATA)), "")
    wanted = re.search(r"(\d+) (?:sample )?contacts?\b", said)
    if wanted and path.suffix == ".csv":
        count = int(wanted[1])
        found.fact(f"{path.name} has {count} contacts", contacts == count, f"{contacts} came in")
        for email in re.findall(r"[\w.]+@[\w.]+\w", said):
            found.fact(f"{path.name} has {email}", email in emails, "not there")


def facts() -> dict[str, str]:
    """What the MANIFEST says is expected of each file."""
    with (DATA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            row["path"]: row["facts"].partition(" || MEASURED")[0].removeprefix("EXPECTED: ")
            for row in rows
            if row["facts"].startswith("EXPECTED")
        }


FACTS = facts() if DATA.exists() else {}


def said_of(path: Path, result: Table | UnreadableFile | None, found: Findings) -> None:
    """Passwords, refusals and hidden sheets as the MANIFEST expects them."""
    name = str(path.relative_to(DATA))
    said = FACTS.get(name, "")
    password = re.search(r"^password \"?([^\s\";(]+)\"?", said)
    if "must be refused" in said:
        found.fact(name, isinstance(result, UnreadableFile), "was read")
    elif password and "fails to decrypt" not in said:
        found.fact(f"{name} asks", isinstance(result, PasswordNeeded), type(result).__name__)
        again = tried(path, found, password=password[1])
        found.fact(f"{name} opens", not isinstance(again, PasswordNeeded), str(again)[:80])
    elif "no prompt needed" in said:
        found.fact(name, isinstance(result, Table), str(result)[:80])
    elif "hidden sheet" in said and isinstance(result, Table):
        found.fact(name, bool(result.info.hidden_sheets), "nothing is hidden")
    elif said.startswith("3 sheets: Visible, Hidden") and isinstance(result, Table):
        found.fact(name, result.info.hidden_sheets == ("Hidden", "VeryHidden"), "others hidden")


def grids(found: Findings) -> None:
    """Values that the tests of other libraries expect of workbooks."""
    expected = json.loads((DATA / "_expected" / "calamine.json").read_text(encoding="utf-8"))
    for name, entries in expected.items():
        for entry in entries:
            # Grids of formulas are of no interest: we read what they come to
            if "grid" in entry and "OneRange" not in str(entry["grid"]):
                path = DATA / "spreadsheet" / "calamine" / name
                options = {"sheet": entry["sheet"]} if entry.get("sheet") else {}
                _compare(f"{name} {entry.get('sheet')}", path, entry["grid"], options, found)


def _compare(
    name: str, path: Path, grid: list[list[object]], options: dict[str, str], found: Findings
) -> None:
    result = tried(path, found, **options)
    wanted = [_plain(cell) for row in grid for cell in row if _plain(cell)]
    if not isinstance(result, Table):
        found.fact(name, met=not wanted, why=str(result)[:80])
        return
    named = [] if result.info.header_row == 0 else [h for h in result.headers if h[:7] != "Column "]
    have = [_plain(cell) for cell in named]
    have += [
        _plain(cell) for row in (*result.rows, *(b.cells for b in result.beside)) for cell in row
    ]
    there = [cell for cell in have if cell]
    missing = [cell for cell in wanted if cell not in there]
    found.fact(name, not missing, f"missing {missing[:3]}")


def _plain(cell: object) -> str:
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).removeprefix("ISO:").replace("T00:00:00", "").split())


def golden_csv(found: Findings) -> None:
    """The same table as .csv and .json."""
    for path in sorted((DATA / "csv" / "csv-spectrum").glob("*.csv")):
        # In the repository that the files come from, line ends were made alike
        text = path.with_suffix(".json").read_text(encoding="utf-8").replace("\\r\\n", "\\n")
        wanted = json.loads(text)
        result = tried(path, found, encoding="utf-8")
        if isinstance(result, Table):
            have = [dict(zip(result.headers, row, strict=True)) for row in result.rows]
            found.fact(path.name, have == wanted, f"{have[:1]}")


def report(found: Findings) -> str:
    """The table, as Markdown."""
    facts_all = found.met + len(found.missed)
    columns_all = found.right + len(found.wrong)
    lines = [
        "| Question | Figure |", "|---|---|",
        f"| Files read | {found.read} |",
        f"| Files refused in a sentence | {found.refused} |",
        f"| Tracebacks | {len(found.broken)} |",
        f"| Longer than {LIMIT:.0f} s | {len(found.slow)} |",
        f"| Facts met | {found.met} of {facts_all} ({found.met / max(facts_all, 1):.1%}) |",
        f"| Columns recognised | {found.right} of {columns_all}"
        f" ({found.right / max(columns_all, 1):.1%}) |",
        f"| Cells accounted for | {found.cells:,}, in {len(found.lost)} files not all |",
    ]  # fmt: skip
    for title, rows in (
        ("Facts missed", found.missed), ("Columns elsewhere", found.wrong),
        ("Cells lost", found.lost), ("Tracebacks", found.broken), ("Slow", found.slow),
    ):  # fmt: skip
        lines += ["", f"{title}:", *(f"- {row}" for row in rows)] if rows else []
    return "\n".join(lines)


def main() -> None:
    """Read everything, compare, print."""
    if not DATA.exists():
        sys.exit("The shared test data is not here.")
    found = Findings()
    for path in files():
        result = tried(path, found)
        said_of(path, result, found)
        if isinstance(result, Table):
            cells(path, result, found)
    for name in FILES_OF_CONTACTS:
        for path in sorted((DATA / name).glob("*.csv")) or [DATA / name]:
            result = tried(path, found, encoding="")
            if isinstance(result, Table):
                columns(path, result, found)
    checks: tuple[Callable[[Findings], None], ...] = (grids, golden_csv)
    for check in checks:
        check(found)
    sys.stdout.write(f"{report(found)}\n")


if __name__ == "__main__":
    main()
