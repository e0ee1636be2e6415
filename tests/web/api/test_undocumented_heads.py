"""What a head says that nobody reads, or says twice, is told; a body that is encoded is told so."""

import gzip
import json
from typing import Any

import pytest

from tests.operations import FIELDS, OPERATIONS, WORLD
from tests.wire import send
from tests.world import EVENT, LENIENT, STRICT, Api, findings, open_world, problem

EVERY_OPERATION = pytest.mark.parametrize(
    ("method", "path", "body", "status"), OPERATIONS.values(), ids=OPERATIONS.keys()
)


@EVERY_OPERATION
@pytest.mark.assumed("A-27")
def test_a_parameter_that_nobody_documents_is_told_on_every_operation(
    method: str, path: str, body: Any, status: int
) -> None:
    with open_world(WORLD) as api:
        answer = api.request(method, f"{path}?colour=red&colour=blue", json=body)
    assert answer.status_code == status
    assert {(each["level"], each["at"]) for each in findings(answer)} == {("undocumented", "query colour")}


@EVERY_OPERATION
@pytest.mark.assumed("A-27")
def test_a_strict_server_refuses_such_a_parameter(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        assert "colour" in problem(api.request(method, f"{path}?colour=red", json=body, headers=STRICT), 400)
        assert api.request(method, path, json=body, headers=STRICT).status_code == status


@pytest.mark.assumed("A-27")
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Api-Revision", (b"1.1", b"1.2")),
        ("Content-Type", (b"text/plain", b"application/json")),
        ("Authorization", (b"Basic YTpi", b"Basic a2V5OnNlY3JldA==")),
    ],
)
def test_a_header_with_two_values_is_told(api: Api, name: str, values: tuple[bytes, bytes]) -> None:
    twice = [(name.lower().encode(), value) for value in values]
    kind = [] if name == "Content-Type" else [(b"content-type", b"application/json")]
    answer = send(api, "PUT", EVENT.encode(), [*kind, *twice], json.dumps(FIELDS).encode())
    assert answer.status_code == 200
    assert [each["at"] for each in findings(answer)] == [f"header {name}"]


@pytest.mark.assumed("A-27")
def test_a_header_that_says_the_same_twice_is_not(api: Api) -> None:
    answer = send(api, "GET", EVENT.encode(), [(b"api-revision", b"1.2"), (b"api-revision", b"1.2")])
    assert (answer.status_code, findings(answer)) == (200, [])


@pytest.mark.assumed("A-6")
@pytest.mark.parametrize("strictness", ["lenient", "documented", "strict"])
def test_a_compressed_body_is_told_so(api: Api, strictness: str) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    content = gzip.compress(json.dumps(FIELDS).encode())
    told = problem(
        api.put(EVENT, content=content, headers=headers | {"Prefer": f"strictness={strictness}"}), 415
    )
    assert "Content-Encoding" in told
    assert "gzip" in told


@pytest.mark.assumed("A-6")
def test_a_body_that_is_said_not_to_be_encoded_is_taken(api: Api) -> None:
    assert api.put(EVENT, FIELDS, headers={"Content-Encoding": "identity"}).status_code == 200


@pytest.mark.assumed("A-6")
def test_a_byte_order_mark_is_told_and_not_that_the_body_is_no_json(api: Api) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(FIELDS).encode()
    headers = {"Content-Type": "application/json"}
    assert "byte order mark" in problem(api.put(EVENT, content=content, headers=headers), 400)


@pytest.mark.assumed("A-6")
def test_another_charset_is_a_violation_and_understood_where_that_is_let_pass(api: Api) -> None:
    content = json.dumps({"fields": {"venueTitle": {"value": "Été"}}}, ensure_ascii=False).encode("latin-1")
    headers = {"Content-Type": 'application/json; charset="ISO-8859-1"'}
    assert "ISO-8859-1" in problem(api.put(EVENT, content=content, headers=headers), 415)
    answer = api.put(EVENT, content=content, headers=headers | LENIENT)
    assert answer.json()["fields"]["venueTitle"]["value"] == "Été"


@pytest.mark.assumed("A-6")
@pytest.mark.parametrize("charset", ["utf-16", "punycode", "klingon"])
def test_a_body_that_is_not_in_its_charset_is_told_so(api: Api, charset: str) -> None:
    headers = LENIENT | {"Content-Type": f"application/json; charset={charset}"}
    assert charset in problem(api.put(EVENT, content=b'{"fields": {}}x', headers=headers), 400)


@pytest.mark.assumed("A-6")
def test_a_name_that_stands_twice_is_told_and_its_last_value_counts(api: Api) -> None:
    content = b'{"fields": {"venueTitle": {"value": "one", "value": "two"}}}'
    headers = {"Content-Type": "application/json"}
    answer = api.put(EVENT, content=content, headers=headers)
    assert answer.json()["fields"]["venueTitle"]["value"] == "two"
    assert [each["code"] for each in findings(answer)] == ["body.repeated"]
    assert '"value"' in problem(api.put(EVENT, content=content, headers=headers | STRICT), 400)


@pytest.mark.assumed("A-2")
def test_a_hundred_findings_are_noted_and_the_others_counted(api: Api) -> None:
    fields = {f"field{number}": {"value": "x"} for number in range(500)}
    answer = api.put(EVENT, {"fields": fields})
    assert answer.status_code == 200
    assert findings(answer)[-1]["message"].startswith(str(500 - len(findings(answer)) + 1))
    (entry,) = api.admin("GET", "/requests").json()["requests"]
    assert len(entry["findings"]) == 100
