"""Files of a run of letters: merged beside their place, put there all together or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.desk.letter_values import LetterFor, Prepared
from app.exchange import office_program
from app.exchange.new_file import CannotWrite, put_in_place, sync_folder
from app.exchange.word import letters as merging
from app.exchange.word.letters import Template
from app.models.errors import Refusal

Progress = Callable[[int, int, str], None]
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class LetterFiles:
    """The files of one run; ``write``, then ``place``. ``clear`` takes away what is not placed."""

    def __init__(self, to: Path, *, separate: bool, pdf: bool) -> None:
        _check_place(to, separate=separate, pdf=pdf)
        self.to, self.separate, self.pdf = to, separate, pdf
        self.folder = to if separate else to.parent
        self._new_folders = _make_folder(self.folder)
        self._work = _hidden_folder(self.folder)
        self.made: list[Path] = []
        self.files: tuple[Path, ...] = ()

    def write(
        self, template: Template, name: str, prepared: Prepared, progress: Progress | None
    ) -> tuple[Path, ...]:
        """Merge everything beside its place; the names it will have. Nothing is placed yet."""
        made = _write(template, name, prepared, self, progress)
        self.made = office_program.to_pdf(made, self._work / "pdf", progress) if self.pdf else made
        self.files = _free_names(self.folder, self.made) if self.separate else (self.to,)
        return self.files

    def take(self, made: Sequence[Path]) -> tuple[Path, ...]:
        """Take files that somebody else made in ``work``; the names they will have."""
        self.made = list(made)
        self.files = _free_names(self.folder, self.made)
        return self.files

    @property
    def work(self) -> Path:
        """Where files are made before they are placed."""
        return self._work

    def place(self) -> None:
        """Put the files where they belong: all, or none. Raises ``CannotWrite``."""
        _place(self.made, self.files)

    def clear(self, *, failed: bool = False) -> None:
        """Take away what is left of the work; when it failed, also the folders made for it."""
        shutil.rmtree(self._work, ignore_errors=True)
        if failed:
            for path in self._new_folders:
                if path.is_dir() and not any(path.iterdir()):
                    path.rmdir()


def file_names(template_name: str, letters: Sequence[LetterFor], pattern: str) -> list[str]:
    """The name of each letter's file, without ending; a pattern's names must be known."""
    stem = Path(template_name).stem
    if not pattern.strip():
        return [f"{stem} {letter.name}" for letter in letters]
    return [_named(pattern, letter, stem) for letter in letters]


def _named(pattern: str, letter: LetterFor, stem: str) -> str:
    values: dict[str, Any] = {**letter.filled(), "template": stem, "name": letter.name}

    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name not in values:
            message = f"“{name}” in the file name means nothing here. Try {{last_name}}."
            raise Refusal(message, "name_pattern")
        return str(values[name])

    made = " ".join(_PLACEHOLDER.sub(value, pattern).split())
    return made or f"{stem} {letter.name}"


def _write(
    template: Template,
    template_name: str,
    prepared: Prepared,
    files: LetterFiles,
    progress: Progress | None,
) -> list[Path]:
    letters = prepared.letters
    total = len(letters)
    told = None if progress is None else (lambda done: progress(done, total, "letters"))
    if not files.separate:
        out = files.work / f"{files.to.stem}.docx"
        everything = (each.filled() for each in letters)
        duplex = prepared.options.duplex
        outcome = merging.merge_combined(template, everything, out, told, duplex=duplex)
        if not outcome.letters:
            message = "The template leaves everybody out, so no letter was made."
            raise Refusal(message)
        return [out]
    names = file_names(template_name, letters, prepared.options.name_pattern)
    outcome = merging.merge_separate(
        template,
        ((name, each.filled()) for name, each in zip(names, letters, strict=True)),
        files.work,
        told,
    )
    return list(outcome.files)


def _check_place(to: Path, *, separate: bool, pdf: bool) -> None:
    if separate:
        if to.exists() and not to.is_dir():
            raise CannotWrite(f"{to.name} is a file. Choose a folder for the letters.")
        return
    ending = ".pdf" if pdf else ".docx"
    if to.suffix.lower() != ending:
        raise CannotWrite(f"The name of the letters' file must end in {ending}.")
    if to.is_dir():
        raise CannotWrite(f"{to.name} is a folder. Choose a file name.")


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; the new ones, the innermost first."""
    missing = []
    place = folder
    while not place.exists() and place != place.parent:
        missing.append(place)
        place = place.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise CannotWrite(
            f"The folder {folder} cannot be made: {reason}. Nothing was changed."
        ) from None
    return missing


def _hidden_folder(folder: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix=".letters-", dir=folder))
    except OSError:
        raise CannotWrite(
            f"The folder {folder} cannot be written. Choose another place. Nothing was changed."
        ) from None


def _place(made: Sequence[Path], files: Sequence[Path]) -> None:
    moved: list[Path] = []
    try:
        for source, target in zip(made, files, strict=True):
            known = target.exists()
            put_in_place(source, target)
            if not known:
                moved.append(target)
        sync_folder(files[0].parent)
    except CannotWrite:
        for path in moved:
            path.unlink(missing_ok=True)
        raise


def _free_names(folder: Path, made: Sequence[Path]) -> tuple[Path, ...]:
    taken = {entry.name.casefold() for entry in folder.iterdir()}
    return tuple(free_name(folder, path.name, taken) for path in made)


def free_name(folder: Path, name: str, taken: set[str]) -> Path:
    """A name in a folder that nobody has, noted among those taken."""
    stem, ending = Path(name).stem, Path(name).suffix
    free, number = name, 2
    while free.casefold() in taken:
        free = f"{stem} ({number}){ending}"
        number += 1
    taken.add(free.casefold())
    return folder / free
