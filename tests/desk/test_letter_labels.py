"""Labels, envelopes and lists: who stands on them, and what is said of the others."""

from datetime import date

import docx
import pypdf
import pytest

from app.desk import letter_labels, word_lists
from app.desk.letter_values import RunOptions
from app.exchange.new_file import CannotWrite
from app.exchange.papers.label_sheets import SHEETS, LabelSheet
from app.models.contact import Contact
from app.models.errors import Refusal
from app.models.operations import addresses, consents, contacts, households, people
from app.models.reach import PhoneNumber, PostalAddress


def person(store, name, street="1 High Street", **more):
    first, _, last = name.partition(" ")
    made = contacts.save_contact(
        store, Contact(name=name, first_name=first, last_name=last, **more)
    )
    if street:
        place = PostalAddress(street, postcode="LS1 4AP", town="Leeds", kind="home")
        people.save_addresses(store, "contact", made, [place])
    return made


@pytest.fixture
def four(store):
    ann, ben = person(store, "Ann Lee"), person(store, "Ben Lee")
    households.make_household(store, [ann, ben])
    back, none = person(store, "Cy Fox", "9 Low Road"), person(store, "Di Roe", "")
    address = store.value("SELECT id FROM address WHERE contact_id = ?", (back,))
    addresses.mark_undeliverable(store, address, date(2026, 1, 2))
    return [ann, ben, back, none]


def words_in(path):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_a_household_gets_one_label_and_the_others_are_named_with_the_reason(store, tmp_path, four):
    options = RunOptions(together="household")
    made = letter_labels.make_labels(
        store, four, tmp_path / "L.pdf", sheet="L7160", start=21, options=options
    )
    assert (made.labels, made.pages) == (1, 1)
    assert [each.key for each in made.left_out] == [
        "same_household", "undeliverable", "no_address"]  # fmt: skip
    assert "Ann and Ben Lee" in words_in(made.file)
    each = letter_labels.make_labels(store, four, tmp_path / "L.pdf", sheet="L7160", start=21)
    assert (each.labels, each.pages) == (2, 2)


def test_envelopes_have_a_page_each(store, tmp_path, four):
    made = letter_labels.make_envelopes(store, four, tmp_path / "E.pdf", envelope="DL")
    assert (made.labels, made.pages) == (2, 2)
    assert "Hartley" in words_in(made.file)


def test_a_sheet_of_ones_own_is_kept_and_found(store, tmp_path, four):
    own = LabelSheet("Ours", 210, 297, 2, 5, 5, 10, 95, 50, 100, 55)
    letter_labels.keep_sheet(store, own)
    letter_labels.keep_sheet(store, own)
    assert letter_labels.known_sheets(store)[0] == own
    assert len(letter_labels.known_sheets(store)) == 1 + len(SHEETS)
    assert letter_labels.make_labels(store, four, tmp_path / "L.pdf", sheet="ours").labels == 2
    with pytest.raises(Refusal):
        letter_labels.keep_sheet(store, LabelSheet("Bad", 10, 10, 9, 9, 0, 0, 50, 50, 50, 50))


def test_wrong_wishes_are_refused_in_a_sentence(store, tmp_path, four):
    for wish in ({"sheet": "L0"}, {"sheet": "L7160", "start": 22}):
        with pytest.raises(Refusal):
            letter_labels.make_labels(store, four, tmp_path / "L.pdf", **wish)
    with pytest.raises(Refusal):
        letter_labels.make_labels(store, [four[3]], tmp_path / "L.pdf", sheet="L7160")
    with pytest.raises(Refusal):
        letter_labels.make_envelopes(store, four, tmp_path / "E.pdf", envelope="Z9")
    with pytest.raises(CannotWrite):
        letter_labels.make_labels(store, four, tmp_path / "L.txt", sheet="L7160")
    assert list(tmp_path.glob("*.pdf")) == []


def test_letters_that_paper_cannot_show_are_told(store, tmp_path):
    made = letter_labels.make_labels(
        store, [person(store, "Wang 伟")], tmp_path / "L.pdf", sheet="L7160"
    )
    assert any("Wang 伟" in each for each in made.warnings)


def test_lists_on_paper_name_everybody_who_lives(store, tmp_path, four):
    consents.set_marks(store, "contact", [four[0]], no_post=1)
    dead = person(store, "Ed Gone", birthday="1950-02-03")
    consents.set_marks(store, "contact", [dead], deceased=1)
    people.save_phones(store, "contact", four[0], [PhoneNumber("0161 496 0000")])
    with store.step("Birthday"):
        store.put("contact", {"id": four[0], "birthday": "--03-12"})
    everybody = [*four, dead]
    count, left_out = word_lists.address_directory(store, everybody, tmp_path / "A.docx")
    assert (count, [each.key for each in left_out]) == (
        2, ["undeliverable", "no_address", "deceased"])  # fmt: skip
    assert word_lists.phone_list(store, everybody, tmp_path / "P.docx") == 1
    assert word_lists.birthday_list(store, everybody, tmp_path / "B.docx") == 1
    said = "\n".join(p.text for p in docx.Document(str(tmp_path / "A.docx")).paragraphs)
    assert "Lee, Ann" in said
    with pytest.raises(Refusal):
        word_lists.phone_list(store, [four[3]], tmp_path / "P2.docx")
    with pytest.raises(CannotWrite):
        word_lists.phone_list(store, everybody, tmp_path / "P.xls")
