"""Headings that stand above lists in the world: what each of them says, and what it does not."""

import pytest

from app.exchange.tables import recognise
from app.exchange.tables.header_words import understand
from app.exchange.tables.likely_country import likely_country
from app.models.imports.import_gathered import Column
from app.models.imports.import_match import Known
from app.models.imports.import_plan import Plan
from app.models.phone import normalise

FIRMS = ["Żak Transport", "Kwiaciarnia Róża sp. z o.o.", "Lis", "Budopol S.A."]


def targets(headers, *rows):
    return [guess.target for guess in recognise.columns(headers.split("|"), rows)]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Ocupación", "job"), ("Yrkestitel", "job"), ("Afdelingsnavn", "dept"), ("koen", "gender"),
        ("foedselsaar", "birth_year"), ("Establishment name", "company"), ("Code", "code"),
        ("Business Owner Name", "full"), ("Numéro Tiers", "code"), ("Contact ID", "code"),
        ("Billing Code", "postcode"), ("Numer budynku", "house"), ("Counselor", "owner"),
        ("Fortsättningsadress", "street_two"), ("Codice Volontario", "code"), ("tm", "mobile"),
    ],
)  # fmt: skip
def test_words_of_lists_of_the_world_are_known(header, meaning):
    heading = understand(header)
    assert (heading.meanings, heading.unknown) == ({meaning}, False)


@pytest.mark.parametrize("header", ["Business number", "Company no", "Numéro Société"])
def test_numbers_of_a_firm_are_not_its_name(header):
    rows = [("Ann Lee", "900107"), ("Bob May", "901020")]
    assert targets(f"Name|{header}", *rows)[1] == f"own:{header}"


@pytest.mark.parametrize(
    ("header", "cells"),
    [("CP N", ["6", "13"]), ("Note", ["4", "11"]), ("Site", ["Nord", "Sud"]),
     ("Service name", ["Roof", "Window"])],
)  # fmt: skip
def test_cells_that_cannot_be_what_a_word_says_are_an_own_field(header, cells):
    rows = [("Ann", "Lee", "Acme Ltd", cell) for cell in cells]
    assert targets(f"First name|Last name|Company|{header}", *rows)[3] == f"own:{header}"


@pytest.mark.parametrize("header", ["Estado", "État", "Stato"])
def test_how_things_stand_is_no_state(header):
    rows = [("Ana Ruiz", "Madrid", "Activo"), ("Luis Vega", "Sevilla", "Inactivo")]
    assert targets(f"Nombre|Ciudad|{header}", *rows)[2] == f"own:{header}"
    rows = [("Ana Ruiz", "Monterrey", "Nuevo León"), ("Luis Vega", "Puebla", "Puebla")]
    assert targets(f"Nombre|Ciudad|{header}", *rows)[2].startswith("address.")


def test_a_departement_of_france_is_no_department_of_a_firm():
    rows = [("Petit SARL", "69001", "Lyon", "Rhône"), ("Midi SAS", "31000", "Toulouse", "Garonne")]
    found = targets("Raison sociale|Code postal|Ville|Département", *rows)
    assert found[3] == "address.other.region"
    assert targets("Raison sociale|Région|Département", ("Petit SARL", "Sud", "Var"))[2:] == [
        "own:Département"
    ]
    rows = [("Ann", "Lee", "Acme Ltd", "Lyon", "Achats")]
    assert targets("Prénom|Nom|Société|Ville|Département", *rows)[4] == "department"


@pytest.mark.parametrize(
    ("headers", "row", "wanted"),
    [
        ("Street|Locality|Town", ("4 Mill Lane", "Sowerby", "Thirsk"), ["street2", "town"]),
        ("Street|Locality", ("4 Mill Lane", "Thirsk"), ["town"]),
        ("Morada|Morada1|Localidade", ("Rua Nova 1", "2º", "Faro"), ["street2", "town"]),
        ("Morada|Localidade|Concelho", ("Rua Nova 1", "Faro", "Loulé"), ["town", "own:Concelho"]),
    ],
)
def test_an_address_has_one_town(headers, row, wanted):
    found = targets(f"Name|{headers}", ("Ann Lee", *row))[2:]
    assert [target.rpartition(".")[2] for target in found] == wanted


def test_names_beside_numbers_of_a_register_are_those_of_firms():
    rows = [(name, "5250001122", "Warszawa") for name in FIRMS]
    assert targets("Nazwa|NIP|Miasto", *rows)[0] == "account.name"
    rows = [("Anna Nowak", "5250001122", "Warszawa"), ("Piotr Lis", "5250001133", "Kielce")]
    assert targets("Nazwa|NIP|Miasto", *rows)[0] == "full_name"


