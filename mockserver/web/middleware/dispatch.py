"""The corridor: straight from a path to the operation that takes it. Pure ASGI.

FastAPI wraps each request three times and tries one route after the other: a sixth of the time of a request
(docs/DECISIONS.md). Whatever is no operation is still FastAPI's to answer.
"""

from collections import defaultdict
from collections.abc import Sequence

from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.domain.errors import ApiError
from mockserver.web import problems
from mockserver.web.api.operation import Operation


class Corridor:
    """Leads each request to its operation.

    Args:
        app: answers what no operation takes.
        routes: of the application, the operations among them.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        # No name in a path spans a slash, so that their number tells most operations apart.
        self._doors: dict[tuple[str, int], list[Operation]] = defaultdict(list)
        for route in routes:
            if isinstance(route, Operation):
                for method in route.methods or ():
                    self._doors[method, route.path.count("/")].append(route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        operation = self._find(scope) if scope["type"] == "http" else None
        if operation is None:
            await self.app(scope, receive, send)
            return
        try:
            await operation.serve(scope, receive, send)
        except ApiError as error:
            await problems.response(error)(scope, receive, send)

    def _find(self, scope: Scope) -> Operation | None:
        """The operation that takes a request, which is told what its path names."""
        path = scope["path"]
        for operation in self._doors.get((scope["method"], path.count("/")), ()):
            names = operation.names_in(path)
            if names is not None:
                scope["path_params"] = names
                return operation
        return None
