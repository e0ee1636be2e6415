"""One server, many isolated worlds."""

import asyncio
import re
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from mockserver.domain.policy import POSITIONS
from mockserver.server.server import MockServer
from mockserver.settings import Settings
from tests.world import BASE, EVENT, PAIR, PROJECT, REVISION, Api, event, findings, open_world, problem, seed

RENAMED = {"fields": {"eventName": {"value": "Renamed"}}}
UNNAMED = {"projects": [{"id": 12345, "events": [event(id=1234)]}]}


def name_in(api: Api, path: str = EVENT, **given: Any) -> str:
    name: str = api.get(path, **given).json()["fields"]["eventName"]["value"]
    return name


WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "base path": (f"/sandboxes/mine{EVENT}", {}),
    "header": (EVENT, {"headers": {"X-Mockserver-Sandbox": "mine"}}),
    "Basic user": (EVENT, {"auth": ("sandbox-mine", "anything")}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_sandbox_is_named_in_three_ways_and_made_on_first_use(api: Api, way: str) -> None:
    path, given = WAYS[way]
    assert api.request("PUT", path, json=RENAMED, **given).status_code == 200
    for other, others in WAYS.values():
        assert name_in(api, other, **others) == "Renamed"
    assert name_in(api) == "LA Dodgers at SF Giants"


def test_the_first_way_that_names_a_sandbox_counts(api: Api) -> None:
    api.put(f"/sandboxes/path{EVENT}", RENAMED)
    given: dict[str, Any] = {"headers": {"X-Mockserver-Sandbox": "header"}, "auth": ("sandbox-user", "x")}
    assert name_in(api, f"/sandboxes/path{EVENT}", **given) == "Renamed"
    api.get(EVENT, **given)
    names = [each["name"] for each in api.admin("GET", "/sandboxes").json()["sandboxes"]]
    assert names == ["default", "path", "header"]


@pytest.mark.parametrize("name", ["", "a b", "a" * 65, "å", "a%2Fb", "a:b", "%2E", "%2e%2e"])
def test_a_name_that_is_not_allowed_is_refused(api: Api, name: str) -> None:
    encoded = httpx.URL(f"{BASE}/sandboxes/{name}{EVENT}").raw_path.decode()
    assert "expected 1 to 64" in problem(api.get(encoded), 400)


@pytest.mark.parametrize("name", [".", ".."])
def test_a_name_that_a_path_would_lose_is_none(api: Api, name: str) -> None:
    assert "expected 1 to 64" in problem(api.get(EVENT, headers={"X-Mockserver-Sandbox": name}), 400)
    assert "expected 1 to 64" in problem(api.admin("POST", "/sandboxes", {"name": name}), 400)


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (401, {"auth": None}),
        (400, {"without": ("api-revision",)}),
        (400, {"headers": {"Prefer": "reading=both"}}),
        (405, {"method": "PATCH"}),
        (404, {"path": "/v1/nothing"}),
    ],
    ids=["credentials", "revision", "preference", "method", "path"],
)
def test_a_call_that_is_not_let_in_makes_no_sandbox(api: Api, status: int, sent: dict[str, Any]) -> None:
    asked = {"method": "GET", "path": EVENT} | sent
    headers = asked.pop("headers", {}) | {"X-Mockserver-Sandbox": "never"}
    problem(api.request(asked.pop("method"), asked.pop("path"), headers=headers, **asked), status)
    assert [each["name"] for each in api.admin("GET", "/sandboxes").json()["sandboxes"]] == ["default"]


def test_the_lab_is_about_the_same_sandbox_as_the_api(api: Api) -> None:
    api.admin("PUT", "/clock", {"frozen": "2030-01-01T00:00:00Z"}, headers={"X-Mockserver-Sandbox": "mine"})
    changed = api.put(f"/sandboxes/mine{EVENT}", RENAMED).json()
    assert changed["updatedAt"] == "2030-01-01T00:00:00Z"
    assert api.put(EVENT, RENAMED).json()["updatedAt"] == "2026-01-01T00:00:00Z"
    mine = api.request("GET", "/sandboxes/mine/__admin/clock", headers={"Host": "localhost"})
    assert mine.json()["now"] == "2030-01-01T00:00:00.000Z"


