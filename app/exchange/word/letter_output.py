"""Letters made from a template: one, one file a person, or all in one file."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.exchange.new_file import CannotWrite, put_in_place, replacing, safe_file_name, sync_folder
from app.exchange.word.letter_combined import CombinedRun, CombinedTemplate
from app.exchange.word.letter_gaps import GAP
from app.exchange.word.letter_images import PartLetter
from app.exchange.word.letter_pictures import picture_members
from app.exchange.word.letter_places import fill_nodes
from app.exchange.word.merge_record import FieldNames, MergeRecord
from app.exchange.word.merge_results import SkipRecord
from app.exchange.word.word_package import (
    PackageWriter,
    UnusableTemplate,
    central_record,
    end_record,
    local_record,
    packed_member,
    rels_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from app.exchange.word.letter_template import Template
    from app.exchange.word.word_package import Member

_TELL_EVERY = 8


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """How a run ended. `letters` made, `skipped` by the template itself, files in order."""

    letters: int = 0
    skipped: int = 0
    cancelled: bool = False
    files: tuple[Path, ...] = ()


@dataclass(slots=True)
class _Files:
    """Makes whole files: the parts that never change are joined and listed once."""

    template: Template
    fixed: bytes = b""
    directory: bytes = b""
    count: int = 0
    names: FieldNames = field(init=False)

    def __post_init__(self) -> None:
        self.names = FieldNames(self.template.field_map)

    def prepare(self) -> None:
        records: list[bytes] = []
        listed: list[bytes] = []
        offset = 0
        template = self.template
        changing = {*template.programs, *(rels_name(name) for name in template.pictured)}
        for name, member in template.members.items():
            if name in changing:
                continue
            record = local_record(member)
            listed.append(central_record(member, offset))
            records.append(record)
            offset += len(record)
        self.fixed, self.directory = b"".join(records), b"".join(listed)
        self.count = len(records)

    def make(
        self,
        values: Mapping[str, Any],
        following: Iterator[Mapping[str, Any]] | None = None,
        number: int = 1,
    ) -> tuple[bytes, int]:
        """The bytes of one letter's file, and how many recipients it took."""
        members, taken = self._filled(values, following, number)
        out, listed = [self.fixed], [self.directory]
        offset = len(self.fixed)
        for member in members:
            listed.append(central_record(member, offset))
            out.append(local_record(member))
            offset += len(out[-1])
        directory = b"".join(listed)
        count = self.count + len(members)
        out += [directory, end_record(count, len(directory), offset)]
        return b"".join(out), taken

    def _filled(
        self,
        values: Mapping[str, Any],
        following: Iterator[Mapping[str, Any]] | None,
        number: int,
    ) -> tuple[list[Member], int]:
        template, taken = self.template, 1
        members: dict[str, Member] = {}
        drawings = itertools.count(template.first_drawing)
        for name, program in template.programs.items():
            if name in template.plain and not values.get("extra"):
                members[name] = template.members[name]
                continue
            main = name == template.main
            record = MergeRecord(values, self.names, following if main else None, number)
            letter = PartLetter(record, drawings)
            chunks: list[bytes] = []
            fill_nodes(program, letter, chunks)
            taken = max(taken, record.taken)
            members[name] = packed_member(name, _clean(chunks))
            if name in template.pictured:
                members |= picture_members(template, name, letter.pictures)
        return list(members.values()), taken


def _clean(chunks: list[bytes]) -> bytes:
    data = b"".join(chunks)
    return data.replace(GAP, b"") if GAP in data else data


def edited(
    values: Mapping[str, Any], overrides: Mapping[str, Any] | None = None, extra: str = ""
) -> dict[str, Any]:
    """The values of one letter after somebody changed it by hand.

    `overrides` are values for this letter only, by our names or the template's; `extra` is a
    sentence added at {{extra}}, or after the last sentence of the text.
    """
    return {**values, **(overrides or {}), **({"extra": extra} if extra.strip() else {})}


def merge_one(
    template: Template,
    values: Mapping[str, Any],
    *,
    overrides: Mapping[str, Any] | None = None,
    extra: str = "",
) -> bytes:
    """The finished .docx for one recipient, with the changes of `edited`.

    Raises UnusableTemplate if a rule of the template skips them.
    """
    files = _Files(template)
    files.prepare()
    try:
        return files.make(edited(values, overrides, extra))[0]
    except SkipRecord:
        raise UnusableTemplate("The template itself leaves this person out.") from None


