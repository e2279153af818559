import os
import time
from pathlib import Path

import pytest

from app.exchange.reading import read_table
from app.exchange.tables.table import UnreadableFile
from app.models.imports.import_targets import is_target
from tests.exchange.cards import card, drafts, person, read

SHARED = Path(os.environ.get("DESKBOOK_SHARED", Path(__file__).resolve().parents[3] / "shared"))
CARDS = sorted(
    path for path in (SHARED / "data/vcard").rglob("*") if path.is_file() and path.suffix != ".json"
)


def test_names_of_a_card_go_where_they_belong(tmp_path):
    found = person(tmp_path, "N:Doe;John;Richter,James;Dr.;Sr.,M.A.", "FN:Dr. John Doe").contact
    assert found["name"] == "Dr. John Doe"
    assert (found["first_name"], found["last_name"]) == ("John", "Doe")
    assert (found["middle_name"], found["prefix"]) == ("Richter James", "Dr.")
    assert found["suffix"] == "Sr., M.A."


def test_a_particle_is_told_from_the_family_name(tmp_path):
    found = person(tmp_path, "N:van der Berg;Anna;;;", "FN:Anna van der Berg").contact
    assert (found["particle"], found["last_name"]) == ("van der", "Berg")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("TEL;CELL", "mobile"), ("TEL;TYPE=cell,voice", "mobile"), ("TEL;WORK;FAX", "fax"),
        ("TEL;HOME;VOICE", "home"), ('TEL;VALUE=uri;TYPE="voice,home"', "home"), ("TEL", "other"),
        ("tel;type=WORK;type=pref", "work"), ("TEL;TYPE=MAIN", "work"),
    ],
)  # fmt: skip
def test_the_kind_of_a_number_is_known_in_every_version(tmp_path, head, kind):
    (phone,) = person(tmp_path, "FN:Ann Lee", f"{head}:+44 20 7946 0000").phones
    assert (phone["kind"], phone["e164"]) == (kind, "+442079460000")


def test_words_of_their_own_label_a_number(tmp_path):
    lines = ("item1.TEL:+442079460000", "item1.X-ABLabel:_$!<AssistantPhone>!$_")
    labelled = person(tmp_path, "FN:Ann", *lines, "TEL;TYPE=PAGER:+442079460001").phones
    assert [phone["label"] for phone in labelled] == ["Assistant phone", "Pager"]


def test_preferred_numbers_and_addresses_stand_first(tmp_path):
    found = person(
        tmp_path, "FN:Ann", "EMAIL;PREF=2:b@example.org", "EMAIL;PREF=1:a@example.org",
        "TEL:+442079460001", "TEL;TYPE=home,pref:+442079460002",
        "ADR;TYPE=home:;;Second;Leeds;;;", "ADR;TYPE=work,pref:;;First;York;;;",
    )  # fmt: skip
    assert [each["value"] for each in found.emails] == ["a@example.org", "b@example.org"]
    assert found.phones[0]["value"] == "+442079460002"
    assert [(each["street"], each["kind"]) for each in found.addresses] == [
        ("First", "work"), ("Second", "home"),
    ]  # fmt: skip


def test_a_telephone_uri_is_dialled_with_its_extension(tmp_path):
    (phone,) = person(tmp_path, "FN:Ann", "TEL;VALUE=uri:tel:+44-20-7946-0000;ext=55").phones
    assert phone["value"] == "+44-20-7946-0000 ext. 55"
    assert phone["e164"].startswith("+442079460000")


def test_quoted_printable_is_read_over_its_soft_breaks(tmp_path):
    text = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\r\nller;Zo=C3=AB;;;",
        "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo=\r\n three",
        version="2.1",
    )
    (found,) = drafts(read(tmp_path, text))
    assert found.contact["name"] == "Zoë Müller"
    assert found.contact["note"] == "one\ntwo three"


