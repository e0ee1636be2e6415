"""Tokens: how they are asked for, what they open, and when they end."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from pydantic_core import from_json

from mockserver.server.server import MockServer
from tests.operations import OPERATIONS, WORLD
from tests.web.api.test_auth import OTHER, OTHER_P, OWN, TWO_PROJECTS
from tests.world import EVENT, REVISION, Api, E, open_world, problem

SUBJECT = "app:own-key"
GRANT = {"grant_type": "client_credentials", "sub": SUBJECT}
KEYED_WORLD = WORLD | {"projects": [WORLD["projects"][0] | {"key": "own-key", "secret": "own-secret"}]}
HOUR = 3600
SCOPES = ["wadl", "wevt", "wfli", "wnot", "wpas", "wprj", "wsch", "wseg", "wrpt", "wtmp"]
LISTING = f"{EVENT}/passes"


def request_token(api: Api, form: Any = None, path: str = "/token", **given: Any) -> httpx.Response:
    """Ask for a token, by default as a client of the project does."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"} | given.pop("headers", {})
    content = urlencode(GRANT if form is None else form, doseq=True)
    sent = {"auth": OWN, "headers": headers, "content": content} | given
    return api.request("POST", path, without=("api-revision",), **sent)


def bearer(response: httpx.Response) -> dict[str, str]:
    """The header of whoever was given that token."""
    return {"Authorization": f"Bearer {response.json()['access_token']}"}


def ask(api: Api, headers: dict[str, str], path: str = EVENT) -> httpx.Response:
    return api.get(path, auth=None, headers=headers)


def oauth_client(server: MockServer, scope: str) -> OAuth2Session:
    """A client that others wrote, with its token."""
    client = OAuth2Session(*OWN, scope=scope)
    client.headers.update(REVISION)
    client.fetch_token(f"{server.url}/token", grant_type="client_credentials", sub=SUBJECT)
    return client


# --- asking


@pytest.mark.assumed("A-30")
def test_a_token_lives_an_hour_and_says_what_it_opens(api: Api) -> None:
    response = request_token(api, GRANT | {"scope": "wevt wpas"})
    assert response.status_code == 200
    token = response.json()
    assert token.pop("access_token").count(".") == 2
    assert token == {"token_type": "Bearer", "expires_in": HOUR, "scope": "wevt wpas"}
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.assumed("A-30")
def test_a_token_without_a_scope_opens_everything(api: Api) -> None:
    assert request_token(api).json()["scope"].split() == SCOPES


@pytest.mark.parametrize("scope", ["wevt wpas", ["wevt", "wpas"], ["wevt", "wpas wevt"]])
@pytest.mark.published("oauth § Request a token")
def test_scopes_are_delimited_by_spaces_or_repeated(api: Api, scope: Any) -> None:
    assert request_token(api, GRANT | {"scope": scope}).json()["scope"] == "wevt wpas"


@pytest.mark.parametrize("sub", [SUBJECT, f"other:1 {SUBJECT}"])
@pytest.mark.parametrize("ipaddr", ["10.0.0.0/8", "10.0.0.0/8 ::1/128", ["10.0.0.1/8", "127.0.0.1"]])
@pytest.mark.published("oauth § Request a token")
def test_subjects_and_addresses_may_be_several(api: Api, sub: str, ipaddr: Any) -> None:
    assert request_token(api, GRANT | {"sub": sub, "ipaddr": ipaddr}).status_code == 200


@pytest.mark.assumed("A-30")
def test_no_two_tokens_are_the_same(api: Api) -> None:
    assert bearer(request_token(api)) != bearer(request_token(api))


def error(response: httpx.Response) -> str:
    """The error of an answer that has the form of RFC 6749 § 5.2, with its status."""
    assert response.headers["cache-control"] == "no-store"
    assert list(response.json()) == ["error", "error_description"]
    description = response.json()["error_description"]
    assert description.isascii()
    assert not set('"\\') & set(description)
    return f"{response.status_code} {response.json()['error']}"


BAD_FORMS: dict[str, tuple[Any, str]] = {
    "no-grant": ({"sub": SUBJECT}, "invalid_request"),
    "another-grant": (GRANT | {"grant_type": "password"}, "unsupported_grant_type"),
    "grant-twice": (GRANT | {"grant_type": ["client_credentials"] * 2}, "invalid_request"),
    "no-subject": ({"grant_type": "client_credentials"}, "invalid_request"),
    "no-app-among-the-subjects": (GRANT | {"sub": "user:1"}, "invalid_request"),
    "app-of-no-name": (GRANT | {"sub": "app:"}, "invalid_request"),
    "unknown-scope": (GRANT | {"scope": "wevt events"}, "invalid_scope"),
    "unprintable-scope": (GRANT | {"scope": 'wevt "ä\n\\'}, "invalid_scope"),
    "no-address": (GRANT | {"ipaddr": "localhost"}, "invalid_request"),
}


