"""Lists of ordinary offices: landlords, shops, clubs, and the programs that they keep them with."""

import pytest

from app.exchange.tables import recognise
from app.exchange.tables.likely_country import likely_country
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan


def targets(headers, rows):
    return [guess.target for guess in recognise.columns(headers, rows)]


def brought(headers, rows):
    """The drafts of a table; every cell must be accounted for."""
    guesses = recognise.columns(headers, rows)
    mapping = [Column(each.index, each.target, each.options) for each in guesses]
    country = likely_country(guesses, rows, "GB")
    planned = Plan(headers, list(enumerate(rows, 2)), mapping, Known(), country=country)
    drafts = list(planned)
    assert planned.ledger.adds_up()
    return drafts


@pytest.mark.parametrize(
    ("headers", "rows", "wanted"),
    [
        ("Name|Ulica|Kod|Miasto", [("Ann Lee", "Długa 5", "00-238", "Warszawa")],
         "address.other.postcode"),
        ("Name|Strasse|PLZ|Stdt", [("Ann Lee", "Weg 5", "12345", "Kiel")], "address.other.town"),
        ("Name|PLZ|Wo|Ort", [("Ann Lee", "12345", "Seeweg 5", "Kiel")], "address.other.street"),
    ],
)  # fmt: skip
def test_what_an_address_lacks_is_found_beside_it(headers, rows, wanted):
    places = {"postcode": 2, "town": 3, "street": 2}
    place = places[wanted.rpartition(".")[2]]
    guess = recognise.columns(headers.split("|"), rows)[place]
    assert (guess.target, guess.state) == (wanted, "check")


def test_a_column_beside_a_whole_address_stays_what_it_says():
    rows = [("Ann Lee", "Weg 5", "12345", "Kiel", "Bremen")]
    headers = ["Name", "Strasse", "PLZ", "Ort", "Herkunftsort"]
    assert targets(headers, rows)[4].startswith("own:")


def test_a_name_of_any_kind_above_firms_is_theirs_and_an_alias_is_no_nickname():
    rows = [("Petit SARL", "", "Lyon"), ("Garage Moreau", "Moreau Auto", "Lyon")]
    assert targets(["Third-party name", "Alias name", "Town"], rows)[:2] == [
        "account.name", "own:Alias name",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "firm", "person"),
    [("Is a Company", "True", "False"), ("Contact Type", "Organization", "Individual"),
     ("Art", "Firma", "Person")],
)  # fmt: skip
def test_a_column_that_tells_firms_from_people_decides_about_the_name(header, firm, person):
    drafts = brought(["Name", header], [("Azure Interior", firm), ("Ann Lee", person)])
    assert [draft.subject for draft in drafts] == ["account", "contact"]
    assert drafts[1].own_fields == {header: person}


def test_nobody_lives_in_an_empty_flat():
    rows = [("Ann Lee", "W1", "0171 1234567"), ("leerstehend", "W2", ""), ("Vacant", "W3", ""),
            ("frei", "W4", ""), ("Frei", "W5", "0171 1234568")]  # fmt: skip
    named = [draft.contact.get("name") for draft in brought(["Name", "Wohnung", "Tel."], rows)]
    assert named == ["Ann Lee", None, None, None, "Frei"]


def test_streets_say_which_country_the_numbers_are_of():
    rows = [("Ann Lee", "Hauptstr. 1, 70173 Stuttgart", "0711/223344"),
            ("Ben Ray", "Seeweg 4, 70174 Stuttgart", "0711 998877")]  # fmt: skip
    guesses = recognise.columns(["Name", "Address", "Tel."], rows)
    assert likely_country(guesses, rows, "GB") == "DE"
    assert likely_country(guesses, rows, "AT") == "AT"


def test_an_initial_in_an_email_says_which_name_is_the_first():
    rows = [("Schulze", "Bernd", "b.schulze@a.example"), ("Krause", "Ilse", "i.krause@a.example")]
    assert targets(["Column 1", "Column 2", "Column 3"], rows)[:2] == ["last_name", "first_name"]


