"""What the wheel brings."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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


def test_the_package_is_typed_and_whole(wheel: zipfile.ZipFile) -> None:
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "mockserver").rglob("*.py")}
    assert modules | {"mockserver/py.typed"} <= set(wheel.namelist())
    assert not [name for name in wheel.namelist() if name.startswith(("tests/", "benchmarks/"))]


def test_the_command_is_installed(wheel: zipfile.ZipFile) -> None:
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "mockserver = mockserver.cli.main:main" in wheel.read(entry_points).decode()
