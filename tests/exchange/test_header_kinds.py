"""What people write above columns in short, and what then goes where."""

import pytest

from app.exchange.tables import recognise
from app.exchange.tables.header_words import understand

WORDS = {
    "Mitgl.-Nr.": "code", "N° adhérent": "code", "Nº de sócio": "code", "Patient No": "code",
    "Geschl.": "gender", "Bemerk.": "note", "Tussenv.": "particle", "Telem.": "mobile",
    "D.O.B.": "birthday", "Billing company": "company", "Accounts": "company",
    "LName": "last", "Lidnr": "code", "Medlemsnr.": "code", "P/CODE": "postcode",
    "WkPhone": "phone", "PHONE_C": "mobile", "Ship City": "town",
    "Zuständiger Mitarbeiter": "owner", "Kundenr.": "code", "Vej": "street",
    "Dt. nascita": "birthday", "Rag. soc.": "company", "fec_nac": "birthday", "M/V": "gender",
    "Kategorie(n)": "tag", "Herr/Frau": "prefix", "Debitoren-Nr.": "code", "2. Vorname": "middle",
    "Vor- u. Zuname": "full", "Cognome, Nome": "full", "State/Name": "region",
    "Liefer-PLZ": "postcode", "Handynr.": "mobile", "Role/Title": "job",
    "Adr.-Zusatz": "street_two", "Customer First Name": "first", "Betreuer/in": "owner",
    "Contact Notes": "note", "Notizen zum Kontakt": "note", "House Name/No": "house",
    "\u200bPhone": "phone", "Mail Address City": "town", "Sales owner": "owner",
}  # fmt: skip


@pytest.mark.parametrize("header", WORDS)
def test_headings_in_short_are_understood(header):
    heading = understand(header)
    assert (heading.meanings, heading.unknown) == ({WORDS[header]}, False)


@pytest.mark.parametrize(
    "header",
    ["Betr.", "Anniv.", "Best.", "Art.", "Vers.", "Proj. end", "Guests no.", "Cat name", "Res no"],
)
def test_a_short_word_that_could_be_several_is_not_guessed(header):
    heading = understand(header)
    assert heading.unknown or not heading.meanings


def targets(**columns):
    rows = list(zip(*columns.values(), strict=True))
    headers = [header.replace("_", " ") for header in columns]
    return [guess.target for guess in recognise.columns(headers, rows)]


def test_the_number_of_a_firm_in_a_register_is_neither_its_name_nor_a_phone():
    found = targets(Förnamn=["Ann"], Efternamn=["Lee"], **{"Org.nr": ["556677-8899"]})
    assert found[2] == "own:Org.nr"


def test_an_office_above_numbers_is_where_it_rings():
    found = targets(Nome=["Ann Lee", "Bob Ray"], Ufficio=["02 123456", "011 5551234"])
    assert found[1] == "phone.work"


def test_customers_who_are_people_have_names_and_are_no_firms():
    people = ["Lee, Ann", "Ray, Bob", "Acme Ltd"]
    assert targets(Kunde_Name=people, Kontakt_Telefon=["1", "2", "3"])[0] == "full_name"
    assert targets(Kunde_Name=["Acme Ltd", "Ray plc"], Ort=["York"] * 2)[0] == "account.name"


def test_couples_alone_tell_a_column_of_names():
    both = ["Mr & Mrs J Smith", "Ann Lee and Bob Ray", "Cy Poe"]
    assert targets(**{"Member(s)": both, "Paid": ["Y", "N", "Y"]})[0] == "full_name"


def test_two_family_names_are_one_behind_the_other():
    found = targets(Nombre=["Ana"], **{"Apellido paterno": ["Ruiz"], "Apellido materno": ["Soler"]})
    assert found == ["first_name", "last_name", "last_name"]


def test_a_word_for_people_stands_above_their_names():
    names = ["Ann Lee & Tom Lee", "Bob Ray", "The Poe family"]
    assert targets(Guest=names, Table=["1", "2", "3"])[0] == "full_name"
    assert targets(Guests=["2", "3", "1"], Host=["x", "y", "z"])[0] == "own:Guests"


def test_adjectives_say_of_which_place_they_speak():
    found = targets(**{"Geschäftliche E-Mail": ["a@a.example"], "Private E-Mail": ["b@b.example"]})
    assert found == ["email.work", "email.home"]


