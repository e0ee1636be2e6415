"""The flags of a server: one for each setting, for every command that starts one."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, Concatenate, ParamSpec

import typer
from pydantic import ValidationError

from mockserver.cli.exits import WRONG_USAGE, fail
from mockserver.settings import Settings

Own = ParamSpec("Own")
Given = dict[str, Any]
"""Settings by name, as they were given: text is judged by `Settings`, as the environment's is."""
NOTHING: tuple[Any, ...] = (None, [], False)
"""What a flag is that was not given."""


def _extra(name: str) -> dict[str, Any]:
    extra = Settings.model_fields[name].json_schema_extra
    return extra if isinstance(extra, dict) else {}


def _spelled(name: str) -> str:
    """A setting as a flag."""
    return f"--{name.replace('_', '-')}"


def _variable(name: str) -> str:
    """A setting as an environment variable."""
    return f"MOCKSERVER_{name.upper()}"


def _choices(kind: Any) -> str | None:
    return "|".join(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def _flag(name: str) -> Parameter:
    """A setting as a parameter that Typer makes a flag of."""
    field, extra = Settings.model_fields[name], _extra(name)
    default = "" if field.default in NOTHING else f"default: {field.default}; "
    shown = f"{field.description} ({default}env: {_variable(name)})"
    values = _choices(field.annotation) or extra.get("metavar")
    option = typer.Option(_spelled(name), metavar=values, help=shown, show_default=False)
    if field.default is False:
        return _parameter(name, bool, option, default=False)
    return _parameter(name, list[str] | None if extra.get("repeatable") else str | None, option, default=None)


def _parameter(name: str, kind: Any, option: Any, default: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])


FLAGS = [_flag(name) for name in Settings.model_fields]


def with_settings(command: Callable[Concatenate[Given, Own], None]) -> Callable[..., None]:
    """Make the first parameter of a command what its flags say of a server."""

    @wraps(command)
    def start(**values: Any) -> None:
        flags = {flag.name: values.pop(flag.name) for flag in FLAGS}
        given = {name: value for name, value in flags.items() if value not in NOTHING}
        command(given, **values)  # type: ignore[call-arg] # what Typer gives is what the signature says

    _, *own = signature(command).parameters.values()
    parameters = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own]
    vars(start)["__signature__"] = signature(command).replace(parameters=parameters + FLAGS)
    return start


def read_settings(given: Given) -> Settings:
    """The settings of flags and environment; ends the process if one of them is wrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        fail("\n".join(_wrong(each) for each in error.errors(include_url=False)), WRONG_USAGE)


def _wrong(error: Any) -> str:
    name = str(error["loc"][0]).removeprefix("MOCKSERVER_").lower()
    told = str(error["msg"]).replace("Input should be ", "")
    expected = _extra(name).get("expected", told)
    return f"{_spelled(name)} (or {_variable(name)}) is {error['input']!r}: expected {expected}"
