"""The handle of a sandbox does by name what the lab does by path."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

import mockserver
from mockserver.client._async.server import AsyncRemoteServer
from tests.world import EVENT, E, P

PATH = EVENT.removeprefix("/v1")
NAME = {"fields": {"eventName": {"value": "Renamed"}}}


def name_of(http: httpx.Client) -> str:
    name: str = http.get(PATH).json()["fields"]["eventName"]["value"]
    return name


def test_each_way_into_a_sandbox_is_enough(
    server: mockserver.MockServer, sandbox: mockserver.Sandbox
) -> None:
    revision = {"Api-Revision": sandbox.headers["Api-Revision"]}
    path = f"{server.base_url}{PATH}"
    httpx.get(f"{sandbox.base_url}{PATH}", auth=("any", "pair"), headers=revision).raise_for_status()
    httpx.get(path, auth=sandbox.auth, headers=revision).raise_for_status()
    httpx.get(path, auth=("any", "pair"), headers=sandbox.headers).raise_for_status()
    assert sandbox.requests.count(operation="get_event") == 3


def test_a_sandbox_has_a_name_of_its_own_or_the_one_asked_for(server: mockserver.MockServer) -> None:
    one, other = server.sandbox(), server.sandbox("checkout")
    assert one.name != other.name == "checkout"
    assert server.named("checkout").base_url == other.base_url
    assert {one.name, "checkout", "default"} <= {each["name"] for each in server.sandboxes()}
    with pytest.raises(mockserver.Refused, match="checkout") as refused:
        server.sandbox("checkout")
    assert refused.value.status == 409
    other.delete()
    assert "checkout" not in {each["name"] for each in server.sandboxes()}


def test_what_it_begins_with_can_be_chosen(server: mockserver.MockServer) -> None:
    sandbox = server.sandbox(
        seed={"projects": [{"id": 7, "events": [{"id": 70}]}]},
        clock="2026-01-01T00:00:00Z",
        strictness="strict",
        reading="schema",
    )
    assert [each["id"] for each in sandbox.state()["projects"]] == [7]
    assert sandbox.clock.state() == {"now": "2026-01-01T00:00:00.000Z", "mode": "frozen"}
    (state,) = [each for each in server.sandboxes() if each["name"] == sandbox.name]
    assert (state["strictness"], state["reading"]) == ("strict", "schema")


def test_a_profile_is_a_file_or_a_document(server: mockserver.MockServer, tmp_path: Path) -> None:
    file = tmp_path / "profile.yaml"
    file.write_text("observed: 2026-11-24\npositions: {A-15: 400}\n")
    server.sandbox("of-file", profile=file)
    server.sandbox("of-document", profile={"observed": "2026-11-24", "positions": {"A-15": "400"}})
    sides = {each["name"]: each["positions"]["A-15"] for each in server.sandboxes()}
    assert (sides["of-file"], sides["of-document"], sides["default"]) == ("400", "400", "404")


@pytest.mark.parametrize(
    ("seed", "projects"),
    [
        ("server", [P]),
        (None, [P]),
        ("empty", []),
        ("none", []),
        ("documentation", [2, 3, 12345]),
        (["documentation", {"projects": [{"id": 7}]}], [2, 3, 7, 12345]),
    ],
)
def test_its_seed_is_the_servers_nothing_or_documents(
    server: mockserver.MockServer, seed: Any, projects: list[int]
) -> None:
    sandbox = server.sandbox(seed=seed)
    for _ in range(2):
        assert sorted(each["id"] for each in sandbox.state()["projects"]) == projects
        sandbox.reset()


@pytest.mark.parametrize("name", ["documentation", "season", pytest.param("volume", marks=pytest.mark.slow)])
def test_a_seed_of_a_file_is_the_same_for_a_server_and_for_a_sandbox(name: str) -> None:
    with mockserver.MockServer(name) as server:
        assert server.sandbox(seed=name).state() == server.default.state()


def test_it_is_reset_to_its_seed_or_to_nothing(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    http.put(PATH, json=NAME).raise_for_status()
    sandbox.faults.add(steps=[{"status": 503}])
    sandbox.reset()
    assert name_of(http) != "Renamed"
    assert sandbox.requests.count() == 1
    assert sandbox.faults.all() == []
    sandbox.reset(to_empty=True)
    assert sandbox.state()["projects"] == []


def test_its_state_is_told_and_taken_back(
    server: mockserver.MockServer, sandbox: mockserver.Sandbox, http: httpx.Client
) -> None:
    http.put(PATH, json=NAME).raise_for_status()
    state = sandbox.state()
    other = server.sandbox(seed="empty")
    other.load(state)
    assert other.state() == state
    other.load({"projects": [{"id": 9}]}, merge=True)
    assert [each["id"] for each in other.state()["projects"]] == [9, P]
    other.load("documentation")
    assert P in [each["id"] for each in other.state()["projects"]]
    other.load("none")
    assert other.state()["projects"] == []


def test_a_bad_state_is_refused_whole(sandbox: mockserver.Sandbox) -> None:
    before = sandbox.state()
    with pytest.raises(mockserver.Refused, match="/1/projects/0/id: 0: expected an integer from 1 up"):
        sandbox.load([{"projects": [{"id": 9}]}, {"projects": [{"id": 0}]}], merge=True)
    assert sandbox.state() == before


def test_a_snapshot_is_a_moment_to_go_back_to(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    before = name_of(http)
    snapshot = sandbox.snapshot("before")
    http.put(PATH, json=NAME).raise_for_status()
    (changed,) = snapshot.diff()["events"]["changed"]
    assert {"pointer": "/fields/eventName/value", "before": before, "after": "Renamed"} in changed["changes"]
    snapshot.restore()
    assert name_of(http) == before
    snapshot.delete()
    with pytest.raises(mockserver.Refused, match="no snapshot 'before'"):
        snapshot.restore()


def test_its_clock_is_set_by_name(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    sandbox.clock.freeze("2026-01-01T00:00:00Z")
    http.put(PATH, json=NAME).raise_for_status()
    assert http.get(PATH).json()["updatedAt"] == "2026-01-01T00:00:00Z"
    sandbox.clock.advance(1.5)
    assert sandbox.clock.now() == datetime(2026, 1, 1, 0, 0, 1, 500_000, UTC)
    sandbox.clock.advance(timedelta(days=1))
    assert sandbox.clock.now() == datetime(2026, 1, 2, 0, 0, 1, 500_000, UTC)
    sandbox.clock.freeze(datetime(2027, 1, 1, tzinfo=UTC))
    assert sandbox.clock.state()["now"] == "2027-01-01T00:00:00.000Z"
    assert sandbox.clock.shift("2028-01-01T00:00:00Z")["mode"] == "shifted"
    assert sandbox.clock.freeze()["mode"] == "frozen"
    assert sandbox.clock.now().year == 2028
    assert sandbox.clock.unfreeze()["mode"] == "real"


def test_a_fault_has_receipts(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    fault = sandbox.faults.add(operation="update_event", event=E, steps=[{"status": 503}, {"status": 429}])
    assert (fault.consumed, fault.completed) == ([], False)
    refused = http.put(PATH, json=NAME)
    assert refused.status_code == 503
    (consumed,) = fault.consumed
    assert consumed == {"step": {"status": 503}, "request": refused.headers["X-Mockserver-Request-Id"]}
    assert fault.remaining == [{"status": 429}]
    assert [each["id"] for each in sandbox.faults.unconsumed()] == [fault.id]
    assert http.put(PATH, json=NAME).status_code == 429
    assert fault.completed
    assert sandbox.faults.unconsumed() == []
    assert http.put(PATH, json=NAME).status_code == 200
    fault.delete()
    assert sandbox.faults.all() == []


@pytest.mark.parametrize(
    ("criteria", "matched"),
    [
        ({"path": "/v1/events/*"}, True),
        ({"method": "GET"}, False),
        ({"header": {"X-Test": "yes"}}, True),
        ({"body": {"fields": {"eventName": {"value": "Renamed"}}}}, True),
        ({"body": {"fields": {"venue": {}}}}, False),
        ({"pass_group": "x"}, False),
    ],
)
def test_a_fault_is_for_the_calls_that_its_keywords_name(
    sandbox: mockserver.Sandbox, http: httpx.Client, criteria: dict[str, Any], matched: bool
) -> None:
    fault = sandbox.faults.add(**criteria, steps=[{"status": 503}])
    http.put(PATH, json=NAME, headers={"X-Test": "yes"})
    assert fault.completed == matched
    assert sandbox.requests.count(status=503) == matched
    sandbox.faults.clear()
    assert sandbox.faults.all() == []


def test_a_rate_limit_is_a_fault_too(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    fault = sandbox.faults.add(limit={"requests": 1, "seconds": 60})
    assert [http.get(PATH).status_code for _ in range(2)] == [200, 429]
    assert fault.completed


def test_a_bad_fault_is_refused_by_name(sandbox: mockserver.Sandbox) -> None:
    with pytest.raises(mockserver.Refused, match=r"steps\.0\.status is 200"):
        sandbox.faults.add(steps=[{"status": 200}])


def test_requests_are_listed_counted_and_told(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    http.get(PATH)
    http.put(PATH, json=NAME)
    read, written = sandbox.requests.list()
    assert (read["operation"], written["operation"]) == ("get_event", "update_event")
    assert written["request"]["body"] == NAME
    assert sandbox.requests.list(operation="update_event", event=E, status=200) == [written]
    assert sandbox.requests.list(since=read["id"]) == [written]
    assert sandbox.requests.list(limit=1) == [written]
    assert sandbox.requests.get(read["id"]) == read
    assert sandbox.requests.count(body=NAME) == 1
    assert len(sandbox.requests.har()["log"]["entries"]) == 2
    assert sandbox.requests.curl().count("curl ") == 2
    sandbox.requests.clear()
    assert sandbox.requests.list() == []


def test_waiting_ends_as_soon_as_there_are_enough(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    caller = threading.Thread(target=lambda: [http.get(PATH) for _ in range(2)])
    caller.start()
    found = sandbox.requests.wait(2, operation="get_event", seconds=60)
    caller.join()
    assert [each["operation"] for each in found] == ["get_event"] * 2


def test_waiting_in_vain_tells_what_came_closest(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    http.put(PATH, json=NAME)
    with pytest.raises(mockserver.TimedOut) as timed_out:
        sandbox.requests.wait(operation="update_event", status=503, seconds=0)
    assert "status: expected 503, got 200" in str(timed_out.value)
    assert timed_out.value.near_misses[0]["differences"] == [
        {"name": "status", "expected": 503, "actual": 200}
    ]


def test_passes_are_issued_installed_and_pushed_to(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    one, other = sandbox.passes.issue(E, 2, platform="android", external_id="ticket-{n}")
    assert (one["platform"], one["externalId"], other["externalId"]) == ("android", "ticket-1", "ticket-2")
    assert sandbox.passes.install(one["id"])["status"] == "installed"
    updated = http.put(PATH, json=NAME)
    (push,) = sandbox.pushes(pass_id=one["id"])
    assert push["request"] == updated.headers["X-Mockserver-Request-Id"]
    assert push in sandbox.pushes(event=E)
    assert sandbox.pushes(pass_id=other["id"]) == []
    assert sandbox.passes.uninstall(one["id"])["status"] == "uninstalled"
    assert sandbox.passes.ticket(one["id"])["status"] == "uninstalled"
    (link,) = sandbox.passes.make_tickets(E, [{"fields": {"seat": {"value": "11"}}}])
    assert list(link["urls"]) == ["ios", "android"]


def test_a_project_can_be_added(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    made = sandbox.add_project(external_id="venue", name="The venue", key="k", secret="s")
    assert made["externalId"] == "venue"
    assert http.post("/events/project/id/venue", json=NAME).status_code == 201


def test_the_dials_can_be_turned(sandbox: mockserver.Sandbox, http: httpx.Client) -> None:
    assert http.get(f"{PATH}/passes?colour=red").status_code == 200
    assert sandbox.turn(strictness="strict")["strictness"] == "strict"
    assert http.get(f"{PATH}/passes?colour=red").status_code == 400
    assert sandbox.turn(reading="schema")["reading"] == "schema"


def test_a_handle_tells_where_it_leads(sandbox: mockserver.Sandbox) -> None:
    assert repr(sandbox) == f"<Sandbox {sandbox.base_url}>"
    assert repr(sandbox.faults.add(steps=[{"pass": True}])) == "<Fault fault-1>"


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(mockserver.Unreachable, match=r"http://127.0.0.1:1 cannot be reached: "):
        mockserver.connect("http://127.0.0.1:1/").sandbox()


def test_a_server_that_is_no_mockserver_is_told() -> None:
    async def refuse(*_: Any) -> Response:
        return Response("Not here", 404)

    async def ask() -> None:
        transport = httpx.ASGITransport(Starlette(routes=[Route("/{path:path}", refuse, methods=["POST"])]))
        await AsyncRemoteServer("http://other", transport=transport).sandbox()

    with pytest.raises(mockserver.Refused, match="answered 404, and nothing that a mockserver would say"):
        asyncio.run(ask())


def test_a_server_elsewhere_is_used_by_the_same_handles(server: mockserver.MockServer) -> None:
    elsewhere = mockserver.connect(f"{server.url}/")
    assert isinstance(server, mockserver.Server)
    assert elsewhere.base_url == server.base_url
    assert elsewhere.default.base_url == f"{server.url}/sandboxes/default/v1"
    assert elsewhere.sandbox("elsewhere").state() == server.named("elsewhere").state()
    assert elsewhere.health()["version"] == mockserver.__version__
