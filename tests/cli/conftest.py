"""A command line to type at, and a book with the example firm in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.run import run


@dataclass
class Said:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Type = Callable[..., Said]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Type:
    """Runs ``deskbook`` with these arguments and gives what it said."""

    def type_in(*words: object) -> Said:
        capsys.readouterr()
        status = run([str(word) for word in words])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return type_in


@pytest.fixture
def sample(typed: Type, tmp_path: Path) -> Path:
    book = tmp_path / "Garden.deskbook"
    assert typed("new", book, "--sample").status == 0
    return book


@pytest.fixture
def empty(typed: Type, tmp_path: Path) -> Path:
    book = tmp_path / "Empty.deskbook"
    assert typed("new", book).status == 0
    return book


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(
        "First name,Last name,Company,Email,Phone,Town,Postcode\n"
        "Ada,Quill,Quill & Co,ada@quill.example,0118 496 0001,Reading,RG1 1AA\n"
        "Bo,Reed,Reedworks,bo@reed.example,0118 496 0002,Leeds,LS1 1AA\n"
        "Cy,Moss,,cy@moss.example,0118 496 0003,York,YO1 1AA\n",
        encoding="utf-8",
    )
    return file