def test_the_shop_s_own_email_is_nobody_s():
    found = targets(**{"From Email Address": ["a@a.example"], "To Email Address": ["b@b.example"]})
    assert found == ["email.other", "own:To Email Address"]


def test_street_and_number_in_one_column_are_a_street():
    assert targets(**{"Straat + huisnr": ["Dorpsstraat 1"]}) == ["address.other.street"]


def unnamed(*rows):
    headers = [f"Column {place}" for place in range(1, len(rows[0]) + 1)]
    return [guess.target for guess in recognise.columns(headers, rows)]


def test_two_columns_of_names_without_headings_are_first_and_last_names():
    found = unnamed(("Ann", "Lee", "a@x.example", "LS1 1AA"), ("Bob", "Ray", "", "YO1 1AA"))
    assert found == ["first_name", "last_name", "email.other", "address.other.postcode"]


def test_the_emails_beside_them_tell_which_name_goes_first():
    rows = ("Lee", "Ann", "ann.lee@x.example"), ("Ray", "Bob", "bob_ray@x.example")
    assert unnamed(*rows)[:2] == ["last_name", "first_name"]


def test_towns_in_columns_without_headings_are_no_names():
    rows = ("Acme Ltd", "Leeds", "12"), ("Ray plc", "Leeds", "13"), ("Berg", "Leeds", "14")
    assert "first_name" not in unnamed(*rows)


def test_a_number_beside_a_name_is_offered_as_a_split():
    cells = ["Ann Lee 0161 496 0000", "Bob Ray (07700 900123)", "Cy Poe"]
    guess = recognise.columns(["Contact"], [(cell,) for cell in cells])[0]
    assert (guess.state, guess.options["numbers"]) == ("check", "phone")
    assert guess.preview == (
        ("Ann Lee 0161 496 0000", "Ann Lee + 0161 496 0000"),
        ("Bob Ray (07700 900123)", "Bob Ray + 07700 900123"),
    )


def test_the_owner_of_a_dog_is_a_person_and_the_owner_of_an_account_a_colleague():
    people = ["Ann Lee", "Bob Ray"]
    assert targets(Owner=people, Dog=["Rex", "Tom"])[0] == "full_name"
    assert targets(**{"Account Name": ["Acme Ltd", "Ray plc"], "Owner": people})[1] == "owner"


def test_contact_details_are_no_names():
    found = targets(**{"Who": ["Ann Lee", "Bob Ray"], "Contact details": ["0161 496 0000"] * 2})
    assert found == ["full_name", "phone.other"]


def test_the_two_addresses_of_an_invoicing_program_stay_two():
    found = recognise.columns(
        ["Rechnungsadresse Straße", "Rechnungsadresse Ort", "Lieferadresse Straße",
         "Lieferadresse Ort"],
        [("Gartenweg 3", "Dresden", "Nebenstr. 1", "Pirna")],
    )  # fmt: skip
    assert {guess.target for guess in found} == {"address.work.street", "address.work.town"}
    assert [guess.options.get("number") for guess in found] == [None, None, 2, 2]


def test_a_firm_beside_its_trading_name_is_no_person():
    found = targets(
        Nombre=["Talleres Ruiz S.L.", "Bar Pepe S.A."],
        **{"Nombre comercial": ["Talleres Ruiz", "Bar Pepe"], "Web": ["a.example", "b.example"]},
    )
    assert found[:2] == ["account.name", "own:Nombre comercial"]


def test_the_second_line_of_an_address_is_told_in_brackets():
    found = targets(**{"Adresse (ligne 1)": ["12 rue A"], "Adresse (ligne 2)": ["Bât. B"]})
    assert found == ["address.other.street", "address.other.street2"]


def test_an_x_put_before_every_heading_hides_nothing():
    headings = ["XTitle", "XFirst Name", "XLast Name", "XSuffix"]
    found = recognise.columns(headings, [["Dr", "Ann", "Lee", "Jr."], ["", "Ben", "Ray", ""]])
    assert [one.target for one in found] == ["prefix", "first_name", "last_name", "suffix"]


def test_what_begins_alike_in_several_columns_is_looked_behind():
    headers = ["Deal - Title", "Deal - Organization", "Deal - Owner"]
    found = recognise.columns(headers, [("Roof", "Acme Ltd", "Tom")])
    assert [guess.target for guess in found] == ["deal.title", "account.name", "owner"]


