"""The flags of a server: one for each setting, for every command that starts one."""

from collections.abc import Callable
from dataclasses import field, make_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mockserver.cli.exits import WRONG_USAGE, fail
from mockserver.domain.messages import expected
from mockserver.settings import Address, Settings, find_variable, variables

SEED_HERE = "mockserver.yaml"
"""The seed of a folder: what a server begins with that is started there and given no other."""
NOT_GIVEN: tuple[object, ...] = (None, False, (), [])
Setting = tuple[str, Any, Any]
"""A field of a dataclass: name, type and default."""


def flags_of_settings(**other_help: str) -> type:
    """A dataclass with a field for each setting, which Typer makes a flag of.

    Values are kept as they were given: text is judged by `Settings`, as the environment's is.

    Args:
        other_help: what the help says of settings that mean something else to a command.
    """
    return make_dataclass(
        "ServerFlags", [_flag(name, other_help.get(name)) for name in Settings.model_fields], frozen=True
    )


def given(flags: object) -> dict[str, Any]:
    """The settings that flags name; a flag that was not given has no value."""
    return {name: value for name, value in vars(flags).items() if value not in NOT_GIVEN}


class WrongSettings(Exception):
    """Flags or variables are wrong. The message has a line for each."""


def read_settings(flags: object, **defaults: Any) -> Settings:
    """The settings of flags and environment; ends the process if one of them is wrong.

    Args:
        flags: what `flags_of_settings` describes.
        defaults: of the command; they beat the environment.
    """
    try:
        return find_settings(flags, **defaults)
    except WrongSettings as wrong:
        fail(str(wrong), WRONG_USAGE)


def find_settings(flags: object, **defaults: Any) -> Settings:
    """The same, for who goes on if one is wrong.

    Raises:
        WrongSettings: one is.
    """
    chosen = defaults | given(flags)
    try:
        settings = Settings(**chosen)
    except ValidationError as error:
        raise WrongSettings(_lines(error, chosen)) from error
    if settings.seed is None and Path(SEED_HERE).is_file():
        settings.seed = [SEED_HERE]  # as if the environment said so: it beats the default and nothing else
    return settings


def read_address() -> Address:
    """Where the environment says that a server listens; ends the process if that is wrong."""
    try:
        return Address()
    except ValidationError as error:
        fail(_lines(error, {}), WRONG_USAGE)


def _flag(name: str, help_text: str | None) -> Setting:
    setting = Settings.model_fields[name]
    extra = _extra(name)
    option = typer.Option(
        _spelled(name),
        metavar=_choices(setting.annotation) or extra.get("metavar"),
        help=help_text or _help(name),
        show_default=False,
        rich_help_panel=extra.get("panel", "Server"),
        autocompletion=_completion(setting.annotation),
    )
    if setting.default is False:
        return name, Annotated[bool, option], field(default=False)
    kind = list[str] if extra.get("repeatable") else str
    return name, Annotated[kind | None, option], field(default=None)


def _help(name: str) -> str:
    """What the help says of a setting.

    >>> _help("port")
    'Port to listen on; 0 takes a free one. (default: 8412; env: MOCKSERVER_PORT)'
    """
    setting = Settings.model_fields[name]
    variable, *_ = variables(name)
    default = f"default: {str(setting.default).lower()}; " if setting.default else ""
    return f"{setting.description} ({default}env: {variable})"


def _extra(name: str) -> dict[str, Any]:
    extra = Settings.model_fields[name].json_schema_extra
    return extra if isinstance(extra, dict) else {}


def _spelled(name: str) -> str:
    """A setting as a flag.

    >>> _spelled("max_body")
    '--max-body'
    """
    return f"--{name.replace('_', '-')}"


def _choices(kind: Any) -> str | None:
    return "|".join(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def _completion(kind: Any) -> Callable[[str], list[str]] | None:
    """What a shell offers for a setting, if it has so many words and no more."""
    choices = _choices(kind)
    if choices is None:
        return None
    return lambda incomplete: [word for word in choices.split("|") if word.startswith(incomplete)]


def _lines(error: ValidationError, chosen: dict[str, Any]) -> str:
    lines = (_line(each, chosen) for each in error.errors(include_url=False))
    return "\n".join(dict.fromkeys(lines))  # each alternative complains of the same value


def _line(error: ErrorDetails, chosen: dict[str, Any]) -> str:
    """One wrong setting: the flag or variable that says so, its value, and what was expected."""
    name = next(name for name in Settings.model_fields if error["loc"][0] in (name, *variables(name)))
    source = _spelled(name) if name in chosen else find_variable(name)
    wanted = _extra(name).get("expected") or expected(error)
    return f"{source} is {error['input']!r}: expected {wanted}"
