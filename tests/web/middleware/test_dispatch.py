"""The corridor leads where FastAPI's own routes would."""

import asyncio
from typing import Any

import pytest
from starlette.routing import Match

from mockserver.web.api.operation import Operation
from mockserver.web.app import create_app
from mockserver.web.middleware.dispatch import Corridor

NAMES = ("7", "id/seven", "id/7", "id/a%2Fb", "bare-name")
ENDS = ("", "/passes", "/passGroups", "/passGroups/giants", "/passGroups/id", "/nowhere")
PATHS = [
    f"/v1/events/project/{project}{event}{end}"
    for project in NAMES
    for event in ("", *(f"/{name}" for name in NAMES))
    for end in ENDS
]


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "PATCH"])
def test_the_corridor_leads_where_the_routes_would(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Any] = []

    async def serve(operation: Operation, scope: dict[str, Any], *_: Any) -> None:
        served.append((operation, scope["path_params"]))

    async def leave_to_the_routes(*_: Any) -> None:
        served.append(None)

    monkeypatch.setattr(Operation, "serve", serve)
    routes = create_app().routes
    corridor: Any = Corridor(leave_to_the_routes, routes)
    for path in PATHS:
        scope = {"type": "http", "method": method, "path": path}
        tried = ((route, *route.matches(scope)) for route in routes)
        taken = ((route, found["path_params"]) for route, match, found in tried if match is Match.FULL)
        asyncio.run(corridor(scope, None, None))
        assert served.pop() == next(taken, None), path
