"""Answers of operations: built from what the store gives out, and written as JSON."""

from collections.abc import Mapping
from typing import Any, cast

import orjson

from mockserver.domain.clock import to_milliseconds, to_seconds
from mockserver.domain.records import EventRecord, PassRecord
from mockserver.web.api.schemas.requests import PassQuery
from mockserver.web.api.schemas.responses import Event, EventPass, Pagination


def write(answer: Mapping[str, Any]) -> bytes:
    """An answer as JSON."""
    return orjson.dumps(answer)


def of_event(event: EventRecord) -> Event:
    """An event. Its fields and groups go out as they are kept."""
    answer: dict[str, Any] = {"eventId": event.id}
    if event.external_id is not None:
        answer["eventExternalId"] = event.external_id
    answer["projectId"] = event.project_id
    if event.project_external_id is not None:
        answer["projectExternalId"] = event.project_external_id
    answer["createdAt"] = to_seconds(event.created_at)
    answer["updatedAt"] = to_seconds(event.updated_at)
    answer["passGroups"] = orjson.Fragment(event.groups_json)
    answer["fields"] = orjson.Fragment(event.fields_json)
    return cast("Event", answer)


def of_pass(record: PassRecord, public_base: str) -> EventPass:
    """A pass; what leads to it begins with the public base."""
    answer: dict[str, Any] = {
        "id": record.id,
        "templateId": record.template_id,
        "url": f"{public_base}/v1/pass/{record.id}/download",
        "serialNumber": record.serial_number,
        "createdAt": to_milliseconds(record.created_at),
        "updatedAt": to_milliseconds(record.updated_at),
        "status": record.status,
    }
    if record.installed_at is not None:
        answer["installedAt"] = to_milliseconds(record.installed_at)
    answer["platform"] = record.platform
    if record.external_id is not None:
        answer["externalId"] = record.external_id
    return cast("EventPass", answer)


def of_page(query: PassQuery) -> Pagination:
    """Where the page stands that a query asked for."""
    return {
        "order": query.order,
        "direction": query.direction.lower(),
        "page": query.page,
        "start": query.start,
        "pageSize": query.served_size,
    }
