"""What happens in a sandbox is told while it happens."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from mockserver.sandbox import broadcast
from mockserver.sandbox.broadcast import Broadcast, Kind, Listener
from mockserver.server.server import MockServer
from tests.receiver import receiving
from tests.world import EVENT, NOW, PAIR, REVISION, Api, E, event, open_world, problem, seed

CHANGE = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
WORLD = seed(event(id=E, passes=[{"id": 616, "status": "installed"}, {"id": 617}]))
PATIENCE = 60.0


class Stream:
    """Reads a stream, event by event."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.iter_lines()

    def next(self) -> tuple[str, str | None, Any]:
        """The kind, the id and the data of the next event."""
        kind, position, data = "", None, None
        for line in self._lines:
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            elif name == "id":
                position = value
            elif name == "data":
                data = json.loads(value)
            elif not line and kind:
                return kind, position, data
        raise EOFError

    def until(self, wanted: str) -> list[tuple[str, Any]]:
        """Kinds and data, up to the first of a kind."""
        found: list[tuple[str, Any]] = []
        while not found or found[-1][0] != wanted:
            kind, _, data = self.next()
            found.append((kind, data))
        return found


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(WORLD) as server:
        yield server


@pytest.fixture
def http(server: MockServer) -> Iterator[httpx.Client]:
    """A client in a sandbox of its own, which is gone afterwards."""
    sandbox = server.sandbox()
    client = httpx.Client(
        base_url=server.url,
        auth=PAIR,
        headers=REVISION | {"X-Mockserver-Sandbox": sandbox.name},
        timeout=PATIENCE,
    )
    with client:
        yield client
    if sandbox.name in names(server):
        sandbox.delete()


def names(server: MockServer) -> list[str]:
    return [each["name"] for each in server.sandboxes()]


@contextmanager
def listening(http: httpx.Client, query: str = "", **headers: str) -> Iterator[Stream]:
    """A stream that is told everything from here on."""
    with http.stream("GET", f"/__admin/stream{query}", headers=headers) as response:
        assert response.status_code == 200, response.read()
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Stream(response)


def test_a_request_is_told_with_its_findings_and_without_its_body(http: httpx.Client) -> None:
    with listening(http) as stream:
        answer = http.put(f"{EVENT}?api_key=geheim", json=CHANGE)
        kind, position, told = stream.next()
    assert (kind, position) == ("request", answer.headers["x-mockserver-request-id"])
    assert list(told) == [
        *("id", "at", "milliseconds", "operation", "method", "target", "path", "status"),
        *("findings", "fault", "events"),
    ]
    assert told["target"] == f"{EVENT}?api_key=redacted"
    assert (told["at"], told["operation"], told["status"]) == (NOW.replace("Z", ".000Z"), "update_event", 200)
    assert told["events"] == [E]
    assert [list(each) for each in told["findings"]] == [["code", "level", "at"]]


def test_pushes_faults_the_clock_and_changes_are_told(http: httpx.Client) -> None:
    plan = {"steps": [{"status": 503}]}
    with listening(http) as stream:
        http.post("/__admin/faults", json=plan)
        http.get(EVENT)
        http.put(EVENT, json=CHANGE)
        http.post("/__admin/clock/advance", json={"seconds": 60})
        http.post("/__admin/requests/count", json={})
        http.post("/__admin/reset")
        told = stream.until("clock")
        assert [kind for kind, _ in told] == [
            *("fault", "state", "fault", "request", "request", "push", "state", "clock")
        ]
        assert [each["completed"] for kind, each in told if kind == "fault"] == [False, True]
        assert told[-3][1]["pass"] == 616
        assert told[-1][1] == {"now": "2026-01-01T00:01:00.000Z", "mode": "frozen"}
        assert [each["change"] for kind, each in told if kind == "state"] == ["add_fault", "advance_clock"]
        assert stream.next()[2]["change"] == "reset"


