"""Cards in other dress: jCard, xCard and the phone book of a Fritz!Box."""

import base64
import json

import pytest

from app.exchange.reading import read_table
from app.exchange.tables.table import UnreadableFile

JCARD = ["vcard", [
    ["version", {}, "text", "4.0"], ["fn", {}, "text", "Ann Lee"],
    ["n", {}, "text", ["Lee", "Ann", ["Q", "R"], "Dr.", ""]],
    ["tel", {"type": ["work", "fax"]}, "uri", "tel:+44-20-7946-0002;ext=5"],
    ["org", {}, "text", ["Lee, Ray & Co", "Sales"]], ["note", {}, "text", "one;two,\nthree"],
    ["categories", {}, "text", "Spring", "Autumn, late"],
    ["adr", {"type": "work"}, "text", ["", "", "1 High St", "Leeds", "", "LS1 1AA", ""]],
    ["email", {"group": "g"}, "text", "ann@lee.example"],
    ["x-ablabel", {"group": "g"}, "text", "Boat"],
    ["bday", {}, "text", "circa 1800"], ["x-whatever", {"x-a": "b"}, "unknown", 5],
]]  # fmt: skip
XCARD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a list -->
<vcards xmlns="urn:ietf:params:xml:ns:vcard-4.0"><vcard>
 <fn><text>Ann Lee</text></fn><n><surname>Lee</surname><given>Ann</given><additional/></n>
 <tel><parameters><type><text>work</text><text>fax</text></type></parameters>
  <uri>tel:+44-20-7946-0002</uri></tel>
 <group name="g"><email><text>ann@lee.example</text></email><x-ablabel><text>Boat</text></x-ablabel></group>
 <adr><street>1 High St</street><locality>Leeds</locality><code>LS1 1AA</code></adr>
 <org><text>Lee &amp; Co</text><text>Sales</text></org>
</vcard></vcards>"""  # noqa: E501
FRITZ = """<?xml version="1.0" encoding="utf-8"?><phonebooks><phonebook name="Telefonbuch">
<contact><category>1</category><person><realName>Müller, Anna</realName></person>
<telephony nid="3"><number type="home" prio="1" id="0">030 123456</number>
<number type="fax_work" id="1">030 123457</number>
<number type="label:Gartenhaus" quickdial="7" id="2">030 123458</number></telephony>
<services><email classifier="private">anna@mueller.example</email></services>
<uniqueid>12</uniqueid></contact></phonebook></phonebooks>"""


def people(tmp_path, text, name):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    table = read_table(path)
    return [{head: cell for head, cell in zip(table.headers, row, strict=True) if cell}
            for row in table.rows]  # fmt: skip


@pytest.mark.parametrize("name", ["a.json", "a.jcf", "a.vcf", "a.txt"])
def test_a_jcard_is_a_card(tmp_path, name):
    (found,) = people(tmp_path, json.dumps(JCARD), name)
    assert (found["First name"], found["Middle name"], found["Last name"]) == ("Ann", "Q R", "Lee")
    assert (found["Phone"], found["Phone kind"]) == ("+44-20-7946-0002 ext. 5", "fax")
    assert (found["Company"], found["Department"]) == ("Lee, Ray & Co", "Sales")
    assert found["Note"] == "one;two,\nthree"
    assert found["Tags"] == "Spring\nAutumn, late"
    assert (found["Address town"], found["Address postcode"]) == ("Leeds", "LS1 1AA")
    assert (found["Email"], found["Email kind"]) == ("ann@lee.example", "Boat")
    assert found["Birthday, in words"] == "circa 1800"
    assert found["Whatever"] == "5"


def test_several_jcards_stand_in_an_array(tmp_path):
    found = people(
        tmp_path, json.dumps([JCARD, ["vcard", [["fn", {}, "text", "Ben Ray"]]]]), "a.json"
    )
    assert [one["Full name"] for one in found] == ["Ann Lee", "Ben Ray"]


def test_a_picture_in_a_jcard_is_a_photo(tmp_path):
    data = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(300)).decode()
    card = ["vcard", [["fn", {}, "text", "Ann Lee"],
                      ["photo", {}, "uri", f"data:image/png;base64,{data}"]]]  # fmt: skip
    (found,) = people(tmp_path, json.dumps(card), "a.json")
    assert found["Photo"].startswith("Photo.png")


@pytest.mark.parametrize("name", ["a.xml", "a.vcf"])
def test_an_xcard_is_a_card(tmp_path, name):
    (found,) = people(tmp_path, XCARD, name)
    assert (found["First name"], found["Last name"]) == ("Ann", "Lee")
    assert (found["Phone"], found["Phone kind"]) == ("+44-20-7946-0002", "fax")
    assert (found["Email"], found["Email kind"]) == ("ann@lee.example", "Boat")
    assert (found["Address street"], found["Address town"]) == ("1 High St", "Leeds")
    assert (found["Company"], found["Department"]) == ("Lee & Co", "Sales")


def test_the_phone_book_of_a_fritz_box_is_read(tmp_path):
    (found,) = people(tmp_path, FRITZ, "phonebook.xml")
    assert found["Full name"] == "Müller, Anna"
    assert [(found[f"Phone{at}"], found[f"Phone{at} kind"]) for at in ("", " 2", " 3")] == [
        ("030 123456", "home"), ("030 123457", "fax"), ("030 123458", "Gartenhaus"),
    ]  # fmt: skip
    assert (found["Email"], found["Email kind"]) == ("anna@mueller.example", "home")


@pytest.mark.parametrize(
    "text",
    ['["vcard",', '["vcard", 5]', '["vcard", [[1, 2], ["fn"], ["fn", 5, "text", "x"]]]',
     "<vcards><",
     '<!DOCTYPE v [<!ENTITY a "b">]><vcards><vcard><fn>&a;</fn></vcard></vcards>'],
)  # fmt: skip
def test_damaged_cards_of_other_dress_are_refused_in_a_sentence(tmp_path, text):
    path = tmp_path / "a.vcf"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"\.$"):
        read_table(path)
