"""Callbacks that were sent, as the admin API shows them."""

from typing import Any, Literal

from pydantic import Field

from mockserver.domain.callbacks import Act
from mockserver.domain.clock import to_milliseconds
from mockserver.domain.refs import Id
from mockserver.sandbox.callbacks.deliveries import Delivery, Fate
from mockserver.web.admin.dependencies import LONGEST_WAIT, AdminModel
from mockserver.web.redaction import without_secrets

DELIVERED = {
    "id": "delivery-1",
    "at": "2026-01-01T00:00:00.000Z",
    "act": "install",
    "pass": 1,
    "fate": "answered",
    "request": {
        "method": "POST",
        "url": "http://127.0.0.1:9000/v1/pass/install",
        "headers": {"X-Client": "tests"},
        "body": {"passId": 1, "platform": "ios"},
    },
    "response": {"status": 200, "body": ""},
    "error": None,
    "durationMs": 3.142,
    "fault": None,
    "cause": "4f1c2a-000007",
}


class DeliveryRequest(AdminModel):
    """What is sent."""

    method: Literal["POST"] = "POST"
    url: str
    headers: dict[str, str] = Field(description="Those that were registered; credentials are not told.")
    body: dict[str, Any]


class DeliveryResponse(AdminModel):
    """What the receiver answered."""

    status: int
    body: str = Field(description="Its beginning.")


class DeliveryState(AdminModel):
    """A callback, and what became of it."""

    id: str
    at: str = Field(description="When it was made, by the clock of the sandbox.")
    act: Act
    pass_: Id = Field(alias="pass")
    fate: Fate
    request: DeliveryRequest
    response: DeliveryResponse | None = Field(description="Null if none came.")
    error: str | None = Field(None, description="Why none came.")
    duration_ms: float
    fault: str | None = Field(None, description="The fault that was met on purpose.")
    cause: str = Field(description="The request that caused it, as its X-Mockserver-Request-Id has it.")

    @classmethod
    def of(cls, delivery: Delivery) -> "DeliveryState":
        """A delivery as it is answered."""
        notice, outcome = delivery.notice, delivery.outcome
        response = None
        if outcome.status is not None:
            response = DeliveryResponse(status=outcome.status, body=outcome.answer)
        return cls(
            id=delivery.id,
            at=to_milliseconds(delivery.at),
            act=notice.act,
            pass_=notice.pass_id,
            fate=delivery.fate,
            request=DeliveryRequest(
                url=notice.url, headers=without_secrets(notice.headers), body=notice.body
            ),
            response=response,
            error=outcome.error,
            duration_ms=round(outcome.milliseconds, 3),
            fault=delivery.fault,
            cause=delivery.cause,
        )


class DeliveryList(AdminModel):
    """Deliveries, the newest last."""

    deliveries: list[DeliveryState]
    count: int

    @classmethod
    def of(cls, found: list[Delivery], limit: int | None = None) -> "DeliveryList":
        """Deliveries as they are answered, or the newest of them; all are counted."""
        shown = found if limit is None else found[max(0, len(found) - limit) :]
        return cls(deliveries=[DeliveryState.of(each) for each in shown], count=len(found))


class DeliveryFilter(AdminModel):
    """Which deliveries are meant; what is left out is not asked for."""

    pass_: Id | None = Field(None, alias="pass", description="The pass that they are about.")
    act: Act | None = None
    fate: Fate | None = None

    def admits(self, delivery: Delivery) -> bool:
        """Whether a delivery is meant."""
        return (
            self.pass_ in (None, delivery.notice.pass_id)
            and self.act in (None, delivery.notice.act)
            and self.fate in (None, delivery.fate)
        )


class DeliveryQuery(DeliveryFilter):
    """Which deliveries are meant, and how many of them."""

    limit: int | None = Field(None, ge=0, description="Only so many of the newest.")


class AwaitedDeliveries(AdminModel):
    """The deliveries to wait for."""

    match: DeliveryFilter = Field(default_factory=DeliveryFilter)
    count: int = Field(1, ge=0, description="How many there must be, those settled before included.")
    timeout_ms: int = Field(5000, ge=0, le=LONGEST_WAIT, description="How long to wait for them.")


def summary(delivery: Delivery) -> dict[str, Any]:
    """A callback that something has become of, for a list: without headers and bodies."""
    notice, outcome = delivery.notice, delivery.outcome
    return {
        "id": delivery.id,
        "at": to_milliseconds(delivery.at),
        "milliseconds": round(outcome.milliseconds, 3),
        "act": notice.act,
        "pass": notice.pass_id,
        "url": notice.url,
        "fate": delivery.fate,
        "status": outcome.status,
        "error": outcome.error,
        "fault": delivery.fault,
        "cause": delivery.cause,
    }
