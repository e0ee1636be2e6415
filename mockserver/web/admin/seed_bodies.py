"""Seed documents in requests and answers of the lab: JSON or YAML, and what is said of a bad one."""

from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel
from pydantic_core import to_json

from mockserver.domain.errors import InvalidRequest
from mockserver.seeds.dump import to_yaml
from mockserver.seeds.files import SeedFault, SeedFile, SeedRefused, check
from mockserver.seeds.parsing import UnreadableText, read_json, read_yaml
from mockserver.web.admin.bodies import read_content
from mockserver.web.answer import JSON
from mockserver.web.problems import members

YAML = "application/yaml"
NAME = ""
"""Of a document that came with a request; its faults name no file."""


def example_response(
    example: dict[str, Any], model: type[BaseModel] | None = None, status: int = 200
) -> dict[int | str, dict[str, Any]]:
    """What the document of the lab shows of an answer: an example, and the model if no annotation tells."""
    answer: dict[str, Any] = {"content": {"application/json": {"example": example}}}
    return {status: answer | ({"model": model} if model else {})}


async def read(request: Request) -> list[SeedFile]:
    """The seed document, or documents, in the body of a request: YAML if declared so, JSON otherwise.

    Raises:
        SeedRefused: with all faults of the document.
        TooLong: the body is longer than the setting `max_lab_body` allows.
    """
    is_yaml = request.headers.get("content-type", "").lower().startswith(YAML)
    kind, read_text = ("YAML", read_yaml) if is_yaml else ("JSON", read_json)
    try:
        found = read_text((await read_content(request)).decode())
    except UnicodeDecodeError as error:
        raise _unreadable(f"byte {error.start} is not UTF-8") from error
    except UnreadableText as error:
        raise _unreadable(f"cannot be read as {kind}: {error.located}") from error
    return check_all(found)


def check_all(found: Any, name: str = NAME) -> list[SeedFile]:
    """A parsed seed document, or a list of them, which are loaded one over the other.

    Args:
        found: the document or documents.
        name: where they stand in the body of the request.

    Raises:
        SeedRefused: with all faults of the document, or of the first that has some.
    """
    if not isinstance(found, list):
        return [SeedFile(name, check(name, found))]
    names = [f"{name}/{number}".lstrip("/") for number in range(len(found))]
    return [SeedFile(each, check(each, one)) for each, one in zip(names, found, strict=True)]


def _unreadable(message: str) -> SeedRefused:
    return SeedRefused([SeedFault(NAME, "", message)])


def answer_document(document: dict[str, Any], request: Request) -> Response:
    """A document as the request accepts it: YAML if it asks for that, JSON otherwise."""
    if YAML in request.headers.get("accept", "").lower():
        return Response(to_yaml(document), media_type=f"{YAML}; charset=utf-8")
    return Response(to_json(document), media_type=JSON)


def refused(error: SeedRefused) -> Response:
    """The answer to a bad document: an error as any other, and the JSON pointer of each fault."""
    within = [_in_body(each) for each in error.faults]
    more = f" (and {len(within) - 1} more)" if len(within) > 1 else ""
    problem = InvalidRequest(f"{within[0]}{more}.")
    faults = [{"pointer": each.path and f"/{each.path}", "message": each.message} for each in within]
    return Response(to_json(members(problem) | {"faults": faults}), problem.status, media_type=JSON)


def _in_body(fault: SeedFault) -> SeedFault:
    """A fault, at its place in the body of the request."""
    return SeedFault("", "/".join(filter(None, (fault.file, fault.path))), fault.message)
