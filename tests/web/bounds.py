"""Hooks for schemathesis, which in earnest asks the lab for ten million passes, or a minute of waiting."""

from typing import Any

import schemathesis

MOST: dict[str, Any] = {"count": 20, "timeoutMs": 20, "seconds": 0.02}
"""This much is enough to judge an answer."""


def bounded(value: Any, name: str = "") -> Any:
    """A value at any depth, no larger than its name allows."""
    if isinstance(value, dict):
        return {each: bounded(member, each) for each, member in value.items()}
    if isinstance(value, list):
        return [bounded(each) for each in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return min(value, MOST[name]) if is_number and name in MOST else value


@schemathesis.hook
def before_call(_: schemathesis.HookContext, case: schemathesis.Case[Any], __: dict[str, Any]) -> None:
    """Make a request ask for less."""
    case.body = bounded(case.body)
    if case.path == "/stream":
        case.query = {name: value for name, value in (case.query or {}).items() if name != "seconds"}
        case.query["seconds"] = MOST["seconds"]
    if case.path == "/requests/wait" and isinstance(case.body, dict):
        case.body = {"timeoutMs": MOST["timeoutMs"]} | case.body
