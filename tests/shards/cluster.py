"""Several processes of the server behind the real HAProxy, as `mockserver shards` has it configured."""

import socket
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.commands import run, serving
from tests.programs import find_program
from tests.world import PAIR, REVISION

PATIENCE = 30
"""Seconds after which a proxy that does not answer has failed."""


def find_haproxy() -> str:
    """Where HAProxy is."""
    return find_program("haproxy", "HAProxy", "haproxy")


@dataclass
class Cluster:
    """Shards that run, and the address of the proxy before them."""

    folder: Path
    port: int
    processes: dict[str, subprocess.Popen[str]]
    urls: dict[str, str]
    proxies: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The one address."""
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> httpx.Client:
        """A client of the one address, that keeps its connections."""
        return httpx.Client(base_url=self.url, auth=PAIR, headers=REVISION, timeout=60)

    def stop_proxy(self) -> None:
        """End the proxy that runs."""
        for proxy in self.proxies:
            proxy.kill()
            proxy.communicate()
        self.proxies.clear()

    def start_proxy(self, awaited: Iterable[str] | None = None) -> None:
        """Start the proxy before all shards that there are, and wait for some of them, or all."""
        servers = ",".join(url.removeprefix("http://") for url in self.urls.values())
        bind = f"127.0.0.1:{self.port}"
        written = run(
            "shards", str(len(self.urls)), "--print", "haproxy", "--bind", bind, "--servers", servers
        )
        assert written.returncode == 0, written.stderr
        file = self.folder / "haproxy.cfg"
        file.write_text(written.stdout)
        self.proxies.append(
            subprocess.Popen(
                [find_haproxy(), "-db", "-f", str(file)],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        self._wait(self.urls if awaited is None else awaited)

    def _wait(self, awaited: Iterable[str]) -> None:
        """Wait until shards answer through the proxy."""
        retrying = httpx.HTTPTransport(retries=12)  # with longer and longer pauses
        with httpx.Client(base_url=self.url, transport=retrying, timeout=PATIENCE) as http:
            for name in awaited:
                assert http.get(f"/shards/{name}/readyz").status_code == 200


@contextmanager
def open_cluster(folder: Path, shards: int, spare: int = 0, *flags: str) -> Iterator[Cluster]:
    """So many shards behind a proxy, and as many more that run and that it does not know yet."""
    find_haproxy()
    with socket.socket() as probe, ExitStack() as running:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 0))
        cluster = Cluster(folder, probe.getsockname()[1], {}, {})
        probe.close()
        for number in range(1, shards + spare + 1):
            name = f"s{number}"
            process, url = running.enter_context(serving("--shard", name, "--quiet", *flags))
            cluster.processes[name], cluster.urls[name] = process, url
        spared = {name: cluster.urls.pop(name) for name in list(cluster.urls)[shards:]}
        running.callback(cluster.stop_proxy)
        cluster.start_proxy()
        cluster.urls |= spared
        yield cluster
