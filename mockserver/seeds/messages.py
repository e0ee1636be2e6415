"""What a seed's faults are called: each complaint about its shape in words that need no knowledge of ours."""

from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from mockserver.domain.messages import Steps, expected
from mockserver.domain.text import abbreviate, json_pointer
from mockserver.seeds.document import (
    MANY,
    ONE,
    EventVolume,
    NextIds,
    PassVolume,
    SeedClock,
    SeedDocument,
    SeedEvent,
    SeedPass,
    SeedProject,
    SeedPush,
)
from mockserver.seeds.profile_document import ProfileDocument, Unsupported

IN_A_SEED = {
    "list_type": "a list",
    "dict_type": "a list, or an object with weights",
    "too_short": "a list with at least one entry",
    "invalid_key": "a string as a name; put it in quotes",
}
"""What is called otherwise in a seed, which may be YAML."""
FIELD = "an object with a label and a value"
KINDS: dict[tuple[str, str], type[BaseModel]] = {
    ("", ONE): SeedDocument,
    ("clock", ONE): SeedClock,
    ("nextIds", ONE): NextIds,
    ("projects", ONE): SeedProject,
    ("events", ONE): SeedEvent,
    ("events", MANY): EventVolume,
    ("passes", ONE): SeedPass,
    ("passes", MANY): PassVolume,
    ("pushes", ONE): SeedPush,
    ("profile", ONE): ProfileDocument,
    ("unsupported", ONE): Unsupported,
}
"""What stands in a place: the name of the place, and whether the shorter form was taken."""


def worded(complaint: ErrorDetails) -> tuple[str, str]:
    """Where a complaint is, as the steps into the document, and what stands there and was expected.

    The steps are those of a JSON pointer without its first slash: `projects/0/events/0/passes/1/status`.
    """
    steps, value = _place(complaint)
    path = json_pointer(*(step for step in steps if step not in {ONE, MANY}))[1:]
    found = "nothing" if complaint["type"] == "missing" else abbreviate(value)
    return path, f"{found}: expected {_expected(complaint)}"


def _place(complaint: ErrorDetails) -> tuple[Steps, Any]:
    """A complaint about a whole may name the part that it is about; one about a name stands at its owner."""
    steps, value = complaint["loc"], complaint["input"]
    part = complaint.get("ctx", {}).get("at")
    if part is not None:
        return (*steps, part), value[part]
    return (steps[:-1] if _is_about_a_name(steps) else steps), value


def _is_about_a_name(steps: Steps) -> bool:
    return steps[-1:] == ("[key]",) and steps[-3:-2] == (MANY,)


def _expected(complaint: ErrorDetails) -> str:
    kind, steps = complaint["type"], complaint["loc"]
    if kind == "extra_forbidden":
        return _known_names(steps)
    if kind == "dict_type" and "fields" in steps[-2:]:
        return FIELD if steps[-2] == "fields" else "an object"
    if kind == "list_type" and steps[-1] == ONE:
        return "a list, or an object with a count"
    told = expected(complaint, IN_A_SEED)
    return told.replace("'", "") if kind == "enum" else told


def _known_names(steps: Steps) -> str:
    """The names that might have stood in the place of one that nothing has."""
    owner = steps[:-1]
    place = next((step for step in reversed(owner) if isinstance(step, str) and (step, ONE) in KINDS), "")
    kind = KINDS[place, MANY if owner[-1:] == (MANY,) else ONE]
    return f"one of {', '.join(str(field.alias) for field in kind.model_fields.values())}"
