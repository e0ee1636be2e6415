"""The state of a sandbox can be told, put back exactly, and added to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types

from mockserver.seeds.parsing import read_yaml
from mockserver.seeds.schema import seed_schema
from tests.world import EVENT, NOW, PROJECT, Api, E, P, event, open_app, open_world, problem, seed

YAML = "application/yaml"
AS_YAML = {"headers": {"Accept": YAML}}
BAD = {"projects": [{"id": 7, "events": [{"id": 0}]}, {"nom": "x"}], "pushes": [{"pass": 1}]}


def state(api: Api) -> Any:
    """The state as JSON tells it."""
    return api.admin("GET", "/state").json()


def create(api: Api, **given: Any) -> Any:
    """The answer to an event that is created."""
    return api.post(PROJECT, {"fields": {"eventName": {"value": "x"}}} | given).json()


# --- telling


def test_the_state_is_a_seed_document_with_nothing_left_out(api: Api) -> None:
    create(api, eventExternalId="later", passGroups=["b", "a"])
    api.admin("POST", f"/events/{E}/passes", {"externalId": "t", "status": "installed"})
    update = api.put(EVENT, {"fields": {"gate": {"value": "3", "colour": {"r": 1.5}}}})
    now = "2026-01-01T00:00:00.000Z"
    assert state(api) == {
        "clock": {"frozen": now},
        "nextIds": {"project": P + 1, "event": E + 2, "pass": 2},
        "projects": [
            {
                "id": P,
                "externalId": "project123ExtId",
                "events": [
                    {
                        "id": E,
                        "externalId": "event123ExtId",
                        "createdAt": "2018-09-24T09:12:32.000Z",
                        "updatedAt": now,
                        "fields": {
                            "eventName": {"label": "Event", "value": "LA Dodgers at SF Giants"},
                            "gate": {"label": "Gate", "value": "3", "colour": {"r": 1.5}},
                        },
                        "passes": [
                            {
                                "id": 1,
                                "externalId": "t",
                                "templateId": 1,
                                "serialNumber": "a97d1eb2-f5d3-5812-9ecd-a3d03714aa62",
                                "platform": "ios",
                                "status": "installed",
                                "createdAt": now,
                                "updatedAt": now,
                                "installedAt": now,
                            }
                        ],
                    },
                    {
                        "id": E + 1,
                        "externalId": "later",
                        "passGroups": ["b", "a"],
                        "createdAt": now,
                        "updatedAt": now,
                        "fields": {"eventName": {"label": "Event", "value": "x"}},
                    },
                ],
            }
        ],
        "pushes": [
            {"id": 1, "pass": 1, "event": E, "at": now, "request": update.headers["x-mockserver-request-id"]}
        ],
    }


def test_the_state_of_an_empty_world_is_short() -> None:
    with open_world({}) as api:
        assert state(api) == {
            "clock": {"real": True},
            "nextIds": {"project": 1, "event": 1, "pass": 1},
            "projects": [],
        }


def test_passes_of_a_deleted_event_belong_to_no_event() -> None:
    with open_world(seed(event(id=E, passes=[{"id": 7}]))) as api:
        api.delete(EVENT)
        told = state(api)
        assert [each["id"] for each in told["passes"]] == [7]
        api.admin("PUT", "/state", told)
        assert state(api) == told


def test_the_state_can_be_told_as_yaml(api: Api) -> None:
    told = api.admin("GET", "/state", **AS_YAML)
    assert told.headers["content-type"] == "application/yaml; charset=utf-8"
    assert read_yaml(told.text) == state(api)


@pytest.mark.parametrize("name", ["documentation", "season"])
def test_the_state_is_what_the_published_schema_describes(name: str) -> None:
    with open_app(None, seed=[name]) as api:
        Draft202012Validator(seed_schema()).validate(state(api))


# --- putting back

KEYS = st.sampled_from(["eventName", "endTime", "gate"]) | st.text(max_size=4)
EXTRAS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
FIELDS = st.dictionaries(
    KEYS,
    st.fixed_dictionaries(
        {}, optional={"value": st.text(max_size=6), "label": st.text(max_size=3), "x": st.lists(EXTRAS)}
    ),
    max_size=3,
)
GROUPS = st.sampled_from(["g", "h/é", "2026"])
EVENTS = st.sampled_from([str(E), str(E + 1), str(E + 2), "id/a", "id/b/c"])
PASSES = st.integers(1, 5)
NEW_PASSES = st.fixed_dictionaries(
    {"status": st.sampled_from(["installed", "uninstalled", "not_been_installed"])},
    optional={"count": st.just(2), "platform": st.just("android"), "templateId": st.just(9)},
)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "order": st.sampled_from(["id", "createdAt", "updatedAt"]),
        "direction": st.just("ASC"),
        "status": st.sampled_from(["installed", "been_installed"]),
        "pageSize": st.just("2"),
    },
)


@dataclass(frozen=True)
class Call:
    """A request to the API, or to the lab beside it."""

    method: str
    path: str
    body: Any = None

    def send(self, api: Api, sandbox: str) -> httpx.Response:
        headers = {"X-Mockserver-Sandbox": sandbox, "Host": "localhost"}
        named: dict[str, Any] = {} if self.body is None else {"json": self.body}
        return api.request(self.method, self.path, headers=headers, **named)


def _event_path(name: str) -> str:
    return f"{PROJECT}/id/{quote(name[3:], safe='')}" if name.startswith("id/") else f"{PROJECT}/{name}"


_paths = EVENTS.map(_event_path)
_fields = FIELDS.map(lambda fields: {"fields": fields})
_new = st.builds(
    lambda fields, groups: {"fields": fields | {"eventName": {"value": "x"}}, "passGroups": groups},
    FIELDS,
    st.lists(GROUPS),
)
CALLS = st.one_of(
    st.builds(lambda body: Call("POST", PROJECT, body), _new),
    st.builds(
        lambda path, body: Call("POST", path, body),
        st.sampled_from(["id/a", "id/b/c"]).map(_event_path),
        _new,
    ),
    st.builds(lambda path: Call("GET", path), _paths),
    st.builds(lambda path, body: Call("PUT", path, body), _paths, _fields),
    st.builds(lambda path: Call("DELETE", path), _paths),
    st.builds(
        lambda path, group: Call("POST", f"{path}/passGroups", {"passGroups": [group]}), _paths, GROUPS
    ),
    st.builds(lambda path: Call("GET", f"{path}/passGroups"), _paths),
    st.builds(
        lambda path, group: Call("DELETE", f"{path}/passGroups/{quote(group, safe='')}"), _paths, GROUPS
    ),
    st.builds(
        lambda group, body: Call("PUT", f"{PROJECT}/passGroups/{quote(group, safe='')}", body),
        GROUPS,
        _fields,
    ),
    st.builds(lambda path, query: Call("GET", f"{path}/passes?{httpx.QueryParams(query)}"), _paths, QUERIES),
    st.builds(
        lambda event_id, body: Call("POST", f"/__admin/events/{event_id}/passes", body),
        st.sampled_from([E, E + 1]),
        NEW_PASSES,
    ),
    st.builds(
        lambda pass_id, act: Call("POST", f"/__admin/passes/{pass_id}/{act}"),
        PASSES,
        st.sampled_from(["install", "uninstall"]),
    ),
    st.builds(
        lambda seconds: Call("POST", "/__admin/clock/advance", {"seconds": seconds}),
        st.sampled_from([0.001, 1, 86_400]),
    ),
    st.just(Call("POST", "/__admin/projects", {"name": "another"})),
    st.just(Call("GET", "/__admin/clock")),
)
"""Anything that changes a world, or tells of it."""


TIMES = {
    "createdAt": "2020-01-01T00:00:00.001Z",
    "updatedAt": "2020-01-02T00:00:00.020Z",
    "installedAt": "2020-01-03T00:00:00.300Z",
}
RICH = seed(
    event(id=E, externalId="a", passGroups=["h/é", "g"], passes=[{"status": "installed", **TIMES}, {}]),
    event(id=E + 1, passGroups=["g"], passes=[{"status": "installed", "externalId": "x", "templateId": 5}]),
)
"""A world in which most calls find something."""
TOLD = [Call("GET", f"/__admin/{told}") for told in ("state", "pushes", "clock")]
ASKED = [
    *(Call("GET", f"{PROJECT}/{event_id}/passes") for event_id in range(E, E + 4)),
    *(Call("GET", f"{PROJECT}/{event_id}/passGroups") for event_id in range(E, E + 4)),
    *(Call("POST", f"/__admin/passes/{pass_id}/install") for pass_id in range(1, 6)),
    Call("POST", PROJECT, {"fields": {"eventName": {"value": "x"}}}),
    Call("POST", f"/__admin/events/{E}/passes", {}),
    Call("POST", "/__admin/projects", {}),
]
"""What brings to light whatever was lost."""


@pytest.fixture(scope="module")
def worlds() -> Iterator[Api]:
    """A server with two sandboxes: one that lives, and one that is given its state."""
    with open_world(RICH) as api:
        yield api


@settings(derandomize=True, max_examples=35, deadline=None)
@given(
    before=st.lists(CALLS, max_size=12),
    later=st.lists(CALLS, max_size=6),
    kind=st.sampled_from(["json", "yaml"]),
)
def test_a_world_that_is_put_back_answers_as_if_nothing_had_happened(
    worlds: Api, before: list[Call], later: list[Call], kind: str
) -> None:
    Call("POST", "/__admin/reset").send(worlds, "lived")
    for call in before:
        call.send(worlds, "lived")
    move(worlds, f"application/{kind}")
    for call in [*TOLD, *later, *ASKED]:
        lived, begun = call.send(worlds, "lived"), call.send(worlds, "begun")
        answered = lived.content.replace(b"/sandboxes/lived/", b"/sandboxes/begun/")  # in links
        assert (lived.status_code, answered) == (begun.status_code, begun.content)


def move(api: Api, kind: str) -> None:
    """Give the state of one sandbox to another, which has had another history."""
    Call("POST", PROJECT, {"fields": {"eventName": {"value": "gone"}}}).send(api, "begun")
    lived, begun = ({"X-Mockserver-Sandbox": name} for name in ("lived", "begun"))
    told = api.admin("GET", "/state", headers=lived | {"Accept": kind})
    put = api.admin("PUT", "/state", content=told.content, headers=begun | {"Content-Type": kind})
    assert put.status_code == 204, put.text


@pytest.mark.parametrize("name", ["documentation", "season"])
def test_the_state_of_a_shipped_seed_can_be_put_back(name: str) -> None:
    with open_app(None, seed=[name]) as api:
        told = api.admin("GET", "/state")
        api.admin("POST", "/reset?to=empty")
        api.admin("PUT", "/state", content=told.content, headers={"Content-Type": "application/json"})
        assert api.admin("GET", "/state").content == told.content


def test_ids_that_were_given_out_are_not_given_out_again(api: Api) -> None:
    api.delete(f"{PROJECT}/{create(api)['eventId']}")
    api.admin("PUT", "/state", state(api))
    assert create(api)["eventId"] == E + 2


def test_a_shifted_clock_runs_on_from_the_instant_told(api: Api) -> None:
    api.admin("PUT", "/clock", {"shifted": "2040-01-01T00:00:00Z"})
    told = state(api)
    api.admin("PUT", "/clock", {"real": True})
    api.admin("PUT", "/state", told)
    clock = api.admin("GET", "/clock").json()
    assert clock["mode"] == "shifted"
    assert told["clock"]["shifted"] <= clock["now"] < "2040-01-01T00:01:00.000Z"


def test_what_a_document_does_not_name_is_gone_once_it_is_put(api: Api) -> None:
    api.admin("PUT", "/state", {"projects": [{"id": 3}]})
    assert api.get(EVENT).status_code == 404
    assert state(api)["nextIds"] == {"project": 4, "event": 1, "pass": 1}
    assert state(api)["clock"] == {"real": True}


def test_modes_and_snapshots_stay_when_a_state_is_put(api: Api) -> None:
    api.admin("PATCH", "/sandboxes/default", {"strictness": "strict"})
    api.admin("PUT", "/snapshots/a")
    api.admin("PUT", "/state", {})
    assert api.admin("GET", "/sandboxes/default").json()["strictness"] == "strict"
    assert api.admin("GET", "/snapshots").json()["count"] == 1


# --- merging


def test_a_document_is_laid_over_what_there_is(api: Api) -> None:
    api.freeze("2027-01-01T00:00:00Z")
    change = {"id": E, "passGroups": ["new"], "fields": {"eventName": {"value": "renamed"}}}
    more = {"externalId": "more"}
    api.admin("POST", "/state", {"projects": [{"id": P, "events": [change, more]}]})
    assert api.get(EVENT).json()["passGroups"] == ["new"]
    assert api.get(EVENT).json()["fields"] == {"eventName": {"label": "Event", "value": "renamed"}}
    assert api.get(f"{PROJECT}/id/more").json()["createdAt"] == "2027-01-01T00:00:00Z"
    assert state(api)["clock"] == {"frozen": "2027-01-01T00:00:00.000Z"}


def test_the_state_of_a_world_laid_over_itself_changes_nothing(api: Api) -> None:
    api.admin("POST", f"/events/{E}/passes", {"count": 2, "status": "installed"})
    api.put(EVENT, {"fields": {"gate": {"value": "3"}}})
    told = state(api)
    assert api.admin("POST", "/state", told).status_code == 204
    assert state(api) == told


def test_a_document_can_be_yaml(api: Api) -> None:
    api.admin("POST", "/state", content=b"projects: [{id: 3, name: x}]", headers={"Content-Type": YAML})
    assert [each["id"] for each in state(api)["projects"]] == [3, P]


# --- bad documents

FAULTS = [
    (
        BAD,
        [
            ("/projects/0/events/0/id", "0: expected an integer from 1 up"),
            ("/projects/1/nom", '"x": expected one of id, externalId, name, key, secret, events'),
            ("/pushes/0/event", "nothing: expected a value"),
            ("/pushes/0/at", "nothing: expected a value"),
            ("/pushes/0/request", "nothing: expected a value"),
        ],
    ),
    (
        {"projects": [{"id": 7, "events": [{"fields": {"a/b": 1}}]}]},
        [("/projects/0/events/0/fields/a~1b", "1: expected an object with a label and a value")],
    ),
    (
        {"clock": {"frozen": NOW}, "projects": [{"id": 7}, {"id": 7}]},
        [("/projects/1/id", "7: expected another, projects/0 has this one")],
    ),
    ([{}, {"projects": [{"id": 0}]}], [("/1/projects/0/id", "0: expected an integer from 1 up")]),
]


@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize(("document", "faults"), FAULTS)
def test_a_bad_document_changes_nothing_and_each_fault_is_pointed_at(
    api: Api, method: str, document: Any, faults: list[tuple[str, str]]
) -> None:
    create(api)
    before = state(api)
    refused = api.request(method, "/__admin/state", json=document, headers={"Host": "localhost"})
    assert refused.json()["faults"] == [{"pointer": at, "message": message} for at, message in faults]
    assert refused.json()["details"].startswith(faults[0][0][1:])
    assert list(refused.json()) == ["code", "description", "details", "faults"]
    assert refused.status_code == refused.json()["code"] == 400
    assert state(api) == before


@pytest.mark.parametrize(
    ("kind", "content", "message"),
    [
        ("application/json", b"{", r"cannot be read as JSON: line 1, column \d: .+"),
        ("application/json", b"", r"cannot be read as JSON: line 1, column \d: .+"),
        ("application/json", b"null", "null: expected an object"),
        (YAML, b"", "null: expected an object"),
        (YAML, b"a: [", "cannot be read as YAML: line 2, column 1: .+"),
        (YAML, b"\xff", "byte 0 is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_one_fault_of_the_whole(
    api: Api, kind: str, content: bytes, message: str
) -> None:
    refused = api.admin("PUT", "/state", content=content, headers={"Content-Type": kind})
    (fault,) = refused.json()["faults"]
    assert fault["pointer"] == ""
    assert re.fullmatch(message, fault["message"])


def test_several_documents_are_laid_over_each_other(api: Api) -> None:
    one, other = (
        {"projects": [{"id": 7, "name": "one"}]},
        {"projects": [{"id": 7, "name": "other"}, {"id": 8}]},
    )
    assert api.admin("PUT", "/state", [one, other]).status_code == 204
    assert [(each["id"], each.get("name")) for each in state(api)["projects"]] == [(7, "other"), (8, None)]
    api.admin("POST", "/sandboxes", {"name": "x", "seed": [other, one]})
    made = api.get("/sandboxes/x/__admin/state", headers={"Host": "localhost"}).json()
    assert [(each["id"], each.get("name")) for each in made["projects"]] == [(7, "one"), (8, None)]


def test_a_merge_that_contradicts_what_there_is_changes_nothing(api: Api) -> None:
    before = state(api)
    wrong = {"clock": {"real": True}, "projects": [{"id": P, "name": "x"}, {"id": 9, "events": [{"id": E}]}]}
    refused = api.admin("POST", "/state", wrong).json()
    assert [each["pointer"] for each in refused["faults"]] == ["/projects/1/events/0/id"]
    assert state(api) == before


def test_a_bad_seed_of_a_new_sandbox_is_pointed_at_as_well(api: Api) -> None:
    refused = api.admin("POST", "/sandboxes", {"name": "x", "seed": {"projects": [{"id": 0}]}})
    assert [each["pointer"] for each in refused.json()["faults"]] == ["/seed/projects/0/id"]
    assert "x" not in [each["name"] for each in api.admin("GET", "/sandboxes").json()["sandboxes"]]


def test_a_state_is_not_told_to_another_host(api: Api) -> None:
    assert "host" in problem(api.get("/__admin/state"), 403)
