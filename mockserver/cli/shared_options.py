"""Options that several commands have, declared once."""

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

import typer

from mockserver.cli.help import Command


class SharedOptionsCommand(Command):
    """A command with the parameters of a factory as options beside its own.

    What the factory makes of them is the `obj` of the context of the command.
    """

    factory: ClassVar[Callable[..., object]]

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **settings)
        self._shared = _options_of(self.factory)
        self.params = [*self._shared, *self.params]  # help shows groups in the order of their first options

    def invoke(self, ctx: Any) -> Any:
        """Call the factory, then the command."""
        ctx.obj = self.factory(**{each.name: ctx.params.pop(each.name) for each in self._shared})
        return super().invoke(ctx)


@cache
def _options_of(factory: Callable[..., object]) -> list[Any]:
    """The options that Typer makes of the parameters of a function or of a dataclass.

    Making those of a server takes 2 ms, so commands of one factory have the same ones.
    """
    app = typer.Typer(add_completion=False)
    app.command()(factory)
    return typer.main.get_command(app).params