def test_what_became_of_a_callback_is_told_with_its_cause(http: httpx.Client) -> None:
    with receiving() as receiver, listening(http, "?kinds=delivery") as stream:
        http.put("/__admin/callbacks", json={"baseUrl": receiver.url, "headers": {"X-Api-Key": "geheim"}})
        cause = http.post("/__admin/passes/617/install").headers["x-mockserver-request-id"]
        kind, position, told = stream.next()
        (kept,) = http.get("/__admin/callbacks/deliveries").json()["deliveries"]
    assert (kind, position) == ("delivery", None)
    assert told == {
        "id": kept["id"],
        "at": kept["at"],
        "milliseconds": kept["durationMs"],
        "act": "install",
        "pass": 617,
        "url": f"{receiver.url}/v1/pass/install",
        "fate": "answered",
        "status": 200,
        "error": None,
        "fault": None,
        "cause": cause,
    }


def test_a_callback_that_nobody_gets_is_told_with_why(http: httpx.Client) -> None:
    plan = {"match": {"operation": "callback_install"}, "steps": [{"drop": "before"}]}
    http.put("/__admin/callbacks", json={"baseUrl": "http://127.0.0.1:9"})
    http.post("/__admin/faults", json=plan)
    with listening(http, "?kinds=delivery,fault") as stream:
        http.post("/__admin/passes/617/install")
        http.post("/__admin/passes/617/uninstall")
        (_, plan), (_, dropped), (_, failed) = [*stream.until("delivery"), *stream.until("delivery")]
    assert (plan["id"], plan["completed"]) == ("fault-1", True)
    assert (dropped["fate"], dropped["status"], dropped["error"]) == ("dropped", None, None)
    assert dropped["fault"].startswith("fault-1")
    assert (failed["act"], failed["fate"], failed["status"]) == ("uninstall", "failed", None)
    assert failed["error"]


def test_only_the_kinds_that_are_asked_for_are_told(http: httpx.Client) -> None:
    with listening(http, "?kinds=push,clock") as stream:
        http.put(EVENT, json=CHANGE)
        http.post("/__admin/clock/advance", json={"seconds": 60})
        assert [kind for kind, _ in stream.until("clock")] == ["push", "clock"]


def test_a_sandbox_is_told_of_alone(server: MockServer, http: httpx.Client) -> None:
    with listening(http, f"?sandbox={http.headers['x-mockserver-sandbox']}") as stream:
        httpx.get(f"{server.url}{EVENT}", auth=PAIR, headers=REVISION)
        mine = http.get(EVENT)
        assert stream.next()[1] == mine.headers["x-mockserver-request-id"]


def test_a_reader_goes_on_where_he_was(http: httpx.Client) -> None:
    ids = [http.get(EVENT).headers["x-mockserver-request-id"] for _ in range(3)]
    http.put("/__admin/clock", json={"frozen": "2030-01-01T00:00:00Z"})
    with listening(http, **{"Last-Event-ID": ids[0]}) as stream:
        told = [stream.next() for _ in range(4)]
    assert [position for _, position, _ in told] == [ids[1], ids[2], None, None]
    assert [kind for kind, _, _ in told] == ["request", "request", "clock", "state"]
    assert told[2][2]["now"] == "2030-01-01T00:00:00.000Z"


def test_what_is_not_known_any_more_is_told_as_a_gap(http: httpx.Client) -> None:
    known = http.get(EVENT).headers["x-mockserver-request-id"]
    with listening(http, **{"Last-Event-ID": "gone-000001"}) as stream:
        assert stream.next() == ("gap", None, {"dropped": None})
        assert stream.next()[1] == known


def test_a_stream_ends_with_its_sandbox(server: MockServer, http: httpx.Client) -> None:
    with listening(http) as stream:
        server.named(http.headers["x-mockserver-sandbox"]).delete()
        with pytest.raises(EOFError):
            stream.next()


def test_a_stream_ends_after_the_time_that_it_is_asked_for(http: httpx.Client) -> None:
    with listening(http, "?seconds=0") as stream, pytest.raises(EOFError):
        stream.next()


