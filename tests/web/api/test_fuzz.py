"""Whatever is sent, the answer is never a fault of ours, and every error has the shape of the vendor."""

import json
from collections.abc import Iterator
from itertools import pairwise, product

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.operations import FIELDS, GROUP, JSON, NEW, WORLD
from tests.wire import encoded, send
from tests.world import EVENT, EX, EXTERNAL_PROJECT, PROJECT, PX, Api, E, P, findings, open_world, problem

# One world serves all examples of a test: no answer may be a fault, whatever went before.
relaxed = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
often, seldom = settings(relaxed, max_examples=150), settings(relaxed, max_examples=40)


@pytest.fixture
def api() -> Iterator[Api]:
    """The usual world, with its event in a pass group."""
    with open_world(WORLD) as api:
        yield api


def check(response: httpx.Response) -> None:
    """An answer in JSON that is no fault of ours; if it is an error, in the shape of the vendor."""
    assert response.status_code < 500, response.text
    if response.is_error:
        problem(response, response.status_code)
    else:
        assert response.headers["content-type"] == "application/json; charset=utf-8"
        assert isinstance(response.json(), dict)
    assert response.headers.get("x-mockserver-diagnosis", "").isascii()
    assert all(each["message"] for each in findings(response))


# --- bodies

WRITES = [
    ("POST", PROJECT),
    ("POST", f"{EXTERNAL_PROJECT}/id/{EX}"),
    ("PUT", EVENT),
    ("POST", f"{EVENT}/passGroups"),
    ("PUT", f"{PROJECT}/passGroups/{GROUP}"),
]
PREFERENCES = [
    f"strictness={strictness}, reading={reading}"
    for strictness, reading in product(("lenient", "documented", "strict"), ("examples", "schema"))
]
writes, preferences = st.sampled_from(WRITES), st.sampled_from(PREFERENCES)

TRICKY_SCALARS = [
    *("null", "true", "false", "0", "-0", "-0.0", "1e5", "1e999", "-1e999", "1e-999"),
    *("NaN", "Infinity", "-Infinity", "18446744073709551616", "1" + "0" * 400, "9" * 4300, "9" * 4301),
    *('""', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d\\ude00"', '"2019-09-25T08:35:00"'),
]
KNOWN_KEYS = [
    *("fields", "passGroups", "eventExternalId", "eventName", "venueTitle", "startTime", "label", "value"),
    *("pass_groups", "event_external_id", "event_name", "start_time", "sent_fields"),
    *("model_fields_set", "model_extra", "__class__", "__dict__", "__pydantic_extra__", "", "0", "a/b~c"),
]
texts = st.text(st.characters(), max_size=8)
keys = st.sampled_from(KNOWN_KEYS) | texts
scalars = (
    st.sampled_from(TRICKY_SCALARS)
    | st.integers().map(str)
    | st.floats().map(json.dumps)
    | texts.map(json.dumps)
)


def arrays(items: SearchStrategy[str]) -> SearchStrategy[str]:
    """JSON arrays as text."""
    return st.lists(items, max_size=4).map(lambda found: f"[{','.join(found)}]")


def members(names: SearchStrategy[str], values: SearchStrategy[str]) -> SearchStrategy[str]:
    """Members of JSON objects as text."""
    return st.builds(lambda name, value: f"{json.dumps(name)}:{value}", names, values)


def objects(names: SearchStrategy[str], values: SearchStrategy[str]) -> SearchStrategy[str]:
    """JSON objects as text, in which a name may stand twice."""
    return st.lists(members(names, values), max_size=4).map(lambda found: f"{{{','.join(found)}}}")


anything = st.recursive(scalars, lambda inner: arrays(inner) | objects(keys, inner), max_leaves=12)
fields = objects(keys, objects(keys, scalars) | anything)
almost_right = st.builds(
    lambda fields, groups, name, value: (
        f'{{"fields":{fields},"passGroups":{groups},{json.dumps(name)}:{value}}}'
    ),
    fields,
    arrays(scalars) | anything,
    keys,
    anything,
)
nested = st.builds(
    lambda depth, brackets, inner: brackets[0] * depth + inner + brackets[1] * depth,
    st.integers(0, 300),
    st.sampled_from([("[", "]"), ('{"fields":', "}"), ('{"a":', "}")]),
    anything,
)
deep_inside = nested.map(lambda inner: f'{{"fields":{{"eventName":{{"value":"x","deep":{inner}}}}}}}')
documents = almost_right | anything | nested | deep_inside


@often
@given(write=writes, prefer=preferences, body=st.binary())
@pytest.mark.assumed("A-6")
def test_any_bytes_are_answered(api: Api, write: tuple[str, str], prefer: str, body: bytes) -> None:
    method, path = write
    check(api.request(method, path, content=body, headers=JSON | {"Prefer": prefer}))


@often
@given(write=writes, prefer=preferences, body=documents)
@example(write=WRITES[4], prefer=PREFERENCES[0], body='{"fields": {}, "pass_groups": 5}')
@example(
    write=WRITES[2], prefer=PREFERENCES[0], body='{"fields": {"x": {"deep": ' + "[" * 195 + "]" * 195 + "}}}"
)
@pytest.mark.assumed("A-6")
def test_any_json_is_answered_and_what_is_refused_changes_nothing(
    api: Api, write: tuple[str, str], prefer: str, body: str
) -> None:
    method, path = write
    before = api.get(EVENT)
    response = api.request(method, path, content=body, headers=JSON | {"Prefer": prefer})
    after = api.get(EVENT)
    check(response)
    check(after)
    if response.is_error:
        assert after.text == before.text


@seldom
@given(write=writes, body=almost_right)
@pytest.mark.assumed("A-6")
def test_a_more_lenient_server_answers_alike_what_a_stricter_one_accepts(
    write: tuple[str, str], body: str
) -> None:
    method, path = write
    answers = []
    for strictness in ("strict", "documented", "lenient"):
        with open_world(WORLD, strictness=strictness) as api:
            answers.append(api.request(method, path, content=body, headers=JSON))
    for stricter, laxer in pairwise(answers):
        if stricter.is_success:
            assert (laxer.status_code, laxer.text) == (stricter.status_code, stricter.text)
            assert findings(laxer) == findings(stricter)


# --- paths and queries

METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "BREW"]
SEGMENTS = [
    *("events", "project", "id", "passGroups", "passes", str(P), str(E), PX, EX, GROUP, "9" * 19, "9" * 5000),
    *(
        "",
        ".",
        "..",
        "%",
        "%2",
        "%zz",
        "%00",
        "%2F",
        "%2f..",
        "%25",
        "%ff",
        "%C3",
        "%ED%A0%80",
        "+",
        ";",
        "0",
    ),
]
raw = st.binary(max_size=6).map(lambda junk: junk.replace(b"?", b""))
escaped = st.binary(max_size=6).map(lambda junk: "".join(f"%{byte:02x}" for byte in junk).encode())
segments = st.sampled_from(SEGMENTS).map(str.encode) | raw | escaped
paths = st.lists(segments, max_size=8).map(b"/".join)
starts = st.sampled_from(
    [b"/v1/", f"{PROJECT}/".encode(), f"{EVENT}/".encode(), f"{EXTERNAL_PROJECT}/id/".encode()]
)

