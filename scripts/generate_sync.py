"""`python -m scripts.generate_sync`: make the handles for code that does not await from the others."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import unasync

CLIENT = Path(__file__).parents[1] / "mockserver" / "client"
AWAITS, DOES_NOT = CLIENT / "_async", CLIENT / "_sync"
SETTINGS = f"--config={CLIENT.parents[1] / 'pyproject.toml'}"
TIDY = (
    [
        "check",
        "--quiet",
        "--fix",
        "--unsafe-fixes",
        "--select=UP028,UP034",
        SETTINGS,  # what was awaited stands in parentheses, and what is passed on needs no loop
    ],
    ["format", "--quiet", SETTINGS],
)
OF_HTTPX = {
    "AsyncClient": "Client",
    "AsyncBaseTransport": "BaseTransport",
    "AsyncHTTPTransport": "HTTPTransport",
    "aiter_lines": "iter_lines",
    "aread": "read",
    "handle_async_request": "handle_request",
}
OURS = (
    "AsyncCallbacks",
    "AsyncClock",
    "AsyncConnection",
    "AsyncData",
    "AsyncFault",
    "AsyncFaults",
    "AsyncJournal",
    "AsyncPasses",
    "AsyncRemoteServer",
    "AsyncSandbox",
    "AsyncServer",
    "AsyncSnapshot",
)


def write(folder: Path) -> None:
    """Write every module into a folder, formatted."""
    names = {"_async": "_sync"} | OF_HTTPX | {name: name.removeprefix("Async") for name in OURS}
    with tempfile.TemporaryDirectory() as draft:
        rule = unasync.Rule(str(AWAITS), draft, additional_replacements=names)
        unasync.unasync_files([str(file) for file in modules(AWAITS)], [rule])
        for command in TIDY:
            subprocess.run([sys.executable, "-m", "ruff", *command, draft], check=True)
        for file in modules(Path(draft)):
            shutil.copyfile(file, folder / file.name)


def modules(folder: Path) -> list[Path]:
    """What is made, or made from; how a package describes itself is written by hand."""
    return sorted(file for file in folder.glob("*.py") if file.name != "__init__.py")


if __name__ == "__main__":
    write(DOES_NOT)
