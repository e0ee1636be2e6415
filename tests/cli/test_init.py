"""The command `init`: what it writes works, and nothing is written over."""

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml

from mockserver.server.server import MockServer
from tests.commands import PATIENCE, environment
from tests.shell import Shell

NAMES = [
    "mockserver.yaml",
    "conftest.py",
    "compose.mockserver.yaml",
    ".github/workflows/mockserver.yaml",
    "mockserver.http",
]
TEST = """
def test_the_venue(wallet, airship_wallet):
    event = wallet.get("/events/project/41/4101").raise_for_status().json()
    assert event["fields"]["venueTitle"]["value"] == "Harbour Hall"
    assert len(airship_wallet.requests.list()) == 1
"""


@pytest.fixture
def folder(shell: Shell, tmp_path: Path) -> Path:
    assert shell.get("init", str(tmp_path)) == "".join(f"wrote {tmp_path / name}\n" for name in NAMES)
    return tmp_path


def test_what_is_there_is_left_and_told(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("# mine\n")
    (tmp_path / "mockserver.http").symlink_to("nowhere")
    left = {"conftest.py", "mockserver.http"}
    told = shell.get("init", str(tmp_path))
    assert told.splitlines() == [f"{'left' if name in left else 'wrote'} {tmp_path / name}" for name in NAMES]
    assert (tmp_path / "conftest.py").read_text() == "# mine\n"
    assert not (tmp_path / "mockserver.http").exists()
    again = shell.get("init", str(tmp_path))
    assert again.splitlines() == [f"left {tmp_path / name}" for name in NAMES]


def test_a_file_in_the_place_of_a_folder_is_told(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert shell.fail("init", str(tmp_path / "file")).startswith(f"{tmp_path / 'file'} is no folder: ")


def test_the_seed_can_be_loaded(shell: Shell, folder: Path) -> None:
    shell.get("seed", "validate", "--load", str(folder / "mockserver.yaml"))


def test_the_requests_succeed(folder: Path) -> None:
    text = re.sub(r"^(#(?!##)|@).*\n", "", (folder / "mockserver.http").read_text(), flags=re.MULTILINE)
    asked = [part.strip().split("\n", 1)[1].strip() for part in text.split("###") if part.strip()]
    assert len(asked) == 5
    with MockServer(folder / "mockserver.yaml") as server:
        for each in asked:
            head, _, body = each.partition("\n\n")
            line, *headers = head.splitlines()
            method, url = line.split()
            sent = dict(header.split(": ", 1) for header in headers)
            pair = sent.pop("Authorization", "Basic a b").split()[1:]
            answer = httpx.request(
                method,
                url.replace("{{url}}", server.url),
                headers=sent,
                content=body,
                auth=(pair[0], pair[1]),
            )
            assert answer.is_success, answer.text
            assert "x-mockserver-diagnosis" not in answer.headers


def test_the_compose_file_starts_the_image_with_the_seed(folder: Path) -> None:
    (service,) = yaml.safe_load((folder / "compose.mockserver.yaml").read_text())["services"].values()
    (mount,) = service["volumes"]
    source, target, mode = mount.split(":")
    assert (folder / source).is_file()
    assert service["environment"]["MOCKSERVER_SEED"] == target
    assert mode == "ro"
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


@pytest.mark.slow
def test_the_workflow_runs_the_tests_with_the_fixtures(folder: Path) -> None:
    (folder / "test_wallet.py").write_text(TEST)
    steps = yaml.safe_load((folder / NAMES[3]).read_text())["jobs"]["wallet"]["steps"]
    lines = [step["run"] for step in steps if step.get("run", "").startswith("mockserver ")]
    assert len(lines) == 2
    for line in lines:
        command = line.replace("mockserver ", f"{sys.executable} -m mockserver ", 1)
        command = command.replace("-- pytest", f"-- {sys.executable} -m pytest -p no:cacheprovider")
        told = subprocess.run(
            command.split(),
            cwd=folder,
            env=environment({}),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.slow
def test_the_fixtures_work_without_a_server_beside(folder: Path) -> None:
    (folder / "test_wallet.py").write_text(TEST)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    told = subprocess.run(
        command,
        cwd=folder,
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_inspector_is_opened(shell: Shell) -> None:
    opened: list[str] = []

    def browse(url: str) -> bool:
        opened.append(url)
        return True

    shell.patch.setattr("webbrowser.open", browse)
    assert shell.get("open") == f"{shell.url}/\n"
    assert opened == [f"{shell.url}/"]


def test_without_a_browser_the_address_is_told(shell: Shell) -> None:
    shell.patch.setattr("webbrowser.open", lambda _: False)
    told = shell.run("open")
    assert (told.code, told.out) == (1, f"{shell.url}/\n")
    assert f"open {shell.url}/ in one" in told.err
