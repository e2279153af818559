"""Cards are known by their own number, also after they were changed in another program."""

from app.desk import cards, exporting, importing
from app.exchange.cards import vcard_out
from app.models.account import Account
from app.models.operations import accounts
from app.storage import book
from app.storage.queries.lists import ListQuery
from tests.desk import bringing
from tests.storage.builders import dump

CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:{name}\nN:{last};{first};;;\n"
    "EMAIL:{email}\nEND:VCARD\n"
)

UID = "urn:uuid:4FBE8971-0BC3-424C-9C26-36C3E1EFF6B1"


def card(uid, name, email):
    first, last = name.split()
    return CARD.format(uid=uid, name=name, first=first, last=last, email=email)


def bring(store, folder, text):
    return bringing.bring(store, folder, text, "cards.vcf").ledger


def all_but_runs(store):
    return {name: rows for name, rows in dump(store).items() if name != "import_run"}


def test_a_card_is_the_same_person_after_a_wedding(store, tmp_path):
    bring(store, tmp_path, card(UID, "Ann Lee", "ann@a.example"))
    assert store.value("SELECT uuid FROM contact") == UID[9:].lower()
    done = bring(store, tmp_path, card(UID.lower(), "Anna Ray", "anna@b.example"))
    assert (done.created, done.updated) == (0, 1)
    assert store.select("SELECT name FROM contact") == [("Anna Ray",)]
    assert store.value("SELECT count(*) FROM email_address") == 2


def test_the_number_of_another_program_is_kept_as_it_was_written(store, tmp_path):
    bring(store, tmp_path, card("Pas-ID-5A.B", "Ann Lee", "ann@a.example"))
    assert store.value("SELECT uuid FROM contact") == "Pas-ID-5A.B"


def test_another_card_of_somebody_known_changes_no_number_and_says_so(store, tmp_path):
    bring(store, tmp_path, card("one", "Ann Lee", "ann@a.example"))
    before = all_but_runs(store)
    done = bring(store, tmp_path, card("two", "Ann Lee", "ann@a.example"))
    assert all_but_runs(store) == before
    assert (done.unchanged, done.left_out) == (1, 1)
    assert [told.column for told in done.told] == ["Card ID"]


def test_cards_that_go_out_come_back_with_their_numbers(store, tmp_path):
    firm = "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nUID:firm-1\nFN:Acme Ltd\nEND:VCARD\n"
    bring(store, tmp_path, firm + card("p-1", "Ann Lee", "a@a.example"))
    bring(store, tmp_path, card(UID, "Ben Ray", "b@b.example"))
    wanted = numbers(store)
    assert ("account", "firm-1") in wanted
    people, firms = tmp_path / "people.vcf", tmp_path / "firms.vcf"
    exporting.export_list(store, ListQuery("contact"), None, people)
    ids = [row[0] for row in store.select("SELECT id FROM account")]
    vcard_out.write(firms, cards.firms(store, ids), "4.0")
    other = book.create_book(tmp_path / "other.deskbook")
    try:
        for path in (people, firms):
            bring(other, tmp_path, path.read_text(encoding="utf-8"))
        assert numbers(other) == wanted
    finally:
        book.close_book(other)


def test_a_firm_is_found_by_the_number_of_its_card_and_keeps_its_name(store, tmp_path):
    text = "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nUID:firm-1\nFN:{}\nTEL:0161 496 000{}\nEND:VCARD\n"
    bring(store, tmp_path, text.format("Acme Ltd", 1))
    done = bring(store, tmp_path, text.format("Acme Holding", 2))
    assert store.select("SELECT name FROM account") == [("Acme Ltd",)]
    assert store.value("SELECT count(*) FROM phone") == 2
    assert (done.updated, done.left_out) == (1, 2)


def test_one_number_on_every_card_makes_nobody_the_same(store, tmp_path):
    text = card(UID, "Ann Lee", "ann@a.example") + card(UID, "Ben Ray", "ben@a.example")
    assert bring(store, tmp_path, text).created == 2
    before = all_but_runs(store)
    again = bring(store, tmp_path, text)
    assert (again.created, again.updated, all_but_runs(store)) == (0, 0, before)
    assert bring(store, tmp_path, card(UID, "Cy Fox", "cy@a.example") + text).created <= 1


def numbers(store):
    rows = store.select(
        "SELECT 'contact', uuid FROM contact UNION SELECT 'account', uuid FROM account"
    )
    return {(kind, uuid) for kind, uuid in rows}


def test_the_cards_of_the_firms_come_back_with_their_number_and_kind(store, tmp_path):
    accounts.save_account(store, Account(name="Elm Ltd", customer_code="C-7", kind="supplier"))
    exporting.export_list(store, ListQuery("account"), None, tmp_path / "firms.vcf")
    table = importing.read(tmp_path / "firms.vcf")
    columns = importing.recognised(table, "GB", store=store)
    assert {guess.target for guess in columns} >= {"account.code", "account.kind"}
    again = importing.rehearse(store, table, importing.Choices(columns))
    assert importing.row_counts(again.ledger)["unchanged"] == 1
