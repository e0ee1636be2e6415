"""Why a handle could not do what it was asked for."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

    from mockserver.client.types import Miss


class AdminError(Exception):
    """The lab of a server could not do something. The message is for people."""


LabError = AdminError
"""The name that this error had first, which suites may import."""


class Unreachable(AdminError):
    """No server answered. The message is one line that says why."""


class Refused(AdminError):
    """The server answered with an error. The message has its details, or a line for each of its faults.

    Attributes:
        status: of the answer.
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class TimedOut(AdminError, TimeoutError):
    """Too little came in time. The message has the closest requests, and how they differed.

    Attributes:
        near_misses: those requests, the closest first.
    """

    def __init__(self, message: str, near_misses: "list[Miss]") -> None:
        super().__init__("\n".join([message, *(_describe(each) for each in near_misses)]))
        self.near_misses = near_misses


def error_of(answer: "httpx.Response") -> AdminError:
    """The error that an answer stands for."""
    try:
        problem = answer.json()
        if answer.status_code == HTTPStatus.REQUEST_TIMEOUT:
            return TimedOut(problem["details"], problem.get("nearMisses", []))
        return Refused(_message(problem), answer.status_code)
    except (ValueError, LookupError, TypeError, AttributeError):
        message = f"{answer.url} answered {answer.status_code}, and nothing that a mockserver would say"
        return Refused(message, answer.status_code)


def _message(problem: dict[str, Any]) -> str:
    if "faults" in problem:
        return "\n".join(f"{each['pointer'] or '/'}: {each['message']}" for each in problem["faults"])
    return " ".join(problem["details"].split())


def _describe(miss: "Miss") -> str:
    request = miss["request"]
    differences = "; ".join(
        f"{each['name']}: expected {each['expected']!r}, got {each['actual']!r}"
        for each in miss["differences"]
    )
    return f"  {request['id']} {request['request']['method']} {request['request']['url']}: {differences}"
