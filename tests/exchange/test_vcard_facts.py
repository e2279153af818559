"""What other programs' own tests say of their cards, held against what we read."""

import json
import os
import re
from pathlib import Path

import pytest

from app.exchange.cards.vcard_out import Card, card_text
from app.exchange.reading import read_table
from tests.exchange.cards import drafts, person, read

SHARED = Path(os.environ.get("DESKBOOK_SHARED", Path(__file__).resolve().parents[3] / "shared"))
EXPECTED = SHARED / "data/_expected/ez-vcard.json"
FOLDER = SHARED / "data/vcard/ez-vcard"
# These hold a card together or are no text: there is no fact in a value to find.
NO_TEXT = {"Photo", "Key", "Revision", "timezone", "geo", "Logo", "Sound"}


def facts_of(prop):
    """The single texts that a property of the other program's test promises."""
    if prop["prop"] == "Birthday":
        return ["-".join(f"{int(n):02d}" for n in re.findall(r"\d+", prop["date"]))]
    if prop["prop"].startswith("RAW:X-ABLABEL"):
        return [prop["value"].strip("_$!<>")]
    skipped = {"prop", "types", "group", "params", "label", "contentType"}
    found = []
    for name, value in prop.items():
        if name not in skipped:
            found += value if isinstance(value, list) else [value]
    return [str(each) for each in found if str(each).strip()]


def plain(text):
    return re.sub(r"[\s,\\_]+", "", text).lower()


def met_and_missed(name, expected):
    """Facts found in the drafts (or in a column left out), and those that were not."""
    table = read_table(FOLDER / name)
    found = drafts(table, "US")
    columns = [plain(str(cell)) for row in table.rows for cell in row if cell is not None]
    texts = [plain(str(part)) for draft in found for part in _texts(draft)] + columns
    whole = " | ".join([*texts, *(plain(header) for header in table.headers)])
    met, missed = [], []
    for card in expected["cards"]:
        for prop in card["props"]:
            if prop["prop"] in NO_TEXT:
                continue
            for fact in facts_of(prop):
                (met if plain(fact) in whole else missed).append((prop["prop"], fact))
    return met, missed


def _texts(draft):
    yield from draft.contact.values()
    yield from (draft.account or {}).values()
    yield from draft.own_fields.values()
    yield from draft.tags
    for each in (*draft.phones, *draft.emails, *draft.addresses):
        yield from each.values()


@pytest.mark.skipif(not EXPECTED.exists(), reason="facts of other programs are not here")
def test_facts_that_another_programs_tests_promise_are_met():
    met, missed = [], []
    for name, expected in json.loads(EXPECTED.read_text(encoding="utf-8")).items():
        if (FOLDER / name).exists():
            good, bad = met_and_missed(name, expected)
            met += good
            missed += bad
    assert len(met) > 150
    assert len(met) >= 0.95 * (len(met) + len(missed)), missed


THEIR_FACTS = {
    "folkerkinzel-vcards/AnsiIssueNoEncoding.vcf": lambda d: (
        d[0].addresses[0]["street"] == "Lämmerweg 12"
    ),
    "folkerkinzel-vcards/German.vcf": lambda d: d[0].contact["name"] == "Sören Täve Nüßlebaum",
    "folkerkinzel-vcards/LabelTest1.vcf": lambda d: len(d) == 1 and len(d[0].addresses) == 3,
    "folkerkinzel-vcards/WhatsAppIssue.vcf": lambda d: (
        len(d) == 1 and "7yy-zzz-xxx" in d[0].own_fields.values()
    ) or [phone["label"] for phone in d[0].phones] == ["", "WhatsApp"],
    "folkerkinzel-vcards/utf-8.vcf": lambda d: d[0].contact["name"] == "孔夫子",
    "folkerkinzel-vcards/v3.vcf": lambda d: len(d) == 2,
    "folkerkinzel-vcards/v4.vcf": lambda d: len(d) == 2 and d[0].contact["name"] == "Möhrke Gerda",
    "khard/altid.vcf": lambda d: (
        d[0].contact["first_name"] == "one"
        and d[0].own_fields == {"Other name": "two representation"}
    ),
    "khard/text-bday.vcf": lambda d: "Birthday, in words" in d[0].own_fields,
    "libical/leaktest.vcf": lambda d: len(d) == 3,
    "roundcube/apple.vcf": lambda d: (
        d[0].subject == "account" and d[0].account["name"] == "Apple Computer AG"
    ),
    "roundcube/johndoe.vcf": lambda d: (
        d[0].contact["name"] == "John Doë"
        and d[0].emails[0]["value"] == "roundcube@gmail.com"
        and len(d[0].emails) == 2
        and d[0].account["name"] == "roundcube.net"
        and d[0].contact["note"].startswith("The notes")
        and ("mobile", "+987654321") in [(each["kind"], each["value"]) for each in d[0].phones]
    ),
    "thunderbird/basic_vcard_addressbook.vcf": lambda d: [
        (each.contact["name"], each.emails[0]["value"]) for each in d
    ] == [
        ("John Doe", "john.doe@genericemail.invalid"),
        ("Jane Doe", "jane.doe@genericemail.invalid"),
    ],
}  # fmt: skip


@pytest.mark.skipif(not EXPECTED.exists(), reason="facts of other programs are not here")
@pytest.mark.parametrize("name", THEIR_FACTS)
def test_what_a_file_is_known_to_hold_is_found(name):
    assert THEIR_FACTS[name](drafts(read_table(SHARED / "data/vcard" / name)))


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("N:;Ann Lee;;;", "FN:Ann Lee"), ("Ann", "Lee")),
        (("N:;Ann Lee;;;",), ("Ann", "Lee")),
        (("N:Ann Lee",), ("Ann", "Lee")),
        (("N:;Jan van der Berg;;;", "FN:Jan van der Berg"), ("Jan", "Berg")),
        (("N:;Mary Ann;;;", "FN:Mary Ann Lee"), ("Mary Ann", "Lee")),
        (("N:;Ann Work;;;", "FN:Ann Work"), ("Ann Work", "")),
        (("N:;Ann from the choir;;;", "FN:Ann from the choir"), ("Ann from the choir", "")),
        (("N:;Mary Ann;;;", "FN:Granny"), ("Mary Ann", "")),
        (("N:Lee;Mary Ann;;;", "FN:Mary Ann Lee"), ("Mary Ann", "Lee")),
    ],
)
def test_a_whole_name_in_the_field_of_the_given_one_is_parted(tmp_path, lines, parts):
    found = person(tmp_path, *lines).contact
    assert (found["first_name"], found.get("last_name", "")) == parts


def test_a_given_name_of_two_words_of_ours_stays_one(tmp_path):
    text = card_text(Card("1", "Mary Ann", "", "Mary Ann"))
    (found,) = drafts(read(tmp_path, text))
    assert (found.contact["first_name"], found.contact.get("last_name")) == ("Mary Ann", None)


@pytest.mark.parametrize("lines", [
    ("FN:ann@example.org", "EMAIL:ann@example.org"), ("FN:0161 496 0000", "TEL:0161 496 0000"),
])  # fmt: skip
def test_a_card_called_by_its_address_or_number_gives_nobody_a_first_name(tmp_path, lines):
    found = person(tmp_path, "N:;;;;", *lines).contact
    assert found == {"name": lines[0].removeprefix("FN:")}


def test_a_name_with_a_comma_and_no_family_name_is_read(tmp_path):
    found = person(tmp_path, "FN:Lee,Ann", "N:;Ann;;;").contact
    assert (found["name"], found["first_name"]) == ("Lee,Ann", "Ann")
