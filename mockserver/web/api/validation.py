"""Judging what a request says: read a body or a query, tell what is wrong with it, mend it where asked.

The shapes in `schemas` are the one home of what is allowed. Here their complaints become findings, and,
where the policy is lenient, the document is mended as a person would understand it and judged again.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, to_json

from mockserver.domain.findings import Finding, Level
from mockserver.domain.messages import dotted, sentence
from mockserver.domain.text import json_pointer
from mockserver.web.api import undocumented
from mockserver.web.api.documents import Document, read_document
from mockserver.web.api.schemas.requests import Body, PassQuery
from mockserver.web.context import RequestContext

Shape = TypeVar("Shape", bound=BaseModel)
BodyShape = TypeVar("BodyShape", bound=Body)
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
    body = _judge(shape, await read_document(context), context, _mend_body)
    context.findings.judge(undocumented.of_body(body, context.findings.source))
    return body


async def read_query(shape: type[PassQuery], context: RequestContext) -> PassQuery:
    """The query of a request.

    Raises:
        InvalidRequest: its strictness refuses it.
    """
    if not context.has_query:
        return _nothing_asked(shape)
    sent = context.query
    query = _judge(shape, dict(sent), context, _mend_query, "query ")
    counted = Counter(name for name, _ in sent)
    repeated = [name for name, count in counted.items() if count > 1]
    too_large = Level.VIOLATION if context.turned("A-26") else Level.UNDOCUMENTED
    context.findings.judge(
        undocumented.of_query(query, repeated, context.findings.source, too_large=too_large)
    )
    return query


@cache
def _nothing_asked(shape: type[PassQuery]) -> PassQuery:
    return shape.model_validate({})


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
    if complaint["type"] == "missing" and last in EMPTY:
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


def _violation(complaint: ErrorDetails, source: str, prefix: str) -> Finding:
    steps = complaint["loc"]
    name = dotted(steps)
    at = f"{prefix}{name}" if prefix else json_pointer(*steps)
    code = "missing" if complaint["type"] == "missing" else "invalid"
    return Finding(code, Level.VIOLATION, at, sentence(name, complaint), source)
