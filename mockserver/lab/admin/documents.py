"""Seed documents in requests and answers of the lab: JSON or YAML, and what is said of a bad one."""

from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel
from pydantic_core import to_json

from mockserver.api.problems import JSON
from mockserver.errors import InvalidRequest
from mockserver.seeds.dump import to_yaml
from mockserver.seeds.files import SeedFault, SeedFile, SeedRefused, check
from mockserver.seeds.text import Unreadable, read_json, read_yaml

YAML = "application/yaml"
NAME = ""
"""Of a document that came with a request; its faults name no file."""


def shown(
    example: dict[str, Any], model: type[BaseModel] | None = None, status: int = 200
) -> dict[int | str, dict[str, Any]]:
    """What the document of the lab shows of an answer: an example, and the model if no annotation tells."""
    answer: dict[str, Any] = {"content": {"application/json": {"example": example}}}
    return {status: answer | ({"model": model} if model else {})}


async def read(request: Request) -> SeedFile:
    """The seed document that is the body of a request: YAML if declared so, JSON otherwise.

    Raises:
        SeedRefused: with all faults of the document.
    """
    is_yaml = request.headers.get("content-type", "").lower().startswith(YAML)
    kind, read_text = ("YAML", read_yaml) if is_yaml else ("JSON", read_json)
    try:
        found = read_text((await request.body()).decode())
    except UnicodeDecodeError as error:
        raise _unreadable(f"byte {error.start} is not UTF-8") from error
    except Unreadable as error:
        told = ": ".join(part for part in (error.place, str(error)) if part)
        raise _unreadable(f"cannot be read as {kind}: {told}") from error
    return SeedFile(NAME, check(NAME, found))


def _unreadable(message: str) -> SeedRefused:
    return SeedRefused([SeedFault(NAME, "", message)])


def told(document: dict[str, Any], request: Request) -> Response:
    """A document as the request accepts it: YAML if it asks for that, JSON otherwise."""
    if YAML in request.headers.get("accept", "").lower():
        return Response(to_yaml(document), media_type=f"{YAML}; charset=utf-8")
    return Response(to_json(document), media_type=JSON)


def refused(error: SeedRefused) -> Response:
    """The answer to a bad document: an error as any other, and the JSON pointer of each fault."""
    faults = [
        {"pointer": f"/{each.path}" if each.path else "", "message": each.message} for each in error.faults
    ]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    problem = InvalidRequest(f"{error.faults[0]}{more}.")
    body = {"code": problem.status, "description": problem.description, "details": problem.details}
    return Response(to_json(body | {"faults": faults}), problem.status, media_type=JSON)
