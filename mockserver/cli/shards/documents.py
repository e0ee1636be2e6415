"""Configurations for several servers behind one address: of the proxy, of Compose, of Kubernetes.

Each is a template in which words between two `@` are replaced.
"""

import re
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from textwrap import indent

from mockserver.domain import protocol
from mockserver.domain.errors import of_status
from mockserver.services.tokens import SANDBOX
from mockserver.web.answer import JSON
from mockserver.web.problems import body_of

TEMPLATES = Path(__file__).parents[1] / "templates" / "shards"
PLACE = re.compile(r"@([a-z_]+)@")
PROBLEM = re.compile(r"@problem (\d{3}) (.*?)@(?=$| if )", re.MULTILINE)
"""An error with its details, which the proxy answers by itself."""
SHARDS_OF_A_THREAD, MOST_THREADS = 2, 64
"""How many shards a thread of the proxy feeds that are only read, and how many threads it can have."""
CHECK = """\
    option httpchk GET /readyz
    default-server inter 500ms fall 2 rise 1"""
"""How a shard is asked whether it answers."""
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: @shard@}
spec:
  selector: {app: mockserver-shard, statefulset.kubernetes.io/pod-name: mockserver-shard-@ordinal@}
  ports: [{name: http, port: 8412, targetPort: http}]"""
"""One shard, whose address stays when its pod is made anew."""


@dataclass(frozen=True, slots=True)
class Shards:
    """Several servers behind one address.

    Attributes:
        servers: where each is, `HOST:PORT`, the first one first.
        bind: where the proxy listens, `ADDRESS:PORT`.
        command: what has a configuration written.
    """

    servers: tuple[str, ...]
    bind: str
    command: str

    @property
    def names(self) -> list[str]:
        """What each is called, in the same order."""
        return [f"s{number}" for number in range(1, len(self.servers) + 1)]

    @property
    def threads(self) -> int:
        """How many threads of a proxy they keep busy, as far as a proxy has so many."""
        return min(-(-len(self.servers) // SHARDS_OF_A_THREAD), MOST_THREADS)


def haproxy(shards: Shards) -> str:
    """A complete configuration of HAProxy."""
    servers = {
        name: f"    server {name} {place}" for name, place in zip(shards.names, shards.servers, strict=True)
    }
    text = PROBLEM.sub(_problem, _template("haproxy.cfg"))
    return _fill(
        text,
        command=shards.command,
        json=f'"{JSON}"',
        threads=str(shards.threads),
        bind=shards.bind,
        claim=SANDBOX,
        admin=protocol.ADMIN_PREFIX,
        inspector=protocol.INSPECTOR_PREFIX,
        shards=protocol.SHARDS_PATH,
        sandboxes=protocol.SANDBOX_PATH,
        header=protocol.SANDBOX_HEADER.lower(),
        user=protocol.SANDBOX_USER,
        default=protocol.DEFAULT_SANDBOX,
        names=" ".join(shards.names),
        list=dumps(shards.names, separators=(",", ":")),
        by_name="\n".join(servers.values()),
        anywhere="\n".join(f"{server} track {name}/{name}" for name, server in servers.items()),
        backends="\n".join(f"backend {name}\n{CHECK}\n{server} check" for name, server in servers.items()),
    )


def compose(shards: Shards) -> str:
    """A complete document of Compose, in which `$` begins a variable unless it is doubled."""
    inside = Shards(shards.servers, ":8412", shards.command)
    return _fill(
        _template("compose.yaml"),
        command=shards.command,
        count=str(len(shards.names)),
        bind=shards.bind,
        shards="\n".join(
            f"  {name}: {{<<: *shard, environment: {{MOCKSERVER_SHARD: {name}}}}}" for name in shards.names
        ),
        depends="\n".join(
            f"      {name}: {{condition: service_healthy, restart: true}}" for name in shards.names
        ),
        haproxy=_indented(haproxy(inside).replace("$", "$$"), 6),
    )


def kubernetes(shards: Shards) -> str:
    """A complete manifest for Kubernetes."""
    services = (_fill(SERVICE, shard=name, ordinal=str(ordinal)) for ordinal, name in enumerate(shards.names))
    return _fill(
        _template("kubernetes.yaml"),
        command=shards.command,
        count=str(len(shards.names)),
        services="\n---\n".join(services),
        haproxy=_indented(haproxy(shards), 4),
    )


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").rstrip("\n")


def _fill(template: str, **words: str) -> str:
    return PLACE.sub(lambda found: words[found[1]], template)


def _problem(found: re.Match[str]) -> str:
    status, details = found.groups()
    return f"'{body_of(of_status(int(status), details)).decode()}'"


def _indented(text: str, width: int) -> str:
    return indent(text, " " * width)
