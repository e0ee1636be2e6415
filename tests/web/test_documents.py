"""Both documents, of the API and of the lab: what holds for every part of them, and what linters say."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.world import open_world

SPECTRAL = "@stoplight/spectral-cli@6.16.3"
RULES = {"extends": ["spectral:oas"]}
PATIENCE = 300
NAMES_OF_IDS = {"id", "event", "pass", "project"}
"""What an id is called where its name does not end in `Id`."""

Found = tuple[str, dict[str, Any]]


def read_documents() -> dict[str, Any]:
    with open_world() as api:
        return {"api": api.get("/openapi.json").json(), "lab": api.admin("GET", "/openapi.json").json()}


DOCUMENTS = read_documents()
BOTH = pytest.mark.parametrize("name", DOCUMENTS)


def named_schemas(part: Any) -> Iterator[Found]:
    """Every schema in a document that has a name: of a property, of a parameter."""
    if isinstance(part, list):
        for each in part:
            yield from named_schemas(each)
    elif isinstance(part, dict):
        if "in" in part and "schema" in part:
            yield part["name"], part["schema"]
        if isinstance(part.get("properties"), dict):
            yield from part["properties"].items()
        for each in part.values():
            yield from named_schemas(each)


def integers(schema: Any) -> Iterator[dict[str, Any]]:
    """The integers that a schema admits, alone, or in a choice or a list."""
    if schema.get("type") == "integer":
        yield schema
    for each in (*schema.get("anyOf", ()), schema.get("items", {})):
        yield from integers(each) if each else ()


@BOTH
def test_every_id_is_an_integer_of_64_bits(name: str) -> None:
    ids = {
        (called, json.dumps(each))
        for called, schema in named_schemas(DOCUMENTS[name])
        if called in NAMES_OF_IDS or called.endswith("Id")
        for each in integers(schema)
    }
    assert ids
    assert [each for each in ids if json.loads(each[1]).get("format") != "int64"] == []


@BOTH
def test_a_document_names_an_owner_and_a_server(name: str) -> None:
    assert DOCUMENTS[name]["info"]["contact"]["name"]
    assert DOCUMENTS[name]["servers"][0]["url"].startswith("/")


def shown(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every example of a body in a document, with its schema."""
    if isinstance(part, list):
        for each in part:
            yield from shown(each)
    elif isinstance(part, dict):
        for content in part.get("content", {}).values() if isinstance(part.get("content"), dict) else ():
            named = [each["value"] for each in content.get("examples", {}).values()]
            for example in [*named, *([content["example"]] if "example" in content else [])]:
                yield content.get("schema", {}), example  # a stream has none
        for each in part.values():
            yield from shown(each)


@BOTH
def test_every_example_of_a_body_fits_its_schema(name: str) -> None:
    document = DOCUMENTS[name]
    found = list(shown(document["paths"]))
    assert len(found) > 10
    for schema, example in found:
        whole = schema | {"components": document["components"]}
        faults = [each.message for each in jsonschema_rs.Draft202012Validator(whole).iter_errors(example)]
        assert faults == [], example


@BOTH
def test_every_operation_is_described_in_a_group_that_is_too(name: str) -> None:
    described = {each["name"] for each in DOCUMENTS[name]["tags"] if each["description"]}
    for path, methods in DOCUMENTS[name]["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], f"{method} {path}"
            assert set(operation["tags"]) <= described, f"{method} {path}"


@BOTH
def test_a_full_disk_is_an_answer_of_every_operation(name: str) -> None:
    for path, methods in DOCUMENTS[name]["paths"].items():
        for method, operation in methods.items():
            assert {"500", "503", "507"} <= operation["responses"].keys(), f"{method} {path}"


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What Spectral has to say of each document."""
    if shutil.which("npm") is None:
        pytest.skip("Spectral is a program for Node, and there is no npm on this machine")
    folder = tmp_path_factory.mktemp("spectral")
    options = ("--no-package-lock", "--no-audit", "--no-fund", "--no-save")
    told = _run(folder, "npm", "install", *options, SPECTRAL)
    assert told.returncode == 0, told.stderr
    (folder / ".spectral.json").write_text(json.dumps(RULES))
    broken = {**DOCUMENTS["api"], "info": {"title": "broken"}}
    return {name: _lint(folder, name, each) for name, each in {**DOCUMENTS, "broken": broken}.items()}


def _lint(folder: Path, name: str, document: dict[str, Any]) -> list[str]:
    (folder / f"{name}.json").write_text(json.dumps(document))
    options = ("--ruleset=.spectral.json", "--format=json", "--fail-severity=hint", "--quiet")
    told = _run(folder, "node_modules/.bin/spectral", "lint", f"{name}.json", *options)
    assert told.stdout, told.stderr
    faults = json.loads(told.stdout)
    return [f"{each['code']} at {'/'.join(map(str, each['path']))}: {each['message']}" for each in faults]


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.mark.slow
@BOTH
def test_a_linter_has_nothing_to_say(linted: dict[str, list[str]], name: str) -> None:
    assert linted[name] == []


@pytest.mark.slow
def test_the_linter_would_say_it(linted: dict[str, list[str]]) -> None:
    assert [each for each in linted["broken"] if "contact" in each]
