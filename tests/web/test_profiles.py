"""A profile: the server answers as the service was seen to, claim by claim, and says since when it knows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mockserver.domain.errors import FOUND
from mockserver.domain.policy import POSITIONS, READINGS
from mockserver.seeds.files import SeedRefused
from mockserver.seeds.profiles import read_profile
from tests.operations import ERRORS, FIELDS, GROUP, NEW, WORLD
from tests.world import EVENT, PATHS, PROJECT, PX, SCHEMA, Api, open_world, seed

PROJECTS = "/v1/events/project"
BY_NAME = PATHS["external/external"]
PASSES = {"passes": {"count": 4, "statuses": ["installed", "uninstalled"]}}


def document(**given: Any) -> dict[str, Any]:
    return {"format": "mockserver-profile/1", "observed": "2026-11-24"} | given


def write(folder: Path, **given: Any) -> Path:
    file = folder / "profile.json"
    file.write_text(json.dumps(document(**given)))
    return file


def updated_at(api: Api) -> tuple[str, bool]:
    """When an event was updated, and whether joining a group moved that."""
    before = api.get(EVENT).json()["updatedAt"]
    api.post(f"{EVENT}/passGroups", json={"passGroups": ["x"]})
    return "moved", api.get(EVENT).json()["updatedAt"] != before


def callback_path(api: Api) -> str:
    """Where it is told that a pass was installed."""
    api.admin("PUT", "/callbacks", {"baseUrl": "http://127.0.0.1:9"})
    api.admin("POST", "/passes/3/install")
    (delivery,) = api.admin("GET", "/callbacks/deliveries").json()["deliveries"]
    path: str = delivery["request"]["url"].removeprefix("http://127.0.0.1:9")
    return path


ANSWERS: dict[str, tuple[Callable[[Api], Any], Any, Any]] = {
    "R-1": (
        lambda api: api.put(f"{PROJECTS}/{PX}/passGroups/{GROUP}", json=FIELDS).status_code,
        200,
        404,
    ),
    "R-2": (lambda api: api.post(BY_NAME, json=NEW).status_code, 200, 201),
    "R-3": (lambda api: api.delete(EVENT).json(), {}, {"ok": True}),
    "R-4": (
        lambda api: list(api.post(f"{BY_NAME}/passGroups", json={"passGroups": ["x"]}).json()),
        ["eventExternalId", "passGroups"],
        ["eventId", "passGroups"],
    ),
    "R-7": (callback_path, "/v1/pass/install", "/pass/install"),
    "R-6": (lambda api: api.get("/v1/pass/1/download", auth=None).status_code, 200, 401),
    "R-5": (lambda api: next(iter(api.get(f"{EVENT}/passGroups").json())), "eventTicketId", "eventId"),
    "A-15": (lambda api: api.post("/v1/events/project/9", json=NEW).status_code, 404, 400),
    "A-16": (
        lambda api: "eventExternalId" in api.post(PROJECT, json=NEW | {"eventExternalId": "y"}).json(),
        True,
        False,
    ),
    "A-17": (
        lambda api: api.post(BY_NAME, json={"passGroups": ["x"]}).json()["passGroups"],
        [GROUP, "x"],
        [GROUP],
    ),
    "A-21": (
        lambda api: api.post(f"{EVENT}/passGroups", json={"passGroups": [GROUP, "x"]}).json()["passGroups"],
        ["x"],
        [GROUP, "x"],
    ),
    "A-22": (lambda api: api.delete(f"{EVENT}/passGroups/x").status_code, 400, 200),
    "A-23": (updated_at, ("moved", True), ("moved", False)),
    "A-25": (lambda api: api.get(f"{EVENT}/passes?status=installed").json()["count"], 4, 2),
    "A-26": (lambda api: api.get(f"{EVENT}/passes?pageSize=1001").status_code, 200, 400),
}
"""For each claim with two sides: what to ask, and what either side answers."""
WITH_PASSES = seed(*[each | PASSES for each in WORLD["projects"][0]["events"]])


def test_every_claim_with_two_sides_is_shown_on_both() -> None:
    assert ANSWERS.keys() == POSITIONS.keys()


@pytest.mark.parametrize("side", [0, 1], ids=["default", "other"])
@pytest.mark.parametrize("claim", POSITIONS)
def test_a_claim_is_answered_on_the_side_that_was_seen(claim: str, side: int) -> None:
    ask, *answers = ANSWERS[claim]
    profile = document(positions={claim: POSITIONS[claim][side]})
    with open_world(WITH_PASSES | {"profile": profile}) as api:
        assert ask(api) == answers[side]


@pytest.mark.parametrize("claim", POSITIONS)
def test_no_other_claim_turns_with_one(claim: str) -> None:
    others = {each: sides[1] for each, sides in POSITIONS.items() if each != claim}
    ask, default, _ = ANSWERS[claim]
    with open_world(WITH_PASSES | {"profile": document(positions=others)}) as api:
        assert ask(api) == default


def test_a_preference_beats_the_sandbox_which_beats_the_profile_which_beats_the_default(
    tmp_path: Path,
) -> None:
    profile = write(tmp_path, positions=dict.fromkeys(READINGS, "schema"))
    with open_world(WORLD, profile=profile) as api:
        path = f"{EVENT}/passGroups"
        seen = [next(iter(api.get(path).json()))]
        api.admin("PATCH", "/sandboxes/default", {"reading": "examples"})
        seen += [next(iter(api.get(path).json())), next(iter(api.get(path, headers=SCHEMA).json()))]
    assert seen == ["eventId", "eventTicketId", "eventId"]


def test_what_the_profile_does_not_say_is_as_the_setting_says(tmp_path: Path) -> None:
    with open_world(WORLD, reading="schema", profile=write(tmp_path, positions={"R-3": "examples"})) as api:
        assert next(iter(api.get(f"{EVENT}/passGroups").json())) == "eventId"
        assert api.delete(EVENT).json() == {}


def test_a_sandbox_and_a_seed_have_profiles_of_their_own() -> None:
    seen = document(positions={"A-15": "400"})
    with open_world(WORLD | {"profile": seen}) as api:
        api.admin("POST", "/sandboxes", {"name": "a", "profile": document(positions={"A-22": "200"})})
        other = {"X-Mockserver-Sandbox": "a"}
        assert api.post("/v1/events/project/9", json=NEW).status_code == 400
        assert api.post("/v1/events/project/9", json=NEW, headers=other).status_code == 400
        assert api.delete(f"{EVENT}/passGroups/x").status_code == 400
        assert api.delete(f"{EVENT}/passGroups/x", headers=other).status_code == 200
        assert api.admin("GET", "/sandboxes/a").json()["positions"]["A-22"] == "200"


def test_the_profile_holds_after_a_reset(tmp_path: Path) -> None:
    with open_world(WORLD, profile=write(tmp_path, positions={"R-3": "schema"})) as api:
        api.admin("POST", "/reset")
        assert api.delete(EVENT).json() == {"ok": True}


CAUSE_OF = {
    "no-revision": "revision.missing",
    "no-object": "body.malformed",
    "malformed": "body.malformed",
    "not-as-documented": "invalid",
    "bad-query": "invalid",
    "path-of-no-characters": "path.encoding",
    "no-such-group": "membership.unknown",
    "no-credentials": "credentials.missing",
    "malformed-credentials": "credentials.malformed",
    "no-such-event": "event.unknown",
    "no-such-project": "project.unknown",
    "another-api": "path.unknown",
    "another-method": "method.unknown",
    "too-long": "body.too-long",
    "another-type": "body.type",
}
"""What leads to errors that tests ask for."""


@pytest.mark.parametrize("name", CAUSE_OF)
def test_an_error_has_the_status_that_was_seen_for_its_cause(name: str) -> None:
    status, method, path, sent = ERRORS[name]
    with open_world(WORLD | {"profile": document(statuses={CAUSE_OF[name]: 422})}) as api:
        answer = api.request(method, path, **sent)
    assert (answer.status_code, answer.json()["code"]) == (422, 422)
    assert status != 422


@pytest.mark.parametrize("cause", sorted(FOUND))
def test_what_the_service_does_not_mind_is_let_pass_and_told(cause: str) -> None:
    requests: dict[str, dict[str, Any]] = {
        "body.type": {"method": "PUT", "path": EVENT, "json": FIELDS, "headers": {"Content-Type": "text/x"}},
        "field.missing": {"method": "POST", "path": PROJECT, "json": {"fields": {}}},
        "invalid": {"method": "GET", "path": f"{EVENT}/passes?page=x"},
        "missing": {"method": "PUT", "path": EVENT, "json": {}},
        "revision.missing": {"method": "GET", "path": EVENT, "without": ("api-revision",)},
        "revision.unsupported": {"method": "GET", "path": EVENT, "headers": {"Api-Revision": "9"}},
    }
    with open_world(WORLD | {"profile": document(statuses={cause: 200})}) as api:
        answer = api.request(**requests[cause])
    assert answer.is_success
    assert f'"code": "{cause}"' in answer.headers["x-mockserver-diagnosis"]


def test_an_answer_tells_what_it_rests_on_and_since_when(tmp_path: Path) -> None:
    profile = write(tmp_path, positions={"A-15": "404"}, statuses={"project.unknown": 404})
    with open_world(WORLD, profile=profile, evidence=True) as api:
        assert api.get(EVENT).headers["x-mockserver-evidence"] == "A-18 assumed"
        told = api.post("/v1/events/project/9", json=NEW).headers["x-mockserver-evidence"]
    assert told.startswith("R-2 read, A-10 assumed, A-14 assumed, A-15 observed 2026-11-24, ")
    assert told.endswith(", project.unknown observed 2026-11-24")


def test_nothing_is_told_of_evidence_unless_it_is_asked_for(api: Api) -> None:
    assert "x-mockserver-evidence" not in api.get(EVENT).headers


def test_the_ledger_tells_what_was_observed_and_what_cannot_be_answered(tmp_path: Path) -> None:
    profile = write(
        tmp_path,
        positions={"R-3": "schema"},
        unsupported={"A-19": {"answer": [200], "note": "is found for a while"}},
        statuses={"body.malformed": 406},
    )
    with open_world(WORLD, profile=profile) as api:
        ledger = api.admin("GET", "/fidelity").json()
    claims = {each["id"]: each for each in ledger["claims"]}
    assert claims["R-3"] | {"statement": ""} == {
        "id": "R-3",
        "label": "reading",
        "statement": "",
        "positions": ["examples", "schema"],
        "position": "schema",
        "observed": "2026-11-24",
        "unsupported": None,
    }
    assert claims["A-19"]["unsupported"] == "is found for a while"
    assert (claims["A-2"]["observed"], claims["A-2"]["position"]) == (None, None)
    assert ledger["statuses"] == {"body.malformed": 406}


BAD = {
    "format: other/1\nobserved: 2026-11-24": "format: \"other/1\": expected 'mockserver-profile/1'",
    "format: mockserver-profile/1": "observed: nothing: expected a value",
    "observed: 2026-02-30": 'observed: "2026-02-30": expected a day, such as 2026-11-24',
    "observed: 2026-11-24\npositions: {A-1: x}": "expected claims that have two sides here: ",
    "observed: 2026-11-24\npositions: {A-15: 404x}": "expected of A-15 either 404 or 400",
    "observed: 2026-11-24\nstatuses: {no.cause: 400}": "expected causes of errors: body.encoding, ",
    "observed: 2026-11-24\nstatuses: {body.malformed: 200}": "and for body.malformed an error",
    "observed: 2026-11-24\nstatuses: {body.malformed: 999}": "statuses/body.malformed: 999: expected",
    "observed: 2026-11-24\nother: 1": "expected one of format, service, observed, positions, ",
    "observed: 2026-11-24\nunsupported: {A-1: {x: 1}}": "expected one of answer, note",
    "[": "cannot be read as YAML",
    "": "nothing: expected a profile",
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_profile_is_refused_with_what_was_expected(text: str, tmp_path: Path) -> None:
    file = tmp_path / "profile.yaml"
    file.write_text(text)
    with pytest.raises(SeedRefused) as refused:
        read_profile(file)
    assert str(refused.value).startswith(str(file))
    assert BAD[text] in str(refused.value)


def test_sides_that_are_called_as_numbers_need_no_quotes(tmp_path: Path) -> None:
    file = tmp_path / "profile.yaml"
    file.write_text("observed: 2026-11-24\npositions: {A-15: 400}\n")
    assert read_profile(file).positions == {"A-15": "400"}


def test_a_bad_profile_of_a_sandbox_makes_no_sandbox(api: Api) -> None:
    bad = document(positions={"R-1": "both"})
    answer = api.admin("POST", "/sandboxes", {"name": "a", "profile": bad})
    assert answer.status_code == 400
    assert "of R-1 either examples or schema" in answer.json()["details"]
    assert api.admin("GET", "/sandboxes/a").status_code == 404
