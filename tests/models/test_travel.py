"""The way from one address to the next, guessed from postcodes; unknown ones give no answer."""

from hypothesis import given
from hypothesis import strategies as st

from app.models.calendar.travel import Place, travel_minutes

LEEDS, YORK = Place("LS1 4AP", "GB"), Place("YO1 7HH", "GB")
LONDON, EDINBURGH = Place("SW1A 1AA", "GB"), Place("EH1 1YZ", "GB")


def test_farther_takes_longer_and_the_same_door_takes_nothing():
    near, far = travel_minutes(LEEDS, YORK), travel_minutes(LONDON, EDINBURGH)
    assert 40 <= near <= 90
    assert 480 <= far <= 960
    assert travel_minutes(LEEDS, Place("ls14ap", "GB")) == 0
    assert travel_minutes(LEEDS, Place("LS1 5QQ", "GB")) < travel_minutes(
        LEEDS, Place("LS17 8QQ", "GB")
    )


def test_other_countries_are_known_too_and_nothing_is_said_of_the_rest():
    munich, berlin = Place("80331", "DE"), Place("10115", "DE")
    assert 500 <= travel_minutes(munich, berlin) <= 900
    assert travel_minutes(Place("75001", "FR"), Place("69001", "FR")) > 300
    assert travel_minutes(Place("94105", "US"), Place("10001", "US")) > 2000
    assert travel_minutes(LEEDS, munich) is None
    assert travel_minutes(LEEDS, Place("", "GB")) is None
    assert travel_minutes(Place("1012", "NL"), Place("3011", "NL")) is None
    assert travel_minutes(LEEDS, Place("rubbish", "GB")) is None


areas = st.sampled_from(["LS1 1AA", "YO1 1AA", "SW1A 1AA", "G1 1AA", "TR1 1AA", "LS9 9ZZ"])


@given(areas, areas)
def test_there_and_back_take_the_same(one, other):
    a, b = Place(one, "GB"), Place(other, "GB")
    assert travel_minutes(a, b) == travel_minutes(b, a)
    assert travel_minutes(a, b) % 5 == 0
