"""Seed documents in requests and answers of the lab: JSON or YAML, and what is said of a bad one."""

from collections.abc import Callable
from typing import Any

from fastapi import Request, Response

from mockserver.domain.errors import InvalidRequest
from mockserver.domain.steps import Steps
from mockserver.seeds.files import SeedFault, SeedFile, SeedRefused, check_in_steps
from mockserver.seeds.parsing import UnreadableText, read_json_in_steps, read_yaml_in_steps
from mockserver.seeds.writing import Document, yaml_parts
from mockserver.web.admin.bodies import read_content
from mockserver.web.problems import members
from mockserver.web.streaming import StreamedResponse, stream_json
from mockserver.web.turns import in_turns

YAML = "application/yaml"
NAME = ""
"""Of a document that came with a request; its faults name no file."""


def example_response(
    example: dict[str, Any], model: type[Any] | None = None, status: int = 200
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
    kind, read_text = ("YAML", read_yaml_in_steps) if is_yaml else ("JSON", read_json_in_steps)
    try:
        found = await in_turns(read_text((await read_content(request)).decode()))
    except UnicodeDecodeError as error:
        raise _unreadable(f"byte {error.start} is not UTF-8") from error
    except UnreadableText as error:
        raise _unreadable(f"cannot be read as {kind}: {error.located}") from error
    return await in_turns(check_all(found))


def check_all(found: Any, name: str = NAME) -> Steps[list[SeedFile]]:
    """A parsed seed document, or a list of them, which are loaded one over the other.

    Args:
        found: the document or documents.
        name: where they stand in the body of the request.

    Raises:
        SeedRefused: with all faults of the document, or of the first that has some.
    """
    if not isinstance(found, list):
        return [SeedFile(name, (yield from check_in_steps(name, found)))]
    files: list[SeedFile] = []
    for number, one in enumerate(found):
        each = f"{name}/{number}".lstrip("/")
        files.append(SeedFile(each, (yield from check_in_steps(each, one))))
    return files


def _unreadable(message: str) -> SeedRefused:
    return SeedRefused([SeedFault(NAME, "", message)])


def answer_document(document: Document, request: Request, close: Callable[[], None]) -> Response:
    """A document as the request accepts it: YAML if it asks for that, JSON otherwise.

    Args:
        document: is written while it is sent.
        request: that asks for it.
        close: what the document is read from, called once it is sent.
    """
    if YAML in request.headers.get("accept", "").lower():
        text = (part.encode() for part in yaml_parts(document))
        return StreamedResponse(text, f"{YAML}; charset=utf-8", close)
    return stream_json(document, close)


def refused(error: SeedRefused) -> Response:
    """The answer to a bad document: an error as any other, and the JSON pointer of each fault."""
    more = f" (and {len(error.faults) - 1} more)" if len(error.faults) > 1 else ""
    problem = InvalidRequest(f"{_in_body(error.faults[0])}{more}.")
    faults = map(_entry, map(_in_body, error.faults))
    return stream_json(members(problem) | {"faults": faults}, status_code=problem.status)


def _entry(fault: SeedFault) -> Document:
    return {"pointer": fault.path and f"/{fault.path}", "message": fault.message}


def _in_body(fault: SeedFault) -> SeedFault:
    """A fault, at its place in the body of the request."""
    return SeedFault("", "/".join(filter(None, (fault.file, fault.path))), fault.message)
