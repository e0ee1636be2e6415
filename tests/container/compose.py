"""What `docker-compose.yml` says, as flags of an engine's `run`; Compose itself may not be there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
NOT_OF_RUN = {"build", "image", "healthcheck", "profiles"}


def read_service(name: str) -> dict[str, Any]:
    """A service as it is written."""
    document = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return dict(document["services"][name])


def run_flags(volume: str, name: str = "mockserver") -> tuple[str, ...]:
    """The flags of a service, but for a free port and a volume of the test's own.

    Raises:
        KeyError: the service has a key that is not translated here.
    """
    service = read_service(name)
    translated = (TRANSLATORS[key](given, volume) for key, given in service.items() if key not in NOT_OF_RUN)
    return tuple(flag for flags in translated for flag in flags)


def _ports(ports: list[str], _: str) -> list[str]:
    return [f"--publish={address}::{inside}" for address, _, inside in (port.split(":") for port in ports)]


def _environment(variables: dict[str, str], _: str) -> list[str]:
    return [f"--env={name}={value}" for name, value in variables.items()]


def _volumes(volumes: list[str], volume: str) -> list[str]:
    return [f"--volume={_source(mount, volume)}" for mount in volumes]


def _source(mount: str, volume: str) -> str:
    source, _, target = mount.partition(":")
    return f"{(ROOT / source).resolve()}:{target}" if source.startswith(".") else f"{volume}:{target}"


TRANSLATORS: dict[str, Callable[[Any, str], list[str]]] = {
    "ports": _ports,
    "environment": _environment,
    "volumes": _volumes,
    "read_only": lambda given, _: [f"--read-only={str(given).lower()}"],
    "tmpfs": lambda folder, _: [f"--tmpfs={folder}"],
    "cap_drop": lambda names, _: [f"--cap-drop={name}" for name in names],
    "security_opt": lambda options, _: [f"--security-opt={option}" for option in options],
    "stop_grace_period": lambda seconds, _: [f"--stop-timeout={seconds.removesuffix('s')}"],
}
