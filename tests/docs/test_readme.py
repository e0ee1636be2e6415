"""The README says what is: its commands run, its tables are complete."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mockserver.seeds.files import parse
from mockserver.server.server import MockServer
from mockserver.settings import Settings
from mockserver.web.app import create_app
from tests.commands import run

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [
    (kind, text.strip())
    for kind, text in re.findall(r"^```(\w+)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
]
ADDRESS = "http://127.0.0.1:8412"


def blocks(kind: str, beginning: str = "") -> list[str]:
    return [text for each, text in BLOCKS if each == kind and text.startswith(beginning)]


def table(heading: str) -> list[list[str]]:
    """The rows of the table below a heading of the README."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with MockServer() as server:
        yield server.url


@pytest.mark.parametrize("command", blocks("sh", "curl"), ids=lambda command: command[:40])
def test_every_curl_of_the_readme_is_answered(command: str, url: str) -> None:
    command = command.replace(ADDRESS, url).replace("curl ", "curl -sS --fail ", 1)
    told = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30, check=False)
    assert told.returncode == 0, told.stderr
    assert "{" in told.stdout


@pytest.mark.parametrize("command", blocks("sh", "mockserver"))
def test_every_command_of_the_readme_runs(command: str) -> None:
    assert run(*command.split()[1:]).returncode == 0


def test_the_gate_runs_the_set_up_commands_of_the_readme() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    run_it, test_it = blocks("sh", "python3 -m venv")
    assert test_it in gate
    assert run_it in gate


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    rows = {row[0].strip("`"): row for row in table("Settings")}
    assert rows.keys() == {f"--{name.replace('_', '-')}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        _, variables, default, *_ = rows[f"--{name.replace('_', '-')}"]
        assert f"`MOCKSERVER_{name.upper()}`" in variables
        if field.default not in (None, False, []):
            assert default == f"`{str(field.default).lower()}`"


def test_every_operation_is_in_the_readme() -> None:
    document: dict[str, Any] = create_app(Settings()).openapi()
    documented = {
        (operation["summary"].partition(" · ")[0], method.upper())
        for methods in document["paths"].values()
        for method, operation in methods.items()
    }
    shown = {(title, request.strip("`").split()[0]) for title, request in table("Operations")}
    assert shown == documented


def test_every_reading_is_in_the_table_of_contradictions() -> None:
    claims = yaml.safe_load((ROOT / "fixtures" / "conformance" / "claims.yaml").read_text(encoding="utf-8"))
    named = {row[0] for row in table("Where the documentation contradicts itself")} - {"\N{EN DASH}"}
    assert named == claims["reading"].keys()


def test_the_seed_of_the_readme_is_a_seed() -> None:
    (seed,) = blocks("yaml", "# yaml-language-server")
    assert parse("README.md", seed).projects[0].external_id == "venue"


def test_the_variables_of_the_snippets_are_settings() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    snippets = [yaml.safe_load(text) for text in blocks("yaml")]
    named = set(re.findall(r"MOCKSERVER_\w+", json.dumps([compose, *snippets])))
    assert named <= {f"MOCKSERVER_{name.upper()}" for name in Settings.model_fields} | {"MOCKSERVER_URL"}


def test_the_image_and_the_readme_name_the_same_port() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"EXPOSE {Settings.model_fields['port'].default}" in dockerfile


def test_the_links_of_the_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob(".github/**/*.md")]
    assert ROOT / "README.md" in documents
    for document in documents:
        for target in re.findall(r"\]\((?!http)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_picture_is_small() -> None:
    picture = ROOT / "docs" / "inspector.png"
    assert 10_000 < picture.stat().st_size < 150_000
