"""A damaged book given to every command: plain words, no word of the engine, nothing changed."""

import random
import re
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Type

PAGE = 4096
ENGINE = re.compile(
    r"traceback|sqlite|malformed|rowid|\btree \d|\bpage \d|constraint|went wrong inside|restoring-",
    re.I,
)
COMMANDS = (
    "check BOOK", "check BOOK --deep", "find ann --in BOOK", "list contact --in BOOK",
    "list deal --in BOOK --json", "show contact 1 --in BOOK", "agenda --in BOOK",
    "export contacts --from BOOK --to OUT.xlsx", "export everything --from BOOK --to OUT",
    "history --in BOOK", "undo --in BOOK", "redo --in BOOK", "backup --in BOOK --to OUT.backup",
    "import PEOPLE --into BOOK", "restore BOOK --to OUT.deskbook", "backups --in BOOK",
    "appointment --in BOOK --title Visit --start 2026-11-24T10:30 --minutes 45",
    "free --in BOOK --minutes 45 --staff Somebody", "merge contact 1 2 --in BOOK",
)  # fmt: skip


def bits(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice([1, 8, 60])):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    return data


def zeroed(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(1, len(data) // PAGE) * PAGE
    data[start : start + PAGE] = bytes(PAGE)
    return data


def swapped(data: bytearray, chance: random.Random) -> bytearray:
    one, other = (at * PAGE for at in chance.sample(range(1, len(data) // PAGE), 2))
    kept = data[one : one + PAGE]
    data[one : one + PAGE] = data[other : other + PAGE]
    data[other : other + PAGE] = kept
    return data


def cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.choice([0, 50, 700, PAGE * 3, chance.randrange(len(data))])]


def first_page(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(20):
        data[chance.randrange(100, PAGE)] ^= 255
    return data


def header(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(3):
        data[chance.randrange(100)] = chance.randrange(256)
    return data


@pytest.mark.parametrize("harm", [bits, zeroed, swapped, cut, first_page, header])
def test_every_command_meets_a_damaged_book_with_plain_words(
    typed: Type, sample: Path, people: Path, tmp_path: Path, harm
) -> None:
    sound = sample.read_bytes()
    chance = random.Random(harm.__name__)
    for at, command in enumerate(COMMANDS):
        book = tmp_path / f"{at}.deskbook"
        book.write_bytes(harm(bytearray(sound), chance))
        before = sha256(book.read_bytes()).digest()
        names = {"BOOK": str(book), "PEOPLE": str(people)}
        words = [names.get(word, word.replace("OUT", str(tmp_path / f"out{at}")))
                 for word in command.split()]  # fmt: skip
        said = typed(*words)
        assert said.status in (0, 1, 3), command
        assert not ENGINE.search(said.err), (command, said.err)
        if "--json" not in words:
            assert not ENGINE.search(said.out), (command, said.out)
        if said.status:
            assert sha256(book.read_bytes()).digest() == before, command


def test_a_damaged_backup_is_named_and_an_older_one_advised(typed: Type, sample: Path) -> None:
    backup = sample.with_suffix(".deskbook-backup")
    backup.write_bytes(bytes(zeroed(bytearray(sample.read_bytes()), random.Random(1))))
    said = typed("restore", backup, "--to", sample)
    assert said.status == 3
    assert backup.name in said.err
    assert "older backup" in said.err


def test_a_command_promises_no_form_that_keeps_what_was_typed(
    typed: Type, empty: Path, tmp_path: Path
) -> None:
    people = tmp_path / "many.csv"
    rows = (f"Ann Lee {number},{'word ' * 40}\n" for number in range(3000))
    people.write_text("Name,Note\n" + "".join(rows), encoding="utf-8")
    resource = pytest.importorskip("resource")
    before, limits = sha256(empty.read_bytes()).digest(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (empty.stat().st_size, limits[1]))
    try:
        said = typed("import", people, "--into", empty)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert said.status != 0
    assert "Nothing was saved" in said.err
    assert "typed" not in said.err
    assert sha256(empty.read_bytes()).digest() == before
