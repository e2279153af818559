"""``deskbook import FOLDER``: a new book from a whole export, or a plain refusal."""

from pathlib import Path

from tests.cli.conftest import Type


def test_a_new_book_is_made_from_a_whole_export(typed: Type, sample: Path, tmp_path: Path) -> None:
    typed("export", "everything", "--from", sample, "--to", tmp_path / "all")
    done = typed("import", tmp_path / "all", "--into", tmp_path / "new.deskbook", "--json").json
    assert (done["rows"]["contact"], done["history"]) == (300, True)
    assert typed("check", tmp_path / "new.deskbook").status == 0
    again = typed("import", tmp_path / "all", "--into", tmp_path / "new.deskbook")
    assert again.status == 1
    assert "only goes into a new book" in again.err


def test_a_folder_of_something_else_is_refused(typed: Type, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    said = typed("import", tmp_path / "photos", "--into", tmp_path / "new.deskbook")
    assert said.status == 1
    assert not (tmp_path / "new.deskbook").exists()


def test_options_of_files_are_refused_for_a_folder(typed: Type, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    said = typed("import", tmp_path / "all", "--into", tmp_path / "new.deskbook", "--dry-run")
    assert said.status == 1
    assert "--dry-run" in said.err
