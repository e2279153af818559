"""Lists of people as Word documents, read back."""

from datetime import date

import docx

from app.exchange.word.word_list import (
    BirthdayEntry,
    DirectoryEntry,
    ListLook,
    PhoneEntry,
    address_directory,
    birthday_list,
    phone_list,
)

LOOK = ListLook("Customers", "de", date(2026, 11, 22))


def shown(path):
    return [paragraph.text for paragraph in docx.Document(path).paragraphs]


def test_a_directory_has_a_heading_for_each_letter_and_names_in_order(tmp_path):
    entries = [
        DirectoryEntry("Lee", "Ann Lee", ("1 Way", "", "ELY")),
        DirectoryEntry("Äpfel", "Bo Äpfel"),
        DirectoryEntry("42 Ltd", "42 Ltd"),
    ]
    assert address_directory(entries, tmp_path / "d.docx", LOOK) == 3
    assert shown(tmp_path / "d.docx") == [
        "A", "Bo Äpfel", "L", "Ann Lee\n1 Way\nELY", "#", "42 Ltd"
    ]  # fmt: skip
    document = docx.Document(tmp_path / "d.docx")
    assert document.sections[0].header.paragraphs[0].text == "Customers\t22. November 2026"
    assert "PAGE" in document.sections[0].footer._element.xml


def test_a_phone_list_keeps_a_number_on_one_line(tmp_path):
    entries = [PhoneEntry("Lee", "Ann Lee", "Lee Ltd", (("Work", "+44 1632 960123"),))]
    phone_list(entries, tmp_path / "p.docx", LOOK)
    assert shown(tmp_path / "p.docx")[1:] == ["Ann Lee\nLee Ltd", "Work\t+44\xa01632\xa0960123"]


def test_birthdays_stand_by_month_and_day_with_the_age_of_this_year(tmp_path):
    entries = [
        BirthdayEntry("Cy\x00", 12, 1),
        BirthdayEntry("Ann", 3, 9, 1966),
        BirthdayEntry("Bo", 3, 2, 1990, "Since 2001"),
    ]
    birthday_list(entries, tmp_path / "b.docx", LOOK)
    assert shown(tmp_path / "b.docx") == [
        "März", "2  Bo\t36", "Since 2001", "9  Ann\t60", "Dezember", "1  Cy"
    ]  # fmt: skip


def test_an_empty_list_is_a_document_too(tmp_path):
    assert address_directory([], tmp_path / "d.docx", LOOK) == 0
    assert shown(tmp_path / "d.docx") == []
