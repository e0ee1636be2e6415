"""The manifest for Kubernetes, judged by the schemas that Kubernetes publishes."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

MANIFEST = Path(__file__).parents[2] / "deploy" / "kubernetes.yaml"
VALIDATOR = "kubernetes-validate>=1.37"
PATIENCE = 300


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program that has the schemas, in an environment of its own."""
    folder = tmp_path_factory.mktemp("validator")
    run(sys.executable, "-m", "venv", str(folder))
    installed = run(str(folder / "bin" / "pip"), "install", "--quiet", VALIDATOR)
    assert installed.returncode == 0, installed.stderr
    return folder / "bin" / "kubernetes-validate"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_the_manifest_has_what_kubernetes_knows_and_nothing_else(validator: Path, tmp_path: Path) -> None:
    judged = run(str(validator), "--strict", str(MANIFEST))
    assert judged.returncode == 0, judged.stdout + judged.stderr
    misspelled = tmp_path / "kubernetes.yaml"
    misspelled.write_text(MANIFEST.read_text().replace("readinessProbe", "readynessProbe"))
    assert run(str(validator), "--strict", str(misspelled)).returncode != 0
