"""Files: found by the words in them, kept in versions, opened safely, taken out whole."""

import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest

from app.desk import file_opening, file_texts, opening
from app.exchange.file_text import read_text
from app.models.account import Account
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import accounts, contacts, documents, filing
from app.models.operations.people import save_phones
from app.models.reach import PhoneNumber
from app.storage import blobs, checks, search, undo
from app.storage.errors import RuleBroken
from app.storage.queries import documents as queries
from app.storage.settings import save_settings


def word_file(path, *lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    made.add_table(1, 1).cell(0, 0).text = "hydrangea"
    made.save(str(path))


def keep(store, path, **more):
    words = {path: file_texts.words_of(path)}
    return filing.add_file_entry(store, [path], words=words, **more)


def workbook(path):
    made = openpyxl.Workbook()
    made.active.append(["wisteria", 12])
    made.save(path)


def pdf_file(path):
    stream = b"BT /F1 12 Tf 72 720 Td (clematis trellis) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    path.write_bytes(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)


def mail_file(path):
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Foxglove order", "ann@lee.example"
    mail.set_content("plain")
    mail.add_alternative("<p>rose<b>mary</b></p><script>hidden</script>", subtype="html")
    path.write_bytes(mail.as_bytes())


def odt_file(path):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "content.xml",
            '<o xmlns:t="urn:t"><t:p>Laven<t:span>der</t:span> field</t:p><t:h>Sage</t:h></o>',
        )


