import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.cards.vcard_in import read_vcard
from app.exchange.cards.vcard_out import Card, CardAddress, CardValue, card_text, write
from app.exchange.tables.table import UnreadableFile
from tests.exchange.cards import drafts, read

LETTERS = "abzABZéøßŁçñşđΔЖ漢字😀,;:\\\"'()-"
# Signs alone ("-", "?", ".") mean that somebody knew nothing: an import leaves them out.
words = st.text(alphabet=LETTERS, min_size=1, max_size=12).filter(
    lambda text: any(char.isalnum() for char in text)
)
names = st.text(alphabet="abzABZéøßŁçñşđΔЖ漢", min_size=2, max_size=12)
notes = st.text(alphabet=LETTERS + " \n=^", min_size=1, max_size=200).map(str.strip)
phones = st.integers(1_000_000, 9_999_999).map(lambda number: f"+44 20 7{number:07d}"[:16])
emails = st.integers(0, 10**9).map(lambda number: f"p{number}@example.org")
addresses = st.builds(
    CardAddress,
    street=words,
    town=words,
    region=st.just("") | words,
    postcode=st.from_regex(r"[A-Z]{2}[0-9] [0-9][A-Z]{2}", fullmatch=True),
    country=st.sampled_from(["", "Germany", "France"]),
    kind=st.sampled_from(["work", "home"]),
)
cards = st.builds(
    Card,
    uid=st.just("1"),
    full_name=names,
    last_name=names,
    first_name=names,
    company=st.just("") | words,
    job_title=st.just("") | words,
    note=notes,
    birthday=st.sampled_from(["", "1979-03-12", "--02-29"]),
    phones=st.lists(phones, unique=True, max_size=4).map(
        lambda values: tuple(CardValue(value, "work") for value in values)
    ),
    emails=st.lists(emails, unique=True, max_size=4).map(
        lambda values: tuple(CardValue(value, "home") for value in values)
    ),
    addresses=st.lists(addresses, max_size=3).map(tuple),
    tags=st.lists(words, unique=True, max_size=3).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(people=st.lists(cards, min_size=1, max_size=3), version=st.sampled_from(["3.0", "4.0"]))
def test_cards_we_write_come_back_as_they_were(people, version):
    with TemporaryDirectory() as folder:
        text = "".join(card_text(card, version) for card in people)
        found = drafts(read(Path(folder), text))
    assert len(found) == len(people)
    for draft, card in zip(found, people, strict=True):
        contact = draft.contact
        assert (contact["name"], contact["first_name"]) == (card.full_name, card.first_name)
        assert contact["last_name"] == card.last_name
        assert (draft.account or {}).get("name", "") == card.company
        assert contact.get("job_title", "") == card.job_title
        assert contact.get("note", "") == card.note
        assert contact.get("birthday", "") == card.birthday
        assert [each["value"] for each in draft.phones] == [each.value for each in card.phones]
        assert [each["kind"] for each in draft.phones] == [each.kind for each in card.phones]
        assert [each["value"] for each in draft.emails] == [each.value for each in card.emails]
        assert [_parts(each) for each in draft.addresses] == [
            (each.kind, each.street, each.postcode, each.town, each.region)
            for each in card.addresses
        ]
        assert draft.tags == list(card.tags)


def _parts(address):
    return tuple(address.get(part, "") for part in ("kind", "street", "postcode", "town", "region"))


@settings(max_examples=60, deadline=None)
@given(people=st.lists(cards, min_size=1, max_size=3))
def test_another_reader_finds_the_same_in_a_file(people):
    with TemporaryDirectory() as folder:
        text = "".join(card_text(card) for card in people)
        found = drafts(read(Path(folder), text))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        others = list(vobject.readComponents(text))
    for draft, other in zip(found, others, strict=True):
        assert draft.contact["name"] == other.fn.value.strip()
        assert draft.contact["last_name"] == other.n.value.family.strip()
        assert draft.contact.get("note", "") == (
            other.note.value.strip() if hasattr(other, "note") else ""
        )
        assert [each["value"] for each in draft.emails] == [
            each.value for each in other.contents.get("email", [])
        ]


def test_own_fields_and_yearless_birthdays_come_back(tmp_path):
    card = Card(
        "1", "Ann Lee", "Lee", "Ann", birthday="--03-12", company="Acme", department="Sales",
        websites=(CardValue("https://example.org", "work"),), language="de",
        own_fields=(("Shoe size", "44"), ("Größe, innen", "a;b\nc"), ("Sign", ",")),
    )  # fmt: skip
    for version in ("3.0", "4.0"):
        write(tmp_path / "a.vcf", [card], version)
        (found,) = drafts(read(tmp_path, (tmp_path / "a.vcf").read_bytes()))
        assert found.own_fields == dict(card.own_fields)
        assert found.account == {"name": "Acme", "website": "https://example.org"}
        assert (found.contact["birthday"], found.contact["language"]) == ("--03-12", "de")
        assert found.contact["department"] == "Sales"


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_damaged_cards_are_read_or_refused_never_worse(data):
    whole = card_text(Card("1", "Ann Lee", "Lee", "Ann", note="ü" * 60, company="Acme")).encode()
    whole += (
        b"BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=C3=\n=BC;x\nAGENT:\nBEGIN:VCARD\nEND:VCARD\n"
    )
    pieces = [b"\n", b"=", b":", b";", b'"', b"\\", b"\xff", b"\0", b"BEGIN:VCARD\n", b" ", b"^"]
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(whole)))
        skip = data.draw(st.integers(0, 6))
        whole = whole[:place] + data.draw(st.sampled_from(pieces)) + whole[place + skip :]
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.vcf").write_bytes(whole)
        try:
            facts, rows = read_vcard(Path(folder) / "a.vcf")
        except UnreadableFile:
            return
        assert all(len(row) == len(facts["header"]) for _, row in rows)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_the_same_cards_again_change_nothing(tmp_path, version):
    from app.desk import importing
    from app.storage.book import close_book, create_book

    path = tmp_path / "people.vcf"
    address = CardAddress("1 Mill Lane", "Flat 2", "", "Leeds", "", "LS1 4AP", "Germany")
    people = [
        Card(str(n), f"Ann Lee{n}", f"Lee{n}", "Ann", company=f"Acme {n % 3}", note="a\nb,c;d",
             phones=(CardValue(f"+44 20 7946 00{n:02d}", "mobile"),), addresses=(address,),
             tags=("VIP",), own_fields=(("Shoe size", "44"),))
        for n in range(20)
    ]  # fmt: skip
    write(path, people, version)
    store = create_book(tmp_path / "book.deskbook")
    try:
        for created, unchanged in ((20, 0), (0, 20)):
            table = importing.read(path)
            choices = importing.Choices(importing.recognised(table, "GB"), country="GB")
            ledger = importing.bring_in(store, path, table, choices).ledger
            assert (ledger.created, ledger.unchanged, ledger.updated) == (created, unchanged, 0)
            assert ledger.adds_up()
    finally:
        close_book(store)
