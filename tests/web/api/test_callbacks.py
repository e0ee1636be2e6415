"""Callbacks: how they are registered, what they say, where they go."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from mockserver import MockServer, Sandbox
from tests.receiver import ANSWERS, HANGS, LEADS, Receiver, receiving
from tests.world import LENIENT, PX, Api, E, P, event, open_world, problem, seed

PASS, OTHER = 616, 617
PASSES = [{"id": PASS, "externalId": "coolexample", "serialNumber": "aff7ffbf"}, {"id": OTHER}]
WORLD = seed(event(id=E, passes=PASSES))
DOOR = f"/v1/project/{P}/settings/callback"
WANTED = {"baseUrl": "https://example.com/wallet", "headers": {"Authorization": "Basic abc"}}


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(WORLD) as server:
        yield server


@pytest.fixture
def sandbox(server: MockServer) -> Iterator[Sandbox]:
    sandbox = server.sandbox()
    yield sandbox
    sandbox.delete()


# --- registering


@pytest.mark.parametrize("path", [DOOR, f"/v1/project/id/{PX}/settings/callback"])
@pytest.mark.published("callbacks § Register a callback")
def test_a_callback_is_answered_as_it_was_registered(path: str) -> None:
    with open_world(WORLD) as api:
        response = api.post(path, WANTED)
        assert response.status_code == 200
        assert response.json() == WANTED
        (kept,) = api.admin("GET", "/callbacks").json()["callbacks"]
    assert kept == {
        "project": P,
        "baseUrl": WANTED["baseUrl"],
        "headers": {"Authorization": "redacted"},
    }


@pytest.mark.published("callbacks § Register a callback")
def test_a_later_callback_takes_the_place_of_an_earlier_one() -> None:
    with open_world(WORLD) as api:
        api.post(DOOR, WANTED)
        assert api.post(DOOR, {"baseUrl": "https://example.org"}).json() == {
            "baseUrl": "https://example.org",
            "headers": {},
        }
        (kept,) = api.admin("GET", "/callbacks").json()["callbacks"]
    assert kept["baseUrl"] == "https://example.org"


@pytest.mark.published("callbacks § Register a callback")
def test_a_callback_over_http_is_refused_unless_the_server_is_lenient() -> None:
    with open_world(WORLD) as api:
        wanted = {"baseUrl": "http://127.0.0.1:9000"}
        assert "baseUrl" in problem(api.post(DOOR, wanted), 400)
        assert api.post(DOOR, wanted, headers=LENIENT).status_code == 200


@pytest.mark.published("callbacks § Register a callback")
def test_a_token_registers_no_callback() -> None:
    with open_world(WORLD) as api:
        problem(api.post(DOOR, WANTED, auth=None, headers={"Authorization": "Bearer abc"}), 401)


BAD: dict[str, Any] = {
    "no-url": {"headers": {}},
    "no-scheme": {"baseUrl": "example.com"},
    "another-scheme": {"baseUrl": "ftp://example.com"},
    "no-host": {"baseUrl": "https:///x"},
    "a-query": {"baseUrl": "https://example.com/?x=1"},
    "bad-port": {"baseUrl": "https://example.com:99999"},
    "spaces": {"baseUrl": "https://exa mple.com"},
    "number": {"baseUrl": 1},
    "headers-of-lists": {"baseUrl": "https://example.com", "headers": {"X": []}},
    "no-header-name": {"baseUrl": "https://example.com", "headers": {"X Y": "1"}},
    "two-lines": {"baseUrl": "https://example.com", "headers": {"X": "1\r\nY: 2"}},
    "framing": {"baseUrl": "https://example.com", "headers": {"Content-Length": "2"}},
}


@pytest.mark.parametrize("wanted", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("headers", [{}, LENIENT], ids=["documented", "lenient"])
@pytest.mark.assumed("A-34")
def test_what_cannot_be_called_is_refused(wanted: Any, headers: dict[str, str]) -> None:
    with open_world(WORLD) as api:
        details = problem(api.post(DOOR, wanted, headers=headers), 400)
        assert api.admin("GET", "/callbacks").json() == {"callbacks": []}
    assert ("headers" if "headers" in wanted and "baseUrl" in wanted else "baseUrl") in details


@pytest.mark.assumed("A-34")
def test_an_unknown_project_has_no_callback(api: Api) -> None:
    problem(api.post("/v1/project/9/settings/callback", WANTED), 404)


# --- what they say


@pytest.mark.published("callbacks § Installation callbacks")
def test_what_is_installed_and_uninstalled_is_told(sandbox: Sandbox) -> None:
    with receiving() as receiver:
        sandbox.callbacks.register(receiver.url, headers={"X-Client": "tests"})
        sandbox.passes.install(PASS)
        sandbox.passes.uninstall(PASS)
        sandbox.callbacks.wait(2)
        first, second = receiver.received()
    assert (first["path"], second["path"]) == ("/v1/pass/install", "/v1/pass/uninstall")
    assert first["headers"]["content-type"] == "application/json"
    assert first["headers"]["x-client"] == "tests"
    told = first["body"]
    assert list(told) == [
        "passId",
        "templateId",
        "serialNumber",
        "createdAt",
        "updatedAt",
        "externalId",
        "platform",
    ]
    assert told["passId"] == PASS
    assert told["serialNumber"] == "aff7ffbf"
    assert told["externalId"] == "coolexample"
    assert told["createdAt"] == "2026-01-01T00:00:00.000Z"
    assert told["platform"] == "ios"


@pytest.mark.published("callbacks § Installation callbacks")
def test_a_pass_without_an_external_id_tells_none(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.callbacks.register(receiver.url)
    sandbox.passes.install(OTHER)
    (delivery,) = sandbox.callbacks.wait()
    assert "externalId" not in delivery["request"]["body"]


@pytest.mark.parametrize(("side", "path"), [("examples", "/v1/pass/install"), ("schema", "/pass/install")])
@pytest.mark.reading("R-7")
def test_the_path_of_a_callback_has_the_version_or_not(
    server: MockServer, receiver: Receiver, side: Any, path: str
) -> None:
    sandbox = server.sandbox(reading=side)
    sandbox.callbacks.register(f"{receiver.url}/base/")
    sandbox.passes.install(PASS)
    (delivery,) = sandbox.callbacks.wait()
    assert delivery["request"]["url"] == f"{receiver.url}/base{path}"
    assert delivery["response"] == {"status": 200, "body": "received"}


@pytest.mark.assumed("A-34")
def test_what_changes_nothing_is_not_told(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.callbacks.register(receiver.url)
    sandbox.passes.install(PASS)
    sandbox.passes.install(PASS)
    sandbox.passes.uninstall(PASS)
    told = sandbox.callbacks.wait(2)
    assert [each["act"] for each in told] == ["install", "uninstall"]
    assert len(sandbox.callbacks.deliveries()) == 2


@pytest.mark.assumed("A-34")
def test_a_project_is_told_of_its_own_passes_and_somebody_of_the_others(receiver: Receiver) -> None:
    own = seed(event(id=E, passes=PASSES))["projects"][0]
    other = {"id": 2, "events": [event(id=9, passes=[{"id": 900}])]}
    with MockServer({"projects": [own, other]}) as server:
        callbacks = server.default.callbacks
        callbacks.register(f"{receiver.url}/any")
        callbacks.register(f"{receiver.url}/own", project=P)
        for pass_id in (PASS, 900):
            server.default.passes.install(pass_id)
        told = {each["pass"]: each["request"]["url"] for each in callbacks.wait(2)}
        callbacks.remove()
        assert [each.get("project") for each in callbacks.all()] == [P]
    assert told[PASS].endswith("/own/v1/pass/install")
    assert told[900].endswith("/any/v1/pass/install")


# --- order, and what goes wrong


@pytest.mark.assumed("A-34")
def test_each_is_told_once_and_in_order_for_one_pass(sandbox: Sandbox) -> None:
    with receiving() as receiver:
        sandbox.callbacks.register(receiver.url)
        for _ in range(10):
            for pass_id in (PASS, OTHER):
                sandbox.passes.install(pass_id)
                sandbox.passes.uninstall(pass_id)
        sandbox.callbacks.wait(40)
        told = receiver.passes()
    for pass_id in (PASS, OTHER):
        assert [act for each, act in told if each == pass_id] == ["install", "uninstall"] * 10


@pytest.mark.assumed("A-34")
def test_a_receiver_that_hangs_delays_nothing_else(sandbox: Sandbox) -> None:
    with receiving(HANGS) as hanging, receiving(ANSWERS) as receiver:
        sandbox.callbacks.register(hanging.url)
        sandbox.passes.install(PASS)
        sandbox.callbacks.register(receiver.url)
        sandbox.passes.install(OTHER)
        (delivery,) = sandbox.callbacks.wait(pass_id=OTHER)
        assert delivery["fate"] == "answered"
        (pending,) = sandbox.callbacks.deliveries(pass_id=PASS)
        assert pending["fate"] == "pending"


@pytest.mark.assumed("A-34")
def test_a_receiver_that_hangs_is_given_up(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockserver.sandbox.callbacks.sending.PATIENCE", 0.05)
    with receiving(HANGS) as hanging:
        sandbox.callbacks.register(hanging.url)
        sandbox.passes.install(PASS)
        (delivery,) = sandbox.callbacks.wait()
    assert delivery["fate"] == "failed"
    assert delivery["response"] is None
    assert "no answer" in (delivery["error"] or "")


@pytest.mark.assumed("A-34")
def test_nobody_there_is_told_in_the_log(sandbox: Sandbox) -> None:
    with receiving() as gone:
        pass
    sandbox.callbacks.register(gone.url)
    sandbox.passes.install(PASS)
    (delivery,) = sandbox.callbacks.wait(fate="failed")
    assert delivery["error"]


# --- never anywhere else


@pytest.mark.assumed("A-34")
def test_a_receiver_leads_nowhere(sandbox: Sandbox) -> None:
    with receiving() as other, receiving(LEADS, f"{other.url}/v1/pass/install") as receiver:
        sandbox.callbacks.register(receiver.url)
        sandbox.passes.install(PASS)
        (delivery,) = sandbox.callbacks.wait()
        assert other.received() == []
        assert len(receiver.received()) == 1
    assert delivery["response"] is not None
    assert delivery["response"]["status"] == 302


@pytest.mark.parametrize("address", ["93.184.216.34", "0.0.0.0", "10.0.0.1", "169.254.169.254"])
@pytest.mark.assumed("A-34")
def test_a_name_of_another_machine_is_not_called(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    resolving(monkeypatch, {"customer.example": [address]})
    sandbox.load(WORLD | {"callbacks": [{"baseUrl": "http://customer.example:9"}]})
    sandbox.passes.install(PASS)
    (delivery,) = sandbox.callbacks.wait()
    assert delivery["fate"] == "failed"
    assert "--callback-hosts customer.example" in (delivery["error"] or "")


@pytest.mark.assumed("A-34")
def test_a_name_is_resolved_once(
    sandbox: Sandbox, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = receiver.url.rpartition(":")[2]
    asked = resolving(monkeypatch, {"rebinding.localhost": ["127.0.0.1", "10.0.0.1"]}, one_by_one=True)
    sandbox.load(WORLD | {"callbacks": [{"baseUrl": f"http://rebinding.localhost:{port}"}]})
    sandbox.passes.install(PASS)
    (delivery,) = sandbox.callbacks.wait()
    assert delivery["fate"] == "answered"
    assert asked == ["rebinding.localhost"]
    assert receiver.received()[-1]["headers"]["host"] == f"rebinding.localhost:{port}"


@pytest.mark.assumed("A-34")
def test_a_host_that_is_named_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    async def connect(*, remote_host: str, **_: Any) -> Any:
        called.append(remote_host)
        raise OSError("no network here")

    resolving(monkeypatch, {"customer.example": ["10.0.0.1"]})
    monkeypatch.setattr("anyio.connect_tcp", connect)
    with MockServer(WORLD, callback_hosts=["customer.example"]) as server:
        server.default.callbacks.register("http://customer.example:9")
        server.default.passes.install(PASS)
        (delivery,) = server.default.callbacks.wait()
    assert called == ["10.0.0.1"]
    assert delivery["fate"] == "failed"


def resolving(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]], *, one_by_one: bool = False
) -> list[str]:
    """Have names resolved as a test wants; gives those that were asked for.

    Args:
        monkeypatch: undoes that.
        names: the addresses of each.
        one_by_one: whether each question gets the next address alone, as of a server that rebinds its name.
    """
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def answer(host: Any, port: Any, *given: Any, **more: Any) -> Any:
        if host not in names:
            return resolve(host, port, *given, **more)
        asked.append(host)
        found = [names[host].pop(0)] if one_by_one else names[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked
