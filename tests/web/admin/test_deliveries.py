"""What became of callbacks: the log, waiting, sending again, and what goes wrong on purpose."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mockserver import MockServer, Refused, Sandbox, TimedOut
from tests.receiver import Receiver, receiving
from tests.web.api.test_callbacks import OTHER, PASS, WORLD
from tests.world import Api, open_world, problem

ON_INSTALL: dict[str, Any] = {"operation": "callback_install"}


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(WORLD) as server:
        yield server


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def sandbox(server: MockServer, receiver: Receiver) -> Iterator[Sandbox]:
    """A sandbox whose callbacks go to the receiver."""
    sandbox = server.sandbox()
    sandbox.callbacks.register(receiver.url)
    yield sandbox
    sandbox.delete()


# --- the log


def test_a_delivery_tells_what_was_sent_and_answered_and_why(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.clock.freeze("2026-01-02T00:00:00Z")
    sandbox.passes.install(PASS)
    (delivery,) = sandbox.callbacks.wait()
    assert delivery["at"] == "2026-01-02T00:00:00.000Z"
    assert (delivery["act"], delivery["pass"], delivery["fate"]) == ("install", PASS, "answered")
    assert delivery["request"]["url"] == f"{receiver.url}/v1/pass/install"
    assert delivery["request"]["body"]["passId"] == PASS
    assert delivery["response"] == {"status": 200, "body": "received"}
    assert delivery["error"] is None
    assert delivery["durationMs"] > 0
    assert delivery["cause"]


def test_the_cause_is_the_request_that_installed(sandbox: Sandbox, server: MockServer) -> None:
    path = f"{server.url}/sandboxes/{sandbox.name}/__admin/passes/{PASS}/install"
    answer = httpx.post(path, trust_env=False)
    (delivery,) = sandbox.callbacks.wait()
    assert delivery["cause"] == answer.headers["x-mockserver-request-id"]


def test_deliveries_are_filtered(sandbox: Sandbox) -> None:
    for pass_id in (PASS, OTHER):
        sandbox.passes.install(pass_id)
    sandbox.passes.uninstall(PASS)
    sandbox.callbacks.wait(3)
    assert len(sandbox.callbacks.deliveries()) == 3
    assert len(sandbox.callbacks.deliveries(pass_id=PASS)) == 2
    assert len(sandbox.callbacks.deliveries(act="uninstall")) == 1
    assert sandbox.callbacks.deliveries(fate="failed") == []


def test_the_newest_are_told_and_all_are_counted(sandbox: Sandbox, server: MockServer) -> None:
    for pass_id in (PASS, OTHER):
        sandbox.passes.install(pass_id)
    settled = sandbox.callbacks.wait(2)
    assert sandbox.callbacks.deliveries(limit=1) == settled[1:]
    assert sandbox.callbacks.deliveries(limit=0) == []
    path = f"{server.url}/sandboxes/{sandbox.name}/__admin/callbacks/deliveries"
    assert httpx.get(path, params={"limit": 1}, trust_env=False).json()["count"] == 2
    assert "limit" in problem(httpx.get(path, params={"limit": -1}, trust_env=False), 400)


def test_who_waits_in_vain_is_told_how_many_came(sandbox: Sandbox) -> None:
    sandbox.passes.install(PASS)
    sandbox.callbacks.wait()
    with pytest.raises(TimedOut, match="1 of 2"):
        sandbox.callbacks.wait(2, seconds=0)


def test_a_delivery_is_sent_again(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.passes.install(PASS)
    (first,) = sandbox.callbacks.wait()
    again = sandbox.callbacks.resend(first["id"])
    sandbox.callbacks.wait(2)
    assert again["id"] != first["id"]
    assert again["request"] == first["request"]
    assert receiver.passes() == [(PASS, "install")] * 2
    with pytest.raises(Refused, match="delivery-999"):
        sandbox.callbacks.resend("delivery-999")


def test_credentials_of_a_receiver_are_not_told(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.callbacks.register(receiver.url, headers={"Authorization": "Basic s3cret"})
    sandbox.passes.install(PASS)
    (delivery,) = sandbox.callbacks.wait()
    assert delivery["request"]["headers"] == {"Authorization": "redacted"}
    assert receiver.received()[0]["headers"]["authorization"] == "Basic s3cret"
    with open_world(WORLD) as api:
        path = "/v1/project/12345/settings/callback"
        api.post(path, {"baseUrl": "https://x.test", "headers": {"X-Api-Key": "s3cret", "X-Other": "seen"}})
        for kind in ("", "/export?format=har", "/export?format=curl"):
            told = api.admin("GET", f"/requests{kind}").text
            assert "s3cret" not in told
            assert "seen" in told


# --- on purpose


def test_a_plan_drops_a_callback(sandbox: Sandbox, receiver: Receiver) -> None:
    plan = sandbox.faults.add(**ON_INSTALL, steps=[{"drop": "before"}])
    sandbox.passes.install(PASS)
    sandbox.passes.install(OTHER)
    dropped, answered = sandbox.callbacks.wait(2)
    assert (dropped["fate"], answered["fate"]) == ("dropped", "answered")
    assert plan.id in (dropped["fault"] or "")
    assert receiver.passes() == [(OTHER, "install")]
    assert plan.completed


def test_a_plan_sends_a_callback_twice(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.faults.add(**ON_INSTALL, steps=[{"duplicate": True}])
    sandbox.passes.install(PASS)
    sandbox.passes.uninstall(PASS)
    sandbox.callbacks.wait(3)
    assert receiver.passes() == [(PASS, "install"), (PASS, "install"), (PASS, "uninstall")]


def test_a_plan_has_a_later_callback_come_first(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.faults.add(**ON_INSTALL, steps=[{"reorder": True}])
    sandbox.passes.install(PASS)
    sandbox.passes.uninstall(PASS)
    sandbox.callbacks.wait(2)
    assert receiver.passes() == [(PASS, "uninstall"), (PASS, "install")]


def test_a_plan_delays_the_callbacks_of_one_pass(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.faults.add(**ON_INSTALL, body={"passId": PASS}, steps=[{"delayMs": 60_000}])
    sandbox.passes.install(PASS)
    sandbox.passes.uninstall(PASS)
    sandbox.passes.install(OTHER)
    sandbox.callbacks.wait(pass_id=OTHER)
    assert {each["fate"] for each in sandbox.callbacks.deliveries(pass_id=PASS)} == {"pending"}
    assert receiver.passes() == [(OTHER, "install")]


def test_a_plan_for_calls_meets_no_callback_and_the_other_way_round(sandbox: Sandbox) -> None:
    for_calls = sandbox.faults.add(steps=[{"status": 503}])
    for_callbacks = sandbox.faults.add(operation="callback_uninstall", steps=[{"drop": "before"}])
    sandbox.passes.install(PASS)
    (delivery,) = sandbox.callbacks.wait()
    assert delivery["fate"] == "answered"
    assert not for_calls.completed
    assert not for_callbacks.completed
    sandbox.faults.clear()


@pytest.mark.parametrize(
    "plan",
    [
        {"match": ON_INSTALL, "steps": [{"status": 503}]},
        {"match": ON_INSTALL, "steps": [{"drop": "after"}]},
        {"match": ON_INSTALL, "steps": [{"truncate": 3}]},
        {"match": ON_INSTALL, "limit": {"requests": 1, "seconds": 1}},
        {"match": {"operation": "update_event"}, "steps": [{"duplicate": True}]},
        {"steps": [{"reorder": True}]},
        {"match": ON_INSTALL, "steps": [{"duplicate": True, "reorder": True}]},
        {"match": {"operation": "callback_instal"}, "steps": [{"drop": "before"}]},
    ],
)
def test_a_plan_that_nothing_can_carry_out_is_refused(api: Api, plan: dict[str, Any]) -> None:
    assert "expected" in problem(api.admin("POST", "/faults", plan), 400) or "did you mean" in problem(
        api.admin("POST", "/faults", plan), 400
    )


# --- kept


def test_who_is_told_is_in_the_state_and_goes_with_snapshots_and_resets(sandbox: Sandbox) -> None:
    (registered,) = sandbox.callbacks.all()
    state = sandbox.state()
    assert [each["baseUrl"] for each in state["callbacks"]] == [registered["baseUrl"]]
    snapshot = sandbox.snapshot("before")
    sandbox.callbacks.register("http://127.0.0.1:9", headers={"X": "y"}, project=12345)
    changed = sandbox.state()
    snapshot.restore()
    assert sandbox.state() == state
    sandbox.load(changed)
    assert sandbox.state() == changed
    sandbox.reset()
    assert sandbox.callbacks.all() == []
    assert sandbox.callbacks.deliveries() == []


def test_a_reset_gives_up_what_is_on_its_way(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.faults.add(**ON_INSTALL, steps=[{"delayMs": 60_000}])
    sandbox.passes.install(PASS)
    sandbox.reset()
    sandbox.callbacks.register(receiver.url)
    sandbox.passes.install(OTHER)
    sandbox.callbacks.wait()
    assert receiver.passes() == [(OTHER, "install")]


def test_sandboxes_tell_their_own_receivers(server: MockServer, sandbox: Sandbox) -> None:
    other = server.sandbox()
    other.passes.install(PASS)
    assert other.callbacks.all() == []
    assert sandbox.callbacks.deliveries() == []


@pytest.mark.parametrize(
    ("callbacks", "at"),
    [
        ([{"baseUrl": "nowhere"}], "/callbacks/0/baseUrl"),
        ([{"baseUrl": "http://127.0.0.1:9", "project": 9}], "/callbacks/0/project"),
        ([{"baseUrl": "http://127.0.0.1:9", "headers": {"X Y": "1"}}], "/callbacks/0/headers"),
        ([{"headers": {}}], "/callbacks/0/baseUrl"),
        ([{"baseUrl": "http://127.0.0.1:9"}] * 2, "/callbacks/1/project"),
    ],
)
def test_a_seed_of_bad_callbacks_is_refused(api: Api, callbacks: Any, at: str) -> None:
    response = api.admin("PUT", "/state", WORLD | {"callbacks": callbacks})
    assert response.status_code == 400
    assert any(fault["pointer"].startswith(at) for fault in response.json()["faults"])


@pytest.mark.parametrize("url", ["http://customer.example", "https://10.0.0.1", "http://127.0.0.1.example"])
def test_the_lab_registers_nobody_whom_it_would_not_tell(api: Api, url: str) -> None:
    details = problem(api.admin("PUT", "/callbacks", {"baseUrl": url}), 400)
    assert "--callback-hosts" in details
    assert api.admin("GET", "/callbacks").json() == {"callbacks": []}


def test_the_lab_registers_for_projects_that_there_are(api: Api) -> None:
    problem(api.admin("PUT", "/callbacks", {"baseUrl": "http://localhost:9", "project": 9}), 404)


def test_a_receiver_of_the_plugin_tells_what_came(server: MockServer) -> None:
    sandbox = server.sandbox()
    with sandbox.callbacks.receive() as receiver:
        sandbox.passes.install(PASS)
        (callback,) = receiver.wait()
        assert callback.act == "install"
        assert callback.body["passId"] == PASS
        with pytest.raises(TimeoutError, match="1 of 2"):
            receiver.wait(2, seconds=0)
    assert sandbox.callbacks.all() == []
