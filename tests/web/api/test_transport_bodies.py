"""Request bodies: their length, their encoding and their declared type."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.operations import FIELDS, JSON, OPERATIONS, WITH_BODY, WORLD
from tests.world import EVENT, PROJECT, Api, findings, open_world, problem

EVERY_OPERATION_WITH_A_BODY = pytest.mark.parametrize(
    ("method", "path", "body"), WITH_BODY.values(), ids=WITH_BODY.keys()
)


def padded(body: dict[str, Any], length: int) -> bytes:
    """A body of exactly that many bytes."""
    content = json.dumps(body).encode()
    return content + b" " * (length - len(content))


@EVERY_OPERATION_WITH_A_BODY
@pytest.mark.assumed("A-6")
def test_a_body_may_be_as_long_as_the_setting_says(method: str, path: str, body: dict[str, Any]) -> None:
    with open_world(WORLD, max_body=200) as api:
        assert api.request(method, path, content=padded(body, 200), headers=JSON).is_success
        longer = api.request(method, path, content=padded(body, 201), headers=JSON)
    assert "200" in problem(longer, 413)


@pytest.mark.assumed("A-6")
def test_a_body_may_be_one_mebibyte_long_unless_a_setting_says_otherwise(api: Api) -> None:
    assert api.put(EVENT, content=padded(FIELDS, 1024 * 1024), headers=JSON).status_code == 200
    problem(api.put(EVENT, content=padded(FIELDS, 1024 * 1024 + 1), headers=JSON), 413)


async def chunks(count: int) -> AsyncIterator[bytes]:
    """A body of unknown length, ten bytes at a time."""
    for _ in range(count):
        yield b" " * 10


@pytest.mark.assumed("A-6")
def test_a_body_of_unknown_length_is_counted_as_it_comes() -> None:
    with open_world(max_body=100) as api:
        problem(api.request("PUT", EVENT, content=chunks(10), headers=JSON), 400)
        problem(api.request("PUT", EVENT, content=chunks(11), headers=JSON), 413)


@pytest.mark.parametrize("strictness", ["lenient", "documented", "strict"])
@pytest.mark.assumed("A-6")
def test_a_body_that_is_too_long_is_refused_by_every_strictness(strictness: str) -> None:
    with open_world(max_body=100, strictness=strictness) as api:
        problem(api.put(EVENT, content=padded(FIELDS, 101), headers=JSON), 413)


DEEP = 100_000
UNREADABLE = {
    "empty": b"",
    "blank": b" \n",
    "cut-short": b'{"fields": {',
    "two-documents": b'{"fields": {}} {}',
    "trailing-comma": b'{"fields": {},}',
    "single-quotes": b"{'fields': {}}",
    "comment": b'{"fields": {}} // x',
    "bare-word": b"fields",
    "byte-order-mark": b'\xef\xbb\xbf{"fields": {}}',
    "latin-1": '{"fields": {"eventName": {"value": "München"}}}'.encode("latin-1"),
    "utf-16": '{"fields": {}}'.encode("utf-16"),
    "utf-8-cut-short": b'{"fields": {"eventName": {"value": "\xc3"}}}',
    "raw-surrogate": b'{"fields": {"eventName": {"value": "\xed\xa0\x80"}}}',
    "raw-nul": b'{"fields": {"eventName": {"value": "a\0b"}}}',
    "raw-newline": b'{"fields": {"eventName": {"value": "a\nb"}}}',
    "nan": b'{"fields": {"eventName": {"value": NaN}}}',
    "infinity": b'{"fields": {"eventName": {"value": Infinity}}}',
    "minus-infinity": b'{"fields": {"eventName": {"value": -Infinity}}}',
    "nan-in-what-is-ignored": b'{"fields": {}, "x": NaN}',
    "infinity-by-exponent": b'{"fields": {"eventName": {"value": 1e999}}}',
    "infinity-by-exponent-in-what-is-stored": b'{"fields": {"eventName": {"x": -1e999}}}',
    "high-surrogate": b'{"fields": {"eventName": {"value": "\\ud800"}}}',
    "low-surrogate": b'{"fields": {"eventName": {"value": "\\udc00"}}}',
    "surrogates-reversed": b'{"fields": {"eventName": {"value": "\\udc00\\ud800"}}}',
    "surrogate-in-a-key": b'{"fields": {"\\udfff": {"value": "x"}}}',
    "deep-arrays": b"[" * DEEP,
    "deep-arrays-closed": b'{"fields": {}, "x": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep-objects": b'{"a":' * DEEP,
    "deep-in-what-is-stored": b'{"fields": {"x": {"x": ' + b"[" * DEEP + b"]" * DEEP + b"}}}",
}
NO_OBJECTS = {
    "array": b"[]",
    "array-of-objects": b'[{"fields": {}}]',
    "null": b"null",
    "true": b"true",
    "number": b"1",
    "string": b'"{}"',
}


@pytest.mark.parametrize("strictness", ["lenient", "documented"])
@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
@pytest.mark.assumed("A-6")
def test_a_body_that_is_no_json_is_refused_however_lenient_the_server(
    content: bytes, strictness: str
) -> None:
    with open_world(strictness=strictness) as api:
        problem(api.put(EVENT, content=content, headers=JSON), 400)


@pytest.mark.parametrize("strictness", ["lenient", "documented"])
@pytest.mark.parametrize("content", NO_OBJECTS.values(), ids=NO_OBJECTS.keys())
@pytest.mark.assumed("A-6")
def test_a_body_that_is_no_object_is_refused_however_lenient_the_server(
    content: bytes, strictness: str
) -> None:
    with open_world(strictness=strictness) as api:
        assert "object" in problem(api.put(EVENT, content=content, headers=JSON), 400)


@EVERY_OPERATION_WITH_A_BODY
@pytest.mark.assumed("A-6")
def test_every_operation_with_a_body_needs_one(method: str, path: str, body: dict[str, Any]) -> None:
    with open_world(WORLD) as api:
        problem(api.request(method, path, headers=JSON), 400)
        assert api.request(method, path, json=body).is_success


READABLE = {
    "escaped": (b'{"fields": {"eventName": {"value": "M\\u00fcnchen"}}}', "München"),
    "raw": ('{"fields": {"eventName": {"value": "München"}}}'.encode(), "München"),
    "surrogate-pair": (b'{"fields": {"eventName": {"value": "\\ud83d\\ude00"}}}', "😀"),
    "nul": (b'{"fields": {"eventName": {"value": "a\\u0000b"}}}', "a\0b"),
    "blanks-around": (b' \r\n\t{"fields": {"eventName": {"value": "x"}}} \n', "x"),
    "last-of-two-alike": (b'{"fields": {"eventName": {"value": "a", "value": "b"}}}', "b"),
}


@pytest.mark.parametrize(("content", "value"), READABLE.values(), ids=READABLE.keys())
@pytest.mark.assumed("A-6")
def test_a_body_is_json_in_utf8(api: Api, content: bytes, value: str) -> None:
    assert api.put(EVENT, content=content, headers=JSON).json()["fields"]["eventName"]["value"] == value
    assert api.get(EVENT).json()["fields"]["eventName"]["value"] == value


JSON_TYPES = [
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    'application/json; charset="utf-8"',
    "APPLICATION/JSON",
    " application/json ",
    "application/vnd.urbanairship+json",
    "application/vnd.urbanairship+json; version=3",
    "application/merge-patch+json",
]


@pytest.mark.parametrize("declared", JSON_TYPES)
@pytest.mark.assumed("A-6")
def test_a_body_may_be_declared_as_any_kind_of_json(declared: str) -> None:
    with open_world(strictness="strict") as api:
        response = api.put(EVENT, content=json.dumps(FIELDS), headers={"Content-Type": declared})
    assert response.status_code == 200, response.text
    assert not findings(response)


OTHER_TYPES = [
    "text/plain",
    "text/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonp",
    "application/x-json-stream",
    "application/octet-stream",
    "+json",
    "json",
    "",
]


@pytest.mark.parametrize("declared", OTHER_TYPES)
@pytest.mark.assumed("A-6")
def test_a_body_declared_as_something_else_is_a_violation(api: Api, declared: str) -> None:
    headers = {"Content-Type": declared}
    problem(api.put(EVENT, content=json.dumps(FIELDS), headers=headers), 415)
    headers |= {"Prefer": "strictness=lenient"}
    noted = api.put(EVENT, content=json.dumps(FIELDS), headers=headers)
    assert noted.status_code == 200
    assert [(each["level"], each["at"]) for each in findings(noted)] == [("violation", "header Content-Type")]


@EVERY_OPERATION_WITH_A_BODY
@pytest.mark.assumed("A-6")
def test_a_missing_content_type_is_noted_and_only_strict_refuses_it(
    method: str, path: str, body: dict[str, Any]
) -> None:
    with open_world(WORLD) as api:
        strict = {"Prefer": "strictness=strict"}
        refused = api.request(method, path, content=json.dumps(body), headers=strict)
        noted = api.request(method, path, content=json.dumps(body))
    problem(refused, 415)
    assert noted.is_success
    for response in (refused, noted):
        (finding,) = findings(response)
        assert (finding["level"], finding["at"]) == ("undocumented", "header Content-Type")


@pytest.mark.assumed("A-6")
def test_form_encoded_bodies_are_not_emulated() -> None:
    with open_world(strictness="lenient") as api:
        problem(api.request("PUT", EVENT, data={"fields": "{}"}), 400)


@pytest.mark.parametrize("name", ["get", "delete", "list-groups", "remove-from-group", "list-passes"])
@pytest.mark.assumed("A-6")
def test_a_body_that_no_operation_asks_for_is_not_read(name: str) -> None:
    method, path, _, status = OPERATIONS[name]
    with open_world(WORLD, strictness="strict", max_body=10) as api:
        response = api.request(method, path, content=b"[" * 100, headers={"Content-Type": "text/plain"})
    assert response.status_code == status


@pytest.mark.assumed("A-6")
@pytest.mark.parametrize("strictness", ["lenient", "documented", "strict"])
@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/json"}, {"Content-Type": "text/html"}])
@pytest.mark.parametrize(
    ("method", "path"), [("PUT", EVENT), ("POST", PROJECT), ("POST", f"{EVENT}/passGroups")]
)
def test_a_missing_body_is_an_invalid_request_whatever_its_type(
    api: Api, method: str, path: str, headers: dict[str, str], strictness: str
) -> None:
    answer = api.request(method, path, headers={"Prefer": f"strictness={strictness}"} | headers)
    assert "no body" in problem(answer, 400)
