"""A disk that fills and a drive that is taken away while something is written out."""

import errno
import shutil

import pytest

from app.desk import exporting
from app.exchange.new_file import CannotWrite, why_not
from app.models.contact import Contact
from app.models.operations import contacts
from app.storage.queries.lists import ListQuery

ENDINGS = ("xlsx", "csv", "vcf", "json")


@pytest.fixture
def people(store):
    for number in range(40):
        contacts.save_contact(store, Contact(name=f"Ann Lee {number}", note="word " * 200))
    return store


@pytest.fixture
def small_disk():
    """No file may grow beyond a few kilobytes, wherever the writing stops."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))

    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 1, 900])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_list_that_does_not_fit_is_told_and_leaves_nothing(
    people, tmp_path, small_disk, ending, size
):
    folder = tmp_path / "out"
    folder.mkdir()
    small_disk(size)
    with pytest.raises(CannotWrite, match="Nothing was changed"):
        exporting.export_list(people, ListQuery("contact"), None, folder / f"people.{ending}")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_list_whose_folder_is_gone_is_told(people, tmp_path, ending):
    folder = tmp_path / "drive"
    folder.mkdir()
    with pytest.raises(CannotWrite, match=f"There is no folder {folder}"):
        exporting.export_list(
            people, ListQuery("contact"), None, folder / f"people.{ending}",
            progress=lambda *_: shutil.rmtree(folder, ignore_errors=True),
        )  # fmt: skip
    assert not folder.exists()


@pytest.mark.parametrize("after", [1, 4, 8, 9])
def test_a_whole_book_whose_folder_is_gone_is_told(people, tmp_path, after):
    drive, steps = tmp_path / "drive", []
    drive.mkdir()

    def unplugged(*_):
        steps.append(1)
        if len(steps) == after:
            shutil.rmtree(drive)

    with pytest.raises(CannotWrite, match=f"There is no folder {drive}"):
        exporting.export_everything(people, drive / "all", unplugged)
    assert not drive.exists()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full."), (errno.EDQUOT, "The disk is full."),
        (errno.ENOENT, "There is no folder"), (errno.EACCES, "cannot be written"),
        (errno.EIO, "list.csv could not be written"),
    ],
)  # fmt: skip
def test_why_a_file_could_not_be_written_is_plain(tmp_path, number, said):
    assert said in why_not(OSError(number, "words of the system"), tmp_path / "list.csv")
