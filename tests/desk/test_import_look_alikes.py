"""Look-alikes among the rows of one file, by their number alone, and taking a decision back."""

import pytest

from app.desk import importing
from app.models.operations import near_matches
from app.storage import undo
from app.storage.queries import near_pile
from tests.desk.bringing import bring
from tests.storage.builders import dump


def pairs(store):
    return [
        (pair["newer_facts"]["Name"], pair["older_facts"]["Name"], *pair["reasons"])
        for pair in near_pile.open_pairs(store)
    ]


def test_two_rows_of_one_file_that_look_alike_go_to_the_pile(store, tmp_path):
    done = bring(
        store, tmp_path,
        "Name,Email,Town\nCatherine Webb,cw@a.example,Leeds\nCatherin Webb,c@b.example,Leeds\n"
        "Ben Webb,ben@a.example,Leeds\nDora Klein,d@a.example,York\n",
    )  # fmt: skip
    assert (done.near_in_file, done.near_count, done.ledger.created) == (1, 0, 4)
    assert pairs(store) == [
        ("Catherin Webb", "Catherine Webb", "a similar name", "the same town")
    ]  # fmt: skip


def test_one_number_under_two_names_goes_to_the_pile(store, tmp_path):
    bring(store, tmp_path, "Name,Mobile\nCatherine Webb,07700 900123\n")
    bring(store, tmp_path, "Name,Mobile\nKitty Brandt,+44 7700 900123\n")
    wanted = ("the same phone number", "a different name")
    assert pairs(store) == [("Kitty Brandt", "Catherine Webb", *wanted)]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Phone\nAnn Webb,01904 496012\nBen Webb,01904 496012\n",
        "Name,Phone,Company\nAnn Webb,01904 496012,Elm\nBo Ray,01904 496012,Elm\n",
    ],
)
def test_a_family_and_colleagues_with_one_number_are_no_look_alikes(store, tmp_path, text):
    assert bring(store, tmp_path, text).near_in_file == 0
    assert pairs(store) == []


def test_the_same_decision_taken_back_leaves_the_book_byte_for_byte(store, tmp_path):
    bring(
        store, tmp_path,
        "Name,Email,Town,Shoe size,Tags\nCatherine Webb,cw@a.example,Leeds,38,a\n"
        "Catherin Webb,c@b.example,Leeds,39,b\n",
    )  # fmt: skip
    before = dump(store)
    (pair,) = near_pile.open_pairs(store)
    near_matches.settle(store, pair["id"], "same")
    assert store.value("SELECT count(*) FROM contact") == 1
    undo.undo_last(store)
    assert dump(store) == before


def test_a_later_row_about_the_first_of_a_couple_is_not_the_second_s(store, tmp_path):
    bring(
        store, tmp_path,
        "Name,Email,Phone\nAnn & Ben Lee,lee@a.example,\nDan & Eva Low,low@a.example,\n"
        "Ann Lee,lee@a.example,01904 496012\n",
    )  # fmt: skip
    owner = store.value("SELECT c.name FROM phone p JOIN contact c ON c.id = p.contact_id")
    assert owner == "Ann Lee"


def firm_pairs(store):
    return [
        (pair["newer_facts"]["Name"], pair["older_facts"]["Name"])
        for pair in near_pile.open_pairs(store)
        if pair["kind"] == "account"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme Ltd", "ACME LIMITED"), ("Müller GmbH", "Mueller GmbH"),
     ("Smith & Sons", "Smith and Sons Ltd"),
     ("Acme-Tools Inc.", "Acme Tools")],
)  # fmt: skip
@pytest.mark.parametrize(
    "column", ["Name,Company\nAnn Lee,{}\nBen Ray,{}\n", "Company,Town\n{},Leeds\n{},Leeds\n"]
)
def test_two_writings_of_a_firm_go_to_the_pile_and_stay_two(store, tmp_path, one, other, column):
    text = column.format(f'"{one}"', f'"{other}"')
    done = bring(store, tmp_path, text)
    assert firm_pairs(store) == [(other, one)]
    assert (done.created["accounts"], done.near_firms) == (2, 1)
    again = bring(store, tmp_path, text)
    assert again.ledger.unchanged == 2
    assert len(firm_pairs(store)) == 1


def test_a_firm_written_otherwise_than_in_the_book_goes_to_the_pile(store, tmp_path):
    bring(store, tmp_path, "Company,Town\nMüller GmbH,Ulm\n")
    bring(store, tmp_path, "Name,Company\nAnn Lee,Mueller\n")
    assert firm_pairs(store) == [("Mueller", "Müller GmbH")]


def test_two_rows_can_be_said_to_be_one_person_before_anything_is_written(store, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(
        "Name,Email,Town\nCatherine Webb,cw@a.example,Leeds\nCatherin Webb,c@b.example,Leeds\n",
        encoding="utf-8",
    )
    table = importing.read(file)
    chosen = importing.Choices(importing.recognised(table, "GB"))
    (pair,) = importing.rehearse(store, table, chosen).near_matches
    assert (pair.row, pair.who) == (3, -2)
    assert (pair.theirs["Name"], pair.ours["Name"]) == ("Catherin Webb", "Catherine Webb")
    same = importing.Choices(chosen.columns, answers={3: -2})
    assert importing.rehearse(store, table, same).near_matches == []
    done = importing.bring_in(store, file, table, same)
    assert (done.ledger.created, done.ledger.adds_up()) == (1, True)
    assert store.value("SELECT count(*) FROM email_address") == 2
    different = importing.Choices(chosen.columns, answers={3: 0})
    assert importing.rehearse(store, table, different).near_in_file == 0