@pytest.mark.parametrize(("form", "name"), BAD_FORMS.values(), ids=BAD_FORMS.keys())
@pytest.mark.assumed("A-30")
def test_a_bad_request_for_a_token_is_told_as_oauth_has_it(api: Api, form: Any, name: str) -> None:
    assert error(request_token(api, form)) == f"400 {name}"


@pytest.mark.assumed("A-30")
def test_a_request_for_a_token_is_a_form(api: Api) -> None:
    response = request_token(api, headers={"Content-Type": "application/json"})
    assert error(response) == "400 invalid_request"


@pytest.mark.parametrize("auth", ["any", "keys"])
@pytest.mark.parametrize(
    "sent",
    [{"auth": None}, {"auth": None, "headers": {"Authorization": "Bearer abc"}}, {"auth": ("", "x")}],
    ids=["none", "bearer", "no-key"],
)
@pytest.mark.assumed("A-30")
def test_a_client_shows_who_it_is(auth: str, sent: dict[str, Any]) -> None:
    with open_world(TWO_PROJECTS, auth=auth) as api:
        response = request_token(api, **sent)
    assert error(response) == "401 invalid_client"
    assert response.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    ("pair", "sub", "expected"),
    [
        (OWN, "app:own-key", "200"),
        (("own%2Dkey", "own%2Dsecret"), "app:own-key", "200"),
        (OWN, "app:other-key", "400 unauthorized_client"),
        (("own-key", "wrong"), "app:own-key", "401 invalid_client"),
    ],
    ids=["own", "percent-encoded", "another-project", "unknown"],
)
@pytest.mark.assumed("A-30")
def test_where_keys_count_a_project_gets_tokens_for_itself_alone(
    pair: tuple[str, str], sub: str, expected: str
) -> None:
    with open_world(TWO_PROJECTS, auth="keys") as api:
        response = request_token(api, GRANT | {"sub": sub}, auth=pair)
    assert (expected if response.status_code == 200 else error(response)) == expected


@pytest.mark.assumed("A-30")
def test_no_client_is_asked_who_it_is_where_nothing_is_checked() -> None:
    with open_world(auth="off") as api:
        assert request_token(api, auth=None).status_code == 200


@pytest.mark.assumed("A-2")
def test_another_method_is_told_as_everywhere(api: Api) -> None:
    response = api.get("/token")
    problem(response, 405)
    assert response.headers["allow"] == "POST"


# --- what they open


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.published("oauth § Security of the operations")
def test_a_client_with_a_token_calls_every_operation(name: str) -> None:
    method, path, body, status = OPERATIONS[name]
    with open_world(KEYED_WORLD, auth="keys") as api:
        headers = bearer(request_token(api, GRANT | {"scope": "wevt"}))
        assert api.request(method, path, json=body, auth=None, headers=headers).status_code == status


@pytest.mark.published("oauth § Security of the operations")
def test_any_token_is_let_in_unless_a_setting_says_otherwise(api: Api) -> None:
    assert ask(api, {"Authorization": "Bearer of.another-server_~+/=="}).status_code == 200


UNKNOWN = {
    "opaque": "abc",
    "three-parts": "a.b.c",
    "signed-by-another": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl",
}


def assert_invalid(response: httpx.Response) -> None:
    problem(response, 401)
    assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'


@pytest.mark.parametrize("token", UNKNOWN.values(), ids=UNKNOWN.keys())
@pytest.mark.assumed("A-31")
def test_where_keys_count_an_unknown_token_is_invalid(token: str) -> None:
    with open_world(KEYED_WORLD, auth="keys") as api:
        assert_invalid(ask(api, {"Authorization": f"Bearer {token}"}))


@pytest.mark.assumed("A-31")
def test_a_token_that_was_tampered_with_is_invalid() -> None:
    with open_world(KEYED_WORLD, auth="keys") as api:
        head, claims, signature = request_token(api).json()["access_token"].split(".")
        swapped = claims[:-2] + claims[-1] + claims[-2]
        assert_invalid(ask(api, {"Authorization": f"Bearer {head}.{swapped}.{signature}"}))


@pytest.mark.assumed("A-31")
def test_a_token_ends_after_an_hour_on_the_clock_of_the_sandbox() -> None:
    with open_world(KEYED_WORLD, auth="keys") as api:
        headers = bearer(request_token(api))
        api.admin("POST", "/clock/advance", {"seconds": HOUR - 0.001})
        assert ask(api, headers).status_code == 200
        api.admin("POST", "/clock/advance", {"seconds": 0.001})
        assert_invalid(ask(api, headers))


@pytest.mark.assumed("A-31")
def test_a_token_of_one_sandbox_is_unknown_in_another() -> None:
    with open_world(KEYED_WORLD, auth="keys") as api:
        here = bearer(request_token(api, path="/sandboxes/here/token"))
        assert api.get(f"/sandboxes/here{EVENT}", auth=None, headers=here).status_code == 200
        assert_invalid(api.get(f"/sandboxes/there{EVENT}", auth=None, headers=here))