MAKERS = {
    "a.docx": (lambda p: word_file(p, "Peony and larkspur"), "larkspur hydrangea"),
    "a.xlsx": (workbook, "wisteria"),
    "a.pdf": (pdf_file, "trellis"),
    "a.eml": (mail_file, "foxglove"),
    "a.odt": (odt_file, "lavender sage"),
    "a.txt": (lambda p: p.write_bytes("Tulpenbäume\n".encode("cp1252")), "tulpenbäume"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_file_is_found_by_the_words_in_it(store, tmp_path, name):
    make, words = MAKERS[name]
    make(tmp_path / name)
    (made,) = keep(store, tmp_path / name)
    for word in words.split():
        assert search.find_ids(store, "document", word, 5) == [made]
    assert search.find_ids(store, "document", "hidden", 5) == []
    assert checks.whole(store.connection, deep=True) == []


def test_files_of_before_are_read_later_and_only_once(store, tmp_path):
    word_file(tmp_path / "a.docx", "larkspur")
    made = documents.add_file(store, tmp_path / "a.docx")
    documents.add_content(store, "empty.txt", b" ")
    assert search.find_ids(store, "document", "larkspur", 5) == []
    assert file_texts.read_missing(store) == 1
    assert search.find_ids(store, "document", "larkspur", 5) == [made]
    assert queries.without_text(store, (".docx", ".txt")) == []
    assert not list(opening.open_folder().glob("copy-*"))


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.xlsx", "a.odt", "a.eml"])
def test_a_damaged_file_is_kept_without_words(store, tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04 nothing that was ever written \xff\xfe%PDF")
    (made,) = keep(store, tmp_path / name)
    assert blobs.read(store, store.get("document", made)["sha256"]).startswith(b"PK")


def test_words_of_a_bomb_are_cut(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.odt", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("content.xml", "<o>" + "<p>word word</p>" * 400_000 + "</o>")
    assert len(read_text(tmp_path / "a.odt")) <= 1_000_010


def test_versions_keep_the_old_ones_and_the_same_content_is_no_new_one(store, tmp_path):
    ann = contacts.save_contact(store, Contact(name="Ann Lee"))
    first = documents.add_content(store, "Plan.txt", b"one", contact_id=ann)
    second = documents.add_version(store, first, b"two")
    assert documents.add_version(store, first, b"two") == second
    third = documents.add_version(store, second, b"three")
    assert [row["version"] for row in queries.versions(store, second)] == [3, 2, 1]
    assert [row["id"] for row in queries.files_of(store, "contact", ann)] == [third]
    documents.delete_documents(store, [first])
    assert [row["id"] for row in queries.versions(store, third)] == [third, second]
    undo.undo_last(store)
    assert [row["id"] for row in queries.versions(store, third)] == [third, second, first]
    contacts.delete_contacts(store, [ann])
    assert store.value("SELECT count(*) FROM document") == 0


def test_note_tags_expiry_and_status_are_kept_and_checked(store):
    made = documents.add_content(store, "Contract.txt", b"x")
    documents.set_document(store, made, note="Signed", tags="a, b ,a", expires_on="2026-12-01",
                           status="signed")  # fmt: skip
    assert store.get("document", made)["tags"] == "a, b"
    assert store.get("document", made)["expires_on"] == "2026-12-01"
    for wrong in ({"expires_on": "soon"}, {"status": "lost"}, {"sha256": "x"}):
        with pytest.raises(Refusal):
            documents.set_document(store, made, **wrong)


def test_a_large_file_is_refused_kept_or_linked_as_one_says(store, tmp_path):
    save_settings(store, {"file_limit_mb": "1"})
    big = tmp_path / "Film.mov"
    big.write_bytes(b"x" * (2 << 20))
    with pytest.raises(RuleBroken, match="larger than 1 MB"):
        keep(store, big)
    (kept,) = keep(store, big, large="keep")
    (linked,) = keep(store, big, large="link")
    assert store.get("document", kept)["size"] == store.get("document", linked)["size"]
    assert store.get("document", linked)["link_path"] == str(big)
    assert file_opening.open_copy(store, linked).path == big
    big.unlink()
    with pytest.raises(Refusal, match="not at its place"):
        file_opening.open_copy(store, linked)
    assert checks.whole(store.connection, deep=True) == []


def test_a_copy_changed_outside_becomes_a_new_version(store):
    made = documents.add_content(store, "Plan.txt", b"one")
    looked = file_opening.open_copy(store, made)
    assert looked.path.stat().st_mode & 0o222 == 0
    opened = file_opening.open_copy(store, made, to_change=True)
    assert file_opening.edited_copies(store) == []
    opened.path.write_bytes(b"two words")
    (copy,) = file_opening.edited_copies(store)
    newest = file_opening.take_version(store, copy)
    assert store.get("document", newest)["version"] == 2
    assert file_opening.edited_copies(store) == []
    assert search.find_ids(store, "document", "words", 5) == [newest]
    opened.path.write_bytes(b"three")
    file_opening.drop_copy(file_opening.edited_copies(store)[0])
    assert file_opening.edited_copies(store) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("Invoice.pdf", b"MZ\x90\x00"), ("Photo.jpg", b"\x7fELF"), ("Note.txt", b"#!/bin/sh\n"),
     ("Link.pdf", b"L\x00\x00\x00\x01\x14\x02\x00"), ("a.pdf.exe", b""), ("x.LNK ", b""),
     ("Go.url", b"[InternetShortcut]\n"), ("Plan\u202efdp.scr", b"")],
)  # fmt: skip
def test_whatever_can_run_is_not_opened_in_any_disguise(store, name, content):
    made = documents.add_content(store, name, content)
    with pytest.raises(Refusal, match="not opened"):
        file_opening.open_copy(store, made)


def test_a_file_with_macros_comes_with_a_warning(store):
    made = documents.add_content(store, "Sums.xlsm", b"x")
    assert "macros" in file_opening.open_copy(store, made).warning


def test_all_files_of_a_firm_come_out_under_free_safe_names(store, tmp_path):
    firm = accounts.save_account(store, Account(name="Works"))
    ann = contacts.save_contact(store, Contact(name="Ann Lee"))
    contacts.link_account(store, ann, firm)
    with store.step("Visit"):
        times = {"start_at": "2026-11-20T10:00", "end_at": "2026-11-20T11:00", "uuid": "v"}
        visit = store.put(
            "appointment", times | {"title": "Visit", "account_id": firm, "created_at": "2026"}
        )
    documents.add_content(store, "Plan.txt", b"firm", account_id=firm)
    first = documents.add_content(store, "Plan.txt", b"ann", contact_id=ann)
    documents.add_version(store, first, b"ann 2")
    documents.add_content(store, "../../etc/con.txt", b"visit", appointment_id=visit)
    (tmp_path / "Plan.txt").write_text("mine")
    done = file_opening.export_files(store, firm, tmp_path)
    assert len(done.files) == len({path.name for path in done.files}) == 4
    assert all(path.resolve().parent == tmp_path.resolve() for path in done.files)
    assert (tmp_path / "Plan.txt").read_text() == "mine"
    with pytest.raises(Refusal):
        file_opening.export_files(store, 5, Path(tmp_path))


def test_a_fax_is_logged_by_its_number_in_any_notation(store):
    ann = contacts.save_contact(store, Contact(name="Ann Lee"))
    save_phones(store, "contact", ann, [PhoneNumber("0161 496 0000", kind="fax")])
    (made,) = filing.log_fax(store, "+44 161 4960000", subject="Order")
    assert store.get("activity", made)["contact_id"] == ann
    with pytest.raises(Refusal, match="Nobody"):
        filing.log_fax(store, "0161 496 0001")
