"""Rows as the entries of a seed document: the form in which a world is told of."""

from typing import Any

from pydantic_core import from_json

from mockserver.domain.clock import to_milliseconds
from mockserver.store.rows import Columns

SeedEntry = dict[str, Any]
"""What a seed says of one thing. What is empty is left out."""


def event_entry(row: Columns, groups: list[str]) -> SeedEntry:
    """An event without its passes; groups in the order joined."""
    return _said(
        id=row["id"],
        externalId=row["external_id"],
        passGroups=groups or None,
        createdAt=to_milliseconds(row["created_at"]),
        updatedAt=to_milliseconds(row["updated_at"]),
        fields=from_json(row["fields"]),
    )


def pass_entry(row: Columns) -> SeedEntry:
    """A pass, whatever event it is of."""
    installed_at = row["installed_at"]
    return _said(
        id=row["id"],
        externalId=row["external_id"],
        templateId=row["template_id"],
        serialNumber=row["serial_number"],
        platform=row["platform"],
        status=row["status"],
        createdAt=to_milliseconds(row["created_at"]),
        updatedAt=to_milliseconds(row["updated_at"]),
        installedAt=None if installed_at is None else to_milliseconds(installed_at),
    )


def project_entry(row: Columns) -> SeedEntry:
    """A project without its events."""
    return _said(
        id=row["id"],
        externalId=row["external_id"],
        name=row["name"],
        key=row["key"],
        secret=row["secret"],
    )


def push_entry(row: Columns) -> SeedEntry:
    """A push."""
    return _said(
        id=row["id"],
        **{"pass": row["pass_id"]},
        event=row["event_id"],
        at=to_milliseconds(row["at"]),
        request=row["request_id"],
    )


def link_entry(row: Columns) -> SeedEntry:
    """An adaptive link."""
    return _said(
        id=row["id"],
        externalId=row["external_id"],
        event=row["event_id"],
        fields=from_json(row["fields"]) or None,
        landingPageUrl=row["landing_page_url"],
        iosTemplateId=row["ios_template_id"],
        androidTemplateId=row["android_template_id"],
        iosPass=row["ios_pass_id"],
        androidPass=row["android_pass_id"],
    )


def callback_entry(row: Columns) -> SeedEntry:
    """Who is told of passes."""
    return _said(
        project=row["project_id"] or None,
        baseUrl=row["base_url"],
        headers=from_json(row["headers"]) or None,
    )


def _said(**entry: Any) -> SeedEntry:
    return {name: value for name, value in entry.items() if value is not None}
