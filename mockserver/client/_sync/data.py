"""What there is in a sandbox, page by page."""

from typing import Literal

from mockserver.client._sync.connection import Connection
from mockserver.client.arguments import without_none
from mockserver.client.types import EventPage, ListedEvent, PassesPage, ProjectOverview


class Data:
    """What there is. The whole of it in one piece is the state of the sandbox."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def projects(self) -> list[ProjectOverview]:
        """All projects, and how much there is of each."""
        found: list[ProjectOverview] = (self._connection.get("projects"))["projects"]
        return found

    def events(
        self,
        *,
        project: int | None = None,
        q: str | None = None,
        group: str | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> EventPage:
        """A page of events, in id order.

        Args:
            project: the id of their project.
            q: a part of a value, or of the external id.
            group: a pass group that they are in.
            limit: how many there may be on the page, up to 200; by default 50.
            after: what `next` told, for the page that follows.
        """
        asked = without_none(project=project, q=q, group=group, limit=limit, after=after)
        page: EventPage = self._connection.get("events", **asked)
        return page

    def event(self, event_id: int) -> ListedEvent:
        """The event of an id, whatever project it is of."""
        found: ListedEvent = self._connection.get("events", str(event_id))
        return found

    def passes(
        self,
        *,
        event: int | None = None,
        status: Literal["not_been_installed", "installed", "uninstalled"] | None = None,
        limit: int | None = None,
        after: int | None = None,
    ) -> PassesPage:
        """A page of passes, in id order; also of those whose event is gone.

        Args:
            event: the id of their event.
            status: what they are.
            limit: how many there may be on the page, up to 200; by default 50.
            after: what `next` told, for the page that follows.
        """
        asked = without_none(event=event, status=status, limit=limit, after=after)
        page: PassesPage = self._connection.get("passes", **asked)
        return page
