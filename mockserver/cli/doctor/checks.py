"""What is looked at on this machine, and what there is to do about what is found. Nothing is changed."""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from airship_wallet_emulator import PACKAGE, find_clash
from mockserver.cli.environment import describe_foreign_variables
from mockserver.client.direct import find_version
from mockserver.client.proxies import except_host, find_proxy
from mockserver.client.running import find_left
from mockserver.server.listener import CannotStart, bind
from mockserver.settings import Settings, root_url
from mockserver.store.files import find_drafts
from mockserver.verify.names import PREFIX

SECONDS_TO_ANSWER = 3
LOCALHOST = "localhost"


class State(StrEnum):
    """How well something is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, and what was found.

    Attributes:
        advice: what to do; empty if there is nothing to do.
    """

    name: str
    state: State
    found: str
    advice: str = ""


def check_all(settings: Settings | None) -> Iterator[Check]:
    """Everything that there is to look at.

    Args:
        settings: of the server that is to be started; None if they cannot be used.
    """
    if settings is not None:
        yield check_port(settings.host, settings.port)
    yield check_name()
    yield from _or_well("proxy", find_proxies(settings), "servers on this machine are asked directly")
    yield from _or_well("leftovers", find_leftovers(settings), "nothing is left of what was killed")
    yield from _or_well("environment", find_variables(), "no variable only looks like a setting")


def check_port(host: str, port: int) -> Check:
    """Whether a server can listen there, and if not, who does."""
    url = root_url(host, port)
    try:
        bind(host, port).close()
    except CannotStart as error:
        if getattr(error.__cause__, "errno", None) != errno.EADDRINUSE:
            return Check("port", State.FAIL, str(error), "name another with --host and --port")
        version = find_version(url, SECONDS_TO_ANSWER)
        if version is not None:
            use = f"use it, stop it, or take another port with --port: MOCKSERVER_URL={url}"
            return Check("port", State.WARN, f"mockserver {version} listens on {host}:{port}", use)
        return Check(
            "port",
            State.FAIL,
            f"another program listens on {host}:{port}",
            "stop it, or take another port with --port; 0 takes a free one",
        )
    found = f"{host}:{port} is free" if port else f"a free port of {host} is taken"
    return Check("port", State.OK, found)


def check_name() -> Check:
    """Whether the package is ours alone."""
    clash = find_clash()
    if clash is None:
        return Check("name", State.OK, f"the package {PACKAGE} is ours alone")
    return Check("name", State.FAIL, *clash.split(": ", 1))


def find_proxies(settings: Settings | None) -> Iterator[Check]:
    """A proxy that clients ask for servers on this machine, which it knows nothing of."""
    host = LOCALHOST if settings is None else urlsplit(root_url(settings.host, settings.port)).hostname
    asked = [each for each in dict.fromkeys([host or LOCALHOST, LOCALHOST]) if find_proxy(os.environ, each)]
    if not asked:
        return
    excepted = dict(os.environ)
    for each in asked:
        excepted |= except_host(excepted, each)
    found = f"{find_proxy(os.environ, asked[0])} is set: clients ask the proxy for {' and '.join(asked)}"
    told = " ".join(f"{name}={excepted[name]}" for name in ("NO_PROXY", "no_proxy"))
    yield Check("proxy", State.WARN, found, f"set {told}")


def find_leftovers(settings: Settings | None) -> Iterator[Check]:
    """Files of what was killed: addresses of servers, drafts of a database, notes of `verify` here."""
    yield from _find_addresses()
    for file in [] if settings is None or settings.db is None else find_drafts(Path(settings.db)):
        yield _left(
            f"{file} is the draft of a database that was not finished",
            "delete it, unless a server starts now",
        )
    for file in sorted(Path().glob(f"{PREFIX}*.leftovers")):
        yield _left(
            f"{file} tells of events that a run of verify has left",
            f"mockserver verify --clean {file}, unless it still runs",
        )


def _find_addresses() -> Iterator[Check]:
    """Files with addresses of servers that are gone, in one row, since a machine of tests has many."""
    gone = find_left()
    if len(gone) == 1:
        yield _left(f"{gone[0]} tells the address of a server that is gone", "delete it")
    elif gone:
        others = ", ".join(file.name for file in gone[1:])
        yield _left(
            f"{gone[0]} and beside it {others} tell the addresses of servers that are gone", "delete them"
        )


def find_variables() -> Iterator[Check]:
    """Variables of the environment that a reader could take for settings."""
    for line in describe_foreign_variables(os.environ):
        yield Check("environment", State.WARN, line, "unset it, or give it the name that was meant")


def _left(found: str, advice: str) -> Check:
    return Check("leftovers", State.WARN, found, advice)


def _or_well(name: str, checks: Iterator[Check], found: str) -> Iterator[Check]:
    """What was found, or that nothing was."""
    yield from list(checks) or [Check(name, State.OK, found)]
