"""The admin API as an application of its own, with a document of its own."""

from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.routing import Route

from mockserver import __version__
from mockserver.domain import errors
from mockserver.domain.errors import ApiError
from mockserver.seeds.files import SeedRefused
from mockserver.web import explorer, problems
from mockserver.web.admin import (
    again,
    callbacks,
    cards,
    clock,
    data,
    faults,
    fidelity,
    guides,
    report,
    requests,
    sandboxes,
    seed_bodies,
    seeds,
    snapshots,
    state,
    stream,
    tally,
    tickets,
    wallet,
)
from mockserver.web.admin.cross_origin import CrossOrigin
from mockserver.web.admin.document import complete
from mockserver.web.admin.guard import Guard
from mockserver.web.middleware.last_resort import LastResort
from mockserver.web.middleware.pipeline import Pipeline
from mockserver.web.openapi import CONTACT, DescribedApp, finish
from mockserver.web.state import ServerState

PARTS = (
    sandboxes,
    clock,
    faults,
    requests,
    again,
    stream,
    state,
    snapshots,
    wallet,
    data,
    fidelity,
    cards,
    seeds,
    report,
    tally,
    guides,
    callbacks,
    tickets,
)
"""The modules with the operations; the first line of the first of a group says what that is about."""
TAGS = [
    {"name": tag, "description": doc.partition("\n")[0]}
    for tag, doc in {str(part.router.tags[0]): str(part.__doc__) for part in reversed(PARTS)}.items()
][::-1]
EVERYWHERE = (
    errors.InvalidRequest,
    errors.Unauthorized,
    errors.Forbidden,
    errors.NotFound,
    errors.MethodNotAllowed,
    errors.Conflict,
    errors.TooLong,
    errors.UnsupportedMediaType,
    errors.InternalError,
    errors.ServiceUnavailable,
    errors.InsufficientStorage,
)
"""Errors that every operation may send."""


GUIDES = "guides"
"""Where the guides are, beside the document."""


class AdminApp(DescribedApp):
    """The admin API, whose document tells what is really sent.

    Attributes:
        pipeline: answers the requests that are sent again.
    """

    def __init__(self, pipeline: Pipeline, **options: Any) -> None:
        super().__init__(**options)
        self.pipeline = pipeline

    def describe(self) -> dict[str, Any]:
        """A new document of the admin API."""
        document = super().describe()
        finish(document, GUIDES)
        complete(document, [route for part in PARTS for route in part.router.routes])
        return document


def create_admin(server: ServerState, pipeline: Pipeline) -> FastAPI:
    """The admin API of a server.

    Args:
        server: what it belongs to.
        pipeline: answers the requests that are sent again.
    """
    app = AdminApp(
        pipeline,
        title="mockserver lab",
        version=__version__,
        description="What tests may do that real callers may not. Each request is about one sandbox.",
        contact=CONTACT,
        openapi_tags=TAGS,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        responses=problems.error_responses(EVERYWHERE),
    )
    for part in PARTS:
        app.include_router(part.router)
    app.router.routes.append(Route("/docs", explorer.show))
    app.add_middleware(Guard, settings=server.settings)
    app.add_middleware(LastResort)
    app.add_middleware(CrossOrigin, settings=server.settings)
    app.add_exception_handler(ApiError, problems.handle)
    app.add_exception_handler(HTTPException, problems.handle_routing)
    app.add_exception_handler(SeedRefused, _bad_seed)
    return app


async def _bad_seed(_: Request, error: Exception) -> Response:
    assert isinstance(error, SeedRefused)  # noqa: S101 - what this handler is registered for
    return seed_bodies.refused(error)
