"""What every operation of the document has in common."""

from mockserver.domain import errors
from mockserver.web import problems
from mockserver.web.problems import Responses

PREFIX = "/v1/events/project"
COMMON = (
    errors.InvalidRequest,
    errors.Unauthorized,
    errors.Forbidden,
    errors.NotFound,
    errors.InternalError,
    errors.ServiceUnavailable,
    errors.InsufficientStorage,
)
WITH_BODY = (errors.TooLong, errors.UnsupportedMediaType)

PASS_GROUP = {
    "name": "passGroup",
    "in": "path",
    "required": True,
    "description": "The name of the pass group, percent-encoded.",
    "schema": {"type": "string", "minLength": 1},
    "example": "giants_2019-09-25",
}


def error_responses(*others: type[errors.ApiError]) -> Responses:
    """The errors that an operation really sends, beside those that all send."""
    return problems.error_responses({*COMMON, *others})
