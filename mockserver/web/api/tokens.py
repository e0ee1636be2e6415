"""Issue a token: an operation that the vendor serves on a host of its own. Source: oauth § Request a token.

What is wrong with a request is told as OAuth 2.0 has it (RFC 6749 § 5.2): its clients read nothing else.
"""

import re
from collections.abc import Sequence
from typing import NoReturn
from urllib.parse import parse_qs, unquote_plus

from fastapi import APIRouter
from pydantic_core import to_json

from mockserver.domain.errors import ApiError, InvalidRequest, Unauthorized
from mockserver.domain.headers import Header
from mockserver.domain.protocol import OAUTH_PATH
from mockserver.domain.text import abbreviate
from mockserver.domain.tokens import LIFETIME, TokenScope
from mockserver.services import tokens
from mockserver.settings import Auth
from mockserver.web.answer import Answer
from mockserver.web.api import prefer
from mockserver.web.api.credentials import Pair, read_credentials
from mockserver.web.api.operation import Context, Operation
from mockserver.web.context import RequestContext
from mockserver.web.redaction import FORM

CLIENT_CREDENTIALS = "client_credentials"
LISTS = frozenset({"scope", "ipaddr"})
"""Parameters that may be repeated."""
NOT_KEPT: list[Header] = [(b"cache-control", b"no-store"), (b"pragma", b"no-cache")]
UNTELLABLE = re.compile(r"[^\x20-\x21\x23-\x5b\x5d-\x7e]")
"""What may not stand in a description of an error (RFC 6749 § 5.2)."""

Form = dict[str, list[str]]


class Refusal(Exception):
    """An error in the words of OAuth.

    Attributes:
        name: one of those that RFC 6749 names.
        description: a sentence for developers.
    """

    def __init__(self, name: str, description: str) -> None:
        super().__init__(description)
        self.name = name
        self.description = UNTELLABLE.sub("'", description)

    def answer(self) -> Answer:
        """The answer that tells of it."""
        body = to_json({"error": self.name, "error_description": self.description})
        if self.name != "invalid_client":
            return Answer(InvalidRequest.status, body, [*NOT_KEPT])
        challenge = (b"www-authenticate", b'Basic realm="Airship Wallet"')
        return Answer(Unauthorized.status, body, [*NOT_KEPT, challenge])


class TokenOperation(Operation):
    """The route of `/token`, which is judged by the rules of OAuth instead of the vendor's."""

    async def answer(self, context: RequestContext) -> Answer:
        """A token, or why there is none.

        Raises:
            ApiError: the request asks for that error, or its body is too long.
        """
        prefer.honour(context)
        try:
            return Answer(200, to_json(await self.carry_out(context)), [*NOT_KEPT])
        except Refusal as refusal:
            return refusal.answer()


router = APIRouter(tags=["OAuth"], route_class=TokenOperation)


@router.post(OAUTH_PATH, summary="Request a token", include_in_schema=False)
async def issue_token(context: Context) -> dict[str, str | int]:
    """A token for a project, on the clock of the sandbox.

    Source: oauth § Request a token. Assumed: A-30.
    """
    form = await _read_form(context)
    client = _authenticate(context)
    _check_grant(form)
    key = _find_key(form)
    if client is not None and context.settings.auth is Auth.KEYS and key not in client:
        _refuse("unauthorized_client", f"sub names {abbreviate(key)}; expected the key that authenticates")
    opens = _find_scopes(form)
    _check_addresses(form)
    sandbox = context.enter()
    token = tokens.issue(key, opens, sandbox.name, context.at)
    text = tokens.write_token(token, context.request_id, context.server.token_secret)
    return {
        "access_token": text,
        "token_type": "Bearer",
        "expires_in": LIFETIME,
        "scope": " ".join(opens),
    }


async def _read_form(context: RequestContext) -> Form:
    body = await context.read_body(context.settings.max_body)
    kind = (context.header(b"content-type") or "").partition(";")[0].strip().lower()
    if kind != FORM:
        _refuse("invalid_request", f"Content-Type is {abbreviate(kind)}; expected {FORM}")
    form = parse_qs(body.decode("latin-1"), keep_blank_values=True)
    repeated = [name for name, values in form.items() if len(values) > 1 and name not in LISTS]
    if repeated:
        _refuse("invalid_request", f"{abbreviate(repeated[0])} is sent more than once; expected it once")
    return form


def _authenticate(context: RequestContext) -> Sequence[str] | None:
    """Who asks: the key, as it was sent and as OAuth wants it sent; None where nobody need say."""
    if context.settings.auth is Auth.OFF:
        return None
    try:
        found = read_credentials(context.header(b"authorization"))
    except ApiError:
        found = None
    if not isinstance(found, Pair):
        _refuse("invalid_client", "Authorization is missing or no Basic; expected a project's key and secret")
    pairs = [found, Pair(unquote_plus(found.key), unquote_plus(found.secret))]
    if context.settings.auth is Auth.KEYS:
        pairs = [pair for pair in pairs if context.look().find_projects_by_pair(*pair)]
    if not pairs:
        _refuse("invalid_client", "The client is unknown; expected the key and the secret of a project")
    return [pair.key for pair in pairs]


def _check_grant(form: Form) -> None:
    grant = "".join(form.get("grant_type", []))
    if not grant:
        _refuse("invalid_request", f"grant_type is missing; expected {CLIENT_CREDENTIALS}")
    if grant != CLIENT_CREDENTIALS:
        _refuse("unsupported_grant_type", f"grant_type is {abbreviate(grant)}; expected {CLIENT_CREDENTIALS}")


def _find_key(form: Form) -> str:
    """The project key among the subjects."""
    subjects = _words(form, "sub")
    keys = [each.removeprefix(tokens.APP) for each in subjects if each.startswith(tokens.APP)]
    if not keys or not keys[0]:
        said = abbreviate(" ".join(subjects)) if subjects else "missing"
        _refuse("invalid_request", f"sub is {said}; expected {tokens.APP} and the key of a project in it")
    return keys[0]


def _find_scopes(form: Form) -> tuple[TokenScope, ...]:
    """What the token is to open; all that there is, if nothing is named."""
    wanted = dict.fromkeys(_words(form, "scope"))
    known = list(TokenScope)
    unknown = [word for word in wanted if word not in known]
    if unknown:
        _refuse("invalid_scope", f"scope has {abbreviate(unknown[0])}; expected of {' '.join(known)}")
    return tuple(map(TokenScope, wanted)) or tuple(known)


def _check_addresses(form: Form) -> None:
    from ipaddress import ip_network  # noqa: PLC0415 - a server that starts does without

    for word in _words(form, "ipaddr"):
        try:
            ip_network(word, strict=False)
        except ValueError:
            _refuse("invalid_request", f"ipaddr has {abbreviate(word)}; expected CIDRs such as 10.0.0.0/8")


def _words(form: Form, name: str) -> list[str]:
    return " ".join(form.get(name, [])).split()


def _refuse(name: str, description: str) -> NoReturn:
    raise Refusal(name, f"{description}.")
