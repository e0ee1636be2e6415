"""The request header `Prefer` (RFC 7240): both dials for one request."""

from enum import StrEnum

from starlette.requests import Request

from mockserver.dials import Dials, Reading, Strictness
from mockserver.errors import InvalidRequest

DIALS: dict[str, type[StrEnum]] = {"strictness": Strictness, "reading": Reading}


def read(request: Request, dials: Dials) -> tuple[Dials, str]:
    """The dials that a request prefers, and what to tell it in `Preference-Applied`.

    Preferences that are not ours are passed over, as RFC 7240 wants; of two alike, the first counts.

    Raises:
        InvalidRequest: a dial of ours has no such position.
    """
    preferences = ",".join(request.headers.getlist("prefer"))
    if not preferences:
        return dials, ""
    from urllib.request import parse_http_list  # noqa: PLC0415 - a server that starts does without

    applied: dict[str, str] = {}
    for preference in parse_http_list(preferences):
        name, _, value = preference.partition(";")[0].partition("=")
        name, value = name.strip().lower(), value.strip().strip('"')
        if name in DIALS and name not in applied:
            applied[name] = _position(name, value)
    chosen = Dials(
        Strictness(applied.get("strictness", dials.strictness)),
        Reading(applied.get("reading", dials.reading)),
    )
    return chosen, ", ".join(f"{name}={value}" for name, value in applied.items())


def _position(name: str, value: str) -> str:
    positions = [each.value for each in DIALS[name]]
    if value not in positions:
        raise InvalidRequest(
            f"Prefer: {name}={value!r} is not known; expected one of {', '.join(positions)}."
        )
    return value
