"""Create, get, update and delete."""

import pytest

from tests.world import EVENT, Api


@pytest.mark.published("events.txt § Get event")
def test_an_event_is_answered_with_its_ids(api: Api) -> None:
    assert api.get(EVENT).json()["eventId"] == 1234
