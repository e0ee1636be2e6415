"""What every proxy before shards has to do with the name of a sandbox."""

from collections.abc import Sequence
from typing import Any

import httpx

from tests.world import EVENT, problem

RENAMED = {"fields": {"eventName": {"value": "Renamed"}}}


def header(name: str) -> dict[str, Any]:
    return {"headers": {"X-Mockserver-Sandbox": name}}


def event_name(answer: httpx.Response) -> str:
    name: str = answer.json()["fields"]["eventName"]["value"]
    return name


def shards_of(http: httpx.Client, name: str, shards: Sequence[str]) -> list[str]:
    """The shards that have a sandbox of that name."""
    paths = {shard: f"/shards/{shard}/__admin/sandboxes/{name}" for shard in shards}
    return [shard for shard, path in paths.items() if http.get(path).status_code == 200]


def check_names_given_out(http: httpx.Client, shards: Sequence[str], count: int) -> None:
    """See that each of so many names that are given out leads to the shard that gave it, and to no other."""
    names = [http.post("/__admin/sandboxes", json={}).json()["name"] for _ in range(count)]
    assert {name.partition(".")[0] for name in names} == set(shards)
    for name in names:
        assert http.put(EVENT, json=RENAMED, **header(name)).status_code == 200
        assert event_name(http.get(EVENT, auth=(f"sandbox-{name}", "any"))) == "Renamed"
        assert shards_of(http, name, shards) == [name.partition(".")[0]]
        assert http.delete(f"/__admin/sandboxes/{name}").status_code == 204
        assert "is gone" in problem(http.get(f"/sandboxes/{name}{EVENT}"), 404)