def test_the_name_goes_before_what_a_program_shows_for_somebody():
    shown = {"Display Name": ["Acme, Ann Lee", "Ray plc, Bob Ray"], "Name": ["Ann Lee", "Bob Ray"]}
    assert targets(**shown)[1] == "full_name"


ADDRESSES = [
    ("Mrs Jones", "4 Elm Close", "York", "YO1 7AB"), ("Mr Patel", "12 Mill Rd", "Selby", "YO8 4NN"),
    ("Dr Khan", "The Old Vicarage", "Tadcaster", "LS24 9AX"),
    ("Ms Fox", "7 Low Street", "York", "YO10 3BD"),
]  # fmt: skip


@pytest.mark.parametrize(
    "headers", [("A", "B", "C", "D"), ("Spalte1", "Spalte2", "Spalte3", "Spalte4")]
)
def test_headers_that_only_count_the_columns_leave_it_to_the_cells(headers):
    found = recognise.columns(headers, ADDRESSES)
    parts = ["full_name", "address.other.street", "address.other.town", "address.other.postcode"]
    assert [guess.target for guess in found] == parts
    assert {guess.state for guess in found} == {"check"}


def test_one_letter_above_one_column_is_a_name_of_it():
    assert targets(Name=["Ann Lee"], B=["Acme Ltd"])[1] == "own:B"


def test_a_second_name_is_the_middle_one_beside_a_last_name():
    assert targets(**{"First name": ["Ann"], "Second name": ["Lee"]})[1] == "last_name"
    names = {"First name": ["Ann"], "Second name": ["May"], "Last name": ["Lee"]}
    assert targets(**names)[1:] == ["middle_name", "last_name"]


def test_a_website_is_the_firms_where_a_column_called_name_holds_firms():
    sheet = {"A/C": ["A1"], "Name": ["Acme Ltd"], "Contact": ["Ann Lee"], "Web": ["acme.example"]}
    assert targets(**sheet)[3] == "account.website"


def test_whole_addresses_without_a_heading_are_addresses():
    rows = [
        ("Acme Ltd", "Ann Lee", "2 Mill Lane, Leeds LS1 1AA"),
        ("Ray plc", "Bob Ray", "5 Low Road, Hull HU1 1AA"),
    ]
    found = recognise.columns([f"Column {at}" for at in (1, 2, 3)], rows)
    assert [guess.target for guess in found] == ["account.name", "full_name", "address.other.block"]


def test_whoever_bought_the_tickets_is_not_who_comes():
    sheet = {
        "Attendee first name": ["Ann", "Bob"], "Attendee surname": ["Lee", "Ray"],
        "Attendee email": ["ann@a.example", "bob@b.example"], "Buyer name": ["Tom Fox"] * 2,
        "Buyer email": ["tom@f.example"] * 2,
    }  # fmt: skip
    expected = ["first_name", "last_name", "email.other", "own:Buyer name", "own:Buyer email"]
    assert targets(**sheet) == expected


def test_words_above_which_a_number_could_stand_are_no_number():
    assert targets(Name=["Ann Lee"], Contact_No=["CON1"])[1] == "own:Contact No"
    assert targets(Name=["Ann Lee"], Contact_No=["01904 496001"])[1] == "phone.other"


def test_and_between_two_names_of_columns_says_nothing():
    assert understand("Postnr och ort").meanings == understand("Postnr ort").meanings


@pytest.mark.parametrize(
    "rows",
    [
        [("DUPONT", "Marie", "1"), ("PETIT", "Zoé", "2"), ("MARTIN", "Paul", "3")],
        [("Müller", "Anna", "anna@m.example"), ("Schulz", "Uwe", "uwe@s.example")],
    ],
)
def test_capitals_and_addresses_tell_which_of_two_names_is_the_first(rows):
    found = recognise.columns([f"Column {at}" for at in (1, 2, 3)], rows)
    assert [guess.target for guess in found[:2]] == ["last_name", "first_name"]


def test_last_and_first_before_something_else_are_no_names():
    sheet = {"Cust Name": ["Ann Lee"], "Last service": ["1"], "First visit": ["2"]}
    assert targets(**sheet) == ["full_name", "own:Last service", "own:First visit"]


def test_numbers_are_no_job_and_no_name():
    assert targets(Name=["Ann Lee"], Job_No=["1001"])[1] == "own:Job No"


