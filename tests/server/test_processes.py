"""Handles in other processes: forked ones, in which threads are no more, and new ones."""

import asyncio
import multiprocessing
import pickle
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import mockserver
from tests.world import seed

CONTEXTS: dict[str, Any] = {name: multiprocessing.get_context(name) for name in ("fork", "spawn")}
PATIENCE = 60
"""Seconds after which a process that should have ended has failed."""


@pytest.fixture(scope="module")
def server() -> Iterator[mockserver.MockServer]:
    with mockserver.MockServer(seed(), admin_token="s3cret") as server:
        yield server


def use(server: mockserver.Server, sandbox: mockserver.Sandbox, name: str) -> None:
    """One of each in another process: what hangs or fails leaves no trace."""
    sandbox.snapshot(name)
    assert sandbox.requests.count() == 0
    assert server.named(sandbox.name).state() == sandbox.state()
    server.sandbox(f"{sandbox.name}-{name}").faults.add(steps=[{"status": 503}])


def run(method: str, work: Callable[..., None], *given: Any) -> int | None:
    """Run something in another process; gives its exit code, or None if it had to be ended."""
    process = CONTEXTS[method].Process(target=work, args=given)
    process.start()
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    code: int | None = process.exitcode
    return code


@pytest.mark.parametrize("method", CONTEXTS)
@pytest.mark.parametrize("known_by", ["the server itself", "its address"])
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_handle_works_in_another_process(server: mockserver.MockServer, method: str, known_by: str) -> None:
    handle = server if known_by == "the server itself" else mockserver.connect(server.url, "s3cret")
    sandbox = handle.sandbox()
    assert run(method, use, handle, sandbox, "child") == 0
    assert f"{sandbox.name}-child" in [each["name"] for each in server.sandboxes()]
    use(handle, sandbox, "parent")


def test_a_handle_that_was_pickled_leads_to_the_same_sandbox(server: mockserver.MockServer) -> None:
    sandbox = server.sandbox()
    copy: mockserver.Sandbox = pickle.loads(pickle.dumps(sandbox))
    assert (copy.name, copy.base_url, copy.headers) == (sandbox.name, sandbox.base_url, sandbox.headers)
    fault = copy.faults.add(steps=[{"status": 503}])
    assert pickle.loads(pickle.dumps(fault)).completed is False
    assert [each["id"] for each in sandbox.faults.all()] == [fault.id]
    assert isinstance(pickle.loads(pickle.dumps(server)), mockserver.Server)


def test_a_handle_for_code_that_awaits_can_be_pickled_too(server: mockserver.MockServer) -> None:
    handle = mockserver.async_connect(server.url, "s3cret")
    copy: mockserver.AsyncServer = pickle.loads(pickle.dumps(handle))
    assert asyncio.run(copy.health())["status"] == "ready"


def test_a_server_in_an_event_loop_is_out_of_reach_for_others() -> None:
    async def send_away() -> None:
        async with mockserver.app_client(seed()) as client:
            with pytest.raises(TypeError, match="cannot be reached from another process; use MockServer"):
                pickle.dumps(client.server)

    asyncio.run(send_away())


def wait_for(told: Any) -> None:
    told.wait(PATIENCE)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_does_not_keep_the_port_of_a_server_that_has_ended() -> None:
    context = CONTEXTS["fork"]
    told = context.Event()
    with mockserver.MockServer("none") as server:
        port = server.port
        process = context.Process(target=wait_for, args=(told,))
        process.start()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), PATIENCE)
    told.set()
    process.join(PATIENCE)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_processes_that_fork_while_handles_are_used_do_not_wait_for_each_other(
    server: mockserver.MockServer,
) -> None:
    handle = mockserver.connect(server.url, "s3cret")
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            handle.health()

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        sandbox = handle.sandbox()
        assert [run("fork", use, handle, sandbox, f"child-{n}") for n in range(5)] == [0] * 5
    finally:
        stop.set()
        asking.join()
