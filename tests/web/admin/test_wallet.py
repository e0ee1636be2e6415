"""Projects and passes can be made, passes installed, pushes looked at: the API has no door for these."""

from typing import Any

import pytest

from tests.world import EVENT, LATER, PROJECT, Api, E, P, event, open_world, problem, seed

NOW = "2026-01-01T00:00:00.000Z"
NEXT_DAY = "2026-01-02T00:00:00.000Z"
CHANGE = {"fields": {"eventName": {"value": "x"}}}
NEW_PASS = {
    "id": 1,
    "templateId": 1,
    "url": "http://localhost/v1/pass/1/download",
    "serialNumber": "a97d1eb2-f5d3-5812-9ecd-a3d03714aa62",
    "createdAt": NOW,
    "updatedAt": NOW,
    "status": "not_been_installed",
    "platform": "ios",
}


def passes(api: Api, **query: str) -> Any:
    """The passes of the event of most worlds, as the API lists them."""
    return api.get(
        f"{EVENT}/passes", params={"direction": "ASC"} | query, headers={"Host": "localhost"}
    ).json()


def make(api: Api, **wanted: Any) -> Any:
    """Passes of the event of most worlds, as they were answered when made."""
    made = api.admin("POST", f"/events/{E}/passes", wanted)
    assert made.status_code == 201, made.text
    assert list(made.json()) == ["passes"]
    return made.json()["passes"]


def pushes(api: Api, query: str = "") -> Any:
    """The pushes made so far."""
    listed = api.admin("GET", f"/pushes{query}").json()
    assert listed["count"] == len(listed["pushes"])
    return listed["pushes"]


# --- projects


def test_a_project_is_made_with_the_next_id_and_can_be_used(api: Api) -> None:
    made = api.admin("POST", "/projects", {"externalId": "new", "name": "New", "key": "k", "secret": "s"})
    assert made.status_code == 201
    assert made.json() == {"id": P + 1, "externalId": "new", "name": "New", "key": "k"}
    created = api.post("/v1/events/project/id/new", CHANGE).json()
    assert (created["projectId"], created["eventId"]) == (P + 1, E + 1)


def test_the_credentials_of_a_project_are_let_in_once_it_is_made() -> None:
    with open_world(auth="keys") as api:
        path = "/v1/events/project/77"
        assert api.post(path, CHANGE, auth=("k", "s")).status_code == 401
        api.admin("POST", "/projects", {"id": 77, "key": "k", "secret": "s"})
        assert api.post(path, CHANGE, auth=("k", "s")).status_code == 201


def test_a_project_needs_no_name_at_all(api: Api) -> None:
    assert api.admin("POST", "/projects", {}).json() == {"id": P + 1}


@pytest.mark.parametrize("wanted", [{"id": P}, {"externalId": "project123ExtId"}], ids=["id", "external id"])
def test_a_project_that_is_there_already_is_a_conflict(api: Api, wanted: Any) -> None:
    before = api.admin("GET", "/state").json()
    assert "is in use" in problem(api.admin("POST", "/projects", wanted), 409)
    assert api.admin("GET", "/state").json() == before


@pytest.mark.parametrize(
    "wanted", [{"id": 0}, {"id": "7"}, {"externalId": ""}, {"externalId": 7}, {"nom": "x"}], ids=str
)
def test_a_project_of_a_wrong_shape_is_refused(api: Api, wanted: Any) -> None:
    assert next(iter(wanted)) in problem(api.admin("POST", "/projects", wanted), 400)


# --- passes


def test_a_pass_is_made_now_and_listed_as_it_was_answered(api: Api) -> None:
    assert make(api) == [NEW_PASS]
    assert passes(api)["passes"] == [NEW_PASS]


def test_several_passes_are_made_alike(api: Api) -> None:
    wanted = {"count": 3, "platform": "android", "templateId": 9, "status": "installed"}
    made = make(api, externalId="ticket-{n}", **wanted)
    assert [each["id"] for each in made] == [1, 2, 3]
    assert [each["externalId"] for each in made] == ["ticket-1", "ticket-2", "ticket-3"]
    assert len({each["serialNumber"] for each in made}) == 3
    assert {(each["platform"], each["templateId"], each["installedAt"]) for each in made} == {
        ("android", 9, NOW)
    }
    assert passes(api, status="installed")["count"] == 3


def test_ids_of_passes_go_on_from_the_largest_ever_given(api: Api) -> None:
    api.admin("POST", "/state", {"nextIds": {"pass": 700}})
    assert [each["id"] for each in make(api, count=2) + make(api)] == [700, 701, 702]


def test_the_template_of_a_pass_follows_from_its_platform(api: Api) -> None:
    assert [make(api, platform=each)[0]["templateId"] for each in ("ios", "android")] == [1, 2]


def test_several_passes_cannot_have_one_external_id(api: Api) -> None:
    refused = api.admin("POST", f"/events/{E}/passes", {"count": 2, "externalId": "ticket"})
    assert "expected {n} in it" in problem(refused, 400)
    assert passes(api)["count"] == 0


@pytest.mark.parametrize(
    "wanted",
    [
        {"count": 0},
        {"count": "3"},
        {"count": 100_001},
        {"platform": "web"},
        {"templateId": 0},
        {"externalId": ""},
        {"status": "gone"},
        {"state": "installed"},
    ],
    ids=str,
)
def test_passes_of_a_wrong_shape_are_refused(api: Api, wanted: Any) -> None:
    refused = api.admin("POST", f"/events/{E}/passes", wanted)
    assert next(iter(wanted)) in problem(refused, 400)
    assert passes(api)["count"] == 0


