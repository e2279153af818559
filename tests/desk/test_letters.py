"""Letters at the desk: who gets one, files and log together or not at all, the past exactly."""

import io
from datetime import date

import docx
import pytest

from app.desk import letters
from app.exchange.new_file import CannotWrite
from app.exchange.office_program import office_program
from app.models.account import Account
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import accounts, contacts, fields, people
from app.models.reach import PhoneNumber, PostalAddress
from app.storage import history, undo
from app.storage.settings import save_settings

TODAY = date(2026, 11, 18)


def template(*lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


LETTER = template("{{address_block}}", "{{today}}", "{{formal_greeting}}", "Shoe: {{Shoe size}}")


def person(store, name, street="1 High Street", kind="work", **more):
    first, _, last = name.partition(" ")
    made = contacts.save_contact(
        store, Contact(name=name, first_name=first, last_name=last, **more)
    )
    if street:
        address = PostalAddress(street=street, postcode="LS1 4AP", town="Leeds", kind=kind)
        people.save_addresses(store, "contact", made, [address])
    return made


def text_of(path):
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def prepared(store, ids, data=LETTER):
    return letters.prepare(store, letters.open_template(data), ids, today=TODAY)


def test_people_are_left_out_for_a_reason_in_plain_words(store):
    ann, bob = person(store, "Ann Lee"), person(store, "Bob May", no_post=1)
    cleo = person(store, "Cleo Nye", street="")
    found = prepared(store, [ann, bob, cleo, ann, 99])
    assert [each.name for each in found.letters] == ["Ann Lee"]
    assert [(each.id, each.reason) for each in found.left_out] == [
        (bob, "Asked for no letters"),
        (cleo, "No postal address"),
        (99, "No longer in the book"),
    ]


def test_an_address_is_needed_only_by_a_template_with_a_place_for_it(store):
    ann = person(store, "Ann Lee", street="")
    assert prepared(store, [ann], template("Dear {{first_name}}")).letters


def test_a_field_that_means_nothing_is_named_with_the_nearest(store):
    found = prepared(store, [], template("{{frist_name}} {{Shoe size}}"))
    assert ("frist_name", "first_name") in found.unknown_fields
    ann = person(store, "Ann Lee")
    people.save_own_field(store, "contact", ann, "Shoe size", "38")
    assert prepared(store, [ann], template("{{Shoe size}}")).unknown_fields == ()


def test_a_person_without_an_address_takes_the_firms(store):
    ann = person(store, "Ann Lee", street="")
    firm = accounts.save_account(store, Account(name="Marlow Bakery"))
    contacts.link_account(store, ann, firm)
    address = PostalAddress(street="9 Mill Lane", postcode="LS2 7EW", town="Leeds")
    people.save_addresses(store, "account", firm, [address])
    people.save_phones(store, "contact", ann, [PhoneNumber(kind="mobile", value="07700 900123")])
    values = prepared(store, [ann]).letters[0].values
    assert values["address_block"] == "Ann Lee\nMarlow Bakery\n9 Mill Lane\nLEEDS\nLS2 7EW"
    assert values["company"] == "Marlow Bakery"
    assert values["mobile"] == "07700 900123"


def test_the_firm_does_not_stand_on_a_letter_home(store):
    ann = person(store, "Ann Lee", kind="home")
    firm = accounts.save_account(store, Account(name="Marlow Bakery"))
    contacts.link_account(store, ann, firm)
    assert "Marlow" not in prepared(store, [ann]).letters[0].values["address_block"]


def run(store, to, found, **more):
    return letters.make(
        store, template_name="Spring.docx", template_bytes=LETTER, prepared=found, to=to, **more
    )


def test_letters_in_one_file_are_logged_in_one_step_that_undo_takes_back(store, tmp_path):
    ids = [person(store, "Ann Lee"), person(store, "Bob May")]
    made = run(store, tmp_path / "2026" / "All.docx", prepared(store, ids))
    assert made.letters == 2
    assert "Dear Bob May," in text_of(made.files[0])
    logged = store.select("SELECT kind, subject, contact_id FROM activity ORDER BY id")
    assert logged == [("letter", "Letter sent: Spring", each) for each in ids]
    undo.undo(store, made.step_id)
    assert not store.select("SELECT id FROM letter UNION SELECT id FROM activity")


def test_separate_letters_never_take_the_place_of_a_file(store, tmp_path):
    found = prepared(store, [person(store, "Ann Lee"), person(store, "Ann Lee")])
    (tmp_path / "Spring Ann Lee.docx").write_text("mine")
    made = run(store, tmp_path, found, separate=True)
    assert [path.name for path in made.files] == [
        "Spring Ann Lee (2).docx",
        "Spring Ann Lee (2) (2).docx",
    ]
    assert (tmp_path / "Spring Ann Lee.docx").read_text() == "mine"


def test_a_run_that_is_cancelled_leaves_neither_file_nor_log(store, tmp_path):
    found = prepared(store, [person(store, f"Ann Lee{n}") for n in range(20)])
    steps = len(history.steps(store, limit=100))

    def stop(done, total, text):
        raise KeyboardInterrupt

    for separate in (False, True):
        to = tmp_path / "new" / ("folder" if separate else "All.docx")
        with pytest.raises(KeyboardInterrupt):
            run(store, to, found, separate=separate, progress=stop)
    assert not (tmp_path / "new").exists()
    assert len(history.steps(store, limit=100)) == steps


def test_a_log_that_fails_takes_the_files_back(store, tmp_path):
    found = prepared(store, [person(store, "Ann Lee")])
    old = tmp_path / "All.docx"
    old.write_text("the letters of last week")
    store.read_only_because = "The book is read-only."
    with pytest.raises(Exception, match="read-only"):
        run(store, old, found)
    with pytest.raises(Exception, match="read-only"):
        run(store, tmp_path / "each", found, separate=True)
    store.read_only_because = ""
    assert old.read_text() == "the letters of last week"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".docx"] == ["All.docx"]