def test_a_character_folded_in_its_middle_is_whole_again(tmp_path):
    text = card("FN:Zo@Miller").encode().replace(b"@", b"\xc3\r\n \xab ")
    assert drafts(read(tmp_path, text))[0].contact["name"] == "Zoë Miller"


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("cp1252", ""), ("cp1252", ";CHARSET=windows-1252"), ("utf-8", ";CHARSET=windows-1252"),
        ("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", ""),
    ],
)  # fmt: skip
def test_letters_are_right_in_any_encoding(tmp_path, encoding, charset):
    text = card(f"FN{charset}:Jörg Müßig", "NOTE:Grüße aus Köln").encode(encoding)
    (found,) = drafts(read(tmp_path, text))
    assert found.contact["name"] == "Jörg Müßig"
    assert found.contact["note"] == "Grüße aus Köln"


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n", "\r\r\n"])
def test_lines_may_end_in_any_way(tmp_path, ending):
    text = card("FN:Ann Lee", "NOTE:folded", " here").replace("\r\n", ending)
    (found,) = drafts(read(tmp_path, text))
    assert found.contact["note"] == "foldedhere"


def test_a_line_folded_at_a_space_keeps_it_in_the_old_version(tmp_path):
    assert person(tmp_path, "FN:Ann", "NOTE:one", " two", version="2.1").contact["note"] == (
        "one two"
    )


def test_carets_in_parameters_are_understood(tmp_path):
    found = person(tmp_path, "FN:Ann", "X-DESKBOOK-A;X-LABEL=\"Size ^^ ^'EU^'\":44", version="4.0")
    assert found.own_fields == {'Size ^ "EU"': "44"}


def test_a_company_with_units_is_company_and_department(tmp_path):
    found = person(
        tmp_path, "FN:Ann", r"ORG:ABC\, Inc.;North;Marketing", "TITLE:Boss", "ROLE:Chief"
    )
    assert found.account == {"name": "ABC, Inc."}
    assert found.contact["department"] == "North, Marketing"
    assert found.contact["job_title"] == "Boss"
    assert found.own_fields == {"Role": "Chief"}


