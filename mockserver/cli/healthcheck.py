"""`mockserver healthcheck`: whether a server is ready."""

from mockserver.cli.admin_options import OptionalUrl
from mockserver.cli.exits import REFUSED, fail
from mockserver.cli.server_options import read_address

SECONDS_TO_ANSWER = 3


def healthcheck(url: OptionalUrl = None) -> None:
    """Exit code 0 if a server answers and its seeds are in, 1 otherwise."""
    from http.client import HTTPException  # noqa: PLC0415 - a server that starts does without
    from urllib.request import ProxyHandler, build_opener  # noqa: PLC0415 - as above

    root = (url or read_address().url).rstrip("/")
    around_proxies = build_opener(ProxyHandler({}))
    try:
        around_proxies.open(f"{root}/readyz", timeout=SECONDS_TO_ANSWER).close()
    except (OSError, ValueError, HTTPException) as error:
        fail(f"{root} is not ready: {getattr(error, 'reason', None) or error}", REFUSED)
