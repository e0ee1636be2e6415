"""The first minute: what stands at the root, and the explorers of both documents, which ask no other host."""

from fastapi import Request, Response
from starlette.responses import JSONResponse
from starlette.routing import Route

from mockserver import __version__
from mockserver.domain.errors import NotFound
from mockserver.domain.protocol import ADMIN_PREFIX
from mockserver.web.inspector.files import Content, find_file

PREFIX = "/__explorer"
FILES = {
    "swagger-ui.js": "vendor/swagger-ui.js",
    "swagger-ui.css": "vendor/swagger-ui.css",
    "explorer.js": "js/explorer.js",
}
ICON = "/favicon.ico"


class Explorer(Content):
    """The page, whose library draws with styles and pictures that stand in its code."""

    @property
    def _policy(self) -> str:
        return f"{super()._policy}; style-src 'self' 'unsafe-inline'; img-src 'self' data:"


async def show(request: Request) -> Response:
    """The explorer of the document that stands beside it."""
    page = _get("explorer.html")
    return Explorer(page.body, page.kind).response(request.headers)


async def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FILES:
        raise NotFound(f"The explorer has no file {name!r}; expected one of {', '.join(FILES)}.")
    return _get(FILES[name]).response(request.headers)


async def _icon(request: Request) -> Response:
    return _get("favicon.svg").response(request.headers)


def _get(name: str) -> Content:
    content = find_file(name)
    assert content is not None  # noqa: S101 - as it ships with this package
    return content


def _links(has_admin: bool) -> dict[str, str]:
    api = {"api": "/v1", "document": "/openapi.json", "explorer": "/docs", "health": "/readyz"}
    lab = {name: f"{ADMIN_PREFIX}{place}" for name, place in LAB.items()} if has_admin else {}
    return {"name": "mockserver", "version": __version__} | api | lab


LAB = {"lab": "", "labDocument": "/openapi.json", "labExplorer": "/docs", "guides": "/llms.txt"}


def routes(*, has_admin: bool) -> list[Route]:
    """What is served beside the documents: to browsers that ask for HTML, the inspector stands before it."""

    async def tell(_: Request) -> Response:
        return JSONResponse(_links(has_admin))

    found = [
        Route("/", tell),
        Route("/docs", show),
        Route(f"{PREFIX}/{{name}}", _serve),
        Route(ICON, _icon),
    ]
    return [*found, Route(ADMIN_PREFIX, tell)] if has_admin else found
