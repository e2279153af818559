"""Pictures in letters: the logo of the business and a person's photo, and how they are kept."""

import io
import struct
import zipfile
import zlib
from datetime import date

import docx
import pytest

from app.desk import letters
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import contacts, documents, logo, people
from app.storage import undo
from app.storage.errors import DiskFailed
from app.storage.settings import setting

TODAY = date(2026, 11, 18)


def png(shade):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data))  # fmt: skip

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((0, shade)))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


LOGO, FACE, OLD_FACE = png(10), png(20), png(30)


def template(*lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


LETTER = template("{{image logo 40mm}}", "Dear {{first_name}}", "{{image Photo}}", "{{photo}}")


def person(store, name):
    return contacts.save_contact(store, Contact(name=name, first_name=name))


def with_logo(store, folder, data=LOGO, name="logo.png"):
    path = folder / name
    path.write_bytes(data)
    return logo.set_logo(store, path)


def prepared(store, ids, data=LETTER):
    return letters.prepare(store, letters.open_template(data), ids, today=TODAY)


def pictures_in(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if "media/" in name]
        return sorted(package.read(name) for name in names)


def test_each_letter_shows_the_logo_and_the_photo_of_its_person(store, tmp_path):
    ann, bob = person(store, "Ann"), person(store, "Bob")
    with_logo(store, tmp_path)
    documents.add_content(store, "photo old.png", OLD_FACE, contact_id=ann)
    documents.add_content(store, "Photo.PNG", FACE, contact_id=ann)
    documents.add_content(store, "photo.jpg", b"RIFF....WEBP", contact_id=ann)
    documents.add_content(store, "garden.png", OLD_FACE, contact_id=bob)
    found = prepared(store, [ann, bob])
    assert found.unknown_fields == ()
    made = letters.make(store, template_name="Card.docx", template_bytes=LETTER, prepared=found,
                        to=tmp_path / "out", separate=True)  # fmt: skip
    files = {path.stem: path.read_bytes() for path in made.files}
    assert pictures_in(files["Card Ann"]) == sorted((LOGO, FACE))
    assert pictures_in(files["Card Bob"]) == [LOGO]
    assert "b'" not in "".join(p.text for p in docx.Document(str(made.files[0])).paragraphs)


def test_a_letter_of_the_past_shows_the_pictures_of_then(store, tmp_path):
    ann = person(store, "Ann")
    with_logo(store, tmp_path)
    photo = documents.add_content(store, "face.png", FACE, contact_id=ann)
    documents.set_document(store, photo, tags="Portrait, Photo")
    letters.make(store, template_name="Card.docx", template_bytes=LETTER,
                 prepared=prepared(store, [ann]), to=tmp_path / "All.docx")  # fmt: skip
    letter = store.value("SELECT id FROM letter")
    before = letters.again(store, letter)
    assert pictures_in(before[1]) == sorted((LOGO, FACE))
    assert "base64" not in store.value("SELECT merge_values FROM letter")
    logo.remove_logo(store)
    documents.delete_documents(store, [photo])
    assert letters.again(store, letter) == before
    assert {"logo", "photo"}.isdisjoint(prepared(store, [ann]).letters[0].values)


def test_pictures_are_read_only_for_a_template_that_shows_them(store, tmp_path):
    ann = person(store, "Ann")
    with_logo(store, tmp_path)
    documents.add_content(store, "photo.png", FACE, contact_id=ann)
    values = prepared(store, [ann], template("{{first_name}} {{qr website}}")).letters[0].values
    assert {"logo", "photo"}.isdisjoint(values)


def test_a_template_shows_the_logo_while_nobody_is_chosen(store, tmp_path):
    with_logo(store, tmp_path)
    values = letters.nobodys_values(store, letters.open_template(LETTER), TODAY)
    assert values["logo"] == LOGO


def test_an_own_field_called_photo_does_not_stand_before_the_picture(store):
    ann, bob = person(store, "Ann"), person(store, "Bob")
    for each in (ann, bob):
        people.save_own_field(store, "contact", each, "Photo", "no")
    documents.add_content(store, "photo.png", FACE, contact_id=ann)
    first, second = prepared(store, [ann, bob]).letters
    assert (first.values["Photo"], second.values["Photo"]) == (FACE, "no")


def test_undo_brings_the_logo_of_before_back(store, tmp_path):
    with_logo(store, tmp_path)
    with_logo(store, tmp_path, FACE, "new.png")
    assert logo.logo(store)["name"] == "new.png"
    undo.undo_last(store)
    assert logo.logo(store)["name"] == "logo.png"
    logo.remove_logo(store)
    assert logo.logo(store) is None
    undo.undo_last(store)
    assert logo.logo(store)["name"] == "logo.png"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("logo.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "Choose a PNG or JPEG picture."),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Choose a PNG or JPEG picture."),
        ("named.png", b"GIF89a", "Choose a PNG or JPEG picture."),
        ("empty.png", b"", "Choose a PNG or JPEG picture."),
        ("big.png", LOGO + bytes(2 << 20), "This picture is larger than 2 MB."),
    ],
)
def test_another_kind_of_logo_is_refused_and_nothing_kept(store, tmp_path, name, data, sentence):
    with pytest.raises(Refusal, match=sentence):
        with_logo(store, tmp_path, data, name)
    assert setting(store, logo.KEY) == ""
    assert not store.select("SELECT id FROM document")


def test_a_logo_that_is_gone_from_the_disk_is_said(store, tmp_path):
    with pytest.raises(DiskFailed, match="could not be read"):
        logo.set_logo(store, tmp_path / "none.png")
