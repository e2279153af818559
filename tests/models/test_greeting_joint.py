"""Couples and three by the published rules named in ``greeting_rules``; nothing is ever missing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.letters.greeting_joint import joint_formal, joint_informal, names_together
from app.models.letters.greeting_rules import RULES
from app.models.letters.salutation import Addressee, formal_greeting, informal_greeting


def someone(first, last, gender="", title=""):
    return Addressee(first, last, title, gender)


ANN, BEN = someone("Ann", "Lee", "f"), someone("Ben", "Lee", "m")
WEBB, FOX = someone("Ida", "Webb", "f"), someone("Cy", "Fox", "m")
ALEX = someone("Alex", "Lee")


@pytest.mark.parametrize(
    ("language", "same", "different", "three"),
    [
        ("en", "Dear Mr and Mrs Lee,", "Dear Ms Webb and Mr Lee,",
         "Dear Ms Webb, Mr Lee and Mr Fox,"),
        ("en-US", "Dear Mr. and Mrs. Lee:", "Dear Ms. Webb and Mr. Lee:",
         "Dear Ms. Webb, Mr. Lee and Mr. Fox:"),
        ("de", "Sehr geehrter Herr Lee, sehr geehrte Frau Lee,",
         "Sehr geehrte Frau Webb, sehr geehrter Herr Lee,",
         "Sehr geehrte Frau Webb, sehr geehrter Herr Lee, sehr geehrter Herr Fox,"),
        ("de-AT", "Sehr geehrter Herr Lee, sehr geehrte Frau Lee,",
         "Sehr geehrte Frau Webb, sehr geehrter Herr Lee,",
         "Sehr geehrte Frau Webb, sehr geehrter Herr Lee, sehr geehrter Herr Fox,"),
        ("de-CH", "Sehr geehrter Herr Lee, sehr geehrte Frau Lee",
         "Sehr geehrte Frau Webb, sehr geehrter Herr Lee",
         "Sehr geehrte Frau Webb, sehr geehrter Herr Lee, sehr geehrter Herr Fox"),
        ("fr", "Monsieur, Madame,", "Madame, Monsieur,", "Madame, Messieurs,"),
        ("es", "Estimados Sr. y Sra. Lee:", "Estimada Sra. Webb y estimado Sr. Lee:",
         "Estimada Sra. Webb, estimado Sr. Lee y estimado Sr. Fox:"),
        ("it", "Gentili Sig. e Sig.ra Lee,", "Gentile Sig.ra Webb, gentile Sig. Lee,",
         "Gentile Sig.ra Webb, gentile Sig. Lee, gentile Sig. Fox,"),
        ("nl", "Geachte heer en mevrouw Lee,", "Geachte mevrouw Webb, geachte heer Lee,",
         "Geachte mevrouw Webb, geachte heer Lee, geachte heer Fox,"),
        ("pt", "Exmo. Senhor Ben Lee e Exma. Senhora Ann Lee,",
         "Exma. Senhora Ida Webb e Exmo. Senhor Ben Lee,",
         "Exma. Senhora Ida Webb, Exmo. Senhor Ben Lee e Exmo. Senhor Cy Fox,"),
        ("sv", "Hej Ben och Ann Lee,", "Hej Ida Webb och Ben Lee,",
         "Hej Ida Webb, Ben Lee och Cy Fox,"),
        ("pl", "Szanowni Państwo,", "Szanowni Państwo,", "Szanowni Państwo,"),
    ],
)  # fmt: skip
def test_several_are_greeted_by_the_rules_of_the_language(language, same, different, three):
    assert joint_formal([BEN, ANN], language) == same
    assert joint_formal([WEBB, BEN], language) == different
    assert joint_formal([WEBB, BEN, FOX], language) == three


@pytest.mark.parametrize(
    ("language", "couple", "unknown"),
    [
        ("en", "Dear Ben and Ann,", "Dear Ann and Alex,"),
        ("de", "Lieber Ben, liebe Ann,", "Hallo Ann und Alex,"),
        ("fr", "Cher Ben, chère Ann,", "Bonjour Ann et Alex,"),
        ("es", "Queridos Ben y Ann:", "Hola, Ann y Alex:"),
        ("it", "Cari Ben e Ann,", "Ciao Ann e Alex,"),
        ("nl", "Beste Ben en Ann,", "Beste Ann en Alex,"),
        ("pt", "Caros Ben e Ann,", "Olá, Ann e Alex,"),
        ("sv", "Hej Ben och Ann,", "Hej Ann och Alex,"),
    ],
)
def test_several_we_know_are_greeted_by_first_names(language, couple, unknown):
    assert joint_informal([BEN, ANN], language) == couple
    assert joint_informal([ANN, ALEX], language) == unknown


@pytest.mark.parametrize(
    ("language", "people", "expected"),
    [
        ("en", [ANN, ALEX], "Dear Ann and Alex Lee,"),
        ("en", [someone("A", "Chen", "f", "Dr"), someone("B", "Chen", "m", "Dr")],
         "Dear Drs Chen,"),
        ("en", [someone("Ann", "Lee", "f", "Dr"), BEN], "Dear Dr and Mr Lee,"),
        ("en", [BEN, someone("Ann", "Lee", "f", "Ms")], "Dear Mr and Ms Lee,"),
        ("de", [someone("Ann", "Lee", "f", "Dr."), BEN],
         "Sehr geehrte Frau Dr. Lee, sehr geehrter Herr Lee,"),
        ("de", [ANN, ALEX], "Guten Tag Ann und Alex Lee,"),
        ("nl", [someone("Jan", "de Vries", "m"), someone("An", "de Vries", "f")],
         "Geachte heer en mevrouw De Vries,"),
        ("fr", [ANN, WEBB], "Mesdames,"),
        ("pl", [BEN, FOX], "Szanowni Panowie,"),
        ("en", [someone("Sean", "O'Brien", "m"), someone("Eve", "de la Cruz", "f")],
         "Dear Mr O'Brien and Ms de la Cruz,"),
    ],
)  # fmt: skip
def test_titles_particles_and_unknown_gender(language, people, expected):
    assert joint_formal(people, language) == expected


def test_the_conjunction_is_spoken_as_the_next_name_asks():
    juan, isabel = someone("Juan", "Ruiz", "m"), someone("Isabel", "Ruiz", "f")
    assert joint_informal([juan, isabel], "es") == "Queridos Juan e Isabel:"
    anna, elena = someone("Anna", "Rossi", "f"), someone("Elena", "Rossi", "f")
    assert joint_informal([anna, elena], "it") == "Care Anna ed Elena,"


def test_austria_speaks_titles_that_germany_only_writes():
    assert formal_greeting(Addressee("K", "Huber", "Mag.", "m", "de-AT")) == (
        "Sehr geehrter Herr Mag. Huber,"
    )
    assert formal_greeting(Addressee("K", "Huber", "Dipl.-Ing.", "m", "de")) == (
        "Sehr geehrter Herr Huber,"
    )
    assert formal_greeting(Addressee("A", "Roux", "Dr", "m", "fr")) == "Docteur,"


def test_the_envelope_says_a_shared_surname_once():
    assert names_together([ANN, BEN], "en") == "Ann and Ben Lee"
    assert names_together([WEBB, BEN], "de") == "Ida Webb und Ben Lee"


_PEOPLE = st.lists(
    st.builds(
        Addressee,
        first_name=st.sampled_from(["", " ", "Ann", "Ben  Q."]),
        last_name=st.sampled_from(["", "Lee", "Lee ", "de Vries", "O'Brien"]),
        title=st.sampled_from(["", "Dr", "Mr", "Frau Prof.", "Sir", "Mx", ".", "Me", "Mrs Dr"]),
        gender=st.sampled_from(["", "f", "m", "x"]),
    ),
    max_size=4,
)


@given(_PEOPLE, st.sampled_from([*RULES, "ja", ""]))
def test_whatever_is_missing_no_greeting_reads_unfinished(people, language):
    joint = [joint_formal(people, language), joint_informal(people, language)]
    single = [
        greet(Addressee(one.first_name, one.last_name, one.title, one.gender, language))
        for one in people
        for greet in (formal_greeting, informal_greeting)
    ]
    for text in joint + single:
        assert text
        assert text == text.strip()
        assert "  " not in text
        assert "None" not in text
        assert "null" not in text
        assert "{" not in text
        assert not re.search(r"\s[,:]|,,|,:", text)
        bare = text.rstrip(",:").casefold()
        assert bare not in {
            "dear",
            "sehr geehrte",
            "sehr geehrter",
            "geachte",
            "gentile",
            "guten tag",
        }
