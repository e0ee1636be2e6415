"""`mockserver open`: the inspector of a running server, in the browser."""

from mockserver.cli.admin_options import OptionalUrl
from mockserver.cli.exits import REFUSED, fail
from mockserver.cli.healthcheck import check_answers, find_url
from mockserver.cli.output import echo


def open_inspector(url: OptionalUrl = None) -> None:
    """Open the inspector in the browser, and print its address.

    Without --url it is that of the server that this user started last, or on the port of the environment.
    """
    import webbrowser  # noqa: PLC0415 - a server that starts does without

    root = (url or find_url()).rstrip("/")
    check_answers(root)
    echo(f"{root}/")
    if not webbrowser.open(f"{root}/"):
        fail(f"no browser was found: open {root}/ in one", REFUSED)
