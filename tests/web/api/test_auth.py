"""Who may ask, and in which revision."""

import base64
from typing import Any

import httpx
import pytest

from tests.operations import FIELDS, NEW, OPERATIONS, WORLD
from tests.world import EVENT, PROJECT, PX, Api, E, P, event, findings, open_world, problem

EVERY_OPERATION = pytest.mark.parametrize(
    ("method", "path", "body", "status"), OPERATIONS.values(), ids=OPERATIONS.keys()
)

OWN, OTHER, UNKNOWN = ("own-key", "own-secret"), ("other-key", "other-secret"), ("own-key", "other-secret")
OTHER_P, OTHER_PX = 67890, "otherProject"
OTHER_PROJECT = f"/v1/events/project/{OTHER_P}"
TWO_PROJECTS = {
    "projects": [
        {"id": P, "externalId": PX, "key": "own-key", "secret": "own-secret", "events": [event(id=E)]},
        {
            "id": OTHER_P,
            "externalId": OTHER_PX,
            "key": "other-key",
            "secret": "other-secret",
            "events": [event(id=E + 1)],
        },
        {"id": 3, "events": [event(id=E + 2)]},
    ]
}
"""Two projects with credentials of their own, and one without any."""


def basic(pair: bytes | str, scheme: str = "Basic") -> dict[str, str]:
    """A header with credentials, as they are or as no client would send them."""
    encoded = base64.b64encode(pair if isinstance(pair, bytes) else pair.encode()).decode()
    return {"Authorization": f"{scheme} {encoded}"}


def ask(api: Api, headers: dict[str, str], path: str = EVENT) -> httpx.Response:
    """Ask with an `Authorization` of our own, or none."""
    return api.get(path, auth=None, headers=headers)


# --- HTTP Basic

WELL_FORMED = {
    "pair": basic("key:secret"),
    "empty-secret": basic("key:"),
    "colons-in-the-secret": basic("key:a:b:c"),
    "not-ascii": basic("schlüssel:geheimnis€"),
    "scheme-in-small-letters": basic("key:secret", "basic"),
    "scheme-in-capitals": basic("key:secret", "BASIC"),
    "spaces-between": {"Authorization": "Basic   a2V5OnNlY3JldA=="},
}
MALFORMED = {
    "missing": {},
    "empty": {"Authorization": ""},
    "only-the-scheme": {"Authorization": "Basic"},
    "only-the-scheme-and-a-space": {"Authorization": "Basic "},
    "another-scheme": {"Authorization": "Token a2V5OnNlY3JldA=="},
    "no-token": {"Authorization": "Bearer"},
    "two-tokens": {"Authorization": "Bearer abc def"},
    "not-in-a-token": {"Authorization": "Bearer ab=c"},
    "pair-in-another-scheme": basic("key:secret", "Digest"),
    "no-scheme": {"Authorization": "a2V5OnNlY3JldA=="},
    "not-base64": {"Authorization": "Basic key:secret"},
    "not-base64-inside": {"Authorization": "Basic a2V5!OnNlY3JldA=="},
    "base64-cut-short": {"Authorization": "Basic a2V5OnNlY3JldA"},
    "no-colon": basic("key"),
    "empty-user": basic(":secret"),
    "both-empty": basic(":"),
    "nothing-encoded": basic(""),
    "not-utf8": basic(b"\xff\xfe:secret"),
    "two-pairs": {"Authorization": "Basic a2V5OnNlY3JldA== a2V5OnNlY3JldA=="},
}


@pytest.mark.parametrize("headers", WELL_FORMED.values(), ids=WELL_FORMED.keys())
@pytest.mark.published("events.txt § Get event")
def test_any_well_formed_pair_is_let_in_unless_a_setting_says_otherwise(
    api: Api, headers: dict[str, str]
) -> None:
    assert ask(api, headers).status_code == 200