def test_a_full_name_above_firms_is_theirs():
    rows = [("Boulangerie Petit SARL", "69001"), ("Midi Conseil SAS", "31000")]
    assert targets("Nom complet|Code postal", *rows)[0] == "account.name"


def test_a_name_of_firms_beside_people_is_where_they_are():
    rows = [("Pebble Club", "Ann", "Lee"), ("Oak Golf Club", "Bob", "May")]
    found = recognise.columns(["Golf Course Name", "First Name", "Last Name"], rows)
    assert (found[0].target, found[0].state) == ("account.name", "check")


def test_whoever_was_born_with_another_name_is_called_as_is_usual():
    rows = [("Martin", "Chloé", "Dupuy"), ("Petit", "Anaïs", "Girard")]
    assert targets("Nom|Prénom|Nom d'usage", *rows) == ["own:Nom", "first_name", "last_name"]


@pytest.mark.parametrize("header", ["WhatsApp", "Firma", "Phone ok"])
def test_a_yes_or_no_is_nothing_to_call(header):
    rows = [("Marco", "Rossi", "sì"), ("Lucia", "Conti", "no")]
    assert targets(f"Nome|Cognome|{header}", *rows)[2] == f"own:{header}"


def test_a_unit_without_an_address_is_no_second_line():
    rows = [("4", "Ann Lee", "900"), ("7", "Bob May", "750")]
    assert targets("Unit|Tenant|Rent", *rows)[0] == "own:Unit"
    assert targets("Tenant|Street|Unit", ("Ann Lee", "Elm St 4", "7"))[2].endswith(".street2")


def test_which_flat_stands_behind_which_floor_in_argentina():
    row = ("Ana Ruiz", "Calle Luna", "12", "3", "B", "Rosario")
    found = targets("Nombre|Calle|Calle_Nro|Piso|Depto|Localidad", row)[1:]
    assert [target.rpartition(".")[2] for target in found] == [
        "street", "house_number", "street2", "street2", "town",
    ]  # fmt: skip


def test_the_name_of_an_employee_is_no_employer():
    rows = [("7", "Ann Lee", "HR"), ("8", "Bob May", "Sales")]
    assert targets("Staff ID|Employee name|Department", *rows)[1] == "full_name"
    assert targets("Employee|Phone", ("Ann Lee", "0171 2233445"))[0] == "full_name"


def test_how_things_stand_beside_a_postcode_is_no_town():
    rows = [("Petit SARL", "Actif", "69001"), ("Midi SAS", "En attente", "31000")]
    assert targets("Raison sociale|Stattut|Code postal", *rows)[1] == "own:Stattut"


def test_a_marital_status_is_no_state():
    assert targets("Nome|Estado civil", ("Ana Lima", "Casado"))[1] == "own:Estado civil"


def test_the_name_of_a_contact_beside_their_first_name_is_the_last_name():
    row = ("Petit SARL", "Martin", "Chloé")
    found = targets("Raison sociale|Contact Nom|Contact Prénom", row)
    assert found[1:] == ["last_name", "first_name"]


def test_owners_who_all_differ_are_the_people_of_their_shops():
    rows = [(f"{trade} Ltd", f"{name} Lee", f"0171 223344{place}")
            for place, (trade, name) in enumerate(
                [("Oak", "Ann"), ("Elm", "Bob"), ("Ash", "Cleo"), ("Fir", "Dan")])]  # fmt: skip
    assert targets("Business name|Owner|Phone", *rows)[1] == "full_name"
    rows = [(firm, "Nina Falk", phone) for firm, _, phone in rows]
    assert targets("Business name|Owner|Phone", *rows)[1] == "owner"


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Privatadr", "address.home.street"),
        ("Firmentel", "phone.work"),
        ("Codcli", "customer_code"),
    ],
)
def test_words_glued_together_are_parted(header, target):
    cell = {"Codcli": "10017", "Firmentel": "0541 445566"}.get(header, "Lindenweg 4")
    assert targets(f"Name|Firma|{header}", ("Ann Lee", "Oak Ltd", cell))[2] == target


def test_a_title_beside_a_job_title_is_neither_job_nor_prefix():
    row = ("Ann", "Lee", "Annual service of the boiler", "Engineer")
    found = targets("First name|Last name|Title|Job title", row)
    assert found[2:] == ["own:Title", "job_title"]


def test_a_type_of_account_of_people_is_an_own_field():
    row = ("Ann", "Lee", "Savings")
    assert targets("First name|Last name|Account type", row)[2] == "own:Account type"


