"""Photos of cards become the people's photos, come out again, and go with an undo."""

import base64
import struct
import zlib

import pytest

from app.desk import cards, importing
from app.desk.letter_pictures import Pictures
from app.exchange.cards import vcard_out
from app.exchange.cards.card_pictures import Picture
from app.models.errors import Refusal
from app.models.picture_kinds import MAX_PICTURE
from app.storage import blobs, book, undo
from app.storage.queries import documents
from tests.desk import bringing
from tests.storage.builders import dump


def png(shade):
    """A picture of one dot."""

    def part(name, data):
        crc = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20 + b"\xff\xd9"
GIF = b"GIF89a" + bytes(60)


def text_of(data):
    return base64.b64encode(data).decode()


def folded(text, width=74):
    return "\r\n ".join(text[at : at + width] for at in range(0, len(text), width))


def card(name, *lines, version="3.0"):
    said = [f"FN:{name}", f"EMAIL:{name.split()[0].lower()}@a.example", *lines]
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *said, "END:VCARD", ""])


def bring(store, folder, text, name="cards.vcf", policy="update"):
    return bringing.bring(store, folder, text, name, policy)


def photos(store):
    rows = store.select(
        "SELECT c.name, d.name, d.sha256 FROM document d JOIN contact c ON c.id = d.contact_id"
        " ORDER BY d.id"
    )
    return [(who, name, blobs.read(store, digest)) for who, name, digest in rows]


@pytest.mark.parametrize(
    ("line", "data", "name"),
    [
        ("PHOTO;ENCODING=BASE64;JPEG:" + folded(text_of(JPEG)), JPEG, "Photo.jpg"),
        ("PHOTO;ENCODING=b;TYPE=JPEG:" + folded(text_of(JPEG)), JPEG, "Photo.jpg"),
        ("PHOTO:data:image/png;base64," + folded(text_of(png(9))), png(9), "Photo.png"),
        ("item1.PHOTO;BASE64;TYPE=GIF:" + text_of(GIF), GIF, "Photo.gif"),
        ('PHOTO;X-A="a:b;c";ENCODING="b":' + text_of(png(7)), png(7), "Photo.png"),
    ],
)
def test_a_photo_of_every_version_becomes_the_persons_photo(store, tmp_path, line, data, name):
    done = bring(store, tmp_path, card("Ann Lee", line))
    assert photos(store) == [("Ann Lee", name, data)]
    assert (done.ledger.transformed, done.created["files"]) == (1, 1)
    assert done.ledger.left_out == ("X-A" in line), "a parameter nobody knows is a remark"


def test_the_photo_of_an_ldif_entry_is_kept(store, tmp_path):
    photo = "\n ".join([text_of(JPEG)[:60], text_of(JPEG)[60:]])
    text = f"dn: cn=Ann Lee\ncn: Ann Lee\nmail: a@a.example\njpegPhoto:: {photo}\n"
    bring(store, tmp_path, text, "people.ldif")
    assert photos(store) == [("Ann Lee", "Photo.jpg", JPEG)]


def test_the_same_cards_again_change_nothing(store, tmp_path):
    text = card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(JPEG))
    bring(store, tmp_path, text)
    before = {name: rows for name, rows in dump(store).items() if name != "import_run"}
    done = bring(store, tmp_path, text)
    assert done.ledger.unchanged == 1
    assert {name: rows for name, rows in dump(store).items() if name != "import_run"} == before


def test_undo_takes_the_photos_back(store, tmp_path):
    before = dump(store)
    done = bring(store, tmp_path, card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(JPEG)))
    undo.undo(store, done.step_id)
    left = dump(store)
    assert left["document"] == before["document"] == []
    assert left["contact"] == before["contact"]


def test_another_photo_stays_beside_the_one_in_place_when_only_gaps_are_filled(store, tmp_path):
    bring(store, tmp_path, card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(JPEG)))
    bring(store, tmp_path, card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(png(1))), policy="fill")
    assert [name for _, name, _ in photos(store)] == ["Photo.jpg", "Other photo.png"]
    (who,) = store.one("SELECT id FROM contact")
    assert [row["sha256"] for row in documents.photos_of(store, [who])] == [
        Picture("Photo", JPEG).digest
    ]


