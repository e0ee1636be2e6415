"""Whatever is wrong with a request to the admin API is told in one form, and in no library's words.

What is sent comes from the document: each example with each of its parts replaced, left out, and added to.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any

import httpx
import pytest

from tests.world import Api, E, open_world

NAME = r"(The [a-z]+|[\w.\[\]$-]+( [\w-]+)?)"
SENTENCE = re.compile(rf"{NAME} is (missing|.+?); (.+?; )?expected .+?\.")
FOREIGN = re.compile(
    r"[Ii]nput should|[Vv]alue error|[Ff]ield required|[Ee]xtra inputs|unable to|[Ss]tring should"
    r"|valid (integer|dict|list|string|number|bool|enum)|literal\[|dict\[|list\[|function-|pydantic|\[key\]"
    r"|\bNone\b|\bTrue\b|\bFalse\b|JSON decode|errors\.",
)
"""How libraries would say it."""
JUNK: list[Any] = [
    *[None, True, False, "x", "", "٣", 0, -1, 1.5, 10**12, 2**63 - 1, 1e300],
    *[[], {}, [None], [{}], {"x": 1}, {"": None}],
]
QUERY_JUNK = ["", "x", "-1", "1.5", "9" * 5000, "2026-01-01T00:00:00"]
MISSING = object()


@pytest.fixture(scope="module")
def world() -> Iterator[Api]:
    with open_world() as api:
        yield api


@pytest.fixture(scope="module")
def operations(world: Api) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation of the document: method, path and description."""
    paths = world.admin("GET", "/openapi.json").json()["paths"]
    return [(method, path, what) for path, methods in paths.items() for method, what in methods.items()]