def test_who_somebody_is_in_a_household_is_no_kind_of_customer():
    rows = [("Harold", "Fielden", "Head"), ("Sarah", "Fielden", "Spouse")]
    assert targets("First name|Last name|Relationship", *rows)[2] == "own:Relationship"


def test_how_a_tutor_is_reached_is_not_how_the_pupil_is():
    row = ("Ana", "Ruiz", "600 11 12 22", "p@mail.example")
    found = targets("Nombre|Apellidos|Móvil tutor 1|Email tutor 1", row)
    assert found[2:] == ["own:Móvil tutor 1", "own:Email tutor 1"]


def addresses(headers, *rows):
    """The addresses that each row of a table brings, without their labels."""
    names = headers.split("|")
    guesses = recognise.columns(names, rows)
    mapping = [Column(each.index, each.target, each.options) for each in guesses]
    planned = Plan(names, list(enumerate(rows, 2)), mapping, Known(), country="GB")
    return [[{k: v for k, v in each.items() if v} for each in draft.addresses] for draft in planned]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [("Home Address|Town|Postcode", "home"), ("Werkadres|Plaats|Postcode", "work"),
     ("Street|Town|Postcode", "other")],
)  # fmt: skip
def test_a_town_and_a_postcode_are_those_of_the_only_street(headers, kind):
    found = addresses(f"Name|{headers}", ("Ann Lee", "4 Mill Lane", "Thirsk", "YO7 1AB"))
    one = {"kind": kind, "street": "4 Mill Lane", "postcode": "YO7 1AB", "town": "Thirsk"}
    assert found == [[one]]


def test_a_town_is_that_of_the_street_before_it():
    row = ("Karl Brandt", "Lindenweg 4", "49074", "Osnabrück", "Markt 1", "80331", "München")
    headers = "Name|Privatanschrift|PLZ|Ort|Firmenanschrift|PLZ|Ort"
    assert addresses(headers, row) == [[
        {"kind": "home", "street": "Lindenweg 4", "postcode": "49074", "town": "Osnabrück"},
        {"kind": "work", "street": "Markt 1", "postcode": "80331", "town": "München"},
    ]]  # fmt: skip


@pytest.mark.parametrize("kind", ["", "Home "])
def test_lines_of_an_address_and_the_postcode_behind_them_have_its_town(kind):
    headers = f"Name|{kind}Address1|{kind}Address2|{kind}Address3|Postcode"
    rows = [("Ann Lee", "4 Mill Lane", "Thirsk", "North Yorkshire", "YO7 1AB"),
            ("Bob Webb", "Flat 2", "12 Church St", "Leeds", "LS1 1AA")]  # fmt: skip
    (one,), (two,) = addresses(headers, *rows)
    assert (one["street"], one["town"], one["region"], one["postcode"]) == (
        "4 Mill Lane", "Thirsk", "North Yorkshire", "YO7 1AB",
    )  # fmt: skip
    assert (two["street"], two["street2"], two["town"]) == ("Flat 2", "12 Church St", "Leeds")


def test_an_account_number_beside_a_sort_code_is_that_of_a_bank():
    row = ("Ann", "Lee", "20-00-00", "12345678")
    found = targets("First name|Surname|Sort Code|Account Number", row)
    assert found[3] == "own:Account Number"
    assert targets("First name|Surname|Account Number", (*row[:2], "10017"))[2] == "customer_code"


def test_what_is_done_for_somebody_is_no_department():
    rows = [("Ann", "Lee", "Roof"), ("Bob", "May", "Windows")]
    assert targets("First name|Last name|Service", *rows)[2] == "own:Service"
    assert targets("Prénom|Nom|Service", *rows)[2] == "department"


def test_how_many_work_for_a_firm_is_not_who_looks_after_it():
    rows = [("Oak Ltd", "14"), ("Elm Ltd", "21")]
    assert targets("Firma|Mitarbeiter", *rows)[1] == "own:Mitarbeiter"


def test_a_country_and_its_code_are_one_country_and_a_code_of_a_province_is_no_province():
    headers = "Name|Address1|City|Province|Province Code|Country|Country Code|Zip"
    row = ("Ann Lee", "1 Elm St", "Dallas", "Texas", "TX", "United States", "US", "75001")
    ((one,),) = addresses(headers, row)
    assert (one["region"], one["country"]) == ("Texas", "US")


