"""The settings as keyword arguments, for type checkers and editors. `Settings` judges them."""

from os import PathLike
from typing import Literal, TypedDict


class Knobs(TypedDict, total=False):
    """Settings of a server in this process; README tells what each of them does."""

    host: str
    port_file: str | PathLike[str] | None
    db: str | PathLike[str] | None
    reset: bool
    strictness: Literal["lenient", "documented", "strict"]
    reading: Literal["examples", "schema"]
    auth: Literal["any", "keys", "off"]
    public_base_url: str | None
    max_body: int
    log_format: Literal["text", "json"]
    no_admin: bool
    admin_token: str | None
    admin_hosts: list[str]
    sandbox_autocreate: bool
    max_sandboxes: int
    sandbox_ttl: float
    journal_entries: int
    journal_bytes: int
    quiet: bool
