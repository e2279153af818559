"""Letters made from a template: one, one file a person, or all in one file."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.exchange.letter_combined import CombinedRun, CombinedTemplate
from app.exchange.letter_places import fill_nodes
from app.exchange.merge_record import FieldNames, MergeRecord
from app.exchange.merge_results import SkipRecord
from app.exchange.new_file import CannotWrite, put_in_place, replacing, safe_file_name, sync_folder
from app.exchange.word_package import (
    PackageWriter,
    UnusableTemplate,
    central_record,
    end_record,
    local_record,
    packed_member,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from app.exchange.letter_template import Template

_TELL_EVERY = 8


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """How a run ended. `letters` made, `skipped` by the template itself, files in order."""

    letters: int = 0
    skipped: int = 0
    cancelled: bool = False
    files: tuple[Path, ...] = ()


@dataclass(slots=True)
class SingleLetter:
    """One letter being filled; see letter_places.Letter."""

    record: MergeRecord
    mark_merged: bool = False

    def unique(self, _kind: str, key: str) -> str:
        """In a file of its own a letter keeps the template's numbers."""
        return key


@dataclass(slots=True)
class _Files:
    """Makes whole files: the parts that never change are joined and listed once."""

    template: Template
    fixed: bytes = b""
    directory: bytes = b""
    count: int = 0
    names: FieldNames = field(default_factory=FieldNames)

    def prepare(self) -> None:
        records: list[bytes] = []
        listed: list[bytes] = []
        offset = 0
        for name, member in self.template.members.items():
            if name in self.template.programs:
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
        out, listed = [self.fixed], [self.directory]
        offset, taken = len(self.fixed), 1
        for name, program in self.template.programs.items():
            main = name == self.template.main
            record = MergeRecord(values, self.names, following if main else None, number)
            chunks: list[bytes] = []
            fill_nodes(program, SingleLetter(record), chunks)
            taken = max(taken, record.taken)
            member = packed_member(name, _clean(chunks))
            listed.append(central_record(member, offset))
            out.append(local_record(member))
            offset += len(out[-1])
        directory = b"".join(listed)
        count = self.count + len(self.template.programs)
        out += [directory, end_record(count, len(directory), offset)]
        return b"".join(out), taken


def _clean(chunks: list[bytes]) -> bytes:
    data = b"".join(chunks)
    return data.replace(b"<?gap?>", b"") if b"<?gap?>" in data else data


def merge_one(template: Template, values: Mapping[str, Any]) -> bytes:
    """The finished .docx for one recipient. Raises UnusableTemplate if a rule skips them."""
    files = _Files(template)
    files.prepare()
    try:
        return files.make(values)[0]
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
) -> MergeOutcome:
    """One .docx with a letter for each recipient, each a section of its own on a new page.

    Headers and footers are the template's, page numbers start again with each letter. With
    nobody to write to, or when cancelled, no file is made. Raises CannotWrite and
    UnusableTemplate.
    """
    combined = CombinedTemplate(template)
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
