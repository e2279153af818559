import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.postal import _RULES, PostalAddress, address_lines, has_address


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
    assert len(_RULES) >= 30


@given(
    st.sampled_from(sorted(_RULES)),
    st.lists(st.sampled_from(["", "Some words", "12345"]), min_size=5, max_size=5),
)
def test_missing_parts_leave_no_empty_line_and_no_stray_mark(country, parts):
    street, street2, town, region, postcode = parts
    address = PostalAddress(street, street2, "", town, region, postcode, country)
    for line in address_lines(address, "Ann Lee"):
        assert line
        assert line[0] not in " ,/-"
        assert line[-1] not in " ,/-"
