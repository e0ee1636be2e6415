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
    check_answers((url or find_url()).rstrip("/"))


def check_answers(root: str) -> None:
    """End the process with a line and exit code 1 if no server is ready there."""
    from http.client import HTTPException  # noqa: PLC0415 - a server that starts does without

    try:
        check_ready(root, SECONDS_TO_ANSWER)
    except (OSError, ValueError, HTTPException) as error:
        fail(f"{root} is not ready: {getattr(error, 'reason', None) or error}", REFUSED)


def find_url() -> str:
    """Where the server is that was started last, or the one on the port that the environment names."""
    address = read_address()
    named = address.port if "port" in address.model_fields_set else None
    return find_running(named) or address.url
