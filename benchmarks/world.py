"""The whole application in this process, without a port."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from fastapi import FastAPI
from starlette.types import Message

from benchmarks.calls import HEADERS, Call
from benchmarks.measure import CannotMeasure
from mockserver.seeds.files import SeedFile, check
from mockserver.settings import Settings
from mockserver.web.app import create_app

RAW_HEADERS = [
    (b"host", b"localhost"),
    *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
]


class World:
    """An application that is ready for requests."""

    def __init__(self, app: FastAPI, runner: asyncio.Runner) -> None:
        self._app = app
        self._runner = runner

    def answer(self, call: Call) -> bytes:
        """The body that a request is answered with."""
        return self._runner.run(self._ask(call))

    def seconds(self, call: Call, at_least: float) -> float:
        """How long a request takes: the median of as many as fit into so many seconds, at least one."""
        return self._runner.run(self._repeat(call, at_least))

    async def _repeat(self, call: Call, at_least: float) -> float:
        taken: list[float] = []
        end = time.perf_counter() + at_least
        while not taken or time.perf_counter() < end:
            began = time.perf_counter()
            await self._ask(call)
            taken.append(time.perf_counter() - began)
        return median(taken)

    async def _ask(self, call: Call) -> bytes:
        sent: list[Message] = []
        body = call.content.encode()

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(_scope(call), receive, send)
        start, *bodies = sent
        answer = b"".join(each["body"] for each in bodies)
        if start["status"] >= 300:
            raise CannotMeasure(f"{call.method} {call.target}: {start['status']} {answer.decode()}")
        return answer


@contextmanager
def open_world(document: dict[str, Any]) -> Iterator[World]:
    """An application with a seed document, as the tests have it too."""
    app = create_app(Settings(), [SeedFile("benchmark", check("benchmark", document))])
    with asyncio.Runner() as runner:
        lifespan = app.router.lifespan_context(app)
        runner.run(lifespan.__aenter__())
        try:
            yield World(app, runner)
        finally:
            runner.run(lifespan.__aexit__(None, None, None))


def _scope(call: Call) -> dict[str, Any]:
    path, _, query = call.target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": call.method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": list(RAW_HEADERS),
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
    }
