import pytest


@pytest.mark.mockserver(reading="both", strictness="strict")
def test_the_groups_are_understood_whichever_way_they_are_told(tickets):
    assert tickets.groups(1234) == (1234, ["giants_2019-09-25"])
