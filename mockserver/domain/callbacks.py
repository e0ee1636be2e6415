"""Callbacks: what a customer's server is told when a pass is installed or uninstalled.

Source: callbacks § Installation callbacks.
"""

from enum import StrEnum
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from mockserver.domain.clock import to_milliseconds
from mockserver.domain.headers import HeaderName, HeaderValue
from mockserver.domain.records import PassRecord

SCHEMES = frozenset({"http", "https"})
FRAMING = frozenset({"host", "content-length", "transfer-encoding", "connection", "content-type"})
"""Headers of a callback that nobody else writes."""


def is_base_url(text: str) -> bool:
    """Whether callbacks can be sent below a URL."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_plain = text.isascii() and text.isprintable() and not set(' ?#\\"<>') & set(text)
    return is_plain and parts.scheme in SCHEMES and bool(parts.hostname) and port != 0 and "@" not in text


def _check_url(url: str) -> str:
    if not is_base_url(url):
        raise PydanticCustomError("base_url", "a URL such as https://example.com/wallet, without a query")
    return url


def _check_headers(headers: dict[str, str]) -> dict[str, str]:
    ours = [name for name in headers if name.lower() in FRAMING]
    if ours:
        raise PydanticCustomError("framing", f"headers other than {ours[0]}, which the server writes")
    return headers


BaseUrl = Annotated[
    str,
    AfterValidator(_check_url),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
    Field(description="What the paths of callbacks are appended to."),
]
CallbackHeaders = Annotated[dict[HeaderName, HeaderValue], AfterValidator(_check_headers)]


class Act(StrEnum):
    """What was done with a pass, as the path of a callback names it."""

    INSTALL = "install"
    UNINSTALL = "uninstall"


OPERATIONS = frozenset(f"callback_{act}" for act in Act)
"""What the callbacks are called where operations are named, as in fault plans."""


class CallbackRecord(NamedTuple):
    """Where a customer wants to be told.

    Attributes:
        project_id: whose passes it is about; None for those of projects that have none of their own.
        base_url: what the paths of callbacks are appended to.
        headers: to send along.
    """

    project_id: int | None
    base_url: str
    headers: dict[str, str]


class Notice(NamedTuple):
    """One callback, ready to be sent.

    Attributes:
        act: what was done.
        pass_id: the pass that it was done with.
        event_id: its event; None if that was deleted.
        url: where it goes.
        headers: to send along.
        body: what it says.
    """

    act: Act
    pass_id: int
    event_id: int | None
    url: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def operation(self) -> str:
        """What the callback is called where operations are named."""
        return f"callback_{self.act}"


def callback_url(base_url: str, act: Act, version: str = "/v1") -> str:
    """Where a callback goes. Source: R-7.

    >>> callback_url("https://example.com/wallet/", Act.INSTALL)
    'https://example.com/wallet/v1/pass/install'
    """
    return f"{base_url.rstrip('/')}{version}/pass/{act}"


def describe(held: PassRecord) -> dict[str, Any]:
    """What a callback says of a pass. Source: callbacks § Installation callbacks."""
    said: dict[str, Any] = {
        "passId": held.id,
        "templateId": held.template_id,
        "serialNumber": held.serial_number,
        "createdAt": to_milliseconds(held.created_at),
        "updatedAt": to_milliseconds(held.updated_at),
    }
    if held.external_id is not None:
        said["externalId"] = held.external_id
    return said | {"platform": held.platform}
