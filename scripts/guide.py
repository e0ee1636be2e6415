"""`python -m scripts.guide`: put the examples, and what commands print, into the guide as they are."""

import os
import re
import subprocess
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "TESTING.md"
LISTING = re.compile(
    r"^\[`(?P<file>[^`]+)`\]\(\.\./(?P=file)\)\n```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
"""A link to a file, and the file."""
RUN = re.compile(
    r"^<!-- run in (?P<folder>\S+) -->\n```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
"""The folder of a command, the command, and what we print when it runs."""
OURS = re.compile(r"^(?:-+ )?mockserver[ :].*?(?=^=|\Z)", re.DOTALL | re.MULTILINE)
"""What we print, in what a command prints: from our first line to the next section of pytest."""
VARYING = {
    r"sandbox-[0-9a-f]{8}": "sandbox-fecb768c",
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z": "2026-01-01T00:00:00.000Z",
    r"\b[\d.]+ ms\b": "1.9 ms",
}
"""What is another in each run, and what stands for it in the guide."""
ENVIRONMENT = {
    "COLUMNS": "80",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTEST_ADDOPTS": "-p airship-wallet-emulator -p no:cacheprovider",
    "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
}


def listed(text: str) -> list[str]:
    """The files that a guide lists."""
    return [listing["file"] for listing in LISTING.finditer(text)]


def filled(text: str) -> str:
    """A guide with its files as they are."""
    return LISTING.sub(_fill, text)


def outputs(text: str) -> list[tuple[str, str, str]]:
    """The commands of a guide: their folders, themselves, and what the guide says that we print."""
    return [(run["folder"], run["command"], run["output"]) for run in RUN.finditer(text)]


def output(folder: str, command: str) -> str:
    """What we print when a command runs in a folder, without what is another in each run."""
    inherited = {name: value for name, value in os.environ.items() if not _interferes(name)}
    ended = subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT / folder,
        env=inherited | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    printed = OURS.search(ended.stdout)
    if printed is None:
        raise SystemExit(f"`{command}` in {folder} printed nothing of ours: {ended.stdout}")
    return f"…\n{_normalise(printed[0])}"


def _fill(listing: re.Match[str]) -> str:
    file, kind = listing["file"], listing["kind"]
    return f"[`{file}`](../{file})\n```{kind}\n{(ROOT / file).read_text(encoding='utf-8')}```"


def _run(run: re.Match[str]) -> str:
    folder, command = run["folder"], run["command"]
    return f"<!-- run in {folder} -->\n```console\n$ {command}\n{output(folder, command)}```"


def _interferes(name: str) -> bool:
    return name.startswith(("MOCKSERVER_", "PYTEST_", "COV_")) or name.lower().endswith("_proxy")


def _normalise(text: str) -> str:
    for pattern, substitute in VARYING.items():
        text = re.sub(pattern, substitute, text)
    return text


if __name__ == "__main__":
    GUIDE.write_text(RUN.sub(_run, filled(GUIDE.read_text(encoding="utf-8"))), encoding="utf-8")
