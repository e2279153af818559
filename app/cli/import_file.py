"""``deskbook import FILE… --into BOOK``: bring spreadsheets and cards in, one step a file."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.cli import asking
from app.cli.talk import Talk, count
from app.desk import importing
from app.desk.importing import Choices, Rehearsal
from app.exchange.file_kinds import is_calendar, is_mail_file
from app.exchange.new_file import CannotWrite, replacing
from app.exchange.tables.table import Table
from app.models.errors import Refusal
from app.models.imports.import_targets import is_target
from app.models.letters.country_line import code_of
from app.storage import backups
from app.storage.queries import lists
from app.storage.queries.lists import ListQuery
from app.storage.settings import setting
from app.storage.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=Path,
        help=".csv, .xlsx, .vcf, .ics, .eml and kin, or a folder of “export everything” for a new"
        " book",
    )
    asking.add_book(parser, "--into")
    parser.add_argument("--sheet", metavar="NAME", help="which sheet of a workbook")
    parser.add_argument("--mapping", metavar="MAP.json", type=Path, help="where columns go")
    parser.add_argument(
        "--on-match", choices=("update", "fill", "skip", "duplicate"), default="update",
        help="what happens to people who are known: update (default), fill gaps only, skip,"
        " or add them once more",
    )  # fmt: skip
    parser.add_argument(
        "--date-order", choices=("dmy", "mdy", "ymd"), help="how unclear dates are to be read"
    )
    parser.add_argument("--encoding", metavar="E", help="encoding of a text table")
    parser.add_argument(
        "--password-file", metavar="FILE", type=Path,
        help="file whose first line is the password of a locked workbook; asked for otherwise",
    )  # fmt: skip
    parser.add_argument(
        "--leave-out-hidden", action="store_true", help="leave rows out that are hidden there"
    )
    parser.add_argument("--delimiter", metavar="D", help="what parts the columns of a text table")
    parser.add_argument(
        "--country", metavar="GB", help="country of numbers and addresses without one"
    )
    parser.add_argument(
        "--word", metavar="COLUMN:WORD=MEANING", action="append", default=[],
        help="what a word of a column means, such as Status:Stammgast=customer; also keep or"
        " leave_out",
    )  # fmt: skip
    parser.add_argument("--save-mapping", metavar="MAP.json", type=Path, help="keep where they go")
    parser.add_argument("--refused", metavar="OUT.csv", type=Path, help="rows with refused cells")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and stop")
    asking.add_json(parser)


def run(args: Any, talk: Talk) -> int:
    """Read every file first, so that one that cannot be read leaves the book alone."""
    if any(path.is_dir() for path in args.files):
        from app.cli import import_folder

        return import_folder.run(args, talk)
    _check(args)
    with asking.opened(args.book, to_change=not args.dry_run) as store:
        saved = _saved_mapping(args.mapping)
        files = [asking.real_file(path) for path in args.files]
        others = [path for path in files if is_calendar(path) or is_mail_file(path)]
        later = _other_files(store, others, talk, dry=args.dry_run)
        plain = [path for path in files if path not in others]
        tables = [_read(path, args, talk) for path in plain]
        chosen = [_choices(store, table, saved, args) for table in tables]
        # Before the import, so that a place that cannot be written leaves the book alone.
        if args.save_mapping and chosen:
            _save_mapping(args.save_mapping, chosen[0])
        if not args.dry_run and lists.count(store, ListQuery("contact")):
            backups.make(store.connection, store.path, "before-import")
        reports = [
            _bring_in(store, path, table, choices, args, talk)
            for path, table, choices in zip(plain, tables, chosen, strict=True)
        ]
        reports += later()
    lines = [line for report in reports for line in _lines(report)]
    talk.result(reports[0] if len(reports) == 1 else reports, *lines)
    return 0


def _other_files(
    store: Store, paths: list[Path], talk: Talk, *, dry: bool
) -> Callable[[], list[dict[str, Any]]]:
    """Look into calendars and mails; what is given back brings them in and tells of it."""
    if not paths:
        return list
    from app.cli import import_other

    ready = import_other.looked_into(store, paths, talk)
    return lambda: [import_other.bring_in(store, one, talk, dry=dry) for one in ready]


def _check(args: Any) -> None:
    """Refuse what would be understood as something else, or would write over the book."""
    for path in (args.save_mapping, args.refused):
        asking.beside_book(path, args.book)
    if args.country is not None and not _is_country(args.country):
        message = f"{args.country[:40]} is no country in two letters, such as GB or DE."
        raise Refusal(message, "country")
    if args.delimiter is not None and not _is_delimiter(args.delimiter):
        message = "--delimiter takes one sign, such as ; or the word tab."
        raise Refusal(message, "delimiter")


def _is_delimiter(text: str) -> bool:
    if text in ("tab", "comma", "semicolon", "pipe", "\\t"):
        return True
    return len(text) == 1 and text not in '\r\n"\0'


def _is_country(text: str) -> bool:
    return len(text.strip()) == 2 and code_of(text) == text.strip().upper()


def _save_mapping(path: Path, choices: Choices) -> None:
    text = json.dumps(importing.mapping_of(choices.columns), ensure_ascii=False, indent=2)
    with replacing(path) as out:
        out.write(f"{text}\n".encode("utf-8", "replace"))


def _read(path: Path, args: Any, talk: Talk) -> Table:
    password = _password_in(args.password_file)
    try:
        table = _read_with(path, args, talk, password)
    except importing.PasswordNeeded:
        if password is not None or not sys.stdin.isatty():
            raise
        # Never an argument: other people of this computer could read it in the list of programs
        table = _read_with(path, args, talk, getpass.getpass(f"Password of {path.name}: "))
    return importing.without_hidden_rows(table) if args.leave_out_hidden else table


def _read_with(path: Path, args: Any, talk: Talk, password: str | None) -> Table:
    try:
        return importing.read(
            path, sheet=args.sheet, encoding=args.encoding, delimiter=args.delimiter,
            password=password, progress=talk.progress,
        )  # fmt: skip
    except importing.UnreadableFile as error:
        if len(args.files) == 1 or path.name in str(error):
            raise
        raise type(error)(f"{path.name}: {error}") from None


def _password_in(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        text = asking.real_file(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        message = f"The password file {path.name} cannot be read."
        raise Refusal(message, "password-file") from None
    return text.split("\n", 1)[0].rstrip("\r")


def _saved_mapping(path: Path | None) -> list[dict[str, Any]]:
    if path is None:
        return []
    try:
        found = json.loads(asking.real_file(path).read_text(encoding="utf-8"))
    except (ValueError, OSError, RecursionError) as error:
        reason = getattr(error, "strerror", "") or "it is no JSON"
        message = f"The mapping {path.name} cannot be read: {reason}."
        raise Refusal(message, "mapping") from None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        message = f"The mapping {path.name} is not a list of columns as --save-mapping writes it."
        raise Refusal(message, "mapping")
    for entry in found:
        if not is_target(str(entry.get("target"))):
            told = f"{str(entry.get('header'))[:40]} to {str(entry.get('target'))[:40]}"
            message = f"The mapping {path.name} sends {told}, which is no place a column can go."
            raise Refusal(message, "mapping")
    return found


def _choices(store: Store, table: Table, saved: list[dict[str, Any]], args: Any) -> Choices:
    country = (args.country or setting(store, "country")).strip().upper()
    remembered = None if saved else store
    columns = importing.recognised(table, country, date_order=args.date_order, store=remembered)
    if saved:
        columns = importing.with_mapping(columns, saved)
    columns = importing.with_said_words(store, columns, args.word)
    if not args.country:
        country = importing.likely_country(table, columns, country)
    return Choices(columns, args.on_match, country)


def _bring_in(
    store: Store, path: Path, table: Table, choices: Choices, args: Any, talk: Talk
) -> dict[str, Any]:
    done: Rehearsal
    unknown = _unknown(store, table, choices)
    if args.dry_run:
        done = importing.rehearse(store, table, choices, talk.progress)
    else:
        done = importing.bring_in(store, path, table, choices, talk.progress, last=True)
    report = importing.report(path, table, choices, done, dry=args.dry_run)
    ours = setting(store, "country").strip().upper()
    report["elsewhere"] = ours if not args.country and choices.country != ours else ""
    report["unknown_words"] = unknown
    if args.refused and done.ledger.problems:
        try:
            numbers = importing.numbers_of(store, done.step_id)
            importing.write_refused(
                args.refused, table.headers, done.refused, done.ledger.problems, numbers
            )
        except CannotWrite as error:
            # The import itself stands, and must not be reported as failed.
            talk.remark(f"The refused rows were not written. {error}")
    return report


def _unknown(store: Store, table: Table, choices: Choices) -> list[dict[str, Any]]:
    stages = importing.stages_of(store)
    return [
        {"column": guess.header, "word": each.word, "times": each.times,
         "suggestion": each.suggestion}
        for guess in choices.columns
        for each in importing.unknown_words(table, guess, stages)
    ]  # fmt: skip


def _word_lines(report: dict[str, Any]) -> list[str]:
    """Words that were kept as they stand because nobody said what they mean."""
    unknown = report["unknown_words"]
    lines = [
        f"  “{each['word']}” in {each['column']} ({count(each['times'], 'cell')}) is not known and"
        f' stays as it is; --word "{each["column"]}:{each["word"]}='
        f'{each["suggestion"] or "MEANING"}" says what it means.'
        for each in unknown[:5]
    ]
    more = len(unknown) - 5
    return [*lines, *([f"  … and {count(more, 'more word')} like that."] if more > 0 else [])]


def _near_lines(report: dict[str, Any]) -> list[str]:
    """How many look like somebody of the book or further up: they wait on the pile."""
    lines = []
    for name, whom in (
        ("near_matches", "somebody in the book"), ("near_in_file", "an earlier row of the file"),
    ):  # fmt: skip
        if number := report[name]:
            looks = "new person looks" if number == 1 else "new people look"
            lines.append(f"  {number:,} {looks} like {whom}: see the pile of look-alikes.")
    if number := report["near_firms"]:
        firms = count(number, "new company", "new companies")
        lines.append(f"  {firms} may be another that is spelt otherwise: see the same pile.")
    return lines


def _lines(report: dict[str, Any]) -> list[str]:
    if report["kind"] in ("calendar", "mail"):
        from app.cli import import_other

        return import_other.lines(report)
    rows, cells = report["rows"], report["cells"]
    would = "would be " if report["dry_run"] else ""
    lines = [
        f"{report['file']}: {count(rows['read'], 'row')} read in {report['seconds']:.1f} s.",
        (
            f"  {rows['created']:,} {would}new, {rows['updated']:,} {would}updated,"
            f" {rows['unchanged']:,} the same, {rows['skipped']:,} skipped,"
            f" {rows['refused']:,} refused."
        ),
        (
            f"  {count(cells['total'], 'cell')}: {cells['stored']:,} as they stood,"
            f" {cells['transformed']:,} tidied, {cells['parked']:,} in fields of your own,"
            f" {cells['left_out']:,} left out, {cells['refused']:,} refused."
        ),
    ]
    lines += [
        f"  Row {', '.join(filter(None, (str(problem['row']), problem['column'])))}:"
        f" {problem['reason']}"
        for problem in report["refused"][:10]
    ]
    if len(report["refused"]) > 10:
        lines.append(f"  … and {len(report['refused']) - 10:,} more; see --refused OUT.csv")
    lines += [f"  {column['question']}" for column in report["columns"] if column.get("question")]
    lines += [f"  Note: {note}" for note in report["notes"]]
    if report["as_typed"]:
        numbers = count(report["as_typed"], "phone number")
        lines.append(f"  {numbers} fit no number of {report['country']}: kept as typed.")
    if report["elsewhere"]:
        lines.append(
            f"  Numbers and addresses without a country are read as of {report['country']},"
            f" where the file points to; --country {report['elsewhere']} reads them as yours."
        )
    lines += _word_lines(report)
    if files := report["created"].get("files"):
        lines.append(f"  {count(files, 'photo or other file', 'photos and other files')} kept.")
    lines += _near_lines(report)
    if report["step"]:
        lines.append(f"  To take it back: deskbook undo {report['step']} --in BOOK")
    return lines
