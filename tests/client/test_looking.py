"""The handles look at what happened and at what there is, and change nothing by it."""

from typing import Any

import httpx
import pytest

import mockserver
from tests.world import EVENT, EX, E, P, seed

PATH = EVENT.removeprefix("/v1")
NAME = {"fields": {"eventName": {"value": "Renamed"}}}
ID = "X-Mockserver-Request-Id"


@pytest.fixture
def renamed(http: httpx.Client) -> str:
    """The id of a request that renamed the event."""
    response = http.put(PATH, json=NAME).raise_for_status()
    return str(response.headers[ID])


def test_what_a_request_changed_is_told(sandbox: mockserver.Sandbox, renamed: str) -> None:
    changes = sandbox.requests.changes(renamed)
    assert "Renamed" in str(changes)


def test_what_other_policies_answer_is_told_without_asking_them_in_earnest(
    sandbox: mockserver.Sandbox, http: httpx.Client
) -> None:
    request = http.put(PATH, json=NAME, params={"unheard": "of"}).headers[ID]
    before = sandbox.state()
    found = sandbox.requests.judgements(request)
    assert {(each["strictness"], each["reading"]) for each in found} == {
        (strictness, reading)
        for strictness in ("lenient", "documented", "strict")
        for reading in ("examples", "schema")
    }
    assert {each["status"] for each in found if each["strictness"] == "lenient"} == {200}
    assert sandbox.state() == before
    assert sandbox.requests.count() == 1


def test_a_request_that_was_forgotten_is_not_sent_again(sandbox: mockserver.Sandbox, renamed: str) -> None:
    sandbox.reset()
    with pytest.raises(mockserver.Refused, match=renamed):
        sandbox.requests.replay(renamed)


def test_a_request_is_sent_again_under_another_policy(
    sandbox: mockserver.Sandbox, http: httpx.Client
) -> None:
    get = http.get(PATH).headers[ID]
    again = sandbox.requests.replay(get, strictness="strict")
    assert again["id"] != get
    assert again["response"] is not None
    assert again["response"]["status"] == 200
    assert sandbox.requests.count(operation="get_event") == 2


def test_what_there_is_is_read_page_by_page(sandbox: mockserver.Sandbox) -> None:
    sandbox.passes.issue(E, 3)
    assert [each["id"] for each in sandbox.data.projects()] == [P]
    assert [each["eventId"] for each in sandbox.data.events(project=P)["events"]] == [E]
    assert sandbox.data.events(q="nothing has this")["events"] == []
    assert sandbox.data.event(E)["eventExternalId"] == EX
    page = sandbox.data.passes(event=E, limit=2)
    rest = sandbox.data.passes(event=E, after=page["next"])
    assert (len(page["passes"]), len(rest["passes"])) == (2, 1)


def test_the_report_tells_what_was_covered(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    http.put(PATH, json=NAME).raise_for_status()
    covered = {each["operation"]: each["statuses"] for each in sandbox.report()["operations"]}
    assert covered["update_event"] == {"200": 1}


def test_what_happened_since_a_request_is_told(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    first, second = http.get(PATH).headers[ID], http.put(PATH, json=NAME).headers[ID]
    told = [(each.kind, each.id) for each in sandbox.watch("request", after=first, seconds=0)]
    assert told == [("request", second)]


@pytest.mark.parametrize(
    ("criteria", "met"),
    [
        ({"operation": "update_event"}, 1),
        ({"path": "/v1/*"}, 2),
        ({"event": E + 1}, 0),
        ({"method": "GET"}, 1),
    ],
)
def test_a_preview_tells_what_a_plan_would_have_met_and_plans_nothing(
    sandbox: mockserver.Sandbox, http: httpx.Client, criteria: dict[str, Any], met: int
) -> None:
    sent = {http.get(PATH).headers[ID], http.put(PATH, json=NAME).headers[ID]}
    found = sandbox.faults.preview(**criteria)
    assert len(found) == met
    assert set(found) <= sent
    assert sandbox.faults.all() == []


def test_a_bad_preview_is_refused_by_name(sandbox: mockserver.Sandbox) -> None:
    with pytest.raises(mockserver.Refused, match="update_event"):
        sandbox.faults.preview(operation="update_evnt")


def test_the_seeds_that_come_along_can_be_begun_with(server: mockserver.MockServer) -> None:
    names = {each["name"] for each in server.seeds()}
    assert {"documentation", "season"} <= names
    assert all(each["description"] and "projects" in each["seed"] for each in server.seeds())


def test_the_schema_of_seeds_is_one(server: mockserver.MockServer) -> None:
    assert "projects" in server.seed_schema()["properties"]


@pytest.mark.parametrize("given", [seed(), "documentation", [seed(), "documentation"]], ids=type)
def test_a_seed_is_checked_and_nothing_changes(server: mockserver.MockServer, given: Any) -> None:
    before = server.sandboxes()
    server.validate_seed(given)
    assert [each["name"] for each in server.sandboxes()] == [each["name"] for each in before]


def test_every_fault_of_a_bad_seed_is_told(server: mockserver.MockServer) -> None:
    with pytest.raises(mockserver.Refused, match="/0/projects/0/id: 0: expected an integer from 1 up"):
        server.validate_seed({"projects": [{"id": 0}]})
