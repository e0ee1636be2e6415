"""What every operation of the document has in common."""

from typing import Any

from mockserver.domain import errors

PREFIX = "/v1/events/project"
COMMON = (errors.InvalidRequest, errors.Unauthorized, errors.Forbidden, errors.NotFound, errors.InternalError)
WITH_BODY = (errors.TooLong, errors.UnsupportedMediaType)

PASS_GROUP = {
    "name": "passGroup",
    "in": "path",
    "required": True,
    "description": "The name of the pass group, percent-encoded.",
    "schema": {"type": "string", "minLength": 1},
    "example": "giants_2019-09-25",
}


Responses = dict[int | str, dict[str, Any]]

# By reference: FastAPI would build a validator for each error of each route, which shows at every start.
PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def error_responses(*others: type[errors.ApiError]) -> Responses:
    """The errors that an operation really sends, beside those that all send."""
    sent: set[type[errors.ApiError]] = {*COMMON, *others}
    return {
        error.status: {"description": error.description, "content": PROBLEM}
        for error in sorted(sent, key=_status)
    }


def _status(error: type[errors.ApiError]) -> int:
    return error.status
