"""The programs of the page: small files, of which a compiler of types has nothing to say."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mockserver.web.inspector.files import FOLDER
from scripts import vendor
from tests.world import open_world

SCRIPTS = sorted((FOLDER / "js").rglob("*.js"))
STYLES = sorted((FOLDER / "css").glob("*.css"))
LONGEST = 200
PATIENCE = 300
TOOLS = ["openapi-typescript@7", "prettier@3", "typescript@5"]
PRETTIER = [
    "npx",
    "prettier",
    "--check",
    "--print-width=110",
    "js/**/*.js",
    "css",
    "index.html",
    "login.html",
]
CHECKS = {
    "allowJs": True,
    "checkJs": True,
    "noEmit": True,
    "strict": True,
    "noUncheckedIndexedAccess": True,
    "module": "esnext",
    "moduleResolution": "bundler",
    "target": "es2022",
    "lib": ["esnext", "dom", "dom.iterable"],
    "skipLibCheck": True,
    "types": [],
}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.relative_to(FOLDER).as_posix())
def test_a_script_is_short_and_says_what_it_is(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST
    assert lines[0].startswith("/**")


def test_colours_are_said_once() -> None:
    assert len(STYLES) > 5
    for style in STYLES:
        text = style.read_text(encoding="utf-8")
        assert ("--page:" in text) == (style.name == "tokens.css")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page beside the tools that judge it, and the types of the libraries that it uses."""
    if shutil.which("npm") is None:
        pytest.skip("there is no npm on this machine")
    folder = tmp_path_factory.mktemp("workshop")
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    (folder / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
    libraries = [f"{each.name}@{each.version}" for each in vendor.PACKAGES]
    run("npm", "install", "--no-audit", "--no-fund", *libraries, *TOOLS, folder=folder)
    return folder


def run(*command: str, folder: Path) -> None:
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.slow
def test_types_are_those_of_the_lab_s_document(workshop: Path) -> None:
    with open_world() as api:
        document = api.admin("GET", "/openapi.json").content
    (workshop / "document.json").write_bytes(document)
    settings = {"compilerOptions": CHECKS, "include": ["js/**/*"]}
    (workshop / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    run("npx", "openapi-typescript", "document.json", "--output", "js/document.d.ts", folder=workshop)
    run("npx", "tsc", "--project", ".", folder=workshop)


@pytest.mark.slow
def test_scripts_and_styles_are_formatted(workshop: Path) -> None:
    run(*PRETTIER, folder=workshop)
