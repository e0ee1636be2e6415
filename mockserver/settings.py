"""The settings of a server, each with its environment variable `MOCKSERVER_<NAME>` and its flag.

What a flag needs beside its description is the `json_schema_extra` of its field: `metavar`, what its value is
called; `expected`, what is told of a wrong one; `repeatable`, whether it may be given more than once;
`panel`, the group in which help shows it, if that is not *Server*.
"""

import os
import re
from enum import StrEnum
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Literal, TypedDict

from pydantic import (
    AfterValidator,
    AliasChoices,
    Field,
    PrivateAttr,
    StringConstraints,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from mockserver.domain.policy import Policy, Reading, Strictness

NO_SEED = "none"
PREFIX = "MOCKSERVER_"
PORT_VARIABLES = (f"{PREFIX}PORT", "PORT")
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses to ask, not to listen on
ORIGIN = r"(?i)^[a-z][a-z0-9+.-]*://(\[[0-9a-f:.]+\]|[\w.-]+)(:[0-9]{1,5})?/?$"
"""A scheme, which may be that of a browser's extensions, a host, and a port if it has one."""
OF_A_SERVICE = re.compile(r"(tcp|udp|sctp)://")
"""How Kubernetes writes addresses."""


def _as_sent(origin: str) -> str:
    """An origin as browsers send it: without a slash, in lower case."""
    return origin.removesuffix("/").lower()


Origin = Annotated[str, StringConstraints(pattern=ORIGIN), AfterValidator(_as_sent)]


class Auth(StrEnum):
    """Which credentials are let in."""

    ANY = "any"
    KEYS = "keys"
    OFF = "off"


class LogFormat(StrEnum):
    """How a request is logged."""

    TEXT = "text"
    JSON = "json"


def is_written_by_others(variable: str, value: str) -> bool:
    """Whether the value of a variable is no setting, though its name is that of one.

    In every pod beside a service called `mockserver`, `MOCKSERVER_PORT` is something like
    `tcp://10.96.0.1:8412`.
    """
    return "://" in value if variable in PORT_VARIABLES else bool(OF_A_SERVICE.match(value))


class Environment(EnvSettingsSource):
    """The variables of the environment that are settings."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls)
        self.env_vars = {
            name: value
            for name, value in self.env_vars.items()
            if value is None or not is_written_by_others(name.upper(), value)
        }


def root_url(host: str, port: int) -> str:
    """The URL under which clients on this machine reach what listens on an address.

    >>> root_url("0.0.0.0", 8412), root_url("::1", 8412)
    ('http://127.0.0.1:8412', 'http://[::1]:8412')
    """
    asked = WILDCARDS.get(host, host)
    return f"http://[{asked}]:{port}" if ":" in asked else f"http://{asked}:{port}"


class Address(BaseSettings):
    """Where a server listens."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", populate_by_name=True
    )

    host: str = Field(
        "127.0.0.1", json_schema_extra={"metavar": "ADDRESS"}, description="Address to listen on."
    )
    port: int = Field(
        8412,
        ge=0,
        le=65535,
        validation_alias=AliasChoices(*PORT_VARIABLES),
        json_schema_extra={"metavar": "NUMBER", "expected": "an integer from 0 to 65535"},
        description="Port to listen on; 0 takes a free one.",
    )

    @property
    def url(self) -> str:
        """The root of a server that listens there, for those who ask it from the same machine."""
        return root_url(self.host, self.port)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - ours stands in its place
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - we read no such file
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - nor such a folder
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given, then the environment."""
        return init_settings, Environment(settings_cls)


class Settings(Address):
    """How a server runs. A value that is given beats the environment, which beats the default."""

    port_file: Path | None = Field(
        None,
        json_schema_extra={"metavar": "FILE"},
        description="File to write the port to once requests are answered.",
    )
    db: Path | None = Field(
        None,
        json_schema_extra={"panel": "World", "metavar": "FILE"},
        description="File to keep everything in; without one it is kept in memory.",
    )
    reset: bool = Field(
        False, json_schema_extra={"panel": "World"}, description="Start the file of --db over from the seed."
    )
    seed: Annotated[list[str] | None, NoDecode] = Field(
        None,
        json_schema_extra={"panel": "World", "metavar": "FILE|FOLDER|none", "repeatable": True},
        description="Seed file or folder, comma-separated in the environment; 'none' for an empty world; "
        "default: mockserver.yaml if there is one, else the documentation's examples.",
    )
    strictness: Strictness = Field(
        Strictness.DOCUMENTED,
        json_schema_extra={"panel": "Judgement"},
        description="How requests are judged.",
    )
    reading: Reading = Field(
        Reading.EXAMPLES,
        json_schema_extra={"panel": "Judgement"},
        description="Which side to take where the documentation contradicts itself.",
    )
    auth: Auth = Field(
        Auth.ANY, json_schema_extra={"panel": "Judgement"}, description="Which credentials are let in."
    )
    profile: Path | None = Field(
        None,
        json_schema_extra={"panel": "Judgement", "metavar": "FILE"},
        description="Profile that 'mockserver verify' wrote: answer as the service was seen to.",
    )
    evidence: bool = Field(
        False,
        json_schema_extra={"panel": "Judgement"},
        description="Tell with each answer what it rests on, in a header.",
    )
    public_base_url: str | None = Field(
        None,
        pattern=r"^https?://[^/\s]+(/[^\s]*)?$",
        json_schema_extra={"metavar": "URL", "expected": "a URL such as https://wallet.example.com"},
        description="Base of the links in answers; default: as asked.",
    )
    pass_certificate: Path | None = Field(
        None,
        json_schema_extra={"panel": "World", "metavar": "FILE"},
        description="Certificate to sign the files of passes with, PEM; needs the extra 'signing'.",
    )
    pass_key: Path | None = Field(
        None,
        json_schema_extra={"panel": "World", "metavar": "FILE"},
        description="Its private key, PEM without a passphrase.",
    )
    callback_hosts: Annotated[list[str], NoDecode] = Field(
        [],
        json_schema_extra={"panel": "World", "metavar": "NAME,..."},
        description="Hosts beside this machine that callbacks may go to, comma-separated.",
    )
    max_body: int = Field(
        1024 * 1024,
        ge=1,
        json_schema_extra={"metavar": "BYTES", "expected": "an integer from 1 up"},
        description="Largest request body, in bytes.",
    )
    max_lab_body: int = Field(
        64 * 1024 * 1024,
        ge=1,
        json_schema_extra={"panel": "Lab", "metavar": "BYTES", "expected": "an integer from 1 up"},
        description="Largest request body that the lab takes, in bytes.",
    )
    log_format: LogFormat = Field(
        LogFormat.TEXT,
        json_schema_extra={"panel": "Log"},
        description="How a request is logged on standard error.",
    )
    no_metrics: bool = Field(
        False,
        json_schema_extra={"panel": "Log"},
        description="Leave out /metrics, which is for Prometheus.",
    )
    no_admin: bool = Field(
        False, json_schema_extra={"panel": "Lab"}, description="Leave out the lab under /__admin."
    )
    no_inspector: bool = Field(
        False,
        json_schema_extra={"panel": "Lab"},
        description="Leave out the inspector, which browsers find at /.",
    )
    admin_token: str | None = Field(
        None,
        json_schema_extra={"panel": "Lab", "metavar": "TOKEN"},
        description="Bearer token that the lab asks for.",
    )
    admin_hosts: Annotated[list[str], NoDecode] = Field(
        [],
        json_schema_extra={"panel": "Lab", "metavar": "NAME,..."},
        description="Names beside localhost under which the lab may be asked, comma-separated.",
    )
    admin_origins: Annotated[list[Origin], NoDecode] = Field(
        [],
        json_schema_extra={
            "panel": "Lab",
            "metavar": "ORIGIN,...",
            "expected": "origins such as http://localhost:6006, comma-separated",
        },
        description="Origins of pages that may drive the lab, comma-separated.",
    )
    cors_origins: Annotated[list[Literal["*"] | Origin], NoDecode] = Field(
        [],
        json_schema_extra={
            "metavar": "ORIGIN,...",
            "expected": "origins such as https://app.example.com, comma-separated, or *",
        },
        description="Origins of pages that may use the API, beside those of this machine; * for all.",
    )
    sandbox_autocreate: bool = Field(
        True,
        json_schema_extra={"panel": "World", "metavar": "true|false"},
        description="Make a sandbox when its name is first used.",
    )
    max_sandboxes: int = Field(
        1000,
        ge=1,
        json_schema_extra={"panel": "World", "metavar": "NUMBER", "expected": "an integer from 1 up"},
        description="How many sandboxes there may be.",
    )
    max_snapshots: int = Field(
        100,
        ge=0,
        json_schema_extra={"panel": "World", "metavar": "NUMBER", "expected": "an integer from 0 up"},
        description="How many snapshots a sandbox may have.",
    )
    sandbox_ttl: float = Field(
        3600,
        ge=0,
        json_schema_extra={"panel": "World", "metavar": "SECONDS", "expected": "a number of seconds"},
        description="Seconds after which an unused sandbox makes room for a new one.",
    )
    shard: str | None = Field(
        None,
        pattern=r"^s[1-9][0-9]{0,5}$",
        json_schema_extra={
            "panel": "World",
            "metavar": "sN",
            "expected": "s and a number from 1 up, such as s1",
        },
        description="What the names of sandboxes begin with that this server gives out; a proxy goes by it.",
    )
    journal_entries: int = Field(
        1000,
        ge=0,
        json_schema_extra={"panel": "Lab", "metavar": "NUMBER", "expected": "an integer from 0 up"},
        description="How many requests the journal of a sandbox keeps; 0 for no journal.",
    )
    journal_bytes: int = Field(
        16 * 1024 * 1024,
        ge=0,
        json_schema_extra={"panel": "Lab", "metavar": "BYTES", "expected": "an integer from 0 up"},
        description="How many bytes the journal of a sandbox keeps.",
    )
    journal_memory: int = Field(
        256 * 1024 * 1024,
        ge=0,
        json_schema_extra={"panel": "Lab", "metavar": "BYTES", "expected": "an integer from 0 up"},
        description="How many bytes the journals of all sandboxes keep together.",
    )
    quiet: bool = Field(
        False,
        json_schema_extra={"panel": "Log"},
        description="Log no requests and print nothing but the line Ready.",
    )

    _given: frozenset[str] = PrivateAttr(frozenset())

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._given = frozenset(values)

    def is_given(self, name: str) -> bool:
        """Whether a setting was given, by a flag or an argument, and not by the environment."""
        return name in self._given

    @field_validator("seed", "admin_hosts", "admin_origins", "callback_hosts", "cors_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part for part in value.split(",") if part] if isinstance(value, str) else value

    @classmethod
    def defaults(cls) -> "Settings":
        """The settings of a server of which nobody says anything, not even the environment."""
        return cls.model_construct()

    @property
    def policy(self) -> Policy:
        """How the server judges and reads, before its profile is looked at."""
        return Policy(self.strictness).read(self.reading)


def variables(name: str) -> tuple[str, ...]:
    """The environment variables of a setting, the first one first.

    >>> variables("max_body")
    ('MOCKSERVER_MAX_BODY',)
    """
    return PORT_VARIABLES if name == "port" else (f"{PREFIX}{name.upper()}",)


def find_variable(name: str) -> str:
    """The environment variable that a setting is read from: the first that is set and meant for us."""
    environment = {variable.upper(): value for variable, value in os.environ.items()}
    for variable in variables(name):
        value = environment.get(variable)
        if value and not is_written_by_others(variable, value):
            return variable
    return variables(name)[0]


class SettingsKwargs(TypedDict, total=False):
    """Settings as keyword arguments, for type checkers and editors. `Settings` judges them."""

    host: str
    port_file: str | PathLike[str] | None
    db: str | PathLike[str] | None
    reset: bool
    strictness: Literal["lenient", "documented", "strict"]
    reading: Literal["examples", "schema"]
    profile: str | PathLike[str] | None
    evidence: bool
    auth: Literal["any", "keys", "off"]
    public_base_url: str | None
    pass_certificate: str | PathLike[str] | None
    pass_key: str | PathLike[str] | None
    callback_hosts: list[str]
    max_body: int
    max_lab_body: int
    log_format: Literal["text", "json"]
    no_metrics: bool
    no_admin: bool
    no_inspector: bool
    admin_token: str | None
    admin_hosts: list[str]
    admin_origins: list[str]
    cors_origins: list[str]
    sandbox_autocreate: bool
    max_sandboxes: int
    max_snapshots: int
    sandbox_ttl: float
    shard: str | None
    journal_entries: int
    journal_bytes: int
    journal_memory: int
    quiet: bool
