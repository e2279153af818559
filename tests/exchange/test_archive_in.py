"""An archive with one list is that list; of any other it is said what is inside."""

import zipfile

import pytest

from app.exchange.reading import contents_in, read_table
from app.exchange.tables.table import UnreadableFile

LIST = "Name,Phone\nAnn Lee,0161 496 0000\n"


def packed(folder, **files):
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def refusal(path):
    with pytest.raises(UnreadableFile) as caught:
        read_table(path)
    return str(caught.value)


def test_the_only_list_of_an_archive_is_read(tmp_path):
    files = {"out/people.csv": LIST, "__MACOSX/out/._people.csv": "x", "out/.DS_Store": "x"}
    table = read_table(packed(tmp_path, **files))
    assert (table.info.path_name, table.rows) == ("export.zip", [("Ann Lee", "0161 496 0000")])


def test_several_files_are_named(tmp_path):
    files = {f"{name}.csv": LIST for name in "abcdefg"} | {"readme.html": "x"}
    assert refusal(packed(tmp_path, **files)) == (
        "This is an archive with a.csv, b.csv, c.csv, d.csv, e.csv and 3 more files in it. Unpack"
        " it and import what you need, one file after the other."
    )


def test_a_file_that_is_no_list_is_named(tmp_path):
    said = refusal(packed(tmp_path, **{"letter.docx": "x"}))
    assert said == "This is an archive with letter.docx in it. Unpack it and import it."


def test_an_empty_archive_and_one_that_leads_elsewhere_do_no_harm(tmp_path):
    assert refusal(packed(tmp_path, **{"__MACOSX/x.csv": ""})).startswith("This archive is empty")
    assert len(read_table(packed(tmp_path, **{"../../up.csv": LIST})).rows) == 1
    assert not (tmp_path.parent / "up.csv").exists()


def test_a_bomb_is_not_unpacked(tmp_path):
    said = refusal(packed(tmp_path, **{"people.csv": "a" * 30_000_000}))
    assert said.startswith("This archive unpacks to far more")


def test_an_archive_within_an_archive_is_not_opened(tmp_path):
    inner = packed(tmp_path, **{"people.csv": LIST}).read_bytes()
    assert "inner.zip" in refusal(packed(tmp_path, **{"inner.zip": inner}))


def test_photos_of_packed_cards_are_found(tmp_path):
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\nEND:VCARD\n"
    )
    found = list(contents_in(packed(tmp_path, **{"ann.vcf": card})))
    assert found
    assert found[0].startswith(b"\x89PNG")
