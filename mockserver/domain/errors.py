"""The vendor's error table as code: the only place where an error's status is written.

    ApiError
    ├── InvalidRequest          400
    ├── Unauthorized            401
    ├── Forbidden               403
    ├── NotFound                404
    ├── MethodNotAllowed        405
    ├── Conflict                409
    ├── TooLong                 413
    ├── UnsupportedMediaType    415
    ├── InternalError           500
    ├── ServiceUnavailable      503
    └── InsufficientStorage     507

Assumed: A-2 (the descriptions are the ones a client of the vendor's carries).
"""

from collections.abc import Mapping
from http import HTTPStatus


class ApiError(Exception):
    """An answer other than success.

    Attributes:
        status: of HTTP.
        description: what the vendor says for that status.
        details: one sentence that names the field, the value and what was expected.
        headers: response headers that belong to this error.
        cause: a short stable name of what led to it, such as `event.unknown`; empty if it has none.
    """

    status: int
    description: str

    def __init__(self, details: str, headers: Mapping[str, str] | None = None, cause: str = "") -> None:
        super().__init__(details)
        self.details = details
        self.headers = dict(headers or {})
        self.cause = cause


class InvalidRequest(ApiError):
    """Missing or malformed input."""

    status = 400
    description = "The request is invalid."


class Unauthorized(ApiError):
    """No usable credentials. Assumed: A-9."""

    status = 401
    description = "You are not authorized to make that request."

    def __init__(
        self, details: str, challenge: str = 'Basic realm="Airship Wallet"', cause: str = ""
    ) -> None:
        super().__init__(details, {"WWW-Authenticate": challenge}, cause)


class Forbidden(ApiError):
    """Credentials that are known, but belong to another project. Assumed: A-8."""

    status = 403
    description = "You are not authorized to make that request (Forbidden)."


class NotFound(ApiError):
    """No such path, project, event or pass group."""

    status = 404
    description = "The resource is no longer at that location."


class MethodNotAllowed(ApiError):
    """The path exists, but not with this method; `allowed` is every method it has."""

    status = 405
    description = "Method not allowed on this resource."

    def __init__(self, method: str, allowed: list[str]) -> None:
        listing = ", ".join(allowed)
        details = f"{method} is not allowed here; expected one of {listing}."
        super().__init__(details, {"Allow": listing}, "method.unknown")


class Conflict(ApiError):
    """Something of that name is there already."""

    status = 409
    description = "Conflict:  The request could not be completed due to a conflict of current resources."


class TooLong(ApiError):
    """A request body over the limit. Assumed: A-6."""

    status = 413
    description = "The request is too long."


class UnsupportedMediaType(ApiError):
    """A request body that is declared to be something other than JSON. Assumed: A-6."""

    status = 415
    description = "Unsupported Media Type."


class InternalError(ApiError):
    """A fault of this server."""

    status = 500
    description = "Internal Server Error."


class ServiceUnavailable(ApiError):
    """The seeds are not in yet, or what they are kept in fails."""

    status = 503
    description = "Service unavailable."


class InsufficientStorage(ApiError):
    """The disk or the memory that everything is kept in is full. Nothing of the request was kept."""

    status = 507
    description = "Insufficient Storage."


ERROR_STATUSES = range(400, 600)
REQUEST_TIMEOUT, TOO_MANY_REQUESTS, HEAD_TOO_LONG = 408, 429, 431
OTHERS = {
    402: "You must subscribe to make that request.",
    406: "Not Acceptable:   The resource identified by the request is only capable of generating response"
    " entities which have content characteristics not acceptable according to the accept headers sent in"
    " the request.",
    408: "The request timed out.",
    410: "Resource is no longer available at this server and no forwarding address is known.",
    411: "The request can not be handled without a defined Content-Length.",
    422: "Could not process the provided entity.",
    501: "Not Implemented.",
}
"""What the vendor says for the statuses that this server sends only if it is asked to. Assumed: A-2."""


CAUSES = {
    "body.encoding": "A-6",
    "body.malformed": "A-6",
    "body.missing": "A-6",
    "body.too-long": "A-6",
    "body.type": "A-6",
    "credentials.expired": "A-31",
    "credentials.foreign": "A-8",
    "credentials.malformed": "A-9",
    "credentials.missing": "A-9",
    "credentials.scope": "A-31",
    "credentials.unknown": "A-9",
    "event.unknown": "A-18",
    "field.missing": "A-14",
    "group.unknown": "published",
    "invalid": "published",
    "membership.unknown": "A-22",
    "method.unknown": "A-5",
    "missing": "published",
    "path.encoding": "A-4",
    "path.unknown": "A-2",
    "project.unknown": "A-18",
    "removal.unknown": "published",
    "revision.missing": "published",
    "revision.unsupported": "published",
}
"""What leads to an error below `/v1`, by its stable name, and what its status rests on."""
FOUND = frozenset(
    {"body.type", "field.missing", "invalid", "missing", "revision.missing", "revision.unsupported"}
)
"""The causes that are findings: who does not mind them can go on."""


def may_have(cause: str, status: int) -> bool:
    """Whether this server can answer a cause with a status; one below 400 lets the request pass."""
    return status in ERROR_STATUSES or cause in FOUND


def of_status(
    status: int, details: str, headers: Mapping[str, str] | None = None, cause: str = ""
) -> ApiError:
    """The error of any status, for those who ask for one."""
    error = ApiError(details, headers, cause)
    error.status, error.description = status, describe(status)
    return error


def describe(status: int) -> str:
    """What the vendor says for a status; where that is not known, what HTTP says.

    >>> describe(503), describe(418)
    ('Service unavailable.', "I'm a Teapot.")
    """
    known = OTHERS | {error.status: error.description for error in ApiError.__subclasses__()}
    try:
        return known.get(status) or f"{HTTPStatus(status).phrase}."
    except ValueError:
        return "Client error." if status < InternalError.status else "Server error."
