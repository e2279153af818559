"""Nothing in a card goes silently: each value and each parameter is in a cell or a heading."""

import itertools
import re

import pytest

from app.exchange.cards.ldif_in import read_ldif
from app.exchange.cards.vcard_in import read_vcard

PROPERTIES = """FN N NICKNAME BDAY ANNIVERSARY GENDER ADR TEL EMAIL IMPP LANG TZ GEO TITLE ROLE ORG
 MEMBER RELATED CATEGORIES NOTE PRODID REV UID CLIENTPIDMAP URL KEY FBURL CALADRURI CALURI XML
 SOURCE KIND LABEL MAILER SORT-STRING CLASS BIRTHPLACE DEATHPLACE DEATHDATE EXPERTISE HOBBY INTEREST
 CREATED
 ORG-DIRECTORY CONTACT-URI GRAMGENDER LANGUAGE PRONOUNS SOCIALPROFILE X-ABADR X-ABRELATEDNAMES
 X-PHONETIC-LAST-NAME X-SOCIALPROFILE X-SKYPE X-ASSISTANT X-EVOLUTION-FILE-AS X-CUSTOM1
 X-KADDRESSBOOK-X-PROFESSION X-ADDRESSBOOKSERVER-MEMBER X-ANDROID-CUSTOM X-MS-OL-DESIGN""".split()
PARAMETERS = (
    "TYPE={}", "TYPE=home,{}", "LANGUAGE={}", 'SORT-AS="{}"', 'GEO="geo:{}"', "TZ={}", "LABEL={}",
    "X-LABEL={}", "SERVICE-TYPE={}", "X-SERVICE-TYPE={}", "USERNAME={}", "X-USER={}", "LEVEL={}",
    "INDEX={}", "AUTHOR-NAME={}", "PHONETIC={}", "X-EVOLUTION-UI-SLOT={}", "X-WHATEVER={}", "{}",
)  # fmt: skip
VALUES = {
    "N": "{0}a;{0}b;{0}c;{0}d;{0}e;{0}f", "ADR": ";".join(f"{{0}}{sign}" for sign in "abcdefghij"),
    "ORG": "{0}a;{0}b;{0}c", "GENDER": "F;{0}",
    "X-ANDROID-CUSTOM": "vnd.android.cursor.item/relation;{0}a;0;{0}b;{0}c;;",
}  # fmt: skip
WORDS = ("Zq" + "".join(chr(97 + int(sign)) for sign in str(at)) + "x" for at in itertools.count())


def card(*lines: str, version: str = "4.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def cells(path, text, read=read_vcard):
    """The first row of a file as header and text."""
    path.write_text(text, encoding="utf-8", newline="")
    facts, rows = read(path)
    found = [row for _, row in rows] + [row for _, row, _ in facts["beside"]]
    return {head: text for head, text in zip(facts["header"], found[0], strict=True) if text}


@pytest.mark.parametrize("name", PROPERTIES)
def test_each_value_and_each_parameter_of_a_property_is_in_a_cell(tmp_path, name):
    lost = []
    for parameter, version in itertools.product(PARAMETERS, ("3.0", "4.0")):
        value = VALUES.get(name, "{0}").format(next(WORDS))
        line = f"{name};{parameter.format(next(WORDS))}:{value}"
        others = () if name == "FN" else ("FN:Ann Lee",)
        found = cells(tmp_path / "a.vcf", card(*others, line, version=version))
        seen = " ".join(map(str, itertools.chain(*found.items()))).lower()
        lost += [line for word in re.findall("Zq[a-z]+", line) if word.lower() not in seen]
    assert lost == []


def test_apple_says_whose_a_fax_is(tmp_path):
    lines = ("item1.TEL:+44 20 7946 0002", "item1.X-ABLabel:_$!<HomeFAX>!$_")
    assert cells(tmp_path / "a.vcf", card("FN:Ann Lee", *lines))["Phone kind"] == "fax: Home fax"


@pytest.mark.parametrize(
    ("line", "heading", "text"),
    [
        ("TEL;TYPE=home,fax:+44 20 7946 0002", "Phone kind", "fax: Home fax"),
        ("TEL;TYPE=work,cell:+44 20 7946 0002", "Phone kind", "mobile: Work mobile"),
        ("TEL;TYPE=work;X-LABEL=Boat:+44 20 7946 0002", "Phone kind", "work: Boat"),
        ("TEL;TYPE=work,fax:+44 20 7946 0002", "Phone kind", "fax"),
        ("IMPP;TYPE=home;X-SERVICE-TYPE=Skype:skype:ann", "Chat, Skype", "skype:ann"),
        ("SOCIALPROFILE;SERVICE-TYPE=X;USERNAME=ann7:https://x.example/1", "Social profile, X",
         "https://x.example/1 (ann7)"),
        ("EXPERTISE;LEVEL=expert:chess", "Expertise", "chess (expert)"),
        ('ADR;GEO="geo:1,2";CC=DE:;;1 High St;Leeds;;;', "Address country", "DE"),
        ('ADR;GEO="geo:1,2":;;1 High St;Leeds;;;', "Map position", "geo:1,2"),
        ("DEATHDATE:20200101", "Died on", "20200101"),
        ("DEATHDATE:20200101T101500Z", "Died on", "20200101"),
        ("DEATHDATE;VALUE=text:circa 1800", "Died, in words", "circa 1800"),
        ("DEATHDATE;VALUE=text:circa 1800", "Deceased", "yes"),
        ("MEMBER:mailto:ben@a.example", "Members", "mailto:ben@a.example"),
        ("NOTE;LANGUAGE=de:Guten Tag", "Remarks in the card", "NOTE: LANGUAGE=de"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_value_is_told(tmp_path, line, heading, text):
    assert cells(tmp_path / "a.vcf", card("FN:Ann Lee", line))[heading] == text


def test_how_a_value_is_written_is_no_remark(tmp_path):
    line = "TEL;VALUE=uri;PREF=1;PID=1.1;ALTID=2;MEDIATYPE=a/b;TYPE=voice:tel:+442079460002"
    assert set(cells(tmp_path / "a.vcf", card("FN:Ann Lee", line))) == {"Full name", "Phone"}


def test_the_members_of_an_entry_that_is_no_group_are_kept(tmp_path):
    text = "dn: cn=Ann\ncn: Ann Lee\nobjectClass: person\nmember: cn=Ben\n"
    assert cells(tmp_path / "a.ldif", text, read_ldif)["Members"] == "cn=Ben"