def test_links_lead_back_into_the_sandbox() -> None:
    user = httpx.BasicAuth("sandbox-mine", "any")
    with open_world(seed(event(id=1234, passes=[{"id": 616}]))) as api:
        by_path = api.get(f"/sandboxes/mine{EVENT}/passes")
        by_header = api.get(f"{EVENT}/passes", headers={"X-Mockserver-Sandbox": "mine"})
        by_user = api.get(f"{EVENT}/passes", auth=user)
        own = api.get(f"{EVENT}/passes")
    for answer in (by_path, by_header, by_user):
        assert answer.json()["passes"][0]["url"] == f"{BASE}/sandboxes/mine/v1/pass/616/download"
    assert own.json()["passes"][0]["url"] == f"{BASE}/v1/pass/616/download"


def test_links_and_bases_lead_through_the_public_base_into_the_sandbox() -> None:
    base = "https://wallet.example.com/mock"
    with open_world(seed(event(id=1234, passes=[{"id": 616}])), public_base_url=f"{base}/") as api:
        (found,) = api.get(f"/sandboxes/mine{EVENT}/passes").json()["passes"]
        made = api.admin("POST", "/sandboxes", {"name": "other"}).json()
        card = api.get("/sandboxes/mine/v1/pass/616/download", headers={"Accept": "text/html"})
    assert found["url"] == f"{base}/sandboxes/mine/v1/pass/616/download"
    assert made["baseUrl"] == f"{base}/sandboxes/other/v1"
    assert card.headers["location"] == f"{base}/sandboxes/mine/__admin/passes/616/card"


def test_ids_are_given_out_in_each_sandbox_alone(api: Api) -> None:
    for path in (PROJECT, f"/sandboxes/mine{PROJECT}"):
        assert api.post(path, {"fields": RENAMED["fields"]}).json()["eventId"] == 1235


def test_a_sandbox_is_made_as_asked(api: Api) -> None:
    wanted = {
        "name": "mine",
        "seed": UNNAMED,
        "clock": {"frozen": "2030-01-01T00:00:00Z"},
        "strictness": "strict",
        "reading": "schema",
    }
    made = api.admin("POST", "/sandboxes", wanted)
    assert made.status_code == 201
    assert made.json() == {
        "name": "mine",
        "baseUrl": "http://localhost/sandboxes/mine/v1",
        "user": "sandbox-mine",
        "header": "X-Mockserver-Sandbox: mine",
        "strictness": "strict",
        "reading": "schema",
        "positions": {claim: sides[claim.startswith("R")] for claim, sides in POSITIONS.items()},
        "clock": {"now": "2030-01-01T00:00:00.000Z", "mode": "frozen"},
        "requests": 0,
        "events": 1,
    }
    assert "projectExternalId" not in api.get(f"/sandboxes/mine{EVENT}").json()
    assert "eventId" in api.get(f"/sandboxes/mine{EVENT}/passGroups").json()
    assert api.admin("GET", "/sandboxes/mine").json() == made.json() | {"requests": 2}


def test_a_sandbox_can_begin_empty_and_unnamed(api: Api) -> None:
    made = api.admin("POST", "/sandboxes", {"seed": "empty"}).json()
    assert re.fullmatch(r"sandbox-[0-9a-f]{8}", made["name"])
    problem(api.get(f"/sandboxes/{made['name']}{EVENT}"), 404)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"name": "a b"}, "expected 1 to 64"),
        ({"seed": {"projects": [{"id": 0}]}}, "projects/0/id"),
        ({"seed": 5}, "seed"),
        ({"strictness": "mild"}, "strictness"),
        ({"colour": "red"}, "colour"),
        ({"clock": {"frozen": "soon"}}, "clock.frozen"),
    ],
)
def test_a_sandbox_that_cannot_be_is_refused_and_not_made(api: Api, wanted: Any, told: str) -> None:
    refused = api.admin("POST", "/sandboxes", wanted)
    assert refused.status_code == 400
    assert told in refused.json()["details"]
    assert api.admin("GET", "/sandboxes").json()["count"] == 1


def test_a_name_is_taken_once(api: Api) -> None:
    assert api.admin("POST", "/sandboxes", {"name": "mine"}).status_code == 201
    problem(api.admin("POST", "/sandboxes", {"name": "mine"}), 409)


def test_the_modes_of_a_sandbox_stay_as_they_were_set(api: Api) -> None:
    turned = api.admin("PATCH", "/sandboxes/default", {"strictness": "strict"})
    assert turned.json().items() >= {"strictness": "strict", "reading": "examples"}.items()
    problem(api.get(f"{EVENT}/passes?colour=red"), 400)
    api.admin("PATCH", "/sandboxes/default", {"strictness": "documented"})
    assert findings(api.get(f"{EVENT}/passes?colour=red"))


