import base64
import os
from pathlib import Path

import pytest

from app.exchange.reading import read_table
from app.exchange.tables.table import UnreadableFile
from tests.exchange.cards import drafts, read

SHARED = Path(os.environ.get("DESKBOOK_SHARED", Path(__file__).resolve().parents[3] / "shared"))
THUNDERBIRD = SHARED / "data/vcard/thunderbird/basic_ldif_addressbook.ldif"


def entries(folder, *blocks):
    return drafts(read(folder, "version: 1\n\n" + "\n\n".join(blocks) + "\n", "people.ldif"))


def test_an_entry_is_a_person(tmp_path):
    (found,) = entries(
        tmp_path,
        "dn: cn=Ann Lee\nobjectclass: person\ngivenName: Ann\nsn: Lee\ncn: Ann Lee\n"
        "mail: ann@example.org\ntelephoneNumber: +44 20 7946 0000\nmobile: +44 7700 900000\n"
        "street: 1 Mill Lane\nl: Leeds\npostalCode: LS1 4AP\no: Acme\nou: Sales\ntitle: Boss\n"
        "birthyear: 1979\nbirthmonth: 3\nbirthday: 12\nmozillaCustom1: x\ncarLicense: AB12",
    )
    assert found.contact["name"] == "Ann Lee"
    assert found.contact["birthday"] == "1979-03-12"
    assert found.contact["department"] == "Sales"
    assert found.account == {"name": "Acme"}
    assert [phone["kind"] for phone in found.phones] == ["work", "mobile"]
    assert found.addresses[0]["town"] == "Leeds"
    assert found.own_fields == {"Custom 1": "x", "Car licence": "AB12"}


def test_values_in_base64_and_folded_lines_are_read(tmp_path):
    note = base64.b64encode("Größe\nzwei".encode()).decode()
    (found,) = entries(tmp_path, f"dn: cn=x\ncn: Ann\n  Lee\ndescription:: {note[:6]}\n {note[6:]}")
    assert (found.contact["name"], found.contact["note"]) == ("Ann Lee", "Größe\nzwei")


def test_a_list_becomes_a_tag_of_its_members(tmp_path):
    (found,) = entries(
        tmp_path,
        "dn: cn=Choir\nobjectclass: groupOfNames\ncn: Choir\nmember: cn=Ann,mail=a@example.org",
        "dn: cn=Ann,mail=a@example.org\nobjectclass: person\ncn: Ann\nmail: a@example.org",
    )
    assert found.tags == ["Choir"]


def test_a_file_without_entries_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="no entries"):
        entries(tmp_path, "# nothing here")


def test_an_address_book_is_known_by_its_beginning(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("# made today\ndn: cn=Ann\ncn: Ann\n")
    assert read_table(path).info.kind == "ldif"


@pytest.mark.skipif(not THUNDERBIRD.exists(), reason="address books of others are not here")
def test_what_thunderbird_writes_is_whole():
    (found,) = drafts(read_table(THUNDERBIRD))
    assert found.contact["name"] == "Display Name"
    assert found.contact["note"].count("\n") == 3
    assert found.contact["birthday"] == "1900-01-02"
    assert len(found.phones) == 5
    assert [each["value"] for each in found.emails] == [
        "primaryemail@host.invalid", "secondemail@host.invalid",
    ]  # fmt: skip


def test_a_change_to_an_entry_is_nobody_and_told_why(tmp_path):
    path = tmp_path / "people.ldif"
    path.write_text(
        "version: 1\n\n"
        "dn: cn=Ann\nchangetype: add\ncn: Ann Lee\nmail: ann@example.org\n\n"
        "dn: cn=Ben\nchangetype: modify\nreplace: mail\nmail: ben@example.org\n-\n\n"
        "dn: cn=Cy\nchangetype: delete\n\n"
        "dn: cn=Di\nchangetype: modrdn\nnewrdn: cn=Dee\ndeleteoldrdn: 1\n"
    )
    table = read_table(path)
    (found,) = drafts(table)
    assert found.contact["name"] == "Ann Lee"
    assert [(row.number, row.reason.split()[2]) for row in table.beside] == [
        (2, "changes"), (3, "deletes"), (4, "renames"),
    ]  # fmt: skip
    assert "replace: mail\nmail: ben@example.org" in table.beside[0].cells
    assert table.info.notes == (
        "3 entries were left out: changes to others, and nobody by themselves.",
    )


def test_a_file_of_changes_alone_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(UnreadableFile, match="no people"):
        entries(tmp_path, "dn: cn=Cy\nchangetype: delete")


def test_a_line_that_is_no_attribute_belongs_to_the_one_before(tmp_path):
    (found,) = entries(tmp_path, "dn: cn=x\ncn: Ann Lee\ndescription: one\ntwo\n\tthree\n# four")
    assert found.contact["note"] == "one\ntwo\nthree"


def test_the_version_of_a_file_is_no_field_of_its_first_person(tmp_path):
    (found,) = drafts(read(tmp_path, "version: 1\ndn: cn=x\ncn: Ann Lee\n", "people.ldif"))
    assert found.own_fields == {}


DIRECTORY = """dn: CN=Ann Lee,OU=Sales,DC=lee,DC=example
objectClass: user
cn: Ann Lee
givenName: Ann
sn: Lee
c: GB
co: United Kingdom
countryCode: 826
physicalDeliveryOfficeName: 2nd floor
proxyAddresses: SMTP:Ann@lee.example
proxyAddresses: smtp:sales@lee.example
proxyAddresses: x400:c=gb
mail: ann@lee.example
otherMobile: 07700 900123
wWWHomePage: https://lee.example
sAMAccountName: ann
objectGUID:: AAECAwQFBgcICQoLDA0ODw==
category: Spring mailing
userPassword: {SSHA}secret
"""


def test_an_entry_of_active_directory_is_a_person_with_all_addresses(tmp_path):
    (found,) = drafts(read(tmp_path, DIRECTORY, "people.ldif"))
    assert [email["value"] for email in found.emails] == ["ann@lee.example", "sales@lee.example"]
    assert [(phone["kind"], phone["value"]) for phone in found.phones] == [
        ("mobile", "07700 900123")
    ]
    assert found.addresses[0]["country"] == "GB"
    assert found.tags == ["Spring mailing"]
    assert found.own_fields == {
        "Office": "2nd floor", "Proxy addresses": "x400:c=gb", "Website": "https://lee.example",
    }  # fmt: skip


def test_a_password_in_a_directory_is_not_read(tmp_path):
    table = read(tmp_path, DIRECTORY, "people.ldif")
    assert "secret" not in repr((table.headers, list(table.rows)))
    assert "Password" in table.headers
