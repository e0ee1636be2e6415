"""Clients that generators make of the committed document call the server and understand its answers."""

import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockserver.server.server import MockServer
from tests.world import EX, NOW, PAIR, PX, E, P, event, seed

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"
CLIENTS = Path(__file__).parent / "clients"
GENERATOR = "openapi-python-client>=0.29.1"
NAME = "generated_client"
GROUP = "giants"
SEAT = {"platform": "ios", "status": "installed", "externalId": "seat-11"}
NEW = E + 1
"""The id of the first event that is created."""
PATIENCE = 300

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[MockServer]:
    """A server whose one event is in a group and has a pass."""
    with MockServer(seed(event(id=E, externalId=EX, passGroups=[GROUP], passes=[SEAT]))) as server:
        yield server


def run(*command: str, cwd: Path, **variables: str) -> None:
    told = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert told.returncode == 0, told.stdout


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The generator, in an environment of its own: it holds back a library that we have newer."""
    folder = tmp_path_factory.mktemp("generator")
    run(sys.executable, "-m", "venv", str(folder), cwd=folder)
    run(str(folder / "bin" / "pip"), "install", "--quiet", GENERATOR, cwd=folder)
    return str(folder / "bin" / "openapi-python-client")


@pytest.fixture(scope="module")
def generated(generator: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A generated package, all of whose modules are imported. No part of the document may be left out."""
    folder = tmp_path_factory.mktemp("python")
    run(
        generator,
        "generate",
        "--fail-on-warning",
        "--meta=none",
        f"--path={DOCUMENT}",
        f"--config={CLIENTS / 'python.yaml'}",
        f"--output-path={NAME}",
        cwd=folder,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        package = importlib.import_module(NAME)
        for module in pkgutil.walk_packages(package.__path__, f"{NAME}."):
            importlib.import_module(module.name)
        yield package


@pytest.fixture
def client(generated: Any, server: MockServer) -> Iterator[Any]:
    """A generated client of the server."""
    given = {"httpx_args": {"auth": PAIR}, "raise_on_unexpected_status": True}
    with generated.Client(base_url=server.url, **given) as client:
        yield client


def test_a_generated_python_client_finds_what_it_did(generated: Any, client: Any) -> None:
    events, models = generated.api.events, generated.models
    name = models.EventFields(event_name=models.EventField(value="Opening Night"))
    wanted = models.EventRequest(fields=name, event_external_id="opening", pass_groups=[GROUP])
    created = events.create_event.sync(P, client=client, body=wanted)
    assert created == models.Event(
        event_id=NEW,
        project_id=P,
        created_at=NOW,
        updated_at=NOW,
        pass_groups=[GROUP],
        fields=models.EventFields(event_name=models.EventField(label="Event", value="Opening Night")),
        event_external_id="opening",
        project_external_id=PX,
    )
    assert events.get_event.sync(P, NEW, client=client) == created

    venue = models.EventField(label="Venue", value="Oracle Park")
    change = models.EventUpdate(fields=models.EventFields(venue_title=venue))
    updated = events.update_event_by_external_id.sync(PX, "opening", client=client, body=change)
    assert (updated.fields.event_name, updated.fields.venue_title) == (created.fields.event_name, venue)

    gate = models.EventFields()
    gate["gate"] = models.EventField(label="Gate", value="7")
    group = events.update_events_in_pass_group.sync(
        P, GROUP, client=client, body=models.GroupUpdate(fields=gate)
    )
    tickets = [models.EventTicket(event_ticket_id=each) for each in (E, NEW)]
    assert group == models.UpdatedGroup(group_name=GROUP, events=tickets)
    assert events.get_event.sync(P, E, client=client).fields["gate"] == gate["gate"]

    assert events.delete_event.sync(P, NEW, client=client) == models.EmptyObject()
    gone = events.get_event.sync(P, NEW, client=client)
    assert isinstance(gone, models.Problem)
    assert gone.code == 404


def test_a_generated_python_client_lists_passes(generated: Any, client: Any) -> None:
    models = generated.models
    listed = generated.api.event_passes.list_event_passes.sync(
        P, E, client=client, status=models.StatusFilter.INSTALLED, page_size=5, order=models.Order.CREATEDAT
    )
    assert listed.count == 1
    assert listed.pagination == models.Pagination(
        order=models.Order.CREATEDAT, direction="desc", page=1, start=0, page_size=5
    )
    (seat,) = listed.passes
    assert isinstance(seat, models.EventPass)
    assert (seat.platform, seat.status) == (models.EventPassPlatform.IOS, models.PassStatus.INSTALLED)
    assert seat.external_id == "seat-11"


def test_a_generated_python_client_tells_both_answers_to_a_delete_apart(generated: Any, client: Any) -> None:
    deleted = generated.api.events.delete_event.sync(P, E, client=client, prefer="reading=schema")
    assert deleted == generated.models.Deleted(ok=True)


@pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm on this machine")
def test_a_typescript_program_holds_what_its_generated_types_promise(
    server: MockServer, tmp_path: Path
) -> None:
    folder = tmp_path / "program"
    shutil.copytree(CLIENTS / "typescript", folder)
    shutil.copy(DOCUMENT, folder)
    run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", cwd=folder)
    run("npm", "run", "build", cwd=folder)
    run("npm", "start", cwd=folder, MOCKSERVER_URL=server.url)
