"""`mockserver healthcheck`: whether a server is ready."""

from mockserver.cli.admin_options import OptionalUrl
from mockserver.cli.exits import REFUSED, fail
from mockserver.cli.server_options import read_address
from mockserver.client.direct import check_ready
from mockserver.client.running import find_running

SECONDS_TO_ANSWER = 3


def healthcheck(url: OptionalUrl = None) -> None:
    """Exit code 0 if a server answers and its seeds are in, 1 otherwise.

    Without --url it asks the server that this user started last, or the port that the environment names.
    """
    from http.client import HTTPException  # noqa: PLC0415 - a server that starts does without

    root = (url or _find_url()).rstrip("/")
    try:
        check_ready(root, SECONDS_TO_ANSWER)
    except (OSError, ValueError, HTTPException) as error:
        fail(f"{root} is not ready: {getattr(error, 'reason', None) or error}", REFUSED)


def _find_url() -> str:
    address = read_address()
    named = address.port if "port" in address.model_fields_set else None
    return find_running(named) or address.url
