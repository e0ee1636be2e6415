"""Holds every answer that a test sees against the document of the API, and what was accepted with it.

An answer of a documented operation must be one that the document names for its status. What was taken without
a finding must be a request that the document allows, or typed clients could not send what the server takes.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import jsonschema_rs
import pytest

from mockserver.web.middleware.faults import NO_JSON

DOCUMENT = json.loads((Path(__file__).parents[1] / "docs" / "openapi.json").read_text(encoding="utf-8"))
OURS = "x-mockserver-version"
"""The header of all answers of this server."""
FINDINGS = "x-mockserver-diagnosis"
JSON_PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}

Part = dict[str, Any]


class Unconformable(AssertionError):
    """The server did what its document does not say."""


def check(method: str, target: bytes, sent: bytes | None, answer: httpx.Response) -> None:
    """Hold an exchange against the document.

    Args:
        method: of the request.
        target: its path and query as they were sent.
        sent: the body of the request; None if that is not known.
        answer: with its body read.

    Raises:
        Unconformable: the document says otherwise.
    """
    path, _, query = target.decode("latin-1").partition("?")
    if method == "HEAD" or OURS not in answer.headers or answer.content == NO_JSON:
        return
    operation = _operation(path, method.lower())
    if operation is not None:
        _check_answer(operation, answer, f"{method} {path}")
        if answer.is_success and FINDINGS not in answer.headers:
            _check_request(operation, sent, query, f"{method} {path}")


def _check_answer(operation: Part, answer: httpx.Response, asked: str) -> None:
    described = operation["responses"].get(str(answer.status_code))
    if described is None and answer.is_success:
        raise Unconformable(f"{asked} is answered {answer.status_code}, which the document does not name.")
    content = JSON_PROBLEM if described is None else described.get("content", {})
    kind = answer.headers.get("content-type", "").partition(";")[0] if answer.content else None
    if kind not in (content or {None: {}}):
        raise Unconformable(f"{asked} is answered with {kind}, which the document does not name.")
    if kind == "application/json":
        _check_value(
            content[kind]["schema"], json.loads(answer.content), f"{asked} is answered {answer.text}"
        )


def _check_request(operation: Part, sent: bytes | None, query: str, asked: str) -> None:
    body = operation.get("requestBody")
    if body is not None and sent is not None:
        schema = body["content"]["application/json"]["schema"]
        _check_value(schema, json.loads(sent), f"{asked} accepts {sent!r}")
    named = {each["name"]: each["schema"] for each in operation["parameters"] if each["in"] == "query"}
    for name, text in parse_qsl(query, keep_blank_values=True):
        if name not in named:
            raise Unconformable(f"{asked} accepts {name}={text}, which the document does not name.")
        _check_value(named[name], _value(named[name], text), f"{asked} accepts {name}={text}")


def _value(schema: Part, text: str) -> Any:
    """What a parameter says, as the document has it typed."""
    is_number = schema.get("type") == "integer" and re.fullmatch("-?[0-9]+", text)
    return int(text) if is_number else text


def _check_value(schema: Part, value: Any, told: str) -> None:
    fault = next(_validator(json.dumps(schema)).iter_errors(value), None)
    if fault is not None:
        raise Unconformable(f"{told}, but in the document: {fault.message}")


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    whole = json.loads(schema) | {"components": DOCUMENT["components"]}
    return jsonschema_rs.Draft202012Validator(whole)


@cache
def _operation(path: str, method: str) -> Part | None:
    """The documented operation that a path names, with or without a sandbox before it."""
    for pattern, methods in _templates():
        if method in methods and pattern.fullmatch(path):
            found: Part = methods[method]
            return found
    return None


@cache
def _templates() -> list[tuple[re.Pattern[str], Part]]:
    forms = []
    for path, methods in DOCUMENT["paths"].items():
        segments = re.sub(r"\{\w+\}", "[^/]+", re.sub(r"\{\w+Id(?<!ExternalId)\}", "[0-9]{1,19}", path))
        forms.append((re.compile(f"(/sandboxes/[^/]+)?{segments}/?"), methods))
    return forms


@contextmanager
def watched() -> Iterator[None]:
    """Have every exchange of every HTTP client of this process checked."""
    send, send_async = httpx.Client.send, httpx.AsyncClient.send

    def send_checked(client: httpx.Client, request: httpx.Request, **given: Any) -> httpx.Response:
        return _checked(send(client, request, **given))

    async def send_checked_async(
        client: httpx.AsyncClient, request: httpx.Request, **given: Any
    ) -> httpx.Response:
        return _checked(await send_async(client, request, **given))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx.Client, "send", send_checked)
        patch.setattr(httpx.AsyncClient, "send", send_checked_async)
        yield


def _checked(answer: httpx.Response) -> httpx.Response:
    request = answer.request
    if answer.is_stream_consumed:
        sent = request.content if isinstance(request.stream, httpx.ByteStream) else None
        check(request.method, request.url.raw_path, sent, answer)
    return answer