@pytest.mark.parametrize(
    ("head", "value", "day"),
    [
        ("BDAY", "1979-03-12", "1979-03-12"), ("BDAY", "19790312", "1979-03-12"),
        ("BDAY", "--0312", "--03-12"), ("BDAY", "--03-12", "--03-12"),
        ("BDAY", "19531015T231000Z", "1953-10-15"), ("BDAY", "1953-10-15T23:10:00Z", "1953-10-15"),
        ("BDAY;VALUE=date", "1979-03-12", "1979-03-12"), ("BDAY", "1604-03-12", "--03-12"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604", "1604-02-29", "--02-29"),
        ("BDAY", "2.4.1985", "1985-04-02"),
    ],
)  # fmt: skip
def test_a_birthday_is_a_day_in_every_form(tmp_path, head, value, day):
    assert person(tmp_path, "FN:Ann", f"{head}:{value}").contact["birthday"] == day


@pytest.mark.parametrize("line", ["BDAY;VALUE=text:circa 1800", "BDAY:1953", "BDAY:1953-10"])
def test_a_birthday_in_words_is_kept_as_it_is(tmp_path, line):
    assert person(tmp_path, "FN:Ann", line).own_fields == {
        "Birthday, in words": line.partition(":")[2]
    }


def test_a_day_that_cannot_be_is_kept_and_said(tmp_path):
    found = person(tmp_path, "FN:Ann", "BDAY:19723101")
    assert found.own_fields == {"Birthday": "19723101"}
    assert found.problems[0].reason == "There is no such day."


def test_a_label_without_an_address_is_one(tmp_path):
    line = "LABEL;HOME;ENCODING=QUOTED-PRINTABLE:1 Mill Lane=0D=0A=\r\nLeeds LS1 4AP"
    (address,) = person(tmp_path, "FN:Ann", line, version="2.1").addresses
    assert (address["street"], address["town"], address["postcode"]) == (
        "1 Mill Lane", "Leeds", "LS1 4AP",
    )  # fmt: skip


def test_a_label_that_repeats_its_address_adds_nothing(tmp_path):
    found = person(
        tmp_path, "FN:Ann", "ADR;WORK:;;1 Mill Lane;Leeds;;LS1 4AP;England",
        r"LABEL;WORK:1 Mill Lane\nLeeds LS1 4AP\nEngland", version="2.1",
    )  # fmt: skip
    assert len(found.addresses) == 1
    assert found.own_fields == {}


def test_a_whole_address_in_one_part_is_taken_apart(tmp_path):
    (address,) = person(
        tmp_path, "FN:Ann", r"ADR:;;123 Home St\nHome City\, HM 12345;;;;"
    ).addresses
    assert (address["street"], address["town"], address["postcode"]) == (
        "123 Home St", "Home City", "12345",
    )  # fmt: skip


def test_categories_become_tags_with_their_commas(tmp_path):
    assert person(tmp_path, "FN:Ann", r"CATEGORIES:VIP,Friends\, old").tags == [
        "VIP",
        "Friends, old",
    ]


def test_a_website_is_the_companys_if_there_is_one(tmp_path):
    url = "URL:https://example.org"
    assert person(tmp_path, "FN:Ann", "ORG:Acme", url).account["website"] == "https://example.org"
    assert person(tmp_path, "FN:Ann", url).own_fields == {"Website": "https://example.org"}


def test_nothing_of_a_card_is_lost(tmp_path):
    found = person(
        tmp_path, "FN:Ann", "X-SHOE-SIZE:44", "item1.X-ABDATE:1975-03-01",
        "item1.X-ABLabel:_$!<Anniversary>!$_", "IMPP:xmpp:ann@example.org", "GEO:1.5,2.5",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Jim;14;;;", "GENDER:F;Fellow", "LANG:de",
        "SOMETHING-NEW:kept",
    )  # fmt: skip
    assert found.own_fields == {
        "Shoe size": "44", "Anniversary": "1975-03-01", "Chat": "xmpp:ann@example.org",
        "Map position": "1.5,2.5", "Relation": "Jim", "Gender, in words": "Fellow",
        "Something new": "kept",
    }  # fmt: skip
    assert (found.contact["gender"], found.contact["language"]) == ("f", "de")


def test_pictures_stand_as_short_cells_however_long_they_are(tmp_path):
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:/9j/" + "\r\n ".join(["A" * 72] * 40_000)
    table = read(tmp_path, card("FN:Ann", photo) + card("FN:Ben", "LOGO;ENCODING=b:AAAA"))
    targets = [target for target, _ in table.info.targets]
    assert targets[-2:] == ["photo", "file"]
    name, size, digest = table.rows[0][targets.index("photo")].rsplit(", ", 2)
    assert (name, size, len(digest)) == ("Photo.jpg", "2,160,003 bytes", 64)
    assert table.rows[1][targets.index("file")].startswith("Logo.bin, 3 bytes, ")


@pytest.mark.parametrize(
    "lines",
    [
        ("N:;;;;", "FN:Apple Computer AG", "ORG:Apple Computer AG;", "X-ABShowAs:COMPANY"),
        ("KIND:org", "FN:Apple Computer AG"),
        ("N:;;;;", "FN:Apple Computer AG", "ORG:Apple Computer AG"),
    ],
)
def test_a_companys_card_is_an_account(tmp_path, lines):
    found = person(tmp_path, *lines, "TEL:+442079460000", "TITLE:odd", version="4.0")
    assert (found.subject, found.account) == ("account", {"name": "Apple Computer AG"})
    assert len(found.phones) == 1
    assert found.own_fields == {"Job title": "odd"}


def test_a_group_becomes_a_tag_of_its_members(tmp_path):
    text = (
        card("FN:Ann", "UID:urn:uuid:a-1", version="4.0")
        + card("FN:Ben", "EMAIL:ben@example.org", version="4.0")
        + card("KIND:group", "FN:Choir", "MEMBER:urn:uuid:a-1", "MEMBER:mailto:ben@example.org",
               version="4.0")
    )  # fmt: skip
    table = read(tmp_path, text)
    assert [(each.contact["name"], each.tags) for each in drafts(table)] == [
        ("Ann", ["Choir"]), ("Ben", ["Choir"]),
    ]  # fmt: skip
    assert table.info.notes == ("The group Choir became a tag of 2 contacts.",)


def test_somebody_who_acts_through_another_is_one_person(tmp_path):
    inner = ("AGENT:", "BEGIN:VCARD", "VERSION:2.1", "N:Friday;Fred", "TEL:12345", "END:VCARD")
    table = read(tmp_path, card("N:Lee;Ann", *inner, "EMAIL:ann@example.org", version="2.1"))
    (found,) = drafts(table)
    assert (found.contact["name"], found.emails[0]["value"]) == ("Ann Lee", "ann@example.org")
    assert found.own_fields == {"Acts through": "Friday Fred; 12345"}


def test_second_names_in_another_script_are_kept(tmp_path):
    found = person(tmp_path, "N;ALTID=1:Yamada;Taro;;;", "N;ALTID=1:山田;太郎;;;", version="4.0")
    assert (found.contact["name"], found.own_fields) == ("Taro Yamada", {"Other name": "太郎 山田"})


def test_a_card_without_an_end_is_read_and_said(tmp_path):
    table = read(tmp_path, "BEGIN:VCARD\nFN:Ann Lee\n" + card("FN:Ben") + "BEGIN:VCARD\nFN:Cy\n")
    assert [each.contact["name"] for each in drafts(table)] == ["Ann Lee", "Ben", "Cy"]
    assert table.info.notes == ("2 cards have no end; what was there was read.",)


def test_lines_a_writer_forgot_to_fold_belong_to_the_note(tmp_path):
    assert person(tmp_path, "FN:Ann", "NOTE:one", "two, and more").contact["note"] == (
        "one\ntwo, and more"
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf", "empty"), (b"BEGIN:VCALENDAR\n", "no contact"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no contact"),
        (b"BEGIN:VCARD\nAGENT:\n" * 20_000, "ten deep"),
        (b"BEGIN:VCARD\nNOTE:" + b"x" * 5_000_000, "longer than 1 MB"),
    ],
)  # fmt: skip
def test_what_is_no_card_file_is_refused_in_a_sentence(tmp_path, data, words):
    with pytest.raises(UnreadableFile, match=words):
        read(tmp_path, data)


