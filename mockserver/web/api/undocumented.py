"""What there is to say of a body or a query that has its documented shape."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from mockserver.domain.fields import DEFAULT_LABELS, PROPERTIES
from mockserver.domain.findings import MOST_NOTED, Finding, Level
from mockserver.domain.records import Fields
from mockserver.domain.text import abbreviate, json_pointer
from mockserver.web.api.schemas.base import LONGEST_GROUP
from mockserver.web.api.schemas.requests import (
    LARGEST_PAGE_SIZE,
    Body,
    CallbackRequest,
    Changes,
    EventRequest,
    GroupsRequest,
    PassQuery,
)
from mockserver.web.context import RequestContext

TIMES = frozenset({"doorsOpen", "startTime", "endTime"})
UNREMARKABLE = DEFAULT_LABELS.keys() - TIMES
"""Fields of which there is nothing to say if their properties are documented."""
READ_ONCE = ("Api-Revision", "Authorization", "Content-Type")
"""Headers that are read once, so that a second one with another value cannot be meant."""
ECHOED = frozenset({"start"})
"""Parameters that clients send back from the pagination of an answer. Assumed: A-27."""


def of_body(body: Body, source: str) -> Iterator[Finding]:
    """What a request body says beyond, or against, the documentation."""
    for name in body.model_extra or {}:
        message = f"{name} is not a documented property of this request; it is ignored."
        yield _undocumented("body.undocumented", json_pointer(name), message, source)
    if isinstance(body, Changes | EventRequest):
        yield from _of_fields(body.sent_fields or {}, source)
    if isinstance(body, GroupsRequest) and not body.pass_groups:
        message = "passGroups is []; expected an array that is not empty."
        yield Finding("invalid", Level.VIOLATION, json_pointer("passGroups"), message, source)
    if isinstance(body, CallbackRequest) and not body.base_url.startswith("https:"):
        message = f"baseUrl is {abbreviate(body.base_url)}; expected a URL that begins with https."
        yield Finding("invalid", Level.VIOLATION, json_pointer("baseUrl"), message, source)
    if isinstance(body, EventRequest | GroupsRequest):
        yield from _of_groups(body.pass_groups, source)


def _of_groups(groups: list[str], source: str) -> Iterator[Finding]:
    for index, group in enumerate(groups):
        if len(group) > LONGEST_GROUP:
            message = (
                f"passGroups.{index} is {abbreviate(group)}; expected at most {LONGEST_GROUP} characters."
            )
            yield Finding("invalid", Level.VIOLATION, json_pointer("passGroups", index), message, source)


def _of_fields(fields: Fields, source: str) -> Iterator[Finding]:
    """What fields say beyond the documentation: of each of the first, and of the rest by the kind."""
    remarkable = [
        (key, field)
        for key, field in fields.items()
        if key not in UNREMARKABLE or not field.keys() <= PROPERTIES
    ]
    for key, field in remarkable[:MOST_NOTED]:
        yield from _of_field(key, field, source)
    yield from _of_many(dict(remarkable[MOST_NOTED:]), source)


def _of_many(fields: Fields, source: str) -> Iterator[Finding]:
    """What fields of no documented name say, each kind of it once; those of documented names come first."""
    unknown = [key for key in fields if key not in DEFAULT_LABELS]
    properties = [(key, name) for key, field in fields.items() for name in field if name not in PROPERTIES]
    if unknown:
        yield _unknown_field(unknown[0], source, len(unknown))
    if properties:
        yield _unknown_property(*properties[0], source, len(properties))


def _of_field(key: str, field: dict[str, Any], source: str) -> Iterator[Finding]:
    if key not in DEFAULT_LABELS:
        yield _unknown_field(key, source)
    for name in (name for name in field if name not in PROPERTIES):
        yield _unknown_property(key, name, source)
    value = field.get("value")
    if key in TIMES and value is not None and not _is_date_time(value):
        message = f"fields.{key}.value is {abbreviate(value)}; expected an ISO 8601 date-time."
        yield _undocumented("value.undocumented", json_pointer("fields", key, "value"), message, source)


def _unknown_field(key: str, source: str, times: int = 1) -> Finding:
    message = f"fields.{key} is not a documented field; it is stored."
    return _undocumented("field.undocumented", json_pointer("fields", key), message, source, times)


def _unknown_property(key: str, name: str, source: str, times: int = 1) -> Finding:
    message = f"fields.{key}.{name} is not a documented property of a field; it is stored."
    return _undocumented("property.undocumented", json_pointer("fields", key, name), message, source, times)


def of_head(context: RequestContext, *, takes_query: bool) -> Iterable[Finding]:
    """What a head says beyond the documentation: a query that nobody reads, a header with two values."""
    if not context.has_query and not context.has_repeated_headers:
        return ()
    return _of_head(context, takes_query)


def _of_head(context: RequestContext, takes_query: bool) -> Iterator[Finding]:
    source = context.findings.source
    if context.has_query and not takes_query:
        for name in dict(context.query):
            message = f"{abbreviate(name)} is not a documented parameter of this request; it is ignored."
            yield _undocumented("query.undocumented", f"query {name}", message, source)
    if context.has_repeated_headers:
        for name in READ_ONCE:
            values = context.header_values(name.lower().encode())
            if len(set(values)) > 1:
                message = f"{name} is sent {len(values)} times with different values; the last one counts."
                yield _undocumented("header.repeated", f"header {name}", message, source)


def of_query(
    query: PassQuery, repeated: list[str], source: str, *, too_large: Level = Level.UNDOCUMENTED
) -> Iterator[Finding]:
    """What a query says beyond the documentation.

    Args:
        query: what was sent.
        repeated: the parameters sent more than once.
        source: the section of the documentation that describes it.
        too_large: how bad a page is that is larger than any. Assumed: A-26.
    """
    for name in (name for name in query.model_extra or {} if name not in ECHOED):
        message = f"{name} is not a documented parameter of this request; it is ignored."
        yield _undocumented("query.undocumented", f"query {name}", message, source)
    for name in repeated:
        message = f"{name} is sent more than once; the last one counts."
        yield _undocumented("query.repeated", f"query {name}", message, source)
    if query.page_size > LARGEST_PAGE_SIZE:
        size = abbreviate(query.page_size)
        message = f"pageSize is {size}; expected at most {LARGEST_PAGE_SIZE}, which is served."
        code = "query.large" if too_large is Level.UNDOCUMENTED else "invalid"
        yield Finding(code, too_large, "query pageSize", message, source)


def _undocumented(code: str, at: str, message: str, source: str, times: int = 1) -> Finding:
    return Finding(code, Level.UNDOCUMENTED, at, message, source, times=times)


def _is_date_time(value: str) -> bool:
    """Whether a value is a date and a time; T between them is preferred, not required."""
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return "T" in value or " " in value
