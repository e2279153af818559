"""The office program as a child process: it can be stopped, and ends with what it started."""

import time

import docx
import pytest

from app.exchange.new_file import CannotWrite
from app.exchange.office_program import office_program, to_pdf


class Stopped(Exception):
    """The person pressed Cancel."""


def letter(folder):
    path = folder / "Letter.docx"
    made = docx.Document()
    made.add_paragraph("Dear Ann,")
    made.save(str(path))
    return path


@pytest.mark.skipif(office_program() is None, reason="no office program on this computer")
def test_a_pdf_that_is_being_made_can_be_stopped(tmp_path):
    calls = []

    def progress(*_told):
        calls.append(1)
        if len(calls) > 1:
            raise Stopped

    started = time.monotonic()
    with pytest.raises(Stopped):
        to_pdf([letter(tmp_path)], tmp_path / "out", progress)
    assert time.monotonic() - started < 20
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_a_program_that_makes_nothing_is_said(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(CannotWrite, match="made no PDF"):
        to_pdf([letter(tmp_path)], tmp_path / "out")
