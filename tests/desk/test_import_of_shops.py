"""What shops, bookkeeping and mailing programs write: no to emails, guarded figures, whose name."""

import pytest

from app.desk import importing
from app.storage import undo
from app.storage.queries import records
from tests.desk.bringing import bring, read
from tests.storage.builders import dump


def people(store):
    rows = store.select("SELECT id FROM contact ORDER BY import_row")
    return [records.whole(store, "contact", row[0]) for row in rows]


@pytest.mark.parametrize(
    ("header", "no", "yes"),
    [("Newsletter", "no", "yes"), ("Accepts Email Marketing", "no", "yes"),
     ("Opt-in", "nein", "ja"), ("OPT_IN", "false", "true"), ("Marketing opt-in", "0", "1")],
)  # fmt: skip
def test_a_no_to_newsletters_is_kept_and_bans_emails(store, tmp_path, header, no, yes):
    text = f"Name,Email,{header}\nAnn Lee,a@x.example,{no}\nBen Ray,b@x.example,{yes}\n"
    before = dump(store)
    done = bring(store, tmp_path, text)
    ann, ben = people(store)
    assert (ann["fields"]["no_email"], ann["own_fields"]) == (1, {header: no})
    assert (ben["fields"]["no_email"], ben["own_fields"]) == (0, {header: yes})
    assert (done.ledger.transformed, done.ledger.parked) == (1, 1)
    undo.undo(store, done.step_id)
    assert {k: v for k, v in dump(store).items() if v} == {k: v for k, v in before.items() if v}


def test_a_yes_to_newsletters_lifts_no_ban(store, tmp_path):
    bring(store, tmp_path, "Name,Email,No email\nAnn Lee,a@x.example,yes\n")
    text = "Name,Email,Newsletter\nAnn Lee,a@x.example,yes\nBen Ray,b@x.example,no\n"
    bring(store, tmp_path, text)
    assert [each["fields"]["no_email"] for each in people(store)] == [1, 1]


def test_a_column_of_other_words_than_yes_and_no_bans_nothing(store, tmp_path):
    bring(store, tmp_path, "Name,Email,Newsletter\nAnn,a@x.example,weekly\nBen,b@x.example,no\n")
    assert [each["fields"]["no_email"] for each in people(store)] == [0, 0]


def test_a_ban_is_asked_about_and_can_be_said_no_to_for_good(store, tmp_path):
    text = "Name,Email,Newsletter\nAnn Lee,a@x.example,no\n"
    file, table, columns = read(store, tmp_path, text)
    assert (columns[2].state, "no emails" in columns[2].question) == ("check", True)
    said = (*columns[:2], importing.with_target(columns[2], "own:Newsletter"))
    importing.bring_in(store, file, table, importing.Choices(said))
    assert people(store)[0]["fields"]["no_email"] == 0
    _, _, again = read(store, tmp_path, text)
    assert "tightens" not in again[2].options


def test_figures_that_a_shop_guarded_come_in_without_the_guard(store, tmp_path):
    text = "Name,Phone,Customer number\nAnn O'Neil,'+15125550123,'00123\n"
    bring(store, tmp_path, text)
    (ann,) = people(store)
    assert ann["phones"][0]["value"] == "+15125550123"
    assert (ann["fields"]["customer_code"], ann["fields"]["name"]) == ("00123", "Ann O'Neil")


@pytest.mark.parametrize(
    ("cell", "number"),
    [("4.47700900123E+11", "447700900123"), ("7700900126.0", "7700900126"),
     ("020.7946.0000", "020.7946.0000")],
)  # fmt: skip
def test_a_number_taken_for_an_amount_is_whole_again_where_no_figure_is_lost(
    store, tmp_path, cell, number
):
    bring(store, tmp_path, f"Name,Mobile\nAnn Lee,{cell}\nBen Ray,07700900124\n")
    assert people(store)[0]["phones"][0]["value"] == number


def test_a_number_that_lost_figures_is_refused_and_kept_beside(store, tmp_path):
    done = bring(store, tmp_path, "Name,Mobile\nAnn Lee,4.47701E+11\nBen Ray,07700900124\n")
    assert done.ledger.problems[0].reason == "A spreadsheet has rounded this number."


