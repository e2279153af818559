"""What a second row or a second file says of those that the first one made: nothing is lost."""

from app.desk import importing
from app.storage import undo
from app.storage.queries import records
from tests.desk.bringing import bring
from tests.storage.builders import dump


def test_a_firm_named_twice_in_one_file_keeps_what_both_rows_say(store, tmp_path):
    before = dump(store)
    done = bring(
        store, tmp_path,
        "Company,Phone,Email,Town\nElm Ltd,01904 496012,info@elm.example,York\n"
        "Elm Ltd,01482 496012,hull@elm.example,Hull\nElm Ltd,01723 496012,,\n",
    )  # fmt: skip
    firm = store.value("SELECT id FROM account")
    whole = records.whole(store, "account", firm)
    assert [each["value"] for each in whole["phones"]] == [
        "01904 496012", "01482 496012", "01723 496012",
    ]  # fmt: skip
    assert [each["value"] for each in whole["emails"]] == ["info@elm.example", "hull@elm.example"]
    assert {each["town"] for each in whole["addresses"]} == {"York", "Hull"}
    undo.undo(store, done.step_id)
    assert {k: v for k, v in dump(store).items() if v} == {k: v for k, v in before.items() if v}


def test_a_firm_that_a_known_person_moves_to_is_counted_and_knows_its_row(store, tmp_path):
    text = "Name,Email,Company,Job title\nAl Bo,al@bo.example,{},{}\n"
    bring(store, tmp_path, text.format("Ash Ltd", "Clerk"))
    done = bring(store, tmp_path, text.format("Oak Ltd", "Buyer"))
    assert done.created["accounts"] == 1
    assert store.one("SELECT import_row FROM account WHERE name = 'Oak Ltd'") == (2,)
    jobs = store.select("SELECT job_title FROM contact_account ORDER BY position")
    assert jobs == [("Clerk",), ("Buyer",)]


def test_a_column_that_was_empty_last_time_is_not_left_out_this_time(store, tmp_path):
    bring(store, tmp_path, "Name,Email,Phone\nAl Bo,al@bo.example,\n")
    bring(store, tmp_path, "Name,Email,Phone\nAl Bo,al@bo.example,01904 496012\n")
    person = store.value("SELECT id FROM contact")
    found = records.whole(store, "contact", person)["phones"]
    assert [each["value"] for each in found] == ["01904 496012"]


def test_a_row_addressed_as_firma_is_about_a_firm(store, tmp_path):
    text = "Anrede;Vorname;Nachname;Firma;Ort\nFirma;;;Elm GmbH;Ulm\nFirma;;Birke KG;;Bonn\n"
    done = bring(store, tmp_path, text)
    assert store.select("SELECT name FROM account ORDER BY name") == [("Birke KG",), ("Elm GmbH",)]
    assert store.value("SELECT count(*) FROM contact") == 0
    assert done.ledger.adds_up()


def test_an_email_that_stands_in_for_a_name_is_no_second_name(store, tmp_path):
    bring(store, tmp_path, "Name,Email,Town\nAl Bo,al@bo.example,York\n")
    bring(store, tmp_path, "Name,Email,Town\n,al@bo.example,Leeds\n")
    person = store.value("SELECT id FROM contact")
    whole = records.whole(store, "contact", person)
    assert whole["own_fields"] == {}
    assert {each["town"] for each in whole["addresses"]} == {"York", "Leeds"}


def test_a_second_website_of_a_firm_is_kept_under_its_own_heading(store, tmp_path):
    bring(store, tmp_path, "Company,Website\nElm Ltd,elm.example\nElm Ltd,elm-two.example\n")
    firm = store.value("SELECT id FROM account")
    found = records.whole(store, "account", firm)["own_fields"]
    assert found == {"Company website, also": "elm-two.example"}


def test_a_firm_alone_keeps_its_source_its_language_and_that_it_wants_no_letters(store, tmp_path):
    text = "Company,Source,Language,No letters\nElm Ltd,Fair,de,yes\nOak Ltd,Fair,,\n"
    bring(store, tmp_path, text)
    found = store.select("SELECT name, source, language, no_post FROM account ORDER BY name")
    assert found == [("Elm Ltd", "Fair", "de", 1), ("Oak Ltd", "Fair", "", 0)]
    again = bring(store, tmp_path, text)
    assert importing.row_counts(again.ledger)["unchanged"] == 2
    bring(
        store, tmp_path, "Company,Source,Language,No letters\nElm Ltd,Advert,,no\nOak Ltd,,,yes\n"
    )
    found = store.select("SELECT name, source, no_post FROM account ORDER BY name")
    assert found == [("Elm Ltd", "Advert", 1), ("Oak Ltd", "Fair", 1)]


def test_how_a_couple_is_addressed_in_a_column_of_its_own_is_kept(store, tmp_path):
    done = bring(store, tmp_path, "Anrede;Name;Ort\nFamilie;Hans und Eva Rot;Ulm\n")
    assert store.select("SELECT name FROM contact ORDER BY name") == [("Eva Rot",), ("Hans Rot",)]
    hans = store.value("SELECT id FROM contact WHERE first_name = 'Hans'")
    assert "Familie" in records.whole(store, "contact", hans)["own_fields"].values()
    assert importing.cell_counts(done.ledger)["parked"] == 1


def test_the_numbers_and_columns_of_a_second_firm_are_not_told_to_the_first(store, tmp_path):
    text = (
        "Name,Email,Company,Switchboard,Customer number\n"
        "Ann Lee,ann@lee.example,Acme Ltd,0161 496 0000,A1\n"
        "Ann Lee,ann@lee.example,Bolt Ltd,0161 496 0001,B2\n"
    )
    bring(store, tmp_path, text, Switchboard="account.phone")
    firms = store.select(
        "SELECT a.name, a.customer_code, p.value FROM account a"
        " LEFT JOIN phone p ON p.account_id = a.id"
    )
    assert firms == [("Acme Ltd", "A1", "0161 496 0000")]
    parked = {
        field["value"]
        for field in records.own_fields(store, "contact", store.value("SELECT id FROM contact"))
    }
    assert parked == {"Bolt Ltd", "B2", "0161 496 0001"}
    assert bring(store, tmp_path, text).ledger.updated == 0


def test_a_number_that_a_known_person_brings_for_their_firm_is_kept(store, tmp_path):
    bring(store, tmp_path, "Name,Email,Company\nAnn Lee,ann@lee.example,Acme Ltd\n")
    bring(
        store, tmp_path,
        "Name,Email,Company,Switchboard\nAnn Lee,ann@lee.example,Acme Ltd,0161 496 0000\n",
        Switchboard="account.phone",
    )  # fmt: skip
    assert store.value("SELECT value FROM phone WHERE account_id IS NOT NULL") == "0161 496 0000"


def test_a_firm_alone_does_not_overwrite_what_somebody_of_it_said_further_up(store, tmp_path):
    bring(
        store, tmp_path,
        "Name,Email,Company,Website\nBen Ray,ben@x.example,Acme,https://one.example\n"
        ",,Acme,https://two.example\n",
    )  # fmt: skip
    assert store.value("SELECT website FROM account") == "https://one.example"
    assert store.value("SELECT value FROM field_value") == "https://two.example"


def test_who_is_known_by_an_odd_number_alone_is_found_again(store, tmp_path):
    text = 'Name,Phone,Town\n,"1.234,50",York\n,(3),Hull\n,1234;56,Leeds\n'
    made = bring(store, tmp_path, text)
    assert made.ledger.created == 3
    again = bring(store, tmp_path, text)
    assert (again.ledger.created, again.ledger.updated) == (0, 0)