def test_cards_begun_again_and_again_end_nowhere(tmp_path):
    with pytest.raises(UnreadableFile):
        read(tmp_path, b"BEGIN:VCARD\n" * 20_000 + b"BEGIN:VCARD\n\xff\xfe:;;;\n" + b"END:VCARD")


def test_a_card_with_thousands_of_fields_is_still_a_table(tmp_path):
    lines = [f"X-FIELD-{number}:{number}" for number in range(3000)]
    numbers = [f"TEL:020 7946 {number:04}" for number in range(300)]
    table = read(tmp_path, card("FN:Ann", *lines) + card("FN:Ben", *numbers))
    assert len(table.headers) <= 500
    (ann, ben) = drafts(table)
    assert sum(text.count("\n") + 1 for text in ann.own_fields.values()) == 3000
    assert len(ben.phones) == 20


def test_cards_are_known_by_their_beginning_and_by_their_ending(tmp_path):
    (tmp_path / "people.txt").write_text(card("FN:Ann"))
    table = read_table(tmp_path / "people.txt")
    assert (table.info.kind, table.rows, list(table.info.row_numbers)) == ("vcard", [("Ann",)], [1])


@pytest.mark.skipif(not CARDS, reason="cards of other programs are not here")
@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.name)
def test_cards_of_other_programs_are_read_and_accounted_for(path):
    if path.name == "Empty.vcf":
        with pytest.raises(UnreadableFile):
            read_table(path)
        return
    table = read_table(path)
    assert all(is_target(target) for target, _ in table.info.targets)
    assert drafts(table)


