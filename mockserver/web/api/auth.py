"""Who may ask, and in which revision: credentials, and the `Api-Revision` header."""

from collections.abc import Iterable, Sequence

from mockserver.domain.errors import Forbidden, Unauthorized
from mockserver.domain.findings import Finding, Level
from mockserver.domain.protocol import API_REVISION
from mockserver.domain.text import abbreviate
from mockserver.domain.tokens import TokenScope
from mockserver.services.tokens import read_token
from mockserver.settings import Auth
from mockserver.web.api.credentials import Bearer, read_credentials
from mockserver.web.context import RequestContext

INVALID_BEARER = 'Bearer error="invalid_token"'


def authenticate(context: RequestContext, opened_by: Sequence[TokenScope]) -> None:
    """Let a request pass, or raise.

    Args:
        context: the request.
        opened_by: the scopes of which a token needs one; none if only Basic will do.

    Raises:
        Unauthorized: no usable credentials, or, where they must be a project's, unknown ones.
        Forbidden: they are another project's, or do not open this operation. Assumed: A-8, A-31.
    """
    auth = context.settings.auth
    if auth is Auth.OFF:
        return
    credentials = read_credentials(context.header(b"authorization"))
    if isinstance(credentials, Bearer) and not opened_by:
        raise Unauthorized(
            "This operation takes no token; expected Basic with base64 of key:secret.",
            cause="credentials.malformed",
        )
    if auth is Auth.ANY:
        return
    store = context.look()
    if isinstance(credentials, Bearer):
        owned = store.find_projects_by_key(_read_key(context, credentials.token, opened_by))
        unknown = Unauthorized(
            "The token is that of a project that is gone.", INVALID_BEARER, "credentials.unknown"
        )
    else:
        owned = store.find_projects_by_pair(*credentials)
        unknown = Unauthorized(
            "The credentials are unknown; expected the key and the secret of a project.",
            cause="credentials.unknown",
        )
    if not owned:
        raise unknown
    _check_owner(context, owned)


def _read_key(context: RequestContext, text: str, opened_by: Sequence[TokenScope]) -> str:
    """The project key that a token stands for, if it is valid here and now. Assumed: A-31."""
    token = read_token(text, context.server.token_secret)
    if token is None or context.sandbox is None or token.sandbox != context.sandbox.name:
        raise Unauthorized(
            "The token is unknown; expected one that this sandbox issued.",
            INVALID_BEARER,
            "credentials.unknown",
        )
    if context.at >= token.expires_at:
        raise Unauthorized(
            "The token has expired; expected one that is younger.", INVALID_BEARER, "credentials.expired"
        )
    if not set(opened_by) & set(token.opens):
        wanted = " or ".join(opened_by)
        challenge = f'Bearer error="insufficient_scope", scope="{" ".join(opened_by)}"'
        raise Forbidden(
            f"The token has the scope {abbreviate(' '.join(token.opens))}; expected {wanted} in it.",
            {"WWW-Authenticate": challenge},
            "credentials.scope",
        )
    return token.key


def _check_owner(context: RequestContext, owned: Sequence[int]) -> None:
    """See that credentials are those of the project that is asked for."""
    asked = _find_project(context)
    if asked is not None and asked not in owned:
        named = context.names.project or asked
        raise Forbidden(
            f"The credentials are not those of project {named}; expected its key and secret.",
            cause="credentials.foreign",
        )


def _find_project(context: RequestContext) -> int | None:
    """The project that a request is about: the path names it, or a pass of one of its events."""
    store, names = context.look(), context.names
    if names.project is not None:
        found = store.find_project(names.project)
        return found.id if found else None
    event = None if names.pass_id is None else store.find_event_of_pass(names.pass_id)
    return event.project_id if event else None


def judge_revision(context: RequestContext) -> Iterable[Finding]:
    """What is wrong with the `Api-Revision` of a request."""
    revision = context.header(b"api-revision")
    if revision == API_REVISION:
        return ()
    code, said = ("missing", "missing") if revision is None else ("unsupported", abbreviate(revision))
    message = f"The header Api-Revision is {said}; expected {API_REVISION}, the supported revision."
    source = context.findings.source
    return [Finding(f"revision.{code}", Level.VIOLATION, "header Api-Revision", message, source)]
