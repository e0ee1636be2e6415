"""The one way in which commands speak to a running server."""

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

if TYPE_CHECKING:
    import httpx

LAB = "/__admin"
SANDBOX = "X-Mockserver-Sandbox"
SECONDS = 60
"""How long a server may take to answer."""


class Refused(Exception):
    """The server answered with an error. The message has its details, or a line for each of its faults.

    Attributes:
        status: of the answer.
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class Unreachable(Exception):
    """No server answered. The message is one line that says why."""


class Remote:
    """A running server, and the sandbox in it that a command is about.

    Args:
        url: its root.
        token: what its lab asks for, if it does.
        sandbox: by default the server's default one.
    """

    def __init__(self, url: str, token: str | None = None, sandbox: str | None = None) -> None:
        import httpx  # noqa: PLC0415 - a server that starts does without

        self._url = url.rstrip("/")
        self._broken = (httpx.HTTPError, httpx.InvalidURL)
        self._http = httpx.Client(
            headers=_headers(token, sandbox),
            timeout=SECONDS,
            verify=url.startswith("https:"),  # reading certificates would take longer than the rest
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def ask(self, method: str, *path: str, **given: Any) -> "httpx.Response":
        """Send a request to the lab; the rest is given to httpx.

        Raises:
            Refused: the answer is an error.
            Unreachable: there is no answer.
        """
        target = "".join(f"/{quote(step, safe='')}" for step in path)
        try:
            answer = self._http.request(method, f"{self._url}{LAB}{target}", **given)
        except self._broken as error:
            told = str(error) or type(error).__name__
            raise Unreachable(f"{self._url} cannot be reached: {told}") from error
        if not answer.is_success:
            raise Refused(_said(answer), answer.status_code)
        return answer

    def get(self, *path: str, **params: Any) -> Any:
        """What the lab has there."""
        return self.ask("GET", *path, params=params).json()

    def delete(self, *path: str) -> None:
        """Delete what the lab has there."""
        self.ask("DELETE", *path)


def _headers(token: str | None, sandbox: str | None) -> list[tuple[bytes, bytes]]:
    """The headers of every request, as bytes, so that the server may judge any value."""
    named = {"Authorization": token and f"Bearer {token}", SANDBOX: sandbox}
    return [(name.encode(), value.strip().encode()) for name, value in named.items() if value]


def _said(answer: "httpx.Response") -> str:
    """Why a server refuses."""
    try:
        problem = answer.json()
        if "faults" in problem:
            return "\n".join(f"{each['pointer'] or '/'}: {each['message']}" for each in problem["faults"])
        return " ".join(problem["details"].split())
    except (ValueError, LookupError, TypeError, AttributeError):
        return f"{answer.url} answered {answer.status_code}, and nothing that a mockserver would say"
