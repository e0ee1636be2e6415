"""Each request is led to the operation that FastAPI's own routes would lead it to, and to nothing else."""

import pytest
from starlette.routing import Match

from mockserver.domain.refs import ByExternalId, ById, PathNames
from mockserver.settings import Settings
from mockserver.web.api.operation import Operation
from mockserver.web.app import create_app
from mockserver.web.routing import MOST_KEPT, OperationRouter

NAMES = ("7", "id/seven", "id/7", "id/a%2Fb", "bare-name")
ENDS = ("", "/passes", "/passGroups", "/passGroups/giants", "/passGroups/id", "/nowhere")
PATHS = [
    f"/v1/events/project/{project}{event}{end}"
    for project in NAMES
    for event in ("", *(f"/{name}" for name in NAMES))
    for end in ENDS
]


@pytest.fixture(scope="module")
def routes() -> list[Operation]:
    return [route for route in create_app(Settings()).routes if isinstance(route, Operation)]


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "PATCH"])
def test_a_request_is_led_where_the_routes_would_lead_it(method: str, routes: list[Operation]) -> None:
    router = OperationRouter(routes)
    for path in PATHS:
        scope = {"type": "http", "method": method, "path": path}
        taken = next((route for route in routes if route.matches(scope)[0] is Match.FULL), None)
        for _ in "the second time from memory", "":
            found = router.resolve(method, path)
            assert (found and found.operation) is taken, path


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/12345/1234", PathNames(ById(12345), ById(1234))),
        ("/id/a%2Fb/id/100%25", PathNames(ByExternalId("a/b"), ByExternalId("100%"))),
        ("/id/4567/7/passGroups", PathNames(ByExternalId("4567"), ById(7))),
    ],
)
def test_what_a_path_names_is_decoded_once(path: str, names: PathNames, routes: list[Operation]) -> None:
    found = OperationRouter(routes).resolve("GET", f"/v1/events/project{path}")
    assert found is not None
    assert found.names == names


def test_a_bare_name_and_a_group_are_decoded_too(routes: list[Operation]) -> None:
    found = OperationRouter(routes).resolve("PUT", "/v1/events/project/my%20Fav%C3%A9/passGroups/a%2Fb")
    assert found is not None
    assert found.names == PathNames(ByExternalId("my Favé"), pass_group="a/b")


def test_resolutions_are_kept_within_bounds(routes: list[Operation]) -> None:
    router = OperationRouter(routes)
    for number in range(MOST_KEPT + 10):
        router.resolve("GET", f"/v1/events/project/1/{number}")
    router.resolve("GET", "/v1/" + "x" * 10_000)
    assert len(router._kept) <= MOST_KEPT
    assert max(len(path) for _, path in router._kept) < 1000
