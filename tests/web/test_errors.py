"""Every error of the vendor's table is provoked through the front door, and none of them writes."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from inspect import getmembers
from pkgutil import resolve_name
from typing import Any

import httpx
import pytest

from mockserver.domain import errors
from mockserver.domain.errors import ApiError
from tests.logs import listen
from tests.operations import FIELDS, GROUP, GROUPS, JSON, NEW
from tests.world import DESCRIPTIONS, EVENT, PROJECT, PX, Api, E, P, event, open_world, problem

TRACES = ("Traceback", 'File "', ".py", "line ", "mockserver/", "RuntimeError(", "on purpose")
PASSES = [{"id": 616, "status": "installed"}]
WORLD = {
    "clock": {"frozen": "2026-01-01T00:00:00Z"},
    "projects": [
        {
            "id": P,
            "externalId": PX,
            "key": "key",
            "secret": "secret",
            "events": [
                event(id=E, passGroups=[GROUP], passes=PASSES),
                event(id=E + 1, passGroups=[GROUP]),
            ],
        },
        {"id": 2, "key": "other", "secret": "secret"},
    ],
}


@dataclass(frozen=True)
class Provocation:
    """A request that is answered with an error, and what else is needed for that.

    Attributes:
        breaks: a rule of ours that raises something unexpected meanwhile.
        is_starting: the seeds are not in yet.
        is_full: there is no room for one page more.
    """

    method: str
    path: str
    sent: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    breaks: str = ""
    is_starting: bool = False
    is_full: bool = False


PROVOCATIONS: dict[type[ApiError], Provocation] = {
    errors.InvalidRequest: Provocation("GET", EVENT, {"without": ("api-revision",)}),
    errors.Unauthorized: Provocation("GET", EVENT, {"auth": None}),
    errors.Forbidden: Provocation("GET", EVENT, {"auth": ("other", "secret")}, {"auth": "keys"}),
    errors.NotFound: Provocation("GET", f"{PROJECT}/9"),
    errors.MethodNotAllowed: Provocation("PATCH", EVENT),
    errors.Conflict: Provocation("DELETE", "/__admin/sandboxes/default", {"headers": {"Host": "localhost"}}),
    errors.TooLong: Provocation("PUT", EVENT, {"content": b" " * 11, "headers": JSON}, {"max_body": 10}),
    errors.UnsupportedMediaType: Provocation(
        "PUT", EVENT, {"content": b"{}", "headers": {"Content-Type": "text/plain"}}
    ),
    errors.InternalError: Provocation("GET", EVENT, breaks="mockserver.services.events.get"),
    errors.ServiceUnavailable: Provocation("GET", EVENT, is_starting=True),
    errors.InsufficientStorage: Provocation(
        "PUT", EVENT, {"json": {"fields": {"gate": {"value": "9" * 100_000}}}}, is_full=True
    ),
}
EVERY_ERROR = pytest.mark.parametrize("error", PROVOCATIONS, ids=lambda error: error.__name__)


def raise_unexpectedly(*_: Any) -> None:
    raise RuntimeError("on purpose")


def family(error: type[ApiError] = ApiError) -> Iterator[type[ApiError]]:
    """All errors that descend from one."""
    for child in error.__subclasses__():
        yield child
        yield from family(child)


@pytest.fixture
def provoke(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[ApiError]], httpx.Response]:
    def answer(error: type[ApiError]) -> httpx.Response:
        provocation = PROVOCATIONS[error]
        if provocation.breaks:
            monkeypatch.setattr(provocation.breaks, raise_unexpectedly)
        with open_world(WORLD, **provocation.settings) as api, monkeypatch.context() as meanwhile:
            if provocation.is_starting:
                meanwhile.setattr(api.app.state, "sandboxes", None)
            if provocation.is_full:
                api.sandbox.database.execute("PRAGMA max_page_count = 1")
            return api.request(provocation.method, provocation.path, **provocation.sent)

    return answer


Provoke = Callable[[type[ApiError]], httpx.Response]


def test_every_error_has_a_request_that_provokes_it() -> None:
    assert set(family()) == set(PROVOCATIONS)


def test_the_family_picture_shows_every_error_with_its_status() -> None:
    shown = re.findall(r"── (\w+) +(\d+)", errors.__doc__ or "")
    assert {(name, int(status)) for name, status in shown} == {
        (each.__name__, each.status) for each in family()
    }


def test_no_error_is_defined_elsewhere() -> None:
    assert {each for _, each in getmembers(errors, lambda it: isinstance(it, type))} >= set(family())


def test_the_descriptions_are_those_of_the_vendor() -> None:
    assert {error.status: error.description for error in family()} == DESCRIPTIONS


@EVERY_ERROR
def test_every_error_is_answered_in_the_shape_of_the_vendor(error: type[ApiError], provoke: Provoke) -> None:
    response = provoke(error)
    problem(response, error.status)
    assert response.json()["description"] == error.description


@EVERY_ERROR
def test_no_error_shows_a_trace(error: type[ApiError], provoke: Provoke) -> None:
    response = provoke(error)
    for trace in TRACES:
        assert trace not in response.text
        assert trace not in str(response.headers)


@EVERY_ERROR
def test_only_a_fault_of_ours_is_logged_as_one(error: type[ApiError], provoke: Provoke) -> None:
    with listen() as records:
        provoke(error)
    faults = [record for record in records if record.levelno >= logging.ERROR]
    assert bool(faults) == (error is errors.InternalError)


def test_the_log_has_the_trace_of_a_fault_of_ours(provoke: Provoke) -> None:
    with listen() as records:
        provoke(errors.InternalError)
    (fault,) = [record for record in records if record.exc_info]
    assert fault.exc_info is not None
    assert str(fault.exc_info[1]) == "on purpose"
    assert fault.exc_info[2] is not None


# --- a fault of ours leaves nothing half-written


def fail_after(rule: Callable[..., Any], calls: int = 1) -> Callable[..., Any]:
    """A rule that does its work a number of times, and then does it once more and raises."""
    left = calls

    def failing(*given: Any) -> Any:
        nonlocal left
        result = rule(*given)
        left -= 1
        if left <= 0:
            raise_unexpectedly()
        return result

    return failing


WRITES: dict[str, tuple[str, int, str, str, Any]] = {
    "create": ("events.create", 1, "POST", PROJECT, NEW | GROUPS),
    "create-with-external-id": ("events.create", 1, "POST", f"{PROJECT}/id/new", NEW | GROUPS),
    "update": ("events.update", 1, "PUT", EVENT, FIELDS),
    "update-and-join": ("events.update", 1, "PUT", EVENT, FIELDS | GROUPS),
    "delete": ("events.delete", 1, "DELETE", EVENT, None),
    "add-to-groups": ("pass_groups.add", 1, "POST", f"{EVENT}/passGroups", GROUPS),
    "remove-from-group": ("pass_groups.remove", 1, "DELETE", f"{EVENT}/passGroups/{GROUP}", None),
    "update-group": ("pass_groups.update_events", 1, "PUT", f"{PROJECT}/passGroups/{GROUP}", FIELDS),
    "update-group-at-its-second-event": (
        "pass_groups.merge_fields",
        2,
        "PUT",
        f"{PROJECT}/passGroups/{GROUP}",
        FIELDS,
    ),
}


def everything(api: Api) -> list[Any]:
    """All that the world's operations can show, and the pushes."""
    paths = [f"{PROJECT}/{number}" for number in range(E, E + 4)] + [f"{PROJECT}/id/new", f"{EVENT}/passes"]
    return [*(api.get(path).text for path in paths), api.pushes()]


@pytest.fixture(params=list(WRITES.values()), ids=list(WRITES))
def broken_write(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[Api], None]:
    """Sends a write whose rule raises once everything is written, and mends the rule again."""
    rule, calls, method, path, body = request.param

    def send(api: Api) -> None:
        with monkeypatch.context() as broken:
            name = f"mockserver.services.{rule}"
            broken.setattr(name, fail_after(resolve_name(name), calls))
            problem(api.request(method, path, json=body), 500)

    return send


def test_a_write_that_fails_is_undone_whole(broken_write: Callable[[Api], None]) -> None:
    with open_world(WORLD) as api:
        before = everything(api)
        broken_write(api)
        assert everything(api) == before


def test_the_next_request_after_a_fault_is_answered(broken_write: Callable[[Api], None]) -> None:
    with open_world(WORLD) as api:
        broken_write(api)
        assert api.put(EVENT, FIELDS).status_code == 200
        assert api.post(PROJECT, NEW).json()["eventId"] == E + 2
