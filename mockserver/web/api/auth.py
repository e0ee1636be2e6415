"""Who may ask, and in which revision: HTTP Basic credentials and the `Api-Revision` header."""

import base64
import binascii
from collections.abc import Iterable
from functools import lru_cache

from mockserver.domain.errors import Forbidden, Unauthorized
from mockserver.domain.findings import Finding, Level
from mockserver.domain.protocol import API_REVISION
from mockserver.domain.text import abbreviate
from mockserver.settings import Auth
from mockserver.web.context import RequestContext


@lru_cache(1024)
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


def authenticate(context: RequestContext) -> None:
    """Let a request pass, or raise.

    Raises:
        Unauthorized: no usable credentials, or, where they must be a project's, unknown ones.
        Forbidden: they are another project's. Assumed: A-8.
    """
    auth = context.settings.auth
    if auth is Auth.OFF:
        return
    pair = read_pair(context.header(b"authorization"))
    if auth is Auth.KEYS:
        _check_owner(context, pair)


def _check_owner(context: RequestContext, pair: tuple[str, str]) -> None:
    """See that credentials are those of the project that is asked for."""
    store = context.look()
    owned = store.find_projects_by_pair(*pair)
    asked = store.find_project(context.project)
    if not owned:
        raise Unauthorized("The credentials are unknown; expected the key and the secret of a project.")
    if asked is not None and asked.id not in owned:
        raise Forbidden(
            f"The credentials are not those of project {context.project}; expected its key and secret."
        )


def judge_revision(context: RequestContext) -> Iterable[Finding]:
    """What is wrong with the `Api-Revision` of a request."""
    revision = context.header(b"api-revision")
    if revision == API_REVISION:
        return ()
    code, said = ("missing", "missing") if revision is None else ("unsupported", abbreviate(revision))
    message = f"The header Api-Revision is {said}; expected {API_REVISION}, the supported revision."
    source = context.findings.source
    return [Finding(f"revision.{code}", Level.VIOLATION, "header Api-Revision", message, source)]
