"""The leftovers of a run: what it may have made, on disk before it is made, until it is gone again."""

import json
import os
import re
from pathlib import Path
from typing import Any

from mockserver.verify.names import PREFIX, PROJECT

OF_A_RUN = re.compile(rf"{PREFIX}[0-9a-f]{{8}}")
FORMAT = "mockserver-leftovers/1"


class BadLeftovers(Exception):
    """A file that tells of no leftovers."""


class Leftovers:
    """The events that a run may have made, in a file that outlives it.

    A line is on the disk before what it tells of can happen. No credentials are in it.

    Attributes:
        pending: paths of events that may be there.
        base_url: of the service that they are at.
        prefix: what their names begin with.
    """

    def __init__(self, file: Path, base_url: str, prefix: str) -> None:
        self.file = file
        self.base_url = base_url
        self.prefix = prefix
        self.pending: dict[str, None] = {}
        self._descriptor: int | None = None

    @classmethod
    def read(cls, file: Path) -> "Leftovers":
        """Those of a run that has ended; what a kill cut off had not happened yet.

        Raises:
            BadLeftovers: the file is not one of ours.
            OSError: it cannot be read.
        """
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        head, *others = [found for found in map(_parse, lines) if found is not None] or [{}]
        if head.get("format") != FORMAT or not {"baseUrl", "prefix"} <= head.keys():
            raise BadLeftovers(f"{file}: its first line is not that of {FORMAT}")
        if not OF_A_RUN.fullmatch(head["prefix"]):
            raise BadLeftovers(f"{file}: the prefix {head['prefix']!r} is not one that a run gives")
        left = cls(file, head["baseUrl"], head["prefix"])
        for each in others:
            if "making" in each:
                left.pending[str(each["making"])] = None
            left.pending.pop(str(each.get("gone")), None)
        return left

    @property
    def ids(self) -> set[int]:
        """The ids of events that are known by nothing else."""
        last = (path.rpartition("/")[2] for path in self.pending if "/id/" not in PROJECT.sub("", path, 1))
        return {int(each) for each in last if each.isdigit()}

    def making(self, path: str) -> None:
        """Note that an event is about to be made; back once that is on the disk."""
        if path not in self.pending:
            self._write({"making": path})
            self.pending[path] = None

    def gone(self, path: str) -> None:
        """Note that an event is gone."""
        if path in self.pending:
            self._write({"gone": path})
            del self.pending[path]

    def close(self) -> None:
        """Let go of the file, which is removed if it tells of nothing any more."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        if not self.pending:
            self.file.unlink(missing_ok=True)

    def _write(self, line: dict[str, str]) -> None:
        if self._descriptor is None:
            self._descriptor = self._open()
        os.write(self._descriptor, json.dumps(line).encode() + b"\n")
        os.fsync(self._descriptor)

    def _open(self) -> int:
        is_new = not self.file.exists()
        descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        if not is_new:
            os.write(descriptor, b"\n")  # a kill may have cut the last line off
        else:
            head = {"format": FORMAT, "baseUrl": self.base_url, "prefix": self.prefix}
            os.write(descriptor, json.dumps(head).encode() + b"\n")
            folder = os.open(self.file.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        return descriptor


def _parse(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