def test_the_whole_name_beside_the_first_name_is_said_once(store, tmp_path):
    bring(
        store, tmp_path, "Email,Name,firstname\na@x.example,Ann Lee,Ann\nb@x.example,Ben Ray,Ben\n"
    )
    named = [(e["fields"]["name"], e["fields"]["last_name"]) for e in people(store)]
    assert named == [("Ann Lee", "Lee"), ("Ben Ray", "Ray")]


def test_a_family_name_called_name_beside_the_first_name_stays_one(store, tmp_path):
    bring(store, tmp_path, "Vorname;Name\nAnn;van der Lee\nBen;de Ray\n")
    assert [each["fields"]["last_name"] for each in people(store)] == ["van der Lee", "de Ray"]


def test_the_contact_of_a_bookkeeping_program_is_the_firm_of_who_is_named_beside_it(
    store, tmp_path
):
    bring(
        store, tmp_path,
        "*ContactName,FirstName,LastName,POAddressLine1,POCity,SACity,CompanyNumber\n"
        "City Limousines,Tim,Drake,1 Mill Lane,Leeds,Hull,01234567\n"
        "Abby & Wells,Jane,Abby,2 Mill Lane,York,Derby,01234568\n",
    )  # fmt: skip
    tim = people(store)[0]
    assert (tim["fields"]["name"], tim["accounts"][0]["name"]) == ("Tim Drake", "City Limousines")
    assert {each["town"] for each in tim["addresses"]} == {"Leeds", "Hull"}
    assert (tim["phones"], tim["own_fields"]) == ([], {"CompanyNumber": "01234567"})


def test_somebody_named_beside_a_firm_is_not_addressed_as_firma(store, tmp_path):
    text = "Anrede;Firma;Ansprechpartner;Ort\nFirma;Bau AG;Frau Petra Klein;Ulm\nHerr;;Jo Ray;Ulm\n"
    bring(store, tmp_path, text)
    petra = next(each for each in people(store) if each["fields"]["name"] == "Petra Klein")
    assert petra["fields"]["prefix"] == "Frau"


def test_addresses_with_names_alone_are_people_of_those_names(store, tmp_path):
    text = 'Ann Lee <ann@x.example>; "Ray, Ben" <ben@x.example>; cy@x.example\n'
    bring(store, tmp_path, text, "to.txt")
    assert [each["fields"]["name"] for each in people(store)] == [
        "Ann Lee", "Ben Ray", "cy@x.example",
    ]  # fmt: skip
    assert store.select("SELECT import_row FROM contact ORDER BY 1") == [(1,), (2,), (3,)]
    bring(store, tmp_path, "Email\ndi@x.example (Di Gum)\neve@x.example\n", "old.csv")
    assert people(store)[0]["fields"]["name"] == "Ann Lee"
    assert store.value("SELECT count(*) FROM contact WHERE name = 'Di Gum'") == 1


def test_one_number_said_twice_in_one_way_is_one_number(store, tmp_path):
    text = "Name,Default Address Phone,Phone\nAnn Lee,+15125550123,+1 512 555 0123\n"
    bring(store, tmp_path, text)
    assert len(people(store)[0]["phones"]) == 1


@pytest.mark.parametrize(
    ("header", "cell", "target"),
    [("Kundennummer", "10001", "customer_code"), ("Attendee #", "9876543211", "own:Attendee #"),
     ("Phones", "01904 496000", "phone.other"), ("Names", "Ann Lee", "full_name"),
     ("Name (Adressattyp Unternehmen)", "Elm GmbH", "account.name"),
     ("Company number", "01234567", "own:Company number"), ("Phone #", "01904 496000",
      "phone.other")],
)  # fmt: skip
def test_headings_of_further_programs_say_what_they_are(store, tmp_path, header, cell, target):
    _, _, columns = read(store, tmp_path, f"{header},Town\n{cell},York\n")
    assert columns[0].target == target


def test_bytes_of_a_directory_are_kept_as_they_are_written(store, tmp_path):
    text = (
        "dn: cn=Ann Lee\nobjectClass: person\ncn: Ann Lee\nnetbootGUID:: AQIDBAUGBwgJCgsMDQ4PEA==\n"
    )
    bring(store, tmp_path, text, "ad.ldif")
    assert people(store)[0]["own_fields"] == {"Netboot guid": "AQIDBAUGBwgJCgsMDQ4PEA=="}