def examples(operation: dict[str, Any]) -> list[Any]:
    """The bodies that the document shows."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    named = [each["value"] for each in content.get("examples", {}).values()] if "examples" in content else []
    reference = content.get("schema", {}).get("examples", [])
    return [*named, *reference, *([content["example"]] if "example" in content else [])]


def parts(document: Any) -> Iterable[tuple[str | int, Any]]:
    """What an object or a list holds, and under which step."""
    if isinstance(document, dict):
        return document.items()
    return enumerate(document) if isinstance(document, list) else ()


def places(document: Any) -> Iterator[tuple[str | int, ...]]:
    """The way to each part of a document, and to one that is not there in each object."""
    yield ()
    pairs = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for step, part in pairs:
        yield from ((step, *rest) for rest in places(part))
    if isinstance(document, dict):
        yield ("colour",)


def changed(document: Any, way: tuple[str | int, ...], value: Any) -> Any:
    """A document with a part replaced, or left out."""
    if not way:
        return value
    found = copy.deepcopy(document)
    place = found
    for step in way[:-1]:
        place = place[step]
    if value is not MISSING:
        place[way[-1]] = value
    elif isinstance(place, dict):
        place.pop(way[-1], None)
    return found


def check(response: httpx.Response) -> bool:
    """Check how an error is told; gives whether there was one."""
    if response.status_code < 400 or response.status_code == 408:
        return False
    details: str = response.json()["details"]
    assert response.status_code in {400, 404, 409}, details
    assert not FOREIGN.search(details), details
    if response.status_code == 400 and "faults" not in response.json():
        assert "; expected " in details
        assert details.endswith(".")
    return True


def send(world: Api, method: str, path: str, body: Any) -> httpx.Response:
    """Send a body to an operation; nobody waits."""
    if (
        path.endswith("/wait") and isinstance(body, dict) and body.get("timeoutMs", 5000) in (5000, 2000)
    ):  # a tuple: it may be a list
        body = body | {"timeoutMs": 0}
    if body is None:
        return world.admin(method, path, content=b"null", headers={"Content-Type": "application/json"})
    return world.admin(method, path, body)


def test_every_part_of_every_body_is_judged_in_our_words(
    world: Api, operations: list[tuple[str, str, dict[str, Any]]]
) -> None:
    judged = set()
    for method, path, operation in operations:
        place = path.replace("{eventId}", str(E)).replace("{name}", "default")
        for example in examples(operation) if path != "/state" else []:  # whose faults have pointers
            for way in dict.fromkeys(places(example)):
                for value in [*JUNK, MISSING] if way else JUNK:
                    if check(send(world, method, place, changed(example, way, value))):
                        judged.add((method, path))
    assert len(judged) == 15


def test_every_parameter_is_judged_in_our_words(
    world: Api, operations: list[tuple[str, str, dict[str, Any]]]
) -> None:
    judged = set()
    for method, path, operation in operations:
        parameters = operation.get("parameters", []) if path != "/stream" else []  # which has no end
        for parameter in (each for each in parameters if "$ref" not in each):  # the sandbox, a header
            name, where = parameter["name"], parameter["in"]
            for value in QUERY_JUNK[where == "path" :]:  # without a name the path is another
                place = path.replace(f"{{{name}}}", value[:50]) if where == "path" else path
                asked = re.sub(r"\{\w+\}", "1", place)
                if check(world.admin(method, asked, params={name: value} if where == "query" else {})):
                    judged.add((method, path, name))
    assert len(judged) >= 15


PLANS: list[tuple[Any, str]] = [
    (None, "The body is missing; expected a value."),
    ([], "The body is []; expected an object."),
    ({"steps": [{"status": 503}], "colour": 1}, "colour is 1; expected one of match, steps, limit."),
    (
        {"steps": [{"status": 503}], "match": {"colour": 1}},
        "match.colour is 1; expected one of operation, method, path, event, passGroup, status, header, body.",
    ),
    ({"steps": 3}, "steps is 3; expected an array."),
    ({"steps": [3]}, "steps.0 is 3; expected an object."),
    ({"limit": {"requests": 1}}, "limit.seconds is missing; expected a value."),
    ({"limit": {"requests": 1, "seconds": 0}}, "limit.seconds is 0; expected a number above 0."),
    ({"limit": {"requests": 1, "seconds": "x"}}, 'limit.seconds is "x"; expected a number.'),
]
STEPS: list[tuple[dict[str, Any], str]] = [
    ({"status": "503"}, 'steps.0.status is "503"; expected an integer.'),
    ({"status": 1.5}, "steps.0.status is 1.5; expected an integer."),
    ({"status": 200}, "steps.0.status is 200; expected an integer from 400 up."),
    ({"status": 600}, "steps.0.status is 600; expected an integer below 600."),
    ({"delayMs": 10**9}, "steps.0.delayMs is 1000000000; expected an integer of at most 600000."),
    ({"drop": "x"}, "steps.0.drop is \"x\"; expected 'before' or 'after'."),
    ({"pass": False}, "steps.0.pass is false; expected true."),
    (
        {"status": 503, "headers": {"X Y": "1"}},
        'steps.0.headers.X Y is "X Y"; expected a string that matches ^[!#$%&\'*+.^_`|~0-9A-Za-z-]+$.',
    ),
    (
        {"drop": "after", "details": "x"},
        'steps.0 is {"drop": "after", "details": "x"}; details without a status; expected a status beside.',
    ),
]
OTHERS: list[tuple[str, Any, str]] = [
    ("POST /requests/count", {"match": {"path": 3}}, "match.path is 3; expected a string."),
    ("POST /clock/advance", {"seconds": -1}, "seconds is -1; expected a number from 0 up."),
    (
        "PUT /clock",
        {"frozen": "x"},
        'frozen is "x"; expected a date-time with a zone, such as 2026-01-01T00:00:00Z.',
    ),
    ("PUT /clock", {"real": 1}, "real is 1; expected true."),
    ("PUT /clock", {}, "The body is {}; expected exactly one of frozen, shifted and real: true."),
    (
        "POST /sandboxes",
        {"seed": 5},
        "seed is 5; expected 'server', 'empty', a seed document, or an array of them.",
    ),
    (
        "POST /sandboxes",
        {"strictness": "mild"},
        "strictness is \"mild\"; expected 'lenient', 'documented' or 'strict'.",
    ),
    ("POST /projects", {"externalId": ""}, 'externalId is ""; expected a string that is not empty.'),
    ("POST /events/x/passes", {}, 'eventId is "x"; expected an integer.'),
    ("GET /requests?limit=few", None, 'limit is "few"; expected an integer.'),
    (
        "GET /requests?colour=red",
        None,
        'colour is "red"; expected one of operation, method, path, status, event, since, limit, q.',
    ),
    ("POST /reset?to=nowhere", None, "to is \"nowhere\"; expected 'seed' or 'empty'."),
]
ONE_BY_ONE = [
    *[("POST /faults", plan, told) for plan, told in PLANS],
    *[("POST /faults", {"steps": [step]}, told) for step, told in STEPS],
    *OTHERS,
]
"""A request for each kind of fault, and the whole of what is said."""


@pytest.mark.parametrize(("asked", "body", "told"), ONE_BY_ONE)
def test_a_fault_is_one_sentence_with_name_value_and_what_was_expected(
    world: Api, asked: str, body: Any, told: str
) -> None:
    method, path = asked.split()
    refused = world.admin(method, path, body)
    assert refused.status_code == 400
    assert refused.json()["details"] == told
    assert SENTENCE.fullmatch(told)


def test_every_fault_of_a_request_is_told() -> None:
    with open_world() as api:
        told = api.admin("POST", "/faults", {"steps": [{"status": "x"}], "colour": 1}).json()["details"]
    assert told == (
        'steps.0.status is "x"; expected an integer. colour is 1; expected one of match, steps, limit.'
    )
