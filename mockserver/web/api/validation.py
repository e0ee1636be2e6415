"""Judging what a request says: read a body or a query, tell what is wrong with it, mend it where asked.

The shapes in `schemas` are the one home of what is allowed. Here their complaints become findings, and,
where the policy is lenient, the document is mended as a person would understand it and judged again.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, from_json, to_json

from mockserver.domain.errors import InvalidRequest, UnsupportedMediaType
from mockserver.domain.findings import Finding, Level
from mockserver.domain.messages import dotted, sentence
from mockserver.domain.text import abbreviate, json_pointer
from mockserver.web.api import undocumented
from mockserver.web.api.schemas.requests import Body, PassQuery
from mockserver.web.context import RequestContext

Shape = TypeVar("Shape", bound=BaseModel)
BodyShape = TypeVar("BodyShape", bound=Body)
Document = dict[str, Any]
Mend = Callable[[Document, ErrorDetails], bool]

EMPTY: dict[str | int, Callable[[], Any]] = {"fields": dict, "passGroups": list}
"""What a lenient reader takes a missing property for."""
ROUNDS = 3
"""Of mending: a null in a required place is first left out, then found missing, then filled in."""


async def read_body(shape: type[BodyShape], context: RequestContext) -> BodyShape:
    """The body of a request.

    Raises:
        ApiError: it is unreadable, or its strictness refuses it.
    """
    body = _judge(shape, await _read_document(context), context, _mend_body)
    context.findings.judge(undocumented.of_body(body, context.findings.source))
    return body


async def read_query(shape: type[PassQuery], context: RequestContext) -> PassQuery:
    """The query of a request.

    Raises:
        InvalidRequest: its strictness refuses it.
    """
    sent = context.query
    query = _judge(shape, dict(sent), context, _mend_query, "query ")
    counted = Counter(name for name, _ in sent)
    repeated = [name for name, count in counted.items() if count > 1]
    context.findings.judge(undocumented.of_query(query, repeated, context.findings.source))
    return query


async def _read_document(context: RequestContext) -> Document:
    """The JSON object that a request carries. Assumed: A-6.

    Raises:
        ApiError: it is too long, not declared as JSON, malformed, or no object.
    """
    content = await context.read_body()
    if not content.strip():
        raise InvalidRequest("The request has no body; expected a JSON object.")
    _refuse_encoding(context)
    context.findings.judge(_media_type(context))
    try:
        document = from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidRequest(f"The request body is not JSON: {error}; expected a JSON object.") from error
    if not _is_finite(document):
        raise InvalidRequest("The request body holds a number that is too large; expected a JSON object.")
    if not isinstance(document, dict):
        raise InvalidRequest(f"The request body is {abbreviate(document)}; expected a JSON object.")
    return document


def _judge(
    shape: type[Shape], document: Document, context: RequestContext, mend: Mend, prefix: str = ""
) -> Shape:
    """A document as a shape; every complaint about it is a finding, which the policy judges.

    Args:
        shape: what the document should be.
        document: is mended in place where the policy lets a complaint pass.
        context: the request that it came with.
        mend: mends one complaint as a person would understand it; false if nobody could.
        prefix: what stands before a name in the query, such as `query `; empty for pointers into a body.

    Raises:
        InvalidRequest: a complaint is refused, or nobody could tell what was meant.
    """
    findings = context.findings
    for _ in range(ROUNDS):
        try:
            return shape.model_validate(document)
        except ValidationError as error:
            complaints = error.errors(include_url=False)
        noted = [_violation(complaint, context.findings.source, prefix) for complaint in complaints]
        findings.judge(noted)
        # From the last to the first, so that what is taken out of an array moves nothing still to be mended.
        hopeless = [
            finding
            for finding, complaint in reversed(list(zip(noted, complaints, strict=True)))
            if not mend(document, complaint)
        ]
        if hopeless:
            raise hopeless[-1].refuse()
    raise AssertionError(f"{shape.__name__} was mended {ROUNDS} times without end")


def _mend_body(document: Document, complaint: ErrorDetails) -> bool:
    """Numbers and booleans become strings, null is as if absent, what is missing is empty."""
    *path, last = complaint["loc"]
    place: Any = document
    for step in path:
        place = place[step]
    if complaint["type"] == "missing":
        place[last] = EMPTY[last]()
    elif complaint["input"] is None:
        del place[last]
    elif complaint["type"] == "string_type" and isinstance(complaint["input"], bool | int | float):
        place[last] = to_json(complaint["input"]).decode()
    else:
        return False
    return True


def _mend_query(document: Document, complaint: ErrorDetails) -> bool:
    """A parameter that makes no sense is as if absent: its default counts."""
    document.pop(str(complaint["loc"][0]), None)
    return True


def _refuse_encoding(context: RequestContext) -> None:
    """Bodies are read as they come; one that was compressed is told so, and not that it is no JSON."""
    encoding = context.header(b"content-encoding")
    if encoding is not None and encoding.strip().lower() not in {"", "identity"}:
        raise UnsupportedMediaType(
            f"The header Content-Encoding is {abbreviate(encoding)}; expected none, and a body as it is."
        )


def _media_type(context: RequestContext) -> Iterator[Finding]:
    declared = context.header(b"content-type")
    if declared is None:
        message = "The header Content-Type is missing; expected application/json."
        level = Level.UNDOCUMENTED
    else:
        kind = declared.partition(";")[0].strip().lower()
        if kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json")):
            return
        message = f"The header Content-Type is {abbreviate(declared)}; expected application/json."
        level = Level.VIOLATION
    yield Finding(
        "body.type", level, "header Content-Type", message, context.findings.source, UnsupportedMediaType
    )


def _is_finite(value: Any) -> bool:
    """Whether no number in a document is infinite, as `1e999` is once it is read."""
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    return all(map(_is_finite, value)) if isinstance(value, list) else True


def _violation(complaint: ErrorDetails, source: str, prefix: str) -> Finding:
    steps = complaint["loc"]
    name = dotted(steps)
    at = f"{prefix}{name}" if prefix else json_pointer(*steps)
    code = "missing" if complaint["type"] == "missing" else "invalid"
    return Finding(code, Level.VIOLATION, at, sentence(name, complaint), source)
