"""The request header `Prefer` (RFC 7240): another policy for one request, or an error that it asks for."""

from enum import StrEnum

from mockserver.domain.errors import ERROR_STATUSES, InvalidRequest, of_status
from mockserver.domain.policy import Policy, Reading, Strictness
from mockserver.web.context import RequestContext

CODE = "code"
POSITIONS: dict[str, type[StrEnum]] = {"strictness": Strictness, "reading": Reading}


def honour(context: RequestContext) -> None:
    """Apply the policy that a request prefers, tell it so, and fail if it asks to: `code=503`.

    Preferences that are not ours are passed over, as RFC 7240 wants; of two alike, the first counts.

    Raises:
        InvalidRequest: there is no such strictness, reading or error.
        ApiError: the error that the request asks for.
    """
    if b"prefer" not in context.headers:
        return
    preferences = ",".join(context.header_values(b"prefer"))
    applied = _ours(preferences)
    context.prefer(
        _preferred(context.policy, applied), ", ".join(f"{name}={value}" for name, value in applied.items())
    )
    if CODE in applied:
        context.fault = f"Prefer: {CODE}={applied[CODE]}"
        raise of_status(int(applied[CODE]), f"The header Prefer asks for {CODE}={applied[CODE]}.")


def _ours(preferences: str) -> dict[str, str]:
    """The preferences that are ours."""
    from urllib.request import parse_http_list  # noqa: PLC0415 - a server that starts does without

    applied: dict[str, str] = {}
    for preference in parse_http_list(preferences):
        name, _, value = preference.partition(";")[0].partition("=")
        name, value = name.strip().lower(), value.strip().strip('"')
        if name in (CODE, *POSITIONS) and name not in applied:
            applied[name] = _error(value) if name == CODE else _position(name, value)
    return applied


def _preferred(policy: Policy, applied: dict[str, str]) -> Policy:
    if "strictness" in applied:
        policy = policy.judge(Strictness(applied["strictness"]))
    return policy.read(Reading(applied["reading"])) if "reading" in applied else policy


def _error(value: str) -> str:
    if not value.isascii() or not value.isdigit() or int(value[:4]) not in ERROR_STATUSES:
        first, last = ERROR_STATUSES[0], ERROR_STATUSES[-1]
        raise InvalidRequest(
            f"Prefer: {CODE}={value!r} is no error; expected a status from {first} to {last}."
        )
    return value


def _position(name: str, value: str) -> str:
    positions = [each.value for each in POSITIONS[name]]
    if value not in positions:
        raise InvalidRequest(
            f"Prefer: {name}={value!r} is not known; expected one of {', '.join(positions)}."
        )
    return value
