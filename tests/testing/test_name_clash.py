"""Beside the client of the Java MockServer, which brings a package, a plugin and a fixture of our name."""

import hashlib
import os
import subprocess
import sys
import sysconfig
import zipfile
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = "airship-wallet-emulator"
THEIRS = "mockserver-client"
FILES = {
    "mockserver/__init__.py": "from mockserver.client import MockServerClient\n",
    "mockserver/client.py": "class MockServerClient:\n    pass\n",
    "mockserver/pytest_plugin.py": (
        "import pytest\n\n\n@pytest.fixture\ndef mockserver():\n    from mockserver import MockServerClient\n"
        "    return MockServerClient()\n"
    ),
    "mockserver_client-9.9.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {THEIRS}\nVersion: 9.9\n",
    "mockserver_client-9.9.dist-info/WHEEL": (
        "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    ),
    "mockserver_client-9.9.dist-info/entry_points.txt": "[pytest11]\nmockserver = mockserver.pytest_plugin\n",
}
"""What a wheel of the client has, as far as it matters here."""
RECORD = "mockserver_client-9.9.dist-info/RECORD"
CLASH = (
    f"{THEIRS} and {OURS} bring the same package mockserver and break each other: "
    f"run `pip uninstall {THEIRS} {OURS}`, then install again the one that is needed in this environment"
)
DAMAGED = f"is damaged, as it is after another of that name is gone: run `pip uninstall {OURS}`"
COMMANDS = ["mockserver", "airship-wallet-emulator"]
MODULE = [sys.executable, "-m"]
SUITE = "def test_it(airship_wallet, mockserver):\n    assert airship_wallet is mockserver\n"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Environment:
    """A virtual environment that borrows what we depend on."""

    folder: Path

    def install(self, *wheels: Path) -> None:
        """Install wheels one after the other, so that the last one overwrites."""
        for wheel in wheels:
            self._pip("install", "--no-index", "--no-deps", "--no-compile", "--ignore-installed", str(wheel))

    def uninstall(self, name: str) -> None:
        self._pip("uninstall", "--yes", name)

    def _pip(self, *arguments: str) -> None:
        """Run the pip that is borrowed, which changes nothing outside."""
        command = [
            str(self.folder / "bin" / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            *arguments,
        ]
        subprocess.run(command, check=True, capture_output=True)

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of our commands, or `python`."""
        names = {name for name in os.environ if name.startswith(("MOCKSERVER_", "PYTEST_", "PYTHON", "COV_"))}
        return subprocess.run(
            [str(self.folder / "bin" / command), *arguments],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if name not in names},
            capture_output=True,
            text=True,
            check=False,
        )

    def test(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a suite that uses our fixture."""
        (self.folder / "test_suite.py").write_text(SUITE)
        return self.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_suite.py", *arguments)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ours")
    build = [*MODULE, "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("theirs") / "mockserver_client-9.9-py3-none-any.whl"
    lines = []
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in FILES.items():
            digest = urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(text)}")
            wheel.writestr(name, text)
        wheel.writestr(RECORD, "\n".join([*lines, f"{RECORD},,", ""]))
    return path


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    folder = tmp_path / "environment"
    subprocess.run([*MODULE, "venv", "--without-pip", str(folder)], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    # Python reads no `.pth` file of a folder that is named in one: an installed checkout is not borrowed.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return Environment(folder)


def expect_clash(environment: Environment) -> None:
    """Every way in tells of the clash in one sentence, without a trace."""
    for command in COMMANDS:
        told = environment.run(command, "--version")
        assert (told.returncode, told.stdout, told.stderr) == (3, "", f"mockserver: {CLASH}\n")
    for first in (OURS, "mockserver"):  # whichever plugin pytest comes upon first
        told = environment.test("-p", first)
        assert (told.returncode, told.stdout.strip()) == (pytest.ExitCode.USAGE_ERROR, "")
        assert told.stderr.strip() == f"ERROR: {CLASH}"


def expect_damage(environment: Environment) -> None:
    """Every way in tells that files are missing."""
    for told in (environment.run("mockserver"), environment.run("python", "-m", "mockserver")):
        assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (3, "", 1)
        assert DAMAGED in told.stderr
    assert DAMAGED in environment.test().stderr


def test_a_clash_is_told_if_ours_was_installed_last(
    environment: Environment, ours: Path, theirs: Path
) -> None:
    environment.install(theirs, ours)
    expect_clash(environment)
    told = environment.run("python", "-m", "mockserver", "--version")
    assert (told.returncode, told.stdout, told.stderr) == (3, "", f"mockserver: {CLASH}\n")


def test_a_clash_is_told_if_theirs_was_installed_last(
    environment: Environment, ours: Path, theirs: Path
) -> None:
    environment.install(ours, theirs)
    expect_clash(environment)
    told = environment.run("python", "-m", "mockserver", "--version")  # imports theirs before a line of ours
    assert told.stderr.strip().endswith(CLASH)


def test_what_the_sentences_say_helps(environment: Environment, ours: Path, theirs: Path) -> None:
    environment.install(ours, theirs)
    environment.uninstall(THEIRS)
    expect_damage(environment)
    environment.uninstall(OURS)
    environment.install(ours)
    for command in COMMANDS:
        told = environment.run(command, "--version")
        assert (told.returncode, told.stderr) == (0, "")
    told = environment.test()
    assert told.returncode == 0, told.stdout + told.stderr
    (environment.folder / "mockserver.py").touch()
    told = environment.test()
    assert told.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"finds {environment.folder / 'mockserver.py'}, not that of {OURS}" in told.stderr
