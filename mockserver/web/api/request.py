"""A request to a documented operation, as the operation sees it."""

from contextlib import AbstractContextManager
from urllib.parse import unquote

from fastapi import Request

from mockserver.domain.policy import Reading
from mockserver.domain.refs import ByExternalId, ById, Ref
from mockserver.settings import Settings
from mockserver.store.unit_of_work import UnitOfWork
from mockserver.web.context import RequestContext


class OperationRequest(Request):
    """A request to a documented operation.

    Attributes:
        status: the status of the answer, unless an error is raised.
    """

    status: int

    @property
    def context(self) -> RequestContext:
        """The request's stay in its sandbox."""
        context: RequestContext = self.scope["mockserver.context"]
        return context

    @property
    def settings(self) -> Settings:
        """The settings of this server."""
        settings: Settings = self.app.state.settings
        return settings

    @property
    def reading(self) -> Reading:
        """The side to take where the documentation contradicts itself."""
        return self.context.policy.reading

    @property
    def source(self) -> str:
        """The section of the documentation that describes this operation."""
        return self.context.findings.source

    @property
    def project(self) -> Ref:
        """The project that the path names."""
        return self._ref("project")

    @property
    def event(self) -> Ref:
        """The event that the path names."""
        return self._ref("event")

    @property
    def pass_group(self) -> str:
        """The pass group that the path names."""
        return unquote(self.path_params["passGroup"])

    @property
    def public_base(self) -> str:
        """What links in an answer begin with: the setting, or the address that was asked."""
        if self.settings.public_base_url:
            return self.settings.public_base_url.rstrip("/")
        address, port = self.scope.get("server") or ("127.0.0.1", 80)
        host = self.headers.get("host") or f"{address}:{port}"
        return f"{self.scope['scheme']}://{host}{self.context.base_path}"

    def work(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work, committed before the answer leaves."""
        return self.context.work()

    def _ref(self, noun: str) -> Ref:
        by_id = self.path_params.get(f"{noun}Id")
        return (
            ById(by_id) if by_id is not None else ByExternalId(unquote(self.path_params[f"{noun}ExternalId"]))
        )
