"""The floor plan: joins the rooms into one application and owns its lifespan."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from mockserver import __version__
from mockserver.domain.errors import ApiError
from mockserver.sandbox.factory import open_sandbox
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.seeds.files import SeedFile
from mockserver.settings import Settings
from mockserver.web import health, problems
from mockserver.web.admin.lazy import PREFIX, LazyAdmin
from mockserver.web.api import events, pass_groups, passes
from mockserver.web.api.path_forms import mount_path_forms
from mockserver.web.middleware.context import RequestContextMiddleware
from mockserver.web.middleware.dispatch import Corridor
from mockserver.web.middleware.faults import Faults
from mockserver.web.middleware.normalize import NormalizePath
from mockserver.web.openapi import DocumentedApp


def create_app(settings: Settings | None = None, seeds: list[SeedFile] | None = None) -> FastAPI:
    """The whole server as an ASGI application. EmptyObject is opened before its lifespan begins.

    Args:
        settings: how it runs; by default what the environment says.
        seeds: what it begins with, instead of the seeds that the settings name.
    """
    app = DocumentedApp(
        title="Airship Wallet Events API (mock)",
        version=__version__,
        lifespan=_lifespan,
        redirect_slashes=False,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings = settings or Settings()
    app.state.seeds = seeds
    app.state.sandboxes = None
    app.state.began = time.monotonic()
    for router in (events.router, passes.router, pass_groups.router):
        mount_path_forms(router, onto=app.router)
    app.router.routes.extend(health.ROUTES)
    if not app.state.settings.no_admin:
        app.mount(PREFIX, LazyAdmin(app.state))
    app.add_exception_handler(ApiError, problems.told)
    app.add_exception_handler(HTTPException, problems.routing)
    app.add_middleware(Corridor, routes=app.routes)
    app.add_middleware(Faults)
    app.add_middleware(NormalizePath)
    app.add_middleware(RequestContextMiddleware)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    app.state.sandboxes = SandboxRegistry(
        open_sandbox(settings, app.state.seeds),
        limit=settings.max_sandboxes,
        idle_seconds=settings.sandbox_ttl,
        autocreate=settings.sandbox_autocreate,
    )
    try:
        yield
    finally:
        app.state.sandboxes.close()
        app.state.sandboxes = None
