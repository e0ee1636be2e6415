"""The guide for front ends: its snippets run in Node, against a server and with the tools that they name."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockserver.server.server import MockServer
from mockserver.settings import Settings

GUIDE = (Path(__file__).parents[2] / "docs" / "FRONTEND.md").read_text(encoding="utf-8")
SNIPPETS = dict(re.findall(r"^```js\n// (\S+)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE))
BASE = "http://127.0.0.1:8412"
TOOLS = ["@playwright/test", "msw", "vite"]
PATIENCE = 300
ASK_VITE = """
import { createServer } from "vite";
const server = await createServer({ server: { host: "127.0.0.1", port: 0 }, logLevel: "error" });
await server.listen();
const { port } = server.httpServer.address();
const answer = await fetch(`http://127.0.0.1:${port}/wallet/events/project/12345/1234`);
console.log(answer.status, (await answer.json()).eventId);
await server.close();
process.exit(0);
"""
slow = pytest.mark.slow


def test_every_snippet_has_the_name_that_it_is_run_by() -> None:
    assert GUIDE.count("```js\n") == len(SNIPPETS)
    assert set(SNIPPETS) == {
        "fetch.mjs",
        "vite.config.js",
        "sandbox.js",
        "tickets.spec.js",
        "lab.mjs",
        "msw.mjs",
    }


def test_every_flag_that_it_names_is_one() -> None:
    named = set(re.findall(r"--[a-z][a-z-]+", GUIDE))
    assert {"--admin-origins", "--cors-origins"} <= named
    assert named <= {f"--{setting.replace('_', '-')}" for setting in Settings.model_fields}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The snippets in a project that has the tools, about a server that runs."""
    if shutil.which("npm") is None:
        pytest.skip("there is no npm on this machine")
    folder = tmp_path_factory.mktemp("frontend")
    (folder / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
    run(folder, "npm", "install", "--no-audit", "--no-fund", *TOOLS)
    with MockServer("documentation") as server:
        for name, snippet in {**SNIPPETS, "ask-vite.mjs": ASK_VITE}.items():
            (folder / name).write_text(snippet.replace(BASE, server.url), encoding="utf-8")
        yield folder


def run(folder: Path, *command: str) -> str:
    told = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1", "CI": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@slow
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("fetch.mjs", "LA Dodgers at SF Giants"),
        ("lab.mjs", "3"),
        ("msw.mjs", "clear 200"),
        ("ask-vite.mjs", "200 1234"),
    ],
)
def test_a_snippet_does_what_it_says(workshop: Path, name: str, told: str) -> None:
    assert run(workshop, "node", name).strip() == told


@slow
def test_a_worker_of_playwright_has_a_sandbox_of_its_own(workshop: Path) -> None:
    assert "1 passed" in run(workshop, "npx", "playwright", "test", "--workers=1", "--reporter=line")
