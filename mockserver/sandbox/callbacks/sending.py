"""Sending one callback: to this machine, or to a host that the server is told. Assumed: A-34.

A name is resolved once, and the address that it was resolved to is the one that is connected to: asked again,
it could name another. Redirects are not followed, and no proxy of the environment is asked.
"""

import asyncio
import socket
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http.client import HTTP_PORT, HTTPS_PORT
from ipaddress import ip_address
from types import ModuleType
from typing import Any
from urllib.parse import SplitResult, urlsplit

PATIENCE = 5.0
"""Seconds that a receiver may take."""
MOST_READ = 1024
"""Bytes of an answer that are kept."""
PORTS = {"http": HTTP_PORT, "https": HTTPS_PORT}


@dataclass(slots=True)
class Outcome:
    """What became of a callback.

    Attributes:
        status: of the answer; None if there was none.
        answer: the beginning of its body.
        error: why there was no answer.
        milliseconds: how long it took.
    """

    status: int | None = None
    answer: str = ""
    error: str | None = None
    milliseconds: float = 0.0


class NotSent(Exception):
    """A callback cannot be sent. The message is one line that says why."""


async def send(url: str, headers: Mapping[str, str], body: bytes, hosts: Collection[str]) -> Outcome:
    """Send a callback, and say what became of it.

    Args:
        url: where to.
        headers: to send along.
        body: JSON.
        hosts: names and addresses beside this machine that callbacks may go to.
    """
    began = time.perf_counter_ns()
    outcome = Outcome()
    try:
        async with asyncio.timeout(PATIENCE):
            outcome.status, outcome.answer = await _post(url, headers, body, hosts)
    except TimeoutError:
        outcome.error = f"no answer within {PATIENCE:g} seconds"
    except NotSent as error:
        outcome.error = str(error)
    outcome.milliseconds = (time.perf_counter_ns() - began) / 1e6
    return outcome


async def _post(url: str, headers: Mapping[str, str], body: bytes, hosts: Collection[str]) -> tuple[int, str]:
    httpx = await asyncio.to_thread(_import_httpx)
    parts = urlsplit(url)
    address, is_here = await _resolve(parts, hosts)
    shown = f"[{address}]" if ":" in address else address
    sent = {"host": parts.netloc.rpartition("@")[2], **headers, "content-type": "application/json"}
    target = parts._replace(netloc=f"{shown}:{_port(parts)}").geturl()
    try:
        # Nobody certifies addresses of this machine.
        async with httpx.AsyncClient(verify=not is_here, trust_env=False, timeout=None) as client:
            extensions = {"sni_hostname": parts.hostname}
            async with client.stream(
                "POST", target, headers=sent, content=body, extensions=extensions
            ) as response:
                return response.status_code, await _read(response)
    except httpx.HTTPError as error:
        raise NotSent(f"{type(error).__name__}: {error}") from error


async def _read(response: Any) -> str:
    """The beginning of an answer's body."""
    read = b""
    async for part in response.aiter_bytes():
        read += part
        if len(read) >= MOST_READ:
            break
    return read[:MOST_READ].decode(errors="replace")


async def _resolve(parts: SplitResult, hosts: Collection[str]) -> tuple[str, bool]:
    """The address to connect to, and whether it is this machine's.

    Raises:
        NotSent: the name has none, or none that callbacks may go to.
    """
    name = (parts.hostname or "").lower()
    try:
        found = await asyncio.to_thread(socket.getaddrinfo, name, _port(parts), type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotSent(f"{name} cannot be resolved: {error.strerror or error}") from error
    addresses = [str(each[4][0]) for each in found]
    here = [address for address in addresses if ip_address(address.partition("%")[0]).is_loopback]
    if here:
        return here[0], True
    if name in hosts:
        return addresses[0], False
    raise NotSent(f"{name} is not this machine; expected a loopback address, or --callback-hosts {name}")


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def _import_httpx() -> ModuleType:
    """Takes its time, and a server that delivers nothing does without."""
    import httpx  # noqa: PLC0415 - see above

    return httpx
