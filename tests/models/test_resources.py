"""Rooms and things that are booked with an appointment."""

import pytest

from app.models.errors import Refusal
from app.models.operations import resources


def test_two_things_in_use_do_not_share_a_name(store):
    made = resources.save_resource(store, resources.Resource(name="Van"))
    with pytest.raises(Refusal):
        resources.save_resource(store, resources.Resource(name="Van"))
    resources.retire_resource(store, made)
    assert resources.save_resource(store, resources.Resource(name="Van", kind="vehicle")) != made
    assert resources.resource_named(store, "van") != made
    with pytest.raises(Refusal, match="There are: Van"):
        resources.resource_named(store, "Bus")
