"""Columns of programs in nine languages, and what a second look finds in their cells."""

import pytest

from app.exchange.tables import recognise

SHEETS = {
    "Dutch": ("Voornaam|Werkadres (straat)|Werkadres (postcode)|E-mailadres|Telefoon thuis|Functie",
              "first_name|address.work.street|address.work.postcode|email.other|phone.home"
              "|job_title"),
    "Portuguese": ("Sobrenome|Cidade do endereço comercial|CEP do endereço residencial|Anotações",
                   "last_name|address.work.town|address.home.postcode|note"),
    "Spanish": ("Apellidos|Provincia o estado de trabajo|Otro país o región|Cumpleaños|Aniversario",
                "last_name|address.work.region|address.other.country|birthday|own:Aniversario"),
    "Polish": ("Nazwisko|Adres służbowy - miejscowość|Telefon komórkowy|Strona sieci Web|Firma",
               "last_name|address.work.town|phone.mobile|account.website|account.name"),
    "Swedish": ("Efternamn|E-postadress|Postnummer bostad|Telefon arbete",
                "last_name|email.other|address.home.postcode|phone.work"),
    "Italian": ("Cognome|CAP (uff.)|Indirizzo posta elettronica|Telefono (uff.)",
                "last_name|address.work.postcode|email.other|phone.work"),
    "deals": ("Company|Opportunity|Amount|Pipeline stage|Expected close date",
              "account.name|deal.title|deal.amount|deal.stage|deal.expected_close"),
    "no deals": ("Name|Amount|Stage", "full_name|own:Amount|own:Stage"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_columns_of_many_programs_go_where_they_belong(name):
    headers, wanted = (each.split("|") for each in SHEETS[name])
    guesses = recognise.columns(headers, [tuple("x" for _ in headers)])
    assert [guess.target for guess in guesses] == wanted


def test_the_type_beside_an_email_is_that_email_s_and_no_display_name_s():
    headers = ["Name", "E-mail Address", "E-mail Type", "E-mail Display Name"]
    rows = [("Ann Lee", "a@a.example", "SMTP", "Ann Lee (a@a.example)")]
    guesses = recognise.columns(headers, rows)
    assert (guesses[2].target, guesses[2].options["of"]) == ("row_kind", 1)


def test_the_second_city_belongs_to_the_second_address():
    headers = ["Prénom", "Adresse privée", "Ville", "Adresse professionnelle", "Ville"]
    guesses = recognise.columns(headers, [("Ann", "1 rue A", "Lyon", "2 rue B", "Paris")])
    assert [guess.target for guess in guesses][2::2] == ["address.home.town", "address.work.town"]


def test_a_firm_in_brackets_is_offered_as_a_company():
    guess = recognise.columns(["Name"], [("John Smith (Acme Ltd)",), ("Ann Lee",)])[0]
    assert (guess.state, guess.options["brackets"]) == ("check", "company")
    assert guess.preview == (("John Smith (Acme Ltd)", "John Smith + Acme Ltd"),)


def test_a_firm_with_an_ampersand_is_no_couple():
    rows = [("Marks & Spencer",), ("Procter & Gamble",), ("Smith & Sons",)]
    assert "couples" not in recognise.columns(["Customer name"], rows)[0].options


def test_first_and_last_under_a_heading_of_persons_are_parts_of_the_name():
    found = recognise.columns(["Person First", "Contact - Last"], [["Al", "Bo"], ["Cy", "Do"]])
    assert [guess.target for guess in found] == ["first_name", "last_name"]


def test_headings_in_japanese_and_russian_are_known():
    japanese = recognise.columns(
        ["氏名", "会社名", "電話番号"], [["山田 太郎", "さくら商事", "03-1234-5678"]]
    )
    assert [guess.target for guess in japanese] == ["full_name", "account.name", "phone.other"]
    russian = recognise.columns(
        ["Фамилия", "Имя", "Телефон"], [["Орлова", "Анна", "8 912 345-67-89"]]
    )
    assert [guess.target for guess in russian] == ["last_name", "first_name", "phone.other"]


def test_a_list_of_last_and_first_names_under_any_heading_is_one_of_people():
    rows = [["Quill, Ada"], ["van den Berg, Piet"], ["Anna Roe"]]
    assert recognise.columns(["Members"], rows)[0].target == "full_name"


def test_dates_with_full_stops_are_day_first_and_need_no_question():
    rows = [["Al Bo", "5.6.1977"], ["Cy Do", "03.04.1980"]]
    guess = recognise.columns(["Name", "Geburtstag"], rows, country="US")[1]
    assert (guess.options["date_order"], guess.question) == ("dmy", "")
