"""Who may ask, and in which revision: HTTP Basic credentials and the `Api-Revision` header."""

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mockserver.domain.errors import Forbidden, Unauthorized
from mockserver.domain.findings import Finding, Level
from mockserver.domain.text import abbreviate
from mockserver.settings import Auth

if TYPE_CHECKING:
    from mockserver.web.api.request import OperationRequest

REVISION = "1.2"


def read_pair(authorization: str | None) -> tuple[str, str]:
    """The key and the secret of a Basic `Authorization` header. Neither is ever repeated in a message.

    Raises:
        Unauthorized: it is missing or malformed, or the key is empty. Assumed: A-9.
    """
    scheme, _, encoded = (authorization or "").strip().partition(" ")
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        decoded = ""
    key, colon, secret = decoded.partition(":")
    if scheme.lower() != "basic" or not colon or not key:
        fault = "is malformed" if authorization else "is missing"
        raise Unauthorized(f"The header Authorization {fault}; expected Basic with base64 of key:secret.")
    return key, secret


def authenticate(request: "OperationRequest") -> None:
    """Let a request pass, or raise.

    Raises:
        Unauthorized: no usable credentials, or, where they must be a project's, unknown ones.
        Forbidden: they are another project's. Assumed: A-8.
    """
    auth = request.settings.auth
    if auth is Auth.OFF:
        return
    pair = read_pair(request.headers.get("authorization"))
    if auth is Auth.ANY:
        return
    with request.work() as work:
        owned = work.store.find_projects_by_pair(*pair)
        asked = work.store.find_project(request.project)
    if not owned:
        raise Unauthorized("The credentials are unknown; expected the key and the secret of a project.")
    if asked is not None and asked.id not in owned:
        raise Forbidden(
            f"The credentials are not those of project {request.project}; expected its key and secret."
        )


def judge_revision(request: "OperationRequest") -> Iterator[Finding]:
    """What is wrong with the `Api-Revision` of a request."""
    revision = request.headers.get("api-revision")
    if revision == REVISION:
        return
    code, said = ("missing", "missing") if revision is None else ("unsupported", abbreviate(revision))
    message = f"The header Api-Revision is {said}; expected {REVISION}, the supported revision."
    yield Finding(f"revision.{code}", Level.VIOLATION, "header Api-Revision", message, request.source)
