"""What is said of work that failed."""

import pytest

from app.desk.faults import sentence
from app.exchange.tables.table import UnreadableFile
from app.models.errors import Refusal


def test_a_fault_of_the_world_and_a_refusal_are_said_in_their_own_words():
    assert sentence(UnreadableFile("The file is empty.")) == "The file is empty."
    assert sentence(Refusal("A sheet needs a name.", "name")) == "A sheet needs a name."


def test_a_mistake_of_ours_is_raised_again():
    with pytest.raises(KeyError):
        sentence(KeyError("nobody"))
