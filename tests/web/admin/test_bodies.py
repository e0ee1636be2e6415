"""Bodies sent to the admin API: whichever operation takes one, it is read in one way and within limits."""

import json
from typing import Any

import pytest

from tests.logs import listen
from tests.world import Api, open_world, problem

JSON = {"Content-Type": "application/json"}
TAKERS = [
    ("POST", "/faults"),
    ("POST", "/faults/preview"),
    ("POST", "/requests/count"),
    ("POST", "/requests/wait"),
    ("POST", "/sandboxes"),
    ("PATCH", "/sandboxes/default"),
    ("PUT", "/clock"),
    ("POST", "/clock/advance"),
    ("POST", "/projects"),
    ("POST", "/events/1234/passes"),
    ("POST", "/events/1234/tickets"),
    ("PUT", "/callbacks"),
    ("POST", "/callbacks/deliveries/wait"),
]
"""Every operation that needs JSON, but for those of seeds, whose faults have pointers."""
SEEDS = {"/state", "/seeds/validate"}
UNREADABLE: dict[str, tuple[bytes, str]] = {
    "cut short": (b'{"a": ', "line 1, column 7"),
    "no json": (b"hello", "line 1, column 1"),
    "blank": (b" ", "line 1, column 2"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "line 1, column 1"),
    "no utf-8": (b'{"a": "\xe9"}', "Byte 7 of the request body is 0xe9"),
    "utf-16": ("{}".encode("utf-16"), "Byte 0 of the request body is 0xff"),
    "nan": (b'{"a": NaN}', "line 1, column 7: NaN is no number"),
    "endless": (b'{"a": 1e999}', "line 1, column 7: 1e999 is no number"),
    "half a character": (b'{"a": "\\ud83d"}', "is half a character"),
    "twice the same": (b'{"a": 1, "a": 2}', "'a' stands twice"),
    "more than 64 bits": (b'{"a": 9223372036854775808}', "line 1, column 7: 9223372036854775808"),
    "a million digits": (b"9" * 1_000_000, "is no integer of 64 bits"),
    "too deep": (b"[" * 100_000, "line 1, column 201: more than 200 levels"),
    "too deep and closed": (b"[" * 201 + b"]" * 201, "line 1, column 201: more than 200 levels"),
}


def test_every_operation_with_a_body_is_among_these(api: Api) -> None:
    paths = api.admin("GET", "/openapi.json").json()["paths"]
    found = {
        (method.upper(), path.replace("{name}", "default").replace("{eventId}", "1234"))
        for path, methods in paths.items()
        for method, operation in methods.items()
        if operation.get("requestBody", {}).get("required") and path not in SEEDS
    }
    assert found == set(TAKERS)


@pytest.mark.parametrize(("method", "path"), TAKERS)
@pytest.mark.parametrize(("content", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_body_that_cannot_be_read_is_told_as_such(
    api: Api, method: str, path: str, content: bytes, told: str
) -> None:
    details = problem(api.admin(method, path, content=content, headers=JSON), 400)
    assert told in details
    assert "; expected JSON" in details


@pytest.mark.parametrize(("method", "path"), [*TAKERS, ("PUT", "/state"), ("POST", "/state")])
@pytest.mark.parametrize("content", [b'{"a": "' + b"x" * 1000 + b'"}', b"x" * 1001, b'"' + b"x" * 10_000_000])
def test_a_body_that_is_too_long_is_refused(method: str, path: str, content: bytes) -> None:
    with open_world(max_lab_body=1000) as api:
        assert "1000" in problem(api.admin(method, path, content=content, headers=JSON), 413)


def test_a_body_may_be_as_long_as_the_setting_says() -> None:
    content = json.dumps({"name": "x"}).encode()
    with open_world(max_lab_body=len(content)) as api:
        assert api.admin("POST", "/sandboxes", content=content, headers=JSON).status_code == 201
        problem(api.admin("POST", "/sandboxes", content=content + b" ", headers=JSON), 413)


def test_the_lab_takes_longer_bodies_than_the_api() -> None:
    document: dict[str, Any] = {"projects": [{"name": "x" * 2_000_000}]}
    with open_world() as api:
        assert api.admin("PUT", "/state", document).status_code == 204


@pytest.mark.parametrize(("method", "path"), TAKERS)
def test_a_body_that_is_declared_as_yaml_is_no_json(api: Api, method: str, path: str) -> None:
    yaml = {"Content-Type": "application/yaml"}
    details = problem(api.admin(method, path, content=b"{}", headers=yaml), 415)
    assert details == "The header Content-Type is 'application/yaml'; expected application/json."


@pytest.mark.parametrize(("method", "path"), TAKERS)
def test_a_body_that_is_missing_is_told(api: Api, method: str, path: str) -> None:
    assert problem(api.admin(method, path), 400) == "The body is missing; expected a value."


def test_a_caller_who_leaves_is_no_fault_of_the_server(api: Api) -> None:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "PUT",
        "scheme": "http",
        "path": "/__admin/clock",
        "raw_path": b"/__admin/clock",
        "query_string": b"",
        "headers": [
            (b"host", b"localhost"),
            (b"content-type", b"application/json"),
            (b"content-length", b"9"),
        ],
    }
    sent: list[Any] = []

    async def leave() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def tell(message: Any) -> None:
        sent.append(message)

    async def call() -> None:
        await api.app(scope, leave, tell)

    with listen() as records:
        api._run(call())
    assert sent == []
    assert [record for record in records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("path", ["/__admin/clock", "/openapi.json"])
def test_what_nobody_expected_is_answered_in_the_shape_of_every_error(
    api: Api, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("mockserver.web.admin.clock.ClockState.of", fail)
    monkeypatch.setattr(api.app, "openapi", fail)
    with listen() as records:
        told = problem(api.get(path, headers={"Host": "localhost"}), 500)
    assert "RuntimeError" in told
    assert "on purpose" not in told
    assert len([record for record in records if record.levelname == "ERROR"]) == 1