def test_a_deleted_sandbox_begins_anew(api: Api) -> None:
    api.put(f"/sandboxes/mine{EVENT}", RENAMED)
    assert api.admin("DELETE", "/sandboxes/mine").status_code == 204
    problem(api.admin("GET", "/sandboxes/mine"), 404)
    assert name_in(api, f"/sandboxes/mine{EVENT}") == "LA Dodgers at SF Giants"


@pytest.mark.parametrize(
    ("shard", "given_out"), [(None, r"sandbox-[0-9a-f]{8}"), ("s12", r"s12\.[0-9a-f]{8}")]
)
def test_a_name_that_was_given_out_is_never_made_by_use(shard: str | None, given_out: str) -> None:
    with open_world(shard=shard) as api:
        name = api.admin("POST", "/sandboxes", {}).json()["name"]
        assert re.fullmatch(given_out, name)
        assert api.put(f"/sandboxes/{name}{EVENT}", RENAMED).status_code == 200
        api.admin("DELETE", f"/sandboxes/{name}")
        for path in (f"/sandboxes/{name}{EVENT}", f"/sandboxes/{name}{PROJECT}/99"):
            assert "was given out by this server and is gone" in problem(api.put(path, RENAMED), 404)
        gone = api.request("GET", f"/sandboxes/{name}/__admin/requests", headers={"Host": "localhost"})
        assert "was given out by this server and is gone" in problem(gone, 404)
        told = api.admin("GET", "/sandboxes").json()
        assert (told["count"], told["shard"]) == (1, shard)
        assert api.admin("GET", "/health").json()["shard"] == shard


def test_the_name_of_another_shard_is_never_made_by_use(api: Api) -> None:
    assert "is gone" in problem(api.get(f"/sandboxes/s2.0123abcd{EVENT}"), 404)
    assert api.get(f"/sandboxes/s2.chosen{EVENT}").status_code == 200


@pytest.mark.parametrize("shard", ["1", "s0", "s1.", "s1234567"])
def test_a_shard_has_a_number(shard: str) -> None:
    with pytest.raises(ValidationError):
        Settings(shard=shard)


def test_a_read_of_the_admin_api_under_way_ends_with_its_sandbox() -> None:
    async def both(url: str) -> tuple[httpx.Response, httpx.Response]:
        async with httpx.AsyncClient(base_url=url, auth=PAIR, headers=REVISION, timeout=60) as http:
            await http.post("/__admin/sandboxes", json={"name": "mine"})
            mine = {"X-Mockserver-Sandbox": "mine"}
            wanted = {"match": {}, "count": 1, "timeoutMs": 60_000}
            waiting = asyncio.create_task(http.post("/__admin/requests/wait", json=wanted, headers=mine))
            while not server.registry.get("mine").is_in_use:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0)
            deleted = await http.delete("/__admin/sandboxes/mine")
            return deleted, await waiting

    with MockServer(seed()) as server:
        deleted, waited = asyncio.run(both(server.url))
    assert deleted.status_code == 204
    assert "deleted meanwhile" in problem(waited, 404)


def test_a_request_that_is_delayed_is_answered_by_the_sandbox_that_it_came_to() -> None:
    async def both(url: str) -> httpx.Response:
        async with httpx.AsyncClient(base_url=url, auth=PAIR, headers=REVISION, timeout=60) as http:
            await http.post("/__admin/sandboxes", json={"name": "mine"})
            mine = {"X-Mockserver-Sandbox": "mine"}
            await http.post("/__admin/faults", json={"steps": [{"delayMs": 200}]}, headers=mine)
            slow = asyncio.create_task(http.put(EVENT, json=RENAMED, headers=mine))
            while not server.registry.get("mine").is_in_use:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0)
            assert (await http.delete("/__admin/sandboxes/mine")).status_code == 204
            assert (await http.get("/__admin/sandboxes/mine")).status_code == 404
            return await slow

    with MockServer(seed()) as server:
        assert asyncio.run(both(server.url)).status_code == 200


def test_the_default_sandbox_stays(api: Api) -> None:
    problem(api.admin("DELETE", "/sandboxes/default"), 409)


def test_without_autocreate_a_name_must_exist() -> None:
    with open_world(sandbox_autocreate=False) as api:
        problem(api.get(f"/sandboxes/mine{EVENT}"), 404)
        api.admin("POST", "/sandboxes", {"name": "mine"})
        assert api.get(f"/sandboxes/mine{EVENT}").status_code == 200