def test_a_town_and_a_city_beside_one_street_are_one_address():
    rows = [("Oak Ltd", "4 Mill Lane", "Thirsk", "", "YO7 1AB"),
            ("Elm Ltd", "12 Church St", "", "Leeds", "LS1 1AA")]  # fmt: skip
    found = addresses("Company|Address 1|Town|City|Postcode", *rows)
    assert [[each["town"] for each in row] for row in found] == [["Thirsk"], ["Leeds"]]


def test_zeros_that_a_spreadsheet_took_from_postcodes_are_asked_about_and_put_back():
    codes = ["49074", "1067", "80331", "10115"]
    rows = [(f"Nr {code}", f"Weg {place}", code, "Ort") for place, code in enumerate(codes)]
    guess = recognise.columns(["Firma", "Straße", "PLZ", "Ort"], rows)[2]
    assert guess.state == "check"
    assert "01067" in guess.question
    found = addresses("Firma|Straße|PLZ|Ort", *rows)
    assert [row[0]["postcode"] for row in found] == ["49074", "01067", "80331", "10115"]


def test_short_postcodes_stay_beside_others_with_their_zero_or_where_they_are_short():
    for codes in (["49074", "01067", "1010"], ["1010", "8001", "6020"]):
        rows = [(f"Oak {place}", code) for place, code in enumerate(codes)]
        assert recognise.columns(["Firma", "PLZ"], rows)[1].state == "recognised"
    codes = [("49074", "DE"), ("80331", "DE"), ("10115", "D"), ("1010", "Österreich")]
    rows = [(f"Oak {place}", "Weg 1", *code) for place, code in enumerate(codes)]
    found = addresses("Firma|Straße|PLZ|Land", *rows)
    assert found[3][0]["postcode"] == "1010"


@pytest.mark.parametrize(
    ("headers", "phone", "wanted"),
    [("Nome|CPF|Telefone", "(11) 3333-4444", "+551133334444"),
     ("Name|Phone", "(212) 736-5000", "+12127365000"),
     ("Name|Pincode|Phone", "98200 12345", "+919820012345")],
)  # fmt: skip
def test_papers_and_the_shape_of_numbers_tell_the_country(headers, phone, wanted):
    names = headers.split("|")
    row = ("Ana Lima", "529.982.247-25" if "CPF" in names else "400001", phone)
    rows = [row if len(names) == 3 else (row[0], phone)] * 4
    guesses = recognise.columns(names, rows)
    assert normalise(phone, likely_country(guesses, rows, "GB")).e164 == wanted


def test_a_departement_is_known_by_its_name_beside_people_and_firms_too():
    rows = [("Petit SARL", "Chloé", "Martin", "06000", "Alpes-Maritimes"),
            ("Midi SAS", "Luc", "Dupuy", "69400", "Rhône")]  # fmt: skip
    found = targets("Société|Prénom|Nom|Code postal|Département", *rows)
    assert found[4] == "address.other.region"


@pytest.mark.parametrize("header", ["Adressart", "Company & position", "Firma/Funktion"])
def test_what_is_of_no_kind_of_ours_is_an_own_field(header):
    row = ("Ann", "Lee", "Oak Ltd, Engineer")
    assert targets(f"First name|Last name|{header}", row)[2] == f"own:{header}"


def test_the_name_of_a_referent_beside_their_last_name_is_the_first_name():
    rows = [("Oak srl", "Marco", "Rossi"), ("Elm spa", "Lucia", "Conti")]
    found = targets("azienda|nome_referente|cognome_referente", *rows)
    assert found == ["account.name", "first_name", "last_name"]


@pytest.mark.parametrize(
    "header",
    ["Invoice", "Contract no", "Rechnung", "Betrag", "Rugnummer", "Model", "Zone", "Floor",
     "House", "End", "Gate code", "Estado de pago", "Burgerlijke staat"],
)  # fmt: skip
@pytest.mark.parametrize("cells", [("4500123", "4500991"), ("Alpha", "Beta two")])
def test_what_clubs_and_shops_note_of_people_is_an_own_field(header, cells):
    rows = [("Ann", "Lee", "a@mail.example", cells[0]), ("Bob", "May", "b@mail.example", cells[1])]
    found = targets(f"First name|Last name|Email|{header}", *rows)
    assert found[3] == f"own:{header}"


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Office", "5551234"), ("Privat", "4455667"), ("Rechnung", "0541 445566"),
     ("Contcat no", "0541 445566")],
)  # fmt: skip
def test_where_they_ring_and_what_is_written_to_be_called_is_a_number(header, cell):
    rows = [("Ann", "Lee", cell), ("Bob", "May", cell[:-1] + "9")]
    assert targets(f"First name|Last name|{header}", *rows)[2].startswith("phone.")
