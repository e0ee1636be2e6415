"""Behind the real HAProxy, three processes answer as one does, whatever names the sandbox."""

import base64
import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import mockserver
from tests.shards.cluster import Cluster, open_cluster
from tests.shards.naming import RENAMED, check_names_given_out, event_name, header, shards_of
from tests.world import EVENT, PAIR, REVISION, problem

pytestmark = pytest.mark.slow

SHARDS = ("s1", "s2", "s3")
NAMES = [f"name-{number}" for number in range(12)]
"""Enough that every shard has some of them."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with open_cluster(tmp_path_factory.mktemp("shards"), 3) as cluster:
        yield cluster


@pytest.fixture
def http(cluster: Cluster) -> Iterator[httpx.Client]:
    with cluster.client() as http:
        yield http
        for shard in cluster.urls:
            for each in http.get(f"/shards/{shard}/__admin/sandboxes").json()["sandboxes"][1:]:
                http.delete(f"/shards/{shard}/__admin/sandboxes/{each['name']}")


def test_every_way_to_name_a_sandbox_leads_to_the_same_shard(http: httpx.Client) -> None:
    used = set()
    for name in NAMES:
        http.put(f"/sandboxes/{name}{EVENT}", json=RENAMED).raise_for_status()
        token = http.post(
            f"/sandboxes/{name}/token",
            data={"grant_type": "client_credentials", "sub": "app:key", "scope": "wevt"},
        ).json()["access_token"]
        answers = [
            http.get(f"/sandboxes/{name}{EVENT}"),
            http.get(f"/sandboxes/{name.replace('-', '%2D')}{EVENT}"),
            http.get(EVENT, **header(name)),
            http.get(EVENT, auth=(f"sandbox-{name}", "any")),
            http.get(EVENT, auth=None, headers={"Authorization": f"Bearer {token}"}),
        ]
        assert [event_name(answer) for answer in answers] == ["Renamed"] * 5
        assert http.get(f"/__admin/sandboxes/{name}").json()["name"] == name
        assert http.get(f"/sandboxes/other/__admin/sandboxes/{name}").json()["name"] == name
        counted = http.get("/__admin/requests", **header(name)).json()["count"]
        assert counted == http.get(f"/sandboxes/{name}/__admin/requests").json()["count"] >= 6
        (shard,) = shards_of(http, name, SHARDS)
        used.add(shard)
    assert used == {"s1", "s2", "s3"}


def test_the_body_that_makes_a_sandbox_names_its_shard(http: httpx.Client) -> None:
    for name in NAMES:
        made = http.post("/__admin/sandboxes/", json={"seed": "server", "name": name})
        assert made.json()["baseUrl"] == f"{http.base_url}/sandboxes/{name}/v1".replace("//s", "/s")
        assert http.get(f"/__admin/sandboxes/{name}").status_code == 200
        assert http.get(f"/sandboxes/{name}{EVENT}").status_code == 200
        problem(http.post("/__admin/sandboxes", json={"name": name}), 409)
        assert len(shards_of(http, name, SHARDS)) == 1
        assert http.patch(f"/__admin/sandboxes/{name}", json={"strictness": "strict"}).status_code == 200
        assert http.delete(f"/__admin/sandboxes/{name}").status_code == 204


def test_a_name_that_was_given_out_leads_to_its_shard_and_never_to_another_world(http: httpx.Client) -> None:
    check_names_given_out(http, SHARDS, 9)
    assert "expected one of s1 s2 s3" in problem(http.get(EVENT, **header("s7.0123abcd")), 404)


def test_each_shard_is_asked_by_itself(http: httpx.Client) -> None:
    for shard in ("s1", "s2", "s3"):
        assert http.get(f"/shards/{shard}/__admin/health").json()["shard"] == shard
        told = http.get(f"/shards/{shard}/__admin/sandboxes", **header("elsewhere")).json()
        assert told["shard"] == shard
        assert shard in http.post(f"/shards/{shard}/__admin/sandboxes", json={}).json()["name"]
    assert "expected one of s1 s2 s3" in problem(http.get("/shards/s4/__admin/health"), 404)


def test_a_request_that_names_no_sandbox_is_in_one_default(http: httpx.Client) -> None:
    ids = {http.post("/v1/events/project/12345", json=RENAMED).json()["eventId"] for _ in range(9)}
    assert len(ids) == 9
    assert http.get("/__admin/requests").json()["count"] >= 9
    http.post("/__admin/reset").raise_for_status()


@pytest.mark.parametrize("before", [{"name": "large"}, {"name": None}], ids=["named", "any name"])
def test_a_long_seed_behind_the_name_comes_whole(http: httpx.Client, before: dict[str, Any]) -> None:
    events = [{"id": number, "fields": RENAMED["fields"]} for number in range(1, 20_001)]
    made = http.post(
        "/__admin/sandboxes", json=before | {"seed": {"projects": [{"id": 1, "events": events}]}}
    )
    assert made.status_code == 201, made.text
    assert event_name(http.get("/v1/events/project/1/20000", **header(made.json()["name"]))) == "Renamed"
    assert len(shards_of(http, made.json()["name"], SHARDS)) == 1


def test_a_name_behind_a_long_seed_is_refused_rather_than_misplaced(http: httpx.Client) -> None:
    long = {"seed": {"projects": [{"id": 1, "name": "x" * 400_000}]}, "name": "hidden"}
    assert "as its first member" in problem(http.post("/__admin/sandboxes", json=long), 413)
    assert shards_of(http, "hidden", SHARDS) == []


def test_the_client_puts_the_name_first(http: httpx.Client, cluster: Cluster) -> None:
    events = [{"id": number, "fields": RENAMED["fields"]} for number in range(1, 3_001)]
    server = mockserver.connect(cluster.url)
    for name in (None, "chosen"):
        sandbox = server.sandbox(name, seed={"projects": [{"id": 1, "events": events}]})
        assert len(shards_of(http, sandbox.name, SHARDS)) == 1


def test_a_connection_that_a_fault_drops_is_dropped_and_the_write_is_made_once(http: httpx.Client) -> None:
    for moment, written in (("before", 0), ("after", 1)):
        name = f"dropped-{moment}"
        http.post("/__admin/faults", json={"steps": [{"drop": moment}]}, **header(name)).raise_for_status()
        with pytest.raises(httpx.RemoteProtocolError):
            http.post("/v1/events/project/12345", json=RENAMED, **header(name))
        asked = http.get("/__admin/requests", **header(name)).json()
        assert asked["count"] == 1
        found = http.get("/v1/events/project/12345/1235", **header(name))
        assert found.status_code == (200 if written else 404)


def test_an_error_and_a_delay_that_were_planned_come_through(http: httpx.Client) -> None:
    plan = {"steps": [{"status": 503}, {"delayMs": 50}]}
    http.post("/__admin/faults", json=plan, **header("planned")).raise_for_status()
    assert problem(http.get(EVENT, **header("planned")), 503)
    assert http.get(EVENT, **header("planned")).status_code == 200


def test_a_wait_ends_with_what_it_waits_for(http: httpx.Client, cluster: Cluster) -> None:
    http.get(EVENT, **header("waited"))
    wanted = {"match": {"operation": "update_event"}, "count": 1, "timeoutMs": 30_000}
    asking = threading.Thread(
        target=lambda: httpx.put(
            f"{cluster.url}/sandboxes/waited{EVENT}", json=RENAMED, auth=PAIR, headers=REVISION
        )
    )
    asking.start()
    waited = http.post("/__admin/requests/wait", json=wanted, **header("waited"))
    asking.join()
    assert waited.status_code == 200, waited.text


def test_the_stream_tells_of_its_sandbox(http: httpx.Client) -> None:
    for name in NAMES[:4]:
        http.get(EVENT, **header(name))
        target = f"/__admin/stream?sandbox={name}&kinds=request"
        with http.stream("GET", target) as stream:
            lines = stream.iter_lines()
            next(lines)
            http.put(EVENT, json=RENAMED, **header(name)).raise_for_status()
            told = next(line for line in lines if line.startswith("data: "))
        assert json.loads(told.removeprefix("data: "))["operation"] == "update_event"


def test_an_encoded_slash_stays_encoded(http: httpx.Client) -> None:
    path = "/v1/events/project/12345/id/row%2F7%20%C3%A9"
    http.post(path, json=RENAMED, **header("slashes")).raise_for_status()
    assert http.get(path, **header("slashes")).status_code == 200
    (kept, _) = http.get("/__admin/requests", **header("slashes")).json()["requests"]
    assert kept["request"]["url"].endswith(path)


def test_links_lead_back_through_the_proxy(http: httpx.Client, cluster: Cluster) -> None:
    passes = http.get(f"/sandboxes/linked{EVENT}/passes").json()["passes"]
    assert passes
    for each in passes:
        assert each["url"].startswith(f"{cluster.url}/sandboxes/linked/v1/pass/")
        answer = http.get(each["url"], headers={"Accept": "text/html"})
        assert http.get(answer.headers["location"]).status_code == 200


def test_a_body_too_long_and_a_head_as_long_as_may_be(http: httpx.Client) -> None:
    problem(http.put(EVENT, content=b" " * (1024 * 1024 + 1), **header("long")), 413)
    assert (
        http.get(EVENT, headers={"X-Mockserver-Sandbox": "long", "X-Long": "x" * 60_000}).status_code == 200
    )
    fields = {"eventName": {"value": "x" * 900_000}}
    assert http.put(EVENT, json={"fields": fields}, **header("long")).status_code == 200


def test_answers_are_those_of_one_process(http: httpx.Client, cluster: Cluster) -> None:
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", EVENT, {}),
        ("GET", f"{EVENT}/passes", {}),
        ("GET", f"{EVENT}/", {}),
        ("GET", "/v1/nothing", {}),
        ("PATCH", EVENT, {}),
        ("GET", EVENT, {"auth": None, "headers": {"Authorization": "Basic %%%"}}),
        ("PUT", EVENT, {"content": b"{"}),
        ("HEAD", EVENT, {}),
        ("OPTIONS", EVENT, {"headers": {"Origin": "http://localhost:3000"}}),
        ("GET", "/openapi.json", {}),
        ("GET", "/readyz", {}),
    ]
    with httpx.Client(base_url=cluster.urls["s1"], auth=PAIR, headers=REVISION, timeout=60) as direct:
        for each in (http, direct):
            each.headers["Host"] = "localhost"
        for method, path, given in asked:
            through, by_itself = (each.request(method, path, **given) for each in (http, direct))
            assert told(through) == told(by_itself), (method, path)


def told(answer: httpx.Response) -> Any:
    """What an answer says, but for what differs each time."""
    differing = {"date", "x-request-id", "x-mockserver-request-id"}
    headers = sorted((name, text) for name, text in answer.headers.items() if name not in differing)
    return answer.status_code, headers, answer.content


def test_credentials_that_are_no_pair_are_in_the_default_sandbox(http: httpx.Client) -> None:
    pair = base64.b64encode(b"sandbox-").decode()
    for value in (f"Basic {pair}", "Bearer a.b.c", "Bearer x", "Digest y"):
        answer = http.get(EVENT, auth=None, headers={"Authorization": value})
        assert answer.status_code in {200, 401}, value