def test_streams_end_with_the_server() -> None:
    server = MockServer(WORLD).start()
    with httpx.Client(base_url=server.url, timeout=PATIENCE) as http, listening(http) as stream:
        stopping = threading.Thread(target=lambda: server.stop(drain=True))
        stopping.start()
        with pytest.raises(EOFError):
            stream.next()
        stopping.join(PATIENCE)
        assert not stopping.is_alive()


def test_a_stream_keeps_no_sandbox(server: MockServer, http: httpx.Client) -> None:
    sandbox = server.registry.get(http.headers["x-mockserver-sandbox"])
    with listening(http):
        http.get("/__admin/clock")
        assert not sandbox.is_in_use


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("kinds=x", "kinds is 'x'; expected some of request"),
        ("seconds=soon", "seconds"),
        ("seconds=-1", "seconds"),
    ],
)
def test_what_makes_no_sense_is_refused(api: Api, query: str, told: str) -> None:
    assert told in problem(api.admin("GET", f"/stream?{query}"), 400)


def test_a_mistyped_sandbox_is_not_made_and_near_names_are_told(api: Api) -> None:
    api.admin("POST", "/sandboxes", {"name": "checkout"})
    for path in ("/stream?sandbox=chekout", "/stream"):
        told = problem(api.admin("GET", path, headers={"X-Mockserver-Sandbox": "chekout"}), 404)
        assert "'chekout'" in told
        assert "checkout" in told.replace("'chekout'", "")
    assert api.admin("GET", "/sandboxes").json()["count"] == 2


def test_a_head_of_a_stream_ends(api: Api) -> None:
    answer = api.admin("HEAD", "/stream")
    assert (answer.status_code, answer.content) == (200, b"")
    assert api.sandbox.broadcast.listeners == []


def test_who_stands_still_is_told_how_much_he_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "MOST_HEARD", 3)
    listener = Listener(list(Kind), lambda _, subject: bytes(subject))
    told = Broadcast()
    told.listeners.append(listener)
    for number in range(5):
        told.tell(Kind.REQUEST, b"%d" % number)
    assert listener.take() == (2, [b"2", b"3", b"4"])
    assert listener.take() == (0, [])


@pytest.mark.slow
def test_nothing_is_lost_to_three_readers_that_is_not_told(http: httpx.Client) -> None:
    asked, readers = 3000, 3
    with ExitStack() as streams, ThreadPoolExecutor(readers + 1) as threads:
        listened = [streams.enter_context(listening(http, "?kinds=request")) for _ in range(readers)]
        told = [threads.submit(_count, stream, asked) for stream in listened]
        for _ in range(asked):
            http.get(EVENT)
        assert [each.result() for each in told] == [asked] * readers


def _count(stream: Stream, enough: int) -> int:
    """Requests that a stream tells of, or tells to be left out, until these are enough."""
    seen: set[str | None] = set()
    dropped = 0
    while len(seen) + dropped < enough:
        kind, position, data = stream.next()
        if kind == "gap":
            dropped += data["dropped"]
        else:
            seen.add(position)
    return len(seen) + dropped


def test_pushes_beyond_a_hundred_are_counted() -> None:
    many = [{"id": number, "status": "installed"} for number in range(1, 151)]
    heard: list[Kind] = []

    def write(kind: Kind, _: Any) -> bytes:
        heard.append(kind)
        return b""

    with open_world(seed(event(id=E, passes=many))) as api:
        listener = Listener(list(Kind), write)
        api.sandbox.broadcast.listeners.append(listener)
        api.put(EVENT, CHANGE)
    assert (heard.count(Kind.PUSH), listener.take()[0]) == (100, 50)


def test_looking_at_the_lab_keeps_no_sandbox_from_being_idle() -> None:
    mine = {"X-Mockserver-Sandbox": "mine"}
    with open_world(max_sandboxes=2, sandbox_ttl=0) as api:
        api.get(EVENT, headers=mine)
        api.admin("GET", "/clock", headers=mine)
        api.get(EVENT, headers={"X-Mockserver-Sandbox": "other"})
        assert [each["name"] for each in api.admin("GET", "/sandboxes").json()["sandboxes"]] == [
            "default",
            "other",
        ]
