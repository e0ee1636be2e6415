"""Signing in to the inspector of a server that asks for a token: a browser cannot send that by itself."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mockserver.settings import Settings
from mockserver.web.admin.guard import COOKIE, cookie_of, is_token
from mockserver.web.inspector.files import find_file

LOGIN = "login.html"
LONGEST_FORM = 4096
SEE_OTHER = 303


def ask(headers: Request) -> Response:
    """The form that asks for the token."""
    page = find_file(LOGIN)
    assert page is not None  # noqa: S101 - as it ships with this module
    return page.response(headers.headers)


async def sign_in(request: Request, settings: Settings) -> Response:
    """Let a browser in that sends the token, or ask again."""
    form = parse_qs((await _read(request)).decode(errors="replace"))
    token = settings.admin_token
    if token is None or not is_token(form.get("token", [""])[0], token):
        return RedirectResponse("/?again", SEE_OTHER)
    answer = RedirectResponse("/", SEE_OTHER)
    answer.set_cookie(COOKIE, cookie_of(token), httponly=True, samesite="strict")
    return answer


async def _read(request: Request) -> bytes:
    """A form, of which no more is read than a token takes."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            break
    return body
