import pytest

from app.exchange.tables.recognise import columns


def targets_of(headers, rows=None, **options):
    rows = rows or [tuple("x" for _ in headers)]
    return [guess.target for guess in columns(headers, rows, **options)]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            ["First Name", "Last Name", "E-mail Address", "Business Street", "Home Postal Code"],
            [
                "first_name",
                "last_name",
                "email.other",
                "address.work.street",
                "address.home.postcode",
            ],
        ),
        (
            ["Vorname", "Name", "Firma", "Straße", "PLZ", "Ort", "Telefon geschäftlich", "Handy"],
            [
                "first_name",
                "last_name",
                "account.name",
                "address.other.street",
                "address.other.postcode",
                "address.other.town",
                "phone.work",
                "phone.mobile",
            ],
        ),
        (
            ["Prénom", "Nom", "Société", "Code postal", "Ville", "Téléphone portable", "Courriel"],
            [
                "first_name",
                "last_name",
                "account.name",
                "address.other.postcode",
                "address.other.town",
                "phone.mobile",
                "email.other",
            ],
        ),
        (
            ["Nombre", "Apellidos", "Empresa", "Correo electrónico", "Teléfono móvil", "Ciudad"],
            [
                "first_name",
                "last_name",
                "account.name",
                "email.other",
                "phone.mobile",
                "address.other.town",
            ],
        ),
        (
            ["Nome", "Cognome", "Azienda", "Indirizzo", "CAP", "Città", "Cellulare"],
            [
                "first_name",
                "last_name",
                "account.name",
                "address.other.street",
                "address.other.postcode",
                "address.other.town",
                "phone.mobile",
            ],
        ),
        (
            ["Voornaam", "Tussenvoegsel", "Achternaam", "Bedrijf", "Postcode", "Woonplaats"],
            [
                "first_name",
                "particle",
                "last_name",
                "account.name",
                "address.other.postcode",
                "address.other.town",
            ],
        ),
    ],
)
def test_header_words_of_many_languages_are_known(headers, expected):
    assert targets_of(headers) == expected


def test_numbered_columns_become_rows_with_their_kind():
    headers = ["Name", "E-mail 2 - Label", "E-mail 2 - Value", "Phone 1 - Type", "Phone 1 - Value"]
    guesses = columns(headers, [("Ann Lee", "* Work", "a@b.de", "Mobile", "07700 900000")])
    assert [guess.target for guess in guesses] == [
        "full_name",
        "row_kind",
        "email.other",
        "row_kind",
        "phone.other",
    ]
    assert guesses[1].options == {"of": 2}


def test_an_empty_column_is_left_out_and_an_unknown_one_is_a_new_field():
    left, new = columns(["Email", "Shoe size"], [("", "42"), (None, "43")])
    assert (left.state, left.target) == ("left_out", "leave_out")
    assert (new.state, new.target, new.label) == ("new_field", "own:Shoe size", "Shoe size")
    assert new.samples == ("42", "43")


def test_values_speak_where_headers_do_not():
    rows = [("Ann", "ann@example.org", "0161 496 0000"), ("Ben", "ben@example.org", "0161 4960001")]
    guesses = columns(["Column 1", "Column 2", "Column 3"], rows)
    assert [(guess.target, guess.state) for guess in guesses[1:]] == [
        ("email.other", "check"),
        ("phone.other", "check"),
    ]


def test_a_header_that_its_cells_contradict_has_to_be_checked():
    (guess,) = columns(["Phone"], [("a@example.org",), ("b@example.org",)])
    assert guess.state == "check"


def test_titles_are_before_the_name_or_at_work():
    assert targets_of(["Title", "First name"], [("Mr", "Jo"), ("Dr.", "Al")])[0] == "prefix"
    assert targets_of(["Title", "First name"], [("Buyer", "Jo")])[0] == "job_title"


def test_somebody_else_s_phone_is_not_the_person_s():
    rows = [("0161 496 0000", "Sam", "x@example.org")]
    found = targets_of(["Assistant's Phone", "Manager's Name", "Dad's email"], rows)
    assert all(target.startswith("own:") for target in found)


def test_ambiguous_dates_are_asked_about_and_clear_ones_are_not():
    (clear,) = columns(["Birthday"], [("25/04/1980",), ("03/04/1980",)])
    assert (clear.state, clear.options) == ("recognised", {"date_order": "dmy"})
    (unclear,) = columns(["Birthday"], [("05/04/1980",), ("03/04/1980",)], country="US")
    assert unclear.state == "check"
    assert unclear.options["date_order"] == "mdy"


def test_postcode_and_town_in_one_column_are_seen():
    assert targets_of(["Ort"], [("01067 Dresden",), ("10115 Berlin",)]) == [
        "address.other.postcode_town"
    ]
