"""The guides, for programs that read along and for whoever has no checkout."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from starlette.responses import PlainTextResponse

from mockserver.guides import read_guide, read_guides
from mockserver.web.admin.route import AdminRoute
from mockserver.web.problems import Responses

router = APIRouter(tags=["Guides"], route_class=AdminRoute)
HEAD = """\
# mockserver

> A stateful local stand-in for the Airship Wallet Events API.

## Guides

"""
TAIL = """
## Documents

- [OpenAPI document](../openapi.json): the emulated API
- [OpenAPI document of the lab](openapi.json): what tests may do that real callers may not
"""
LINE = "- [Glossary](guides/glossary): The common word first, then what it is called here"


def _markdown(example: str) -> Responses:
    return {200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": example}}}}


@router.get(
    "/llms.txt",
    summary="List the guides",
    response_class=Response,
    responses=_markdown(f"{HEAD}{LINE}\n{TAIL}"),
)
async def list_guides() -> Response:
    """All guides with a line each, in the form of llms.txt; links are relative to where it is."""
    lines = [
        f"- [{guide.title}](guides/{guide.topic}): {guide.summary}\n" for guide in read_guides().values()
    ]
    return PlainTextResponse(f"{HEAD}{''.join(lines)}{TAIL}")


@router.get(
    "/guides/{topic}",
    summary="Read a guide",
    response_class=Response,
    responses=_markdown("# Testing with mockserver\n\nWhat a test author needs, …\n"),
)
async def get_guide(
    topic: Annotated[str, Path(description="In capitals or not.", examples=["testing"])],
) -> Response:
    """A guide as it is written, in Markdown."""
    return PlainTextResponse(read_guide(topic).text)
