"""Short runs of what `python -m benchmarks.reliability` measures at length."""

import pytest

from mockserver.server.server import MockServer
from tests.logs import listen

pytestmark = pytest.mark.slow


def test_bytes_that_are_hardly_http_meet_no_fault() -> None:
    sockets = pytest.importorskip("benchmarks.reliability.bytes_on_sockets")
    with listen() as records, MockServer() as server:
        heard = sockets.fuzz_sockets(server.port, 1_500)
    assert heard.faults == []
    assert {200, 400, 401, 404} <= set(heard.statuses)
    assert [each.getMessage() for each in records if each.exc_info] == []


def test_what_is_no_error_of_the_vendor_is_heard() -> None:
    sockets = pytest.importorskip("benchmarks.reliability.bytes_on_sockets")
    with MockServer() as server:
        server.default.faults.add(steps=[{"malformed": True, "times": 1_000}])
        assert sockets.fuzz_sockets(server.port, 50).faults == []  # 200, whatever the body
        server.default.faults.clear()
        server.default.faults.add(steps=[{"status": 503, "times": 1_000}])
        assert sockets.fuzz_sockets(server.port, 50).faults


def test_no_write_that_was_acknowledged_is_lost() -> None:
    kills = pytest.importorskip("benchmarks.reliability.kill")
    (promise,) = kills.kill(pytest.importorskip("benchmarks.reliability.promises").Effort(rounds=4))
    assert promise.kept, promise.measured


def test_a_write_that_was_lost_is_seen() -> None:
    writes = pytest.importorskip("benchmarks.reliability.writes")
    event = {"externalId": "event-0", "fields": {"eventName": {"value": "another"}}}
    writer = writes.Writer(1, 0)
    assert writer.fault({"projects": [{"id": 1}]}) == ""
    assert "expected None" in writer.fault({"projects": [{"id": 1, "events": [event]}]})


def test_half_a_world_is_seen() -> None:
    worlds = pytest.importorskip("benchmarks.reliability.worlds")
    with MockServer(worlds.marked("one")) as server:
        assert worlds.mark_of(server.default.state()) == "one"
        state = server.default.state()
    state["projects"][0]["events"].pop()
    assert worlds.mark_of(state) == "499 events with the marks ['one']"


def test_bad_documents_are_refused_soon_and_with_little() -> None:
    bodies = pytest.importorskip("benchmarks.reliability.bodies")
    tried = [each for each in bodies._at_doors() if each.fault]
    assert tried == []