@pytest.mark.parametrize(
    "line",
    [
        "TEL;TYPE=" + '",' * 100_000 + ":1", "TEL;TYPE=" + "a," * 100_000 + ":1",
        "TEL" + ';A="b' * 100_000 + ":1", "ADR:" + ";" * 900_000, "NOTE:" + "\\" * 900_000,
        "\r\n".join(["X-A:1"] * 100_000), "AGENT:" + " :" * 300_000 + "x",
        "NOTE:" + "\r\nx" * 300_000,
    ],
    ids=["quotes", "types", "parameters", "parts", "escapes", "repeats", "agents", "lines"],
)  # fmt: skip
def test_lines_made_to_be_slow_are_read_at_once(tmp_path, line):
    started = time.process_time()
    assert read(tmp_path, card("FN:Ann Lee", line)).rows[0][0] == "Ann Lee"
    assert time.process_time() - started < 5


def test_a_post_box_and_the_lines_of_a_label_are_read_as_meant(tmp_path):
    lines = ('ADR;TYPE=home;LABEL="Quay 1\\nGalway":PO Box 4;;5 Quay St;Galway;;H91;Ireland',)
    (draft,) = drafts(read(tmp_path, card("N:Bo;Al", "FN:Al Bo", *lines)))
    assert draft.addresses[0]["street2"] == "PO Box 4"
    assert "Quay 1\nGalway" in draft.own_fields.values()


def test_labels_that_differ_behind_their_eightieth_letter_are_kept_whole(tmp_path):
    begin = "What somebody once typed into a telephone because there was so much room for it,"
    found = person(
        tmp_path,
        "FN:Ann Lee", "item1.X-ABDATE:2001-02-03", f"item1.X-ABLABEL:{begin} wedding",
        "item2.X-ABDATE:2004-05-06", f"item2.X-ABLABEL:{begin} divorce",
    ).own_fields  # fmt: skip
    (said,) = found.values()
    assert f"{begin} wedding: 2001-02-03" in said
    assert f"{begin} divorce: 2004-05-06" in said


def test_the_label_of_a_number_that_android_coded_is_read(tmp_path):
    (phone,) = person(tmp_path, "FN:Ann Lee", "TEL;X-=D0=A0=D0=B0=D0=B1:+44 20 7946 0000").phones
    assert phone["label"] == "Раб"


BROKEN = (
    b"N:L\xfcck;Ann", b"TEL;T\xffPE=x:1234567", b"TEL;W\xe9K:1234567", b"item1.X-ABLABEL:R\xe9s",
    b"NOTE;ENCODING=BASE64:\xe9\xff==", b"PHOTO:\xe9\xff", b"X-W\xe9:v\xe9",
    b"ADR;H\xd0ME:;;1;\xe9",
)  # fmt: skip


@pytest.mark.parametrize("line", BROKEN)
@pytest.mark.parametrize("ending", ["vcf", "ldif"])
def test_bytes_that_are_no_letters_leave_no_half_letters_behind(tmp_path, line, ending):
    begin, end = (b"BEGIN:VCARD\n", b"\nEND:VCARD\n") if ending == "vcf" else (b"dn: cn=x\n", b"\n")
    path = tmp_path / f"broken.{ending}"
    path.write_bytes(begin + b"FN:Ann Lee\ncn: Ann Lee\n" + line + b"\nX-A: \xe9" + end)
    table = read_table(path)
    text = "".join(map(str, (*table.headers, *(cell for row in table.rows for cell in row))))
    assert text.encode("utf-8")