@pytest.mark.parametrize("event_id", [7, 0, -1, 2**63, 2**80, -(2**80)])
def test_passes_are_made_for_an_event_that_is_there(api: Api, event_id: int) -> None:
    assert problem(api.admin("POST", f"/events/{event_id}/passes", {}), 404) == (
        f"There is no event {event_id}; expected the id of an existing event."
    )


def test_the_link_of_a_pass_leads_into_its_sandbox(api: Api) -> None:
    made = api.request(
        "POST", f"/sandboxes/mine/__admin/events/{E}/passes", json={}, headers={"Host": "localhost"}
    )
    assert made.json()["passes"][0]["url"] == "http://localhost/sandboxes/mine/v1/pass/1/download"


# --- installing


def test_a_pass_is_installed_now(api: Api) -> None:
    make(api)
    api.freeze(LATER)
    installed = api.admin("POST", "/passes/1/install")
    assert installed.status_code == 200
    assert installed.json() == NEW_PASS | {
        "status": "installed",
        "installedAt": NEXT_DAY,
        "updatedAt": NEXT_DAY,
    }
    assert passes(api, status="installed")["passes"] == [installed.json()]


def test_an_installed_pass_is_uninstalled_now_and_keeps_when_it_was_installed(api: Api) -> None:
    make(api, status="installed")
    api.freeze(LATER)
    uninstalled = api.admin("POST", "/passes/1/uninstall")
    assert uninstalled.json() == NEW_PASS | {
        "status": "uninstalled",
        "installedAt": NOW,
        "updatedAt": NEXT_DAY,
    }
    assert passes(api, status="installed")["passes"] == []
    assert passes(api, status="uninstalled")["passes"] == [uninstalled.json()]


@pytest.mark.parametrize(("status", "act"), [("installed", "install"), ("uninstalled", "uninstall")])
def test_what_a_pass_is_already_leaves_it_as_it_is(api: Api, status: str, act: str) -> None:
    (made,) = make(api, status=status)
    api.freeze(LATER)
    assert api.admin("POST", f"/passes/1/{act}").json() == made


def test_a_pass_that_is_installed_again_was_installed_then(api: Api) -> None:
    make(api, status="uninstalled")
    api.freeze(LATER)
    assert api.admin("POST", "/passes/1/install").json()["installedAt"] == NEXT_DAY


def test_a_pass_that_has_never_been_installed_cannot_be_uninstalled(api: Api) -> None:
    make(api)
    assert problem(api.admin("POST", "/passes/1/uninstall"), 409) == (
        "Pass 1 has not been installed; expected one that has been."
    )


def test_a_pass_of_no_event_can_be_installed() -> None:
    with open_world(seed(event(id=E, passes=[{"id": 7}]))) as api:
        api.delete(EVENT)
        assert api.admin("POST", "/passes/7/install").json()["status"] == "installed"


@pytest.mark.parametrize("act", ["install", "uninstall"])
@pytest.mark.parametrize("pass_id", [7, 2**70, -(2**70)])
def test_a_pass_that_is_not_there_is_not_found(api: Api, act: str, pass_id: int) -> None:
    assert str(pass_id) in problem(api.admin("POST", f"/passes/{pass_id}/{act}"), 404)


# --- pushes


def test_pushes_name_the_pass_the_event_the_instant_and_the_request(api: Api) -> None:
    make(api, status="installed")
    make(api)
    assert pushes(api) == []
    request = api.put(EVENT, CHANGE).headers["x-mockserver-request-id"]
    assert pushes(api) == [{"pass": 1, "event": E, "at": NOW, "request": request}]


def test_an_installed_pass_is_pushed_until_it_is_uninstalled(api: Api) -> None:
    make(api)
    api.admin("POST", "/passes/1/install")
    api.put(EVENT, CHANGE)
    api.admin("POST", "/passes/1/uninstall")
    api.put(EVENT, CHANGE)
    assert len(pushes(api)) == 1


def test_pushes_can_be_asked_for_by_event_and_by_pass(api: Api) -> None:
    other = api.post(PROJECT, CHANGE).json()["eventId"]
    make(api, status="installed", count=2)
    api.admin("POST", f"/events/{other}/passes", {"status": "installed"})
    for event_id in (E, other, E):
        api.put(f"{PROJECT}/{event_id}", CHANGE)
    assert [each["pass"] for each in pushes(api)] == [1, 2, 3, 1, 2]
    assert [each["pass"] for each in pushes(api, f"?event={other}")] == [3]
    assert [each["event"] for each in pushes(api, "?pass=2")] == [E, E]
    assert pushes(api, f"?event={other}&pass=2") == []
    assert pushes(api, "?event=999") == []


@pytest.mark.parametrize("query", ["event=x", "pass=1.5", f"event={2**70}", f"pass={-(2**70)}"])
def test_a_query_that_makes_no_sense_is_refused(api: Api, query: str) -> None:
    assert query.partition("=")[0] in problem(api.admin("GET", f"/pushes?{query}"), 400)


def test_what_was_done_in_one_sandbox_is_not_seen_in_another(api: Api) -> None:
    make(api, status="installed")
    api.put(EVENT, CHANGE)
    other = {"X-Mockserver-Sandbox": "other"}
    api.get(EVENT, headers=other)
    assert api.admin("GET", "/pushes", headers=other).json()["count"] == 0
