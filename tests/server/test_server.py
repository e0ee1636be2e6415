"""`MockServer`: one line in a test file."""

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

import mockserver
from mockserver.seeds.files import SeedRefused
from mockserver.server.listener import CannotStart
from mockserver.settings import SettingsKwargs
from tests.world import EVENT, PAIR, REVISION, seed

VENUE = {"projects": [{"id": 7, "events": [{"id": 70, "fields": {"eventName": {"value": "Derby"}}}]}]}
LATER = {"projects": [{"id": 7, "events": [{"id": 71, "fields": {"eventName": {"value": "Final"}}}]}]}


def ask(url: str) -> httpx.Response:
    return httpx.get(url, auth=PAIR, headers=REVISION)


def test_it_is_ready_when_the_block_begins_and_gone_when_it_ends() -> None:
    with mockserver.MockServer() as server:
        url = server.base_url
        assert ask(f"{url}/events/project/12345/1234").status_code == 200
    with pytest.raises(httpx.ConnectError):
        ask(url)


def test_it_can_be_started_and_stopped_by_hand_and_started_again() -> None:
    server = mockserver.MockServer(VENUE)
    for _ in range(2):
        server.start()
        try:
            assert ask(f"{server.base_url}/events/project/7/70").status_code == 200
            httpx.delete(f"{server.base_url}/events/project/7/70", auth=PAIR, headers=REVISION)
            assert ask(f"{server.base_url}/events/project/7/70").status_code == 404
        finally:
            server.stop()


def test_stopping_leaves_nobody_waiting_and_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with mockserver.MockServer() as server, ThreadPoolExecutor() as caller:
        server.default.faults.add(steps=[{"delayMs": 60_000}])
        answer = caller.submit(ask, f"{server.base_url}/events/project/12345/1234")
        while not server.default.faults.all()[0]["consumed"]:
            pass
        server.stop()
        assert isinstance(answer.exception(), httpx.TransportError)
    assert capfd.readouterr() == ("", "")


def test_stopping_what_was_not_started_does_nothing() -> None:
    mockserver.MockServer().stop()


def test_it_has_no_url_before_it_is_started() -> None:
    with pytest.raises(RuntimeError, match="does not run; start it first"):
        _ = mockserver.MockServer().url


@pytest.mark.parametrize(
    ("given", "path"),
    [
        (VENUE, "7/70"),
        ("season", "41/2001"),
        ([VENUE, LATER], "7/71"),
        (["documentation", VENUE], "12345/1234"),
        (["documentation", VENUE], "7/70"),
    ],
)
def test_a_seed_is_a_document_a_name_or_several(given: Any, path: str) -> None:
    with mockserver.MockServer(given) as server:
        assert server.health()["status"] == "ready"
        events = [
            f"{project['id']}/{event['id']}"
            for project in server.default.state()["projects"]
            for event in project.get("events", [])
        ]
        assert path in events


@pytest.mark.parametrize("written", ["venue.yaml", "venue.json"])
def test_a_seed_is_a_file_or_a_folder(tmp_path: Path, written: str) -> None:
    tmp_path.joinpath(written).write_text('{"projects": [{"id": 7, "events": [{"id": 70}]}]}')
    for given in (tmp_path, str(tmp_path), tmp_path / written):
        with mockserver.MockServer(given) as server:
            assert ask(f"{server.base_url}/events/project/7/70").status_code == 200


@pytest.mark.parametrize("given", ["none", "empty", [], {}])
def test_a_seed_may_be_nothing(given: Any) -> None:
    with mockserver.MockServer(given) as server:
        assert server.default.state()["projects"] == []


def test_a_bad_seed_is_told_before_anything_starts() -> None:
    with pytest.raises(SeedRefused, match=r"projects/0/id: 0: expected an integer from 1 up"):
        mockserver.MockServer({"projects": [{"id": 0}]})


def test_settings_are_keywords() -> None:
    with mockserver.MockServer(strictness="strict", auth="keys", journal_entries=3) as server:
        refused = ask(f"{server.base_url}/events/project/12345/1234")
        assert refused.status_code == 401
        assert server.default.requests.list()[0]["response"] is not None


def test_a_bad_setting_is_named_with_its_value_and_what_was_expected() -> None:
    with pytest.raises(ValueError, match=r"(?s)strictness.*hard"):
        mockserver.MockServer(strictness="hard")  # type: ignore[arg-type] # what is refused
    with pytest.raises(ValueError, match="colour"):
        mockserver.MockServer(colour="red")  # type: ignore[call-arg] # what is refused


def test_what_is_not_given_is_as_the_environment_says_but_the_port_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOCKSERVER_STRICTNESS", "strict")
    monkeypatch.setenv("PORT", "1")
    with mockserver.MockServer() as server:
        assert server.settings.strictness == "strict"
        assert server.port > 1


def test_a_port_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"cannot listen on 127.0.0.1:{port}: ."):
            mockserver.MockServer(port=port).start()


def test_what_fails_at_the_start_is_raised_where_it_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "world.db"
    with mockserver.MockServer(VENUE, db=file):
        pass
    with pytest.raises(mockserver.DatabaseRefused, match="is opened as it is, without --seed"):
        mockserver.MockServer("season", db=file).start()


def test_handles_of_a_server_that_has_ended_say_so() -> None:
    with mockserver.MockServer() as server:
        sandbox = server.sandbox()
        url = server.url
    with pytest.raises(mockserver.Unreachable, match=f"{url} cannot be reached: it does not run"):
        sandbox.state()


def test_whoever_waits_is_told_that_the_server_ends() -> None:
    with mockserver.MockServer() as server, ThreadPoolExecutor() as caller:
        waiting = caller.submit(server.default.requests.wait, seconds=60)
        while not server.app.state.registry.default.journal._waiters:
            pass
        server.stop()
        assert isinstance(waiting.exception(), mockserver.Unreachable)


def test_several_share_nothing() -> None:
    with mockserver.MockServer(seed()) as one, mockserver.MockServer(seed()) as other:
        httpx.delete(one.url + EVENT, auth=PAIR, headers=REVISION).raise_for_status()
        assert ask(one.url + EVENT).status_code == 404
        assert ask(other.url + EVENT).status_code == 200
        assert one.default.requests.count() == 2
        assert other.default.requests.count() == 1


def test_every_setting_is_a_keyword() -> None:
    assert SettingsKwargs.__annotations__.keys() | {"seed", "port"} == mockserver.Settings.model_fields.keys()


def test_a_token_is_used_by_the_handles_of_its_own_server() -> None:
    with mockserver.MockServer(admin_token="s3cret") as server:
        assert server.sandbox().requests.count() == 0
        with pytest.raises(mockserver.Refused) as refused:
            mockserver.connect(server.url).sandboxes()
        assert refused.value.status == 401
        assert mockserver.connect(server.url, "s3cret").sandboxes()


def test_the_public_names_are_all_there() -> None:
    assert {name for name in mockserver.__all__ if not hasattr(mockserver, name)} == set()
    with pytest.raises(AttributeError, match="nonsense"):
        _ = mockserver.nonsense
