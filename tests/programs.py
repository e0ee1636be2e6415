"""Programs of others that tests need."""

import os
import shutil
from typing import NoReturn

import pytest


def find_program(name: str, called: str, package: str) -> str:
    """Where a program is; without it tests are skipped, but not in the gate."""
    found = shutil.which(name, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    return found or miss(f"{called} is not installed: apt-get install {package}")


def miss(reason: str) -> NoReturn:
    """Skip a test that needs what this machine does not have; in the gate it fails."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
