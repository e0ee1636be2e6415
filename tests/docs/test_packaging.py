"""What the wheel brings."""

import configparser
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mockserver.server.server import MockServer
from mockserver.verify.cases import read_probes
from tests.commands import PATIENCE, environment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def test_the_fixtures_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    brought = {name for name in wheel.namelist() if name.startswith("mockserver/fixtures/")}
    shipped = {
        f"mockserver/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "fixtures").rglob("*")
        if file.is_file()
    }
    assert brought == shipped
    assert {"mockserver/fixtures/documentation.yaml", "mockserver/fixtures/seed.schema.json"} <= brought


@pytest.mark.slow  # starts a process
def test_the_guides_are_in_the_wheel_and_are_found_there(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    brought = {name for name in wheel.namelist() if name.startswith("mockserver/docs/")}
    shipped = {f"mockserver/docs/{file.name}" for file in (ROOT / "docs").iterdir() if file.is_file()}
    assert brought == shipped | {"mockserver/docs/README.md"}
    wheel.extractall(tmp_path)
    command = [sys.executable, "-m", "mockserver", "docs"]
    told = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    ).stdout.splitlines()
    assert [row.split()[0] for row in told[1:]] == [
        "readme",
        *sorted(file.stem.lower() for file in (ROOT / "docs").glob("*.md")),
    ]


@pytest.mark.slow  # starts processes
def test_a_service_can_be_verified_with_nothing_but_the_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """The probes travel: they are planned, and a server like this one is found to agree."""
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    wheel.extractall(installed)
    empty.mkdir()
    variables = environment({"PYTHONPATH": str(installed), "AIRSHIP_KEY": "key", "AIRSHIP_SECRET": "secret"})

    def python(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=empty,
            env=variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        ).stdout

    assert Path(python("-c", "import mockserver; print(mockserver.__file__)")).is_relative_to(installed)
    with MockServer("documentation") as server:
        at = ("--base-url", f"{server.url}/v1", "--project", "12345", "--rate", "unlimited")
        planned = python("-m", "mockserver", "verify", *at)
        assert [probe.id for probe in read_probes() if f"\n{probe.id} " not in planned] == []
        assert server.default.requests.count() == 0
        told = python("-m", "mockserver", "verify", *at, "--yes", "-o", "report.json")
    assert "differs" not in told
    report = json.loads((empty / "report.json").read_text(encoding="utf-8"))
    assert {probe["outcome"] for probe in report["probes"]} == {"agrees", "not-asked"}
    assert [each.name for each in empty.iterdir()] == ["report.json"]


def test_the_package_is_typed_and_whole(wheel: zipfile.ZipFile) -> None:
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "mockserver").rglob("*.py")}
    brought = set(wheel.namelist())
    assert modules | {"mockserver/py.typed", "airship_wallet_emulator.py"} <= brought
    assert {name.partition("/")[0] for name in brought if ".dist-info/" not in name} == {
        "mockserver",
        "airship_wallet_emulator.py",
    }


def read_metadata(wheel: zipfile.ZipFile, file: str) -> str:
    (path,) = [name for name in wheel.namelist() if name.endswith(f".dist-info/{file}")]
    return wheel.read(path).decode()


def test_every_entry_point_leads_past_the_check_for_a_name_clash(wheel: zipfile.ZipFile) -> None:
    parser = configparser.ConfigParser()
    parser.read_string(read_metadata(wheel, "entry_points.txt"))
    assert {name: dict(parser[name]) for name in parser.sections()} == {
        "console_scripts": {
            "mockserver": "airship_wallet_emulator:main",
            "airship-wallet-emulator": "airship_wallet_emulator:main",
        },
        "pytest11": {"airship-wallet-emulator": "airship_wallet_emulator:pytest_plugin"},
    }


def test_the_wheel_has_a_name_of_its_own_and_is_not_for_upload(wheel: zipfile.ZipFile) -> None:
    lines = read_metadata(wheel, "METADATA").splitlines()
    assert "Name: airship-wallet-emulator" in lines
    assert "Classifier: Private :: Do Not Upload" in lines
