"""The application: everything that a server answers, and its lifespan."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from mockserver import __version__
from mockserver.domain.errors import ApiError
from mockserver.domain.protocol import ADMIN_PREFIX
from mockserver.domain.steps import Meter
from mockserver.sandbox.factory import open_sandbox
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.seeds.files import SeedFile
from mockserver.services.signing import load_signer
from mockserver.settings import Settings
from mockserver.web import explorer, health, metrics, problems
from mockserver.web.admin.lazy import LazyAdmin
from mockserver.web.api import callbacks, downloads, events, pass_groups, passes, taps, tokens
from mockserver.web.api.operation import Operation
from mockserver.web.api.path_forms import mount_path_forms
from mockserver.web.inspector.app import Inspector
from mockserver.web.middleware.last_resort import LastResort
from mockserver.web.middleware.pipeline import Pipeline
from mockserver.web.openapi import DocumentedApp
from mockserver.web.routing import OperationRouter
from mockserver.web.state import Counts, ServerState

ROUTERS = (
    events.router,
    passes.router,
    downloads.router,
    callbacks.router,
    pass_groups.router,
    taps.router,
    tokens.router,
)
"""The operations of the vendor."""


class Application(DocumentedApp):
    """All that a server answers: the pipeline serves, FastAPI describes the operations and serves the pages.

    Attributes:
        state: what all requests share.
    """

    state: ServerState  # type: ignore[assignment] # Starlette's own holds anything

    def __init__(self, settings: Settings, seeds: list[SeedFile] | None) -> None:
        super().__init__(
            title="Airship Wallet Events API (mock)",
            version=__version__,
            lifespan=_lifespan,
            redirect_slashes=False,
            docs_url=None,
            redoc_url=None,
            telemetry={"tracing": False, "metrics": False, "logs": False},
        )
        for router in ROUTERS:
            mount_path_forms(router, onto=self.router)
        operations = OperationRouter(route for route in self.routes if isinstance(route, Operation))
        self.state = ServerState(settings, operations, seeds)
        self._pipeline = Pipeline(self.state, super().__call__)
        self.router.routes.extend([*health.ROUTES, *explorer.routes(has_admin=not settings.no_admin)])
        if not settings.no_metrics:
            self.router.routes.append(metrics.ROUTE)
        if settings.no_admin:
            self.guides = None
        else:
            self.mount(ADMIN_PREFIX, LazyAdmin(self.state, self._pipeline))
        self.add_exception_handler(ApiError, problems.handle)
        self.add_exception_handler(HTTPException, problems.handle_routing)
        if not settings.no_admin and not settings.no_inspector:
            self.add_middleware(Inspector, settings=settings)
        self.add_middleware(LastResort)

    @property
    def registry(self) -> SandboxRegistry:
        """All sandboxes.

        Raises:
            ServiceUnavailable: the lifespan has not begun.
        """
        return self.state.registry

    @property
    def loading(self) -> Meter:
        """How much of the seeds is in already."""
        return self.state.loading

    def end_streams(self) -> None:
        """End all answers that tell of what happens: nothing more will."""
        if self.state.sandboxes is not None:
            self.state.sandboxes.end_streams()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live for as long as the server does."""
        await self._pipeline(scope, receive, send)


def create_app(settings: Settings | None = None, seeds: list[SeedFile] | None = None) -> Application:
    """The whole server as an ASGI application. Nothing is opened before its lifespan begins.

    Args:
        settings: how it runs; by default what the environment says.
        seeds: what it begins with, instead of the seeds that the settings name.
    """
    return Application(settings or Settings(), seeds)


@asynccontextmanager
async def _lifespan(app: Application) -> AsyncIterator[None]:
    state = app.state
    settings = state.settings
    state.sign = load_signer(settings.pass_certificate, settings.pass_key)
    state.counts = Counts()
    state.sandboxes = SandboxRegistry(
        open_sandbox(settings, state.seeds, state.loading),
        limit=settings.max_sandboxes,
        idle_seconds=settings.sandbox_ttl,
        autocreate=settings.sandbox_autocreate,
        shard=settings.shard,
    )
    state.registry.on_close.append(state.counts.keep_unconsumed)
    state.policy = state.registry.default.policy
    try:
        yield
    finally:
        state.sandboxes.close()
        state.sandboxes = None