def test_one_of_two_ways_to_reach_somebody_is_told_by_the_cells():
    for header in ("Telefon/E-Mail", "E-Mail/Telefon"):
        assert targets(**{"Name": ["Ann Lee"], header: ["07700 900123"]})[1] == "phone.other"
        assert targets(**{"Name": ["Ann Lee"], header: ["ann@a.example"]})[1] == "email.other"


def test_a_name_above_which_its_parts_stand_is_one_of_them():
    assert targets(**{"Client Nom": ["DURAND"], "Client Prénom": ["Luc"]}) == [
        "last_name", "first_name",
    ]  # fmt: skip


def test_an_address_with_its_house_number_in_one_cell_is_a_street():
    found = targets(**{"Adres + huisnr.": ["Dorpsstraat 12"], "Plaats": ["Breda"]})
    assert found[0] == "address.other.street"
    found = targets(**{"Adres": ["Dorpsstraat"], "Huisnr.": ["12 bis"], "Plaats": ["Breda"]})
    assert found[1] == "address.other.house_number"


def test_the_names_of_cards_go_before_those_of_members():
    sheet = {"Card Name": ["Ann Lee", "Bob Ray"], "Members": ["Tom Fox", "Cy Poe"]}
    assert targets(**sheet) == ["full_name", "own:Members"]
    sheet = {"Household": ["Mr & Mrs Lee", "The Rays"], "Guest 1": ["Ann Lee", "Bob Ray"]}
    assert targets(**sheet) == ["own:Household", "full_name"]


def test_what_all_headings_begin_or_end_with_says_nothing():
    sheet = {"NOMCLI": ["Ann Lee"], "CPCLI": ["28013"], "TELCLI": ["915551234"], "NIFCLI": ["X1"]}
    assert targets(**sheet) == ["full_name", "address.other.postcode", "phone.other", "own:NIFCLI"]
    spouses = {f"Spouse {word}": ["x"] for word in ("name", "phone", "email", "town")}
    assert {target[:4] for target in targets(**spouses)} == {"own:"}


def test_the_kind_in_brackets_goes_with_what_stands_before_them():
    assert targets(Navn=["Ann"], **{"By (arbejde)": ["Aarhus"]})[1] == "address.work.town"


def test_a_kind_alone_above_whole_addresses_is_where_somebody_lives():
    sheet = {"Name": ["Ann Lee"], "Domicile": ["1 High Street, York, YO1 7AB"]}
    assert targets(**sheet)[1] == "address.home.block"


def test_names_the_other_way_round_are_whole_also_beside_a_first_name():
    sheet = {"Naam": ["Berg, J. van den", "Jansen, M."], "Roepnaam": ["Jan", "Marie"]}
    assert targets(**sheet)[0] == "full_name"
    sheet = {"Naam": ["Vries, de", "Berg, van den"], "Roepnaam": ["Jan", "Els"]}
    assert targets(**sheet)[0] == "last_name"


def test_a_client_who_has_a_surname_is_no_firm():
    sheet = {"Client Surname": ["Lee"], "Client Tel Home": ["01904 496001"], "Acc": ["A100"]}
    assert targets(**sheet) == ["last_name", "phone.home", "customer_code"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Data nascimento", "Data de nascimento"), ("Código cliente", "Código del cliente")],
)
def test_of_between_two_words_says_nothing(one, other):
    assert understand(one).meanings == understand(other).meanings != frozenset()


def test_what_is_said_of_parents_is_not_the_childs():
    sheet = {"Leerling": ["Tim de Vries", "Eva Jansen"], "Naam ouder": ["Jan de Vries", "M Jansen"],
             "E-mail ouder": ["jan@v.example", "m@j.example"]}  # fmt: skip
    assert targets(**sheet) == ["full_name", "own:Naam ouder", "own:E-mail ouder"]


def test_the_name_on_a_parcel_is_no_firm_and_a_name_of_a_firm_is_one():
    assert understand("Name der Firma").meanings == {"company"}
    assert understand("Shipping Name").meanings == {"name"}


def test_firms_under_the_danish_word_for_a_name_have_a_person_beside_them():
    sheet = {"Navn": ["Byg ApS", "Nord ApS"], "Att.": ["Mette Nielsen", "Søren Jensen"]}
    assert targets(**sheet) == ["account.name", "full_name"]
