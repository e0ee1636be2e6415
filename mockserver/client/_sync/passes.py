"""The event passes of a sandbox, which the API itself can only list."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from mockserver.client._sync.connection import Connection
from mockserver.client.arguments import without_none
from mockserver.client.types import EventPass, LinkAnswer, TicketAnswer

Links: TypeAlias = list[LinkAnswer]


class Passes:
    """What holders of passes do."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(
        self,
        event: int,
        count: int = 1,
        *,
        platform: Literal["ios", "android"] | None = None,
        template_id: int | None = None,
        external_id: str | None = None,
        status: Literal["not_been_installed", "installed", "uninstalled"] | None = None,
    ) -> list[EventPass]:
        """Give an event new passes, all alike, made now.

        Args:
            event: its id.
            count: how many.
            platform: by default `ios`.
            template_id: by default that of the platform.
            external_id: `{n}` in it is the number of the pass, from 1; several passes need it.
            status: by default `not_been_installed`.
        """
        details = without_none(
            count=count,
            platform=platform,
            templateId=template_id,
            externalId=external_id,
            status=status,
        )
        passes: list[EventPass] = (self._connection.post("events", str(event), "passes", body=details))[
            "passes"
        ]
        return passes

    def install(self, pass_id: int) -> EventPass:
        """Have a pass installed now. One that is installed stays as it is."""
        return self._change(pass_id, "install")

    def uninstall(self, pass_id: int) -> EventPass:
        """Have a pass uninstalled now. One that is uninstalled stays as it is."""
        return self._change(pass_id, "uninstall")

    def make_tickets(
        self, event: int, attendees: Sequence[Mapping[str, Any]], *, landing_page_url: str | None = None
    ) -> Links:
        """Give attendees of an event a link each, whose first tap makes the pass.

        Args:
            event: its id.
            attendees: such as `{"adaptiveLinkExternalId": …, "fields": {"seat": {"value": "11"}}}`.
            landing_page_url: where devices without a wallet are led.
        """
        wanted = without_none(attendees=[dict(each) for each in attendees], landingPageUrl=landing_page_url)
        links: Links = (self._connection.post("events", str(event), "tickets", body=wanted))["links"]
        return links

    def ticket(self, pass_id: int) -> TicketAnswer:
        """What a wallet would show of a pass, zone by zone."""
        ticket: TicketAnswer = self._connection.get("passes", str(pass_id), "ticket")
        return ticket

    def _change(self, pass_id: int, change: str) -> EventPass:
        changed: EventPass = (self._connection.ask("POST", "passes", str(pass_id), change)).json()
        return changed
