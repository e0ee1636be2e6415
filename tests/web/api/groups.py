"""Groups of the event of most worlds, and names that nothing has."""

from typing import Any

from tests.world import EVENT, EX, PROJECT, Api, E, event, seed

UNKNOWN = {
    "event": f"{PROJECT}/999",
    "event by external id": f"{PROJECT}/id/nothing",
    "project": f"/v1/events/project/999/{E}",
    "project by external id": f"/v1/events/project/id/nobody/id/{EX}",
    "event of another project": f"/v1/events/project/7/{E}",
}
"""Paths of no event, in `world_of_two_projects`."""


def add(api: Api, *groups: str, path: str = EVENT) -> dict[str, Any]:
    """Add the event to groups and give the answer."""
    answer = api.post(f"{path}/passGroups", {"passGroups": list(groups)})
    assert answer.status_code == 200, answer.text
    answered: dict[str, Any] = answer.json()
    return answered


def joined(api: Api) -> list[str]:
    """The groups of the event; both operations that show them agree."""
    groups: list[str] = api.get(f"{EVENT}/passGroups").json()["passGroups"]
    assert api.get(EVENT).json()["passGroups"] == groups
    return groups


def world_of_two_projects() -> dict[str, Any]:
    """A seed with the event in a group, and a project without events."""
    world = seed(event(id=E, externalId=EX, passGroups=["giants"]))
    world["projects"].append({"id": 7})
    return world
