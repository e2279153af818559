import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.letters.country_line import country_name
from app.models.letters.country_postal import RULES
from app.models.letters.postal import PostalAddress, address_lines, has_address


def lines(country, home="", language="en", person="Ann Lee", company="Lee Ltd", **parts):
    address = PostalAddress(country=country, **parts)
    return address_lines(address, person, company, sender_country=home, sender_language=language)


@pytest.mark.parametrize(
    ("country", "parts", "expected"),
    [
        ("GB", ("14 High Street", "Marlow", "SL71AU", ""), ["MARLOW", "SL7 1AU"]),
        ("US", ("1 Oak St", "Salem", "01970", "MA"), ["SALEM, MA 01970"]),
        ("US", ("1 Oak St", "Salem", "01970", ""), ["SALEM 01970"]),
        ("CA", ("1 Rue A", "Ottawa", "k1a0b1", "ON"), ["OTTAWA ON  K1A 0B1"]),
        ("AU", ("1 Way", "Sydney", "2000", "NSW"), ["SYDNEY NSW 2000"]),
        ("DE", ("Weg 1", "Bonn", "53111", "NRW"), ["53111 Bonn"]),
        ("AT", ("Weg 1", "Wien", "1010", ""), ["1010 Wien"]),
        ("CH", ("Weg 1", "Bern", "3000", ""), ["3000 Bern"]),
        ("FR", ("1 rue A", "Paris", "75001", ""), ["75001 PARIS"]),
        ("ES", ("Calle 1", "Getafe", "28901", "Madrid"), ["28901 GETAFE", "Madrid"]),
        ("IT", ("Via 1", "Monza", "20900", "MB"), ["20900 MONZA MB"]),
        ("NL", ("Kade 1", "Delft", "2611ab", ""), ["2611 AB  DELFT"]),
        ("SE", ("Gata 1", "Lund", "22100", ""), ["221 00  LUND"]),
        ("PL", ("ul. A 1", "Gdynia", "81301", ""), ["81-301 GDYNIA"]),
        ("LV", ("Iela 1", "Riga", "LV-1010", ""), ["Riga, LV-1010"]),
        ("BR", ("Rua 1", "Santos", "11010-000", "SP"), ["Santos-SP", "11010-000"]),
        ("BR", ("Rua 1", "Campinas", "13010-000", "São Paulo"), ["Campinas-SP", "13010-000"]),
        ("JP", ("1-1", "Chiyoda-ku", "100-0001", "Tokyo"), ["Chiyoda-ku, TOKYO 100-0001"]),
        ("SG", ("1 Way", "", "018989", ""), ["SINGAPORE 018989"]),
    ],
)
def test_the_town_line_follows_the_destination(country, parts, expected):
    street, town, postcode, region = parts
    made = lines(country, country, street=street, town=town, postcode=postcode, region=region)
    assert made[-len(expected) - 1 :] == [street, *expected]


def test_a_hungarian_address_names_the_town_before_the_street():
    made = lines("HU", "HU", street="Fő u. 1", town="Budapest", postcode="1011")
    assert made[2:] == ["BUDAPEST", "Fő u. 1", "1011"]


def test_the_country_is_written_only_abroad_and_in_the_language_of_the_sender():
    parts = {"street": "Weg 1", "town": "Bonn", "postcode": "53111"}
    assert lines("DE", "DE", **parts)[-1] == "53111 Bonn"
    assert lines("DE", "GB", **parts)[-1] == "GERMANY"
    assert lines("Germany", "Deutschland", **parts)[-1] == "53111 Bonn"
    assert lines("DE", "FR", "fr", **parts)[-1] == "ALLEMAGNE"
    assert lines("Freedonia", "GB", **parts)[-1] == "Freedonia"


def test_the_firm_stands_first_where_a_person_above_it_would_make_the_letter_personal():
    assert lines("DE", "DE", town="Bonn")[:2] == ["Lee Ltd", "Ann Lee"]
    assert lines("GB", "GB", town="Ely")[:2] == ["Ann Lee", "Lee Ltd"]


def test_a_post_box_takes_the_place_of_the_street():
    address = PostalAddress("Weg 1", po_box="Postfach 12", town="Bonn", country="DE")
    assert "Weg 1" not in address_lines(address)
    assert "Postfach 12" in address_lines(address)
    assert has_address(address)
    assert not has_address(PostalAddress(town="Bonn"))


def test_at_least_thirty_countries_have_a_rule():
    assert len(RULES) >= 30


@given(
    st.sampled_from(sorted(RULES)),
    st.lists(st.sampled_from(["", "Some words", "12345"]), min_size=5, max_size=5),
)
def test_missing_parts_leave_no_empty_line_and_no_stray_mark(country, parts):
    street, street2, town, region, postcode = parts
    address = PostalAddress(street, street2, "", town, region, postcode, country)
    for line in address_lines(address, "Ann Lee"):
        assert line
        assert line[0] not in " ,/-"
        assert line[-1] not in " ,/-"


