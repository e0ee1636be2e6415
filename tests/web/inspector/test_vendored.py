"""The libraries that travel with the page are the ones that were fetched, with their licences."""

import hashlib
import shutil
from pathlib import Path

import pytest

from scripts import vendor

SHIPPED = {file.name: file.read_bytes() for file in vendor.FOLDER.iterdir()}


def test_every_file_is_as_it_was_fetched() -> None:
    lines = SHIPPED[vendor.HASHES].decode().splitlines()
    kept = {name: told for told, name in (line.split("  ") for line in lines)}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in SHIPPED.items()}
    assert {name: found[name] for name in found if name != vendor.HASHES} == kept


def test_what_lies_there_is_what_the_script_fetches_with_a_licence_for_each() -> None:
    assert set(SHIPPED) - {vendor.HASHES} == {
        name for package in vendor.PACKAGES for name in package.files.values()
    }
    for package in vendor.PACKAGES:
        (licence,) = [name for name in package.files.values() if name.endswith(".LICENSE")]
        assert b"Copyright" in SHIPPED[licence]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm on this machine")
def test_the_registry_still_has_the_same(tmp_path: Path) -> None:
    vendor.write(tmp_path / "vendor")
    assert {file.name: file.read_bytes() for file in (tmp_path / "vendor").iterdir()} == SHIPPED