PARAMETERS = ["status", "pageSize", "page", "order", "direction", "start", "page_size", "api_key", "", "%ff"]
VALUES = [
    "",
    "1",
    "0",
    "-1",
    "1000",
    "1001",
    "9" * 19,
    "9" * 4301,
    "1.0",
    "1e3",
    "٣",
    "id",
    "asc",
    "ASC",
    "installed",
]
values = st.sampled_from(VALUES).map(str.encode) | raw | escaped
parameters = st.builds(
    lambda name, sign, value: name + sign + value,
    st.sampled_from(PARAMETERS).map(str.encode) | raw,
    st.sampled_from([b"=", b"==", b""]),
    values,
)
queries = st.lists(parameters, max_size=4).map(b"&".join) | st.binary(max_size=20)


@often
@given(method=st.sampled_from(METHODS), start=starts, rest=paths)
@pytest.mark.assumed("A-4")
def test_any_path_is_answered(api: Api, method: str, start: bytes, rest: bytes) -> None:
    body = json.dumps(NEW).encode()
    check(send(api, method, start + rest, [(b"content-type", b"application/json")], body))


@often
@given(query=queries, prefer=preferences)
@pytest.mark.assumed("A-27")
def test_any_query_is_answered(api: Api, query: bytes, prefer: str) -> None:
    check(send(api, "GET", f"{EVENT}/passes?".encode() + query, [(b"prefer", prefer.encode())]))


# --- headers

NAMES = [
    "authorization",
    "api-revision",
    "content-type",
    "prefer",
    "host",
    "origin",
    "accept",
    "cookie",
    "range",
]
WORDS = [
    *("", "Basic", "Basic a2V5OnNlY3JldA==", "Basic //79", "Basic \xff", "1.2", "1.3", "null", "*", "gzip"),
    *(
        "application/json",
        "application/json; charset=utf-16",
        "+json",
        "a/+json;",
        "text/html",
        "mock.test:x",
    ),
    *("strictness=lenient", 'strictness="', "reading=schema;;,=", "strictness", "bytes=0-1", "[::1"),
]
printable = st.binary(max_size=20).map(lambda junk: bytes(byte for byte in junk if byte >= 0x20))
headers = st.dictionaries(
    st.sampled_from(NAMES).map(str.encode),
    st.sampled_from(WORDS).map(lambda word: word.encode("latin-1")) | printable,
)
TARGETS = [*WRITES, ("GET", f"{EVENT}/passes"), ("GET", EVENT), ("DELETE", f"{EVENT}/passGroups/{GROUP}")]


@often
@given(target=st.sampled_from(TARGETS), headers=headers)
@pytest.mark.assumed("A-2")
def test_any_headers_are_answered(api: Api, target: tuple[str, str], headers: dict[bytes, bytes]) -> None:
    method, path = target
    check(send(api, method, path.encode(), headers.items(), json.dumps(NEW).encode()))


# --- names

names = st.text(min_size=1, max_size=255)


@often
@given(name=names)
@pytest.mark.assumed("A-4")
def test_any_external_id_finds_the_event_that_has_it(api: Api, name: str) -> None:
    path = f"{PROJECT}/id/{encoded(name)}"
    created = api.post(path, NEW)
    assert created.status_code == 201
    assert created.json()["eventExternalId"] == name
    assert api.get(path).json() == created.json()
    assert api.delete(path).status_code == 200


@often
@given(name=names)
@pytest.mark.assumed("A-4")
def test_any_pass_group_finds_the_events_that_are_in_it(api: Api, name: str) -> None:
    assert api.post(f"{EVENT}/passGroups", {"passGroups": [name]}).status_code == 200
    updated = api.put(f"{PROJECT}/passGroups/{encoded(name)}", FIELDS)
    assert updated.json() == {"groupName": name, "events": [{"eventTicketId": E}]}
    assert api.delete(f"{EVENT}/passGroups/{encoded(name)}").status_code == 200