def test_names_of_firms_are_no_streets():
    rows = [("Evans & Co 0", "12 High St", "Leeds", "LS1 1AA"),
            ("Evans & Co 1", "14 High St", "York", "YO1 1AA")]  # fmt: skip
    assert targets(["Field1", "Field2", "Field3", "Field4"], rows)[:2] == [
        "account.name", "address.other.street",
    ]  # fmt: skip


def test_a_firm_in_the_column_of_last_names_is_a_firm():
    rows = [("Meier", "Heidi", "Bern"), ("Muster AG", "", "Zug"), ("Muster AG", "Urs", "Zug")]
    drafts = brought(["Nachname", "Vorname", "Ort"], rows)
    assert [draft.subject for draft in drafts] == ["contact", "account", "contact"]


def test_two_columns_called_name_are_those_of_people_where_people_stand_in_them():
    rows = [("Firma", "Muster AG", ""), ("Person", "Meier", "Heidi"), ("Person", "Keller", "Urs")]
    drafts = brought(["Art", "Name 1", "Name 2"], rows)
    assert drafts[0].account == {"name": "Muster AG"}
    assert [draft.contact.get("name") for draft in drafts[1:]] == ["Heidi Meier", "Urs Keller"]


def test_where_somebody_was_born_is_no_day():
    rows = [("Ferrari Paolo", "Modena", "12/05/1960"), ("Neri Ada", "Bari", "13/05/1961")]
    assert targets(["Nome", "Nato a", "Nato il"], rows)[1:] == ["own:Nato a", "birthday"]


def test_postcodes_of_four_figures_are_of_the_small_neighbour():
    headers = ["Name", "Adresse", "PLZ", "Ort", "Telefon"]
    rows = [("Ann Lee", "Dorfstr. 3", "5020", "Salzburg", "0662/123456")]
    assert likely_country(recognise.columns(headers, rows), rows, "GB") == "AT"


def test_lines_that_bills_go_to_are_an_address_without_whom_they_name():
    rows = [("Ann Lee", "Ann Lee", "5647 Cypress Hill Rd", "Bayshore, CA 94326"),
            ("Bo Ray", "Bo Ray", "P.O. Box 8", "Middlefield, CA 94482")]  # fmt: skip
    drafts = brought(["Customer", "Bill to 1", "Bill to 2", "Bill to 3"], rows)
    assert drafts[0].addresses == [
        {"kind": "work", "label": "", "street": "5647 Cypress Hill Rd", "postcode": "94326",
         "town": "Bayshore", "region": "CA"}
    ]  # fmt: skip


def test_the_name_of_a_child_is_the_other_half_of_a_first_name():
    rows = [("Arslan", "Emir", "Aylin Arslan"), ("Beck", "Lilly", "Sandra Beck")]
    assert targets(["Name des Kindes", "Vorname", "Mutter"], rows) == [
        "last_name", "first_name", "own:Mutter",
    ]  # fmt: skip


def test_parts_of_an_address_of_anything_are_taken_where_no_other_is_said():
    rows = [("Ann Lee", "1 Long Rd", "York", "YO1 1AA")]
    headers = ["Name", "Card Address Line1", "Card Address City", "Card Address Zip"]
    assert targets(headers, rows)[1:] == [
        f"address.other.{part}" for part in ("street", "town", "postcode")
    ]  # fmt: skip


def test_titles_in_a_column_without_a_name_are_no_names():
    rows = [("Mrs", "Joan", "Bright", "joan@a.example"), ("Mr", "Peter", "Harker", "p@a.example")]
    headers = [f"Column {number}" for number in range(1, 5)]
    assert targets(headers, rows)[:3] == ["prefix", "first_name", "last_name"]


@pytest.mark.parametrize(
    ("header", "cell", "wanted"),
    [
        ("CUSTNAME", "Bell & Sons", "account.name"),
        ("VName", "Nils", "first_name"),
        ("Personnummer", "19780512-1234", "own:Personnummer"),
        ("Which company are you from?", "Quill Ltd", "account.name"),
        ("Guest", "Ada Quill", "full_name"),
    ],
)
def test_headings_of_forms_and_of_old_programs_say_what_they_say(header, cell, wanted):
    rows = [("1 High St", "Leeds", cell), ("2 High St", "Leeds", cell.replace("i", "o"))]
    assert targets(["Street", "Town", header], rows)[2] == wanted


