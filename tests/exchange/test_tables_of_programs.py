"""Lists as other programs write them come in with every fact in its place."""

import csv
import io

from app.exchange.reading import read_table
from app.exchange.tables import recognise
from app.exchange.tables.likely_country import likely_country
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan


def text_of(row, sign=","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(row)
    writer.writerow(row.values())
    return out.getvalue()


def brought(folder, text, encoding="utf-8"):
    """The drafts of a text table; every cell must be accounted for."""
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    table = read_table(path)
    guesses = recognise.columns(table.headers, table.rows)
    mapping = [Column(each.index, each.target, each.options) for each in guesses]
    country = likely_country(guesses, table.rows, "GB")
    planned = Plan(table.headers, table.numbered(), mapping, Known(), country=country)
    drafts = list(planned)
    assert planned.ledger.adds_up()
    return drafts, planned.ledger


def test_salesforce_writes_streets_over_two_lines(tmp_path):
    row = {"First Name": "Ann", "Last Name": "Lee", "Mailing Street": "1 Main St\nSuite 5",
           "Mailing City": "Boston", "Mailing Zip/Postal Code": "02108"}  # fmt: skip
    (ann,), _ = brought(tmp_path, text_of(row))
    assert (ann.addresses[0]["street"], ann.addresses[0]["street2"]) == ("1 Main St", "Suite 5")


def test_mailchimp_parts_an_address_by_two_blanks(tmp_path):
    row = {"Email Address": "ann@a.example", "Address": "1 High St  Leeds  LS1 1AA  GB",
           "CC": "GB"}  # fmt: skip
    (ann,), _ = brought(tmp_path, text_of(row))
    address = ann.addresses[0]
    assert [address[part] for part in ("street", "town", "postcode", "country")] == [
        "1 High St", "Leeds", "LS1 1AA", "GB",
    ]  # fmt: skip


def test_act_writes_the_first_name_as_salutation_and_the_kind_as_status(tmp_path):
    row = {"Company": "Acme Ltd", "Contact": "Ann Lee", "Salutation": "Ann",
           "ID/Status": "Customer"}  # fmt: skip
    (ann,), _ = brought(tmp_path, text_of(row))
    assert (ann.contact["name"], ann.contact.get("prefix"), ann.contact["kind"]) == (
        "Ann Lee", None, "customer",
    )  # fmt: skip
    assert ann.own_fields == {"Salutation": "Ann"}


def test_a_personal_page_is_not_the_firms(tmp_path):
    row = {"Name": "Ann Lee", "Company": "Acme", "Personal Web Page": "ann.example",
           "Business Web Page": "acme.example"}  # fmt: skip
    (ann,), _ = brought(tmp_path, text_of(row))
    assert ann.account == {"name": "Acme", "website": "acme.example"}
    assert ann.own_fields == {"Personal Web Page": "ann.example"}


def test_outlook_writes_zeros_for_no_date_and_words_for_no_gender(tmp_path):
    row = {"First Name": "Ann", "Last Name": "Lee", "Anniversary": "0/0/00", "Birthday": "0/0/00",
           "Gender": "Unspecified"}  # fmt: skip
    (ann,), ledger = brought(tmp_path, text_of(row))
    assert ann.own_fields == {}
    assert (ledger.left_out, ledger.problems) == (3, [])


def test_apostrophes_stand_around_cells_where_every_line_has_them(tmp_path):
    text = "Name;Remark\n'Ann Lee';'says \"Hello\"; and goes'\n'Ben Ray';'nothing'\n"
    (ann, ben), _ = brought(tmp_path, text)
    assert (ann.contact["name"], ann.contact["note"]) == ("Ann Lee", 'says "Hello"; and goes')
    assert ben.contact["note"] == "nothing"


def test_an_apostrophe_in_a_name_is_a_letter(tmp_path):
    text = "Name,Remark\nTim O'Brien,it's 'fine'\n'Ndrangheta,no\n"
    (tim, other), _ = brought(tmp_path, text)
    assert (tim.contact["last_name"], tim.contact["note"]) == ("O'Brien", "it's 'fine'")
    assert other.contact["name"] == "'Ndrangheta"


def test_the_ordinals_of_spanish_addresses_are_read(tmp_path):
    text = "Nombre;Apellidos;Calle;Teléfono\nJosé;García;Mayor 3, 2º B;91 123 45 67\n"
    (jose,), _ = brought(tmp_path, text, "cp1252")
    assert jose.addresses[0]["street"] == "Mayor 3, 2º B"
    assert jose.phones[0]["e164"] == "+34911234567"


def test_numbers_as_people_type_them(tmp_path):
    text = (
        "Name,Tel\nAnn,01614960003/07911123456\nBen,4.41615E+11\nCid,(0161) 4960002 home\n"
        "Dan,H: 0113 496 0000; M: 07911 123456\nEve,0711/123456\n"
    )
    drafts, ledger = brought(tmp_path, text)
    ann, ben, cid, dan, eve = drafts
    assert [phone["value"] for phone in ann.phones] == ["01614960003", "07911123456"]
    assert (ben.phones, ben.own_fields) == ([], {"Tel": "4.41615E+11"})
    assert "rounded" in ledger.problems[0].reason
    assert (cid.phones[0]["kind"], cid.phones[0]["value"]) == ("home", "(0161) 4960002")
    assert [phone["kind"] for phone in dan.phones] == ["home", "mobile"]
    assert [phone["value"] for phone in eve.phones] == ["0711/123456"]


def test_bills_and_parcels_go_to_two_addresses(tmp_path):
    row = {"Company": "Acme Inc", "Primary Contact": "Ann Lee", "Billing Street": "1 Main St",
           "Billing City": "New York", "Billing ZIP": "10001", "Shipping Street": "2 Side St",
           "Shipping City": "Albany", "Shipping ZIP": "12207"}  # fmt: skip
    row["Billing Country"] = "USA"
    (ann,), _ = brought(tmp_path, text_of(row))
    assert [(each["street"], each["town"], each["postcode"]) for each in ann.addresses] == [
        ("1 Main St", "New York", "10001"), ("2 Side St", "Albany", "12207"),
    ]  # fmt: skip
    assert ann.addresses[0]["country"] == "US"


def test_lines_of_an_address_in_columns_of_their_own_are_one_address(tmp_path):
    row = {"A/C": "ACME001", "Name": "Acme Ltd", "Contact Name": "Ann Lee",
           "Address Line 1": "Unit 1", "Address Line 2": "1 High St", "Address Line 3": "Leeds",
           "Address Line 4": "West Yorkshire", "Address Line 5": "LS1 1AA"}  # fmt: skip
    (ann,), _ = brought(tmp_path, text_of(row))
    assert {name: ann.addresses[0][name] for name in ("street", "street2", "town", "postcode")} == {
        "street": "Unit 1", "street2": "1 High St", "town": "Leeds", "postcode": "LS1 1AA",
    }  # fmt: skip
    assert ann.account == {"name": "Acme Ltd", "customer_code": "ACME001"}


def test_what_every_heading_begins_with_says_nothing(tmp_path):
    row = {"Person - Name": "Ann Lee", "Person - Organization": "Acme", "Person - Email - Work":
           "ann@a.example", "Person - Phone - Mobile": "07911 123456", "Deal - Title": "Roof",
           "Deal - Expected close date": "2025-06-30"}  # fmt: skip
    (ann,), _ = brought(tmp_path, text_of(row))
    assert (ann.account, ann.emails[0]["kind"], ann.phones[0]["kind"]) == (
        {"name": "Acme"}, "work", "mobile",
    )  # fmt: skip
    assert ann.deals[0]["expected_close"] == "2025-06-30"


def test_questions_and_brackets_in_headings_are_seen_through(tmp_path):
    row = {"What is your name?": "Ann Lee", "Mobile number (incl. country code)": "+44 7911 123456",
           "Email Address": "ann@a.example"}  # fmt: skip
    (ann,), _ = brought(tmp_path, text_of(row))
    assert (ann.contact["name"], ann.phones[0]["kind"]) == ("Ann Lee", "mobile")


def test_patients_and_guests_have_names(tmp_path):
    row = {"Patient Name": "Mr. B. Ray", "DOB": "25/03/1980", "GP": "Dr Who"}
    (ben,), _ = brought(tmp_path, text_of(row))
    assert (ben.contact["last_name"], ben.own_fields) == ("Ray", {"GP": "Dr Who"})


def test_customers_can_be_families_people_and_firms_in_one_column(tmp_path):
    text = (
        "Cust#;Kunde;PLZ/Ort\n1;Fam. Schmidt, Hans u. Eva;70173 Stuttgart\n"
        '2;Müller GmbH;73728 Esslingen\n3;"Dr. Weber, Karl";1010 Wien\n'
    )
    (hans, eva, firm, karl), _ = brought(tmp_path, text)
    assert (hans.contact["name"], eva.contact["name"]) == ("Hans Schmidt", "Eva Schmidt")
    assert (firm.subject, firm.account["customer_code"]) == ("account", "2")
    assert karl.contact["customer_code"] == "3"


def test_columns_called_home_and_work_are_numbers_where_numbers_stand_in_them(tmp_path):
    row = {"First": "Ann", "Last": "Lee", "Home": "01904 496000", "Work": "0113 496 0000"}
    (ann,), _ = brought(tmp_path, text_of(row))
    assert [phone["kind"] for phone in ann.phones] == ["home", "work"]


def test_the_apostrophe_that_a_shop_puts_before_a_postcode_goes(tmp_path):
    row = {"Name": "Ben Ray", "City": "York", "Zip": "'YO1 1AA", "Phone": "'+447911123456"}
    (ben,), _ = brought(tmp_path, text_of(row))
    assert (ben.addresses[0]["postcode"], ben.phones[0]["value"]) == ("YO1 1AA", "+447911123456")


def test_the_letters_of_a_small_czech_list_are_read(tmp_path):
    text = "Jméno;Příjmení;Město;PSČ;Telefon\nJiří;Novák;Praha;110 00;601 123 456\n"
    (jiri,), _ = brought(tmp_path, text, "cp1250")
    assert jiri.contact["name"] == "Jiří Novák"
    assert (jiri.addresses[0]["town"], jiri.phones[0]["e164"]) == ("Praha", "+420601123456")


def test_the_letters_of_a_small_danish_list_are_read(tmp_path):
    text = "Fornavn;Efternavn;By;Telefon\nSøren;Ærø;København;33 12 34 56\n"
    (soren,), _ = brought(tmp_path, text, "cp1252")
    assert (soren.contact["name"], soren.addresses[0]["town"]) == ("Søren Ærø", "København")


def test_the_number_of_the_house_stands_behind_the_street(tmp_path):
    row = {"Nome": "Maria Souza", "Rua": "Rua das Flores", "Número": "10", "País": "Brasil"}
    (maria,), _ = brought(tmp_path, text_of(row))
    assert maria.addresses[0]["street"] == "Rua das Flores 10"


def test_an_extension_in_a_column_of_its_own_is_dialled_after_the_number(tmp_path):
    text = "Contact,Phone,Phone Ext-\nAnn Lee,0113 496 0000,12\nBen Ray,,33\n"
    (ann, ben), _ = brought(tmp_path, text)
    assert ann.phones[0]["value"] == "0113 496 0000 ext. 12"
    assert ann.phones[0]["e164"] == "+441134960000"
    assert ben.own_fields == {"Extension": "33"}
