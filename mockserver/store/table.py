"""What there is to know of a table once its SQL is written: its name and its columns, in their order."""

from typing import NamedTuple


class Table(NamedTuple):
    """A table of the database."""

    name: str
    columns: tuple[str, ...]