def test_the_second_name_of_a_firm_is_nobody():
    rows = [("Stahlwerk GmbH", "Abt. Einkauf"), ("Meyer Anlagenbau", "KG")]
    assert targets(["Name 1", "Name 2"], rows) == ["account.name", "own:Name 2"]


def test_beside_numbers_alone_stands_whose_they_are():
    rows = [("Opticien Lunel", "04 67 11 22 33"), ("Maman", "06 11 22 33 44")]
    assert targets(["Column 1", "Column 2"], rows) == ["full_name", "phone.other"]


def test_empty_plots_do_not_hide_that_people_hold_the_others():
    rows = [("1", "Ron Tibbs"), ("2", "Vacant"), ("3", "Gwen Davies"), ("4", "vacant")]
    assert targets(["Plot", "Plot holder"], rows)[1] == "full_name"


def test_a_title_before_a_name_in_parts_is_said_once():
    (draft,) = brought(
        ["Display Name", "Prefix", "First Name", "Last Name"],
        [("Ms. Rosa Hill", "Ms.", "Rosa", "Hill")],
    )
    assert draft.contact["name"] == "Rosa Hill"


@pytest.mark.parametrize(
    ("street", "code", "number", "country"),
    [
        ("Rue Haute 25", "1000", "0475 12 34 56", "BE"),
        ("Molenweg 8", "7411 AB", "0570-612345", "NL"),
    ],
)
def test_neighbours_are_told_apart(street, code, number, country):
    headers = ["Naam", "Adresse", "Postcode", "Telefoon"]
    rows = [("Ann Lee", street, code, number)]
    assert likely_country(recognise.columns(headers, rows), rows, "GB") == country


def test_a_mark_before_the_headings_of_a_person_is_none_of_their_words():
    headers = ["VN-Nr", "VN Name", "VN Vorname", "VN PLZ", "VN Ort", "Sparte"]
    rows = [("9001", "Thoma", "Inge", "70173", "Stuttgart", "KFZ")]
    assert targets(headers, rows) == [
        "own:VN-Nr", "last_name", "first_name", "address.other.postcode", "address.other.town",
        "own:Sparte",
    ]  # fmt: skip


def test_no_word_is_found_in_one_that_only_ends_so():
    assert targets(["Name", "Dienstgrad"], [("Ann Lee", "HFM")])[1] == "own:Dienstgrad"


def test_letters_say_whose_the_numbers_are():
    rows = [("Bernd Kühn", "Gießen", "0641 55667"), ("Tina Vogel", "Büdingen", "0151 2345678")]
    guesses = recognise.columns(["Client", "Town", "Phone"], rows)
    assert likely_country(guesses, rows, "GB") == "DE"


def test_a_label_and_a_value_are_known_in_polish():
    headers = ["Imię", "E-mail 1 – etykieta", "E-mail 1 – wartość", "Telefon 1 – etykieta",
               "Telefon 1 – wartość"]  # fmt: skip
    rows = [("Olga", "* Work", "olga@a.example", "Mobile", "+48 601 111 222")]
    assert targets(headers, rows)[1:] == ["row_kind", "email.other", "row_kind", "phone.other"]


def test_the_post_office_is_no_email():
    headers = ["Imię", "Nazwisko", "Kod pocztowy", "Poczta"]
    assert targets(headers, [("Ewa", "Lis", "35-001", "Rzeszów")])[3] == "address.other.town"


def test_postcodes_of_poland_stand_before_towns_without_a_heading():
    rows = [("Kowalski Jan", "ul. Lipowa 3", "00-123 Warszawa", "jan@k.example"),
            ("Nowak Anna", "ul. Polna 8/2", "30-001 Kraków", "anna@n.example")]  # fmt: skip
    headers = [f"Column {number}" for number in range(1, 5)]
    assert targets(headers, rows)[:3] == [
        "full_name", "address.other.street", "address.other.postcode_town",
    ]  # fmt: skip


def test_words_under_a_heading_of_emails_are_emails_that_cannot_be_read():
    assert targets(["Name", "Email"], [("Ann Lee", "no at sign")])[1] == "email.other"
