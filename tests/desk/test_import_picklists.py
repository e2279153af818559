"""Words of a column that must be one of a few: explained once, remembered for such files."""

from dataclasses import replace

import pytest

from app.desk import importing
from app.models.errors import Refusal
from app.models.imports import import_picklists


def table_of(folder, text):
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    return file, importing.read(file)


TEXT = (
    "Name,Email,Kind,Country\n"
    "Ann Lee,a@a.example,Stammgast,Germny\nBen Ray,b@a.example,Custommer,Atlantis\n"
)


def test_words_that_are_not_understood_are_listed_with_a_suggestion(tmp_path):
    _, table = table_of(tmp_path, TEXT)
    columns = list(importing.recognised(table, "GB"))
    columns[2] = importing.with_target(columns[2], "kind")
    assert [guess.target for guess in columns[2:]] == ["kind", "address.other.country"]
    assert importing.unknown_words(table, columns[0]) == []
    kinds = importing.unknown_words(table, columns[2])
    assert {(each.word, each.suggestion) for each in kinds} == {
        ("Stammgast", ""), ("Custommer", "customer"),
    }  # fmt: skip
    countries = importing.unknown_words(table, columns[3])
    assert ("Germny", 1, "DE") in countries


def test_what_was_said_of_a_word_is_used_and_remembered(store, tmp_path):
    file, table = table_of(tmp_path, TEXT)
    columns = list(importing.recognised(table, "GB"))
    kind = importing.with_target(columns[2], "kind")
    columns[2] = importing.with_words(kind, {"stammgast": "customer", "Custommer": "lead"})
    columns[3] = importing.with_words(columns[3], {"Germny": "DE"})
    done = importing.bring_in(store, file, table, importing.Choices(tuple(columns)))
    assert done.ledger.adds_up()
    assert store.select("SELECT kind FROM contact ORDER BY name") == [("customer",), ("lead",)]
    assert store.value("SELECT country FROM address ORDER BY id") == "DE"
    again = importing.recognised(table, "GB", store=store)
    assert importing.unknown_words(table, again[2]) == []
    assert [each.word for each in importing.unknown_words(table, again[3])] == ["Atlantis"]


def test_a_saved_word_that_means_nothing_loses_no_cell(store, tmp_path):
    file, table = table_of(tmp_path, TEXT)
    columns = list(importing.recognised(table, "GB"))
    columns[2] = importing.with_target(columns[2], "kind")
    nonsense = {**columns[2].options, "words": {"Stammgast": "no such kind"}}
    columns[2] = replace(columns[2], options=nonsense)
    importing.bring_in(store, file, table, importing.Choices(tuple(columns)))
    kept = store.select("SELECT value FROM field_value ORDER BY value")
    assert kept == [("Custommer",), ("Stammgast",)]


def test_a_word_can_be_kept_as_it_is_or_left_out(store, tmp_path):
    file, table = table_of(tmp_path, TEXT)
    columns = list(importing.recognised(table, "GB"))
    columns[2] = importing.with_target(columns[2], "kind")
    columns[2] = importing.with_words(columns[2], {"Stammgast": "keep", "Custommer": "leave_out"})
    columns[3] = importing.with_words(columns[3], {"Atlantis": "keep", "Germny": "leave_out"})
    assert importing.unknown_words(table, columns[2]) == []
    done = importing.bring_in(store, file, table, importing.Choices(tuple(columns)))
    assert (done.ledger.left_out, done.ledger.parked) == (2, 1)
    assert done.ledger.adds_up()
    assert store.select("SELECT value FROM field_value") == [("Stammgast",)]
    assert store.select("SELECT country FROM address") == [("Atlantis",)]


def test_a_stage_that_the_book_does_not_know_can_be_one_that_it_knows(store, tmp_path):
    text = "Name,Deal,Stage\nAnn Lee,Garden,Nearly there\nBen Ray,Fence,Quoted\n"
    file, table = table_of(tmp_path, text)
    columns = importing.recognised(table, "GB")
    stages = importing.stages_of(store)
    unknown = [word.word for word in importing.unknown_words(table, columns[2], stages)]
    assert "Nearly there" in unknown
    columns = importing.with_said_words(store, columns, [f"Stage:Nearly there={stages[-1]}"])
    importing.bring_in(store, file, table, importing.Choices(columns))
    found = store.value(
        "SELECT s.name FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.title = 'Garden'"
    )
    assert found == stages[-1]


@pytest.mark.parametrize("said", ["Kind", "Kind:Stammgast", "Nothing:a=b", "Country:Germny=Oz"])
def test_what_cannot_be_meant_is_refused_in_a_sentence(store, tmp_path, said):
    _, table = table_of(tmp_path, TEXT)
    with pytest.raises(Refusal):
        importing.with_said_words(store, importing.recognised(table, "GB"), [said])


@pytest.mark.parametrize(
    ("target", "word", "said"),
    [
        ("address.other.country", "G.B.", "GB"),
        ("address.other.country", "N. Ireland", "GB"),
        ("address.other.country", "Royaume Uni", "GB"),
        ("address.other.country", "Deutschland (DE)", "DE"),
        ("address.other.country", "Rep. of Ireland", "IE"),
        ("language", "it-IT", "it"),
        ("language", "ES", "es"),
        ("language", "English (UK)", "en"),
        ("no_email", "✓", "yes"),
        ("no_email", "❌", "no"),
        ("language", "Klingon", ""),
    ],
)
def test_words_as_people_write_them_are_known(target, word, said):
    assert import_picklists.meaning(target, word) == said
