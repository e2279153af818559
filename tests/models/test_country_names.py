"""Countries as people write them."""

import pytest

from app.models.imports.country_words import LANGUAGES, written
from app.models.letters.country_names import country_code


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_country_is_read_in_each_language(language):
    for code, names in written().items():
        for name in names[language]:
            assert country_code(name) == code, name
            assert country_code(name.upper()) == code, name


def test_no_word_stands_for_two_countries():
    codes = {}
    for code, by_language in written().items():
        for name in {name.lower() for names in by_language.values() for name in names}:
            assert codes.setdefault(name, code) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("España", "ES"), ("U.S.A.", "US"), ("de", "DE"), ("Wales", "GB"), ("Atlantis", ""), ("", "")],
)
def test_other_spellings(text, code):
    assert country_code(text) == code
