"""What help says of what a flag takes: `URL` for `--url`, and nothing for a flag that takes nothing."""

from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption


class Command(TyperCommand):
    """A command whose help speaks of things, not of types of Python."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its parameters, as help shows them."""
        return _named(super().get_params(ctx))


class Group(TyperGroup):
    """A group of commands, alike."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its parameters, as help shows them."""
        return _named(super().get_params(ctx))


def _named(params: list[Any]) -> list[Any]:
    for each in params:
        if isinstance(each, TyperArgument):
            each.display_type_rich = _nothing  # type: ignore[method-assign] # no other way to leave it out
        elif isinstance(each, TyperOption) and each.metavar is None and not each.type_descriptor.is_choice:
            each.metavar = "" if each.is_flag else (each.name or "").upper()
    return params


def _nothing(ctx: Any) -> str:  # noqa: ARG001 - as Typer calls it
    """The name of an argument says already what it is."""
    return ""