def test_two_people_with_one_photo_keep_its_content_once(store, tmp_path):
    line = "PHOTO;ENCODING=b:" + text_of(JPEG)
    bring(store, tmp_path, card("Ann Lee", line) + card("Ben Ray", line))
    assert len(photos(store)) == 2
    assert store.value("SELECT count(*) FROM blob") == 1


def test_a_photo_that_is_none_is_refused_with_its_reason(store, tmp_path):
    done = bring(store, tmp_path, card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(b"no picture")))
    assert photos(store) == []
    assert done.ledger.refused == 1
    assert "no picture" in done.ledger.problems[0].reason
    assert store.value("SELECT count(*) FROM contact") == 1


def test_a_photo_larger_than_the_limit_is_refused_with_its_reason(store, tmp_path):
    large = JPEG[:4] + bytes(MAX_PICTURE)
    done = bring(store, tmp_path, card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(large)))
    assert photos(store) == []
    assert "12 MB" in done.ledger.problems[0].reason


def test_a_photo_on_the_web_is_kept_as_a_link(store, tmp_path):
    bring(store, tmp_path, card("Ann Lee", "PHOTO;VALUE=URI:https://a.example/ann.jpg"))
    assert store.value("SELECT value FROM field_value") == "https://a.example/ann.jpg"


def test_logos_sounds_and_keys_are_kept_as_files(store, tmp_path):
    key = b"-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc"
    lines = ["LOGO;ENCODING=b:" + text_of(png(3)), "KEY:data:application/pgp-keys;base64,"
             + text_of(key), "SOUND;ENCODING=b:" + text_of(b"OggS" + bytes(40))]  # fmt: skip
    done = bring(store, tmp_path, card("Ann Lee", *lines))
    assert [name for _, name, _ in photos(store)] == ["Logo.png", "Key.asc", "Sound.ogg"]
    assert done.ledger.left_out == 0


def test_a_firms_photo_is_the_firms(store, tmp_path):
    text = card("Acme Ltd", "KIND:org", "PHOTO;ENCODING=b:" + text_of(JPEG), version="4.0")
    bring(store, tmp_path, text)
    bring(store, tmp_path, text)
    assert store.value("SELECT count(*) FROM document WHERE account_id IS NOT NULL") == 1


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("data", [JPEG, GIF, png(5)])
def test_photos_go_out_with_the_card_and_come_back_the_same(store, tmp_path, version, data):
    bring(store, tmp_path, card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(data)))
    (who,) = store.one("SELECT id FROM contact")
    out = tmp_path / "out.vcf"
    vcard_out.write(out, cards.people(store, [who]), version)
    assert max(len(line) for line in out.read_bytes().split(b"\r\n")) <= 75
    again = book.create_book(tmp_path / "other.deskbook")
    try:
        bring(again, tmp_path, out.read_text(encoding="utf-8"))
        assert [each[2] for each in photos(again)] == [data]
    finally:
        book.close_book(again)


def test_letters_show_the_photo_of_a_card(store, tmp_path):
    bring(store, tmp_path, card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(JPEG)))
    (who,) = store.one("SELECT id FROM contact")
    assert [row["contact_id"] for row in documents.photos_of(store, [who])] == [who]
    assert Pictures(store, None, [who]).of(who) == {}


def test_a_file_that_was_changed_since_it_was_read_brings_nothing(store, tmp_path):
    path = tmp_path / "cards.vcf"
    path.write_text(card("Ann Lee", "PHOTO;ENCODING=b:" + text_of(JPEG)), encoding="utf-8")
    table = importing.read(path)
    chosen = importing.Choices(importing.recognised(table, "GB", store=store))
    path.write_text(card("Ann Lee"), encoding="utf-8")
    with pytest.raises(Refusal):
        importing.bring_in(store, path, table, chosen)
    assert store.value("SELECT count(*) FROM contact") == 0
