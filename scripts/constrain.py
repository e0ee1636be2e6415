"""`python -m scripts.constrain`: pin the newest versions that `pyproject.toml` allows, in `constraints.txt`.

They are for the image and, if wanted, for an environment of tests. Run it with the oldest Python that the
project supports, so that every later one can install what it names.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "constraints.txt"
HEAD = "# Made by `python -m scripts.constrain`; do not edit.\n"


def main() -> None:
    """Resolve everything that the project may need, as in an environment that is empty, and write it down."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = ",".join(project["project"]["optional-dependencies"])
    report = resolve(f"{ROOT}[{extras}]", *project["build-system"]["requires"])
    others = (each for each in report["install"] if "dir_info" not in each["download_info"])
    pins = sorted(pin(each["metadata"]) for each in others)
    FILE.write_text(HEAD + "".join(f"{each}\n" for each in pins), encoding="utf-8")
    print(f"{FILE.name}: {len(pins)} versions")


def resolve(*requirements: str) -> dict[str, Any]:
    """What pip would install, as its report says."""
    flags = ["--quiet", "--dry-run", "--ignore-installed", "--report=-"]
    command = [sys.executable, "-m", "pip", "install", *flags, *requirements]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    report: dict[str, Any] = json.loads(told.stdout)
    return report


def pin(metadata: dict[str, Any]) -> str:
    """A line such as `pydantic-settings==2.16.0`."""
    return f"{re.sub(r'[-_.]+', '-', metadata['name']).lower()}=={metadata['version']}"


if __name__ == "__main__":
    main()
