"""What was expected: one wording for all that a shape refuses, whoever asked.

A caller adds only how it names places: the members of a body with dots, a setting as its flag, a part of a
seed by a JSON pointer.
"""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from mockserver.domain.text import abbreviate

Steps = Sequence[str | int]
"""Where something is within a document."""

EXPECTED = {
    "missing": "a value",
    "extra_forbidden": "no member of that name",
    "invalid_key": "a string as a name",
    "string_type": "a string",
    "string_unicode": "a string without half characters",
    "string_pattern_mismatch": "a string that matches {pattern}",
    "int_type": "an integer",
    "int_from_float": "an integer",
    "int_parsing": "an integer",
    "int_parsing_size": "an integer of fewer digits",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "bool_type": "true",  # where we ask for a boolean and for nothing like one, false would say nothing
    "bool_parsing": "true or false",
    "enum": "{expected}",
    "literal_error": "{expected}",
    "none_required": "null",
    "list_type": "an array",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "path_type": "a path",
}
"""What was expected, by the type of pydantic's error. A type of our own has it for its message."""
LENGTHS = {
    "string_too_short": ("a string", "min_length", "at least {} characters"),
    "string_too_long": ("a string", "max_length", "at most {} characters"),
    "too_short": ("an array", "min_length", "at least {} entries"),
    "too_long": ("an array", "max_length", "at most {} entries"),
}
BOUNDS = {
    "greater_than": ("gt", "above {}"),
    "greater_than_equal": ("ge", "from {} up"),
    "less_than": ("lt", "below {}"),
    "less_than_equal": ("le", "of at most {}"),
}
NOT_EMPTY = {
    "string_too_short": "a string that is not empty",
    "too_short": "an array with at least one entry",
}
KEY = "[key]"
"""The step that says that the one before it is meant, and not what it names."""


def expected(complaint: ErrorDetails, own: Mapping[str, str] = EXPECTED) -> str:
    """What was expected in the place of what a shape refuses.

    Args:
        complaint: what pydantic found.
        own: the wording of a caller whose nouns are others.
    """
    kind, context = complaint["type"], complaint.get("ctx", {})
    if kind in own or kind in EXPECTED:
        return (own.get(kind) or EXPECTED[kind]).format(**_as_json(context))
    if kind in BOUNDS:
        return _bound(*BOUNDS[kind], context)
    if kind in LENGTHS:
        return _length(kind, context)
    return complaint["msg"]


def dotted(steps: Steps) -> str:
    """A place in a body: `steps.0.status`."""
    return ".".join(str(step) for step in steps if step != KEY)


def sentence(name: str, complaint: ErrorDetails, names: Sequence[str] = ()) -> str:
    """One sentence that names the place, the value and what was expected.

    Args:
        name: the place.
        complaint: what pydantic found.
        names: those that a member might have in the place of one that is unknown.
    """
    kind = complaint["type"]
    if kind == "missing":
        return f"{name} is missing; expected {expected(complaint)}."
    found = f"{name} is {abbreviate(complaint['input'])}"
    if kind == "value_error":  # raised by us, in words of our own
        return f"{found}; {complaint['ctx']['error']}."
    wanted = f"one of {', '.join(names)}" if kind == "extra_forbidden" and names else expected(complaint)
    return f"{found}; expected {wanted}."


def member_names(shape: Any, steps: Steps) -> list[str]:
    """The names that the members of an object have, as they are written.

    Args:
        shape: of the whole: a model, or a type that holds one.
        steps: the way to the object.
    """
    model = _model_in(shape)
    for step in steps:
        if model is not None and isinstance(step, str):
            found = [field for field in model.model_fields.values() if field.alias == step]
            model = _model_in(found[0].annotation) if found else None
    return [str(field.alias) for field in model.model_fields.values()] if model else []


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next(filter(None, map(_model_in, get_args(kind))), None)


def _as_json(context: dict[str, Any]) -> dict[str, Any]:
    return {name: "true" if value == "True" else value for name, value in context.items()}


def _bound(name: str, told: str, context: dict[str, Any]) -> str:
    bound = context[name]
    noun = "a number" if isinstance(bound, float) else "an integer"
    return f"{noun} {told.format(f'{bound:g}' if isinstance(bound, float) else bound)}"


def _length(kind: str, context: dict[str, Any]) -> str:
    noun, name, told = LENGTHS[kind]
    return (
        NOT_EMPTY[kind]
        if kind in NOT_EMPTY and context[name] == 1
        else f"{noun} of {told.format(context[name])}"
    )