def test_a_letter_of_the_past_comes_back_exactly(store, tmp_path):
    ann = person(store, "Ann Lee")
    made = run(store, tmp_path / "One.docx", prepared(store, [ann]))
    before = text_of(made.files[0])
    fields.set_contact(store, ann, last_name="Smith")
    people.save_addresses(store, "contact", ann, [])
    save_settings(store, {"country": "DE"})
    letter_id = store.value("SELECT id FROM letter")
    name, content = letters.again(store, letter_id)
    assert name.endswith(".docx")
    (tmp_path / "again.docx").write_bytes(content)
    assert text_of(tmp_path / "again.docx") == before


def test_nobody_to_write_to_and_a_wrong_place_are_said(store, tmp_path):
    with pytest.raises(Refusal, match="Nobody"):
        run(store, tmp_path / "a.docx", prepared(store, []))
    found = prepared(store, [person(store, "Ann Lee")])
    with pytest.raises(CannotWrite, match=r"\.docx"):
        run(store, tmp_path / "a.txt", found)


def test_the_shipped_templates_ask_for_nothing_we_do_not_have(store):
    shipped = letters.shipped_templates()
    assert len(shipped) >= 3
    ann = person(store, "Ann Lee")
    for _, path in shipped:
        found = letters.prepare(store, letters.open_template(path), [ann], today=TODAY)
        assert found.unknown_fields == ()
        assert len(found.letters) == 1


@pytest.mark.skipif(office_program() is None, reason="no office program is installed here")
def test_letters_as_pdf_come_from_the_office_program(store, tmp_path):
    found = prepared(store, [person(store, "Ann Lee"), person(store, "Bob May")])
    made = run(store, tmp_path / "All.pdf", found, pdf=True)
    assert made.files[0].read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".pdf", ".docx")] == [
        "All.pdf"
    ]


def test_without_an_office_program_a_pdf_is_refused_and_nothing_logged(
    store, tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("app.exchange.office_program._usual_places", list)
    found = prepared(store, [person(store, "Ann Lee")])
    with pytest.raises(CannotWrite, match="LibreOffice must be installed"):
        run(store, tmp_path / "All.pdf", found, pdf=True)
    assert not store.select("SELECT id FROM letter_run")