def test_a_full_server_says_so_until_one_has_been_idle() -> None:
    with open_world(max_sandboxes=2, sandbox_ttl=60.0) as api:
        api.get(f"/sandboxes/one{EVENT}")
        assert "as many as there may be" in problem(api.get(f"/sandboxes/two{EVENT}"), 503)
    with open_world(max_sandboxes=2, sandbox_ttl=0.0) as api:
        api.get(f"/sandboxes/one{EVENT}")
        assert api.get(f"/sandboxes/two{EVENT}").status_code == 200
        names = [each["name"] for each in api.admin("GET", "/sandboxes").json()["sandboxes"]]
    assert names == ["default", "two"]


def test_health_tells_how_the_server_is(api: Api) -> None:
    health = api.admin("GET", "/health").json()
    assert health["uptimeSeconds"] >= 0
    assert health.items() >= {"status": "ready", "sandboxes": 1, "seed": ["test"]}.items()


@pytest.mark.parametrize("many", [50, pytest.param(500, marks=pytest.mark.slow)])
def test_many_sandboxes_used_by_sixteen_clients_never_see_each_other(many: int) -> None:
    async def use(http: httpx.AsyncClient, number: int) -> None:
        base = f"/sandboxes/s{number}"
        instant = f"2030-01-01T00:{number // 60:02d}:{number % 60:02d}Z"
        named = {"X-Mockserver-Sandbox": f"s{number}"}
        await http.put("/__admin/clock", json={"frozen": instant}, headers=named)
        made = await http.post(
            f"{base}{PROJECT}", json={"fields": {"eventName": {"value": f"Event {number}"}}}
        )
        assert made.json()["eventId"] == 1235
        found = (await http.get(f"{base}{PROJECT}/1235")).json()
        assert found["fields"]["eventName"]["value"] == f"Event {number}"
        assert found["createdAt"] == instant

    async def use_all(url: str) -> None:
        limits = httpx.Limits(max_connections=16)
        async with httpx.AsyncClient(
            base_url=url, auth=PAIR, headers=REVISION, limits=limits, timeout=60
        ) as http:
            await asyncio.gather(*(use(http, number) for number in range(many)))
            assert (await http.get(f"{PROJECT}/1235")).status_code == 404
            assert (await http.get("/__admin/sandboxes")).json()["count"] == many + 1

    with MockServer(seed()) as server:
        asyncio.run(use_all(server.url))


def test_a_name_in_a_path_is_decoded_once(api: Api) -> None:
    api.admin("POST", "/sandboxes", {"name": "a.b"})
    assert api.get(f"/sandboxes/a%2Eb{EVENT}").status_code == 200
    assert api.admin("GET", "/sandboxes/a%2Eb").status_code == 200
    problem(api.admin("GET", "/sandboxes/a%252Eb"), 404)
    assert api.admin("DELETE", "/sandboxes/%61.b").status_code == 204


def test_a_list_tells_how_much_there_is_in_each_sandbox(api: Api) -> None:
    for _ in range(2):
        api.get(EVENT, headers={"X-Mockserver-Sandbox": "asked"})
    api.post(f"/sandboxes/asked{PROJECT}", {"fields": RENAMED["fields"]})
    api.admin("POST", "/sandboxes", {"name": "empty", "seed": "empty"})
    told = {each["name"]: each for each in api.admin("GET", "/sandboxes").json()["sandboxes"]}
    begun = told["default"]["events"]
    assert {name: (each["requests"], each["events"]) for name, each in told.items()} == {
        "default": (0, begun),
        "asked": (3, begun + 1),
        "empty": (0, 0),
    }
    api.admin("POST", "/reset", headers={"X-Mockserver-Sandbox": "asked"})
    told = api.admin("GET", "/sandboxes/asked").json()
    assert (told["requests"], told["events"]) == (0, begun)


def test_requests_are_counted_that_the_journal_has_no_room_for() -> None:
    with open_world(seed(), journal_entries=1) as api:
        for _ in range(3):
            api.get(EVENT)
        assert api.admin("GET", "/sandboxes/default").json()["requests"] == 3


def test_a_sandbox_that_is_listed_is_not_used_by_that() -> None:
    with open_world(seed(), max_sandboxes=2, sandbox_ttl=0) as api:
        api.get(EVENT, headers={"X-Mockserver-Sandbox": "idle"})
        assert api.admin("GET", "/sandboxes").json()["count"] == 2
        assert api.get(EVENT, headers={"X-Mockserver-Sandbox": "next"}).status_code == 200
        assert [each["name"] for each in api.admin("GET", "/sandboxes").json()["sandboxes"]] == [
            "default",
            "next",
        ]