def test_a_flat_stands_where_the_country_puts_it():
    flat = {"street": "14 High Street", "street2": "Flat 2", "town": "Ely", "postcode": "CB7 4AA"}
    assert lines("GB", "GB", **flat)[2:4] == ["Flat 2", "14 High Street"]
    unit = {"street": "12 Oak St", "street2": "Apt 4", "town": "Salem", "region": "Massachusetts"}
    assert lines("US", "US", **unit)[2:] == ["12 Oak St Apt 4", "SALEM, MA"]
    assert lines("CA", "CA", **unit | {"region": "Ontario"})[2:] == ["4-12 Oak St", "SALEM ON"]
    stairs = {"street": "3 rue A", "street2": "Bât. B", "town": "Lyon", "postcode": "69001"}
    assert lines("FR", "FR", **stairs)[2:] == ["Bât. B", "3 rue A", "69001 LYON"]


@pytest.mark.parametrize(
    ("country", "box"),
    [("DE", "Postfach 12"), ("FR", "BP 12"), ("NL", "Postbus 12"), ("GB", "PO Box 12"),
     ("ES", "Apartado 12"), ("SE", "Box 12"), ("IT", "Casella postale 12")],
)  # fmt: skip
def test_a_bare_box_number_gets_the_word_of_its_post(country, box):
    assert lines(country, country, street="A 1", po_box="12", town="X")[2] == box
    assert lines(country, country, po_box="Boîte 7", town="X")[2] == "Boîte 7"


def test_care_of_and_attention_speak_the_language_of_the_post():
    assert "chez Dupont" in lines("FR", "FR", care_of="Dupont", town="Lyon")
    assert "c/o Meier" in lines("DE", "DE", care_of="Meier", town="Bonn")
    assert "c/o Meier" in lines("FR", "FR", care_of="c/o Meier", town="Lyon")
    assert "FAO Sam Poe" in lines("GB", "GB", attention="Sam Poe", town="Ely")
    assert "Attn: Sam Poe" in lines("US", "US", attention="Sam Poe", town="Ely")
    assert "attn Sam" in lines("US", "US", attention="attn Sam", town="Ely")
    assert "Sam Poe" in lines("GB", "GB", company="", attention="Sam Poe", town="Ely")


def test_post_of_the_forces_has_no_country():
    made = lines("US", "DE", street="PSC 3 Box 4", town="apo", region="AE", postcode="09012")
    assert made[2:] == ["PSC 3 Box 4", "APO AE 09012"]
    made = lines("GB", "DE", street="Building 7", town="BFPO 58")
    assert made[2:] == ["Building 7", "BFPO 58"]


def test_places_beyond_the_sea_are_written_to_like_their_country():
    parts = {"street": "1 rue A", "town": "Saint-Denis", "postcode": "97400"}
    assert lines("RE", "FR", **parts)[-1] == "97400 SAINT-DENIS"
    assert lines("PR", "US", town="Ponce", region="PR", postcode="00716")[-1] == "PONCE, PR 00716"


def test_department_and_private_mail_keep_their_place():
    address = PostalAddress("Weg 1", town="Bonn", country="DE")
    made = address_lines(address, "Ann Lee", "Lee GmbH", department="Einkauf", sender_country="DE")
    assert made[:3] == ["Lee GmbH", "Einkauf", "Ann Lee"]
    made = address_lines(address, "Ann Lee", "Lee GmbH", firm_first=False, sender_country="DE")
    assert made[:2] == ["Ann Lee", "Lee GmbH"]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt", "sv"])
def test_every_country_with_a_rule_has_a_name_in_the_language_of_the_sender(language):
    for code in RULES:
        if code not in {"TN"}:
            assert country_name(code, language) != code


ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("DESKBOOK_SHARED", ROOT.parent / "shared")) / "data" / "addresses"


def their_cases():
    """Components and expected lines, from files that are a small part of YAML."""
    for path in sorted((SHARED / "address-formatting").glob("*.yaml")):
        for text in path.read_text(encoding="utf-8").split("---\n"):
            parts, _, expected = text.partition("expected:")
            found = dict(re.findall(r"^    (\w+): [\"']?(.*?)[\"']?$", parts, re.MULTILINE))
            if expected and found.get("postcode", "").strip() and found.get("city"):
                yield found, [bare(line) for line in expected.splitlines()[1:] if line.strip()]


def bare(text):
    return re.sub(r"[\s,.]+", " ", text).strip().casefold()


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test data is not here")
def test_town_lines_are_as_another_collection_of_rules_writes_them():
    same, other = 0, []
    for parts, expected in their_cases():
        code = parts.get("country_code", "").upper()
        if code not in RULES or not any(bare(parts["city"]) in line for line in expected):
            continue  # they put another place's name in the line, not the town given
        address = PostalAddress(
            "Street", town=parts["city"], region=parts.get("state", ""),
            postcode=parts["postcode"], country=code,
        )  # fmt: skip
        made = [bare(line) for line in address_lines(address, sender_country=code)]
        wanted = [line for line in made if bare(address.postcode) in line]
        if set(wanted) <= set(expected):
            same += 1
        else:
            other.append((code, wanted))
    assert same >= 0.85 * (same + len(other)), other