@pytest.mark.assumed("A-30")
def test_a_token_leads_back_to_the_sandbox_that_issued_it(api: Api) -> None:
    headers = bearer(request_token(api, auth=("sandbox-checkout", "x")))
    api.delete(EVENT, auth=("sandbox-checkout", "x"))
    problem(ask(api, headers), 404)
    assert api.get(EVENT).status_code == 200


@pytest.mark.assumed("A-31")
def test_a_token_of_a_project_that_is_gone_is_invalid() -> None:
    with open_world(KEYED_WORLD, auth="keys") as api:
        headers = bearer(request_token(api))
        api.admin("POST", "/reset?to=empty")
        assert_invalid(ask(api, headers))


@pytest.mark.assumed("A-8")
def test_a_token_of_another_project_is_forbidden() -> None:
    with open_world(TWO_PROJECTS, auth="keys") as api:
        headers = bearer(request_token(api))
        problem(ask(api, headers, f"/v1/events/project/{OTHER_P}/{E + 1}"), 403)
        others = bearer(request_token(api, GRANT | {"sub": "app:other-key"}, auth=OTHER))
        assert ask(api, others, f"/v1/events/project/{OTHER_P}/{E + 1}").status_code == 200


@pytest.mark.parametrize(
    ("path", "scope", "status"),
    [
        (EVENT, "wevt", 200),
        (EVENT, "wpas", 403),
        (EVENT, "wprj wevt", 200),
        (LISTING, "wevt", 200),
        (LISTING, "wpas", 200),
        (LISTING, "wadl wtmp", 403),
    ],
)
@pytest.mark.assumed("A-31")
def test_a_token_opens_what_its_scopes_name(path: str, scope: str, status: int) -> None:
    with open_world(KEYED_WORLD, auth="keys") as api:
        response = ask(api, bearer(request_token(api, GRANT | {"scope": scope})), path)
    assert response.status_code == status
    if status == 403:
        assert 'error="insufficient_scope"' in response.headers["www-authenticate"]
        assert scope in problem(response, 403)


# --- what is kept of them


@pytest.mark.assumed("A-9")
def test_journal_exports_and_log_tell_no_token(api: Api) -> None:
    answer = request_token(api, GRANT | {"assertion": "s3cret"})
    token = answer.json()["access_token"]
    ask(api, bearer(answer))
    told = [
        api.admin("GET", f"/requests{more}").text
        for more in ("", "/export?format=har", "/export?format=curl")
    ]
    for text in told:
        assert token not in text
        assert "s3cret" not in text
        assert "/token" in text
    (journalled, _) = api.admin("GET", "/requests").json()["requests"]
    assert journalled["operation"] == "issue_token"
    assert journalled["response"]["body"]["access_token"] == "redacted"


@pytest.mark.assumed("A-30")
def test_a_plan_can_make_the_token_fail(api: Api) -> None:
    plan = {"match": {"operation": "issue_token"}, "steps": [{"status": 503}]}
    assert api.admin("POST", "/faults", plan).status_code == 201
    assert [request_token(api).status_code for _ in range(2)] == [503, 200]


# --- a client that others wrote


@pytest.fixture(scope="module")
def keyed_server() -> Iterator[MockServer]:
    with MockServer(KEYED_WORLD, auth="keys") as server:
        yield server


@pytest.mark.published("oauth § Request a token")
def test_a_client_of_oauth_gets_a_token_and_uses_it(keyed_server: MockServer) -> None:
    with oauth_client(keyed_server, "wevt") as client:
        assert client.get(f"{keyed_server.url}{EVENT}").status_code == 200


@pytest.mark.assumed("A-31")
def test_a_client_of_oauth_meets_the_end_of_its_token_and_a_missing_scope(keyed_server: MockServer) -> None:
    with oauth_client(keyed_server, "wpas") as client:
        assert client.get(f"{keyed_server.url}{LISTING}").status_code == 200
        assert client.get(f"{keyed_server.url}{EVENT}").status_code == 403
        keyed_server.named("default").clock.advance(HOUR)
        assert client.get(f"{keyed_server.url}{LISTING}").status_code == 401


@pytest.mark.assumed("A-30")
def test_a_client_of_oauth_reads_why_there_is_no_token(keyed_server: MockServer) -> None:
    with pytest.raises(OAuthError) as refused:
        oauth_client(keyed_server, "everything")
    assert refused.value.error == "invalid_scope"


@pytest.mark.assumed("A-30")
def test_the_claims_of_a_token_are_those_of_a_json_web_token(api: Api) -> None:
    _, claims, _ = request_token(api).json()["access_token"].split(".")
    said = from_json(urlsafe_b64decode(claims + "=="[: -len(claims) % 4]))
    assert said["sub"] == SUBJECT
    assert said["exp"] - said["iat"] == HOUR
