"""Bodies of requests to the admin API: read in one way, within one set of limits."""

from typing import Any

from fastapi import Request

from mockserver.domain.errors import InvalidRequest
from mockserver.seeds.parsing import UnreadableText, read_json_in_steps
from mockserver.web.context import context_of
from mockserver.web.turns import in_turns


async def read_content(request: Request) -> bytes:
    """The body of a request.

    Raises:
        TooLong: it is longer than the setting `max_lab_body` allows.
    """
    context = context_of(request)
    return await context.read_body(context.settings.max_lab_body)


async def read_document(content: bytes) -> Any:
    """What a body holds that is JSON.

    Raises:
        InvalidRequest: it is none, names something twice, or is beyond a limit.
    """
    try:
        return await in_turns(read_json_in_steps(content.decode()))
    except UnicodeDecodeError as error:
        byte = content[error.start]
        raise InvalidRequest(
            f"Byte {error.start} of the request body is 0x{byte:02x}; expected JSON in UTF-8."
        ) from error
    except UnreadableText as error:
        raise InvalidRequest(f"The request body cannot be read: {error.located}; expected JSON.") from error