def merge_separate(
    template: Template,
    recipients: Iterable[tuple[str, Mapping[str, Any]]],
    folder: str | Path,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> MergeOutcome:
    """One .docx a recipient in `folder`, named as given (made safe and unique).

    Values changed for one letter come from `edited`.

    All are made in a hidden folder first and then moved, so that a run that is cancelled or
    fails leaves nothing behind. Raises CannotWrite.
    """
    target = Path(folder)
    try:
        hidden = Path(tempfile.mkdtemp(prefix=".letters-", dir=target))
    except OSError:
        raise CannotWrite(
            f"The folder {target} cannot be written. Choose another place. Nothing was changed."
        ) from None
    try:
        return _separate(template, recipients, target, hidden, progress, cancelled)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _separate(
    template: Template,
    recipients: Iterable[tuple[str, Mapping[str, Any]]],
    target: Path,
    hidden: Path,
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> MergeOutcome:
    files = _Files(template)
    files.prepare()
    taken_names = {entry.name.casefold() for entry in os.scandir(target)}
    made: list[tuple[Path, Path]] = []
    skipped = 0
    for index, (name, values) in enumerate(recipients):
        if cancelled and cancelled():
            return MergeOutcome(0, skipped, cancelled=True)
        try:
            content, _ = files.make(values, None, index + 1)
        except SkipRecord:
            skipped += 1
            continue
        unique = _unique_name(name, taken_names)
        temporary = hidden / f"{index}.docx"
        _write(temporary, content, target / unique)
        made.append((temporary, target / unique))
        if progress and not index % _TELL_EVERY:
            progress(index + 1)
    _move(made)
    if progress:
        progress(len(made))
    return MergeOutcome(len(made), skipped, files=tuple(path for _, path in made))


def _write(temporary: Path, content: bytes, target: Path) -> None:
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        full = "The disk is full. Make room" if error.errno == 28 else f"{target.name} failed"
        raise CannotWrite(f"{full} and try again. Nothing was changed.") from error


def _move(made: list[tuple[Path, Path]]) -> None:
    moved: list[Path] = []
    try:
        for temporary, target in made:
            put_in_place(temporary, target)
            moved.append(target)
        if made:
            sync_folder(made[0][1].parent)
    except CannotWrite:
        for path in moved:
            path.unlink(missing_ok=True)
        raise


def _unique_name(name: str, taken: set[str]) -> str:
    safe = safe_file_name(name if name.lower().endswith(".docx") else f"{name}.docx")
    stem = safe[: -len(".docx")]
    candidate, number = safe, 2
    while candidate.casefold() in taken:
        candidate = f"{stem} ({number}).docx"
        number += 1
    taken.add(candidate.casefold())
    return candidate


def merge_combined(
    template: Template,
    recipients: Iterable[Mapping[str, Any]],
    out_path: str | Path,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    duplex: bool = False,
) -> MergeOutcome:
    """One .docx with a letter for each recipient, each a section of its own on a new page.

    Headers and footers are the template's, page numbers start again with each letter. `duplex`:
    each letter starts on a fresh sheet. Values changed for one letter come from `edited`. With
    nobody to write to, or when cancelled, no file is made. Raises CannotWrite and
    UnusableTemplate.
    """
    combined = CombinedTemplate(template, duplex=duplex)
    people = iter(recipients)
    first = next(people, None)
    if first is None:
        return MergeOutcome()
    outcome = MergeOutcome(cancelled=True)
    try:
        with replacing(out_path) as stream:
            writer = PackageWriter(stream)
            outcome = _combine(combined, first, people, writer, progress, cancelled)
            if outcome.cancelled or not outcome.letters:
                raise _Unwanted
            writer.close()
    except _Unwanted:
        return outcome
    return MergeOutcome(outcome.letters, outcome.skipped, files=(Path(out_path),))


class _Unwanted(Exception):
    pass


def _combine(
    combined: CombinedTemplate,
    first: Mapping[str, Any],
    people: Iterator[Mapping[str, Any]],
    writer: PackageWriter,
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> MergeOutcome:
    run = CombinedRun(combined, writer)
    try:
        return _add_all(run, first, people, progress, cancelled)
    finally:
        run.close()


def _add_all(
    run: CombinedRun,
    first: Mapping[str, Any],
    people: Iterator[Mapping[str, Any]],
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> MergeOutcome:
    values: Mapping[str, Any] | None = first
    seen = skipped = 0
    while values is not None:
        if cancelled and cancelled():
            return MergeOutcome(run.letters, skipped, cancelled=True)
        try:
            seen += run.add(values, people)
        except SkipRecord:
            skipped += 1
            seen += 1
        if progress and not seen % _TELL_EVERY:
            progress(seen)
        values = next(people, None)
    if run.letters:
        run.finish()
        if progress:
            progress(seen)
    return MergeOutcome(run.letters, skipped)