@pytest.mark.parametrize("auth", ["any", "keys"])
@pytest.mark.parametrize("headers", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.assumed("A-9")
def test_missing_or_malformed_credentials_are_challenged(headers: dict[str, str], auth: str) -> None:
    with open_world(TWO_PROJECTS, auth=auth) as api:
        response = ask(api, headers)
    assert "Authorization" in problem(response, 401)
    assert response.headers["www-authenticate"].split()[0] == "Basic"


@EVERY_OPERATION
@pytest.mark.published("events.txt § Get event")
def test_every_operation_needs_credentials(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        problem(api.request(method, path, json=body, auth=None), 401)
        assert api.request(method, path, json=body).status_code == status


@EVERY_OPERATION
@pytest.mark.assumed("A-9")
def test_nothing_is_changed_without_credentials(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        before = api.get(EVENT).json()
        assert api.request(method, path, json=body, auth=None).status_code == 401 != status
        assert api.get(EVENT).json() == before


@pytest.mark.parametrize("strictness", ["lenient", "documented", "strict"])
@pytest.mark.assumed("A-9")
def test_credentials_are_needed_however_lenient_the_server(strictness: str) -> None:
    with open_world(strictness=strictness) as api:
        problem(api.get(EVENT, auth=None), 401)


@pytest.mark.parametrize("headers", [*MALFORMED.values(), *WELL_FORMED.values()])
@pytest.mark.assumed("A-9")
def test_credentials_may_be_switched_off(headers: dict[str, str]) -> None:
    with open_world(auth="off") as api:
        response = ask(api, headers)
    assert response.status_code == 200
    assert not findings(response)


@EVERY_OPERATION
@pytest.mark.assumed("A-9")
def test_every_operation_works_without_credentials_once_they_are_switched_off(
    method: str, path: str, body: Any, status: int
) -> None:
    with open_world(WORLD, auth="off") as api:
        assert api.request(method, path, json=body, auth=None).status_code == status


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
@pytest.mark.assumed("A-9")
def test_health_needs_no_credentials(path: str) -> None:
    with open_world(auth="keys") as api:
        assert api.get(path, auth=None, without=("api-revision",)).status_code == 200


# --- the keys of projects

KEYS: dict[str, tuple[tuple[str, str], str, int]] = {
    "own-project": (OWN, EVENT, 200),
    "own-project-by-external-id": (OWN, f"/v1/events/project/id/{PX}/{E}", 200),
    "other-project-with-its-keys": (OTHER, f"{OTHER_PROJECT}/{E + 1}", 200),
    "other-project": (OWN, f"{OTHER_PROJECT}/{E + 1}", 403),
    "other-project-by-external-id": (OWN, f"/v1/events/project/id/{OTHER_PX}/{E + 1}", 403),
    "the-other-way-round": (OTHER, EVENT, 403),
    "unknown-event-of-another-project": (OWN, f"{OTHER_PROJECT}/9", 403),
    "project-without-keys": (OWN, f"/v1/events/project/3/{E + 2}", 403),
    "key-of-one-and-secret-of-another": (UNKNOWN, EVENT, 401),
    "wrong-secret": (("own-key", "own-secret "), EVENT, 401),
    "secret-in-capitals": (("own-key", "OWN-SECRET"), EVENT, 401),
    "empty-secret": (("own-key", ""), EVENT, 401),
    "wrong-key": (("key", "own-secret"), EVENT, 401),
    "exchanged": (("own-secret", "own-key"), EVENT, 401),
    "sql": (("own-key", "' OR '1'='1"), EVENT, 401),
    "wrong-pair-for-an-unknown-project": (UNKNOWN, "/v1/events/project/9/9", 401),
    "known-pair-for-an-unknown-project": (OWN, "/v1/events/project/9/9", 404),
    "known-pair-for-an-unknown-event": (OWN, f"{PROJECT}/9", 404),
}


@pytest.mark.parametrize(("pair", "path", "status"), KEYS.values(), ids=KEYS.keys())
@pytest.mark.assumed("A-8")
def test_with_keys_a_pair_opens_its_own_project_only(pair: tuple[str, str], path: str, status: int) -> None:
    with open_world(TWO_PROJECTS, auth="keys") as api:
        response = api.get(path, auth=pair)
    if status == 200:
        assert response.status_code == status
    else:
        problem(response, status)


@EVERY_OPERATION
@pytest.mark.assumed("A-8")
def test_with_keys_no_operation_reaches_into_another_project(
    method: str, path: str, body: Any, status: int
) -> None:
    with open_world(TWO_PROJECTS, auth="keys") as api:
        before = api.get(EVENT, auth=OWN).json()
        assert api.request(method, path, json=body, auth=OTHER).status_code == 403 != status
        assert api.get(EVENT, auth=OWN).json() == before


@pytest.mark.assumed("A-8")
def test_with_keys_a_bare_external_id_does_not_open_another_project() -> None:
    with open_world(TWO_PROJECTS, auth="keys") as api:
        problem(api.put(f"/v1/events/project/{OTHER_PX}/passGroups/x", FIELDS, auth=OWN), 403)


@pytest.mark.assumed("A-8")
def test_two_projects_may_share_a_pair() -> None:
    projects = [{"id": project_id, "key": "k", "secret": "s"} for project_id in (1, 2)]
    with open_world({"projects": projects}, auth="keys") as api:
        for project_id in (1, 2):
            assert api.post(f"/v1/events/project/{project_id}", NEW, auth=("k", "s")).status_code == 201


@pytest.mark.parametrize("auth", ["any", "keys"])
@pytest.mark.assumed("A-8")
def test_only_the_setting_keys_asks_whose_a_pair_is(auth: str) -> None:
    with open_world(TWO_PROJECTS, auth=auth) as api:
        assert api.get(EVENT, auth=OTHER).status_code == (200 if auth == "any" else 403)
        assert api.get(EVENT, auth=UNKNOWN).status_code == (200 if auth == "any" else 401)


# --- the revision

REVISIONS = ["1.1", "1.20", "1.2.0", "1", "2", "v1.2", "1,2", "latest", "", " ", "1.2, 1.2"]


@EVERY_OPERATION
@pytest.mark.published("events.txt § Create event")
def test_every_operation_needs_the_revision(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        response = api.request(method, path, json=body, without=("api-revision",))
        assert api.request(method, path, json=body).status_code == status
    details = problem(response, 400)
    assert "Api-Revision" in details
    assert "1.2" in details


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.published("events.txt § Get event")
def test_another_revision_is_refused_by_naming_the_supported_one(api: Api, revision: str) -> None:
    response = api.get(EVENT, headers={"Api-Revision": revision})
    details = problem(response, 400)
    assert "Api-Revision" in details
    assert "expected 1.2" in details
    (finding,) = findings(response)
    assert (finding["level"], finding["at"]) == ("violation", "header Api-Revision")


@pytest.mark.parametrize("revision", [None, "1.1"])
@pytest.mark.published("event-passes.txt § List event passes")
def test_the_revision_is_needed_for_passes_although_their_example_leaves_it_out(
    api: Api, revision: str | None
) -> None:
    headers = {} if revision is None else {"Api-Revision": revision}
    problem(api.get(f"{EVENT}/passes", auth=None, headers=headers), 401)
    without = () if revision else ("api-revision",)
    problem(api.get(f"{EVENT}/passes", headers=headers, without=without), 400)


@pytest.mark.parametrize("revision", ["1.1", None])
@pytest.mark.published("events.txt § Get event")
def test_a_lenient_server_only_notes_the_revision(revision: str | None) -> None:
    without, headers = (("api-revision",), {}) if revision is None else ((), {"Api-Revision": revision})
    with open_world(strictness="lenient") as api:
        response = api.get(EVENT, without=without, headers=headers)
    assert response.status_code == 200
    (finding,) = findings(response)
    assert (finding["level"], finding["at"]) == ("violation", "header Api-Revision")
